"""The skills of one section of the map, one of them marked. Only the lines in view are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from tutor.ui.themes import QUIET
from tutor.ui.widgets.paper import Paper, flow, spread, text
from tutor.ui.widgets.signs import spot_line, title_width

if TYPE_CHECKING:
    from tutor.session.map import Spot

WHEEL = 3


class SkillList(Paper):
    """A heading, and under it the skills."""

    class Marked(Message):
        """Another skill was marked by the mouse."""

    class Chosen(Message):
        """The marked skill was clicked once more."""

    def __init__(self) -> None:
        super().__init__(id="skills")
        self._spots: Sequence[Spot] = ()
        self._heading = ("", "")
        self._if_none = ""
        self._has_way = False
        self._mark = 0
        self._top = 0

    def show(
        self, spots: Sequence[Spot], heading: tuple[str, str], *, mark: str | None, has_way: bool, if_none: str
    ) -> None:
        """These skills; `mark`: the one that is marked, else the first; `if_none`: what an empty list says."""
        self._spots, self._heading, self._has_way, self._if_none = spots, heading, has_way, if_none
        ids = [spot.skill for spot in spots]
        self._mark = ids.index(mark) if mark in ids else 0
        self.renew(layout=False)

    @property
    def marked(self) -> Spot | None:
        return self._spots[self._mark] if self._spots else None

    def move(self, by: int) -> None:
        """Mark a skill further down or up."""
        self._mark = max(0, min(len(self._spots) - 1, self._mark + by))
        self.renew(layout=False)

    def page(self, by: int) -> None:
        """A screenful down or up."""
        self.move(by * max(1, self.size.height - 2))

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y - 1
        if event.y < 1 or row >= len(self._spots):
            return
        was_marked, self._mark = row == self._mark, row
        self.renew(layout=False)
        self.post_message(self.Chosen() if was_marked else self.Marked())

    def on_mouse_scroll_down(self) -> None:
        self.move(WHEEL)
        self.post_message(self.Marked())

    def on_mouse_scroll_up(self) -> None:
        self.move(-WHEEL)
        self.post_message(self.Marked())

    def on_resize(self) -> None:
        self.renew(layout=False)

    def lines(self, width: int) -> list[Content]:
        heading = spread(text(self._heading[0], "bold $accent"), text(self._heading[1], QUIET), width)
        if not self._spots:
            return [heading, *flow(self._if_none, width, QUIET, first="  ", rest="  ")]
        room = max(1, self.size.height - 1)
        self._top = max(0, min(self._top, self._mark, len(self._spots) - room), self._mark + 1 - room)
        wide = title_width(self._spots, width, has_way=self._has_way)
        shown = enumerate(self._spots[self._top : self._top + room], self._top)
        rows = (
            spot_line(spot, width, wide, is_marked=number == self._mark, has_way=self._has_way)
            for number, spot in shown
        )
        return [heading, *rows]
