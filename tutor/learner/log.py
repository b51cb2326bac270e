"""The learner's log: rows in SQLite, appended and never changed. Everything else follows from them.

`append` returns only after COMMIT: what it returned survives a crash and a power cut. A file that
is not surely ours, whole and writable is refused in one sentence and left exactly as it is.
"""

from __future__ import annotations

import random
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self, TypeVar

from tutor.errors import LogError
from tutor.learner import backup, migrations
from tutor.learner.records import Record, Row, from_payload, kind_of, to_payload
from tutor.learner.refusal import explain, refuse_newer, refuse_orphaned, refuse_unsound
from tutor.learner.study_day import study_day

SQLITE_VERSION = sqlite3.sqlite_version
PATIENCE = 10.0
"""Seconds to keep asking for a lock that another program holds."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COLUMNS = "id, device, sequence, at, offset_minutes, day, kind, payload"
T = TypeVar("T")


class Log:
    """An open log. One connection, usable from any thread: calls wait for one another."""

    def __init__(self, path: Path, db: Any) -> None:
        self.path = path
        self.db = db
        self._turn = threading.Lock()
        named = self._read("SELECT value FROM meta WHERE name = 'device'")
        if not named or not self._read("SELECT name FROM sqlite_schema WHERE name = 'event'"):
            raise LogError(explain(path, sqlite3.DatabaseError("the log's own tables are missing")))
        self.device: str = named[0][0]

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Self:
        """The log at `path`; made when nothing is there and `create`. LogError for anything else
        than a sound, writable log of this version or an older one; the file stays as it is."""
        if create and not path.is_symlink() and not path.exists():
            refuse_orphaned(path)
            _guarded(path, lambda: migrations.create(path))
        refuse_unsound(path)
        db = _guarded(path, lambda: migrations.open_database(path))
        try:
            _guarded(path, lambda: _prepare(path, db))
            return cls(path, db)
        except BaseException:
            db.close()
            raise

    def append(self, record: Record, at: datetime, *, id: str | None = None) -> Row:
        """The row that now holds `record`, after COMMIT. LogError: it may not have been saved; a
        second call with the same `id` (see `new_id`) cannot save it twice."""
        payload, day = to_payload(record), study_day(at)
        wanted = (id or new_id(at), self.device, _microseconds(at), _offset(at), day.isoformat())
        with self._turn:
            row = _guarded(self.path, lambda: self._insert(wanted, kind_of(record), payload))
        return _row(row)

    def rows(self, since: int = 0) -> Iterator[Row]:
        """Rows with a sequence above `since`, by device and sequence."""
        sql = f"SELECT {COLUMNS} FROM event WHERE sequence > ? ORDER BY device, sequence"
        return map(_row, self._read(sql, (since,)))

    def verify(self) -> list[str]:
        """Everything that is wrong with the log, a sentence each; empty when it is sound."""
        found = [f"SQLite: {line}" for (line,) in self._read("PRAGMA integrity_check") if line != "ok"]
        expected: dict[str, int] = {}
        for *columns, checksum in self._read(f"SELECT {COLUMNS}, checksum FROM event ORDER BY device, sequence"):
            name, device, sequence = columns[:3]
            if checksum != _checksum(tuple(columns)):
                found.append(f"Row {sequence} of device {device} ({name}) was changed after it was written.")
            if sequence != (next_one := expected.get(device, 1)):
                found.append(f"Rows {next_one} to {sequence - 1} of device {device} are missing.")
            expected[device] = sequence + 1
        return found

    @contextmanager
    def exclusively(self) -> Iterator[Any]:
        """The database, while no other thread uses it: for the backup."""
        with self._turn:
            yield self.db

    def close(self) -> None:
        """Let go of the file; the rows in its `-wal` are moved into it."""
        with self._turn:
            self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._turn:
            return list(_guarded(self.path, lambda: self.db.execute(sql, values).fetchall()))

    def _insert(self, wanted: tuple[Any, ...], kind: str, payload: str) -> tuple[Any, ...]:
        name, device, at, offset, day = wanted
        self.db.execute("BEGIN IMMEDIATE")
        try:
            there = self.db.execute(f"SELECT {COLUMNS} FROM event WHERE id = ?", (name,)).fetchone()
            if there is None:
                last = self.db.execute("SELECT max(sequence) FROM event WHERE device = ?", (device,)).fetchone()[0]
                there = (name, device, (last or 0) + 1, at, offset, day, kind, payload)
                values = (*there, _checksum(there))
                self.db.execute(f"INSERT INTO event ({COLUMNS}, checksum) VALUES (?,?,?,?,?,?,?,?,?)", values)
            self.db.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            raise
        return tuple(there)


def new_id(at: datetime) -> str:
    """A UUID of version 7 (RFC 9562): milliseconds of `at`, then 74 random bits."""
    bits = (max(0, _microseconds(at) // 1000) & (1 << 48) - 1) << 80 | secrets.randbits(80)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    text = f"{bits:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _prepare(path: Path, db: Any) -> None:
    version = migrations.version_of(db)
    refuse_newer(path, version)
    if [tuple(row) for row in db.execute("PRAGMA quick_check(1)")] != [("ok",)]:
        raise sqlite3.DatabaseError("quick_check")
    if version < migrations.newest():
        backup.copy(db, backup.before_migration(path, version))
        migrations.migrate(db)
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        db.execute("PRAGMA journal_mode=WAL").fetchone()


def _guarded(path: Path, act: Callable[[], T]) -> T:
    """`act()`, again and again while another program holds the lock; SQLite's errors as LogError."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except sqlite3.Error as error:
            is_busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not is_busy or time.monotonic() > deadline:
                raise LogError(explain(path, error)) from error
        except OSError as error:
            raise LogError(f"The log {path} cannot be used: {error.strerror or error}.") from error
        time.sleep(random.uniform(0.002, 0.02))


def _microseconds(at: datetime) -> int:
    return (at.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)


def _offset(at: datetime) -> int:
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("an instant needs its offset from UTC")
    return round(offset / timedelta(minutes=1))


def _row(columns: tuple[Any, ...]) -> Row:
    name, device, sequence, at, offset, day, kind, payload = columns
    instant = (EPOCH + timedelta(microseconds=at)).astimezone(_zone(offset))
    return Row(name, device, sequence, instant, _day(day), from_payload(kind, payload))


@lru_cache(maxsize=64)
def _zone(offset: int) -> timezone:
    return timezone(timedelta(minutes=offset))


_day = lru_cache(maxsize=512)(date.fromisoformat)


def _checksum(columns: tuple[Any, ...]) -> str:
    text = "\x1f".join(map(str, columns))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
