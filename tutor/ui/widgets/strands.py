"""All strands at a glance: a sign for each skill, the section and the skill that one looks at marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from tutor.ui.themes import STRONG
from tutor.ui.widgets.paper import Paper
from tutor.ui.widgets.signs import SIGNS

if TYPE_CHECKING:
    from tutor.session.map import Section, SkillMap

COLUMN_LEAST = 36
GAP = 2
NAME_LEAST, NAME_MOST = 10, 48


class Strands(Paper):
    """Every section in one line of its own, in one column or in two."""

    class Chosen(Message):
        """A section was clicked."""

        def __init__(self, section: int) -> None:
            super().__init__()
            self.section = section

    def __init__(self) -> None:
        super().__init__(id="strands")
        self._map: SkillMap | None = None
        self._section = 0
        self._skill: str | None = None

    def show(self, map: SkillMap, section: int, skill: str | None) -> None:
        is_longer = self._map is None or len(map.sections) != len(self._map.sections)
        self._map, self._section, self._skill = map, section, skill
        self.renew(layout=is_longer)

    def on_click(self, event: events.Click) -> None:
        rows, column = self._rows(self.size.width), self._column(self.size.width)
        number = event.y + rows * (event.x // (column + GAP))
        if self._map is not None and event.y < rows and number < len(self._map.sections):
            self.post_message(self.Chosen(number))

    def lines(self, width: int) -> list[Content]:
        if self._map is None:
            return []
        rows, column = self._rows(width), self._column(width)
        cells = [self._cell(number, column) for number in range(len(self._map.sections))]
        return [Content(" " * GAP).join([_padded(each, column) for each in cells[row::rows]]) for row in range(rows)]

    def _columns(self, width: int) -> int:
        return 2 if width >= 2 * COLUMN_LEAST + GAP and not self.screen.has_class("wide") else 1

    def _column(self, width: int) -> int:
        columns = self._columns(width)
        return (width - GAP * (columns - 1)) // columns

    def _rows(self, width: int) -> int:
        assert self._map is not None
        return -(-len(self._map.sections) // self._columns(width))

    def _cell(self, number: int, width: int) -> Content:
        assert self._map is not None
        section = self._map.sections[number]
        longest = max(len(each.skills) for each in self._map.sections)
        wide = max(NAME_LEAST, min(NAME_MOST, width - 3 - min(longest, width // 2)))
        is_here = number == self._section
        name = Content.styled(section.title, STRONG if is_here else "").truncate(wide, ellipsis=True)
        strip = self._strip(section).truncate(max(1, width - 3 - wide), ellipsis=True)
        return Content.assemble(("▸ ", "bold $accent") if is_here else "  ", _padded(name, wide), " ", strip)

    def _strip(self, section: Section) -> Content:
        assert self._map is not None
        signs: list[tuple[str, str]] = []
        for each in section.skills:
            glyph, style = SIGNS[self._map.spots[each].sign]
            signs.append((glyph, f"{style} reverse" if each == self._skill else style))
        return Content.assemble(*signs)


def _padded(content: Content, width: int) -> Content:
    return Content.assemble(content, " " * max(0, width - content.cell_length))
