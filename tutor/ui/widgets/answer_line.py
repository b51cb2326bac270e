"""The answer line: letters are mathematics here, a line that starts with a colon is a command."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tutor.errors import Unreadable
from tutor.ui.widgets.derived_lines import DerivedLines
from tutor.ui.widgets.reading import Reading

LONGEST = 500
WIDEST = 2 * LONGEST + 1
TOO_LONG = f"An answer has at most {LONGEST} characters."
NOT_READ = "? Not read."
COSTS_NOTHING = "This costs nothing."


class AnswerLine(Input):
    """One line, whose reading is drawn in the same frame as the character.

    Where a derivation is asked for, Enter, Up, Down and Backspace on an empty line move between its `lines`.
    """

    def __init__(self, reading: Reading, lines: DerivedLines) -> None:
        super().__init__(max_length=LONGEST, select_on_focus=False, id="answer")
        self.cursor_blink = False
        self._reading = reading
        self._lines = lines

    @property
    def content_width(self) -> int:
        """The same for every line: Textual lays the whole screen out anew where it changes."""
        return WIDEST

    def watch_value(self, value: str) -> None:
        self._reading.show(value)

    def put(self, value: str) -> None:
        """Another text in the line, the cursor at its end."""
        self.placeholder = self._lines.invitation
        self.value = value
        self.cursor_position = len(value)
        # The line may still be hidden, and without a width Textual scrolls it one column too far.
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        self.scroll_to(max(0, self.cursor_position + 1 - self.size.width), animate=False, force=True)

    async def _on_key(self, event: events.Key) -> None:
        """The line's own keys act at once. Textual sends them up to the app first: what is typed right
        after Enter would be judged with the answer, and a Backspace would take the next character."""
        if self._moves_between_lines(event.key):
            event.stop()
            event.prevent_default()
            return
        own = self._bindings.key_to_bindings.get(event.key)
        if event.is_printable or not own:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        await self.app.run_action(own[0].action, self)

    async def enter(self) -> None:
        """What Enter does, for who clicks its name at the foot."""
        if not self._moves_between_lines("enter"):
            await self.action_submit()

    def _moves_between_lines(self, key: str) -> bool:
        """Whether a key moved within the derivation that is typed."""
        if not self._lines.is_on or self.value.lstrip().startswith(":"):
            return False
        moves = {"enter": self._lines.enter, "up": self._lines.up, "down": self._lines.down}
        if not self.value:
            moves["backspace"] = self._lines.up
        if key not in moves:
            return False
        try:
            standing = moves[key](self.value)
        except Unreadable as error:
            message = f"{error.message} {COSTS_NOTHING}"
            self._reading.point_at(Unreadable(message, error.place, error.repair), NOT_READ)
            return True
        if standing is not None:
            self.put(standing)
        return standing is not None or key == "enter"

    def restricted(self) -> None:
        self._reading.notify_here(TOO_LONG)

    def _on_paste(self, event: events.Paste) -> None:
        """The first line that is not blank, as far as there is room; made inert."""
        from tutor.expression.inert import inert

        event.prevent_default()
        event.stop()
        if self._lines.is_on and self._several(event.text):
            return
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

    def _several(self, pasted: str) -> bool:
        """Take several lines of a derivation, as typed one after the other; False where it is only one."""
        from tutor.expression.inert import inert
        from tutor.expression.steps import lines_of

        start, end = sorted(self.selection)
        lines = [inert(each) for each in lines_of(self.value[:start] + pasted + self.value[end:])]
        if len(lines) < 2:
            return False
        room = self._lines.room
        self.put(self._lines.take([each[:LONGEST] for each in lines[:room]]))
        if len(lines) > room or any(len(each) > LONGEST for each in lines):
            self._reading.notify_here("Not all of what you pasted was taken: it is too long.")
        return True
