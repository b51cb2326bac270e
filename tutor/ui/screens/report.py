"""The report of a test: what can be done of each skill, and how sure that is."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.errors import NablaError
from tutor.session import report_words as words
from tutor.ui.keys import REPORT, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.themes import ACCENT, BAD, QUIET, STRONG
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow, spread, text

if TYPE_CHECKING:
    from datetime import date

    from tutor.session.report import Report, SkillLine, SurelyWrong

BAR = 10
ROOM_FOR_BARS = 60
FIGURES = 24
"""Cells that stand behind a bar: right of so many, and the range."""
NEW = "  new"


class ReportScreen(Page):
    """One test that has ended; the others by ← →."""

    STAYS = True
    KEYS = REPORT
    BINDINGS = bindings(REPORT)

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def compose(self) -> ComposeResult:
        yield Head()
        with VerticalScroll(classes="page", can_focus=False):
            yield Figures()
        yield KeyBar(REPORT)

    def on_mount(self) -> None:
        self._show(self._report)
        self.run_worker(self._get_ready(), name="get ready for the answers")

    async def _get_ready(self) -> None:
        """The first problem that the maths process poses takes a second: have it posed while the report is read."""
        assert self.nabla.session is not None
        if self._report.shown:
            with contextlib.suppress(NablaError):
                await self.nabla.session.tests.reviewed(self._report.shown[0])

    def _show(self, report: Report) -> None:
        self._report = report
        self._show_head()
        self.query_one(Figures).show(report, self.nabla.now().date())
        shown = [each for each in REPORT if self._has(each.action)]
        self.query_one(KeyBar).show(shown)
        self._page.scroll_home(animate=False)

    def _show_head(self) -> None:
        said = words.length(self._report, self.nabla.now().date())
        self.query_one(Head).show(f"Test: {self._report.title}", said)

    def _has(self, action: str) -> bool:
        return action != "earlier" or len(self._past) > 1

    @property
    def _past(self) -> tuple[str, ...]:
        assert self.nabla.session is not None
        return self.nabla.session.tests.past

    def _turn(self, by: int) -> None:
        past = self._past
        here = past.index(self._report.sitting.id) if self._report.sitting.id in past else len(past)
        if 0 <= here + by < len(past):
            assert self.nabla.session is not None
            report = self.nabla.session.tests.report(past[here + by])
            if report is not None:
                self._show(report)

    def action_earlier(self) -> None:
        self._turn(-1)

    def action_later(self) -> None:
        self._turn(1)

    def action_review(self) -> None:
        from tutor.ui.screens.review import ReviewScreen

        if self._report.shown:
            self.app.push_screen(ReviewScreen(self._report))

    def action_export(self) -> None:
        self.run_worker(self._export(self._report), exclusive=True, group="export", name="export the report")

    async def _export(self, report: Report) -> None:
        """Into the exports beside the log: every question is posed again for it."""
        from tutor.paths import exports_folder
        from tutor.session.report_export import export

        assert self.nabla.session is not None
        session, today = self.nabla.session, self.nabla.now().date()
        self.query_one(Head).show(f"Test: {report.title}", "writing the report …")
        try:
            file = await export(report, session.tests, exports_folder(session.log.path), today)
            self.app.notify(f"Written to {file}", markup=False)
        except NablaError as error:
            self.app.notify(str(error), severity="error", markup=False)
        self._show_head()

    def action_down(self) -> None:
        self._mark(1)

    def action_up(self) -> None:
        self._mark(-1)

    def _mark(self, by: int) -> None:
        figures = self.query_one(Figures)
        figures.move(by)
        top, height = self._page.scroll_offset.y, self._page.size.height
        if not top <= figures.marked_line < top + height - 1:
            self._page.scroll_to(y=max(0, figures.marked_line - height // 2), animate=False)

    def action_lesson(self) -> None:
        if skill := self._known_skill():
            self.nabla.open_lesson(skill)

    def action_drill(self) -> None:
        if skill := self._known_skill():
            self.nabla.study(skill=skill)

    def _known_skill(self) -> str | None:
        """The marked skill, if it is still there."""
        assert self.nabla.session is not None
        skill = self.query_one(Figures).marked
        return skill if skill in self.nabla.session.curriculum.skills else None


class Figures(Paper):
    """The estimate, one line a skill, what was surely wrong, and how the figures were got."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Report, date] | None = None
        self._mark = 0
        self.marked_line = 0

    def show(self, report: Report, today: date) -> None:
        self._shown, self._mark = (report, today), 0
        self.renew()

    def move(self, by: int) -> None:
        """Mark another skill."""
        if self._shown is not None and self._shown[0].skills:
            self._mark = max(0, min(len(self._shown[0].skills) - 1, self._mark + by))
            self.renew(layout=False)

    @property
    def marked(self) -> str | None:
        skills = self._shown[0].skills if self._shown else ()
        return skills[self._mark].result.skill if skills else None

    def lines(self, width: int) -> list[Content]:
        if self._shown is None:
            return []
        report, today = self._shown
        laid = [*_headline(report, today, width), Content("")]
        self.marked_line = len(laid) + self._mark
        wide = _title_width(report, width)
        laid += [_skill(each, n == self._mark, wide, _bar(width)) for n, each in enumerate(report.skills)]
        laid += _surely_wrong(report, today, width)
        for sentence in words.grounds(report):
            laid += [Content(""), *flow(sentence, width, QUIET)]
        return laid


def _headline(report: Report, today: date, width: int) -> list[Content]:
    said, last = text(words.headline(report, today), STRONG), text(words.last_time(report), QUIET)
    if said.cell_length + last.cell_length + 3 <= width:
        return [spread(said, last, width) if last.plain else said]
    return [*flow(said.plain, width, STRONG), *([last] if last.plain else [])]


def _title_width(report: Report, width: int) -> int:
    longest = max((len(each.title) for each in report.skills), default=0)
    new = len(NEW) if any(each.is_new for each in report.skills) else 0
    return min(longest, max(12, width - 4 - _bar(width) - FIGURES - new))


def _bar(width: int) -> int:
    """The cells of a bar; none where the titles need them."""
    return BAR if width >= ROOM_FOR_BARS else 0


def _skill(line: SkillLine, is_marked: bool, wide: int, cells: int) -> Content:
    result = line.result
    filled = round(cells * result.right / result.asked)
    bar = Content.assemble(("━" * filled, ACCENT), ("─" * (cells - filled), QUIET))
    title = text(line.title, STRONG if is_marked else "").truncate(wide, ellipsis=True)
    of = f"{words.amount(result.right)} of {result.asked}"
    return Content.assemble(
        ("▸ ", "bold $accent") if is_marked else "  ",
        title,
        " " * (wide - title.cell_length + 2),
        bar,
        f"  {of:<9}",
        (f"{words.span(result.share):>13}", QUIET),
        (NEW if line.is_new else "", QUIET),
    )


def _surely_wrong(report: Report, today: date, width: int) -> list[Content]:
    if not report.surely_wrong:
        return []
    head = text(f"Sure and wrong: {len(report.surely_wrong)}", BAD)
    rows = [_wrong(each, today, width) for each in report.surely_wrong]
    return [Content(""), head, *rows]


def _wrong(each: SurelyWrong, today: date, width: int) -> Content:
    sure = f"{words.percent(each.confidence)} % sure"
    left = text(f"  {each.question.number:>2}  {each.title}")
    return spread(left, text(f"{sure}   {words.comes_back(each, today)}", QUIET), min(width, 80))
