"""The graph of skills: what there is to learn, and what rests on what."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from importlib.resources.abc import Traversable

from tutor.content.lesson import Opening, read_opening
from tutor.errors import ContentError


@dataclass(frozen=True, slots=True)
class Strand:
    """An ordered part of the curriculum."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing a person can do: a node of the graph.

    `encompasses`: simpler skills that practising this one practises too, with a weight in 0..1.
    `minutes`: how long the lesson takes to read.
    """

    id: str
    title: str
    strand: str
    prerequisites: tuple[str, ...]
    encompasses: Mapping[str, float]
    terms: tuple[str, ...]
    minutes: int


class Curriculum:
    """All skills, in an order in which each comes after its prerequisites.

    Raises ContentError where a prerequisite is unknown or skills wait for one another in a circle.
    """

    def __init__(self, strands: Iterable[Strand], skills: Iterable[Skill]) -> None:
        self.strands = tuple(strands)
        self.skills: Mapping[str, Skill] = {skill.id: skill for skill in skills}
        self._refuse_loose_ends()

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Skill ids: prerequisites first, else by strand and name."""
        place = {strand.id: index for index, strand in enumerate(self.strands)}
        ids = sorted(self.skills, key=lambda each: (place.get(self.skills[each].strand, len(place)), each))
        try:
            return tuple(TopologicalSorter({each: self.skills[each].prerequisites for each in ids}).static_order())
        except CycleError as error:
            raise ContentError(f"These skills wait for one another: {', '.join(error.args[1])}.") from error

    def ancestors(self, skill: str) -> frozenset[str]:
        """Everything that `skill` rests on, directly or not; itself left out."""
        found: set[str] = set()
        waiting = list(self.skills[skill].prerequisites)
        while waiting:
            if (here := waiting.pop()) not in found:
                found.add(here)
                waiting.extend(self.skills[here].prerequisites)
        return frozenset(found)

    @cached_property
    def reach(self) -> Mapping[str, int]:
        """How many skills rest on each, directly or not; 0 for a skill that is not named."""
        return Counter(needed for each in self.order for needed in self.ancestors(each))

    def opens(self, skill: str) -> tuple[str, ...]:
        """The skills that name `skill` as a prerequisite."""
        return tuple(each for each in self.order if skill in self.skills[each].prerequisites)

    def _refuse_loose_ends(self) -> None:
        for skill in self.skills.values():
            for needed in skill.prerequisites:
                if needed not in self.skills:
                    raise ContentError(f"There is no skill {needed!r}.", file=skill.id, key="prerequisites")
            for simpler in skill.encompasses:
                if simpler not in self.ancestors(skill.id):
                    raise ContentError(
                        f"{simpler!r} is not among what this skill rests on.",
                        file=skill.id,
                        key="encompasses",
                    )
        _ = self.order


def read_curriculum(folder: Traversable) -> Curriculum:
    """The graph from `strands.toml` and the opening block of each lesson in `<strand>/<skill>.md`."""
    strands = read_strands(folder / "strands.toml")
    skills = [
        read_skill(file, strand)
        for strand in strands
        if (folder / strand.id).is_dir()
        for file in sorted((folder / strand.id).iterdir(), key=lambda each: each.name)
        if file.name.endswith(".md")
    ]
    return Curriculum(strands, skills)


def read_strands(file: Traversable) -> tuple[Strand, ...]:
    """The strands in their order. Raises ContentError."""
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["strand"]
        return tuple(Strand(row["id"], row["title"]) for row in rows)
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise ContentError(f"The strands cannot be read: {error}", file=file.name) from error


def read_skill(file: Traversable, strand: Strand) -> Skill:
    """What the opening block of a lesson says of its skill. Raises ContentError."""
    opening: Opening = read_opening(file)
    return Skill(
        id=file.name.removesuffix(".md"),
        title=opening.title,
        strand=strand.id,
        prerequisites=opening.prerequisites,
        encompasses=opening.encompasses,
        terms=opening.terms,
        minutes=opening.minutes,
    )
