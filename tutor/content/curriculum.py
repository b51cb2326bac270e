"""The graph of skills: what there is to learn, and what rests on what."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
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
    signs: tuple[str, ...] = ()


class Curriculum:
    """All skills, in an order in which each comes after its prerequisites.

    `levels`: asked once, at first need, for the highest level at which each skill is practised.
    Raises ContentError where a prerequisite is unknown or skills wait for one another in a circle.
    """

    def __init__(
        self, strands: Iterable[Strand], skills: Iterable[Skill], levels: Callable[[], Mapping[str, int]] = dict
    ) -> None:
        self.strands = tuple(strands)
        self.skills: Mapping[str, Skill] = {skill.id: skill for skill in skills}
        self._levels = levels
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
        return self._below[skill]

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        below: dict[str, frozenset[str]] = {}
        for each in self.order:
            needed = self.skills[each].prerequisites
            below[each] = frozenset(needed).union(*(below[other] for other in needed))
        return below

    @cached_property
    def highest_levels(self) -> Mapping[str, int]:
        """The highest level at which each skill is practised; a skill without exercises is not named."""
        return self._levels()

    @cached_property
    def reach(self) -> Mapping[str, int]:
        """How many skills rest on each, directly or not; 0 for a skill that is not named."""
        return Counter(needed for each in self.order for needed in self.ancestors(each))

    def opens(self, skill: str) -> tuple[str, ...]:
        """The skills that name `skill` as a prerequisite."""
        return self._above.get(skill, ())

    @cached_property
    def _above(self) -> Mapping[str, tuple[str, ...]]:
        above: dict[str, tuple[str, ...]] = {}
        for each in self.order:
            for needed in dict.fromkeys(self.skills[each].prerequisites):
                above[needed] = (*above.get(needed, ()), each)
        return above

    def path(self, targets: Iterable[str]) -> tuple[str, ...]:
        """The targets and all that they rest on, prerequisites first; a target that is unknown is passed over."""
        known = [each for each in targets if each in self.skills]
        needed = set(known).union(*map(self.ancestors, known))
        return tuple(each for each in self.order if each in needed)

    def only(self, kept: Collection[str]) -> Curriculum:
        """The graph of these skills alone: what rested on another one rests on the nearest of them below it."""
        skills = [
            replace(
                skill,
                prerequisites=self.nearest(skill.prerequisites, kept),
                encompasses={each: weight for each, weight in skill.encompasses.items() if each in kept},
            )
            for skill in self.skills.values()
            if skill.id in kept
        ]
        return Curriculum(self.strands, skills, self._levels)

    def nearest(self, skills: Iterable[str], kept: Collection[str]) -> tuple[str, ...]:
        """Each of `skills` that is kept; in place of one that is not, the nearest kept ones that it rests on."""
        seen: dict[str, bool] = {}
        waiting = list(skills)[::-1]
        while waiting:
            if (here := waiting.pop()) not in seen:
                seen[here] = here in kept
                waiting.extend(() if here in kept else self.skills[here].prerequisites[::-1])
        return tuple(each for each, is_kept in seen.items() if is_kept)

    def _refuse_loose_ends(self) -> None:
        for skill in self.skills.values():
            for needed in skill.prerequisites:
                if needed not in self.skills:
                    raise ContentError(f"There is no skill {needed!r}.", file=skill.id, key="prerequisites")
        _ = self.order
        for skill in self.skills.values():
            for simpler in skill.encompasses:
                if simpler not in self.ancestors(skill.id):
                    raise ContentError(
                        f"{simpler!r} is not among what this skill rests on.",
                        file=skill.id,
                        key="encompasses",
                    )


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
        signs=opening.signs,
    )
