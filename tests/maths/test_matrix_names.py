"""Names that stand for matrices and vectors: products do not commute, sizes must fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.reader import read
from tutor.maths.check import check
from tutor.maths.trees.matrix_names import compare_matrices, same_values, samples, shape_of, valued
from tutor.maths.trees.matrix_values import MatrixEvaluation
from tutor.maths.trees.translate import Names
from tutor.problem import Outcome, Question, Verdict

ASSUME = {"A": "matrix", "B": "matrix", "S": "symmetric", "Q": "orthogonal", "x": "vector", "y": "vector"}
NAMES = Names.of(["A", "B", "S", "Q", "x", "y", "c"], ASSUME)


def judged(answer: str, against: str, kind: str | None = None) -> Verdict:
    return check(Question(against, kind, ("A", "B", "S", "Q", "x", "y", "c", "L"), ASSUME), answer)


@pytest.mark.parametrize(
    ("answer", "against"),
    [
        ("(A B)^T", "B^T A^T"),
        ("(A B)^-1", "B^-1 A^-1"),
        ("A A^-1", "I"),
        ("A^-1 A", "I"),
        ("2A + A", "3A"),
        ("A (c B)", "c A B"),
        ("A (B + A)", "A B + A^2"),
        ("(A + B)^2", "A^2 + A B + B A + B^2"),
        ("tr(A B)", "tr(B A)"),
        ("det(A B)", "det(B) det(A)"),
        ("det(A^-1)", "1/det(A)"),
        ("x^T A x", "x^T A^T x"),
        ("|x|^2", "x^T x"),
        ("norm(x)", "sqrt(x^T x)"),
        ("x^T y", "y^T x"),
        ("dot(x, y)", "x^T y"),
        ("x x^T y", "(x^T y) x"),
        ("(A x)^T", "x^T A^T"),
        ("|x + y|^2", "|x|^2 + 2 x^T y + |y|^2"),
        ("S^T", "S"),
        ("x^T S y", "y^T S x"),
        ("Q^T Q", "I"),
        ("Q^-1", "Q^T"),
        ("det(Q)^2", "1"),
        ("|Q x|", "|x|"),
        ("A - A", "0"),
        ("A [1, 0] + A [0, 1]", "A [1, 1]"),
        ("[[1, 0], [0, 1]] A", "A"),
        ("(A + A^T)/2", "((A + A^T)/2)^T"),
        ("tr(x x^T)", "|x|^2"),
        ("sum(k = 0..2, A^k)", "I + A + A^2"),
        ("e^(x^T y)", "e^(y^T x)"),
        ("dL/dy * x^T", "(x (dL/dy)^T)^T"),
        ("A^T (dL/dy)", "((dL/dy)^T A)^T"),
    ],
)
def test_laws_of_matrices_are_known(answer: str, against: str) -> None:
    assert judged(answer, against).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("answer", "against"),
    [
        ("A B", "B A"),
        ("(A B)^T", "A^T B^T"),
        ("(A B)^-1", "A^-1 B^-1"),
        ("(A + B)^2", "A^2 + 2 A B + B^2"),
        ("(A + B)(A - B)", "A^2 - B^2"),
        ("A^T", "A"),
        ("(A + B)^-1", "A^-1 + B^-1"),
        ("det(2A)", "2 det(A)"),
        ("det(A + B)", "det(A) + det(B)"),
        ("det(Q)", "1"),
        ("Q^T", "Q"),
        ("tr(A B)", "tr(A) tr(B)"),
        ("x^T A y", "y^T A x"),
        ("|A x|", "|x|"),
        ("x^T", "x"),
        ("S A", "A S"),
        ("A^2", "A"),
        ("A^T A", "A A^T"),
        ("det(A)", "(tr(A)^2 - tr(A^2))/2"),
    ],
)
def test_what_holds_for_numbers_only_is_wrong(answer: str, against: str) -> None:
    assert judged(answer, against).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("A + 1", "A matrix and a number cannot be added."),
        ("A + x", "Matrices of different sizes cannot be added."),
        ("x A", "These sizes cannot be multiplied in this order."),
        ("x y", "The product of two vectors is ambiguous: write x^T y or dot(x, y)."),
        ("1/A", "Nothing can be divided by a matrix: multiply by its inverse."),
        ("x^T x", "A matrix is asked for; this is a number."),
        ("A x", "A matrix is asked for; this is a column."),
        ("sin(A)", "Sin of a matrix is ambiguous."),
        ("x^-1", "Only a square matrix can be raised to a power."),
    ],
)
def test_what_does_not_fit_together_costs_nothing(answer: str, said: str) -> None:
    found = judged(answer, "A B")

    assert (found.outcome, found.message) == (Outcome.UNREADABLE, said)


def test_a_row_for_a_column_is_wrong_and_told() -> None:
    found = judged("x^T A", "A x")

    assert (found.outcome, found.diagnosis) == (Outcome.WRONG, "transposed")
    assert found.message == "A column is asked for; yours is a row."


def test_a_counterexample_shows_small_whole_matrices() -> None:
    found = judged("A B", "B A")

    assert found.counterexample is not None
    assert found.counterexample.x == {"A": "[[1, 2], [3, 4]]", "B": "[[0, 1], [2, 3]]"}
    assert (found.counterexample.answer, found.counterexample.against) == ("[[4, 7], [8, 15]]", "[[3, 4], [11, 16]]")


@pytest.mark.parametrize("kind", [None, "expression", "matrix"])
def test_a_literal_matrix_may_answer_for_names(kind: str | None) -> None:
    assert judged("[[1, 0], [0, 1]]", "A A^-1", kind).outcome is Outcome.CORRECT
    assert judged("A A^-1", "[[1, 0], [0, 1]]", kind).outcome is Outcome.CORRECT
    assert judged("[[1, 0], [1, 1]]", "A A^-1", kind).outcome is Outcome.WRONG


@pytest.mark.parametrize("size", [2, 3, 4])
def test_samples_are_what_is_assumed_and_do_not_commute(size: int) -> None:
    at = MatrixEvaluation({}, {}, size)
    names = tuple((name, ASSUME[name]) for name in ("A", "B", "Q", "S"))

    for sample in samples(names, size):
        a, b, q, s = (sample.matrices[name] for name in ("A", "B", "Q", "S"))
        assert not same_values(at.multiplied(a, b), at.multiplied(b, a))
        assert a != a.transposed()
        assert s == s.transposed()
        assert same_values(at.multiplied(q, q.transposed()), sample.value(read("I", ["I"])))
        assert at.determinant(read("A", ["A"]), a) != 0


FACTORS = st.sampled_from(["A", "B", "A^T", "B^-1", "(A + B)", "S", "(2 I)", "(A B)^T"])


@given(st.lists(FACTORS, min_size=2, max_size=4))
@settings(max_examples=15, deadline=None)
def test_the_transpose_and_the_inverse_turn_a_product_round(factors: list[str]) -> None:
    product = " ".join(factors)
    turned = " ".join(f"({factor})^T" for factor in reversed(factors))
    undone = " ".join(f"({factor})^-1" for factor in reversed(factors))

    assert compared(f"({product})^T", turned)
    assert compared(f"({product})^-1", undone)


@given(st.lists(FACTORS, min_size=1, max_size=3), st.sampled_from(["A", "I", "B^T", "S"]))
@settings(max_examples=15, deadline=None)
def test_no_product_equals_itself_plus_something(factors: list[str], more: str) -> None:
    product = " ".join(factors)

    assert compared(product, f"{product} + {more}") is False


def compared(first: str, second: str) -> bool | None:
    sides = (valued(read(text, [*ASSUME, "I", "c"]), NAMES) for text in (first, second))
    return compare_matrices(*sides, NAMES).same


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("A x", "column"),
        ("x^T A", "row"),
        ("x^T x", "number"),
        ("x y^T", "matrix"),
        ("det(A)", "number"),
        ("I", "matrix"),
    ],
)
def test_shapes_are_told(text: str, shape: str) -> None:
    assert shape_of(valued(read(text, [*ASSUME, "I"]), NAMES), NAMES) == shape


def test_what_has_no_value_at_all_is_refused() -> None:
    with pytest.raises(Unreadable, match="no value"):
        valued(read("(x x^T - x x^T)^-1", [*ASSUME]), NAMES)
