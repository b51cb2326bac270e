"""Placement: a question at a time, nothing said of the answers. It lays out and forwards; the session decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.ui import keys
from tutor.ui.screens.asking import Asking
from tutor.ui.screens.place import Head
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.sheet import Sheet, asked_part, problem_part

if TYPE_CHECKING:
    from tutor.session.placement import Placement
    from tutor.session.selftest import Taken
    from tutor.session.steps import Posed

NOTED = "Noted."
FIRST = "Nothing is said of your answers before the end. F4 where you do not know: that tells as much."
AGAIN = "This goes on where it was stopped."


class PlacementScreen(Asking):
    """All questions of a placement, then what was found."""

    HEADING = "What you know"
    KEYS = keys.PLACEMENT
    SHOWN = keys.PLACEMENT
    SHOWS_SIGNS = False
    BINDINGS = keys.bindings(keys.PLACEMENT)

    def __init__(self) -> None:
        super().__init__()
        self._has_begun = False

    @property
    def _placement(self) -> Placement:
        return self._session.placement

    async def _begin(self) -> None:
        is_going_on = self._placement.is_open(self._now) and self._placement.asked > 0
        await self._posed(self._placement.begin(self._now))
        if self._has_left:
            return
        self._has_begun = True
        await self._next(AGAIN if is_going_on else FIRST)

    async def _next(self, said: str) -> None:
        posed = await self._posed(self._placement.next(self._now))
        if self._has_left:
            return
        if posed is None:
            await self._end(is_whole=True)
        else:
            self._pose(posed, said)

    def _pose(self, posed: Posed, said: str) -> None:
        self.query_one(Head).show(posed.title, f"question {posed.number}, at most {posed.of}")
        self.query_one(Sheet).begin(problem_part(posed.problem, ascii=self.nabla.is_ascii))
        self.query_one("#sheet").scroll_home(animate=False)
        self._ask(posed.problem.parts[0])
        self.query_one(Reading).notify_here(said)

    async def _answer(self, typed: str) -> None:
        taken = await self._placement.answer(typed, self._now, seconds=self._watch.seconds)
        if taken.refused is not None:
            self._not_read(taken.refused)
        else:
            await self._go_on(taken)

    async def _give_up(self) -> None:
        await self._go_on(await self._placement.give_up(self._now, seconds=self._watch.seconds))

    async def _go_on(self, taken: Taken) -> None:
        if taken.next_part is None:
            await self._next(NOTED)
            return
        self.query_one(Sheet).add(asked_part(taken.next_part, ascii=self.nabla.is_ascii))
        self._ask(taken.next_part)
        self.query_one(Reading).notify_here(NOTED)
        self._show_end()

    def action_give_up(self) -> None:
        if self._is_open:
            self._do(self._give_up)

    def action_back(self) -> None:
        self._leave(self._stop)

    async def _stop(self) -> None:
        if self._placement.asked and self._has_begun:
            await self._end(is_whole=False)
        else:
            self.app.pop_screen()

    async def _end(self, *, is_whole: bool) -> None:
        from tutor.ui.screens.found import FoundScreen

        self.app.switch_screen(FoundScreen(await self._placement.end(self._now, is_whole=is_whole)))
