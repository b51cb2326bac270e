"""First run: what do you want to be able to do, and where do you begin? Both questions can be put off."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tutor.ui.keys import BEGINNING, FIRST_RUN, bindings
from tutor.ui.screens.goal import GoalScreen
from tutor.ui.screens.minutes import USUAL
from tutor.ui.screens.place import Head, Place
from tutor.ui.screens.today import name
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow
from tutor.ui.widgets.words_line import WordsLine

WAYS = (
    ("Start from the beginning", "The first lesson, and its first problems."),
    ("Find out what I know", "At most 15 questions, about 10 minutes; what you know is then left out."),
)


class FirstRun(GoalScreen):
    """The choice of a goal at the first start; it leads to where to begin."""

    KEYS = FIRST_RUN
    BINDINGS = bindings(FIRST_RUN)
    CAN_CLEAR = False

    def _head(self) -> Head:
        return Head(name(self.nabla.is_ascii), "The maths behind language models, a little every day")

    def leave(self) -> None:
        self.nabla.begin_learning()

    async def action_later(self) -> None:
        sought = self.query_one(WordsLine)
        if sought.value:
            sought.value = ""
            return
        await self._session.choose_minutes(USUAL, self.nabla.now())
        super().leave()


class Ways(Paper):
    """Where to begin; one way is marked."""

    def __init__(self) -> None:
        super().__init__()
        self.mark = 0

    def move(self, by: int) -> None:
        self.mark = (self.mark + by) % len(WAYS)
        self.renew(layout=False)

    def lines(self, width: int) -> list[Content]:
        lines = [*flow("Where do you begin?", width, "bold"), Content("")]
        for index, (title, about) in enumerate(WAYS):
            mark = ("▸ ", "bold $accent") if index == self.mark else "  "
            lines += [Content.assemble(mark, (title, "bold")), *flow(about, width - 2, "$quiet", first="  ", rest="  ")]
            lines.append(Content(""))
        return lines


class Beginning(Place):
    """From the beginning, or by finding out what is known already."""

    KEYS = BEGINNING
    BINDINGS = bindings(BEGINNING)

    def compose(self) -> ComposeResult:
        yield Head(name(self.nabla.is_ascii), "")
        with Vertical(classes="page first-run"):
            yield Ways()
        yield KeyBar(BEGINNING)

    def action_down(self) -> None:
        self.query_one(Ways).move(1)

    def action_up(self) -> None:
        self.query_one(Ways).move(-1)

    def action_choose(self) -> None:
        if self.query_one(Ways).mark:
            self.nabla.place()
        else:
            self.nabla.study()
