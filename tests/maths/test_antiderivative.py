"""Antiderivatives: right up to a constant, and told by their derivative where they are wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.maths.check import check
from tutor.problem import Outcome, Question, Verdict


def judged(answer: str, against: str, names: tuple[str, ...] | None = ("x",)) -> Verdict:
    return check(Question(against, kind="antiderivative", names=names), answer)


@pytest.mark.parametrize(
    ("answer", "against", "name"),
    [
        ("2x", "x^2", "not-integrated"),
        ("3x^2 + x", "x^3 + x^2/2", "not-integrated"),
        ("6x", "x^3 + C", "differentiated"),
        ("-cos(x)", "cos(x)", "opposite-sign"),
        ("-x^2 + C", "x^2 + C", "opposite-sign"),
        ("x^3 + C", "x^3/3 + C", "constant-factor"),
        ("sin(3x) + C", "sin(3x)/3", "inner-derivative"),
        ("3sin(3x) + C", "sin(3x)/3", "inner-derivative"),
        ("e^(2x) + C", "e^(2x)/2 + C", "inner-derivative"),
        ("e^(2x)", "e^(2x)/2 + C", "constant-factor"),
        ("ln|2x + 1|", "ln|2x + 1|/2", "inner-derivative"),
        ("x^2 + C x", "x^2 + C", None),
        ("sin(x)", "x^2", None),
    ],
)
def test_slip_is_named_where_it_is_the_only_one(answer: str, against: str, name: str | None) -> None:
    verdict = judged(answer, against)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.diagnosis == name


def test_wrong_one_is_told_by_its_derivative() -> None:
    verdict = judged("5x + C", "x^2 + C")

    assert verdict.message == "At x = 2 the derivative of yours is 5, it should be 4."


@pytest.mark.parametrize(
    "constant", ["", " + C", " + c", " - C", " + 3C", " + const", " + constant", " + 1/2", " + pi"]
)
@pytest.mark.parametrize("against", ["x^3 - x", "x^3 - x + C", "C + x^3 - x"])
def test_any_constant_may_be_added(constant: str, against: str) -> None:
    assert judged(f"x^3 - x{constant}", against).is_right


@pytest.mark.parametrize("label", ["F(x) = ", "y = ", "Answer: "])
def test_label_is_left_away(label: str) -> None:
    assert judged(f"{label}x^2 + C", "x^2 + C").is_right


@pytest.mark.parametrize(
    ("answer", "against", "outcome"),
    [
        ("x^2 + floor(x)", "x^2", Outcome.WRONG),
        ("x^2 + floor(x) - floor(x)", "x^2", Outcome.CORRECT),
        ("max(0, x)^2/2", "(x + |x|)^2/8", Outcome.CORRECT),
        ("max(x, -x)^2", "x^2", Outcome.CORRECT),
        ("max(x, -x)", "x^2", Outcome.WRONG),
        ("ln(-x)", "ln(x)", Outcome.WRONG),
        ("ln|x| + sign(x)", "ln|x|", Outcome.UNDECIDED),
        ("x^2 + |x|/x + floor(x) - floor(x)", "x^2", Outcome.UNDECIDED),
        ("(x^2-1)^(3/2) + sign(x)", "(x^2-1)^(3/2)", Outcome.UNDECIDED),
        ("x^2 if x > 1 else x^2 - 3", "x^2", Outcome.WRONG),
        ("x^2/2 if x > 0 else -x^2/2", "x|x|/2", Outcome.CORRECT),
    ],
)
def test_jumps_and_gaps_are_no_constants(answer: str, against: str, outcome: Outcome) -> None:
    assert judged(answer, against).outcome is outcome


@pytest.mark.parametrize(
    ("names", "answer", "outcome"),
    [
        (("x", "a"), "a x^2/2", Outcome.CORRECT),
        (("a", "x"), "a x^2/2", Outcome.CORRECT),
        (("a", "x"), "a^2 x/2", Outcome.WRONG),
        (None, "a x^2/2 + C", Outcome.CORRECT),
    ],
)
def test_variable_is_the_first_name_that_is_no_parameter(
    names: tuple[str, ...] | None, answer: str, outcome: Outcome
) -> None:
    assert judged(answer, "a x^2/2 + C", names).outcome is outcome


INNER = ("x", "(2x + 1)", "(3x)", "(1 - x)", "(x^2)")
OUTER = ("{}^2", "{}^3/3", "sin{}", "cos{}", "e^{}", "arctan{}", "{} e^{}", "ln(1 + {}^2)", "sqrt(1 + {}^2)", "|{}|")
functions = st.builds(lambda outer, inner: outer.replace("{}", inner), st.sampled_from(OUTER), st.sampled_from(INNER))
sums = st.lists(functions, min_size=1, max_size=3).map(" + ".join)


@given(sums, st.integers(-9, 9), st.permutations(range(3)))
@settings(max_examples=60, deadline=None)
def test_function_plus_any_constant_is_accepted(function: str, constant: int, order: list[int]) -> None:
    terms = [function, f"({constant})", "C"]

    assert judged(" + ".join(terms[n] for n in order), function).is_right


@given(sums, functions, st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_another_function_added_is_refused(function: str, other: str, factor: int) -> None:
    assert judged(f"{function} + {factor} ({other}) + C", function).outcome is Outcome.WRONG
