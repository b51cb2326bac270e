"""Where a file that is no TOML was probably broken: `tomllib` tells where it could not go on, which for a text
or an array that is never closed is many lines below."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

BLOCK = "'''"
OPENED = re.compile(r"\s*[\w.-]+\s*=\s*(.*)$")
HEADING = re.compile(r"\s*\[+\s*([\w. -]*?)\s*\]*\s*(?:#.*)?$")
TEXTS = re.compile(r"'''.*?'''|\"\"\".*?\"\"\"|'[^']*'|\"(?:[^\"\\]|\\.)*\"")
BROKEN_MARKS = ("'", "''")


@dataclass(frozen=True, slots=True)
class Slip:
    """A line that was probably meant otherwise, and in which way."""

    line: int
    message: str


def first_slip(text: str, before: int, tables: Collection[str]) -> Slip | None:
    """The first slip of a faulty file down to the line `before`, where reading failed. `tables`: the headings
    that there are; empty: any."""
    return next((slip for slip in _slips(text.split("\n"), tables) if slip.line <= before), None)


def _slips(lines: list[str], tables: Collection[str]) -> Iterator[Slip]:
    block = array = 0
    for number, line in enumerate(lines, start=1):
        if block:
            if line.strip() in BROKEN_MARKS:
                yield Slip(number, f"A text of several lines, begun on line {block}, ends with {BLOCK}")
            if _begins_table(line, tables):
                yield Slip(block, f"This text is never closed: it ends with {BLOCK} on a line of its own")
            block = 0 if BLOCK in line else block
        elif array and not HEADING.match(line) and not OPENED.match(line):
            array = 0 if line.strip().startswith("]") else array
        elif array:
            yield Slip(array, "This list is never closed: it ends with ]")
            array = 0
        if block or array:
            continue
        if line.lstrip().startswith("["):
            yield from _of_heading(line, number, tables)
        elif opened := OPENED.match(line):
            value = opened[1].rstrip()
            if value in BROKEN_MARKS:
                yield Slip(number, f"A text of several lines begins with {BLOCK}")
            block = number if value.startswith(BLOCK) and BLOCK not in value[3:] else 0
            array = number if value.startswith("[") and _is_open(value) else 0


def _begins_table(line: str, tables: Collection[str]) -> bool:
    heading = HEADING.match(line) if line.startswith("[[") else None
    return heading is not None and heading[1] in tables


def _of_heading(line: str, number: int, tables: Collection[str]) -> Iterator[Slip]:
    heading = HEADING.match(line)
    name = heading[1] if heading else line.strip(" []")
    if not tables or line.strip().partition("#")[0].strip() in {f"[[{each}]]" for each in tables}:
        return
    close = get_close_matches(name, tables, n=1, cutoff=0.5)
    meant = f"; did you mean [[{close[0]}]]?" if close else f": there are {', '.join(f'[[{each}]]' for each in tables)}"
    yield Slip(number, f"No table is called {line.strip()[:60]}{meant}")


def _is_open(value: str) -> bool:
    bare = TEXTS.sub("", value).partition("#")[0]
    return bare.count("[") > bare.count("]")
