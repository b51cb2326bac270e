"""How sure one may be of a share that was seen: the Beta law, in plain Python.

Needs nothing but `math`: the app process imports neither NumPy nor SymPy for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

LEVEL = 0.9
"""Nine times in ten the range holds what it says."""
_TINY = 1e-300
_STEPS = 100
_NEAR = 1e-13


@dataclass(frozen=True, slots=True)
class Share:
    """A chance that was estimated, and its range; all in 0..1, `low` <= `likely` <= `high`."""

    likely: float
    low: float
    high: float


@lru_cache(maxsize=512)
def jeffreys(successes: float, trials: float, level: float = LEVEL) -> Share:
    """The chance behind `successes` of `trials`, by the Beta(1/2, 1/2) prior of Jeffreys.

    `likely` is the mean of Beta(successes + 1/2, failures + 1/2); the range is equal-tailed, except that it begins
    at 0 where nothing succeeded and ends at 1 where everything did (Brown, Cai and DasGupta, "Interval Estimation
    for a Binomial Proportion", Statistical Science 16, 2001, section 3.1.2). Halves and the effective sizes of
    stratified samples are allowed. ValueError unless 0 <= successes <= trials and 0 < level < 1.
    """
    if not (0 <= successes <= trials and 0 < level < 1):
        raise ValueError(f"{successes} of {trials} at {level} is no share")
    a, b = successes + 0.5, trials - successes + 0.5
    tail = (1 - level) / 2
    low = 0.0 if successes == 0 else quantile(tail, a, b)
    high = 1.0 if successes == trials else quantile(1 - tail, a, b)
    return Share(a / (a + b), low, high)


def quantile(chance: float, a: float, b: float) -> float:
    """The point of 0..1 below which Beta(a, b) lies with this chance, to about 1e-12: by Newton's steps, halving
    where one would leave the interval in which it must lie."""
    low, high, x = 0.0, 1.0, a / (a + b)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    for _ in range(_STEPS):
        over = below(x, a, b) - chance
        low, high = (x, high) if over < 0 else (low, x)
        slope = math.exp(scale + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))
        stepped = x - over / slope if slope else low
        before, x = x, stepped if low < stepped < high else (low + high) / 2
        if abs(x - before) < _NEAR:
            break
    return x


def below(x: float, a: float, b: float) -> float:
    """The chance that Beta(a, b) lies below `x` in 0..1: the regularised incomplete beta function.

    By its continued fraction (DLMF 8.17.22), on the side of the mean on which it converges fast.
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b))
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(x, a, b) / a
    return 1 - front * _continued_fraction(1 - x, b, a) / b


def _continued_fraction(x: float, a: float, b: float) -> float:
    """By the modified method of Lentz (Thompson and Barnett, 1986)."""
    c, d = 1.0, 1 / _kept_off_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 1000):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _kept_off_zero(1 + factor * d)
            c = _kept_off_zero(1 + factor / c)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _kept_off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
