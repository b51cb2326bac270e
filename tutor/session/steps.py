"""What a session hands to whoever shows it: plain records, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tutor.problem import Part, Problem, Verdict

if TYPE_CHECKING:
    from tutor.content.goals import Goal
    from tutor.learner.planner import Plan
    from tutor.session.waiting import Waiting


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """How far a goal is: so many skills of its path are `held`, `of` those that can be practised."""

    goal: Goal
    held: int
    of: int

    @property
    def is_reached(self) -> bool:
        """Whether all of its path is held now; never where nothing of it can be practised."""
        return 0 < self.of == self.held


@dataclass(frozen=True, slots=True)
class Today:
    """`minutes`: a day, as chosen. `counts`: skills in each state of mastery. `week`: the last seven
    study days, oldest first, and whether something was practised then. `titles`: of every skill.
    `goal`: the learner's; None where none was chosen. `waiting`: what was left open."""

    plan: Plan
    minutes: int
    counts: Mapping[str, int]
    week: tuple[tuple[date, bool], ...]
    titles: Mapping[str, str]
    goal: GoalStanding | None = None
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Meet:
    """A new skill: its lesson first, in Markdown."""

    skill: str
    title: str
    lesson: str


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem, the `number`-th `of` so many (an estimate that shrinks or grows as one answers).

    `predicted`: the chance, in 0..1, that the first answer will be right. `reason`: why this, now.
    """

    problem: Problem
    number: int
    of: int
    title: str
    predicted: float
    reason: str


@dataclass(frozen=True, slots=True)
class SkillGain:
    """What a session did to one skill; chances in 0..1, `before` None where it was new."""

    title: str
    before: float | None
    after: float | None
    back_on: date | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A session in figures. `minutes`: of answering. `sure`: answers said to be sure (80 % and
    more), `sure_right` of them right at once."""

    problems: int
    minutes: float
    right_at_once: int
    right_second: int
    not_yet: int
    skills: tuple[SkillGain, ...]
    sure: int
    sure_right: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more is planned for this session."""

    summary: Summary


Step = Meet | Posed | Finished


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of an answer. `attempt`: the id of its row, None where nothing was counted.

    `open`: the `part` takes one more try. `next_part`: the one that is asked now. `back_on`: the study day on
    which the skill is due.
    """

    verdict: Verdict
    open: bool
    part: str = ""
    next_part: Part | None = None
    attempt: str | None = None
    sequence: int | None = None
    try_number: int = 1
    back_on: date | None = None
    chance_before: float | None = None
    chance_after: float | None = None
    usual_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """The worked solution, in Markdown, of a part or of the whole problem; `next_part`: what is asked now."""

    solution: str
    next_part: Part | None = None
