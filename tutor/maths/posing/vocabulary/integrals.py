"""Integrals, limits and critical points: searched for within bounds, and what is found is tried on numbers."""

from __future__ import annotations

import cmath
from typing import Any

import sympy

from tutor.maths.posing.arithmetic import size_of, subtract
from tutor.maths.posing.calls import FAILURES, bounded
from tutor.maths.posing.differences import limit_at
from tutor.maths.posing.exactness import approximate, float_at, near, same
from tutor.maths.posing.floats import Floats, Moving, UnfollowedError
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, listed_items, plain, symbolic
from tutor.maths.posing.vocabulary.algebra import as_symbol, at, guarded, multipliable
from tutor.maths.posing.vocabulary.antiderivatives import antiderivative
from tutor.maths.posing.vocabulary.calculus import diff, gradient
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered
from tutor.maths.posing.vocabulary.second_routes import area, area_of
from tutor.maths.posing.vocabulary.stationary import points_by_numpy, stationary_points

INTEGRALS: Vocabulary = {}

LARGEST_INTEGRAND = 120
LARGEST_LIMIT = 120
SIDES = {"+": (1,), "-": (-1,), "both": (1, -1)}
ELEMENTARY = (
    sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.asin, sympy.acos, sympy.atan, sympy.Abs,
    sympy.sinh, sympy.cosh, sympy.tanh, sympy.asinh, sympy.acosh, sympy.atanh,
)  # fmt: skip
JUMPING = (sympy.floor, sympy.ceiling, sympy.sign, sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise)
TRIED_AT = (0.731, 1.93, -0.417, 2.618)


# --- by quadrature and extrapolation ----------------------------------------------------------------


def _integrate(f: Moving, x: Moving, *ends: Moving) -> Floats:
    if len(ends) != 2:
        raise UnfollowedError
    return area_of(f, x, *ends)


def _limit(f: Moving, x: Moving, point: Moving, side: Moving | None = None) -> Floats:
    (name,) = x.names()
    sides = SIDES["both" if side is None else side.here()]
    return limit_at(lambda place: f.at({name: place}), float(point.here()), sides)


# --- exact ------------------------------------------------------------------------------------------


@entered(
    INTEGRALS, "integrate(f, x, a, b)",
    "integrate(x^2, x, 0, 3) = 9", _integrate, moves=True,
)  # fmt: skip
def integrate(f: Value, x: Value, *ends: Value) -> Value:
    """The integral from a to b, where the function has no gap between them (an end may be `oo`); without a and
    b: an antiderivative, without constant, of 1/x it is ln(x)."""
    if len(ends) not in (0, 2):
        raise FormulaError("it is called integrate(f, x) or integrate(f, x, a, b)")
    expression, symbol = symbolic(f), as_symbol(x)
    if size_of(multipliable(expression)) > LARGEST_INTEGRAND:
        raise TooLargeError("too long a function to integrate")
    return _definite(expression, symbol, ends) if ends else _antiderivative(expression, symbol)


@entered(INTEGRALS, "limit(f, x, a, side)", "limit(sin(x) / x, x, 0) = 1", _limit, moves=True)
def limit(f: Value, x: Value, a: Value, side: Value = "both") -> Value:
    """The limit where x goes to a, which may be `oo`. With "+" or "-" at the end: from the right, from the left."""
    expression, symbol = symbolic(f), as_symbol(x)
    if side not in SIDES:
        raise FormulaError('the side is "+" or "-"')
    if size_of(expression) > LARGEST_LIMIT:
        raise TooLargeError("too long a function for a limit")
    if not _is_infinite(a) and (value := _by_continuity(expression, symbol, a)) is not None:
        return value
    directions = ["+"] if _is_infinite(a) else ["+", "-"] if side == "both" else [side]
    found = [_limit_from(expression, symbol, a, each) for each in directions]
    if len(found) == 2 and not (found[0] == found[1] or same(found[0], found[1])):
        raise FormulaError("the limits from both sides differ")
    return found[0]


@entered(
    INTEGRALS, "critical_points(f, names)",
    "critical_points(x^3 - 3 x + y^2, [x, y]) = [[-1, 0], [1, 0]]",
    points_by_numpy, moves=True,
)  # fmt: skip
def critical_points(f: Value, names: Value) -> Value:
    """Where the gradient is zero, in rising order of their coordinates: of a list of names lists, of a single
    name numbers. f is a polynomial with rational coefficients; of a single name it may be a product with powers
    of e too."""
    symbols = [as_symbol(each) for each in listed_items(names)] if isinstance(names, list) else [as_symbol(names)]
    if symbolic(f).free_symbols - set(symbols):
        raise FormulaError("f has other names than those to look for")
    found = stationary_points([symbolic(each) for each in gradient(guarded(f), symbols)], symbols)
    return found if isinstance(names, list) else [each[0] for each in found]


# --- inside -----------------------------------------------------------------------------------------


def _is_infinite(value: Value) -> bool:
    return value in (sympy.oo, -sympy.oo)


def _antiderivative(expression: Any, symbol: Any) -> Value:
    refusal = "no antiderivative is found"
    found = antiderivative(expression, symbol)
    if found is None:
        found = bounded(lambda: sympy.integrate(expression, symbol), refusal)
        _require_elementary(found, "there is no elementary antiderivative, or none is found")
    if not _slopes_agree(found, expression, symbol):
        raise FormulaError(refusal)
    return plain(found)


def _definite(expression: Any, symbol: Any, ends: tuple[Value, ...]) -> Value:
    found = antiderivative(expression, symbol)
    is_between_numbers = not any(_is_infinite(each) for each in ends)
    if found is not None and is_between_numbers and expression.is_polynomial(symbol):
        return subtract(*(at(found, symbol, each) for each in reversed(ends)))
    try:
        value = subtract(*(limit(found, symbol, each, side) for each, side in zip(reversed(ends), "-+", strict=True)))
    except FormulaError:
        value = None
    if value is None:
        value = _of_bell(expression, symbol, ends)
    if value is None or symbolic(value).has(sympy.nan, sympy.I):
        low, high = (symbolic(each) for each in ends)
        value = bounded(lambda: sympy.integrate(expression, (symbol, low, high)), "the integral is not found")
        _require_elementary(value, "the integral is not found, or there is none")
    if not symbolic(value).free_symbols and not (expression.free_symbols - {symbol}):
        _require_area(value, expression, symbol, ends)
    return plain(value)


def _of_bell(expression: Any, symbol: Any, ends: tuple[Value, ...]) -> Value:
    """`c e^(-a x^2 + b x + d)` over all numbers is `c sqrt(pi/a) e^(b^2/(4 a) + d)`; None: it is no such thing."""
    factor, bell = expression.as_independent(symbol, as_Add=False)
    if not isinstance(bell, sympy.exp) or tuple(map(symbolic, ends)) != (-sympy.oo, sympy.oo):
        return None
    if not bell.args[0].is_polynomial(symbol):
        return None
    match sympy.Poly(bell.args[0], symbol).all_coeffs():
        case [a, b, d] if a.is_negative:
            return plain(factor * sympy.sqrt(sympy.pi / -a) * sympy.exp(d - b**2 / (4 * a)))
    return None


def _require_area(value: Value, expression: Any, symbol: Any, ends: tuple[Value, ...]) -> None:
    if symbolic(value).is_infinite:
        raise FormulaError("the integral is infinite")
    if not near(value, area(expression, symbol, *ends)):
        raise FormulaError("the integral is not found, or there is none")


def _require_elementary(found: Any, refusal: str) -> None:
    functions = found.atoms(sympy.Function)
    is_open = found.has(sympy.Integral, sympy.Limit, sympy.Piecewise, sympy.nan, sympy.I)
    if is_open or any(not isinstance(each, ELEMENTARY) for each in functions):
        raise FormulaError(refusal)


def _slopes_agree(found: Any, expression: Any, symbol: Any) -> bool:
    """Whether the derivative is the integrand wherever both have a value, and that is somewhere."""
    names = sorted(expression.free_symbols - {symbol}, key=lambda each: each.name)
    slope = symbolic(diff(found, symbol))
    tried = []
    for place in TRIED_AT:
        point = {symbol: complex(place), **{name: complex(0.3 + k) for k, name in enumerate(names, start=1)}}
        try:
            here, there = float_at(slope, point), float_at(expression, point)
        except FormulaError:
            continue
        if not cmath.isnan(here) and abs(there.imag) < 1e-12:
            tried.append(abs(here - there) <= 1e-8 * max(1.0, abs(there)))
    return bool(tried) and all(tried)


def _by_continuity(expression: Any, symbol: Any, point: Value) -> Value:
    """The value at the point, where it has one and nothing there jumps; else None."""
    if expression.has(*JUMPING):
        return None
    try:
        value = at(expression, symbol, point)
        if not symbolic(value).free_symbols:
            approximate(value)
    except (FormulaError, *FAILURES):
        return None
    return value


def _limit_from(expression: Any, symbol: Any, point: Value, side: Value) -> Value:
    refusal = "there is no limit, or it is not found"
    found = bounded(lambda: sympy.limit(expression, symbol, symbolic(point), side), refusal)
    if found.has(sympy.Limit, sympy.AccumBounds, sympy.nan, sympy.zoo, sympy.I) or symbol in found.free_symbols:
        raise FormulaError(refusal)
    return plain(found)
