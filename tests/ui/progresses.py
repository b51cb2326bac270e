"""Someone's half year of answers, for the pictures of Progress: made up, and the same each time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from learner.rows import attempt, rows
from ui.double import NOW, Double
from ui.graph import GRAPH, UNPRACTISED
from ui.selftests import MemoryDesk, Poser

from tutor.errors import ContentError
from tutor.learner.memory import Learner, replay
from tutor.problem import Outcome
from tutor.session.progress import Progress

SAY = "These are the powers $e^{z_i}$; divide them by their sum."
WEEKS = 26
SLIPS = ("mistake-1", "opposite-sign", "not-normalised", None)


def half_a_year() -> Learner:
    """Ever more skills, three sessions a week, four of five answers right, a goal."""
    dice = random.Random(6)
    skills = [each for each in GRAPH.order if each != UNPRACTISED]
    answers = []
    for day in range(7 * WEEKS, -1, -1):
        if day % 7 in (1, 3, 4, 6):
            continue
        begun = skills[: 3 + (7 * WEEKS - day) // 10]
        for number in range(8):
            is_right, skill = dice.random() < 0.8, dice.choice(begun)
            record = attempt(
                skill,
                Outcome.CORRECT if is_right else Outcome.WRONG,
                posed=f"{day}-{number}",
                level=dice.choice((1, 2, 3)),
                seconds=60.0,
                predicted=dice.uniform(0.6, 0.95),
                confidence=dice.choice((None, 0.5, 0.7, 0.85, 0.95)),
                diagnosis=None if is_right else dice.choice(SLIPS),
            )
            answers.append((record, NOW - timedelta(days=day, minutes=-number)))
    return replace(replay(rows(answers)), goal="attention-by-hand", minutes=20)


def with_progress(learner: Learner | None = None) -> Double:
    """A double whose progress is real: of half a year, or of this learner."""
    desk = MemoryDesk(Poser())
    desk.learner = half_a_year() if learner is None else learner
    practised = GRAPH.only([each for each in GRAPH.skills if each != UNPRACTISED])
    desk.library.course = practised  # type: ignore[misc]  # the double of a library

    def exercise(name: str) -> tuple[None, Any]:
        if not name.startswith("softmax"):
            raise ContentError("There is no such exercise.")
        part = SimpleNamespace(id="", mistakes=(SimpleNamespace(name="", say=(SAY,)),), options=())
        return None, SimpleNamespace(title="Three logits", parts=(part,))

    desk.library.exercise = exercise  # type: ignore[method-assign,assignment]  # the double of a library
    double = Double()
    double.progress = Progress(desk)  # type: ignore[attr-defined]  # beside its fields
    return double
