"""Random matrices of fractions: orthogonal ones, rotations, projections, stochastic ones."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from tutor.maths.posing.samplers.chance import distribution
from tutor.maths.posing.samplers.entries import sign_of, size_of
from tutor.maths.posing.samplers.integer_matrices import dot, householder
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Value, plain, whole

Fractions: TypeAlias = list[list[Fraction]]

LENGTHS: dict[int, tuple[tuple[int, ...], ...]] = {
    2: ((1, 2), (1, 3), (2, 3), (1, 4), (1, 5), (2, 5), (3, 4), (1, 6)),
    3: ((1, 1, 1), (1, 1, 2), (1, 2, 2), (1, 2, 3), (1, 1, 3), (2, 2, 3), (1, 1, 4)),
    4: ((1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 2), (1, 1, 2, 2), (1, 1, 1, 3), (1, 2, 2, 2), (1, 2, 2, 3)),
}
"""The sizes of the entries of a vector along which to reflect: small denominators, no zeros."""


@sampler("orthogonal_matrix(n)", "orthogonal_matrix(3)")
def orthogonal_matrix(stream: Stream, n: Value) -> Value:
    """n rows of fractions that are perpendicular and of length 1: a reflection, its columns mixed, some with the
    other sign. Its determinant is 1 or -1."""
    return _plain(_orthogonal(stream, size_of(n, 2))[0])


@sampler("rotation_matrix(n = 2)", "rotation_matrix(2)")
def rotation_matrix(stream: Stream, n: Value = 2) -> Value:
    """An orthogonal matrix of fractions with determinant 1; for n = 2 the columns are [c, s] and [-s, c]."""
    rows, determinant = _orthogonal(stream, size_of(n, 2))
    if determinant < 0:
        rows[-1] = [-entry for entry in rows[-1]]
    return _plain(rows)


def _orthogonal(stream: Stream, size: int) -> tuple[Fractions, int]:
    """The matrix and its determinant: -1 for the reflection, -1 for each swap and each sign."""
    mirror = householder(_direction(stream, size))
    order = stream.shuffled(range(size))
    signs = [sign_of(stream) for _ in order]
    swaps = sum(order[i] > order[j] for j in range(size) for i in range(j))
    determinant = -1 * (-1) ** (swaps + signs.count(-1))
    return [[sign * row[at] for at, sign in zip(order, signs, strict=True)] for row in mirror], determinant


def _direction(stream: Stream, size: int) -> list[int]:
    lengths = list(stream.choice(LENGTHS[min(size, 4)]))
    return stream.shuffled([each * sign_of(stream) for each in lengths] + [0] * (size - len(lengths)))


def _plain(rows: Sequence[Sequence[Fraction]]) -> Value:
    return [[plain(entry) for entry in row] for row in rows]


@sampler("projection_matrix(n, dimension = 1)", "projection_matrix(3)")
def projection_matrix(stream: Stream, n: Value, dimension: Value = 1) -> Value:
    """The orthogonal projection of n-dimensional space on a random subspace of this dimension, of fractions with
    small denominators; it is not diagonal."""
    size, rank = size_of(n, 2), whole(dimension)
    if not 1 <= rank < size:
        raise FormulaError(f"a dimension from 1 to {size - 1}")
    if 2 * rank > size:
        off = _onto(stream, size, size - rank)
        return _plain([[(i == j) - entry for j, entry in enumerate(row)] for i, row in enumerate(off)])
    return _plain(_onto(stream, size, rank))


def _onto(stream: Stream, size: int, rank: int) -> Fractions:
    """On the span of vectors that share no coordinate, with two or more of them each: v v^T / |v|^2, added up."""
    order, rows = stream.shuffled(range(size)), [[Fraction(0)] * size for _ in range(size)]
    for at in range(rank):
        places = order[at::rank][: len(LENGTHS) + 1]
        lengths = stream.choice(((1, 1), *LENGTHS[2][:3]) if len(places) == 2 else LENGTHS[len(places)])
        vector = [each * sign_of(stream) for each in stream.shuffled(lengths)]
        for i, a in zip(places, vector, strict=True):
            for j, b in zip(places, vector, strict=True):
                rows[i][j] = Fraction(a * b, dot(vector, vector))
    return rows


@sampler("stochastic_matrix(n, denominator = 10, columns = false)", "stochastic_matrix(3, 10)")
def stochastic_matrix(stream: Stream, n: Value, denominator: Value = 10, columns: Value = False) -> Value:
    """n rows of n positive probabilities, whole parts of the denominator; each row sums to 1, and they are not all
    the same. `columns = true`: each column sums to 1."""
    size = size_of(n, 2)
    if not size < whole(denominator) <= 1000:
        raise FormulaError(f"a denominator from {size + 1} to 1000")
    rows = [distribution(stream, size, denominator) for _ in range(size)]
    while rows[0] == rows[1]:
        rows[1] = distribution(stream, size, denominator)
    return [list(column) for column in zip(*rows, strict=True)] if columns else rows
