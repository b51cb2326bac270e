"""Random vectors that stand in some relation to one another: perpendicular, of length 1, dependent."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt

from tutor.maths.posing.samplers.entries import Rows, all_allowed, draw, entries_of, overflow, sign_of, size_of
from tutor.maths.posing.samplers.integer_matrices import dot, identity_rows, rank_of
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, plain

MOST_TRIES = 60
ENOUGH = 6
"""After so many tries what has many zeros is good too."""
SMALL = Span(-4, 4)
LENGTHS: dict[int, tuple[tuple[int, ...], ...]] = {
    2: ((3, 4), (3, 4), (5, 12), (8, 15), (7, 24), (20, 21), (12, 35), (9, 40)),
    3: ((1, 2, 2), (2, 3, 6), (1, 4, 8), (4, 4, 7), (2, 6, 9), (6, 6, 7), (2, 5, 14), (3, 4, 12)),
    4: ((1, 1, 1, 1), (1, 2, 2, 4), (1, 1, 3, 5), (2, 4, 5, 6), (1, 4, 4, 4), (2, 2, 3, 8), (1, 1, 7, 7)),
}
"""Sizes of entries whose squares add up to a square."""


@sampler("unit_vector(n)", "unit_vector(3)")
def unit_vector(stream: Stream, n: Value) -> Value:
    """n fractions, the sum of whose squares is 1; up to n = 4 none is zero, beyond that four are not."""
    size = size_of(n, 2)
    lengths = stream.choice(LENGTHS[min(size, 4)])
    norm = isqrt(sum(each * each for each in lengths))
    entries = [Fraction(each * sign_of(stream), norm) for each in lengths] + [Fraction(0)] * (size - len(lengths))
    return [plain(each) for each in stream.shuffled(entries)]


@sampler("dependent_vectors(k, n, entries = -4..4)", "dependent_vectors(3, 3)")
def dependent_vectors(stream: Stream, k: Value, n: Value, entries: Value = SMALL) -> Value:
    """k vectors of n entries of the range, one of which is a combination of all the others, with factors from -2 to 2
    (of two vectors: from -3 to 3); any k - 1 of them are independent."""
    count, size, bounds = size_of(k, 2), size_of(n), entries_of(entries)
    if count - 1 > size:
        raise FormulaError(f"any {count - 1} vectors of {size} entries are dependent: at most {size + 1} vectors")
    factors = (-3, -2, 2, 3, -1) if count == 2 else (1, 1, -1, -1, 2, -2)
    for _ in range(MOST_TRIES // 3):
        free = [[draw(stream, bounds) for _ in range(size)] for _ in range(count - 1)]
        chosen = [stream.choice(factors) for _ in free]
        last = [dot(chosen, column) for column in zip(*free, strict=True)]
        if all_allowed([last], bounds) and rank_of(free) == count - 1:
            return stream.shuffled([*free, last])
    return stream.shuffled(_by_small_steps(stream, count, size, bounds))


def _by_small_steps(stream: Stream, count: int, size: int, bounds: Span) -> Rows:
    """Vectors whose sum with signs stays in the range, entry by entry: each column is drawn until it fits."""
    for _ in range(MOST_TRIES):
        signs = [sign_of(stream) for _ in range(count - 1)]
        columns: Rows = []
        for _ in range(MOST_TRIES * size):
            column = [draw(stream, bounds) for _ in signs]
            if all_allowed([[dot(signs, column)]], bounds):
                columns.append([*column, dot(signs, column)])
            if len(columns) == size:
                break
        rows = [list(row) for row in zip(*columns, strict=True)]
        if len(columns) == size and rank_of(rows[:-1]) == count - 1:
            return rows
    raise FormulaError("the range yields no such vectors")


def frame(stream: Stream, k: Value, n: Value, entries: Value) -> Rows:
    """k perpendicular vectors of n whole numbers of the range, none all zero and without common factors: the axes,
    mixed two by two into u a + w b and u |w|^2 b - w |u|^2 a."""
    size, bounds = size_of(n, 2), entries_of(entries)
    count = size_of(k, 2, "a number of vectors")
    if count > size:
        raise FormulaError(f"at most {size} perpendicular vectors of {size} entries")
    if bounds.low > -1 or bounds.high < 1:
        raise FormulaError("a range around -1..1")
    found: Rows | None = None
    for attempt in range(MOST_TRIES):
        vectors = _mixed(stream, size, bounds)[:count]
        if all_allowed(vectors, bounds):
            found = vectors
            if attempt > ENOUGH or 2 * sum(each.count(0) for each in vectors) <= count * (size - 1):
                break
    if found is None:
        raise FormulaError("the range yields no such vectors")
    return found


def _mixed(stream: Stream, size: int, bounds: Span) -> Rows:
    vectors = identity_rows(size)
    for _ in range(2 * size):
        i, j = stream.shuffled(range(size))[:2]
        u, w = vectors[i], vectors[j]
        a, b = stream.choice((1, 1, 2, -1, 3, -2)), stream.choice((1, 1, 2, -1, -2))
        c, d = dot(w, w) * b, -dot(u, u) * a
        pair = [_primitive([a * x + b * y for x, y in zip(u, w, strict=True)])]
        pair.append(_primitive([c * x + d * y for x, y in zip(u, w, strict=True)]))
        if not overflow(pair, bounds):
            vectors[i], vectors[j] = pair
    return stream.shuffled(vectors)


def _primitive(vector: list[int]) -> list[int]:
    common = gcd(*vector)
    return [each // common for each in vector]
