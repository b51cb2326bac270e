"""Derivatives: of one name, of many, of vectors of functions; tangents and Taylor polynomials.

By NumPy they are followed by differences, see `maths.differences`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy
import sympy

from tutor.maths.posing.arithmetic import LARGEST_EXPRESSION, add, divide, inner, multiply, power, size_of, subtract
from tutor.maths.posing.differences import partial, series_at
from tutor.maths.posing.exactness import same
from tutor.maths.posing.floats import Floats, Moving
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, is_matrix, listed_items, plain, whole
from tutor.maths.posing.vocabulary.algebra import as_symbol, at, expanded, guarded
from tutor.maths.posing.vocabulary.lists import total
from tutor.maths.posing.vocabulary.matrices import definiteness
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

CALCULUS: Vocabulary = {}

HIGHEST_ORDER = 8
MOST_NAMES = 8
CLOSE = 1e-6


# --- by differences ---------------------------------------------------------------------------------


def _place(f: Moving, names: list[str]) -> dict[str, float]:
    return {name: f.place(name) for name in names}


def _diff(f: Moving, *by: Moving) -> Floats:
    names = [name for each in by for name in each.names()]
    return partial(f.at, names, _place(f, names))


def _jacobian(f: Moving, by: Moving) -> Floats:
    names = by.names()
    return numpy.stack([partial(f.at, [name], _place(f, names)) for name in names], axis=-1)


def _hessian(f: Moving, by: Moving) -> Floats:
    names = by.names()
    return numpy.array([[partial(f.at, [a, b], _place(f, names)) for b in names] for a in names])


def _curl(f: Moving, by: Moving) -> Floats:
    slopes = _jacobian(f, by)
    if len(slopes) == 2:
        return slopes[1, 0] - slopes[0, 1]
    return numpy.array([slopes[j, i] - slopes[i, j] for i, j in ((1, 2), (2, 0), (0, 1))])


def _tangent(f: Moving, by: Moving, point: Moving) -> Floats:
    names = by.names()
    there = dict(zip(names, numpy.ravel(point.here()).tolist(), strict=True))
    rise = (partial(f.at, [name], there) * (f.place(name) - there[name]) for name in names)
    return f.at(there) + sum(rise)


def _taylor(f: Moving, by: Moving, point: Moving, degree: Moving) -> Floats:
    (name,) = by.names()
    centre = float(point.here())
    found = series_at(lambda x: f.at({name: x}), centre, round(float(degree.here())))
    return numpy.polynomial.polynomial.polyval(f.place(name) - centre, found)


def _classify(f: Moving, by: Moving, point: Moving) -> str:
    names = by.names()
    there = dict(zip(names, numpy.ravel(point.here()).tolist(), strict=True))
    bend = numpy.array([[partial(f.at, [a, b], there) for b in names] for a in names])
    values = numpy.linalg.eigvalsh(bend)
    if numpy.any(values > CLOSE) and numpy.any(values < -CLOSE):
        return "saddle point"
    if numpy.any(numpy.abs(values) <= CLOSE):
        return "undecided"
    return "minimum" if values[0] > 0 else "maximum"


# --- exact ------------------------------------------------------------------------------------------


@entered(CALCULUS, "diff(f, x, …)", "diff(x^3 y, x) = 3 x^2 y", _diff, moves=True)
def diff(f: Value, *names: Value) -> Value:
    """The derivative with respect to one name after the other; of a list: of each entry."""
    if isinstance(f, list):
        return [diff(each, *names) for each in f]
    if not 1 <= len(names) <= HIGHEST_ORDER:
        raise FormulaError(f"from 1 to {HIGHEST_ORDER} names to differentiate by")
    result = guarded(f)
    for name in names:
        result = _derivative(result, as_symbol(name))
        if size_of(result) > LARGEST_EXPRESSION:
            raise TooLargeError("a derivative that grows too long")
    return plain(result)


@entered(CALCULUS, "gradient(f, names)", "gradient(x y, [x, y]) = [y, x]", _jacobian, moves=True)
def gradient(f: Value, names: Value) -> Value:
    """The list of the partial derivatives."""
    return [diff(f, name) for name in _names(names)]


@entered(CALCULUS, "jacobian(f, names)", "jacobian([x y, x^2], [x, y]) = [[y, x], [2 x, 0]]", _jacobian, moves=True)
def jacobian(f: Value, names: Value) -> Value:
    """The matrix of the partial derivatives of a list of functions: a row for each function."""
    return [gradient(each, names) for each in listed_items(f)]


@entered(CALCULUS, "hessian(f, names)", "hessian(x^2 y, [x, y]) = [[2 y, 2 x], [2 x, 0]]", _hessian, moves=True)
def hessian(f: Value, names: Value) -> Value:
    """The matrix of the second partial derivatives."""
    symbols = _names(names)
    upper = [[diff(f, a, b) for b in symbols[row:]] for row, a in enumerate(symbols)]
    return [[upper[min(i, j)][abs(i - j)] for j in range(len(symbols))] for i in range(len(symbols))]


@entered(
    CALCULUS, "directional_derivative(f, names, direction)",
    "directional_derivative(x^2 y, [x, y], [3, 4]) = 6 x y + 4 x^2",
    lambda f, by, direction: numpy.dot(_jacobian(f, by), direction.here()), moves=True,
)  # fmt: skip
def directional_derivative(f: Value, names: Value, direction: Value) -> Value:
    """The gradient times a direction, which is taken as it stands: `normalised(v)` for the slope along v."""
    return inner(gradient(f, names), listed_items(direction))


@entered(
    CALCULUS, "divergence(F, names)", "divergence([x^2, x y], [x, y]) = 3 x",
    lambda f, by: numpy.trace(_jacobian(f, by)), moves=True,
)  # fmt: skip
def divergence(F: Value, names: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The sum of the derivatives of each component of a field by its own name."""
    return total([diff(each, name) for each, name in _field(F, names)])


@entered(CALCULUS, "curl(F, names)", "curl([-y, x], [x, y]) = 2", _curl, moves=True)
def curl(F: Value, names: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The curl of a field: a vector in three dimensions, a number in two."""
    pairs = _field(F, names)
    slopes = [[diff(each, name) for _, name in pairs] for each, _ in pairs]
    if len(slopes) == 2:
        return subtract(slopes[1][0], slopes[0][1])
    if len(slopes) != 3:
        raise FormulaError("a curl is there in two or three dimensions")
    return [subtract(slopes[j][i], slopes[i][j]) for i, j in ((1, 2), (2, 0), (0, 1))]


@entered(
    CALCULUS, "laplacian(f, names)", "laplacian(x^2 y + y^2, [x, y]) = 2 y + 2",
    lambda f, by: numpy.trace(_hessian(f, by)), moves=True,
)  # fmt: skip
def laplacian(f: Value, names: Value) -> Value:
    """The sum of the second derivatives by each name."""
    return total([diff(f, name, name) for name in _names(names)])


@entered(CALCULUS, "taylor(f, x, point, degree)", "taylor(exp(x), x, 0, 2) = 1 + x + x^2 / 2", _taylor, moves=True)
def taylor(f: Value, x: Value, point: Value, degree: Value) -> Value:
    """The Taylor polynomial at a point, a sum of powers of x - point; `expanded(…)` multiplies them out."""
    if not 0 <= whole(degree) <= HIGHEST_ORDER:
        raise FormulaError(f"a degree from 0 to {HIGHEST_ORDER}")
    away, derived, result = subtract(x, point), f, at(f, x, point)
    for order in range(1, degree + 1):
        derived = diff(derived, x)
        term = divide(multiply(at(derived, x, point), power(away, order)), math.factorial(order))
        result = add(result, term)
    return result


@entered(CALCULUS, "tangent(f, x, point)", "tangent(x^2, x, 3) = 6 x - 9", _tangent, moves=True)
def tangent(f: Value, x: Value, point: Value) -> Value:
    """The linear function that touches f at a point, multiplied out. With a list of names and a point: the
    tangent plane."""
    names, there = (listed_items(x), listed_items(point)) if isinstance(x, list) else ([x], [point])
    rise = inner(at(gradient(f, names), names, there), subtract(names, there))
    return expanded(add(at(f, names, there), rise))


@entered(
    CALCULUS, "classify(f, names, point)", 'classify(x^2 - y^2, [x, y], [0, 0]) = "saddle point"', _classify,
    moves=True,
)  # fmt: skip
def classify(f: Value, names: Value, point: Value) -> Value:
    """What a critical point is, by the second derivatives: minimum, maximum, saddle point, or undecided where
    they do not tell."""
    symbols, there = (names, point) if isinstance(names, list) else ([names], [point])
    if not all(same(each, 0) for each in at(gradient(f, symbols), symbols, there)):
        raise FormulaError("this is no critical point: the gradient is not zero")
    kind = definiteness(at(hessian(f, symbols), symbols, there))
    said = {"positive definite": "minimum", "negative definite": "maximum", "indefinite": "saddle point"}
    return said.get(kind, "undecided")


def _derivative(expression: Any, symbol: Any) -> Any:
    """Sums of powers by their rule, which takes a fraction of SymPy's time."""
    found = []
    for term in sympy.Add.make_args(expression):
        moving = [each for each in sympy.Mul.make_args(term) if symbol in each.free_symbols]
        if not moving:
            continue
        base, exponent = moving[0].as_base_exp()
        if len(moving) == 1 and base == symbol and exponent.is_Integer:
            found.append(term / symbol * exponent)
        else:
            found.append(sympy.diff(term, symbol))
    return sympy.Add(*found)


def _names(names: Value) -> list[Any]:
    symbols = listed_items(names)
    if not 1 <= len(symbols) <= MOST_NAMES:
        raise FormulaError(f"a list of 1 to {MOST_NAMES} names")
    return [as_symbol(each) for each in symbols]


def _field(components: Value, names: Value) -> list[tuple[Value, Any]]:
    parts, symbols = listed_items(components), _names(names)
    if len(parts) != len(symbols) or is_matrix(components):
        raise FormulaError("a field has as many components as names")
    return [*zip(parts, symbols, strict=True)]
