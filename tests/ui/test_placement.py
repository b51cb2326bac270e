"""Placement on the screen: question after question, nothing said of the answers, then what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from textual.pilot import Pilot
from ui.double import CHOICE, PARTED, Double, problem
from ui.reading import seen

from tutor.errors import WorkerError
from tutor.problem import Outcome, Part, Problem, Verdict
from tutor.session.placement import Found, FoundStrand
from tutor.session.selftest import Taken
from tutor.session.steps import Posed
from tutor.ui.app import NablaApp
from tutor.ui.screens.found import FoundScreen
from tutor.ui.screens.map import MapScreen
from tutor.ui.screens.placement import PlacementScreen
from tutor.ui.screens.practice import Practice
from tutor.ui.screens.today import TodayScreen
from tutor.ui.widgets.answer_line import AnswerLine

Build = Callable[..., NablaApp]
STRANDS = (
    ("Notation and estimates", 4, 5),
    ("Vectors", 5, 7),
    ("Matrices and linear maps", 2, 7),
    ("Probability", 3, 6),
    ("Random variables and distributions", 2, 5),
    ("Exponentials, logarithms, softmax, numerical stability", 5, 7),
    ("Derivatives", 2, 4),
    ("Gradients, Jacobians, backpropagation, matrix calculus", 0, 6),
)
SKILLS = tuple(f"skill-{number}" for number in range(23))


@dataclass
class DoublePlacement:
    """Asks a script of problems; an opening bracket alone cannot be read. `went_on`: it was stopped before."""

    problems: tuple[Problem, ...] = (problem(), CHOICE)
    asked: int = 0
    fails: bool = False
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    _at: int = 0

    def is_open(self, at: datetime) -> bool:
        return self.asked > 0

    async def begin(self, at: datetime) -> None:
        self.calls.append(("begin",))

    async def next(self, at: datetime) -> Posed | None:
        self._at = 0
        if self.asked >= len(self.problems):
            return None
        return Posed(self.problems[self.asked], self.asked + 1, 15, "What you know", 0.5, "")

    async def answer(self, text: str, at: datetime, *, seconds: float) -> Taken:
        self.calls.append(("answer", text))
        if self.fails:
            raise WorkerError("The maths process did not answer.")
        if text == "(":
            refused = Verdict(Outcome.UNREADABLE, "A bracket is never closed.", place=0, side="answer")
            return Taken(refused=refused)
        return Taken(next_part=self._next_part())

    async def give_up(self, at: datetime, *, seconds: float) -> Taken:
        self.calls.append(("give_up",))
        self.asked += 1
        return Taken()

    async def end(self, at: datetime, *, is_whole: bool) -> Found:
        self.calls.append(("end", is_whole))
        return Found(12, SKILLS[:5], SKILLS[5:], 47, tuple(FoundStrand(*each) for each in STRANDS), is_whole)

    def _next_part(self) -> Part | None:
        parts = self.problems[self.asked].parts
        if self._at + 1 < len(parts):
            self._at += 1
            return parts[self._at]
        self.asked += 1
        return None


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def double(placement: DoublePlacement) -> Double:
    made = Double()
    made.placement = placement  # type: ignore[attr-defined]  # what the screen asks of a session
    return made


async def opened(pilot: Pilot[int]) -> None:
    await settle(pilot)
    pilot.app.place()  # type: ignore[attr-defined]  # NablaApp
    await settle(pilot)


async def type_in(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(AnswerLine).put(text)
    await pilot.press("enter")
    await settle(pilot)


async def test_a_question_is_answered_and_only_noted(app: Build):
    placement = DoublePlacement()
    async with app(double(placement)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "question 1, at most 15" in seen(pilot)
        assert "Nothing is said of your answers before the end." in seen(pilot)

        await type_in(pilot, "[1, 0, 0]")

        assert placement.calls[-1] == ("answer", "[1, 0, 0]")
        assert "question 2, at most 15" in seen(pilot)
        assert "Noted." in seen(pilot)
        assert "Not yet" not in seen(pilot)


@pytest.mark.parametrize("how", ["f4", ":unknown"])
async def test_i_do_not_know_is_an_answer(app: Build, how: str):
    placement = DoublePlacement()
    async with app(double(placement)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        if how == "f4":
            await pilot.press("f4")
            await settle(pilot)
        else:
            await type_in(pilot, how)

        assert placement.calls[-1] == ("give_up",)
        assert "question 2" in seen(pilot)


async def test_what_cannot_be_read_is_pointed_at_and_costs_nothing(app: Build):
    placement = DoublePlacement()
    async with app(double(placement)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await type_in(pilot, "(")

        assert "This costs nothing." in seen(pilot)
        assert "question 1" in seen(pilot)


async def test_a_failure_is_told_and_the_question_stays(app: Build):
    async with app(double(DoublePlacement(fails=True))).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await type_in(pilot, "[1, 0, 0]")

        assert "nothing was counted" in seen(pilot)
        assert isinstance(pilot.app.screen, PlacementScreen)


async def test_each_part_is_asked(app: Build):
    placement = DoublePlacement(problems=(PARTED,))
    async with app(double(placement)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await type_in(pilot, "[1, 0, 0]")
        assert "Find the output." in seen(pilot)

        await type_in(pilot, "[1, 0]")
        assert isinstance(pilot.app.screen, FoundScreen)


async def test_after_the_last_question_it_says_what_was_found(app: Build):
    placement = DoublePlacement()
    async with app(double(placement)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("f4")
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)

        assert placement.calls[-1] == ("end", True)
        assert "You seem to know 23 skills of 47." in seen(pilot)
        assert "5 of 7" in seen(pilot)
        assert "go on" not in seen(pilot)


async def test_esc_stops_and_what_was_found_so_far_is_told(app: Build):
    placement = DoublePlacement()
    async with app(double(placement)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("f4")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert placement.calls[-1] == ("end", False)
        assert "You stopped before the end" in seen(pilot)

        await pilot.press("g")
        await settle(pilot)
        assert "This goes on where it was stopped." in seen(pilot)
        assert "question 2" in seen(pilot)


async def test_esc_before_any_answer_goes_back(app: Build):
    placement = DoublePlacement()
    async with app(double(placement)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("escape")
        await settle(pilot)

        assert isinstance(pilot.app.screen, TodayScreen)
        assert ("end", False) not in placement.calls


@pytest.mark.parametrize(("key", "screen"), [("enter", Practice), ("m", MapScreen), ("escape", TodayScreen)])
async def test_from_what_was_found_one_goes_on(app: Build, key: str, screen: type):
    async with app(double(DoublePlacement(asked=2))).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert isinstance(pilot.app.screen, FoundScreen)

        await pilot.press(key)
        await settle(pilot)

        assert isinstance(pilot.app.screen, screen)


async def test_the_palette_finds_it_unless_a_problem_is_open(app: Build):
    async with app(double(DoublePlacement())).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        nabla = pilot.app

        def titles() -> set[str]:
            return {each.title for each in nabla.get_system_commands(nabla.screen)}

        assert "find out what I know" in titles()
        await opened(pilot)
        assert "find out what I know" not in titles()


def scene(name: str) -> Callable[[Pilot[int]], Any]:
    async def play(pilot: Pilot[int]) -> None:
        await opened(pilot)
        if name == "question":
            pilot.app.screen.query_one(AnswerLine).put("[6/10, 3/10, sqrt(2)/x^2")
            await settle(pilot)

    return play


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "dark"), ((80, 24), "light"), ((160, 48), "dark")], ids=str)
@pytest.mark.parametrize("name", ["question", "found"])
def test_picture(app: Build, snap_compare: Any, name: str, size: tuple[int, int], theme: str):
    placement = DoublePlacement(asked=2 if name == "found" else 0)
    assert snap_compare(app(double(placement), theme=theme), run_before=scene(name), terminal_size=size)
