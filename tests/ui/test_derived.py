"""Derivations: typed line by line, each line with its sign, all of them handed in as one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from ui.double import DERIVED, Double, problem
from ui.reading import seen
from ui.selftests import MemoryDesk, Poser
from ui.test_practice import practising

from tutor.learner.records import Attempt
from tutor.problem import Problem
from tutor.session.tests import SelfTests
from tutor.ui.app import NablaApp
from tutor.ui.screens.summary import SummaryScreen
from tutor.ui.widgets.answer_line import LONGEST, AnswerLine
from tutor.ui.widgets.derived_lines import DerivedLines, LinesBelow

Build = Callable[..., NablaApp]
WHOLE = "(x + 1)^2; (x + 1)(x + 1); x^2 + 2x + 1"


def deriving() -> Double:
    return Double(problems=(DERIVED, problem()))


async def settle(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def end_lines(pilot: Pilot[int], *lines: str) -> None:
    """Type lines, with Enter behind each."""
    for line in lines:
        pilot.app.screen.query_one(AnswerLine).put(line)
        await pilot.press("enter")
    await settle(pilot)


async def paste(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(AnswerLine).post_message(events.Paste(text))
    await settle(pilot)


def margin(pilot: Pilot[int]) -> list[str]:
    """The lines that were ended with what stands in the margin, and what is said under them."""
    return [" ".join(row.plain.split()) for row in pilot.app.screen.query_one(DerivedLines).laid(76)]


def below(pilot: Pilot[int]) -> list[str]:
    return [row.plain for row in pilot.app.screen.query_one(LinesBelow).laid(76)]


def typed(pilot: Pilot[int]) -> str:
    return pilot.app.screen.query_one(AnswerLine).value


def answers(double: Double) -> list[str]:
    return [each[1] for each in double.asked if each[0] == "answer"]


async def test_a_line_that_follows_gets_a_tick_and_one_that_does_not_a_question_mark(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, "(x+1)^2", "x^2 + 1")

        assert margin(pilot)[:2] == ["1 ✓ (x+1)^2", "2 ? x^2 + 1"]
        assert "Line 2 does not follow from line 1. At x = 2 it is 5" in " ".join(margin(pilot))
        assert typed(pilot) == ""
        assert answers(double) == []


async def test_the_line_that_reaches_what_is_asked_hands_all_in_as_one_answer(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, "(x + 1)^2", "= x^2 + 2x + 1")

        assert answers(double) == ["(x + 1)^2; = x^2 + 2x + 1"]
        assert "1 ✓ (x + 1)^2" in seen(pilot)


async def test_behind_a_doubtful_line_only_an_empty_enter_hands_in(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, "x^2 + 1", "x^2 + 2x + 1")
        assert answers(double) == []

        await pilot.press("enter")
        await settle(pilot)

        assert answers(double) == ["x^2 + 1; x^2 + 2x + 1"]


async def test_a_click_on_enter_at_the_foot_ends_a_line_too(app: Build):
    async with practising(app(deriving())) as pilot:
        pilot.app.screen.query_one(AnswerLine).put("(x+1)^2")
        await pilot.click(offset=(3, 23))
        await settle(pilot)

        assert margin(pilot) == ["1 ✓ (x+1)^2"]


async def test_a_line_that_cannot_be_read_stays_and_costs_nothing(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, "(x+1)^2", "x^2 +")

        assert typed(pilot) == "x^2 +"
        assert margin(pilot) == ["1 ✓ (x+1)^2"]
        assert "? Not read." in seen(pilot)
        assert "costs nothing" in seen(pilot)
        assert answers(double) == []


async def test_a_line_of_another_kind_comes_back_and_costs_nothing(app: Build):
    async with practising(app(deriving())) as pilot:
        await end_lines(pilot, "(x+1)^2", "x > 2")

        assert (margin(pilot), typed(pilot)) == (["1 ✓ (x+1)^2"], "x > 2")
        assert "? Not read. An expression is asked for; this is a comparison." in seen(pilot)


@pytest.mark.parametrize("key", ["backspace", "up"])
async def test_a_line_is_taken_back_and_judged_anew(app: Build, key: str):
    async with practising(app(deriving())) as pilot:
        await end_lines(pilot, "(x+1)^2", "x^2 + 1")
        await pilot.press(key)

        assert typed(pilot) == "x^2 + 1"
        assert margin(pilot) == ["1 ✓ (x+1)^2"]

        await end_lines(pilot, "(x+1)(x+1)")
        assert margin(pilot) == ["1 ✓ (x+1)^2", "2 ✓ (x+1)(x+1)"]


async def test_lines_below_the_one_that_is_edited_wait_and_come_back_one_by_one(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, "(x+1)^2", "x^2 + 1", "x^2 + 2x + 1")
        await pilot.press("up", "up")

        assert typed(pilot) == "x^2 + 1"
        assert below(pilot) == ["x^2 + 2x + 1"]

        pilot.app.screen.query_one(AnswerLine).put("(x+1)(x+1)")
        await pilot.press("down")
        assert (typed(pilot), below(pilot)) == ("x^2 + 2x + 1", [])

        await pilot.press("enter")
        await settle(pilot)
        assert answers(double) == ["(x+1)^2; (x+1)(x+1); x^2 + 2x + 1"]


@pytest.mark.parametrize("text", ["(x+1)^2\n(x+1)(x+1)\n x x + 2x + 1\n", "(x+1)^2; (x+1)(x+1) ⇒ x x + 2x + 1",
                                  r"\begin{aligned}(x+1)^2 &= (x+1)(x+1) \\ &= x x + 2x + 1\end{aligned}"])  # fmt: skip
async def test_what_is_pasted_in_several_lines_is_ended_save_the_last(app: Build, text: str):
    async with practising(app(deriving())) as pilot:
        await paste(pilot, text)

        assert all("✓" in line for line in margin(pilot))
        assert typed(pilot).endswith("2x + 1")


async def test_a_paste_stops_at_the_line_that_cannot_be_read(app: Build):
    async with practising(app(deriving())) as pilot:
        await paste(pilot, "(x+1)^2\nx^2 + *\nx^2 + 2x + 1")

        assert (margin(pilot), typed(pilot), below(pilot)) == (["1 ✓ (x+1)^2"], "x^2 + *", ["x^2 + 2x + 1"])


async def test_several_steps_typed_on_one_line_are_several_lines(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, WHOLE)

        assert answers(double) == [WHOLE]


async def test_after_a_miss_the_lines_stand_and_the_answer_once_more_is_edited(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, "(x+1)^2", "x x + 2x + 1")
        await pilot.press("enter")
        await settle(pilot)

        assert "✗ Not yet." in seen(pilot)
        assert "second try" in seen(pilot)
        assert [line[:3] for line in margin(pilot)] == ["1 ✓", "2 ✓"]

        await end_lines(pilot, "x^2 + 2x + 1")
        assert answers(double)[1] == "(x+1)^2; x x + 2x + 1; x^2 + 2x + 1"


async def test_i_mistyped_puts_the_lines_back_and_hands_nothing_in_by_itself(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, *WHOLE.split("; "))
        await pilot.press("f7")
        await settle(pilot)

        assert [line[:3] for line in margin(pilot)] == ["1 ✓", "2 ✓", "3 ✓"]
        assert answers(double) == [WHOLE]

        await pilot.press("f6")
        await settle(pilot)
        assert margin(pilot) == []


async def test_long_and_many_lines_are_bounded_and_the_last_ones_are_seen(app: Build):
    async with practising(app(deriving())) as pilot:
        await paste(pilot, "x" * 10_000)
        assert len(typed(pilot)) == LONGEST

        pilot.app.screen.query_one(AnswerLine).put("")
        await paste(pilot, "\n".join(f"(x+1)^2 + {n} - {n}" for n in range(200)))
        assert "too long" in seen(pilot)
        assert "… more lines above" in seen(pilot)

        await pilot.press("enter")
        await end_lines(pilot, "(x+1)^2")
        assert "At most 30 lines" in seen(pilot)
        assert typed(pilot) == "(x+1)^2"


async def test_what_is_typed_outlives_other_keys(app: Build):
    async with practising(app(deriving())) as pilot:
        await end_lines(pilot, "(x+1)^2")
        pilot.app.screen.query_one(AnswerLine).put("x^2 +")
        for key in ("ctrl+c", "f1", "escape"):
            await pilot.press(key)
            await pilot.pause()

        assert (margin(pilot), typed(pilot)) == (["1 ✓ (x+1)^2"], "x^2 +")


async def test_esc_in_the_middle_leaves_and_counts_nothing(app: Build):
    double = deriving()
    async with practising(app(double)) as pilot:
        await end_lines(pilot, "(x+1)^2")
        await pilot.press("escape")
        await settle(pilot)

        assert not pilot.app.screen.query(AnswerLine)
        assert not isinstance(pilot.app.screen, SummaryScreen)
        assert answers(double) == []


class DerivingPoser(Poser):
    """Every question asks for a derivation."""

    async def pose(self, exercise: str, level: int, seed: int) -> Problem:
        return replace(DERIVED, exercise=exercise, skill=exercise.partition("/")[0], level=level, seed=seed)


async def test_in_a_test_nothing_is_said_of_a_line_and_only_an_empty_enter_hands_in(app: Build):
    double = Double()
    desk = MemoryDesk(DerivingPoser())
    double.tests = SelfTests(desk)  # type: ignore[attr-defined]  # what the screen asks of a session
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in ("t", "enter"):
            await pilot.press(key)
            await settle(pilot)
        await end_lines(pilot, "x^2", "(x + 1)^2", "x > 2")

        assert margin(pilot) == ["1 · x^2", "2 · (x + 1)^2"]
        assert "? Not read. An expression is asked for" in seen(pilot)

        await end_lines(pilot, "x^2 + 2x + 1")
        await pilot.press("escape", "escape")
        assert margin(pilot) == ["1 · x^2", "2 · (x + 1)^2", "3 · x^2 + 2x + 1"]

        await pilot.press("enter")
        await settle(pilot)
        assert "question 2" in seen(pilot)

    (attempt,) = [row.record for row in desk.rows if isinstance(row.record, Attempt)]
    assert attempt.answer == "x^2; (x + 1)^2; x^2 + 2x + 1"


async def shown(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.press("enter")
    await settle(pilot)
    await end_lines(pilot, "(x+1)^2", "x^2 + 1", "x^2 + 2x + 1")
    await pilot.press("up")
    pilot.app.screen.query_one(AnswerLine).put("x^2 + 2x")
    await settle(pilot)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_picture_at_80x24(app: Build, snap_compare: Any, theme: str):
    assert snap_compare(app(deriving(), theme=theme), run_before=shown, terminal_size=(80, 24))
