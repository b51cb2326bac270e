"""Answers that are equations, compared by their solutions.

Two equations are the same when one is a non-zero multiple of the other, or when each is met by the
solutions of the other. Solutions are found where the equation is of the first or second degree in
one of its names, the others held at chosen values; an equation of higher degree in a single name is
decided by its polynomial.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

import sympy

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Node, Number, Relation
from tutor.maths.equality import Comparison, assumed, compare, is_complex
from tutor.maths.kinds.frame import Frame, Kind, Reading, mismatch, read_tree, verdict_of
from tutor.maths.points import Assumed, random_points, readable_points
from tutor.maths.probes import Evaluation, UnboundedError, UndefinedError
from tutor.maths.substitute import with_names
from tutor.maths.textbook import rational_tree
from tutor.maths.translate import Names, to_sympy
from tutor.problem import Verdict

ZERO = Number("0")
NEARLY = 1e-30
PER_NAME = 8
HIGHEST_DEGREE = 12


def _difference(tree: Node, _: Frame) -> Node:
    """Left minus right: zero exactly where the equation holds."""
    if isinstance(tree, Relation) and tree.operators == ("=",):
        left, right = tree.operands
        return left if right == ZERO else Binary("-", left, right)
    raise mismatch("equation", tree)


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    return verdict_of(_same_solutions(given.value, asked.value, frame.names))


def _same_solutions(given: Node, asked: Node, names: Names) -> Comparison:
    if given == asked:
        return Comparison(True, "structure")
    in_play = assumed((given, asked), names)
    if not in_play:
        holds = [compare(side, ZERO, names).same for side in (given, asked)]
        return Comparison(None if None in holds else holds[0] == holds[1], "exact")
    if (multiple := _is_multiple(given, asked, in_play, names)) is not None:
        return multiple
    found = _by_solutions(given, asked, in_play, names)
    if found is None and len(in_play) == 1:
        found = _by_polynomials(given, asked, names)
    return Comparison(found, "probe" if found is None else "exact")


def _is_multiple(given: Node, asked: Node, in_play: Assumed, names: Names) -> Comparison | None:
    """Whether given * asked(p) = asked * given(p) everywhere, for a point p that solves neither."""
    for point in islice(readable_points(in_play), 6):
        if not _is_zero_at(given, point, names) and not _is_zero_at(asked, point, names):
            scaled = Binary("*", given, _at(asked, point)), Binary("*", asked, _at(given, point))
            result = compare(*scaled, names)
            return result if result.same else None
    return None


def _at(tree: Node, point: dict[str, Any]) -> Node:
    return with_names(tree, {name: rational_tree(value) for name, value in point.items()})


def _value(tree: Node, point: dict[str, Any], names: Names) -> Any:
    """The value at a point, None where it has none."""
    try:
        return Evaluation(point, is_complex=is_complex(tree, names)).value(tree)
    except (UndefinedError, UnboundedError, KeyError):
        return None


def _is_zero_at(tree: Node, point: dict[str, Any], names: Names) -> bool | None:
    value = _value(tree, point, names)
    if value is None:
        return None
    return bool(value == 0) if isinstance(value, Fraction) else bool(abs(value) < NEARLY)


def _by_solutions(given: Node, asked: Node, in_play: Assumed, names: Names) -> bool | None:
    """None where too few solutions were found, or a value is missing at one."""
    forth, back = list(_solutions(given, in_play, names)), list(_solutions(asked, in_play, names))
    held = [_is_zero_at(asked, point, names) for point in forth]
    held += [_is_zero_at(given, point, names) for point in back]
    if False in held:
        return False
    if None in held or not forth or not back:
        return None
    return True


def _solutions(tree: Node, in_play: Assumed, names: Names) -> Iterator[dict[str, Any]]:
    """Points that solve the equation `tree = 0`."""
    for name, _ in in_play:
        others = tuple(each for each in in_play if each[0] != name)
        places: Any = random_points(others, PER_NAME, 5) if others else ({},)
        for place in places:
            for root in _roots(tree, name, place, names):
                yield {**place, name: root}


def _roots(tree: Node, name: str, place: dict[str, Any], names: Names) -> list[Any]:
    """The real roots in one name, if the tree is a polynomial of degree 1 or 2 in it there."""
    values = [_value(tree, {**place, name: Fraction(x)}, names) for x in (0, 1, 2, 3, -2)]
    if not all(isinstance(value, Fraction) for value in values):
        return []
    at_0, at_1, at_2, at_3, at_minus_2 = values
    square = (at_2 - 2 * at_1 + at_0) / 2
    slope = at_1 - at_0 - square
    if at_3 != 9 * square + 3 * slope + at_0 or at_minus_2 != 4 * square - 2 * slope + at_0:
        return []
    if square == 0:
        return [-at_0 / slope] if slope else []
    under = slope * slope - 4 * square * at_0
    if under < 0:
        return []
    at = Evaluation({})
    root = at.mp.sqrt(at.inexact(under))
    exact = Fraction(int(at.mp.nint(root * under.denominator)), under.denominator)
    root = exact if exact * exact == under else root
    if isinstance(root, Fraction):
        return [(-slope + root) / (2 * square), (-slope - root) / (2 * square)]
    return [(at.inexact(-slope) + sign * root) / at.inexact(2 * square) for sign in (1, -1)]


def _by_polynomials(given: Node, asked: Node, names: Names) -> bool | None:
    """Equations in one name: the same real roots, counted exactly."""
    try:
        first, second = (_polynomial(tree, names) for tree in (given, asked))
    except (Unreadable, sympy.PolynomialError, ArithmeticError, ValueError, TypeError, AttributeError):
        return None
    if first is None or second is None:
        return None
    common = sympy.gcd(first, second)
    return all(sympy.quo(each, common).count_roots() == 0 for each in (first, second))


def _polynomial(tree: Node, names: Names) -> Any:
    above, below = sympy.fraction(sympy.together(to_sympy(tree, names)))
    if below.free_symbols or len(above.free_symbols) != 1:
        return None
    polynomial = sympy.Poly(above, *above.free_symbols)
    if polynomial.degree() > HIGHEST_DEGREE or not all(each.is_Rational for each in polynomial.coeffs()):
        return None
    return sympy.Poly(polynomial.sqf_part(), domain="QQ")


EQUATION = Kind("equation", read_tree("equation", _difference), _judge)
