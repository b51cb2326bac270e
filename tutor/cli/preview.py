"""`nabla pack preview`: several seeds of an exercise side by side, once or at every save."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tutor.cli.answers import say
from tutor.content.catalogue import stamp_of
from tutor.errors import ContentError, NablaError
from tutor.expression.page import plain_page
from tutor.paths import packs_folder
from tutor.problem import Part, Problem
from tutor.worker import Worker

LOOK_EVERY = 0.05
"""Seconds between two looks at the file."""
NARROWEST = 34
"""Columns below which one seed is not set beside another."""
CLEAR = "\x1b[H\x1b[2J"


def preview(given: argparse.Namespace) -> int:
    """Show a pack; with `--watch` again at every change, until Ctrl-C. 1 where it is faulty."""
    if not given.path.exists():
        raise NablaError(f"There is no file {given.path}.")
    return asyncio.run(_watch(given) if given.watch else _once(given))


async def _once(given: argparse.Namespace) -> int:
    async with Worker(packs=packs_folder()) as worker:
        return await _show(worker, given)


async def _watch(given: argparse.Namespace) -> int:
    async with Worker(packs=packs_folder()) as worker:
        seen: object = None
        while True:
            if (stamp := _stamp(given.path)) != seen:
                seen = stamp
                print("" if given.json else CLEAR, end="")
                await _show(worker, given)
            await asyncio.sleep(LOOK_EVERY)


def _stamp(path: Path) -> object:
    """How the files of the pack stand; None for a moment in which an editor replaces one."""
    try:
        return stamp_of(path)
    except OSError:
        return None


async def _show(worker: Worker, given: argparse.Namespace) -> int:
    wish = {
        "path": str(given.path.absolute()),
        "exercise": given.exercise,
        "level": given.level,
        "seed": given.seed,
        "count": given.count,
        "condition": given.how_often,
    }
    try:
        reply = await worker.ask({"do": "preview", "wish": wish})
    except ContentError as error:
        if given.json:
            say({"fault": {"message": error.message, "line": error.line, "key": error.key}})
        else:
            print(error, flush=True)
        return 1
    for exercise in reply["exercises"]:
        if given.json:
            say(exercise)
        else:
            print("\n".join(lines_of(exercise, shutil.get_terminal_size().columns)), flush=True)
    return 1 if any("fault" in each for each in reply["exercises"]) else 0


def lines_of(exercise: Mapping[str, Any], width: int) -> Iterator[str]:
    """One exercise: its problems side by side, as many as fit, each in a column of its own."""
    levels = ", ".join(map(str, exercise["levels"]))
    yield f"{exercise['id']}  (line {exercise['line']}, levels {levels})"
    if "fault" in exercise:
        fault = exercise["fault"]
        yield f"  {fault['key'] or ''}, line {fault['line']}: {fault['message']}"
        return
    if "share" in exercise:
        yield f"  the condition holds in {exercise['share']:.0%} of 200 problems"
    problems = [Problem.from_json(each) for each in exercise["problems"]]
    beside = max(1, min(len(problems), width // NARROWEST))
    for first in range(0, len(problems), beside):
        yield ""
        yield from _columns(problems[first : first + beside], (width - 2) // beside - 2)
    yield ""


def _columns(problems: Sequence[Problem], width: int) -> Iterator[str]:
    columns = [list(_column(problem, width)) for problem in problems]
    for row in zip_longest(*columns, fillvalue=""):
        yield "  " + "  ".join(f"{cell:<{width}}" for cell in row).rstrip()


def _column(problem: Problem, width: int) -> Iterator[str]:
    yield f"seed {problem.seed}, level {problem.level}"
    drawn = ", ".join(f"{name} = {value}" for name, value in problem.values.items())
    yield from _wrapped(drawn, width)
    for text in (problem.statement, *(text for part in problem.parts for text in _of_part(part))):
        yield from ("", *_wrapped(plain_page(text), width)) if text else ()


def _of_part(part: Part) -> Iterator[str]:
    yield f"{part.id}: {part.statement}" if part.id else part.statement
    yield f"= `{part.answer}`"
    yield from (f"Hint: {hint}" for hint in part.hints)
    yield from (f"✗ `{each.answer or each.matches}`: {each.say}" for each in part.mistakes)
    yield part.solution


def _wrapped(text: str, width: int) -> Iterator[str]:
    for line in text.splitlines():
        yield from textwrap.wrap(line, width) or [""]
