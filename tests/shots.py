"""`make shots`: every screen as a picture, in shots/: three sizes, dark and light, and ASCII."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from tests.lived import lived
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


WALKS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "new": (
        ("today", ()),
        ("help", ("question_mark",)),
        ("lesson", ("escape", "enter")),
        ("practice", ("enter", "1", "/", "2")),
        ("hint", ("f2",)),
        ("verdict", ("enter",)),
        ("solution", ("f4",)),
    ),
    "empty": (
        ("map", ("m",)),
        ("why", ("escape", "w")),
        ("tests", ("escape", "t")),
        *((f"progress-{page}", keys) for page, keys in enumerate([("escape", "p"), *[("right",)] * 3], 1)),
        ("goal", ("escape", "g")),
        ("minutes", ("escape", "comma")),
        ("placement", ("escape", "ctrl+p", *"find out", "wait:500", "enter", "wait:4000")),
        ("found", ("f4", "wait:1000", "f4", "wait:1000", "escape")),
    ),
    "lived": (
        ("today", ()),
        ("test-left-open", ("t",)),
        ("question", ("enter", "wait:2000")),
        ("stop", ("escape",)),
        ("report", ("e",)),
        ("answers", ("enter", "wait:2000")),
        ("tests", ("escape", "escape")),
        ("map", ("escape", "m")),
        ("why", ("escape", "w")),
        ("lesson", ("escape", "l")),
        ("notation", ("n",)),
        *((f"progress-{page}", keys) for page, keys in enumerate([("escape", "escape", "p"), *[("right",)] * 3], 1)),
        ("goal", ("escape", "g")),
        ("placement", ("escape", "ctrl+p", *"find out", "wait:500", "enter", "wait:4000")),
        ("found", ("f4", "wait:1000", "f4", "wait:1000", "escape")),
    ),
}
"""The keys to each picture: a new learner's first minutes, an empty log, and half a year."""


async def walk(home: Path, home_name: str, size: tuple[int, int], theme: str, *, ascii: bool = False) -> None:
    """From picture to picture, over a copy of a log."""
    name = f"{size[0]}x{size[1]}-{theme}{'-ascii' if ascii else ''}"
    log = home / f"{home_name}-{name}.db"
    shutil.copy(home / f"{home_name}.db", log)
    app = NablaApp(lambda: open_session(log, lambda: NOW), lambda: NOW, ascii=ascii, theme=theme)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        for what, keys in WALKS[home_name]:
            await pilot.press(*keys)
            await pilot.pause(0.6)
            app.save_screenshot(f"{home_name}-{what}-{name}.svg", path=str(FOLDER))


async def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        chosen_minutes(home / "new.db", at=NOW)
        chosen_minutes(home / "empty.db", at=NOW)
        lived(home / "lived.db", NOW)
        for name in WALKS:
            for size in SIZES:
                for theme in ("dark", "light"):
                    await walk(home, name, size, theme)
            await walk(home, name, SIZES[0], "dark", ascii=True)
    print(f"{len(list(FOLDER.glob('*.svg')))} pictures in {FOLDER}/")


if __name__ == "__main__":
    asyncio.run(main())
