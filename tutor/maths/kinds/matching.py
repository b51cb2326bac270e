"""Members of two sets matched with each other, and sets compared at points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from tutor.expression.nodes import Interval, Listed, Logic, Node, Relation
from tutor.maths.comparison.critical import critical_points, turns
from tutor.maths.comparison.equality import Comparison, assumed, is_complex
from tutor.maths.kinds.single import worth
from tutor.maths.trees.points import Assumed, random_points, readable_points
from tutor.maths.trees.probes import Evaluation, Point
from tutor.maths.trees.translate import Names


class Pairing:
    """Members matched with their likes, a match given up for another where that serves more (Kuhn's
    algorithm): within a tolerance one member may be like several."""

    def __init__(self, given: Sequence[Node], asked: Sequence[Node], alike: Callable[[Node, Node], Comparison]) -> None:
        self.given, self.asked, self.alike = given, asked, alike
        self.seen: list[Comparison] = []
        self.is_unsure = False
        self._taken: dict[int, int] = {}
        self._known: dict[tuple[int, int], bool] = {}

    def found(self, ours: int) -> bool:
        """Whether this member got a like of its own."""
        return self._placed(ours, set())

    def _placed(self, ours: int, tried: set[int]) -> bool:
        free_first = sorted(range(len(self.asked)), key=lambda theirs: theirs in self._taken)
        for theirs in free_first:
            if theirs in tried or not self._are_alike(ours, theirs):
                continue
            tried.add(theirs)
            if theirs not in self._taken or self._placed(self._taken[theirs], tried):
                self._taken[theirs] = ours
                return True
        return False

    def _are_alike(self, ours: int, theirs: int) -> bool:
        if (ours, theirs) not in self._known:
            comparison = self.alike(self.given[ours], self.asked[theirs])
            self.seen.append(comparison)
            self.is_unsure |= comparison.same is None
            self._known[ours, theirs] = comparison.same is True
        return self._known[ours, theirs]


POINTS = 24
APART = 1e-40


def same_at_points(given: Sequence[Node], asked: Sequence[Node], names: Names, *, counts_repeats: bool) -> bool | None:
    """Whether members with names in them are the same numbers, perhaps changing places from point to
    point, as in `{|x|, -|x|}` and `{x, -x}`; None where that cannot be told."""
    in_play = assumed((*given, *asked), names)
    if not in_play or any(isinstance(each, Listed | Interval | Relation | Logic) for each in (*given, *asked)):
        return None
    counted = 0
    for point in _points((*given, *asked), in_play):
        ours, theirs = (_values_at(members, point, names) for members in (given, asked))
        if ours is None or theirs is None:
            continue
        counted += 1
        if not _are_same_numbers(ours, theirs, counts_repeats=counts_repeats):
            return False
    return True if counted >= POINTS else None


def _points(members: Sequence[Node], in_play: Assumed) -> Iterator[Point]:
    yield from islice(readable_points(in_play), POINTS)
    yield from random_points(in_play, POINTS)
    if any(map(turns, members)):
        yield from islice(critical_points(members, in_play, 1), POINTS)


def _values_at(members: Sequence[Node], point: Point, names: Names) -> list[Any] | None:
    values = [worth(each, point, names) for each in members]
    return None if None in values or any(is_complex(each, names) for each in members) else values


def _are_same_numbers(first: list[Any], second: list[Any], *, counts_repeats: bool) -> bool:
    """Whether each is near its fellow once both are in order."""
    ours, theirs = (_in_order(values, counts_repeats=counts_repeats) for values in (first, second))
    return len(ours) == len(theirs) and all(_are_near(a, b) for a, b in zip(ours, theirs, strict=True))


def _in_order(values: list[Any], *, counts_repeats: bool) -> list[Any]:
    at = Evaluation({})
    kept: list[Any] = []
    for value in sorted(map(at.inexact, values)):
        if counts_repeats or not kept or not _are_near(kept[-1], value):
            kept.append(value)
    return kept


def _are_near(a: Any, b: Any) -> bool:
    return bool(abs(a - b) <= APART * max(abs(a), abs(b), 1))
