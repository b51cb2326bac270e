"""Progress: all figures behind the question whether one is getting better, and the slips to practise."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tutor.content.library import Library
from tutor.errors import ContentError
from tutor.learner.beta import Share
from tutor.learner.growth import Held, growth
from tutor.learner.history import Slip
from tutor.learner.judgement import Group, Judgement, judgement
from tutor.learner.memory import Learner
from tutor.learner.planner import USUAL_MINUTES
from tutor.learner.retention import Kept, by_week, overall
from tutor.learner.slips import Common, commonest, is_numbered
from tutor.learner.study_day import study_day
from tutor.learner.workload import Load, workload
from tutor.session import goals
from tutor.session.desk import Desk

MOST_SLIPS = 5


@dataclass(frozen=True, slots=True)
class NamedSlip:
    """A common slip in words: the title of its skill, its name (that of its exercise where it has none), and what is
    told of it, in Markdown, where that is the same each time; `is_practised`: there are exercises to drill it."""

    common: Common
    title: str
    name: str
    told: str
    is_practised: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that Progress shows. `way`: the title of the goal whose skills are counted in `grown`, None: all
    skills; `of`: how many these are; `days`: answers by study day; `is_whole` False: only `kept`, `overall` and
    `days` are reckoned yet."""

    today: date
    minutes: int
    kept: Mapping[date, Kept]
    overall: Kept | None
    grown: Mapping[date, Held]
    way: str | None
    of: int
    days: Mapping[date, int]
    load: Mapping[date, Load]
    judgement: Judgement
    slips: tuple[NamedSlip, ...]
    is_whole: bool = True


class Progress:
    """Progress over one learner's desk; figures are kept until something was answered or chosen, or a day is over."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: tuple[Learner, Figures] | None = None
        self._reckoning: tuple[Learner, asyncio.Task[Figures]] | None = None

    async def first(self, at: datetime) -> Figures:
        """What the first page shows, ahead of the rest; all of it where that is known."""
        known = self._kept(at)
        return known if known is not None else await asyncio.to_thread(first, self._desk.learner, at)

    async def figures(self, at: datetime) -> Figures:
        """All of it, reckoned in a thread: with a long log that takes half a second."""
        if (known := self._kept(at)) is not None:
            return known
        learner = self._desk.learner
        if self._reckoning is None or self._reckoning[0] is not learner or self._reckoning[1].done():
            self._reckoning = learner, self._desk.ahead(self._reckoned(learner, at))
        return await asyncio.shield(self._reckoning[1])  # who leaves too soon finds it when coming back

    async def _reckoned(self, learner: Learner, at: datetime) -> Figures:
        found = await asyncio.to_thread(figures, self._desk.library, learner, at)
        self._known = (learner, found)
        return found

    def _kept(self, at: datetime) -> Figures | None:
        if self._known is None:
            return None
        learner, found = self._known
        return found if learner is self._desk.learner and found.today == study_day(at) else None


def first(learner: Learner, at: datetime) -> Figures:
    """What is reckoned fast: promised against delivered."""
    return Figures(
        today=study_day(at),
        minutes=learner.minutes or USUAL_MINUTES,
        kept=by_week(learner.history),
        overall=overall(learner.history),
        grown={},
        way=None,
        of=0,
        days=learner.days,
        load={},
        judgement=Judgement((), ()),
        slips=(),
        is_whole=False,
    )


def figures(library: Library, learner: Learner, at: datetime) -> Figures:
    """All figures of a learner at an instant."""
    course, goal, minutes = library.course, goals.chosen(library, learner), learner.minutes or USUAL_MINUTES
    path = course.path(goals.targets(library, goal)) if goal else tuple(course.order)
    return Figures(
        today=study_day(at),
        minutes=minutes,
        kept=by_week(learner.history),
        overall=overall(learner.history),
        grown=growth(course, learner.history, at, path),
        way=goal.title if goal else None,
        of=len(path),
        days=learner.days,
        load=workload(learner, at, minutes, course.order),
        judgement=judgement(learner.history),
        slips=tuple(_named(library, each) for each in commonest(learner.history, study_day(at), MOST_SLIPS)),
    )


def _named(library: Library, common: Common) -> NamedSlip:
    slip = common.slip
    known = library.curriculum.skills.get(slip.skill)
    title, told = _told(library, slip)
    name = title if is_numbered(slip.name) else slip.name.replace("-", " ")
    return NamedSlip(common, known.title if known else slip.skill, name, told, slip.skill in library.course.skills)


def _told(library: Library, slip: Slip) -> tuple[str, str]:
    """The title of the exercise, and what it says of its mistake; nothing where that depends on the numbers, or the
    exercise is gone."""
    try:
        _, exercise = library.exercise(slip.exercise)
    except ContentError:
        return slip.exercise, ""
    says = (
        said
        for part in exercise.parts
        if (part.id or None) == slip.part
        for name, said in (
            *((each.name or f"mistake-{number}", each.say) for number, each in enumerate(part.mistakes, 1)),
            *((f"option-{number}", each.say or ()) for number, each in enumerate(part.options, 1)),
        )
        if name == slip.name
    )
    match next(says, ()):
        case (str(said),):
            return exercise.title, said
        case _:
            return exercise.title, ""


def fields(found: Figures) -> dict[str, Any]:
    """The same for programs; chances and shares are in 0..1, `low` and `high` their range, nine times in ten."""
    own, now = found.judgement, found.grown[max(found.grown)] if found.grown else Held(0, 0)
    return {
        "weeks": [
            {"week": week.isoformat(), "answers": each.count, "promised": round(each.promised, 4),
             "delivered": round(each.right / each.count, 4), **_range(each.delivered)}
            for week, each in found.kept.items()
        ],
        "held": now.held,
        "mastered": now.mastered,
        "of": found.of,
        "goal": found.way,
        "held_by_week": {week.isoformat(): [each.held, each.mastered] for week, each in found.grown.items()},
        "forecast": [
            {"day": day.isoformat(), "due": each.due, "fit": each.fit, "minutes": round(each.minutes, 1)}
            for day, each in found.load.items()
        ],
        "brier_predicted": None if own.our_brier is None else round(own.our_brier, 4),
        "confidence": [_group(each) for each in own.own],
        "predictions": [_group(each) for each in own.ours],
        "slips": [
            {"skill": each.common.slip.skill, "name": each.common.slip.name, "exercise": each.common.slip.exercise,
             "count": each.common.count, "say": each.told or None}
            for each in found.slips
        ],
    }  # fmt: skip


def _group(group: Group) -> dict[str, Any]:
    likely = round(group.right.likely, 4)
    return {"said": round(group.said, 4), "count": group.count, "right": likely, **_range(group.right)}


def _range(share: Share) -> dict[str, float]:
    return {"low": round(share.low, 4), "high": round(share.high, 4)}
