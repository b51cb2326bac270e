"""The guards around Textual's driver: bytes, floods and signals end nothing.

Measured of Textual 8.2.8 alone: a byte that is not UTF-8 ends the app with a traceback, a megabyte
pasted without brackets blocks it for a minute, a paste that never ends swallows all later keys, and
SIGTERM leaves the terminal in raw mode.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import selectors
import signal
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

    from tutor.ui.app import NablaApp

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
    from textual import events
    from textual._parser import ParseError
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver
    from textual.geometry import Size

    class GuardedDriver(LinuxDriver):
        """Textual's own, except for how input is read, and for a terminal that went away."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._file: Any = Patient(self._file)

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual leaves it untyped
            asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._tell_size)

        def _tell_size(self) -> None:
            """Textual asks for the size in the signal's own handler: of two signals the later one may
            interrupt the earlier, whose size then stays. On the loop they come one after the other."""
            if not self._in_band_window_resize:
                size = Size(*self._get_terminal_size())
                self._app.post_message(events.Resize(size, size))

        def _sigcont_application(self, *_: object) -> None:
            """Begin anew only after a suspension. A closing terminal sends SIGCONT too, as does whoever
            sent SIGSTOP: Textual would start a second reader and a second writer."""
            if self._must_signal_resume:
                super()._sigcont_application()
            else:
                self._app.call_later(self._app.refresh, layout=True)

        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except Exception as error:  # the thread's border: the app ends in words, not in a traceback
                self._app.call_later(self._app._handle_exception, error)

        def run_input_thread(self) -> None:
            parser, bucket, gate = XTermParser(self._debug), Bucket(), PasteGate()
            decode = getincrementaldecoder("utf-8")(errors="replace").decode

            def send(messages: list[Message]) -> None:
                for each in messages:
                    if not (isinstance(each, events.Key) and each.is_printable) or bucket.takes_one():
                        self.process_message(each)

            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                quiet_since = time.monotonic()
                while not self.exit_event.is_set():
                    if selector.select(0.1):
                        try:
                            data = os.read(self.fileno, 4096)
                        except OSError:
                            data = b""
                        if not data:
                            self._app.call_later(cast("NablaApp", self._app).leave, 128 + signal.SIGHUP)
                            break
                        quiet_since = time.monotonic()
                        # Nothing at all would be the end of input.
                        if passed := gate.pass_on(LATE_REPLY.sub("", decode(data))):
                            send(list(parser.feed(passed)))
                    elif gate.is_open and time.monotonic() - quiet_since > PASTE_WAITS:
                        send(list(parser.feed(gate.give_up())))
                    send(list(parser.tick()))
            with contextlib.suppress(EOFError, ParseError):
                list(parser.feed(""))

    return GuardedDriver
