"""What a matrix may be: diagonal, triangular, symmetric, orthogonal, definite, in echelon form."""

from __future__ import annotations

from itertools import pairwise

import numpy

from tutor.maths.posing.arithmetic import multiply
from tutor.maths.posing.elimination import is_zero, rectangular
from tutor.maths.posing.exactness import same
from tutor.maths.posing.values import Value
from tutor.maths.posing.vocabulary.float_spaces import echelon_of_floats, pivots_of_floats
from tutor.maths.posing.vocabulary.matrices import (
    CLOSE,
    definiteness,
    diagonal_part,
    lower_part,
    rank,
    row_reduced,
    upper_part,
)
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered
from tutor.maths.posing.vocabulary.vectors import identity, transpose

PROPERTIES: Vocabulary = {}


@entered(PROPERTIES, "is_diagonal(A)", "is_diagonal([[1, 0], [0, 2]])", lambda a: _near(a, numpy.diag(numpy.diag(a))))
def is_diagonal(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether every entry outside the diagonal is zero."""
    return same(rectangular(A), diagonal_part(A))


@entered(
    PROPERTIES, "is_upper_triangular(A)", "is_upper_triangular([[1, 2], [0, 3]])", lambda a: _near(a, numpy.triu(a)),
)  # fmt: skip
def is_upper_triangular(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether every entry below the diagonal is zero."""
    return same(rectangular(A), upper_part(A))


@entered(
    PROPERTIES, "is_lower_triangular(A)", "is_lower_triangular([[1, 0], [2, 3]])", lambda a: _near(a, numpy.tril(a)),
)  # fmt: skip
def is_lower_triangular(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether every entry above the diagonal is zero."""
    return same(rectangular(A), lower_part(A))


@entered(
    PROPERTIES, "is_triangular(A)", "is_triangular([[1, 2], [0, 3]])",
    lambda a: _near(a, numpy.triu(a)) or _near(a, numpy.tril(a)),
)  # fmt: skip
def is_triangular(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether it is upper or lower triangular."""
    return is_upper_triangular(A) or is_lower_triangular(A)


@entered(
    PROPERTIES, "is_symmetric(A)", "is_symmetric([[1, 2], [2, 3]])",
    lambda a: numpy.shape(a)[0] == numpy.shape(a)[1] and _near(a, numpy.transpose(a)),
)  # fmt: skip
def is_symmetric(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether the matrix is its own transpose."""
    return same(rectangular(A), transpose(A))


@entered(
    PROPERTIES, "is_orthogonal(Q)", "is_orthogonal([[3/5, -4/5], [4/5, 3/5]])",
    lambda q: _near(numpy.transpose(q) @ q, numpy.eye(len(q))),
)  # fmt: skip
def is_orthogonal(Q: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether a square matrix times its transpose is the identity."""
    return len(rectangular(Q)) == len(Q[0]) and has_orthonormal_columns(Q)


@entered(
    PROPERTIES, "has_orthonormal_columns(Q)", "has_orthonormal_columns([[1, 0], [0, 1], [0, 0]])",
    lambda q: _near(numpy.transpose(q) @ q, numpy.eye(numpy.shape(q)[1])),
)  # fmt: skip
def has_orthonormal_columns(Q: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether the columns have length 1 and are perpendicular to each other."""
    return same(multiply(transpose(rectangular(Q)), Q), identity(len(Q[0])))


@entered(
    PROPERTIES, "is_invertible(A)", "is_invertible([[1, 2], [3, 4]])",
    lambda a: bool(numpy.linalg.matrix_rank(a) == len(a) == numpy.shape(a)[1]),
)  # fmt: skip
def is_invertible(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether a matrix is square and has an inverse."""
    rows = rectangular(A)
    return len(rows) == len(rows[0]) == rank(rows)


@entered(
    PROPERTIES, "is_positive_definite(A)", "is_positive_definite([[2, 1], [1, 2]])",
    lambda a: _near(a, numpy.transpose(a)) and bool(numpy.all(numpy.linalg.eigvalsh(a) > CLOSE)),
)  # fmt: skip
def is_positive_definite(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether it is symmetric with positive eigenvalues only."""
    return is_symmetric(A) and definiteness(A) == "positive definite"


@entered(
    PROPERTIES, "is_independent(vectors)", "is_independent([[1, 0], [1, 1]])",
    lambda v: bool(numpy.linalg.matrix_rank(v) == len(v)),
)  # fmt: skip
def is_independent(vectors: Value) -> Value:
    """Whether the vectors of a list are linearly independent."""
    return rank(vectors) == len(vectors)


@entered(
    PROPERTIES, "is_echelon(A)", "is_echelon([[1, 2, 3], [0, 0, 4], [0, 0, 0]])",
    lambda a: all(
        numpy.all(numpy.abs(numpy.array(a)[row:, : column + 1]) < CLOSE)
        for row, column in zip(range(1, len(a) + 1), pivots_of_floats(a), strict=False)
    ),
)  # fmt: skip
def is_echelon(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether each row begins with more zeros than the one above, zero rows last."""
    leads = [_lead(row) for row in rectangular(A)]
    return all(before < after or after == len(A[0]) for before, after in pairwise(leads))


@entered(
    PROPERTIES, "is_row_reduced(A)", "is_row_reduced([[1, 2, 0], [0, 0, 1]])", lambda a: _near(a, echelon_of_floats(a)),
)  # fmt: skip
def is_row_reduced(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Whether it is in reduced row echelon form: leading ones, zeros above and below them."""
    return same(rectangular(A), row_reduced(A))


def _lead(row: list[Value]) -> int:
    return next((at for at, entry in enumerate(row) if not is_zero(entry)), len(row))


def _near(left: Value, right: Value) -> bool:
    return bool(numpy.allclose(left, right, rtol=CLOSE, atol=CLOSE))
