"""`make shots`: every screen as a picture, in shots/: three sizes, dark and light, and ASCII."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from tests.support import chosen_minutes
from tutor.cli.open import open_session
from tutor.ui.app import NablaApp

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SIZES = ((80, 24), (100, 32), (160, 48))
FOLDER = Path("shots")


async def ready(pilot: Pilot[int], app: NablaApp) -> None:
    """Wait until the session is open and what it brings is painted."""
    while app.session is None:
        await pilot.pause(0.05)
    await pilot.pause(0.3)


async def walk(folder: Path, size: tuple[int, int], theme: str, *, ascii: bool = False) -> None:
    """A new learner's first minutes, a picture a screen."""
    name = f"{size[0]}x{size[1]}-{theme}{'-ascii' if ascii else ''}"
    log = folder / f"{name}.db"
    chosen_minutes(log, at=NOW)
    app = NablaApp(lambda: open_session(log, lambda: NOW), lambda: NOW, ascii=ascii, theme=theme)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)

        async def shot(what: str, *keys: str) -> None:
            await pilot.press(*keys)
            await pilot.pause(0.6)
            app.save_screenshot(f"{what}-{name}.svg", path=str(FOLDER))

        await shot("today")
        await shot("help", "question_mark")
        await shot("lesson", "escape", "enter")
        await shot("practice", "enter", "1", "/", "2")
        await shot("hint", "f2")
        await shot("verdict", "enter")
        await shot("solution", "f4")


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            for theme in ("dark", "light"):
                await walk(Path(folder), size, theme)
        await walk(Path(folder), SIZES[0], "dark", ascii=True)
    print(f"{len(list(FOLDER.glob('*.svg')))} pictures in {FOLDER}/")


if __name__ == "__main__":
    asyncio.run(main())
