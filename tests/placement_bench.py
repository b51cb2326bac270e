"""How good is the placement? `python -m tests.placement_bench [LEARNERS]`: simulated learners, three ways of asking.

Each kind of learner is drawn otherwise than the placement supposes, except the first, and so are slip and guess in the
second table: it is told a guess of 10 % whatever it is. Figures, as means over learners:
questions; skills placed rightly; of those presumed known, the share that is not (each is verified by one problem
before anything is built on it); of those known, the share that is missed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import fmean

from tutor.content.curriculum import Curriculum
from tutor.content.library import Library
from tutor.learner.ideals import EASE
from tutor.learner.placement import MOST_QUESTIONS, Asked, Said, after, believed, next_skill, presumed

Known = frozenset[str]
Drawn = Callable[[Curriculum, random.Random], Known]


@dataclass(frozen=True, slots=True)
class Noise:
    """The chances that a known skill is answered wrong, an unknown one right, and that "I don't know" is said of it."""

    slip: float = 0.1
    guess: float = 0.1
    honest: float = 0.6

    def answer(self, known: Known, skill: str, dice: random.Random) -> Asked:
        if skill in known:
            return Asked(skill, Said.WRONG if dice.random() < self.slip else Said.RIGHT)
        if dice.random() < self.honest:
            return Asked(skill, Said.UNKNOWN)
        return Asked(skill, Said.RIGHT if dice.random() < self.guess else Said.WRONG)


# Learners


def supposed(graph: Curriculum, dice: random.Random) -> Known:
    """As the placement supposes of the evenest: each skill whose prerequisites are known is known with one chance."""
    ease = dice.choice(EASE)
    return _climbed(graph, dict.fromkeys(graph.order, ease), dice)


def wandered(graph: Curriculum, dice: random.Random) -> Known:
    """Learnt one by one in a random order that the graph allows, up to any number."""
    known: set[str] = set()
    for _ in range(dice.randrange(len(graph.order) + 1)):
        known.add(dice.choice([each for each in graph.order if each not in known and _is_open(graph, each, known)]))
    return frozenset(known)


def lopsided(graph: Curriculum, dice: random.Random) -> Known:
    """Another ease in every strand: at home in some, new to others."""
    ease = {strand.id: dice.choice(EASE) for strand in graph.strands}
    return _climbed(graph, {skill.id: ease[skill.strand] for skill in graph.skills.values()}, dice)


def schooled(graph: Curriculum, dice: random.Random) -> Known:
    """All that is no deeper than some depth, with gaps and whatever rests on them."""
    depth: dict[str, int] = {}
    for each in graph.order:
        depth[each] = 1 + max((depth[needed] for needed in graph.skills[each].prerequisites), default=0)
    most = dice.randint(1, max(depth.values()))
    return _climbed(graph, {each: 0.95 if depth[each] <= most else 0.05 for each in graph.order}, dice)


def nothing(graph: Curriculum, dice: random.Random) -> Known:
    return frozenset()


def everything(graph: Curriculum, dice: random.Random) -> Known:
    return frozenset(graph.order)


LEARNERS: Mapping[str, Drawn] = {
    each.__name__: each for each in (supposed, wandered, lopsided, schooled, nothing, everything)
}


def _climbed(graph: Curriculum, chance: Mapping[str, float], dice: random.Random) -> Known:
    known: set[str] = set()
    for each in graph.order:
        if _is_open(graph, each, known) and dice.random() < chance[each]:
            known.add(each)
    return frozenset(known)


def _is_open(graph: Curriculum, skill: str, known: set[str]) -> bool:
    return all(needed in known for needed in graph.skills[skill].prerequisites)


# Ways of asking


def adaptive(graph: Curriculum, known: Known, noise: Noise, dice: random.Random) -> tuple[int, Known]:
    """Ours."""
    cloud, left = believed(graph, ()), set(graph.order)
    for number in range(MOST_QUESTIONS):
        if (skill := next_skill(cloud, left)) is None:
            return number, presumed(cloud.chances())
        cloud = after(cloud, noise.answer(known, skill, dice))
        left.discard(skill)
    return MOST_QUESTIONS, presumed(cloud.chances())


def at_random(graph: Curriculum, known: Known, noise: Noise, dice: random.Random) -> tuple[int, Known]:
    """The same inference from fifteen skills in random order."""
    skills = dice.sample(graph.order, min(MOST_QUESTIONS, len(graph.order)))
    cloud = believed(graph, [noise.answer(known, skill, dice) for skill in skills])
    return len(skills), presumed(cloud.chances())


def halving(graph: Curriculum, known: Known, noise: Noise, dice: random.Random) -> tuple[int, Known]:
    """Binary search for the end of what is known along the curriculum's order; no inference besides."""
    low, high, questions = 0, len(graph.order), 0
    while low < high:
        middle = (low + high) // 2
        questions += 1
        if noise.answer(known, graph.order[middle], dice).said is Said.RIGHT:
            low = middle + 1
        else:
            high = middle
    return questions, frozenset(graph.order[:low])


WAYS = {"adaptive": adaptive, "at random": at_random, "halving": halving}


def figures(
    graph: Curriculum, drawn: Drawn, way: Callable[..., tuple[int, Known]], noise: Noise, learners: int
) -> tuple[float, float, float, float]:
    """Mean questions, share placed rightly, false share of the presumed, missed share of the known."""
    rows, false, claimed, missed, there = [], 0, 0, 0, 0
    for number in range(learners):
        dice = random.Random(f"{drawn.__name__} {number}")
        known = drawn(graph, dice)
        questions, found = way(graph, known, noise, dice)
        rows.append((questions, 1 - len(known ^ found) / len(graph.order)))
        false, claimed = false + len(found - known), claimed + len(found)
        missed, there = missed + len(known - found), there + len(known)
    return (
        fmean(row[0] for row in rows),
        fmean(row[1] for row in rows),
        false / claimed if claimed else 0.0,
        missed / there if there else 0.0,
    )


def main(learners: int) -> None:
    graph = Library.shipped().curriculum
    print(f"{len(graph.order)} skills, {learners} learners of each kind")
    for title, noise in (("slip 10 %, guess 10 %", Noise()), ("slip 5 %, guess 25 %", Noise(0.05, 0.25, 0.4))):
        print(f"\n{title:28} questions   placed rightly   falsely presumed   missed")
        for kind, drawn in LEARNERS.items():
            for name, way in WAYS.items():
                count, right, false, missed = figures(graph, drawn, way, noise, learners)
                print(f"  {kind:12} {name:14} {count:8.1f} {right:15.1%} {false:17.1%} {missed:9.1%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
