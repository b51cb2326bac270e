"""Blocks to styled lines within a width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.expression import plot
from tutor.expression.inert import in_ascii
from tutor.expression.page.flow import Line, Span, Strip, flowed, line_width, merged
from tutor.expression.page.source import (
    Block,
    Code,
    Formula,
    Heading,
    Inline,
    Items,
    Paragraph,
    Quote,
    Ruler,
    Run,
    Table,
)
from tutor.expression.typeset import formula_lines
from tutor.expression.typeset.cells import cells, pieces_of

LETTER = re.compile(r"[a-z]\) ")
"""An item with a letter of its own, such as an option, needs no bullet before it."""

_NARROWEST = 8  # what is left for text, however deep the lists


def lines_of(blocks: Sequence[Block], width: int, ascii: bool, tight: bool = False) -> list[Line]:
    """The blocks one under the other, an empty line between them unless `tight`."""
    out: list[Line] = []
    for block in blocks:
        lines = _block(block, max(width, 1), ascii)
        if out and lines and not (tight and isinstance(block, Paragraph | Items)):
            out.append(())
        out += lines
    return out


def _block(block: Block, width: int, ascii: bool) -> list[Line]:
    match block:
        case Paragraph(inlines=inlines):
            return paragraph(inlines, width, ascii)
        case Heading(inlines=inlines):
            return _rows(flowed(inlines, width, ascii, "heading"))
        case Items():
            return _items(block, width, ascii)
        case Quote(blocks=blocks):
            bar = Span("| " if ascii else "▏ ", "muted")
            inner = lines_of(blocks, max(width - 2, _NARROWEST), ascii)
            return _indented(inner, bar, bar, width)
        case Code(text=text, info=info):
            return _code(text, info, width, ascii)
        case Table():
            return _table(block, width, ascii)
        case Ruler():
            return [(Span(("-" if ascii else "─") * width, "muted"),)]


def paragraph(inlines: Sequence[Inline], width: int, ascii: bool) -> list[Line]:
    """Words and formulas; each display formula on lines of its own between them."""
    out: list[Line] = []
    for part in split_at_displays(inlines):
        lines = _part(part, width, ascii)
        if out and lines:
            out.append(())
        out += lines
    return out


def _part(part: Formula | list[Inline], width: int, ascii: bool) -> list[Line]:
    if isinstance(part, Formula):
        return _display(part.latex, width, ascii)
    return _rows(flowed(part, width, ascii))


def split_at_displays(inlines: Sequence[Inline]) -> list[Formula | list[Inline]]:
    """Text and display formulas by turns. A full stop after a formula goes with it."""
    out: list[Formula | list[Inline]] = []
    for inline in inlines:
        if isinstance(inline, Formula) and inline.display:
            out.append(inline)
            continue
        if out and isinstance(before := out[-1], Formula) and isinstance(inline, Run):
            text = inline.text.lstrip()
            if text[:1] in {".", ",", ";"} and text[:1]:
                out[-1] = Formula(before.latex + text[0], True)
                text = text[1:].lstrip()
            if not text:
                continue
            out.append([Run(text, inline.style)])
        elif out and isinstance(tail := out[-1], list):
            tail.append(inline)
        else:
            out.append([inline])
    return [part for part in out if isinstance(part, Formula) or any(not _is_blank(each) for each in part)]


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Run) and not inline.text.strip()


def _display(latex: str, width: int, ascii: bool) -> list[Line]:
    indent = 4 if width >= 40 else 0
    rows = formula_lines(latex, width - indent, ascii=ascii)
    return [(Span(" " * indent + row, "formula"),) if row else () for row in _cut(rows, width - indent)]


def _cut(rows: list[str], width: int) -> list[str]:
    return [part for row in rows for part in pieces_of(row, width, "")]


def _rows(strips: Sequence[Strip]) -> list[Line]:
    return [row for strip in strips for row in strip.rows]


def _indented(lines: Sequence[Line], first: Span, other: Span, width: int) -> list[Line]:
    """A sign before the first row with text, room before the others; no room, no sign."""
    if any(line_width(line) + cells(first.text) > width for line in lines):
        return list(lines)
    out: list[Line] = []
    for place, line in enumerate(lines):
        lead = first if place == 0 else other
        out.append(merged((lead, *line)) if line or lead.text.strip() else ())
    return out


def _items(block: Items, width: int, ascii: bool) -> list[Line]:
    last = (block.first or 0) + len(block.items) - 1
    out: list[Line] = []
    for place, item in enumerate(block.items):
        sign = f"{block.first + place:>{len(str(last))}}. " if block.first is not None else "- " if ascii else "• "
        room = " " * len(sign)
        inner = lines_of(item, max(width - len(sign), _NARROWEST), ascii, block.tight)
        head = _head_row(item, max(width - len(sign), _NARROWEST), ascii)
        if inner and LETTER.match("".join(span.text for span in inner[head])):
            sign = room
        lines = _indented(inner[:head], Span(room), Span(room), width)
        lines += _indented(inner[head:] or [()], Span(sign, "muted"), Span(room), width)
        if out and not block.tight:
            out.append(())
        out += lines
    return out


def _head_row(item: Sequence[Block], width: int, ascii: bool) -> int:
    """The row on which the sign of an item stands: the baseline of its first line."""
    match item[0] if item else None:
        case Paragraph(inlines=inlines):
            first = next(iter(split_at_displays(inlines)), None)
            strips = flowed(first, width, ascii) if isinstance(first, list) else []
            return strips[0].baseline if strips else 0
        case _:
            return 0


def _code(text: str, info: str, width: int, ascii: bool) -> list[Line]:
    indent = 2 if width >= 20 else 0
    text = in_ascii(text) if ascii else text
    if info.partition(" ")[0] == "plot":
        return _picture(plot.draw(text, width - indent, ascii=ascii), indent)
    sign = "\\" if ascii else "↵"
    rows = [part for row in text.split("\n") for part in pieces_of(row, width - indent, sign)]
    return [(Span(" " * indent + row, "code"),) if row else () for row in rows]


def _picture(rows: list[str], indent: int) -> list[Line]:
    return [(Span(" " * indent + row, "plot"),) if row else () for row in rows]


_GAP = 3


def _table(block: Table, width: int, ascii: bool) -> list[Line]:
    """Columns where they fit; else one line `header: entry` for each entry."""
    columns = len(block.align)
    widths = [_natural(block, column, ascii) for column in range(columns)]
    chosen = _shrunk(widths, width - _GAP * (columns - 1))
    if chosen is None:
        return _as_records(block, width, ascii)
    out: list[Line] = []
    for place, cells_of_row in enumerate(block.rows):
        style = "strong" if place == 0 else ""
        strips = [flowed(cell, chosen[column], ascii, style) for column, cell in enumerate(cells_of_row)]
        out += _table_row(strips, chosen, block.align)
        if place == 0:
            out.append((Span(("-" if ascii else "─") * (sum(chosen) + _GAP * (columns - 1)), "muted"),))
    return out


def _natural(block: Table, column: int, ascii: bool) -> int:
    strips = [strip for row in block.rows for strip in flowed(row[column], 10_000, ascii)]
    return max((strip.width for strip in strips), default=1)


def _shrunk(widths: list[int], room: int) -> list[int] | None:
    """The widest columns made narrower until all fit; None: there is no room for this table."""
    if sum(min(width, _NARROWEST) for width in widths) > room:
        return None
    limit = max(widths, default=1)
    while sum(min(width, limit) for width in widths) > room:
        limit -= 1
    return [min(width, limit) for width in widths]


def _table_row(strips: list[list[Strip]], widths: list[int], align: str) -> list[Line]:
    """One row of a table: entries of one line share a baseline, longer ones begin at the top."""
    single = all(len(each) <= 1 for each in strips)
    base = max((each[0].baseline for each in strips if each), default=0) if single else 0
    blocks = []
    for each in strips:
        lead: list[Line] = [()] * (base - each[0].baseline if single and each else 0)
        blocks.append([*lead, *_rows(each)])
    out = []
    for row in range(max(map(len, blocks), default=0)):
        spans: list[Span] = []
        for column, block in enumerate(blocks):
            line = block[row] if row < len(block) else ()
            content = max((strip.width for strip in strips[column]), default=0)
            left = {"r": widths[column] - content, "c": (widths[column] - content) // 2}.get(align[column], 0)
            right = widths[column] - left - line_width(line)
            gap = _GAP if column < len(blocks) - 1 else 0
            spans += [Span(" " * left), *line, Span(" " * (right + gap))]
        out.append(merged(spans))
    return out


def _as_records(block: Table, width: int, ascii: bool) -> list[Line]:
    header, *rows = block.rows
    out: list[Line] = []
    for row in rows:
        out += [()] if out else []
        for name, cell in zip(header, row, strict=False):
            out += paragraph((*name, Run(": ", "muted"), *cell), width, ascii)
    return out
