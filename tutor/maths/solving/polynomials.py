"""Polynomials in one name as lists of coefficients, and all their real roots.

Coefficients stand from the constant upwards; each is a Fraction while it is exact, else a number of
mpmath. Roots of exact polynomials are isolated by SymPy (continued fractions), others are found between
the roots of the derivative, where a polynomial rises or falls throughout: none is missed. Rational
roots come out as Fractions.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, zip_longest
from math import isqrt
from typing import Any

import sympy

from tutor.maths.solving.precision import MP, inexact, is_negligible

Coefficients = list[Any]
HIGHEST_DEGREE = 24
NEWTON_STEPS = 60
MOST_TURNS = 10
PLACES = 100
LONGEST = 10**40
"""Rational roots are looked for up to this denominator."""

_X = sympy.Symbol("x")


def added(a: Coefficients, b: Coefficients) -> Coefficients:
    return trimmed([_plus(x, y) for x, y in zip_longest(a, b, fillvalue=Fraction(0))])


def scaled(a: Coefficients, factor: Any) -> Coefficients:
    return trimmed([_times(x, factor) for x in a])


def multiplied(a: Coefficients, b: Coefficients) -> Coefficients:
    result: Coefficients = [Fraction(0)] * (len(a) + len(b) - 1 if a and b else 0)
    for n, x in enumerate(a):
        if x:
            for m, y in enumerate(b):
                if y:
                    result[n + m] = _plus(result[n + m], _times(x, y))
    return trimmed(result)


def _plus(x: Any, y: Any) -> Any:
    """The sum; zero where all digits cancel."""
    if isinstance(x, Fraction) and isinstance(y, Fraction):
        return x + y
    x, y = inexact(x), inexact(y)
    total = x + y
    return Fraction(0) if is_negligible(total, x) else total


def _times(x: Any, y: Any) -> Any:
    if isinstance(x, Fraction) and isinstance(y, Fraction):
        return x * y
    return Fraction(0) if x == 0 or y == 0 else inexact(x) * inexact(y)


def trimmed(a: Coefficients) -> Coefficients:
    """Without zeros at the top: the empty list is the zero polynomial."""
    while a and a[-1] == 0:
        a = a[:-1]
    return a


def is_exact(a: Coefficients) -> bool:
    return all(isinstance(x, Fraction) for x in a)


def derivative(a: Coefficients) -> Coefficients:
    return [_times(Fraction(n), x) for n, x in enumerate(a)][1:]


def value_at(a: Coefficients, x: Any) -> Any:
    """By Horner's rule; zero where all digits cancel."""
    if isinstance(x, Fraction) and is_exact(a):
        total = Fraction(0)
        for coefficient in reversed(a):
            total = total * x + coefficient
        return total
    x, result, size = inexact(x), MP.mpf(0), MP.mpf(0)
    for coefficient in reversed(a):
        number = inexact(coefficient)
        result = result * x + number
        size = size * abs(x) + abs(number)
    return Fraction(0) if is_negligible(result, size) else result


def can_be_solved(a: Coefficients) -> bool:
    """Whether `real_roots` finds them at little cost."""
    return len(a) <= (HIGHEST_DEGREE if is_exact(a) else MOST_TURNS) + 1


def real_roots(a: Coefficients) -> list[Any] | None:
    """The distinct real roots in rising order; None for the zero polynomial."""
    a = trimmed(a)
    if not a:
        return None
    if a[0] == 0:
        lowest = next(n for n, x in enumerate(a) if x)
        rest = real_roots(a[lowest:]) or []
        return sorted([Fraction(0), *rest], key=inexact)
    if len(a) <= 3:
        return _of_low_degree(a)
    if all(x == 0 for x in a[1:-1]):
        return _of_binomial(a)
    return _isolated(a) if is_exact(a) else _between_turns(a)


def _of_low_degree(a: Coefficients) -> list[Any]:
    if len(a) < 2:
        return []
    if len(a) == 2:
        return [_divided(-a[0], a[1])]
    constant, slope, square = a
    under = _plus(_times(slope, slope), _times(Fraction(-4), _times(square, constant)))
    if under < 0:
        return []
    if under == 0:
        return [_divided(-slope, 2 * square)]
    root = square_root(under)
    ends = [_divided(_plus(-slope, sign), 2 * square) for sign in (root, -root)]
    return sorted(ends, key=inexact)


def _divided(x: Any, y: Any) -> Any:
    return x / y if isinstance(x, Fraction) and isinstance(y, Fraction) else inexact(x) / inexact(y)


def square_root(x: Any) -> Any:
    """Exact for exact squares."""
    if isinstance(x, Fraction):
        root = Fraction(isqrt(x.numerator), isqrt(x.denominator))
        if root * root == x:
            return root
    return MP.sqrt(inexact(x))


def _of_binomial(a: Coefficients) -> list[Any]:
    """Roots of `a + b x^n`."""
    degree = len(a) - 1
    power = _divided(-a[0], a[-1])
    if power < 0 and degree % 2 == 0:
        return []
    size = MP.root(inexact(abs(power)), degree)
    root = as_simple(a, size if power > 0 else -size)
    return [root] if degree % 2 else sorted([root, -root], key=inexact)


def _isolated(a: Coefficients) -> list[Any]:
    """Roots of an exact polynomial."""
    rationals = [sympy.Rational(x.numerator, x.denominator) for x in reversed(a)]
    polynomial = sympy.Poly.from_list(rationals, _X, domain="QQ").sqf_part()
    once = [Fraction(int(x.p), int(x.q)) for x in reversed(polynomial.all_coeffs())]
    ends = [
        (Fraction(int(low.p), int(low.q)), Fraction(int(high.p), int(high.q))) for low, high in _intervals(polynomial)
    ]
    return [low if low == high else _in_bracket(once, low, high) for low, high in ends]


def _intervals(polynomial: Any) -> list[Any]:
    return list(polynomial.intervals(sqf=True))


def _in_bracket(a: Coefficients, low: Fraction, high: Fraction) -> Any:
    """The one root strictly between; the ends may be others, from which the bracket is drawn in."""
    rises = (value_at(a, low) or value_at(derivative(a), low)) < 0
    while value_at(a, low) == 0 or value_at(a, high) == 0:
        middle = (low + high) / 2
        value = value_at(a, middle)
        if value == 0:
            return middle
        low, high = (low, middle) if (value > 0) == rises else (middle, high)
    return as_simple(a, _crossing(a, inexact(low), inexact(high), rises))


def _between_turns(a: Coefficients) -> list[Any]:
    turns = real_roots(derivative(a)) or []
    bound = _bound(a)
    marks = [-bound, *(x for x in turns if abs(inexact(x)) < inexact(bound)), bound]
    values = [value_at(a, x) for x in marks]
    found = [x for x, value in zip(marks, values, strict=True) if value == 0]
    for (low, below), (high, above) in pairwise(zip(marks, values, strict=True)):
        if below and above and (below < 0) != (above < 0):
            found.append(as_simple(a, _crossing(a, inexact(low), inexact(high), above > 0)))
    return sorted(found, key=inexact)


def _bound(a: Coefficients) -> Fraction:
    """All roots are smaller (Cauchy)."""
    largest = max(abs(inexact(x) / inexact(a[-1])) for x in a[:-1])
    return Fraction(int(largest) + 2)


def _crossing(a: Coefficients, low: Any, high: Any, rises: bool) -> Any:
    """The one root between: Newton's steps, halving where they would leave the bracket."""
    numbers, slopes = [inexact(x) for x in a], [inexact(x) for x in derivative(a)]
    x = (low + high) / 2
    for _ in range(NEWTON_STEPS * 12):
        value, slope = MP.polyval(numbers[::-1], x), MP.polyval(slopes[::-1], x)
        if value == 0:
            return x
        if (value > 0) == rises:
            high = x
        else:
            low = x
        step = value / slope if slope else high - low
        after = x - step
        if not low < after < high:
            after = (low + high) / 2
        if is_negligible(after - x, x) or abs(after - x) < MP.eps:
            return after
        x = after
    return x


def as_simple(a: Coefficients, root: Any) -> Any:
    """The root as a Fraction where it is one of not too long a denominator."""
    if not is_exact(a) or isinstance(root, Fraction):
        return root
    near = Fraction(int(MP.nint(root * 10**PLACES)), 10**PLACES).limit_denominator(LONGEST)
    is_near = abs(inexact(near) - root) < MP.mpf(10) ** (2 - PLACES)
    return near if is_near and value_at(a, near) == 0 else root
