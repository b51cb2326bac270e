"""Why: what is claimed of a skill and on what grounds, what it waits for, and what waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.ui.keys import WHY, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.themes import QUIET
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow, text
from tutor.ui.widgets.signs import spot_line, title_width

if TYPE_CHECKING:
    from tutor.session.map import SkillMap


class WhyScreen(Page):
    """One skill in words; its neighbours below, to walk to."""

    STAYS = True
    KEYS = WHY
    BINDINGS = bindings(WHY)

    def __init__(self, skill: str) -> None:
        super().__init__()
        self._skill = skill
        self._steps: list[str] = []

    def compose(self) -> ComposeResult:
        yield Head("", "")
        with VerticalScroll(classes="page", can_focus=False):
            yield Grounds()
        yield KeyBar(WHY)

    def on_screen_resume(self) -> None:
        if self.nabla.session is None:
            return
        now = self.nabla.now()
        map = self.nabla.session.map(now)
        spot = map.spots[self._skill]
        self.query_one(Head).show(spot.title, spot.sign)
        self._grounds.show(map, self._skill, self.nabla.session.why(self._skill, now))

    @property
    def _grounds(self) -> Grounds:
        return self.query_one(Grounds)

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        row = self._grounds.move(by)
        if row is not None:
            self._page.scroll_to(y=max(0, row - self._page.size.height // 2), animate=False)

    def action_go(self) -> None:
        if (skill := self._grounds.marked) is not None:
            self._walk(skill)

    def action_begin(self) -> None:
        """To what has to be learnt first."""
        if self._grounds.first_step is not None:
            self._walk(self._grounds.first_step)

    def _walk(self, skill: str) -> None:
        self._steps.append(self._skill)
        self._skill = skill
        self.on_screen_resume()
        self._page.scroll_home(animate=False)

    def action_lesson(self) -> None:
        self.nabla.open_lesson(self._skill)

    def action_drill(self) -> None:
        if self._grounds.is_practised:
            self.nabla.study(skill=self._skill)
        else:
            self.app.notify("No exercise practises this yet.", markup=False)

    def action_back(self) -> None:
        if self._steps:
            self._skill = self._steps.pop()
            self.on_screen_resume()
        else:
            self.app.pop_screen()


class Grounds(Paper):
    """The sentences, and the neighbours of which one is marked."""

    def __init__(self) -> None:
        super().__init__()
        self._map: SkillMap | None = None
        self._skill = ""
        self._words: tuple[str, ...] = ()
        self._rows: tuple[str, ...] = ()
        self._mark = 0
        self._marked_row: int | None = None

    def show(self, map: SkillMap, skill: str, words: tuple[str, ...]) -> None:
        self._map, self._skill, self._words = map, skill, words
        spot = map.spots[skill]
        self._rows, self._mark = (*spot.needs, *spot.opens), 0
        self.renew()

    @property
    def marked(self) -> str | None:
        return self._rows[self._mark] if self._rows else None

    @property
    def first_step(self) -> str | None:
        """What to begin with, where something is in the way."""
        steps = self._map.first_steps(self._skill) if self._map else ()
        return steps[0] if steps else None

    @property
    def is_practised(self) -> bool:
        return self._map is not None and self._map.spots[self._skill].is_practised

    def move(self, by: int) -> int | None:
        """Mark another neighbour; the line on which it stands."""
        self._mark = max(0, min(len(self._rows) - 1, self._mark + by))
        self.renew(layout=False)
        self.laid(max(1, self.size.width))
        return self._marked_row

    def lines(self, width: int) -> list[Content]:
        if self._map is None:
            return []
        spot = self._map.spots[self._skill]
        laid: list[Content] = []
        for sentence in self._words:
            laid += [*flow(sentence, min(width, 88)), Content("")]
        if steps := self._map.first_steps(self._skill):
            laid += [*flow(f"Begin with: {self._map.spots[steps[0]].title} (b goes there).", width), Content("")]
        laid += self._neighbours("It rests on", spot.needs, 0, len(laid), width)
        laid += self._neighbours("It opens", spot.opens, len(spot.needs), len(laid), width)
        return laid

    def _neighbours(self, heading: str, skills: tuple[str, ...], first: int, row: int, width: int) -> list[Content]:
        assert self._map is not None
        if not skills:
            return []
        spots = [self._map.spots[each] for each in skills]
        wide = title_width(spots, width, has_way=False)
        if first <= self._mark < first + len(skills):
            self._marked_row = row + 1 + self._mark - first
        rows = [
            spot_line(spot, width, wide, is_marked=first + number == self._mark, has_way=False)
            for number, spot in enumerate(spots)
        ]
        return [text(heading, QUIET), *rows, Content("")]
