"""What every screen has on which problems are answered: the sheet, the answer line and its reading."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from tutor.errors import NablaError, Unreadable
from tutor.problem import SAME_AGAIN, Part, Verdict
from tutor.ui import keys
from tutor.ui.keys import Key
from tutor.ui.screens.place import Head, Place
from tutor.ui.stopwatch import Stopwatch
from tutor.ui.widgets.answer_line import AnswerLine
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.sheet import Sheet
from tutor.ui.widgets.side import Side

if TYPE_CHECKING:
    from tutor.session.study import Session

STEPS_OF_SURE = (0.5, 0.7, 0.85, 0.95, None)
STILL_CHECKING = 0.2
NOT_READ = "? Not read."
NOT_COUNTED = "? Not counted."


class Asking(Place):
    """A subclass begins, poses and answers; what is pressed while a step of it runs is dropped."""

    HEADING: ClassVar[str] = ""
    SHOWN: ClassVar[tuple[Key, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._part: Part | None = None  # what is asked
        self._sure: float | None = None
        self._is_busy = False
        self._watch = Stopwatch()

    @abstractmethod
    async def _begin(self) -> None:
        """Begin, and pose the first problem."""

    @abstractmethod
    async def _answer(self, typed: str) -> None:
        """Have the session judge it, and show what is to be shown."""

    @property
    def _is_open(self) -> bool:
        """Whether something is asked that may be answered now."""
        return self._part is not None

    @property
    def _beside(self) -> str:
        """What the end of the answer line says, apart from how sure one is."""
        return ""

    # layout

    def compose(self) -> ComposeResult:
        reading = Reading(self.KEYS)
        yield Head(self.HEADING, "")
        with Vertical(classes="centred"), Vertical(classes="column"):
            with VerticalScroll(id="sheet", can_focus=False):
                yield Sheet()
            with Horizontal(id="answer-row"):
                yield Static("> ", id="prompt", markup=False)
                yield AnswerLine(reading)
                yield Side()
            yield reading
        yield KeyBar(self.SHOWN)

    def on_mount(self) -> None:
        self.app.app_suspend_signal.subscribe(self, lambda _: self._watch.pause())
        self.app.app_resume_signal.subscribe(self, lambda _: self._watch.go_on())
        self.query_one(AnswerLine).focus()
        self._do(self._begin)

    def on_click(self) -> None:
        if self._is_open:
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

    # the answer line

    def _ask(self, part: Part, typed: str = "") -> None:
        """Ask a part of the problem, or ask it again; `typed` stands in the line."""
        if part is not self._part:
            self._part, self._sure = part, None
        self.query_one(Reading).ask(part.question)
        self._open(typed)

    def _open(self, typed: str) -> None:
        """The answer line stands ready."""
        self.query_one(KeyBar).show(self.SHOWN)
        answer = self.query_one(AnswerLine)
        answer.put(typed)
        answer.focus()
        self._show_side()
        self._watch.start()

    def _show_end(self) -> None:
        self.call_after_refresh(self.query_one("#sheet").scroll_end, animate=False)

    def _show_side(self) -> None:
        self.query_one(Side).show(self._beside, self._sure)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        if typed.startswith(":"):
            self._obey(typed)
        elif typed and self._is_open:
            self._do(partial(self._answer, typed))

    def _not_read(self, verdict: Verdict) -> None:
        reading = self.query_one(Reading)
        message = f"{verdict.message} This costs nothing."
        if verdict.diagnosis == SAME_AGAIN:
            reading.notify_here(message, NOT_COUNTED)
        elif verdict.place is None or verdict.side == "against":
            reading.notify_here(message, NOT_READ)
        else:
            reading.point_at(Unreadable(message, verdict.place, verdict.repair), NOT_READ)

    def _obey(self, typed: str) -> None:
        command, _, rest = typed.partition(" ")
        known = keys.commands(self.KEYS)
        if command not in known:
            return
        self.query_one(AnswerLine).put("")
        match command:
            case ":sure" | ":unsure":
                self._take_sure(command, rest)
            case _:
                self.call_later(self.run_action, known[command].action)

    # the other keys

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
        if self._is_open:
            now = STEPS_OF_SURE.index(self._sure) if self._sure in STEPS_OF_SURE else -1
            self._sure = STEPS_OF_SURE[(now + 1) % len(STEPS_OF_SURE)]
            self._show_side()

    def action_unsure(self) -> None:
        self._take_sure(":unsure", "")

    def action_page_up(self) -> None:
        self.query_one("#sheet").scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        self.query_one("#sheet").scroll_page_down(animate=False)
