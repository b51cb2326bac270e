"""The weeks to come: what falls due each day, and what of it fits the minutes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tutor.learner.fsrs import review
from tutor.learner.mastery import due, recall
from tutor.learner.memory import Learner
from tutor.learner.planner import seconds_for
from tutor.learner.rating import Rating
from tutor.learner.skill_state import SkillState
from tutor.learner.study_day import study_day

DAYS = 28


@dataclass(frozen=True, slots=True)
class Load:
    """One study day: how many skills are `due` (left over from the day before too), how many of these `fit`, and
    the minutes that all of them would take."""

    due: int
    fit: int
    minutes: float


def workload(
    learner: Learner, at: datetime, minutes: float, skills: Collection[str], days: int = DAYS
) -> dict[date, Load]:
    """So many days from today on, if each day's minutes are spent on what is due, the most forgotten first, and each
    is right, which makes it due again later. New skills are left out; so it is the least that is to come."""
    states = {each: learner.skill(each) for each in skills if learner.skill(each).memory is not None}
    seconds = {each: seconds_for(learner, each) for each in states}
    found: dict[date, Load] = {}
    for ahead in range(days):
        now = at + timedelta(days=ahead)
        today = study_day(now)
        waiting = sorted(
            (each for each, state in states.items() if (due(state) or date.max) <= today),
            key=lambda each: (recall(states[each], now) or 0.0, each),
        )
        left, fit = 60 * minutes, 0
        for each in waiting:
            if seconds[each] > left:
                break
            left -= seconds[each]
            states[each] = _reviewed(states[each], now)
            fit += 1
        found[today] = Load(len(waiting), fit, sum(seconds[each] for each in waiting) / 60)
    return found


def _reviewed(state: SkillState, at: datetime) -> SkillState:
    return replace(state, memory=review(state.memory, Rating.GOOD, at), sure_and_wrong=None)
