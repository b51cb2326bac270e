"""What every screen has on which problems are answered: the sheet, the answer line and its reading."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from tutor.errors import NablaError, Unreadable
from tutor.problem import SAME_AGAIN, Outcome, Part, Verdict
from tutor.ui import keys
from tutor.ui.keys import Key
from tutor.ui.screens.place import Head, Place
from tutor.ui.stopwatch import Stopwatch
from tutor.ui.widgets.answer_line import AnswerLine
from tutor.ui.widgets.derived_lines import DerivedLines, LinesBelow
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.sheet import Block, Sheet
from tutor.ui.widgets.side import Side
from tutor.ui.widgets.verdict_panel import typed_line

if TYPE_CHECKING:
    from tutor.problem import Followed
    from tutor.session.derivation import Ended
    from tutor.session.study import Session

Result = TypeVar("Result")

STEPS_OF_SURE = (0.5, 0.7, 0.85, 0.95, None)
STILL_CHECKING = 0.2
NOT_READ = "? Not read."
NOT_COUNTED = "? Not counted."


class Asking(Place):
    """A subclass begins, poses and answers. What is pressed while a step of it runs is dropped, save Esc."""

    HEADING: ClassVar[str] = ""
    SHOWN: ClassVar[tuple[Key, ...]] = ()
    SHOWS_SIGNS: ClassVar[bool] = True
    """Whether each line of a derivation is judged as it is ended; False where nothing is said before the end."""

    def __init__(self) -> None:
        super().__init__()
        self._part: Part | None = None  # what is asked
        self._sure: float | None = None
        self._is_busy = False
        self._is_posing = False
        self._has_left = False
        self._afterwards: Callable[[], Awaitable[None]] | None = None
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
        reading, lines = Reading(self.KEYS), DerivedLines(shows_signs=self.SHOWS_SIGNS)
        yield Head(self.HEADING, "")
        with Vertical(classes="centred"), Vertical(classes="column"):
            with VerticalScroll(id="sheet", can_focus=False):
                yield Sheet()
            yield lines
            with Horizontal(id="answer-row"):
                yield Static("> ", id="prompt", markup=False)
                yield AnswerLine(reading, lines)
                yield Side()
            yield LinesBelow()
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
            # The app's, not the screen's: to be cut off in the middle would cost the maths process its life.
            self.app.run_worker(self._alone(step), name=getattr(step, "__name__", "step"))

    def _leave(self, step: Callable[[], Awaitable[None]]) -> None:
        """Leave by this step: at once where a problem is still being posed, else once an answer is kept."""
        if self._is_posing:
            self._has_left = True
            self.app.run_worker(self._alone(step), name="leave")
        elif self._is_busy:
            self._afterwards = step
        elif not self._has_left:
            self._do(step)

    async def _posed(self, posing: Awaitable[Result]) -> Result | None:
        """What is posed; None where one has left meanwhile."""
        self._is_posing = not self._has_left
        try:
            found = await posing
        finally:
            self._is_posing = False
        return None if self._has_left else found

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
            if self._afterwards is not None:
                step, self._afterwards = self._afterwards, None
                self._do(step)

    # the answer line

    def _ask(self, part: Part, typed: str = "") -> None:
        """Ask a part of the problem, or ask it again; `typed` stands in the line."""
        if part is not self._part:
            self._part, self._sure = part, None
        self.query_one(Reading).ask(part.question)
        self._lines.ask(part.question)
        self._open(typed)

    def _open(self, typed: str) -> None:
        """The answer line stands ready."""
        self.query_one(KeyBar).show(self._shown)
        self._put(typed)
        self.query_one(AnswerLine).focus()
        self._show_side()
        self._watch.start()

    def _put(self, typed: str) -> None:
        """Another text in the answer line; of a derivation, its lines above it."""
        if self._lines.is_on:
            self._lines.put(typed)
        self.query_one(AnswerLine).put("" if self._lines.is_on else typed)

    @property
    def _lines(self) -> DerivedLines:
        return self.query_one(DerivedLines)

    @property
    def _shown(self) -> tuple[Key, ...]:
        """The keys at the foot while a problem is open."""
        return (keys.END_LINE, *self.SHOWN[1:]) if self._lines.is_on else self.SHOWN

    # the lines of a derivation

    def on_derived_lines_lines_ended(self, message: DerivedLines.LinesEnded) -> None:
        self.app.run_worker(self._judge_lines(message.lines, message.by_hand), name="lines")

    async def _judge_lines(self, lines: tuple[Ended, ...], by_hand: bool) -> None:
        """What is said of each; the whole is handed in where one ended its last line."""
        derivation, part = self._lines.derivation, self._part
        if derivation is None or part is None:
            return
        for line in lines:
            if (upto := derivation.upto(line)) is None:
                return
            line.said = await self._session.follow(part.question, upto)
            if not self.is_attached or self._lines.derivation is not derivation:
                return
            if not line.said.is_read and not self._typed and derivation.take_back(line):
                self._return(line.text, line.said)
                return
            self._lines.show()
        if by_hand and self.SHOWS_SIGNS and derivation.is_whole and not self._typed:
            self._hand_in()

    def _return(self, line: str, said: Followed) -> None:
        """A line that cannot be read, back into the answer line, as if it had not been ended."""
        self._lines.show()
        self.query_one(AnswerLine).put(line)
        self._not_read(Verdict(Outcome.UNREADABLE, said.message, place=said.place, side="answer"), is_line=True)

    def on_derived_lines_handed_in(self) -> None:
        self._hand_in()

    def _hand_in(self) -> None:
        if self._is_open and self._lines.derivation is not None:
            self._do(partial(self._answer, self._lines.derivation.text))

    def _said(self, typed: str) -> Block:
        """What was answered, for the sheet."""
        return self._lines.block() if self._lines.is_on else lambda width: typed_line(typed, width)

    @property
    def _typed(self) -> str:
        return self.query_one(AnswerLine).value

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

    def _not_read(self, verdict: Verdict, *, is_line: bool = False) -> None:
        """Say what cannot be read: of the line that is typed, or of all lines of a derivation."""
        reading = self.query_one(Reading)
        message = f"{verdict.message} This costs nothing."
        if verdict.diagnosis == SAME_AGAIN:
            reading.notify_here(message, NOT_COUNTED)
        elif verdict.place is None or verdict.side == "against" or is_line != self._lines.is_on:
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

    async def action_enter(self) -> None:
        if self._is_open:
            await self.query_one(AnswerLine).enter()

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
