"""How far a goal is, in days: the planner and the memory themselves, run ahead with the learner's own figures.

Nothing is drawn at random. Practice falls on evenly spread days, and right, helped and wrong answers follow the
multiples of the golden ratio, which fill 0..1 as evenly as any sequence does (Weyl, 1916): the same log gives the
same forecast. Where little is known yet, a beginner's usual figures count as so many days and answers more.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tutor.content.curriculum import Curriculum
from tutor.learner.beta import quantile
from tutor.learner.mastery import is_held
from tutor.learner.memory import Learner, advance
from tutor.learner.planner import plan, seconds_for
from tutor.learner.rating import Rating
from tutor.learner.records import Attempt, LessonRead, Record, Row
from tutor.learner.study_day import study_day
from tutor.problem import Outcome

HORIZON = 365
"""Days that are looked ahead."""
RECENT = timedelta(days=28)
"""How far back the learner's figures reach."""
USUAL_DAYS = (5.0, 2.0)
"""A beginner's week: days with practice, days without."""
USUAL_ANSWERS = (8.0, 1.0, 1.0)
"""A beginner's answers of ten: right at once, right with help or later, not right."""
FEW_DAYS = 3
"""With fewer days of practice the figures are still a beginner's."""
TAIL = 0.25
"""The chance that a figure lies beyond either end of its range. The ends take all figures at once, so that the chance
of a pace outside of them is smaller."""
GOLDEN = (math.sqrt(5) - 1) / 2
FAR = 120
"""Days from which on a date is told by its month."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How someone practises. `minutes`: a day; `days`: the share of days with practice; `right` and `helped`: the
    shares of problems that are right at once, and with help or at a later try; all in 0..1."""

    minutes: float
    days: float = 1.0
    right: float = 1.0
    helped: float = 0.0


@dataclass(frozen=True, slots=True)
class Paces:
    """The likely pace between a slow and a fast one; `is_usual`: still a beginner's, not the learner's own."""

    slow: Pace
    likely: Pace
    fast: Pace
    is_usual: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """On which study day a goal is reached, at a fast and at a slow pace; None: not within a year.
    `is_usual`: at a beginner's pace, for the learner's own is not known yet."""

    soonest: date | None
    latest: date | None
    is_usual: bool

    def when(self, today: date) -> str:
        """`17 to 26 January`, `March to May 2027`, `not before March 2027`, `in more than a year`."""
        if self.soonest is None:
            return "in more than a year"
        if self.latest is None:
            return f"not before {_day(self.soonest, today, FAR)}"
        far = (self.latest - today).days
        first, last = _day(self.soonest, today, far), _day(self.latest, today, far)
        if first == last:
            return first
        shared = last.removeprefix(last.split(" ")[0])
        return f"{first.removesuffix(shared) if shared else first} to {last}"

    def words(self, today: date) -> str:
        """The same, and at whose pace."""
        return f"{'at the usual pace' if self.is_usual else 'at this pace'} {self.when(today)}"


def paces(learner: Learner, at: datetime, minutes: float) -> Paces:
    """The learner's own figures of the last four weeks."""
    today = study_day(at)
    since = max(today - RECENT, min(learner.days, default=today))
    practised = sum(since <= day <= today for day in learner.days)
    planned = (today - since).days + (today in learner.days)
    ratings = [
        outcome.rating
        for state in learner.skills.values()
        for outcome in state.outcomes
        if outcome.day >= today - RECENT
    ]
    right = USUAL_ANSWERS[0] + sum(rating >= Rating.GOOD for rating in ratings)
    helped = USUAL_ANSWERS[1] + ratings.count(Rating.HARD)
    wrong = USUAL_ANSWERS[2] + ratings.count(Rating.AGAIN)
    there, away = USUAL_DAYS[0] + practised, USUAL_DAYS[1] + max(planned - practised, 0)

    def at_chance(tail: float | None) -> Pace:
        days = there / (there + away) if tail is None else quantile(tail, there, away)
        good = right / (right + helped + wrong) if tail is None else quantile(tail, right, helped + wrong)
        return Pace(minutes, days, good, (1 - good) * helped / (helped + wrong))

    return Paces(at_chance(TAIL), at_chance(None), at_chance(1 - TAIL), len(learner.days) < FEW_DAYS)


def run_ahead(
    curriculum: Curriculum, learner: Learner, at: datetime, targets: Collection[str], pace: Pace
) -> Iterator[int]:
    """Day after day, up to a year: how many skills of the path have been held on some evening so far. The first day
    is the study day of `at`, and on it the evening counts only where nothing was practised on it yet."""
    path = curriculum.path(targets)
    graph = curriculum.only({*path, *(each for each in curriculum.order if learner.skill(each).memory)})
    reached = {each for each in path if is_held(learner.skill(each), at)}
    answered = days = 0
    for ahead in range(HORIZON + 1):
        is_over = ahead == 0 and study_day(at) in learner.days
        if not is_over and math.floor((days + 1) * pace.days + 1e-9) > math.floor(days * pace.days + 1e-9):
            learner, answered = _sitting(graph, learner, at + timedelta(days=ahead), targets, pace, answered)
        days += not is_over
        evening = at + timedelta(days=ahead, minutes=pace.minutes)
        reached |= {each for each in path if each not in reached and is_held(learner.skill(each), evening)}
        yield len(reached)


def days_until(
    curriculum: Curriculum, learner: Learner, at: datetime, targets: Collection[str], pace: Pace
) -> Iterator[int | None]:
    """None for every day that is worked out, then the days until every skill of the path has been held; it ends
    without them where that takes more than a year. So a screen can do other things between two days."""
    wanted = len(curriculum.path(targets))
    for days, reached in enumerate(run_ahead(curriculum, learner, at, targets, pace)):
        yield None
        if reached == wanted:
            yield days
            return


def _sitting(
    curriculum: Curriculum, learner: Learner, at: datetime, targets: Collection[str], pace: Pace, answered: int
) -> tuple[Learner, int]:
    """The learner after one session, and the number of answers so far. What is planned is practised in its order,
    and planned again when that is done; practice ahead of time brings no goal nearer, and is left out."""
    practised: list[str] = []
    now, end = at, at + timedelta(minutes=pace.minutes)
    while now < end:
        left = (end - now) / timedelta(minutes=1)
        items = plan(curriculum, learner, now, left, practised=practised, goal=targets).items
        if not items or items[0].why == "ahead":
            break
        for item in items:
            if item.why == "new" and learner.skill(item.skill).lesson_read is None:
                learner = advance(learner, _row(LessonRead(item.skill), now))
                now += timedelta(minutes=curriculum.skills[item.skill].minutes)
            seconds = seconds_for(learner, item.skill)
            record = _attempt(item.skill, item.level, answered, seconds, pace)
            learner = advance(learner, _row(record, now))
            now += timedelta(seconds=seconds)
            practised.append(item.skill)
            answered += 1
    return learner, answered


def _attempt(skill: str, level: int, number: int, seconds: float, pace: Pace) -> Attempt:
    drawn = (number + 1) * GOLDEN % 1
    return Attempt(
        session="",
        mode="forecast",
        posed=str(number),
        skill=skill,
        exercise=f"{skill}/{number % 4}",
        pack=skill,
        pack_version=1,
        pack_hash="",
        level=level,
        seed=number,
        hints=int(drawn >= pace.right),
        seconds=seconds,
        answer="",
        verdict=Outcome.CORRECT if drawn < pace.right + pace.helped else Outcome.WRONG,
    )


def _row(record: Record, at: datetime) -> Row:
    return Row("", "", 0, at, study_day(at), record)


def _day(day: date, today: date, far: int) -> str:
    """`17 January`, and from `FAR` days on `January`; with the year where it is another one."""
    year = f" {day.year}" if day.year != today.year and far >= FAR else ""
    return f"{day:%B}{year}" if far >= FAR else f"{day.day} {day:%B}"
