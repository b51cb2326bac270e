"""What may be claimed of a skill, and with what chance.

Knowing is a Bayesian trace over the last twelve rated problems (Corbett and Anderson, 1994): one
who knows slips now and then, one who does not sometimes guesses, and each problem teaches a little.
It is traced twice: with likely figures for prediction (`LIKELY`), and with sceptical ones (`SCEPTIC`:
a lower start, more guessing, fewer slips, less learning), whose result is the lower bound that claims
rest on. What was known may be forgotten, so both are multiplied by the chance of recall.

*Held*: the lower bound, times recall, is above `GATE`. Two problems right in a row give 0.88, so a
new skill is held at once and for about nine days, a third right one prolongs that, and a wrong answer
takes it back until the next right one. *Mastered* asks for more (`requirements`): right on two
different days, at the skill's highest level, with a bound of at least `SURE`.

*Presumed*: placement inferred it as known, and no problem has verified it yet. Its trace begins at the chance that
was inferred, times `TRUST` for the sceptic, so that one problem right makes it held; nothing is built on it before.
One wrong refutes it, and then nothing that rests on it is presumed either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from tutor.content.curriculum import Curriculum
from tutor.learner.fsrs import due_at, retrievability
from tutor.learner.memory import Learner
from tutor.learner.rating import Rating
from tutor.learner.skill_state import Practised, SkillState
from tutor.learner.study_day import study_day
from tutor.problem import Question

GATE = 0.7
SURE = 0.9
HIGHER_LEVEL = 2
"""The level that mastery asks for where no exercises tell the skill's own highest."""
DAYS = 2
"""The different study days that mastery asks for."""
WITHIN = timedelta(days=6)
"""After this a surely wrong answer is due again: within the week."""
TRUST = 0.75
"""What the sceptic believes of a chance that placement inferred."""
AIDED_GUESS = 0.5
"""The chance of Hard (a hint, a second try) without knowing."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Chances of the Bayesian trace: of knowing at the start, of a guess, a slip, of learning by a problem."""

    start: float
    guess: float
    slip: float
    learn: float


LIKELY = Trace(start=0.5, guess=0.1, slip=0.1, learn=0.2)
SCEPTIC = Trace(start=0.2, guess=0.2, slip=0.05, learn=0.1)


class State(StrEnum):
    """Where a learner stands with a skill."""

    NOT_STARTED = "not-started"
    LEARNING = "learning"
    MASTERED = "mastered"
    DUE = "due"
    SLIPPING = "slipping"


@dataclass(frozen=True, slots=True)
class Standing:
    """What we claim of one skill. `recall`: the chance of recall now, None before the first problem;
    `due`: the study day on which it falls to 0.9. Exactly one of `held`, `next`, `locked` is true.
    `presumed`: inferred as known by placement, and not verified; `next` then means that this may be done now."""

    state: State
    held: bool
    next: bool
    locked: bool
    recall: float | None
    due: date | None
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that mastery asks for: so many different days, a level, a chance; and what there is `now`."""

    what: Literal["days", "level", "surely"]
    asked: float
    now: float

    @property
    def is_met(self) -> bool:
        return self.now >= self.asked


def standings(curriculum: Curriculum, learner: Learner, at: datetime) -> dict[str, Standing]:
    """The standing of every skill, in the curriculum's order."""
    held = {skill: is_held(learner.skill(skill), at) for skill in curriculum.order}
    believed = presumed(curriculum, learner)
    found = {}
    for name in curriculum.order:
        state = learner.skill(name)
        is_solid = believed.isdisjoint(curriculum.ancestors(name))
        is_open = is_solid and all(held[needed] for needed in curriculum.skills[name].prerequisites)
        found[name] = Standing(
            state=state_of(state, at, highest_level(curriculum, name)),
            held=held[name],
            next=not held[name] and is_open,
            locked=not held[name] and not is_open,
            recall=recall(state, at),
            due=due(state),
            presumed=name in believed,
        )
    return found


def presumed(curriculum: Curriculum, learner: Learner) -> frozenset[str]:
    """The skills that placement inferred as known, that were never practised, and that rest on none refuted."""
    candidates = {each for each in curriculum.order if learner.skill(each).is_presumed}
    if not candidates:
        return frozenset()
    refuted = {each for each in curriculum.order if learner.skill(each).refuted}
    return frozenset(each for each in candidates if refuted.isdisjoint(curriculum.ancestors(each)))


def highest_level(curriculum: Curriculum, skill: str) -> int:
    """The level at which a skill is mastered."""
    return curriculum.highest_levels.get(skill, HIGHER_LEVEL)


def state_of(state: SkillState, at: datetime, highest_level: int = HIGHER_LEVEL) -> State:
    """The claim about a skill at an instant. Slipping: met before, and the last two were wrong."""
    if state.memory is None:
        return State.NOT_STARTED
    if not state.met:
        return State.LEARNING
    if state.wrong_in_a_row >= 2:
        return State.SLIPPING
    if is_due(state, at):
        return State.DUE
    is_mastered = all(each.is_met for each in requirements(state, highest_level))
    return State.MASTERED if is_mastered else State.LEARNING


def is_held(state: SkillState, at: datetime) -> bool:
    """One may build on it: the lower bound of the chance of knowing, times recall, is above the gate."""
    return surely(state, at) > GATE


def surely(state: SkillState, at: datetime) -> float:
    """The lower bound of the chance of being able to do it now: learnt, and recalled. 0 before the first problem."""
    return _learnt(state, SCEPTIC) * (recall(state, at) or 0.0)


def is_due(state: SkillState, at: datetime) -> bool:
    """Its day has come: the chance of recall falls to 0.9 today, or has. Also where the last review lies
    days ahead: a clock was wrong, and nobody knows how long ago it really was."""
    if state.memory is None:
        return False
    is_from_the_future = state.memory.reviewed > at + timedelta(days=2)
    return is_from_the_future or (due(state) or date.max) <= study_day(at)


def recall(state: SkillState, at: datetime) -> float | None:
    """The chance of recall now, in 0..1; None before the first rated problem."""
    return None if state.memory is None else retrievability(state.memory, at)


def due(state: SkillState) -> date | None:
    """The study day on which the chance of recall falls to 0.9, at the earliest the day after the last; and
    within the week after a wrong answer that was said to be surely right."""
    if state.memory is None:
        return None
    by_memory = max(study_day(due_at(state.memory)), study_day(state.memory.reviewed) + timedelta(days=1))
    return min(by_memory, state.sure_and_wrong + WITHIN) if state.sure_and_wrong else by_memory


def chance(state: SkillState, at: datetime) -> float | None:
    """The likely chance of being able to do it now: learnt, and recalled. None before the first problem."""
    remembered = recall(state, at)
    return None if remembered is None else _learnt(state, LIKELY) * remembered


def predicted(state: SkillState, at: datetime, question: Question | None = None) -> float:
    """The chance that the first answer is right now: known, recalled and no slip, or else guessed."""
    able = _learnt(state, LIKELY) * (recall(state, at) or 1.0)
    return able * (1 - LIKELY.slip) + (1 - able) * guess(question)


def _learnt(state: SkillState, trace: Trace) -> float:
    """The chance of having learnt it; where placement inferred one, the trace begins there."""
    if state.inferred is None:
        return knowing(state.outcomes, trace)
    return knowing(state.outcomes, replace(trace, start=state.inferred * (TRUST if trace is SCEPTIC else 1.0)))


def knowing(outcomes: Sequence[Practised], trace: Trace) -> float:
    """The chance of having learnt it, from what happened; forgetting left out."""
    chance = trace.start
    for outcome in outcomes:
        if outcome.rating is Rating.AGAIN:
            if_known, if_not = trace.slip, 1 - trace.guess
        else:
            if_known, if_not = 1 - trace.slip, trace.guess if outcome.was_right else AIDED_GUESS
        known = chance * if_known
        chance = known / (known + (1 - chance) * if_not)
        chance += (1 - chance) * trace.learn
    return chance


def requirements(state: SkillState, highest_level: int) -> tuple[Requirement, ...]:
    """What mastery asks for, beside that the skill is neither due nor slipping. Its chance leaves forgetting out."""
    days = {day for pair in state.right_on.values() for day in pair}
    return (
        Requirement("days", DAYS, len(days)),
        Requirement("level", highest_level, max(state.right_on, default=0)),
        Requirement("surely", SURE, _learnt(state, SCEPTIC) if state.outcomes else 0.0),
    )


def guess(question: Question | None) -> float:
    """The chance of a right answer without knowing, by the kind of answer that is asked for."""
    if question is None:
        return LIKELY.guess
    if question.kind == "boolean":
        return 0.5
    if question.kind == "choice":
        choices = question.options or question.names or ()
        return 1 / len(choices) if choices else 0.25
    return LIKELY.guess
