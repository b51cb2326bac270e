"""All that there is to learn from: the graph at once, lessons and packs when first asked for.

What is shipped comes first; the learner's own packs add exercises to its skills, and skills of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.content import folder
from tutor.content.curriculum import Curriculum, Skill, read_curriculum, read_skill, read_strands
from tutor.content.goals import Goal, read_goals
from tutor.content.lesson import Lesson, read_lesson
from tutor.errors import ContentError

if TYPE_CHECKING:
    from tutor.content.catalogue import Offer, PackEntry
    from tutor.content.exercise import Exercise, Pack


class Library:
    """A curriculum and its packs, and the packs in a learner's folder (None: none are looked for).

    A shipped pack bears its skill's name, so that one skill's exercises are found without reading the others.
    """

    def __init__(
        self, curriculum_folder: Traversable, exercises_folder: Traversable, packs_folder: Path | None = None
    ) -> None:
        self._lessons = curriculum_folder
        self._exercises = exercises_folder
        self._packs_folder = packs_folder
        self._packs: dict[str, Pack] = {}
        self.faults: list[ContentError] = []  # of the learner's packs: what is left out, and why

    @classmethod
    def shipped(cls, packs_folder: Path | None = None) -> Library:
        """The library that comes with the program, and what lies in the learner's folder of packs."""
        return cls(folder("curriculum"), folder("exercises"), packs_folder)

    @cached_property
    def curriculum(self) -> Curriculum:
        """The shipped graph, and pack by pack the learner's own skills; a pack that does not fit is left out."""
        whole = Curriculum(self._shipped_graph.strands, self._shipped_graph.skills.values(), self._highest_levels)
        for entry in self._installed.values():
            if entry.lessons and entry.fault is None:
                try:
                    whole = _widened(whole, entry, self._own_place(entry.id))
                except ContentError as error:
                    self.faults.append(error)
        return whole

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The named paths; none where the curriculum has none. Raises ContentError."""
        file = self._lessons / "goals.toml"
        return read_goals(file, self.curriculum) if file.is_file() else ()

    def goal(self, name: str) -> Goal | None:
        """A named path, or one skill as a goal of its own; None where there is neither (any more)."""
        named = next((each for each in self.goals if each.id == name), None)
        if named is not None or name not in self.curriculum.skills:
            return named
        return Goal(name, self.curriculum.skills[name].title, "", (name,))

    @cached_property
    def course(self) -> Curriculum:
        """What can be planned: the skills that some exercise practises. One that nothing practises can never be
        shown to be held, so what rests on it waits for what lies below it."""
        return self.curriculum.only(self.curriculum.highest_levels)

    def lesson(self, skill: str) -> Lesson:
        """The page of a skill. Raises ContentError where there is no such skill."""
        if skill not in self.curriculum.skills:
            raise ContentError(f"There is no skill {skill!r}.")
        own = self._own_lessons.get(skill)
        return read_lesson(own or self._lessons / self.curriculum.skills[skill].strand / f"{skill}.md")

    def notation(self) -> str:
        """The page of all signs, in Markdown."""
        return (self._lessons / "notation.md").read_text(encoding="utf-8")

    def pack(self, pack_id: str) -> Pack:
        """One pack, read at its first use. Raises ContentError."""
        if pack_id not in self._packs:
            from tutor.content.pack import read_pack

            self._packs[pack_id] = read_pack(self._place(pack_id))
        return self._packs[pack_id]

    def packs(self) -> Iterator[Pack]:
        """Every pack that can be read: the shipped ones in the order of the curriculum, then the learner's."""
        return (self.pack(entry.id) for entry in self.catalogue() if entry.fault is None)

    def catalogue(self) -> Iterator[PackEntry]:
        """What each pack offers, in the same order, faulty ones too."""
        yield from self._shipped.values()
        yield from (entry for entry in self._installed.values() if entry.id not in self._shipped)

    def offers(self, skill: str) -> tuple[Offer, ...]:
        """What practises a skill; empty where nothing does. ContentError where there is no such skill."""
        if skill not in self.curriculum.skills:
            raise ContentError(f"There is no skill {skill!r}.")
        return self._by_skill.get(skill, ())

    def exercise(self, name: str) -> tuple[Pack, Exercise]:
        """By full name `pack/id`, or by an id that only one pack has. Raises ContentError."""
        pack_id, slash, exercise_id = name.rpartition("/")
        entries = [entry for entry in self.catalogue() if not slash or entry.id == pack_id]
        found = [entry.id for entry in entries for offer in entry.offers if offer.name == f"{entry.id}/{exercise_id}"]
        match found:
            case [only]:
                pack = self.pack(only)
                return pack, next(each for each in pack.exercises if each.id == exercise_id)
            case []:
                raise ContentError(f"There is no exercise {name!r}.")
            case several:
                full = ", ".join(f"{pack}/{exercise_id}" for pack in several)
                raise ContentError(f"Several packs have {name!r}: {full}.")

    def widened(self, entry: PackEntry, place: Path) -> Curriculum:
        """The graph as it would be with another pack. Raises ContentError where the pack does not fit."""
        return _widened(self.curriculum, entry, place)

    def is_shipped(self, pack_id: str) -> bool:
        """Whether a pack comes with the program."""
        return pack_id in self._shipped

    def place(self, pack_id: str) -> Path:
        """The file or folder of a pack. Raises ContentError."""
        return Path(str(self._place(pack_id)))

    @cached_property
    def _by_skill(self) -> Mapping[str, tuple[Offer, ...]]:
        found: dict[str, list[Offer]] = {}
        for entry in self.catalogue():
            for offer in entry.offers if entry.fault is None else ():
                found.setdefault(offer.skill, []).append(offer)
        return {skill: tuple(offers) for skill, offers in found.items()}

    def _highest_levels(self) -> Mapping[str, int]:
        return {
            skill: max(level for offer in offers for level in offer.levels)
            for skill, offers in self._by_skill.items()
            if any(offer.levels for offer in offers)
        }

    @cached_property
    def _shipped(self) -> Mapping[str, PackEntry]:
        from tutor.content.catalogue import shipped_entry

        files = {skill: self._shipped_file(skill) for skill in self._shipped_graph.order}
        return {skill: shipped_entry(file) for skill, file in files.items() if file.is_file()}

    @cached_property
    def _shipped_graph(self) -> Curriculum:
        return read_curriculum(self._lessons)

    @cached_property
    def _installed(self) -> Mapping[str, PackEntry]:
        if self._packs_folder is None or not self._packs_folder.is_dir():
            return {}
        from tutor.content.catalogue import installed

        return installed(self._packs_folder)

    @cached_property
    def _own_lessons(self) -> Mapping[str, Path]:
        """The files of the lessons that the learner's packs bring, by skill."""
        files = [
            self._own_place(entry.id) / "curriculum" / each
            for entry in self._installed.values()
            for each in entry.lessons
        ]
        return {file.stem: file for file in files if file.stem not in self._shipped_graph.skills}

    def _place(self, pack_id: str) -> Path | Traversable:
        if pack_id in self._shipped:
            return self._shipped_file(pack_id)
        if pack_id not in self._installed:
            raise ContentError(f"There is no pack {pack_id!r}.")
        return self._own_place(pack_id)

    def _own_place(self, pack_id: str) -> Path:
        """The file or folder of one of the learner's packs."""
        assert self._packs_folder is not None
        file = self._packs_folder / f"{pack_id}.toml"
        return file if file.is_file() else self._packs_folder / pack_id

    def _shipped_file(self, skill: str) -> Traversable:
        return self._exercises / self._shipped_graph.skills[skill].strand / f"{skill}.toml"


def _widened(whole: Curriculum, entry: PackEntry, place: Path) -> Curriculum:
    """The graph with the skills of a pack. Raises ContentError: a skill that is there already, a prerequisite
    that is not, a circle, an unknown strand."""
    inside = place / "curriculum"
    strands = {strand.id: strand for strand in whole.strands}
    if (inside / "strands.toml").is_file():
        strands |= {each.id: each for each in read_strands(inside / "strands.toml") if each.id not in strands}
    skills: list[Skill] = []
    for lesson in entry.lessons:
        strand, _, file = lesson.partition("/")
        if strand not in strands:
            raise ContentError(f"There is no strand {strand!r}.", file=str(inside / lesson))
        if file.removesuffix(".md") in whole.skills:
            raise ContentError("There is a skill of this name already.", file=str(inside / lesson))
        skills.append(read_skill(inside / lesson, strands[strand]))
    return Curriculum(strands.values(), [*whole.skills.values(), *skills], lambda: whole.highest_levels)
