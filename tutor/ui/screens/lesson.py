"""Lesson: a skill's page, with its formulas set; from it straight on to the first problems."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.ui.keys import LESSON, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.page_view import PageView


class LessonScreen(Page):
    """Answers True where the learner goes on to the problems.

    `is_met`: the session shows it, and asks for the problems itself; else Enter begins a drill.
    """

    KEYS = LESSON
    BINDINGS = bindings(LESSON)

    def __init__(self, skill: str, title: str, markdown: str, *, is_met: bool = False) -> None:
        super().__init__()
        self._skill = skill
        self._title = title
        self._markdown = markdown
        self._is_met = is_met

    def compose(self) -> ComposeResult:
        yield Head(self._title, "new" if self._is_met else "lesson")
        with VerticalScroll(classes="page", can_focus=False):
            yield PageView(self._markdown)
        yield KeyBar(LESSON)

    async def action_go_on(self) -> None:
        if self._is_met:
            self.dismiss(True)
        elif self.nabla.session is not None and self._skill not in self.nabla.session.map(self.nabla.now()).practised:
            self.app.notify("No exercise practises this yet.", markup=False)
        elif self.nabla.session is not None:
            await self.nabla.session.lesson_read(self._skill, self.nabla.now())
            self.nabla.study(skill=self._skill)

    def action_back(self) -> None:
        self.dismiss(False)
