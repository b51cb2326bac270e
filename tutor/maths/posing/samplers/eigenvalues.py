"""Random matrices of whole numbers with the eigenvalues asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations, pairwise

from tutor.maths.posing.samplers.entries import (
    LARGEST_ENTRY,
    Rows,
    allowed,
    draw_some,
    entries_of,
    sign_of,
    size_of,
)
from tutor.maths.posing.samplers.integer_matrices import conjugated, diagonal_rows, factor_pairs, wandered
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, listed_items, whole

MOST_STARTS = 12
DEFAULT = Span(-9, 9)


@sampler("matrix_with_eigenvalues(list, entries = -9..9)", "matrix_with_eigenvalues([1, 2, 4], -9..9)")
def matrix_with_eigenvalues(stream: Stream, list: Value, entries: Value = DEFAULT) -> Value:
    """A matrix of whole numbers with these eigenvalues and a basis of eigenvectors. Its entries are of the range; it
    is not triangular, and its diagonal is never just the eigenvalues."""
    values = eigenvalues_of(list)
    if len(set(values)) == 1:
        raise FormulaError("with one eigenvalue only that is a multiple of the identity; see defective_matrix")
    if len(values) == 2:
        return _two_by_two(stream, values[0], values[1], entries_of(entries))
    return _conjugate(stream, values, entries_of(entries), partial(_block_triangular, stream, values))


@sampler("defective_matrix(list, entries = -9..9)", "defective_matrix([2, 2, 5])")
def defective_matrix(stream: Stream, list: Value, entries: Value = DEFAULT) -> Value:
    """A matrix of whole numbers with these eigenvalues, some of them equal, and for each of them only one
    eigenvector and its multiples. Its entries are of the range; it is not triangular."""
    values = eigenvalues_of(list)
    if len(set(values)) == len(values):
        raise FormulaError("at least two equal eigenvalues")
    if len(values) == 2:
        return _two_by_two(stream, values[0], values[1], entries_of(entries))
    return _conjugate(stream, values, entries_of(entries), partial(_jordan_like, stream, values))


def eigenvalues_of(value: Value) -> list[int]:
    """A list of 2 to 8 whole numbers of at most 100, or FormulaError."""
    values = [whole(each, "a whole eigenvalue") for each in listed_items(value)]
    size_of(len(values), 2, "a number of eigenvalues")
    if any(abs(each) > LARGEST_ENTRY for each in values):
        raise FormulaError(f"eigenvalues from {-LARGEST_ENTRY} to {LARGEST_ENTRY}")
    return values


def _two_by_two(stream: Stream, first: int, second: int, entries: Span) -> Rows:
    """For any upper left entry a the rest follows: d from the trace, and b c = -(a - first)(a - second)."""
    for a in draw_some(stream, entries, 200):
        d = first + second - a
        if a in (first, second) or not allowed(d, entries):
            continue
        if pairs := factor_pairs(-(a - first) * (a - second), entries):
            b, c = stream.choice(pairs)
            return [[a, b], [c, d]]
    raise unmet((first, second), entries)


def _conjugate(stream: Stream, values: Sequence[int], entries: Span, start: partial[Rows]) -> Rows:
    """Shears of the basis, from a triangular matrix with the eigenvalues on its diagonal."""
    diagonal = sorted(values)

    def is_good(rows: Rows) -> bool:
        return sorted(row[at] for at, row in enumerate(rows)) != diagonal

    for _ in range(MOST_STARTS):
        if rows := wandered(stream, start(), entries, (conjugated,), is_good):
            return rows
    raise unmet(values, entries)


def unmet(values: Sequence[int], entries: Span, what: str = "eigenvalues") -> FormulaError:
    """The error that says that no matrix was found."""
    listing = ", ".join(map(str, values))
    return FormulaError(f"no such matrix was found with the {what} {listing} and entries {entries.low}..{entries.high}")


def _block_triangular(stream: Stream, values: Sequence[int]) -> Rows:
    """Equal eigenvalues stand together, with zeros between them: there is a basis of eigenvectors."""
    order = _grouped(stream, values)
    rows = diagonal_rows(order)
    for i, j in combinations(range(len(order)), 2):
        if order[i] != order[j]:
            rows[i][j] = stream.between(-2, 2)
    return rows


def _jordan_like(stream: Stream, values: Sequence[int]) -> Rows:
    """Equal eigenvalues stand together, each bound to the next: one eigenvector for them all."""
    order = _grouped(stream, values)
    rows = diagonal_rows(order)
    for i, j in combinations(range(len(order)), 2):
        rows[i][j] = stream.between(-1, 1) if order[i] != order[j] else 0
    for i, (here, there) in enumerate(pairwise(order)):
        if here == there:
            rows[i][i + 1] = sign_of(stream)
    return rows


def _grouped(stream: Stream, values: Sequence[int]) -> list[int]:
    return [each for each in stream.shuffled(sorted(set(values))) for _ in range(values.count(each))]
