"""Values `a + b sqrt(u)`, with `a`, `b` and `u` rational functions of one name: where they are a number."""

from __future__ import annotations

from typing import Any

from tutor.expression.nodes import Binary, Call, Negative, Node, Number, walk
from tutor.maths.solving.line import Line
from tutor.maths.solving.polynomials import Coefficients
from tutor.maths.solving.rational import ONE, Quotient, joined

Surd = tuple[Quotient, Quotient]
NONE: Quotient = ([], ONE)
HIGHEST_POWER = 6


def norm_of(tree: Node, level: Any, line: Line) -> Coefficients | None:
    """A polynomial that is zero wherever `tree` is worth `level` (and perhaps elsewhere): `a^2 - b^2 u`.
    None where the tree has not just one square root."""
    roots = dict.fromkeys(part for part in walk(tree) if isinstance(part, Call) and part.name == "sqrt")
    moving = [part for part in roots if line.moves(part)]
    if len(moving) != 1:
        return None
    under = line.quotient(moving[0].arguments[0])
    surd = None if under is None else _Reading(moving[0], under, line).surd(tree)
    if surd is None or under is None:
        return None
    a = joined("-", surd[0], ([level] if level else [], ONE))
    square, other = _product(a, a), _product(_product(surd[1], surd[1]), under)
    norm = None if square is None or other is None else joined("-", square, other)
    return None if norm is None else norm[0]


class _Reading:
    def __init__(self, root: Node, under: Quotient, line: Line) -> None:
        self.root, self.under, self.line = root, under, line

    def surd(self, tree: Node) -> Surd | None:
        if tree == self.root:
            return NONE, (ONE, ONE)
        quotient = self.line.quotient(tree)
        if quotient is not None:
            return quotient, NONE
        match tree:
            case Negative(operand=operand):
                return self._joined("-", (NONE, NONE), self.surd(operand))
            case Binary(op="^", left=left, right=Number(text=text)) if text.isdecimal() and len(text) < 3:
                return self._power(self.surd(left), int(text))
            case Binary(op=op, left=left, right=right):
                return self._joined(op, self.surd(left), self.surd(right))
        return None

    def _power(self, base: Surd | None, power: int) -> Surd | None:
        result: Surd | None = ((ONE, ONE), NONE)
        for _ in range(power if power <= HIGHEST_POWER else 0):
            result = self._joined("*", result, base)
        return result if power <= HIGHEST_POWER else None

    def _joined(self, op: str, first: Surd | None, second: Surd | None) -> Surd | None:
        if first is None or second is None:
            return None
        match op:
            case "+" | "-":
                return _both(joined(op, first[0], second[0]), joined(op, first[1], second[1]))
            case "*":
                return self._times(first, second)
            case "/":
                turned = _both(second[0], joined("-", NONE, second[1]))
                above, below = self._joined("*", first, turned), self._joined("*", second, turned)
                if above is None or below is None:
                    return None
                return _both(joined("/", above[0], below[0]), joined("/", above[1], below[0]))
        return None

    def _times(self, first: Surd, second: Surd) -> Surd | None:
        (a, b), (c, d) = first, second
        inner = _product(_product(b, d), self.under)
        return _both(_sum(_product(a, c), inner), _sum(_product(a, d), _product(b, c)))


def _both(a: Quotient | None, b: Quotient | None) -> Surd | None:
    return None if a is None or b is None else (a, b)


def _product(a: Quotient | None, b: Quotient | None) -> Quotient | None:
    return None if a is None or b is None else joined("*", a, b)


def _sum(a: Quotient | None, b: Quotient | None) -> Quotient | None:
    return None if a is None or b is None else joined("+", a, b)
