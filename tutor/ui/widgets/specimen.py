"""A problem as its author looks at it: typeset as in Practice, and below it what is unfolded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.ui.themes import QUIET
from tutor.ui.widgets.page_view import page_lines
from tutor.ui.widgets.paper import Paper, flow, text

if TYPE_CHECKING:
    from tutor.problem import Mistake, Part, Problem

LABEL = "bold $accent"


class Specimen(Paper):
    """The problem; `unfolded`: which of values, hints, answer, mistakes and solution are shown. `is_past`: the
    file has changed since and cannot be read, so that it stands there dimmed."""

    def __init__(self) -> None:
        super().__init__()
        self._problem: Problem | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._is_past = False

    def show(self, problem: Problem | None, unfolded: frozenset[str], *, is_past: bool = False) -> None:
        self._problem, self._unfolded, self._is_past = problem, unfolded, is_past
        self.renew()

    def lines(self, width: int) -> list[Content]:
        if self._problem is None:
            return []
        laid: list[Content] = []
        for block in self._blocks(self._problem, width):
            laid += [Content(""), *block] if laid else block
        return [line.stylize(QUIET) for line in laid] if self._is_past else laid

    def _blocks(self, problem: Problem, width: int) -> Iterator[list[Content]]:
        if "values" in self._unfolded:
            drawn = ", ".join(f"{name} = {value}" for name, value in problem.values.items())
            yield flow(drawn or "Nothing is drawn.", width, QUIET)
        if problem.statement:
            yield self._page(problem.statement, width)
        for part in problem.parts:
            yield from self._part(part, width)

    def _part(self, part: Part, width: int) -> Iterator[list[Content]]:
        asked = self._page(part.statement, width)
        yield [text(part.id, LABEL), *asked] if part.id else asked
        if "hints" in self._unfolded:
            hints = enumerate(part.hints or ("There is none.",), 1)
            yield from ([text(f"Hint {number}", LABEL), *self._page(hint, width)] for number, hint in hints)
        if "answer" in self._unfolded:
            yield [text("Answer", LABEL), *flow(part.told, width)]
        if "mistakes" in self._unfolded:
            yield [text("Mistakes", LABEL), *(self._mistakes(part.mistakes, width) or flow("None is named.", width))]
        if "solution" in self._unfolded:
            yield [text("Worked solution", LABEL), *self._page(part.solution or "There is none.", width)]

    def _mistakes(self, mistakes: tuple[Mistake, ...], width: int) -> list[Content]:
        laid: list[Content] = []
        for each in mistakes:
            laid += flow(each.answer or f"where {each.matches}", width, first="✗ ", rest="  ")
            laid += [Content.assemble("  ", line) for line in self._page(each.say, width - 2)]
        return laid

    def _page(self, markdown: str, width: int) -> list[Content]:
        return page_lines(markdown, width, ascii=bool(getattr(self.app, "is_ascii", False)))
