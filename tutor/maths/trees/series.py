"""Sums and products over an index, term by term."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from tutor.expression.nodes import Call, Name, Node
from tutor.maths.trees.functions import LARGEST_BITS, UnboundedError, UndefinedError, Value

if TYPE_CHECKING:
    from tutor.maths.trees.probes import Evaluation

MOST_TERMS = 1_100
"""Of one sum."""

GEOMETRIC = 12
"""So many equal quotients of exact terms make a series a geometric one."""

MOST_OF_SERIES = 400
SETTLED = 4
HOPELESS = 40
"""Terms that have hardly changed by then fall too slowly, or not at all."""


def series(at: Evaluation, tree: Call) -> Value:
    """The value of a sum or product with bounds. The empty sum is 0, the empty product 1; bounds that
    are not whole, or lie further apart in the wrong order, leave it undefined."""
    body, index, low, high = tree.arguments
    assert isinstance(index, Name)
    first, last = at.value(low), at.value(high)
    if not isinstance(first, Fraction) or first.denominator != 1:
        raise UndefinedError(low)
    start = int(first)
    if isinstance(last, Fraction):
        if last.denominator != 1 or last < first - 1:
            raise UndefinedError(high)
        return _total(at, tree, _terms(at, body, index.id, start, int(last)))
    if at.mp.isinf(last) and last > 0 and tree.name == "sum":
        return _limit(at, tree, _terms(at, body, index.id, start, start + MOST_OF_SERIES))
    raise UndefinedError(high)


def _terms(at: Evaluation, body: Node, index: str, first: int, last: int) -> Iterator[Value]:
    if last - first >= MOST_TERMS:
        raise UnboundedError
    for k in range(first, last + 1):
        at.work.spend(1)
        with at.indexed(index, k):
            term = at.value(body)
        yield term


def _total(at: Evaluation, tree: Call, terms: Iterator[Value]) -> Value:
    joined = at.added if tree.name == "sum" else at.multiplied
    total: Value = next(terms, Fraction(0 if tree.name == "sum" else 1))
    for term in terms:
        total = joined(total, term)
        if isinstance(total, Fraction) and total.denominator.bit_length() > LARGEST_BITS:
            total = at.inexact(total)
    return total


def _limit(at: Evaluation, tree: Call, terms: Iterator[Value]) -> Value:
    """The value of an infinite series whose terms fall in the end at least as fast as geometric ones. Raises
    UndefinedError where they are geometric and do not fall, UnboundedError where it cannot tell."""
    first = list(islice(terms, GEOMETRIC))
    ratio = _common_ratio(first)
    if ratio is not None:
        if abs(ratio) >= 1:
            raise UndefinedError(tree)
        return first[0] / (1 - ratio)
    total: Value = Fraction(0)
    sizes: list[Value] = []
    settled = 0
    for term in chain(first, terms):
        total = at.inexact(at.added(total, term))
        size = abs(at.inexact(term))
        is_small = size <= abs(total) * at.mp.mpf(10) ** -(at.mp.dps + 2)
        settled = settled + 1 if is_small and sizes and 2 * size <= sizes[-1] else 0
        if settled >= SETTLED:
            return total
        sizes.append(size)
        if len(sizes) == HOPELESS and size >= sizes[HOPELESS // 2] / 2 and size <= sizes[HOPELESS // 2] * 2:
            break
    raise UnboundedError


def _common_ratio(terms: list[Value]) -> Fraction | None:
    if not all(isinstance(term, Fraction) and term for term in terms):
        return None
    ratios = {after / before for before, after in pairwise(terms)}
    return ratios.pop() if len(ratios) == 1 else None
