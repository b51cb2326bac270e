"""Asks the maths process: starts it, limits it, replaces it.

Two processes are kept: one that answers, one warm spare. An answer that is late or a process that
dies costs the process its life and the caller a WorkerError; the spare takes over at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from tutor.errors import ContentError, WorkerError
from tutor.problem import Carry, Followed, Mistake, Outcome, Problem, Question, Verdict, to_json

HARD_LIMIT = 3.0
"""Seconds of wall clock that one request may take; after that the process is killed."""

START_LIMIT = 30.0
"""Seconds within which a fresh process must say that it is ready."""

MOST_STARTS = 4
"""Processes that are tried before one gives up: the current one, the spare, and two fresh ones."""

MOST_MEMORY_KIB = 400_000
"""A process that has grown beyond this is retired after its answer."""

LINE_LIMIT = 4_000_000
"""Bytes of the longest reply that is read."""

TOO_LONG = "That took too long to check; it does not count."
DIED = "The check was interrupted; it does not count."


class Mathematician(Protocol):
    """Whoever poses and judges: the worker, or a double in a test."""

    async def pose(self, exercise: str, level: int | None, seed: int) -> Problem: ...

    async def check(
        self,
        question: Question,
        answer: str,
        mistakes: Sequence[Mistake] = (),
        last: str | None = None,
        carry: Carry | None = None,
    ) -> Verdict: ...

    async def follow(self, question: Question, lines: Sequence[str]) -> Followed: ...

    async def preview(self, wish: Mapping[str, Any]) -> dict[str, Any]: ...

    async def close(self) -> None: ...


class Worker:
    """The maths process, from outside. Use as an async context manager, or `close` it."""

    def __init__(self, limit: float = HARD_LIMIT, packs: Path | None = None) -> None:
        """`limit` in seconds; `packs`: the folder of the learner's own packs."""
        self.limit = limit
        self._packs = packs
        self._turn = asyncio.Lock()
        self._current: asyncio.Task[Child] | None = None
        self._spare: asyncio.Task[Child] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> Worker:
        self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def start(self) -> None:
        """Begin to start the process; returns at once."""
        if self._current is None and not self._closed:
            self._current = asyncio.create_task(Child.start(self._packs))

    async def pose(self, exercise: str, level: int | None, seed: int) -> Problem:
        """Generate a problem. Raises ContentError for a faulty exercise, WorkerError when late."""
        reply = await self.ask({"do": "pose", "exercise": exercise, "level": level, "seed": seed})
        return Problem.from_json(reply["problem"])

    async def check(
        self,
        question: Question,
        answer: str,
        mistakes: Sequence[Mistake] = (),
        last: str | None = None,
        carry: Carry | None = None,
    ) -> Verdict:
        """Judge an answer; `last`: the one given to the same question before; `carry`: what a part may be
        carried forward from. A late or lost check is `undecided`, never an exception."""
        request = {
            "do": "check",
            "question": to_json(question),
            "answer": answer,
            "last": last,
            "carry": carry and to_json(carry),
            "mistakes": [{"say": m.say, "answer": m.answer, "matches": m.matches, "name": m.name} for m in mistakes],
        }
        try:
            return Verdict.from_json((await self.ask(request))["verdict"])
        except WorkerError as error:
            return Verdict(Outcome.UNDECIDED, str(error), decided_by="limit")

    async def follow(self, question: Question, lines: Sequence[str]) -> Followed:
        """Judge the last of the lines of a derivation. A late or lost answer is undecided, never an exception."""
        try:
            reply = await self.ask({"do": "follow", "question": to_json(question), "lines": list(lines)})
            return Followed.from_json(reply["followed"])
        except WorkerError as error:
            return Followed(None, message=str(error))

    async def preview(self, wish: Mapping[str, Any]) -> dict[str, Any]:
        """Problems of a pack file as it stands: see `tutor.maths.posing.preview`. Raises ContentError for a file that
        cannot be read, WorkerError when late."""
        return await self.ask({"do": "preview", "wish": wish})

    async def ask(self, request: Mapping[str, Any], limit: float | None = None) -> dict[str, Any]:
        """One request, one reply; `limit` in seconds. Requests wait for one another.

        Raises WorkerError when late or lost, ContentError when the process says that content is
        faulty.
        """
        async with self._turn:
            child = await self._ready()
            try:
                reply = await asyncio.wait_for(child.exchange(request), limit or self.limit)
            except TimeoutError as error:
                self._replace(child)
                raise WorkerError(TOO_LONG) from error
            except (OSError, EOFError, ValueError) as error:
                self._replace(child)
                raise WorkerError(DIED) from error
            except BaseException:
                self._replace(child)
                raise
            if reply.get("kib", 0) > MOST_MEMORY_KIB:
                self._replace(child)
            self._warm_spare()
        if "faulty" in reply:
            raise ContentError(**reply["faulty"])
        if "failed" in reply:
            raise WorkerError(reply["failed"])
        return reply

    async def close(self) -> None:
        """End both processes; to be called once."""
        self._closed = True
        for task in (self._current, self._spare):
            if task is not None:
                await _end(task)
        await asyncio.gather(*self._ending)
        self._current = self._spare = None

    @property
    def process_id(self) -> int | None:
        """Of the process that answers next, once it stands."""
        task = self._current
        ready = task is not None and task.done() and not task.cancelled() and task.exception() is None
        return task.result().process_id if ready and task is not None else None

    async def _ready(self) -> Child:
        """A living process: the current one, else the spare, else fresh ones."""
        fault: BaseException | None = None
        for _ in range(MOST_STARTS):
            if self._closed:
                raise WorkerError("The maths process has been closed.")
            self.start()
            assert self._current is not None
            try:
                child = await asyncio.shield(self._current)
            except (OSError, EOFError, ValueError, TimeoutError) as error:
                fault, self._current, self._spare = error, self._spare, None
                continue
            if child.is_alive:
                return child
            self._replace(child)
        raise WorkerError(f"The maths process does not start: {fault or 'it ends at once'}.")

    def _replace(self, child: Child) -> None:
        child.kill()
        ending = asyncio.create_task(child.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        self._current, self._spare = self._spare, None
        self.start()

    def _warm_spare(self) -> None:
        if self._spare is None and not self._closed:
            self._spare = asyncio.create_task(Child.start(self._packs))


class Child:
    """One maths process and its pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._number = 0

    @classmethod
    async def start(cls, packs: Path | None = None) -> Child:
        """Start a process and wait until it says that it is ready."""
        process = await asyncio.create_subprocess_exec(
            # -P: a folder named `tutor` where the learner stands must not take our place
            sys.executable, "-P", "-m", "tutor.maths", *([str(packs)] if packs else []),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment(),
            limit=LINE_LIMIT,
            start_new_session=True,  # Ctrl-C belongs to the screen
        )  # fmt: skip
        child = cls(process)
        try:
            await asyncio.wait_for(child._read(), START_LIMIT)
        except BaseException:
            await child.end()
            raise
        return child

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def exchange(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and read its reply. Raises OSError or EOFError when the process dies."""
        self._number += 1
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"id": self._number, **request}).encode() + b"\n")
        await self._process.stdin.drain()
        while (reply := await self._read()).get("id") != self._number:
            pass
        return reply

    def kill(self) -> None:
        if self.is_alive:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def end(self) -> None:
        self.kill()
        await self._process.wait()

    async def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError("the maths process ended")
        reply: dict[str, Any] = json.loads(line)
        return reply


async def _end(task: asyncio.Task[Child]) -> None:
    if not task.done():
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError, OSError, EOFError, ValueError, TimeoutError):
        await (await task).end()


def environment() -> dict[str, str]:
    """What the maths process sees of ours: enough to start Python, and fixed settings that keep
    its arithmetic the same on every machine."""
    kept = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
    fixed = {
        "MPMATH_NOGMPY": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SYMPY_GROUND_TYPES": "python",
    }
    return {name: os.environ[name] for name in kept if name in os.environ} | fixed
