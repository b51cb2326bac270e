"""What stands between two neighbours: how many cells, and whether a line may be broken there."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.expression.typeset.boxes import Box
from tutor.expression.typeset.marks import Fence, Fenced, Fraction, Kind, Mark, Row, Scripts, Sign

OPERANDS = frozenset({Kind.ORDINARY, Kind.CLOSE, Kind.WORDS, Kind.STACK})


@dataclass(frozen=True, slots=True)
class Style:
    """`inline`: within a paragraph, where lines should stay low. `small`: in a script, where
    signs stand close. `calm`: in a matrix, where subscripts stay on the line."""

    ascii: bool = False
    inline: bool = False
    small: bool = False
    calm: bool = False

    def smaller(self) -> Style:
        return Style(self.ascii, self.inline, True, self.calm)


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


def space_between(before: Kind | None, here: Kind, unary: bool, marks: tuple[Mark | None, Mark], style: Style) -> int:
    """Cells between two neighbours, of the kinds `before` and `here`."""
    last, item = marks
    if before is None or here in {Kind.COMMA, Kind.CLOSE, Kind.TIMES} or before in {Kind.OPEN, Kind.TIMES}:
        return 0
    if before is Kind.COMMA:
        return 0 if style.small else 1
    pair = (before, here)
    if here is Kind.STACK and before in {Kind.FUNCTION, Kind.LARGE}:
        return 1
    if Kind.RELATION in pair or (Kind.BINARY in pair and not unary):
        return 0 if style.small and not (style.ascii and Kind.RELATION in pair) else 1
    if before in {Kind.FUNCTION, Kind.LARGE}:
        bracketed = here is Kind.OPEN or isinstance(bare(item), Fenced)
        return 0 if bracketed and before is Kind.FUNCTION else 1
    if here in {Kind.FUNCTION, Kind.LARGE} or Kind.STACK in pair:
        return 1
    started = isinstance(last, Fenced) and isinstance(core := bare(item), Sign) and core.text.isalnum()
    return 1 if started and not style.small else 0


def break_before(before: Kind | None, here: Kind, unary: bool) -> int:
    """How gladly a line is broken between two neighbours: 1 at a relation, 2 in a sum, 3 after a
    comma, 4 in a product; 0 never."""
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


def run_together(before: tuple[Mark | None, Box], after: tuple[Mark, Box], ascii: bool) -> bool:
    """Whether two names would read as one: `theta x` in ASCII, `f_x f_y` on a line."""
    left, right = before[1].rows[before[1].baseline], after[1].rows[after[1].baseline]
    if not (left[-1:].isalnum() and (right[:1].isalnum() or right[:1] == "|")):
        return False
    if "_" in left[1:] and isinstance(before[0], Scripts):
        return True
    words = [bare(mark) for mark in (before[0], after[0]) if mark is not None]
    named = any(isinstance(word, Sign) and len(word.ascii or word.text) > 1 and word.ascii.isalpha() for word in words)
    return ascii and named


def is_tall(mark: Mark) -> bool:
    """Whether brackets around the mark must grow: raised or lowered signs alone do not ask for it."""
    match mark:
        case Row(items=items):
            return any(map(is_tall, items))
        case Scripts(base=base):
            return kind_of(base) is Kind.LARGE or is_tall(base)
        case Sign() | Fence():
            return False
        case Fenced(body=body):
            return is_tall(body)
        case _:
            return True


def bare(mark: Mark) -> Mark:
    """The mark without its scripts."""
    while isinstance(mark, Scripts):
        mark = mark.base
    return mark
