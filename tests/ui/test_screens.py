"""The other screens: first run, Today, lesson, summary, help, and windows too small."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from ui.double import NOW, Double
from ui.reading import seen

from tutor.errors import LogError
from tutor.ui import keys
from tutor.ui.app import NablaApp
from tutor.ui.screens.help import Help
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.practice import Practice
from tutor.ui.screens.today import TodayScreen
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper

Build = Callable[..., NablaApp]
ROOT = Path(__file__).parents[2]


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def test_the_first_frame_needs_no_heavy_library():
    code = "import sys; sys.path.insert(0, sys.argv[1]); import tutor.ui.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-P", "-c", code, str(ROOT)], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()

    heavy = {"sympy", "numpy", "pydantic", "sqlite_utils", "sqlite3", "markdown_it", "tutor.session", "tutor.learner"}
    assert not heavy & set(loaded)
    assert "textual" in loaded


async def test_today_shows_its_outline_before_there_is_a_session():
    async def not_yet() -> Double:
        await asyncio.Event().wait()
        return Double()

    app = NablaApp(not_yet, lambda: NOW, theme="dark")  # type: ignore[arg-type]  # the double
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Start" in seen(pilot)
        assert "Tuesday 1 December" in seen(pilot)


async def test_today_says_what_to_do_now_and_why(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        shown = seen(pilot)
        assert "5 problems, about 18 minutes" in shown
        assert "slipping" in shown
        assert "wrong twice in a row" in shown
        assert "Sa ·" in shown


async def test_a_failure_to_open_ends_in_one_sentence_and_exit_code_1():
    async def fail() -> Double:
        raise LogError("The log [/] is not a log of Nabla.")

    app = NablaApp(fail, lambda: NOW, theme="dark")  # type: ignore[arg-type]  # the double
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

    assert app.return_code == 1


async def test_the_marked_skill_is_drilled_and_start_is_the_whole_session(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "down", "enter")
        await settle(pilot)

        assert double.asked[0] == ("begin", {"minutes": None, "skill": "cosine-similarity"})
        assert isinstance(pilot.app.screen, Practice)


async def test_minutes_can_be_changed_later_and_left_as_they_are(app: Build):
    double = Double(minutes=45)
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("comma", "escape")
        await settle(pilot)
        assert double.minutes == 45

        await pilot.press("comma", "left", "enter")
        await settle(pilot)
        assert double.minutes == 30
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_a_lesson_may_be_opened_at_will_and_leads_to_a_drill(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LessonScreen)

        await pilot.press("enter")
        await settle(pilot)

        assert ("lesson_read", "exp-log-rules") in double.asked
        assert ("begin", {"minutes": None, "skill": "exp-log-rules"}) in double.asked


async def test_help_names_every_key_and_every_reading(app: Build):
    from tutor.expression.reader import READINGS

    async with app().run_test(size=(100, 32)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Help)

        page = "\n".join(line.plain for line in pilot.app.screen.query(Paper)[1].laid(90))
        for key in (each for place in keys.PLACES.values() for each in place if each.cap and each.says):
            assert key.cap in page
        for typed, *_ in READINGS:
            assert typed in page


@pytest.mark.parametrize("place", keys.PLACES)
def test_no_key_means_two_things_in_one_place(place: str):
    pressed = [key for each in keys.PLACES[place] for key in each.keys.split(",") if key]

    assert len(pressed) == len(set(pressed))


@pytest.mark.parametrize("width", [60, 80, 100, 160])
async def test_the_key_bar_never_promises_more_than_fits(app: Build, width: int):
    async with app().run_test(size=(width, 24)) as pilot:
        bar = pilot.app.screen.query_one(KeyBar)

        for shown in (keys.WHILE_OPEN, keys.WHEN_JUDGED, keys.TODAY, keys.LESSON, keys.SUMMARY):
            bar.show(shown)
            assert bar.laid(width - 2)[0].cell_length <= width - 2


@pytest.mark.parametrize(("size", "is_small"), [((59, 24), True), ((80, 17), True), ((60, 18), False), ((1, 1), True)])
async def test_a_window_too_small_is_told_the_size_that_is_needed(app: Build, size: tuple[int, int], is_small: bool):
    async with app().run_test(size=size) as pilot:
        await settle(pilot)

        assert bool(pilot.app.screen.query(".too-small")) == is_small
        if is_small and size[0] > 50:
            assert "60 x 18" in seen(pilot)

        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not pilot.app.screen.query(".too-small")


@pytest.mark.parametrize("press", ["enter", "l", "question_mark"])
async def test_the_ascii_form_shows_nothing_but_ascii(app: Build, press: str):
    async with app(ascii=True).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert seen(pilot).isascii()

        await pilot.press(press)
        await settle(pilot)

        # The scroll bar is drawn by Textual in block characters.
        assert {each for each in seen(pilot) if not each.isascii()} <= set("▁▂▃▄▅▆▇█")


async def test_the_palette_finds_the_keys_of_this_screen_and_every_skill(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        found = {each.title for each in pilot.app.get_system_commands(pilot.app.screen)}

        assert {"start", "lesson", "quit", "lesson: Computing a softmax", "drill: Exponent and log rules"} <= found


async def test_leaving_closes_the_session_once(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()

    assert double.asked == [("close",)]
    assert pilot.app.return_code == 0


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"COLORTERM": "", "TERM": "xterm"}])
async def test_few_colours_use_the_terminals_own(
    app: Build, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], theme: str
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with app(theme=theme).run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        assert pilot.app.theme == {"dark": "nabla-ansi", "light": "nabla-ansi-light"}[theme]
        colours = {
            segment.style.color.triplet
            for strip in pilot.app.screen._compositor.render_strips(pilot.app.size)
            for segment in strip
            if segment.style and segment.style.color
        }
        assert colours == {None} or not colours
