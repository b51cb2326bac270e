"""Matrices as products, and what rests on that: QR, LU, Cholesky, singular values, least squares, principal axes.

Where a decomposition is not unique the convention stands in the docstring: triangular factors with a positive
diagonal, singular values falling, the first entry of a vector that is not zero positive.
"""

from __future__ import annotations

import numpy

from tutor.maths.posing.arithmetic import add, divide, inner, multiply, subtract
from tutor.maths.posing.elimination import inverse, is_zero, rectangular, reduced, square
from tutor.maths.posing.exactness import less, same
from tutor.maths.posing.floats import Floats, UnfollowedError
from tutor.maths.posing.quadratic_numbers import in_short_form
from tutor.maths.posing.values import FormulaError, Value, is_matrix, listed_items, whole
from tutor.maths.posing.vocabulary.lists import columns, mean
from tutor.maths.posing.vocabulary.matrices import diagonal_matrix, eigenvalues, gram_schmidt, kernel, positive
from tutor.maths.posing.vocabulary.numbers import sqrt
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered
from tutor.maths.posing.vocabulary.vectors import identity, transpose

DECOMPOSITIONS: Vocabulary = {}

CLOSE = 1e-8


# --- by NumPy ---------------------------------------------------------------------------------------


def _qr(a: Floats) -> Floats:
    q, r = numpy.linalg.qr(a)
    signs = numpy.sign(numpy.diag(r))
    return [q * signs, r * signs[:, None]]


def _lu(a: Floats) -> Floats:
    """Doolittle's U has the Cholesky-like pivots det(A_k) / det(A_(k-1)); L follows row by row from A = L U."""
    size = len(a)
    lower, upper = numpy.eye(size), numpy.zeros((size, size))
    for k in range(size):
        upper[k] = a[k] - lower[k, :k] @ upper[:k]
        lower[k + 1 :, k] = (a[k + 1 :, k] - lower[k + 1 :, :k] @ upper[:k, k]) / upper[k, k]
    return [lower, numpy.triu(upper)]


def _svd(a: Floats) -> Floats:
    u, s, vt = numpy.linalg.svd(a, full_matrices=False)
    kept = s > CLOSE * max(1.0, s[0])
    u, s, v = u[:, kept], s[kept], vt[kept].T
    if numpy.any(numpy.abs(numpy.diff(s)) < CLOSE * s[0]):
        raise UnfollowedError
    signs = numpy.array([_leading_sign(column) for column in v.T])
    return [u * signs, numpy.diag(s), v * signs]


def _leading_sign(vector: Floats) -> float:
    return float(numpy.sign(next(each for each in vector if abs(each) > CLOSE)))


def _low_rank(a: Floats, k: Floats) -> Floats:
    u, s, vt = numpy.linalg.svd(a, full_matrices=False)
    count = int(k)
    return (u[:, :count] * s[:count]) @ vt[:count]


def _covariance(x: Floats, correction: Floats = 0) -> Floats:
    return numpy.cov(numpy.transpose(x), ddof=int(correction)).reshape(numpy.shape(x)[1], -1)


def _principal_axis(x: Floats) -> Floats:
    axis = numpy.linalg.eigh(_covariance(x))[1][:, -1]
    return axis * _leading_sign(axis)


# --- exact ------------------------------------------------------------------------------------------


@entered(
    DECOMPOSITIONS, "qr(A)", "qr([[3, 1], [4, 0]]) = [[[3/5, 4/5], [4/5, -3/5]], [[5, 3/5], [0, 4/5]]]", _qr,
)  # fmt: skip
def qr(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """[Q, R] with A = Q R: the columns of Q orthonormal, R upper triangular with a positive diagonal. The columns
    of A must be independent."""
    Q = columns(gram_schmidt(columns(rectangular(A))))  # noqa: N806 -- the name of the field
    return [Q, multiply(transpose(Q), A)]


@entered(DECOMPOSITIONS, "lu(A)", "lu([[2, 1], [6, 4]]) = [[[1, 0], [3, 1]], [[2, 1], [0, 1]]]", _lu)
def lu(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """[L, U] with A = L U: L lower triangular with ones on the diagonal, U upper triangular. Rows are not
    exchanged; where that would be needed there is no such pair."""
    upper = [list(row) for row in square(A)]
    lower = identity(len(upper))
    for k, pivot in enumerate(upper):
        for below in range(k + 1, len(upper)):
            if is_zero(upper[below][k]):
                continue
            if is_zero(pivot[k]):
                raise FormulaError("rows would have to be exchanged")
            lower[below][k] = divide(upper[below][k], pivot[k])
            upper[below] = subtract(upper[below], multiply(lower[below][k], pivot))
            upper[below][k] = 0
    return [lower, upper]


@entered(DECOMPOSITIONS, "cholesky(A)", "cholesky([[4, 2], [2, 5]]) = [[2, 0], [1, 2]]", numpy.linalg.cholesky)
def cholesky(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The lower triangular L with a positive diagonal and A = L L^T. A must be symmetric and positive definite."""
    rows = square(A)
    if not same(rows, transpose(rows)):
        raise FormulaError("a symmetric matrix belongs here")
    lower: list[list[Value]] = []
    for i, row in enumerate(rows):
        mine: list[Value] = []
        for j in range(i):
            mine.append(divide(subtract(row[j], inner(mine, lower[j][:j])), lower[j][j]))
        rest = subtract(row[i], inner(mine, mine))
        if not less(0, rest):
            raise FormulaError("this matrix is not positive definite")
        lower.append([*mine, sqrt(rest)])
    return [[*row, *[0] * (len(lower) - len(row))] for row in lower]


@entered(
    DECOMPOSITIONS, "singular_values(A)", "singular_values([[3, 0], [4, 5]]) = [3 sqrt(5), sqrt(5)]",
    lambda a: numpy.linalg.svd(a, compute_uv=False),
)  # fmt: skip
def singular_values(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """As many as the smaller of rows and columns, the largest first, zeros among them."""
    rows = rectangular(A)
    narrow = rows if len(rows) <= len(rows[0]) else transpose(rows)
    return [_root(each) for each in reversed(eigenvalues(multiply(narrow, transpose(narrow))))]


@entered(
    DECOMPOSITIONS, "svd(A)",
    "svd([[0, 2], [3, 0]]) = [[[0, 1], [1, 0]], [[3, 0], [0, 2]], [[1, 0], [0, 1]]]", _svd,
)  # fmt: skip
def svd(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """[U, S, V] with A = U S V^T: S diagonal with the singular values that are not zero, the largest first; the
    columns of U and V orthonormal. In each column of V the first entry that is not zero is positive."""
    rows = rectangular(A)
    gram = multiply(transpose(rows), rows)
    sizes = [each for each in reversed(eigenvalues(gram)) if not is_zero(each)]
    if not sizes:
        raise FormulaError("the zero matrix has no singular value but zero")
    right = [_of_length_one(each) for each in _axes(gram, sizes)]
    values = [_root(each) for each in sizes]
    left = [divide(multiply(rows, v), s) for v, s in zip(right, values, strict=True)]
    return [columns(left), diagonal_matrix(values), columns(right)]


@entered(DECOMPOSITIONS, "low_rank(A, k)", "low_rank([[3, 0], [0, 1]], 1) = [[3, 0], [0, 0]]", _low_rank)
def low_rank(A: Value, k: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The nearest matrix of rank k: the k largest singular values kept, the others zero."""
    rows = rectangular(A)
    gram = multiply(transpose(rows), rows)
    sizes = list(reversed(eigenvalues(gram)))
    if not 1 <= whole(k) <= len(sizes):
        raise FormulaError(f"a rank from 1 to {len(sizes)}")
    if k < len(sizes) and not is_zero(sizes[k]) and same(sizes[k - 1], sizes[k]):
        raise FormulaError("there is more than one nearest matrix: two singular values are equal")
    kept = [each for each in sizes[:k] if not is_zero(each)]
    result: Value = [[0] * len(rows[0]) for _ in rows]
    for axis in _axes(gram, kept):
        along = divide(multiply(rows, axis), in_short_form(inner(axis, axis)))
        result = add(result, [[in_short_form(multiply(entry, each)) for each in axis] for entry in along])
    return result


@entered(
    DECOMPOSITIONS, "pseudo_inverse(A)", "pseudo_inverse([[1, 1], [1, 1]]) = [[1/4, 1/4], [1/4, 1/4]]",
    numpy.linalg.pinv,
)  # fmt: skip
def pseudo_inverse(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The Moore-Penrose inverse; of an invertible matrix its inverse."""
    rows = rectangular(A)
    result, pivots = reduced(rows)
    if not pivots:
        return [[0] * len(rows) for _ in rows[0]]
    tall, wide = [[row[at] for at in pivots] for row in rows], result[: len(pivots)]
    left = multiply(inverse(multiply(transpose(tall), tall)), transpose(tall))
    return multiply(multiply(transpose(wide), inverse(multiply(wide, transpose(wide)))), left)


@entered(
    DECOMPOSITIONS, "least_squares(A, b)", "least_squares([[1, 0], [1, 1], [1, 2]], [1, 2, 4]) = [5/6, 3/2]",
    lambda a, b: numpy.linalg.lstsq(a, b, rcond=None)[0],
)  # fmt: skip
def least_squares(A: Value, b: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The x for which A x is nearest to b. The columns of A must be independent."""
    rows = rectangular(A)
    gram = multiply(transpose(rows), rows)
    if len(reduced(gram)[1]) < len(gram):
        raise FormulaError("the columns are dependent: more than one x comes nearest")
    return multiply(inverse(gram), multiply(transpose(rows), listed_items(b)))


@entered(DECOMPOSITIONS, "condition_number(A)", "condition_number([[3, 0], [4, 5]]) = 3", numpy.linalg.cond)
def condition_number(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The largest singular value divided by the smallest."""
    largest, *rest = singular_values(A)
    if is_zero(smallest := rest[-1] if rest else largest):
        raise FormulaError("its smallest singular value is zero")
    return divide(largest, smallest)


@entered(
    DECOMPOSITIONS, "centred(X)", "centred([[1, 2], [3, 6]]) = [[-1, -2], [1, 2]] and centred([1, 3]) = [-1, 1]",
    lambda x: numpy.array(x) - numpy.mean(x, axis=0),
)  # fmt: skip
def centred(X: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Less its mean; of a matrix: each column less its own."""
    items = listed_items(X)
    middle = mean(items)
    return [subtract(each, middle) for each in items]


@entered(
    DECOMPOSITIONS, "covariance_matrix(X, correction = 0)",
    "covariance_matrix([[1, 2], [3, 6]]) = [[1, 2], [2, 4]] and covariance_matrix([[1, 2], [3, 6]], 1)[1, 1] = 2",
    _covariance,
)  # fmt: skip
def covariance_matrix(X: Value, correction: Value = 0) -> Value:  # noqa: N803 -- the name that authors write
    """Of the columns of a matrix whose n rows are observations: products of what is off the means, summed and
    divided by n - correction."""
    if not is_matrix(X) or any(len(row) != len(X[0]) for row in X):
        raise FormulaError("a matrix belongs here, with a row for each observation")
    if not 0 <= whole(correction) < len(X):
        raise FormulaError("the correction is 0 or 1, and less than the number of rows")
    off = columns(centred(X))
    return [[divide(inner(a, b), len(X) - correction) for b in off] for a in off]


@entered(
    DECOMPOSITIONS, "principal_axis(X)", "principal_axis([[0, 0], [3, 4]]) = [3/5, 4/5]", _principal_axis,
)  # fmt: skip
def principal_axis(X: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The unit vector along which the rows of a matrix vary most; its first entry that is not zero is positive."""
    spread = covariance_matrix(X)
    values = eigenvalues(spread)
    if len(values) > 1 and same(values[-1], values[-2]):
        raise FormulaError("two directions vary alike: there is no single axis")
    return _of_length_one(_axes(spread, values[-1:])[0])


# --- inside -----------------------------------------------------------------------------------------


def _axes(symmetric: Value, values: list[Value]) -> list[list[Value]]:
    """Perpendicular eigenvectors of a symmetric matrix for these eigenvalues, as often as they stand there."""
    found: list[list[Value]] = []
    for position, value in enumerate(values):
        if position and same(value, values[position - 1]):
            continue
        times = sum(same(value, each) for each in values)
        basis = kernel(subtract(symmetric, multiply(value, identity(len(symmetric)))))
        found += [positive(each) for each in (gram_schmidt(basis) if times > 1 else basis)[:times]]
    return found


def _of_length_one(vector: list[Value]) -> list[Value]:
    length = sqrt(in_short_form(inner(vector, vector)))
    return [in_short_form(divide(each, length)) for each in vector]


def _root(value: Value) -> Value:
    return 0 if is_zero(value) else sqrt(value)
