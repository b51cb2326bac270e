"""A lesson: an opening block in TOML between `+++` lines, then Markdown."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from tutor.errors import ContentError

FENCE = "+++"
KEYS = {
    "title": str,
    "prerequisites": list,
    "encompasses": dict,
    "terms": list,
    "minutes": int,
    "signs": list,
}
OPTIONAL: dict[str, list[str]] = {"signs": []}


@dataclass(frozen=True, slots=True)
class Opening:
    """What a lesson says of its skill. `terms`: the words it introduces; `signs`: pieces of words and formulas, as they
    are written in lessons and packs, by which its use is known where no term stands. `minutes`: reading time, at
    least 1."""

    title: str
    prerequisites: tuple[str, ...]
    encompasses: Mapping[str, float]
    terms: tuple[str, ...]
    minutes: int
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A skill's page. `body` is Markdown with `$...$`, `$$...$$` and fenced `plot` blocks."""

    skill: str
    opening: Opening
    body: str


def read_opening(file: Traversable) -> Opening:
    """The opening block of a lesson. Raises ContentError."""
    block, _ = _parts(file)
    return _opening(block, file.name)


def read_lesson(file: Traversable) -> Lesson:
    """A whole lesson. Raises ContentError."""
    block, body = _parts(file)
    return Lesson(file.name.removesuffix(".md"), _opening(block, file.name), body)


def _parts(file: Traversable) -> tuple[str, str]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"The lesson cannot be read: {error}", file=file.name) from error
    before, fence, rest = text.partition(FENCE)
    block, second, body = rest.partition(f"\n{FENCE}\n")
    if before.strip() or not fence or not second:
        raise ContentError(f"A lesson begins with a block between two lines of {FENCE}.", file=file.name, line=1)
    return block, body.strip() + "\n"


def _opening(block: str, name: str) -> Opening:
    try:
        data: dict[str, Any] = {**OPTIONAL, **tomllib.loads(block)}
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"The opening block is no TOML: {error}", file=name, line=1) from error
    for key in data.keys() | KEYS.keys():
        if key not in KEYS:
            raise ContentError("A lesson has no such key.", file=name, key=key)
        if not isinstance(data.get(key), KEYS[key]):
            raise ContentError(f"The opening block needs {key!r}, a {KEYS[key].__name__}.", file=name, key=key)
    if not all(isinstance(weight, int | float) and 0 <= weight <= 1 for weight in data["encompasses"].values()):
        raise ContentError("Each weight lies between 0 and 1.", file=name, key="encompasses")
    return Opening(
        title=data["title"],
        prerequisites=tuple(map(str, data["prerequisites"])),
        encompasses=data["encompasses"],
        terms=tuple(map(str, data["terms"])),
        minutes=max(1, data["minutes"]),
        signs=tuple(map(str, data["signs"])),
    )
