"""Matrices as linear algebra sees them: rank, inverse, eigenvalues, and what they may be."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import gcd, lcm

import mpmath
import numpy
import sympy

from tutor.maths.posing.arithmetic import add, divide, inner, multiply, negate, subtract
from tutor.maths.posing.elimination import inverse, is_zero, null_space, rectangular, reduced, square
from tutor.maths.posing.exactness import less, same
from tutor.maths.posing.quadratic_numbers import in_short_form
from tutor.maths.posing.real_roots import DIGITS, real_roots
from tutor.maths.posing.values import (
    FormulaError,
    TooLargeError,
    Value,
    is_rational,
    listed_items,
    plain,
    symbolic,
    whole,
)
from tutor.maths.posing.vocabulary.float_spaces import (
    echelon_of_floats,
    eigenvectors_of_floats,
    kernel_of_floats,
    pivots_of_floats,
)
from tutor.maths.posing.vocabulary.lists import columns, in_order, total
from tutor.maths.posing.vocabulary.numbers import sqrt
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered
from tutor.maths.posing.vocabulary.vectors import identity, transpose

MATRICES: Vocabulary = {}

CLOSE = 1e-8


@entered(MATRICES, "inverse(A)", "inverse([[2, 1], [1, 1]]) = [[1, -1], [-1, 2]]", numpy.linalg.inv)
def inverted(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The inverse of a square matrix; also written `A^-1`."""
    return inverse(A)


@entered(
    MATRICES, "rank(A)", "rank([[1, 2], [2, 4]]) = 1",
    lambda a: numpy.linalg.matrix_rank(numpy.atleast_2d(a)),
)  # fmt: skip
def rank(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The number of independent rows of a matrix."""
    return len(reduced(rectangular(A))[1])


@entered(
    MATRICES, "nullity(A)", "nullity([[1, 2], [2, 4]]) = 1",
    lambda a: numpy.shape(a)[1] - numpy.linalg.matrix_rank(a),
)  # fmt: skip
def nullity(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The dimension of the null space: columns less rank."""
    return len(listed_items(A)[0]) - rank(A)


@entered(MATRICES, "row_reduced(A)", "row_reduced([[2, 4], [1, 3]]) = [[1, 0], [0, 1]]", echelon_of_floats)
def row_reduced(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The reduced row echelon form."""
    return reduced(rectangular(A))[0]


@entered(
    MATRICES, "row_operation(A, i, j, factor)", "row_operation([[1, 2], [3, 4]], 2, 1, -3) = [[1, 2], [0, -2]]",
    lambda a, i, j, c: numpy.array(a) + c * numpy.outer(numpy.eye(len(a))[int(i) - 1], numpy.array(a)[int(j) - 1]),
)  # fmt: skip
def row_operation(A: Value, i: Value, j: Value, factor: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The matrix with `factor` times row j added to row i."""
    rows = rectangular(A)
    if not (1 <= whole(i) <= len(rows) and 1 <= whole(j) <= len(rows)):
        raise FormulaError(f"a row from 1 to {len(rows)}")
    return [add(row, multiply(factor, rows[j - 1])) if at == i else row for at, row in enumerate(rows, start=1)]


@entered(MATRICES, "null_space(A)", "null_space([[1, 2, 0], [0, 0, 1]]) = [[2, -1, 0]]", kernel_of_floats)
def kernel(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """A basis of the solutions of A x = 0, one vector for each column without pivot, in the smallest whole numbers
    where there are any, the first entry that is not zero positive; empty where only zero solves it."""
    return [_in_whole_numbers(each) for each in null_space(rectangular(A))]


@entered(
    MATRICES, "column_space(A)", "column_space([[1, 2], [2, 4]]) = [[1, 2]]",
    lambda a: numpy.transpose(a)[pivots_of_floats(a)],
)  # fmt: skip
def column_space(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """A basis of what the columns span: those of them that have a pivot."""
    return [columns(A)[at] for at in reduced(rectangular(A))[1]]


@entered(MATRICES, "solve(A, b)", "solve([[1, 1], [1, -1]], [3, 1]) = [2, 1]", numpy.linalg.solve)
def solve(A: Value, b: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The solution x of A x = b, where there is exactly one."""
    return multiply(inverse(A), listed_items(b))


@entered(
    MATRICES, "frobenius(A)", "frobenius([[1, 2], [2, 4]]) = 5",
    numpy.linalg.norm,
)  # fmt: skip
def frobenius(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The square root of the sum of the squares of all entries."""
    return sqrt(total([inner(row, row) for row in rectangular(A)]))


@entered(MATRICES, "diagonal_matrix(list)", "diagonal_matrix([2, 3]) = [[2, 0], [0, 3]]", numpy.diag)
def diagonal_matrix(list: Value) -> Value:
    """The square matrix with these entries on its diagonal."""
    entries = listed_items(list)
    return [[entry if at == column else 0 for column in range(len(entries))] for at, entry in enumerate(entries)]


@entered(
    MATRICES, "diagonal_part(A)", "diagonal_part([[1, 2], [3, 4]]) = [[1, 0], [0, 4]]",
    lambda a: numpy.where(numpy.eye(*numpy.shape(a)) == 1, a, 0),
)  # fmt: skip
def diagonal_part(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The matrix with zeros outside its diagonal."""
    return _where(A, lambda row, column: row == column)


@entered(MATRICES, "upper_part(A)", "upper_part([[1, 2], [3, 4]]) = [[1, 2], [0, 4]]", numpy.triu)
def upper_part(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The matrix with zeros below its diagonal."""
    return _where(A, lambda row, column: row <= column)


@entered(MATRICES, "lower_part(A)", "lower_part([[1, 2], [3, 4]]) = [[1, 0], [3, 4]]", numpy.tril)
def lower_part(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The matrix with zeros above its diagonal."""
    return _where(A, lambda row, column: row >= column)


@entered(
    MATRICES, "gram_schmidt(vectors)", "gram_schmidt([[3, 4], [1, 0]]) = [[3/5, 4/5], [4/5, -3/5]]",
    lambda v: _signed_q(numpy.array(v)),
)  # fmt: skip
def gram_schmidt(vectors: Value) -> Value:
    """Orthonormal vectors with the same span, in order; the vectors must be independent."""
    found: list[Value] = []
    for vector in rectangular(vectors):
        rest = vector
        for unit in found:
            rest = subtract(rest, multiply(inner(vector, unit), unit))
        length = sqrt(inner(rest, rest))
        if is_zero(length):
            raise FormulaError("these vectors are dependent")
        found.append(divide(rest, length))
    return found


@entered(
    MATRICES, "charpoly(A, x)", "charpoly([[2, 1], [1, 2]], x) = x^2 - 4 x + 3",
    lambda a, x: numpy.polyval(numpy.poly(a), x),
)  # fmt: skip
def charpoly(A: Value, x: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The characteristic polynomial det(x I - A)."""
    powers = range(len(square(A)), -1, -1)
    terms = zip(_characteristic(A), powers, strict=True)
    return plain(sum((symbolic(c) * symbolic(x) ** n for c, n in terms), sympy.Integer(0)))


@entered(
    MATRICES, "eigenvalues(A)", "eigenvalues([[2, 1], [1, 2]]) = [1, 3]",
    lambda a: numpy.sort(numpy.linalg.eigvals(a).real),
)  # fmt: skip
def eigenvalues(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The eigenvalues, smallest first, each as often as it counts; they must be real."""
    entries = [each for row in square(A) for each in row]
    if all(map(is_rational, entries)):
        return _exact_roots(_characteristic(A))
    return in_order(_inexact_eigenvalues(A))


@entered(
    MATRICES, "eigenvectors(A, values)", "eigenvectors([[2, 1], [1, 2]], [3, 1]) = [[1, 1], [1, -1]]",
    eigenvectors_of_floats,
)  # fmt: skip
def eigenvectors(A: Value, values: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The matrix whose columns are eigenvectors for these eigenvalues, in their order, in the smallest
    whole numbers where there are any, the first entry that is not zero positive."""
    wanted = listed_items(values)
    vectors: list[Value] = []
    for at, value in enumerate(wanted):
        basis = null_space(square(subtract(A, multiply(value, identity(len(A))))))
        before = sum(same(value, each) for each in wanted[:at])
        if before >= len(basis):
            raise FormulaError("there are not so many independent eigenvectors")
        vectors.append(_in_whole_numbers(basis[before]))
    return columns(vectors)


@entered(
    MATRICES, "definiteness(A)", 'definiteness([[2, 1], [1, 2]]) = "positive definite"',
    lambda a: _definiteness_of_floats(numpy.linalg.eigvalsh(a)),
)  # fmt: skip
def definiteness(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Of a symmetric matrix: positive definite, negative definite, positive semidefinite, negative
    semidefinite, or indefinite. By the signs of its characteristic polynomial (Descartes)."""
    if not same(rectangular(A), transpose(A)):
        raise FormulaError("a symmetric matrix belongs here")
    coefficients = _characteristic(A)
    mirrored = [negate(each) if at % 2 else each for at, each in enumerate(coefficients)]
    return _definiteness(_sign_changes(coefficients), _sign_changes(mirrored), len(A))


# --- inside -----------------------------------------------------------------------------------------


def _where(value: Value, is_kept: Value) -> Value:
    rows = rectangular(value)
    return [[entry if is_kept(r, c) else 0 for c, entry in enumerate(row)] for r, row in enumerate(rows)]


def _signed_q(vectors: Value) -> Value:
    q, r = numpy.linalg.qr(vectors.T)
    return (q * numpy.sign(numpy.diag(r))).T


def _characteristic(value: Value) -> list[Value]:
    """The coefficients of det(x I - A), the highest first, by Faddeev and LeVerrier."""
    rows = square(value)
    coefficients: list[Value] = [1]
    step: Value = rows
    for n in range(1, len(rows) + 1):
        trace = total([step[at][at] for at in range(len(rows))])
        coefficients.append(plain(sympy.expand(symbolic(divide(negate(trace), n)))))
        step = multiply(rows, add(step, multiply(coefficients[-1], identity(len(rows)))))
    return coefficients


def _inexact_eigenvalues(rows: list[list[Value]]) -> list[Value]:
    """To 180 digits; worked out with twice as many, since of an eigenvalue that counts double half are lost."""
    if any(symbolic(each).free_symbols for row in rows for each in row):
        raise TooLargeError("the eigenvalues of a matrix with names in it are not worked out")
    with mpmath.workdps(2 * DIGITS):
        numbers = [[mpmath.mpmathify(str(symbolic(each).evalf(2 * DIGITS))) for each in row] for row in rows]
        try:
            found, _ = mpmath.eig(mpmath.matrix(numbers))
        except (mpmath.NoConvergence, RuntimeError):
            raise TooLargeError("the eigenvalues are not found") from None
        if any(abs(mpmath.im(value)) > mpmath.mpf(10) ** -60 for value in found):
            raise FormulaError("the eigenvalues are not real")
        return [plain(sympy.Float(mpmath.nstr(mpmath.re(value), DIGITS), DIGITS)) for value in found]


def _exact_roots(coefficients: list[Value]) -> list[Value]:
    roots = [root for root, times in real_roots(coefficients) for _ in range(times)]
    if len(roots) < len(coefficients) - 1:
        raise FormulaError("the eigenvalues are not real")
    return roots


def _in_whole_numbers(vector: list[Value]) -> list[Value]:
    """The shortest multiple in whole numbers, where the entries are rational; its first entry is positive."""
    if not all(map(is_rational, vector)):
        return positive([in_short_form(each) for each in vector])
    entries = [Fraction(each) for each in vector]
    scale = lcm(*(each.denominator for each in entries))
    shared = reduce(gcd, (int(each * scale) for each in entries))
    sign = -1 if next(each for each in entries if each) < 0 else 1
    return [int(each * scale) // shared * sign for each in entries]


def positive(vector: list[Value]) -> list[Value]:
    """The vector, or its opposite, whichever has a positive first entry; as it is where that has a name in it."""
    leading = next(each for each in vector if not is_zero(each))
    has_names = not is_rational(leading) and leading.free_symbols
    turned: list[Value] = negate(vector)
    return turned if not has_names and less(leading, 0) else vector


def _sign_changes(coefficients: list[Value]) -> int:
    """Of a polynomial whose roots are real, the number of its positive ones."""
    signs = [less(0, each) for each in coefficients if not is_zero(each)]
    return sum(a != b for a, b in pairwise(signs))


def _definiteness(positive: int, negative: int, size: int) -> str:
    if size in (positive, negative):
        return "positive definite" if positive else "negative definite"
    if positive and negative:
        return "indefinite"
    return "positive semidefinite" if not negative else "negative semidefinite"


def _definiteness_of_floats(values: Value) -> str:
    return _definiteness(int(numpy.sum(values > CLOSE)), int(numpy.sum(values < -CLOSE)), len(values))
