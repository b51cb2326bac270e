"""Random matrices of whole numbers with a rank, a determinant or an inverse of whole numbers, built and not awaited."""

from __future__ import annotations

from functools import partial
from math import gcd

from tutor.maths.posing.samplers.entries import (
    Rows,
    all_allowed,
    allowed,
    draw,
    draw_some,
    entries_of,
    overflow,
    sign_of,
    size_of,
)
from tutor.maths.posing.samplers.integer_matrices import (
    column_sheared,
    determinant,
    diagonal_rows,
    factor_pairs,
    identity_rows,
    is_mixed,
    rank_of,
    sheared,
    wandered,
)
from tutor.maths.posing.samplers.registry import drawn_from, sampler
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, whole

MOST_STARTS = 12
MOST_TRIES = 60
DEFAULT = Span(-9, 9)
MIDDLE = Span(-5, 5)
SMALL = Span(-4, 4)
LARGEST_DETERMINANT = 10_000


@sampler("matrix_with_rank(m, n, rank, entries = -4..4)", "matrix_with_rank(3, 4, 2)")
def matrix_with_rank(stream: Stream, m: Value, n: Value, rank: Value, entries: Value = SMALL) -> Value:
    """m rows of n whole numbers of the range, with this rank from 1; no row is all zero."""
    rows, columns, wanted = size_of(m), size_of(n), whole(rank)
    bounds = entries_of(entries)
    if not 1 <= wanted <= min(rows, columns):
        raise FormulaError(f"a rank from 1 to {min(rows, columns)}, not {wanted}")
    for _ in range(MOST_STARTS):
        found = independent_rows(stream, wanted, columns, bounds)
        base = list(found)
        while len(found) < rows:
            found.append(combined_row(stream, base, bounds))
        if len({*map(tuple, found)}) == rows:
            break
    return stream.shuffled(found)


def independent_rows(stream: Stream, count: int, columns: int, entries: Span) -> Rows:
    """Rows of entries of the range, none a combination of the others. FormulaError where they are not found."""
    found: Rows = []
    for _ in range(count + MOST_TRIES):
        found.append([draw(stream, entries) for _ in range(columns)])
        if rank_of(found) < len(found):
            found.pop()
        if len(found) == count:
            return found
    raise FormulaError(f"no {count} independent rows were found with entries {entries.low}..{entries.high}")


def combined_row(stream: Stream, base: Rows, entries: Span) -> list[int]:
    """A combination of the rows with entries of the range, of two of them if one is found, else a multiple."""
    for _ in range(MOST_TRIES // 2 if len(base) > 1 else 0):
        first, second = stream.shuffled(base)[:2]
        a, b = stream.choice(((1, 1), (1, -1), (-1, -1), (2, 1), (2, -1), (1, -2), (-1, 1), (3, -1)))
        row = [a * x + b * y for x, y in zip(first, second, strict=True)]
        if all_allowed([row], entries):
            return row
    row = stream.choice(base)
    factors = [each for each in (-2, 2, -1, 3, -3) if all_allowed([[each * x for x in row]], entries)]
    factor = stream.choice(factors or [1])
    return [factor * x for x in row]


@sampler("matrix_with_determinant(n, determinant, entries = -9..9)", "matrix_with_determinant(3, 5)")
def matrix_with_determinant(stream: Stream, n: Value, determinant: Value, entries: Value = DEFAULT) -> Value:
    """n rows of n whole numbers of the range with this determinant; it is not triangular
    unless the determinant is 0."""
    size, wanted, bounds = size_of(n, 2), whole(determinant), entries_of(entries)
    if abs(wanted) > LARGEST_DETERMINANT:
        raise FormulaError(f"a determinant of at most {LARGEST_DETERMINANT}")
    if not wanted:
        return matrix_with_rank(stream, n, n, size - 1, entries)
    make = (_two_by_two, _three_by_three)[size - 2] if size < 4 else partial(_larger, size)
    for _ in range(1 if size == 2 else 5 * MOST_TRIES if size == 3 else MOST_TRIES):
        if rows := make(stream, wanted, bounds):
            return rows
    raise FormulaError(f"no matrix with determinant {wanted} and entries {bounds.low}..{bounds.high} was found")


def _two_by_two(stream: Stream, wanted: int, entries: Span) -> Rows | None:
    """For any diagonal the rest follows: b c = a d - determinant."""
    for a in draw_some(stream, entries, MOST_TRIES):
        for d in draw_some(stream, entries, MOST_TRIES):
            rest = a * d - wanted
            if rest and (pairs := factor_pairs(rest, entries)):
                b, c = stream.choice(pairs)
                return [[a, b], [c, d]]
    return None


def _three_by_three(stream: Stream, wanted: int, entries: Span) -> Rows | None:
    """Two rows are free; the last meets an equation: its product with the cross product of the two is the
    determinant."""
    (a, b, c), (d, e, f) = ([draw(stream, entries) for _ in range(3)] for _ in range(2))
    p, q, r = b * f - c * e, c * d - a * f, a * e - b * d
    if not r or wanted % gcd(p, q, r):
        return None
    for x in draw_some(stream, entries, 4):
        for y in draw_some(stream, entries, 40):
            z, rest = divmod(wanted - p * x - q * y, r)
            if not rest and allowed(z, entries):
                rows = [[a, b, c], [d, e, f], [x, y, z]]
                return None if is_triangular(rows) or max(row.count(0) for row in rows) > 1 else rows
    return None


def is_triangular(rows: Rows) -> bool:
    """Whether all entries on one side of the diagonal are 0."""
    size = range(len(rows))
    sides = ([rows[i][j] for i in size for j in range(i)], [rows[j][i] for i in size for j in range(i)])
    return not all(map(any, sides))


def _larger(size: int, stream: Stream, wanted: int, entries: Span) -> Rows | None:
    """A smaller matrix and ones on the diagonal, mixed by shears of rows and columns."""
    corner = _three_by_three(stream, wanted, entries)
    if not corner:
        return None
    rows = [row + [0] * (size - 3) for row in corner]
    rows += [[0] * i + [1] + [0] * (size - 1 - i) for i in range(3, size)]
    return wandered(stream, rows, entries, (sheared, column_sheared), lambda found: not is_triangular(found))


@sampler("invertible_matrix(n, entries = -5..5, determinants)", "invertible_matrix(2, -5..5)")
def invertible_matrix(stream: Stream, n: Value, entries: Value = MIDDLE, determinants: Value = None) -> Value:
    """n rows of n whole numbers of the range with an inverse. `determinants`: a range from which the determinant is
    drawn first, for inverses with small denominators."""
    size, bounds = size_of(n), entries_of(entries)
    if determinants is not None:
        chosen = whole(drawn_from(stream, determinants))
        if not chosen:
            raise FormulaError("a determinant that is not 0: write `except 0`")
        return matrix_with_determinant(stream, n, chosen, entries)
    for _ in range(MOST_TRIES):
        rows = [[draw(stream, bounds) for _ in range(size)] for _ in range(size)]
        if determinant(rows):
            return rows
    raise FormulaError("the range yields no invertible matrix")


@sampler("unimodular_matrix(n, entries = -4..4)", "unimodular_matrix(3)")
def unimodular_matrix(stream: Stream, n: Value, entries: Value = SMALL) -> Value:
    """A matrix of whole numbers whose inverse has whole numbers too: both have entries between the ends of the
    range, and are not triangular."""
    size, bounds = size_of(n, 2), entries_of(entries)
    if bounds.low > -1 or bounds.high < 1:
        raise FormulaError("a range around -1..1")
    best: Rows | None = None
    for _ in range(MOST_STARTS):
        rows, inverse = _paired(stream, size, bounds)
        if not is_triangular(rows) and not is_triangular(inverse):
            best = rows
            if is_mixed(rows):
                break
    if best is None:
        raise FormulaError("the range yields no such matrix")
    return best


def _paired(stream: Stream, size: int, entries: Span) -> tuple[Rows, Rows]:
    """A matrix and its inverse, sheared together."""
    rows = diagonal_rows([sign_of(stream) for _ in range(size)])
    inverse = [list(row) for row in rows]
    for _ in range(2 * size * size + 12):
        i, j = stream.below(size), stream.below(size - 1)
        j, factor = j + (j >= i), sign_of(stream)
        moved, back = sheared(rows, i, j, factor), column_sheared(inverse, j, i, -factor)
        if not overflow(moved, entries) and not overflow(back, entries):
            rows, inverse = moved, back
    return rows, inverse


@sampler("triangular_matrix(n, entries = -5..5, lower = false)", "triangular_matrix(3)")
def triangular_matrix(stream: Stream, n: Value, entries: Value = MIDDLE, lower: Value = False) -> Value:
    """An upper triangular matrix (or a lower one) with entries of the range and no 0 on its diagonal."""
    size, bounds = size_of(n), entries_of(entries)
    filled = Span(bounds.low, bounds.high, bounds.excluded | {0})
    if not len(filled):
        raise FormulaError("the range yields only zeros")
    rows = identity_rows(size)
    for i in range(size):
        rows[i][i] = draw(stream, filled)
        for j in range(i) if lower else range(i + 1, size):
            rows[i][j] = draw(stream, bounds)
    return rows


@sampler("permutation_matrix(n)", "permutation_matrix(3)")
def permutation_matrix(stream: Stream, n: Value) -> Value:
    """One 1 in each row and column and zeros elsewhere; not the identity."""
    size = size_of(n, 2)
    rows = identity_rows(size)
    while (order := stream.shuffled(rows)) == rows:
        pass
    return order


@sampler("echelon_matrix(m, n, rank, entries = -5..5, reduced = false)", "echelon_matrix(3, 4, 2)")
def echelon_matrix(
    stream: Stream, m: Value, n: Value, rank: Value, entries: Value = MIDDLE, reduced: Value = False
) -> Value:
    """A matrix in row echelon form with so many rows that are not zero; the first of them begins in the first
    column. `reduced = true`: leading ones with zeros above them. `unimodular_matrix(3) echelon_matrix(3, 4, 2)`
    has whole steps of elimination."""
    rows, columns, wanted, bounds = size_of(m), size_of(n), whole(rank), entries_of(entries)
    filled = Span(bounds.low, bounds.high, bounds.excluded | {0})
    if not 1 <= wanted <= min(rows, columns) or not len(filled):
        raise FormulaError(f"a rank from 1 to {min(rows, columns)}, and entries that are not all 0")
    pivots = [0, *sorted(stream.shuffled(range(1, columns))[: wanted - 1])]
    found = [[0] * columns for _ in range(rows)]
    for i, pivot in enumerate(pivots):
        found[i][pivot] = 1 if reduced else draw(stream, filled)
        for j in range(pivot + 1, columns):
            found[i][j] = 0 if reduced and j in pivots else draw(stream, bounds)
    return found
