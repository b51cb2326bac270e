"""Elimination, echelon forms and what the vocabulary knows of matrices: by NumPy's word too."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.check import check
from tutor.maths.forms.echelon import echelon_fault
from tutor.maths.posing.elimination import null_space, reduced
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.exactness import approximate
from tutor.maths.posing.values import FormulaError
from tutor.maths.trees.translate import Names
from tutor.problem import Outcome, Question, Verdict

small = st.integers(-4, 4)
Matrix = list[list[int]]


def matrices(rows: int, columns: int) -> st.SearchStrategy[Matrix]:
    return st.lists(st.lists(small, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


def verdict_on_echelon(typed: str) -> Verdict:
    return check(Question("[[1, 2, 3], [0, 0, 4], [0, 0, 0]]", kind="matrix", form="echelon"), typed)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("[[1, 2], [0, 3]]", None),
        ("[[0, 2], [0, 0]]", None),
        ("[[0, 0], [0, 0]]", None),
        ("[[1, 2, 3], [0, 0, a]]", None),
        ("[[1, 2], [3, 4]]", "Look at row 2."),
        ("[[0, 2], [1, 0]]", "Look at row 2."),
        ("[[0, 0], [0, 1]]", "Look at row 2."),
        ("[[1, 0, 0], [0, 0, 1], [0, sqrt(2), 0]]", "Look at row 3."),
        ("[[1, 0], [sqrt(8) - 2sqrt(2), 1]]", None),
    ],
)
def test_echelon_form_is_seen_row_by_row(typed: str, fault: str | None) -> None:
    assert echelon_fault(read(typed), Names()) == fault


def test_echelon_is_judged_beside_the_value() -> None:
    assert verdict_on_echelon("[[1, 2, 3], [0, 0, 4], [0, 0, 0]]").is_right
    assert verdict_on_echelon("[[1, 2, 3], [0, 4, 0], [0, 0, 0]]").outcome is Outcome.WRONG
    assert (
        check(Question("[[1, 2], [3, 4]]", kind="matrix", form="echelon"), "[[1, 2], [3, 4]]").outcome
        is Outcome.OTHER_FORM
    )


@given(matrices(3, 4))
@settings(max_examples=60, deadline=None)
def test_null_space_is_what_elimination_leaves_free(matrix: Matrix) -> None:
    basis_found = null_space(matrix)

    assert len(basis_found) == 4 - len(reduced(matrix)[1])
    assert all(sum(a * x for a, x in zip(row, vector, strict=True)) == 0 for row in matrix for vector in basis_found)


def worked_out(formula: str) -> Any:
    return evaluate(read(formula, author=True), Scope({}))


@given(matrices(3, 3))
@settings(max_examples=80, deadline=None)
def test_numpy_finds_the_same_rank_and_inverse(matrix: Matrix) -> None:
    assert worked_out(f"rank({matrix})") == numpy.linalg.matrix_rank(matrix)
    assume(worked_out(f"det({matrix})") != 0)

    assert numpy.allclose(numpy.array(worked_out(f"{matrix}^-1"), float), numpy.linalg.inv(matrix))


@given(matrices(3, 3))
@settings(max_examples=60, deadline=None)
def test_numpy_finds_the_same_eigenvalues_and_definiteness(matrix: Matrix) -> None:
    mirrored = [[matrix[min(i, j)][max(i, j)] for j in range(3)] for i in range(3)]
    expected = numpy.linalg.eigvalsh(mirrored)

    assert numpy.allclose([approximate(each) for each in worked_out(f"eigenvalues({mirrored})")], expected)
    assert worked_out(f"is_positive_definite({mirrored})") is bool((expected > 1e-9).all())
    assert (worked_out(f"definiteness({mirrored})") == "indefinite") is bool(
        expected[0] < -1e-9 and expected[-1] > 1e-9
    )


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("[[1, 2], [2, 4]]^-1", "no inverse"),
        ("eigenvalues([[0, 1], [-1, 0]])", "not real"),
        ("eigenvectors([[1, 1], [0, 1]], [1, 1])", "not so many"),
        ("gram_schmidt([[1, 2], [2, 4]])", "dependent"),
        ("definiteness([[1, 2], [3, 4]])", "symmetric"),
        ("rank([[1, 2], [3]])", "a matrix belongs here"),
        ("inverse([[1, 2, 3], [4, 5, 6]])", "a square matrix belongs here"),
    ],
)
def test_what_has_no_value_says_why(formula: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said):
        worked_out(formula)


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("[[2, 1], [1, 2]]", "positive definite"),
        ("[[-2, 1], [1, -2]]", "negative definite"),
        ("[[1, 2], [2, 1]]", "indefinite"),
        ("[[1, 1], [1, 1]]", "positive semidefinite"),
        ("[[-1, 1], [1, -1]]", "negative semidefinite"),
        ("[[sqrt(2), 1], [1, sqrt(2)]]", "positive definite"),
    ],
)
def test_definiteness_is_named(formula: str, kind: str) -> None:
    assert worked_out(f"definiteness({formula})") == kind
