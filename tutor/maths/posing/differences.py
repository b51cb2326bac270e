"""Calculus without symbols: derivatives by differences, integrals by quadrature, limits and series by extrapolation.

Everything here works on floats and sees a function only through its values. Where two estimates do not
agree, nothing is claimed: UnfollowedError.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy

from tutor.maths.posing.floats import Floats, UnfollowedError

Curve = Callable[[float], Floats]
"""A function of one number; its values are floats or arrays."""

STEPS = (0.01, 0.003, 0.001)
OFFSETS = (-4, -3, -2, -1, 1, 2, 3, 4)
EIGHTH_ORDER = numpy.array([3, -32, 168, -672, 672, -168, 32, -3]) / 840
SIXTH_ORDER = numpy.array([0, -1, 9, -45, 45, -9, 1, 0]) / 60
AGREEING = 3e-8
"""Where the sixth order is as near as this to the eighth, the eighth is far nearer to the truth."""

SETTLED = 1e-8
HALVINGS = 10
QUADRATURE_END = 4.0
QUADRATURE_STEPS = 120
MOST_PIECES = 12
FIT_DEGREE = 12


def slope_at(curve: Curve, at: float) -> Floats:
    """The derivative, by central differences of eighth order; with smaller steps where the function bends fast."""
    for share in STEPS:
        step = share * max(1.0, abs(at))
        values = numpy.array([curve(at + k * step) for k in OFFSETS], float)
        fine, rough = (numpy.tensordot(order, values, axes=1) / step for order in (EIGHTH_ORDER, SIXTH_ORDER))
        if _are_near(fine, rough, AGREEING):
            return fine
    raise UnfollowedError


def partial(function: Callable[[Mapping[str, float]], Floats], by: Sequence[str], point: Mapping[str, float]) -> Floats:
    """The derivative by one name after the other, at a point."""
    if not by:
        return function(point)
    first, *rest = by
    return slope_at(lambda x: partial(function, rest, {**point, first: x}), point[first])


def area_under(curve: Curve, low: float, high: float) -> float:
    """The integral, ends may be infinite; where that does not settle, piece by piece between whole numbers."""
    if low > high:
        return -area_under(curve, high, low)
    try:
        return _smooth_area(curve, low, high)
    except UnfollowedError:
        ends = [low, *corners(low, high), high]
        if len(ends) == 2:
            raise
        return sum(_smooth_area(curve, a, b) for a, b in pairwise(ends))


def corners(low: float, high: float) -> list[float]:
    """The whole numbers between two ends, where they are few: functions that bend sharply do so there."""
    low, high = min(low, high), max(low, high)
    if not high - low <= MOST_PIECES:
        return [0.0] if low < 0 < high else []
    return [float(k) for k in range(math.floor(low) + 1, math.ceil(high))]


def _smooth_area(curve: Curve, low: float, high: float) -> float:
    """The trapezoidal rule after the substitution of Takahasi and Mori."""
    grid = numpy.linspace(-QUADRATURE_END, QUADRATURE_END, 2 * QUADRATURE_STEPS + 1)
    with numpy.errstate(all="ignore"):
        places, weights = _substituted(grid, low, high)
        inside = (places > low) & (places < high) & numpy.isfinite(weights) & (weights > 1e-300)
        terms = numpy.zeros(len(grid))
        terms[inside] = [float(curve(x)) for x in places[inside]] * weights[inside]
    fine, rough = numpy.sum(terms), 2 * numpy.sum(terms[::2])
    step = QUADRATURE_END / QUADRATURE_STEPS
    _require_near(fine * step, rough * step, SETTLED)
    return float(fine * step)


def _substituted(grid: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """Where the curve is looked at, and with what weight."""
    inner, outer = numpy.pi / 2 * numpy.sinh(grid), numpy.pi / 2 * numpy.cosh(grid)
    if numpy.isfinite([low, high]).all():
        half = (high - low) / 2
        return (low + high) / 2 + half * numpy.tanh(inner), half * outer / numpy.cosh(inner) ** 2
    if numpy.isfinite(low):
        return low + numpy.exp(inner), outer * numpy.exp(inner)
    if numpy.isfinite(high):
        return high - numpy.exp(inner), outer * numpy.exp(inner)
    return numpy.sinh(inner), outer * numpy.cosh(inner)


def limit_at(curve: Curve, at: float, sides: Sequence[int] = (1, -1)) -> float:
    """The limit at a number (from the right: 1, the left: -1), or at infinity; oo where the values grow evenly."""
    if numpy.isinf(at):
        return _settled(lambda h: curve(numpy.copysign(1 / h, at)))
    found = [_settled(lambda h, side=side: curve(at + side * h)) for side in sides]  # type: ignore[misc]
    _require_same(found)
    return found[0]


def _settled(curve: Curve) -> float:
    """The value at 0 that the values at 1/10, 1/20, 1/40, ... lead to (Richardson)."""
    steps = [0.1 / 2**k for k in range(HALVINGS)]
    values = [float(curve(step)) for step in steps]
    if not numpy.isfinite(values).all():
        raise UnfollowedError
    if all(after / before > 1.3 for before, after in pairwise(values) if before) and values[-1]:
        return float(numpy.copysign(numpy.inf, values[-1]))
    row, estimates = numpy.array(values), [values[-1]]
    for order in range(1, HALVINGS):
        row = row[1:] + (row[1:] - row[:-1]) / (2**order - 1)
        estimates.append(float(row[-1]))
    best = min(range(1, HALVINGS), key=lambda k: abs(estimates[k] - estimates[k - 1]))
    _require_near(numpy.array(estimates[best]), numpy.array(estimates[best - 1]), SETTLED)
    return estimates[best]


def series_at(curve: Curve, at: float, degree: int) -> list[float]:
    """The coefficients of the Taylor polynomial, of 1 first: by interpolation at Chebyshev's places."""
    wide, narrow = (_interpolated(curve, at, radius)[: degree + 1] for radius in (0.2, 0.14))
    _require_near(wide, narrow, 1e-6)
    return [float(each) for each in wide]


def _interpolated(curve: Curve, at: float, radius: float) -> Floats:
    return _through(lambda u: curve(at + radius * u)) / radius ** numpy.arange(FIT_DEGREE + 1)


def polynomial_through(curve: Curve) -> list[float]:
    """The coefficients of a polynomial of at most degree 12, the highest first, none of which is 0 but the last.
    UnfollowedError where it is no polynomial."""
    powers = _through(curve)
    size = max(1.0, float(numpy.max(numpy.abs(powers))))
    powers = numpy.where(numpy.abs(powers) < 1e-10 * size, 0.0, powers)
    for place in (1.7, -2.3):
        _require_near(numpy.polynomial.polynomial.polyval(place, powers), numpy.array(float(curve(place))), 1e-6)
    kept = numpy.trim_zeros(powers[::-1], "f")
    return [float(each) for each in kept] or [0.0]


def _through(curve: Curve) -> Floats:
    """The coefficients, of 1 first, of the polynomial that is met at Chebyshev's places."""

    def values(places: Floats) -> Floats:
        return numpy.array([float(curve(each)) for each in places])

    return numpy.polynomial.chebyshev.cheb2poly(numpy.polynomial.chebyshev.chebinterpolate(values, FIT_DEGREE))


def real_roots(coefficients: Floats) -> list[float]:
    """The real roots of a polynomial, each once, smallest first. Near ones are one root that counts double: their
    mean is far nearer to it than each of them."""
    found = numpy.roots(coefficients)
    found = found[numpy.argsort(found.real)]
    groups: list[list[complex]] = []
    for root in found:
        near = next((group for group in groups if abs(numpy.mean(group) - root) < 1e-3 * max(1, abs(root))), None)
        if near is None:
            groups.append([root])
        else:
            near.append(root)
    means = [complex(numpy.mean(group)) for group in groups]
    return sorted(mean.real for mean in means if abs(mean.imag) < 1e-9 * max(1.0, abs(mean)))


def _are_near(fine: Floats, rough: Floats, share: float) -> bool:
    """Not so where one is not a number, either."""
    return bool(numpy.all(numpy.abs(fine - rough) <= share * numpy.maximum(1.0, numpy.abs(fine))))


def _require_near(fine: Floats, rough: Floats, share: float) -> None:
    if not _are_near(fine, rough, share):
        raise UnfollowedError


def _require_same(found: Sequence[float]) -> None:
    if any(a != b and not abs(a - b) <= 10 * SETTLED * max(1.0, abs(a)) for a, b in pairwise(found)):
        raise UnfollowedError
