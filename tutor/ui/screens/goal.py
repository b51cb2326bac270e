"""Goal: what do you want to be able to do? A named path or any skill, and how long that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tutor.ui.keys import GOAL, bindings
from tutor.ui.screens.minutes import CHOICES, USUAL, nearest
from tutor.ui.screens.place import Head, Place
from tutor.ui.screens.today import TodayScreen
from tutor.ui.widgets.goal_list import GoalList
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow
from tutor.ui.widgets.words_line import WordsLine

if TYPE_CHECKING:
    from tutor.session.steps import GoalStanding
    from tutor.session.study import Session

QUESTION = "What do you want to be able to do?"


class GoalScreen(Place):
    """The choice of a goal, and of the minutes a day."""

    KEYS = GOAL
    BINDINGS = bindings(GOAL)
    CAN_CLEAR = True

    def compose(self) -> ComposeResult:
        self.minutes = self._session.learner.minutes or USUAL
        yield self._head()
        with Vertical(classes="shelf goals"):
            yield Static(QUESTION, classes="question", markup=False)
            with Horizontal(classes="words-row"):
                yield Static("/ ", classes="words-prompt", markup=False)
                yield WordsLine(id="sought", placeholder="type to search: any skill can be a goal")
            yield GoalList()
        with Vertical(classes="below"):
            yield About()
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        session, now = self._session, self.nabla.now()
        self.query_one(WordsLine).focus()
        chosen = session.goals.chosen
        self.query_one(GoalList).show(
            session.goals.offered(now),
            named=len(session.library.goals),
            chosen=chosen.id if chosen else None,
            can_clear=self.CAN_CLEAR,
        )

    @property
    def _session(self) -> Session:
        assert self.nabla.session is not None
        return self.nabla.session

    def _head(self) -> Head:
        return Head("Goal", "")

    def on_goal_list_marked(self) -> None:
        self._reckon_anew()

    def on_goal_list_chosen(self) -> None:
        self.call_later(self.action_choose)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(GoalList).seek(event.value)

    def action_down(self) -> None:
        self.query_one(GoalList).move(1)

    def action_up(self) -> None:
        self.query_one(GoalList).move(-1)

    def action_page_down(self) -> None:
        self.query_one(GoalList).page(1)

    def action_page_up(self) -> None:
        self.query_one(GoalList).page(-1)

    def action_more(self) -> None:
        self._change(1)

    def action_fewer(self) -> None:
        self._change(-1)

    async def action_choose(self) -> None:
        marked = self.query_one(GoalList).marked
        if self.query_one(GoalList).is_empty:
            return
        await self._keep(marked)
        self.leave()

    def action_back(self) -> None:
        sought = self.query_one(WordsLine)
        if sought.value:
            sought.value = ""
        else:
            self.app.pop_screen()

    def leave(self) -> None:
        """Where one goes on after the choice: back to where one was."""
        self.app.pop_screen()
        if isinstance(self.app.screen, TodayScreen):
            self.app.screen.fill()

    async def _keep(self, marked: GoalStanding | None) -> None:
        session, now = self._session, self.nabla.now()
        if self.minutes != session.learner.minutes:
            await session.choose_minutes(self.minutes, now)
        chosen = marked.goal.id if marked else None
        if chosen != session.learner.goal:
            await session.goals.choose(chosen, now)

    def _change(self, by: int) -> None:
        self.minutes = CHOICES[max(0, min(len(CHOICES) - 1, nearest(self.minutes) + by))]
        self._reckon_anew()

    def _reckon_anew(self) -> None:
        self.run_worker(self._reckon, exclusive=True, group="reckon", name="reckon the days")  # type: ignore[arg-type]  # None

    async def _reckon(self) -> None:
        """Show the marked goal, and its days as soon as they are known."""
        about, marked = self.query_one(About), self.query_one(GoalList).marked
        goals, now = self._session.goals, self.nabla.now()
        pace = f"{self.minutes} minutes a day, {'five days a week' if goals.is_usual(now) else 'at your pace'}"
        if marked is None:
            about.show(None, f"{self.minutes} minutes a day; what most rests on comes first.")
        elif marked.is_reached:
            about.show(marked, "You hold all of it.")
        else:
            about.show(marked, f"{pace}: reckoning …")
            about.show(marked, f"{pace}: {spell(await goals.days(now, marked.goal, self.minutes))}.")


class About(Paper):
    """What the marked goal is, what is not there of it yet, and how long it takes."""

    def __init__(self) -> None:
        super().__init__()
        self._goal: GoalStanding | None = None
        self._pace = ""

    def show(self, goal: GoalStanding | None, pace: str) -> None:
        self._goal, self._pace = goal, pace
        self.renew()

    def lines(self, width: int) -> list[Content]:
        goal = self._goal.goal if self._goal else None
        said = [each for each in (goal.about, goal.cut) if each] if goal else []
        about = [line for each in said for line in flow(each, width, "$quiet")]
        return [*about, *flow(self._pace, width, "bold")]


def spell(days: int | None) -> str:
    """`about 9 weeks`, of a number of days; None: more than a year."""
    if days is None:
        return "more than a year"
    for length, name, most in ((1, "day", 21), (7, "week", 120), (30.4, "month", 366)):
        if days < most:
            count = max(1, round(days / length))
            return f"about {count} {name}{'s' * (count != 1)}"
    return "about a year"
