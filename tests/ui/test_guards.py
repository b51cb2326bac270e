"""The guards around the terminal's input, and what is said when the program breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from tutor.ui.crash import crash_line, crash_record
from tutor.ui.stopwatch import Stopwatch
from tutor.ui.terminal import KEYS_A_SECOND, KEYS_AT_ONCE, PASTE_AT_MOST, PASTE_BEGINS, PASTE_ENDS, Bucket, PasteGate


def test_a_crash_says_one_line_and_tells_nothing_that_was_typed(tmp_path: Path):
    def broken(secret: str) -> None:
        raise ValueError(f"could not use {secret}")

    try:
        broken("[1, 2, 3]")
    except ValueError as error:
        line, record = crash_line(error, tmp_path / "home" / "crash.log"), crash_record(error)

    assert "\n" not in line
    assert "ValueError" in line
    assert (tmp_path / "home" / "crash.log").read_text() == record
    assert "broken" in record
    assert "[1, 2, 3]" not in line + record


def test_a_crash_in_a_worker_names_where_it_began_and_what_it_led_to():
    def deepest() -> None:
        raise KeyError("secret")

    try:
        try:
            deepest()
        except KeyError as error:
            raise ValueError("secret") from error
    except ValueError as error:
        failed = WorkerFailed(error)

    record = crash_record(failed)
    assert record.index("KeyError") < record.index("in deepest") < record.index("ValueError")
    assert "secret" not in record
    assert "(ValueError)" in crash_line(failed, None)


def test_a_crash_is_told_even_where_nothing_can_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("")

    assert "Details" not in crash_line(ValueError("x"), tmp_path / "file" / "crash.log")


def test_a_burst_of_keys_passes_and_a_flood_does_not():
    now = [0.0]
    bucket = Bucket(lambda: now[0])

    assert sum(bucket.takes_one() for _ in range(5 * KEYS_AT_ONCE)) == KEYS_AT_ONCE
    now[0] = 0.5
    assert sum(bucket.takes_one() for _ in range(1000)) == KEYS_A_SECOND / 2


@pytest.mark.parametrize("cut", range(1, 16))
def test_a_paste_is_shortened_and_what_follows_it_is_kept(cut: int):
    gate = PasteGate()
    data = f"a{PASTE_BEGINS}{'x' * 2 * PASTE_AT_MOST}{PASTE_ENDS}b"

    passed = gate.pass_on(data[:cut]) + gate.pass_on(data[cut:-cut]) + gate.pass_on(data[-cut:])

    assert passed == f"a{PASTE_BEGINS}{'x' * PASTE_AT_MOST}{PASTE_ENDS}b"
    assert not gate.is_open


@pytest.mark.parametrize("key", ["\x1b", "\x1b[", "\x1b[2", "x"])
def test_a_key_that_looks_like_the_begin_of_a_paste_is_not_held_back(key: str):
    assert PasteGate().pass_on(key) == key


def test_a_paste_that_never_ends_is_ended():
    gate = PasteGate()
    gate.pass_on(PASTE_BEGINS + "x")
    assert gate.is_open

    assert gate.give_up() == PASTE_ENDS
    assert not gate.is_open


def test_the_stopwatch_leaves_out_the_time_in_which_the_program_slept():
    now = [100.0]
    watch = Stopwatch(lambda: now[0])

    now[0] = 110.0
    watch.pause()
    now[0] = 200.0
    assert watch.seconds == 10.0
    watch.go_on()
    now[0] = 205.0

    assert watch.seconds == 15.0
