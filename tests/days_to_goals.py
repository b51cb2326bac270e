"""`python -m tests.days_to_goals`: from an empty log, with perfect answers, how many days is each goal away?

The planner and the memory are the real ones, and the plan is made anew after every answer, as in a session. A problem
takes 45 seconds, a lesson its minutes; there is a session every day.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tutor.content.curriculum import Curriculum
from tutor.content.library import Library
from tutor.learner.mastery import is_held
from tutor.learner.memory import Learner, advance
from tutor.learner.planner import choose_exercise, plan
from tutor.learner.records import Attempt, LessonRead, Record, Row
from tutor.learner.study_day import study_day
from tutor.problem import Outcome
from tutor.session.goals import targets

MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SECONDS = 45.0
MINUTES = 20.0
MOST_DAYS = 365


@dataclass
class Student:
    """One who answers everything right; `offers`: the exercises of each skill, by name with their levels."""

    course: Curriculum
    offers: dict[str, list[tuple[str, Sequence[int]]]]
    learner: Learner = field(default_factory=Learner)
    problems: int = 0
    lessons: int = 0

    def session(self, at: datetime, goal: Sequence[str], minutes: float = MINUTES) -> None:
        """One session: planned, answered, planned again."""
        now, practised = at, []
        while True:
            left = minutes - (now - at) / timedelta(minutes=1)
            items = plan(self.course, self.learner, now, left, practised=practised, goal=goal).items
            if not items:
                return
            item = items[0]
            if item.why == "new" and self.learner.skill(item.skill).lesson_read is None:
                now += timedelta(minutes=self.course.skills[item.skill].minutes)
                self._keep(LessonRead(item.skill), now)
                self.lessons += 1
                continue
            now += timedelta(seconds=SECONDS)
            self._keep(self._answer(item.skill, item.level), now)
            practised.append(item.skill)

    def _answer(self, skill: str, level: int) -> Attempt:
        self.problems += 1
        name, posed_at = choose_exercise(self.offers[skill], self.learner, skill, level, self.problems)
        return Attempt(
            session="", mode="session", posed=str(self.problems), skill=skill, exercise=name, pack=skill,
            pack_version=1, pack_hash="", level=posed_at, seed=1, seconds=SECONDS, answer="", verdict=Outcome.CORRECT,
        )  # fmt: skip

    def _keep(self, record: Record, at: datetime) -> None:
        self.learner = advance(self.learner, Row("", "", 0, at, study_day(at), record))


@dataclass(frozen=True)
class Journey:
    """The way to one goal. `days`: until all of its `skills` have been held; `away`: skills met that are not on it."""

    title: str
    skills: int
    days: int | None
    problems: int
    lessons: int
    away: int


def journey(course: Curriculum, student: Student, title: str, goal: Sequence[str]) -> Journey:
    """A student's way from where they are until all of a goal's path has been held."""
    path = course.path(goal)
    missing = set(path)
    for day in range(MOST_DAYS):
        at = MORNING + timedelta(days=day)
        student.session(at, goal)
        missing -= {each for each in missing if is_held(student.learner.skill(each), at + timedelta(hours=1))}
        if not missing:
            break
    away = len(set(student.learner.skills) - set(path))
    return Journey(title, len(path), None if missing else day + 1, student.problems, student.lessons, away)


def journeys(library: Library) -> Iterator[Journey]:
    """The way to each named goal, from an empty log."""
    offers = {each: [(offer.name, offer.levels) for offer in library.offers(each)] for each in library.course.order}
    for goal in library.goals:
        yield journey(library.course, Student(library.course, offers), goal.title, targets(library, goal))


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    library = Library.shipped()
    there, whole = len(library.course.skills), len(library.curriculum.skills)
    print(f"{there} of {whole} skills have exercises.")
    print(f"{MINUTES:.0f} minutes a day, every answer right, {SECONDS:.0f} s each.")
    print(f"{'goal':46} {'skills':>6} {'days':>5} {'problems':>8} {'lessons':>7}")
    for each in journeys(library):
        days = each.days if each.days is not None else "> 365"
        print(f"{each.title:46} {each.skills:6} {days:>5} {each.problems:8} {each.lessons:7}", flush=True)


if __name__ == "__main__":
    main()
