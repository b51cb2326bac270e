"""Today: what shall I do now? Its outline stands in the first frame, before anything is opened."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.ui.keys import TODAY, TODAY_SHOWN, bindings
from tutor.ui.screens.place import TALL, Head, Place
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow, text

if TYPE_CHECKING:
    from tutor.learner.planner import Planned
    from tutor.session.steps import Today
    from tutor.session.study import Session
    from tutor.session.waiting import Waiting

MEMORY = {"slipping": "bold $error", "due": "bold $warning", "new": "bold $accent"}
STATES = ("mastered", "learning", "due", "slipping", "not-started")
WORDS = {"mastered": "hold", "not-started": "not started"}
BAR = (10, 20)
"""Cells of the bar of the goal, at least and at most."""
MARK = "▸ "
AROUND = 5
"""Lines of the screen around the plan: head, key bar, and the margins of the page; these are wider on a tall one."""
LEAST_ROOM = 4
"""Lines for skills, however low the window is."""
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class TodayScreen(Place):
    """The plan of the day, the week, and what is held."""

    STAYS = True
    KEYS = TODAY
    BINDINGS = bindings(TODAY)

    def compose(self) -> ComposeResult:
        yield Head(name(self.nabla.is_ascii), day(self.nabla.now()))
        with VerticalScroll(classes="page", can_focus=False):
            yield Plan()
        yield KeyBar(TODAY_SHOWN)

    def on_screen_resume(self) -> None:
        self.fill()

    def on_screen_suspend(self) -> None:
        """Another screen opens: it must not wait for the days to the goal, which are reckoned anew afterwards."""
        self.workers.cancel_group(self, "reckon")

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        for plan in self.query(Plan):
            plan.renew()

    def fill(self) -> None:
        """Read today's plan from the session, once there is one."""
        session = self.nabla.session
        if session is None or not self.query(Plan):  # not composed yet, or the app is leaving
            return
        now = self.nabla.now()
        today = session.today(now)
        self.query_one(Head).show(name(self.nabla.is_ascii), f"{day(now)} · {today.minutes} min")
        self.query_one(Plan).show(today, now)
        if today.goal is not None and today.goal.of and not today.goal.is_reached:
            reckon = partial(self._reckon, session, today)  # no coroutine yet: it may be cancelled before it begins
            self.run_worker(reckon, exclusive=True, group="reckon", name="reckon the days")  # type: ignore[arg-type]  # partials of None

    async def _reckon(self, session: Session, today: Today) -> None:
        """The days to the goal: a second's work, in between whatever else is to be done."""
        forecast = await session.goals.forecast(self.nabla.now())
        if forecast is not None:
            for plan in self.query(Plan):  # none where the app is leaving
                plan.tell(forecast.words(today.week[-1][0]))

    def action_start(self) -> None:
        self.nabla.study(skill=self.query_one(Plan).marked)

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        """Mark another line, and keep it in sight."""
        row, page = self.query_one(Plan).move(by), self.query_one(VerticalScroll)
        top, height = page.scroll_offset.y, page.container_size.height - 2
        if not top <= row < top + height:
            page.scroll_to(y=row if row < top else row + 1 - height, animate=False)

    def action_lesson(self) -> None:
        if skill := self.query_one(Plan).marked_or_first:
            self.nabla.open_lesson(skill)

    def action_drill(self) -> None:
        if skill := self.query_one(Plan).marked_or_first:
            self.nabla.study(skill=skill)

    def action_map(self) -> None:
        self.nabla.open_map(self.query_one(Plan).marked)

    def action_why(self) -> None:
        if skill := self.query_one(Plan).marked_or_first:
            self.nabla.open_why(skill)

    def action_packs(self) -> None:
        from tutor.ui.screens.packs import PacksScreen

        if self.nabla.session is not None:
            self.app.push_screen(PacksScreen())

    def action_progress(self) -> None:
        self.nabla.open_progress()

    def action_test(self) -> None:
        self.nabla.open_tests()

    def action_go_on(self) -> None:
        """With what was left open."""
        if (waiting := self.query_one(Plan).waiting) is None:
            self.app.notify("Nothing was left open.", markup=False)
        elif waiting.sort == "placement":
            self.nabla.place()
        else:
            from tutor.ui.screens.selftest import SelfTestScreen

            self.app.push_screen(SelfTestScreen())

    def action_goal(self) -> None:
        self.nabla.choose_goal()

    def action_minutes(self) -> None:
        from tutor.ui.screens.minutes import MinutesScreen

        if self.nabla.session is not None:
            self.app.push_screen(MinutesScreen())


class Plan(Paper):
    """The body of Today: Start, one line a skill, and why in this order."""

    def __init__(self) -> None:
        super().__init__()
        self._today: Today | None = None
        self._now: datetime | None = None
        self._skills: tuple[str, ...] = ()
        self._mark = 0
        self._marked_row = 0
        self._items: tuple[Planned, ...] = ()
        self._when = ""

    def tell(self, when: str) -> None:
        """When the goal will be reached."""
        self._when = when
        self.renew(layout=False)

    def show(self, today: Today, now: datetime) -> None:
        if self._today is not None and self._today.goal != today.goal:
            self._when = ""
        self._today, self._now = today, now
        self._items = (*today.plan.items, *today.plan.later)
        self._skills = tuple(dict.fromkeys(each.skill for each in self._items))
        self._mark = min(self._mark, len(self._skills))
        self.renew()

    def move(self, by: int) -> int:
        """Mark another line, Start or a skill; the row on which it stands."""
        self._mark = (self._mark + by) % (len(self._skills) + 1)
        self.renew()
        self.laid(max(1, self.size.width))
        return self._marked_row

    @property
    def waiting(self) -> Waiting | None:
        """What was left open, and is gone on with first."""
        return self._today.waiting[0] if self._today is not None and self._today.waiting else None

    @property
    def marked(self) -> str | None:
        return self._skills[self._mark - 1] if self._mark else None

    @property
    def marked_or_first(self) -> str | None:
        return self.marked or (self._skills[0] if self._skills else None)

    def lines(self, width: int) -> list[Content]:
        if self._today is None:
            return [self._row(0, Content.assemble(("Start", "bold"), ("   getting ready", "$quiet")))]
        above = [self._row(0, self._start()), *self._left_open(width), Content("")]
        below = [*self._why(width), Content(""), *self._goal(width), self._week(), Content(""), *self._counts(width)]
        height = self.app.size.height
        room = height - AROUND - 2 * (height >= TALL) - len(above) - len(below)
        laid = [*above, *self._in_sight(self._skill_rows(width), max(LEAST_ROOM, room)), *below]
        self._marked_row = next((row for row, line in enumerate(laid) if line.plain.startswith(MARK)), 0)
        return laid

    def _row(self, index: int, content: Content) -> Content:
        mark = (MARK, "bold $accent") if index == self._mark else "  "
        return Content.assemble(mark, content)

    def _start(self) -> Content:
        assert self._today is not None
        count, minutes = len(self._items), round(self._today.plan.minutes)
        if not count:
            return Content.assemble(("Nothing is due.", "bold"), ("   l lesson, d drill", "$quiet"))
        said = f"   {count} problem{'s' * (count != 1)}, about {minutes} minutes"
        return Content.assemble(("Start", "bold"), said)

    def _left_open(self, width: int) -> list[Content]:
        if self.waiting is None:
            return []
        from tutor.session.waiting import in_words

        key = Content.assemble(("c", "bold $accent"), (" go on", "$quiet"))
        said = in_words(self.waiting, width - 5 - key.cell_length)
        return [Content(""), Content.assemble(f"  {said}   ", key)]

    def _in_sight(self, rows: list[list[Content]], room: int) -> list[Content]:
        """As many skills as fit into so many lines, the marked one among them, and how many more there are."""
        if sum(map(len, rows)) <= room:
            return [line for row in rows for line in row]
        first, marked = 0, max(0, self._mark - 1)
        while first < marked and sum(map(len, rows[first : marked + 1])) > room - 1:
            first += 1
        shown: list[Content] = []
        last = first
        while last < len(rows) and len(shown) + len(rows[last]) <= room - 1:
            shown += rows[last]
            last += 1
        said = [f"{first} above"] if first else []
        said += [f"{len(rows) - last} more"] if last < len(rows) else []
        return [*shown, text(f"            {', '.join(said)}", "$quiet")]

    def _skill_rows(self, width: int) -> list[list[Content]]:
        assert self._today is not None
        first = {each.skill: each for each in reversed(self._items)}
        titles = {skill: self._today.titles.get(skill, skill) for skill in self._skills}
        wide = min(max(map(len, titles.values()), default=0), max(20, width - 34))
        rows: list[list[Content]] = []
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
                rows.append([self._row(index, row)])
            else:
                said = flow(reason, width, "$quiet", first=" " * 12, rest=" " * 12) if reason else []
                rows.append([self._row(index, row), *said])
        return rows

    def _why(self, width: int) -> list[Content]:
        assert self._today is not None
        sentence = self._today.plan.sentence
        return [Content(""), *flow(sentence, min(width, 90), "$quiet", first="  ", rest="  ")] if sentence else []

    def _goal(self, width: int) -> list[Content]:
        """The goal, how much of its path is held, and when it will be reached."""
        assert self._today is not None
        goal = self._today.goal
        if goal is None:
            return [Content.assemble(("  Goal   ", "bold"), ("none yet; g chooses one", "$quiet")), Content("")]
        beside = f"{goal.held} of {goal.of} skill{'s' * (goal.of != 1)}"
        room = min(width, 90) - len("  Goal   ") - len(beside) - 6
        cells = max(BAR[0], min(BAR[1], room - len(goal.goal.title)))
        title = text(goal.goal.title).truncate(max(8, room - cells), ellipsis=True)
        filled = cells * goal.held // goal.of if goal.of else cells
        bar = Content.assemble(("━" * filled, "$success"), ("─" * (cells - filled), "$quiet"))
        when = self._when or ("reckoning …" if goal.of else "no exercise practises it yet")
        if goal.is_reached:
            when = "all of it is held; g chooses another one"
        return [
            Content.assemble(("  Goal   ", "bold"), title, "   ", bar, f"   {beside}"),
            text(f"         {when}", "$quiet"),
            Content(""),
        ]

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


def name(ascii: bool) -> str:
    """The program's, with its sign where it can be drawn."""
    return "Nabla" if ascii else "∇ Nabla"
