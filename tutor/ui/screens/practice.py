"""Practice: one problem, nothing else. It lays out and forwards; the session decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tutor.problem import Outcome, Part
from tutor.ui import keys
from tutor.ui.screens.asking import Asking
from tutor.ui.screens.place import Head
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import flow
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.sheet import Sheet, asked_part, page_part, problem_part
from tutor.ui.widgets.verdict_panel import verdict_lines

if TYPE_CHECKING:
    from tutor.session.steps import Posed, Summary


class Act(NamedTuple):
    """What was `typed` (nothing: gave up) for which part, at which try, and the sheet's length before."""

    typed: str
    part: Part
    tries: int
    length: int


class Practice(Asking):
    """A whole session, problem after problem, without another screen being pushed for each."""

    HEADING = "Practice"
    KEYS = keys.PRACTICE
    SHOWN = keys.WHILE_OPEN
    BINDINGS = keys.bindings(keys.PRACTICE)

    def __init__(self, *, skill: str | None = None, minutes: int | None = None) -> None:
        super().__init__()
        self._skill = skill
        self._minutes = minutes
        self._acts: list[Act] = []
        self._tries = 0
        self._hints = 0
        self._is_judged = False
        self._has_solution = False

    @property
    def _is_open(self) -> bool:
        return super()._is_open and not self._is_judged

    @property
    def _beside(self) -> str:
        return "second try" if self._tries else ""

    # from problem to problem

    async def _begin(self) -> None:
        await self._posed(self._session.begin(self._now, minutes=self._minutes, skill=self._skill))
        if not self._has_left:
            await self._next()

    async def _next(self) -> None:
        from tutor.session.steps import Finished, Meet, Posed

        match await self._posed(self._session.next(self._now)):
            case Posed() as posed:
                self._pose(posed)
            case Meet() as meet:
                self._meet(meet.skill, meet.title, meet.lesson)
            case Finished() as finished:
                self._finish(finished.summary)

    def _meet(self, skill: str, title: str, lesson: str) -> None:
        from tutor.ui.screens.lesson import LessonScreen

        def after(is_read: bool | None) -> None:
            self._do(partial(self._lesson_read, skill) if is_read else self._end)

        self.app.push_screen(LessonScreen(skill, title, lesson, is_met=True), after)

    async def _lesson_read(self, skill: str) -> None:
        await self._session.lesson_read(skill, self._now)
        await self._next()

    def _pose(self, posed: Posed) -> None:
        self._acts = []
        where = f"{posed.number} of {posed.of} · " if posed.of else ""
        self.query_one(Head).show(posed.title, f"{where}level {posed.problem.level}")
        self.query_one(Sheet).begin(problem_part(posed.problem, ascii=self.nabla.is_ascii))
        self.query_one("#sheet").scroll_home(animate=False)
        self._ask(posed.problem.parts[0])

    def _ask(self, part: Part, typed: str = "", tries: int = 0) -> None:
        if part is not self._part:
            self._hints = 0
        self._tries = tries
        super()._ask(part, typed)

    def _go_on(self, part: Part | None) -> None:
        """To the next part of the problem; without one it is done."""
        if part is None:
            self._close()
            return
        self.query_one(Sheet).add(asked_part(part, ascii=self.nabla.is_ascii))
        self._ask(part)
        self._show_end()

    def _open(self, typed: str) -> None:
        self._is_judged = self._has_solution = False
        self.remove_class("judged")
        super()._open(typed)

    def _close(self) -> None:
        """The problem is done: only what was said about it stays."""
        self._is_judged = True
        self.add_class("judged")
        self.set_focus(None)
        without = keys.SOLUTION if self._has_solution else None
        self.query_one(KeyBar).show(each for each in keys.WHEN_JUDGED if each is not without)
        self._show_end()

    # answering

    async def _answer(self, typed: str) -> None:
        seconds = self._watch.seconds
        judged = await self._session.answer(typed, self._now, seconds=seconds, confidence=self._sure)
        if judged.verdict.outcome is Outcome.UNREADABLE:
            self._not_read(judged.verdict)
            return
        assert self._part is not None
        self._acts.append(Act(typed, self._part, self._tries, self.query_one(Sheet).length))
        self._tries += judged.verdict.outcome is not Outcome.UNDECIDED
        today, ascii = self._now.date(), self.nabla.is_ascii
        said = self._said(typed) if not (judged.open and self._lines.is_on) else None  # open lines stand below
        self.query_one(Sheet).add(
            lambda width: [
                *(said(width) if said is not None else ()),
                *verdict_lines(judged, width, seconds=seconds, today=today, ascii=ascii),
            ]
        )
        if judged.open:
            self._open(typed if self._lines.is_on else "")
            self._show_end()
        else:
            self._go_on(judged.next_part)

    async def action_enter(self) -> None:
        if self._is_judged:
            self._do(self._next)
        else:
            await super().action_enter()

    # the other keys

    def action_hint(self) -> None:
        if not self._is_open:
            return
        hint = self._session.hint()
        if hint is None:
            self.query_one(Reading).notify_here("There is no further hint.")
            return
        self._hints += 1
        self.query_one(Sheet).add(page_part(f"Hint {self._hints}", hint, ascii=self.nabla.is_ascii), stays=True)
        self._show_end()

    def action_give_up(self) -> None:
        if self._is_open:
            self._do(self._solution)

    def action_solution(self) -> None:
        if self._part is not None and not self._has_solution:
            self._do(self._solution)

    async def _solution(self) -> None:
        was_open, sheet = not self._is_judged, self.query_one(Sheet)
        solved = await self._session.solution(self._now, seconds=self._watch.seconds if was_open else 0.0)
        if was_open:
            assert self._part is not None
            self._acts.append(Act("", self._part, self._tries, sheet.length))
            sheet.add(lambda width: flow("Not known yet; it comes back soon.", width, "$quiet"))
        sheet.add(page_part("Worked solution", solved.solution, ascii=self.nabla.is_ascii))
        self._has_solution = True
        self._go_on(solved.next_part)

    def action_skip(self) -> None:
        if self._is_open:
            self._do(self._skip)

    async def _skip(self) -> None:
        await self._session.skip(self._now, seconds=self._watch.seconds)
        await self._next()

    def action_undo(self) -> None:
        self._do(self._undo)

    async def _undo(self) -> None:
        said = await self._session.undo(self._now)
        if said is not None and self._acts:
            act = self._acts.pop()
            self.query_one(Sheet).take_back(act.length)
            self._ask(act.part, act.typed, act.tries)
            self.query_one(Reading).notify_here(said)
        else:
            self.app.notify(said or "There is nothing to take back.", markup=False)

    def action_recall(self) -> None:
        typed = [act.typed for act in self._acts if act.typed]
        if typed and not self._is_judged and self._lines.is_empty:
            self._put(typed[-1])

    # the end

    def action_back(self) -> None:
        self._leave(self._end)

    async def _end(self) -> None:
        self._finish(await self._session.end(self._now))

    def _finish(self, summary: Summary) -> None:
        from tutor.ui.screens.summary import SummaryScreen

        if summary.problems:
            self.app.switch_screen(SummaryScreen(summary))
        else:
            self.app.pop_screen()
