"""Zeros of what has no formula: a rough search in floats, then Newton-like steps to 200 digits."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import copysign, inf, isfinite, isnan
from typing import Any

from tutor.expression.nodes import Node
from tutor.maths.solving.floats import Function, as_float
from tutor.maths.solving.line import Line
from tutor.maths.solving.precision import MP, NOISE, inexact, is_negligible

FINE = tuple(n / 8 + 0.0137 for n in range(-160, 161))
WIDE = tuple(
    sign * step * 10.0**power for sign in (1, -1) for power in (1, 2, 3, 4, 6, 9) for step in (1.7, 3.1, 5.3, 8.9)
)
NARROW = tuple(sign * step * 10.0**power for sign in (1, -1) for power in (-2, -3, -4, -6, -9) for step in (1.1, 3.7))
GRID = tuple(sorted((*FINE, *WIDE, *NARROW)))
COARSE = GRID[::6]
QUICKNESS = 40
"""So many steps in floats cost as much as one with many digits."""
BESIDE = (1e-9, 1e-5, 1e-2)
BISECTIONS = 60
POLISHINGS = 14
MOST_ZEROS = 12
"""More zeros than these, the nearest, are hardly finitely many."""
SIMPLE = 1000
NEAR = Fraction(1, 10_000)
"""A zero that is touched, roughly found, is tried at the fraction of denominator up to `SIMPLE` beside it."""
REACH = MP.mpf("0.01")
FLAT = 1e-30
"""A slope relatively smaller than this is none: the zero is touched, or crossed more than once."""
LEAST = 1e-5
"""A minimum of |f| relatively smaller than this may touch zero."""


def searched(tree: Node, level: Any, line: Line, edges: list[Any]) -> list[Any]:
    """The zeros of `tree - level` that a grid shows, among them those where it only touches zero. `edges`:
    where it may jump or cease to exist."""
    quick = line.as_floats(tree)
    function = quick or line.rough(tree)
    offset = as_float(level)

    def shifted(x: float) -> float:
        return function(x) - offset

    places = sorted({as_float(edge) for edge in edges})
    grid = sorted(
        {*GRID, *(edge + sign * step * max(1.0, abs(edge)) for edge in places for step in BESIDE for sign in (1, -1))}
    )
    values = [shifted(x) for x in grid]
    starts = [*_crossings(shifted, grid, values, places), *_touches(shifted, grid, values)]
    starts.sort(key=lambda bracket: abs(bracket[0]))
    polished = (_polished(tree, level, line, low, high) for low, high in starts[:MOST_ZEROS])
    found = [x for x in polished if x is not None]
    return [*found, *_seconds(tree, level, line, found, edges)]


def _crossings(
    function: Function, grid: list[float], values: list[float], edges: list[float]
) -> list[tuple[float, float]]:
    """Brackets around changes of sign, and single zeros; a run of zeros is what floats make of small values."""
    found = []
    for (low, a), (high, b) in pairwise(zip(grid, values, strict=True)):
        if a == 0 or b == 0:
            if a != b:
                found.append((low, low) if a == 0 else (high, high))
        elif not (isnan(a) or isnan(b)) and a * copysign(1, b) < 0 and bisect(edges, low) == bisect(edges, high):
            found.append(_halved(function, low, high, a))
    return found


def _halved(function: Function, low: float, high: float, below: float) -> tuple[float, float]:
    """A narrow bracket around the change of sign."""
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        value = function(middle)
        if middle in (low, high) or isnan(value):
            break
        if value == 0:
            return middle, middle
        if (value > 0) == (below > 0):
            low = middle
        else:
            high = middle
    return low, high


def _touches(function: Function, grid: list[float], values: list[float]) -> list[tuple[float, float]]:
    """Where |f| has a minimum near zero without changing sign."""
    found = []
    for n in range(1, len(grid) - 1):
        a, b, c = values[n - 1 : n + 2]
        if not all(map(isfinite, (a, b, c))) or not (a * b > 0 and b * c > 0):
            continue
        if abs(b) <= min(abs(a), abs(c)) and b != 0:
            x, least = _lowest(function, grid[n - 1], grid[n + 1])
            if least < LEAST * max(abs(a), abs(c), 1e-300):
                found.append((x, x))
    return found


def _seconds(tree: Node, level: Any, line: Line, found: list[Any], edges: list[Any]) -> Iterator[Any]:
    """Further zeros, too near to others for a grid: where the signs on both sides of a zero, at some distance,
    are the same, it cannot be the only one at which the sign changes."""
    for zero in found:
        distances = (abs(inexact(other) - inexact(zero)) for other in (*found, *edges) if other != zero)
        reach = min(REACH, min(distances, default=REACH) / 2)
        second = _second(tree, level, line, zero, reach)
        if second is not None:
            yield second


def _second(tree: Node, level: Any, line: Line, zero: Any, reach: Any) -> Any:
    """Where f(x)/(x - zero) changes its sign within reach, by halving and then by secants."""

    def divided(x: Any) -> Any:
        value = _apart(tree, level, line, x)
        return value / (x - zero) if value else None

    zero = inexact(zero)
    low, high = zero - reach, zero + reach
    below, above, slope = divided(low), divided(high), divided(zero + MP.mpf(10) ** -50)
    if below is None or above is None or slope is None or below * above > 0 or abs(slope) < FLAT * abs(above):
        return None
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        value = slope if middle == zero else divided(middle)
        if value is None:
            return None
        low, high = (middle, high) if value * below > 0 else (low, middle)
    return _settled(lambda x: _apart(tree, level, line, x), low, high)


def _lowest(function: Function, low: float, high: float) -> tuple[float, float]:
    """By golden section."""
    ratio = 0.6180339887498949
    for _ in range(50):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        a, b = abs(function(left)), abs(function(right))
        if isnan(a) or isnan(b):
            return low, inf
        if a < b:
            high = right
        else:
            low = left
    middle = (low + high) / 2
    return middle, abs(function(middle))


def _polished(tree: Node, level: Any, line: Line, low: float, high: float) -> Any:
    """The zero near a bracket to all digits, by secants; where these do not settle, as a zero of the
    slope. Where the sign only jumps, that place; None where nothing happens."""
    simple = Fraction(low).limit_denominator(SIMPLE)
    if abs(simple - Fraction(low)) < NEAR * max(Fraction(1), abs(simple)) and _apart(tree, level, line, simple) == 0:
        return simple
    x = _settled(lambda at: _apart(tree, level, line, at), low, high)
    if x is not None:
        return x
    step = MP.mpf(10) ** -60

    def slope(at: Any) -> Any:
        above, below = _apart(tree, level, line, at + step), _apart(tree, level, line, at - step)
        return None if above is None or below is None else (above - below) / (2 * step)

    x = _settled(slope, low, high)
    value = None if x is None else _apart(tree, level, line, x)
    if value is not None and abs(value) < NOISE**0.5:
        return x
    return None if low == high else MP.mpf(low)


def _apart(tree: Node, level: Any, line: Line, x: Any) -> Any:
    value = line.value(tree, x)
    if value is None:
        return None
    if isinstance(value, Fraction) and isinstance(level, Fraction):
        return inexact(value - level)
    apart = inexact(value) - inexact(level)
    return MP.mpf(0) if isinstance(x, Fraction) and is_negligible(apart, inexact(level)) else apart


def _settled(function: Any, low: Any, high: Any) -> Any:
    """Where secants from a narrow bracket end, if they end."""
    start = MP.mpf(low)
    near = MP.mpf(high) if high != low else start + MP.mpf(10) ** -9 * max(1, abs(start))
    before, here = function(start), function(near)
    for _ in range(POLISHINGS):
        if before is None or here is None:
            return None
        if here == 0:
            return near if near else Fraction(0)
        if here == before:
            return None
        after = near - here * (near - start) / (here - before)
        start, before = near, here
        if abs(after - near) <= abs(after) * NOISE:
            return after
        near, here = after, function(after)
        if abs(near - low) > MP.mpf(10) ** -3 * max(1, abs(low)):
            return None
    return None
