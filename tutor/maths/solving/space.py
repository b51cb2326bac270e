"""Statements in any number of names, compared by what they admit.

In one name they are compared along the whole line. In several, along lines parallel to the axes, the
others held at zero, at numbers of the statements and at random; where equations must hold together, also
at the points that solve them, which such lines would miss.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from tutor.expression.nodes import Number, walk
from tutor.maths.comparison.equality import free_names
from tutor.maths.solving.along import Profile, Spot, profile, spots_on_grid
from tutor.maths.solving.effort import EffortError, limited
from tutor.maths.solving.line import Line
from tutor.maths.solving.precision import inexact
from tutor.maths.solving.signs import is_never
from tutor.maths.solving.statements import Claim, Joined, Statement, claims, holds
from tutor.maths.solving.systems import Branch, System, branches
from tutor.maths.trees.points import Assumed, is_allowed, random_points
from tutor.maths.trees.translate import Names

RANDOM_LINES = 3
MANY_NAMES = 2
MOST_HINTS = 2
MOST_SEEDS = 2
NEEDED = 2
SPARE = 8_000
"""Steps for a last look at some readable numbers."""
Point = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gap:
    """A point that only one of the two statements admits. `ours`: whether the first does; `is_single`:
    its neighbours on the line are judged alike by both."""

    point: Point
    ours: bool
    is_single: bool


@dataclass(frozen=True, slots=True)
class SolutionComparison:
    """`same` None: undecided. `gaps`: where they differ, of one line. `counts`: in one name, of how many
    single solutions each consists, None where it admits a whole stretch."""

    same: bool | None
    decided_by: str
    gaps: tuple[Gap, ...] = ()
    counts: tuple[int | None, int | None] = (None, None)


def compared(given: Statement, asked: Statement, in_play: Assumed, names: Names) -> SolutionComparison:
    """Whether two statements admit the same."""
    if not in_play:
        truths = [holds(each, lambda tree: Line("", {}).sign(tree, Fraction(0))) is True for each in (given, asked)]
        return SolutionComparison(truths[0] == truths[1], "exact")
    if len(in_play) == 1:
        return _on_the_line(given, asked, in_play[0])
    return _Comparison(given, asked, in_play, names).finding()


def _on_the_line(given: Statement, asked: Statement, name: tuple[str, str]) -> SolutionComparison:
    line = Line(name[0], {})
    try:
        found = profile((given, asked), line, name[1])
    except EffortError:
        with limited(SPARE):
            spots = [spot for spot in spots_on_grid((given, asked), line, name[1]) if len(set(spot.truths)) > 1]
        return SolutionComparison(False if spots else None, "probe", tuple(_gap(spot, line.name, {}) for spot in spots))
    differing = found.differing()
    counts = (_count(found, 0), _count(found, 1)) if found.is_complete else (None, None)
    sure = tuple(_gap(spot, name[0], {}) for spot in differing if not spot.is_doubtful)
    decided_by = "exact" if found.is_complete else "probe"
    if sure:
        return SolutionComparison(False, decided_by, sure, counts)
    return SolutionComparison(None if differing else True, decided_by, (), counts)


def _count(found: Profile, side: int) -> int | None:
    true_spots = [spot for spot in found.spots if spot.truths[side]]
    return len(true_spots) if all(spot.is_single for spot in true_spots) else None


def _gap(spot: Spot, name: str, place: Point) -> Gap:
    return Gap({**place, name: spot.x}, spot.truths[0], spot.is_single)


class _Comparison:
    """Two statements in several names, and what has been seen of each."""

    def __init__(self, given: Statement, asked: Statement, in_play: Assumed, names: Names) -> None:
        self.sides = (given, asked)
        self.in_play = in_play
        self.names = names
        self.met = [0, 0]
        self.missed = [0, 0]
        self.never = [False, False]
        self.finite = [False, False]
        self.is_sure = True

    def finding(self) -> SolutionComparison:
        seeds: list[Point] = []
        for side in (0, 1):
            points = self._solved_points(side)
            for point in points:
                if (gap := self._gap_at(point)) is not None:
                    return SolutionComparison(False, "probe", (gap,))
            seeds += points[:MOST_SEEDS]
        if all(self.finite) and self.is_sure:
            return SolutionComparison(True, "probe")
        for line, assumption, is_random in self._lines(seeds):
            found = profile(self.sides, line, assumption)
            differing = [spot for spot in found.differing() if is_random or not spot.is_void]
            sure = tuple(_gap(spot, line.name, line.place) for spot in differing if not spot.is_doubtful)
            if sure:
                return SolutionComparison(False, "probe", sure)
            self.is_sure &= not differing
            self._count(found)
        return SolutionComparison(self._agreed(), "probe")

    def _count(self, found: Profile) -> None:
        for side in (0, 1):
            truths = {spot.truths[side] for spot in found.spots}
            self.met[side] += True in truths
            self.missed[side] += False in truths

    def _agreed(self) -> bool | None:
        """Agreement counts where each was seen to be met and not to be, or is plainly never or always."""
        if not self.is_sure:
            return None
        if all(met >= NEEDED or (met and _is_system(side)) for met, side in zip(self.met, self.sides, strict=True)):
            return True
        if all(never or is_never(side, self.names) for never, side in zip(self.never, self.sides, strict=True)):
            return True
        return None

    # --- points -------------------------------------------------------------------------------------

    def _solved_points(self, side: int) -> list[Point]:
        """Points at which several equations of one side hold together."""
        found = branches(self.sides[side])
        if found is None:
            self.is_sure = False
            return []
        points: list[Point] = []
        self.never[side] = self.finite[side] = True
        for branch in found:
            equations = list(dict.fromkeys(claim.difference for claim in branch if claim.operator == "="))
            if len(equations) > 1:
                system = System(equations, [name for name, _ in self.in_play])
                self.is_sure &= system.is_complete
                self.never[side] &= system.is_complete and not (system.is_narrowed or system.points)
                self.finite[side] &= system.is_finite
                points += [point for point in system.points if self._is_in_play(point)]
            else:
                self.never[side] &= self._is_never(branch)
                self.finite[side] &= self.never[side]
        return points

    def _is_never(self, branch: Branch) -> bool:
        """Whether one claim is plainly never true, or those in one name alone are never true together."""
        if any(is_never(claim, self.names) for claim in branch):
            return True
        for name, assumption in self.in_play:
            alone = tuple(claim for claim in branch if self._names_in(claim) == {name})
            if alone:
                found = profile((Joined("and", alone),), Line(name, {}), assumption)
                if found.is_complete and not any(spot.truths[0] for spot in found.spots):
                    return True
        return False

    def _names_in(self, claim: Claim) -> set[str]:
        return free_names(claim.difference, self.names)

    def _is_in_play(self, point: Point) -> bool:
        return all(is_allowed(_as_fraction(point[name]), assumption) for name, assumption in self.in_play)

    def _gap_at(self, point: Point) -> Gap | None:
        line = Line("", point)
        truths = [holds(each, lambda tree: line.sign(tree, Fraction(0))) is True for each in self.sides]
        if any(line.is_lost(claim.difference, Fraction(0)) for each in self.sides for claim in claims(each)):
            self.is_sure = False
            return None
        for side in (0, 1):
            self.met[side] += truths[side]
        return Gap(point, truths[0], True) if truths[0] != truths[1] else None

    # --- lines --------------------------------------------------------------------------------------

    def _lines(self, seeds: Sequence[Point]) -> Iterator[tuple[Line, str, bool]]:
        """Lines with what is assumed of the name along them, and whether chance drew them: on the others
        single points of a curve may lack a value, which says nothing."""
        few = len(self.in_play) > MANY_NAMES
        for name, assumption in self.in_play:
            others = tuple(each for each in self.in_play if each[0] != name)
            for place in random_points(others, RANDOM_LINES - few, 5):
                yield Line(name, dict(place)), assumption, True
            for place in (*self._readable_places(others), *seeds):
                yield Line(name, {other: place[other] for other, _ in others}), assumption, False

    def _readable_places(self, others: Assumed) -> Iterator[Point]:
        for value in (Fraction(0), Fraction(1), *self._hints()):
            if all(is_allowed(value, assumption) for _, assumption in others):
                yield {name: value for name, _ in others}

    def _hints(self) -> list[Fraction]:
        trees = (claim.difference for side in self.sides for claim in claims(side))
        found = (node.value for tree in trees for node in walk(tree) if isinstance(node, Number))
        most = MOST_HINTS if len(self.in_play) <= MANY_NAMES else 1
        literals = islice(dict.fromkeys(value for value in found if value not in (0, 1)), most)
        return [hint for value in literals for hint in (value, -value)]


def _is_system(statement: Statement) -> bool:
    return isinstance(statement, Joined)


def _as_fraction(value: Any) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(int(inexact(value) * 10**40), 10**40)
