"""Promised against delivered: what we predicted of first answers, and how many were right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tutor.learner.beta import Share, jeffreys
from tutor.learner.history import History, Tally


@dataclass(frozen=True, slots=True)
class Kept:
    """Of `count` first answers, the mean chance that was `promised` for them before, and the share that was right,
    with its range; all in 0..1."""

    count: int
    promised: float
    right: int
    delivered: Share

    @property
    def holds(self) -> bool:
        """Whether what was promised lies within the range of what was delivered."""
        return self.delivered.low <= self.promised <= self.delivered.high


def kept(tally: Tally) -> Kept | None:
    """A promise and what came of it: the share by `jeffreys`, 9 times in 10 within its range; None of no answers."""
    if not tally.given:
        return None
    return Kept(tally.given, tally.promised / tally.given, tally.right, jeffreys(tally.right, tally.given))


def by_week(history: History) -> dict[date, Kept]:
    """For each week with predicted answers, by its Monday, in order."""
    found = {start: kept(history[start].answers) for start in sorted(history)}
    return {start: each for start, each in found.items() if each is not None}


def overall(history: History) -> Kept | None:
    """All weeks together."""
    return kept(sum((week.answers for week in history.values()), Tally()))
