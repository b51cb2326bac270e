"""A pack as its author sees it while writing: problems of several seeds, and how often a condition holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutor.content.exercise import Exercise, Pack
from tutor.content.formula import Formula, read_formula
from tutor.content.let_block import assigned_names
from tutor.content.pack import read_pack
from tutor.errors import ContentError
from tutor.maths.drawing import drawn, holds
from tutor.maths.pose import pose
from tutor.problem import to_json

SAMPLE = 200
"""Seeds over which the frequency of a condition is counted."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to show: of one exercise (None: of each), at one level (None: its lowest), so many seeds from
    `seed` on; `condition`: a formula of the drawn values, to be counted."""

    path: str
    exercise: str | None = None
    level: int | None = None
    seed: int = 1
    count: int = 3
    condition: str | None = None


def previewed(wish: Wish) -> dict[str, Any]:
    """`{"exercises": [{"id", "levels", "line", "problems" or "fault", "share"}]}`, the file read afresh.

    Raises ContentError where the file as a whole cannot be read; a fault of one exercise stands in its place.
    """
    pack = read_pack(Path(wish.path))
    chosen = [each for each in pack.exercises if wish.exercise in (None, each.id)]
    if not chosen:
        raise ContentError(f"There is no exercise {wish.exercise!r} in it.", file=pack.file)
    return {"exercises": [_shown(pack, exercise, wish) for exercise in chosen]}


def _shown(pack: Pack, exercise: Exercise, wish: Wish) -> dict[str, Any]:
    about: dict[str, Any] = {"id": exercise.id, "levels": exercise.levels, "line": exercise.line_of(None)}
    level = wish.level if wish.level in exercise.levels else exercise.levels[0]
    seeds = range(wish.seed, wish.seed + wish.count)
    try:
        about["problems"] = [to_json(pose(exercise, pack, level, seed)) for seed in seeds]
        if wish.condition:
            about["share"] = _share(exercise, pack, level, wish.condition)
    except ContentError as error:
        about["fault"] = {"message": error.message, "line": error.line, "key": error.key}
    return about


def _share(exercise: Exercise, pack: Pack, level: int, condition: str) -> float:
    """In which share of the sample a condition holds, in 0..1. Raises ContentError where it is none."""
    names = frozenset(exercise.names) | assigned_names(exercise.let)
    formula: Formula = read_formula(condition, exercise.line_of("let"), names)
    met: Sequence[bool] = [
        holds(exercise, "condition", formula, drawn(exercise, pack.id, level, seed)[0]) for seed in range(SAMPLE)
    ]
    return sum(met) / len(met)
