"""Where several turns of a value meet: points, and lines, that chance and single names would miss.

`max(x^2 + y^2, 10^-9)` leaves `x^2 + y^2` around the origin alone, `x y if |x - 55| + |y - 66| > 0 else 0` is 0 at
one point, `1 if x != y or y != z else 0` is 0 where x = y = z. What turns there depends on linear forms of the
names, or on squares, whose middle is where their slopes, linear forms again, vanish. Common zeros of these forms
are found by elimination.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations, islice
from typing import Any

from tutor.expression.nodes import Binary, Name, Negative, Node, Number, children
from tutor.maths.solving.inverses import minus, over, times
from tutor.maths.solving.line import Line
from tutor.maths.trees.substitute import free_ids

MOST_FORMS = 6
MOST_SYSTEMS = 20
MOST_LINES = 8
FREE_VALUES = tuple(map(Fraction, ("1", "2", "-1", "1/2", "0")))

ZERO, ONE = Fraction(0), Fraction(1)

Quadratic = dict[tuple[str, ...], Any]
"""Coefficients of the products of at most two names, each product in alphabetical order."""

Form = tuple[Any, ...]
"""The coefficients of the names in order, then the constant; the first that is not zero is 1."""

Space = tuple[Form, ...]
"""Common zeros of forms: each name by a constant, then the coefficients of the names that stay free."""


def linear_forms(corners: Iterable[Node], names: Sequence[str]) -> list[Form]:
    """The different linear forms on which trees turn, the slopes of squares among them."""
    found = (form for corner in corners for form in _forms(corner, names))
    return list(islice(dict.fromkeys(found), MOST_FORMS))


def _forms(tree: Node, names: Sequence[str]) -> Iterator[Form]:
    quadratic = quadratic_of(tree, names)
    if quadratic is None:
        for part in children(tree):
            yield from _forms(part, names)
    elif any(len(product) == 2 for product in quadratic):
        for name in names:
            yield from _normal(_slope(quadratic, name), names)
    else:
        yield from _normal(quadratic, names)


def quadratic_of(tree: Node, names: Sequence[str]) -> Quadratic | None:
    """A tree as a polynomial of degree at most two; None where it is none, or has no value."""
    match tree:
        case Name(id=name) if name in names:
            return {(name,): ONE}
        case Negative(operand=operand):
            return _times(quadratic_of(operand, names), {(): -ONE})
        case Binary(op="+" | "-" as op, left=left, right=right):
            other = quadratic_of(right, names)
            return _less(quadratic_of(left, names), other if op == "-" else _times(other, {(): -ONE}))
        case Binary(op="*", left=left, right=right):
            return _times(quadratic_of(left, names), quadratic_of(right, names))
        case Binary(op="^", left=base, right=Number(text="2")):
            inner = quadratic_of(base, names)
            return _times(inner, inner)
        case Binary(op="/", left=left, right=right) if not set(free_ids(right)) & set(names):
            below = Line("", {}).constant(right)
            return _times(quadratic_of(left, names), {(): over(ONE, below)}) if below else None
    if set(free_ids(tree)) & set(names):
        return None
    value = Line("", {}).constant(tree)
    return None if value is None else {(): value}


def _less(a: Quadratic | None, b: Quadratic | None) -> Quadratic | None:
    if a is None or b is None:
        return None
    return {product: minus(a.get(product, ZERO), b.get(product, ZERO)) for product in {**a, **b}}


def _times(a: Quadratic | None, b: Quadratic | None) -> Quadratic | None:
    if a is None or b is None:
        return None
    result: Quadratic = {}
    for first, x in a.items():
        for second, y in b.items():
            product = tuple(sorted(first + second))
            result[product] = minus(result.get(product, ZERO), times(-x, y))
    return result if max(map(len, result), default=0) <= 2 else None


def _slope(quadratic: Quadratic, name: str) -> Quadratic:
    """The partial derivative."""
    result: Quadratic = {}
    for product, coefficient in quadratic.items():
        if name in product:
            rest = list(product)
            rest.remove(name)
            result[tuple(rest)] = times(coefficient, Fraction(product.count(name)))
    return result


def _normal(linear: Quadratic, names: Sequence[str]) -> Iterator[Form]:
    """The linear polynomial as a form, unless no name stands in it."""
    form = [linear.get((name,), ZERO) for name in names]
    lead = next((each for each in form if each), None)
    if lead is not None:
        yield tuple(over(each, lead) for each in (*form, linear.get((), ZERO)))


def common_zeros(forms: Sequence[Form], count: int) -> tuple[Space, list[int]] | None:
    """Where forms in `count` names vanish together, and which names stay free; None where they do not."""
    rows = list(forms)
    pivots: dict[int, Form] = {}
    for place in range(count):
        lead = next((row for row in rows if row[place]), None)
        if lead is not None:
            rows.remove(lead)
            top = tuple(over(each, lead[place]) for each in lead)
            rows = [_cleared(row, top, place) for row in rows]
            pivots = {at: _cleared(row, top, place) for at, row in pivots.items()} | {place: top}
    if any(row[-1] for row in rows):
        return None
    free = [place for place in range(count) if place not in pivots]
    space = []
    for at in range(count):
        bound = pivots.get(at)
        space.append(
            (-bound[-1], *(-bound[each] for each in free))
            if bound
            else (ZERO, *(Fraction(at == each) for each in free))
        )
    return tuple(space), free


def _cleared(row: Form, top: Form, place: int) -> Form:
    return tuple(minus(each, times(row[place], above)) for each, above in zip(row, top, strict=True))


def meeting_points(forms: Sequence[Form], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Common zeros of all the forms, or else of some of them; names that stay free are held at small numbers."""
    chosen = [forms, *combinations(forms, len(names))]
    for some in islice(chosen, MOST_SYSTEMS if forms else 0):
        zeros = common_zeros(some, len(names))
        if zeros is not None:
            space, free = zeros
            for value in FREE_VALUES if free else FREE_VALUES[:1]:
                yield {name: _at(row, value) for name, row in zip(names, space, strict=True)}


def _at(row: Form, value: Fraction) -> Any:
    """Where all the free names are worth `value`."""
    return reduce(lambda total, each: minus(total, times(-value, each)), row[1:], row[0])


def meeting_lines(
    forms: Sequence[Form], names: Sequence[str]
) -> Iterator[tuple[str, dict[str, tuple[Fraction, Fraction]]]]:
    """Lines on which all but one of the names are bound: the name that stays free, and the others as
    `constant + slope * it`."""
    for some in islice(combinations(forms, len(names) - 1), MOST_LINES):
        zeros = common_zeros(some, len(names))
        if zeros is None or len(zeros[1]) != 1:
            continue
        space, (free,) = zeros
        bound = {name: (row[0], row[1]) for at, (name, row) in enumerate(zip(names, space, strict=True)) if at != free}
        if all(isinstance(each, Fraction) for row in bound.values() for each in row):
            yield names[free], bound
