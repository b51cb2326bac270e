"""Which sets of skills may somebody know? A distribution over them, as a cloud of samples.

A skill can only be known if its prerequisites are (the sets are *ideals* of the graph, the *knowledge states* of
Doignon and Falmagne, 1985). There are far too many to list, so the distribution is held by `SAMPLES` of them, moved
after each observation by resample-move (Gilks and Berzuini, 2001): resampled by how well each explains it, then
stirred by Metropolis steps that leave the posterior as it is, so that copies part again.

The prior: a person has an *ease* in every strand; walking up the graph, each skill whose prerequisites are known is
known with that of its strand. How easily somebody learnt is not known either. All of `EASE` are equally likely at
first for the person as a whole; a strand goes its own way with a chance of `APART`, and else as the person does; with
which of the two chances, the small one of even people or the large one of uneven ones, is not known at first: a
hierarchical prior, as for the abilities of multidimensional tests (de la Torre and Patz, "Making the most of what we
have", Journal of Educational and Behavioral Statistics 30, 2005). So an answer tells most of its own strand, less of
the others, and a strand that was never asked about is presumed known only of one who is good at all the others.

Skills are held bit by bit: one whole number a skill, whose bit `i` says whether sample `i` knows it, so that one
operation treats all samples at once. Every draw comes from a stream of its own: the same observations, the same cloud.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, reduce
from itertools import accumulate, repeat
from operator import itemgetter, or_

from tutor.content.curriculum import Curriculum

SAMPLES = 2048
EASE = (0.08, 0.35, 0.6, 0.78, 0.88, 0.94, 0.975, 0.992)
"""The chance of having gone on to a skill whose prerequisites are known: from hardly anything to nearly all."""
APART = (0.05, 0.6)
"""The chance that a strand has an ease of its own, whatever that of the others is: of even people, and of uneven."""
NOT_LEARNT = tuple(1 - each for each in EASE)
SWEEPS = 1
"""Rounds of Metropolis steps after an observation."""
SWEEPS_AT_FIRST = 8
"""The same, where what the log says of some skills is taken up all at once."""
PRECISION = 10
"""Chances of the Metropolis steps are rounded to so many bits."""
ALL = (1 << SAMPLES) - 1
LANES = int.from_bytes(b"\x01" * SAMPLES, "big")
BYTE = 256
IS_LEVEL = tuple(bytes(b"1"[0] if each == level else b"0"[0] for each in range(BYTE)) for level in range(len(EASE)))
"""For each level of EASE, the table that turns a byte a sample into a digit: is it of this level?"""

Levels = bytes
"""An ease a sample, as its place in EASE; that of the whole counts on from there for uneven people."""
Eases = tuple[int, ...]
"""The same, as a column for each of EASE: whose it is."""


class Graph:
    """A curriculum by number: for each skill, in the curriculum's order, what it needs and what needs it."""

    def __init__(self, curriculum: Curriculum) -> None:
        self.order = curriculum.order
        self.place: Mapping[str, int] = {skill: index for index, skill in enumerate(self.order)}
        self.needs = tuple(
            tuple(self.place[each] for each in curriculum.skills[skill].prerequisites) for skill in self.order
        )
        strands = [curriculum.skills[skill].strand for skill in self.order]
        names = list(dict.fromkeys(strands))
        self.strand = tuple(map(names.index, strands))
        """The number of each skill's strand."""
        self.strands = tuple(
            tuple(place for place, strand in enumerate(self.strand) if strand == number) for number in range(len(names))
        )
        """The skills of each strand."""

    @cached_property
    def opens(self) -> tuple[tuple[int, ...], ...]:
        """The skills that name each one as a prerequisite."""
        return tuple(
            tuple(above for above, needed in enumerate(self.needs) if skill in needed)
            for skill in range(len(self.order))
        )


@dataclass(frozen=True, slots=True)
class Cloud:
    """The samples. `known`: for each skill, who knows it; `levels`: the ease of each sample as a whole; `odds`: for
    each skill, how many times likelier all that was observed of it is for one who knows it. The eases of the strands
    are not held: they are drawn from these when they are needed."""

    graph: Graph
    known: tuple[int, ...]
    levels: Levels
    odds: tuple[float, ...]
    step: int = 0

    def chance(self, skill: str) -> float:
        """The chance that the skill is known, in 0..1."""
        return self.known[self.graph.place[skill]].bit_count() / SAMPLES

    def chances(self) -> dict[str, float]:
        """The chance of each skill; never above that of a prerequisite."""
        return {skill: self.chance(skill) for skill in self.graph.order}

    def covariances(self, skill: str, others: Iterable[tuple[int, float]]) -> Iterator[float]:
        """How each of some columns goes with this skill: the covariance of the two being known. `others`: the
        columns, each with the share of the samples that it holds."""
        this = self.known[self.graph.place[skill]]
        share = this.bit_count() / SAMPLES
        return ((this & column).bit_count() / SAMPLES - share * other for column, other in others)


def prior(curriculum: Curriculum, likely: Mapping[str, float] | None = None) -> Cloud:
    """The cloud before the first answer. `likely`: what is thought of some skills already, as chances in 0..1
    for one of whom nothing else is known."""
    graph = Graph(curriculum)
    dice = _dice(0)
    levels = bytes([dice.randrange(len(APART) * len(EASE)) for _ in range(SAMPLES)])
    eases = [_eases(_drawn(map(_of_strand, levels, repeat(0), repeat(0)), dice)) for _ in graph.strands]
    known: list[int] = []
    for place, needed in enumerate(graph.needs):
        known.append(_with_chances(eases[graph.strand[place]], EASE, dice) & _all_of(known, needed))
    cloud = Cloud(graph, tuple(known), levels, (1.0,) * len(known))
    return _given(cloud, {graph.place[each]: chance for each, chance in (likely or {}).items() if each in graph.place})


def observed(cloud: Cloud, skill: str, if_known: float, if_not: float) -> Cloud:
    """The cloud after something was seen that has these chances for one who knows the skill, and who does not."""
    place, dice = cloud.graph.place[skill], _dice(cloud.step + 1)
    chosen = _resampled(cloud.known[place], if_known, if_not, dice)
    odds = (*cloud.odds[:place], cloud.odds[place] * if_known / if_not, *cloud.odds[place + 1 :])
    known = tuple(_picked(column, chosen) for column in cloud.known)
    levels = bytes(itemgetter(*chosen)(cloud.levels))
    return _stirred(Cloud(cloud.graph, known, levels, odds, cloud.step + 1), SWEEPS, dice)


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
    known, levels = list(cloud.known), cloud.levels
    for _ in range(sweeps):
        levels, eases = _eases_drawn(cloud.graph, known, levels, dice)
        for place in range(len(known)):
            _step(cloud.graph, known, place, eases, cloud.odds[place], dice)
    return replace(cloud, known=tuple(known), levels=levels)


def _step(graph: Graph, known: list[int], place: int, eases: Sequence[Eases], odds: float, dice: random.Random) -> None:
    """One Metropolis step in every sample: learn the skill, or forget it, where the graph allows it.

    To learn it multiplies a sample's probability by `odds * e / (1 - e)`, and by `1 - e` for each skill that it
    opens: these could be known from now on, and are not. Each `e` is that of the skill's own strand.
    """
    ease = eases[graph.strand[place]]
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
        may_learn &= ~would_open | _with_chances(eases[graph.strand[above]], NOT_LEARNT, dice)
    known[place] = known[place] & ~may_forget | may_learn


def _eases_drawn(graph: Graph, known: list[int], levels: Levels, dice: random.Random) -> tuple[Levels, list[Eases]]:
    """Each sample's eases, drawn anew given what it knows, and what it could know and does not (a Gibbs step): those
    of the strands given that of the whole, then that of the whole given those of the strands that tell of it."""
    eases: list[Eases] = []
    agreeing = [0] * len(EASE)
    for places in graph.strands:
        open_ = [_all_of(known, graph.needs[place]) for place in places]
        learnt = _counts([known[place] for place in places])
        not_learnt = _counts([column & ~known[place] for place, column in zip(places, open_, strict=True)])
        own = _eases(_drawn(map(_of_strand, levels, learnt, not_learnt), dice))
        telling = reduce(or_, open_)
        agreeing = [count + _lanes(whose & telling) for count, whose in zip(agreeing, own, strict=True)]
        eases.append(own)
    by_sample = zip(*(each.to_bytes(SAMPLES, "big") for each in agreeing), strict=True)
    return bytes([_of_whole(counts, dice.random()) for counts in by_sample]), eases


def _drawn(tables: Iterable[bytes], dice: random.Random) -> Levels:
    """An ease a sample, each from a table of its own."""
    return bytes([table[at] for table, at in zip(tables, dice.randbytes(SAMPLES))])  # noqa: B905  # may go on for ever


@lru_cache(maxsize=1 << 14)
def _of_strand(whole: int, learnt: int, not_learnt: int) -> bytes:
    """Of a strand, for one who as a whole is like this, and learnt so many of its skills that were open."""
    kind, level = divmod(whole, len(EASE))
    own = [each**learnt * (1 - each) ** not_learnt for each in EASE]
    return _table([(APART[kind] / len(EASE) + (1 - APART[kind]) * (at == level)) * each for at, each in enumerate(own)])


def _of_whole(agreeing: Sequence[int], drawn: float) -> int:
    """Of the whole, for one of whom so many strands are of each level; `drawn`: uniform in 0..1."""
    strands = sum(agreeing)
    reached = list(accumulate([chances[each] for chances in _agreed(strands) for each in agreeing]))
    return bisect(reached, drawn * reached[-1], 0, len(reached) - 1)


@lru_cache
def _agreed(strands: int) -> tuple[tuple[float, ...], ...]:
    """For even and for uneven people, how likely it is that so many of the strands are of the level of the whole."""
    own = [apart / len(EASE) for apart in APART]
    return tuple(
        tuple((1 - apart + each) ** agreeing * each ** (strands - agreeing) for agreeing in range(strands + 1))
        for apart, each in zip(APART, own, strict=True)
    )


def _table(weights: Sequence[float]) -> bytes:
    """Each place as often among all bytes as its weight says, rounded."""
    table, total = bytearray(), sum(weights)
    for place, reached in enumerate(accumulate(weights)):
        table += bytes([place]) * (round(BYTE * reached / total) - len(table))
    return bytes(table)


def _eases(levels: Levels) -> Eases:
    return tuple(int(levels.translate(table), 2) for table in IS_LEVEL)


def _counts(columns: list[int]) -> bytes:
    """In how many of the columns each sample's bit is set, at most 255: a byte a sample, all added at once."""
    return sum(map(_lanes, columns)).to_bytes(SAMPLES, "big")


def _lanes(column: int) -> int:
    """A column with a byte a sample instead of a bit."""
    return int.from_bytes(_bits(column).encode(), "big") & LANES


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
