"""The app on the double, at a fixed instant, away from the real terminal's settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from ui.double import NOW, Double

from tutor.ui.app import NablaApp
from tutor.ui.stopwatch import Stopwatch


@pytest.fixture(autouse=True)
def all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, whatever the machine's own says."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def slow_learner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every answer took 41 seconds, however fast the machine is."""
    monkeypatch.setattr(Stopwatch, "seconds", 41.0)


@pytest.fixture
def app() -> Callable[..., NablaApp]:
    """The app; its session is a Double, given or made from the wishes."""

    def build(double: Double | None = None, *, ascii: bool = False, theme: str = "dark", crash_log: Path | None = None,
              **wishes: object) -> NablaApp:  # fmt: skip
        session = double or Double(**wishes)  # type: ignore[arg-type]  # fields of Double by name

        async def open_session() -> Double:
            return session

        def clock() -> datetime:
            return NOW

        return NablaApp(open_session, clock, ascii=ascii, theme=theme, crash_log=crash_log and (lambda: crash_log))  # type: ignore[arg-type]  # the double

    return build
