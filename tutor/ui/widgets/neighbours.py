"""Beside a skill of the map: what is claimed of it, what it needs and what it opens. One can walk along these words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from tutor.ui.themes import QUIET
from tutor.ui.widgets.paper import Paper, flow, text
from tutor.ui.widgets.signs import sign, spot_line, title_width

if TYPE_CHECKING:
    from tutor.session.map import SkillMap, Spot

ROOMY = 12
"""The height from which on each neighbour has a line of its own."""
LABEL = 8
GAP = "   "


class Neighbours(Paper):
    """The words about one skill, as many as there is room for, and its neighbours in a line each."""

    class Chosen(Message):
        """A neighbour was clicked."""

        def __init__(self, skill: str) -> None:
            super().__init__()
            self.skill = skill

    def __init__(self) -> None:
        super().__init__(id="neighbours")
        self._map: SkillMap | None = None
        self._spot: Spot | None = None
        self._words = ""
        self._at: int | None = None
        self._places: list[tuple[int, int, int, str]] = []  # row, first cell, cell after the last, skill

    def show(self, map: SkillMap, spot: Spot | None, words: str) -> None:
        self._map, self._spot, self._words, self._at = map, spot, words, None
        self.renew(layout=False)

    @property
    def walkable(self) -> tuple[str, ...]:
        """The skills that one can walk to: what is needed, then what is opened."""
        return (*self._spot.needs, *self._spot.opens) if self._spot else ()

    @property
    def marked(self) -> str | None:
        return self.walkable[self._at] if self._at is not None else None

    def walk(self, by: int) -> None:
        """Mark the next neighbour, or the one before."""
        if count := len(self.walkable):
            first = 0 if by > 0 else count - 1
            self._at = first if self._at is None else (self._at + by) % count
            self.renew(layout=False)

    def leave(self) -> bool:
        """Mark none; whether one was marked."""
        was_marked, self._at = self._at is not None, None
        self.renew(layout=False)
        return was_marked

    def on_resize(self) -> None:
        self.renew(layout=False)

    def on_click(self, event: events.Click) -> None:
        for row, begin, end, skill in self._places:
            if row == event.y and begin <= event.x < end:
                self.post_message(self.Chosen(skill))

    def lines(self, width: int) -> list[Content]:
        self._places = []
        if self._spot is None or self._map is None:
            return []
        if self.size.height >= ROOMY:
            return self._roomy(width)
        said = self._said(width, max(1, self.size.height - 3))
        row = len(said) + 1
        key = "b goes there" if self._spot.missing else ""
        return [
            text("─" * width, "$rule"),
            *said,
            self._line("needs", self._spot.needs, 0, row, width, key, "nothing"),
            self._line("opens", self._spot.opens, len(self._spot.needs), row + 1, width, "", "nothing more"),
        ]

    def _roomy(self, width: int) -> list[Content]:
        """Everything that is said, then each neighbour on a line of its own, while there is room."""
        assert self._spot is not None
        laid = [text("─" * width, "$rule"), *self._said(width, self.size.height // 2), Content("")]
        key = "    b goes to the first that is not held" if self._spot.missing else ""
        if self._spot.needs:
            laid.append(text(f"needs{key}", QUIET))
            laid += self._rows(self._spot.needs, 0, len(laid), width)
        if self._spot.opens:
            laid.append(text("opens", QUIET))
            laid += self._rows(self._spot.opens, len(self._spot.needs), len(laid), width)
        # The marked one is in view, whatever else is cut off.
        marked = next((row for row, _, _, skill in self._places if skill == self.marked), 0)
        cut = max(0, marked + 1 - self.size.height)
        self._places = [(row - cut, begin, end, skill) for row, begin, end, skill in self._places if row > cut]
        return [laid[0], *laid[cut + 1 :]] if cut else laid

    def _rows(self, skills: Sequence[str], first: int, row: int, width: int) -> list[Content]:
        assert self._map is not None
        spots = [self._map.spots[each] for each in skills]
        wide = title_width(spots, width, has_way=False)
        self._places += [(row + number, 0, width, each) for number, each in enumerate(skills)]
        return [
            spot_line(spot, width, wide, is_marked=self._at == first + number, has_way=False)
            for number, spot in enumerate(spots)
        ]

    def _said(self, width: int, room: int) -> list[Content]:
        lines = flow(self._words, width)
        if len(lines) <= room:
            return lines
        last = Content.assemble(lines[room - 1], " …") if lines[room - 1].cell_length < width - 1 else lines[room - 1]
        return [*lines[: room - 1], last.truncate(width, ellipsis=True)]

    def _line(
        self, label: str, skills: Sequence[str], first: int, row: int, width: int, key: str, none: str
    ) -> Content:
        """One kind of neighbour on one line; it begins so far on that the marked one is in view."""
        assert self._map is not None
        line = Content.styled(f"{label:<{LABEL}}", QUIET)
        if not skills:
            return Content.assemble(line, (none, QUIET))
        room = width - len(key) - (len(GAP) if key else 0)
        at = self._at - first if self._at is not None and 0 <= self._at - first < len(skills) else None
        begin = 0 if at is None else self._begin(skills, at, room)
        for number, skill in enumerate(skills[begin:], begin):
            left = len(skills) - number - 1
            word = Content.assemble(sign(self._map.spots[skill]), " ", self._title(skill, number == at))
            most = room - line.cell_length - (len(f"+ {left}") + len(GAP) if left else 0)
            if word.cell_length > most and number > begin:
                line = Content.assemble(line, (f"+ {left + 1}", QUIET))
                break
            word = word.truncate(max(8, most), ellipsis=True)
            self._places.append((row, line.cell_length, line.cell_length + word.cell_length, skill))
            line = Content.assemble(line, word, GAP if left else "")
        return Content.assemble(line, " " * max(1, width - line.cell_length - len(key)), (key, QUIET)) if key else line

    def _title(self, skill: str, is_marked: bool) -> Content:
        assert self._map is not None
        return text(self._map.spots[skill].title, "reverse" if is_marked else "")

    def _begin(self, skills: Sequence[str], at: int, room: int) -> int:
        """The first neighbour that is shown where the marked one would else be out of view."""
        assert self._map is not None
        used, begin = 0, at
        for number in range(at, -1, -1):
            used += len(self._map.spots[skills[number]].title) + 2 + len(GAP)
            if LABEL + used > room - len(GAP) - 3 and number < at:
                break
            begin = number
        return begin
