"""A page for pipes and screen readers: a paragraph a line, formulas read out, no drawing."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.expression import plot
from tutor.expression.inert import in_ascii
from tutor.expression.page.blocks import split_at_displays
from tutor.expression.page.source import (
    Block,
    Code,
    Formula,
    Heading,
    Inline,
    Items,
    LineBreak,
    Paragraph,
    Quote,
    Run,
    Table,
)
from tutor.expression.typeset import plain


def text_of(blocks: Sequence[Block], ascii: bool) -> list[str]:
    """The lines of the blocks; no line is wrapped."""
    lines = [line for block in blocks for line in _block(block, ascii)]
    return [in_ascii(line) for line in lines] if ascii else lines


def _block(block: Block, ascii: bool) -> list[str]:
    match block:
        case Paragraph(inlines=inlines):
            return _paragraph(inlines, ascii)
        case Heading(inlines=inlines):
            return [_joined(inlines, ascii)]
        case Items(items=items, first=first):
            lines = []
            for place, item in enumerate(items):
                head, *rest = text_of(item, ascii) or [""]
                lines += [f"{'-' if first is None else f'{first + place}.'} {head}".rstrip(), *rest]
            return lines
        case Quote(blocks=blocks):
            return [f"> {line}" for line in text_of(blocks, ascii)]
        case Code(text=text, info=info):
            return [plot.describe(text)] if info.partition(" ")[0] == "plot" else text.split("\n")
        case Table(rows=rows):
            return _table(rows, ascii)
        case _:
            return []


def _paragraph(inlines: Sequence[Inline], ascii: bool) -> list[str]:
    lines: list[str] = []
    for part in split_at_displays(inlines):
        lines += [plain(part.latex, ascii=ascii)] if isinstance(part, Formula) else _joined(part, ascii).split("\n")
    return [line for line in lines if line]


def _joined(inlines: Sequence[Inline], ascii: bool) -> str:
    out = ""
    for inline in inlines:
        match inline:
            case LineBreak():
                out += "\n"
            case Formula(latex=latex):
                out += plain(latex, ascii=ascii)
            case Run(text=text):
                out += text
    return "\n".join(" ".join(line.split()) for line in out.split("\n"))


def _table(rows: Sequence[Sequence[Sequence[Inline]]], ascii: bool) -> list[str]:
    header, *body = [[_joined(cell, ascii) for cell in row] for row in rows]
    return ["; ".join(f"{name}: {cell}" for name, cell in zip(header, row, strict=False) if cell) for row in body]
