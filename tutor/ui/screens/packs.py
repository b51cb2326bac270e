"""Packs: what exercises are there? Searched by typing; Enter looks at one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tutor.ui.keys import PACKS, bindings
from tutor.ui.screens.place import Head, Place
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.pack_list import PackList
from tutor.ui.widgets.words_line import WordsLine


class PacksScreen(Place):
    """Every pack with its exercises."""

    KEYS = PACKS
    BINDINGS = bindings(PACKS)

    def __init__(self) -> None:
        super().__init__()
        self._count: tuple[int, int] | None = None  # packs and exercises, once they are read

    def compose(self) -> ComposeResult:
        yield Head("Packs", "")
        with Vertical(classes="shelf"):
            with Horizontal(classes="words-row"):
                yield Static("/ ", classes="words-prompt", markup=False)
                yield WordsLine(id="sought", placeholder="type to search packs, skills and exercises")
            yield PackList()
        yield KeyBar(PACKS)

    def on_mount(self) -> None:
        self.query_one(WordsLine).focus()
        self.run_worker(self._fill(), name="list the packs")

    async def _fill(self) -> None:
        assert self.nabla.session is not None
        packs = await self.nabla.session.packs.listed()
        self._count = (len(packs), sum(len(pack.exercises) for pack in packs))
        self._list.show(packs)
        self._show_count()

    @property
    def _list(self) -> PackList:
        return self.query_one(PackList)

    def _show_count(self) -> None:
        if self._count is None:
            return
        packs, exercises = self._count
        found = self._list.found
        whole = f"{packs} pack{'s' * (packs != 1)} · {exercises} exercise{'s' * (exercises != 1)}"
        self.query_one(Head).show("Packs", whole if found == exercises else f"{found} of {exercises} exercises")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._list.seek(event.value)
        self._show_count()

    def on_pack_list_chosen(self) -> None:
        self.action_preview()

    def action_preview(self) -> None:
        from tutor.ui.screens.preview import PreviewScreen

        if (exercise := self._list.marked) is not None:
            self.app.push_screen(PreviewScreen(exercise))

    def action_down(self) -> None:
        self._list.move(1)

    def action_up(self) -> None:
        self._list.move(-1)

    def action_page_down(self) -> None:
        self._list.page(1)

    def action_page_up(self) -> None:
        self._list.page(-1)

    def action_next_pack(self) -> None:
        self._list.move_pack(1)

    def action_last_pack(self) -> None:
        self._list.move_pack(-1)

    def action_back(self) -> None:
        sought = self.query_one(WordsLine)
        if sought.value:
            sought.value = ""
        else:
            self.app.pop_screen()
