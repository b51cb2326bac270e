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
from tutor.learner.history import History, recorded
from tutor.learner.rating import Rating, Usual, rate, seconds_of, was_sure_and_wrong
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

OUTCOMES_KEPT = 12
STEPS_KEPT = 32
EXERCISES_KEPT = 8
TELLS_ONLY = ("test", "placement")
"""The modes in which what was never practised may be asked."""
PRESUMED_FROM = 0.8
"""The chance from which on a skill that placement inferred is presumed known."""


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
    if is_of_test(row.record):
        learner = replace(learner, tests=(*learner.tests, row))
    learner = _with_placement(learner, row)
    match row.record:
        case Attempt() | GivenUp():
            return _practised(learner, row.record, row)
        case LessonRead(skill):
            read = replace(learner.skill(skill), lesson_read=row.day)
            return replace(learner, skills={**learner.skills, skill: read})
        case MinutesChosen(minutes):
            return replace(learner, minutes=minutes)
        case GoalChosen(goal):
            return replace(learner, goal=goal if isinstance(goal, str) else None)
        case PlacementEnded(_, chances):
            return _placed(learner, chances if isinstance(chances, Mapping) else {})
        case _:
            return learner


def is_of_test(record: Record) -> bool:
    """Whether a row tells of a test: its begin, its end, or a question of it."""
    return isinstance(record, (SelfTestBegun, SelfTestEnded)) or (
        isinstance(record, OfProblem) and record.mode == "test"
    )


def _with_placement(learner: Learner, row: Row) -> Learner:
    """The rows of the last placement, taken up again perhaps."""
    record = row.record
    if not (isinstance(record, (PlacementBegun, PlacementEnded)) or _is_of_placement(record)):
        return learner
    is_same = learner.placement and _sitting(learner.placement[0].record) == _sitting(record)
    if is_same:
        return replace(learner, placement=(*learner.placement, row))
    return replace(learner, placement=(row,)) if isinstance(record, PlacementBegun) else learner


def _is_of_placement(record: Record) -> bool:
    return isinstance(record, OfProblem) and record.mode == "placement"


def _sitting(record: Record) -> str | None:
    return getattr(record, "session", None)


def _placed(learner: Learner, chances: Mapping[str, float]) -> Learner:
    """What a placement inferred, for every skill that it was over. A skill that was practised keeps its standing."""
    asked = {row.record.skill for row in learner.placement if isinstance(row.record, Attempt)}
    skills = dict(learner.skills)
    for skill, chance in chances.items():
        state = learner.skill(skill)
        is_likely = isinstance(chance, (int, float)) and chance >= PRESUMED_FROM
        if state.memory is None:
            placed = replace(state, inferred=chance if is_likely else None, refuted=False)
        elif skill in asked and [each.was_right for each in state.outcomes] == [True]:
            placed = _shown(state, state.memory, chance if is_likely else None)
        else:
            placed = replace(state, refuted=False)
        if placed != state:
            skills[skill] = placed
    return replace(learner, skills=skills)


def _shown(state: SkillState, memory: Memory, inferred: float | None) -> SkillState:
    """Right once, in the placement: verified where it is presumed known, else one right answer like any other."""
    once = replace(state, inferred=inferred, met=False, memory=review(None, state.outcomes[0].rating, memory.reviewed))
    return once if inferred is None else _verified(once, memory.reviewed)


def _verified(state: SkillState, at: datetime) -> SkillState:
    """Presumed, and right by oneself. It was learnt elsewhere and kept, so its memory begins as after Easy."""
    return replace(state, memory=review(None, Rating.EASY, at), met=True)


def _practised(learner: Learner, record: OfProblem, row: Row) -> Learner:
    continued = learner.open if learner.open and learner.open.posed == record.posed else None
    before = continued.before if continued else learner.skill(record.skill)
    tries = (*(continued.tries if continued else ()), record)
    usual = learner.usual_before_open if continued else learner.usual
    rating = None if _tells_only(before, tries) else rate(tries, before.usual)
    is_new_day = row.day != learner.today
    earlier = learner.days if is_new_day else learner.earlier
    skills = {**learner.skills, record.skill: _after(before, rating, tries, row)}
    return replace(
        learner,
        skills=skills,
        history=recorded(learner.history, row.day, tries, skills),
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


def _tells_only(before: SkillState, tries: tuple[OfProblem, ...]) -> bool:
    """Not known in a test, and never practised before: nothing was forgotten. The skill stays new, and is met by
    its lesson; one that was presumed known is refuted by it."""
    is_verified = before.is_presumed and tries[-1].mode == "test"
    return before.memory is None and not is_verified and tries[-1].mode in TELLS_ONLY and rate(tries) is Rating.AGAIN


def _after(before: SkillState, rating: Rating | None, tries: tuple[OfProblem, ...], row: Row) -> SkillState:
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
        usual=before.usual.after(seconds_of(tries)),
        exercises=exercises,
        sure_and_wrong=_surely_wrong(before, tries, row.day, is_right=is_right),
        inferred=None if is_refuted else before.inferred,
        refuted=before.refuted or is_refuted,
    )
    return _verified(after, row.at) if before.is_presumed and is_right else after


def _surely_wrong(before: SkillState, tries: tuple[OfProblem, ...], day: date, *, is_right: bool) -> date | None:
    """The day of a surely wrong answer that is not settled: it is, by a right one on another day."""
    if was_sure_and_wrong(tries):
        return day
    is_settled = before.sure_and_wrong is not None and is_right and day > before.sure_and_wrong
    return None if is_settled else before.sure_and_wrong


def _taken_back(learner: Learner, undone: str) -> Learner:
    for index in reversed(range(len(learner.steps))):
        row, before = learner.steps[index]
        if row.id == undone:
            kept = replace(before, steps=learner.steps[:index])
            return reduce(advance, (later for later, _ in learner.steps[index + 1 :]), kept)
    raise TooOld(f"row {undone} is not among the last {STEPS_KEPT}: replay the log")
