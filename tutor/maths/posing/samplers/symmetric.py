"""Random symmetric matrices of whole numbers with the eigenvalues asked for, and matrices with singular values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations, product
from math import gcd, isqrt, lcm

from tutor.maths.posing.samplers.eigenvalues import MOST_STARTS, eigenvalues_of, unmet
from tutor.maths.posing.samplers.entries import LARGEST_ENTRY, Rows, all_allowed, entries_of, overflow, sign_of
from tutor.maths.posing.samplers.integer_matrices import diagonal_rows, dot, reflected
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value

MOST_REFLECTIONS = 60
WIDE = Span(-12, 12)
UNBOUNDED = Span(-4 * LARGEST_ENTRY, 4 * LARGEST_ENTRY)


@sampler(
    "symmetric_matrix_with_eigenvalues(list, entries = -12..12)", "symmetric_matrix_with_eigenvalues([1, 4, 6], -9..9)"
)
def symmetric_matrix_with_eigenvalues(stream: Stream, list: Value, entries: Value = WIDE) -> Value:
    """A symmetric matrix of whole numbers of the range with these eigenvalues; it is not diagonal. In a wide range
    there is one for any three different values, or more; for two where they differ by an even number, or by 5, 13, 15,
    17 and the like."""
    values = eigenvalues_of(list)
    if len(set(values)) == 1:
        raise FormulaError("with one eigenvalue only that is a multiple of the identity")
    bounds = entries_of(entries)
    for _ in range(MOST_STARTS):
        rows = _symmetric(stream, values, bounds)
        if rows and all_allowed(rows, bounds) and not _is_diagonal(rows):
            return rows
    raise unmet(values, bounds)


def _is_diagonal(rows: Rows) -> bool:
    return not any(entry for i, row in enumerate(rows) for j, entry in enumerate(row) if i != j)


def _symmetric(stream: Stream, values: Sequence[int], entries: Span) -> Rows | None:
    if len(values) == 2:
        return _symmetric_pair(stream, values[0], values[1], entries)
    if len(values) == 3:
        return _symmetric_triple(stream, values, entries)
    return _mirrored(stream, _blocks(stream, values), entries)


def _symmetric_pair(stream: Stream, first: int, second: int, entries: Span) -> Rows | None:
    """(2a - trace)^2 + (2b)^2 is the square of the difference of the eigenvalues."""
    choices = [
        [[a, b], [b, first + second - a]]
        for a, b in _on_circle(first + second, abs(first - second))
        if all_allowed([[a, b, first + second - a]], entries)
    ]
    return stream.choice(choices) if choices else None


@lru_cache(maxsize=512)
def _on_circle(trace: int, difference: int) -> tuple[tuple[int, int], ...]:
    points = []
    for b in range(-(difference // 2), difference // 2 + 1):
        for a in range((trace - difference) // 2, (trace + difference) // 2 + 1):
            if b and (2 * a - trace) ** 2 + 4 * b * b == difference * difference:
                points.append((a, b))
    return tuple(points)


def _symmetric_triple(stream: Stream, values: Sequence[int], entries: Span) -> Rows | None:
    a, b, c = sorted(values)
    found = stream.shuffled(_triples(b - a, c - a))
    rest: Rows | None = None
    for p, q, r, s, t, u in found:
        rows = [[p + a, q, r], [q, s + a, t], [r, t, u + a]]
        if not all_allowed(rows, entries):
            continue
        if q and r and t:
            return rows
        rest = rest or rows
    return rest


@lru_cache(maxsize=512)
def _triples(middle: int, high: int) -> tuple[tuple[int, ...], ...]:
    """The symmetric 3x3 matrices of whole numbers, upper triangles, with the eigenvalues 0, middle, high and
    eigenvectors among the frames."""
    found = set()
    for common, shares in _frames():
        upper = tuple(middle * m + high * h for m, h in shares)
        if not any(each % common for each in upper):
            found.add(tuple(each // common for each in upper))
    return tuple(sorted(each for each in found if each[1] or each[2] or each[4]))


@lru_cache(maxsize=1)
def _frames() -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    """For two perpendicular directions of small whole numbers: the upper triangles of u u^T / |u|^2 and
    v v^T / |v|^2, with one denominator. The third direction is theirs to the other eigenvalue, 0."""
    directions = [each for each in product(range(-2, 3), repeat=3) if each > (0, 0, 0) and gcd(*each) == 1]
    found = []
    for u, v in permutations(directions, 2):
        if dot(u, v):
            continue
        common = lcm(dot(u, u), dot(v, v))
        a, b = common // dot(u, u), common // dot(v, v)
        cells = [(i, j) for i in range(3) for j in range(i, 3)]
        found.append((common, tuple((a * u[i] * u[j], b * v[i] * v[j]) for i, j in cells)))
    return tuple(found)


def _blocks(stream: Stream, values: Sequence[int]) -> Rows:
    """Blocks of three and of two along the diagonal, single values where they have no block."""
    left, blocks = stream.shuffled(values), list[Rows]()
    while left:
        size = 3 if len(left) != 4 and len(left) > 2 else min(2, len(left))
        block = _symmetric(stream, left[:size], UNBOUNDED) if size > 1 else None
        blocks.append(block or [left[:1]])
        left = left[len(blocks[-1]) :]
    size, rows = len(values), list[list[int]]()
    for block in blocks:
        before = len(rows)
        rows += [[0] * before + row + [0] * (size - before - len(row)) for row in block]
    return rows


def _mirrored(stream: Stream, rows: Rows, entries: Span) -> Rows:
    """Reflections that keep whole numbers, and bring no entry further out of the range."""
    size, outside = len(rows), overflow(rows, entries)
    for _ in range(MOST_REFLECTIONS):
        lengths = stream.choice(((1, 1), (1, 1, 1), (1, 1, 2), (1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 1)))
        vector = stream.shuffled([each * sign_of(stream) for each in lengths] + [0] * (size - len(lengths)))
        moved = reflected(rows, vector)
        if moved is not None and (beyond := overflow(moved, entries)) <= outside:
            rows, outside = moved, beyond
    return rows


@sampler("matrix_with_singular_values(list, entries = -12..12)", "matrix_with_singular_values([2, 4])")
def matrix_with_singular_values(stream: Stream, list: Value, entries: Value = WIDE) -> Value:
    """A square matrix of whole numbers of the range with these positive singular values, which are whole; it has a row
    with more than one entry that is not 0. In a wide range there is one for any three different values, or more; for
    two where they differ by an even number, or where their sum or difference is 5, 13, 15, 17 and the like."""
    values = eigenvalues_of(list)
    bounds = entries_of(entries)
    if min(values) < 1:
        raise FormulaError("singular values from 1")
    if len(values) == 2:
        return _singular_pair(stream, max(values), min(values), bounds)
    for _ in range(MOST_STARTS):
        signed = [each * sign_of(stream) for each in values]
        if len(set(signed)) == 1:
            continue
        rows = _symmetric(stream, signed, UNBOUNDED) or diagonal_rows(signed)
        turned = [_scaled(row, sign_of(stream)) for row in stream.shuffled(rows)]
        if all_allowed(turned, bounds) and any(len(row) - row.count(0) > 1 for row in turned):
            return turned
    raise unmet(values, bounds, "singular values")


def _scaled(row: Sequence[int], factor: int) -> list[int]:
    return [factor * entry for entry in row]


def _singular_pair(stream: Stream, high: int, low: int, entries: Span) -> Rows:
    """[[a, b], [c, d]]: (a + d)^2 + (c - b)^2 is the square of the sum of the singular values, and
    (a - d)^2 + (b + c)^2 that of their difference."""
    choices = [
        rows
        for p, q in _lattice_circle(high + low)
        for r, s in _lattice_circle(high - low)
        if (p - r) % 2 == (q - s) % 2 == 0
        and all_allowed(rows := [[(p + r) // 2, (s - q) // 2], [(q + s) // 2, (p - r) // 2]], entries)
        and sum(row.count(0) for row in rows) < 2
    ]
    if not choices:
        raise unmet((high, low), entries, "singular values")
    return stream.choice(choices)


@lru_cache(maxsize=256)
def _lattice_circle(radius: int) -> tuple[tuple[int, int], ...]:
    points = []
    for x in range(-radius, radius + 1):
        y = isqrt(radius * radius - x * x)
        if y * y == radius * radius - x * x:
            points += [(x, y), (x, -y)] if y else [(x, 0)]
    return tuple(points)
