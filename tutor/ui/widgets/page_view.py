"""Pages: Markdown with formulas, laid out in two dimensions within the width."""

from __future__ import annotations

from textual.content import Content

from tutor.ui.widgets.paper import Paper, text

STYLES = {
    "strong": "bold",
    "emphasis": "italic",
    "code": "$accent",
    "heading": "bold $accent",
    "muted": "$quiet",
    "formula": "",
    "plot": "$accent",
}


def page_lines(markdown: str, width: int, *, ascii: bool = False) -> list[Content]:
    """The lines of a page, none wider than `width`."""
    from tutor.expression.page import layout

    return [
        Content.assemble(*(text(span.text, STYLES.get(span.style, "")) for span in line))
        for line in layout(markdown, width, ascii=ascii)
    ]


class PageView(Paper):
    """A page on the screen."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self._markdown = markdown

    def lines(self, width: int) -> list[Content]:
        return page_lines(self._markdown, min(width, 88), ascii=bool(getattr(self.app, "is_ascii", False)))
