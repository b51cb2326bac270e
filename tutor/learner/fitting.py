"""Needs into minutes, and into an order without repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.learner.planner import Planned


@dataclass(frozen=True, slots=True)
class Need:
    """So many problems of one skill, `seconds` each, after a lesson of `lesson_seconds`."""

    planned: Planned
    problems: int
    seconds: float
    lesson_seconds: float = 0.0


def within(needs: Iterable[Need], budget: float, *, at_least: int = 0) -> tuple[list[Planned], float]:
    """The needs that fit, in their order, a new skill only whole; and `at_least` so many in any case."""
    taken: list[Planned] = []
    spent = 0.0
    for need in needs:
        room = int((budget - spent - need.lesson_seconds) // need.seconds)
        problems = min(need.problems, max(room, 0))
        if need.planned.why == "new" and problems < need.problems:
            problems = 0
        problems = max(problems, at_least - len(taken))
        if problems:
            taken += [need.planned] * problems
            spent += problems * need.seconds + need.lesson_seconds
    return taken, spent


def spread(items: list[Planned], last: str | None) -> Iterator[Planned]:
    """In their order, but no skill twice in a row where that can be avoided."""
    waiting = list(items)
    while waiting:
        skill, count = Counter(each.skill for each in waiting).most_common(1)[0]
        pressing = [each for each in waiting if each.skill == skill] if 2 * count > len(waiting) else []
        others = [each for each in (*pressing, *waiting) if each.skill != last]
        chosen = others[0] if others else waiting[0]
        waiting.remove(chosen)
        last = chosen.skill
        yield chosen
