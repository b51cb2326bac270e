"""Notation: every sign that the course uses, how it is read, and how to type it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.ui.keys import NOTATION, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.page_view import PageView


class NotationScreen(Page):
    """One page to scroll through; Esc comes back."""

    KEYS = NOTATION
    BINDINGS = bindings(NOTATION)

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self._markdown = markdown

    def compose(self) -> ComposeResult:
        yield Head("Notation", "every sign, how it is read, and how to type it")
        with VerticalScroll(classes="page", can_focus=False):
            yield PageView(self._markdown)
        yield KeyBar(NOTATION)
