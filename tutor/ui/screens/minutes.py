"""How many minutes a day? One question, which Esc leaves as it is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tutor.ui.keys import MINUTES, bindings
from tutor.ui.screens.place import Head, Place
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
        self.minutes = CHOICES[max(0, min(len(CHOICES) - 1, nearest(self.minutes) + by))]
        self.renew(layout=False)

    def lines(self, width: int) -> list[Content]:
        marks = [
            Content.assemble((f" {each} ", "bold $accent reverse" if each == self.minutes else "$quiet"))
            for each in CHOICES
        ]
        return [
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


class MinutesScreen(Place):
    """Asks for the minutes a day."""

    KEYS = MINUTES
    BINDINGS = bindings(MINUTES)

    def compose(self) -> ComposeResult:
        assert self.nabla.session is not None
        yield Head("Minutes", "")
        with Vertical(classes="page first-run"):
            yield Minutes(self.nabla.session.learner.minutes or USUAL)
        yield KeyBar(MINUTES)

    def action_more(self) -> None:
        self.query_one(Minutes).move(1)

    def action_fewer(self) -> None:
        self.query_one(Minutes).move(-1)

    async def action_choose(self) -> None:
        assert self.nabla.session is not None
        await self.nabla.session.choose_minutes(self.query_one(Minutes).minutes, self.nabla.now())
        self.app.pop_screen()
        if isinstance(self.app.screen, TodayScreen):
            self.app.screen.fill()


def nearest(minutes: int) -> int:
    """The place among `CHOICES` that is nearest to so many minutes."""
    return min(range(len(CHOICES)), key=lambda index: abs(CHOICES[index] - minutes))
