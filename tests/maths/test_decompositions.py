"""Decompositions multiply back, have the promised shape, and are NumPy's up to the documented convention."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.posing.evaluate import Scope, evaluate, truth
from tutor.maths.posing.floats import UnfollowedError, floats_of
from tutor.maths.posing.values import FormulaError, TooLargeError
from tutor.maths.proving.numeric import Setting, close, worked_out
from tutor.maths.trees.translate import Names

small = st.integers(-4, 4)
Matrix = list[list[int]]


def matrices(rows: int, columns: int) -> st.SearchStrategy[Matrix]:
    return st.lists(st.lists(small, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


def value(formula: str, **names: Any) -> Any:
    return evaluate(read(formula, names, author=True), Scope(dict(names)))


def holds(formula: str, **names: Any) -> bool:
    return truth(read(formula, names, author=True), Scope(dict(names)))


def both_ways(formula: str, **names: Any) -> tuple[Any, Any]:
    """Exactly, and by NumPy."""
    floats = Setting.of({name: floats_of(each, {}) for name, each in names.items()})
    return floats_of(value(formula, **names), {}), worked_out(read(formula, names, author=True), floats)


@given(matrices(3, 3))
@settings(max_examples=40, deadline=None)
def test_what_inverts_or_solves_agrees_with_numpy(matrix: Matrix) -> None:
    for formula in ("pseudo_inverse(A)", "singular_values(A)", "row_reduced(A)", "null_space(A)", "det(A)", "rank(A)"):
        exact, by_numpy = both_ways(formula, A=matrix)
        assert close(exact, by_numpy) or (numpy.size(exact) == numpy.size(by_numpy) == 0), formula


@given(matrices(3, 2), st.lists(small, min_size=3, max_size=3))
@settings(max_examples=40, deadline=None)
def test_factors_multiply_back_and_agree_with_numpy(matrix: Matrix, b: list[int]) -> None:
    assume(value("rank(A)", A=matrix) == 2)

    Q, R = value("qr(A)", A=matrix)  # noqa: N806 -- the names of the field

    assert holds("Q R = A and has_orthonormal_columns(Q) and is_upper_triangular(R)", A=matrix, Q=Q, R=R)
    assert holds("min(diagonal(R)) > 0", R=R)
    for formula in ("qr(A)[1]", "qr(A)[2]", "least_squares(A, b)", "low_rank(A, 2)", "covariance_matrix(A, 1)"):
        assert close(*both_ways(formula, A=matrix, b=b)), formula


@given(matrices(2, 2))
@settings(max_examples=40, deadline=None)
def test_singular_vectors_multiply_back(matrix: Matrix) -> None:
    assume(any(any(row) for row in matrix))

    U, S, V = value("svd(A)", A=matrix)  # noqa: N806 -- the names of the field

    assert holds("U S V^T ~ A", A=matrix, U=U, S=S, V=V)
    assert holds("U^T U ~ identity(length(S)) and V^T V ~ identity(length(S))", U=U, S=S, V=V)
    try:
        factors = both_ways("svd(A)[3]", A=matrix)
    except UnfollowedError:
        return
    assert close(*factors)


@given(matrices(3, 3))
@settings(max_examples=40, deadline=None)
def test_lu_and_cholesky_multiply_back(matrix: Matrix) -> None:
    symmetric = value("A^T A + identity(3)", A=matrix)

    L, U = value("lu(A)", A=symmetric)  # noqa: N806 -- the names of the field
    root = value("cholesky(A)", A=symmetric)

    assert holds("L U = A and is_upper_triangular(U) and diagonal(L) = [1, 1, 1]", A=symmetric, L=L, U=U)
    assert holds("L L^T = A and is_lower_triangular(L) and min(diagonal(L)) > 0", A=symmetric, L=root)
    assert close(*both_ways("lu(A)[1]", A=symmetric))
    assert close(*both_ways("cholesky(A)", A=symmetric))


@pytest.mark.parametrize(
    ("formula", "claim"),
    [
        ("null_space([[1, 2, 3], [2, 4, 6]])", "r = [[2, -1, 0], [3, 0, -1]]"),
        ("eigenvectors([[2, 1], [1, 3]], eigenvalues([[2, 1], [1, 3]]))", "r[1, 1] > 0 and r[1, 2] > 0"),
        ("eigenvectors([[2, 0, 0], [0, 2, 0], [0, 0, 3]], [2, 2, 3])", "r = identity(3)"),
        ("principal_axis([[0, 0], [-3, -4]])", "r = [3/5, 4/5]"),
        ("svd([[0, 0], [0, -2]])", "r = [[[0], [-1]], [[2]], [[0], [1]]]"),
        ("singular_values([[1, 2], [2, 4], [0, 0]])", "r = [5, 0]"),
        ("low_rank([[2, 0], [0, 2]], 2)", "r = [[2, 0], [0, 2]]"),
        ("eigenvalues([[2, 1, 0], [0, 2, 0], [0, 0, -1/2]])", "r = [-1/2, 2, 2]"),
        ("eigenvalues([[0, 1, 0], [0, 0, 1], [1, 3, 0]])", "product(r) = 1 and sum(r) = 0 and r[1] < r[2] < r[3]"),
        ("row_operation([[1, 2], [3, 4]], 1, 1, 2)", "r = [[3, 6], [3, 4]]"),
        ("det([[1 / (i + j) for i in 1..8] for j in 1..8])", "0 < r < 1/10^30"),
    ],
)
def test_conventions(formula: str, claim: str) -> None:
    assert holds(claim, r=value(formula))


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("qr([[1, 2], [2, 4]])", "dependent"),
        ("lu([[0, 1], [1, 0]])", "exchanged"),
        ("cholesky([[1, 2], [2, 1]])", "not positive definite"),
        ("cholesky([[1, 2], [3, 4]])", "symmetric"),
        ("least_squares([[1, 1], [1, 1], [1, 1]], [1, 2, 3])", "dependent"),
        ("low_rank([[1, 0], [0, 1]], 1)", "more than one"),
        ("low_rank([[1, 0], [0, 1]], 3)", "a rank from 1 to 2"),
        ("condition_number([[1, 2], [2, 4]])", "zero"),
        ("principal_axis([[1, 0], [-1, 0], [0, 1], [0, -1]])", "no single axis"),
        ("svd([[0, 0], [0, 0]])", "zero matrix"),
        ("covariance_matrix([[1, 2]], 1)", "correction"),
        ("covariance_matrix([1, 2])", "a row for each observation"),
        ("cross([1, 2], [3, 4])", "three entries"),
        ("row_operation([[1]], 2, 1, 1)", "a row from 1 to 1"),
        ("det([[1, 2, 3], [4, 5, 6]])", "square"),
        ("rank([[k for k in 1..9] for j in 1..9])", "at most 8"),
    ],
)
def test_what_has_no_value_says_why(formula: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said):
        value(formula)


def test_a_large_matrix_with_names_is_refused() -> None:
    with pytest.raises(TooLargeError, match="at most 4"):
        value("det([[x + i j for i in 1..8] for j in 1..8])", x=Names.of(["x"]).symbol("x"))
