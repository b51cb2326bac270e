"""Tests: what do you want to know of yourself? Goals or strands, how many questions, in how much time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tutor.errors import NablaError
from tutor.ui.keys import OPEN_TEST, TESTS, bindings
from tutor.ui.screens.place import Head, Place
from tutor.ui.themes import QUIET, STRONG
from tutor.ui.widgets.choice_list import ChoiceList
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow, text
from tutor.ui.widgets.verdict_panel import on_day

if TYPE_CHECKING:
    from datetime import date

    from tutor.learner.assessment import Sitting
    from tutor.session.tests import Choosable, SelfTests

COUNTS = (10, 20, 40, None)
MINUTES = (None, 10, 20, 40, 60)
USUAL_COUNT, USUAL_MINUTES = 20, 20
PROMISE = "No hints and no verdicts before the end; then a report for each skill, and every answer with its solution."


class TestsScreen(Place):
    """The choice of a test; where one is open, that one."""

    __test__ = False
    STAYS = True
    KEYS = TESTS
    BINDINGS = bindings([*TESTS, *(each for each in OPEN_TEST if each.action == "end")])

    def compose(self) -> ComposeResult:
        yield Head("Test", "what can you do without help?")
        with Vertical(classes="shelf"):
            yield ChoiceList()
            yield OpenTest()
        with Vertical(classes="below"):
            yield Length()
        yield KeyBar(TESTS)

    def on_screen_resume(self) -> None:
        self.fill()

    def fill(self) -> None:
        """What there is now: an open test, or all that may be chosen."""
        tests = self._tests
        waiting = tests.open
        self.set_class(waiting is not None, "waiting")
        self.query_one(KeyBar).show(OPEN_TEST if waiting else [each for each in TESTS if self._has(each.action)])
        if waiting is not None:
            self.query_one(OpenTest).show(tests.title(waiting), waiting, self.nabla.now().date())
            return
        assert self.nabla.session is not None
        goal = self.nabla.session.learner.goal
        self.query_one(ChoiceList).show(tests.choices(), f"goal/{goal}" if goal else "")

    @property
    def _tests(self) -> SelfTests:
        assert self.nabla.session is not None
        return self.nabla.session.tests

    def _has(self, action: str) -> bool:
        return action != "report" or bool(self._tests.past)

    def on_choice_list_marked(self) -> None:
        self.query_one(Length).over(self.query_one(ChoiceList).chosen)

    def on_choice_list_chosen(self) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        from tutor.ui.screens.selftest import SelfTestScreen

        if self._tests.open is not None:
            self.app.push_screen(SelfTestScreen())
            return
        chosen, length = self.query_one(ChoiceList).chosen, self.query_one(Length)
        if chosen:
            wish = tuple(each.key for each in chosen)
            self.app.push_screen(SelfTestScreen(wish, count=length.count, minutes=length.minutes))

    def action_end(self) -> None:
        if self._tests.open is not None:
            self.run_worker(self._end(), exclusive=True, name="end the open test")

    async def _end(self) -> None:
        from tutor.ui.screens.report import ReportScreen

        try:
            report = await self._tests.take_up().end(self.nabla.now())
        except NablaError as error:
            self.app.notify(str(error), markup=False)
            return
        self.fill()
        if report.shown:
            self.app.push_screen(ReportScreen(report))

    def action_report(self) -> None:
        from tutor.ui.screens.report import ReportScreen

        past = self._tests.past
        if past and (report := self._tests.report(past[-1])) is not None:
            self.app.push_screen(ReportScreen(report))

    def action_down(self) -> None:
        self.query_one(ChoiceList).move(1)

    def action_up(self) -> None:
        self.query_one(ChoiceList).move(-1)

    def action_add(self) -> None:
        self.query_one(ChoiceList).add()

    def action_page_down(self) -> None:
        self.query_one(ChoiceList).page(1)

    def action_page_up(self) -> None:
        self.query_one(ChoiceList).page(-1)

    def action_more(self) -> None:
        self.query_one(Length).change_count(1)

    def action_fewer(self) -> None:
        self.query_one(Length).change_count(-1)

    def action_minutes(self) -> None:
        self.query_one(Length).change_minutes()


class OpenTest(Paper):
    """The test that waits."""

    def __init__(self) -> None:
        super().__init__(id="open-test")
        self._shown: tuple[str, Sitting, date] | None = None

    def show(self, title: str, sitting: Sitting, today: date) -> None:
        self._shown = (title, sitting, today)
        self.renew()

    def lines(self, width: int) -> list[Content]:
        if self._shown is None:
            return []
        title, sitting, today = self._shown
        begun = on_day(sitting.begun.date(), today)
        of = "" if sitting.count is None else f" of {sitting.count}"
        left = ""
        if sitting.minutes is not None:
            left = f" {max(0, round(sitting.minutes - sitting.seconds / 60))} of {sitting.minutes} minutes are left."
        return [
            text("A test is open.", STRONG),
            Content(""),
            *flow(f"{title}: {sitting.answered}{of} answered, begun {begun}.{left}", width),
            Content(""),
            *flow("Enter goes on where you stopped. e ends it: its report is of what was answered.", width, QUIET),
        ]


class Length(Paper):
    """How many questions, and how long; in a sentence what that means."""

    def __init__(self) -> None:
        super().__init__(id="length")
        self.count: int | None = USUAL_COUNT
        self.minutes: int | None = None
        self._over: tuple[Choosable, ...] = ()

    def over(self, chosen: tuple[Choosable, ...]) -> None:
        """What would be asked about."""
        self._over = chosen
        self.renew()

    def change_count(self, by: int) -> None:
        place = COUNTS.index(self.count) + by
        self.count = COUNTS[max(0, min(len(COUNTS) - 1, place))]
        if self.count is None and self.minutes is None:
            self.minutes = USUAL_MINUTES
        self.renew()

    def change_minutes(self) -> None:
        self.minutes = MINUTES[(MINUTES.index(self.minutes) + 1) % len(MINUTES)]
        if self.minutes is None and self.count is None:
            self.count = USUAL_COUNT
        self.renew()

    def lines(self, width: int) -> list[Content]:
        counts = [("as many as fit" if each is None else str(each), each == self.count) for each in COUNTS]
        minutes = [("no limit" if each is None else f"{each} min", each == self.minutes) for each in MINUTES]
        return [
            _row("Questions", counts),
            _row("Time", minutes),
            Content(""),
            *flow(f"{self._sentence()} {PROMISE}", width, QUIET),
        ]

    def _sentence(self) -> str:
        skills = len({skill for each in self._over for skill in each.skills})
        over = f"over {skills} skill{'s' * (skills != 1)}"
        if self.count is None:
            return f"As many questions {over} as fit in {self.minutes} minutes."
        few = ", not all of which can be asked" if self.count < skills else ""
        limit = "" if self.minutes is None else f" After {self.minutes} minutes no new one comes."
        return f"{self.count} questions {over}{few}.{limit}"


def _row(label: str, choices: list[tuple[str, bool]]) -> Content:
    marks = [Content.assemble((f" {word} ", "bold $accent reverse" if is_on else QUIET)) for word, is_on in choices]
    return Content.assemble((f"{label:<10}", STRONG), *marks)
