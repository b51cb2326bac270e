"""Where a gradient is zero: exactly by resultants and linear algebra, by NumPy with Newton's steps from many starts."""

from __future__ import annotations

from typing import Any

import numpy
import sympy

from tutor.maths.posing.differences import polynomial_through
from tutor.maths.posing.differences import real_roots as floats_of_roots
from tutor.maths.posing.elimination import reduced
from tutor.maths.posing.exactness import approximate, same
from tutor.maths.posing.floats import Floats, Moving, UnfollowedError
from tutor.maths.posing.real_roots import real_roots
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, is_rational, plain
from tutor.maths.posing.vocabulary.algebra import put

HIGHEST_DEGREE = 5
NOT_FOUND = "the critical points of this function are not found"
EVERYWHERE = "there are infinitely many critical points"


def stationary_points(slopes: list[Any], symbols: list[Any]) -> list[list[Value]]:
    """The points where all slopes are zero, in rising order of their coordinates."""
    if len(symbols) == 1:
        return [[root] for root in _of_one_name(slopes[0], symbols[0])]
    polynomials = [_polynomial(each, symbols) for each in slopes]
    if all(each.total_degree() <= 1 for each in polynomials):
        return _of_linear(polynomials)
    if len(symbols) > 2:
        raise FormulaError(f"{NOT_FOUND}: over two names only those of quadratic functions are")
    return _of_two_names(polynomials, symbols)


def _of_one_name(slope: Any, symbol: Any) -> list[Value]:
    """The roots of those factors of the slope that are polynomials; powers of e have none."""
    numerator, denominator = sympy.fraction(sympy.cancel(sympy.together(slope)))
    found: list[Value] = []
    for factor in sympy.Mul.make_args(sympy.factor(numerator)):
        base = factor.base if factor.is_Pow and factor.exp.is_Integer else factor
        if base.func is sympy.exp or (symbol not in base.free_symbols and base != 0):
            continue
        coefficients = [plain(each) for each in _polynomial(base, [symbol]).all_coeffs()]
        if coefficients == [0]:
            raise FormulaError(EVERYWHERE)
        found += [root for root, _ in real_roots(coefficients) if not same(put(denominator, {symbol: root}), 0)]
    return sorted(found, key=approximate)


def _polynomial(slope: Any, symbols: list[Any]) -> Any:
    try:
        found = sympy.Poly(slope, *symbols)
    except sympy.PolynomialError:
        raise FormulaError(f"{NOT_FOUND}: it is no polynomial") from None
    if not all(each.is_Rational for each in found.coeffs()):
        raise FormulaError(f"{NOT_FOUND}: its coefficients are not rational")
    if len(symbols) > 1 and found.total_degree() > HIGHEST_DEGREE:
        raise TooLargeError(f"a polynomial of a degree over {HIGHEST_DEGREE + 1}")
    return found


def _of_linear(polynomials: list[Any]) -> list[list[Value]]:
    size = len(polynomials)
    units = [tuple(int(at == column) for at in range(size)) for column in range(size)]
    beside = [
        [*(plain(each.coeff_monomial(unit)) for unit in units), plain(-each.coeff_monomial((0,) * size))]
        for each in polynomials
    ]
    rows, pivots = reduced(beside)
    if size in pivots:
        return []
    if len(pivots) < size:
        raise FormulaError(EVERYWHERE)
    return [[row[-1] for row in rows]]


def _of_two_names(polynomials: list[Any], symbols: list[Any]) -> list[list[Value]]:
    x, y = symbols
    if any(each.is_zero for each in polynomials) or sympy.gcd(*polynomials).total_degree() > 0:
        raise FormulaError(EVERYWHERE)
    first, second = (each.as_expr() for each in polynomials)
    if y in first.free_symbols and y in second.free_symbols:
        shadow = sympy.resultant(first, second, y)
    else:
        shadow = second if y in first.free_symbols else first
    found = []
    for across, _ in real_roots([plain(each) for each in sympy.Poly(shadow, x).all_coeffs()]):
        if not _is_short(across):
            raise FormulaError(f"{NOT_FOUND}: a coordinate is no root of a quadratic equation")
        found += [[across, up] for up in _above(across, polynomials, symbols)]
    return found


def _above(across: Value, polynomials: list[Any], symbols: list[Any]) -> list[Value]:
    """The second coordinates of the points with this first one."""
    x, y = symbols
    if not is_rational(across):
        return _above_a_surd(across, polynomials, symbols)
    left = [[plain(each) for each in sympy.Poly(put(p.as_expr(), {x: across}), y).all_coeffs()] for p in polynomials]
    there = [each for each in left if each != [0]]
    return [root for root, _ in real_roots(there[0]) if all(_vanishes(root, each) for each in there[1:])]


def _above_a_surd(across: Value, polynomials: list[Any], symbols: list[Any]) -> list[Value]:
    """With a square root in the first coordinate the second is the common root of two polynomials over it."""
    x, y = symbols
    reduced_to = [sympy.Poly(sympy.expand(p.as_expr().subs(x, across)), y, extension=True) for p in polynomials]
    common = sympy.gcd(*reduced_to)
    if common.degree() == 0:
        return []
    if common.degree() > 2:
        raise FormulaError(NOT_FOUND)
    roots = [plain(sympy.radsimp(each)) for each in sympy.roots(common)]
    return sorted((each for each in roots if is_rational(each) or each.is_real), key=approximate)


def _vanishes(root: Value, coefficients: list[Value]) -> bool:
    value: Any = sympy.Integer(0)
    for each in coefficients:
        value = sympy.expand(value * root + each)
    return same(plain(value), 0)


def _is_short(value: Value) -> bool:
    return is_rational(value) or not value.has(sympy.Float)


# --- by NumPy ---------------------------------------------------------------------------------------

REACH = 12.0
STARTS = 25
STEPS = 60
DEGREE = 6


def points_by_numpy(f: Moving, names: Moving) -> Floats:
    """The critical points of a polynomial, all within 12 of the origin. UnfollowedError where some count double."""
    found = names.names()
    if len(found) == 1:
        slope = numpy.polyder(polynomial_through(lambda x: f.at({found[0]: x})))
        roots: Floats = numpy.array(floats_of_roots(slope))
        return roots[:, None] if numpy.ndim(names.here()) else roots
    if len(found) != 2:
        raise UnfollowedError
    return _newton(_surface(f, found))


def _surface(f: Moving, names: list[str]) -> Floats:
    """The coefficients of a polynomial in two names, through its values."""
    places = numpy.cos(numpy.pi * (numpy.arange(DEGREE + 1) + 0.5) / (DEGREE + 1)) * 2
    heights = numpy.array([[float(f.at(dict(zip(names, (x, y), strict=True)))) for y in places] for x in places])
    inverse = numpy.linalg.inv(numpy.vander(places, increasing=True))
    surface = inverse @ heights @ inverse.T
    surface[numpy.abs(surface) < 1e-9 * max(1.0, numpy.max(numpy.abs(surface)))] = 0
    for point in ((2.7, -1.9), (-3.3, 2.1)):
        value = float(f.at(dict(zip(names, point, strict=True))))
        if not abs(numpy.polynomial.polynomial.polyval2d(*point, surface) - value) < 1e-6 * max(1.0, abs(value)):
            raise UnfollowedError
    return surface


def _newton(surface: Floats) -> Floats:
    polyder, polyval = numpy.polynomial.polynomial.polyder, numpy.polynomial.polynomial.polyval2d
    slopes = [polyder(surface, axis=axis) for axis in (0, 1)]
    bends = [[polyder(each, axis=axis) for axis in (0, 1)] for each in slopes]
    grid = numpy.linspace(-REACH, REACH, STARTS) + 0.013
    x, y = (each.ravel() for each in numpy.meshgrid(grid, grid))
    for _ in range(STEPS):
        u, v = (polyval(x, y, each) for each in slopes)
        (a, b), (c, d) = ([polyval(x, y, each) for each in row] for row in bends)
        det = a * d - b * c
        x, y = x - (d * u - b * v) / det, y - (a * v - c * u) / det
    u, v = (polyval(x, y, each) for each in slopes)
    flat = numpy.isfinite(u + v) & (numpy.hypot(u, v) < 1e-9)
    (a, b), (c, d) = ([polyval(x[flat], y[flat], each) for each in row] for row in bends)
    if numpy.any(numpy.abs(a * d - b * c) < 1e-6):
        raise UnfollowedError
    points = sorted({(round(p, 7) + 0.0, round(q, 7) + 0.0) for p, q in zip(x[flat], y[flat], strict=True)})
    return numpy.array(points)
