"""The reading: what the typed line means, under the line, while it is being typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.timer import Timer

from tutor.ui.keys import PRACTICE, Key, commands
from tutor.ui.themes import CARE
from tutor.ui.widgets.page_view import page_lines
from tutor.ui.widgets.paper import Paper, flow, text
from tutor.ui.widgets.understood import Understood, closers, understand

if TYPE_CHECKING:
    from tutor.errors import Unreadable
    from tutor.problem import Question

PAUSE = 0.6
PROMPT = 2
LABEL = "read as  "
STALE = "so far   "


class Reading(Paper):
    """The last good reading, dimmed while the line is unfinished, and after a pause what is wrong.

    Its height is fixed by the screen, so a key repaints it without a new layout.
    """

    def __init__(self, keys: Iterable[Key] = PRACTICE) -> None:
        """`keys`: of the place; those with a word that is typed are completed."""
        super().__init__(id="reading")
        self._commands = commands(keys)
        self._question: Question | None = None
        self._typed = ""
        self._good: Understood | None = None
        self._is_stale = False
        self._error: Unreadable | None = None
        self._notice = ""
        self._label = ""
        self._pause: Timer | None = None

    def on_mount(self) -> None:
        self.call_after_refresh(_get_ready)

    def ask(self, question: Question) -> None:
        """A new problem: forget the last line."""
        self._question = question
        self.show("")

    def show(self, typed: str) -> None:
        """Read what stands in the line now; painted in the frame of the character."""
        self._typed, self._error, self._notice, self._label = typed, None, "", ""
        if self._pause is not None:
            self._pause.stop()
        if not typed.strip() or typed.startswith(":") or self._question is None:
            self._good = None
        else:
            found = understand(typed, self._question)
            self._is_stale = found.error is not None
            if found.error is None:
                self._good = found
            else:
                self._good = self._mended(typed, found.error) or self._good
                self._pause = self.set_timer(PAUSE, lambda: self.point_at(found.error))
        self.renew_rows()

    def _mended(self, typed: str, error: Unreadable) -> Understood | None:
        """What is probably being written: the reader's own repair, or the open brackets closed."""
        assert self._question is not None
        for each in (error.repair, typed + closers(typed)):
            if each and each != typed:
                mended = understand(each, self._question)
                if mended.error is None:
                    return mended
        return None

    def point_at(self, error: Unreadable | None, label: str = "") -> None:
        """Say what cannot be read, and where."""
        self._error, self._label = error, label
        self.renew_rows()

    def notify_here(self, notice: str, label: str = "") -> None:
        """A sentence in place of an error: `checking ...`, `An answer has at most 500 characters.`"""
        self._notice, self._label = notice, label
        self.renew_rows()

    def lines(self, width: int) -> list[Content]:
        if self._typed.startswith(":") and not self._notice:
            return [Content(""), *_matching_commands(self._commands, self._typed, width)]
        above = self._error_lines(width) if self._error or self._notice else [Content("")]
        return above + self._good_lines(width, max(1, self.size.height - len(above)))

    def _error_lines(self, width: int) -> list[Content]:
        if self._notice or self._error is None:
            return [Content(""), *self._said(self._notice, width), Content("")]
        column = min(PROMPT + Content(self._typed[: self._error.place]).cell_length, width - 1)
        message = self._error.message
        if self._error.repair:
            message += f" Did you mean {self._error.repair}?"
        caret = " " * column + "^"
        if len(caret) + len(self._label) + len(message) + 3 <= width:
            return [Content.assemble((caret, CARE), " ", *self._said(message, width)), Content("")]
        return [text(caret, CARE), *self._said(message, width), Content("")]

    def _said(self, message: str, width: int) -> list[Content]:
        label = f"{self._label} " if self._label else ""
        lines = flow(label + message, width)
        return [lines[0].stylize(CARE, 0, len(self._label)), *lines[1:]] if label else lines

    def _good_lines(self, width: int, height: int) -> list[Content]:
        if self._good is None:
            return []
        drawn = self._drawn(self._good, width - len(LABEL), height)
        middle = (len(drawn) - 1) // 2
        label = STALE if self._is_stale else LABEL  # a word as well as a colour
        return [
            Content.assemble((label if row == middle else " " * len(LABEL), "$quiet"), line)
            for row, line in enumerate(text(each.plain, "$quiet") if self._is_stale else each for each in drawn)
        ]

    def _drawn(self, good: Understood, width: int, height: int) -> list[Content]:
        ascii = bool(getattr(self.app, "is_ascii", False))
        if not good.lines:
            return [line for each in good.words for line in page_lines(each, width, ascii=ascii)]
        from tutor.expression.typeset import tree_lines

        drawn = [
            line
            for each in good.lines
            for line in tree_lines(each.tree, width, ascii=ascii, before=each.before, behind=each.behind)
        ]
        if len(drawn) > height:
            return _on_lines(good, width, height)
        return [Content(each) for each in drawn]


def _get_ready() -> None:
    """Import reader and typesetter while the problem is being read, not at the first key."""
    import tutor.expression.reader
    import tutor.expression.typeset
    import tutor.expression.writer  # noqa: F401  # imported for later


def _on_lines(good: Understood, width: int, height: int) -> list[Content]:
    """What is too tall for the window on one line each: the last ones, where it has several."""
    from tutor.expression.writer import linear

    wordings = (f"{each.before} {linear(each.tree)} {each.behind}".strip() for each in good.lines)
    lines = [line for each in wordings for line in flow(each, width)]
    if len(lines) > height and len(good.lines) > 1:
        return lines[-height:]
    if len(lines) > height:
        lines = [*lines[: height - 1], text("... and more than this window can show", "$quiet")]
    return lines


def _matching_commands(known: Mapping[str, Key], typed: str, width: int) -> list[Content]:
    word = typed.partition(" ")[0]
    matching = [each for name, each in known.items() if name.startswith(word)]
    if not matching:
        return flow(f"There is no {word}. There are {', '.join(known)}.", width)
    wide = max(len(each.typed) for each in matching)
    below = " " * (wide + 2)
    return [line for each in matching for line in flow(each.says, width, first=f"{each.typed:<{wide}}  ", rest=below)]
