"""How long an answer took, without the time in which the program was suspended."""

from __future__ import annotations

import time
from collections.abc import Callable


class Stopwatch:
    """Seconds since `start`, pauses left out; monotonic, so that a changed clock does no harm."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._paused_at: float | None = None

    def start(self) -> None:
        self._began = self._clock()
        self._paused_at = None

    def pause(self) -> None:
        if self._paused_at is None:
            self._paused_at = self._clock()

    def go_on(self) -> None:
        if self._paused_at is not None:
            self._began += self._clock() - self._paused_at
            self._paused_at = None

    @property
    def seconds(self) -> float:
        """At least 0."""
        until = self._clock() if self._paused_at is None else self._paused_at
        return max(0.0, until - self._began)
