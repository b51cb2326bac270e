"""The bytes of a pack file, checked and loaded: TOML, the strict models, the lines of its keys."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from tutor.content.pack_file import ExerciseTable, MistakeTable, OptionTable, PackTable, PartTable
from tutor.content.toml_places import KeyPlace, Path, key_places, line_of
from tutor.errors import ContentError

MOST_BYTES = 256 * 1024
TABLES: Mapping[str, type[BaseModel]] = {
    "exercise": ExerciseTable,
    "mistake": MistakeTable,
    "option": OptionTable,
    "part": PartTable,
}
HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(frozen=True, slots=True)
class PackSource:
    """A loaded file: its table and where each key of it stands."""

    file: str
    table: PackTable
    places: Mapping[Path, KeyPlace]

    def line(self, path: Path) -> int:
        return line_of(self.places, path)

    def text_line(self, path: Path) -> int:
        """The line on which the text of a key begins."""
        return self.places[path].text_line if path in self.places else self.line(path)

    def faulty(self, message: str, path: Path) -> ContentError:
        """The error that names the line of a table, and the exercise."""
        exercise = self.table.exercise[path[1]].id if len(path) > 1 and isinstance(path[1], int) else None
        return ContentError(message, file=self.file, line=self.line(path), exercise=exercise)


def read_source(content: bytes, file: str) -> PackSource:
    """Raises ContentError: too big, not UTF-8, not TOML, a key unknown or with a wrong value."""
    text = _decoded(content, file)
    try:
        places = key_places(text)
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(_toml_message(error, text), file=file, line=_toml_line(error, text)) from error
    except ContentError as error:
        raise ContentError(error.message, file=file, line=error.line) from error
    except RecursionError as error:
        raise ContentError("The file is nested too deeply.", file=file, line=1) from error
    try:
        table = PackTable.model_validate(data)
    except ValidationError as error:
        raise _first_fault(error, data, file, places) from error
    source = PackSource(file, table, places)
    _refuse_twins(source)
    return source


def _decoded(content: bytes, file: str) -> str:
    if len(content) > MOST_BYTES:
        raise ContentError(f"A pack of over {MOST_BYTES // 1024} kB is not read.", file=file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContentError("The file is not UTF-8 text.", file=file, line=line) from error
    for number, line_text in enumerate(text.split("\n"), start=1):
        for char in line_text.rstrip("\r"):
            if char in HIDDEN or (unicodedata.category(char) == "Cc" and char != "\t"):
                raise ContentError(f"An invisible character, U+{ord(char):04X}.", file=file, line=number)
    return text


def _toml_message(error: tomllib.TOMLDecodeError, text: str) -> str:
    message = str(error).split(" (at ")[0]
    lines = text.splitlines()
    line = _toml_line(error, text)
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if here.count("'") % 2 == 1 and "'''" not in here:
        message += "; an apostrophe ends a '…' text, write the text between ''' and '''"
    return f"This is not TOML: {message}."


def _toml_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    where = str(error).rpartition("at line ")[2].split(",")[0]
    return int(where) if where.isdecimal() else len(text.splitlines())


def _first_fault(
    error: ValidationError, data: Mapping[str, Any], file: str, places: Mapping[Path, KeyPlace]
) -> ContentError:
    faults = error.errors(include_url=False)
    fault = min(faults, key=lambda each: (each["type"] != "extra_forbidden", each["type"] == "missing"))
    path: Path = tuple(fault["loc"])
    exercise = _exercise_id(data, path)
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), None)
    message = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        message = _unknown_key(path)
    elif fault["type"] == "missing":
        message = f"`{path[-1]}` is missing."
    message = message[0].upper() + message[1:]
    return ContentError(
        message if message.endswith(".") else message + ".",
        file=file, line=line_of(places, path), exercise=exercise, key=key,
    )  # fmt: skip


def _exercise_id(data: Mapping[str, Any], path: Path) -> str | None:
    if len(path) < 2 or path[0] != "exercise" or not isinstance(path[1], int):
        return None
    found = data["exercise"][path[1]]
    return str(found["id"]) if isinstance(found, dict) and "id" in found else None


def _unknown_key(path: Path) -> str:
    *tables, key = path
    names = [part for part in tables if isinstance(part, str)]
    outer, inner = ("", *names)[-2:] if names else ("", "")
    if inner in ("mistake", "option", "part") and key in _keys(TABLES[outer]):
        return f"`{key}` belongs to the {outer}: move it above the first [[{'.'.join(names)}]]."
    known = _keys(TABLES.get(inner, PackTable))
    close = get_close_matches(str(key), known, n=1)
    return f"`{key}` is not a key here" + (f"; did you mean `{close[0]}`?" if close else f" ({', '.join(known)}).")


def _keys(table: type[BaseModel]) -> Sequence[str]:
    return [each.alias or name for name, each in table.model_fields.items()]


def _refuse_twins(source: PackSource) -> None:
    seen: set[str] = set()
    for index, exercise in enumerate(source.table.exercise):
        if exercise.id in seen:
            raise source.faulty(f"Two exercises are called {exercise.id!r}.", ("exercise", index))
        seen.add(exercise.id)
