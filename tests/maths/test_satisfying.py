"""Conditions that decide an answer: what they see, how exactly, and whose fault it is where they fail."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.maths.check import check
from tutor.maths.kinds.demands import demands_of, fields_of
from tutor.problem import SAME_AGAIN, Outcome, Question

small = st.integers(-4, 4)
DIAGONALISED = Question(
    "P = [[1, 1], [1, -1]]; D = [[3, 0], [0, 1]]",
    kind="factorisation",
    fields=("P", "D"),
    must=("P D P^-1 = [[2, 1], [1, 2]]", "is_diagonal(D)"),
)


def satisfying(against: str, *must: str, **more: Any) -> Question:
    return Question(against, kind="satisfying", must=must, **more)


@given(small, small, small)
@settings(max_examples=60, deadline=None)
def test_whoever_squares_to_zero_is_right(a: int, b: int, c: int) -> None:
    question = satisfying("[[0, 1], [0, 0]]", "answer answer = 0", "answer != 0")

    verdict = check(question, f"[[{a}, {b}], [{c}, {-a}]]")

    assert verdict.is_right is (a * a + b * c == 0 and (a, b, c) != (0, 0, 0))


@given(st.fractions(-3, 3, max_denominator=7), st.fractions(-3, 3, max_denominator=7))
@settings(max_examples=60, deadline=None)
def test_rounding_is_allowed_for_where_it_was_asked_for(x: Fraction, y: Fraction) -> None:
    question = satisfying("x = 1; y = 1", "x + 2 y = 3", fields=("x", "y"), decimals=2)
    gap = abs(x + 2 * y - 3)

    verdict = check(question, f"x = {x}; y = {y}")

    assert verdict.is_right is (gap <= Fraction(3, 100))


@pytest.mark.parametrize(
    ("must", "said"),
    [
        ("answer + 1", "a number stands where a condition belongs"),
        ("nope(answer) = 2", "`nope` is not known"),
        ("answer =", "something must follow the ="),
        ("1 / (answer - 2) = 1", "a division by zero"),
        ("integer(1..3) = answer", "values are drawn in `let` only"),
        ("sum(k for k in 1..10^9) = answer", "too long to go through"),
    ],
)
def test_faulty_condition_is_the_keys_fault(must: str, said: str) -> None:
    verdict = check(satisfying("2", must), "3")

    assert (verdict.outcome, verdict.side) == (Outcome.UNREADABLE, "against")
    assert said in verdict.message


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (satisfying("2", "answer^answer^answer > 1"), "300"),
        (satisfying("2", "9^9^9^9 > answer"), "2"),
        (satisfying("[[1, 2], [3, 4]]", "answer^60 != 0", names=("x", "y")), "[[x, y], [x + y, x - y]]"),
        (satisfying("[[1, 2], [3, 4]]", "eigenvalues(answer) = [1, 2]", names=("x",)), "[[x, 1], [2, x]]"),
    ],
)
def test_what_would_cost_too_much_is_undecided(question: Question, answer: str) -> None:
    assert check(question, answer).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("must", "answer", "said"),
    [
        ("det(answer) = 1", "[[2, 0], [0, 2]]", "The determinant is not as asked."),
        ("is_symmetric(answer)", "[[1, 2], [0, 1]]", "Yours is not symmetric."),
        ("answer^-1 = answer", "[[1, 1], [1, 1]]", "A matrix that must be inverted has no inverse."),
        ("1 / answer[1, 1] = 1", "[[0, 1], [1, 1]]", "A condition divides by zero for yours."),
        ("answer[1, 2] = 0", "[[1, 2], [0, 1]]", "The condition is not met."),
    ],
)
def test_reason_is_said_without_a_value(must: str, answer: str, said: str) -> None:
    verdict = check(satisfying("[[1, 0], [0, 1]]", must), answer)

    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, said)


def test_names_of_the_conditions_are_the_fields_where_nothing_else_is_said() -> None:
    question = satisfying("(6, 4)", "x + y = 10", "x > y", names=("x", "y", "z"))

    assert fields_of(question) == ("x", "y")
    assert fields_of(satisfying("6", "answer > x", names=("x",))) == ()


def test_conditions_on_several_lines_are_several() -> None:
    assert len(demands_of(satisfying("6", "answer > 1\n\nanswer < 9\n"))) == 2

    with pytest.raises(Unreadable):
        demands_of(Question("6", kind="satisfying"))


@pytest.mark.parametrize(
    ("question", "last", "answer"),
    [
        (DIAGONALISED, "P = [[1, 0], [0, 1]]; D = [[3, 0], [0, 1]]", "D = [[3, 0], [0, 1]]; P = [[1, 0], [0, 2/2]]"),
        (satisfying("2", "answer^2 = 4"), "3", "6/2"),
        (Question("[[1], [2]] * [[3, 4]]", kind="factorisation"), "[[1], [2]] [[3, 5]]", "[[2], [4]] [[3/2, 5/2]]"),
    ],
)
def test_same_wrong_answer_once_more_costs_nothing(question: Question, last: str, answer: str) -> None:
    assert check(question, answer, last=last).diagnosis == SAME_AGAIN
