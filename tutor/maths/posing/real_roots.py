"""The real roots of polynomials with rational coefficients: exact where square roots are enough."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import mpmath
import numpy
import sympy

from tutor.maths.posing.calls import bounded
from tutor.maths.posing.exactness import approximate
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, plain, symbolic

DIGITS = 180
HIGHEST_DEGREE = 24
LARGEST_DENOMINATOR = 1_000
NOT_FOUND = "the roots are not found"

Coefficients = list[Fraction]


def real_roots(coefficients: Sequence[Value]) -> list[tuple[Value, int]]:
    """Each real root, smallest first, and how often it counts. `coefficients`: the highest first. Rational roots
    and those of quadratic factors are exact, others have 180 digits. Raises TooLargeError."""
    left = [Fraction(each) for each in coefficients]
    while left and left[0] == 0:
        del left[0]
    if len(left) > HIGHEST_DEGREE + 1:
        raise TooLargeError(f"a polynomial of a degree over {HIGHEST_DEGREE}")
    found: list[tuple[Value, int]] = []
    for candidate in _candidates(left):
        times = 0
        while len(left) > 1 and (divided := _divided(left, candidate)) is not None:
            left, times = divided, times + 1
        found += [(plain(candidate), times)] if times else []
    if len(left) > 1:
        found += _irrational(left)
    return sorted(found, key=lambda each: approximate(each[0]))


def _candidates(coefficients: Coefficients) -> set[Fraction]:
    """Fractions near the roots in floats."""
    try:
        floats = [float(each) for each in coefficients]
        roots: Any = numpy.roots(floats) if len(floats) > 1 else []
    except (OverflowError, numpy.linalg.LinAlgError):
        return set()
    near = {Fraction(float(each.real)).limit_denominator(LARGEST_DENOMINATOR) for each in roots}
    return near | {Fraction(round(each)) for each in near}


def _divided(coefficients: Coefficients, root: Fraction) -> Coefficients | None:
    """Without the factor (x - root), by Horner; None where it is none."""
    quotient = [coefficients[0]]
    for each in coefficients[1:]:
        quotient.append(each + root * quotient[-1])
    return quotient[:-1] if quotient[-1] == 0 else None


def _irrational(coefficients: Coefficients) -> list[tuple[Value, int]]:
    if len(coefficients) == 3:
        return [(root, 2 if root_is_double else 1) for root, root_is_double in _of_quadratic(*coefficients)]
    polynomial = sympy.Poly([symbolic(plain(each)) for each in coefficients], sympy.Symbol("x"))
    factors = bounded(polynomial.factor_list, NOT_FOUND)[1]
    return [(root, times) for factor, times in factors for root in _of_factor(factor)]


def _of_quadratic(a: Fraction, b: Fraction, c: Fraction) -> list[tuple[Value, bool]]:
    inside = b**2 - 4 * a * c
    if inside <= 0:
        return [(plain(-b / (2 * a)), True)] if inside == 0 else []
    middle, aside = symbolic(plain(-b / (2 * a))), sympy.sqrt(symbolic(plain(inside / (4 * a**2))))
    return [(plain(middle - aside), False), (plain(middle + aside), False)]


def _of_factor(factor: Value) -> list[Value]:
    """The real roots of an irreducible polynomial."""
    coefficients = [Fraction(int(each.p), int(each.q)) for each in factor.all_coeffs()]
    if len(coefficients) == 2:
        return [plain(-coefficients[1] / coefficients[0])]
    if len(coefficients) == 3:
        return [root for root, _ in _of_quadratic(*coefficients)]
    with mpmath.workdps(DIGITS):
        numbers = [mpmath.mpf(each.numerator) / each.denominator for each in coefficients]
        try:
            found = mpmath.polyroots(numbers, maxsteps=200, extraprec=2 * DIGITS)
        except (mpmath.NoConvergence, ZeroDivisionError):
            raise FormulaError(NOT_FOUND) from None
        real = [mpmath.re(root) for root in found if abs(mpmath.im(root)) < mpmath.mpf(10) ** (-DIGITS // 2)]
        return [sympy.Float(mpmath.nstr(root, DIGITS), DIGITS) for root in real]
