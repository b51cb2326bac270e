"""Textual's driver of a terminal, with the guards."""

from __future__ import annotations

import asyncio
import contextlib
import os
import selectors
import signal
import time
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tutor.ui.terminal import LATE_REPLY, PASTE_WAITS, Bucket, PasteGate, Patient

if TYPE_CHECKING:
    from textual.message import Message

    from tutor.ui.app import NablaApp


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
