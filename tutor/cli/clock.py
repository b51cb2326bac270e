"""The one place that reads a clock; everything inside takes the time as an argument."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from tutor.errors import UsageError

Clock = Callable[[], datetime]


def clock() -> Clock:
    """A clock in the local zone, or one that starts at `NABLA_NOW` and in its zone.

    Raises UsageError where `NABLA_NOW` is no ISO 8601 instant with an offset.
    """
    text = os.environ.get("NABLA_NOW")
    if not text:
        return lambda: datetime.now().astimezone()
    try:
        start = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"NABLA_NOW is no ISO 8601 instant: {text!r}.") from error
    if start.tzinfo is None:
        raise UsageError("NABLA_NOW needs an offset, such as 2026-12-01T08:00+01:00.")
    begun = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)
