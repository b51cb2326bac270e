"""Copies of the log that can be trusted: written aside, checked, and only then given their name."""

from __future__ import annotations

import os
import secrets
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.errors import LogError
from tutor.learner import migrations
from tutor.learner.study_day import study_day

if TYPE_CHECKING:
    from tutor.learner.log import Log

ALL_DAYS = 2
DAILY, WEEKLY, MONTHLY = 12, 10, 9


def backup(log: Log, target: Path) -> Path:
    """A checked copy of the log at `target`, in place of a file that was there; if `target` is a
    folder, in it under the log's own name. LogError, and nothing at `target` changed, if it fails."""
    if target.is_dir():
        target = target / f"{log.path.stem}-backup.db"
    if target.exists() and target.samefile(log.path):
        raise LogError(f"{target} is the log itself: name another file for the backup.")
    with log.exclusively() as db:
        return copy(db, target)


def daily_backup(log: Log, folder: Path, at: datetime) -> Path | None:
    """Today's backup in `folder`, unless there is one (then None); old ones are thinned out."""
    day = study_day(at)
    target = folder / f"{log.path.stem}-{day.isoformat()}.db"
    if target.exists():
        return None
    made = backup(log, target)
    for old in superfluous(_dated(log, folder), day):
        old.unlink(missing_ok=True)
    return made


def superfluous(dated: dict[date, Path], today: date) -> list[Path]:
    """Backups to remove. Kept: the last two days, then the newest of each of twelve days with one,
    of ten weeks and of nine months."""
    newest_first = sorted(dated, reverse=True)
    kept = {day for day in newest_first if day > today - timedelta(days=ALL_DAYS)}
    for period, count in ((str, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        newest_of: dict[str, date] = {}
        for day in newest_first:
            newest_of.setdefault(period(day), day)
        kept.update(list(newest_of.values())[:count])
    return [path for day, path in dated.items() if day not in kept]


def copy(db: Any, target: Path) -> Path:
    """A compact copy of an open database: VACUUM INTO another name, checked, synced, renamed."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(6)}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        db.execute("VACUUM INTO ?", (str(draft),))
        _check(draft)
        migrations.sync(draft)
        os.replace(draft, target)
        migrations.sync(target)
    except (OSError, sqlite3.Error) as error:
        raise LogError(f"The backup {target} was not written: {error}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def before_migration(path: Path, version: int) -> Path:
    """Where the copy goes that is made before a log of schema `version` is brought up to date."""
    return path.parent / "backups" / f"{path.stem}-before-schema-{version + 1}.db"


def _check(file: Path) -> None:
    db = migrations.open_database(f"{file.absolute().as_uri()}?immutable=1", uri=True)
    try:
        if [tuple(row) for row in db.execute("PRAGMA integrity_check(1)")] != [("ok",)]:
            raise LogError(f"The backup {file} would be damaged, so it was not kept: run `nabla doctor`.")
    finally:
        db.close()


def _dated(log: Log, folder: Path) -> dict[date, Path]:
    found: dict[date, Path] = {}
    for file in folder.glob(f"{log.path.stem}-*.db"):
        try:
            found[date.fromisoformat(file.stem.removeprefix(f"{log.path.stem}-"))] = file
        except ValueError:  # someone's own file, or one made before a migration
            continue
    return found


def _week(day: date) -> str:
    return "{}-{}".format(*day.isocalendar()[:2])


def _month(day: date) -> str:
    return day.isoformat()[:7]
