"""A test on the screen: its choice, its questions, its report, its answers; what may not be seen before the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot
from ui.double import NOW, Double
from ui.reading import seen
from ui.selftests import RIGHT, sat, with_tests

from tutor.learner.records import Attempt, GivenUp, SelfTestBegun, Skip
from tutor.ui.app import NablaApp
from tutor.ui.screens.practice import Practice
from tutor.ui.screens.report import ReportScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.screens.selftest import SelfTestScreen
from tutor.ui.screens.tests import TestsScreen
from tutor.ui.screens.today import TodayScreen
from tutor.ui.widgets.answer_line import AnswerLine

Build = Callable[..., NablaApp]
STRAND = ("strand/exp-log-softmax",)


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[int], *pressed: str) -> None:
    for each in pressed:
        await pilot.press(each)
        await settle(pilot)


async def type_in(pilot: Pilot[int], line: str) -> None:
    pilot.app.screen.query_one(AnswerLine).put(line)
    await press(pilot, "enter")


def records(double: Double, *kinds: type) -> list[Any]:
    return [row.record for row in double.tests._desk.rows if isinstance(row.record, kinds)]  # type: ignore[attr-defined]


@asynccontextmanager
async def choosing(app: NablaApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        yield pilot


@asynccontextmanager
async def asked(app: NablaApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """A test of ten questions, its first one posed."""
    async with choosing(app, size) as pilot:
        await press(pilot, "left", "enter")
        yield pilot


async def test_what_can_be_chosen_is_shown_with_its_skills(app: Build):
    async with choosing(app(with_tests())) as pilot:
        assert isinstance(pilot.app.screen, TestsScreen)
        assert "▸   Attention by hand" in seen(pilot)
        assert "13 skills" in seen(pilot)
        assert "20 questions over 13 skills" in seen(pilot)


async def test_several_strands_make_one_test_of_a_chosen_length(app: Build):
    double = with_tests()
    async with choosing(app(double)) as pilot:
        await press(pilot, "down", "down", "space", "down", "space", "right", "m", "m")
        assert "40 questions over 6 skills. After 20 minutes" in seen(pilot)

        await press(pilot, "enter")

    (begun,) = records(double, SelfTestBegun)
    assert begun.choice == ("strand/notation", "strand/vectors")
    assert (begun.count, begun.minutes) == (40, 20)


async def test_a_row_is_marked_by_a_click_and_begun_by_another(app: Build):
    double = with_tests()
    async with choosing(app(double)) as pilot:
        row = seen(pilot).splitlines().index(next(line for line in seen(pilot).splitlines() if "Vectors" in line))
        await pilot.click(offset=(20, row))
        await settle(pilot)
        assert "20 questions over 4 skills" in seen(pilot)

        await pilot.click(offset=(20, row))
        await settle(pilot)

    assert [each.choice for each in records(double, SelfTestBegun)] == [("strand/vectors",)]


async def test_as_many_as_fit_needs_minutes(app: Build):
    double = with_tests()
    async with choosing(app(double)) as pilot:
        await press(pilot, "right", "right")
        assert "as fit in 20 minutes" in seen(pilot)

        await press(pilot, "enter")

        assert "question 1 " in seen(pilot)
        assert "20 min left" in seen(pilot)
    assert [(each.count, each.minutes) for each in records(double, SelfTestBegun)] == [(None, 20)]


@pytest.mark.parametrize("typed", [RIGHT, "[1, 2, 3]", "form"])
async def test_an_answer_leads_to_the_next_question_without_a_word_about_it(app: Build, typed: str):
    double = with_tests()
    async with asked(app(double)) as pilot:
        first = seen(pilot)
        await press(pilot, "f3", "f3")
        await type_in(pilot, typed)

        assert seen(pilot) == first.replace("question 1 of", "question 2 of")
    assert [(each.answer, each.confidence) for each in records(double, Attempt)] == [(typed, 0.7)]


async def test_the_unreadable_costs_nothing_and_says_so(app: Build):
    double = with_tests()
    async with asked(app(double)) as pilot:
        await type_in(pilot, "(")

        assert "? Not read." in seen(pilot)
        assert "costs nothing" in seen(pilot)
        assert "question 1 of" in seen(pilot)
    assert records(double, Attempt) == []


@pytest.mark.parametrize("pressed", ["f2", "f5"])
async def test_there_is_no_hint_and_no_solution(app: Build, pressed: str):
    async with asked(app(with_tests())) as pilot:
        before = seen(pilot)
        await press(pilot, pressed)

        assert seen(pilot) == before
        await type_in(pilot, ":hint")
        assert "There is no :hint" in seen(pilot)


async def test_a_question_put_off_comes_back_at_the_end(app: Build):
    double = with_tests()
    async with asked(app(double)) as pilot:
        await press(pilot, "f6")
        assert "question 2 of 10 · 1 put off" in seen(pilot)
        for _ in range(9):
            await type_in(pilot, RIGHT)

        assert "question 1 of 10" in seen(pilot)
        await press(pilot, "f6")
        assert "only question that is left" in seen(pilot)
    assert len(records(double, Skip)) == 1


async def test_what_one_does_not_know_is_said_and_asked_no_more(app: Build):
    double = with_tests()
    async with asked(app(double)) as pilot:
        await press(pilot, "f4")
        await type_in(pilot, ":unknown")
        assert "question 3 of 10" in seen(pilot)
    assert len(records(double, GivenUp)) == 2


async def test_the_last_answer_may_be_changed(app: Build):
    double = with_tests()
    async with asked(app(double)) as pilot:
        await type_in(pilot, "[1, 2, 3]")
        await press(pilot, "f7")

        assert "question 1 of 10" in seen(pilot)
        assert pilot.app.screen.query_one(AnswerLine).value == "[1, 2, 3]"
        await type_in(pilot, RIGHT)
        assert "question 2 of 10" in seen(pilot)


async def test_parts_are_asked_on_one_sheet_and_say_nothing_of_the_one_before(app: Build):
    async with asked(app(with_tests(is_parted=True))) as pilot:
        await type_in(pilot, "[7, 7, 7]")

        assert "Find the output." in seen(pilot)
        assert "> [7, 7, 7]" in seen(pilot)
        assert not {"✓", "✗", "~"} & set(seen(pilot))
        await press(pilot, "f6")
        assert "This problem is begun" in seen(pilot)


async def test_esc_asks_once_and_what_was_left_open_is_taken_up_from_there(app: Build):
    double = with_tests()
    async with asked(app(double)) as pilot:
        await type_in(pilot, RIGHT)
        pilot.app.screen.query_one(AnswerLine).put("[1,")
        await press(pilot, "escape")
        assert "Stop here?" in seen(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen.query_one(AnswerLine).value == "[1,"

        await press(pilot, "escape", "enter")
        assert "Attention by hand: 1 of 10 answered, begun today." in seen(pilot)
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, SelfTestScreen)
        assert "question 2 of 10" in seen(pilot)
    assert len(records(double, SelfTestBegun)) == 1


async def test_today_says_that_a_test_was_left_open_and_goes_on_with_it(app: Build):
    double = with_tests()
    async with asked(app(double)) as pilot:
        await type_in(pilot, RIGHT)
        await press(pilot, "escape", "enter", "escape")
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "Test left open: Attention by hand, 1 of 10 answered   c go on" in seen(pilot)

        await press(pilot, "c")
        assert "question 2 of 10" in seen(pilot)
        await press(pilot, "escape", "e", "escape", "escape")
        assert "left open" not in seen(pilot)


@pytest.mark.parametrize("pressed", [("escape", "e"), ("escape", "enter", "e")])
async def test_a_test_may_be_ended_early(app: Build, pressed: tuple[str, ...]):
    async with asked(app(with_tests())) as pilot:
        await type_in(pilot, RIGHT)
        await press(pilot, *pressed)

        assert isinstance(pilot.app.screen, ReportScreen)
        assert "1 of 10 questions" in seen(pilot)
        assert "of what was asked" in seen(pilot)


async def test_the_last_answer_is_one_key_from_the_report(app: Build):
    async with asked(app(with_tests())) as pilot:
        for _ in range(10):
            await type_in(pilot, RIGHT)
        assert "Every question is answered." in seen(pilot)
        assert "✓" not in seen(pilot)

        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, ReportScreen)
        assert "Right: 10 of 10 questions." in seen(pilot)


async def reported(pilot: Pilot[int], double: Double) -> None:
    """A report with another one before it."""
    await sat(double, STRAND, [RIGHT, "[1, 2, 3]", "", "form", RIGHT], at=NOW - timedelta(days=9))
    right, wrong = [RIGHT] * 7, ["[1, 2, 3]", "", "form"]
    await sat(double, STRAND, [*right, *wrong], sure=0.95)
    await settle(pilot)
    await press(pilot, "t", "r")


@asynccontextmanager
async def reading(app: NablaApp, double: Double, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    async with app.run_test(size=size) as pilot:
        await reported(pilot, double)
        yield pilot


async def test_a_report_says_how_sure_it_is_and_how_it_was_before(app: Build):
    double = with_tests()
    async with reading(app(double), double) as pilot:
        assert "You can do about 73 % of this today (49 to 91 %)." in seen(pilot)
        assert "last time 50 %" in seen(pilot)
        assert "Sure and wrong: 1" in seen(pilot)
        assert "Right: 7.5 of 10 questions." in seen(pilot)

        await press(pilot, "left")

        assert "On 22 November you could do about 50 %" in seen(pilot)
        assert "last time" not in seen(pilot)
        await press(pilot, "right")
        assert "today" in seen(pilot)


async def test_the_marked_skill_of_a_report_is_drilled(app: Build):
    double = with_tests()
    async with reading(app(double), double) as pilot:
        await press(pilot, "down", "down")
        assert "▸ Sigmoid, odds and logits" in seen(pilot)
        await press(pilot, "up", "d")

        assert isinstance(pilot.app.screen, Practice)
    assert double.asked[0] == ("begin", {"minutes": None, "skill": "exp-log-rules"})


async def test_every_answer_can_be_gone_through(app: Build):
    double = with_tests()
    async with reading(app(double), double) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert "1 of 10" in seen(pilot)
        assert "✓ Right." in seen(pilot)
        assert "Worked solution" in seen(pilot)

        await press(pilot, "w")
        assert "not right, 1 of 3" in seen(pilot)
        assert "✗ Not yet." in seen(pilot)
        assert "95 % sure" in seen(pilot)
        assert "These are the logits themselves." in seen(pilot)
        assert "Right is [6/10, 3/10, 1/10]" in seen(pilot)
        await press(pilot, "right")
        assert "✗ Not known." in seen(pilot)
        await press(pilot, "right")
        assert "~ Right value, other form." in seen(pilot)
        await press(pilot, "right", "w", "left")
        assert "9 of 10" in seen(pilot)


async def test_a_report_is_exported_with_every_answer_and_never_over_another_file(app: Build, tmp_path: Path):
    double = with_tests()
    double.log = SimpleNamespace(path=tmp_path / "learner.db")  # type: ignore[attr-defined]  # beside its fields
    async with reading(app(double), double, (160, 48)) as pilot:
        await press(pilot, "e", "e")
        said = [each.message for each in pilot.app._notifications]

    first, second = sorted((tmp_path / "exports").iterdir(), key=lambda each: len(each.name))
    assert first.name.startswith("test-2026-12-01-")
    assert said == [f"Written to {first}", f"Written to {second}"]
    assert second.read_text() == first.read_text()
    text = first.read_text()
    assert "You can do about 73 % of this today (49 to 91 %). Last time 50 %." in text
    assert text.count("\n## ") == 10
    assert text.count("**Worked solution.**") == 10
    assert "Your answer: `[1, 2, 3]`\n\n**Not yet.** You were 95 % sure.\n\nThese are the logits themselves." in text


async def test_an_export_that_cannot_be_written_says_so_and_stays(app: Build, tmp_path: Path):
    double = with_tests()
    double.log = SimpleNamespace(path=tmp_path / "learner.db")  # type: ignore[attr-defined]  # beside its fields
    (tmp_path / "exports").write_text("in the way")
    async with reading(app(double), double, (160, 48)) as pilot:
        await press(pilot, "e")
        (said,) = [each.message for each in pilot.app._notifications]
        assert said.startswith(f"The report cannot be written to {tmp_path / 'exports'} (")
        assert isinstance(pilot.app.screen, ReportScreen)


async def test_esc_leads_back_to_today(app: Build):
    double = with_tests()
    async with reading(app(double), double) as pilot:
        await press(pilot, "enter", "escape", "escape", "escape")

        assert isinstance(pilot.app.screen, TodayScreen)


@pytest.mark.parametrize("size", [(60, 18), (160, 48)])
async def test_nothing_is_wider_than_the_window(app: Build, size: tuple[int, int]):
    double = with_tests()
    async with reading(app(double), double, size) as pilot:
        for pressed in ((), ("enter",), ("escape", "escape")):
            await press(pilot, *pressed)
            for paper in pilot.app.screen.query("Paper"):
                assert all(line.cell_length <= max(1, paper.size.width) for line in paper.laid(paper.size.width))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "theme"),
    [("choice", "dark"), ("question", "dark"), ("stop", "dark"), ("report", "dark"), ("report", "light"),
     ("review", "light")],
)  # fmt: skip
def test_picture(app: Build, snap_compare: Any, name: str, theme: str):
    double = with_tests()
    steps = {
        "choice": ("t", "down", "down", "down", "space"),
        "question": ("t", "enter"),
        "stop": ("t", "enter", "escape"),
    }

    async def play(pilot: Pilot[int]) -> None:
        await settle(pilot)
        if name in steps:
            await press(pilot, *steps[name])
            return
        await reported(pilot, double)
        if name == "review":
            await press(pilot, "enter", "w")

    assert snap_compare(app(double, theme=theme), run_before=play, terminal_size=(80, 24))


@pytest.mark.parametrize("name", ["choice", "report"])
async def test_the_ascii_form_shows_nothing_but_ascii(app: Build, name: str):
    double = with_tests()
    async with app(double, ascii=True).run_test(size=(80, 24)) as pilot:
        await reported(pilot, double)
        if name == "choice":
            await press(pilot, "escape", "space")

        assert {each for each in seen(pilot) if not each.isascii()} <= set("▁▂▃▄▅▆▇█")
