"""In a test: question after question, and nothing about right or wrong before the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.errors import NablaError
from tutor.problem import Part
from tutor.ui import keys
from tutor.ui.screens.asking import Asking
from tutor.ui.screens.place import Head
from tutor.ui.themes import QUIET, STRONG
from tutor.ui.widgets.answer_line import AnswerLine
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import flow
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.sheet import Block, Sheet, asked_part, problem_part

if TYPE_CHECKING:
    from tutor.session.selftest import SelfTest
    from tutor.session.steps import Posed

STOP = "Stop here?"
KEPT = (
    "What you answered is kept. Left open, the test goes on another time from this question; ended, it has a report "
    "of what was answered."
)


class SelfTestScreen(Asking):
    """A new test over a choice (`count` questions, or as many as fit in the minutes), or without one the open test."""

    HEADING = "Test"
    KEYS = keys.SELF_TEST
    SHOWN = keys.IN_A_TEST
    SHOWS_SIGNS = False
    BINDINGS = keys.bindings(keys.SELF_TEST)

    def __init__(
        self, choice: tuple[str, ...] | None = None, *, count: int | None = None, minutes: int | None = None
    ) -> None:
        super().__init__()
        self._choice = choice
        self._count = count
        self._minutes = minutes
        self._test: SelfTest | None = None
        self._is_stopping = False
        self._held: Callable[[], None] | None = None  # what is to be shown, should one not stop
        self._length = 0  # of the sheet, before it was asked whether to stop

    @property
    def _is_open(self) -> bool:
        return super()._is_open and not self._is_stopping

    # from question to question

    async def _begin(self) -> None:
        tests = self._session.tests
        try:
            if self._choice is None:
                self._test = tests.take_up()
            else:
                self._test = await tests.begin(self._choice, self._now, count=self._count, minutes=self._minutes)
            if not self._has_left:
                await self._next()
        except NablaError as error:
            if not self._has_left:
                self.app.pop_screen()
            self.app.notify(str(error), markup=False)

    @property
    def _sat(self) -> SelfTest:
        assert self._test is not None
        return self._test

    async def _next(self) -> None:
        posed = await self._sat.next(self._now)
        if posed is None:
            self._when_open(self._all_answered)
        else:
            self._when_open(partial(self._pose, posed, self._sat.part))

    def _when_open(self, show: Callable[[], None]) -> None:
        """Show it now; where one is asked whether to stop, only once one goes on."""
        if self._is_stopping:
            self._held = show
        elif not self._has_left:
            show()

    def _pose(self, posed: Posed, part: Part, typed: str = "") -> None:
        """A question, as far as its parts have come."""
        self._show_head(posed)
        sheet, parts = self.query_one(Sheet), posed.problem.parts
        sheet.begin(problem_part(posed.problem, ascii=self.nabla.is_ascii))
        for each in parts[1 : parts.index(part) + 1]:
            sheet.add(asked_part(each, ascii=self.nabla.is_ascii))
        self.query_one("#sheet").scroll_home(animate=False)
        self._ask(part, typed)
        if part is not parts[0]:
            self._show_end()

    def _show_head(self, posed: Posed) -> None:
        test = self._sat
        said = [f"question {posed.number} of {posed.of}" if posed.of else f"question {posed.number}"]
        if test.put_off:
            said.append(f"{test.put_off} put off")
        if test.minutes_left is not None:
            said.append(f"{max(0, test.minutes_left):.0f} min left")
        self.query_one(Head).show(f"Test: {test.title}", " · ".join(said))

    def _open(self, typed: str) -> None:
        self._is_stopping = False
        self.remove_class("judged")
        super()._open(typed)

    # answering

    async def _answer(self, typed: str) -> None:
        seconds, sure = self._watch.seconds, self._sure
        taken = await self._sat.answer(typed, self._now, seconds=seconds, confidence=sure)
        if taken.refused is not None:
            self._not_read(taken.refused)
        else:
            await self._go_on(taken.next_part, self._said(typed))

    def action_give_up(self) -> None:
        if self._is_open:
            self._do(self._give_up)

    async def _give_up(self) -> None:
        taken = await self._sat.give_up(self._now, seconds=self._watch.seconds, confidence=self._sure)
        await self._go_on(taken.next_part, lambda width: flow("I don't know.", width, QUIET))

    async def _go_on(self, part: Part | None, said: Block) -> None:
        """To the next part of the problem, what was said to this one above it; or to the next question."""
        if part is not None:
            self._when_open(partial(self._ask_part, part, said))
        elif not self._has_left:
            await self._next()

    def _ask_part(self, part: Part, said: Block) -> None:
        sheet = self.query_one(Sheet)
        sheet.add(said)
        sheet.add(asked_part(part, ascii=self.nabla.is_ascii))
        self._ask(part)
        self._show_end()

    def action_later(self) -> None:
        if self._is_open:
            self._do(self._later)

    async def _later(self) -> None:
        why_not = await self._sat.put_off_question(self._now, seconds=self._watch.seconds)
        if why_not is None:
            await self._next()
        else:
            self.query_one(Reading).notify_here(why_not)

    def action_undo(self) -> None:
        if not self._is_stopping:
            self._do(self._undo)

    async def _undo(self) -> None:
        back = await self._sat.undo(self._now)
        if back is None:
            self.query_one(Reading).notify_here("There is no answer yet to change.")
            return
        self._pose(back.posed, back.part, back.typed)
        self.query_one(Reading).notify_here("Your last answer is taken back; give another one.")

    # the end

    def _all_answered(self) -> None:
        """Nothing is left, or no time for it: one key from the report."""
        test, self._part = self._sat, None
        answered = f"{test.done} question{'s' * (test.done != 1)}"
        reason = "The time is over." if test.is_over else "Every question is answered."
        self.query_one(Head).show(f"Test: {test.title}", f"{answered} answered")
        self.query_one(Sheet).begin(
            lambda width: [
                *flow(f"{reason} {answered} answered.", width, STRONG),
                Content(""),
                *flow("Enter ends the test and shows the report. The last answer may still be changed.", width, QUIET),
            ]
        )
        self._put_line_away()
        self.query_one(KeyBar).show(keys.WHEN_ANSWERED)

    def _put_line_away(self) -> None:
        self.add_class("judged")
        self.set_focus(None)

    def action_back(self) -> None:
        if self._test is None or self._part is None:
            self._leave_open()
        elif self._is_stopping:
            self._resume()
        else:
            self._stop()

    def _stop(self) -> None:
        """Ask once: leave the test open, or end it?"""
        self._watch.pause()
        self._is_stopping = True
        sheet = self.query_one(Sheet)
        self._length = sheet.length
        sheet.add(lambda width: [*flow(STOP, width, STRONG), *flow(KEPT, width, QUIET)])
        self._put_line_away()
        self.query_one(KeyBar).show(keys.WHEN_STOPPING)
        self._show_end()

    def _resume(self) -> None:
        """Back to the question: the line and the time as they were."""
        self._is_stopping = False
        self.query_one(Sheet).take_back(self._length)
        self.remove_class("judged")
        self.query_one(KeyBar).show(self.SHOWN)
        self.query_one(AnswerLine).focus()
        self._watch.go_on()
        if self._held is not None:
            held, self._held = self._held, None
            held()

    def _leave_open(self) -> None:
        self._has_left = True
        self.app.pop_screen()

    async def action_enter(self) -> None:
        if self._is_stopping:
            self._leave_open()
        elif self._part is None and self._test is not None:
            self._do(self._end)
        else:
            await super().action_enter()

    def action_end(self) -> None:
        if self._test is not None:
            self._leave(self._end)

    async def _end(self) -> None:
        from tutor.ui.screens.report import ReportScreen

        report = await self._sat.end(self._now)
        if report.shown:
            self.app.switch_screen(ReportScreen(report))
        else:
            self.app.pop_screen()
