"""Placement: a few questions, no verdict, and what they say of the whole graph.

Every answer is in the log at once. So a placement that was left, by its learner or by a crash, is taken up where it
stopped, from the log alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from tutor.errors import NablaError
from tutor.learner import mastery, planner
from tutor.learner.ideals import Cloud
from tutor.learner.mastery import HIGHER_LEVEL, LIKELY, guess
from tutor.learner.placement import MOST_QUESTIONS, after, answers, believed, next_skill
from tutor.learner.records import Attempt, GivenUp, OfProblem, PlacementBegun, PlacementEnded, Row
from tutor.problem import Outcome, Part, Problem
from tutor.session.desk import Desk
from tutor.session.goals import Goals
from tutor.session.selftest import Taken
from tutor.session.steps import Posed
from tutor.session.table import DECIDED, Story, Table

MODE = "placement"
TITLE = "What you know"
TAKEN_UP_WITHIN = timedelta(days=30)
"""After this an unfinished placement is begun anew: what it found may be forgotten."""
SUREST = 0.99
"""The highest chance that is claimed of a skill after so few questions."""
POSINGS_TRIED = 3


@dataclass(frozen=True, slots=True)
class FoundStrand:
    """A strand: so many of its skills seem to be known, `of` those that were asked about or inferred."""

    title: str
    known: int
    of: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a placement found. `shown`: the skills held already, by an answer to it or from before; `presumed`: those
    that are verified by one problem each, when their turn comes; `of` so many. `is_whole`: it was not stopped."""

    questions: int
    shown: tuple[str, ...]
    presumed: tuple[str, ...]
    of: int
    strands: tuple[FoundStrand, ...]
    is_whole: bool


class Placement:
    """The placement of one learner. Times are arguments; `seconds` are those spent on an answer."""

    def __init__(self, desk: Desk, goals: Goals) -> None:
        self._desk = desk
        self._goals = goals
        self._id = ""
        self._cloud: Cloud | None = None
        self._impossible: set[str] = set()
        self._table: Table | None = None

    def is_open(self, at: datetime) -> bool:
        """Whether one was begun and not finished, not long ago: `begin` takes it up."""
        return is_open(self._desk.learner.placement, at)

    @property
    def asked(self) -> int:
        """The questions answered so far."""
        return asked(self._desk.learner.placement)

    async def begin(self, at: datetime) -> None:
        """Begin, or take up the one that is open. NablaError where there is nothing to ask."""
        course = self._desk.library.course
        if not course.order:
            raise NablaError("There are no exercises to ask.")
        first = self._desk.learner.placement[0].record if self.is_open(at) else None
        self._id = first.session if isinstance(first, PlacementBegun) else uuid4().hex
        self._impossible, self._table = set(), None
        await self._desk.keep(PlacementBegun(self._id, self._goals.targets), at)
        said, likely = answers(self._desk.learner.placement), self._likely(at)
        self._cloud = await self._desk.owned(believed, course, said, likely)

    async def next(self, at: datetime) -> Posed | None:
        """The next question; None where none is worth asking any more."""
        self._table = None
        while self.asked < MOST_QUESTIONS and (skill := self._next_skill(at)) is not None:
            try:
                problem = await self._pose(skill)
            except NablaError:
                self._impossible.add(skill)
                continue
            self._table = self._laid(problem)
            return self._table.posed
        return None

    async def answer(self, text: str, at: datetime, *, seconds: float) -> Taken:
        """Judge an answer, keep it, and say nothing of the verdict. What is unreadable costs nothing."""
        table = self._on_table
        part = table.part
        verdict = await self._desk.worker.check(part.question, text, part.mistakes, None, table.carry())
        if verdict.outcome is Outcome.UNREADABLE:
            return Taken(refused=verdict)
        about = table.about(self._id, MODE, seconds, None) | {"guess": guess(part.question)}
        attempt = Attempt(**about, answer=text, verdict=verdict.outcome, diagnosis=verdict.diagnosis)
        if verdict.outcome in DECIDED:
            table.story.take(attempt)
        return await self._take(table, attempt, at)

    async def give_up(self, at: datetime, *, seconds: float) -> Taken:
        """ "I don't know": of the whole problem."""
        table = self._on_table
        given_up = GivenUp(**table.about(self._id, MODE, seconds, None))
        table.at = len(table.stories) - 1
        return await self._take(table, given_up, at)

    async def end(self, at: datetime, *, is_whole: bool) -> Found:
        """End it, and keep what it infers. `is_whole`: nothing was left to ask; else it can be taken up again."""
        self._table = None
        assert self._cloud is not None
        chances = {skill: min(round(chance, 4), SUREST) for skill, chance in self._cloud.chances().items()}
        await self._desk.keep(PlacementEnded(self._id, chances, is_whole), at)
        return self._found(at, is_whole)

    # the questions

    def _likely(self, at: datetime) -> dict[str, float]:
        """What is thought of the skills that were practised before."""
        asked, learner = self._asked_skills(), self._desk.learner
        found = {each: mastery.chance(learner.skill(each), at) for each in self._desk.library.course.order}
        return {each: chance for each, chance in found.items() if chance is not None and each not in asked}

    def _asked_skills(self) -> set[str]:
        return {row.record.skill for row in self._desk.learner.placement if isinstance(row.record, OfProblem)}

    def _next_skill(self, at: datetime) -> str | None:
        assert self._cloud is not None
        course = self._desk.library.course
        matter = course.path(self._goals.targets) or None
        askable = set(course.order) - self._asked_skills() - self._likely(at).keys() - self._impossible
        return next_skill(self._cloud, askable, matter)

    async def _pose(self, skill: str) -> Problem:
        """A problem of a skill, of one part and hard to guess where it has such a one. Raises NablaError."""
        refs = [(offer.name, offer.levels) for offer in self._desk.library.offers(skill)]
        posed: list[Problem] = []
        for number in range(POSINGS_TRIED):
            seed = next(self._desk.seeds)
            name, level = planner.choose_exercise(refs, self._desk.learner, skill, HIGHER_LEVEL, seed)
            try:
                posed.append(await self._desk.pose(name, level, seed))
            except NablaError:
                if number == POSINGS_TRIED - 1 and not posed:
                    raise
                continue
            if _burden(posed[-1]) <= (False, LIKELY.guess):
                break
        return min(posed, key=_burden)

    # the table

    @property
    def _on_table(self) -> Table:
        if self._table is None or self._table.closed:
            raise NablaError("No question is on the table.")
        return self._table

    def _laid(self, problem: Problem) -> Table:
        assert self._cloud is not None
        known = self._cloud.chance(problem.skill)
        predicted = known * (1 - LIKELY.slip) + (1 - known) * guess(problem.parts[0].question)
        posed = Posed(problem, self.asked + 1, MOST_QUESTIONS, TITLE, predicted, "")
        return Table(posed, uuid4().hex, None, tuple(Story() for _ in problem.parts))

    async def _take(self, table: Table, record: Attempt | GivenUp, at: datetime) -> Taken:
        row = await self._desk.keep(record, at)
        part: Part | None = table.done_with_part(row)
        if part is None:
            own = [each for each in self._desk.learner.placement if each.id in table.rows]
            for said in answers(own):
                assert self._cloud is not None
                self._cloud = await self._desk.owned(after, self._cloud, said)
        return Taken(next_part=part, row=row)

    # what was found

    def _found(self, at: datetime, is_whole: bool) -> Found:
        course = self._desk.library.course
        now = mastery.standings(course, self._desk.learner, at)
        shown = tuple(each for each in course.order if now[each].held)
        waiting = tuple(each for each in course.order if now[each].presumed)
        known = {*shown, *waiting}
        strands = []
        for strand in course.strands:
            own = [each.id for each in course.skills.values() if each.strand == strand.id]
            if own:
                strands.append(FoundStrand(strand.title, len(known.intersection(own)), len(own)))
        return Found(self.asked, shown, waiting, len(course.order), tuple(strands), is_whole)


def is_open(rows: Sequence[Row], at: datetime) -> bool:
    """Whether a placement of these rows was begun and not finished, not long ago."""
    if not rows or at - rows[-1].at > TAKEN_UP_WITHIN:
        return False
    return not any(isinstance(row.record, PlacementEnded) and row.record.is_whole for row in rows)


def asked(rows: Sequence[Row]) -> int:
    """The questions that were answered in it."""
    return len({row.record.posed for row in rows if isinstance(row.record, OfProblem)})


def in_words(found: Found) -> tuple[str, ...]:
    """What was found, in sentences; the first one answers what was asked."""
    known, waiting = len(found.shown) + len(found.presumed), len(found.presumed)
    nothing = "The course begins at its beginning." if found.is_whole else "Nothing was found so far that you know."
    said = [f"You seem to know {_skills(known)} of {found.of}." if known else nothing]
    if found.shown:
        those = f"{len(found.shown)} of them" if waiting else "That"
        said.append(f"{those} you have shown already, by a problem.")
    if waiting:
        rest = f"Each of the other {waiting}" if waiting > 1 else "The other one"
        those = rest if found.shown else "Each" if waiting > 1 else "It"
        said.append(f"{those} is checked once, by one problem, when its turn comes; nothing is built on it before.")
    if not found.is_whole:
        said.append("You stopped before the end; you can go on with the questions at any time.")
    return tuple(said)


def _skills(count: int) -> str:
    return f"{count} skill{'s' * (count != 1)}"


def _burden(problem: Problem) -> tuple[bool, float]:
    """What makes a problem tell less: several parts, and being easy to guess."""
    return problem.has_parts, guess(problem.parts[0].question)
