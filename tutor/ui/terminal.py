"""The guards around Textual's driver: bytes, floods and signals end nothing.

Measured of Textual 8.2.8 alone: a byte that is not UTF-8 ends the app with a traceback, a megabyte
pasted without brackets blocks it for a minute, a paste that never ends swallows all later keys, and
SIGTERM leaves the terminal in raw mode.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import sys
import time
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


END_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))
KEYS_AT_ONCE = 500
KEYS_A_SECOND = 100.0
PASTE_WAITS = 1.0
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
PASTE_AT_MOST = 4_000
LATE_REPLY = re.compile(r"\x1b\]\d+;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[?>][\d;]*c")
"""What a far terminal says of its colours and its kind when nobody waits for it any more."""


def on_end_signals(end: Callable[[int], object]) -> None:
    """Call `end` with the number of a signal that asks the program to stop, on the running loop."""
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for each in END_SIGNALS:
        loop.add_signal_handler(each, end, int(each))


class Bucket:
    """How many keys may still pass: a burst at once, then so many a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left = float(KEYS_AT_ONCE)
        self._at = clock()

    def takes_one(self) -> bool:
        """Whether one more may pass now."""
        now = self._clock()
        self._left = min(KEYS_AT_ONCE, self._left + (now - self._at) * KEYS_A_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class PasteGate:
    """Shortens a bracketed paste to what an answer line could hold, and ends one that never ends."""

    def __init__(self) -> None:
        self._kept = -1
        self._tail = ""

    @property
    def is_open(self) -> bool:
        return self._kept >= 0

    def pass_on(self, data: str) -> str:
        """What of `data` goes on to the parser; a mark may be cut in two by the reading."""
        passed = []
        while data:
            part, data = self._inside(data) if self.is_open else self._outside(data)
            passed.append(part)
        return "".join(passed)

    def _outside(self, data: str) -> tuple[str, str]:
        """All up to a paste's begin. Nothing is held back: a lone escape is a key."""
        seen = self._tail + data
        begins = seen.find(PASTE_BEGINS)
        if begins < 0:
            self._tail = seen[1 - len(PASTE_BEGINS) :]
            return data, ""
        cut = begins + len(PASTE_BEGINS) - len(self._tail)
        self._kept, self._tail = 0, ""
        return data[:cut], data[cut:]

    def _inside(self, data: str) -> tuple[str, str]:
        """What there is room for, and the paste's end; half an end waits for its other half."""
        inside, ends, rest = (self._tail + data).partition(PASTE_ENDS)
        half = "" if ends else next(
            (PASTE_ENDS[:n] for n in range(len(PASTE_ENDS) - 1, 0, -1) if inside.endswith(PASTE_ENDS[:n])), ""
        )  # fmt: skip
        self._tail = half
        kept = inside[: len(inside) - len(half)][: PASTE_AT_MOST - self._kept]
        self._kept = -1 if ends else self._kept + len(kept)
        return kept + ends, rest

    def give_up(self) -> str:
        """The end that never came."""
        self._kept, self._tail = -1, ""
        return PASTE_ENDS


class Patient:
    """A terminal's output that may be gone: what is written then is lost, and nothing waits for it.

    Textual's writer would die of the error, its queue fill, and the app wait for ever to end.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, data: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._file.write(data)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def driver_class(base: type[Driver]) -> type[Driver]:
    """The terminal's driver with the guards; other drivers (headless, Windows, web) as they are."""
    if base.__name__ != "LinuxDriver":
        return base
    from tutor.ui.driver import GuardedDriver

    return GuardedDriver
