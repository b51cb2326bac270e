"""A line for words that are no answer: a search, a condition."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

LONGEST = 200


class WordsLine(Input):
    """One line without a frame; what is pasted is made inert."""

    def __init__(self, *, id: str, placeholder: str = "") -> None:
        super().__init__(max_length=LONGEST, select_on_focus=False, id=id, placeholder=placeholder)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        from tutor.expression.inert import inert

        event.prevent_default()
        event.stop()
        words = " ".join(inert(event.text[: 4 * LONGEST]).split())
        start, end = sorted(self.selection)
        self.replace(words[: LONGEST - len(self.value) + (end - start)], start, end)
