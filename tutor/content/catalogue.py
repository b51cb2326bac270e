"""What packs offer, without reading their formulas: enough to list, to plan and to find an exercise.

The packs of the learner lie in one folder, with an index beside them that says what each offers, so that ten
thousand exercises are listed at once. An entry of the index counts only while its files are as they were.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Self

from tutor.content.toml_file import load_toml
from tutor.errors import ContentError

ABOUT = "pack.toml"
"""The file that makes a folder a pack."""
INDEX = "index.json"
INDEX_FORMAT = 2
Stamp = list[list[str | int]]
"""Of each file of a pack: its name, size in bytes, and time of change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One exercise that is there. `name` is its full name, `pack/id`."""

    name: str
    skill: str
    levels: tuple[int, ...]
    title: str


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One pack. `lessons`: paths of the lessons it brings, below its own folder; `fault`: why it is left out."""

    id: str
    title: str
    version: int
    licence: str
    authors: tuple[str, ...]
    requires: tuple[str, ...]
    vocabulary: tuple[str, ...]
    offers: tuple[Offer, ...]
    lessons: tuple[str, ...] = ()
    fault: str | None = None

    @property
    def skills(self) -> tuple[str, ...]:
        """The skills that its exercises practise, each once."""
        return tuple(dict.fromkeys(offer.skill for offer in self.offers))

    @classmethod
    def faulty(cls, pack_id: str, fault: str) -> Self:
        """A pack that cannot be used."""
        return cls(pack_id, pack_id, 0, "", (), (), (), (), fault=fault)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        offers = tuple(Offer(name, skill, tuple(levels), title) for name, skill, levels, title in data["offers"])
        return cls(**{**plain, "offers": offers})


def installed(folder: Path) -> Mapping[str, PackEntry]:
    """The packs in a learner's folder, by id in the order of the ids; faulty ones too, with their fault."""
    known = _index(folder)
    listed: dict[str, PackEntry] = {}
    stamps: dict[str, Stamp] = {}
    for place in _places(folder):
        pack_id = place.name.removesuffix(".toml")
        stamps[pack_id] = stamp_of(place)
        old = known.get(pack_id)
        is_fresh = old is not None and old["stamp"] == stamps[pack_id]
        listed[pack_id] = PackEntry.from_json(old["entry"]) if old and is_fresh else entry_of(place)
    if stamps != {pack_id: old["stamp"] for pack_id, old in known.items()}:
        _keep(folder, listed, stamps)
    return listed


def _places(folder: Path) -> list[Path]:
    inside = (each for each in folder.iterdir() if each.suffix == ".toml" or (each / ABOUT).is_file())
    return sorted((each for each in inside if not each.is_symlink()), key=lambda each: each.name)


def _index(folder: Path) -> Mapping[str, Any]:
    try:
        data = json.loads((folder / INDEX).read_bytes())
        packs: Mapping[str, Any] = data["packs"] if data["format"] == INDEX_FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return packs


def _keep(folder: Path, listed: Mapping[str, PackEntry], stamps: Mapping[str, Stamp]) -> None:
    """Write the index anew, whole or not at all; a folder that cannot be written to has none."""
    packs = {name: {"stamp": stamps[name], "entry": _compact(entry)} for name, entry in listed.items()}
    with contextlib.suppress(OSError):
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=".index-")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"format": INDEX_FORMAT, "packs": packs}, file, separators=(",", ":"))
        os.replace(name, folder / INDEX)


def _compact(entry: PackEntry) -> dict[str, Any]:
    """An entry as it is kept: of ten thousand offers only the values, in the order of their fields."""
    offers = [(each.name, each.skill, each.levels, each.title) for each in entry.offers]
    return {**asdict(replace(entry, offers=())), "offers": offers}


def exercise_files(folder: Path | Traversable) -> list[Path | Traversable]:
    """The files of exercises of a pack that is a folder, in the order of their names."""
    inside = folder / "exercises"
    files = [each for each in inside.iterdir() if each.name.endswith(".toml")] if inside.is_dir() else []
    return sorted(files, key=lambda each: each.name)


def stamp_of(place: Path) -> Stamp:
    """Name, size in bytes and time of change in nanoseconds of each file of a pack."""
    files = [place] if place.is_file() else sorted(each for each in place.rglob("*") if each.is_file())
    stats = [(str(each.relative_to(place.parent)), each.stat()) for each in files]
    return [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]


def entry_of(place: Path | Traversable) -> PackEntry:
    """What a pack says of itself; with its fault where it cannot be read."""
    pack_id = place.name.removesuffix(".toml")
    try:
        return _folder_entry(place, pack_id) if place.is_dir() else _file_entry(place, pack_id)
    except ContentError as error:
        return PackEntry.faulty(pack_id, str(error))
    except OSError as error:
        return PackEntry.faulty(pack_id, error.strerror or "It cannot be read.")


def shipped_entry(file: Traversable) -> PackEntry:
    """What one of our own packs says of itself, without the guards for a stranger's, which take half the time."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return entry_of(file)
    pack_id = file.name.removesuffix(".toml")
    return _entry(data, pack_id, tuple(_offers(data, pack_id)), ())


def _file_entry(file: Path | Traversable, pack_id: str) -> PackEntry:
    data, _ = load_toml(file.read_bytes(), str(file))
    return _entry(data, pack_id, tuple(_offers(data, pack_id)), ())


def _folder_entry(folder: Path | Traversable, pack_id: str) -> PackEntry:
    data, _ = load_toml((folder / ABOUT).read_bytes(), str(folder / ABOUT))
    if data.get("id") != pack_id:
        raise ContentError(f"The folder of a pack bears its id, {data.get('id')!r}.", file=str(folder))
    files = exercise_files(folder)
    offers = [each for file in files for each in _offers(load_toml(file.read_bytes(), str(file))[0], pack_id)]
    return _entry(data, pack_id, tuple(offers), tuple(_lessons(folder)))


def _entry(data: Mapping[str, Any], pack_id: str, offers: tuple[Offer, ...], lessons: tuple[str, ...]) -> PackEntry:
    version = data.get("version")
    return PackEntry(
        id=pack_id,
        title=str(data.get("title", pack_id)),
        version=version if isinstance(version, int) else 0,
        licence=str(data.get("licence", "")),
        authors=_texts(data.get("authors")),
        requires=_texts(data.get("requires")),
        vocabulary=_texts(data.get("vocabulary")),
        offers=offers,
        lessons=lessons,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _offers(data: Mapping[str, Any], pack_id: str) -> Iterator[Offer]:
    tables = data.get("exercise")
    for table in tables if isinstance(tables, list) else ():
        if not isinstance(table, dict):
            continue
        skill, levels = table.get("skill", data.get("skill")), table.get("levels")
        if isinstance(table.get("id"), str) and isinstance(skill, str) and isinstance(levels, list):
            rising = tuple(each for each in levels if isinstance(each, int))
            yield Offer(f"{pack_id}/{table['id']}", skill, rising, str(table.get("title", "")))


def _lessons(folder: Path | Traversable) -> Iterator[str]:
    """Lessons as `strand/skill.md`, in the order of their names."""
    inside = folder / "curriculum"
    for strand in sorted(inside.iterdir(), key=lambda each: each.name) if inside.is_dir() else ():
        for file in sorted(strand.iterdir(), key=lambda each: each.name) if strand.is_dir() else ():
            if file.name.endswith(".md"):
                yield f"{strand.name}/{file.name}"
