"""The JSON Schema by which editors complete and check packs says what the program itself reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from tutor.content.pack_file import PackTable
from tutor.content.scaffold import folder_schema, pack_schema, scaffold

ROOT = Path(__file__).parents[2]
SORTS = ROOT / "tests" / "maths" / "sorts.toml"
PACK_FILES = sorted([SORTS, *(ROOT / "tests" / "ideas").glob("*.toml"), *(ROOT / "exercises").glob("*/*.toml")])


@pytest.mark.parametrize("file", PACK_FILES, ids=lambda file: file.stem)
def test_packs_meet_the_schema(file: Path) -> None:
    faults = Draft202012Validator(pack_schema()).iter_errors(tomllib.loads(file.read_text(encoding="utf-8")))

    assert [fault.message for fault in faults] == []


def test_the_scaffold_meets_the_schemas(tmp_path: Path) -> None:
    file = scaffold(tmp_path / "mine")
    loaded = tomllib.loads(file.read_text(encoding="utf-8"))
    about = tomllib.loads((tmp_path / "mine" / "pack.toml").read_text(encoding="utf-8"))

    assert Draft202012Validator(pack_schema()).is_valid(loaded)
    assert Draft202012Validator(folder_schema()).is_valid(about)


@pytest.mark.parametrize(
    ("old", "new"),
    [("levels = [2, 3]", "levels = [0]"), ("kind    = ", "knd     = "), ("format  = 1", "format  = 2")],
)
def test_the_schema_refuses_slips(old: str, new: str) -> None:
    text = SORTS.read_text(encoding="utf-8")
    assert old in text

    assert not Draft202012Validator(pack_schema()).is_valid(tomllib.loads(text.replace(old, new)))


@pytest.mark.parametrize("exercise", tomllib.loads(SORTS.read_text())["exercise"], ids=lambda each: each["id"])
def test_what_the_program_reads_meets_the_schema_also_after_slips(exercise: dict[str, Any]) -> None:
    validator = Draft202012Validator(pack_schema())
    for slip in (lost, turned_to_text, turned_to_number, doubled):
        for path in paths(exercise):
            data = {"format": 1, "exercise": [deepcopy(exercise)]}
            inner: Any = data["exercise"]
            for key in (0, *path[:-1]):
                inner = inner[key]

            slip(inner, path[-1])

            assert validator.is_valid(data) or not is_read(data), (slip.__name__, path)


def paths(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every key and position in some loaded TOML."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*above, key)
        yield from paths(value, (*above, key))


def is_read(data: Any) -> bool:
    try:
        PackTable.model_validate(data)
    except ValidationError:
        return False
    return True


def lost(table: Any, key: Any) -> None:
    del table[key]


def turned_to_text(table: Any, key: Any) -> None:
    table[key] = "other"


def turned_to_number(table: Any, key: Any) -> None:
    table[key] = 2


def doubled(table: Any, key: Any) -> None:
    table[key] = [table[key], table[key]]
