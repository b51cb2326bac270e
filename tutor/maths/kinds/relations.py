"""Answers that are equations, compared by their solutions.

Two equations are the same when one is a non-zero multiple of the other; polynomials in one name, when
they have the same real roots, which is decided exactly; others, when each is met by the solutions of
the other. These are sought along each name, the others held at chosen values: by formula where the
equation is of degree 1 or 2 in the name there, else by bisection on a grid from -1000 to 1000.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, pairwise
from math import isqrt
from typing import Any

import sympy

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Node, Number, Relation
from tutor.maths.equality import Comparison, assumed, compare, is_complex
from tutor.maths.functions import UnboundedError
from tutor.maths.kinds.frame import Frame, Kind, Reading, mismatch, read_tree, verdict_of
from tutor.maths.points import FURTHER, READABLE, Assumed, random_points, readable_points
from tutor.maths.probes import Evaluation, UndefinedError
from tutor.maths.substitute import with_names
from tutor.maths.textbook import rational_tree
from tutor.maths.translate import Names, to_sympy
from tutor.problem import Verdict

ZERO = Number("0")
NEARLY = 1e-30
GRID = sorted({*READABLE, *FURTHER, *(Fraction(n, 3) for n in range(-30, 31))})
COARSE = sorted({*READABLE, *FURTHER})
STEPS = 40
BISECTIONS = 200
LEAST_WIDTH = 1e-50
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
    if len(in_play) == 1 and (found := _by_polynomials(given, asked, names)) is not None:
        return Comparison(found, "exact")
    found = _by_solutions(given, asked, in_play, names)
    if found is None:
        always = [compare(side, ZERO, names).same for side in (given, asked)]
        found = False if set(always) == {True, False} else None
    return Comparison(found, "probe")


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


def value_at(tree: Node, point: dict[str, Any], names: Names) -> Any:
    """The value at a point, None where it has none."""
    try:
        return Evaluation(point, is_complex=is_complex(tree, names)).value(tree)
    except (UndefinedError, UnboundedError, KeyError):
        return None


def is_zero(value: Any) -> bool:
    """Whether a value is zero, or noise."""
    return bool(value == 0) if isinstance(value, Fraction) else bool(abs(value) < NEARLY)


def _is_zero_at(tree: Node, point: dict[str, Any], names: Names) -> bool | None:
    value = value_at(tree, point, names)
    return None if value is None else is_zero(value)


def _by_solutions(given: Node, asked: Node, in_play: Assumed, names: Names) -> bool | None:
    """None where too few solutions were found. One of few solutions at which the other side has no value
    is not met; among the many of a curve it is passed over."""
    forth, back = list(_solutions(given, in_play, names)), list(_solutions(asked, in_play, names))
    held = [_is_zero_at(asked, point, names) for point in forth]
    held += [_is_zero_at(given, point, names) for point in back]
    if False in held or (None in held and len(in_play) == 1):
        return False
    return True if True in held and forth and back else None


def _solutions(tree: Node, in_play: Assumed, names: Names) -> Iterator[dict[str, Any]]:
    """Points that solve the equation `tree = 0`."""
    for name, _ in in_play:
        others = tuple(each for each in in_play if each[0] != name)
        places: Any = random_points(others, PER_NAME, 5) if others else ({},)
        for place in places:
            for root in edges(tree, name, place, names):
                point = {**place, name: root}
                if _is_zero_at(tree, point, names):
                    yield point


FITTED = (Fraction(0), Fraction(1), Fraction(2), Fraction(17, 7), Fraction(-13, 5))


def roots(tree: Node, name: str, place: dict[str, Any], names: Names) -> list[Any] | None:
    """The real roots in one name, others held; None unless it is a polynomial of degree at most 2 there."""
    values = [value_at(tree, {**place, name: x}, names) for x in FITTED]
    if None in values:
        return None
    at = Evaluation({})
    if not all(isinstance(value, Fraction) for value in values):
        values = [at.inexact(value) for value in values]
    at_0, at_1, at_2 = values[:3]
    square = (at_2 - 2 * at_1 + at_0) / 2
    slope = at_1 - at_0 - square
    for x, value in zip(FITTED[3:], values[3:], strict=True):
        step = x if isinstance(value, Fraction) else at.inexact(x)
        if not is_zero(square * step * step + slope * step + at_0 - value):
            return None
    if is_zero(square):
        return [] if is_zero(slope) else [-at_0 / slope]
    return _of_square(square, slope, at_0)


def _of_square(square: Any, slope: Any, constant: Any) -> list[Any]:
    under = slope * slope - 4 * square * constant
    if is_zero(under):
        return [-slope / (2 * square)]
    if under < 0:
        return []
    exact = _exact_root(under)
    if exact is not None:
        return [(-slope + exact) / (2 * square), (-slope - exact) / (2 * square)]
    at = Evaluation({})
    root = at.mp.sqrt(at.inexact(under))
    return [(at.inexact(-slope) + sign * root) / at.inexact(2 * square) for sign in (1, -1)]


def _exact_root(square: Any) -> Fraction | None:
    """The exact root of an exact square."""
    if not isinstance(square, Fraction):
        return None
    above, below = isqrt(square.numerator), isqrt(square.denominator)
    root = Fraction(above, below)
    return root if root * root == square else None


def edges(link: Node, name: str, place: dict[str, Fraction], names: Names) -> list[Any]:
    """Where a difference is zero along one name: by formula to degree 2, else by bisection."""
    found = roots(link, name, place, names)
    if found is not None:
        return found
    grid = COARSE if place else GRID
    values = [(x, value_at(link, {**place, name: x}, names)) for x in grid]
    known = [(x, value) for x, value in values if value is not None]
    met: list[Any] = [x for x, value in known if value == 0]
    for (low, a), (high, b) in pairwise(known):
        if (a < 0 < b) or (b < 0 < a):
            met.append(_crossing(link, name, place, (low, a), (high, b), names))
    return met


def _crossing(
    link: Node, name: str, place: dict[str, Fraction], low: tuple[Any, Any], high: tuple[Any, Any], names: Names
) -> Any:
    """The zero between two points of opposite sign, by the Illinois method; where there is a jump
    instead of a zero, the jump, by bisection."""
    at = Evaluation({})
    (left, a), (right, b) = ((at.inexact(x), at.inexact(value)) for x, value in (low, high))
    kept = 0
    for _ in range(STEPS):
        x = (a * right - b * left) / (a - b)
        value = value_at(link, {**place, name: x}, names)
        if value is None:
            break
        if abs(value) < LEAST_WIDTH:
            return x
        value = at.inexact(value)
        if (value > 0) == (b > 0):
            right, b, a, kept = x, value, a / 2 if kept < 0 else a, -1
        else:
            left, a, b, kept = x, value, b / 2 if kept > 0 else b, 1
    return _bisected(link, name, place, (low[0], high[0]), names)


def _bisected(link: Node, name: str, place: dict[str, Fraction], between: tuple[Any, Any], names: Names) -> Any:
    at = Evaluation({})
    low, high = (at.inexact(each) for each in between)
    rises = _is_above(link, {**place, name: high}, names)
    for _ in range(BISECTIONS):
        if high - low < LEAST_WIDTH:
            break
        middle = (low + high) / 2
        if _is_above(link, {**place, name: middle}, names) == rises:
            high = middle
        else:
            low = middle
    return high


def _is_above(link: Node, point: dict[str, Any], names: Names) -> bool:
    value = value_at(link, point, names)
    return value is not None and bool(value > 0)


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
