"""On which line of a TOML file each key stands: `tomllib` does not tell.

A place is a path as in the loaded data: `("exercise", 0, "mistake", 1, "gives")`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tutor.errors import ContentError

Path = tuple[str | int, ...]

HEADING = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"\s*([A-Za-z0-9_.-]+|'[^']*'|\"[^\"]*\")(\s*=\s*)(.*)$")
MOST_DOTS = 8
DEEPEST = 8
QUOTED = re.compile(r"'''.*?'''|\"\"\".*?\"\"\"|'[^']*'|\"[^\"]*\"")
BACKSLASH = "A backslash in a \"…\" text means something else in TOML; put the text between '…' or '''…'''."


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """`line` of the key; `text_line`, the line on which the text of its value begins."""

    line: int
    text_line: int


def key_places(source: str) -> Mapping[Path, KeyPlace]:
    """The places of all tables and keys. Too many dots or brackets outside texts, or a backslash in a `"` text,
    raise ContentError with the line."""
    places: dict[Path, KeyPlace] = {(): KeyPlace(1, 1)}
    counts: dict[Path, int] = {}
    table: Path = ()
    closing: str | None = None
    depth = 0
    for number, line in enumerate(source.split("\n"), start=1):
        if closing is not None:
            if closing == '"""' and "\\" in line:
                raise ContentError(BACKSLASH, line=number)
            closing = None if closing in line else closing
            continue
        if heading := HEADING.match(line):
            table = _opened(_parts(heading[2], number), heading[1] == "[[", counts)
            places.setdefault(table, KeyPlace(number, number))
            continue
        _refuse_traps(line, number)
        key = KEY.match(line)
        depth = 0 if key else depth
        if depth or "[" in line or "{" in line:
            depth = _nested(line, depth, number)
        if key:
            value = key[3]
            closing = _left_open(value)
            begins_below = closing is not None and value.strip() == closing
            path = (*table, *_parts(key[1], number))
            places.setdefault(path, KeyPlace(number, number + begins_below))
    return places


def line_of(places: Mapping[Path, KeyPlace], path: Path) -> int:
    """The line of the key, or of the nearest table around it."""
    while path not in places:
        below = [place.line for each, place in places.items() if each[: len(path)] == path]
        if below:  # an array of tables: where its first one stands
            return min(below)
        path = path[:-1]
    return places[path].line


def _opened(parts: Path, is_array: bool, counts: dict[Path, int]) -> Path:
    inner: Path = ()
    for depth, part in enumerate(parts):
        inner = (*inner, part)
        is_last = depth == len(parts) - 1
        if is_last and is_array:
            counts[inner] = counts.get(inner, -1) + 1
        if inner in counts:
            inner = (*inner, counts[inner])
    return inner


def _parts(dotted: str, line: int) -> Path:
    if dotted.count(".") > MOST_DOTS:
        raise ContentError(f"A key of over {MOST_DOTS} dots is not read.", line=line)
    return tuple(part.strip().strip("'\"") for part in dotted.split("."))


def _left_open(value: str) -> str | None:
    for quotes in ("'''", '"""'):
        if value.startswith(quotes) and quotes not in value[3:]:
            return quotes
    return None


def _nested(line: str, depth: int, number: int) -> int:
    """How many brackets are open after this line. Raises ContentError where they are too many: the parser of
    TOML would go down with them."""
    for sign in QUOTED.sub("", line).partition("#")[0]:
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            raise ContentError(f"Brackets are nested over {DEEPEST} deep: no key of a pack needs that.", line=number)
    return max(depth, 0)


def _refuse_traps(line: str, number: int) -> None:
    if '"' not in line and "." not in line:
        return
    bare = re.sub(r"'[^']*'", "", line)
    if bare.split("#")[0].count(".") > 4 * MOST_DOTS:
        raise ContentError("Too many dots for one line.", line=number)
    if re.search(r'"[^"]*\\', bare.split("#")[0]):
        raise ContentError(BACKSLASH, line=number)
