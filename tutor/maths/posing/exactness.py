"""Whether two values are equal, nearly equal, or which is less: floats first, 40 digits for the rest.

This serves authors' conditions. What a learner answers is judged elsewhere, by other means.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from tutor.maths.posing.values import FormulaError, TooLargeError, Value, described, is_number, is_rational, symbolic

DIGITS = 40
EQUAL_WITHIN = 1e-30
NEAR_WITHIN = 1e-9
POINTS: tuple[tuple[Fraction, ...], ...] = tuple(
    tuple(Fraction(2 * k + 3 + shift, 7 + k % 5) for k in range(12)) for shift in (0, 3, 8)
)
"""Where expressions with names are compared: the k-th name takes the k-th number. All positive, so
that powers and logarithms stay real."""


def same(left: Value, right: Value) -> bool:
    """`left = right`, exactly. Lists are equal entry by entry, sets member by member."""
    if is_number(left) and is_number(right):
        if is_rational(left) and is_rational(right):
            return bool(left == right)
        return left == right or _agree(left, right)
    return _alike(left, right, same)


def near(left: Value, right: Value) -> bool:
    """`left ~ right`: equal up to rounding, relative to their size where that is over 1."""
    if is_number(left) and is_number(right):
        return all(_near_floats(a, b, NEAR_WITHIN) for a, b in _sampled(left, right))
    return _alike(left, right, near)


def within(left: Value, right: Value, distance: float) -> bool:
    """Whether two values without names lie within an absolute distance, entry by entry."""
    if is_number(left) and is_number(right):
        return all(abs(a - b) <= distance * (1 + NEAR_WITHIN) for a, b in _sampled(left, right))
    return _alike(left, right, lambda a, b: within(a, b, distance))


def less(left: Value, right: Value) -> bool:
    """`left < right` for real numbers."""
    if is_rational(left) and is_rational(right):
        return bool(left < right)
    if not (is_number(left) and is_number(right)):
        raise FormulaError(f"{described(left if not is_number(left) else right)} has no place in an order")
    a, b = approximate(left), approximate(right)
    if abs(a - b) > 1e-9 * max(1.0, abs(a), abs(b)):
        return a < b
    return not same(left, right) and _digits(symbolic(left) - symbolic(right)).real < 0


def approximate(value: Value) -> float:
    """The real number as a float. FormulaError where it has names in it or is not real."""
    if is_rational(value):
        return float(value)
    if not is_number(value):
        raise FormulaError(f"{described(value)} stands where a number belongs")
    if value.free_symbols:
        raise FormulaError(f"{value} has no number as its value")
    found = float_at(value, {})
    if abs(found.imag) > 1e-9 * max(1.0, abs(found)):
        raise FormulaError(f"{value} is not a real number")
    return found.real


def _alike(left: Value, right: Value, test: Callable[[Value, Value], bool]) -> bool:
    if isinstance(left, list | tuple) and type(left) is type(right):
        return len(left) == len(right) and all(test(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return len(left) == len(right) and all(any(test(a, b) for b in right) for a in left)
    return type(left) is type(right) and bool(left == right)


def _agree(left: Value, right: Value) -> bool:
    if any(not _near_floats(a, b, 1e-7) for a, b in _sampled(left, right)):
        return False
    difference = symbolic(left) - symbolic(right)
    if difference == 0:
        return True
    names = sorted(difference.free_symbols, key=lambda each: each.name)
    for point in POINTS:
        values = {name: symbolic(x) for name, x in zip(names, point, strict=False)}
        if abs(_digits(difference.subs(values) if names else difference)) > EQUAL_WITHIN:
            return False
        if not names:
            break
    return True


def _digits(value: Any) -> complex:
    """To 40 digits, then rounded to a float: what is left of a zero is far below 1e-30."""
    return complex(value.evalf(DIGITS, maxn=4 * DIGITS))


def _sampled(left: Value, right: Value) -> list[tuple[complex, complex]]:
    a, b = symbolic(left), symbolic(right)
    names = sorted(a.free_symbols | b.free_symbols, key=lambda each: each.name)
    if not names:
        return [(float_at(a, {}), float_at(b, {}))]
    if len(names) > len(POINTS[0]):
        raise TooLargeError("too many names to compare two expressions")
    points = [{name: complex(x) for name, x in zip(names, point, strict=False)} for point in POINTS]
    return [(float_at(a, point), float_at(b, point)) for point in points]


def _near_floats(a: complex, b: complex, share: float) -> bool:
    return abs(a - b) <= share * max(1.0, abs(a), abs(b))


def float_at(value: Any, point: dict[Any, complex]) -> complex:
    """A SymPy expression at a point, in floats of our own: SymPy's take a hundred times as long. FormulaError
    where it has no value there."""
    if value.is_Rational:
        return complex(int(value.p) / int(value.q))
    if value.is_Symbol:
        return point[value]
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    parts = [float_at(each, point) for each in value.args]
    try:
        if value.is_Add:
            return sum(parts, 0j)
        if value.is_Mul:
            return math.prod(parts, start=1 + 0j)
        if value.is_Pow:
            return parts[0] ** parts[1]
        if (function := _FLOATS.get(value.func)) is not None:
            return complex(function(parts[0]))
        return complex(value.subs({k: sympy.Float(v.real) for k, v in point.items()}).evalf(15))
    except (ZeroDivisionError, ValueError, TypeError, OverflowError) as error:
        raise FormulaError(f"{value} cannot be worked out") from error


_CONSTANTS: dict[Any, complex] = {sympy.E: complex(math.e), sympy.pi: complex(math.pi), sympy.I: 1j}

_FLOATS: dict[Any, Callable[[complex], complex]] = {
    sympy.exp: cmath.exp,
    sympy.log: cmath.log,
    sympy.sin: cmath.sin,
    sympy.cos: cmath.cos,
    sympy.tan: cmath.tan,
    sympy.acos: cmath.acos,
    sympy.asin: cmath.asin,
    sympy.atan: cmath.atan,
    sympy.Abs: abs,
}
