"""What the last year's answers were like, week by week: the figures behind Progress, kept while the log is replayed.

A part of the learner, so that a row taken back takes its figures with it, and nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tutor.learner.records import Attempt, GivenUp, OfProblem
from tutor.problem import Outcome

if TYPE_CHECKING:
    from tutor.learner.memory import SkillState

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


def recorded(
    history: History, day: date, tries: Sequence[OfProblem], skills: Mapping[str, SkillState]
) -> dict[date, Week]:
    """With one more row, the last of `tries`, which are all rows of its posing so far; `skills`: after it."""
    start = monday(day)
    kept = {**history, start: _with_answer(history.get(start, _EMPTY), tries, skills)}
    if len(kept) > WEEKS_KEPT:
        del kept[min(kept)]
    return kept


def is_decided(record: OfProblem) -> bool:
    """Whether a row says how a problem went."""
    return isinstance(record, GivenUp) or (isinstance(record, Attempt) and record.verdict is not Outcome.UNDECIDED)


def _with_answer(week: Week, tries: Sequence[OfProblem], skills: Mapping[str, SkillState]) -> Week:
    record = tries[-1]
    answers, foretold, said, penalties = week.answers, week.foretold, week.said, week.penalties
    if is_decided(record) and not any(each.part == record.part and is_decided(each) for each in tries[:-1]):
        is_right = isinstance(record, Attempt) and record.verdict is Outcome.CORRECT
        sure, predicted = record.confidence, record.predicted
        if sure is not None:
            said = _counted(said, round(100 * sure), sure, is_right)
        if predicted is not None:
            answers = answers.with_one(predicted, is_right)
            foretold = _counted(foretold, min(int(100 * predicted) // WIDTH, 9) * WIDTH, predicted, is_right)
        if sure is not None and predicted is not None:
            penalties += Penalties(1, is_right, (sure - is_right) ** 2, (predicted - is_right) ** 2)
    return Week(answers, foretold, said, penalties, _with_slip(week.slips, record), skills)


def _with_slip(slips: Mapping[Slip, int], record: OfProblem) -> Mapping[Slip, int]:
    if not (isinstance(record, Attempt) and record.diagnosis and record.verdict is Outcome.WRONG):
        return slips
    slip = Slip(record.skill, record.exercise, record.part, record.diagnosis)
    return {**slips, slip: slips.get(slip, 0) + 1}


def _counted(groups: Mapping[int, Tally], group: int, chance: float, is_right: bool) -> dict[int, Tally]:
    return {**groups, group: groups.get(group, Tally()).with_one(chance, is_right)}
