"""`nabla pack check --watch`: at every save what changed, with few seeds first, then with all."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tutor.audit import PROVING_LIMIT
from tutor.content.catalogue import stamp_of
from tutor.content.changes import marks_of
from tutor.errors import ContentError, WorkerError
from tutor.paths import packs_folder
from tutor.worker import Worker

LOOK_EVERY = 0.05
"""Seconds between two looks at the files."""
Depth = tuple[int, int]
"""Seeds of each level, and problems drawn to see how many differ."""
Tell = Callable[[Path, dict[str, Any]], None]


async def watch(packs: Sequence[Path], quick: Depth, usual: Depth, tell: Tell) -> int:
    """Prove the packs at every save, until Ctrl-C. One process is always free for what was saved last, while
    the other goes deeper into what is proved already."""
    async with Worker(packs=packs_folder()) as first, Worker(packs=packs_folder()) as second:
        at_once = _Proofs(first, quick, tell)
        deeper = _Proofs(second, usual, tell, behind=at_once)
        seen: object = None
        going_deeper: asyncio.Task[None] | None = None
        while True:
            if (stamp := _stamps(packs)) != seen:
                seen = stamp
                await at_once.look(packs)
                if going_deeper is None or going_deeper.done():
                    going_deeper = asyncio.create_task(deeper.look(packs))
            elif going_deeper is not None and going_deeper.done():
                going_deeper.result()  # a fault of ours is heard
                going_deeper = asyncio.create_task(deeper.look(packs)) if deeper.are_behind(packs) else None
            await asyncio.sleep(LOOK_EVERY)


def _stamps(packs: Sequence[Path]) -> object:
    """How the files stand; None for a moment in which an editor replaces one."""
    try:
        return [stamp_of(pack) for pack in packs]
    except OSError:
        return None


class _Proofs:
    """What one process has proved, at one depth. `behind`: the proofs that come first; what they found faulty, or
    could not read, is to be mended before it is proved any deeper."""

    def __init__(self, worker: Worker, depth: Depth, tell: Tell, behind: _Proofs | None = None) -> None:
        self._worker = worker
        self._depth = depth
        self._tell = tell
        self._behind = behind
        self._proved: set[tuple[Path, str]] = set()
        self._faulty: set[tuple[Path, str]] = set()

    def are_behind(self, packs: Sequence[Path]) -> bool:
        """Whether there is an exercise to prove."""
        return any(self._places(pack, _marks(pack) or []) for pack in packs)

    async def look(self, packs: Sequence[Path]) -> None:
        """Prove what has changed, and say how much that was."""
        for pack in packs:
            marks = _marks(pack)
            if marks is None:
                if self._behind is None:
                    self._say(pack, await self._findings(pack, None), [])  # it cannot be read; the proof says why
                continue
            places = self._places(pack, marks)
            told: list[dict[str, Any]] = []
            for place in places:
                findings = await self._findings(pack, [place, place + 1])
                if _marks(pack) != marks:
                    return  # saved once more meanwhile: whoever called looks again
                self._say(pack, findings, told)
                self._proved.add((pack, marks[place]))
                if any(finding["level"] == "error" for finding in findings):
                    self._faulty.add((pack, marks[place]))
            if places:
                said = f"{len(places)} of {len(marks)} exercises proved with {self._depth[0]} seeds a level."
                print(f"{pack}: {said}", file=sys.stderr, flush=True)

    def _places(self, pack: Path, marks: Sequence[str]) -> list[int]:
        done = self._proved | (self._behind._faulty if self._behind else set())
        return [place for place, mark in enumerate(marks) if (pack, mark) not in done]

    async def _findings(self, pack: Path, some: list[int] | None) -> list[dict[str, Any]]:
        seeds, counted = self._depth
        request = {"do": "prove", "path": str(pack.absolute()), "some": some, "seeds": seeds, "counted": counted}
        try:
            reply = await self._worker.ask(request, PROVING_LIMIT)
        except WorkerError as error:
            print(f"{pack}: {error}", file=sys.stderr, flush=True)
            return []
        found: list[dict[str, Any]] = reply["findings"]
        return found

    def _say(self, pack: Path, findings: Sequence[dict[str, Any]], told: list[dict[str, Any]]) -> None:
        """Tell what was not told in this look: that the file has no title is found with each exercise."""
        for finding in findings:
            if finding not in told:
                told.append(finding)
                self._tell(pack, finding)


def _marks(pack: Path) -> list[str] | None:
    try:
        return marks_of(pack)
    except ContentError:
        return None
