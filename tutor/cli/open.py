"""The only place that wires: log, library, maths process and session."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.clock import Clock
from tutor.errors import LogError
from tutor.paths import backup_folder, log_file, packs_folder
from tutor.worker import Worker

if TYPE_CHECKING:
    from tutor.content.library import Library
    from tutor.learner.log import Log
    from tutor.learner.memory import Learner
    from tutor.learner.records import Row
    from tutor.session.study import Session

SEEDS = 2**31


async def open_session(db: Path | None, now: Clock) -> Session:
    """A session over the learner's log. Everything slow happens in the log's own thread, while the
    maths process starts beside it. Raises LogError or ContentError, and then leaves nothing open."""
    worker = Worker(packs=packs_folder())
    worker.start()
    owner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="log")
    try:
        library, log, learner = await asyncio.get_running_loop().run_in_executor(owner, _open_records, db, now)
        from tutor.session.study import Session

        return Session(library, log, learner, worker, owner, seeds())
    except BaseException:
        await worker.close()
        owner.shutdown(wait=False)
        raise


@contextlib.asynccontextmanager
async def session_of(given: argparse.Namespace, now: Clock) -> AsyncIterator[Session]:
    """The session of a command, closed at its end."""
    session = await open_session(given.db, now)
    try:
        yield session
    finally:
        await session.close()


def seeds() -> Iterator[int]:
    """Fresh seeds, for ever."""
    source = random.SystemRandom()
    while True:
        yield source.randrange(SEEDS)


def rows_of(db: Path | None) -> list[Row]:
    """The rows of the log, to look at only: where there is no log, none is made."""
    from tutor.learner.log import Log

    path = log_file(db)
    if not path.exists() and not path.is_symlink():
        return []
    with Log.open(path, create=False) as log:
        return list(log.rows())


def _open_records(db: Path | None, now: Clock) -> tuple[Library, Log, Learner]:
    from tutor.content.library import Library
    from tutor.learner.backup import daily_backup
    from tutor.learner.log import Log
    from tutor.learner.memory import replay

    library = Library.shipped(packs_folder())
    library.course.order  # noqa: B018  lessons and packs are read now, in this thread, not on the screen's
    log = Log.open(log_file(db))
    # A full disk must keep nobody from their own log; the doctor tells how old the newest backup is.
    with contextlib.suppress(LogError):
        daily_backup(log, backup_folder(log.path), now())
    return library, log, replay(log.rows())
