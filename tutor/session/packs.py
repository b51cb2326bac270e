"""What exercises are there? Every pack with what it offers, and problems of one while its file is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tutor.errors import ContentError
from tutor.problem import Problem
from tutor.worker import Mathematician

if TYPE_CHECKING:
    from tutor.content.catalogue import Offer, PackEntry
    from tutor.content.library import Library

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ListedExercise:
    """An exercise of a pack. `skill` is the skill's title; `id` stands for a title where there is none."""

    pack: str
    id: str
    title: str
    skill: str
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListedPack:
    """A pack that is there. `is_own`: the learner's; `fault`: why it is left out, None where it is not."""

    id: str
    title: str
    version: int
    authors: tuple[str, ...]
    licence: str
    is_own: bool
    fault: str | None
    exercises: tuple[ListedExercise, ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """A problem as an author sees it. `line` of the exercise in its file; `share`: how often the condition that
    was asked for holds, in 0..1; `unclear`: why that cannot be said; `elsewhere`: what is wrong with another
    exercise of the pack."""

    problem: Problem
    levels: tuple[int, ...]
    line: int
    share: float | None = None
    unclear: str | None = None
    elsewhere: str | None = None


class Packs:
    """The packs of a library, listed and looked into. Files are read in the log's thread or the maths process."""

    def __init__(self, library: Library, worker: Mathematician, owner: Executor) -> None:
        self._library = library
        self._worker = worker
        self._owner = owner

    async def listed(self) -> tuple[ListedPack, ...]:
        """The learner's own packs, then the shipped ones in the order of the curriculum; faulty ones too."""
        return await self._owned(self._listed)

    async def previewed(
        self, exercise: ListedExercise, *, level: int | None, seed: int, condition: str | None = None
    ) -> Previewed:
        """The problem of a seed, the file read afresh. Raises ContentError with the line of a fault, and
        WorkerError where it took too long."""
        path = str(self._library.place(exercise.pack))
        wish = {"path": path, "exercise": exercise.id, "level": level, "seed": seed, "count": 1, "condition": condition}
        reply = await self._worker.preview(wish)
        (shown,) = reply["exercises"]
        if fault := shown.get("fault"):
            raise _error(fault)
        elsewhere = reply["elsewhere"]
        return Previewed(
            problem=Problem.from_json(shown["problems"][0]),
            levels=tuple(shown["levels"]),
            line=shown["line"],
            share=shown.get("share"),
            unclear=shown.get("unclear"),
            elsewhere=elsewhere and _sentence(elsewhere),
        )

    async def stamp(self, pack_id: str) -> object:
        """Something that is another thing after each save of one of the learner's packs; None for a shipped pack,
        and for a moment in which a file is being replaced."""
        if self._library.is_shipped(pack_id):
            return None
        try:
            place = self._library.place(pack_id)
        except ContentError:
            return None
        # One file is looked at in microseconds, a folder may be long.
        return _stamp(place) if place.is_file() else await asyncio.to_thread(_stamp, place)

    def _listed(self) -> tuple[ListedPack, ...]:
        packs = [self._pack(entry) for entry in self._library.catalogue()]
        return tuple(sorted(packs, key=lambda each: not each.is_own))

    def _pack(self, entry: PackEntry) -> ListedPack:
        return ListedPack(
            id=entry.id,
            title=entry.title,
            version=entry.version,
            authors=entry.authors,
            licence=entry.licence,
            is_own=not self._library.is_shipped(entry.id),
            fault=entry.fault,
            exercises=tuple(self._exercise(entry.id, offer) for offer in entry.offers),
        )

    def _exercise(self, pack_id: str, offer: Offer) -> ListedExercise:
        exercise_id = offer.name.removeprefix(f"{pack_id}/")
        skill = self._library.curriculum.skills.get(offer.skill)
        title = skill.title if skill else offer.skill
        return ListedExercise(pack_id, exercise_id, offer.title or exercise_id, title, offer.levels)

    async def _owned(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._owner, work)


def _stamp(place: Path) -> object:
    from tutor.content.catalogue import stamp_of

    try:
        return stamp_of(place)
    except OSError:
        return None


def _error(fault: Mapping[str, Any]) -> ContentError:
    return ContentError(fault["message"], line=fault["line"], exercise=fault["exercise"], key=fault["key"])


def _sentence(fault: Mapping[str, Any]) -> str:
    return f"{fault['exercise']}, line {fault['line']}: {fault['message']}"
