"""The sheet: the problem, and under it what has been said about it so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content

from tutor.problem import Problem
from tutor.ui.widgets.page_view import page_lines
from tutor.ui.widgets.paper import Paper, text

Part = Callable[[int], Iterable[Content]]


class Sheet(Paper):
    """Parts below one another, a blank line between them."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[Part, bool]] = []

    def begin(self, part: Part) -> None:
        """A clean sheet."""
        self._parts = [(part, True)]
        self.renew()

    def add(self, part: Part, *, stays: bool = False) -> None:
        """One more part. `stays`: an undo does not take it away."""
        self._parts.append((part, stays))
        self.renew()

    @property
    def length(self) -> int:
        """How many parts there are: what `take_back` goes back to."""
        return len(self._parts)

    def take_back(self, length: int) -> None:
        """Only so many parts, and what stays of the others."""
        self._parts = self._parts[:length] + [each for each in self._parts[length:] if each[1]]
        self.renew()

    def lines(self, width: int) -> list[Content]:
        laid: list[Content] = []
        for each, _ in self._parts:
            if laid:
                laid.append(Content(""))
            laid.extend(each(width))
        return laid


def problem_part(problem: Problem, *, ascii: bool) -> Part:
    """The statement; the lettered lines of a choice or an ordering stand in it."""
    return lambda width: page_lines(problem.statement, width, ascii=ascii)


def page_part(label: str, markdown: str, *, ascii: bool) -> Part:
    """A labelled page: a hint, the worked solution."""
    return lambda width: [text(label, "bold $accent"), *page_lines(markdown, width, ascii=ascii)]
