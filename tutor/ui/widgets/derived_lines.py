"""The lines of a derivation above and below the answer line, each with its sign in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from tutor.errors import Unreadable
from tutor.ui.themes import CARE, GOOD, QUIET
from tutor.ui.widgets.page_view import page_lines
from tutor.ui.widgets.paper import Paper, flow, text
from tutor.ui.widgets.understood import understand

if TYPE_CHECKING:
    from tutor.problem import Followed, Question
    from tutor.session.derivation import Derivation, Ended
    from tutor.ui.widgets.sheet import Block

KIND = "derivation"
SIGNS = {True: ("✓", GOOD), False: ("?", CARE), None: ("…", CARE)}
"""Of a line that follows, of one that does not, and of one of which that could not be decided."""
OPEN = ("·", QUIET)
FIRST, FURTHER = "a line; Enter ends it", "the next line; Enter alone hands these in"
MARGIN = 5
"""Cells of a line's number and sign, before its text."""
LEAST_ROWS = 4
SHARE_OF_WINDOW = 4


class DerivedLines(Paper):
    """The lines that were ended. `shows_signs` False: nothing is said of them before the end.

    It is `on` where a derivation is asked for; then the answer line hands its keys to it.
    """

    class LinesEnded(Message):
        """Lines were ended, and are to be judged; or put back, `by_hand` False."""

        def __init__(self, lines: tuple[Ended, ...], *, by_hand: bool) -> None:
            super().__init__()
            self.lines = lines
            self.by_hand = by_hand

    class HandedIn(Message):
        """All lines are the answer."""

    def __init__(self, *, shows_signs: bool) -> None:
        super().__init__(id="derived")
        self.shows_signs = shows_signs
        self.derivation: Derivation | None = None
        self._question: Question | None = None

    @property
    def is_on(self) -> bool:
        return self.derivation is not None

    @property
    def is_empty(self) -> bool:
        """Whether no line was ended."""
        return self.derivation is None or self.derivation.is_empty

    @property
    def invitation(self) -> str:
        """What the empty answer line says."""
        if self.derivation is None:
            return ""
        return FURTHER if self.derivation.above and not self.derivation.below else FIRST

    @property
    def room(self) -> int:
        """How many more lines there may be."""
        return 0 if self.derivation is None else self.derivation.room

    def ask(self, question: Question) -> None:
        """Another question: without lines, and on where it asks for a derivation."""
        from tutor.session.derivation import Derivation

        self._question = question
        self.derivation = Derivation() if question.kind == KIND else None
        self.show()

    def show(self) -> None:
        """Paint the lines as they are now."""
        below = self.derivation.below if self.derivation is not None else ()
        self.screen.set_class(bool(self.derivation and self.derivation.above), "has-lines")
        self.screen.set_class(bool(below), "has-lines-below")
        self.renew()
        self.screen.query_one(LinesBelow).show(below)

    def put(self, typed: str) -> None:
        """The lines of an answer, in place of those that stand there."""
        assert self.derivation is not None
        if self.derivation.text != typed or self.derivation.below:
            self.derivation.above, self.derivation.below = [], []
            self._judge(self.derivation.end(typed), by_hand=False)

    def block(self) -> Block:
        """The lines as they stand now, for the sheet: their signs, without what is wrong with them."""
        assert self.derivation is not None
        ended = [(number, each.text, self._sign(each)) for number, each in enumerate(self.derivation.above, 1)]
        return lambda width: [row for line in ended for row in _numbered(*line, width)]

    # keys of the answer line: each returns what stands in the line then, None where nothing changes

    def enter(self, typed: str) -> str | None:
        """End the line that is typed; an empty one goes on below, or hands all lines in. Raises Unreadable."""
        assert self.derivation is not None
        if typed.strip():
            self._end(typed)
        elif not self.derivation.below:
            if self.derivation.above:
                self.post_message(self.HandedIn())
            return None
        following = self.derivation.next_below()
        self.show()
        return following

    def take(self, lines: Sequence[str]) -> str:
        """Several lines at once: all but the last are ended, as far as they can be read; those behind wait below."""
        assert self.derivation is not None
        for at, line in enumerate(lines[:-1]):
            try:
                self._end(line)
            except Unreadable:
                self.derivation.below[:0] = lines[at + 1 :]
                self.show()
                return line
        return lines[-1]

    def up(self, typed: str) -> str | None:
        """Back to the line above; what is typed waits below."""
        assert self.derivation is not None
        above = self.derivation.up(typed)
        self.show()
        return above

    def down(self, typed: str) -> str | None:
        """On to the line below, this one ended. Raises Unreadable."""
        assert self.derivation is not None
        return self.enter(typed) if self.derivation.below else None

    def _end(self, typed: str) -> None:
        from tutor.expression.steps import lines_of
        from tutor.session.derivation import TOO_MANY

        assert self.derivation is not None
        assert self._question is not None
        error = understand(typed, self._question).error
        if error is not None:
            raise error
        if len(lines_of(typed)) > self.room:
            raise Unreadable(TOO_MANY, len(typed))
        self._judge(self.derivation.end(typed))

    def _judge(self, lines: tuple[Ended, ...], *, by_hand: bool = True) -> None:
        self.show()
        if lines:
            self.post_message(self.LinesEnded(lines, by_hand=by_hand))

    # what is painted

    def lines(self, width: int) -> list[Content]:
        if self.derivation is None:
            return []
        ended = enumerate(self.derivation.above, 1)
        rows = [row for number, each in ended for row in self._line(number, each, width)]
        room = max(LEAST_ROWS, self.app.size.height // SHARE_OF_WINDOW)
        if len(rows) <= room:
            return rows
        return [text(" " * MARGIN + "… more lines above", QUIET), *rows[1 - room :]]

    def _line(self, number: int, line: Ended, width: int) -> list[Content]:
        """A line, and under it what is wrong with it."""
        laid = _numbered(number, line.text, self._sign(line), width)
        message = line.said.message if line.said is not None and self._is_told(line.said) else ""
        said = page_lines(message, width - MARGIN) if "$" in message else flow(message, width - MARGIN)
        return laid + [Content.assemble(" " * MARGIN, each) for each in (said if message else ())]

    def _sign(self, line: Ended) -> tuple[str, str]:
        return SIGNS[line.said.follows] if line.said is not None and self._is_told(line.said) else OPEN

    def _is_told(self, said: Followed) -> bool:
        """Where nothing is said of right and wrong, still that a line cannot be read."""
        return self.shows_signs or not said.is_read


def _numbered(number: int, line: str, sign: tuple[str, str], width: int) -> list[Content]:
    rows = Content(line).fold(max(8, width - MARGIN))
    head = Content.assemble((f"{number:>2} ", QUIET), (f"{sign[0]} ", sign[1]))
    return [Content.assemble(head if at == 0 else " " * MARGIN, row) for at, row in enumerate(rows)]


class LinesBelow(Paper):
    """The lines that wait below the answer line to be ended anew."""

    MOST = 3

    def __init__(self) -> None:
        super().__init__(id="below")
        self._waiting: tuple[str, ...] = ()

    def show(self, waiting: Iterable[str]) -> None:
        if tuple(waiting) != self._waiting:
            self._waiting = tuple(waiting)
            self.renew()

    def lines(self, width: int) -> list[Content]:
        shown = self._waiting if len(self._waiting) <= self.MOST else self._waiting[: self.MOST - 1]
        laid = [text(each, QUIET).truncate(max(8, width), ellipsis=True) for each in shown]
        more = len(self._waiting) - len(shown)
        return [*laid, text(f"… {more} more", QUIET)] if more else laid
