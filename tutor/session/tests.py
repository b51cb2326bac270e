"""All tests of a learner: those that were, the one that is open, the next. What they say comes from the log alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from tutor.errors import NablaError
from tutor.learner.assessment import Question, Sitting, sittings
from tutor.learner.records import Row, SelfTestBegun
from tutor.learner.selection import questions
from tutor.problem import Problem
from tutor.session.desk import Desk
from tutor.session.report import Before, Report, before, choice_in_words, report_of
from tutor.session.selftest import SelfTest
from tutor.session.waiting import Waiting, waiting

USUAL_COUNT = 20
MOST_QUESTIONS = 240
MOST_A_MINUTE = 4
"""Questions kept ready for as many as fit in a minute."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """Something that a test may be taken over: its `key` in the log, its title, its skills that have exercises."""

    key: str
    title: str
    skills: tuple[str, ...]
    last: Before | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question with its problem; `is_changed`: its exercise was changed since, and this may be another one."""

    problem: Problem
    is_changed: bool


class SelfTests:
    """All tests of a learner: those that were, the one that is open, the next."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: tuple[tuple[Row, ...], list[Sitting]] | None = None  # of which rows, and what they tell

    def choices(self) -> tuple[Choosable, ...]:
        """The named goals, then the strands, each with at least one skill that can be asked."""
        library, course = self._desk.library, self._desk.library.course
        known = self._sittings()
        named = [(f"goal/{goal.id}", goal.title, course.path(goal.targets)) for goal in library.goals]
        for strand in course.strands:
            own = tuple(each for each in course.order if course.skills[each].strand == strand.id)
            named.append((f"strand/{strand.id}", strand.title, own))
        return tuple(Choosable(key, title, skills, before((key,), known)) for key, title, skills in named if skills)

    def skills_of(self, choice: Iterable[str]) -> tuple[str, ...]:
        """The skills of a choice that have exercises, in the order of the curriculum; of no choice, all of them.
        Raises NablaError where something is unknown."""
        course = self._desk.library.course
        wanted = [self._skills_of(*each.split("/", 1)) for each in choice]
        found = {skill for skills in wanted for skill in skills} if wanted else set(course.order)
        return tuple(each for each in course.order if each in found)

    def title(self, sitting: Sitting) -> str:
        """What a test is over, in words."""
        return choice_in_words(self._desk.library, sitting.choice)

    @property
    def open(self) -> Sitting | None:
        """The last test that was begun and has not ended."""
        waiting = [each for each in self._sittings() if each.ended is None]
        return waiting[-1] if waiting else None

    def waiting(self, at: datetime) -> tuple[Waiting, ...]:
        """What was left open, a placement as well."""
        return waiting(self._desk.library, self._desk.learner, at, self._sittings())

    async def begin(
        self, choice: Sequence[str], at: datetime, *, count: int | None = None, minutes: int | None = None
    ) -> SelfTest:
        """A new test of so many questions, or of as many as fit in the minutes, or both. Raises NablaError where a
        test is open, and where there is nothing to ask."""
        if self.open is not None:
            raise NablaError("A test is open: take it up, or end it.")
        choice = tuple(sorted(set(choice)))
        skills = self.skills_of(choice)
        library = self._desk.library
        offers = {each: [(offer.name, offer.levels) for offer in library.offers(each)] for each in skills}
        if not skills:
            raise NablaError(f"There are no exercises yet for {choice_in_words(library, choice)}.")
        count = min(count, MOST_QUESTIONS) if count else None if minutes else USUAL_COUNT
        length = count or min(MOST_A_MINUTE * (minutes or 0), MOST_QUESTIONS)
        picks = questions(offers, self._desk.learner, length, self._desk.seeds)
        begun = SelfTestBegun(uuid4().hex, choice, skills, picks, count, minutes)
        await self._desk.keep(begun, at)
        return self._sat(begun.session)

    def take_up(self) -> SelfTest:
        """The open test, where it stopped. Raises NablaError where none is open."""
        if self.open is None:
            raise NablaError("No test is open.")
        return self._sat(self.open.id)

    def report(self, test: str) -> Report | None:
        """What a test says, one that is open as far as it has come; None where there is none of this id."""
        known = self._sittings()
        wanted = next((each for each in known if each.id == test), None)
        return report_of(wanted, known, self._desk.library, self._desk.learner) if wanted else None

    @property
    def past(self) -> tuple[str, ...]:
        """The tests that have ended and in which something was answered, the oldest first."""
        return tuple(each.id for each in self._sittings() if each.ended is not None and each.answered)

    async def reviewed(self, question: Question) -> Reviewed:
        """The problem of a question, with answer and solution. Raises ContentError and WorkerError."""
        pick = question.pick
        posing = self._desk.ahead(self._desk.pose(pick.exercise, pick.level, pick.seed))
        problem = await asyncio.shield(posing)  # a page turned too soon must not cost the maths process its life
        return Reviewed(problem, bool(question.values) and dict(problem.values) != dict(question.values))

    def _sittings(self) -> list[Sitting]:
        rows = self._desk.learner.tests
        if self._known is None or self._known[0] is not rows:
            self._known = (rows, sittings(rows))
        return self._known[1]

    def _sat(self, test: str) -> SelfTest:
        return SelfTest(self._desk, next(each for each in self._sittings() if each.id == test))

    def _skills_of(self, sort: str, name: str = "") -> tuple[str, ...]:
        library = self._desk.library
        course = library.course
        if sort == "goal" and (goal := library.goal(name)) is not None:
            return course.path(goal.targets)
        if sort == "strand" and name in {each.id for each in course.strands}:
            return tuple(each for each in course.order if course.skills[each].strand == name)
        if sort == "skill" and name in library.curriculum.skills:
            return (name,)
        known = {"strand": [each.id for each in course.strands], "goal": [each.id for each in library.goals]}
        listed = f"there are {', '.join(known[sort])}" if known.get(sort) else "nabla skills lists them"
        raise NablaError(f"There is no {sort} {name[:60]!r}; {listed}.")
