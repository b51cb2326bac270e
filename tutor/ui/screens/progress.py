"""Progress: am I getting better? Four pictures, a page each, and under them the commonest slips."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.ui.keys import PROGRESS, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.themes import ACCENT, QUIET, STRONG
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.page_view import page_lines
from tutor.ui.widgets.paper import Paper, flow, spread, text

if TYPE_CHECKING:
    from tutor.session.progress import Figures, NamedSlip

PAGES = ("Memory", "Mastery", "Calendar", "Judgement")
PLOTS = "tutor.ui.widgets.progress_plots"
LOWEST, HIGHEST = 9, 20
"""Lines of a plot."""
AROUND = 16
"""Lines of the screen that are not for the plot: head, names, sentence, slips, keys."""
MOST_WIDE = 88
SLIP_INDENT = 12
RECKONING = "reckoning …"


class ProgressScreen(Page):
    """The pages by ← →. Its outline stands at once; the figures are reckoned beside it."""

    STAYS = True
    KEYS = PROGRESS
    BINDINGS = bindings(PROGRESS)

    def compose(self) -> ComposeResult:
        yield Head("Progress", "")
        with VerticalScroll(classes="page", can_focus=False):
            yield Pictures()
        yield SlipsBelow()
        yield KeyBar(PROGRESS)

    def on_mount(self) -> None:
        self.watch(self._page, "scroll_y", self._look_below, init=False)
        self.watch(self._page, "virtual_size", self._look_below, init=False)

    def on_screen_resume(self) -> None:
        self.run_worker(self._reckon(), exclusive=True, name="reckon the progress")

    async def _reckon(self) -> None:
        """Figures and the plotting library, neither on the screen's own loop; the first page ahead of the others."""
        assert self.nabla.session is not None
        progress = self.nabla.session.progress
        found, _ = await asyncio.gather(
            progress.first(self.nabla.now()), asyncio.to_thread(importlib.import_module, PLOTS)
        )
        for pictures in self.query(Pictures):  # none where the app is leaving
            pictures.show(found)
        if not found.is_whole:
            is_painted = asyncio.Event()
            self.call_after_refresh(is_painted.set)
            await is_painted.wait()
            found = await progress.figures(self.nabla.now())
            for pictures in self.query(Pictures):
                pictures.show(found)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.call_after_refresh(self._look_below)

    def _look_below(self) -> None:
        """Say what lies below the window, where the slips do."""
        for below in self.query(SlipsBelow):
            page = self._page
            last = page.scroll_offset.y + page.size.height - page.styles.padding.top - 1
            below.show(self._pictures.commonest if self._pictures.first_slip_row > last else None)

    @property
    def _pictures(self) -> Pictures:
        return self.query_one(Pictures)

    def action_turn(self, by: int) -> None:
        self._pictures.turn(by)
        self._page.scroll_home(animate=False)

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        row = self._pictures.move(by)
        if row is not None:
            self._page.scroll_to(y=max(0, row + 3 - self._page.size.height), animate=False)

    def action_drill(self) -> None:
        slip = self._pictures.marked
        if slip is None:
            self.app.notify("There is no slip to practise yet.", markup=False)
        elif slip.is_practised:
            self.nabla.study(skill=slip.common.slip.skill)
        else:
            self.app.notify("No exercise practises this yet.", markup=False)


class Pictures(Paper):
    """The names of the pages, and the one that is open."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Figures | None = None
        self._at = 0
        self._mark = 0
        self._marked_row: int | None = None
        self.first_slip_row = 0

    def show(self, found: Figures) -> None:
        self._found = found
        self._mark = min(self._mark, max(0, len(found.slips) - 1))
        self.renew()

    def turn(self, by: int) -> None:
        """The next page, or the one before."""
        self._at = (self._at + by) % len(PAGES)
        self.renew()

    def move(self, by: int) -> int | None:
        """Mark another slip; the line on which it stands."""
        if self._found is not None and self._found.slips:
            self._mark = max(0, min(len(self._found.slips) - 1, self._mark + by))
            self.renew(layout=False)
            self.laid(max(1, self.size.width))
        return self._marked_row

    @property
    def commonest(self) -> NamedSlip | None:
        """The first one of the slips."""
        return self._found.slips[0] if self._found is not None and self._found.slips else None

    @property
    def marked(self) -> NamedSlip | None:
        """The slip that is marked."""
        return self._found.slips[self._mark] if self._found is not None and self._found.slips else None

    def lines(self, width: int) -> list[Content]:
        if self._found is None:
            return [self._names(), Content(""), text(RECKONING, QUIET)]
        laid = [self._names(), Content(""), *self._picture(self._found, width), Content("")]
        return [*laid, *self._slips(self._found, width, len(laid))]

    def _names(self) -> Content:
        return Content("   ").join([
            text(name, f"bold {ACCENT}") if place == self._at else text(name, QUIET) for place, name in enumerate(PAGES)
        ])  # fmt: skip

    def _picture(self, found: Figures, width: int) -> list[Content]:
        from tutor.session import progress_words as words
        from tutor.ui.widgets import progress_plots as plots

        ascii = bool(getattr(self.app, "is_ascii", False))
        height = max(LOWEST, min(HIGHEST, self.app.size.height - AROUND))
        wide = min(width, MOST_WIDE)
        match PAGES[self._at]:
            case "Memory":
                said, plot = words.memory(found), plots.memory(found, wide, height, ascii=ascii)
            case _ if not found.is_whole:
                return [text(RECKONING, QUIET)]
            case "Mastery":
                said, plot = words.mastery(found), plots.mastery(found, wide, height, ascii=ascii)
            case "Judgement":
                said, plot = words.judgement(found), plots.judgement(found, wide, height, ascii=ascii)
            case _:
                return self._calendar(found, wide, ascii=ascii)
        return [*flow(said, wide), *([Content("")] if plot else []), *plot]

    def _calendar(self, found: Figures, wide: int, *, ascii: bool) -> list[Content]:
        from tutor.session import progress_words as words
        from tutor.ui.widgets import progress_plots as plots

        past = [*flow(words.calendar(found), wide), *(plots.calendar(found, wide, ascii=ascii) if found.days else [])]
        ahead = plots.load(found, wide, LOWEST - 2, ascii=ascii)
        return [*past, Content(""), *flow(words.load(found), wide), *ahead]

    def _slips(self, found: Figures, width: int, row: int) -> list[Content]:
        heading = text("Commonest slips of the last twelve weeks", STRONG)
        self.first_slip_row = row + 1
        if not found.is_whole:
            return [heading, text(f"  {RECKONING}", QUIET)]
        if not found.slips:
            said = "None yet: a wrong answer that shows a known slip is counted here, and Enter practises its skill."
            return [heading, *flow(said, width, QUIET, first="  ", rest="  ")]
        laid = [heading]
        for number, each in enumerate(found.slips):
            is_marked = number == self._mark
            if is_marked:
                self._marked_row = row + len(laid)
            laid += self._slip(each, width, is_marked=is_marked)
        return laid

    def _slip(self, each: NamedSlip, width: int, *, is_marked: bool) -> list[Content]:
        from tutor.session.progress_words import slip

        said = text(slip(each), STRONG if is_marked else "").truncate(max(8, width - 2), ellipsis=True)
        row = Content.assemble(("▸ ", "bold $accent") if is_marked else "  ", said)
        if not each.told:
            return [row]
        ascii = bool(getattr(self.app, "is_ascii", False))
        told = page_lines(each.told, max(8, min(width, MOST_WIDE) - SLIP_INDENT), ascii=ascii)
        return [row, *(Content.assemble(" " * SLIP_INDENT, line.stylize_before(QUIET)) for line in told)]


class SlipsBelow(Paper):
    """One line above the keys, where the slips lie below the window: the commonest one."""

    def __init__(self) -> None:
        super().__init__(classes="slips-below")
        self._shown: NamedSlip | None = None

    def show(self, slip: NamedSlip | None) -> None:
        if slip is not self._shown:
            self._shown = slip
            self.set_class(slip is not None, "is-shown")
            self.renew()

    def lines(self, width: int) -> list[Content]:
        if self._shown is None:
            return []
        from tutor.session.progress_words import slip

        said = f"Commonest slip: {slip(self._shown)}"
        return [spread(text(said, QUIET), text("↓ all of them", QUIET), width)]
