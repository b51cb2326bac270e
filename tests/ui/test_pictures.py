"""Pictures of the screens: three sizes, dark and light, and what is left without colours or Unicode."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from ui.double import Double

from tutor.ui.app import NablaApp
from tutor.ui.widgets.answer_line import AnswerLine

pytestmark = pytest.mark.usefixtures("slow_learner")
SIZES = ((80, 24), (100, 32), (160, 48))


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def scene(name: str) -> Callable[[Pilot[int]], Any]:
    """What is pressed until the picture is taken."""

    async def play(pilot: Pilot[int]) -> None:
        await settle(pilot)
        if name in ("today", "first"):
            return
        await pilot.press({"lesson": "l", "help": "question_mark", "goal": "g"}.get(name, "enter"))
        await settle(pilot)
        if name in ("lesson", "help", "goal", "beginning"):
            return
        answer = pilot.app.screen.query_one(AnswerLine)
        answer.put("[ln 6, ln 3, 0] / (ln 6 + ln 3)")
        await pilot.press("enter")
        await settle(pilot)
        answer.put("[6/10, 3/10, sqrt(2)/x^2")
        await settle(pilot)
        if name == "second try":
            return
        answer.put("[6/10, 3/10, 1/10]")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("f5" if name == "judged" else "escape")
        await settle(pilot)

    return play


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["today", "goal", "lesson", "second try"])
def test_picture(app: Callable[..., NablaApp], snap_compare: Any, name: str, size: tuple[int, int], theme: str):
    assert snap_compare(app(theme=theme), run_before=scene(name), terminal_size=size)


@pytest.mark.parametrize("name", ["first", "beginning", "judged", "summary", "help"])
def test_picture_at_80x24(app: Callable[..., NablaApp], snap_compare: Any, name: str):
    double = Double(minutes=None if name in ("first", "beginning") else 20)
    assert snap_compare(app(double), run_before=scene(name), terminal_size=(80, 24))


@pytest.mark.parametrize("name", ["today", "goal", "second try", "judged"])
def test_picture_in_ascii_and_without_colour(
    app: Callable[..., NablaApp], snap_compare: Any, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(ascii=True), run_before=scene(name), terminal_size=(80, 24))


def test_picture_of_a_window_too_small(app: Callable[..., NablaApp], snap_compare: Any):
    assert snap_compare(app(), run_before=scene("today"), terminal_size=(50, 12))
