"""The slip behind a wrong vector or matrix: its order, its sign, a common factor, its wrong entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, combinations
from typing import Any

from tutor.expression.nodes import Binary, Listed, Negative, Node, Number
from tutor.maths.comparison.equality import assumed
from tutor.maths.diagnosis.evidence import Diagnosis
from tutor.maths.diagnosis.single import of_single
from tutor.maths.kinds.entries import Pair, pairs_of, pairs_of_rows
from tutor.maths.kinds.frame import Frame, as_fraction, same_entry, tolerance, without_tolerance
from tutor.maths.kinds.single import worth
from tutor.maths.trees.matrices import ONE, TWO, sum_of
from tutor.maths.trees.points import random_points
from tutor.maths.trees.probes import Evaluation

Row = tuple[Node, ...]
ZERO = Number("0")
CLOSE = 1e-20
MOST_ENTRIES = 64
MOST_WRONG = 4


def of_rows(given: Sequence[Row], asked: Sequence[Row], frame: Frame) -> Diagnosis | None:
    """The slip behind a list (one row) or a matrix of the right size; None also where entries are lists, and
    where two slips fit alike: `[-1, 1]` for `[1, -1]` is turned and reversed."""
    sides = _Rows(given, asked, frame)
    if len(sides.ours) > MOST_ENTRIES or any(isinstance(entry, Listed) for entry in sides.ours + sides.theirs):
        return None
    for slips in ((_turned, _moved), (_scaled, _shifted)):
        fitting = [found for slip in slips if (found := slip(sides)) is not None]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return _by_entry(sides)


class _Rows:
    """Both sides, and what their entries are worth at one point."""

    def __init__(self, given: Sequence[Row], asked: Sequence[Row], frame: Frame) -> None:
        self.given, self.asked, self.frame = list(given), list(asked), frame
        self.ours, self.theirs = list(chain(*given)), list(chain(*asked))
        self.point = self._point()
        self.values = [self.worth(entry) for entry in self.ours]
        self.key_values = [self.worth(entry) for entry in self.theirs]

    def _point(self) -> Any:
        in_play = assumed(self.ours + self.theirs, self.frame.names)
        for point in random_points(in_play, 8, 9) if in_play else ({},):
            if all(worth(entry, point, self.frame.names) is not None for entry in self.ours + self.theirs):
                return point
        return None

    def worth(self, entry: Node) -> Any:
        return None if self.point is None else worth(entry, self.point, self.frame.names)

    def are(self, made: Sequence[Node], frame: Frame | None = None) -> bool:
        """Whether what was typed is proved to be this, entry by entry."""
        if self.point is None or len(made) != len(self.ours):
            return False
        for value, entry in zip(self.values, made, strict=True):
            if not self.is_near(value, self.worth(entry)):
                return False
        frame = frame or self.frame
        return all(same_entry(a, b, frame).same is True for a, b in zip(self.ours, made, strict=True))

    def is_near(self, ours: Any, theirs: Any) -> bool:
        if ours is None or theirs is None:
            return False
        at = Evaluation({})
        a, b = at.inexact(ours), at.inexact(theirs)
        allowed = CLOSE * max(abs(a), abs(b))
        if self.frame.has_tolerance and not self.point:
            allowed = max(allowed, at.inexact(tolerance(self.frame, as_fraction(abs(b)))))
        return bool(abs(a - b) <= allowed)

    @cached_property
    def wrong(self) -> list[Pair]:
        """The pairs that differ at the point."""
        pairs = pairs_of_rows(self.given, self.asked) if len(self.asked) > 1 else pairs_of(self.ours, self.theirs)
        values = zip(pairs, self.values, self.key_values, strict=True)
        return [pair for pair, ours, theirs in values if not self.is_near(ours, theirs)]


def _turned(sides: _Rows) -> Diagnosis | None:
    if sides.are([Negative(entry) for entry in sides.theirs]):
        return Diagnosis("opposite-sign", "The sign of every entry is the other way round.")
    return None


# --- the right entries in other places --------------------------------------------------------------


def _moved(sides: _Rows) -> Diagnosis | None:
    fitting = [found for name, say, order in _orders(sides) if sides.are(order) for found in [Diagnosis(name, say)]]
    if len(fitting) == 1:
        return fitting[0]
    if fitting or _is_permutation(sides):
        return Diagnosis("permuted", "The entries are right, but not their order.")
    return None


def _orders(sides: _Rows) -> Iterator[tuple[str, str, list[Node]]]:
    """What becomes of the key where its entries are moved in one of the usual ways."""
    rows, columns = sides.asked, list(zip(*sides.asked, strict=True))
    if len(rows) == 1:
        yield "reversed", "The entries are in reverse order.", sides.theirs[::-1]
        if len(sides.theirs) > 3:
            yield from _exchanges(sides)
        return
    if len(rows) == len(columns):
        yield "transposed", "Rows and columns are exchanged.", list(chain(*columns))
    for noun, lines in (("rows", rows), ("columns", columns)):
        for i, j in combinations(range(len(lines)), 2):
            moved = list(lines)
            moved[i], moved[j] = moved[j], moved[i]
            order = list(chain(*(moved if noun == "rows" else zip(*moved, strict=True))))
            yield f"{noun}-exchanged", f"{noun.capitalize()} {i + 1} and {j + 1} are exchanged.", order


def _exchanges(sides: _Rows) -> Iterator[tuple[str, str, list[Node]]]:
    wrong = sides.wrong
    if len(wrong) == 2:
        (i,), (j,) = (pair.place for pair in wrong)
        moved = list(sides.theirs)
        moved[i], moved[j] = moved[j], moved[i]
        where = f"{wrong[0].where} and {wrong[1].where}"
        yield "entries-exchanged", f"{where.capitalize()} are exchanged.", moved


def _is_permutation(sides: _Rows) -> bool:
    """Of one row; each entry takes the first that is worth the same, and the whole is then proved."""
    if len(sides.asked) > 1 or sides.point is None:
        return False
    left = list(zip(sides.theirs, sides.key_values, strict=True))
    order: list[Node] = []
    for value in sides.values:
        place = next((n for n, (_, other) in enumerate(left) if sides.is_near(value, other)), None)
        if place is None:
            return False
        order.append(left.pop(place)[0])
    return sides.are(order)


# --- all entries by one factor or term ----------------------------------------------------------------


def _scaled(sides: _Rows) -> Diagnosis | None:
    """All entries off by one factor: typically the division at the end was forgotten."""
    exact = without_tolerance(sides.frame)
    pivot = next((n for n, value in enumerate(sides.key_values) if value is not None and value != 0), None)
    if len(sides.ours) < 2 or pivot is None or sides.values[pivot] == 0:
        return None
    ours, theirs = sides.ours[pivot], sides.theirs[pivot]
    if not sides.are([Binary("/", Binary("*", entry, ours), theirs) for entry in sides.theirs], exact):
        return None
    if any(same_entry(measure, ONE, exact).same is True for measure in _measures(sides.theirs)):
        return Diagnosis("not-normalised", "The proportions are right, but the result is not normalised.")
    if sides.are([Binary("^", entry, TWO) for entry in sides.theirs]):
        return None
    return Diagnosis("constant-factor", "All entries are off by one common factor.")


def _measures(entries: list[Node]) -> Iterator[Node]:
    """The sum of the entries, and the sum of their squares."""
    yield sum_of(entries)
    yield sum_of([Binary("*", entry, entry) for entry in entries])


def _shifted(sides: _Rows) -> Diagnosis | None:
    """All of at least three entries off by one term; between two it would be chance."""
    if len(sides.ours) < 3:
        return None
    shift = Binary("-", sides.ours[0], sides.theirs[0])
    if same_entry(shift, ZERO, without_tolerance(sides.frame)).same is not False:
        return None
    if not sides.are([Binary("+", entry, shift) for entry in sides.theirs], without_tolerance(sides.frame)):
        return None
    return Diagnosis("constant-term", "All entries are off by one common term.")


# --- the wrong entries, one by one ----------------------------------------------------------------------


def _by_entry(sides: _Rows) -> Diagnosis | None:
    """One slip in every wrong entry."""
    wrong = sides.wrong
    if not 0 < len(wrong) <= MOST_WRONG:
        return None
    found: Diagnosis | None = None
    for pair in wrong:
        here = of_single(pair.given, pair.asked, sides.frame)
        if here is None or (found is not None and found.name != here.name):
            return None
        found = found or here
    assert found is not None
    if len(wrong) == len(sides.ours):
        return Diagnosis(found.name, f"In every entry: {found.say[0].lower()}{found.say[1:]}")
    return replace(found, is_of_entry=True)
