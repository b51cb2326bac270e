"""How a text is understood: what `nabla read` replies and the preview shows."""

from __future__ import annotations

from collections.abc import Collection

from tutor.errors import Unreadable
from tutor.expression.bounds import check_cost
from tutor.expression.reader import read
from tutor.expression.writer import latex, linear, spoken, unicode_line


def understood(text: str, names: Collection[str] | None = None) -> dict[str, str | int | None]:
    """The fields `linear unicode latex spoken error place repair`; never raises, whatever the text.

    What is too costly to evaluate is an error here too, as it would be for the checker.
    """
    try:
        tree = read(text, names)
        check_cost(tree)
    except Unreadable as problem:
        nothing = dict.fromkeys(("linear", "unicode", "latex", "spoken"))
        return {**nothing, "error": problem.message, "place": problem.place, "repair": problem.repair}
    return {
        "linear": linear(tree),
        "unicode": unicode_line(tree),
        "latex": latex(tree),
        "spoken": spoken(tree),
        "error": None,
        "place": None,
        "repair": None,
    }
