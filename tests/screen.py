"""What a terminal would show of what was written to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

SEQUENCE = re.compile(
    r"\x1b\[(?P<mark>[<-?]?)(?P<numbers>[\d;:]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[^\[\]]|(?P<line>\n)|(?P<back>\r)|(?P<shown>[^\x00-\x1f\x7f])|[\x00-\x1a\x1c-\x1f\x7f]"
)
DEFAULT_MODES = frozenset({7, 25})
"""Lines wrap and the cursor is shown."""


class Screen:
    """What a terminal shows: as much of one as full-screen programs and plain lines need.

    Every character is one cell wide. `modes` are the private modes that are on, `keyboards` how many
    keyboard protocols were pushed and not popped.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.modes = set(DEFAULT_MODES)
        self.keyboards = 0
        self._rest = ""
        self._main: list[list[str]] = []
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._cells = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0

    def feed(self, text: str) -> None:
        """Show what was written; a sequence that is not whole yet waits for its rest."""
        text, at = self._rest + text, 0
        while at < len(text) and (found := SEQUENCE.match(text, at)):
            at = found.end()
            if (shown := found["shown"]) is not None:
                self._show(shown)
            elif found["line"]:
                self._break_line()
            elif found["back"]:
                self._column = 0
            elif found["final"]:
                self._obey(
                    found["mark"], [int(each or 0) for each in re.split("[;:]", found["numbers"])], found["final"]
                )
        self._rest = text[at:]

    @property
    def text(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self._cells)

    @property
    def words(self) -> str:
        """All the text, however it is broken into lines."""
        return " ".join(self.text.split())

    @property
    def is_as_found(self) -> bool:
        """Whether the terminal is left as a shell gave it: main screen, cursor, no mouse, no paste marks."""
        return self.modes == DEFAULT_MODES and not self.keyboards

    def _show(self, character: str) -> None:
        if self._column >= self._columns:
            if 7 not in self.modes:
                return
            self._column = 0
            self._break_line()
        self._cells[self._row][self._column] = character
        self._column += 1

    def _break_line(self) -> None:
        if self._row == self._rows - 1:
            self._cells = [*self._cells[1:], [" "] * self._columns]
        else:
            self._row += 1

    def _obey(self, mark: str, numbers: Sequence[int], final: str) -> None:
        match mark, final:
            case "", "H":
                row, column = (*numbers, 0)[:2]
                self._row = min(max(row, 1), self._rows) - 1
                self._column = min(max(column, 1), self._columns) - 1
            case "?", "h":
                if 1049 in numbers:
                    self._main = self._cells
                    self.resize(self._columns, self._rows)
                self.modes.update(numbers)
            case "?", "l":
                if 1049 in numbers and 1049 in self.modes:
                    self.resize(self._columns, self._rows)
                self.modes.difference_update(numbers)
            case ">", "u":
                self.keyboards += 1
            case "<", "u":
                self.keyboards -= 1
