"""`nabla doctor` and `backup`: is everything in order, and a copy in case it will not be."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tutor.cli.answers import say
from tutor.cli.clock import clock
from tutor.errors import NablaError
from tutor.paths import backup_folder, log_file, packs_folder
from tutor.problem import Outcome, Question


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `ok`, or not; and what was seen. Nothing personal."""

    what: str
    ok: bool
    seen: str


def doctor(given: argparse.Namespace) -> int:
    """Look at everything that a day with Nabla needs; 1 where something is wrong."""
    findings = [_looked(what, look) for what, look in _looks(given)]
    for finding in findings:
        if given.json:
            say(asdict(finding))
        else:
            print(f"{'ok ' if finding.ok else 'BAD'}  {finding.what}: {finding.seen}")
    return 0 if all(finding.ok for finding in findings) else 1


def _looked(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except NablaError as error:
        return Finding(what, False, str(error))
    # The doctor looks at broken installations: whatever is broken is a finding, not a crash.
    except Exception as error:
        return Finding(what, False, f"{type(error).__name__}: {error}")


def _looks(given: argparse.Namespace) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "Python", lambda: f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield "libraries", _libraries
    yield "content", _content
    yield "log", lambda: _log(given.db)
    yield "backups", lambda: _backups(given.db)
    yield "maths process", _maths
    yield "clock", lambda: clock()().isoformat(timespec="seconds")
    yield "terminal", _terminal


def _libraries() -> str:
    from importlib.metadata import version

    from tutor.learner.log import SQLITE_VERSION

    names = ("nabla-tutor", "textual", "sympy", "numpy", "pydantic", "sqlite-utils")
    return ", ".join([*(f"{name} {version(name)}" for name in names), f"SQLite {SQLITE_VERSION}"])


def _content() -> str:
    from tutor.content.library import Library

    library = Library.shipped(packs_folder())
    exercises = sum(len(entry.offers) for entry in library.catalogue())
    lessons = [library.lesson(skill) for skill in library.curriculum.order]
    return f"{len(lessons)} skills with their lessons, {exercises} exercises"


def _log(db: Path | None) -> str:
    from tutor.learner.log import Log

    path = log_file(db)
    if not path.exists():
        return f"{path} will be made at the first answer"
    with Log.open(path, create=False) as log:
        if faults := log.verify():
            raise NablaError(" ".join(faults[:5]))
        return f"{path}, {sum(1 for _ in log.rows())} rows, each as it was written"


def _backups(db: Path | None) -> str:
    folder = backup_folder(log_file(db))
    made = sorted(folder.glob("*.db"), key=lambda file: file.stat().st_mtime) if folder.is_dir() else []
    return f"{len(made)} in {folder}, the newest {made[-1].name}" if made else f"none yet in {folder}"


def _maths() -> str:
    from tutor.worker import Worker

    async def one_check() -> str:
        async with Worker() as worker:
            verdict = await worker.check(Question("x + x", names=("x",)), "2x")
        if verdict.outcome is not Outcome.CORRECT:
            raise NablaError(f"it does not find 2x equal to x + x: {verdict.message}")
        return "starts, and finds 2x equal to x + x"

    return asyncio.run(one_check())


def _terminal() -> str:
    size = os.get_terminal_size(1) if sys.stdout.isatty() else None
    where = f"{size.columns}x{size.lines}" if size else "standard output is no terminal"
    return f"TERM={os.environ.get('TERM', '')}, {where}"


def backup(given: argparse.Namespace) -> int:
    """Write a checked copy of the log: to FILE, or dated into the backups folder."""
    from tutor.learner.backup import backup as copy
    from tutor.learner.log import Log

    path = log_file(given.db)
    if not path.exists():
        raise NablaError(f"There is no log at {path} yet, so there is nothing to copy.")
    target = given.file or backup_folder(path) / f"{path.stem}-{clock()():%Y-%m-%dT%H%M%S}.db"
    with Log.open(path, create=False) as log:
        print(copy(log, target))
    return 0
