"""`nabla practice --plain`: the session line by line, for pipes, screen readers and scripts."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Any, Protocol

from tutor.cli.answers import public, say
from tutor.cli.clock import Clock, clock
from tutor.cli.derived import LineByLine
from tutor.cli.lines import lines
from tutor.cli.open import session_of
from tutor.expression.page import plain_page
from tutor.problem import SAME_AGAIN, Outcome, Part
from tutor.session.steps import Judged, Meet, Posed, Step, Summary
from tutor.session.study import Session

SAID = {
    Outcome.CORRECT: "Right.",
    Outcome.CARRIED: "Carried forward.",
    Outcome.OTHER_FORM: "Right value, other form.",
    Outcome.WRONG: "Not yet.",
    Outcome.UNREADABLE: "Not read.",
    Outcome.UNDECIDED: "Not decided.",
}
COMMANDS = ":hint :solution :skip :undo :back :sure :unsure :quit"
SURE, UNSURE = 95, 50
"""What `:sure` and `:unsure` mean alone, in percent."""


def practice(given: argparse.Namespace) -> int:
    """Practise until the plan, the count or the input ends."""
    speaker: Speaker = Json() if given.json else Plain()
    asyncio.run(_practise(given, speaker, clock()))
    return 0


class Speaker(Protocol):
    """How the session is told: as sentences or as JSON lines."""

    def meet(self, step: Meet) -> None: ...
    def pose(self, step: Posed) -> None: ...
    def pose_part(self, part: Part) -> None: ...
    def judge(self, judged: Judged, step: Posed) -> None: ...
    def tell(self, kind: str, text: str) -> None: ...
    def finish(self, summary: Summary) -> None: ...


async def _practise(given: argparse.Namespace, speaker: Speaker, now: Clock) -> None:
    async with session_of(given, now) as session:
        loop = Loop(session, speaker, now, lines(), by_line=not given.json)
        await session.begin(now(), minutes=given.minutes, skill=given.skill, count=given.count)
        await loop.run()
        speaker.finish(await session.end(now()))


class Loop:
    """One plain session: what stands open, since when, and how sure the learner said to be."""

    def __init__(
        self, session: Session, speaker: Speaker, now: Clock, typed: AsyncIterator[str], *, by_line: bool = False
    ) -> None:
        """`by_line`: a derivation is typed a line at a time."""
        self._session = session
        self._speaker = speaker
        self._lines = LineByLine(session.follow, lambda text: speaker.tell("line", text)) if by_line else None
        self._now = now
        self._typed = typed
        self._since = time.monotonic()
        self._confidence: float | None = None

    async def run(self) -> None:
        """Until nothing is planned, the input ends or `:quit` is typed."""
        step = await self._advance()
        while isinstance(step, Posed) and (line := await anext(self._typed, None)) is not None:
            text = line.strip()
            if text == ":quit":
                return
            if text.startswith(":"):
                step = await self._command(text, step)
            elif answer := await self._whole(text):
                step = await self._answer(answer, step)

    async def _whole(self, text: str) -> str | None:
        """The answer that is given with this line; None where it is none, or a derivation goes on."""
        return text or None if self._lines is None else await self._lines.take(text, self._session.part.question)

    async def _advance(self) -> Step:
        self._confidence = None
        step = await self._session.next(self._now())
        while isinstance(step, Meet):
            self._speaker.meet(step)
            await self._session.lesson_read(step.skill, self._now())
            step = await self._session.next(self._now())
        if isinstance(step, Posed):
            self._speaker.pose(step)
        self._since = time.monotonic()
        return step

    def _elapsed(self) -> float:
        before, self._since = self._since, time.monotonic()
        return self._since - before

    async def _answer(self, text: str, step: Posed) -> Step:
        since = self._since
        judged = await self._session.answer(text, self._now(), seconds=self._elapsed(), confidence=self._confidence)
        if judged.attempt is None:
            self._since = since
        self._speaker.judge(judged, step)
        if judged.open and judged.attempt is not None:
            self._tell_what_stands()
        return step if judged.open else await self._go_on(judged.next_part, step)

    def _tell_what_stands(self) -> None:
        """The lines of a derivation that was not right, to go on from."""
        if self._lines is not None and (standing := self._lines.standing(self._session.part.question)):
            self._speaker.tell("line", standing)

    async def _go_on(self, part: Part | None, step: Posed) -> Step:
        """To the next part of the problem, or to the next problem."""
        if part is None:
            return await self._advance()
        self._speaker.pose_part(part)
        self._since = time.monotonic()
        return step

    async def _command(self, text: str, step: Posed) -> Step:
        word, _, rest = text.partition(" ")
        match word:
            case ":hint":
                self._speaker.tell("hint", self._session.hint() or "There is no further hint.")
            case ":solution":
                solved = await self._session.solution(self._now(), seconds=self._elapsed())
                self._speaker.tell("solution", solved.solution)
                return await self._go_on(solved.next_part, step)
            case ":skip":
                await self._session.skip(self._now(), seconds=self._elapsed())
                return await self._advance()
            case ":undo":
                undone = await self._session.undo(self._now())
                self._speaker.tell("undone", undone or "There is nothing to take back today.")
            case ":back" if self._lines is not None:
                self._speaker.tell("line", self._lines.back(self._session.part.question))
            case ":sure" | ":unsure":
                self._sure(rest.strip().removesuffix("%") or str(SURE if word == ":sure" else UNSURE))
            case _:
                self._speaker.tell("unknown", f"There is no {word[:20]}; the commands are {COMMANDS}.")
        return step

    def _sure(self, percent: str) -> None:
        if percent.isascii() and percent.isdecimal() and len(percent) <= 3 and int(percent) <= 100:
            self._confidence = int(percent) / 100
            self._speaker.tell("confidence", f"Noted: {percent} % sure.")
        else:
            self._speaker.tell("unknown", "How sure is a whole number of percent, 0 to 100: :sure 80.")


class Plain:
    """One fact a line; no boxes, no colour, no cursor tricks."""

    def meet(self, step: Meet) -> None:
        print(f"New: {step.title}.\n{plain_page(step.lesson)}\n", flush=True)

    def pose(self, step: Posed) -> None:
        print(f"Problem {step.number} of {step.of}. {step.title}, level {step.problem.level}.")
        if step.problem.statement:
            print(plain_page(step.problem.statement))
        self.pose_part(step.problem.parts[0])

    def pose_part(self, part: Part) -> None:
        print(plain_page(part.statement), flush=True)

    def judge(self, judged: Judged, step: Posed) -> None:
        verdict = judged.verdict
        is_again = verdict.diagnosis == SAME_AGAIN
        why = "" if verdict.is_right else plain_page(verdict.message)
        said = ["Not counted." if is_again else SAID[verdict.outcome], why]
        if verdict.place is not None and not is_again:
            said.append(f"(at character {verdict.place + 1})")
        if judged.open and verdict.outcome in (Outcome.WRONG, Outcome.OTHER_FORM):
            said.append("One more try, or :skip, :hint, :solution.")
        elif judged.back_on is not None and not judged.open and judged.next_part is None:
            said.append(f"Back on {_day(judged.back_on)}.")
        goes_on = judged.open or judged.next_part is not None
        print(" ".join(each for each in said if each), end="\n" if goes_on else "\n\n", flush=True)

    def tell(self, kind: str, text: str) -> None:
        print(plain_page(text), flush=True)

    def finish(self, summary: Summary) -> None:
        print(
            f"{_counted(summary.problems, 'problem')}, {summary.minutes:.0f} minutes. "
            f"{summary.right_at_once} right at once, {summary.right_second} at the second try, "
            f"{summary.not_yet} not yet."
        )
        for gain in summary.skills:
            before = f"{gain.before:.0%}" if gain.before is not None else "new"
            after = f"{gain.after:.0%}" if gain.after is not None else "not yet known"
            back = f", back on {_day(gain.back_on)}" if gain.back_on else ""
            print(f"{gain.title}: {before} to {after}{back}.")


class Json:
    """The same session, one JSON object a line; nothing is printed before it is in the log."""

    def __init__(self) -> None:
        self._lesson: Mapping[str, Any] | None = None

    def meet(self, step: Meet) -> None:
        self._lesson = {"skill": step.skill, "title": step.title, "text": step.lesson}

    def pose(self, step: Posed) -> None:
        about = {"number": step.number, "of": step.of, "title": step.title, "predicted": round(step.predicted, 4)}
        lesson = {"lesson": self._lesson} if self._lesson else {}
        say({"problem": {**public(step.problem), **about}, **lesson})
        self._lesson = None

    def pose_part(self, part: Part) -> None:
        """The problem told all its parts; `next_part` of the attempt says which one is asked."""

    def judge(self, judged: Judged, step: Posed) -> None:
        verdict = judged.verdict
        if judged.attempt is None:
            say({"unreadable": {"message": verdict.message, "place": verdict.place, "repair": verdict.repair}})
            return
        problem = step.problem
        reply = {
            "attempt": judged.attempt,
            "sequence": judged.sequence,
            "skill": problem.skill,
            "exercise": problem.exercise,
            "seed": problem.seed,
            "level": problem.level,
            "part": judged.part or None,
            "next_part": judged.next_part and judged.next_part.id,
            "try": judged.try_number,
            "verdict": str(verdict.outcome),
            "message": verdict.message,
            "diagnosis": verdict.diagnosis,
            "decided_by": verdict.decided_by,
            "back_on": judged.back_on and judged.back_on.isoformat(),
        }
        say({**reply, **({"open": True} if judged.open else {})})

    def tell(self, kind: str, text: str) -> None:
        say({kind: text})

    def finish(self, summary: Summary) -> None:
        """The input has ended: there is nobody to tell."""


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
