"""The app: one frame at once, then the session behind it.

Only Textual and cheap modules are imported here; the session, with the log and the maths process
behind it, is opened after the first frame stands.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App, SystemCommand

from tutor.errors import NablaError
from tutor.ui import keys
from tutor.ui.screens.today import TodayScreen
from tutor.ui.themes import THEMES, has_few_colours, theme_name

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen

    from tutor.session.study import Session

LEAVE_AT_MOST = 2.0


class NablaApp(App[int]):
    """The tutor in a terminal.

    `open_session` is awaited after the first frame; what it raises as NablaError is shown in words
    and ends the app with return code 1. `clock` gives the instant, with its zone. `theme`: `dark`,
    `light`, None (dark) or the name of a theme. `crash_log` names the file that is told of a crash.
    """

    CSS_PATH = "app.tcss"
    TITLE = "Nabla"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = keys.bindings(keys.EVERYWHERE)

    def __init__(
        self,
        open_session: Callable[[], Awaitable[Session]],
        clock: Callable[[], datetime],
        *,
        ascii: bool = False,
        theme: str | None = None,
        crash_log: Callable[[], Path] | None = None,
    ) -> None:
        few_colours = has_few_colours()
        super().__init__(ansi_color=True if few_colours else None)
        self.now = clock
        self.is_ascii = ascii
        self.session: Session | None = None
        self._open_session = open_session
        self._crash_log = crash_log
        self._leaving = False
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme_name(theme, few_colours=few_colours)

    def get_driver_class(self) -> type[Driver]:
        from tutor.ui.terminal import driver_class

        return driver_class(super().get_driver_class())

    def get_default_screen(self) -> TodayScreen:
        return TodayScreen()

    def on_load(self) -> None:
        if not self.is_headless:
            from tutor.ui.terminal import on_end_signals

            on_end_signals(lambda number: self.call_later(self.leave, 128 + number))

    def on_mount(self) -> None:
        self.call_after_refresh(lambda: self.run_worker(self._open(), name="open the session"))

    async def _open(self) -> None:
        try:
            self.session = await self._open_session()
        except NablaError as error:
            self.exit(return_code=1, message=Text(f"nabla: {error}"))
            return
        today = self.screen_stack[0]
        assert isinstance(today, TodayScreen)
        if self.session.learner.minutes is None:
            from tutor.ui.screens.first_run import FirstRun

            self.push_screen(FirstRun())
        today.fill()

    def choose_goal(self) -> None:
        """What the learner wants to be able to do; Esc comes back."""
        from tutor.ui.screens.goal import GoalScreen

        if self.session is not None:
            self.push_screen(GoalScreen())

    def begin_learning(self) -> None:
        """After the first choice of a goal: from the beginning, or by finding out what is known."""
        from tutor.ui.screens.first_run import Beginning

        self.switch_screen(Beginning())

    def study(self, *, skill: str | None = None, minutes: int | None = None) -> None:
        """Begin the planned session, or a drill of one skill, on the Practice screen."""
        from tutor.ui.screens.practice import Practice

        if self.session is None:
            return
        practice = Practice(skill=skill, minutes=minutes)
        if getattr(self.screen, "STAYS", False):
            self.push_screen(practice)
        else:
            self.switch_screen(practice)

    def place(self) -> None:
        """Find out what the learner knows, by a few questions; one that was stopped goes on."""
        from tutor.ui.screens.placement import PlacementScreen

        if self.session is None:
            return
        if getattr(self.screen, "STAYS", False):
            self.push_screen(PlacementScreen())
        else:
            self.switch_screen(PlacementScreen())

    def open_lesson(self, skill: str) -> None:
        """The lesson of a skill, to be read at will; Esc comes back to where one was."""
        from tutor.ui.screens.lesson import LessonScreen

        if self.session is not None:
            lesson = self.session.library.lesson(skill)
            self.push_screen(LessonScreen(skill, lesson.opening.title, lesson.body))

    def action_notation(self) -> None:
        """Every sign of the course; Esc comes back."""
        from tutor.ui.screens.notation import NotationScreen

        if self.session is not None:
            self.push_screen(NotationScreen(self.session.library.notation()))

    def open_map(self, skill: str | None = None) -> None:
        """The map, with a skill marked, else what is next; Esc comes back."""
        from tutor.ui.screens.map import MapScreen

        if self.session is not None:
            self.push_screen(MapScreen(skill))

    def open_why(self, skill: str) -> None:
        """What is claimed of a skill, and why; Esc comes back."""
        from tutor.ui.screens.why import WhyScreen

        if self.session is not None:
            self.push_screen(WhyScreen(skill))

    def open_progress(self) -> None:
        """Am I getting better? Esc comes back."""
        from tutor.ui.screens.progress import ProgressScreen

        if self.session is not None:
            self.push_screen(ProgressScreen())

    def open_tests(self) -> None:
        """The choice of a test, or the one that is open; Esc comes back."""
        from tutor.ui.screens.tests import TestsScreen

        if self.session is not None:
            self.push_screen(TestsScreen())

    async def action_leave(self) -> None:
        await self.leave(0)

    async def leave(self, return_code: int) -> None:
        """End the app: what was answered is in the log already."""
        if self._leaving:
            return
        self._leaving = True
        if self.session is not None:
            with contextlib.suppress(NablaError, TimeoutError):
                await asyncio.wait_for(self.session.close(), LEAVE_AT_MOST)
        self.exit(return_code=return_code)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette finds: the keys of this screen, lessons and drills of every skill."""
        for each in (*getattr(screen, "KEYS", ()), *keys.EVERYWHERE):
            if each.word:
                yield SystemCommand(each.word, each.says, lambda action=each.action: self._act(screen, action))
        if not any(each.action == "app.notation" for each in getattr(screen, "KEYS", ())):
            yield SystemCommand("notation", "every sign, how it is read, and how to type it", self.action_notation)
        yield SystemCommand("light or dark", "the other theme", self.action_other_theme)
        if self.session is None or self._is_asking():
            return
        yield SystemCommand("find out what I know", "at most 15 questions, about 10 minutes", self.place)
        for skill in self.session.curriculum.skills.values():
            yield SystemCommand(f"lesson: {skill.title}", "read it", lambda id=skill.id: self.open_lesson(id))
            yield SystemCommand(f"why: {skill.title}", "what is claimed of it", lambda id=skill.id: self.open_why(id))
            yield SystemCommand(f"drill: {skill.title}", "practise it", lambda id=skill.id: self.study(skill=id))

    def _is_asking(self) -> bool:
        """Whether a problem is open, behind its lesson or the help perhaps: one thing at a time."""
        from tutor.ui.screens.asking import Asking

        return any(isinstance(each, Asking) for each in self.screen_stack)

    def _act(self, screen: Screen[object], action: str) -> None:
        self.call_later(self.run_action, action, screen)

    def action_other_theme(self) -> None:
        """From dark to light and back."""
        pairs = {"nabla-dark": "nabla-light", "nabla-light": "nabla-dark"}
        pairs |= {"nabla-ansi": "nabla-ansi-light", "nabla-ansi-light": "nabla-ansi"}
        self.theme = pairs.get(self.theme, "nabla-dark")

    def _fatal_error(self) -> None:
        """One clear line, no values of variables: they hold what the learner typed."""
        from tutor.ui.crash import crash_line

        self._exit_renderables.append(Text(crash_line(self._exception, self._crash_log() if self._crash_log else None)))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """The first sentence only; what else broke on the way out says nothing more."""
        for each in self._exit_renderables[:1]:
            self.error_console.print(each, soft_wrap=True)
        self._exit_renderables.clear()
