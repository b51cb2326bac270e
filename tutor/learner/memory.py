"""What is known of this learner: one step per row of the log, and the whole by replaying them.

`replay` and `advance` are the same code: a builder takes in all rows that were not undone, or one. Nothing here
knows the curriculum: memory belongs to a skill's name, and a skill that is gone, or not there yet, keeps its memory.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import date
from functools import reduce

from tutor.learner.frozen import frozen
from tutor.learner.history import Counting, History
from tutor.learner.rating import Usual, seconds_of
from tutor.learner.records import (
    Attempt,
    GivenUp,
    GoalChosen,
    LessonRead,
    MinutesChosen,
    OfProblem,
    PlacementBegun,
    PlacementEnded,
    Record,
    Row,
    SelfTestBegun,
    SelfTestEnded,
    Undo,
)
from tutor.learner.skill_state import UNTOUCHED, SkillState, placed, practised, rated

STEPS_KEPT = 32
EXERCISES_KEPT = 8


class TooOld(LookupError):
    """An undo of a row further back than the learner remembers: replay the log."""


@frozen
class OpenProblem:
    """The problem answered last: its rows so far, and the skill before the first of them.
    Further rows of the same posing are rated together with these."""

    posed: str
    before: SkillState
    tries: tuple[OfProblem, ...]


@frozen
class Learner:
    """Everything derived from the log. `today` is the last study day with an answer, and
    `answers_today` the answers on it; `earlier` has those of the days before. `goal` is the id of a named
    goal or of a skill, perhaps of one that is unknown now; `tests`: the rows of all tests; `placement`: those of the
    last placement; `history`: what the answers of the last year were like."""

    skills: Mapping[str, SkillState] = field(default_factory=dict)
    minutes: int | None = None
    goal: str | None = None
    open: OpenProblem | None = None
    last_exercises: tuple[str, ...] = ()
    usual: Usual = field(default_factory=Usual)
    usual_before_open: Usual = field(default_factory=Usual)
    today: date | None = None
    answers_today: int = 0
    earlier: Mapping[date, int] = field(default_factory=dict)
    tests: tuple[Row, ...] = ()
    placement: tuple[Row, ...] = ()
    history: History = field(default_factory=dict)
    steps: tuple[tuple[Row, Learner], ...] = field(default=(), compare=False, repr=False)

    def skill(self, name: str) -> SkillState:
        """The state of a skill; a fresh one for a skill never touched."""
        return self.skills.get(name, UNTOUCHED)

    @property
    def days(self) -> Mapping[date, int]:
        """Answers on each study day that had any."""
        return {**self.earlier, self.today: self.answers_today} if self.today else self.earlier


def replay(rows: Iterable[Row]) -> Learner:
    """The learner from a whole log, in its order."""
    with _uncollected():
        counted = without_undone(rows)
        builder = _Builder(Learner())
        for row in counted[:-STEPS_KEPT]:
            builder.take(row)
        return reduce(advance, counted[-STEPS_KEPT:], builder.finished())


def advance(learner: Learner, row: Row) -> Learner:
    """The learner after one more row. TooOld for an undo that only a replay can follow."""
    if isinstance(row.record, Undo):
        return _taken_back(learner, row.record.row)
    before = replace(learner, steps=())
    builder = _Builder(before)
    builder.take(row)
    return builder.finished((*learner.steps[1 - STEPS_KEPT :], (row, before)))


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


def is_of_test(record: Record) -> bool:
    """Whether a row tells of a test: its begin, its end, or a question of it."""
    if isinstance(record, OfProblem):
        return record.mode == "test"
    return isinstance(record, (SelfTestBegun, SelfTestEnded))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python's search for cycles put off: over rows that make none, it takes an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Builder:
    """A learner while rows are taken in. The one that it goes on from stays as it is: only copies are changed in place.
    Once `finished`, it takes in no more."""

    def __init__(self, learner: Learner) -> None:
        self._skills = dict(learner.skills)
        self._minutes, self._goal = learner.minutes, learner.goal
        self._open, self._exercises = learner.open, list(learner.last_exercises)
        self._usual, self._usual_before_open = learner.usual, learner.usual_before_open
        self._today, self._answers_today, self._earlier = learner.today, learner.answers_today, learner.earlier
        self._tests, self._more_tests = learner.tests, list[Row]()
        self._placement = learner.placement
        self._history = Counting(learner.history)

    def finished(self, steps: tuple[tuple[Row, Learner], ...] = ()) -> Learner:
        """The learner after all rows that were taken in."""
        return Learner(
            skills=self._skills,
            minutes=self._minutes,
            goal=self._goal,
            open=self._open,
            last_exercises=tuple(self._exercises),
            usual=self._usual,
            usual_before_open=self._usual_before_open,
            today=self._today,
            answers_today=self._answers_today,
            earlier=self._earlier,
            tests=self._tests + tuple(self._more_tests),
            placement=self._placement,
            history=self._history.finished(),
            steps=steps,
        )

    def take(self, row: Row) -> None:
        """One more row, which is no undo."""
        if is_of_test(row.record):
            self._more_tests.append(row)
        self._take_of_placement(row)
        match row.record:
            case Attempt() | GivenUp():
                self._practise(row.record, row)
            case LessonRead(skill):
                self._change({skill: replace(self._skill(skill), lesson_read=row.day)})
            case MinutesChosen(minutes):
                self._minutes = minutes
            case GoalChosen(goal):
                self._goal = goal if isinstance(goal, str) else None
            case PlacementEnded(_, chances):
                self._place(chances if isinstance(chances, Mapping) else {})

    def _skill(self, name: str) -> SkillState:
        return self._skills.get(name, UNTOUCHED)

    def _practise(self, record: OfProblem, row: Row) -> None:
        if self._open is None or self._open.posed != record.posed:
            self._open = OpenProblem(record.posed, self._skill(record.skill), ())
            self._usual_before_open = self._usual
        before, tries = self._open.before, (*self._open.tries, record)
        self._open = OpenProblem(record.posed, before, tries)
        rating, seconds = rated(before, tries), seconds_of(tries)
        self._usual = self._usual_before_open if rating is None else self._usual_before_open.after(seconds)
        self._history.turn_to(row.day)
        self._skills[record.skill] = practised(before, rating, tries, seconds, row)
        self._history.count(tries, self._skills)
        self._count_exercise(record.exercise)
        self._count_day(row.day)

    def _count_exercise(self, exercise: str) -> None:
        if exercise in self._exercises:
            self._exercises.remove(exercise)
        self._exercises.append(exercise)
        del self._exercises[:-EXERCISES_KEPT]

    def _count_day(self, day: date) -> None:
        if day != self._today:
            earlier = dict(self._earlier)
            if self._today:
                earlier[self._today] = self._answers_today
            self._answers_today = earlier.pop(day, 0)
            self._today, self._earlier = day, earlier
        self._answers_today += 1

    def _take_of_placement(self, row: Row) -> None:
        """The rows of the last placement, taken up again perhaps."""
        record = row.record
        if isinstance(record, (PlacementBegun, PlacementEnded)) or _is_of_placement(record):
            if self._placement and _sitting(self._placement[0].record) == _sitting(record):
                self._placement = (*self._placement, row)
            elif isinstance(record, PlacementBegun):
                self._placement = (row,)

    def _place(self, chances: Mapping[str, float]) -> None:
        """What a placement inferred, for every skill that it was over."""
        asked = {row.record.skill for row in self._placement if isinstance(row.record, Attempt)}
        after = {name: placed(self._skill(name), chance, was_asked=name in asked) for name, chance in chances.items()}
        self._change({name: state for name, state in after.items() if state != self._skill(name)})

    def _change(self, states: Mapping[str, SkillState]) -> None:
        """Other than by an answer: the week keeps the skills as they stood at its last one."""
        self._skills = {**self._skills, **states}


def _is_of_placement(record: Record) -> bool:
    return isinstance(record, OfProblem) and record.mode == "placement"


def _sitting(record: Record) -> str | None:
    return getattr(record, "session", None)


def _taken_back(learner: Learner, undone: str) -> Learner:
    for index in reversed(range(len(learner.steps))):
        row, before = learner.steps[index]
        if row.id == undone:
            kept = replace(before, steps=learner.steps[:index])
            return reduce(advance, (later for later, _ in learner.steps[index + 1 :]), kept)
    raise TooOld(f"row {undone} is not among the last {STEPS_KEPT}: replay the log")
