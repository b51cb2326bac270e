"""Points that chance would miss: at, between and beyond the places where a value turns, jumps or ends.

`min(x, 10^6)` leaves x at a million, `sqrt(-x^2 + 6x - 8.9)` exists only near 3, `{x if x != 1/7, 0}`
is 0 at one point alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import chain, combinations, islice, pairwise
from typing import Any

from tutor.expression.nodes import Binary, Call, Conditional, Name, Node, Relation, walk
from tutor.maths.comparison.meeting import linear_forms, meeting_lines, meeting_points, quadratic_of
from tutor.maths.solving.effort import EffortError, limited
from tutor.maths.solving.inverses import minus, times
from tutor.maths.solving.line import Line, between, in_order
from tutor.maths.solving.marks import Marks, differences
from tutor.maths.solving.precision import inexact
from tutor.maths.solving.systems import System
from tutor.maths.trees.matrices import rational_value
from tutor.maths.trees.points import Assumed, is_allowed, random_points, readable_points
from tutor.maths.trees.substitute import with_names
from tutor.maths.trees.textbook import rational_tree

TURNING = frozenset(
    ("abs", "max", "min", "sign", "sqrt", "cbrt", "floor", "ceil", "arcsin", "arccos", "arctan", "ln", "log_base")
)
STEPWISE = frozenset(("factorial", "binomial", "sum", "product"))
MOST_MARKS = 24
MOST_NAMES = 4
MOST_CROSSINGS = 4
CROSSING_STEPS = 4_000


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
    """Where turns meet, and along each name, the others held at some points."""
    for point in chain(_meeting(trees, in_play), _beside(trees, in_play, places)):
        if all(_belongs(point[name], assumption) for name, assumption in in_play):
            yield {name: point[name] for name, _ in in_play}


def _belongs(value: Any, assumption: str) -> bool:
    return is_allowed(value, assumption) if isinstance(value, Fraction) else assumption == "real"


def _beside(trees: Sequence[Node], in_play: Assumed, places: int) -> Iterator[dict[str, Any]]:
    for name, _ in in_play[:MOST_NAMES]:
        others = tuple(each for each in in_play if each[0] != name)
        for number, place in enumerate(_places(others, places)):
            for value in _along(trees, name, place, searches=number == 0):
                yield {**place, name: value}


def _places(others: Assumed, count: int) -> Iterator[dict[str, Fraction]]:
    if not others:
        return iter([{}])
    return chain(islice(readable_points(others), count), random_points(others, count, 9))


def _meeting(trees: Sequence[Node], in_play: Assumed) -> Iterator[dict[str, Any]]:
    """Points at which several turns meet, and points on the lines between these."""
    names = [name for name, _ in in_play]
    if not 2 <= len(names) <= MOST_NAMES:
        return
    forms = linear_forms((corner for tree in trees for corner in _corners(tree)), names)
    yield from meeting_points(forms, names)
    yield from _solved(trees, names)
    for name, bound in meeting_lines(forms, names):
        there = {other: _linear(*row, name) for other, row in bound.items()}
        for value in _along([with_names(tree, there) for tree in trees], name, {}, searches=False):
            point = {other: minus(row[0], times(-row[1], value)) for other, row in bound.items()}
            yield {**point, name: value}


def _solved(trees: Sequence[Node], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Where curves that conditions single out cross each other."""
    found = dict.fromkeys(chain.from_iterable(map(_singled_out, trees)))
    if all(_is_straight(each, names) for each in found):
        return
    for equations in islice(combinations(found, len(names)), MOST_CROSSINGS):
        with suppress(EffortError), limited(CROSSING_STEPS):
            yield from System(equations, names).points


def _is_straight(tree: Node, names: Sequence[str]) -> bool:
    quadratic = quadratic_of(tree, names)
    return quadratic is not None and max(map(len, quadratic), default=0) < 2


def _singled_out(tree: Node) -> Iterator[Node]:
    """The differences that an `=` or `!=` of a condition compares with zero."""
    for part in walk(tree):
        if isinstance(part, Relation) and set(part.operators) <= {"=", "!="}:
            yield from differences(part)


def _linear(constant: Fraction, slope: Fraction, name: str) -> Node:
    return Binary("+", rational_tree(constant), Binary("*", rational_tree(slope), Name(name)))


def _corners(tree: Node) -> Iterator[Node]:
    """What a value turns on: conditions, and the arguments of functions that turn."""
    for part in walk(tree):
        match part:
            case Conditional(condition=condition):
                yield from differences(condition)
            case Call(name=name, arguments=arguments) if name in TURNING:
                yield from arguments
                yield from (Binary("-", a, b) for a, b in combinations(arguments, 2))
            case Binary(op="^", left=base, right=exponent) if _is_root(exponent):
                yield base


def _along(trees: Sequence[Node], name: str, place: dict[str, Fraction], *, searches: bool) -> Iterator[Any]:
    """At and between the marks. What has no formula is sought where a value may jump there."""
    jumps = any(isinstance(part, Conditional) for tree in trees for part in walk(tree))
    marks = Marks(Line(name, dict(place)), searches=jumps and searches)
    for tree in trees:
        if not _is_stepwise(tree):
            marks.edges(tree)
    found = sorted(in_order(marks.found), key=lambda mark: abs(inexact(mark)))[:MOST_MARKS]
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
