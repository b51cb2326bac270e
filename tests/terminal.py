"""A program on a pseudo-terminal: keys in, a screen out. For end-to-end tests and measurements."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.screen import Screen

NABLA = (sys.executable, "-P", "-m", "tutor")
PATIENCE = 60.0
"""Seconds after which a program that does not do what is waited for has hung; generous, for slow machines."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "backspace": "\x7f",
    "ctrl+c": "\x03",
    "ctrl+d": "\x04",
    "ctrl+q": "\x11",
    "ctrl+u": "\x15",
    "ctrl+z": "\x1a",
    "f2": "\x1bOQ",
    "f4": "\x1bOS",
    "f7": "\x1b[18~",
}


class Terminal:
    """A program that runs on a terminal of its own. Use as a context manager, or `close` it."""

    def __init__(
        self,
        arguments: Sequence[str] = NABLA,
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (100, 32),
    ) -> None:
        self.screen = Screen(*size)
        self.begun = time.perf_counter()
        self.status: int | None = None
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        told = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", **(environment or {})}
        dropped = ("NO_COLOR", "COLUMNS", "LINES", "TERM_PROGRAM")
        everything = {name: value for name, value in os.environ.items() if name not in dropped} | told
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            _set_size(0, size)
            os.execve(arguments[0], list(arguments), everything)
        self._settings = termios.tcgetattr(self._descriptor)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def type(self, text: str | bytes) -> None:
        """Send keys, however many; what the program writes meanwhile is read, or both would wait."""
        data = text.encode() if isinstance(text, str) else text
        end = time.monotonic() + PATIENCE
        while data:
            assert time.monotonic() < end, "the program does not read"
            if select.select([], [self._descriptor], [], 0.1)[1]:
                data = data[os.write(self._descriptor, data[:1024]) :]
            self._read(0)

    def press(self, *names: str) -> None:
        for name in names:
            self.type(KEYS[name])

    def wait(self, arrived: str | Callable[[Screen], object]) -> None:
        """Until the screen shows these words, or is as asked for."""
        is_there = arrived if callable(arrived) else lambda screen: arrived in screen.words
        end = time.monotonic() + PATIENCE
        while not is_there(self.screen):
            shown = f"never came: {arrived!r}; the screen:\n{self.screen.text}"
            assert self._read(0.05), shown
            assert time.monotonic() < end, shown

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(columns, rows)
        _set_size(self._descriptor, (columns, rows))

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def end(self) -> int:
        """Wait for the end; the exit status, negative for a signal that killed it."""
        end = time.monotonic() + PATIENCE
        while self.status is None:
            assert time.monotonic() < end, f"it does not end; the screen:\n{self.screen.text}"
            if not self._read(0.02):
                time.sleep(0.01)  # a closed terminal is always readable: without a pause this would spin
            self._look_for_end()
        while self._descriptor >= 0 and self._read(0.02, or_quiet=False):
            pass
        return self.status

    @property
    def is_as_found(self) -> bool:
        """Whether nothing of the program is left behind in the terminal, modes and settings."""
        return self.screen.is_as_found and termios.tcgetattr(self._descriptor) == self._settings

    def hang_up(self) -> None:
        """The window is closed."""
        os.close(self._descriptor)
        self._descriptor = -1

    def close(self) -> None:
        """Nothing is left running, whatever happened."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, 9)
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if self._descriptor >= 0:
            self.hang_up()

    def _read(self, patience: float, *, or_quiet: bool = True) -> bool:
        """Show what was written. False at the end of the output (and, unless `or_quiet`, when there is none)."""
        try:
            if self._descriptor < 0 or not select.select([self._descriptor], [], [], patience)[0]:
                return or_quiet and self._descriptor >= 0
            data = os.read(self._descriptor, 1 << 16)
        except OSError:
            return False
        self.screen.feed(self._decode(data))
        if b"\x1b[c" in data:
            os.write(self._descriptor, b"\x1b[?62;c")  # what every terminal answers when asked what it is
        return bool(data)

    def _look_for_end(self) -> None:
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.status = os.waitstatus_to_exitcode(status)


def children_of(parent: int) -> list[int]:
    """The processes that a process has started and that still live."""
    return [pid for pid, of, state in _processes() if of == parent and state != "Z"]


def is_alive(pid: int) -> bool:
    return state_of(pid) not in ("", "Z")


def state_of(pid: int) -> str:
    """R, S or D: it lives; T: it is stopped; Z: it has ended, and nobody has asked how; else nothing."""
    return next((state for each, _, state in _processes() if each == pid), "")


def _processes() -> list[tuple[int, int, str]]:
    """Process, its parent, its state."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = file.read_text().rpartition(")")[2].split()[:2]
            found.append((int(file.parent.name), int(parent), state))
    return found


def _set_size(descriptor: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
