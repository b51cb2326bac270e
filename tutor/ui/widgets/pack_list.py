"""The list of packs: each with its exercises by skill, of which one is marked. Only the lines in view are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from tutor.ui.themes import BAD, QUIET, STRONG
from tutor.ui.widgets.paper import Paper, flow, spread, text

if TYPE_CHECKING:
    from tutor.session.packs import ListedExercise, ListedPack

NONE_OF_YOUR_OWN = (
    "No packs of your own yet. On the command line, nabla pack new DIR begins one, nabla pack add PATH takes one "
    "from elsewhere, and nabla pack remove NAME takes it away."
)
WHEEL = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; `exercise` where it can be marked."""

    left: str
    right: str = ""
    style: str = ""
    exercise: ListedExercise | None = None


class PackList(Paper):
    """Packs that hold all words of a search in their own names, their skills' or their exercises'."""

    class Chosen(Message):
        """The marked exercise was clicked once more."""

    def __init__(self) -> None:
        super().__init__(id="packs")
        self._packs: Sequence[ListedPack] | None = None
        self._sought = ""
        self._rows: tuple[int, list[Row], list[int]] = (0, [], [])  # for a width: the lines, which can be marked
        self._mark = 0
        self._top = 0

    def show(self, packs: Sequence[ListedPack]) -> None:
        self._packs = packs
        self._anew()

    def seek(self, sought: str) -> None:
        """Only what has all these words; the first exercise is marked."""
        self._sought, self._mark, self._top = sought, 0, 0
        self._anew()

    @property
    def marked(self) -> ListedExercise | None:
        rows = self._exercise_rows()
        return self._rows[1][rows[self._mark]].exercise if rows else None

    @property
    def found(self) -> int:
        """How many exercises are listed."""
        return len(self._exercise_rows())

    def move(self, by: int) -> None:
        """Mark an exercise further down or up."""
        rows = self._exercise_rows()
        self._mark = max(0, min(len(rows) - 1, self._mark + by))
        self.renew(layout=False)

    def page(self, by: int) -> None:
        """A screenful down or up."""
        self.move(by * max(1, self.size.height - 2))

    def move_pack(self, by: int) -> None:
        """Mark the first exercise of the next pack, or of this one, then of the one before."""
        packs = [self._rows[1][row].exercise for row in self._exercise_rows()]
        firsts = [n for n, each in enumerate(packs) if n == 0 or each.pack != packs[n - 1].pack]  # type: ignore[union-attr]  # marked rows have one
        ahead = [n for n in firsts if n > self._mark] if by > 0 else [n for n in firsts if n < self._mark][::-1]
        if ahead:
            self._mark = ahead[0]
            self.renew(layout=False)

    def on_resize(self) -> None:
        self._anew()

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y
        rows = self._exercise_rows()
        if row not in rows:
            return
        was_marked = rows[self._mark] == row
        self._mark = rows.index(row)
        self.renew(layout=False)
        if was_marked:
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self) -> None:
        self.move(WHEEL)

    def on_mouse_scroll_up(self) -> None:
        self.move(-WHEEL)

    # the lines

    def lines(self, width: int) -> list[Content]:
        if self._packs is None:
            return [text("reading the packs …", QUIET)]
        rows = self._laid_rows(width)
        marked = self._exercise_rows()
        here = marked[self._mark] if marked else 0
        height = max(1, self.size.height)
        # The heading above the first exercise of a pack is seen with it.
        begin = max((row for row in range(here) if rows[row].exercise is not None), default=-1) + 1
        self._top = max(min(self._top, begin if here - begin < height else here), here + 1 - height, 0)
        return [self._line(rows[n], n == here, width) for n in range(self._top, min(len(rows), self._top + height))]

    def _line(self, row: Row, is_marked: bool, width: int) -> Content:
        if row.exercise is None:
            left = text(row.left, row.style)
            return spread(left, text(row.right, QUIET), width) if row.right else left
        mark = ("▸ ", "bold $accent") if is_marked else "  "
        left = Content.assemble("  ", mark, (row.left, STRONG if is_marked else ""))
        return spread(left, text(row.right, QUIET), width)

    def _anew(self) -> None:
        self._rows = (0, [], [])
        self.renew(layout=False)

    def _laid_rows(self, width: int) -> list[Row]:
        if self._rows[0] != width:
            rows = list(self._all_rows(width))
            self._rows = (width, rows, [number for number, row in enumerate(rows) if row.exercise is not None])
        return self._rows[1]

    def _exercise_rows(self) -> list[int]:
        self._laid_rows(max(1, self.size.width))
        return self._rows[2]

    def _all_rows(self, width: int) -> Iterator[Row]:
        packs = [(pack, found) for pack in self._packs or () if (found := self._matches(pack)) is not None]
        has_own = any(pack.is_own for pack in self._packs or ())
        if not has_own and not self._sought.strip():
            yield from (Row(line.plain, style=QUIET) for line in flow(NONE_OF_YOUR_OWN, width))
            yield Row("")
        if not packs:
            yield from (Row(line.plain) for line in flow(f"Nothing here has “{self._sought}” in it.", width))
        for number, (pack, found) in enumerate(packs):
            if number:
                yield Row("")
            yield from _pack_rows(pack, found, width)

    def _matches(self, pack: ListedPack) -> tuple[ListedExercise, ...] | None:
        """The exercises that are sought; None where the whole pack is not."""
        words = self._sought.casefold().split()
        about = f"{pack.id} {pack.title} {'yours' if pack.is_own else 'shipped'}".casefold()
        found = tuple(
            each
            for each in pack.exercises
            if all(word in about or word in f"{each.id} {each.title} {each.skill}".casefold() for word in words)
        )
        return found if found or all(word in about for word in words) else None


def _pack_rows(pack: ListedPack, found: Sequence[ListedExercise], width: int) -> Iterator[Row]:
    whose = "yours" if pack.is_own else "shipped"
    if pack.fault is not None:
        yield Row(pack.title, f"{whose}, left out", STRONG)
        yield from (Row(line.plain, style=BAD) for line in flow(pack.fault, width, first="  ✗ ", rest="    "))
        return
    about = [*pack.authors, pack.licence, f"{pack.id} {pack.version}"] if pack.is_own else []
    said = " · ".join(each for each in (*about, whose) if each)
    yield Row(pack.title, said if len(pack.title) + len(said) < width else whose, STRONG)
    skill = pack.title
    for each in found:
        if each.skill != skill:
            skill = each.skill
            yield Row(f"  {skill}", style=QUIET)
        levels = ", ".join(map(str, each.levels))
        yield Row(each.title, f"level{'s' * (len(each.levels) > 1)} {levels}", exercise=each)
