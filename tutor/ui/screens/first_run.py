"""First run: how many minutes a day? One question, which Esc puts off."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tutor.ui.keys import FIRST_RUN, bindings
from tutor.ui.screens.place import Place
from tutor.ui.screens.today import TodayScreen
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow

CHOICES = (5, 10, 15, 20, 30, 45, 60, 90)
USUAL = 20


class Minutes(Paper):
    """The question, and the number that is being chosen."""

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.minutes = minutes

    def move(self, by: int) -> None:
        """More or fewer, along the usual numbers."""
        here = min(range(len(CHOICES)), key=lambda index: abs(CHOICES[index] - self.minutes))
        self.minutes = CHOICES[max(0, min(len(CHOICES) - 1, here + by))]
        self.renew(layout=False)

    def lines(self, width: int) -> list[Content]:
        name = "Nabla" if getattr(self.app, "is_ascii", False) else "∇  Nabla"
        marks = [
            Content.assemble((f" {each} ", "bold $accent reverse" if each == self.minutes else "$quiet"))
            for each in CHOICES
        ]
        return [
            Content.styled(name, "bold $accent"),
            *flow("The maths behind language models, a little every day.", width),
            Content(""),
            *flow("How many minutes a day?", width, "bold"),
            Content(""),
            Content(" ").join(marks),
            Content(""),
            *flow(
                f"{self.minutes} minutes a day. A session is planned into them: first what is about to slip, then "
                "something new. You can change this at any time, and stop whenever you like.",
                min(width, 64),
                "$quiet",
            ),
        ]


class FirstRun(Place):
    """Asks for the minutes; on a first run it goes on to the first problem."""

    KEYS = FIRST_RUN
    BINDINGS = bindings(FIRST_RUN)

    def compose(self) -> ComposeResult:
        minutes = self.nabla.session.learner.minutes if self.nabla.session is not None else None
        self._is_first = minutes is None
        with Vertical(classes="page first-run"):
            yield Minutes(minutes or USUAL)
        yield KeyBar(FIRST_RUN)

    def action_more(self) -> None:
        self.query_one(Minutes).move(1)

    def action_fewer(self) -> None:
        self.query_one(Minutes).move(-1)

    async def action_choose(self) -> None:
        await self._take(self.query_one(Minutes).minutes)
        if self._is_first:
            self.nabla.study()

    async def action_later(self) -> None:
        if self._is_first:
            await self._take(USUAL)
        else:
            self.app.pop_screen()

    async def _take(self, minutes: int) -> None:
        assert self.nabla.session is not None
        await self.nabla.session.choose_minutes(minutes, self.nabla.now())
        self.app.pop_screen()
        if isinstance(self.app.screen, TodayScreen):
            self.app.screen.fill()
