"""The bytes of a pack file, checked and loaded: TOML, the strict models, the lines of its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tutor.content.faults import said
from tutor.content.pack_file import ExerciseTable, FolderTable, MistakeTable, OptionTable, PackTable, PartTable
from tutor.content.toml_file import load_toml
from tutor.content.toml_places import KeyPlace, Path, line_of
from tutor.errors import ContentError

TABLES: Mapping[str, type[BaseModel]] = {
    "exercise": ExerciseTable,
    "mistake": MistakeTable,
    "option": OptionTable,
    "part": PartTable,
}
HEADINGS = (
    "exercise", "exercise.mistake", "exercise.option", "exercise.part", "exercise.part.mistake",
    "exercise.part.option",
)  # fmt: skip
"""The tables of a file of exercises."""

Model = TypeVar("Model", bound=BaseModel)


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
        key = path[-1] if path and isinstance(path[-1], str) else None
        return ContentError(message, file=self.file, line=self.line(path), exercise=exercise, key=key)


def read_source(content: bytes, file: str) -> PackSource:
    """Raises ContentError: too big, not UTF-8, not TOML, a key unknown or with a wrong value."""
    table, places = _validated(PackTable, content, file)
    source = PackSource(file, table, places)
    _refuse_twins(source)
    return source


def read_folder_table(content: bytes, file: str) -> FolderTable:
    """What `pack.toml` says. Raises ContentError as `read_source` does."""
    return _validated(FolderTable, content, file)[0]


def _validated(model: type[Model], content: bytes, file: str) -> tuple[Model, Mapping[Path, KeyPlace]]:
    data, places = load_toml(content, file, HEADINGS)
    try:
        return model.model_validate(data), places
    except ValidationError as error:
        raise _first_fault(error, data, file, places) from error


def _first_fault(
    error: ValidationError, data: Mapping[str, Any], file: str, places: Mapping[Path, KeyPlace]
) -> ContentError:
    faults = error.errors(include_url=False)
    fault = min(faults, key=lambda each: (each["type"] != "extra_forbidden", each["type"] == "missing"))
    path: Path = tuple(fault["loc"])
    message = _unknown_key(path) if fault["type"] == "extra_forbidden" else said(fault)
    if fault["type"] == "misfit":
        path = (*path, *fault["ctx"]["path"])
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), None)
    message = message[0].upper() + message[1:]
    return ContentError(
        message if message.endswith((".", "?")) else message + ".",
        file=file, line=line_of(places, path), exercise=_exercise_id(data, path), key=key,
    )  # fmt: skip


def _exercise_id(data: Mapping[str, Any], path: Path) -> str | None:
    if len(path) < 2 or path[0] != "exercise" or not isinstance(path[1], int):
        return None
    found = data["exercise"][path[1]]
    given = found.get("id") if isinstance(found, dict) else None
    return given[:80] if isinstance(given, str) else None


def _unknown_key(path: Path) -> str:
    *tables, key = path
    names = [part for part in tables if isinstance(part, str)]
    outer, inner = ("", *names)[-2:] if names else ("", "")
    if inner in ("mistake", "option", "part") and key in _keys(TABLES[outer]):
        return f"`{key}` belongs to the {outer}: move it above the first [[{'.'.join(names)}]]."
    if not names and key in TABLES:
        return f"[[{key}]] stands alone here: it belongs to an exercise, did you mean [[exercise.{key}]]?"
    known = _keys(TABLES.get(inner, PackTable))
    close = get_close_matches(str(key), known, n=1)
    shown = f"`{str(key)[:40]}`"
    return f"{shown} is not a key here" + (f"; did you mean `{close[0]}`?" if close else f" ({', '.join(known)}).")


def _keys(table: type[BaseModel]) -> Sequence[str]:
    return [each.alias or name for name, each in table.model_fields.items()]


def _refuse_twins(source: PackSource) -> None:
    seen: set[str] = set()
    for index, exercise in enumerate(source.table.exercise):
        if exercise.id in seen:
            raise source.faulty(f"Two exercises are called {exercise.id!r}.", ("exercise", index, "id"))
        seen.add(exercise.id)
