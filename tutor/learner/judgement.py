"""Judgement: how sure the learner was, and we were, against how often the answers were right.

The score is that of Brier ("Verification of forecasts expressed in terms of probability", Monthly Weather Review 78,
1950): the mean squared distance between the chance that was said and what happened, 1 or 0. Who always says the
share p that is right scores p (1 - p), the `uncertainty` in the partition of Murphy ("A new vector partition of the
probability score", Journal of Applied Meteorology 12, 1973); to tell the sure from the unsure scores less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tutor.learner.beta import Share
from tutor.learner.history import History, Penalties, Tally
from tutor.learner.retention import kept

HALF = 0.25
"""The score of one who always says one half."""


@dataclass(frozen=True, slots=True)
class Group:
    """Answers of which nearly the same chance was said: its mean, how many there were, and the share that was right,
    with its range."""

    said: float
    count: int
    right: Share


@dataclass(frozen=True, slots=True)
class Judgement:
    """`own`: by what the learner said; `ours`: by what we predicted. Of the `both` answers for which there is either:
    the Brier scores, and that of always saying the share that was right."""

    own: tuple[Group, ...]
    ours: tuple[Group, ...]
    both: int = 0
    brier: float | None = None
    our_brier: float | None = None
    uncertainty: float | None = None

    @property
    def said(self) -> int:
        """Answers for which the learner said how sure."""
        return sum(each.count for each in self.own)


def judgement(history: History) -> Judgement:
    """All weeks together."""
    weeks = history.values()
    own, ours = _merged(week.said for week in weeks), _merged(week.foretold for week in weeks)
    penalties = sum((week.penalties for week in weeks), Penalties())
    if not penalties.given:
        return Judgement(_groups(own), _groups(ours))
    share = penalties.right / penalties.given
    return Judgement(
        _groups(own),
        _groups(ours),
        penalties.given,
        penalties.own / penalties.given,
        penalties.ours / penalties.given,
        share * (1 - share),
    )


def bias(groups: Iterable[Group]) -> float | None:
    """How much more was said than happened, on average, in -1..1: above zero is too sure; None of no answers."""
    listed = list(groups)
    count = sum(each.count for each in listed)
    right = sum(each.right.likely * (each.count + 1) - 0.5 for each in listed)
    return (sum(each.said * each.count for each in listed) - right) / count if count else None


def _merged(groupings: Iterable[Mapping[int, Tally]]) -> dict[int, Tally]:
    merged: dict[int, Tally] = {}
    for grouping in groupings:
        for group, tally in grouping.items():
            merged[group] = merged.get(group, Tally()) + tally
    return merged


def _groups(merged: Mapping[int, Tally]) -> tuple[Group, ...]:
    found = (kept(merged[group]) for group in sorted(merged))
    return tuple(Group(each.promised, each.count, each.delivered) for each in found if each is not None)
