"""What is said of a wrong answer: how much of it is right, where to look, which size is asked for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tutor.maths.check import check
from tutor.maths.trees.short_values import told_apart
from tutor.problem import Counterexample, Outcome, Question

ORDER = {"kind": "ordering", "names": ("A", "B", "C", "D")}
CHOICES = {"kind": "choices", "names": ("a", "b", "c", "d")}


@pytest.mark.parametrize(
    ("kind", "against", "answer", "said"),
    [
        ("vector", "[1, 2, 3]", "[1, 5, 3]", "2 of 3 entries are right: look at the second."),
        ("vector", "[1, 2, 3]", "[7, 5, 3]", "1 of 3 entries is right: look at the first."),
        ("vector", "[1, 2, 3, 4]", "[7, 2, 5, 4]", "2 of 4 entries are right: look at the first and the third."),
        ("vector", str(list(range(1, 11))), "[1, 2, 3, 4, 5, 6, 7, 8, 9, 77]", "look at number 10."),
        ("vector", "[1, 2]", "[5, 7]", "Look at it once more."),
        ("vector", "[1, 2, 3]", "[1, 2]", "A vector with 3 entries is asked for; yours has 2."),
        ("vector", "[1]", "[1, 2]", "A vector with 1 entry is asked for; yours has 2."),
        ("tuple", "(1, 2)", "(1, 2, 3)", "A tuple with 2 entries is asked for; yours has 3."),
        ("matrix", "[[1, 2], [3, 4]]", "[[1, 2], [3, 7]]", "3 of 4 entries are right: look at row 2, column 2."),
        ("matrix", "[[1, 2], [3, 4]]", "[[1, 2], [9, 7]]", "2 of 4 entries are right: look at row 2."),
        ("matrix", "[[1, 2], [3, 4]]", "[[7, 2], [9, 4]]", "2 of 4 entries are right: look at column 1."),
        ("matrix", "[[1, 2], [3, 4]]", "[[1, 2]]", "A 2x2 matrix is asked for; yours is 1x2."),
        (
            "tuple",
            "([1, 2], [3, 4, 5])",
            "([1, 2], [3, 4, 6])",
            "1 of 2 entries is right: look at the second. In the second, 2 of 3 entries are right: look at the third.",
        ),
        (
            "tuple",
            "([1, 2], [3, 4, 5])",
            "([1, 2], [3, 4])",
            "1 of 2 entries is right: look at the second. In the second 3 entries are asked for; yours has 2.",
        ),
        ("distribution", "[1/2, 1/4, 1/4]", "[1/2, 1/8, 3/8]", "1 of 3 entries is right: look at the second."),
        ("distribution", "[1/2, 1/2, 0]", "[1/2, 1/2]", "A distribution with 3 entries is asked for; yours has 2."),
        ("distribution", "[1/2, 1/2]", "[50, 50]", "give fractions of the whole, not percentages."),
        ("shape", "(2, 3, 4)", "2 x 3 x 5", "2 of 3 sizes are right: look at the third."),
        ("shape", "(2, 3)", "(2, 3, 1)", "The shape has 2 sizes; yours has 3."),
        ("shape", "(2)", "(2, 3)", "The shape has 1 size; yours has 2."),
        ("shape", "()", "(2, 3)", "The shape has no sizes; yours has 2."),
    ],
)
def test_list_is_told_by_its_entries(kind: str, against: str, answer: str, said: str) -> None:
    verdict = check(Question(against, kind=kind), answer)

    assert verdict.outcome is Outcome.WRONG
    assert said in verdict.message


@pytest.mark.parametrize(
    ("asked", "against", "answer", "said"),
    [
        (ORDER, "(A, B, C, D)", "A B D C", "The first 2 are in place: look at the third."),
        (ORDER, "(A, B, C, D)", "A C B D", "The first is in place: look at the second."),
        (ORDER, "(A, B, C, D)", "B A C D", "Another one comes first."),
        (ORDER, "(A, B, C, D)", "D C B A", "This is the order the other way round."),
        (ORDER, "(A, B, C, D)", "A B C", "4 are to be put in order; yours has 3."),
        (CHOICES, "{a, c}", "a", "What you chose belongs; 1 more does."),
        (CHOICES, "{a, b, c}", "a", "What you chose belongs; 2 more do."),
        (CHOICES, "{a, c}", "a b c", "2 of your 3 options belong; none is missing."),
        (CHOICES, "{a, c}", "a b", "1 of your 2 options belongs; 1 is missing."),
        (CHOICES, "{a, c}", "b d", "None of yours belongs."),
        (CHOICES, "{a, c}", "none", "Look at it once more."),
    ],
)
def test_letters_are_told_by_how_many_fit(asked: dict[str, Any], against: str, answer: str, said: str) -> None:
    verdict = check(Question(against, **asked), answer)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == said


@pytest.mark.parametrize(
    ("typed", "against", "is_rounded"),
    [
        ("0.33", "1/3", True),
        ("0.3", "1/3", True),
        ("0.34", "1/3", True),
        ("-0.333", "-1/3", True),
        ("3.3e-1", "1/3", True),
        ("1.41", "sqrt(2)", True),
        ("2*0.143", "2/7", True),
        ("0.13", "1/8", True),
        ("0.4", "1/3", False),
        ("0.5", "1/3", False),
        ("2.05", "2", False),
        ("1.99", "2", False),
        ("0.49", "1/2", False),
        ("1.5", "sqrt(2)", False),
        ("2*0.15", "2/7", False),
        ("33/100", "1/3", False),
    ],
)
def test_decimal_is_told_as_rounded_only_where_rounding_makes_it(typed: str, against: str, is_rounded: bool) -> None:
    verdict = check(Question(against, kind="number"), typed)

    assert verdict.outcome is Outcome.WRONG
    assert (verdict.diagnosis == "rounded") is is_rounded
    assert ("rounded" in verdict.message) is is_rounded


@pytest.mark.parametrize(
    ("against", "answer", "example"),
    [
        ("2x + 3", "x^2 + 1", Counterexample({"x": "2"}, "5", "7")),
        ("x^100", "x^100 + 1", Counterexample({"x": "1"}, "2", "1")),
        ("sqrt(x^2)", "x", Counterexample({"x": "-1"}, "-1", "1")),
    ],
)
def test_counterexample_is_readable(against: str, answer: str, example: Counterexample) -> None:
    verdict = check(Question(against, kind="expression", names=("x",)), answer)

    assert verdict.counterexample == example
    assert f"yours is {example.answer}, it should be {example.against}." in verdict.message


@pytest.mark.parametrize("kind", ["number", None])
def test_value_without_names_has_no_counterexample(kind: str | None) -> None:
    assert check(Question("7341", kind=kind), "7342").counterexample is None


@pytest.mark.parametrize(
    ("against", "answer", "example"),
    [
        ("x^2 + 1", "x^2 + 1 + 1/(1 + 10^80 (x - 0.7391)^2)", None),
        ("sin(x)", "sin(x) + 10^-20 x", None),
        ("x", "x + 10^-20", Counterexample({"x": "0"}, "1.0e-20", "0")),
        ("100 x", "100 x + 10^-9 if x = 3 else 100 x + 1", Counterexample({"x": "2"}, "201", "200")),
    ],
)
def test_counterexample_shows_the_difference_or_is_left_out(
    against: str, answer: str, example: Counterexample | None
) -> None:
    verdict = check(Question(against, names=("x",)), answer)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.counterexample == example


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        (Fraction(5, 4), Fraction(5, 4) + Fraction(1, 10**9), ("5/4", "1.250000001")),
        (Fraction(1, 3), Fraction(333, 1000), ("1/3", "333/1000")),
        (Fraction(2), Fraction(2) + Fraction(1, 10**20), ("2", "2.00000000000000000001")),
    ],
)
def test_two_values_get_as_many_digits_as_tell_them_apart(
    first: Fraction, second: Fraction, texts: tuple[str, str]
) -> None:
    assert told_apart(first, second) == texts
