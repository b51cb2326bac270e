"""Random vectors and matrices of whole numbers, with what they promise built in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from math import gcd, isqrt

from tutor.maths.posing.samplers.frames import frame
from tutor.maths.posing.samplers.integer_matrices import rank_of
from tutor.maths.posing.samplers.registry import count_of, drawn_from, sampler, times
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, listed_items, whole

MOST_TRIES = 200
SMALL = Span(-4, 4)
PYTHAGOREAN: tuple[tuple[int, int, int], ...] = (
    (3, 4, 5), (6, 8, 10), (5, 12, 13), (9, 12, 15), (8, 15, 17), (12, 16, 20), (7, 24, 25), (20, 21, 29),
)  # fmt: skip


@sampler("vector(n, range)", "vector(3, -4..4)")
def vector(stream: Stream, n: Value, range: Value) -> Value:
    """n whole numbers, not all zero."""
    for _ in times(MOST_TRIES):
        entries = [drawn_from(stream, range) for _ in times(n)]
        if any(entries):
            return entries
    raise FormulaError("the range yields only zeros")


@sampler("vector_with_norm(n, norm, zeros = false)", "vector_with_norm(3, 3..9)")
def vector_with_norm(stream: Stream, n: Value, norm: Value, zeros: Value = False) -> Value:
    """n whole numbers whose norm is whole: a member of the range, or the number given. Without zero
    entries unless `zeros = true` or nothing else has that norm."""
    norms = list(norm) if isinstance(norm, Span | list) else [norm]
    count = count_of(n)
    if not 2 <= count <= 4 or any(whole(each) > 60 for each in norms):
        raise FormulaError("2 to 4 entries and a norm of at most 60")
    shapes = [shape for each in norms for shape in shapes_of_norm(count, each)]
    full = shapes if zeros else [shape for shape in shapes if all(shape)] or shapes
    if not full:
        raise FormulaError("there is no such vector")
    return [entry * (1 - 2 * stream.below(2)) for entry in stream.shuffled(stream.choice(full))]


@lru_cache(maxsize=512)
def shapes_of_norm(count: int, norm: int) -> tuple[tuple[int, ...], ...]:
    """The rising lists of numbers from 0 whose squares sum to the square of the norm, in their order."""
    return tuple(_rising(count, norm * norm, 0))


def _rising(count: int, square: int, least: int) -> Iterator[tuple[int, ...]]:
    if count == 1:
        last = isqrt(square)
        if last * last == square and last >= least:
            yield (last,)
        return
    for each in range(least, isqrt(square // count) + 1):
        for rest in _rising(count - 1, square - each * each, each):
            yield (each, *rest)


@sampler("pythagorean_pair()", "pythagorean_pair()")
def pythagorean_pair(stream: Stream, *arguments: Value) -> Value:
    """Legs of a right triangle with whole sides, in random order and with random signs."""
    legs = stream.shuffled(stream.choice(PYTHAGOREAN)[:2])
    return [leg * (1 - 2 * stream.below(2)) for leg in legs]


@sampler("orthogonal_vectors(n, range)", "orthogonal_vectors(3, -4..4)")
def orthogonal_vectors(stream: Stream, n: Value, range: Value, entries: Value = SMALL) -> Value:
    """Two vectors of n entries, none all zero, whose dot product is 0; the first has entries of the
    range, the second is built from it and has no common factor. `orthogonal_vectors(k, n)` or `orthogonal_vectors(k,
    n, entries)`: k vectors of n entries, each at a right angle to every other, of -4..4 or the entries given."""
    if not isinstance(range, Span | list):
        return frame(stream, n, range, entries)
    count = count_of(n)
    if count < 2:
        raise FormulaError("at least 2 entries")
    first = vector(stream, n, range)
    while True:
        other = [0] * count
        for _ in times(count - 1):
            i, j = stream.shuffled([*times(count)])[:2]
            step = 1 - 2 * stream.below(2)
            other[i] += step * first[j]
            other[j] -= step * first[i]
        if common := gcd(*other):
            return [first, [entry // common for entry in other]]


@sampler("independent_vectors(k, n, range)", "independent_vectors(2, 3, -3..3)")
def independent_vectors(stream: Stream, k: Value, n: Value, range: Value) -> Value:
    """k vectors of n entries of the range, none a combination of the others."""
    count, size = count_of(k), count_of(n)
    if count > size or size > 8:
        raise FormulaError(f"there are no {count} independent vectors of {size} entries")
    rows: list[list[int]] = []
    tries = 0
    while len(rows) < count:
        rows.append(vector(stream, n, range))
        if rank_of(rows) < len(rows):
            rows.pop()
            tries += 1
        if tries > MOST_TRIES:
            raise FormulaError("the range yields no independent vectors")
    return rows


@sampler("integer_matrix(m, n, range)", "integer_matrix(2, 3, -2..2)")
def integer_matrix(stream: Stream, m: Value, n: Value, range: Value) -> Value:
    """m rows of n whole numbers."""
    if count_of(m) > 8 or count_of(n) > 8:
        raise FormulaError("at most 8 rows and 8 columns")
    return [[drawn_from(stream, range) for _ in times(n)] for _ in times(m)]


@sampler("vectors_at_angle(degrees, range)", "vectors_at_angle(60, -2..2)")
def vectors_at_angle(stream: Stream, degrees: Value, range: Value) -> Value:
    """Two vectors of 3 entries of the range with this angle between them: 45, 60, 90, 120 or 135."""
    pairs = _pairs_at(whole(degrees), tuple(listed_items(range)))
    if not pairs:
        raise FormulaError(f"the range yields no vectors at {degrees} degrees")
    return [list(each) for each in stream.choice(pairs)]


SQUARED_COSINES = {
    30: (3, 4, 1), 45: (1, 2, 1), 60: (1, 4, 1), 90: (0, 1, 0),
    120: (1, 4, -1), 135: (1, 2, -1), 150: (3, 4, -1),
}  # fmt: skip
"""For each angle the square of its cosine as a fraction, and the sign of the cosine."""


@lru_cache(maxsize=64)
def _pairs_at(degrees: int, entries: tuple[int, ...]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    if degrees not in SQUARED_COSINES or len(entries) > 7:
        raise FormulaError("a standard angle, and at most 7 different entries")
    above, below, sign = SQUARED_COSINES[degrees]
    vectors = [each for each in product(sorted(entries), repeat=3) if any(each)]
    squares = {each: sum(x * x for x in each) for each in vectors}
    found = []
    for u, v in product(vectors, vectors):
        dot = u[0] * v[0] + u[1] * v[1] + u[2] * v[2]
        if below * dot * dot == above * squares[u] * squares[v] and (dot > 0) - (dot < 0) == sign:
            found.append((u, v))
    return tuple(found)
