"""Opens the app on a terminal that can show it."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import select
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutor.cli.clock import Clock, clock

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from tutor.session.study import Session

DUMB = {"", "dumb", "unknown"}
BACKGROUND = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)")
PATIENCE = 0.05
"""Seconds to wait for a terminal to say its background."""


def has_screen() -> bool:
    """Whether standard input and output are a terminal that understands a screen."""
    try:
        return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in DUMB
    except (AttributeError, ValueError):  # a stream that is closed, or was never there
        return False


def run_app(given: argparse.Namespace) -> int:
    """Show the app until the learner leaves; the exit status."""
    now = clock()
    theme = given.theme or ("light" if is_light() else "dark")
    # Importing Textual makes many objects that live as long as the app: no use in counting them.
    gc.disable()
    from tutor.ui.app import NablaApp

    gc.freeze()
    gc.enable()
    app = NablaApp(
        lambda: _open_session(given, now),
        now,
        ascii=given.ascii or not _speaks_unicode(),
        theme=theme,
        crash_log=lambda: _crash_log(given),
    )
    app.run()
    return app.return_code or 0


async def _open_session(given: argparse.Namespace, now: Clock) -> Session:
    from tutor.cli.open import open_session  # log, worker and all that: after the first frame

    session = await open_session(given.db, now)
    gc.freeze()  # what was read lives as long as the app: to search it for garbage takes 0.2 s after a long log
    return session


def _crash_log(given: argparse.Namespace) -> Path:
    from tutor.paths import log_file

    return log_file(given.db).parent / "crash.log"


def _speaks_unicode() -> bool:
    """By the locale, for `sys.stdout` has been told to speak UTF-8 whatever the terminal does. Where
    nothing is said, as in many containers, the terminal is taken for one of today."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "UTF-8"
    return "utf" in locale.lower()


def is_light() -> bool:
    """Whether the terminal says that its background is light; dark where it says nothing.

    Asked before Textual starts: a reply that came later would be typed into the answer line.
    """
    reply = _ask_background()
    if (found := BACKGROUND.search(reply)) is None:
        return False
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    luminance: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return luminance > 0.5


def _ask_background() -> bytes:
    """Ask for the background (OSC 11), then for the device (DA1), which every terminal answers: so
    the reply's end is known, and nothing is left over to be read as typing."""
    reply = b""
    with contextlib.suppress(OSError, ImportError), _unbuffered():
        os.write(1, b"\x1b]11;?\x1b\\\x1b[c")
        end = time.monotonic() + PATIENCE
        while not re.search(rb"\x1b\[\?[\d;]*c", reply) and (left := end - time.monotonic()) > 0:
            if select.select([0], [], [], left)[0]:
                reply += os.read(0, 256)
    return reply


@contextlib.contextmanager
def _unbuffered() -> Iterator[None]:
    import termios
    import tty

    before = termios.tcgetattr(0)
    try:
        tty.setcbreak(0)
        yield
    finally:
        termios.tcsetattr(0, termios.TCSANOW, before)
