"""Marks to boxes, within a width: spaces between signs, and where a line may be broken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tutor.expression.typeset import boxes
from tutor.expression.typeset.boxes import Box
from tutor.expression.typeset.cells import pieces_of
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
)

_SUPERSCRIPTS = str.maketrans("0123456789+-−nT⊤′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿᵀᵀ′")
_SUBSCRIPTS = str.maketrans("0123456789ijkmnt", "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙₜ")
_MAY_RAISE = frozenset("0123456789-−nT⊤′*°")
_MAY_LOWER = frozenset("0123456789ijkmnt")
OPERANDS = frozenset({Kind.ORDINARY, Kind.CLOSE, Kind.WORDS, Kind.STACK})


@dataclass(frozen=True, slots=True)
class Style:
    """`inline`: within a paragraph, where lines should stay low. `small`: in a script, where
    signs stand close."""

    ascii: bool = False
    inline: bool = False
    small: bool = False

    def smaller(self) -> Style:
        return Style(self.ascii, self.inline, True)


@dataclass(frozen=True, slots=True)
class Piece:
    """A box with the space before it. `breaks`: a line may be broken before it; 1 is a relation,
    2 a sum, 3 a comma, 4 a product, 0 not at all."""

    box: Box
    mark: Mark
    space: int
    breaks: int


def box_of(mark: Mark, style: Style) -> Box:
    """The mark as one box, however wide."""
    match mark:
        case Sign():
            return boxes.text_box(shown(mark, style))
        case Row():
            return joined(pieces(mark, style))
        case Fraction(above=above, below=below):
            return _fraction(above, below, style)
        case Scripts():
            return _scripts(mark, style)
        case Root(body=body, index=index):
            little = flat(index, style).translate(_SUPERSCRIPTS) if index is not None else ""
            return boxes.root(box_of(body, style), little, style.ascii)
        case Fenced():
            return _fenced(mark, style)
        case Grid():
            return _grid(mark, style)
        case Decorated():
            return _decorated(mark, style)
        case Fence(sign=sign, above=above_rows, below=below_rows):
            return boxes.bracket(sign, above_rows, below_rows, style.ascii)


def shown(sign: Sign, style: Style) -> str:
    """The sign in this style, spaces around it not included."""
    return (sign.ascii or sign.text) if style.ascii else sign.text


def flat(mark: Mark | None, style: Style) -> str:
    """The text of a mark that is one row high, or an empty text."""
    if mark is None:
        return ""
    box = box_of(mark, style.smaller())
    return box.rows[0] if len(box.rows) == 1 else ""


def joined(parts: list[Piece]) -> Box:
    """The pieces on one line."""
    out: list[Box] = []
    for piece in parts:
        if piece.space and out:
            out.append(_blank(piece.space))
        out.append(piece.box)
    return boxes.beside(out)


@lru_cache(maxsize=64)
def _blank(width: int) -> Box:
    return boxes.text_box(" " * width)


def pieces(mark: Mark, style: Style) -> list[Piece]:
    """The parts of a row with the spaces and the breaks between them."""
    items = mark.items if isinstance(mark, Row) else (mark,)
    out: list[Piece] = []
    before: Kind | None = None
    last: Mark | None = None
    unary = False
    room = 0
    for item in items:
        here = kind_of(item)
        if here is Kind.SPACE:
            room += len(item.text) if isinstance(item, Sign) else 0
            continue
        is_unary = here is Kind.BINARY and before not in OPERANDS
        space = 0 if unary else space_between(before, here, is_unary, (last, item), style)
        breaks = _breaks(before, here, is_unary or unary)
        if room > 1 or (room and here is Kind.WORDS):
            breaks = 1
        out.append(Piece(box_of(item, style), item, max(space, room), breaks))
        room = 0
        unary = is_unary
        before, last = (Kind.COMMA if is_unary else here), item
    return out


def kind_of(mark: Mark) -> Kind:
    """What the mark is to its neighbours."""
    match mark:
        case Sign(kind=kind):
            return kind
        case Scripts(base=base):
            return kind_of(base)
        case Fraction():
            return Kind.STACK
        case Fence(opens=opens):
            return Kind.OPEN if opens else Kind.CLOSE
        case _:
            return Kind.ORDINARY


def space_between(
    before: Kind | None, here: Kind, unary: bool, marks: tuple[Mark | None, Mark], style: Style
) -> int:
    """Cells between two neighbours, of the kinds `before` and `here`."""
    last, item = marks
    if before is None or here in {Kind.COMMA, Kind.CLOSE, Kind.TIMES} or before in {Kind.OPEN, Kind.TIMES}:
        return 0
    if before is Kind.COMMA:
        return 0 if style.small else 1
    pair = (before, here)
    if Kind.RELATION in pair or (Kind.BINARY in pair and not unary):
        return 0 if style.small and not (style.ascii and Kind.RELATION in pair) else 1
    if before in {Kind.FUNCTION, Kind.LARGE}:
        bracketed = here is Kind.OPEN or isinstance(_bare(item), Fenced)
        return 0 if bracketed and before is Kind.FUNCTION else 1
    if here in {Kind.FUNCTION, Kind.LARGE} or Kind.STACK in pair:
        return 1
    started = isinstance(last, Fenced) and isinstance(core := _bare(item), Sign) and core.text.isalnum()
    return 1 if started and not style.small else 0


def _bare(mark: Mark) -> Mark:
    """The mark without its scripts."""
    while isinstance(mark, Scripts):
        mark = mark.base
    return mark


def _is_tall(mark: Mark) -> bool:
    """Whether brackets around the mark must grow: raised or lowered signs alone do not ask for it."""
    match mark:
        case Row(items=items):
            return any(map(_is_tall, items))
        case Scripts(base=base):
            return kind_of(base) is Kind.LARGE or _is_tall(base)
        case Sign() | Fence():
            return False
        case Fenced(body=body):
            return _is_tall(body)
        case _:
            return True


def _breaks(before: Kind | None, here: Kind, unary: bool) -> int:
    if before is None or before is Kind.OPEN or here in {Kind.COMMA, Kind.CLOSE}:
        return 0
    if here is Kind.RELATION:
        return 1
    if before is Kind.RELATION or (unary and before is not Kind.COMMA):
        return 0
    if here is Kind.BINARY:
        return 0 if before is Kind.BINARY else 2
    if before is Kind.COMMA:
        return 0 if unary else 3
    return 0 if before in {Kind.BINARY, Kind.TIMES, Kind.FUNCTION, Kind.LARGE} else 4


def _fenced(mark: Fenced, style: Style) -> Box:
    body = box_of(mark.body, style)
    above, below = (body.above, body.below) if _is_tall(mark.body) else (0, 0)
    left = [boxes.bracket(mark.left, above, below, style.ascii)] if mark.left else []
    right = [boxes.bracket(mark.right, above, below, style.ascii)] if mark.right else []
    return boxes.beside([*left, body, *right])


def _fraction(above: Mark, below: Mark, style: Style) -> Box:
    if style.inline or style.small:
        top, bottom = flat(above, style), flat(below, style)
        numeric = top.lstrip("-−").isdecimal() and bottom.isdecimal()
        short = style.small and len(top) == len(bottom) == 1
        if numeric or short:
            return boxes.text_box(f"{top}/{bottom}")
    inner = Style(style.ascii, False, style.small)
    return boxes.over(box_of(above, inner), box_of(below, inner), style.ascii)


def _scripts(mark: Scripts, style: Style) -> Box:
    base = box_of(mark.base, style)
    small = style.smaller()
    down = box_of(mark.down, small) if mark.down is not None else None
    up = box_of(mark.up, small) if mark.up is not None else None
    if kind_of(mark.base) is Kind.LARGE and not (style.inline or style.small):
        return boxes.limits(base, up, down)
    if down is not None and (tail := _lowered(down, base, style)):
        base, down = boxes.beside([base, boxes.text_box(tail)]), None
    if up is not None and down is None and (tip := _raised(up, base, style)):
        base, up = boxes.beside([base, boxes.text_box(tip)]), None
    return boxes.scripts(base, up, down)


def _lowered(down: Box, base: Box, style: Style) -> str:
    """A subscript that can stay on the line: `x₁`, in a paragraph or ASCII also `f_xy`."""
    if len(down.rows) > 1 or len(base.rows) > 1:
        return ""
    text = down.rows[0]
    if not style.ascii and set(text) <= _MAY_LOWER:
        return text.translate(_SUBSCRIPTS)
    if style.inline or style.ascii or style.small:
        return f"_{text}" if text.isalnum() else ""
    return ""


def _raised(up: Box, base: Box, style: Style) -> str:
    """A superscript that can stay on the line: `x²`, `Aᵀ`."""
    text = up.rows[0]
    if style.ascii or len(up.rows) > 1 or len(base.rows) > 1 or not set(text) <= _MAY_RAISE:
        return "*" if text == "*" and not style.ascii and len(base.rows) == 1 else ""
    return text.translate(_SUPERSCRIPTS)


def _grid(mark: Grid, style: Style) -> Box:
    inner = Style(style.ascii, style.inline, style.small)
    cells = [[box_of(cell, inner) for cell in line] for line in mark.rows]
    body = boxes.grid(cells, mark.align, mark.gap)
    return boxes.bracketed(mark.left, body, mark.right, style.ascii)


_COMBINING = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307"}
_DRAWN = {"hat": "^", "tilde": "~", "vec": "→", "dot": "·", "bar": "_", "overline": "_"}


def _decorated(mark: Decorated, style: Style) -> Box:
    body = box_of(mark.body, style)
    if mark.sign in _COMBINING and not style.ascii and len(body.rows) == 1 and body.width == 1:
        return Box((body.rows[0] + _COMBINING[mark.sign],), 1)
    if mark.sign in {"underbrace", "overbrace", "underline"}:
        return _braced(mark, body, style)
    if style.ascii and mark.sign not in {"bar", "overline"}:
        named = boxes.bracketed("(", body, ")", ascii=True)
        return boxes.beside([boxes.text_box(mark.sign), named])
    drawn = _DRAWN.get(mark.sign, "_")
    line = drawn * body.width if drawn == "_" else boxes.padded(drawn, 1, body.width)
    return boxes.stacked([boxes.text_box(line), body], 1 + body.baseline)


def _braced(mark: Decorated, body: Box, style: Style) -> Box:
    width = body.width
    if mark.sign == "underline":
        line = ("-" if style.ascii else "─") * width
    elif style.ascii or width < 3:
        line = "-" * width
    else:
        ends, middle = ("╰╯", "┬") if mark.sign == "underbrace" else ("╭╮", "┴")
        half = (width - 3) // 2
        line = ends[0] + "─" * half + middle + "─" * (width - 3 - half) + ends[1]
    parts = [boxes.text_box(line)]
    if mark.note is not None:
        parts.append(box_of(mark.note, style.smaller()))
    if mark.sign == "overbrace":
        top = [*reversed(parts), body]
        return boxes.stacked(top, sum(len(box.rows) for box in top[:-1]) + body.baseline)
    return boxes.stacked([body, *parts], body.baseline)


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
        for text in pieces_of(piece.box.rows[piece.box.baseline], room, sign):
            lines.append(_set([Piece(boxes.text_box(text), piece.mark, 0, 0)], indent if lines else 0))
    if line:
        lines.append(_set(line, indent if lines else 0))
    return lines


def _set(line: list[Piece], indent: int) -> Box:
    box = joined(line)
    return boxes.beside([_blank(indent), box]) if indent else box


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
            reach = (inner.above, inner.below) if _is_tall(body) else (0, 0)
            return _around(left, _items(body), right, reach)
        case Fraction(above=above, below=below):
            return (*_grouped(above), Sign("/", Kind.TIMES), *_grouped(below))
        case Scripts(base=base, up=up, down=down):
            out = _items(base)
            for sign, script in (("_", down), ("^", up)):
                if script is not None:
                    out = (*out, Sign(sign, Kind.TIMES), *_grouped(script))
            return out
        case Root(body=body, index=index):
            named = Sign("√" if index is None else "root", Kind.FUNCTION, "sqrt" if index is None else "")
            inside = _items(body) if index is None else (*_items(index), Sign(",", Kind.COMMA), *_items(body))
            return (named, *_around("(", inside, ")"))
        case Grid(rows=rows, left=left, right=right):
            return _opened_grid(rows, left, right)
        case Decorated(body=body, sign=sign, note=note):
            after = (Sign(",", Kind.COMMA), *_items(note)) if note is not None else ()
            return (Sign(sign, Kind.FUNCTION), *_around("(", (*_items(body), *after), ")"))
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
            inside += _items(cell)
        out += _around(left and "[", tuple(inside), right and "]")
    return _around(left and "[", tuple(out), right and "]")


def _items(mark: Mark) -> tuple[Mark, ...]:
    return mark.items if isinstance(mark, Row) else (mark,)


def _grouped(mark: Mark) -> tuple[Mark, ...]:
    return (mark,) if isinstance(mark, Sign | Fenced) else _around("(", _items(mark), ")")


def _around(
    left: str, items: tuple[Mark, ...], right: str, reach: tuple[int, int] = (0, 0)
) -> tuple[Mark, ...]:
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
