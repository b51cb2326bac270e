"""All that there is to learn from: the graph at once, lessons and packs when first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from tutor.content import folder
from tutor.content.curriculum import Curriculum, read_curriculum
from tutor.content.lesson import Lesson, read_lesson
from tutor.errors import ContentError

if TYPE_CHECKING:
    from tutor.content.exercise import Exercise, Pack


class Library:
    """A curriculum and its packs. A pack bears its skill's name, so that one skill's exercises
    are found without reading the others."""

    def __init__(self, curriculum_folder: Traversable, exercises_folder: Traversable) -> None:
        self._lessons = curriculum_folder
        self._exercises = exercises_folder
        self._packs: dict[str, Pack] = {}

    @classmethod
    def shipped(cls) -> Library:
        """The library that comes with the program."""
        return cls(folder("curriculum"), folder("exercises"))

    @cached_property
    def curriculum(self) -> Curriculum:
        return read_curriculum(self._lessons)

    def lesson(self, skill: str) -> Lesson:
        """The page of a skill. Raises ContentError where there is no such skill."""
        if skill not in self.curriculum.skills:
            raise ContentError(f"There is no skill {skill!r}.")
        return read_lesson(self._lessons / self.curriculum.skills[skill].strand / f"{skill}.md")

    def pack(self, pack_id: str) -> Pack:
        """One pack, read at its first use. Raises ContentError."""
        if pack_id not in self._packs:
            from tutor.content.exercise import read_pack

            self._packs[pack_id] = read_pack(self._pack_file(pack_id))
        return self._packs[pack_id]

    def packs(self) -> Iterator[Pack]:
        """Every pack, in the order of the curriculum."""
        for skill in self.curriculum.order:
            if self._pack_file(skill).is_file():
                yield self.pack(skill)

    def exercises(self, skill: str) -> tuple[Exercise, ...]:
        """What practises a skill, in the order of its pack; empty where nothing does."""
        if skill not in self.curriculum.skills:
            raise ContentError(f"There is no skill {skill!r}.")
        return tuple(self.pack(skill).exercises) if self._pack_file(skill).is_file() else ()

    def exercise(self, name: str) -> tuple[Pack, Exercise]:
        """By full name `pack/id`, or by an id that only one pack has. Raises ContentError."""
        pack_id, slash, exercise_id = name.rpartition("/")
        packs = [self.pack(pack_id)] if slash and self._is_pack(pack_id) else list(self.packs()) * (not slash)
        found = [(pack, each) for pack in packs for each in pack.exercises if each.id == exercise_id]
        match found:
            case [only]:
                return only
            case []:
                raise ContentError(f"There is no exercise {name!r}.")
            case several:
                full = ", ".join(f"{pack.id}/{exercise_id}" for pack, _ in several)
                raise ContentError(f"Several packs have {name!r}: {full}.")

    def _is_pack(self, pack_id: str) -> bool:
        return pack_id in self.curriculum.skills and self._pack_file(pack_id).is_file()

    def _pack_file(self, pack_id: str) -> Traversable:
        return self._exercises / self.curriculum.skills[pack_id].strand / f"{pack_id}.toml"
