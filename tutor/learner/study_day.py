"""The learner's day: it turns over at 04:00 where the learner is, so that a late evening is one day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

ROLLOVER = timedelta(hours=4)


def study_day(at: datetime) -> date:
    """The study day of an instant, by its own zone's clock. `at` must know its offset (ValueError)."""
    if at.utcoffset() is None:
        raise ValueError("an instant needs its offset from UTC")
    return (at - ROLLOVER).date()
