"""Claims that are one another times a number: `2x < 2y` is `y > x`, `x^2 + y^2 = 1` is `2x^2 + 2y^2 = 2`."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import Any

from tutor.expression.nodes import Binary, Node
from tutor.maths.comparison.equality import compare
from tutor.maths.solving.statements import Claim, Joined, Operator, Statement
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.points import Assumed, random_points, readable_points
from tutor.maths.trees.probes import Evaluation, UndefinedError
from tutor.maths.trees.substitute import with_names
from tutor.maths.trees.textbook import rational_tree
from tutor.maths.trees.translate import Names

POINTS = 6
CHANCE_POINTS = 12
MIRRORED: dict[Operator, Operator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def same_claims(given: Statement, asked: Statement, in_play: Assumed, names: Names) -> bool:
    """Whether two statements are joined alike of claims that are multiples of each other, in any order."""
    if isinstance(given, Claim) and isinstance(asked, Claim):
        return _same_claim(given, asked, in_play, names)
    if not (isinstance(given, Joined) and isinstance(asked, Joined)):
        return False
    if given.op != asked.op or len(given.parts) != len(asked.parts):
        return False
    left = [*asked.parts]
    for part in given.parts:
        place = next((n for n, other in enumerate(left) if same_claims(part, other, in_play, names)), None)
        if place is None:
            return False
        del left[place]
    return True


def _same_claim(given: Claim, asked: Claim, in_play: Assumed, names: Names) -> bool:
    if given == asked:
        return True
    if asked.operator not in (given.operator, MIRRORED[given.operator]):
        return False
    factor = factor_between(given.difference, asked.difference, in_play, names)
    if factor is None:
        return False
    return asked.operator == (given.operator if factor > 0 else MIRRORED[given.operator])


def factor_between(given: Node, asked: Node, in_play: Assumed, names: Names) -> int | None:
    """The sign of the number, not zero, by which one is a multiple of the other; None where none was
    shown. It is asked(p) / given(p) at a point p, and given * asked(p) = asked * given(p) everywhere."""
    if not _exist_together(given, asked, in_play):
        return None
    for point in islice(readable_points(in_play), POINTS):
        a, b = _value_at(given, point), _value_at(asked, point)
        if a and b:
            scaled = Binary("*", given, _at(asked, point)), Binary("*", asked, _at(given, point))
            return (1 if a * b > 0 else -1) if compare(*scaled, names).same else None
    return None


def _exist_together(given: Node, asked: Node, in_play: Assumed) -> bool:
    """Whether one has a value where the other has, single points apart: `2 ln x` ends where `ln(x^2)` goes on."""
    return all(
        (_value_at(given, point) is None) == (_value_at(asked, point) is None)
        for point in random_points(in_play, CHANCE_POINTS, 11)
    )


def _at(tree: Node, point: dict[str, Fraction]) -> Node:
    return with_names(tree, {name: rational_tree(value) for name, value in point.items()})


def _value_at(tree: Node, point: dict[str, Fraction]) -> Any:
    """The value, None where there is none, zero where there is only noise."""
    at = Evaluation(point)
    try:
        value = at.value(tree)
    except (UndefinedError, UnboundedError, KeyError):
        return None
    return value if isinstance(value, Fraction) or abs(value) > at.mp.mpf(10) ** -30 else 0
