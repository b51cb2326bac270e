"""Random polynomials: free ones, and such with roots, critical points, a saddle or a minimum where they are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from typing import Any

import sympy

from tutor.maths.posing.samplers.entries import LARGEST_ENTRY, draw, entries_of, size_of
from tutor.maths.posing.samplers.integer_matrices import applied, dot
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.samplers.systems import symmetric_matrix
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, is_rational, listed_items, plain, symbolic, whole

DEFAULT = Span(-9, 9)
NOT_ZERO = Span(-9, 9, frozenset({0}))
SMALL = Span(-3, 3)
MOST_NAMES = 4
LARGEST_DENOMINATOR = 20


def symbol_of(value: Value) -> Any:
    """The value, if it is one of the names of the exercise; else FormulaError."""
    if not isinstance(value, sympy.Symbol):
        raise FormulaError("the name of a variable belongs here, one of `names`")
    return value


def symbols_of(value: Value) -> list[Any]:
    """One name, or a list of up to four different ones."""
    found = [symbol_of(each) for each in (listed_items(value) if isinstance(value, list) else [value])]
    if not 1 <= len(set(found)) == len(found) <= MOST_NAMES:
        raise FormulaError(f"from 1 to {MOST_NAMES} different names")
    return found


def power_sum(x: Any, coefficients: Iterable[Value]) -> Value:
    """The polynomial with these coefficients, the constant first."""
    return plain(sympy.Add(*(symbolic(each) * x**power for power, each in enumerate(coefficients) if each)))


@sampler("polynomial(x, degree, coefficients = -9..9)", "polynomial(x, 3)")
def polynomial(stream: Stream, x: Value, degree: Value, coefficients: Value = DEFAULT) -> Value:
    """A polynomial in x of this degree, from 1, with whole coefficients of the range and two terms or more."""
    name, highest, bounds = symbol_of(x), size_of(degree, 1, "a degree"), entries_of(coefficients)
    filled = _without_zero(bounds)
    found = [draw(stream, bounds) for _ in range(highest)] + [draw(stream, filled)]
    if not any(found[:-1]):
        found[stream.below(highest)] = draw(stream, filled)
    return power_sum(name, found)


def _without_zero(entries: Span) -> Span:
    filled = Span(entries.low, entries.high, entries.excluded | {0})
    if not len(filled):
        raise FormulaError("the range yields only zeros")
    return filled


@sampler("polynomial_with_roots(x, roots, leading = 1)", "polynomial_with_roots(x, sample(2, [-3, -1, 2, 5]))")
def polynomial_with_roots(stream: Stream, x: Value, roots: Value, leading: Value = 1) -> Value:
    """The polynomial in x, multiplied out, that has these roots and no others, with whole coefficients; a root that is
    a fraction p/q is the factor q x - p. Nothing in it is drawn but the roots that are given."""
    found = [whole(leading)]
    for root in _points(roots, "roots"):
        found = _times_linear(found, root)
    if not found[-1]:
        raise FormulaError("a leading factor that is not 0")
    return power_sum(symbol_of(x), found)


def _points(value: Value, what: str) -> list[Fraction]:
    items = listed_items(value)
    size_of(len(items), 1, f"a number of {what}")
    if not all(is_rational(each) and abs(each) <= LARGEST_ENTRY for each in items):
        raise FormulaError(f"{what} are whole numbers or fractions from {-LARGEST_ENTRY} to {LARGEST_ENTRY}")
    found = [Fraction(each) for each in items]
    if any(each.denominator > LARGEST_DENOMINATOR for each in found):
        raise FormulaError(f"denominators up to {LARGEST_DENOMINATOR}")
    return found


def _times_linear(coefficients: Sequence[int], root: Fraction) -> list[int]:
    """Times q x - p, the constant first."""
    p, q = root.numerator, root.denominator
    pairs = zip([*coefficients, 0], [0, *coefficients], strict=True)
    return [q * before - p * here for here, before in pairs]


@sampler(
    "polynomial_with_critical_points(x, points, constants = -9..9)",
    "polynomial_with_critical_points(x, sample(2, [-2, -1, 1, 3]))",
)
def polynomial_with_critical_points(stream: Stream, x: Value, points: Value, constants: Value = DEFAULT) -> Value:
    """A polynomial in x with whole coefficients whose derivative is zero at these points and nowhere else; its size,
    its sign and its constant are drawn."""
    slope = [1]
    for point in _points(points, "points"):
        slope = _times_linear(slope, point)
    whole_sum = [Fraction(each, power + 1) for power, each in enumerate(slope)]
    scale = lcm(*(each.denominator for each in whole_sum)) * stream.choice((1, 1, -1, 2, -2))
    constant = draw(stream, entries_of(constants))
    return power_sum(symbol_of(x), [constant, *(int(each * scale) for each in whole_sum)])


@sampler("sparse_polynomial(names, terms, degree = 4, coefficients = -9..9 except 0)", "sparse_polynomial([x, y], 3)")
def sparse_polynomial(
    stream: Stream, names: Value, terms: Value, degree: Value = 4, coefficients: Value = NOT_ZERO
) -> Value:
    """A polynomial with exactly so many terms, none of them constant, none of a higher total degree, that has each of
    the names in it."""
    symbols, count, highest = symbols_of(names), size_of(terms), size_of(degree, 1, "a degree")
    bounds = _without_zero(entries_of(coefficients))
    left = [each for each in product(range(highest + 1), repeat=len(symbols)) if 1 <= sum(each) <= highest]
    if count > len(left) or count * highest < len(symbols):
        raise FormulaError(f"no polynomial of degree {highest} has so many terms, or so many names in so few")
    chosen: list[tuple[int, ...]] = []
    missing = set(range(len(symbols)))
    while len(chosen) < count:
        needed = len(missing) - highest * (count - len(chosen) - 1)
        fitting = [each for each in left if sum(each[at] > 0 for at in missing) >= needed]
        powers = stream.choice(fitting)
        chosen.append(powers)
        left.remove(powers)
        missing -= {at for at, power in enumerate(powers) if power}
    monomials = (sympy.Mul(*(name**power for name, power in zip(symbols, each, strict=True))) for each in chosen)
    return plain(sympy.Add(*(draw(stream, bounds) * each for each in monomials)))


@sampler("function_with_saddle(names, point, entries = -3..3)", "function_with_saddle([x, y], [1, -2])")
def function_with_saddle(stream: Stream, names: Value, point: Value, entries: Value = SMALL) -> Value:
    """A quadratic polynomial in 2 to 4 names whose only critical point is a saddle at this point of whole numbers;
    half its Hessian has entries of the range."""
    if len(symbols_of(names)) < 2:
        raise FormulaError("a saddle takes at least two names")
    return _quadratic(stream, names, point, "indefinite", entries)


@sampler("convex_function(names, minimum, entries = -3..3)", "convex_function([x, y], [1, -2])")
def convex_function(stream: Stream, names: Value, minimum: Value, entries: Value = SMALL) -> Value:
    """A strictly convex quadratic polynomial in 1 to 4 names whose minimum is at this point of whole numbers; half its
    Hessian has entries of the range."""
    return _quadratic(stream, names, minimum, "positive definite", entries)


def _quadratic(stream: Stream, names: Value, point: Value, kind: str, entries: Value) -> Value:
    """(x - p)^T A (x - p) plus a constant, multiplied out."""
    symbols = symbols_of(names)
    centre = [whole(each) for each in (listed_items(point) if isinstance(point, list) else [point])]
    if len(centre) != len(symbols) or any(abs(each) > LARGEST_ENTRY for each in centre):
        raise FormulaError("a point with a whole number for each name")
    places = range(len(symbols))
    matrix = _definite(stream, len(symbols), kind, entries)
    image = applied(matrix, centre)
    constant = dot(image, centre) + draw(stream, DEFAULT)
    squares = [matrix[i][j] * symbols[i] * symbols[j] for i in places for j in places]
    return plain(sympy.Add(constant, *squares, *(-2 * image[i] * symbols[i] for i in places)))


def _definite(stream: Stream, size: int, kind: str, entries: Value) -> list[list[int]]:
    if size > 1:
        found: list[list[int]] = symmetric_matrix(stream, size, kind, entries)
        return found
    positive = [each for each in entries_of(entries) if each > 0]
    if not positive:
        raise FormulaError("the range yields no positive number")
    return [[stream.choice(positive)]]
