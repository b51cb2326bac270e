"""What a test may be taken over: goals and strands, of which some are taken in and one is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from tutor.ui.themes import QUIET, STRONG
from tutor.ui.widgets.paper import Paper, spread, text

if TYPE_CHECKING:
    from tutor.session.tests import Choosable

HEADINGS = {"goal": "Goals", "strand": "Strands"}


class ChoiceList(Paper):
    """Rows below their headings; what is taken in has a sign before it."""

    class Chosen(Message):
        """The marked row was clicked once more."""

    class Marked(Message):
        """Another row is marked, or taken in."""

    def __init__(self) -> None:
        super().__init__(id="choices")
        self._offered: Sequence[Choosable] = ()
        self._taken: set[str] = set()
        self._mark = 0
        self._top = 0

    def show(self, offered: Sequence[Choosable], marked: str) -> None:
        """All there is; `marked` is the key of a row."""
        keys = [each.key for each in offered]
        self._offered = offered
        self._mark = keys.index(marked) if marked in keys else 0
        self._anew()

    @property
    def chosen(self) -> tuple[Choosable, ...]:
        """What is taken in; where nothing is, the marked row."""
        taken = tuple(each for each in self._offered if each.key in self._taken)
        return taken or tuple(self._offered[self._mark : self._mark + 1])

    def move(self, by: int) -> None:
        """Mark a row further down or up."""
        self._mark = max(0, min(len(self._offered) - 1, self._mark + by))
        self._anew()

    def page(self, by: int) -> None:
        """A screenful down or up."""
        self.move(by * max(1, self.size.height - 2))

    def add(self) -> None:
        """Take the marked row in, or leave it out again."""
        if self._offered:
            self._taken ^= {self._offered[self._mark].key}
            self._anew()

    def on_resize(self) -> None:
        self.renew(layout=False)

    def on_click(self, event: events.Click) -> None:
        rows = list(self._rows())
        row = self._top + event.y
        if row >= len(rows) or (choice := rows[row]) is None or isinstance(choice, str):
            return
        if choice is self._offered[self._mark]:
            self.post_message(self.Chosen())
        self._mark = self._offered.index(choice)
        self._anew()

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def lines(self, width: int) -> list[Content]:
        if not self._offered:
            return [text("There is nothing to ask yet.", QUIET)]
        rows = list(self._rows())
        here = rows.index(self._offered[self._mark])
        height = max(1, self.size.height)
        # The heading above the first row is seen with it.
        begin = 0 if self._mark == 0 else here
        self._top = max(min(self._top, begin), here + 1 - height, 0)
        return [self._line(row, width) for row in rows[self._top : self._top + height]]

    def _anew(self) -> None:
        self.renew(layout=False)
        self.post_message(self.Marked())

    def _rows(self) -> Iterator[Choosable | str | None]:
        """Headings, what stands below them, and blank lines between."""
        sort = ""
        for each in self._offered:
            if (now := each.key.partition("/")[0]) != sort:
                if sort:
                    yield None
                yield HEADINGS.get(now, now)
                sort = now
            yield each

    def _line(self, row: Choosable | str | None, width: int) -> Content:
        if row is None or isinstance(row, str):
            return text(f"  {row}" if row else "", QUIET)
        is_marked = row is self._offered[self._mark]
        taken = ("✓ ", "bold $accent") if row.key in self._taken else "  "
        left = Content.assemble(
            ("▸ ", "bold $accent") if is_marked else "  ", taken, (row.title, STRONG if is_marked else "")
        )
        return spread(left, text(_beside(row), QUIET), width)


def _beside(row: Choosable) -> str:
    skills = f"{len(row.skills)} skill{'s' * (len(row.skills) != 1)}"
    last = f"last {100 * row.last.share.likely:.0f} %, {row.last.day.day} {row.last.day:%b}" if row.last else ""
    return f"{last}{skills:>12}"
