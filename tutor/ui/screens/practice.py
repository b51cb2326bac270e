"""Practice: one problem, nothing else. It lays out and forwards; the session decides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from tutor.errors import NablaError, Unreadable
from tutor.problem import SAME_AGAIN, Outcome, Part
from tutor.ui import keys
from tutor.ui.screens.place import Head, Place
from tutor.ui.stopwatch import Stopwatch
from tutor.ui.widgets.answer_line import AnswerLine
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import flow
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.sheet import Sheet, asked_part, page_part, problem_part
from tutor.ui.widgets.side import Side
from tutor.ui.widgets.verdict_panel import typed_line, verdict_lines

if TYPE_CHECKING:
    from tutor.session.steps import Judged, Posed, Summary
    from tutor.session.study import Session

STEPS_OF_SURE = (0.5, 0.7, 0.85, 0.95, None)
STILL_CHECKING = 0.2
NOT_READ = "? Not read."
NOT_COUNTED = "? Not counted."


class Act(NamedTuple):
    """What was `typed` (nothing: gave up) for which part, at which try, and the sheet's length before."""

    typed: str
    part: Part
    tries: int
    length: int


class Practice(Place):
    """A whole session, problem after problem, without another screen being pushed for each."""

    KEYS = keys.PRACTICE
    BINDINGS = keys.bindings(keys.PRACTICE)

    def __init__(self, *, skill: str | None = None, minutes: int | None = None) -> None:
        super().__init__()
        self._skill = skill
        self._minutes = minutes
        self._part: Part | None = None  # what is asked
        self._acts: list[Act] = []
        self._tries = 0
        self._hints = 0
        self._sure: float | None = None
        self._is_judged = False
        self._has_solution = False
        self._is_busy = False
        self._watch = Stopwatch()

    # layout

    def compose(self) -> ComposeResult:
        reading = Reading()
        yield Head("Practice", "")
        with Vertical(classes="centred"), Vertical(classes="column"):
            with VerticalScroll(id="sheet", can_focus=False):
                yield Sheet()
            with Horizontal(id="answer-row"):
                yield Static("> ", id="prompt", markup=False)
                yield AnswerLine(reading)
                yield Side()
            yield reading
        yield KeyBar(keys.WHILE_OPEN)

    def on_mount(self) -> None:
        self.app.app_suspend_signal.subscribe(self, lambda _: self._watch.pause())
        self.app.app_resume_signal.subscribe(self, lambda _: self._watch.go_on())
        self.query_one(AnswerLine).focus()
        self._do(self._begin)

    def on_click(self) -> None:
        if not self._is_judged:
            self.query_one(AnswerLine).focus()

    @property
    def _session(self) -> Session:
        assert self.nabla.session is not None
        return self.nabla.session

    @property
    def _now(self) -> datetime:
        return self.nabla.now()

    # one thing at a time

    def _do(self, step: Callable[[], Awaitable[None]]) -> None:
        """Run a step of the session; what is pressed meanwhile is dropped."""
        if not self._is_busy:
            self._is_busy = True
            self.run_worker(self._alone(step), name=getattr(step, "__name__", "step"))

    async def _alone(self, step: Callable[[], Awaitable[None]]) -> None:
        reading = self.query_one(Reading)
        slow = self.set_timer(STILL_CHECKING, lambda: reading.notify_here("checking …"))
        try:
            await step()
        except NablaError as error:
            slow.stop()
            reading.notify_here(f"That did not work, and nothing was counted: {error}")
        finally:
            slow.stop()
            self._is_busy = False

    # from problem to problem

    async def _begin(self) -> None:
        await self._session.begin(self._now, minutes=self._minutes, skill=self._skill)
        await self._next()

    async def _next(self) -> None:
        from tutor.session.steps import Finished, Meet, Posed

        match await self._session.next(self._now):
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
        """Ask a part of the problem, or ask it again."""
        if part is not self._part:
            self._part, self._hints, self._sure = part, 0, None
        self._tries = tries
        self.query_one(Reading).ask(part.question)
        self._open(typed)

    def _go_on(self, part: Part | None) -> None:
        """To the next part of the problem; without one it is done."""
        if part is None:
            self._close()
            return
        self.query_one(Sheet).add(asked_part(part, ascii=self.nabla.is_ascii))
        self._ask(part)
        self._show_end()

    def _open(self, typed: str) -> None:
        """The answer line stands ready."""
        self._is_judged = self._has_solution = False
        self.remove_class("judged")
        self.query_one(KeyBar).show(keys.WHILE_OPEN)
        answer = self.query_one(AnswerLine)
        answer.put(typed)
        answer.focus()
        self._show_side()
        self._watch.start()

    def _close(self) -> None:
        """The problem is done: only what was said about it stays."""
        self._is_judged = True
        self.add_class("judged")
        self.set_focus(None)
        without = keys.SOLUTION if self._has_solution else None
        self.query_one(KeyBar).show(each for each in keys.WHEN_JUDGED if each is not without)
        self._show_end()

    def _show_end(self) -> None:
        self.call_after_refresh(self.query_one("#sheet").scroll_end, animate=False)

    def _show_side(self) -> None:
        tries = "second try" if self._tries else ""
        self.query_one(Side).show(tries, self._sure)

    # answering

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        if typed.startswith(":"):
            self._obey(typed)
        elif typed and self._part is not None and not self._is_judged:
            self._do(partial(self._answer, typed))

    async def _answer(self, typed: str) -> None:
        seconds = self._watch.seconds
        judged = await self._session.answer(typed, self._now, seconds=seconds, confidence=self._sure)
        if judged.verdict.outcome is Outcome.UNREADABLE:
            self._not_read(judged)
            return
        assert self._part is not None
        self._acts.append(Act(typed, self._part, self._tries, self.query_one(Sheet).length))
        self._tries += judged.verdict.outcome is not Outcome.UNDECIDED
        today, ascii = self._now.date(), self.nabla.is_ascii
        self.query_one(Sheet).add(
            lambda width: [
                *typed_line(typed, width),
                *verdict_lines(judged, width, seconds=seconds, today=today, ascii=ascii),
            ]
        )
        if judged.open:
            self._open("")
            self._show_end()
        else:
            self._go_on(judged.next_part)

    def _not_read(self, judged: Judged) -> None:
        verdict, reading = judged.verdict, self.query_one(Reading)
        message = f"{verdict.message} This costs nothing."
        if verdict.diagnosis == SAME_AGAIN:
            reading.notify_here(message, NOT_COUNTED)
        elif verdict.place is None or verdict.side == "against":
            reading.notify_here(message, NOT_READ)
        else:
            reading.point_at(Unreadable(message, verdict.place, verdict.repair), NOT_READ)

    def action_enter(self) -> None:
        if self._is_judged:
            self._do(self._next)

    # the other keys

    def _obey(self, typed: str) -> None:
        command, _, rest = typed.partition(" ")
        if command not in keys.commands():
            return
        self.query_one(AnswerLine).put("")
        match command:
            case ":sure" | ":unsure":
                self._take_sure(command, rest)
            case _:
                self.call_later(self.run_action, keys.commands()[command].action)

    def _take_sure(self, command: str, rest: str) -> None:
        percent = rest.strip().rstrip("%").strip()
        if not percent:
            self._sure = 0.95 if command == ":sure" else 0.5
        elif percent.isdecimal() and int(percent) <= 100:
            self._sure = int(percent) / 100
        else:
            self.query_one(Reading).notify_here("How sure, in percent: :sure 80")
            return
        self._show_side()

    def action_sure(self) -> None:
        if not self._is_judged:
            now = STEPS_OF_SURE.index(self._sure) if self._sure in STEPS_OF_SURE else -1
            self._sure = STEPS_OF_SURE[(now + 1) % len(STEPS_OF_SURE)]
            self._show_side()

    def action_unsure(self) -> None:
        self._take_sure(":unsure", "")

    def action_hint(self) -> None:
        if self._part is None or self._is_judged:
            return
        hint = self._session.hint()
        if hint is None:
            self.query_one(Reading).notify_here("There is no further hint.")
            return
        self._hints += 1
        self.query_one(Sheet).add(page_part(f"Hint {self._hints}", hint, ascii=self.nabla.is_ascii), stays=True)
        self._show_end()

    def action_give_up(self) -> None:
        if self._part is not None and not self._is_judged:
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
        if self._part is not None and not self._is_judged:
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
        if typed and not self._is_judged:
            self.query_one(AnswerLine).put(typed[-1])

    def action_page_up(self) -> None:
        self.query_one("#sheet").scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        self.query_one("#sheet").scroll_page_down(animate=False)

    # the end

    def action_back(self) -> None:
        self._do(self._end)

    async def _end(self) -> None:
        self._finish(await self._session.end(self._now))

    def _finish(self, summary: Summary) -> None:
        from tutor.ui.screens.summary import SummaryScreen

        if summary.problems:
            self.app.switch_screen(SummaryScreen(summary))
        else:
            self.app.pop_screen()
