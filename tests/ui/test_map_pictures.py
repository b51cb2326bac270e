"""Pictures of the map and of the reasons: three sizes, dark and light, and what is left without colours or Unicode."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tutor.ui.app import NablaApp

KEYS = {
    "map": ("m",),
    "locked": ("m", "slash", *"temperature", "enter"),
    "search": ("m", "slash", *"cosine"),
    "why": ("w",),
}


def scene(name: str) -> Callable[[Pilot[int]], Any]:
    """What is pressed until the picture is taken."""

    async def play(pilot: Pilot[int]) -> None:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*KEYS[name])
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return play


@pytest.mark.parametrize("size", [(80, 24), (100, 32), (160, 48)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_picture_of_the_map(app: Callable[..., NablaApp], snap_compare: Any, size: tuple[int, int]):
    assert snap_compare(app(theme="dark"), run_before=scene("map"), terminal_size=size)


@pytest.mark.parametrize("name", ["locked", "search", "why"])
def test_picture_at_80x24(app: Callable[..., NablaApp], snap_compare: Any, name: str):
    assert snap_compare(app(theme="light"), run_before=scene(name), terminal_size=(80, 24))


def test_picture_in_ascii_and_without_colour(
    app: Callable[..., NablaApp], snap_compare: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(ascii=True), run_before=scene("map"), terminal_size=(80, 24))
