"""Tests of a learner without a log file and without a maths process: everything else is the real thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from types import SimpleNamespace
from typing import Any

from ui.double import NOW, PARTED, Double, problem
from ui.graph import GRAPH

from tutor.content.goals import Goal
from tutor.learner.memory import Learner, advance
from tutor.learner.records import Record, Row
from tutor.learner.study_day import study_day
from tutor.problem import Mistake, Outcome, Part, Problem, Question, Verdict
from tutor.session.desk import Desk
from tutor.session.tests import SelfTests

RIGHT = "[6/10, 3/10, 1/10]"
GOALS = (
    Goal("attention-by-hand", "Attention by hand", "Scores, mask, heads.", ("attention-output",)),
    Goal("everything", "Everything", "All of it.", tuple(GRAPH.skills)),
)


class Poser:
    """Every problem asks for the same softmax, or for its parts; `form` is right in another form."""

    def __init__(self, *, is_parted: bool = False) -> None:
        self.is_parted = is_parted

    async def pose(self, exercise: str, level: int, seed: int) -> Problem:
        about = {"exercise": exercise, "skill": exercise.partition("/")[0], "level": level, "seed": seed}
        if self.is_parted:
            fields = {key: getattr(PARTED, key) for key in Problem.__dataclass_fields__}
            return Problem(**{**fields, **about})
        said = Mistake("These are the logits themselves.", answer="[1, 2, 3]", name="logits")
        return problem(**about, mistakes=(said,))

    async def check(
        self, question: Question, answer: str, mistakes: Sequence[Mistake], last: object, carry: object
    ) -> Verdict:
        if answer == "(":
            return Verdict(Outcome.UNREADABLE, "A bracket is never closed.", place=0, side="answer")
        if answer == question.against:
            return Verdict(Outcome.CORRECT)
        if answer == "form":
            return Verdict(Outcome.OTHER_FORM, "Lowest terms are asked for.")
        return Verdict(Outcome.WRONG, "These are the logits themselves.", diagnosis="logits")


class MemoryDesk(Desk):
    """A desk whose log is a list."""

    def __init__(self, worker: Poser) -> None:
        library = SimpleNamespace(
            curriculum=GRAPH,
            course=GRAPH.only(GRAPH.highest_levels),
            goals=GOALS,
            goal=lambda name: next((each for each in GOALS if each.id == name), None),
            offers=lambda skill: [SimpleNamespace(name=f"{skill}/{each}", levels=(1, 2, 3)) for each in ("one", "two")],
        )
        super().__init__(library, None, Learner(), worker, None, count(1))  # type: ignore[arg-type]  # doubles
        self.rows: list[Row] = []

    async def keep(self, record: Record, at: datetime) -> Row:
        row = Row(f"row-{len(self.rows)}", "device", len(self.rows) + 1, at, study_day(at), record)
        self.rows.append(row)
        self.learner = advance(self.learner, row)
        return row

    async def owned(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return work(*arguments)


def with_tests(*, is_parted: bool = False) -> Double:
    """A double whose tests are real."""
    double = Double()
    double.tests = SelfTests(MemoryDesk(Poser(is_parted=is_parted)))  # type: ignore[attr-defined]  # beside its fields
    return double


async def sat(
    double: Double, choice: tuple[str, ...], answers: Sequence[str], *, at: datetime = NOW, sure: float | None = None
) -> None:
    """A whole test: one answer a question, 60 seconds each; an empty one is "I don't know"."""
    test = await double.tests.begin(choice, at, count=len(answers))  # type: ignore[attr-defined]
    for each in answers:
        posed = await test.next(at)
        part: Part | None = posed.problem.parts[0]
        while part is not None:
            if each:
                taken = await test.answer(each, at, seconds=60, confidence=sure)
            else:
                taken = await test.give_up(at, seconds=60)
            part = taken.next_part
    await test.end(at)
