"""The way to a goal: in which order its new skills are begun, so that the learner soon arrives.

All that a goal rests on has to be learnt, so no order saves work. Two things are gained by it. Where a goal has
several targets, the one with the least remaining work comes first, then the one that is nearest after that
(shortest remaining processing time first: Smith, 1956, shows that this makes the mean time of arrival least). And
of the skills on the way to one target those come first on which the longest chain of work still waits (highest
level first: Hu, 1961), for a skill that will not come today is shelved, and then others are open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tutor.content.curriculum import Curriculum

Place = tuple[int, float, int]
"""Where a skill stands on the way; the least comes first."""


def way(curriculum: Curriculum, targets: Iterable[str], minutes: Mapping[str, float]) -> dict[str, Place]:
    """The place of every skill on the path to `targets`. `minutes`: the work that each skill not held still takes;
    a skill that is not named takes none."""
    path = curriculum.path(targets)
    chains = _chains(curriculum, path, minutes)
    turns = _turns(curriculum, path, minutes)
    return {each: (turns[each], -chains[each], index) for index, each in enumerate(path)}


def _turns(curriculum: Curriculum, path: Collection[str], minutes: Mapping[str, float]) -> dict[str, int]:
    """Before which of the ends of the path each skill is wanted: the ends by the work that is still missing."""
    below = set().union(*(curriculum.skills[each].prerequisites for each in path))
    waiting = {end: {end, *curriculum.ancestors(end)} for end in path if end not in below}
    turns: dict[str, int] = {}
    while waiting:
        nearest = min(waiting, key=lambda end: sum(minutes.get(each, 0.0) for each in waiting[end]))
        placed = waiting.pop(nearest)
        turns |= dict.fromkeys(placed, len(turns))
        for missing in waiting.values():
            missing.difference_update(placed)
    return turns


def _chains(curriculum: Curriculum, path: Collection[str], minutes: Mapping[str, float]) -> dict[str, float]:
    """Minutes of the longest chain that begins with each skill of the path and ends where the path does."""
    above: dict[str, float] = {}
    chains: dict[str, float] = {}
    for each in reversed(tuple(path)):
        chains[each] = minutes.get(each, 0.0) + above.get(each, 0.0)
        for needed in curriculum.skills[each].prerequisites:
            above[needed] = max(above.get(needed, 0.0), chains[each])
    return chains
