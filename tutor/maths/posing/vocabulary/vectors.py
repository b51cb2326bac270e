"""Vectors and matrices: products, lengths, angles."""

from __future__ import annotations

from fractions import Fraction

import numpy
import sympy

from tutor.maths.posing.arithmetic import add, divide, inner, multiply, power, subtract
from tutor.maths.posing.elimination import LARGEST_SYMBOLIC, square
from tutor.maths.posing.exactness import same
from tutor.maths.posing.values import (
    FormulaError,
    TooLargeError,
    Value,
    is_matrix,
    is_rational,
    listed_items,
    plain,
    symbolic,
    whole,
)
from tutor.maths.posing.vocabulary.lists import columns, total
from tutor.maths.posing.vocabulary.numbers import absolute, largest, sqrt
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

VECTORS: Vocabulary = {}


@entered(VECTORS, "dot(u, v)", "dot([1, 2], [3, -4]) = -5", numpy.dot)
def dot(u: Value, v: Value) -> Value:
    """The dot product."""
    return inner(listed_items(u), listed_items(v))


@entered(VECTORS, "hadamard(u, v)", "hadamard([1, 2], [3, -4]) = [3, -8]", numpy.multiply)
def hadamard(u: Value, v: Value) -> Value:
    """The products of the entries, one by one; also of matrices."""
    left, right = listed_items(u), listed_items(v)
    if len(left) != len(right):
        raise FormulaError(f"lists of {len(left)} and {len(right)} entries do not fit together")
    pairs = zip(left, right, strict=True)
    return [hadamard(a, b) if isinstance(a, list) else multiply(a, b) for a, b in pairs]


@entered(
    VECTORS, "norm(v, p = 2)", "norm([3, -4]) = 5 and norm([3, -4], 1) = 7 and norm([3, -4], oo) = 4",
    lambda v, p=2: numpy.linalg.norm(v, p),
)  # fmt: skip
def norm(v: Value, p: Value = 2) -> Value:
    """The norm of a vector, exact; `norm(v, 1)` and `norm(v, oo)` are the 1-norm and the max-norm."""
    entries = listed_items(v)
    if p == sympy.oo:
        return largest(absolute(entries))
    if whole(p) == 2:
        return sqrt(dot(entries, entries))
    sums = total(power(absolute(entries), p))
    return sums if p == 1 else power(sums, divide(1, p))


@entered(VECTORS, "normalised(v)", "normalised([3, 4]) = [3/5, 4/5]", lambda v: v / numpy.linalg.norm(v))
def normalised(v: Value) -> Value:
    """The unit vector of the same direction."""
    return divide(listed_items(v), norm(v))


@entered(
    VECTORS, "distance(u, v)", "distance([1, 1], [4, 5]) = 5",
    lambda u, v: numpy.linalg.norm(numpy.subtract(u, v)),
)  # fmt: skip
def distance(u: Value, v: Value) -> Value:
    """The norm of the difference."""
    return norm(subtract(u, v))


def _cosine(u: Value, v: Value) -> Value:
    return numpy.dot(u, v) / numpy.linalg.norm(u) / numpy.linalg.norm(v)


@entered(VECTORS, "cosine(u, v)", "cosine([1, 0], [3, 4]) = 3/5", _cosine)
def cosine(u: Value, v: Value) -> Value:
    """The cosine of the angle between two vectors, exact."""
    squares = multiply(dot(u, u), dot(v, v))
    if squares == 0:
        raise FormulaError("the zero vector has no direction")
    return divide(dot(u, v), sqrt(squares))


@entered(VECTORS, "angle(u, v)", "angle([1, 0], [1, 1]) = pi / 4", lambda u, v: numpy.arccos(_cosine(u, v)))
def angle(u: Value, v: Value) -> Value:
    """The angle between two vectors in radians; `degrees(angle(u, v))`."""
    return plain(sympy.acos(symbolic(cosine(u, v))))


@entered(
    VECTORS, "projection(u, v)", "projection([2, 3], [1, 0]) = [2, 0]",
    lambda u, v: numpy.dot(u, v) / numpy.dot(v, v) * v,
)  # fmt: skip
def projection(u: Value, v: Value) -> Value:
    """The part of u along v."""
    return multiply(divide(dot(u, v), dot(v, v)), v)


@entered(VECTORS, "cross(u, v)", "cross([1, 0, 0], [0, 1, 0]) = [0, 0, 1]", numpy.cross)
def cross(u: Value, v: Value) -> Value:
    """The cross product of two vectors of three entries."""
    a, b = listed_items(u), listed_items(v)
    if len(a) != 3 or len(b) != 3:
        raise FormulaError("a cross product takes vectors of three entries")
    return [subtract(multiply(a[i], b[j]), multiply(a[j], b[i])) for i, j in ((1, 2), (2, 0), (0, 1))]


@entered(VECTORS, "outer(u, v)", "outer([1, 2], [3, 4]) = [[3, 4], [6, 8]]", numpy.outer)
def outer(u: Value, v: Value) -> Value:
    """The matrix of all products of an entry of u (row) and one of v (column)."""
    return [multiply(a, listed_items(v)) for a in listed_items(u)]


@entered(VECTORS, "transpose(A)", "[[1, 2], [3, 4]]^T = [[1, 3], [2, 4]]", numpy.transpose)
def transpose(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Rows and columns exchanged; also written `A^T`."""
    return columns(A) if is_matrix(A) else A


@entered(VECTORS, "trace(A)", "trace([[1, 2], [3, 4]]) = 5", numpy.trace)
def trace(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The sum of the diagonal entries."""
    return total(diagonal(A))


@entered(VECTORS, "diagonal(A)", "diagonal([[1, 2], [3, 4]]) = [1, 4]", numpy.diag)
def diagonal(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The entries of the diagonal, as a list."""
    return [row[at] for at, row in enumerate(listed_items(A)) if at < len(row)]


@entered(VECTORS, "det(A)", "det([[1, 2], [3, 4]]) = -2", numpy.linalg.det)
def det(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The determinant: of at most 8 by 8 numbers, or 4 by 4 entries with names."""
    rows = square(A)
    if all(is_rational(each) for row in rows for each in row):
        return _det_of_numbers(rows)
    return _det_by_cofactors(rows)


def _det_of_numbers(rows: list[list[Value]]) -> Value:
    """By Bareiss: of whole numbers all steps are whole."""
    left, sign, before = [[Fraction(each) for each in row] for row in rows], 1, Fraction(1)
    for k in range(len(left) - 1):
        found = next((at for at in range(k, len(left)) if left[at][k]), None)
        if found is None:
            return 0
        if found != k:
            left[k], left[found], sign = left[found], left[k], -sign
        for i in range(k + 1, len(left)):
            for j in range(k + 1, len(left)):
                left[i][j] = (left[i][j] * left[k][k] - left[i][k] * left[k][j]) / before
        before = left[k][k]
    return plain(sign * left[-1][-1])


def _det_by_cofactors(rows: list[list[Value]]) -> Value:
    """Along the first row."""
    if len(rows) > LARGEST_SYMBOLIC:
        raise TooLargeError(f"a determinant of over {LARGEST_SYMBOLIC} rows whose entries are not rational")
    if len(rows) == 1:
        return rows[0][0]
    result: Value = 0
    for at, entry in enumerate(rows[0]):
        term = multiply(entry, _det_by_cofactors([row[:at] + row[at + 1 :] for row in rows[1:]]))
        result = subtract(result, term) if at % 2 else add(result, term)
    return result


@entered(VECTORS, "zeros(n)", "zeros(2) = [0, 0]", lambda n: numpy.zeros(int(n)))
def zeros(n: Value) -> Value:
    """n zeros."""
    return [0] * _size(n)


@entered(VECTORS, "ones(n)", "ones(2) = [1, 1]", lambda n: numpy.ones(int(n)))
def ones(n: Value) -> Value:
    """n ones."""
    return [1] * _size(n)


@entered(VECTORS, "identity(n)", "identity(2) = [[1, 0], [0, 1]]", lambda n: numpy.eye(int(n)))
def identity(n: Value) -> Value:
    """The matrix with ones on the diagonal and zeros elsewhere."""
    return [[int(i == j) for j in range(_size(n))] for i in range(_size(n))]


@entered(VECTORS, "one_hot(i, n)", "one_hot(2, 3) = [0, 1, 0]", lambda i, n: numpy.eye(int(n))[int(i) - 1])
def one_hot(i: Value, n: Value) -> Value:
    """n entries, the i-th 1 and the others 0."""
    return [int(at == whole(i)) for at in range(1, _size(n) + 1)]


@entered(
    VECTORS, "is_parallel(u, v)", "is_parallel([1, 2], [-2, -4])",
    lambda u, v: bool(numpy.linalg.matrix_rank(numpy.array([u, v])) < 2),
)  # fmt: skip
def is_parallel(u: Value, v: Value) -> Value:
    """Whether one vector is a multiple of the other."""
    return same(power(dot(u, v), 2), multiply(dot(u, u), dot(v, v)))


def _size(n: Value) -> int:
    if not 1 <= whole(n) <= 64:
        raise FormulaError("a size from 1 to 64")
    return int(n)
