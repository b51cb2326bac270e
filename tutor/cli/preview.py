"""`nabla pack preview`: several seeds of an exercise side by side, once or at every save."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from tutor.cli.answers import say
from tutor.content.catalogue import stamp_of
from tutor.errors import ContentError, NablaError
from tutor.expression.page import layout, plain_page
from tutor.expression.typeset.cells import cells
from tutor.paths import packs_folder
from tutor.problem import Part, Problem
from tutor.worker import Worker

LOOK_EVERY = 0.05
"""Seconds between two looks at the file."""
PATIENCE = 15.0
"""Seconds that a whole pack may take."""
NARROWEST = 34
"""Columns below which one seed is not set beside another."""
LEVELS = {"1": 1, "2": 2, "3": 3, "4": 4, "all": 0}
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
        "level": LEVELS.get(given.level),
        "seed": given.seed,
        "count": given.count,
        "condition": given.how_often,
    }
    try:
        reply = await worker.ask({"do": "preview", "wish": wish}, limit=PATIENCE)
    except NablaError as error:
        line, key = (error.line, error.key) if isinstance(error, ContentError) else (None, None)
        if given.json:
            say({"fault": {"message": getattr(error, "message", str(error)), "line": line, "key": key}})
        else:
            print(error, flush=True)
        return 1
    is_plane = sys.stdout.isatty()
    for exercise in reply["exercises"]:
        if given.json:
            say(exercise)
        else:
            print("\n".join(lines_of(exercise, shutil.get_terminal_size().columns, is_plane=is_plane)), flush=True)
    if elsewhere := reply["elsewhere"]:
        print(f"{elsewhere['exercise']}, line {elsewhere['line']}: {elsewhere['message']}", file=sys.stderr, flush=True)
    return 1 if reply["elsewhere"] or any({"fault", "unclear"} & set(each) for each in reply["exercises"]) else 0


def lines_of(exercise: Mapping[str, Any], width: int, *, is_plane: bool = False) -> Iterator[str]:
    """One exercise: its problems side by side, as many as fit, each in a column of its own; `is_plane`: with
    formulas in two dimensions."""
    levels = ", ".join(map(str, exercise["levels"]))
    yield f"{exercise['id']}  (line {exercise['line']}, levels {levels})"
    if "fault" in exercise:
        fault = exercise["fault"]
        yield f"  {fault['key'] or ''}, line {fault['line']}: {fault['message']}"
        return
    if "share" in exercise:
        yield f"  the condition holds in {exercise['share']:.0%} of 200 problems"
    if "unclear" in exercise:
        yield f"  the condition cannot be counted: {exercise['unclear']}"
    for _, same_level in groupby(exercise["problems"], key=lambda each: each["level"]):
        yield from _rows([Problem.from_json(each) for each in same_level], width, is_plane)
    yield ""


def _rows(problems: Sequence[Problem], width: int, is_plane: bool) -> Iterator[str]:
    """The most columns in which every line fits; in one column a formula may be wider than the terminal."""
    for beside in range(max(1, min(len(problems), width // NARROWEST)), 0, -1):
        wide = (width - 2) // beside - 2
        columns = [list(_column(problem, wide, is_plane)) for problem in problems]
        if beside == 1 or all(cells(line) <= wide for column in columns for line in column):
            break
    for first in range(0, len(columns), beside):
        yield ""
        for row in zip_longest(*columns[first : first + beside], fillvalue=""):
            yield "  " + "  ".join(line + " " * (wide - cells(line)) for line in row).rstrip()


def _column(problem: Problem, width: int, is_plane: bool) -> Iterator[str]:
    yield f"seed {problem.seed}, level {problem.level}"
    drawn = ", ".join(f"{name} = {value}" for name, value in problem.values.items())
    yield from _wrapped(drawn, width)
    for text in (problem.statement, *(text for part in problem.parts for text in _of_part(part))):
        if text:
            yield ""
            yield from _plane(text, width) if is_plane else _wrapped(plain_page(text), width)


def _of_part(part: Part) -> Iterator[str]:
    yield f"{part.id}: {part.statement}" if part.id else part.statement
    yield f"= `{part.told}`"
    yield from (f"Hint: {hint}" for hint in part.hints)
    yield from (f"✗ `{each.answer or each.matches}`: {each.say}" for each in part.mistakes)
    yield part.solution


def _plane(text: str, width: int) -> Iterator[str]:
    return ("".join(span.text for span in line) for line in layout(text, width))


def _wrapped(text: str, width: int) -> Iterator[str]:
    for line in text.splitlines():
        yield from textwrap.wrap(line, width) or [""]
