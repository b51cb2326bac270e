"""Bases, factorisations, directions and conditions: any right answer is right, whatever the key's looks like."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.maths.check import check
from tutor.maths.kinds.fields import on_one_line
from tutor.maths.posing.elimination import inverse, reduced
from tutor.problem import Mistake, Outcome, Question

small = st.integers(-4, 4)
Matrix = list[list[int]]
ONE_OF_TWO = " 1 of 2 conditions is met."
DIAGONALISED = Question(
    "P = [[1, 1], [1, -1]]; D = [[3, 0], [0, 1]]",
    kind="factorisation",
    fields=("P", "D"),
    must=("P D P^-1 = [[2, 1], [1, 2]]", "is_diagonal(D)"),
)


def basis(against: str, **more: Any) -> Question:
    return Question(against, kind="subspace-basis", **more)


def satisfying(against: str, *must: str, **more: Any) -> Question:
    return Question(against, kind="satisfying", must=must, **more)


def times(left: Matrix, right: Matrix) -> Matrix:
    return [
        [sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*right, strict=True)] for row in left
    ]


@st.composite
def unimodular(draw: st.DrawFn, size: int) -> Matrix:
    """A matrix of whole numbers whose inverse has whole numbers too, by shears."""
    matrix = [[int(i == j) for j in range(size)] for i in range(size)]
    for _ in range(4):
        i, j = draw(st.permutations(range(size)))[:2]
        factor = draw(st.integers(-2, 2))
        matrix[i] = [a + factor * b for a, b in zip(matrix[i], matrix[j], strict=True)]
    return matrix


def matrices(rows: int, columns: int) -> st.SearchStrategy[Matrix]:
    return st.lists(st.lists(small, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


@given(matrices(2, 4), unimodular(2), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_every_recombination_of_a_basis_is_one(vectors: Matrix, mixed: Matrix, factor: int) -> None:
    assume(len(reduced(vectors)[1]) == 2)

    verdict = check(basis(str(vectors)), str(times([[factor * each for each in row] for row in mixed], vectors)))

    assert verdict.outcome is Outcome.CORRECT


@given(matrices(2, 4), unimodular(2), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_a_vector_moved_out_of_the_subspace_is_found(vectors: Matrix, mixed: Matrix, column: int) -> None:
    moved = times(mixed, vectors)
    moved[1][column] += 1
    assume(len(reduced(vectors)[1]) == 2 and len(reduced([*vectors, moved[1]])[1]) == 3)

    verdict = check(basis(str(vectors)), str(moved))

    assert (verdict.outcome, verdict.diagnosis) == (Outcome.WRONG, "outside")


@given(st.integers(-5, 5), st.integers(-5, 5))
@settings(max_examples=40, deadline=None)
def test_every_rotation_of_an_orthonormal_basis_is_one(a: int, b: int) -> None:
    assume(a or b)
    question = Question("{[1, 0, 0], [0, 0, 1]}", kind="orthonormal-basis")
    length = f"sqrt({a * a + b * b})"

    assert check(question, f"[{a}, 0, {b}]/{length}, [{-b}, 0, {a}]/{length}").outcome is Outcome.CORRECT
    assert check(question, f"[{a}, 0, {b}]/{length}, [{b}, 0, {a}]/{length}").is_right is (a * b == 0)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("{[1, 0, 1], [2, 0, 2]}", "These vectors are dependent: one of them is a combination of the others."),
        ("{[1, 0, 1], [0, 1, 0]}", "One of these does not lie in the subspace: the second."),
        ("{[1, 0, 1]}", "They lie in the subspace, but span only a part of it."),
        ("{[1, 0, 1], [0, 0, 0]}", "The zero vector belongs to no basis: look at the second."),
        ("{[1, 0], [0, 1]}", "Vectors with 3 entries are asked for; yours have 2."),
        ("{[0.333, 0, 1/3], [0, 1, 1]}", "That is rounded. Give it exactly."),
        ("{}", "The subspace is larger than zero."),
    ],
)
def test_wrong_basis_is_told_what_it_lacks(answer: str, said: str) -> None:
    verdict = check(basis("{[1, 0, 1], [0, 1, 1]}"), answer)

    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, said)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("{1, 0, 1}", "A basis is a list of vectors, such as [1, 0], [0, 1]."),
        ("3", "A basis is asked for; this is a number."),
        ("{[1, 0, 1], [0, 1]}", "These vectors are not equally long."),
        ("s [1, 0, 1] + t [0, 1, 1]", "List the vectors alone, without s and t."),
        ("[[1, 0], [0, 1], [1, 1]]", "The rows of a matrix are read as the vectors; list columns one by one."),
    ],
)
def test_what_is_no_basis_costs_nothing(answer: str, said: str) -> None:
    verdict = check(basis("{[1, 0, 1], [0, 1, 1]}"), answer)

    assert (verdict.outcome, verdict.message) == (Outcome.UNREADABLE, said)


@pytest.mark.parametrize(
    "answer",
    [
        "[1, 0, 1]\n[0, 1, 1]",
        "[1, 0, 1] and [0, 1, 1]",
        "span{[1, 0, 1], [0, 1, 1]}",
        "v_1 = [1, 0, 1], v_2 = [0, 1, 1]",
    ],
)
def test_basis_may_be_typed_as_people_do(answer: str) -> None:
    assert check(basis("{[1, 0, 1], [0, 1, 1]}"), answer).is_right


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("{[1, 0], [1, 1]}", "They span the right subspace, but are not perpendicular to each other."),
        ("{[2, 0], [0, 1]}", "They are perpendicular, but the first has another length than 1."),
        ("{[2, 0], [0, 2]}", "They are perpendicular, but none of them has length 1."),
    ],
)
def test_right_angles_and_lengths_are_told_apart(answer: str, said: str) -> None:
    verdict = check(Question("{[1, 0], [0, 1]}", kind="orthonormal-basis"), answer)

    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, said)


@given(matrices(2, 3))
@settings(max_examples=60, deadline=None)
def test_a_rounded_orthonormal_basis_is_right_where_rounding_was_asked_for(vectors: Matrix) -> None:
    assume(numpy.linalg.matrix_rank(vectors) == 2)
    units = numpy.linalg.qr(numpy.array(vectors).T)[0].T
    question = Question(str(vectors), kind="orthonormal-basis", decimals=3)

    assert check(question, str(numpy.round(units, 3).tolist())).outcome is Outcome.CORRECT
    assert check(question, str(numpy.round(units * 1.02, 3).tolist())).diagnosis == "not-normalised"


@given(matrices(3, 2), matrices(2, 3), unimodular(2))
@settings(max_examples=60, deadline=None)
def test_every_unimodular_refactoring_is_right(left: Matrix, right: Matrix, mixed: Matrix) -> None:
    assume(any(map(any, left)) and any(map(any, right)))
    back = [[int(each) for each in row] for row in inverse(mixed)]
    question = Question(f"{left} * {right}", kind="factorisation")

    assert check(question, f"{times(left, mixed)} {times(back, right)}").outcome is Outcome.CORRECT


@given(matrices(2, 2), matrices(2, 2), st.integers(0, 1), st.integers(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_product_that_differs_in_one_entry_is_wrong(left: Matrix, right: Matrix, row: int, column: int) -> None:
    other = [list(each) for each in right]
    other[row][column] += 1
    assume(times(left, other) != times(left, right))

    verdict = check(Question(f"{left} * {right}", kind="factorisation"), f"{left} {other}")

    assert (verdict.outcome, verdict.diagnosis) == (Outcome.WRONG, "other-product")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("[[1, 0], [0, 1]] [[3, 4], [6, 13]]", "The product is right, but the second factor must be upper triangular."),
        ("[[1, 0], [2, 1]] [[3, 4], [0, 6]]", "The product does not give the matrix back."),
        ("[[3, 4], [6, 13]]", "2 factors are asked for; yours has 1."),
        ("[[1, 0, 0], [2, 1, 0]] [[3, 4], [0, 5], [0, 0]]", "The first factor must be 2x2; yours is 2x3."),
    ],
)
def test_wrong_factorisation_is_told_why(answer: str, said: str) -> None:
    verdict = check(Question("[[1, 0], [2, 1]] * [[3, 4], [0, 5]]", kind="factorisation"), answer)

    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, said)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("P = [[1, 1], [1, -1]]; D = [[1, 0], [0, 3]]", "The product does not give the matrix back." + ONE_OF_TWO),
        ("P = [[1, 0], [0, 1]]; D = [[2, 1], [1, 2]]", "D is not diagonal." + ONE_OF_TWO),
        ("P = [[1, 1], [1, 1]]; D = [[3, 0], [0, 1]]", "A matrix that must be inverted has no inverse." + ONE_OF_TWO),
        ("P = [[1, 1, 1]]; D = [[3, 0], [0, 1]]", "For P a 2x2 matrix is asked for; yours is 1x3."),
    ],
)  # fmt: skip
def test_condition_that_is_not_met_is_named(answer: str, said: str) -> None:
    verdict = check(DIAGONALISED, answer)

    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, said)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("P = [[1, 1], [1, -1]]", "D is missing; give P and D."),
        ("P = [[1, 1], [1, -1]]; Q = [[3, 0], [0, 1]]", "Q is not asked for; give P and D."),
        ("P = [[1, 1], [1, -1]]; P = [[3, 0], [0, 1]]", "P is given twice."),
        ("P = [[1, 1], [1, -1]]; [[3, 0], [0, 1]]", "Say of each value whose it is: P and D are asked for."),
        ("P = [[1, 1], [1, -1]]; D = 3", "A matrix is asked for; this is a number."),
    ],
)
def test_missing_or_unknown_field_costs_nothing(answer: str, said: str) -> None:
    verdict = check(DIAGONALISED, answer)

    assert (verdict.outcome, verdict.message) == (Outcome.UNREADABLE, said)


@pytest.mark.parametrize(
    "answer",
    [
        "P = [[1, 1], [1, -1]]; D = [[3, 0], [0, 1]]",
        "D = [[1, 0], [0, 3]]\nP = [[1, 1],\n[-1, 1]]",
        "P: [[1, 1], [1, -1]], D: [[3, 0], [0, 1]]",
        "[[1, 1], [1, -1]], [[3, 0], [0, 1]]",
        "[[1, 1], [1, -1]] [[3, 0], [0, 1]]",
        r"P = \begin{pmatrix}1 & 1 \\ 1 & -1\end{pmatrix}; D = \begin{pmatrix}3 & 0 \\ 0 & 1\end{pmatrix}",
    ],
)
def test_fields_may_be_typed_in_any_way_that_is_clear(answer: str) -> None:
    assert check(DIAGONALISED, answer).outcome is Outcome.CORRECT


@given(st.integers(1, 9), st.integers(1, 9), st.booleans())
@settings(max_examples=40, deadline=None)
def test_columns_scaled_and_swapped_diagonalise_as_well(a: int, b: int, swapped: bool) -> None:
    vectors = [[a, a], [b, -b]][:: -1 if swapped else 1]
    values = [3, 1][:: -1 if swapped else 1]
    answer = f"P = {[list(row) for row in zip(*vectors, strict=True)]}; D = "

    assert check(DIAGONALISED, f"{answer}[[{values[0]}, 0], [0, {values[1]}]]").outcome is Outcome.CORRECT
    assert check(DIAGONALISED, f"{answer}[[{values[1]}, 0], [0, {values[0]}]]").outcome is Outcome.WRONG


def test_mistake_with_the_same_fields_is_recognised() -> None:
    mistakes = [Mistake("The order is swapped.", answer="P = [[1, 1], [1, -1]]; D = [[1, 0], [0, 3]]")]

    verdict = check(DIAGONALISED, "D = [[1, 0], [0, 3]]; P = [[1, 1], [1, -1]]", mistakes)

    assert verdict.message == "The order is swapped."


def test_mistake_may_speak_of_the_fields() -> None:
    mistakes = [Mistake("The wrong way round.", matches="P^-1 D P = [[2, 1], [1, 2]] and det(P) != 0")]
    question = Question(
        "P = [[1, 1], [0, 1]]; D = [[2, 0], [0, 3]]",
        kind="factorisation",
        fields=("P", "D"),
        must=("P D P^-1 = [[2, 1], [0, 3]]", "is_diagonal(D)"),
    )

    verdict = check(question, "P = [[1, 1], [1, -1]]; D = [[3, 0], [0, 1]]", mistakes)

    assert verdict.message == "The wrong way round."


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("P = [[1]]\nD = [[2]]", "P = [[1]];D = [[2]]"),
        ("P = [[1],\n[2]];\nD = 3\n", "P = [[1], [2]]; D = 3 "),
        ("P =\n2", "P = 2"),
        ("\\begin{pmatrix}1\n2\\end{pmatrix}\n3", "\\begin{pmatrix}1 2\\end{pmatrix};3"),
    ],
)
def test_new_lines_part_values_outside_brackets_only(typed: str, line: str) -> None:
    assert on_one_line(typed) == line


@given(matrices(2, 2), st.fractions(-3, 3, max_denominator=5))
@settings(max_examples=60, deadline=None)
def test_a_multiple_is_right_unless_it_is_zero(matrix: Matrix, factor: Fraction) -> None:
    assume(any(map(any, matrix)))

    verdict = check(Question(str(matrix), kind="up-to-scale"), f"({factor}) {matrix}")

    assert verdict.is_right is (factor != 0)


@given(st.lists(st.integers(-9, 9), min_size=3, max_size=3), st.floats(0.2, 9))
@settings(max_examples=60, deadline=None)
def test_a_rounded_multiple_is_right_where_rounding_was_asked_for(vector: list[int], factor: float) -> None:
    assume(any(vector[:2]) and max(map(abs, vector)) * factor > 0.2)
    rounded = [round(factor * each, 2) for each in vector]
    question = Question(str(vector), kind="up-to-scale", decimals=2)

    assert check(question, str(rounded)).outcome is Outcome.CORRECT
    assert check(question, str([*rounded[:2], rounded[2] + max(map(abs, rounded)) + 1])).outcome is Outcome.WRONG


def test_factor_with_names_is_no_number() -> None:
    verdict = check(Question("[1, x]", kind="up-to-scale", names=("x",)), "[x, x^2]")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == "The factor between yours and what is asked for has names in it; it must be a number."
