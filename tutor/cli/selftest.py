"""`nabla test`: a test line by line, for pipes, screen readers and scripts, and the reports of those that were."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from typing import Protocol

from tutor.cli.clock import Clock, clock
from tutor.cli.derived import LineByLine
from tutor.cli.lines import lines
from tutor.cli.named import named_skill
from tutor.cli.open import session_of
from tutor.cli.practice import SURE, UNSURE
from tutor.cli.selftest_told import Json, Plain
from tutor.errors import NablaError, UsageError
from tutor.learner.assessment import Question
from tutor.paths import log_file
from tutor.problem import Part, Verdict
from tutor.session.report import Report
from tutor.session.selftest import SelfTest, Taken
from tutor.session.steps import Posed
from tutor.session.study import Session
from tutor.session.tests import Reviewed

COMMANDS = ":unknown :skip :undo :back :sure :unsure :end :quit"
LAST = "last"
NOT_KNOWN = "I don't know"


def test(given: argparse.Namespace) -> int:
    """Ask until nothing is left, `:end` or `:quit` is typed or the input ends; the next call takes that up."""
    is_new = given.strand or given.goal or given.skill
    if (given.report or given.end) and (is_new or given.count or given.minutes or (given.report and given.end)):
        raise UsageError("--report and --end stand alone.")
    if (given.report or given.end) and not log_file(given.db).exists():
        raise NablaError("There is no log yet, so there was no test.")
    speaker: Speaker = Json() if given.json else Plain()
    asyncio.run(_test(given, speaker, clock()))
    return 0


class Speaker(Protocol):
    """How it is told: as sentences or as JSON lines."""

    def begin(self, test: SelfTest) -> None: ...
    def pose(self, posed: Posed) -> None: ...
    def pose_part(self, part: Part) -> None: ...
    def refuse(self, verdict: Verdict) -> None: ...
    def note(self, taken: Taken) -> None: ...
    def say(self, kind: str, text: str) -> None: ...
    def report(self, report: Report, today: date, answers: list[tuple[Question, Reviewed | None]]) -> None: ...


async def _test(given: argparse.Namespace, speaker: Speaker, now: Clock) -> None:
    async with session_of(given, now) as session:
        if given.report:
            await _tell(session, _report(session, given.report), speaker, now)
        elif given.end:
            await _tell(session, await session.tests.take_up().end(now()), speaker, now)
        else:
            one = await _opened(session, given, now)
            speaker.begin(one)
            by_line = None if given.json else LineByLine(session.follow, partial(speaker.say, "line"), tells=False)
            if await Loop(one, speaker, now, lines(), by_line).run():
                await _tell(session, await one.end(now()), speaker, now)
            else:
                speaker.say("left", f"The test stays open, {one.done} answered: nabla test goes on with it.")


async def _opened(session: Session, given: argparse.Namespace, now: Clock) -> SelfTest:
    """The test that is open, or a new one: over the learner's goal where nothing is named."""
    skills = [named_skill(session.curriculum, each) for each in given.skill or ()]
    named = (("strand", given.strand), ("goal", given.goal), ("skill", skills))
    choice = tuple(f"{sort}/{name}" for sort, names in named for name in names or ())
    waiting = session.tests.open
    if waiting is None:
        goal = session.goals.chosen
        sort = "goal" if goal and goal.id not in session.curriculum.skills else "skill"
        usual = (f"{sort}/{goal.id}",) if goal else ()
        return await session.tests.begin(choice or usual, now(), count=given.count, minutes=given.minutes)
    if choice or given.count or given.minutes:
        raise UsageError(
            f"A test is open ({session.tests.title(waiting)}, {waiting.answered} answered): nabla test goes on with "
            "it, nabla test --end ends it."
        )
    return session.tests.take_up()


def _report(session: Session, name: str) -> Report:
    past = session.tests.past
    wanted = past[-1:] if name == LAST else tuple(each for each in past if each.startswith(name))
    report = session.tests.report(wanted[0]) if len(wanted) == 1 else None
    if report is None:
        raise NablaError("No test has ended yet." if not past else f"There is no report {name[:40]!r}.")
    return report


async def _tell(session: Session, report: Report, speaker: Speaker, now: Clock) -> None:
    answers: list[tuple[Question, Reviewed | None]] = []
    for question in report.shown:
        try:
            answers.append((question, await session.tests.reviewed(question)))
        except NablaError:  # its exercise is gone, or takes too long today: the answer is shown without it
            answers.append((question, None))
    speaker.report(report, now().date(), answers)


class Loop:
    """One plain test: since when a question stands, and how sure the learner said to be."""

    def __init__(
        self, test: SelfTest, speaker: Speaker, now: Clock, typed: AsyncIterator[str], by_line: LineByLine | None = None
    ) -> None:
        """`by_line`: takes a derivation a line at a time."""
        self._test = test
        self._speaker = speaker
        self._lines = by_line
        self._now = now
        self._typed = typed
        self._since = time.monotonic()
        self._confidence: float | None = None

    async def run(self) -> bool:
        """Whether the test is to be ended; False where it stays open."""
        is_posed = await self._advance()
        while is_posed:
            line = await anext(self._typed, None)
            if line is None or (text := line.strip()) == ":quit":
                return False
            if text == ":end":
                return True
            if text.startswith(":"):
                is_posed = await self._command(text)
            elif answer := await self._whole(text):
                seconds = time.monotonic() - self._since
                taken = await self._test.answer(answer, self._now(), seconds=seconds, confidence=self._confidence)
                is_posed = await self._took(taken)
        return True

    async def _whole(self, text: str) -> str | None:
        """The answer that is given with this line; None where it is none, or a derivation goes on."""
        return text or None if self._lines is None else await self._lines.take(text, self._test.part.question)

    async def _advance(self) -> bool:
        posed = await self._test.next(self._now())
        if posed is not None:
            self._pose(posed, self._test.part)
        return posed is not None

    def _pose(self, posed: Posed, part: Part) -> None:
        self._speaker.pose(posed)
        for each in posed.problem.parts[1 : posed.problem.parts.index(part) + 1]:
            self._speaker.pose_part(each)
        self._stand()

    def _stand(self) -> None:
        self._since, self._confidence = time.monotonic(), None

    async def _took(self, taken: Taken) -> bool:
        if taken.refused is not None:
            self._speaker.refuse(taken.refused)
            return True
        self._speaker.note(taken)
        if taken.next_part is None:
            return await self._advance()
        self._speaker.pose_part(taken.next_part)
        self._stand()
        return True

    async def _command(self, text: str) -> bool:
        word, _, rest = text.partition(" ")
        seconds = time.monotonic() - self._since
        match word:
            case ":unknown":
                return await self._took(await self._test.give_up(self._now(), seconds=seconds))
            case ":skip":
                why_not = await self._test.put_off_question(self._now(), seconds=seconds)
                self._speaker.say("put_off", why_not or "Put off: it comes back after the others.")
                return await self._advance() if why_not is None else True
            case ":undo":
                back = await self._test.undo(self._now())
                self._speaker.say(
                    "undone", f"Taken back: {back.typed or NOT_KNOWN}" if back else "There is no answer to change."
                )
                if back is not None:
                    self._pose(back.posed, back.part)
            case ":back" if self._lines is not None:
                self._speaker.say("line", self._lines.back(self._test.part.question))
            case ":sure" | ":unsure":
                self._sure(rest.strip().removesuffix("%") or str(SURE if word == ":sure" else UNSURE))
            case ":hint" | ":solution":
                self._speaker.say("unknown", "In a test there are no hints, and solutions come at the end.")
            case _:
                self._speaker.say("unknown", f"There is no {word[:20]}; the commands are {COMMANDS}.")
        return True

    def _sure(self, percent: str) -> None:
        if percent.isascii() and percent.isdecimal() and len(percent) <= 3 and int(percent) <= 100:
            self._confidence = int(percent) / 100
            self._speaker.say("confidence", f"Noted: {percent} % sure.")
        else:
            self._speaker.say("unknown", "How sure is a whole number of percent, 0 to 100: :sure 80.")
