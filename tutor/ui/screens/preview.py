"""A look at one exercise: problem after problem, what belongs to it unfolded by keys, live while it is written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tutor.errors import ContentError, NablaError
from tutor.ui.keys import PREVIEW, PREVIEW_SHOWN, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.themes import BAD, CARE, QUIET
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow
from tutor.ui.widgets.specimen import Specimen
from tutor.ui.widgets.words_line import WordsLine

if TYPE_CHECKING:
    from tutor.session.packs import ListedExercise, Previewed
    from tutor.session.study import Session

LOOK_EVERY = 0.03
"""Seconds between two looks at the files of the pack."""
STILL_DRAWING = 0.2


class Wish(NamedTuple):
    """What is to be seen: `level` None for the lowest; `save`: the how-manieth state of the file."""

    level: int | None = None
    seed: int = 1
    condition: str = ""
    save: int = 0


class PreviewScreen(Page):
    """Problems of one exercise. What is asked for last is what is shown; keys never wait for it."""

    KEYS = PREVIEW
    BINDINGS = bindings(PREVIEW)

    def __init__(self, exercise: ListedExercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._wish = Wish()
        self._seen: Wish | None = None
        self._found: Previewed | None = None
        self._fault: NablaError | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._is_looking = False
        self._watching: asyncio.Task[None] | None = None

    def compose(self) -> ComposeResult:
        yield Head(self._exercise.title, "")
        with VerticalScroll(classes="page", can_focus=False):
            yield Specimen()
        with Vertical(classes="below"):
            yield Note()
            with Horizontal(classes="words-row condition"):
                yield Static("how often: ", classes="words-prompt", markup=False)
                yield WordsLine(id="condition", placeholder="a condition of the drawn values, as in a > b")
        yield KeyBar(PREVIEW_SHOWN)

    def on_mount(self) -> None:
        self._look()
        self._watching = asyncio.create_task(self._watch())

    def on_unmount(self) -> None:
        if self._watching is not None:
            self._watching.cancel()

    @property
    def _session(self) -> Session:
        assert self.nabla.session is not None
        return self.nabla.session

    # looking

    async def _watch(self) -> None:
        """Look anew after each save."""
        last = await self._session.packs.stamp(self._exercise.pack)
        while last is not None:
            await asyncio.sleep(LOOK_EVERY)
            stamp = await self._session.packs.stamp(self._exercise.pack)
            if stamp is not None and stamp != last:
                last = stamp
                self._ask(self._wish._replace(save=self._wish.save + 1))

    def _ask(self, wish: Wish) -> None:
        self._wish = wish
        self._look()

    def _look(self) -> None:
        self._show_head()
        if not self._is_looking:
            self._is_looking = True
            self.run_worker(self._looking(), name="look at an exercise")

    async def _looking(self) -> None:
        slow = self.set_timer(STILL_DRAWING, lambda: self.query_one(Note).say("drawing …"))
        try:
            while self._seen != self._wish:
                wish = self._wish
                await self._look_once(wish)
                self._seen = wish
        finally:
            slow.stop()
            self._is_looking = False
        self._show()

    async def _look_once(self, wish: Wish) -> None:
        try:
            self._found = await self._session.packs.previewed(
                self._exercise, level=wish.level, seed=wish.seed, condition=wish.condition or None
            )
            self._fault = None
        except NablaError as error:
            self._fault = error

    # showing

    def _show(self) -> None:
        problem = self._found.problem if self._found else None
        self.query_one(Specimen).show(problem, self._unfolded, is_past=self._fault is not None)
        self.query_one(Note).show(self._found, self._fault, self._wish.condition)
        self._show_head()
        levels = self._found.levels if self._found else ()
        self.query_one(KeyBar).show(each for each in PREVIEW_SHOWN if each.action != "level" or len(levels) > 1)

    def _show_head(self) -> None:
        level = self._wish.level or (
            self._found.problem.level if self._found else min(self._exercise.levels, default=1)
        )
        where = f"{self._exercise.pack}/{self._exercise.id}"
        if len(where) > self.size.width // 2:
            where = self._exercise.id
        self.query_one(Head).show(self._exercise.title, f"{where} · level {level} · seed {self._wish.seed}")

    def _unfold(self, what: str) -> None:
        self._unfolded ^= {what}
        self._show()

    # keys

    def action_next_seed(self) -> None:
        self._ask(self._wish._replace(seed=self._wish.seed + 1))

    def action_last_seed(self) -> None:
        self._ask(self._wish._replace(seed=max(1, self._wish.seed - 1)))

    def action_level(self) -> None:
        if self._found is None:
            return
        levels, now = self._found.levels, self._wish.level or self._found.problem.level
        self._ask(
            self._wish._replace(level=levels[(levels.index(now) + 1) % len(levels)] if now in levels else levels[0])
        )

    def action_hints(self) -> None:
        self._unfold("hints")

    def action_answer(self) -> None:
        self._unfold("answer")

    def action_mistakes(self) -> None:
        self._unfold("mistakes")

    def action_solution(self) -> None:
        self._unfold("solution")

    def action_values(self) -> None:
        self._unfold("values")

    def action_condition(self) -> None:
        self.add_class("asks-condition")
        self.query_one(WordsLine).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._ask(self._wish._replace(condition=event.value.strip()))

    def action_back(self) -> None:
        if self.has_class("asks-condition"):
            self.remove_class("asks-condition")
            self.set_focus(None)
            self.query_one(WordsLine).value = ""
            self._ask(self._wish._replace(condition=""))
        else:
            self.app.pop_screen()


class Note(Paper):
    """Below the problem: what is wrong with the file, and how often the condition holds."""

    def __init__(self) -> None:
        super().__init__(id="note")
        self._found: Previewed | None = None
        self._fault: NablaError | None = None
        self._condition = ""
        self._said = ""

    def say(self, words: str) -> None:
        """Something that is true for a moment."""
        self._said = words
        self.renew()

    def show(self, found: Previewed | None, fault: NablaError | None, condition: str) -> None:
        self._found, self._fault, self._condition, self._said = found, fault, condition, ""
        self.renew()

    def lines(self, width: int) -> list[Content]:
        if self._said:
            return flow(self._said, width, QUIET)
        if self._fault is not None:
            past = "Above stands the last state that could be read." if self._found else ""
            return [*flow(f"✗ {words(self._fault)}", width, BAD), *(flow(past, width, QUIET) if past else ())]
        laid: list[Content] = []
        if self._found is not None and self._found.unclear:
            laid += flow(f"{self._condition}: {self._found.unclear}", width, CARE)
        elif self._found is not None and self._found.share is not None:
            laid += flow(f"{self._condition}: in {100 * self._found.share:.0f} % of 200 problems.", width)
        if self._found is not None and self._found.elsewhere:
            laid += flow(f"Elsewhere in this pack: {self._found.elsewhere}", width, CARE)
        return laid


def words(error: NablaError) -> str:
    """A fault with its line and key, without the file, which the author has open."""
    if not isinstance(error, ContentError):
        return str(error)
    where = ", ".join(str(each) for each in (error.line and f"line {error.line}", error.key) if each)
    return f"{where}: {error.message}" if where else error.message
