"""Today: what shall I do now? Its outline stands in the first frame, before anything is opened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.ui.keys import TODAY, TODAY_SHOWN, bindings
from tutor.ui.screens.place import Head, Place
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow

if TYPE_CHECKING:
    from tutor.session.steps import Today

MEMORY = {"slipping": "bold $error", "due": "bold $warning", "new": "bold $accent"}
STATES = ("mastered", "learning", "due", "slipping", "not-started")
WORDS = {"mastered": "hold", "not-started": "not started"}
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class TodayScreen(Place):
    """The plan of the day, the week, and what is held."""

    KEYS = TODAY
    BINDINGS = bindings(TODAY)

    def compose(self) -> ComposeResult:
        yield Head(_name(self.nabla.is_ascii), day(self.nabla.now()))
        with VerticalScroll(classes="page", can_focus=False):
            yield Plan()
        yield KeyBar(TODAY_SHOWN)

    def on_screen_resume(self) -> None:
        self.fill()

    def fill(self) -> None:
        """Read today's plan from the session, once there is one."""
        session = self.nabla.session
        if session is None or not self.is_mounted:
            return
        now = self.nabla.now()
        today = session.today(now)
        self.query_one(Head).show(_name(self.nabla.is_ascii), f"{day(now)} · {today.minutes} min")
        self.query_one(Plan).show(today, now)

    def open_lesson(self, skill: str) -> None:
        """The lesson of a skill, to be read at will."""
        from tutor.ui.screens.lesson import LessonScreen

        session = self.nabla.session
        if session is not None:
            lesson = session.library.lesson(skill)
            self.app.push_screen(LessonScreen(skill, lesson.opening.title, lesson.body))

    def action_start(self) -> None:
        self.nabla.study(skill=self.query_one(Plan).marked)

    def action_down(self) -> None:
        self.query_one(Plan).move(1)

    def action_up(self) -> None:
        self.query_one(Plan).move(-1)

    def action_lesson(self) -> None:
        if skill := self.query_one(Plan).marked_or_first:
            self.open_lesson(skill)

    def action_drill(self) -> None:
        if skill := self.query_one(Plan).marked_or_first:
            self.nabla.study(skill=skill)

    def action_packs(self) -> None:
        from tutor.ui.screens.packs import PacksScreen

        if self.nabla.session is not None:
            self.app.push_screen(PacksScreen())

    def action_minutes(self) -> None:
        if self.nabla.session is not None:
            self.nabla.ask_minutes()


class Plan(Paper):
    """The body of Today: Start, one line a skill, and why in this order."""

    def __init__(self) -> None:
        super().__init__()
        self._today: Today | None = None
        self._now: datetime | None = None
        self._skills: tuple[str, ...] = ()
        self._mark = 0

    def show(self, today: Today, now: datetime) -> None:
        self._today, self._now = today, now
        self._skills = tuple(dict.fromkeys(each.skill for each in today.plan.items))
        self._mark = min(self._mark, len(self._skills))
        self.renew()

    def move(self, by: int) -> None:
        """Mark another line: Start, or a skill."""
        self._mark = (self._mark + by) % (len(self._skills) + 1)
        self.renew(layout=False)

    @property
    def marked(self) -> str | None:
        return self._skills[self._mark - 1] if self._mark else None

    @property
    def marked_or_first(self) -> str | None:
        return self.marked or (self._skills[0] if self._skills else None)

    def lines(self, width: int) -> list[Content]:
        if self._today is None:
            return [self._row(0, Content.assemble(("Start", "bold"), ("   getting ready", "$quiet")))]
        return [
            self._row(0, self._start()),
            Content(""),
            *self._skill_rows(width),
            *self._why(width),
            Content(""),
            self._week(),
            Content(""),
            *self._counts(width),
        ]

    def _row(self, index: int, content: Content) -> Content:
        mark = ("▸ ", "bold $accent") if index == self._mark else "  "
        return Content.assemble(mark, content)

    def _start(self) -> Content:
        assert self._today is not None
        count, minutes = len(self._today.plan.items), round(self._today.plan.minutes)
        if not count:
            return Content.assemble(("Nothing is due.", "bold"), ("   l lesson, d drill", "$quiet"))
        said = f"   {count} problem{'s' * (count != 1)}, about {minutes} minutes"
        return Content.assemble(("Start", "bold"), said)

    def _skill_rows(self, width: int) -> list[Content]:
        assert self._today is not None
        first = {each.skill: each for each in reversed(self._today.plan.items)}
        titles = {skill: self._today.titles.get(skill, skill) for skill in self._skills}
        wide = min(max(map(len, titles.values()), default=0), max(20, width - 34))
        rows = []
        for index, skill in enumerate(self._skills, 1):
            item = first[skill]
            chance = "" if item.chance is None else f"{100 * item.chance:.0f} %"
            title = Content(titles[skill]).truncate(wide, ellipsis=True)
            head = Content.assemble((f"{item.why:<10}", MEMORY.get(item.why, "$quiet")), title)
            row = Content.assemble(head, " " * max(1, 12 + wide - head.cell_length), f"{chance:>5}")
            room = width - row.cell_length - 5
            reason = item.reason or ""
            if reason and len(reason) <= room:
                row = Content.assemble(row, "   ", (reason, "$quiet"))
                rows.append(self._row(index, row))
            else:
                rows.append(self._row(index, row))
                rows += flow(reason, width, "$quiet", first=" " * 12, rest=" " * 12) if reason else []
        return rows

    def _why(self, width: int) -> list[Content]:
        assert self._today is not None
        sentence = self._today.plan.sentence
        return [Content(""), *flow(sentence, min(width, 90), "$quiet", first="  ", rest="  ")] if sentence else []

    def _week(self) -> Content:
        assert self._today is not None
        assert self._now is not None
        parts: list[Content | tuple[str, str]] = [("  Week   ", "bold")]
        for date, practised in self._today.week:
            sign = "●" if practised else "○" if date >= self._now.date() else "·"
            style = "$success" if practised else "$quiet"
            parts.append(Content.assemble((f"{DAYS[date.weekday()]} {sign}", style), "  "))
        return Content.assemble(*parts)

    def _counts(self, width: int) -> list[Content]:
        assert self._today is not None
        counts = self._today.counts
        named = [(WORDS.get(each, each), counts[each]) for each in STATES if counts.get(each)]
        named += [(each, n) for each, n in counts.items() if each not in STATES and n]
        said = "   ".join(f"{word} {n}" for word, n in named)
        return flow(f"Skills   {said}", width, first="  ", rest="           ") if said else []


def day(at: datetime) -> str:
    """`Tuesday 24 November`."""
    return f"{at:%A} {at.day} {at:%B}"


def _name(ascii: bool) -> str:
    return "Nabla" if ascii else "∇ Nabla"
