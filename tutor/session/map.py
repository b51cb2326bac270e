"""What do I hold, what is next, and what is in the way? The graph as whoever shows it needs it.

The course decides: what is held, next and locked here is what the plan goes by. A skill that no exercise
practises yet is shown where it belongs, and is never in the way of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tutor.content.curriculum import Curriculum
from tutor.learner.claim import in_the_way, on_day
from tutor.learner.mastery import Standing, State, chance, standings
from tutor.learner.memory import Learner
from tutor.learner.study_day import study_day


class Sign(StrEnum):
    """Where a skill stands, in the one word that the map says."""

    HELD = "held"
    LEARNING = "learning"
    DUE = "due"
    SLIPPING = "slipping"
    NEXT = "next"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Spot:
    """A skill on the map. `needs` and `opens`: its neighbours; `missing`: those of its prerequisites that are in the
    way; `chance`: of being able to do it now, in 0..1, None before the first problem; `beside`: why it stands so, in
    a few words; `on_way`: it leads to the goal."""

    skill: str
    title: str
    strand: str
    sign: Sign
    needs: tuple[str, ...]
    opens: tuple[str, ...]
    missing: tuple[str, ...]
    chance: float | None
    beside: str
    on_way: bool
    is_practised: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Skills that are shown together: what is next, the way to the goal, or a strand."""

    id: str
    title: str
    skills: tuple[str, ...]


NEXT, WAY = "*next", "*way"
"""The ids of the sections that are no strands."""


@dataclass(frozen=True, slots=True)
class SkillMap:
    """The whole map. `sections`: what is next, the way to the goal where there is one, then the strands that have
    skills, in the order of the course. `goal`: its title."""

    spots: Mapping[str, Spot]
    sections: tuple[Section, ...]
    goal: str | None
    terms: Mapping[str, str]

    @property
    def counts(self) -> Mapping[Sign, int]:
        """How many skills stand so, in the order of the signs; without those that none does."""
        found = Counter(spot.sign for spot in self.spots.values())
        return {sign: found[sign] for sign in Sign if found[sign]}

    @property
    def practised(self) -> frozenset[str]:
        """The skills that some exercise practises."""
        return frozenset(each for each, spot in self.spots.items() if spot.is_practised)

    @property
    def next(self) -> tuple[str, ...]:
        return self.sections[0].skills

    def home(self, skill: str) -> int:
        """The number of the section that is the skill's own strand."""
        strand = self.spots[skill].strand
        return next(number for number, each in enumerate(self.sections) if each.id == strand)

    def found(self, sought: str) -> tuple[str, ...]:
        """The skills that have all the words sought: in the title, then in the id, the strand or a term."""
        words = sought.casefold().split()
        whole = [each for each in self.spots if all(word in self.terms[each] for word in words)]
        titles = {each: self.spots[each].title.casefold() for each in whole}
        return tuple(sorted(whole, key=lambda each: not all(word in titles[each] for word in words)))

    def first_steps(self, skill: str) -> tuple[str, ...]:
        """What to begin with to reach a skill: what is in its way and has nothing in its own, the nearest first."""
        found: dict[str, None] = {}
        waiting, seen = list(self.spots[skill].missing), set[str]()
        while waiting:
            here = waiting.pop(0)
            if here not in seen:
                seen.add(here)
                missing = self.spots[here].missing
                found |= {} if missing else {here: None}
                waiting += missing
        return tuple(found)


def skill_map(
    curriculum: Curriculum,
    learner: Learner,
    at: datetime,
    *,
    course: Curriculum | None = None,
    goal: tuple[str, Collection[str]] | None = None,
) -> SkillMap:
    """The map at an instant. `course`: what the plan goes by, if it is not the whole curriculum; `goal`: its title
    and every skill on the way to it."""
    course = course or curriculum
    now = standings(course, learner, at)
    opens: dict[str, list[str]] = {each: [] for each in curriculum.order}
    for each in curriculum.order:
        for needed in curriculum.skills[each].prerequisites:
            opens[needed].append(each)
    way = frozenset(goal[1]) if goal else frozenset()
    spots = {
        each: _spot(curriculum, course, now, learner, at, each, tuple(opens[each]), each in way)
        for each in curriculum.order
    }
    return SkillMap(
        spots=spots,
        sections=tuple(_sections(curriculum, spots, now, goal)),
        goal=goal[0] if goal else None,
        terms={each: _searched(curriculum, each) for each in spots},
    )


def _spot(
    curriculum: Curriculum,
    course: Curriculum,
    now: Mapping[str, Standing],
    learner: Learner,
    at: datetime,
    skill: str,
    opens: tuple[str, ...],
    on_way: bool,
) -> Spot:
    known, standing = curriculum.skills[skill], now.get(skill)
    missing: tuple[str, ...] = ()
    if standing is None:
        missing = tuple(each for each in curriculum.nearest(known.prerequisites, now) if not now[each].held)
    else:
        missing = in_the_way(course, now, skill)
    sign = sign_of(standing) if standing else Sign.LOCKED
    titles = [curriculum.skills[each].title for each in (missing or opens)]
    beside = _beside(sign, titles, learner, skill, standing, study_day(at)) if standing else "no exercises yet"
    return Spot(
        skill=skill,
        title=known.title,
        strand=known.strand,
        sign=sign,
        needs=known.prerequisites,
        opens=opens,
        missing=missing,
        chance=chance(learner.skill(skill), at),
        beside=beside,
        on_way=on_way,
        is_practised=standing is not None,
    )


def sign_of(standing: Standing) -> Sign:
    """The most pressing thing that can be said of a skill."""
    match standing.state:
        case State.SLIPPING:
            return Sign.SLIPPING
        case State.DUE:
            return Sign.DUE
        case _ if standing.held:
            return Sign.HELD
        case State.NOT_STARTED:
            return Sign.NEXT if standing.next else Sign.LOCKED
        case _:
            return Sign.LEARNING


def _beside(sign: Sign, titles: Sequence[str], learner: Learner, skill: str, standing: Standing, today: date) -> str:
    """Why it stands so. `titles`: of what is in its way, or else of what it opens."""
    state = learner.skill(skill)
    match sign:
        case Sign.NEXT | Sign.LOCKED if standing.presumed:
            return "presumed known"
        case Sign.LOCKED:
            return f"waits for {_first_of(titles)}"
        case Sign.SLIPPING:
            return f"{state.wrong_in_a_row} wrong in a row"
        case Sign.DUE if standing.due and standing.due <= today:
            return "today" if standing.due == today else f"since {on_day(standing.due, today)}"
        case Sign.HELD if standing.due:
            return f"until {on_day(standing.due, today)}"
        case Sign.LEARNING:
            return "wrong last time" if state.wrong_in_a_row else "not sure enough" if state.met else "begun"
        case Sign.NEXT:
            return f"opens {_first_of(titles)}" if titles else ""
        case _:
            return ""


def _first_of(titles: Sequence[str]) -> str:
    return titles[0] + (f" + {len(titles) - 1}" if len(titles) > 1 else "")


def _sections(
    curriculum: Curriculum,
    spots: Mapping[str, Spot],
    now: Mapping[str, Standing],
    goal: tuple[str, Collection[str]] | None,
) -> Iterable[Section]:
    frontier = [skill for skill, standing in now.items() if standing.next]
    # What is begun before what is new; then as the plan does.
    frontier.sort(key=lambda each: (now[each].recall is None, not spots[each].on_way, -curriculum.reach[each]))
    yield Section(NEXT, "Next", tuple(frontier))
    if goal is not None:
        yield Section(WAY, "Way to the goal", tuple(each for each in spots if each in goal[1]))
    for strand in curriculum.strands:
        if skills := tuple(each for each, spot in spots.items() if spot.strand == strand.id):
            yield Section(strand.id, strand.title, skills)


def _searched(curriculum: Curriculum, skill: str) -> str:
    """Everything by which a skill may be looked for."""
    known = curriculum.skills[skill]
    strand = next((each.title for each in curriculum.strands if each.id == known.strand), "")
    return " ".join((known.title, skill, strand, *known.terms)).casefold()
