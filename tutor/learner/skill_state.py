"""What is known of one skill, and what becomes of it by a problem, a lesson or a placement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime

from tutor.learner.frozen import frozen
from tutor.learner.fsrs import Memory, review
from tutor.learner.rating import Rating, Usual, rate, was_sure_and_wrong
from tutor.learner.records import OfProblem, Row

OUTCOMES_KEPT = 12
TELLS_ONLY = ("test", "placement")
"""The modes in which what was never practised may be asked."""
PRESUMED_FROM = 0.8
"""The chance from which on a skill that placement inferred is presumed known."""


@frozen
class Practised:
    """One rated problem of a skill."""

    day: date
    level: int
    rating: Rating

    @property
    def was_right(self) -> bool:
        """By oneself, at the first answer."""
        return self.rating >= Rating.GOOD


@frozen
class SkillState:
    """All that is known about one skill. `right_on`: for each level the first and the last study
    day on which it was right; `exercises`: when each was last answered; `sure_and_wrong`: the day of a
    wrong answer that was said to be surely right, until a right one on a later day. `inferred`: the chance that
    placement gave it, while it is presumed known and after that was verified; `refuted`: the verifying
    problem was wrong."""

    memory: Memory | None = None
    outcomes: tuple[Practised, ...] = ()
    right_in_a_row: int = 0
    wrong_in_a_row: int = 0
    met: bool = False
    right_on: Mapping[int, tuple[date, date]] = field(default_factory=dict)
    lesson_read: date | None = None
    usual: Usual = field(default_factory=Usual)
    exercises: Mapping[str, datetime] = field(default_factory=dict)
    sure_and_wrong: date | None = None
    inferred: float | None = None
    refuted: bool = False

    @property
    def is_presumed(self) -> bool:
        """Inferred as known, and never yet seen: one problem will verify it."""
        return self.inferred is not None and self.memory is None

    @property
    def is_to_be_taught(self) -> bool:
        """It was presumed known and was not, and its lesson has not been read."""
        return self.refuted and self.lesson_read is None

    def problems_on(self, day: date) -> int:
        """Rated problems of this skill on a study day (of those kept)."""
        return sum(each.day == day for each in self.outcomes)


UNTOUCHED = SkillState()
"""A skill that nothing is known of."""


def rated(before: SkillState, tries: Sequence[OfProblem]) -> Rating | None:
    """The rating of a problem of a skill that stood so before it; None: it moves no memory."""
    return None if _tells_only(before, tries) else rate(tries, before.usual)


def practised(
    before: SkillState, rating: Rating | None, tries: Sequence[OfProblem], seconds: float, row: Row
) -> SkillState:
    """After a problem, from the state before it. `tries`: all its rows so far, of which `row` holds the last;
    `seconds`: the time they took together."""
    exercises = {**before.exercises, tries[-1].exercise: row.at}
    if rating is None:
        return replace(before, exercises=exercises)
    level, is_right = tries[-1].level, rating >= Rating.GOOD
    right_in_a_row = 0 if rating is Rating.AGAIN else before.right_in_a_row + is_right
    since = before.right_on.get(level, (row.day,))[0]
    is_refuted = before.is_presumed and rating is Rating.AGAIN
    after = SkillState(
        memory=review(before.memory, rating, row.at),
        outcomes=(*before.outcomes, Practised(row.day, level, rating))[-OUTCOMES_KEPT:],
        right_in_a_row=right_in_a_row,
        wrong_in_a_row=before.wrong_in_a_row + 1 if rating is Rating.AGAIN else 0,
        met=before.met or right_in_a_row >= 2,
        right_on={**before.right_on, level: (since, row.day)} if is_right else before.right_on,
        lesson_read=before.lesson_read,
        usual=before.usual.after(seconds),
        exercises=exercises,
        sure_and_wrong=_surely_wrong(before, tries, row.day, is_right=is_right),
        inferred=None if is_refuted else before.inferred,
        refuted=before.refuted or is_refuted,
    )
    return _verified(after, row.at) if before.is_presumed and is_right else after


def placed(state: SkillState, chance: float, *, was_asked: bool) -> SkillState:
    """After a placement that gave it this chance (whatever a damaged row holds is no chance). A skill that was
    practised keeps its standing."""
    inferred = chance if isinstance(chance, (int, float)) and chance >= PRESUMED_FROM else None
    if state.memory is None:
        return replace(state, inferred=inferred, refuted=False)
    if was_asked and [each.was_right for each in state.outcomes] == [True]:
        return _shown(state, state.memory, inferred)
    return replace(state, refuted=False)


def _tells_only(before: SkillState, tries: Sequence[OfProblem]) -> bool:
    """Not known in a test, and never practised before: nothing was forgotten. The skill stays new, and is met by
    its lesson; one that was presumed known is refuted by it."""
    is_verified = before.is_presumed and tries[-1].mode == "test"
    return before.memory is None and not is_verified and tries[-1].mode in TELLS_ONLY and rate(tries) is Rating.AGAIN


def _shown(state: SkillState, memory: Memory, inferred: float | None) -> SkillState:
    """Right once, in the placement: verified where it is presumed known, else one right answer like any other."""
    once = replace(state, inferred=inferred, met=False, memory=review(None, state.outcomes[0].rating, memory.reviewed))
    return once if inferred is None else _verified(once, memory.reviewed)


def _verified(state: SkillState, at: datetime) -> SkillState:
    """Presumed, and right by oneself. It was learnt elsewhere and kept, so its memory begins as after Easy."""
    return replace(state, memory=review(None, Rating.EASY, at), met=True)


def _surely_wrong(before: SkillState, tries: Sequence[OfProblem], day: date, *, is_right: bool) -> date | None:
    """The day of a surely wrong answer that is not settled: it is, by a right one on another day."""
    if was_sure_and_wrong(tries):
        return day
    is_settled = before.sure_and_wrong is not None and is_right and day > before.sure_and_wrong
    return None if is_settled else before.sure_and_wrong
