"""What is known of this learner: one step per row of the log, and the whole by replaying them.

`replay` is `advance` over all rows that were not undone, so that the live path and the rebuilt one
are the same code. Nothing here knows the curriculum: memory belongs to a skill's name, and a skill
that is gone, or not there yet, keeps its memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce

from tutor.learner.fsrs import Memory, review
from tutor.learner.rating import Rating, Usual, rate, seconds_of
from tutor.learner.records import Attempt, GivenUp, LessonRead, MinutesChosen, OfProblem, Row, Undo

OUTCOMES_KEPT = 12
STEPS_KEPT = 32
EXERCISES_KEPT = 8


class TooOld(LookupError):
    """An undo of a row further back than the learner remembers: replay the log."""


@dataclass(frozen=True, slots=True)
class Practised:
    """One rated problem of a skill."""

    day: date
    level: int
    rating: Rating

    @property
    def was_right(self) -> bool:
        """By oneself, at the first answer."""
        return self.rating >= Rating.GOOD


@dataclass(frozen=True, slots=True)
class SkillState:
    """All that is known about one skill. `right_on`: for each level the first and the last study
    day on which it was right; `exercises`: when each was last answered."""

    memory: Memory | None = None
    outcomes: tuple[Practised, ...] = ()
    right_in_a_row: int = 0
    wrong_in_a_row: int = 0
    met: bool = False
    right_on: Mapping[int, tuple[date, date]] = field(default_factory=dict)
    lesson_read: date | None = None
    usual: Usual = field(default_factory=Usual)
    exercises: Mapping[str, datetime] = field(default_factory=dict)

    def problems_on(self, day: date) -> int:
        """Rated problems of this skill on a study day (of those kept)."""
        return sum(each.day == day for each in self.outcomes)


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """The problem answered last: its rows so far, and the skill before the first of them.
    Further rows of the same posing are rated together with these."""

    posed: str
    before: SkillState
    tries: tuple[OfProblem, ...]


@dataclass(frozen=True, slots=True)
class Learner:
    """Everything derived from the log. `today` is the last study day with an answer, and
    `answers_today` the answers on it; `earlier` has those of the days before."""

    skills: Mapping[str, SkillState] = field(default_factory=dict)
    minutes: int | None = None
    open: OpenProblem | None = None
    last_exercises: tuple[str, ...] = ()
    usual: Usual = field(default_factory=Usual)
    usual_before_open: Usual = field(default_factory=Usual)
    today: date | None = None
    answers_today: int = 0
    earlier: Mapping[date, int] = field(default_factory=dict)
    steps: tuple[tuple[Row, Learner], ...] = field(default=(), compare=False, repr=False)

    def skill(self, name: str) -> SkillState:
        """The state of a skill; a fresh one for a skill never touched."""
        return self.skills.get(name, SkillState())

    @property
    def days(self) -> Mapping[date, int]:
        """Answers on each study day that had any."""
        return {**self.earlier, self.today: self.answers_today} if self.today else self.earlier


def replay(rows: Iterable[Row]) -> Learner:
    """The learner from a whole log, in its order."""
    counted = without_undone(rows)
    long_ago = len(counted) - STEPS_KEPT
    return reduce(advance, counted[max(long_ago, 0) :], reduce(_interpreted, counted[: max(long_ago, 0)], Learner()))


def advance(learner: Learner, row: Row) -> Learner:
    """The learner after one more row. TooOld for an undo that only a replay can follow."""
    if isinstance(row.record, Undo):
        return _taken_back(learner, row.record.row)
    before = replace(learner, steps=())
    return replace(_interpreted(before, row), steps=(*learner.steps[1 - STEPS_KEPT :], (row, before)))


def without_undone(rows: Iterable[Row]) -> list[Row]:
    """The rows that count: neither undos nor what they took back. An undo can itself be undone."""
    kept: list[Row] = []
    undone: set[str] = set()
    for row in reversed(list(rows)):
        if row.id in undone:
            continue
        if isinstance(row.record, Undo):
            undone.add(row.record.row)
        else:
            kept.append(row)
    kept.reverse()
    return kept


def _interpreted(learner: Learner, row: Row) -> Learner:
    match row.record:
        case Attempt() | GivenUp():
            return _practised(learner, row.record, row)
        case LessonRead(skill):
            read = replace(learner.skill(skill), lesson_read=row.day)
            return replace(learner, skills={**learner.skills, skill: read})
        case MinutesChosen(minutes):
            return replace(learner, minutes=minutes)
        case _:
            return learner


def _practised(learner: Learner, record: OfProblem, row: Row) -> Learner:
    continued = learner.open if learner.open and learner.open.posed == record.posed else None
    before = continued.before if continued else learner.skill(record.skill)
    tries = (*(continued.tries if continued else ()), record)
    usual = learner.usual_before_open if continued else learner.usual
    rating = rate(tries, before.usual)
    is_new_day = row.day != learner.today
    earlier = learner.days if is_new_day else learner.earlier
    return Learner(
        skills={**learner.skills, record.skill: _after(before, rating, tries, row)},
        minutes=learner.minutes,
        open=OpenProblem(record.posed, before, tries),
        last_exercises=(*(each for each in learner.last_exercises if each != record.exercise), record.exercise)[
            -EXERCISES_KEPT:
        ],
        usual=usual if rating is None else usual.after(seconds_of(tries)),
        usual_before_open=usual,
        today=row.day,
        answers_today=1 + (earlier.get(row.day, 0) if is_new_day else learner.answers_today),
        earlier={day: count for day, count in earlier.items() if day != row.day} if is_new_day else earlier,
    )


def _after(before: SkillState, rating: Rating | None, tries: tuple[OfProblem, ...], row: Row) -> SkillState:
    exercises = {**before.exercises, tries[-1].exercise: row.at}
    if rating is None:
        return replace(before, exercises=exercises)
    level, is_right = tries[-1].level, rating >= Rating.GOOD
    right_in_a_row = 0 if rating is Rating.AGAIN else before.right_in_a_row + is_right
    since = before.right_on.get(level, (row.day,))[0]
    return SkillState(
        memory=review(before.memory, rating, row.at),
        outcomes=(*before.outcomes, Practised(row.day, level, rating))[-OUTCOMES_KEPT:],
        right_in_a_row=right_in_a_row,
        wrong_in_a_row=before.wrong_in_a_row + 1 if rating is Rating.AGAIN else 0,
        met=before.met or right_in_a_row >= 2,
        right_on={**before.right_on, level: (since, row.day)} if is_right else before.right_on,
        lesson_read=before.lesson_read,
        usual=before.usual.after(seconds_of(tries)),
        exercises=exercises,
    )


def _taken_back(learner: Learner, undone: str) -> Learner:
    for index in reversed(range(len(learner.steps))):
        row, before = learner.steps[index]
        if row.id == undone:
            kept = replace(before, steps=learner.steps[:index])
            return reduce(advance, (later for later, _ in learner.steps[index + 1 :]), kept)
    raise TooOld(f"row {undone} is not among the last {STEPS_KEPT}: replay the log")
