"""The study loop: pose, answer, hint, next. It alone knows the order of the road."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tutor.content.curriculum import Curriculum
from tutor.content.library import Library
from tutor.errors import NablaError
from tutor.learner import mastery, planner
from tutor.learner.claim import claim, in_words
from tutor.learner.log import Log
from tutor.learner.memory import Learner
from tutor.learner.planner import USUAL_MINUTES, Plan, Planned
from tutor.learner.rating import ENOUGH_TO_BE_USUAL
from tutor.learner.records import (
    Attempt,
    GivenUp,
    LessonRead,
    MinutesChosen,
    OfProblem,
    Row,
    SessionBegun,
    SessionEnded,
    Skip,
    Undo,
)
from tutor.learner.study_day import study_day
from tutor.problem import SAME_AGAIN, Followed, Outcome, Part, Problem, Question, Verdict
from tutor.session.desk import Desk
from tutor.session.goals import Goals
from tutor.session.map import SkillMap, skill_map
from tutor.session.packs import Packs
from tutor.session.placement import Placement
from tutor.session.progress import Progress
from tutor.session.steps import Finished, Judged, Meet, Posed, Solved, Step, Summary, Today
from tutor.session.summary import Finding, summarise
from tutor.session.table import DECIDED, RIGHT, Story, Table
from tutor.session.tests import SelfTests
from tutor.worker import Mathematician

LONGEST_READING = 10.0
"""Minutes of one lesson that count: who is away longer is not reading."""

MOST_TRIES = 2

MODES = ("session", "drill")
"""What the rows of this loop say; a test or placement has its own."""


class Session:
    """One learner at work. Times are arguments; the log is touched in its own thread only."""

    def __init__(
        self, library: Library, log: Log, learner: Learner, worker: Mathematician, owner: Executor, seeds: Iterator[int]
    ) -> None:
        self.desk = Desk(library, log, learner, worker, owner, seeds)
        self.packs = Packs(library, worker, owner)
        self.tests = SelfTests(self.desk)
        self.goals = Goals(self.desk)
        self.placement = Placement(self.desk, self.goals)
        self.progress = Progress(self.desk)
        self._id: str | None = None
        self._skill: str | None = None
        self._count: int | None = None
        self._minutes: int = USUAL_MINUTES
        self._met: dict[str, datetime] = {}
        self._read_minutes = 0.0
        self._promised: frozenset[str] = frozenset()
        self._done: list[Table] = []
        self._table: Table | None = None
        self._upcoming: asyncio.Task[tuple[Planned, Problem]] | None = None

    @property
    def library(self) -> Library:
        return self.desk.library

    @property
    def curriculum(self) -> Curriculum:
        return self.desk.curriculum

    @property
    def learner(self) -> Learner:
        return self.desk.learner

    @property
    def log(self) -> Log:
        return self.desk.log

    def today(self, at: datetime) -> Today:
        """The plan and what is held, from the log as it stands."""
        now = mastery.standings(self.curriculum, self.learner, at).values()
        states = Counter("presumed" if each.presumed else str(each.state) for each in now)
        week = [study_day(at) - timedelta(days=back) for back in range(6, -1, -1)]
        titles = {skill.id: skill.title for skill in self.curriculum.skills.values()}
        minutes = self.learner.minutes or USUAL_MINUTES
        plan = planner.plan(self.library.course, self.learner, at, minutes, goal=self.goals.targets)
        practised = tuple((day, day in self.learner.days) for day in week)
        waiting = self.tests.waiting(at)
        return Today(plan, minutes, states, practised, titles, self.goals.standing(at), waiting)

    def map(self, at: datetime) -> SkillMap:
        """Every skill, where it stands and what is in its way."""
        goal = self.goals.chosen
        way = (goal.title, self.curriculum.path(goal.targets)) if goal else None
        return skill_map(self.curriculum, self.learner, at, course=self.library.course, goal=way)

    def why(self, skill: str, at: datetime) -> tuple[str, ...]:
        """What is claimed of one skill and on what grounds, in sentences."""
        course = self.library.course
        return in_words(claim(course if skill in course.skills else self.curriculum, self.learner, skill, at))

    async def begin(
        self, at: datetime, *, minutes: int | None = None, skill: str | None = None, count: int | None = None
    ) -> None:
        """Start a session of so many minutes or problems; with `skill`, a drill of that one."""
        if skill is not None and skill not in self.curriculum.skills:
            raise NablaError(f"There is no skill {skill!r}; nabla skills lists them.")
        if skill is not None and skill not in self.library.course.skills:
            raise NablaError(f"No exercise practises {self.curriculum.skills[skill].title} yet.")
        self._id, self._skill, self._count = uuid4().hex, skill, count
        self._minutes = minutes or self.learner.minutes or USUAL_MINUTES
        self._table, self._done = None, []
        self._met, self._read_minutes = {}, 0.0
        plan = self._plan(at)
        self._promised = frozenset(each.skill for each in (*plan.items, *plan.later))
        await self.desk.keep(SessionBegun(self._id, self._mode, self._minutes), at)
        self._prepare(at)

    async def next(self, at: datetime) -> Step:
        """The next step: a lesson to meet, a problem, or the end. Call it again after a lesson."""
        self._leave_table()
        planned = self._next_planned(at)
        if planned is None:
            return Finished(self._summary(at))
        if self._is_to_be_met(planned):
            self._met[planned.skill] = at
            return Meet(planned.skill, self.desk.title(planned.skill), self.library.lesson(planned.skill).body)
        begun = self._id
        problem = await self._problem_for(planned, at)
        if self._id != begun:  # left meanwhile
            return Finished(self._summary(at))
        self._table = self._laid(planned, problem, at)
        return self._table.posed

    @property
    def part(self) -> Part:
        """What is asked now."""
        return self._open_table().part

    async def answer(self, text: str, at: datetime, *, seconds: float, confidence: float | None = None) -> Judged:
        """Judge an answer, keep it, and only then say so. What is unreadable costs nothing, nor does the last
        answer typed once more; who insists, by a third time, has it counted."""
        table = self._open_table()
        part, story = table.part, table.story
        last = None if story.told_again else story.given
        verdict = await self.desk.worker.check(part.question, text, part.mistakes, last, table.carry())
        if verdict.outcome is Outcome.UNREADABLE:
            story.told_again |= verdict.diagnosis == SAME_AGAIN
            return Judged(verdict, open=True, part=part.id, try_number=story.tries + 1)
        attempt = Attempt(
            **self._about(table, seconds, confidence),
            answer=text,
            verdict=verdict.outcome,
            diagnosis=verdict.diagnosis,
        )
        row = await self.desk.keep(attempt, at)
        return self._judged(table, verdict, row, at)

    async def follow(self, question: Question, lines: Sequence[str]) -> Followed:
        """Whether the last line of a derivation follows from the one before; nothing is kept or counted."""
        return await self.desk.worker.follow(question, lines)

    def hint(self) -> str | None:
        """The next hint, in Markdown; None where there is none left."""
        table = self._open_table()
        hints, story = table.part.hints, table.story
        if story.hints >= len(hints):
            return None
        story.hints += 1
        return hints[story.hints - 1]

    async def solution(self, at: datetime, *, seconds: float = 0.0) -> Solved:
        """The worked solution. Asked for while the problem is open, it gives up the part that is asked."""
        if self._table is None:
            raise NablaError("No problem is on the table.")
        table = self._table
        if table.closed:
            return Solved("\n\n".join(part.solution for part in table.posed.problem.parts))
        row = await self.desk.keep(GivenUp(**self._about(table, seconds, table.confidence)), at)
        table.story.given_up = True
        solution = table.part.solution
        return Solved(solution, self._done_with_part(table, row, at))

    async def skip(self, at: datetime, *, seconds: float = 0.0) -> None:
        """Pass on. After a wrong first answer that answer stands."""
        if self._table is not None and not self._table.closed:
            row = await self.desk.keep(Skip(**self._about(self._table, seconds, self._table.confidence)), at)
            self._table.close(row)
            self._prepare(at)

    async def undo(self, at: datetime) -> str | None:
        """Take back the last answer of this study day; what was taken back, or None for nothing.

        Where it was given to the problem on the table, that problem is open again.
        """
        row = await self.desk.owned(self._last_of_day, study_day(at))
        if row is None or not isinstance(row.record, OfProblem):
            return None
        await self.desk.keep(Undo(row.id), at)
        for table in self._finished:
            if row.id in table.rows:
                table.take_back(row)
        self._prepare(at)
        answer = f": {row.record.answer}" if isinstance(row.record, Attempt) else ""
        return f"Taken back{answer} ({self.desk.title(row.record.skill)})."

    async def lesson_read(self, skill: str, at: datetime) -> None:
        """The lesson was opened and left by going on."""
        if skill in self._met:
            self._read_minutes += min((at - self._met[skill]) / timedelta(minutes=1), LONGEST_READING)
        await self.desk.keep(LessonRead(skill), at)

    async def choose_minutes(self, minutes: int, at: datetime) -> None:
        """So many minutes a day from now on."""
        self._minutes = minutes
        await self.desk.keep(MinutesChosen(minutes), at)

    async def end(self, at: datetime) -> Summary:
        """End the session; what it gained."""
        self._leave_table()
        if self._id is not None:
            await self.desk.keep(SessionEnded(self._id), at)
            self._id = None
        return self._summary(at)

    async def close(self) -> None:
        """Let go of the maths process and the log."""
        await self.desk.close()

    @property
    def _mode(self) -> str:
        return "drill" if self._skill else "session"

    # The plan

    def _next_planned(self, at: datetime) -> Planned | None:
        if self._count is not None and len(self._finished) >= self._count:
            return None
        plan = self._plan(at)
        return plan.items[0] if plan.items else None

    def _plan(self, at: datetime) -> Plan:
        if self._skill is not None:
            return planner.drill(self.curriculum, self.learner, self._skill, at)
        spent = self._read_minutes + sum(table.seconds for table in self._finished) / 60
        left = self._minutes - spent if self._count is None else max(USUAL_MINUTES, self._minutes)
        practised = tuple(table.posed.problem.skill for table in self._finished)
        return planner.plan(
            self.library.course,
            self.learner,
            at,
            left,
            practised=practised,
            goal=self.goals.targets,
            promised=self._promised,
        )

    def _is_to_be_met(self, planned: Planned) -> bool:
        is_unread = self.learner.skill(planned.skill).lesson_read is None and planned.skill not in self._met
        is_refuted = self.learner.skill(planned.skill).refuted
        return is_unread and (planned.why == "new" or (planned.why == "learning" and is_refuted))

    def _prepare(self, at: datetime) -> None:
        """Have the next problem generated while the verdict is being read."""
        planned = self._next_planned(at)
        self._upcoming = self.desk.ahead(self._posing(planned)) if planned else None

    async def _posing(self, planned: Planned) -> tuple[Planned, Problem]:
        refs = [(offer.name, offer.levels) for offer in self.library.offers(planned.skill)]
        for last in (False, False, True):
            seed = next(self.desk.seeds)
            name, level = planner.choose_exercise(refs, self.learner, planned.skill, planned.level, seed)
            try:
                return planned, await self.desk.pose(name, level, seed)
            except NablaError:
                if last:  # one seed in many may find no values; three in a row are a fault worth hearing of
                    raise
        raise AssertionError("the last try returns or raises")

    async def _problem_for(self, planned: Planned, at: datetime) -> Problem:
        if self._upcoming is not None:
            with contextlib.suppress(asyncio.CancelledError, NablaError):
                prepared, problem = await self._upcoming
                if (prepared.skill, prepared.level) == (planned.skill, planned.level):
                    return problem
        return (await self._posing(planned))[1]

    # The table

    @property
    def _finished(self) -> list[Table]:
        """The problems behind the learner, the one on the table among them once it is answered."""
        tables = [*self._done, self._table] if self._table else self._done
        return [table for table in tables if table.rows]

    def _laid(self, planned: Planned, problem: Problem, at: datetime) -> Table:
        self._upcoming = None
        number = len(self._done) + 1
        plan = self._plan(at)
        of = self._count or len(self._done) + len(plan.items) + len(plan.later)
        posed = Posed(
            problem=problem,
            number=number,
            of=max(number, of),
            title=self.desk.title(problem.skill),
            predicted=mastery.predicted(self.learner.skill(problem.skill), at, problem.parts[0].question),
            reason=planned.reason,
        )
        stories = tuple(Story() for _ in problem.parts)
        return Table(posed, uuid4().hex, mastery.chance(self.learner.skill(problem.skill), at), stories)

    def _open_table(self) -> Table:
        if self._table is None or self._table.closed:
            raise NablaError("No problem is open.")
        return self._table

    def _leave_table(self) -> None:
        if self._table is not None and self._table.rows:
            self._done.append(self._table)
        self._table = None

    def _about(self, table: Table, seconds: float, confidence: float | None) -> dict[str, Any]:
        return table.about(self._id or "", self._mode, seconds, confidence)

    def _judged(self, table: Table, verdict: Verdict, row: Row, at: datetime) -> Judged:
        assert isinstance(row.record, Attempt)
        number, story = row.record.try_number, table.story
        if verdict.outcome in DECIDED:
            story.take(row.record)
            if table.at == 0 and story.tries == 1:
                table.confidence = row.record.confidence
        still_open = verdict.outcome not in RIGHT and story.tries < MOST_TRIES
        next_part = None
        if still_open:
            table.note(row)
        else:
            next_part = self._done_with_part(table, row, at)
        state = self.learner.skill(row.record.skill)
        return Judged(
            verdict,
            open=still_open,
            part=row.record.part or "",
            next_part=next_part,
            attempt=row.id,
            sequence=row.sequence,
            try_number=number,
            back_on=mastery.due(state),
            chance_before=table.chance_before,
            chance_after=mastery.chance(state, at),
            usual_seconds=state.usual.seconds if state.usual.count >= ENOUGH_TO_BE_USUAL else None,
        )

    def _done_with_part(self, table: Table, row: Row, at: datetime) -> Part | None:
        """The next part, which lies on the table now; None where it was the last one."""
        part = table.done_with_part(row)
        if part is None:
            self._prepare(at)
        return part

    def _summary(self, at: datetime) -> Summary:
        findings = [
            Finding(table.posed.problem.skill, table.is_right_at_once, table.is_right_later, table.confidence,
                    table.seconds, table.chance_before)
            for table in self._finished
            if table.is_answered
        ]  # fmt: skip
        return summarise(findings, self.curriculum, self.learner, at)

    def _last_of_day(self, day: date) -> Row | None:
        undone: set[str] = set()
        for row in reversed(list(self.log.rows())):
            if isinstance(row.record, Undo):
                undone.add(row.record.row)
            elif row.day == day and row.id not in undone and isinstance(row.record, OfProblem) and _is_own(row.record):
                return row
        return None


def _is_own(record: OfProblem) -> bool:
    """Whether this loop wrote it: the answers of a test stand, once its report has been read."""
    return record.mode in MODES
