"""Statements along one name: where each is true, at every mark, between the marks and beyond them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tutor.expression.nodes import Node
from tutor.maths.solving.line import Line, between, in_order
from tutor.maths.solving.marks import Marks
from tutor.maths.solving.precision import MP, inexact
from tutor.maths.solving.statements import Statement, claims, holds
from tutor.maths.trees.points import SIGNED, WHOLE, is_allowed

GRID = tuple(map(Fraction, ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "-3", "10", "-10", "100", "-100", "1000")))
MOST_MARKS = 32
SHORT = 10**12
"""The simplest fraction between two marks that are not very near has a smaller denominator."""

DOUBT = MP.mpf(10) ** -75
"""What is smaller than this and not zero, at a place that is not exact, could be noise."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A number on the line, whether it is a single one (or stands for all up to its neighbours), and
    whether each statement is true there; `is_doubtful`: one of them cannot be relied on; `is_void`: one of
    them hangs on what has no value."""

    x: Any
    is_single: bool
    truths: tuple[bool, ...]
    is_doubtful: bool = False
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """The spots in rising order. `is_complete`: the truth changes nowhere else."""

    spots: tuple[Spot, ...]
    is_complete: bool

    def differing(self) -> list[Spot]:
        """Where the statements are not all true or all false."""
        return [spot for spot in self.spots if len(set(spot.truths)) > 1]


def profile(statements: Sequence[Statement], line: Line, assumption: str = "real") -> Profile:
    """Where along the line the statements are true, of the numbers that are assumed of the name."""
    marks = Marks(line)
    for difference in dict.fromkeys(claim.difference for each in statements for claim in claims(each)):
        marks.of(difference)
    if assumption in SIGNED:
        marks.found.append(Fraction(0))
    found = in_order(marks.found if marks.is_complete else [*_nearest(marks.found), *_apart_from(marks.found)])
    places = _whole_places(found) if assumption in WHOLE else _places(found)
    allowed = ((x, single) for x, single in places if _is_allowed(x, assumption))
    return Profile(tuple(_spot(x, single, statements, line) for x, single in allowed), marks.is_complete)


def spots_on_grid(statements: Sequence[Statement], line: Line, assumption: str) -> list[Spot]:
    """The statements at some readable numbers alone."""
    return [_spot(x, False, statements, line) for x in GRID if is_allowed(x, assumption)]


def _nearest(found: list[Any]) -> list[Any]:
    """Of endlessly many marks some; fractions stand in the text and are few."""
    irrational = sorted((x for x in found if not isinstance(x, Fraction)), key=abs)
    return [*(x for x in found if isinstance(x, Fraction)), *irrational[:MOST_MARKS]]


def _apart_from(found: list[Any]) -> list[Fraction]:
    """Further places, where the marks may not be all."""
    return [x for x in GRID if x not in found]


def _places(found: list[Any]) -> Iterator[tuple[Any, bool]]:
    if not found:
        yield Fraction(0), False
        return
    yield _beyond(found[0], -1), False
    for low, high in pairwise(found):
        yield low, True
        yield between(low, high), False
    yield found[-1], True
    yield _beyond(found[-1], 1), False


def _beyond(x: Any, side: int) -> Any:
    if isinstance(x, Fraction):
        return Fraction(x.__floor__() if side < 0 else x.__ceil__()) + side
    return Fraction(int(MP.floor(x) if side < 0 else MP.ceil(x))) + side


def _whole_places(found: list[Any]) -> Iterator[tuple[Fraction, bool]]:
    """Whole numbers around each mark; what lies between is as they are."""
    near: set[int] = {0}
    for x in found:
        floor = int(x.__floor__() if isinstance(x, Fraction) else MP.floor(x))
        near.update(range(floor - 1, floor + 4))
    for n in sorted(near):
        yield Fraction(n), True


def _is_allowed(x: Any, assumption: str) -> bool:
    if isinstance(x, Fraction):
        return is_allowed(x, assumption)
    return assumption not in WHOLE and is_allowed(Fraction(1 if x > 0 else -1), assumption)


def _spot(x: Any, single: bool, statements: Sequence[Statement], line: Line) -> Spot:
    is_far = not single and isinstance(x, Fraction) and x.denominator < SHORT

    def sign(tree: Node) -> int | None:
        return line.sign(tree, x, is_far=is_far)

    found = [holds(each, sign) for each in statements]
    if any(line.is_lost(claim.difference, x) for each in statements for claim in claims(each)):
        return Spot(x, single, (False,) * len(found), is_void=True)
    truths = tuple(each is True for each in found)
    doubtful = (
        len(set(truths)) > 1 and not isinstance(x, Fraction) and any(_is_tiny(x, each, line) for each in statements)
    )
    return Spot(x, single, truths, doubtful, None in found)


def _is_tiny(x: Any, statement: Statement, line: Line) -> bool:
    values = (line.value(claim.difference, x) for claim in claims(statement))
    return any(value is not None and 0 < abs(inexact(value)) < DOUBT for value in values)
