"""Points that chance would miss: at, between and beyond the places where a value turns, jumps or ends.

`min(x, 10^6)` leaves x at a million, `sqrt(-x^2 + 6x - 8.9)` exists only near 3, `{x if x != 1/7, 0}`
is 0 at one point alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice, pairwise
from typing import Any

from tutor.expression.nodes import Binary, Call, Conditional, Node, walk
from tutor.maths.matrices import rational_value
from tutor.maths.points import Assumed, is_allowed, random_points, readable_points
from tutor.maths.solving.line import Line, between, in_order
from tutor.maths.solving.marks import Marks
from tutor.maths.solving.precision import inexact

TURNING = frozenset(
    ("abs", "max", "min", "sign", "sqrt", "cbrt", "floor", "ceil", "arcsin", "arccos", "arctan", "ln", "log_base")
)
STEPWISE = frozenset(("factorial", "binomial", "sum", "product"))
MOST_MARKS = 24
MOST_NAMES = 4


def turns(tree: Node) -> bool:
    """Whether a value may be given by one formula here and by another there."""
    return any(
        isinstance(part, Conditional)
        or (isinstance(part, Call) and part.name in TURNING)
        or (isinstance(part, Binary) and part.op == "^" and _is_root(part.right))
        for part in walk(tree)
    )


def _is_root(exponent: Node) -> bool:
    value = rational_value(exponent)
    return value is None or value.denominator != 1


def critical_points(trees: Sequence[Node], in_play: Assumed, places: int) -> Iterator[dict[str, Any]]:
    """Along each name, the others held at some points."""
    for name, assumption in in_play[:MOST_NAMES]:
        others = tuple(each for each in in_play if each[0] != name)
        for place in _places(others, places):
            for value in _along(trees, name, place):
                if (isinstance(value, Fraction) and is_allowed(value, assumption)) or (
                    not isinstance(value, Fraction) and assumption == "real"
                ):
                    yield {**place, name: value}


def _places(others: Assumed, count: int) -> Iterator[dict[str, Fraction]]:
    if not others:
        return iter([{}])
    return chain(islice(readable_points(others), count), random_points(others, count, 9))


def _along(trees: Sequence[Node], name: str, place: dict[str, Fraction]) -> Iterator[Any]:
    marks = Marks(Line(name, dict(place)), searches=False)
    for tree in trees:
        if not _is_stepwise(tree):
            marks.edges(tree)
    found = sorted(in_order(marks.found), key=lambda mark: abs(inexact(mark)))[:MOST_MARKS]
    jumps = any(isinstance(part, Conditional) for tree in trees for part in walk(tree))
    yield from (mark for mark in found if jumps or isinstance(mark, Fraction))
    yield from _between(in_order(found))


def _is_stepwise(tree: Node) -> bool:
    return any(isinstance(part, Call) and part.name in STEPWISE for part in walk(tree))


def _between(found: list[Any]) -> Iterator[Fraction]:
    for low, high in pairwise(found):
        yield between(low, high)
    if found:
        yield between(found[0] - 2, found[0])
        yield between(found[-1], found[-1] + 2)
