"""The answers of a test, one question a page: what was asked, what was answered, and the worked solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.errors import NablaError
from tutor.ui.keys import REVIEW, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.themes import BAD, CARE, QUIET
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.page_view import page_lines
from tutor.ui.widgets.paper import Paper, flow, text
from tutor.ui.widgets.verdict_panel import WORDS, typed_line

if TYPE_CHECKING:
    from tutor.learner.assessment import Answer, Question
    from tutor.problem import Part
    from tutor.session.report import Report
    from tutor.session.tests import Reviewed

LABEL = "bold $accent"
NOT_KNOWN = ("✗ Not known.", BAD)
PUT_OFF = ("✗ Put off, and not answered.", BAD)
CHANGED = "This exercise was changed since the test; what stands here may not be what you answered."


class ReviewScreen(Page):
    """Question after question, or only those that were not right."""

    KEYS = REVIEW
    BINDINGS = bindings(REVIEW)

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report
        self._number = report.shown[0].number
        self._only_wrong = False

    def compose(self) -> ComposeResult:
        yield Head()
        with VerticalScroll(classes="page", can_focus=False):
            yield QuestionPage()
        yield KeyBar([each for each in REVIEW if each.action not in ("scroll_down", "page_down")])

    def on_mount(self) -> None:
        self._look()

    @property
    def _offered(self) -> list[Question]:
        return [each for each in self._report.shown if not self._only_wrong or each.credit != 1.0]

    @property
    def _question(self) -> Question:
        return next(each for each in self._report.shown if each.number == self._number)

    def _look(self) -> None:
        question = self._question
        kept = "not right, " if self._only_wrong else ""
        place = [each.number for each in self._offered].index(self._number) + 1
        said = f"{kept}{place} of {len(self._offered)} · level {question.pick.level}"
        self.query_one(Head).show(self._report.titles[question.pick.skill], said)
        self.run_worker(self._looking(question), exclusive=True, name="look at a question")

    async def _looking(self, question: Question) -> None:
        assert self.nabla.session is not None
        page = self.query_one(QuestionPage)
        if page.is_empty:
            page.show(question, None)
        try:
            page.show(question, await self.nabla.session.tests.reviewed(question))
        except NablaError as error:
            page.show(question, None, str(error))
        self._page.scroll_home(animate=False)

    def _turn(self, by: int) -> None:
        numbers = [each.number for each in self._offered]
        place = numbers.index(self._number) + by
        if 0 <= place < len(numbers):
            self._number = numbers[place]
            self._look()

    def action_next(self) -> None:
        self._turn(1)

    def action_last(self) -> None:
        self._turn(-1)

    def action_wrong(self) -> None:
        if not self._only_wrong and all(each.credit == 1.0 for each in self._report.shown):
            self.app.notify("Every answer was right.", markup=False)
            return
        self._only_wrong = not self._only_wrong
        numbers = [each.number for each in self._offered]
        self._number = next((each for each in numbers if each >= self._number), numbers[-1])
        self._look()

    def action_lesson(self) -> None:
        assert self.nabla.session is not None
        if self._question.pick.skill in self.nabla.session.curriculum.skills:
            self.nabla.open_lesson(self._question.pick.skill)


class QuestionPage(Paper):
    """The question, below it each part's answer with its verdict, the right answer and the solution."""

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._reviewed: Reviewed | None = None
        self._fault = ""

    def show(self, question: Question, reviewed: Reviewed | None, fault: str = "") -> None:
        self._question, self._reviewed, self._fault = question, reviewed, fault
        self.renew()

    @property
    def is_empty(self) -> bool:
        return self._question is None

    def lines(self, width: int) -> list[Content]:
        if self._question is None:
            return []
        if self._reviewed is None:
            answers = [line for each in self._question.answers for line in _given(each, width)]
            said = f"The question cannot be shown: {self._fault}" if self._fault else "posing the question again …"
            return [*answers, Content(""), *flow(said, width, QUIET)]
        laid: list[Content] = flow(CHANGED, width, CARE) if self._reviewed.is_changed else []
        problem = self._reviewed.problem
        if problem.statement:
            laid += [*self._page(problem.statement, width), Content("")]
        for part in problem.parts:
            laid += self._part(part, self._question, width)
        return laid

    def _part(self, part: Part, question: Question, width: int) -> list[Content]:
        given = [each for each in question.answers if (each.part or "") == part.id]
        laid = [*self._page(part.statement, width), Content("")]
        for each in given:
            laid += _given(each, width)
            laid += self._page(_said(each, part), width)
        if not given:
            laid.append(text(*PUT_OFF) if question.is_put_off and not question.answers else text("Not reached.", QUIET))
        if not any(each.credit == 1.0 for each in given):
            laid += flow(f"Right is {part.told}", width)
        solution = [text("Worked solution", LABEL), *self._page(part.solution, width)] if part.solution else []
        return [*laid, Content(""), *solution, Content("")]

    def _page(self, markdown: str, width: int) -> list[Content]:
        return page_lines(markdown, min(width, 88), ascii=bool(getattr(self.app, "is_ascii", False)))


def _said(answer: Answer, part: Part) -> str:
    """What the exercise says of this mistake; nothing where it has no word for it."""
    named = (each.say for each in part.mistakes if each.name and each.name == answer.diagnosis)
    return next(named, "")


def _given(answer: Answer, width: int) -> list[Content]:
    """What was typed, its verdict, and how sure one was."""
    sign, style = NOT_KNOWN if answer.outcome is None else WORDS[answer.outcome]
    sure = "" if answer.confidence is None else f"   {100 * answer.confidence:.0f} % sure"
    typed = typed_line(answer.typed, width) if answer.typed is not None else []
    return [*typed, Content.assemble((sign, style), (sure, QUIET))]
