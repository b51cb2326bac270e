"""`nabla place`: find out what the learner knows, line by line, for pipes, screen readers and scripts."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from typing import Protocol

from tutor.cli.answers import public, say
from tutor.cli.clock import Clock, clock
from tutor.cli.derived import LineByLine
from tutor.cli.lines import lines
from tutor.cli.open import session_of
from tutor.expression.page import plain_page
from tutor.learner.records import OfProblem
from tutor.problem import Part, Verdict
from tutor.session.placement import Found, Placement, in_words
from tutor.session.selftest import Taken
from tutor.session.steps import Posed

COMMANDS = ":unknown :back :quit"


def place(given: argparse.Namespace) -> int:
    """Ask until nothing is worth asking, `:quit` is typed or the input ends; the next call takes that up."""
    speaker: Speaker = Json() if given.json else Plain()
    asyncio.run(_place(given, speaker, clock()))
    return 0


class Speaker(Protocol):
    """How it is told: as sentences or as JSON lines."""

    def pose(self, posed: Posed) -> None: ...
    def pose_part(self, part: Part) -> None: ...
    def refuse(self, verdict: Verdict) -> None: ...
    def note(self, taken: Taken) -> None: ...
    def tell(self, text: str) -> None: ...
    def find(self, found: Found) -> None: ...


async def _place(given: argparse.Namespace, speaker: Speaker, now: Clock) -> None:
    async with session_of(given, now) as session:
        placement = session.placement
        await placement.begin(now())
        by_line = None if given.json else LineByLine(session.follow, speaker.tell, tells=False)
        is_whole = await _ask_all(placement, speaker, now, lines(), by_line)
        if is_whole or placement.asked:
            speaker.find(await placement.end(now(), is_whole=is_whole))


async def _ask_all(
    placement: Placement, speaker: Speaker, now: Clock, typed: AsyncIterator[str], by_line: LineByLine | None
) -> bool:
    """Whether it came to its end."""
    while (posed := await placement.next(now())) is not None:
        speaker.pose(posed)
        if not await _ask(placement, speaker, now, typed, posed.problem.parts[0], by_line):
            return False
    return True


async def _ask(
    placement: Placement,
    speaker: Speaker,
    now: Clock,
    typed: AsyncIterator[str],
    part: Part,
    by_line: LineByLine | None,
) -> bool:
    """One question, until all of it is answered; False where the learner stopped."""
    since = time.monotonic()
    while (line := await anext(typed, None)) is not None and (text := line.strip()) != ":quit":
        seconds = time.monotonic() - since
        if text == ":back" and by_line is not None:
            speaker.tell(by_line.back(part.question))
            continue
        if text == ":unknown":
            taken = await placement.give_up(now(), seconds=seconds)
        elif text.startswith(":"):
            speaker.tell(f"There is no {text[:20]}; the commands are {COMMANDS}.")
            continue
        elif answer := text if by_line is None else await by_line.take(text, part.question):
            taken = await placement.answer(answer, now(), seconds=seconds)
        else:
            continue
        if taken.refused is not None:
            speaker.refuse(taken.refused)
            continue
        speaker.note(taken)
        if taken.next_part is None:
            return True
        part = taken.next_part
        speaker.pose_part(part)
        since = time.monotonic()
    return False


class Plain:
    """One fact a line."""

    def pose(self, posed: Posed) -> None:
        print(f"Question {posed.number}, at most {posed.of}.")
        if posed.problem.statement:
            print(plain_page(posed.problem.statement))
        self.pose_part(posed.problem.parts[0])

    def pose_part(self, part: Part) -> None:
        print(plain_page(part.statement), flush=True)

    def refuse(self, verdict: Verdict) -> None:
        where = f" (at character {verdict.place + 1})" if verdict.place is not None else ""
        print(f"Not read. {plain_page(verdict.message)}{where} This costs nothing.", flush=True)

    def note(self, taken: Taken) -> None:
        print("Noted.", end="\n" if taken.next_part else "\n\n", flush=True)

    def tell(self, text: str) -> None:
        print(text, flush=True)

    def find(self, found: Found) -> None:
        for sentence in in_words(found):
            print(sentence)
        for each in found.strands:
            print(f"{each.title}: {each.known} of {each.of}.")


class Json:
    """The same, one JSON object a line; nothing is printed before it is in the log."""

    def pose(self, posed: Posed) -> None:
        say({"problem": {**public(posed.problem), "number": posed.number, "of": posed.of}})

    def pose_part(self, part: Part) -> None:
        """The problem told all its parts; `next_part` of the answer before says which one is asked."""

    def refuse(self, verdict: Verdict) -> None:
        say({"unreadable": {"message": verdict.message, "place": verdict.place, "repair": verdict.repair}})

    def note(self, taken: Taken) -> None:
        assert taken.row is not None
        record = taken.row.record
        assert isinstance(record, OfProblem)
        about = {"skill": record.skill, "exercise": record.exercise, "seed": record.seed, "level": record.level}
        next_part = taken.next_part and taken.next_part.id
        say(
            {
                "noted": taken.row.id,
                "sequence": taken.row.sequence,
                **about,
                "part": record.part,
                "next_part": next_part,
            }
        )

    def tell(self, text: str) -> None:
        say({"unknown": text})

    def find(self, found: Found) -> None:
        strands = [{"title": each.title, "known": each.known, "of": each.of} for each in found.strands]
        whole = {"questions": found.questions, "whole": found.is_whole, "skills": found.of}
        say({"found": {**whole, "shown": found.shown, "presumed": found.presumed, "strands": strands}})
