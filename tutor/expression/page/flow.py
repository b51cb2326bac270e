"""Words and formulas to lines on shared baselines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutor.expression.inert import in_ascii
from tutor.expression.page.source import Formula, Inline, LineBreak
from tutor.expression.typeset.boxes import Box, text_box
from tutor.expression.typeset.breaking import fitted
from tutor.expression.typeset.cells import cells, pieces_of
from tutor.expression.typeset.latex import marks_of
from tutor.expression.typeset.layout import Piece, joined, pieces
from tutor.expression.typeset.marks import Row
from tutor.expression.typeset.spacing import Style


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style: "", "strong", "emphasis", "code", "heading", "muted", "formula", "plot"."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of a paragraph: as many rows as its tallest formula needs."""

    rows: tuple[Line, ...]
    baseline: int
    width: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stays on one line. `space`: the cells before it, dropped at the start of a line."""

    parts: tuple[tuple[Box, str], ...]
    space: int
    starts_line: bool = False

    @property
    def width(self) -> int:
        return sum(box.width for box, _ in self.parts)


def line_width(line: Line) -> int:
    return sum(cells(span.text) for span in line)


def merged(spans: Iterable[Span]) -> Line:
    """Neighbours of one style made one; no spaces at the end."""
    out: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if out and (out[-1].style == span.style or not span.text.strip()):
            out[-1] = Span(out[-1].text + span.text, out[-1].style)
        else:
            out.append(span)
    while out and not out[-1].text.rstrip():
        out.pop()
    if out:
        out[-1] = Span(out[-1].text.rstrip(), out[-1].style)
    return tuple(out)


def flowed(inlines: Sequence[Inline], width: int, ascii: bool, style: str = "") -> list[Strip]:
    """The paragraph in lines of at most `width` cells. `style` is given to words that have none."""
    lines: list[list[tuple[Box, str]]] = []
    used = 0
    for unit in _units(inlines, width, ascii, style):
        if not lines or unit.starts_line or used + unit.space + unit.width > width:
            lines.append([])
            used = 0
        if used and unit.space:
            lines[-1].append((text_box(" " * unit.space), ""))
            used += unit.space
        lines[-1] += unit.parts
        used += unit.width
    return [_strip(line) for line in lines]


def _strip(parts: list[tuple[Box, str]]) -> Strip:
    above = max(box.baseline for box, _ in parts)
    below = max(box.below for box, _ in parts)
    rows = []
    for row in range(-above, below + 1):
        spans = []
        for box, style in parts:
            place = row + box.baseline
            inside = 0 <= place < len(box.rows)
            spans.append(Span(box.rows[place], style) if inside else Span(" " * box.width))
        rows.append(merged(spans))
    return Strip(tuple(rows), above, sum(box.width for box, _ in parts))


def _units(inlines: Sequence[Inline], width: int, ascii: bool, style: str) -> list[_Unit]:
    out: list[_Unit] = []
    space, starts = 0, False
    for inline in inlines:
        match inline:
            case LineBreak():
                starts = True
            case Formula(latex=latex):
                for place, unit in enumerate(_formula_units(latex, width, ascii)):
                    lead = space if place == 0 else unit.space
                    _append(out, _Unit(unit.parts, lead, starts and place == 0), place > 0, width)
                space, starts = 0, False
            case _:
                for word in re.findall(r"\s+|\S+", in_ascii(inline.text) if ascii else inline.text):
                    if word.isspace():
                        space = 1
                        continue
                    _append(out, _Unit(((text_box(word), inline.style or style),), space, starts), False, width)
                    space, starts = 0, False
    return out


def _append(out: list[_Unit], unit: _Unit, may_break: bool, width: int) -> None:
    """Add a unit, glued to the one before where there is no space between and the two fit a line."""
    glued = bool(out) and not unit.space and not unit.starts_line and not may_break
    if glued and out[-1].width + unit.width <= width:
        before = out.pop()
        unit = _Unit(before.parts + unit.parts, before.space, before.starts_line)
    if unit.width <= width:
        out.append(unit)
        return
    for box, style in unit.parts:
        if len(box.rows) > 1:
            out.append(_Unit(((box, style),), unit.space))
            continue
        for text in pieces_of(box.rows[0], width, ""):
            out.append(_Unit(((text_box(text), style),), unit.space, unit.starts_line))


def _formula_units(latex: str, width: int, ascii: bool) -> list[_Unit]:
    """A formula within a line: whole, or where it is long, cut at its relations and sums."""
    mark, style = marks_of(latex), Style(ascii, inline=True)
    parts = pieces(mark, style)
    whole = joined(parts)
    if whole.width <= max(width * 3 // 5, min(width, 24)):
        return [_Unit(((whole, "formula"),), 0)]
    groups: list[list[Piece]] = []
    for piece in parts:
        if not groups or piece.breaks in {1, 2}:
            groups.append([])
        groups[-1].append(piece)
    units = []
    for group in groups:
        box = joined(group)
        if box.width <= width:
            units.append(_Unit(((box, "formula"),), group[0].space))
            continue
        lines = fitted(Row(tuple(piece.mark for piece in group)), width, style)
        units += [_Unit(((line, "formula"),), 1, starts_line=True) for line in lines]
    return units
