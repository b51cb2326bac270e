"""In which form was it written? Judged on the tree as typed, apart from its value.

Each form says what is not yet as it is asked, and never what it should be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Interval, Listed, Logic, Node, Relation, children
from tutor.maths.forms.echelon import ECHELON, echelon_fault
from tutor.maths.forms.fractions import decimals_left, is_rational, not_lowest, not_lowest_number, strokes_left
from tutor.maths.forms.products import brackets_left, splits_further
from tutor.maths.forms.simplified import left_to_simplify
from tutor.maths.forms.vectors import has_other_length
from tutor.maths.trees.translate import Names

ASKED = {
    "lowest-terms": "Give it as a fraction in lowest terms.",
    "no-decimals": "Give it without decimals.",
    "expanded": "Give it expanded: no brackets left, like terms collected.",
    "factored": "Give it as a product of factors that cannot be split further.",
    "simplified": "Simplify it further.",
    "single-fraction": "Give it as a single fraction.",
    "unit-vector": "The direction is right. Give it with length 1.",
    "echelon": ECHELON,
    "as-written": "Give it in the form that was asked for.",
}

_FAULTS: dict[str, Callable[[Node, Names], str | None]] = {
    "lowest-terms": not_lowest,
    "no-decimals": decimals_left,
    "expanded": brackets_left,
    "factored": splits_further,
    "simplified": left_to_simplify,
    "single-fraction": strokes_left,
}


def form_fault(form: str, typed: Node, against: Node | None, names: Names) -> str | None:
    """What is said of an answer that has not the form; None where it has it. Every entry of a list, member
    of a set and side of an equation must have it."""
    if form == "as-written":
        return None if typed == against else ASKED[form]
    if form == "unit-vector":
        return ASKED[form] if has_other_length(typed, names) else None
    if form == "echelon":
        return _said(form, echelon_fault(typed, names))
    entries = list(_entries(typed))
    if form == "lowest-terms" and against is not None and all(is_rational(each, names) for each in _entries(against)):
        faults = (decimals_left(each, names) or not_lowest_number(each) for each in entries)
    else:
        faults = (_FAULTS[form](each, names) for each in entries)
    return _said(form, next((each for each in faults if each is not None), None))


def _said(form: str, fault: str | None) -> str | None:
    return None if fault is None else f"{ASKED[form]} {fault}"


def _entries(tree: Node) -> Iterator[Node]:
    """The single values of a list, an interval, a relation; of a multiple of a list also its factor."""
    if isinstance(tree, Listed | Relation | Logic | Interval):
        for item in children(tree):
            yield from _entries(item)
    elif isinstance(tree, Binary) and tree.op in "*/" and any(isinstance(side, Listed) for side in children(tree)):
        for side in children(tree):
            yield from _entries(side)
    else:
        yield tree


def check_known(form: str) -> None:
    """Raises Unreadable for a form that is not known."""
    if form not in ASKED:
        raise Unreadable(f"The form {form} is not known; known are {', '.join(ASKED)}.", 0)
