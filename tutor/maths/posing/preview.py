"""A pack as its author sees it while writing: problems of several seeds, and how often a condition holds.

Of the pack that was looked at last, what has not changed since is kept: a save costs the reading and posing of
what was changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from tutor.content.catalogue import ABOUT, exercise_files
from tutor.content.exercise import Exercise, Pack
from tutor.content.formula import Formula, read_formula
from tutor.content.let_block import assigned_names
from tutor.content.pack import read_exercise
from tutor.content.pack_source import PackSource, read_folder_table, read_source
from tutor.errors import ContentError
from tutor.maths.posing.drawing import drawn, holds
from tutor.maths.posing.pose import pose
from tutor.problem import to_json

SAMPLE = 200
"""Seeds over which the frequency of a condition is counted."""

MOST_KEPT = 500
"""Problems of one exercise that are kept."""

ALL_LEVELS = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What to show: of one exercise (None: of each), at one level (None: its lowest, 0: at each), so many seeds
    from `seed` on; `condition`: a formula of the drawn values, to be counted."""

    path: str
    exercise: str | None = None
    level: int | None = None
    seed: int = 1
    count: int = 3
    condition: str | None = None


@dataclass(slots=True)
class Kept:
    """What is known of an exercise as it is written: its problems by level and seed, its shares by level and
    condition; and the exercise, once it was read where it stands now."""

    line: int = 0
    exercise: Exercise | None = None
    problems: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    shares: dict[tuple[int, str], float] = field(default_factory=dict)


@dataclass(slots=True)
class Memory:
    """Of one pack, what is kept between two looks at it, by what stands in the file."""

    path: str = ""
    kept: dict[str, Kept] = field(default_factory=dict)


_LAST = Memory()


def previewed(wish: Wish, memory: Memory = _LAST) -> dict[str, Any]:
    """`{"exercises": [{"id", "levels", "line", "problems" or "fault", "share" or "unclear"}], "elsewhere"}`, the
    file read afresh. `unclear`: why a condition cannot be counted; `elsewhere`: a fault of an exercise that is not
    shown, or None.

    Raises ContentError where the file as a whole cannot be read; a fault of one exercise stands in its place.
    """
    pack, sources = _pack(Path(wish.path))
    before = memory.kept if memory.path == wish.path else {}
    now: dict[str, Kept] = {}
    shown: list[dict[str, Any]] = []
    elsewhere: dict[str, Any] | None = None
    for source, index in _exercises(sources):
        key = _key(source, index)
        kept = now.setdefault(key, before.get(key, Kept()))
        table = source.table.exercise[index]
        if wish.exercise in (None, table.id):
            shown.append(_shown(source, index, pack, kept, wish))
        elif elsewhere is None:
            elsewhere = _fault(source, index, kept)
    memory.path, memory.kept = wish.path, now
    if not shown:
        raise ContentError(f"There is no exercise {wish.exercise!r} in it.", file=pack.file)
    return {"exercises": shown, "elsewhere": elsewhere}


def _pack(path: Path) -> tuple[Pack, list[PackSource]]:
    """What the problems say of their pack, and its files. A file of a folder may be looked at by itself."""
    files = exercise_files(path) if path.is_dir() else [path]
    sources = [read_source(file.read_bytes(), str(file)) for file in files]
    pack_id, version = path.stem, 0
    if path.is_dir():
        about = read_folder_table((path / ABOUT).read_bytes(), str(path / ABOUT))
        pack_id, version = about.id, about.version
    elif sources[0].table.version is not None:
        version = sources[0].table.version
    return Pack(pack_id, pack_id, version, "", (), "", "", str(path), ()), sources


def _exercises(sources: list[PackSource]) -> Iterator[tuple[PackSource, int]]:
    return ((source, index) for source in sources for index in range(len(source.table.exercise)))


def _key(source: PackSource, index: int) -> str:
    """What an exercise depends on: its own table, and what its file says for all."""
    shared = f"{source.file}\0{source.table.skill}\0{source.table.let}\0"
    return sha256((shared + source.table.exercise[index].model_dump_json()).encode()).hexdigest()


def _read(source: PackSource, index: int, kept: Kept) -> Exercise:
    """The exercise; read once more where it stands on another line than before."""
    line = source.line(("exercise", index))
    if kept.exercise is None or kept.line != line:
        kept.exercise, kept.line = read_exercise(source, index), line
    return kept.exercise


def _fault(source: PackSource, index: int, kept: Kept) -> dict[str, Any] | None:
    try:
        _read(source, index, kept)
    except ContentError as error:
        return _told(error)
    return None


def _told(error: ContentError) -> dict[str, Any]:
    return {"message": error.message, "line": error.line, "exercise": error.exercise, "key": error.key}


def _shown(source: PackSource, index: int, pack: Pack, kept: Kept, wish: Wish) -> dict[str, Any]:
    table = source.table.exercise[index]
    about: dict[str, Any] = {"id": table.id, "levels": table.levels, "line": source.line(("exercise", index))}
    try:
        exercise = _read(source, index, kept)
        levels = exercise.levels if wish.level == ALL_LEVELS else (_level(exercise, wish),)
        seeds = range(wish.seed, wish.seed + wish.count)
        about["problems"] = [_problem(exercise, pack, kept, level, seed) for level in levels for seed in seeds]
    except ContentError as error:
        return {**about, "fault": _told(error)}
    if wish.condition:
        try:
            about["share"] = _share(exercise, pack, kept, levels[0], wish.condition)
        except ContentError as error:
            about["unclear"] = error.message
    return about


def _level(exercise: Exercise, wish: Wish) -> int:
    return wish.level if wish.level in exercise.levels else exercise.levels[0]


def _problem(exercise: Exercise, pack: Pack, kept: Kept, level: int, seed: int) -> Mapping[str, Any]:
    if len(kept.problems) >= MOST_KEPT:
        kept.problems.clear()
    if (level, seed) not in kept.problems:
        kept.problems[level, seed] = to_json(pose(exercise, pack, level, seed))
    return kept.problems[level, seed]


def _share(exercise: Exercise, pack: Pack, kept: Kept, level: int, condition: str) -> float:
    """In which share of the sample a condition holds, in 0..1. Raises ContentError where it is none."""
    if (level, condition) not in kept.shares:
        names = frozenset(exercise.names) | assigned_names(exercise.let)
        formula: Formula = read_formula(condition, exercise.line_of("let"), names)
        scopes = (drawn(exercise, pack.id, level, seed)[0] for seed in range(SAMPLE))
        met = sum(holds(exercise, "condition", formula, scope) for scope in scopes)
        kept.shares[level, condition] = met / SAMPLE
    return kept.shares[level, condition]
