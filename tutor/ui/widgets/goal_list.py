"""The list of goals: the named ones, and every skill where it is searched for; one is marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from tutor.ui.themes import QUIET, STRONG
from tutor.ui.widgets.paper import Paper, spread, text

if TYPE_CHECKING:
    from tutor.session.steps import GoalStanding

NOTHING = "Nothing in particular"


class GoalList(Paper):
    """Goals that have all words of a search, those with them in their title first; without one, the named goals.
    `None` among them is no goal."""

    class Chosen(Message):
        """The marked goal was clicked once more."""

    class Marked(Message):
        """Another goal is marked."""

    def __init__(self) -> None:
        super().__init__(id="goals")
        self._offered: Sequence[GoalStanding | None] = ()
        self._shown: Sequence[GoalStanding | None] = ()  # where nothing is searched for
        self._skills: frozenset[str] = frozenset()
        self._sought = ""
        self._mark = 0
        self._top = 0

    def show(self, offered: Sequence[GoalStanding], *, named: int, chosen: str | None, can_clear: bool) -> None:
        """The first `named` of those offered are named goals; the `chosen` one is marked, and where it is a skill it
        stands before them."""
        own = [each for each in offered[named:] if each.goal.id == chosen]
        others = [each for each in offered[named:] if each.goal.id != chosen]
        self._shown = [*own, *offered[:named], *([None] if can_clear else [])]
        self._offered = [*self._shown, *others]
        self._skills = frozenset(each.goal.id for each in offered[named:])
        ids = [each.goal.id if each else None for each in self._shown]
        self._mark = ids.index(chosen) if chosen is not None and chosen in ids else 0
        self._anew()

    def seek(self, sought: str) -> None:
        """Only what has all these words; the first one is marked."""
        self._sought, self._mark, self._top = sought, 0, 0
        self._anew()

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be marked."""
        return not self._found()

    @property
    def marked(self) -> GoalStanding | None:
        """The marked goal; None for no goal, and where there is nothing to mark."""
        found = self._found()
        return found[self._mark] if found else None

    def move(self, by: int) -> None:
        """Mark a goal further down or up."""
        self._mark = max(0, min(len(self._found()) - 1, self._mark + by))
        self._anew()

    def page(self, by: int) -> None:
        """A screenful down or up."""
        self.move(by * max(1, self.size.height - 1))

    def on_resize(self) -> None:
        self.renew(layout=False)

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y
        if row >= len(self._found()):
            return
        if row == self._mark:
            self.post_message(self.Chosen())
        self._mark = row
        self._anew()

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def lines(self, width: int) -> list[Content]:
        found = self._found()
        if self._sought.strip() and not found:
            return [text(f"No goal and no skill has “{self._sought}” in its name.", QUIET)]
        height = max(1, self.size.height)
        self._top = max(min(self._top, self._mark), self._mark + 1 - height, 0)
        shown = range(self._top, min(len(found), self._top + height))
        return [self._line(found[n], n == self._mark, width) for n in shown]

    def _line(self, each: GoalStanding | None, is_marked: bool, width: int) -> Content:
        mark = ("▸ ", "bold $accent") if is_marked else "  "
        title = NOTHING if each is None else each.goal.title
        left = Content.assemble(mark, (title, STRONG if is_marked else ""))
        return spread(left, text(self._beside(each), QUIET), min(width, 72))

    def _beside(self, each: GoalStanding | None) -> str:
        if each is None:
            return ""
        kind = "skill · " if each.goal.id in self._skills else ""
        skills = f"{each.of} skill{'s' * (each.of != 1)}"
        return f"{kind}{each.held} of {skills}" if each.held else f"{kind}{skills}"

    def _found(self) -> Sequence[GoalStanding | None]:
        words = self._sought.casefold().split()
        if not words:
            return self._shown
        found = [each for each in self._offered if each and all(word in _about(each) for word in words)]
        return sorted(found, key=lambda each: not all(word in each.goal.title.casefold() for word in words))

    def _anew(self) -> None:
        self.renew(layout=False)
        self.post_message(self.Marked())


def _about(each: GoalStanding) -> str:
    return f"{each.goal.id} {each.goal.title} {each.goal.about}".casefold()
