import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from learner.rows import NOON, attempt

from tutor.errors import LogError
from tutor.learner import migrations
from tutor.learner.log import Log, new_id
from tutor.learner.records import LessonRead, MinutesChosen, SessionEnded


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "learner.db"


@pytest.fixture
def full(path: Path) -> Path:
    """A log of three rows, closed."""
    with Log.open(path) as log:
        for minutes in (10, 20, 30):
            log.append(MinutesChosen(minutes), NOON)
    return path


def test_rows_come_back_as_they_were_appended(path: Path) -> None:
    at = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with Log.open(path) as log:
        made = [log.append(attempt(answer="½√2\x00\ud800"), at), log.append(LessonRead("a"), at)]

    with Log.open(path, create=False) as log:
        found = list(log.rows())

    assert found == made
    assert [each.sequence for each in found] == [1, 2]
    assert found[0].at.utcoffset() == timedelta(hours=5, minutes=45)
    assert found[0].day == date(2026, 3, 28)


def test_later_rows_can_be_asked_for(full: Path) -> None:
    with Log.open(full) as log:
        assert [row.record for row in log.rows(since=2)] == [MinutesChosen(30)]


def test_ids_are_version_seven_and_rise_with_time() -> None:
    ids = [new_id(NOON + timedelta(milliseconds=step)) for step in range(50)]

    assert ids == sorted(ids)
    assert {(UUID(each).version, UUID(each).variant) for each in ids} == {(7, "specified in RFC 4122")}
    assert int(ids[0].replace("-", "")[:12], 16) == NOON.timestamp() * 1000


def test_order_is_by_sequence_though_the_clock_went_back(path: Path) -> None:
    with Log.open(path) as log:
        for days in (5, 3, 4):
            log.append(MinutesChosen(days), NOON - timedelta(days=days))

        assert [row.record for row in log.rows()] == [MinutesChosen(5), MinutesChosen(3), MinutesChosen(4)]


def test_a_second_try_with_the_same_id_saves_nothing_twice(path: Path) -> None:
    with Log.open(path) as log:
        first = log.append(MinutesChosen(5), NOON, id="chosen")

        again = log.append(MinutesChosen(5), NOON, id="chosen")

        assert again == first
        assert list(log.rows()) == [first]


def test_an_instant_without_its_zone_is_refused(path: Path) -> None:
    with Log.open(path) as log, pytest.raises(ValueError, match="offset"):
        log.append(SessionEnded("s"), datetime(2026, 1, 1))


def test_the_file_is_set_up_as_promised(path: Path) -> None:
    with Log.open(path) as log:
        found = {
            name: log.db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check")
        }
        strict = {table.name for table in log.db.tables if table.strict}

    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
    }  # fmt: skip
    assert {"event", "meta"} <= strict


def test_nothing_but_the_log_is_left_in_its_folder(full: Path) -> None:
    assert [each.name for each in full.parent.iterdir()] == ["learner.db"]


def _smash_first_page(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[100:2000] = os.urandom(1900)
    file.write_bytes(data)


def _stamp(file: Path, offset: int, value: int) -> None:
    data = bytearray(file.read_bytes())
    data[offset : offset + 4] = value.to_bytes(4, "big")
    file.write_bytes(data)


def _foreign_database(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE event (id TEXT)")
    db.close()


def _without(statement: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        db = sqlite3.connect(file)
        db.execute("PRAGMA journal_mode=DELETE")
        with db:
            db.execute(statement)
        db.execute("PRAGMA journal_mode=WAL")
        db.close()

    return spoil


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


SPOILS: dict[str, tuple[Callable[[Path], object], str]] = {
    "zero length": (lambda file: file.write_bytes(b""), "empty"),
    "text": (lambda file: file.write_text("Dear diary, today I learnt nothing.\n" * 9), "not a log"),
    "fifty bytes": (lambda file: file.write_bytes(file.read_bytes()[:50]), "damaged"),
    "half": (lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]), "damaged"),
    "first page smashed": (_smash_first_page, "damaged"),
    "other program's": (_foreign_database, "another program"),
    "no device": (_without("DELETE FROM meta"), "damaged"),
    "no meta": (_without("DROP TABLE meta"), "damaged"),
    "no events": (_without("DROP TABLE event"), "damaged"),
    "newer": (lambda file: _stamp(file, 60, 999), "newer"),
    "read-only": (lambda file: file.chmod(0o444), "read-only"),
    "folder": (_folder, "no file"),
}


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"


@pytest.mark.parametrize("name", SPOILS)
def test_an_unsound_file_is_refused_in_one_sentence_and_left_as_it_is(full: Path, name: str) -> None:
    spoil, word = SPOILS[name]
    spoil(full)
    before = _content(full)

    with pytest.raises(LogError) as caught:
        Log.open(full)

    assert word in str(caught.value)
    assert str(full) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert _content(full) == before
    assert [each.name for each in full.parent.iterdir()] == ["learner.db"]


def test_drafts_of_a_killed_beginning_are_swept_up_later(path: Path) -> None:
    old, fresh = path.with_name(".learner.db.aa.new"), path.with_name(".learner.db.bb.new")
    for draft in (old, fresh):
        draft.touch()
    os.utime(old, (0, 0))

    Log.open(path).close()

    assert not old.exists()
    assert fresh.exists()


def test_a_missing_log_is_made_only_on_request(path: Path) -> None:
    with pytest.raises(LogError, match="no log"):
        Log.open(path, create=False)

    assert not path.exists()


def test_a_log_that_vanished_beside_its_answers_is_not_begun_anew(full: Path) -> None:
    full.with_name("learner.db-wal").write_bytes(b"answers")
    full.unlink()

    with pytest.raises(LogError, match="gone"):
        Log.open(full)

    assert not full.exists()


def test_a_read_only_folder_is_named(full: Path) -> None:
    full.parent.chmod(0o555)
    try:
        with pytest.raises(LogError, match="folder"):
            Log.open(full)
    finally:
        full.parent.chmod(0o755)


def test_a_sound_log_has_no_problems(full: Path) -> None:
    with Log.open(full) as log:
        assert log.verify() == []


def test_a_changed_row_is_found_and_its_neighbours_still_read(full: Path) -> None:
    full.write_bytes(full.read_bytes().replace(b'"minutes":20', b'"minutes":21'))

    with Log.open(full) as log:
        problems = log.verify()
        count = len(list(log.rows()))

    assert count == 3
    assert len(problems) == 1
    assert "Row 2" in problems[0]


def test_a_missing_row_is_found(full: Path) -> None:
    with sqlite3.connect(full) as db:
        db.execute("DELETE FROM event WHERE sequence = 2")
    db.close()

    with Log.open(full) as log:
        assert ["missing" in problem for problem in log.verify()] == [True]


def test_a_lock_that_is_let_go_of_costs_only_time(path: Path) -> None:
    with Log.open(path) as log:
        other = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.5, lambda: other.execute("COMMIT"))
        release.start()

        row = log.append(MinutesChosen(5), NOON)

        release.join()
        other.close()
        assert list(log.rows()) == [row]


def test_a_lock_that_stays_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.learner.log.PATIENCE", 0.1)
    with Log.open(path) as log:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(LogError, match="Another program"):
            log.append(MinutesChosen(5), NOON)

        other.close()
        assert list(log.rows()) == []


def test_a_full_disk_loses_no_earlier_row_and_works_again_when_there_is_space(path: Path) -> None:
    with Log.open(path) as log:
        first = log.append(MinutesChosen(5), NOON)
        pages = log.db.execute("PRAGMA page_count").fetchone()[0]
        log.db.execute(f"PRAGMA max_page_count={pages}").fetchone()

        with pytest.raises(LogError, match="disk is full"):
            log.append(attempt(answer="1" * 50_000), NOON)

        log.db.execute("PRAGMA max_page_count=1000000").fetchone()
        second = log.append(MinutesChosen(6), NOON)
        assert list(log.rows()) == [first, second]
        assert second.sequence == 2


def test_an_answer_of_absurd_length_is_refused_in_words(path: Path) -> None:
    with Log.open(path) as log, pytest.raises(LogError, match="too long"):
        log.append(attempt(answer="1" * 11_000_000), NOON)


def test_a_second_look_in_the_same_program_lets_go_of_no_lock(path: Path) -> None:
    with Log.open(path) as log:
        first = log.append(MinutesChosen(1), NOON)
        Log.open(path).close()
        assert _writer(path, 3).wait(timeout=60) == 0

        second = log.append(MinutesChosen(2), NOON)

        reader = subprocess.run(
            [sys.executable, "-c", READER, str(path)], capture_output=True, text=True, timeout=60, check=True
        )
    assert [first.id, second.id] == [reader.stdout.split()[0], reader.stdout.split()[-1]]
    assert len(reader.stdout.split()) == 5


def test_what_is_written_while_another_program_reads_is_seen_by_it(path: Path) -> None:
    with Log.open(path) as one, Log.open(path) as other:
        rows = [one.append(MinutesChosen(1), NOON), other.append(MinutesChosen(2), NOON)]

        assert list(one.rows()) == list(other.rows()) == rows


def test_threads_take_turns(path: Path) -> None:
    with Log.open(path) as log:
        threads = [threading.Thread(target=log.append, args=(MinutesChosen(5), NOON)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [row.sequence for row in log.rows()] == list(range(1, 21))


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tutor.learner.log import Log
from tutor.learner.records import MinutesChosen
log = Log.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    print(log.append(MinutesChosen(number), datetime.now(UTC)).id, flush=True)
log.close()
"""


READER = """
import sys
from pathlib import Path
from tutor.learner.log import Log
with Log.open(Path(sys.argv[1])) as log:
    print(*(row.id for row in log.rows()))
"""


def _writer(path: Path, count: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(path), str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_programs_that_start_together_share_one_new_log(path: Path) -> None:
    writers = [_writer(path, 30) for _ in range(3)]
    ends = [(*writer.communicate(timeout=60), writer.returncode) for writer in writers]

    assert [(error, code) for _, error, code in ends] == [("", 0)] * 3
    with Log.open(path) as log:
        found = list(log.rows())
        assert log.verify() == []
    assert {row.id for row in found} == set("".join(out for out, _, _ in ends).split())
    assert [row.sequence for row in found] == list(range(1, 91))


@pytest.mark.parametrize("answers_before_the_kill", [0, 1, 7, 60])
def test_what_was_acknowledged_survives_kill_nine(path: Path, answers_before_the_kill: int) -> None:
    writer = _writer(path, 100_000)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(answers_before_the_kill)]
    writer.kill()
    acknowledged += [line for line in writer.communicate()[0].split("\n") if len(line) == 36]

    with Log.open(path) as log:
        kept = {row.id for row in log.rows()}
        assert log.verify() == []

    assert set(acknowledged) - {""} <= kept


def test_an_older_log_is_backed_up_and_brought_up_to_date(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grown = migrations.Migrations("nabla")
    grown(name="events_and_device")(migrations.events_and_device)
    grown(name="notes")(lambda db: db["note"].create({"text": str}, strict=True))
    monkeypatch.setattr(migrations, "SCHEMA", grown)

    with Log.open(full) as log:
        assert "note" in log.db.table_names()
        assert migrations.version_of(log.db) == 2
        assert len(list(log.rows())) == 3

    copy = full.parent / "backups" / "learner-before-schema-2.db"
    monkeypatch.undo()
    with Log.open(copy, create=False) as log:
        assert len(list(log.rows())) == 3
        assert log.db.table_names() == ["_sqlite_migrations", "event", "meta"]


def test_a_migration_that_fails_changes_nothing(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(db: object) -> None:
        db["note"].create({"text": str})  # type: ignore[index]
        raise sqlite3.OperationalError("broken")

    grown = migrations.Migrations("nabla")
    grown(name="events_and_device")(migrations.events_and_device)
    grown(name="notes")(broken)
    monkeypatch.setattr(migrations, "SCHEMA", grown)

    with pytest.raises(LogError):
        Log.open(full)

    monkeypatch.undo()
    with Log.open(full) as log:
        assert "note" not in log.db.table_names()
        assert len(list(log.rows())) == 3


def test_microseconds_are_kept_exactly(path: Path) -> None:
    instants = [datetime(2026, 1, 1, 0, 0, 0, number, tzinfo=UTC) for number in (1, 499_999, 999_999)]
    with Log.open(path) as log:
        for at in instants:
            log.append(SessionEnded("s"), at)

        assert [row.at for row in log.rows()] == instants
