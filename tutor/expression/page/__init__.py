"""How does a page look? Markdown with formulas and pictures, laid out for a terminal or for a pipe.

Whatever the text holds, what comes out is inert: see `tutor.expression.inert`.
"""

from __future__ import annotations

from tutor.expression.page import blocks, linear
from tutor.expression.page.flow import Line, Span
from tutor.expression.page.source import blocks_of

__all__ = ["Line", "Span", "layout", "plain_page"]


def layout(markdown: str, width: int, *, ascii: bool = False) -> tuple[Line, ...]:
    """The page in styled lines of at most `width` cells (20 or more). Safe on any text."""
    return tuple(blocks.lines_of(blocks_of(markdown), width, ascii))


def plain_page(markdown: str, *, ascii: bool = False) -> str:
    """The page for pipes and screen readers: one paragraph a line, not wrapped, without box
    characters; formulas as `typeset.plain` reads them, pictures as a sentence."""
    return "\n".join(linear.text_of(blocks_of(markdown), ascii))
