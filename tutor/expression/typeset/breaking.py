"""Marks in lines of a given width: broken at relations, sums and commas, or opened."""

from __future__ import annotations

from tutor.expression.typeset import boxes
from tutor.expression.typeset.boxes import Box
from tutor.expression.typeset.cells import pieces_of
from tutor.expression.typeset.layout import Piece, blank, box_of, joined, pieces
from tutor.expression.typeset.marks import (
    Decorated,
    Fence,
    Fenced,
    Fraction,
    Grid,
    Kind,
    Mark,
    Root,
    Row,
    Scripts,
    Sign,
    items_of,
)
from tutor.expression.typeset.spacing import Style, is_tall


def fitted(mark: Mark, width: int, style: Style) -> list[Box]:
    """The mark in lines no wider than `width`: whole where it fits, else broken at relations,
    sums and commas, else opened into its one-line form. Nothing is left out."""
    parts = pieces(mark, style)
    whole = joined(parts)
    if whole.width <= width:
        return [whole]
    indent = min(4, width // 5)
    lines: list[Box] = []
    line: list[Piece] = []
    waiting = list(reversed(parts))
    while waiting:
        piece = waiting.pop()
        room = width if not lines else width - indent
        if _width([*line, piece]) <= room:
            line.append(piece)
            continue
        cut = _best_break([*line, piece], room)
        if cut:
            waiting.append(piece)
            waiting.extend(reversed(line[cut:]))
            lines.append(_set(line[:cut], indent if lines else 0))
            line = []
            continue
        inner = opened(piece, width, style)
        if inner is not None:
            waiting.extend(reversed(inner))
            continue
        if line:
            lines.append(_set(line, indent if lines else 0))
            line = []
            waiting.append(piece)
            continue
        sign = "\\" if style.ascii else "↵"
        for text in pieces_of(piece.box.rows[piece.box.baseline], width - indent, sign):
            lines.append(_set([Piece(boxes.text_box(text), piece.mark, 0, 0)], indent if lines else 0))
    if line:
        lines.append(_set(line, indent if lines else 0))
    return lines


def _set(line: list[Piece], indent: int) -> Box:
    box = joined(line)
    return boxes.beside([blank(indent), box]) if indent else box


def _width(line: list[Piece]) -> int:
    return sum(piece.space + piece.box.width for piece in line) - (line[0].space if line else 0)


def _best_break(line: list[Piece], room: int) -> int:
    """The place at which to break, 0 for none: the outermost one in the last two thirds of the
    line, else the outermost anywhere."""
    places: list[tuple[bool, int, int]] = []
    used = 0
    for place, piece in enumerate(line):
        if place and piece.breaks:
            places.append((used * 3 < room, piece.breaks, -place))
        used += piece.space + piece.box.width
    return -min(places)[2] if places else 0


def opened(piece: Piece, width: int, style: Style) -> list[Piece] | None:
    """The parts of what is too wide for a line, to be broken among themselves; None: it has none."""
    items = _opened_marks(piece, style)
    if items is None:
        return None
    parts = pieces(Row(items), style)
    first = parts[0]
    return [Piece(first.box, first.mark, piece.space, piece.breaks), *parts[1:]] if parts else []


def _opened_marks(piece: Piece, style: Style) -> tuple[Mark, ...] | None:
    mark = piece.mark
    match mark:
        case Row(items=items):
            return items
        case Fenced(left=left, body=body, right=right):
            inner = box_of(body, style)
            reach = (inner.above, inner.below) if is_tall(body) else (0, 0)
            return _around(left, items_of(body), right, reach)
        case Fraction(above=above, below=below):
            return (*_grouped(above), Sign("/", Kind.TIMES), *_grouped(below))
        case Scripts(base=base, up=up, down=down):
            out = items_of(base)
            for sign, script in (("_", down), ("^", up)):
                if script is not None:
                    out = (*out, Sign(sign, Kind.TIMES), *_grouped(script))
            return out
        case Root(body=body, index=index):
            named = Sign("√" if index is None else "root", Kind.FUNCTION, "sqrt" if index is None else "")
            inside = items_of(body) if index is None else (*items_of(index), Sign(",", Kind.COMMA), *items_of(body))
            return (named, *_around("(", inside, ")"))
        case Grid(rows=rows, left=left, right=right):
            return _opened_grid(rows, left, right)
        case Decorated(body=body, sign=sign, note=note):
            after = (Sign(",", Kind.COMMA), *items_of(note)) if note is not None else ()
            return (Sign(sign, Kind.FUNCTION), *_around("(", (*items_of(body), *after), ")"))
        case Sign(kind=Kind.WORDS, text=text) if " " in text.strip():
            words = text.split()
            return tuple(
                each
                for place, word in enumerate(words)
                for each in ((Sign(" ", Kind.SPACE), Sign(word, Kind.WORDS)) if place else (Sign(word, Kind.WORDS),))
            )
        case _:
            return None


def _opened_grid(rows: tuple[tuple[Mark, ...], ...], left: str, right: str) -> tuple[Mark, ...]:
    out: list[Mark] = []
    for place, cells in enumerate(rows):
        out += [Sign(";" if not left else ",", Kind.COMMA)] if place else []
        inside: list[Mark] = []
        for column, cell in enumerate(cells):
            inside += [Sign(",", Kind.COMMA)] if column and left else []
            inside += items_of(cell)
        out += _around(left and "[", tuple(inside), right and "]")
    return _around(left and "[", tuple(out), right and "]")


def _grouped(mark: Mark) -> tuple[Mark, ...]:
    items = items_of(mark)
    alone = len(items) == 1 and isinstance(items[0], Sign | Fenced)
    return items if alone else _around("(", items, ")")


def _around(left: str, items: tuple[Mark, ...], right: str, reach: tuple[int, int] = (0, 0)) -> tuple[Mark, ...]:
    before = (Fence(left, True, *reach),) if left else ()
    after = (Fence(right, False, *reach),) if right else ()
    return (*before, *items, *after)


def lines_of(mark: Mark, width: int, style: Style) -> list[str]:
    """The rows of `fitted`, without spaces at their ends; tall lines are set apart by an empty one."""
    out: list[str] = []
    tall = False
    for box in fitted(mark, max(2, width), style):
        if out and (tall or len(box.rows) > 1):
            out.append("")
        out += [row.rstrip() for row in box.rows]
        tall = len(box.rows) > 1
    return out
