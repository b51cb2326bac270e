"""The sheet: the problem, and under it what has been said about it so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content

from tutor.problem import Part, Problem
from tutor.ui.widgets.page_view import page_lines
from tutor.ui.widgets.paper import Paper, text

Block = Callable[[int], Iterable[Content]]


class Sheet(Paper):
    """Blocks below one another, a blank line between them."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[tuple[Block, bool]] = []

    def begin(self, block: Block) -> None:
        """A clean sheet."""
        self._blocks = [(block, True)]
        self.renew()

    def add(self, block: Block, *, stays: bool = False) -> None:
        """One more block. `stays`: an undo does not take it away."""
        self._blocks.append((block, stays))
        self.renew()

    @property
    def length(self) -> int:
        """How many blocks there are: what `take_back` goes back to."""
        return len(self._blocks)

    def take_back(self, length: int) -> None:
        """Only so many blocks, and what stays of the others."""
        self._blocks = self._blocks[:length] + [each for each in self._blocks[length:] if each[1]]
        self.renew()

    def lines(self, width: int) -> list[Content]:
        laid: list[Content] = []
        for each, _ in self._blocks:
            if laid:
                laid.append(Content(""))
            laid.extend(each(width))
        return laid


def problem_part(problem: Problem, *, ascii: bool) -> Block:
    """What the parts have in common, and the first of them."""
    pages = [each for each in (problem.statement, problem.parts[0].statement) if each]
    return lambda width: page_lines("\n\n".join(pages), width, ascii=ascii)


def asked_part(part: Part, *, ascii: bool) -> Block:
    """What a part asks; the lettered lines of a choice or an ordering stand in it."""
    return lambda width: page_lines(part.statement, width, ascii=ascii)


def page_part(label: str, markdown: str, *, ascii: bool) -> Block:
    """A labelled page: a hint, the worked solution."""
    return lambda width: [text(label, "bold $accent"), *page_lines(markdown, width, ascii=ascii)]
