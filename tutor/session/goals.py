"""The learner's goal: which one it is, how far it is, and when it will be reached."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile
from threading import Event

from tutor.content.goals import Goal
from tutor.content.library import Library
from tutor.errors import NablaError
from tutor.learner.forecast import Forecast, Pace, Paces, days_until, paces
from tutor.learner.mastery import is_held
from tutor.learner.memory import Learner
from tutor.learner.planner import USUAL_MINUTES
from tutor.learner.records import GoalChosen
from tutor.learner.study_day import study_day
from tutor.session.desk import Desk
from tutor.session.steps import GoalStanding


class Goals:
    """Goals over one learner's desk. Forecasts are kept until an answer, another day or a choice changes them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[tuple[object, ...], int | None] = {}

    @property
    def chosen(self) -> Goal | None:
        """The learner's own; None where none was chosen, or one that is unknown now."""
        return chosen(self._desk.library, self._desk.learner)

    @property
    def targets(self) -> tuple[str, ...]:
        """The skills that the plan leads to; none without a goal."""
        return targets(self._desk.library, self.chosen)

    async def choose(self, name: str | None, at: datetime) -> None:
        """A named goal or a skill from now on; None: nothing in particular. NablaError where there is no such."""
        await self._desk.keep(choice(self._desk.library, name), at)

    def standing(self, at: datetime) -> GoalStanding | None:
        """How far the learner's goal is, in skills."""
        goal = self.chosen
        return None if goal is None else standing(self._desk.library, self._desk.learner, goal, at)

    def offered(self, at: datetime) -> tuple[GoalStanding, ...]:
        """The named goals, in their order, then each skill that can be practised, in the order of the curriculum."""
        library = self._desk.library
        skills = [library.goal(each) for each in library.course.order]
        goals = dict.fromkeys([*library.goals, *(each for each in skills if each is not None)])
        return tuple(standing(library, self._desk.learner, each, at) for each in goals)

    async def forecast(self, at: datetime) -> Forecast | None:
        """When the learner's goal is reached; None without one. Other things go on meanwhile."""
        goal = self.chosen
        if goal is None:
            return None
        found = _paces(self._desk.learner, at)
        fast, slow = [await self._days(at, goal, pace) for pace in (found.fast, found.slow)]
        return _between(fast, slow, at, found)

    async def days(self, at: datetime, goal: Goal, minutes: int) -> int | None:
        """The days to a goal at the learner's likely pace, with so many minutes a day; None: more than a year."""
        return await self._days(at, goal, paces(self._desk.learner, at, minutes).likely)

    def is_usual(self, at: datetime) -> bool:
        """Whether the pace is a beginner's still, for the learner's own is not known."""
        return _paces(self._desk.learner, at).is_usual

    async def _days(self, at: datetime, goal: Goal, pace: Pace) -> int | None:
        learner = self._desk.learner
        key = (goal, pace, study_day(at), len(learner.days), learner.answers_today, len(learner.placement))
        if key not in self._kept:
            # In a thread: on the screen's own loop every key would wait for the rest of a simulated day.
            is_wanted = Event()
            is_wanted.set()
            days = takewhile(lambda _: is_wanted.is_set(), _run(self._desk.library, learner, goal, at, pace))
            try:
                self._kept[key] = await asyncio.to_thread(_last, days)
            finally:
                is_wanted.clear()
        return self._kept[key]


def chosen(library: Library, learner: Learner) -> Goal | None:
    """The learner's goal; None where none was chosen, or one that is unknown now."""
    return library.goal(learner.goal) if learner.goal is not None else None


def choice(library: Library, name: str | None) -> GoalChosen:
    """What is kept of a choice. NablaError where there is neither a goal nor a skill of this name."""
    if name is not None and library.goal(name) is None:
        raise NablaError(f"There is no goal and no skill {name!r}; nabla goal --list lists the goals.")
    return GoalChosen(name)


def targets(library: Library, goal: Goal | None) -> tuple[str, ...]:
    """What can be practised of a goal's targets: in place of one that nothing practises, the nearest below it."""
    if goal is None:
        return ()
    return library.curriculum.nearest(goal.targets, library.course.skills)


def standing(library: Library, learner: Learner, goal: Goal, at: datetime) -> GoalStanding:
    """How many skills of a goal's path are held now."""
    path = library.course.path(targets(library, goal))
    return GoalStanding(goal, sum(is_held(learner.skill(each), at) for each in path), len(path))


def forecast(library: Library, learner: Learner, goal: Goal, at: datetime) -> Forecast:
    """When a goal is reached, at a fast and at a slow version of the learner's pace."""
    found = _paces(learner, at)
    fast, slow = (_last(_run(library, learner, goal, at, pace)) for pace in (found.fast, found.slow))
    return _between(fast, slow, at, found)


def _paces(learner: Learner, at: datetime) -> Paces:
    return paces(learner, at, learner.minutes or USUAL_MINUTES)


def _run(library: Library, learner: Learner, goal: Goal, at: datetime, pace: Pace) -> Iterator[int | None]:
    return days_until(library.course, learner, at, targets(library, goal), pace)


def _last(days: Iterator[int | None]) -> int | None:
    return next(iter(deque(days, maxlen=1)), None)


def _between(fast: int | None, slow: int | None, at: datetime, found: Paces) -> Forecast:
    return Forecast(_day(fast, at), _day(slow, at), found.is_usual)


def _day(days: int | None, at: datetime) -> date | None:
    return None if days is None else study_day(at) + timedelta(days=days)
