"""Slips with one term of a sum: its sign, or the term itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import sympy

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Negative, Node, Number, walk
from tutor.maths.diagnosis.evidence import Sides, Slip, as_rational, is_small
from tutor.maths.kinds.frame import Frame
from tutor.maths.trees.matrices import TWO
from tutor.maths.trees.textbook import to_tree
from tutor.maths.trees.translate import to_sympy

MOST_TERMS = 12
LARGEST_EXPANDED = 60
HIGHEST_EXPANDED = 6


def terms_of(tree: Node) -> list[Node]:
    """The terms of a sum as it is written, each with its sign."""
    match tree:
        case Binary(op="+", left=left, right=right):
            return terms_of(left) + terms_of(right)
        case Binary(op="-", left=left, right=right):
            return terms_of(left) + [Negative(term) for term in terms_of(right)]
        case Negative(operand=operand):
            return [Negative(term) for term in terms_of(operand)]
    return [tree]


def _sums(sides: Sides) -> Iterator[list[Node]]:
    """The key as a sum: as written, and multiplied out."""
    if not is_small(sides.asked) or not _is_irrational(sides):
        return
    written = terms_of(sides.asked)
    if 1 < len(written) <= MOST_TERMS:
        yield written
    expanded = _expanded(sides.asked, sides.frame) if sides.has_names else []
    if 1 < len(expanded) <= MOST_TERMS and len(expanded) != len(written):
        yield expanded


def _is_irrational(sides: Sides) -> bool:
    """Between fractions a sum fits by chance."""
    return sides.has_names or any(
        as_rational(value) is None for look in sides.looks for value in (look.given, look.asked)
    )


def _expanded(tree: Node, frame: Frame) -> list[Node]:
    parts = list(walk(tree))
    powers = [part.right for part in parts if isinstance(part, Binary) and part.op == "^"]
    if len(parts) > LARGEST_EXPANDED or any(
        isinstance(each, Number) and each.value > HIGHEST_EXPANDED for power in powers for each in walk(power)
    ):
        return []
    try:
        value = sympy.expand(to_sympy(tree, frame.names))
        return [to_tree(term) for term in sympy.Add.make_args(value)]
    except (Unreadable, ArithmeticError, ValueError, TypeError, NotImplementedError, AttributeError):
        return []


def _other_sign(sides: Sides) -> Iterator[Node]:
    for terms in _sums(sides):
        for term in terms:
            yield Binary("-", sides.asked, Binary("*", TWO, term))


def _without_one(sides: Sides) -> Iterator[Node]:
    for terms in _sums(sides):
        for place in range(len(terms)):
            yield sum_of_terms(terms[:place] + terms[place + 1 :])


def sum_of_terms(terms: list[Node]) -> Node:
    return reduce(lambda a, b: Binary("+", a, b), terms)


TERMS: tuple[Slip, ...] = (
    Slip("term-sign", "One term has the wrong sign.", 4, _other_sign),
    Slip("missing-term", "A term is missing.", 4, _without_one),
)
