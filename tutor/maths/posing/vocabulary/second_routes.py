"""`slope`, `bend` and `area`: calculus by nothing but values of the function, to confirm what rules have given.

They see a function only through numbers, at sixty digits, and share nothing with `diff` and `integrate`.
Their results are rounded, a slope to 20 and an area to 11 decimals: compare them with `~`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy
import sympy

from tutor.maths.posing.differences import area_under, corners, partial
from tutor.maths.posing.exactness import approximate, float_at
from tutor.maths.posing.floats import Floats, Moving
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, listed_items, plain, symbolic
from tutor.maths.posing.vocabulary.algebra import as_symbol, at
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

SECOND_ROUTES: Vocabulary = {}

DIGITS = 60
STEP = sympy.Float("1e-15", DIGITS)
MOST_NAMES = 6
AGREEING = 1e-9
PLACES = 20
AREA_PLACES = 11


def _slope(f: Moving, by: Moving, point: Moving) -> Floats:
    names, there = _there(by, point)
    found = [partial(f.at, [name], there) for name in names]
    return numpy.stack(found, axis=-1) if numpy.ndim(by.here()) else found[0]


def _bend(f: Moving, by: Moving, point: Moving) -> Floats:
    names, there = _there(by, point)
    found = numpy.array([[partial(f.at, [a, b], there) for b in names] for a in names])
    return found if numpy.ndim(by.here()) else found[0, 0]


def _there(by: Moving, point: Moving) -> tuple[list[str], dict[str, float]]:
    names = by.names()
    return names, dict(zip(names, numpy.ravel(point.here()).tolist(), strict=True))


def area_of(f: Moving, by: Moving, low: Moving, high: Moving) -> Floats:
    """The area by quadrature, for `area` and `integrate`."""
    (name,) = by.names()
    return area_under(lambda x: f.at({name: x}), float(low.here()), float(high.here()))


@entered(SECOND_ROUTES, "slope(f, names, point)", "slope(x^2 y, [x, y], [1, 2]) ~ [4, 1]", _slope, moves=True)
def slope(f: Value, names: Value, point: Value) -> Value:
    """How steep f is at a point, by differences of its values: a second route to `gradient` (of a list of
    functions: to `jacobian`; of a single name: to `diff`)."""
    if isinstance(f, list):
        return [slope(each, names, point) for each in f]
    symbols, there = _symbols(names, point)
    function = _function(f, symbols, there)
    found = [_rounded(_difference(function, there, (each,))) for each in range(len(there))]
    return found if isinstance(names, list) else found[0]


@entered(
    SECOND_ROUTES, "bend(f, names, point)", "bend(x^2 y, [x, y], [1, 2]) ~ [[4, 2], [2, 0]]", _bend, moves=True,
)  # fmt: skip
def bend(f: Value, names: Value, point: Value) -> Value:
    """How f bends at a point, by differences of its values: a second route to `hessian` (of a single name: to
    the second derivative)."""
    symbols, there = _symbols(names, point)
    function = _function(f, symbols, there)
    size = range(len(there))
    found = {(a, b): _rounded(_difference(function, there, (a, b))) for a in size for b in size if a <= b}
    if not isinstance(names, list):
        return found[0, 0]
    return [[found[min(a, b), max(a, b)] for b in size] for a in size]


@entered(SECOND_ROUTES, "area(f, x, a, b)", "area(x^2, x, 0, 3) ~ 9", area_of, moves=True)
def area(f: Value, x: Value, a: Value, b: Value) -> Value:
    """The integral of f from a to b by quadrature: a second route to `integrate`. Ends may be `oo`."""
    expression, symbol = symbolic(f), as_symbol(x)
    if expression.free_symbols - {symbol}:
        raise FormulaError("other names than the one to integrate by have no number as their value")
    low, high = (_end(each) for each in (a, b))
    if low > high:
        return -area(f, x, b, a)
    try:
        found, error = mpmath.quad(lambda place: _real_at(expression, symbol, place), [low, high], error=True)
        if not _is_sure(found, error):
            ends = [low, *corners(low, high), high]
            found, error = mpmath.quad(lambda place: _real_at(expression, symbol, place), ends, error=True)
    except (ZeroDivisionError, OverflowError):
        raise FormulaError("the function has no value somewhere between the ends") from None
    if not _is_sure(found, error):
        raise TooLargeError("this area is not found by quadrature")
    return _to_places(sympy.Float(float(found), DIGITS), AREA_PLACES)


def _is_sure(found: Any, error: Any) -> bool:
    return bool(error <= AGREEING * max(1, abs(found)))


def _end(value: Value) -> float:
    if value in (sympy.oo, -sympy.oo):
        return float("inf") if value == sympy.oo else -float("inf")
    return approximate(value)


def _real_at(expression: Any, symbol: Any, place: Any) -> float:
    value = float_at(expression, {symbol: complex(float(place))})
    if not abs(value.imag) <= AGREEING * max(1.0, abs(value)):
        raise FormulaError("the function is not real everywhere between the ends")
    return value.real


Function = Callable[[tuple[Any, ...]], Any]


def _symbols(names: Value, point: Value) -> tuple[list[Any], list[Value]]:
    symbols, there = (listed_items(names), listed_items(point)) if isinstance(names, list) else ([names], [point])
    if len(symbols) != len(there) or not 1 <= len(symbols) <= MOST_NAMES:
        raise FormulaError(f"as many numbers as names, from 1 to {MOST_NAMES}")
    return [as_symbol(each) for each in symbols], there


def _function(f: Value, symbols: list[Any], there: list[Value]) -> Function:
    """f as a function of the coordinates; floats first, which refuse what is beyond them."""
    expression = symbolic(f)
    if expression.free_symbols - set(symbols):
        raise FormulaError("f has names that the point gives no number for")
    approximate(at(f, symbols, there))

    def value(place: tuple[Any, ...]) -> Any:
        return expression.evalf(DIGITS, subs=dict(zip(symbols, place, strict=True)))

    return value


def _difference(function: Function, there: list[Value], along: tuple[int, ...]) -> Any:
    """The central difference along one axis after the other."""
    if not along:
        return function(tuple(there))
    axis, rest = along[0], along[1:]
    above, below = (
        [*there[:axis], symbolic(there[axis]).evalf(DIGITS) + side, *there[axis + 1 :]] for side in (STEP, -STEP)
    )
    return (_difference(function, above, rest) - _difference(function, below, rest)) / (2 * STEP)


def _rounded(difference: Any) -> Value:
    if not difference.is_real:
        raise FormulaError("f has no real number as its value near this point")
    return _to_places(difference, PLACES)


def _to_places(value: Any, places: int) -> Value:
    return plain(Fraction(int(sympy.Integer(round(value * 10**places))), 10**places))
