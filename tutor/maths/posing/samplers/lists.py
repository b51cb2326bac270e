"""Random lists of whole numbers whose mean and deviation are whole."""

from __future__ import annotations

from tutor.maths.posing.samplers.integer_matrices import dot
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.samplers.vectors import shapes_of_norm
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Value, whole

LONGEST = 20
LARGEST_DEVIATION = 50
MIXING_STEPS = 6
FIVE = (3, -3, 1, -1, 0)
"""Sum 0, sum of squares 5 times 2^2."""


@sampler("list_with_mean_and_deviation(n, mean, deviation)", "list_with_mean_and_deviation(4, 10, 5)")
def list_with_mean_and_deviation(stream: Stream, n: Value, mean: Value, deviation: Value) -> Value:
    """n whole numbers with this mean and this standard deviation, both whole; the deviation is that of all n, its
    square the mean of the squared distances. For odd n, from 5, the deviation is even."""
    count, middle, spread = whole(n, "a count"), whole(mean), whole(deviation)
    if not 2 <= count <= LONGEST or not 1 <= spread <= LARGEST_DEVIATION:
        raise FormulaError(f"from 2 to {LONGEST} numbers, and a deviation from 1 to {LARGEST_DEVIATION}")
    if count == 3 or (count % 2 and spread % 2):
        raise FormulaError("three whole numbers have no whole deviation, other odd counts only an even one")
    distances = [spread // 2 * each for each in FIVE] if count % 2 else []
    while count - len(distances) >= 4:
        distances += _four(stream, spread)
    distances += [spread, -spread] * ((count - len(distances)) // 2)
    for _ in range(MIXING_STEPS * count if count > 2 else 0):
        distances = _mixed(stream, distances)
    return [middle + each for each in stream.shuffled(distances)]


def _four(stream: Stream, spread: int) -> list[int]:
    """Four numbers with sum 0 and sum of squares 4 spread^2 = p^2 + q^2 + r^2, where p, q, r are the sums of the first
    and one of the others."""
    p, q, r = stream.choice(shapes_of_norm(3, 2 * spread))
    return [(p + q + r) // 2, (p - q - r) // 2, (q - p - r) // 2, (r - p - q) // 2]


def _mixed(stream: Stream, distances: list[int]) -> list[int]:
    """Reflected along a vector with sum 0, which keeps sum and sum of squares; unless that has fractions."""
    weights = stream.choice(((1, 1, -1, -1), (1, 1, -1, -1), (1, 1, -2), (2, 1, -3), (1, 1, 1, -3)))
    places = stream.shuffled(range(len(distances)))[: len(weights)]
    factor = 2 * dot(weights, [distances[at] for at in places])
    square = dot(weights, weights)
    if factor % square:
        return distances
    moved = list(distances)
    for at, weight in zip(places, weights, strict=True):
        moved[at] -= factor // square * weight
    return moved
