"""Derivations in the plain mode: a line at a time, each told whether it follows, all of them one answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from tutor.expression.page import plain_page
from tutor.expression.steps import lines_of
from tutor.problem import Followed, Question
from tutor.session.derivation import TOO_MANY, Derivation

KIND = "derivation"
HOW = "An empty line hands all lines in, :back takes the last one back."


class LineByLine:
    """The lines of the derivation that is asked for. `tells` False: nothing is said of right and wrong."""

    def __init__(
        self,
        follow: Callable[[Question, Sequence[str]], Awaitable[Followed]],
        say: Callable[[str], None],
        *,
        tells: bool = True,
    ) -> None:
        self._follow = follow
        self._say = say
        self._tells = tells
        self._question: Question | None = None
        self._derivation = Derivation()

    async def take(self, text: str, question: Question) -> str | None:
        """The answer that is given with this line; None where none is yet. A line with several steps in it is a
        whole answer, unless it goes on with lines typed before."""
        if question.kind != KIND:
            return text or None
        lines = self._lines(question)
        if not text or (lines.is_empty and len(lines_of(text)) > 1):
            return text or lines.text or None
        return await self._ended(text, question)

    def back(self, question: Question) -> str:
        """Take the last line back; what is to be said of that."""
        line = self._lines(question).up("")
        return "There is no line to take back." if line is None else f"Taken back: {line}"

    def standing(self, question: Question) -> str:
        """What is to be said of the lines after a miss; empty where there are none."""
        count = len(self._lines(question).above)
        return f"Your {count} lines stand. {HOW}" if count > 1 else f"Your line stands. {HOW}" if count else ""

    def _lines(self, question: Question) -> Derivation:
        if question is not self._question:
            self._question, self._derivation = question, Derivation()
        return self._derivation

    async def _ended(self, text: str, question: Question) -> str | None:
        lines = self._derivation
        if len(lines_of(text)) > lines.room:
            self._say(f"Not read. {TOO_MANY} This costs nothing.")
            return None
        for line in lines.end(text):
            upto = lines.upto(line)
            assert upto is not None
            line.said = await self._follow(question, upto)
            if not line.said.is_read:
                del lines.above[lines.above.index(line) :]
                self._say(_unread(line.said))
                return None
            self._say(self._said(len(upto), line.said))
        return lines.text if self._tells and lines.is_whole else None

    def _said(self, number: int, said: Followed) -> str:
        if not self._tells:
            words = f"Line {number} is kept."
        elif said.follows:
            words = f"Line {number}: follows."
        else:
            words = plain_page(said.message) if said.follows is False else f"Line {number}: not decided."
        return words if number > 1 or said.is_end else f"{words} {HOW}"


def _unread(said: Followed) -> str:
    where = f" (at character {said.place + 1})" if said.place is not None else ""
    return f"Not read. {plain_page(said.message)}{where} This costs nothing."
