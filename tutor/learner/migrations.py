"""The schema of the log, step by step, and how a file comes to have it.

A new log is built complete under another name and then appears at once, so that no moment shows a
half-made or empty file. An older log is first backed up, then brought up to date in one transaction
that holds the write lock; of two programs that start together, one does it and the other finds it done.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x4E61626C
"""The letters `Nabl`, in bytes 68 to 71 of the file."""

SCHEMA = Migrations("nabla")


@SCHEMA()  # type: ignore[untyped-decorator]  # sqlite-utils is not typed here
def events_and_device(db: Any) -> None:
    """The log itself, and the name of this device. `at`: microseconds since 1970, UTC; `offset_minutes`:
    of the zone in which it happened."""
    db["event"].create(
        {
            "id": str,
            "device": str,
            "sequence": int,
            "at": int,
            "offset_minutes": int,
            "day": str,
            "kind": str,
            "payload": str,
            "checksum": str,
        },
        pk="id",
        not_null={"device", "sequence", "at", "offset_minutes", "day", "kind", "payload", "checksum"},
        strict=True,
    )
    db["event"].create_index(["device", "sequence"], unique=True)
    db["meta"].create({"name": str, "value": str}, pk="name", not_null={"value"}, strict=True)
    db["meta"].insert({"name": "device", "value": secrets.token_hex(8)})


def newest() -> int:
    """The schema number of this program: how many steps there are."""
    return len(SCHEMA._migrations)


def open_database(file: str | Path, *, uri: bool = False) -> Any:
    """A database with our settings, no plugins, and a connection that waits 0.2 s for a lock."""
    connection = sqlite3.connect(str(file), timeout=0.2, check_same_thread=False, isolation_level=None, uri=uri)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 10_000_000)
        db = Database(connection, execute_plugins=False, recursive_triggers=False)
        for setting in (
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "mmap_size=0",
            "fullfsync=ON",
            "checkpoint_fullfsync=ON",
        ):
            db.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return db


def create(file: Path) -> None:
    """A new, empty log at `file`; if another program makes one meanwhile, that one stays."""
    _sweep(file)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(6)}.new")
    try:
        db = open_database(draft)
        try:
            db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            migrate(db)
        finally:
            db.close()
        sync(draft)
        _appear(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def migrate(db: Any) -> None:
    """All steps that are missing, in one transaction; nothing where another program has done them."""
    db.execute("BEGIN IMMEDIATE")
    try:
        if version_of(db) < newest():
            SCHEMA.apply(db)
            db.execute(f"PRAGMA user_version={newest()}")
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def version_of(db: Any) -> int:
    """The schema number of a file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def sync(file: Path) -> None:
    """Ask the disk to keep a file that no connection has open, and its name in the folder."""
    for path in (file, file.parent):
        _sync(path)


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # a folder cannot be opened on Windows
        return
    try:
        with contextlib.suppress(OSError):  # some file systems refuse to sync a folder
            os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(file: Path) -> None:
    """Drafts of programs that were killed while they made this log, if older than an hour."""
    for draft in file.parent.glob(f".{file.name}.*.new*"):
        with contextlib.suppress(OSError):
            if draft.stat().st_mtime < time.time() - 3600:
                draft.unlink()


def _appear(draft: Path, file: Path) -> None:
    try:
        os.link(draft, file)
    except FileExistsError:
        return
    except OSError:  # no hard links here: the name is free but for a moment's race
        if not file.exists():
            draft.rename(file)
    _sync(file.parent)
