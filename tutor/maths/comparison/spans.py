"""What vectors span, whose entries are trees: their rank, and whether two lists span the same subspace.

Exact where the entries are rational; else by full pivoting to 180 digits, where a rest counts as zero
below 1e-150 and as different from zero above 1e-100. Names are replaced by points: two lists span the
same where they do so at every point at which all entries have a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tutor.expression.nodes import Node
from tutor.maths.comparison.equality import assumed, is_complex
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.points import random_points, readable_points
from tutor.maths.trees.probes import Evaluation, Point, UndefinedError
from tutor.maths.trees.translate import Names

DIGITS = 180
NEEDED = 4
"""So many points of each of the two sets must count before agreement is believed."""

Entries = Sequence[Node]
Numbers = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Span:
    """How given vectors lie to the asked ones. `zero`, `outside`: the first that is the zero vector, that is
    outside the subspace. `lacks`: the dimensions that they miss."""

    zero: int | None = None
    is_dependent: bool = False
    outside: int | None = None
    lacks: int = 0

    @property
    def is_same(self) -> bool:
        return self == Span()


def compared(given: Sequence[Entries], asked: Sequence[Entries], names: Names) -> Span | None:
    """How vectors of one size lie to a basis; None where it cannot be decided."""
    in_play = assumed([entry for row in (*given, *asked) for entry in row], names)
    if not in_play:
        return _at({}, given, asked, names, 0)
    full = max((_rank_at(point, asked, names) for point in random_points(in_play, 3, 7)), default=0)
    counted = [0, 0]
    for which, points in enumerate((readable_points(in_play), random_points(in_play, 15))):
        for point in points:
            found = _at(point, given, asked, names, full)
            if found is not None and not found.is_same:
                return found
            counted[which] += found is not None
            if counted[which] >= 2 * NEEDED:
                break
    return Span() if min(counted) >= NEEDED else None


def _rank_at(point: Point, rows: Sequence[Entries], names: Names) -> int:
    values = numbers_at(point, rows, names)
    return (rank(values) or 0) if values is not None else 0


def _at(point: Point, given: Sequence[Entries], asked: Sequence[Entries], names: Names, least: int) -> Span | None:
    """None also where the asked ones span less than `least`, as they do elsewhere."""
    ours, theirs = numbers_at(point, given, names), numbers_at(point, asked, names)
    if ours is None or theirs is None:
        return None
    full = rank(theirs)
    if full is None or full < least:
        return None
    ranks = [rank([row]) for row in ours]
    if 0 in ranks:
        return Span(zero=ranks.index(0))
    own = rank(ours)
    beside = [rank([*theirs, row]) for row in ours]
    if own is None or None in (*ranks, *beside):
        return None
    outside = next((at for at, each in enumerate(beside) if each != full), None)
    return Span(None, own < len(ours), outside, 0 if outside is not None else full - own)


def numbers_at(point: Point, rows: Sequence[Entries], names: Names, digits: int = DIGITS) -> Numbers | None:
    """The values of all entries, None where one has none."""
    trees = [entry for row in rows for entry in row]
    at = Evaluation(point, digits, is_complex=any(is_complex(tree, names) for tree in trees))
    try:
        return [[at.value(entry) for entry in row] for row in rows]
    except (UndefinedError, UnboundedError, KeyError):
        return None


def rank(rows: Numbers) -> int | None:
    """The rank of a matrix of numbers; None where a rest is neither surely zero nor surely not."""
    if all(isinstance(each, Fraction) for row in rows for each in row):
        return sum(1 for _ in _exact_pivots([list(row) for row in rows]))
    at = Evaluation({}, DIGITS)
    pivots = list(_inexact_pivots([[at.inexact(each) for each in row] for row in rows]))
    small, smaller = at.mp.mpf(10) ** -100, at.mp.mpf(10) ** -150
    if any(smaller < pivot < small for pivot in pivots):
        return None
    return sum(1 for pivot in pivots if pivot >= small)


def _exact_pivots(rows: list[list[Fraction]]) -> Iterator[Fraction]:
    for column in range(len(rows[0]) if rows else 0):
        at = next((n for n, row in enumerate(rows) if row[column]), None)
        if at is None:
            continue
        top = rows.pop(at)
        yield top[column]
        rows[:] = [_cleared(row, top, column) for row in rows]


def _inexact_pivots(rows: list[list[Any]]) -> Iterator[Any]:
    """The largest entry left, step by step, of rows that begin with the largest entry 1."""
    rows = [[each / max(map(abs, row)) for each in row] for row in rows if any(row)]
    while rows:
        size, at, column = max((abs(each), n, m) for n, row in enumerate(rows) for m, each in enumerate(row))
        yield size
        if not size:
            return
        top = rows.pop(at)
        rows = [_cleared(row, top, column) for row in rows]


def _cleared(row: list[Any], top: list[Any], column: int) -> list[Any]:
    if not row[column]:
        return row
    factor = row[column] / top[column]
    return [0 * each if at == column else each - factor * above for at, (each, above) in enumerate(_pairs(row, top))]


def _pairs(row: Iterable[Any], top: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    return zip(row, top, strict=True)
