"""Mastery over time: how many skills were held and mastered at the end of each week."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tutor.content.curriculum import Curriculum
from tutor.learner.history import History, monday
from tutor.learner.mastery import State, highest_level, is_held, state_of
from tutor.learner.study_day import study_day

DAY_BEGINS = time(4)


@dataclass(frozen=True, slots=True)
class Held:
    """Skills that stood so at an instant: one may build on them; mastered, and not due."""

    held: int
    mastered: int


def growth(curriculum: Curriculum, history: History, at: datetime, skills: Collection[str]) -> dict[date, Held]:
    """Of some skills, week by week, by its Monday; the last one is the week of `at`, as it stands then. What is
    forgotten in a week without practice counts: the standing is worked out for the end of each week."""
    if not history:
        return {}
    found: dict[date, Held] = {}
    this, week, known = monday(study_day(at)), min(history), history[min(history)].skills
    while week <= this:
        known = history[week].skills if week in history else known
        then = at if week == this else datetime.combine(week + timedelta(days=7), DAY_BEGINS, at.tzinfo)
        states = {each: known[each] for each in skills if each in known}
        held = sum(is_held(state, then) for state in states.values())
        mastered = sum(
            state_of(state, then, highest_level(curriculum, each)) is State.MASTERED for each, state in states.items()
        )
        found[week] = Held(held, mastered)
        week += timedelta(days=7)
    return found
