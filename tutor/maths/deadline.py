"""An end to what takes too long: a budget of processor time for one step, kept by an interval timer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTimeError(BaseException):
    """A step took longer than it may. No `Exception`: what guards against faults inside must let it through."""


@contextmanager
def cpu_seconds(most: float) -> Iterator[None]:
    """Raises OutOfTimeError in the step below once it has used that much processor time. Only the main thread has a
    timer; elsewhere, and inside another such budget, the step runs without."""
    is_free = (
        threading.current_thread() is threading.main_thread()
        and hasattr(signal, "setitimer")
        and signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0
    )
    if not is_free:
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _end)
    # Once more every tenth of a second: one raised inside a destructor or callback would be lost.
    signal.setitimer(signal.ITIMER_VIRTUAL, most, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _end(number: int, frame: FrameType | None) -> None:
    raise OutOfTimeError
