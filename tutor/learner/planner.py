"""Today's session: what to practise next, and why. Pure, and cheap enough to ask after every answer.

Order: due and slipping skills by what a day's wait costs; skills begun; new ones from the frontier, and before
them those that placement presumes known, one problem each, for nothing is built on them before that.
With a goal the new ones are those on the way to it, in the order of `route`, and others wait while one
of them can be begun or gone on with. Only when all that is done is there practice ahead of time. Rules
that always hold: a new skill waits until all its prerequisites are held; it is shelved until tomorrow
after five problems in a day, and until its prerequisites are solid when these are not; never two
problems of one skill in a row where there is another; nothing beyond the minutes, except one problem,
so that there is something to do (a new skill only as the first of a session: else what is known is
practised ahead of time).
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
from tutor.learner.mastery import HIGHER_LEVEL, Standing, State, chance, is_due, presumed, recall, standings
from tutor.learner.memory import Learner
from tutor.learner.route import Place, way
from tutor.learner.skill_state import SkillState
from tutor.learner.study_day import study_day

Why = Literal["slipping", "due", "learning", "verify", "new", "ahead"]

USUAL_MINUTES = 20
"""A session's length until the learner has chosen one."""
USUAL_SECONDS = 120.0
"""A problem's time until the learner's own is known."""
PROBLEMS_BEFORE_SHELVED = 5
"""Of one skill in a day, while it is not met."""
PROBLEMS_OF_MET = 3
"""Of one skill in a day, after it was met, before it waits for tomorrow."""
IN_A_ROW = 2
"""Right in a row, for the plan to go on from a new skill."""
HIGHEST_LEVEL = 4
TIE = 0.005
"""Losses of recall by a day's wait that are nearer to one another than this count as equal."""
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
    """Problems in order, how many minutes they will take (lessons included), and a sentence about them.

    `later`: what these open on the way to the goal, as far as the minutes reach; planned when it is open.
    """

    items: tuple[Planned, ...]
    minutes: float
    sentence: str
    later: tuple[Planned, ...] = ()


def plan(
    curriculum: Curriculum,
    learner: Learner,
    at: datetime,
    minutes: float,
    *,
    practised: Sequence[str] = (),
    goal: Collection[str] = (),
    promised: Collection[str] = (),
) -> Plan:
    """The rest of a session. `minutes`: what is left of it; `practised`: the skills of its problems so
    far, in order; `goal`: skills to reach; `promised`: new skills that come before others off the way."""
    if minutes <= 0:
        return Plan((), 0.0, "The minutes are used up.")
    now = standings(curriculum, learner, at)
    on_way = way(curriculum, goal, _work(curriculum, now, learner)) if goal else {}
    begun = sorted(_begun(curriculum, now, learner, at), key=lambda need: need.planned.skill not in on_way)
    known = [*_urgent(now, learner, at, on_way), *begun]
    is_on_way = any(need.planned.skill in on_way for need in begun)
    new = _new(curriculum, now, learner, on_way, None if is_on_way else promised)
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
    sentence = _sentence(curriculum, now, items, left_over, at if is_ahead else None)
    later, more = ([], 0.0) if is_ahead else _later(curriculum, now, learner, on_way, taken, minutes * 60 - seconds)
    return Plan(items, (seconds + more) / 60, sentence, tuple(later))


def drill(curriculum: Curriculum, learner: Learner, skill: str, at: datetime) -> Plan:
    """One more problem of a skill that the learner chose, whatever the plan thinks of it."""
    state = learner.skill(skill)
    why: Why = "due" if is_due(state, at) else "ahead"
    if skill in presumed(curriculum, learner):
        why = "verify"
    elif not state.met:
        why = "new" if state.memory is None else "learning"
    known = curriculum.skills.get(skill)
    planned = _planned(skill, why, learner, at, "your choice")
    return Plan((planned,), seconds_for(learner, skill) / 60, f"{known.title if known else skill}, as you chose.")


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
        return HIGHER_LEVEL if state.is_presumed else 1
    last = state.outcomes[-1]
    if last.was_right:
        is_twice = [(each.level, each.was_right) for each in state.outcomes[-2:]] == [(last.level, True)] * 2
        return min(last.level + (is_twice or last.day < study_day(at)), HIGHEST_LEVEL)
    return max(1, last.level - 1) if state.wrong_in_a_row else last.level


# What there is to do


def _urgent(now: Mapping[str, Standing], learner: Learner, at: datetime, on_way: Collection[str]) -> list[Need]:
    """Due and slipping, by the recall that a day's wait would lose; of two that lose as much, what is on the way."""
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

    def order(skill: str) -> tuple[float, bool, float]:
        return (-round(loss(skill) / TIE), skill not in on_way, -loss(skill))

    found.sort(key=lambda each: order(each[0]))
    return [Need(planned, 1, seconds_for(learner, skill)) for skill, planned in found]


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
            is_solid = all(now[needed].held for needed in curriculum.skills[skill].prerequisites) and not any(
                now[each].presumed for each in curriculum.ancestors(skill)
            )
            room = PROBLEMS_BEFORE_SHELVED - today if is_solid else 0
            problems = max(0, min(IN_A_ROW - state.right_in_a_row, room))
            reason = f"{IN_A_ROW} in a row right, then on"
        if problems:
            lesson = curriculum.skills[skill].minutes * 60.0 if state.is_to_be_taught else 0.0
            yield Need(_planned(skill, "learning", learner, at, reason), problems, seconds_for(learner, skill), lesson)


def _new(
    curriculum: Curriculum,
    now: Mapping[str, Standing],
    learner: Learner,
    on_way: Mapping[str, Place],
    promised: Collection[str] | None,
) -> list[Need]:
    """The frontier: not started, all prerequisites held. First those whose lesson was read, so that their problems
    follow it at once. What is on the way to the goal, in its order, and only where there is none the others:
    `promised` ones and what leads to them first, then what most rests on. None: not even then."""
    frontier = [name for name, standing in now.items() if standing.state is State.NOT_STARTED and standing.next]
    names = [name for name in frontier if name in on_way]
    names.sort(key=lambda each: (not now[each].presumed, learner.skill(each).lesson_read is None, on_way[each]))
    if not names and promised is not None:
        first = curriculum.path(promised)

        def order(each: str) -> tuple[bool, bool, bool, int]:
            is_unread = learner.skill(each).lesson_read is None
            return (not now[each].presumed, is_unread, each not in first, -curriculum.reach[each])

        names = sorted(frontier, key=order)
    return [_to_begin(curriculum, now, learner, name, on_way) for name in names]


def _later(
    curriculum: Curriculum,
    now: Mapping[str, Standing],
    learner: Learner,
    on_way: Mapping[str, Place],
    taken: Iterable[Planned],
    seconds: float,
) -> tuple[list[Planned], float]:
    """What is open on the way once all that was taken is held, and so on, as far as so many seconds reach."""
    held = {name for name, standing in now.items() if standing.held}.union(each.skill for each in taken)
    unsure = {name for name, standing in now.items() if standing.presumed}
    found: list[Planned] = []
    spent = 0.0
    for name in sorted(on_way, key=on_way.__getitem__):
        is_open = held.issuperset({*curriculum.skills[name].prerequisites, *(unsure & curriculum.ancestors(name))})
        if is_open and name not in held and now[name].state is State.NOT_STARTED:
            items, more = within([_to_begin(curriculum, now, learner, name, on_way)], seconds - spent)
            found, spent = found + items, spent + more
            held.update(each.skill for each in items)
    return found, spent


def _to_begin(
    curriculum: Curriculum, now: Mapping[str, Standing], learner: Learner, name: str, on_way: Collection[str]
) -> Need:
    if now[name].presumed:
        reason = "one problem"
        verifying = Planned(name, "verify", HIGHER_LEVEL, learner.skill(name).inferred, reason)
        return Need(verifying, 1, seconds_for(learner, name))
    lesson = 0.0 if learner.skill(name).lesson_read else curriculum.skills[name].minutes * 60.0
    opened = sorted(curriculum.opens(name), key=lambda each: each not in on_way)
    more = f" and {len(opened) - 1} more" if opened[1:] else ""
    planned = Planned(name, "new", 1, None, f"opens {curriculum.skills[opened[0]].title}{more}" if opened else "new")
    return Need(planned, IN_A_ROW, seconds_for(learner, name), lesson)


def _work(curriculum: Curriculum, now: Mapping[str, Standing], learner: Learner) -> dict[str, float]:
    """The minutes that each skill not held takes at least: its lesson, and as many right in a row as are wanted."""
    found = {}
    for name, standing in now.items():
        if not standing.held:
            state = learner.skill(name)
            is_known = state.lesson_read or state.memory or standing.presumed
            lesson = 0 if is_known else curriculum.skills[name].minutes
            problems = max(1, (1 if standing.presumed else IN_A_ROW) - state.right_in_a_row)
            found[name] = lesson + problems * seconds_for(learner, name) / 60
    return found


def _ahead(now: Mapping[str, Standing], learner: Learner, at: datetime, practised: Sequence[str]) -> list[Need]:
    """Whatever was begun: what is not shelved, the least practised today, and the least sure first."""
    counts, today = Counter(practised), study_day(at)

    def order(skill: str) -> tuple[bool, int, int, float]:
        state = learner.skill(skill)
        return (not state.met, counts[skill], state.problems_on(today), now[skill].recall or 0.0)

    names = sorted((skill for skill, standing in now.items() if standing.recall is not None), key=order)
    return [
        Need(_planned(name, "ahead", learner, at, "ahead of time"), 1, seconds_for(learner, name))
        for name in names[:MOST_AHEAD]
    ]


# In words


def _planned(skill: str, why: Why, learner: Learner, at: datetime, reason: str) -> Planned:
    state = learner.skill(skill)
    return Planned(skill, why, level_for(state, at), chance(state, at), reason)


def _ago(state: SkillState, at: datetime) -> str:
    days = round(days_since(state.memory, at)) if state.memory else 0
    ago = "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"
    return f"{ago}, sure and wrong" if state.sure_and_wrong else ago


def seconds_for(learner: Learner, skill: str) -> float:
    """How long a problem of this skill usually takes the learner."""
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
    if items[0].why == "verify":
        return f"{first} first: you seem to know it, and one problem verifies that before anything is built on it."
    if items[0].why == "learning":
        return f"{first} first: it was begun, and {IN_A_ROW} in a row right are wanted before going on."
    return f"{first} is new: its lesson first, then its problems."
