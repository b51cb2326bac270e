"""The end of a session: what was gained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.ui.keys import SUMMARY, bindings
from tutor.ui.screens.place import Head, Place
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow
from tutor.ui.widgets.verdict_panel import on_day

if TYPE_CHECKING:
    from datetime import date

    from tutor.session.steps import SkillGain, Summary

ONCE_MORE = 5


class SummaryScreen(Place):
    """Figures of the session, each with what it means."""

    KEYS = SUMMARY
    BINDINGS = bindings(SUMMARY)

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self._summary = summary

    def compose(self) -> ComposeResult:
        yield Head("End of the session", "")
        with VerticalScroll(classes="page", can_focus=False):
            yield Gains(self._summary)
        yield KeyBar(SUMMARY)

    def action_done(self) -> None:
        self.app.pop_screen()

    def action_more(self) -> None:
        self.nabla.study(minutes=ONCE_MORE)

    def action_undo(self) -> None:
        self.run_worker(self._undo(), exclusive=True)

    async def _undo(self) -> None:
        assert self.nabla.session is not None
        said = await self.nabla.session.undo(self.nabla.now())
        self.query_one(Gains).say(said or "There is nothing to take back.")


class Gains(Paper):
    """How many were right, what each skill gained, and how good the bets were."""

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self._summary = summary
        self._said = ""

    def say(self, sentence: str) -> None:
        """Something that happened on this screen."""
        self._said = sentence
        self.renew()

    def lines(self, width: int) -> list[Content]:
        said = [Content(""), *flow(self._said, width, "$quiet")] if self._said else []
        return [*self._counts(width), *self._skills(width), *self._sure(width), *said]

    def _counts(self, width: int) -> list[Content]:
        did = self._summary
        length = f", {counted(max(1, round(did.minutes)), 'minute')}" if did.minutes else ""
        parts = (
            (did.right_at_once, "right at once"),
            (did.right_second, "at the second try"),
            (did.not_yet, "not yet"),
        )
        named = ", ".join(f"{n} {words}" for n, words in parts if n)
        return flow(f"{counted(did.problems, 'problem')}{length}.   {named}{'.' * bool(named)}", width, "bold")

    def _skills(self, width: int) -> list[Content]:
        rows, today = [Content("")], self.app.now().date()  # type: ignore[attr-defined]  # NablaApp's clock
        wide = max((len(each.title) for each in self._summary.skills), default=0)
        wide = min(wide, max(16, width - 42))
        for each in self._summary.skills:
            rows += _skill_row(each, today, wide, width)
        return rows if len(rows) > 1 else []

    def _sure(self, width: int) -> list[Content]:
        did = self._summary
        if not did.sure:
            return []
        times = "once" if did.sure == 1 else f"{did.sure} times"
        return [Content(""), *flow(f'You were "sure" {times}, and right {did.sure_right} of {did.sure}.', width)]


def _skill_row(gain: SkillGain, today: date, wide: int, width: int) -> list[Content]:
    was = "new" if gain.before is None else f"{100 * gain.before:.0f} %"
    gained = was if gain.after is None else f"{was} → {100 * gain.after:.0f} %"
    back = f"back {on_day(gain.back_on, today)}" if gain.back_on is not None else ""
    figures = Content.assemble((f"{gained:<14}", "bold"), "   ", (back, "$quiet"))
    if len(gain.title) <= wide and wide + 3 + figures.cell_length <= width:
        return [Content.assemble(f"{gain.title:<{wide}}   ", figures)]
    return [*flow(gain.title, width), Content.assemble("    ", figures)]


def counted(count: int, noun: str) -> str:
    """`1 problem`, `9 problems`."""
    return f"{count} {noun}{'s' * (count != 1)}"
