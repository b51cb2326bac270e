"""A test: question after question, no verdict before its end. What was answered is in the log at once.

So a test that was left, by its learner or by a crash, is taken up where it stopped, from the log alone: its questions
stand in the row of its begin, and each row about a question names it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tutor.errors import NablaError
from tutor.learner import mastery
from tutor.learner.assessment import Sitting, posed_key, sittings
from tutor.learner.records import Attempt, GivenUp, OfProblem, Pick, Row, SelfTestEnded, Skip, Undo
from tutor.problem import Outcome, Part, Problem, Verdict
from tutor.session.desk import Desk
from tutor.session.report import Report, choice_in_words, report_of
from tutor.session.steps import Posed
from tutor.session.table import DECIDED, Story, Table

MODE = "test"
SEEDS = 2**31
SEEDS_TRIED = 3
BEGUN = "This problem is begun: answer this part, or say that you do not know it."
ONLY_ONE = "This is the only question that is left."


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an answer: nothing about right or wrong. `refused`: it could not be read, and cost nothing;
    `next_part`: what is asked now; `row`: its row."""

    refused: Verdict | None = None
    next_part: Part | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class BackTo:
    """An answer was taken back: its question is posed again, at this part; `typed` is what it was."""

    posed: Posed
    part: Part
    typed: str


class SelfTest:
    """One test that is open. Times are arguments; `seconds` are those spent on the answer."""

    def __init__(self, desk: Desk, sitting: Sitting) -> None:
        self._desk = desk
        self.id = sitting.id
        self.title = choice_in_words(desk.library, sitting.choice)
        self.count = sitting.count
        self.minutes = sitting.minutes
        self._picks = {each.number: each.pick for each in sitting.questions}
        self._problems: dict[int, asyncio.Task[Problem]] = {}
        self._tables: dict[int, Table] = {}
        self._impossible: set[int] = set()
        self._put_off: list[int] = [each.number for each in sitting.questions if each.is_put_off and not each.answers]
        self._number: int | None = None
        self._spent: dict[int, float] = {}  # by question: seconds of answers that were taken back
        self._seen: tuple[Row, ...] | None = None
        self._by_question: dict[str, list[Row]] = {}

    # what is asked

    async def next(self, at: datetime) -> Posed | None:
        """The next question, those put off last; None where nothing is left, or no time for another one."""
        while not self.is_over and (number := self._next_number()) is not None:
            try:
                table = await self._table(number, at)
            except NablaError:
                self._impossible.add(number)
                if len(self._impossible) == len(self._picks):
                    raise
                continue
            if not table.closed:
                self._number = number
                self._prepare(number)
                return table.posed
        self._number = None
        return None

    @property
    def part(self) -> Part:
        """What is asked now."""
        return self._on_table.part

    @property
    def done(self) -> int:
        """How many questions are behind the learner."""
        return sum(self._is_done(number) for number in self._picks)

    @property
    def put_off(self) -> int:
        """How many wait to be gone back to."""
        return len(self._put_off)

    @property
    def is_over(self) -> bool:
        """Whether the time is over: the question on the table may still be answered, and no further one is posed."""
        left = self.minutes_left
        return left is not None and left <= 0

    @property
    def minutes_left(self) -> float | None:
        """Of the time for the whole test; None where it has none."""
        spent = sum(each.record.seconds for each in self._rows() if isinstance(each.record, OfProblem))
        return None if self.minutes is None else self.minutes - spent / 60

    # what is answered

    async def answer(self, text: str, at: datetime, *, seconds: float, confidence: float | None = None) -> Taken:
        """Judge an answer, keep it, and say nothing of the verdict. What is unreadable costs nothing."""
        table = self._on_table
        part = table.part
        verdict = await self._desk.worker.check(part.question, text, part.mistakes, None, table.carry())
        if verdict.outcome is Outcome.UNREADABLE:
            return Taken(refused=verdict)
        about = self._about(table, seconds, confidence)
        attempt = Attempt(**about, answer=text, verdict=verdict.outcome, diagnosis=verdict.diagnosis)
        return await self._take(table, attempt, at)

    async def give_up(self, at: datetime, *, seconds: float, confidence: float | None = None) -> Taken:
        """ "I don't know": of the part that is asked."""
        table = self._on_table
        return await self._take(table, GivenUp(**self._about(table, seconds, confidence)), at)

    async def put_off_question(self, at: datetime, *, seconds: float) -> str | None:
        """Leave the question for later; why not, where that cannot be."""
        table, number = self._on_table, self._number
        assert number is not None
        if table.at > 0:
            return BEGUN
        if self._next_number(but=number) is None:
            return ONLY_ONE
        table.note(await self._desk.keep(Skip(**self._about(table, seconds, None)), at))
        self._put_off = [*(each for each in self._put_off if each != number), number]
        return None

    async def undo(self, at: datetime) -> BackTo | None:
        """Take back the last answer of this test, and pose its question again; None where there is none."""
        rows = self._rows()
        last = next((each for each in reversed(rows) if isinstance(each.record, (Attempt, GivenUp))), None)
        if last is None:
            return None
        assert isinstance(last.record, OfProblem)
        posed = last.record.posed
        number = next(each for each in self._picks if posed_key(self.id, each) == posed)
        table = await self._table(number, at)
        await self._desk.keep(Undo(last.id), at)
        table.take_back(last)
        self._number = number
        self._spent[number] = self._spent.get(number, 0.0) + last.record.seconds
        typed = last.record.answer if isinstance(last.record, Attempt) else ""
        return BackTo(table.posed, table.part, typed)

    async def end(self, at: datetime) -> Report:
        """End the test for good; what it says."""
        open_ones = any(not self._is_done(number) and number not in self._impossible for number in self._picks)
        why = "done" if not open_ones else "time" if self.is_over else "stopped"
        await self._desk.keep(SelfTestEnded(self.id, why), at)
        known = sittings(self._desk.learner.tests)
        own = next(each for each in known if each.id == self.id)
        return report_of(own, known, self._desk.library, self._desk.learner)

    # the table

    @property
    def _on_table(self) -> Table:
        table = self._tables.get(self._number) if self._number is not None else None
        if table is None or table.closed:
            raise NablaError("No question is on the table.")
        return table

    def _about(self, table: Table, seconds: float, confidence: float | None) -> dict[str, Any]:
        """What a row says; the time of an answer that was taken back goes on counting."""
        assert self._number is not None
        return table.about(self.id, MODE, seconds + self._spent.pop(self._number, 0.0), confidence)

    async def _take(self, table: Table, record: Attempt | GivenUp, at: datetime) -> Taken:
        row = await self._desk.keep(record, at)
        return Taken(next_part=_told(table, row), row=row)

    async def _table(self, number: int, at: datetime) -> Table:
        """The table of a question, as the log has it where it was begun before. Raises NablaError."""
        if number not in self._tables:
            problem = await self._problem(number)
            state = self._desk.learner.skill(problem.skill)
            predicted = mastery.predicted(state, at, problem.parts[0].question)
            posed = Posed(problem, number, self.count or 0, self.title, predicted, "")
            table = Table(posed, posed_key(self.id, number), mastery.chance(state, at), _stories(problem))
            for row in self._rows(number):
                _told(table, row)
            self._tables[number] = table
        return self._tables[number]

    async def _problem(self, number: int) -> Problem:
        task = self._problems.get(number) or self._desk.ahead(self._posed(self._picks[number]))
        self._problems[number] = task
        try:
            return await task
        except (NablaError, asyncio.CancelledError):
            del self._problems[number]
            raise

    async def _posed(self, pick: Pick) -> Problem:
        for shift in range(SEEDS_TRIED):
            try:
                return await self._desk.pose(pick.exercise, pick.level, (pick.seed + shift) % SEEDS)
            except NablaError:
                if shift == SEEDS_TRIED - 1:  # one seed in many finds no values; three in a row are a fault
                    raise
        raise AssertionError("the last try returns or raises")

    def _prepare(self, number: int) -> None:
        """Have the question after this one generated meanwhile."""
        following = self._next_number(but=number)
        if following is not None and following not in self._problems:
            self._problems[following] = self._desk.ahead(self._posed(self._picks[following]))

    def _next_number(self, but: int | None = None) -> int | None:
        waiting = (each for each in self._picks if each not in self._put_off)
        for each in (*waiting, *self._put_off):
            if each != but and each not in self._impossible and not self._is_done(each):
                return each
        return None

    # the log

    def _is_done(self, number: int) -> bool:
        """Whether a question is answered, as far as one may tell without posing it."""
        table = self._tables.get(number)
        if table is not None:
            return table.closed
        answers = [each for each in self._rows(number) if not isinstance(each.record, Skip)]
        return bool(answers) and all(isinstance(r := each.record, OfProblem) and r.part is None for each in answers)

    def _rows(self, number: int | None = None) -> list[Row]:
        """The rows about a question; or about all of them, in their order."""
        known = self._desk.learner.tests
        if self._seen is not known:
            self._seen, self._by_question = known, {}
            for row in known:
                if isinstance(row.record, OfProblem) and row.record.session == self.id:
                    for key in ("", row.record.posed):
                        self._by_question.setdefault(key, []).append(row)
        return self._by_question.get("" if number is None else posed_key(self.id, number), [])


def _stories(problem: Problem) -> tuple[Story, ...]:
    return tuple(Story() for _ in problem.parts)


def _told(table: Table, row: Row) -> Part | None:
    """What a row does to its table; the part that is asked then, None where the question is answered (or put off)."""
    match row.record:
        case Attempt() as attempt:
            if attempt.verdict in DECIDED:
                table.story.take(attempt)
            return table.done_with_part(row)
        case GivenUp():
            table.story.given_up = True
            return table.done_with_part(row)
        case _:
            table.note(row)
            return None
