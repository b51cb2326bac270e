"""The desk: what every kind of sitting works with, be it the plan's session or a test.

The learner, the log and the maths process are the same for all of them; the log is touched in its own thread only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Executor
from datetime import datetime
from typing import Any, TypeVar

from tutor.content.curriculum import Curriculum
from tutor.content.library import Library
from tutor.learner.log import Log
from tutor.learner.memory import Learner, TooOld, advance, replay
from tutor.learner.records import Record, Row
from tutor.problem import Problem
from tutor.worker import Mathematician

Result = TypeVar("Result")


class Desk:
    """One learner's library, log, memory and maths process; `seeds` are fresh, for ever."""

    def __init__(
        self, library: Library, log: Log, learner: Learner, worker: Mathematician, owner: Executor, seeds: Iterator[int]
    ) -> None:
        self.library = library
        self.log = log
        self.learner = learner
        self.worker = worker
        self.seeds = seeds
        self._owner = owner
        self._ahead: set[asyncio.Task[Any]] = set()

    @property
    def curriculum(self) -> Curriculum:
        return self.library.curriculum

    def title(self, skill: str) -> str:
        """The title of a skill; the name of one that is gone."""
        known = self.curriculum.skills.get(skill)
        return known.title if known else skill

    async def keep(self, record: Record, at: datetime) -> Row:
        """The row that now holds `record`, after COMMIT; the learner knows of it."""
        row = await self.owned(self.log.append, record, at)
        try:
            self.learner = advance(self.learner, row)
        except TooOld:
            self.learner = await self.owned(lambda: replay(self.log.rows()))
        return row

    async def owned(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """`work` done in the log's own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._owner, work, *arguments)

    async def pose(self, exercise: str, level: int, seed: int) -> Problem:
        """The problem of a seed. Raises ContentError and WorkerError."""
        return await self.worker.pose(exercise, level, seed)

    def ahead(self, posing: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Have something generated meanwhile. Whoever needs it awaits it, and hears then of what went wrong."""
        task = asyncio.create_task(posing)
        # Held until it ends: to cancel it would cost the maths process its life.
        self._ahead.add(task)
        task.add_done_callback(self._done_ahead)
        return task

    async def close(self) -> None:
        """Let go of the maths process and the log."""
        for posing in self._ahead:
            posing.cancel()
        await self.worker.close()
        await self.owned(self.log.close)

    def _done_ahead(self, task: asyncio.Task[Any]) -> None:
        self._ahead.discard(task)
        if not task.cancelled():
            task.exception()  # seen: nobody may ever ask for it
