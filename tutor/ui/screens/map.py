"""Map: what do I hold, what is next, and what is in the way? One section in full, all of them at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tutor.ui.keys import MAP, MAP_SHOWN, bindings
from tutor.ui.screens.place import Place
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.neighbours import Neighbours
from tutor.ui.widgets.paper import Paper, spread, text
from tutor.ui.widgets.signs import SIGNS
from tutor.ui.widgets.skill_list import SkillList
from tutor.ui.widgets.strands import Strands
from tutor.ui.widgets.words_line import WordsLine

if TYPE_CHECKING:
    from tutor.session.map import Section, SkillMap, Spot

WIDE, SHORT = 120, 22
MOST_STEPS = 50
NO_MORE = "Nothing is next: all that you can build on is held, and what is not waits for it."
NOT_FOUND = "No skill has all these words in its title, its strand or its terms."
HEADINGS = {"*next": "Next: all that these rest on is held"}


class MapScreen(Place):
    """The graph by strands. `skill`: the one to begin at; else the first that is next."""

    STAYS = True
    KEYS = MAP
    BINDINGS = bindings(MAP)

    def __init__(self, skill: str | None = None) -> None:
        super().__init__()
        self._map: SkillMap | None = None
        self._section = 0
        self._skill = skill
        self._steps: list[tuple[int, str]] = []  # where one walked from: section and skill
        self._sought: str | None = None  # what is searched for, None: nothing

    def compose(self) -> ComposeResult:
        yield Counts()
        with Vertical(id="map"):
            with Vertical(id="map-left"):
                with Horizontal(classes="words-row sought"):
                    yield Static("/ ", classes="words-prompt", markup=False)
                    yield WordsLine(id="sought", placeholder="words of a skill, its strand or its terms")
                yield SkillList()
                yield Neighbours()
            yield Strands()
        yield KeyBar(MAP_SHOWN)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.height < SHORT, "short")
        super().on_resize(event)

    def on_screen_resume(self) -> None:
        """The map as it is now: a drill may have changed it."""
        session = self.nabla.session
        if session is None:
            return
        is_first = self._map is None
        self._map = session.map(self.nabla.now())
        if is_first and self._skill is not None and self._skill in self._map.spots:
            self._section = self._map.home(self._skill)
        elif self._section >= len(self._map.sections):
            self._section = 0
        self.query_one(Counts).show(self._map)
        self._show()

    # what is shown

    def _show(self) -> None:
        """The section, or what was found, with the skill marked; then what stands beside it."""
        assert self._map is not None
        if self._sought is None:
            section = self._map.sections[self._section]
            skills, heading, if_none = section.skills, self._heading(section), NO_MORE
        else:
            skills, if_none = self._map.found(self._sought), NOT_FOUND
            heading = ("Found", f"{len(skills)} of {len(self._map.spots)} skills")
        spots = [self._map.spots[each] for each in skills]
        self._list.show(spots, heading, mark=self._skill, has_way=self._map.goal is not None, if_none=if_none)
        self._show_beside()

    def _heading(self, section: Section) -> tuple[str, str]:
        assert self._map is not None
        held = sum(self._map.spots[each].sign == "held" for each in section.skills)
        if section.id == "*next":
            return HEADINGS[section.id], f"{len(section.skills)} skills"
        title = f"The way to: {self._map.goal}" if section.id == "*way" else section.title
        return title, f"{held} of {len(section.skills)} held"

    def _show_beside(self) -> None:
        assert self._map is not None
        spot = self._list.marked
        self._skill = spot.skill if spot else None
        section = self._map.home(spot.skill) if spot and self._sought is not None else self._section
        self.query_one(Strands).show(self._map, section, self._skill)
        self._neighbours.show(self._map, spot, self._words(spot))

    def _words(self, spot: Spot | None) -> str:
        if spot is None or self.nabla.session is None:
            return ""
        return " ".join(self.nabla.session.why(spot.skill, self.nabla.now()))

    @property
    def _list(self) -> SkillList:
        return self.query_one(SkillList)

    @property
    def _neighbours(self) -> Neighbours:
        return self.query_one(Neighbours)

    # moving

    def _move(self, by: int) -> None:
        self._list.move(by)
        self._show_beside()

    def _go_to(self, skill: str) -> None:
        """Walk to a skill, in the section that is shown or else in its strand."""
        assert self._map is not None
        if self._skill is not None and self._skill != skill:
            self._steps = [*self._steps[-MOST_STEPS:], (self._section, self._skill)]
        if self._sought is not None or skill not in self._map.sections[self._section].skills:
            self._section = self._map.home(skill)
        self._skill = skill
        self._end_search()

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_page_down(self) -> None:
        self._list.page(1)
        self._show_beside()

    def action_page_up(self) -> None:
        self._list.page(-1)
        self._show_beside()

    def action_first(self) -> None:
        self._move(-len(self._map.spots) if self._map else 0)

    def action_last(self) -> None:
        self._move(len(self._map.spots) if self._map else 0)

    def action_section(self, by: int) -> None:
        if self._map is not None and self._sought is None:
            self._section = (self._section + by) % len(self._map.sections)
            self._show()

    def action_next(self) -> None:
        """To the first skill that is next; from there to the one after it."""
        if self._map is None or not self._map.next:
            return
        here = self._map.next.index(self._skill) if self._section == 0 and self._skill in self._map.next else -1
        self._section, self._skill = 0, self._map.next[(here + 1) % len(self._map.next)]
        self._show()

    def action_walk(self, by: int) -> None:
        self._neighbours.walk(by)

    def action_blocker(self) -> None:
        """To the first skill that is in the way of the marked one."""
        if (spot := self._list.marked) and spot.missing:
            self._go_to(spot.missing[0])

    def action_return(self) -> None:
        """Back along the way that one walked."""
        if self._steps:
            self._section, self._skill = self._steps.pop()
            self._show()

    # searching

    def action_search(self) -> None:
        self.add_class("searching")
        self._sought = ""
        self.query_one(WordsLine).focus()
        self._show()

    def _end_search(self) -> None:
        self._sought = None
        self.remove_class("searching")
        self.set_focus(None)
        with self.prevent(Input.Changed):
            self.query_one(WordsLine).value = ""
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._sought is not None:
            self._sought, self._skill = event.value, None
            self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if (spot := self._list.marked) is not None:
            self._go_to(spot.skill)

    # what can be done with a skill

    def action_lesson(self) -> None:
        if (walked := self._neighbours.marked) is not None:
            self._go_to(walked)
        elif (spot := self._list.marked) is not None:
            self.nabla.open_lesson(spot.skill)

    def action_drill(self) -> None:
        if (spot := self._list.marked) is None:
            return
        if spot.is_practised:
            self.nabla.study(skill=spot.skill)
        else:
            self.app.notify(f"No exercise practises this yet: {spot.title}.", markup=False)

    def action_why(self) -> None:
        if (spot := self._list.marked) is not None:
            self.nabla.open_why(spot.skill)

    def action_goal(self) -> None:
        self.nabla.choose_goal()

    def action_back(self) -> None:
        if self._neighbours.leave():
            return
        if self._sought is not None:
            self._end_search()
        else:
            self.app.pop_screen()

    # the mouse

    def on_skill_list_marked(self) -> None:
        self._show_beside()

    def on_skill_list_chosen(self) -> None:
        self.action_lesson()

    def on_strands_chosen(self, event: Strands.Chosen) -> None:
        self._section = event.section
        self._end_search()

    def on_neighbours_chosen(self, event: Neighbours.Chosen) -> None:
        self._go_to(event.skill)


class Counts(Paper):
    """The head of the map, which is its legend as well: each sign, its word, and of how many skills it is true."""

    def __init__(self) -> None:
        super().__init__(classes="head")
        self._map: SkillMap | None = None

    def show(self, map: SkillMap) -> None:
        self._map = map
        self.renew(layout=False)

    def lines(self, width: int) -> list[Content]:
        counts = self._map.counts if self._map else {}
        legend = _legend([(*SIGNS[each], f" {count} {each}") for each, count in counts.items()])
        if legend.cell_length > width - 4:
            legend = _legend([(*SIGNS[each], f" {count}") for each, count in counts.items()])
        return [spread(text("Map", "bold"), legend, width), text("─" * width, "$rule")]


def _legend(parts: list[tuple[str, str, str]]) -> Content:
    return Content("  ").join([Content.assemble((glyph, style), (words, "$quiet")) for glyph, style, words in parts])
