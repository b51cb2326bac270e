"""Marks to boxes, in the style of a display, a paragraph or a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tutor.expression.inert import in_ascii
from tutor.expression.typeset import boxes
from tutor.expression.typeset.boxes import Box
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
from tutor.expression.typeset.spacing import (
    OPERANDS,
    Style,
    break_before,
    is_tall,
    kind_of,
    run_together,
    space_between,
)

_SUPERSCRIPTS = str.maketrans("0123456789+-−nT⊤′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿᵀᵀ′")
_SUBSCRIPTS = str.maketrans("0123456789ijkmnt", "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙₜ")
_RAISED_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz+()", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁺⁽⁾")
_MAY_RAISE = frozenset("0123456789-−nT⊤′*°")
_SMALL = frozenset("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁺⁽⁾")
_MAY_LOWER = frozenset("0123456789ijkmnt")


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
        case Root():
            return _root(mark, style)
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
    return in_ascii(sign.ascii or sign.text) if style.ascii else sign.text


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
            out.append(blank(piece.space))
        out.append(piece.box)
    return boxes.beside(out)


@lru_cache(maxsize=64)
def blank(width: int) -> Box:
    """Room of one row."""
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
        space = int(here is Kind.STACK) if unary else space_between(before, here, is_unary, (last, item), style)
        box = box_of(item, style)
        if space == 0 and out and run_together((last, out[-1].box), (item, box), style.ascii):
            space = 1
        breaks = break_before(before, here, is_unary or unary)
        if room > 1 or (room and here is Kind.WORDS):
            breaks = 1
        out.append(Piece(box, item, max(space, room), breaks))
        room = 0
        unary = is_unary
        before, last = (Kind.COMMA if is_unary else here), item
    return out


def _root(mark: Root, style: Style) -> Box:
    index = flat(mark.index, style)
    if style.ascii:
        name = Sign(f"root{index}" if index else "sqrt", Kind.FUNCTION)
        return box_of(Row((name, Fenced("(", mark.body, ")"))), style)
    return boxes.root(box_of(mark.body, style), index.translate(_SUPERSCRIPTS))


def _fenced(mark: Fenced, style: Style) -> Box:
    body = box_of(mark.body, style)
    above, below = (body.above, body.below) if is_tall(mark.body) else (0, 0)
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
    inner = Style(style.ascii, False, style.small, style.calm)
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
    if style.inline or style.ascii or style.small or style.calm:
        return f"_{text}" if text.isalnum() else ""
    return ""


def _raised(up: Box, base: Box, style: Style) -> str:
    """A superscript that can stay on the line: `x²`, `Aᵀ`; in a paragraph also `eˣ`;
    in ASCII only `f'`, `p*` and degrees."""
    text = up.rows[0]
    if len(up.rows) > 1 or len(base.rows) > 1:
        return ""
    if style.ascii:
        return text if set(text) <= {"'", "*"} else " deg" if text == "deg" else ""
    if style.inline and len(text) <= 3:  # in a paragraph `eˣ` keeps the lines together
        text = text.translate(_RAISED_LETTERS)
    raised = text.translate(_SUPERSCRIPTS)
    return raised if all(sign in _MAY_RAISE or sign in _SMALL for sign in text) else ""


def _grid(mark: Grid, style: Style) -> Box:
    inner = Style(style.ascii, style.inline, style.small, calm=True)
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
