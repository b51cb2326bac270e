"""Paper: lines that depend on the width, painted exactly as they are.

Nothing here reads markup, and nothing unprintable reaches the terminal, whoever wrote it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

ASCII = str.maketrans(
    "·…→←↑↓▸●○◑◐✓✗━─│’‘“”–—×−∇≤≥≠√π",
    "..><^v>*oo+Vx=-|''\"\"--x-V<>#/p",
)
UNBROKEN_PERCENT = "\u00a0%"


class Paper(Widget):
    """A sheet of lines. Subclasses say which `lines` fit a width, and call `renew` when they change."""

    DEFAULT_CSS = """
    Paper { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._laid: tuple[int, list[Content]] | None = None

    def lines(self, width: int) -> Iterable[Content]:
        """The lines, none wider than `width` cells; a bare sheet has none."""
        return ()

    def renew(self, *, layout: bool = True) -> None:
        """Lay out and paint again; without `layout` where the height is fixed."""
        self._laid = None
        self.refresh(layout=layout)

    def renew_rows(self) -> None:
        """As `renew`, of a height that is fixed: paints only the rows that bear text before or after."""
        width = self.size.width
        before = self._laid[1] if self._laid is not None else []
        self._laid = None
        after = self.laid(width) if width else []
        same = [row for row, (old, new) in enumerate(zip(before, after, strict=False)) if old.is_same(new)]
        changed = [row for row in range(max(len(before), len(after))) if row not in same]
        if changed:
            self.refresh(Region(0, changed[0], width, changed[-1] + 1 - changed[0]))

    def laid(self, width: int) -> list[Content]:
        """The lines for a width, kept until `renew`."""
        if self._laid is None or self._laid[0] != width:
            plain = bool(getattr(self.app, "is_ascii", False))
            self._laid = (width, [_harmless(each, plain) for each in self.lines(max(1, width))])
        return self._laid[1]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.laid(width))

    def render(self) -> Content:
        return Content("\n").join(self.laid(self.size.width))


def text(raw: str, style: str = "") -> Content:
    """Text in one style, never read as markup."""
    return Content.styled(raw, style) if style else Content(raw)


def flow(raw: str, width: int, style: str = "", *, first: str = "", rest: str = "") -> list[Content]:
    """Prose in lines of at most `width` cells, `first` and `rest` before them; a figure keeps its percent sign."""
    whole = raw.replace(" %", UNBROKEN_PERCENT)
    wrapped = textwrap.wrap(whole, max(8, width), initial_indent=first, subsequent_indent=rest)
    return [text(each.replace(UNBROKEN_PERCENT, " %"), style) for each in wrapped] or [Content("")]


def spread(left: Content, right: Content, width: int) -> Content:
    """Two texts on one line, at its two ends; the left one is shortened with a sign where both do not fit."""
    room = width - right.cell_length - 1
    if left.cell_length > room:
        left = left.truncate(max(1, room), ellipsis=True)
    gap = max(1, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)


def _harmless(line: Content, plain: bool) -> Content:
    raw = line.plain
    if raw.isprintable() and not (plain and not raw.isascii()):
        return line
    shown = raw if raw.isprintable() else _inert(raw)
    if plain:
        shown = shown.translate(ASCII).encode("ascii", "replace").decode("ascii")
    return Content(shown, spans=list(line.spans)) if len(shown) == len(raw) else Content(shown)


def _inert(raw: str) -> str:
    from tutor.expression.inert import inert

    return inert(raw)
