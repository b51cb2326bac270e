"""Which sets of skills may somebody know? A distribution over them, as a cloud of samples.

A skill can only be known if its prerequisites are (the sets are *ideals* of the graph, the *knowledge states* of
Doignon and Falmagne, 1985). There are far too many to list, so the distribution is held by `SAMPLES` of them, moved
after each observation by resample-move (Gilks and Berzuini, 2001): resampled by how well each explains it, then
stirred by Metropolis steps that leave the posterior as it is, so that copies part again.

The prior: a person has an *ease*; walking up the graph, each skill whose prerequisites are known is known with that
chance. How easily somebody learnt is not known either, so all of `EASE` are equally likely at first. Skills are
held bit by bit: one whole number a skill, whose bit `i` says whether sample `i` knows it, so that one operation
treats all samples at once. Every draw comes from a stream of its own: the same observations, the same cloud.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import itemgetter

from tutor.content.curriculum import Curriculum

SAMPLES = 2048
EASE = (0.08, 0.35, 0.6, 0.78, 0.88, 0.94, 0.975, 0.992)
"""The chance of having gone on to a skill whose prerequisites are known: from hardly anything to nearly all."""
SWEEPS = 2
"""Rounds of Metropolis steps after an observation."""
SWEEPS_AT_FIRST = 8
"""The same, where what the log says of some skills is taken up all at once."""
PRECISION = 10
"""Chances of the Metropolis steps are rounded to so many bits."""
ALL = (1 << SAMPLES) - 1
LANES = int.from_bytes(b"\x01" * SAMPLES, "big")


class Graph:
    """A curriculum by number: for each skill, in the curriculum's order, what it needs and what needs it."""

    def __init__(self, curriculum: Curriculum) -> None:
        self.order = curriculum.order
        self.place: Mapping[str, int] = {skill: index for index, skill in enumerate(self.order)}
        self.needs = tuple(
            tuple(self.place[each] for each in curriculum.skills[skill].prerequisites) for skill in self.order
        )

    @cached_property
    def opens(self) -> tuple[tuple[int, ...], ...]:
        """The skills that name each one as a prerequisite."""
        return tuple(
            tuple(above for above, needed in enumerate(self.needs) if skill in needed)
            for skill in range(len(self.order))
        )


@dataclass(frozen=True, slots=True)
class Cloud:
    """The samples. `known`: for each skill, who knows it; `ease`: for each of EASE, whose it is; `odds`: for each
    skill, how many times likelier all that was observed of it is for one who knows it."""

    graph: Graph
    known: tuple[int, ...]
    ease: tuple[int, ...]
    odds: tuple[float, ...]
    step: int = 0

    def chance(self, skill: str) -> float:
        """The chance that the skill is known, in 0..1."""
        return self.known[self.graph.place[skill]].bit_count() / SAMPLES

    def chances(self) -> dict[str, float]:
        """The chance of each skill; never above that of a prerequisite."""
        return {skill: self.chance(skill) for skill in self.graph.order}

    def covariances(self, skill: str) -> Iterator[float]:
        """How each skill of the graph goes with this one: the covariance of the two being known."""
        this = self.known[self.graph.place[skill]]
        share = this.bit_count() / SAMPLES
        return ((this & other).bit_count() / SAMPLES - share * other.bit_count() / SAMPLES for other in self.known)


def prior(curriculum: Curriculum, likely: Mapping[str, float] | None = None) -> Cloud:
    """The cloud before the first answer. `likely`: what is thought of some skills already, as chances in 0..1
    for one of whom nothing else is known."""
    graph = Graph(curriculum)
    dice = _dice(0)
    ease = _ease_of([dice.randrange(len(EASE)) for _ in range(SAMPLES)])
    known: list[int] = []
    for needed in graph.needs:
        known.append(_with_chances(ease, EASE, dice) & _all_of(known, needed))
    cloud = Cloud(graph, tuple(known), ease, (1.0,) * len(known))
    return _given(cloud, {graph.place[each]: chance for each, chance in (likely or {}).items() if each in graph.place})


def observed(cloud: Cloud, skill: str, if_known: float, if_not: float) -> Cloud:
    """The cloud after something was seen that has these chances for one who knows the skill, and who does not."""
    place, dice = cloud.graph.place[skill], _dice(cloud.step + 1)
    chosen = _resampled(cloud.known[place], if_known, if_not, dice)
    odds = (*cloud.odds[:place], cloud.odds[place] * if_known / if_not, *cloud.odds[place + 1 :])
    known, ease = (tuple(_picked(column, chosen) for column in columns) for columns in (cloud.known, cloud.ease))
    return _stirred(Cloud(cloud.graph, known, ease, odds, cloud.step + 1), SWEEPS, dice)


def _given(cloud: Cloud, likely: Mapping[int, float]) -> Cloud:
    """Stirred from a start at which every sample agrees with what is thought of some skills."""
    if not likely:
        return cloud
    known, graph = list(cloud.known), cloud.graph
    for place, chance in likely.items():
        if chance < 0.5:
            known[place] = 0
    for place, needs in enumerate(graph.needs):
        known[place] &= _all_of(known, needs)
    for place in reversed(range(len(known))):
        if likely.get(place, 0.0) >= 0.5:
            known[place] = ALL
        for needed in graph.needs[place]:
            known[needed] |= known[place]
    odds = tuple(_odds(likely.get(place, 0.5)) for place in range(len(known)))
    return _stirred(replace(cloud, known=tuple(known), odds=odds), SWEEPS_AT_FIRST, _dice(0))


# Resample


def _resampled(column: int, if_known: float, if_not: float, dice: random.Random) -> list[int]:
    """Which samples go on, some several times: systematic resampling by how well they explain what was seen."""
    weights = [if_known if bit == "1" else if_not for bit in _bits(column)]
    total = sum(weights)
    chosen: list[int] = []
    pointer, reached = dice.random(), 0.0
    for index, weight in enumerate(weights):
        reached += weight * SAMPLES / total
        while pointer < reached and len(chosen) < SAMPLES:
            chosen.append(index)
            pointer += 1
    return chosen + [SAMPLES - 1] * (SAMPLES - len(chosen))


def _bits(column: int) -> str:
    return f"{column:0{SAMPLES}b}"


def _picked(column: int, chosen: list[int]) -> int:
    return int("".join(itemgetter(*chosen)(_bits(column))), 2)


# Move


def _stirred(cloud: Cloud, sweeps: int, dice: random.Random) -> Cloud:
    known, ease = list(cloud.known), cloud.ease
    for _ in range(sweeps):
        ease = _ease_drawn(cloud.graph, known, dice)
        for place in range(len(known)):
            _step(cloud.graph, known, place, ease, cloud.odds[place], dice)
    return replace(cloud, known=tuple(known), ease=ease)


def _step(graph: Graph, known: list[int], place: int, ease: tuple[int, ...], odds: float, dice: random.Random) -> None:
    """One Metropolis step in every sample: learn the skill, or forget it, where the graph allows it.

    To learn it multiplies a sample's probability by `odds * e / (1 - e)`, and by `1 - e` for each skill that it
    opens: these could be known from now on, and are not.
    """
    may_learn = _all_of(known, graph.needs[place]) & ~known[place]
    may_forget = known[place]
    for above in graph.opens[place]:
        may_forget &= ~known[above]
    ratios = [odds * each / (1 - each) for each in EASE]
    if may_forget:
        may_forget &= _with_chances(ease, tuple(min(1.0, 1 / each) for each in ratios), dice)
    if may_learn:
        may_learn &= _with_chances(ease, tuple(min(1.0, each) for each in ratios), dice)
    for above in graph.opens[place]:
        if not may_learn:
            break
        would_open = _all_of(known, [each for each in graph.needs[above] if each != place])
        may_learn &= ~would_open | _with_chances(ease, tuple(1 - each for each in EASE), dice)
    known[place] = known[place] & ~may_forget | may_learn


def _ease_drawn(graph: Graph, known: list[int], dice: random.Random) -> tuple[int, ...]:
    """Each sample's ease, drawn anew given what it knows, and what it could know and does not."""
    learnt = _counts(known)
    open_ = _counts([_all_of(known, needed) & ~column for needed, column in zip(graph.needs, known, strict=True)])
    return _ease_of([bisect(_ease_chances(*each), dice.random()) for each in zip(learnt, open_, strict=True)])


@lru_cache(maxsize=4096)
def _ease_chances(learnt: int, not_learnt: int) -> tuple[float, ...]:
    """The chances of the eases, added up, for one who learnt so many skills of those that were open."""
    weights = [each**learnt * (1 - each) ** not_learnt for each in EASE]
    return tuple(each / sum(weights) for each in accumulate(weights))[:-1]


def _ease_of(levels: list[int]) -> tuple[int, ...]:
    return tuple(int("".join("1" if each == level else "0" for each in levels), 2) for level in range(len(EASE)))


def _counts(columns: list[int]) -> list[int]:
    """In how many of the columns each sample's bit is set, at most 255: a byte a sample, all added at once."""
    lanes = (int.from_bytes(_bits(column).encode(), "big") & LANES for column in columns)
    return list(sum(lanes).to_bytes(SAMPLES, "big"))


# Bits


def _all_of(known: list[int], needed: tuple[int, ...] | list[int]) -> int:
    found = ALL
    for each in needed:
        found &= known[each]
    return found


def _with_chances(ease: tuple[int, ...], chances: tuple[float, ...], dice: random.Random) -> int:
    """A column whose bits are set with the chance that goes with each sample's ease."""
    planes = [dice.getrandbits(SAMPLES) for _ in range(PRECISION)]
    column = 0
    for whose, chance in zip(ease, chances, strict=True):
        if whose:
            column |= whose & _below(planes, chance)
    return column


def _below(planes: list[int], chance: float) -> int:
    """Where a uniform number, written as planes of binary digits from the last to the first, is below a chance."""
    rounded = round(chance * (1 << PRECISION))
    if rounded >= 1 << PRECISION:
        return ALL
    column = 0
    for plane in planes:
        column = plane | column if rounded & 1 else plane & column
        rounded >>= 1
    return column


def _odds(chance: float) -> float:
    likely = min(max(chance, 0.02), 0.98)
    return likely / (1 - likely)


def _dice(step: int) -> random.Random:
    return random.Random(f"placement {step}")
