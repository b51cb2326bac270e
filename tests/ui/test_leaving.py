"""Esc while a problem is being posed, or an answer judged: it is never dropped, and an answer is kept first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from textual.pilot import Pilot
from ui.double import Double
from ui.reading import seen
from ui.selftests import RIGHT, MemoryDesk, Poser, with_tests
from ui.test_placement import DoublePlacement
from ui.test_placement import double as placing

from tutor.learner.records import Attempt
from tutor.problem import Problem
from tutor.session.steps import Posed
from tutor.session.tests import SelfTests
from tutor.ui.app import NablaApp
from tutor.ui.screens.summary import SummaryScreen
from tutor.ui.screens.today import TodayScreen
from tutor.ui.widgets.answer_line import AnswerLine

Build = Callable[..., NablaApp]


async def finish(pilot: Pilot[int], gate: asyncio.Event) -> None:
    """What was being posed or judged comes after all."""
    gate.set()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


class SlowDouble(Double):
    """Poses its n-th problem only when the gate opens."""

    waits_at = 0

    async def next(self, at: datetime) -> Any:
        assert self.gate is not None
        if self._position + 1 >= self.waits_at:
            await self.gate.wait()
        return await super().next(at)

    async def answer(self, text: str, at: datetime, **about: Any) -> Any:
        gate, self.gate = self.gate, None
        try:
            return await super().answer(text, at, **about)
        finally:
            self.gate = gate


@pytest.mark.parametrize(("waits_at", "screen"), [(0, TodayScreen), (1, SummaryScreen)])
async def test_esc_leaves_practice_while_a_problem_is_posed(app: Build, waits_at: int, screen: type):
    double = SlowDouble(gate=asyncio.Event())
    double.waits_at = waits_at
    async with app(double).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        if waits_at:
            await pilot.app.workers.wait_for_complete()
            pilot.app.screen.query_one(AnswerLine).put(RIGHT)
            await pilot.press("enter")
            await pilot.app.workers.wait_for_complete()
            await pilot.press("enter")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, screen)

        assert double.gate is not None
        await finish(pilot, double.gate)
        assert isinstance(pilot.app.screen, screen)
    assert ("end",) in double.asked


async def test_esc_while_an_answer_is_judged_leaves_once_it_is_kept(app: Build):
    double = Double(gate=asyncio.Event())
    async with app(double).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        pilot.app.screen.query_one(AnswerLine).put(RIGHT)
        await pilot.press("enter", "escape")
        assert not isinstance(pilot.app.screen, SummaryScreen)

        assert double.gate is not None
        await finish(pilot, double.gate)
        await finish(pilot, double.gate)
        assert isinstance(pilot.app.screen, SummaryScreen)
        assert "1 right at once" in seen(pilot)


class SlowPlacement(DoublePlacement):
    def __init__(self) -> None:
        super().__init__(asked=1)
        self.gate = asyncio.Event()

    async def next(self, at: datetime) -> Posed | None:
        await self.gate.wait()
        return await super().next(at)


async def test_esc_leaves_a_placement_while_a_question_is_chosen(app: Build):
    placement = SlowPlacement()
    async with app(placing(placement)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        pilot.app.place()  # type: ignore[attr-defined]  # NablaApp
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert placement.calls[-1] == ("end", False)

        await finish(pilot, placement.gate)
        assert "5 of them you have shown" in seen(pilot)


class SlowPoser(Poser):
    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()

    async def pose(self, exercise: str, level: int, seed: int) -> Problem:
        await self.gate.wait()
        return await super().pose(exercise, level, seed)


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_esc_in_a_test_asks_at_once_and_the_question_waits(app: Build, key: str):
    poser = SlowPoser()
    double, desk = with_tests(), MemoryDesk(poser)
    double.tests = SelfTests(desk)  # type: ignore[attr-defined]  # what the screen asks of a session
    async with app(double).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        for each in ("t", "enter"):
            await pilot.press(each)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        poser.gate.clear()
        for _ in range(2):  # the second question was posed beforehand
            pilot.app.screen.query_one(AnswerLine).put(RIGHT)
            await pilot.press("enter")
            await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "Stop here?" in seen(pilot)

        if key == "enter":
            await pilot.press(key)
            await finish(pilot, poser.gate)
            assert "Stop here?" not in seen(pilot)
        else:
            await finish(pilot, poser.gate)
            assert "Stop here?" in seen(pilot)
            await pilot.press(key)
            await pilot.pause()
            assert "question 3" in seen(pilot)
    assert len([row for row in desk.rows if isinstance(row.record, Attempt)]) == 2
