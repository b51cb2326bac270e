"""The goals a learner may pick: named paths through the graph, read from `goals.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from tutor.content.curriculum import Curriculum
from tutor.errors import ContentError

EVERYTHING = "everything"
"""In place of a list of targets: every skill that there is."""
TEXTS = {"id": True, "title": True, "about": True, "cut": False}
"""The keys that are texts, and whether each must be there; beside them stands `targets`."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a learner wants to be able to do: the skills `targets`, and so all that they rest on.

    `cut`: what of the path this course does not reach yet, in words; None where the path is whole.
    """

    id: str
    title: str
    about: str
    targets: tuple[str, ...]
    cut: str | None = None


def read_goals(file: Traversable, curriculum: Curriculum) -> tuple[Goal, ...]:
    """The goals in their order. Raises ContentError, which names the goal and the key."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(f"The goals cannot be read: {error}", file=file.name) from error
    rows = data.pop("goal", [])
    if data or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ContentError("Goals are written as [[goal]] tables, and nothing stands beside them.", file=file.name)
    goals: dict[str, Goal] = {}
    for number, row in enumerate(rows, 1):
        goal = _goal(row, curriculum, _Place(file.name, str(row.get("id", f"goal {number}"))))
        if goal.id in goals:
            raise ContentError("Two goals have this id.", file=file.name, exercise=goal.id, key="id")
        goals[goal.id] = goal
    return tuple(goals.values())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which file one reads."""

    file: str
    goal: str

    def error(self, message: str, key: str) -> ContentError:
        return ContentError(message, file=self.file, exercise=self.goal, key=key)


def _goal(row: Mapping[str, Any], curriculum: Curriculum, place: _Place) -> Goal:
    for key in row:
        if key not in TEXTS and key != "targets":
            raise place.error("A goal has no such key.", key)
    for key, is_needed in TEXTS.items():
        value = row.get(key)
        if not (isinstance(value, str) and value.strip()) and (is_needed or key in row):
            raise place.error(f"A goal needs {key!r}, a text." if is_needed else "This is a text, or left out.", key)
    if row["id"] in curriculum.skills:
        raise place.error("A skill has this name; any skill can be a goal by itself.", "id")
    return Goal(row["id"], row["title"], row["about"], _targets(row.get("targets"), curriculum, place), row.get("cut"))


def _targets(given: Any, curriculum: Curriculum, place: _Place) -> tuple[str, ...]:
    if given == EVERYTHING:
        return curriculum.order
    if not isinstance(given, list) or not given or not all(isinstance(each, str) for each in given):
        raise place.error(f"A goal needs 'targets': a list of skills, or {EVERYTHING!r}.", "targets")
    for each in given:
        if each not in curriculum.skills:
            raise place.error(f"There is no skill {each!r}.", "targets")
        if given.count(each) > 1:
            raise place.error(f"{each!r} stands here twice.", "targets")
    return tuple(given)
