"""Arithmetic of small matrices of whole numbers, and random steps that keep what a matrix is known for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isqrt

from tutor.maths.posing.samplers.entries import Rows, all_allowed, allowed, overflow
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import Span

MOST_STEPS = 240

Shear = Callable[[Rows, int, int, int], Rows]


def identity_rows(size: int) -> Rows:
    return [[int(i == j) for j in range(size)] for i in range(size)]


def diagonal_rows(diagonal: Sequence[int]) -> Rows:
    return [[entry if i == j else 0 for j in range(len(diagonal))] for i, entry in enumerate(diagonal)]


def transposed(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def dot(u: Sequence[int], v: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(u, v, strict=True))


def applied(rows: Rows, vector: Sequence[int]) -> list[int]:
    """Matrix times vector."""
    return [dot(row, vector) for row in rows]


def multiplied(left: Rows, right: Rows) -> Rows:
    columns = transposed(right)
    return [[dot(row, column) for column in columns] for row in left]


def rank_of(rows: Sequence[Sequence[int]]) -> int:
    """By fraction-free elimination."""
    work, rank = [list(row) for row in rows], 0
    for column in range(len(work[0]) if work else 0):
        pivot = next((i for i in range(rank, len(work)) if work[i][column]), None)
        if pivot is None:
            continue
        work[rank], work[pivot] = work[pivot], work[rank]
        lead = work[rank][column]
        for i in range(rank + 1, len(work)):
            if factor := work[i][column]:
                work[i] = [lead * a - factor * b for a, b in zip(work[i], work[rank], strict=True)]
        rank += 1
    return rank


def determinant(rows: Rows) -> int:
    """By Bareiss: every division is whole."""
    work, sign, before = [list(row) for row in rows], 1, 1
    for k in range(len(work) - 1):
        pivot = next((i for i in range(k, len(work)) if work[i][k]), None)
        if pivot is None:
            return 0
        if pivot != k:
            work[k], work[pivot], sign = work[pivot], work[k], -sign
        for i in range(k + 1, len(work)):
            for j in range(k + 1, len(work)):
                work[i][j] = (work[i][j] * work[k][k] - work[i][k] * work[k][j]) // before
        before = work[k][k]
    return sign * work[-1][-1]


def sheared(rows: Rows, i: int, j: int, factor: int) -> Rows:
    """Row i plus a multiple of row j: the determinant stays."""
    added = [a + factor * b for a, b in zip(rows[i], rows[j], strict=True)]
    return [added if at == i else row for at, row in enumerate(rows)]


def column_sheared(rows: Rows, i: int, j: int, factor: int) -> Rows:
    """Column i plus a multiple of column j: the determinant stays."""
    return [[entry + factor * row[j] if at == i else entry for at, entry in enumerate(row)] for row in rows]


def conjugated(rows: Rows, i: int, j: int, factor: int) -> Rows:
    """The same map in another basis, E A E^-1 with E a shear: the eigenvalues stay."""
    return column_sheared(sheared(rows, i, j, factor), j, i, -factor)


def is_mixed(rows: Rows) -> bool:
    """Whether no more than every fourth entry is 0, and no row or column has only one that is not."""
    size = len(rows)
    zeros = [row.count(0) for row in rows]
    return 4 * sum(zeros) <= size * size and max(zeros + [row.count(0) for row in transposed(rows)]) < size - 1


def wandered(
    stream: Stream, start: Rows, entries: Span, shears: Sequence[Shear], is_good: Callable[[Rows], bool]
) -> Rows | None:
    """Random shears from `start`, seldom one that brings entries further out of the range, until every entry is in it
    and the matrix is good and mixed; else the last that is not mixed; else None."""
    size, rows, found = len(start), start, None
    outside = overflow(start, entries)
    for step in range(MOST_STEPS):
        moved = _one_shear(stream, rows, shears)
        beyond = overflow(moved, entries)
        if beyond > outside and (not outside or beyond > 4 * size or stream.below(4)):
            continue
        rows, outside = moved, beyond
        if step >= size and not outside and all_allowed(rows, entries) and is_good(rows):
            found = rows
            if is_mixed(rows):
                break
    return found


def _one_shear(stream: Stream, rows: Rows, shears: Sequence[Shear]) -> Rows:
    size = len(rows)
    i, j = stream.below(size), stream.below(size - 1)
    factor = (1, -1, 1, -1, 1, -1, 2, -2)[stream.below(8)]
    shear = shears[stream.below(len(shears))]
    return shear(rows, i, j + (j >= i), factor)


def factor_pairs(product: int, entries: Span) -> list[tuple[int, int]]:
    """The pairs of members of the range with this product, which is not 0."""
    found: list[tuple[int, int]] = []
    for divisor in range(1, isqrt(abs(product)) + 1):
        if product % divisor == 0:
            found += [(sign * divisor, product // (sign * divisor)) for sign in (1, -1)]
    mirrored = [(b, a) for a, b in found if abs(a) != abs(b)]
    return [(a, b) for a, b in found + mirrored if allowed(a, entries) and allowed(b, entries)]


def reflected(rows: Rows, vector: Sequence[int]) -> Rows | None:
    """H A H for the reflection H along the vector; None where that has fractions in it."""
    square, image = dot(vector, vector), applied(rows, vector)
    twice = 2 * square
    fourfold = 4 * dot(vector, image)
    moved: Rows = []
    for row, v, w in zip(rows, vector, image, strict=True):
        scaled = [
            square * square * entry - twice * (v * w_j + w * v_j) + fourfold * v * v_j
            for entry, v_j, w_j in zip(row, vector, image, strict=True)
        ]
        if any(entry % (square * square) for entry in scaled):
            return None
        moved.append([entry // (square * square) for entry in scaled])
    return moved


def householder(vector: Sequence[int]) -> list[list[Fraction]]:
    """The reflection I - 2 v v^T / |v|^2."""
    square, places = dot(vector, vector), range(len(vector))
    return [[Fraction(square * (i == j) - 2 * vector[i] * vector[j], square) for j in places] for i in places]
