"""Which questions a test asks: stratified over its skills, so that its figures stand for all of them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from tutor.learner.memory import Learner
from tutor.learner.records import Pick

Offers = Mapping[str, Sequence[tuple[str, Collection[int]]]]
"""By skill: the names of its exercises, each with its levels."""


def questions(offers: Offers, learner: Learner, count: int, seeds: Iterator[int]) -> tuple[Pick, ...]:
    """`count` questions, a fresh seed each.

    Every skill once, then every skill once more: those not practised for longest first, and where not all can be
    asked, practised and never practised ones in the proportion in which they were chosen. Levels are mixed evenly;
    of a skill, the exercises not answered for longest come first. Never two questions of one skill, or of one
    exercise, in a row where there is another. ValueError where there is nothing to ask.
    """
    dice = random.Random(next(seeds))
    turns = _turns([skill for skill, refs in offers.items() if any(levels for _, levels in refs)], learner, dice)
    if not turns:
        raise ValueError("no skill of this test has exercises")
    picks: list[Pick] = []
    for number in range(count):
        skill = turns[number % len(turns)]
        name, level = _exercise(offers[skill], learner.skill(skill).exercises, picks, skill, dice)
        picks.append(Pick(skill, name, level, next(seeds)))
    return tuple(picks)


def _turns(skills: Iterable[str], learner: Learner, dice: random.Random) -> list[str]:
    """The skills in their order: practised ones, longest ago first, and never practised ones between them."""
    last = {skill: max((at.timestamp() for at in learner.skill(skill).exercises.values()), default=None)
            for skill in skills}  # fmt: skip
    mixed = sorted(last, key=lambda _: dice.random())
    practised = sorted((each for each in mixed if last[each] is not None), key=lambda each: last[each] or 0.0)
    fresh = [each for each in mixed if last[each] is None]
    place = {each: (at + 0.5) / len(group) for group in (practised, fresh) for at, each in enumerate(group)}
    return sorted([*practised, *fresh], key=lambda each: place[each])


def _exercise(
    refs: Sequence[tuple[str, Collection[int]]],
    answered: Mapping[str, datetime],
    picks: Sequence[Pick],
    skill: str,
    dice: random.Random,
) -> tuple[str, int]:
    """An exercise of a skill and the level to pose it at, after the questions so far."""
    own = [pick for pick in picks if pick.skill == skill]
    by_level, own_level = Counter(pick.level for pick in picks), Counter(pick.level for pick in own)
    by_exercise = Counter(pick.exercise for pick in own)
    order = sorted(answered, key=lambda name: answered[name])
    since = {name: place for place, name in enumerate(order)}

    def rank(offer: tuple[str, int]) -> tuple[bool, int, int, int, int, float]:
        name, level = offer
        is_last = bool(picks) and picks[-1].exercise == name
        return (is_last, own_level[level], by_exercise[name], by_level[level], since.get(name, -1), dice.random())

    return min(sorted((name, level) for name, levels in refs for level in levels), key=rank)
