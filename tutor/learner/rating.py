"""From what happened at one posed problem to a rating: the whole policy, in one place.

| what happened                                            | rating |
| -------------------------------------------------------- | ------ |
| given up, or wrong and never right                       | Again  |
| right at a later try, or with hints                      | Hard   |
| the right value, but never in the asked form             | Hard   |
| a part that is right from an own earlier wrong value     | Hard   |
| right, by itself (a first answer in another form is fine) | Good   |
| the same, in at most half of the learner's usual time    | Easy   |
| undecided, skipped                                       | none   |

A problem with parts is as good as its weakest part. A first wrong answer counts as Again until the
second try is in; then both are rated together, from the state before the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from tutor.learner.frozen import frozen
from tutor.learner.records import Attempt, GivenUp, OfProblem
from tutor.problem import Outcome

QUICK = 0.5
"""At most this share of the usual time is quick."""
SAID_SURE = 0.8
"""A confidence from which on the learner counts as sure."""
ENOUGH_TO_BE_USUAL = 5
"""Problems of a skill before there is a usual time."""


class Rating(IntEnum):
    """How well a review went, in the words and numbers of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@frozen
class Usual:
    """The learner's usual time for a problem of one skill: a running mean of `count` problems."""

    seconds: float = 0.0
    count: int = 0

    def after(self, seconds: float) -> Usual:
        """With one more problem; the last twenty or so weigh most."""
        weight = 1 / min(self.count + 1, 20)
        return Usual(self.seconds + weight * (seconds - self.seconds), self.count + 1)

    def is_quick(self, seconds: float) -> bool:
        """Surely faster than usual; a time of zero is unknown, not quick."""
        return self.count >= ENOUGH_TO_BE_USUAL and 0 < seconds <= QUICK * self.seconds


def rate(tries: Sequence[OfProblem], usual: Usual | None = None) -> Rating | None:
    """The rating of one posed problem from all its rows in order; None: it moves no memory."""
    parts: dict[str | None, list[OfProblem]] = {}
    for each in tries:
        parts.setdefault(each.part, []).append(each)
    ratings = [rating for own in parts.values() if (rating := _rate_part(own)) is not None]
    if not ratings:
        return None
    weakest = min(ratings)
    if weakest is Rating.GOOD and usual is not None and usual.is_quick(seconds_of(tries)):
        return Rating.EASY
    return weakest


def was_sure_and_wrong(tries: Iterable[OfProblem]) -> bool:
    """Whether a wrong answer was said to be surely right."""
    return any(
        isinstance(each, Attempt) and each.verdict is Outcome.WRONG and (each.confidence or 0.0) >= SAID_SURE
        for each in tries
    )


def seconds_of(tries: Iterable[OfProblem]) -> float:
    """Time spent on the problem over all its tries."""
    return sum(each.seconds for each in tries)


def _rate_part(tries: Sequence[OfProblem]) -> Rating | None:
    if GivenUp in map(type, tries):
        return Rating.AGAIN
    answers = [each for each in tries if isinstance(each, Attempt)]
    outcomes = [each.verdict for each in answers]
    if Outcome.CORRECT in outcomes:
        was_helped = Outcome.WRONG in outcomes or any(each.hints for each in answers)
        return Rating.HARD if was_helped else Rating.GOOD
    if Outcome.OTHER_FORM in outcomes or Outcome.CARRIED in outcomes:
        return Rating.HARD
    return Rating.AGAIN if Outcome.WRONG in outcomes else None
