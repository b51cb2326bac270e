"""Where two expressions are compared: readable points first, then random ones that never change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from random import Random

READABLE = tuple(Fraction(each) for each in ("2", "3", "1", "0", "-1", "-2", "5", "4", "-3", "1/2", "10", "-1/2"))
FURTHER = tuple(Fraction(each) for each in ("1/3", "7", "-7", "1/10", "100", "-100", "9/10", "1000", "-1000"))
SCALES = (1, 3, 10, 100, 10_000)

_RANGES = {
    "positive": lambda x: x > 0,
    "natural": lambda x: x > 0 and x.denominator == 1,
    "positive integer": lambda x: x > 0 and x.denominator == 1,
    "nonnegative integer": lambda x: x >= 0 and x.denominator == 1,
    "negative": lambda x: x < 0,
    "nonnegative": lambda x: x >= 0,
    "nonzero": lambda x: x != 0,
    "integer": lambda x: x.denominator == 1,
}

WHOLE = frozenset(("integer", "natural", "positive integer", "nonnegative integer"))
REAL = frozenset(("real", *_RANGES))
"""What is assumed of a name that stands for a real number."""

SIGNED = REAL - {"real", "integer"}
"""Assumptions by which zero is an edge."""

Assumed = tuple[tuple[str, str], ...]
"""Names in order, each with what is assumed of it."""


def is_allowed(value: Fraction, assumption: str) -> bool:
    test = _RANGES.get(assumption)
    return test is None or test(value)


def readable_points(names: Assumed, hints: Sequence[Fraction] = ()) -> Iterator[dict[str, Fraction]]:
    """Small whole numbers first; then the numbers in `hints` (where an absolute value or a maximum
    may turn), and what lies beside them."""
    beside = [hint + step for hint in hints for step in (0, 1, -1, Fraction(1, 2))]
    values = list(dict.fromkeys([*READABLE, *beside, *(-each for each in beside), *FURTHER]))
    for number, start in enumerate(values):
        point = {names[0][0]: start} if len(names) == 1 else _spread(names, values, number)
        if all(is_allowed(point[name], assumption) for name, assumption in names):
            yield point


def _spread(names: Assumed, values: Sequence[Fraction], number: int) -> dict[str, Fraction]:
    """Several names at once: each steps through the values at a pace of its own, so that they are
    now equal, now different, now of opposite sign."""
    point = {}
    for place, (name, assumption) in enumerate(names):
        allowed = [value for value in values if is_allowed(value, assumption)]
        point[name] = allowed[(number * (place + 1) + place) % len(allowed)]
    return point


@lru_cache(maxsize=256)
def random_points(names: Assumed, count: int, stream: int = 0) -> tuple[dict[str, Fraction], ...]:
    """`count` points drawn from a fixed seed, over several orders of magnitude."""
    random = Random(f"nabla {stream} {count}")
    return tuple(
        {name: _draw(random, assumption, SCALES[n % len(SCALES)]) for name, assumption in names} for n in range(count)
    )


def whole_points(names: Assumed, count: int, stream: int) -> tuple[dict[str, Fraction], ...]:
    """Random points at small whole numbers, for what has values only there, such as `n!`."""
    return random_points(tuple((name, "natural") for name, _ in names), count, stream)


def points_near(points: Sequence[Mapping[str, Fraction]], names: Assumed, stream: int) -> Iterator[dict[str, Fraction]]:
    """Points close to those given, for what has values only in a narrow range."""
    random = Random(f"nabla near {stream}")
    for point in points:
        for _ in range(3):
            near = {name: value + Fraction(random.randint(-999, 999), 3001) for name, value in point.items()}
            if all(is_allowed(near[name], assumption) for name, assumption in names):
                yield near


def _draw(random: Random, assumption: str, scale: int) -> Fraction:
    if assumption in WHOLE:
        low = {"integer": -scale - 9, "nonnegative integer": 0}.get(assumption, 1)
        return Fraction(random.randint(low, scale + 9))
    value = Fraction(random.randint(1, 10**6), random.choice((999_983, 999_979, 999_961))) * scale
    if assumption == "negative":
        return -value
    if assumption in ("positive", "nonnegative"):
        return value
    return value if random.random() < 0.5 else -value
