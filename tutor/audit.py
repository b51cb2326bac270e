"""Proves content sound: the graph, the lessons, the packs beside them, and, through the maths
process, every exercise."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources.abc import Traversable
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from tutor.content.catalogue import entry_of
from tutor.content.curriculum import Curriculum
from tutor.content.lesson import FENCE, read_lesson
from tutor.errors import ContentError, WorkerError

ERROR = "error"
SECTIONS = ("Worked example", "In NumPy", "The common slip", "In a language model", "Read on")
FENCED = re.compile(r"^(`{3,}).*?^\1`*\s*$", re.S | re.M)
CODE = re.compile(r"`[^`\n]*`")
PROVING_LIMIT = 900.0
"""Seconds that the proof of one share of a pack may take."""
SHARE = 25
"""Exercises that are proved at once."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the content: the fields of `nabla pack check`."""

    file: str
    key: str | None
    rule: str
    message: str
    level: str = ERROR
    line: int | None = None
    exercise: str | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class Prover(Protocol):
    """Whoever proves a pack file: the worker."""

    async def ask(self, request: Mapping[str, Any], limit: float | None = None) -> dict[str, Any]: ...


def audit_curriculum(curriculum: Curriculum, lessons: Traversable, exercises: Traversable) -> list[Finding]:
    """What is wrong with the graph and the lessons, and which skill has no pack or pack no skill."""
    return [
        *_needless_prerequisites(curriculum),
        *_twice_taught(curriculum),
        *_unused_prerequisites(curriculum, lessons, exercises),
        *_loose_packs(curriculum, exercises),
        *(each for skill in curriculum.order for each in _lesson_findings(curriculum, lessons, skill)),
    ]


@dataclass(frozen=True, slots=True)
class Share:
    """Some exercises of a pack, `first` up to `end`, to be proved at once: the pack with this number."""

    pack: int
    path: str
    first: int
    end: int


class _Waiting:
    """The shares that nobody has begun. To read a pack takes time, so a prover stays with its own as long as it
    can, then takes one that nobody has read, and only then helps with what is left of another's."""

    def __init__(self, shares: Sequence[Share]) -> None:
        self._unread = {pack: deque(some) for pack, some in groupby(shares, key=lambda share: share.pack)}
        self._read: dict[int, deque[Share]] = {}

    def take(self, last: int | None) -> Share | None:
        """The next share for a prover whose last pack was this one; None where nothing is left."""
        if last is not None and self._read[last]:
            return self._read[last].popleft()
        if self._unread:
            pack = next(iter(self._unread))
            self._read[pack] = self._unread.pop(pack)
            return self._read[pack].popleft()
        longest = max(self._read.values(), key=len, default=deque())
        return longest.pop() if longest else None


async def audit_packs(
    provers: Sequence[Prover], paths: Sequence[str], seeds: int, counted: int = 1_000
) -> AsyncIterator[list[dict[str, Any]]]:
    """The findings about each pack, in the order of the paths, as soon as they are known; the provers share the
    work, large packs too. What takes too long, or whose proof dies, is a finding. `seeds` of each level are
    proved, and `counted` problems drawn to see how many differ."""
    shares = [share for number, path in enumerate(paths) for share in _shares(number, path)]
    results = {share: asyncio.get_running_loop().create_future() for share in shares}
    waiting = _Waiting(shares)

    async def prove(prover: Prover) -> None:
        share = waiting.take(None)
        while share is not None:
            results[share].set_result(await _findings(prover, share, seeds, counted))
            share = waiting.take(share.pack)

    working = [asyncio.create_task(prove(prover)) for prover in provers]
    try:
        for _, together in groupby(shares, key=lambda share: share.pack):
            found: list[dict[str, Any]] = []
            for result in map(results.__getitem__, together):
                await asyncio.wait([result, *working], return_when=asyncio.FIRST_COMPLETED)
                for task in working:
                    if task.done():
                        task.result()  # a fault of ours is heard at once
                found += (each for each in await result if each not in found)
            yield found
    finally:
        for task in working:
            task.cancel()


def _shares(number: int, path: str) -> Iterator[Share]:
    exercises = max(1, len(entry_of(Path(path)).offers))
    for first in range(0, exercises, SHARE):
        yield Share(number, path, first, first + SHARE)


async def _findings(prover: Prover, share: Share, seeds: int, counted: int) -> list[dict[str, Any]]:
    some = [share.first, share.end]
    request = {"do": "prove", "path": share.path, "some": some, "seeds": seeds, "counted": counted}
    try:
        reply = await prover.ask(request, PROVING_LIMIT)
    except WorkerError as error:
        return [Finding(share.path, None, "limit", str(error)).to_json()]
    found: list[dict[str, Any]] = reply["findings"]
    return found


def _needless_prerequisites(curriculum: Curriculum) -> Iterator[Finding]:
    for skill in curriculum.skills.values():
        for needed in skill.prerequisites:
            others = (other for other in skill.prerequisites if other != needed)
            if any(needed in curriculum.ancestors(other) for other in others):
                message = f"{needed!r} is implied by another prerequisite; leave it out."
                yield Finding(skill.id, "prerequisites", "implied", message)


def _twice_taught(curriculum: Curriculum) -> Iterator[Finding]:
    """Two skills may introduce one term, unless one rests on the other."""
    for skill in curriculum.order:
        for simpler in sorted(curriculum.ancestors(skill)):
            for term in set(curriculum.skills[simpler].terms) & set(curriculum.skills[skill].terms):
                yield Finding(skill, "terms", "twice-taught", f"{term!r} is introduced by {simpler!r} already.")


def _unused_prerequisites(curriculum: Curriculum, lessons: Traversable, exercises: Traversable) -> Iterator[Finding]:
    """A skill uses a prerequisite if its lesson or its pack has a term or a sign of it."""
    for skill in curriculum.skills.values():
        lesson, pack = lessons / skill.strand / f"{skill.id}.md", exercises / skill.strand / f"{skill.id}.toml"
        written = "".join(file.read_text(encoding="utf-8") for file in (lesson, pack) if file.is_file())
        _, _, text = written.partition(f"\n{FENCE}\n")
        for needed in map(curriculum.skills.__getitem__, skill.prerequisites):
            is_told = any(term.lower() in text.lower() for term in needed.terms) or any(
                sign in text for sign in needed.signs
            )
            if not is_told and (needed.terms or needed.signs):
                yield Finding(skill.id, "prerequisites", "unused", f"Nothing of {needed.id!r} is used here.")


def _loose_packs(curriculum: Curriculum, exercises: Traversable) -> Iterator[Finding]:
    homes = {(skill.strand, f"{skill.id}.toml") for skill in curriculum.skills.values()}
    there = {(folder.name, file.name) for folder in exercises.iterdir() if folder.is_dir() for file in folder.iterdir()}
    for strand, file in sorted(homes - there):
        yield Finding(f"{strand}/{file}", None, "no-pack", "The skill has no exercises.")
    for strand, file in sorted(there - homes):
        yield Finding(f"{strand}/{file}", None, "no-skill", "There is no skill of that name in that strand.")


def _lesson_findings(curriculum: Curriculum, lessons: Traversable, skill: str) -> Iterator[Finding]:
    file = lessons / curriculum.skills[skill].strand / f"{skill}.md"
    try:
        lesson = read_lesson(file)
    except ContentError as error:
        yield Finding(file.name, error.key, "lesson", error.message, line=error.line)
        return
    headings = {line.removeprefix("## ").strip() for line in lesson.body.splitlines() if line.startswith("## ")}
    for section in SECTIONS:
        if section not in headings:
            yield Finding(file.name, None, "no-section", f"The section “{section}” is missing.")
    prose = CODE.sub("", FENCED.sub("", lesson.body)).replace("\\$", "")
    for paragraph in prose.split("\n\n"):
        if paragraph.replace("$$", "$").count("$") % 2:
            message = f"A dollar sign without its partner: {paragraph.strip()[:60]}"
            yield Finding(file.name, None, "dollars", message)
    for term in lesson.opening.terms:
        if term.lower() not in lesson.body.lower():
            yield Finding(file.name, "terms", "untold-term", f"The lesson never says {term!r}.")
