"""Which files are not opened as a log, decided from their bytes before SQLite touches them."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from tutor.errors import LogError
from tutor.learner.migrations import APPLICATION_ID, newest

MAGIC = b"SQLite format 3\0"


def refuse_unsound(path: Path, *, version: int | None = None, missing_is_fine: bool = False) -> None:
    """LogError, in one sentence that names the file and what to do, unless it may be opened.

    `version` is the schema number as SQLite reads it; else it is taken from the file's head.
    """
    try:
        if missing_is_fine:
            _refuse_orphaned_wal(path)
            return
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise LogError(f"{path} is no file: name the log itself with --db.")
        if state.st_size == 0:
            raise LogError(
                f"The log {path} is empty, which a log never is: put a backup in its place,"
                " or move it away to begin anew."
            )
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        raise LogError(f"There is no log {path}.") from error
    except OSError as error:
        raise LogError(f"The log {path} cannot be read: {error.strerror or error}.") from error
    _refuse_head(path, head, version)
    _refuse_read_only(path, state.st_mode)


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
    return f"The log {path} is damaged: move it away and put the newest file of its backups in its place."


def _refuse_head(path: Path, head: bytes, version: int | None) -> None:
    if head[:16] != MAGIC:
        raise LogError(f"{path} is not a log of Nabla (no SQLite file, or a damaged one): name another with --db.")
    if len(head) < 100:
        raise LogError(f"The log {path} is damaged: put the newest file of its backups in its place.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise LogError(f"{path} belongs to another program: name another file with --db.")
    if (version if version is not None else int.from_bytes(head[60:64], "big")) > newest():
        raise LogError(f"The log {path} was written by a newer Nabla: update this one to use it.")


def _refuse_read_only(path: Path, mode: int) -> None:
    if not mode & 0o222 or not os.access(path, os.R_OK | os.W_OK):
        raise LogError(f"The log {path} is read-only: allow writing to it, or name another with --db.")
    if not path.parent.stat().st_mode & 0o222 or not os.access(path.parent, os.W_OK | os.X_OK):
        raise LogError(f"The folder of the log {path} is read-only: allow writing to it, or name another log.")


def _refuse_orphaned_wal(path: Path) -> None:
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size > 0:
        raise LogError(
            f"The log {path} is gone but {wal.name} beside it holds answers: put the log back, or move that away."
        )
