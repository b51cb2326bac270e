"""Which files are not opened as a log, and what an error of SQLite means for the learner.

Only SQLite itself ever opens the file: on POSIX, closing any other handle of it would drop the locks
that this process holds, and the next program to leave would take the `-wal` along, answers and all.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from tutor.errors import LogError
from tutor.learner import migrations

SMALLEST = 512
"""Bytes: a database has at least one page."""


def refuse_unsound(path: Path) -> None:
    """LogError, in one sentence that names the file and what to do, unless it may be opened.

    Looks without locks and without the `-wal`, so that nothing in the folder changes.
    """
    try:
        mode, size = path.stat().st_mode, path.stat().st_size
    except FileNotFoundError as error:
        raise LogError(f"There is no log {path}.") from error
    except OSError as error:
        raise LogError(f"The log {path} cannot be read: {error.strerror or error}.") from error
    if not stat.S_ISREG(mode):
        raise LogError(f"{path} is no file: name the log itself with --db.")
    if size == 0:
        raise LogError(
            f"The log {path} is empty, which a log never is: put a backup in its place, or move it away to begin anew."
        )
    _refuse_foreign(path, size)
    _refuse_read_only(path, mode)


def refuse_newer(path: Path, version: int) -> None:
    """LogError where a log has a schema number above ours."""
    if version > migrations.newest():
        raise LogError(f"The log {path} was written by a newer Nabla: update this one to use it.")


def refuse_orphaned(path: Path) -> None:
    """LogError where the log itself is missing but its `-wal` is not."""
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size > 0:
        raise LogError(
            f"The log {path} is gone but {wal.name} beside it holds answers: put the log back, or move that away."
        )


def explain(path: Path, error: sqlite3.Error) -> str:
    """What an error of SQLite means for the learner."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL") or name in ("SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE"):
        return f"The log {path} was not written: the disk is full."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"Another program keeps the log {path} locked: close it and try again."
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return f"The log {path} cannot be written: check its permissions and those of its folder."
    if name.startswith("SQLITE_IOERR"):
        return f"The disk failed under the log {path}: {name}."
    if name == "SQLITE_TOOBIG" or isinstance(error, sqlite3.DataError):
        return f"This is too long for the log {path}: nothing was saved."
    if name.startswith(("SQLITE_CONSTRAINT", "SQLITE_NOMEM", "SQLITE_INTERRUPT")):
        return f"The log {path} did not take the row: {error}."
    if name == "SQLITE_NOTADB":
        return f"{path} is not a log of Nabla (no database, or a damaged one): name another with --db."
    return f"The log {path} is damaged: move it away and put the newest file of its backups in its place."


def _refuse_foreign(path: Path, size: int) -> None:
    try:
        db = migrations.open_database(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            application = db.execute("PRAGMA application_id").fetchone()[0]
            version = migrations.version_of(db)
        finally:
            db.close()
    except sqlite3.Error as error:
        raise LogError(explain(path, error)) from error
    if size < SMALLEST:
        raise LogError(explain(path, sqlite3.DatabaseError("too short")))
    if application != migrations.APPLICATION_ID:
        raise LogError(f"{path} belongs to another program: name another file with --db.")
    refuse_newer(path, version)


def _refuse_read_only(path: Path, mode: int) -> None:
    if not mode & 0o222 or not os.access(path, os.R_OK | os.W_OK):
        raise LogError(f"The log {path} is read-only: allow writing to it, or name another with --db.")
    if not path.parent.stat().st_mode & 0o222 or not os.access(path.parent, os.W_OK | os.X_OK):
        raise LogError(f"The folder of the log {path} is read-only: allow writing to it, or name another log.")
