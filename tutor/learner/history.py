"""What the last year's answers were like, week by week: the figures behind Progress, kept while the log is replayed.

A part of the learner, so that a row taken back takes its figures with it, and nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from tutor.learner.records import Attempt, GivenUp, OfProblem
from tutor.learner.skill_state import SkillState
from tutor.problem import Outcome

WEEKS_KEPT = 53
WIDTH = 10
"""Percent of one group of our own predictions."""


class Tally(NamedTuple):
    """Answers that had something in common; `promised`: the sum of the chances that were given for them, in 0..1."""

    given: int = 0
    right: int = 0
    promised: float = 0.0

    def with_one(self, chance: float, is_right: bool) -> Tally:
        return Tally(self.given + 1, self.right + is_right, self.promised + chance)

    def __add__(self, other: Tally) -> Tally:  # type: ignore[override]  # figures are added, not joined
        return Tally(self.given + other.given, self.right + other.right, self.promised + other.promised)


class Penalties(NamedTuple):
    """Of the answers for which the learner and we both gave a chance: how many, how many of them
    were right, and the sums of the squared distances to what happened."""

    given: int = 0
    right: int = 0
    own: float = 0.0
    ours: float = 0.0

    def with_one(self, own: float, ours: float, is_right: bool) -> Penalties:
        own, ours = self.own + (own - is_right) ** 2, self.ours + (ours - is_right) ** 2
        return Penalties(self.given + 1, self.right + is_right, own, ours)

    def __add__(self, other: Penalties) -> Penalties:  # type: ignore[override]  # figures are added, not joined
        return Penalties(
            self.given + other.given, self.right + other.right, self.own + other.own, self.ours + other.ours
        )


NONE, UNPENALISED = Tally(), Penalties()


class Slip(NamedTuple):
    """A wrong answer that was recognised: where, and its name (the diagnosis)."""

    skill: str
    exercise: str
    part: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Week:
    """The first answers of one week (from Monday), each to a problem or a part of one; given up counts as not right.
    `foretold`: by what we predicted (percent, in steps of `WIDTH`); `said`: by what the learner said (percent);
    `slips`: of later tries too; `skills`: all skills as they stood at its last answer."""

    answers: Tally = NONE
    foretold: Mapping[int, Tally] = field(default_factory=dict)
    said: Mapping[int, Tally] = field(default_factory=dict)
    penalties: Penalties = UNPENALISED
    slips: Mapping[Slip, int] = field(default_factory=dict)
    skills: Mapping[str, SkillState] = field(default_factory=dict)


_EMPTY = Week()

History = Mapping[date, Week]
"""The weeks with answers by their Mondays, the last `WEEKS_KEPT` of them."""


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


class Counting:
    """A history while answers are counted in place. The one that it goes on from stays as it is."""

    def __init__(self, history: History) -> None:
        self._weeks = dict(history)
        self._day: date | None = None
        self._monday: date | None = None
        self._week = _Week(_EMPTY)

    def turn_to(self, day: date) -> None:
        """What is counted from now on was on this day. To be called before the skills of its first answer change."""
        if day != self._day:
            start, self._day = monday(day), day
            if start != self._monday:
                self._close()
                self._monday, self._week = start, _Week(self._weeks.get(start, _EMPTY))

    def count(self, tries: Sequence[OfProblem], skills: Mapping[str, SkillState]) -> None:
        """One more row, the last of `tries`, which are all rows of its posing so far; `skills`: all, after it."""
        self._week.count(tries, skills)

    def finished(self) -> History:
        """The history with all that was counted."""
        self._close()
        return self._weeks

    def _close(self) -> None:
        if self._monday is not None:
            self._weeks[self._monday] = self._week.frozen()
            if len(self._weeks) > WEEKS_KEPT:
                del self._weeks[min(self._weeks)]


class _Week:
    """One week while its answers are counted."""

    def __init__(self, week: Week) -> None:
        self.answers, self.penalties = week.answers, week.penalties
        self.foretold, self.said, self.slips = dict(week.foretold), dict(week.said), dict(week.slips)
        self.skills = week.skills

    def count(self, tries: Sequence[OfProblem], skills: Mapping[str, SkillState]) -> None:
        record = tries[-1]
        self.skills = skills
        if is_decided(record) and not any(each.part == record.part and is_decided(each) for each in tries[:-1]):
            self._count_first(record, isinstance(record, Attempt) and record.verdict is Outcome.CORRECT)
        if isinstance(record, Attempt) and record.diagnosis and record.verdict is Outcome.WRONG:
            slip = Slip(record.skill, record.exercise, record.part, record.diagnosis)
            self.slips[slip] = self.slips.get(slip, 0) + 1

    def _count_first(self, record: OfProblem, is_right: bool) -> None:
        sure, predicted = record.confidence, record.predicted
        if sure is not None:
            group = round(100 * sure)
            self.said[group] = self.said.get(group, NONE).with_one(sure, is_right)
        if predicted is not None:
            group = min(int(100 * predicted) // WIDTH, 9) * WIDTH
            self.answers = self.answers.with_one(predicted, is_right)
            self.foretold[group] = self.foretold.get(group, NONE).with_one(predicted, is_right)
        if sure is not None and predicted is not None:
            self.penalties = self.penalties.with_one(sure, predicted, is_right)

    def frozen(self) -> Week:
        return Week(self.answers, self.foretold, self.said, self.penalties, self.slips, dict(self.skills))


def is_decided(record: OfProblem) -> bool:
    """Whether a row says how a problem went."""
    return isinstance(record, GivenUp) or (isinstance(record, Attempt) and record.verdict is not Outcome.UNDECIDED)
