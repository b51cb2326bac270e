"""The commonest slips: wrong answers that were recognised, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tutor.learner.history import History, Slip, monday

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Common:
    """A slip that was made `count` times; `slip`: where it was made last; `last`: the Monday of that week."""

    slip: Slip
    count: int
    last: date


def commonest(history: History, today: date, most: int) -> tuple[Common, ...]:
    """The slips of the last twelve weeks, the commonest first, of equals the latest. What is only numbered in its
    exercise (`mistake-2`) is a slip of that exercise, any other one of its skill."""
    since = monday(today) - timedelta(weeks=WEEKS - 1)
    alike: dict[tuple[str | None, ...], Common] = {}
    for week in sorted(each for each in history if each >= since):
        for slip, count in history[week].slips.items():
            key = tuple(slip) if is_numbered(slip.name) else (slip.skill, slip.name)
            before = alike.get(key)
            alike[key] = Common(slip, count + (before.count if before else 0), week)
    return tuple(sorted(alike.values(), key=lambda each: (-each.count, -each.last.toordinal(), each.slip[:2]))[:most])


def is_numbered(name: str) -> bool:
    """Whether a slip has no name of its own."""
    return name.startswith(("mistake-", "option-"))
