"""The end of a placement: what was found, in words and by strand, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.ui.keys import FOUND, FOUND_SHOWN, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.screens.summary import counted
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow

if TYPE_CHECKING:
    from tutor.session.placement import Found, FoundStrand

BAR = 16


class FoundScreen(Page):
    """Stays until the learner starts, goes on with the questions, or leaves for Today."""

    KEYS = FOUND
    BINDINGS = bindings(FOUND)

    def __init__(self, found: Found) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        yield Head("What you know", counted(self._found.questions, "question"))
        with VerticalScroll(classes="page", can_focus=False):
            yield FoundPage(self._found)
        yield KeyBar(FOUND_SHOWN if self._found.is_whole else FOUND)

    def action_start(self) -> None:
        self.nabla.study()

    def action_go_on(self) -> None:
        if not self._found.is_whole:
            self.nabla.place()

    def action_map(self) -> None:
        self.nabla.open_map()


class FoundPage(Paper):
    """The sentences, and a bar for each strand."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self._found = found

    def lines(self, width: int) -> list[Content]:
        from tutor.session.placement import in_words

        first, *rest = in_words(self._found)
        said = [Content(""), *flow(" ".join(rest), width)] if rest else []
        return [*flow(first, width, "bold"), *said, Content(""), *_strands(self._found.strands, width)]


def _strands(strands: tuple[FoundStrand, ...], width: int) -> list[Content]:
    wide = min(max((len(each.title) for each in strands), default=0), max(16, width - BAR - 14))
    rows = []
    for each in strands:
        full = round(BAR * each.known / each.of)
        title = Content(each.title).truncate(wide, ellipsis=True)
        rows.append(
            Content.assemble(
                title,
                " " * (wide + 3 - title.cell_length),
                ("━" * full, "$accent"),
                ("─" * (BAR - full), "$rule"),
                f"   {each.known} of {each.of}",
            )
        )
    return rows
