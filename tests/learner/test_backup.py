import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from learner.rows import NOON

from tutor.errors import LogError
from tutor.learner import backup as backups
from tutor.learner.backup import backup, daily_backup, superfluous
from tutor.learner.log import Log
from tutor.learner.records import MinutesChosen


@pytest.fixture
def log(tmp_path: Path) -> Log:
    log = Log.open(tmp_path / "learner.db")
    log.append(MinutesChosen(10), NOON)
    return log


def test_a_backup_opens_as_a_log_with_every_row(log: Log, tmp_path: Path) -> None:
    target = backup(log, tmp_path / "away" / "copy.db")

    with Log.open(target, create=False) as copy:
        assert list(copy.rows()) == list(log.rows())
        assert copy.verify() == []


def test_a_backup_into_a_folder_bears_the_logs_name(log: Log, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()

    assert backup(log, tmp_path / "usb").name == "learner-backup.db"


def test_the_log_itself_is_no_place_for_its_backup(log: Log) -> None:
    with pytest.raises(LogError, match="itself"):
        backup(log, log.path)

    assert len(list(log.rows())) == 1


def test_a_backup_that_fails_leaves_the_older_one(log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = backup(log, tmp_path / "copy.db")
    before = target.read_bytes()

    def broken(_: Path) -> None:
        raise sqlite3.DatabaseError("malformed")

    monkeypatch.setattr(backups, "_check", broken)
    with pytest.raises(LogError, match="not written"):
        backup(log, target)

    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_backup_that_came_out_damaged_is_not_kept(log: Log, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(log, target)
    data = bytearray(target.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    target.write_bytes(data)

    with pytest.raises((LogError, sqlite3.DatabaseError)):
        backups._check(target)


def test_one_backup_a_study_day(log: Log, tmp_path: Path) -> None:
    folder = tmp_path / "backups"

    made = [daily_backup(log, folder, NOON + timedelta(hours=hours)) for hours in (0, 15, 17)]

    assert [each and each.name for each in made] == ["learner-2026-11-02.db", None, "learner-2026-11-03.db"]


def test_old_backups_are_thinned_out_and_others_left_alone(log: Log, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for back in range(1, 400):
        (folder / f"learner-{NOON.date() - timedelta(days=back)}.db").touch()
    (folder / "learner-mine.db").touch()

    daily_backup(log, folder, NOON)

    kept = sorted(each.name for each in folder.iterdir())
    assert "learner-mine.db" in kept
    assert 12 < len(kept) <= 12 + 10 + 9 + 1
    assert [f"learner-{NOON.date() - timedelta(days=back)}.db" in kept for back in range(12)] == [True] * 12


def test_the_newest_day_is_always_kept() -> None:
    lonely = {date(2020, 1, 1): Path("old")}

    assert superfluous(lonely, date(2026, 1, 1)) == []
