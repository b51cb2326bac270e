"""The terminal: bad bytes, floods, signals and crashes, on a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.ui.crash import crash_line, crash_record
from tutor.ui.terminal import KEYS_AT_ONCE, PASTE_AT_MOST, PASTE_BEGINS, PASTE_ENDS, Bucket, PasteGate

pty = pytest.importorskip("pty", reason="pseudo-terminals are a matter of Unix")
DEMO = Path(__file__).parent / "demo.py"
RESTORED = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1004l", "\x1b[?2004l")


class Terminal:
    """The demo app behind a pseudo-terminal."""

    def __init__(self, *words: str) -> None:
        self.seen = ""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="80", LINES="24")
            os.execv(sys.executable, [sys.executable, str(DEMO), *words])

    def send(self, data: bytes) -> None:
        while data:
            _, writable, _ = select.select([], [self._fd], [], 0.1)
            if writable:
                data = data[os.write(self._fd, data[:1024]) :]
            self._read(0)

    def wait(self, pattern: str, seconds: float = 30) -> None:
        """Until the output since the last wait matches; it is then forgotten."""
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, self.seen, re.DOTALL)):
            assert time.monotonic() < end, f"never saw {pattern!r} in {self.seen[-2000:]!r}"
            if not self._read(0.1):
                raise AssertionError(f"ended before {pattern!r}: {self.seen[-2000:]!r}")
        self.seen = self.seen[found.end() :]

    def end(self) -> int:
        """Everything up to the end, and the exit status."""
        end = time.monotonic() + 30
        while self._read(0.1):
            assert time.monotonic() < end, "it does not end"
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self, patience: float) -> bool:
        """False at the end of the output."""
        try:
            if select.select([self._fd], [], [], patience)[0]:
                data = os.read(self._fd, 65536)
                self.seen += data.decode("utf-8", "replace")
                return bool(data)
        except OSError:
            return False
        return True

    def close(self) -> None:
        os.close(self._fd)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    app = Terminal()
    app.wait("problems, about")
    yield app
    app.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_app_and_restores_the_terminal(terminal: Terminal, number: signal.Signals):
    os.kill(terminal.pid, number)

    assert terminal.end() == 128 + number
    assert all(each in terminal.seen for each in RESTORED)
    assert "Traceback" not in terminal.seen


def test_bad_bytes_floods_and_endless_pastes_end_nothing(terminal: Terminal):
    terminal.send(b"\r")
    terminal.wait("1 of 2")
    terminal.send(b"\xff\xe9\xc3")
    terminal.send(b"1" * 30_000)
    terminal.send(b"\x1b[200~" + b"2" * 100_000)
    terminal.wait("at most 500")
    terminal.send(b"\x11")

    assert terminal.end() == 0
    assert "Traceback" not in terminal.seen


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


def test_a_crash_is_told_even_where_nothing_can_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("")

    assert "Details" not in crash_line(ValueError("x"), tmp_path / "file" / "crash.log")


def test_a_burst_of_keys_passes_and_a_flood_does_not():
    now = [0.0]
    bucket = Bucket(lambda: now[0])

    assert sum(bucket.takes_one() for _ in range(5 * KEYS_AT_ONCE)) == KEYS_AT_ONCE
    now[0] = 0.1
    assert sum(bucket.takes_one() for _ in range(1000)) == 10


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_paste_is_shortened_and_what_follows_it_is_kept(cut: int):
    gate = PasteGate()
    data = f"a{PASTE_BEGINS}{'x' * 2 * PASTE_AT_MOST}{PASTE_ENDS}b"

    passed = gate.pass_on(data[:-cut]) + gate.pass_on(data[-cut:])

    assert passed == f"a{PASTE_BEGINS}{'x' * PASTE_AT_MOST}{PASTE_ENDS}b"
    assert not gate.is_open


def test_a_paste_that_never_ends_is_ended():
    gate = PasteGate()
    gate.pass_on(PASTE_BEGINS + "x")
    assert gate.is_open

    assert gate.give_up() == PASTE_ENDS
    assert not gate.is_open
