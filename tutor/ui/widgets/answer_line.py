"""The answer line: letters are mathematics here, a line that starts with a colon is a command."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tutor.ui.widgets.reading import Reading

LONGEST = 500
WIDEST = 2 * LONGEST + 1
TOO_LONG = f"An answer has at most {LONGEST} characters."


class AnswerLine(Input):
    """One line, whose reading is drawn in the same frame as the character."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(max_length=LONGEST, select_on_focus=False, id="answer")
        self.cursor_blink = False
        self._reading = reading

    @property
    def content_width(self) -> int:
        """The same for every line: Textual lays the whole screen out anew where it changes."""
        return WIDEST

    def watch_value(self, value: str) -> None:
        self._reading.show(value)

    def put(self, value: str) -> None:
        """Another text in the line, the cursor at its end."""
        self.value = value
        self.cursor_position = len(value)
        # The line may still be hidden, and without a width Textual scrolls it one column too far.
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        self.scroll_to(max(0, self.cursor_position + 1 - self.size.width), animate=False, force=True)

    async def _on_key(self, event: events.Key) -> None:
        """The line's own keys act at once. Textual sends them up to the app first: what is typed right
        after Enter would be judged with the answer, and a Backspace would take the next character."""
        own = self._bindings.key_to_bindings.get(event.key)
        if event.is_printable or not own:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        await self.app.run_action(own[0].action, self)

    def restricted(self) -> None:
        self._reading.notify_here(TOO_LONG)

    def _on_paste(self, event: events.Paste) -> None:
        """The first line that is not blank, as far as there is room; made inert."""
        from tutor.expression.inert import inert

        event.prevent_default()
        event.stop()
        lines = [each for each in event.text.splitlines() if each.strip()]
        if not lines:
            return
        start, end = sorted(self.selection)
        room = LONGEST - (len(self.value) - (end - start))
        pasted = inert(lines[0].replace("\t", " ")).replace("\n", " ").strip()
        self.replace(pasted[:room], start, end)
        if len(pasted) > room:
            self._reading.notify_here(f"{TOO_LONG} The rest of what you pasted was left out.")
        elif len(lines) > 1:
            self._reading.notify_here("Only the first line of what you pasted was taken.")
