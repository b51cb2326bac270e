"""Progress on the screen: its four pages, what an empty log says, drills of slips, and its pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot
from ui.double import Double
from ui.progresses import with_progress
from ui.reading import seen

from tutor.learner.memory import Learner
from tutor.session.progress import Figures
from tutor.ui.app import NablaApp
from tutor.ui.screens.practice import Practice
from tutor.ui.screens.progress import PAGES, Pictures, ProgressScreen
from tutor.ui.screens.today import TodayScreen

Build = Callable[..., NablaApp]
PAGE_SAYS = {
    "Memory": ("were promised to be right", "delivered"),
    "Mastery": ("You hold", ": Attention by hand"),
    "Calendar": ("You studied on", "due and fits the minutes"),
    "Judgement": ("with your own estimate", "Brier score"),
}


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[int], *pressed: str) -> None:
    for each in pressed:
        await pilot.press(each)
        await settle(pilot)


@asynccontextmanager
async def progress_of(app: NablaApp, size: tuple[int, int] = (80, 40)) -> AsyncIterator[Pilot[int]]:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        yield pilot


async def test_each_page_has_a_sentence_and_a_picture(app: Build):
    async with progress_of(app(with_progress())) as pilot:
        assert isinstance(pilot.app.screen, ProgressScreen)
        for page in PAGES:
            shown = seen(pilot)
            assert all(words in " ".join(shown.split()) for words in PAGE_SAYS[page]), page
            await press(pilot, "right")
        assert "were promised" in seen(pilot)
        await press(pilot, "left")
        assert "own estimate" in seen(pilot)


async def test_an_empty_log_says_what_will_stand_there(app: Build):
    async with progress_of(app(with_progress(Learner()))) as pilot:
        for _ in PAGES:
            assert "ere will stand" in seen(pilot)
            assert "None yet" in seen(pilot)
            await press(pilot, "right")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ProgressScreen)


async def test_enter_drills_the_skill_of_the_marked_slip(app: Build):
    double = with_progress()
    async with progress_of(app(double)) as pilot:
        wanted = (await double.progress.figures(pilot.app.now())).slips[1]  # type: ignore[attr-defined]
        await press(pilot, "down")
        assert f"▸ {wanted.common.count} times" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Practice)
        assert ("begin", {"skill": wanted.common.slip.skill, "minutes": None}) in double.asked


async def test_the_first_page_comes_first_and_the_others_fill_in(app: Build):
    double = with_progress()
    gate, real = asyncio.Event(), double.progress  # type: ignore[attr-defined]

    class Slow:
        first = real.first

        async def figures(self, at: Any) -> Figures:
            await gate.wait()
            return await real.figures(at)

    double.progress = Slow()  # type: ignore[attr-defined]
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await pilot.pause()
        while "were promised" not in seen(pilot):
            await pilot.pause()
        await pilot.press("right")
        await pilot.pause()
        assert "reckoning" in seen(pilot)
        gate.set()
        await settle(pilot)
        assert "You hold" in seen(pilot)


async def test_leaving_while_it_reckons_does_no_harm(app: Build):
    double = with_progress()

    class Never:
        async def first(self, at: Any) -> Figures:
            await asyncio.Event().wait()
            raise AssertionError("never")

    double.progress = Never()  # type: ignore[attr-defined]
    async with app(double).run_test() as pilot:
        await settle(pilot)
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_ascii_pages_hold_only_ascii(app: Build):
    async with progress_of(app(with_progress(), ascii=True)) as pilot:
        pictures = pilot.app.screen.query_one(Pictures)
        for _ in PAGES:
            shown = "\n".join(line.plain for line in pictures.laid(pictures.size.width))
            assert shown.isascii()
            assert "?" not in shown
            await press(pilot, "right")


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (200, 60)])
async def test_no_line_is_cut_at_any_size(app: Build, size: tuple[int, int]):
    async with progress_of(app(with_progress()), size) as pilot:
        pictures = pilot.app.screen.query_one(Pictures)
        for _ in PAGES:
            assert all(line.cell_length <= pictures.size.width for line in pictures.laid(pictures.size.width))
            await press(pilot, "right")


@pytest.mark.parametrize("page", PAGES)
async def test_the_commonest_slip_is_seen_at_80_by_24(app: Build, page: str):
    double = with_progress()
    async with progress_of(app(double), (80, 24)) as pilot:
        await press(pilot, *["right"] * PAGES.index(page))
        (common, *_) = (await double.progress.figures(pilot.app.now())).slips  # type: ignore[attr-defined]
        assert f"{common.common.count} times" in seen(pilot)


def turned(page: str) -> Callable[[Pilot[int]], Any]:
    async def play(pilot: Pilot[int]) -> None:
        await settle(pilot)
        await press(pilot, "p", *["right"] * PAGES.index(page))

    return play


@pytest.mark.parametrize("page", PAGES)
def test_picture(app: Build, snap_compare: Any, page: str):
    assert snap_compare(app(with_progress()), run_before=turned(page), terminal_size=(80, 24))


@pytest.mark.parametrize("page", ["Memory", "Calendar"])
def test_picture_in_ascii_and_without_colour(app: Build, snap_compare: Any, monkeypatch: pytest.MonkeyPatch, page: str):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(with_progress(), ascii=True), run_before=turned(page), terminal_size=(80, 24))


def test_picture_of_an_empty_log(app: Build, snap_compare: Any):
    double: Double = with_progress(Learner())
    assert snap_compare(app(double, theme="light"), run_before=turned("Mastery"), terminal_size=(80, 24))
