"""Today's session: what to practise next, and why. Pure, and cheap enough to ask after every answer.

Order: due and slipping skills by what a day's wait costs; skills begun; new ones from the frontier.
Only when all that is done is there practice ahead of time. Rules that always hold: a new skill waits
until all its prerequisites are held; it is shelved until tomorrow after five problems in a day, and
until its prerequisites are solid when these are not; never two problems of one skill in a row where
there is another; nothing beyond the minutes, except one problem, so that there is something to do (a
new skill only as the first of a session: else what is known is practised ahead of time).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tutor.content.curriculum import Curriculum
from tutor.learner.fitting import Need, spread, within
from tutor.learner.fsrs import days_since
from tutor.learner.mastery import Standing, State, chance, is_due, recall, standings
from tutor.learner.memory import Learner, SkillState
from tutor.learner.study_day import study_day

Why = Literal["slipping", "due", "learning", "new", "ahead"]

USUAL_SECONDS = 120.0
"""A problem's time until the learner's own is known."""
PROBLEMS_BEFORE_SHELVED = 5
"""Of one skill in a day, while it is not met."""
PROBLEMS_OF_MET = 3
"""Of one skill in a day, after it was met, before it waits for tomorrow."""
IN_A_ROW = 2
"""Right in a row, for the plan to go on from a new skill."""
HIGHEST_LEVEL = 4
MOST_AHEAD = 30
"""Problems ahead of time that one plan names."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One problem to come. `chance`: of being able to do it now, None for a new skill; `reason`: why
    this, now, in a few words with numbers."""

    skill: str
    why: Why
    level: int
    chance: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Problems in order, how many minutes they will take (lessons included), and a sentence about them."""

    items: tuple[Planned, ...]
    minutes: float
    sentence: str


def plan(
    curriculum: Curriculum,
    learner: Learner,
    at: datetime,
    minutes: float,
    *,
    practised: Sequence[str] = (),
    goal: Collection[str] | None = None,
) -> Plan:
    """The rest of a session. `minutes`: what is left of it; `practised`: the skills of its problems so
    far, in order; `goal`: skills to reach, whose path comes first among the new."""
    if minutes <= 0:
        return Plan((), 0.0, "The minutes are used up.")
    now = standings(curriculum, learner, at)
    known = [*_urgent(now, learner, at), *_begun(curriculum, now, learner, at)]
    new = _new(curriculum, now, learner, goal)
    needs = [*known, *new]
    taken, seconds = within(needs, minutes * 60)
    is_ahead = False
    if not taken:
        ahead = _ahead(now, learner, at, practised)
        is_ahead = not known and bool(ahead) and (bool(practised) or not new)
        taken, seconds = within(ahead if is_ahead else needs, minutes * 60, at_least=1)
    items = tuple(spread(taken, practised[-1] if practised else None))
    left_over = sum(need.planned.why in ("due", "slipping") for need in needs) - len(
        {item.skill for item in items if item.why in ("due", "slipping")}
    )
    return Plan(items, seconds / 60, _sentence(curriculum, now, items, left_over, at if is_ahead else None))


def drill(curriculum: Curriculum, learner: Learner, skill: str, at: datetime) -> Plan:
    """One more problem of a skill that the learner chose, whatever the plan thinks of it."""
    state = learner.skill(skill)
    why: Why = "due" if is_due(state, at) else "ahead"
    if not state.met:
        why = "new" if state.memory is None else "learning"
    known = curriculum.skills.get(skill)
    planned = _planned(skill, why, learner, at, "your choice")
    return Plan((planned,), _seconds(learner, skill) / 60, f"{known.title if known else skill}, as you chose.")


def choose_exercise(
    refs: Iterable[tuple[str, Collection[int]]], learner: Learner, skill: str, level: int, seed: int
) -> tuple[str, int]:
    """An exercise of the skill and the level to pose it at, from names with their levels: not the last
    one again, nearest to `level` (rather lower), longest not practised; `seed` decides between equals.
    ValueError where there is none."""
    practised = learner.skill(skill).exercises
    last = learner.last_exercises[-1:]
    dice = random.Random(seed)

    def order(ref: tuple[str, int]) -> tuple[bool, int, float, float]:
        name, offered = ref
        distance = 2 * abs(offered - level) + (offered > level)
        since = practised[name].timestamp() if name in practised else float("-inf")
        return (name in last, distance, since, dice.random())

    offers = sorted((name, each) for name, levels in refs for each in levels)
    if not offers:
        raise ValueError(f"the skill {skill} has no exercises")
    return min(offers, key=order)


def level_for(state: SkillState, at: datetime) -> int:
    """The level to ask for: up when it was right on an earlier day, or twice in a row at this level;
    down after a wrong answer."""
    if not state.outcomes:
        return 1
    last = state.outcomes[-1]
    if last.was_right:
        is_twice = [(each.level, each.was_right) for each in state.outcomes[-2:]] == [(last.level, True)] * 2
        return min(last.level + (is_twice or last.day < study_day(at)), HIGHEST_LEVEL)
    return max(1, last.level - 1) if state.wrong_in_a_row else last.level


# What there is to do


def _urgent(now: Mapping[str, Standing], learner: Learner, at: datetime) -> list[Need]:
    """Due and slipping, by the recall that a day's wait would lose."""
    found = []
    for skill, standing in now.items():
        if standing.state not in (State.SLIPPING, State.DUE):
            continue
        state = learner.skill(skill)
        if state.problems_on(study_day(at)) >= PROBLEMS_OF_MET:
            continue
        if standing.state is State.SLIPPING:
            found.append((skill, _planned(skill, "slipping", learner, at, "wrong twice in a row")))
        else:
            found.append((skill, _planned(skill, "due", learner, at, _ago(state, at))))
    tomorrow = at + timedelta(days=1)

    def loss(skill: str) -> float:
        state = learner.skill(skill)
        return (recall(state, at) or 0.0) - (recall(state, tomorrow) or 0.0)

    found.sort(key=lambda each: -loss(each[0]))
    return [Need(planned, 1, _seconds(learner, skill)) for skill, planned in found]


def _begun(curriculum: Curriculum, now: Mapping[str, Standing], learner: Learner, at: datetime) -> Iterator[Need]:
    """Not yet two in a row right; or met, and the last answer or the record is not good enough to build on."""
    for skill, standing in now.items():
        if standing.state is not State.LEARNING:
            continue
        state = learner.skill(skill)
        today = state.problems_on(study_day(at))
        if state.met:
            is_shaky = not standing.held or state.wrong_in_a_row > 0
            problems = 1 if is_shaky and today < PROBLEMS_OF_MET else 0
            reason = "wrong last time" if state.wrong_in_a_row else "not yet sure enough to build on"
        else:
            is_solid = all(now[needed].held for needed in curriculum.skills[skill].prerequisites)
            room = PROBLEMS_BEFORE_SHELVED - today if is_solid else 0
            problems = max(0, min(IN_A_ROW - state.right_in_a_row, room))
            reason = f"{IN_A_ROW} in a row right, then on"
        if problems:
            yield Need(_planned(skill, "learning", learner, at, reason), problems, _seconds(learner, skill))


def _new(
    curriculum: Curriculum, now: Mapping[str, Standing], learner: Learner, goal: Collection[str] | None
) -> list[Need]:
    """The frontier: not started, all prerequisites held; what leads to the goal first, then what most rests on."""
    path = {each for target in goal or () for each in (target, *curriculum.ancestors(target))}
    names = [name for name, standing in now.items() if standing.state is State.NOT_STARTED and standing.next]
    found = []
    for name in sorted(names, key=lambda each: (each not in path, -curriculum.reach[each])):
        lesson = 0.0 if learner.skill(name).lesson_read else curriculum.skills[name].minutes * 60.0
        opens = [curriculum.skills[each].title for each in curriculum.opens(name)[:2]]
        planned = Planned(name, "new", 1, None, f"opens {' and '.join(opens)}" if opens else "new")
        found.append(Need(planned, IN_A_ROW, _seconds(learner, name), lesson))
    return found


def _ahead(now: Mapping[str, Standing], learner: Learner, at: datetime, practised: Sequence[str]) -> list[Need]:
    """Whatever was begun: what is not shelved, the least practised today, and the least sure first."""
    counts, today = Counter(practised), study_day(at)

    def order(skill: str) -> tuple[bool, int, int, float]:
        state = learner.skill(skill)
        return (not state.met, counts[skill], state.problems_on(today), now[skill].recall or 0.0)

    names = sorted((skill for skill, standing in now.items() if standing.recall is not None), key=order)
    return [
        Need(_planned(name, "ahead", learner, at, "ahead of time"), 1, _seconds(learner, name))
        for name in names[:MOST_AHEAD]
    ]


# In words


def _planned(skill: str, why: Why, learner: Learner, at: datetime, reason: str) -> Planned:
    state = learner.skill(skill)
    return Planned(skill, why, level_for(state, at), chance(state, at), reason)


def _ago(state: SkillState, at: datetime) -> str:
    days = round(days_since(state.memory, at)) if state.memory else 0
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"


def _seconds(learner: Learner, skill: str) -> float:
    for usual, enough in ((learner.skill(skill).usual, 3), (learner.usual, 5)):
        if usual.count >= enough:
            return min(max(usual.seconds, 20.0), 600.0)
    return USUAL_SECONDS


def _sentence(
    curriculum: Curriculum,
    now: Mapping[str, Standing],
    items: Sequence[Planned],
    left_over: int,
    ahead_at: datetime | None,
) -> str:
    if not items:
        return "There is nothing to practise yet."
    first = curriculum.skills[items[0].skill].title
    if ahead_at is not None:
        today = study_day(ahead_at)
        days = [standing.due for standing in now.values() if standing.due and standing.due > today]
        until = f"before {min(days).day} {min(days):%B}" if days else "today"
        return f"Nothing more is due {until}; this is practice ahead of time."
    if items[0].why in ("due", "slipping"):
        wait = f" {left_over} more can wait for another day." if left_over > 0 else ""
        return f"{first} first: a day's wait costs most there.{wait}"
    if items[0].why == "learning":
        return f"{first} first: it was begun, and {IN_A_ROW} in a row right are wanted before going on."
    return f"{first} is new: its lesson first, then its problems."
