"""The checker as a whole: whose fault it is, what is said, and that nothing makes it fall."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.maths.check import check
from tutor.maths.kinds import KINDS
from tutor.problem import SAME_AGAIN, Counterexample, Outcome, Question

KEYS = {
    "number": "1/2",
    "expression": "x^2 - y",
    "vector": "[1, 2]",
    "matrix": "[[1, 2], [3, 4]]",
    "tuple": "(1, 2)",
    "distribution": "[1/2, 1/2]",
    "up-to-scale": "[1, 2]",
    "up-to-sign": "[1, 2]",
    "subspace-basis": "{[1, 0, 1], [0, 1, 1]}",
    "orthonormal-basis": "{[1, 0], [0, 1]}",
    "factorisation": "[[1], [2]] * [[3, 4]]",
    "satisfying": "[[0, 1], [0, 0]]",
    "interval": "(0, 1]",
    "set": "{1, 2}",
    "multiset": "{1, 1, 2}",
    "equation": "y = 2x",
    "inequality": "0 < x <= 1",
    "boolean": "yes",
    "choice": "a",
    "choices": "{a, b}",
    "ordering": "(b, a)",
    "shape": "(2, 3)",
    "antiderivative": "x^2/2 + C",
    "derivation": "2(x + 1); 2x + 2",
    "quantity": "16 GB",
}


def asked(kind: str, **more: Any) -> Question:
    names = {"choice": ("a", "b"), "choices": ("a", "b"), "ordering": ("a", "b")}
    must = ("answer answer = 0",) if kind == "satisfying" else ()
    return Question(KEYS[kind], kind=kind, names=names.get(kind, ("x", "y")), must=must, **more)


@pytest.mark.parametrize("kind", KINDS)
def test_key_itself_is_a_right_answer(kind: str) -> None:
    assert check(asked(kind), KEYS[kind]).outcome is Outcome.CORRECT


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", ["", "   ", "((", "2 +", "?", "§$%&", "x = = 1", '"text"', "\0", "1" * 600])
def test_nonsense_costs_nothing(kind: str, answer: str) -> None:
    verdict = check(asked(kind), answer)

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.side == "answer"
    assert verdict.message
    assert verdict.place is not None


@pytest.mark.parametrize("kind", ["expression", "matrix", "equation", "inequality", "set"])
@pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_line_is_judged_like_any_other(kind: str, answer: str) -> None:
    assert check(asked(kind), answer).decided_by != "failure"
    assert check(Question(answer, kind=kind), KEYS[kind]).decided_by != "failure"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question("1/0"), "not defined"),
        (Question("1 +"), ""),
        (Question("[1]", kind="number"), "A number is asked for; this is a vector."),
        (Question("1", kind="poem"), "Answers of the kind poem cannot be checked yet."),
        (Question("1", form="beautiful"), "The form beautiful is not known"),
        (Question("x", assume={"x": "nice"}), "x cannot be assumed nice"),
        (Question("1", tolerance="much"), "The tolerance much is no number."),
    ],
)
def test_faulty_key_is_not_the_learners_fault(question: Question, said: str) -> None:
    verdict = check(question, "1")

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.side == "against"
    assert said in verdict.message


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        ("vector", "3", "A vector is asked for; this is a number."),
        ("vector", "{1, 2}", "A vector is asked for; this is a set."),
        ("number", "[1, 2]", "A number is asked for; this is a vector."),
        ("number", "y < 1", "A number is asked for; this is a comparison."),
        ("expression", "x < 1", "An expression is asked for; this is a comparison."),
        ("matrix", "(1, 2)", "A matrix is asked for; this is a tuple."),
        ("equation", "2x", "An equation is asked for; this is an expression."),
        ("set", "x < 1", "A set is asked for; this is a comparison."),
        ("boolean", "perhaps", "Yes or no is asked for."),
        ("choice", "c", '"c" is none of the options a, b.'),
    ],
)
def test_wrong_kind_is_told_in_words(kind: str, answer: str, said: str) -> None:
    verdict = check(asked(kind), answer)

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.message == said


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        ("vector", "[1]", "A vector with 2 entries is asked for; yours has 1."),
        ("vector", "[1, 3]", "1 of 2 entries is right: look at the second."),
        ("matrix", "[[1, 2, 3], [4, 5, 6]]", "A 2x2 matrix is asked for; yours is 2x3."),
        ("matrix", "[[1, 2], [3, 5]]", "3 of 4 entries are right: look at row 2, column 2."),
        ("set", "{1}", "1 member is missing."),
        ("set", "{1, 2, 3, 4}", "2 do not belong."),
        ("set", "{1, 3}", "1 member is missing, 1 does not belong."),
        ("distribution", "[1/2, 1/4]", "The entries of a distribution add up to 1; yours do not."),
        ("up-to-scale", "[0, 0]", "The zero vector has no direction."),
        ("shape", "(3, 2)", "These are the right sizes in another order."),
        ("expression", "x^2 + 1 - 2y", "At x = 2, y = 3 yours is -1, it should be 1."),
        ("boolean", "no", "Look at it once more."),
    ],
)
def test_wrong_answer_is_told_where_to_look(kind: str, answer: str, said: str) -> None:
    verdict = check(asked(kind), answer)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == said


def test_counterexample_is_the_most_readable_one() -> None:
    verdict = check(Question("2x + 3", names=("x",)), "x^2 + 1")

    assert verdict.counterexample == Counterexample({"x": "2"}, "5", "7")
    assert verdict.message == "At x = 2 yours is 5, it should be 7."


def test_place_is_that_of_the_fault() -> None:
    assert check(Question("1"), "2 + 1/(3 - 3)").place == 4
    assert check(asked("vector"), "1, 2 + q").place == 7


def test_options_are_chosen_by_letter_or_by_their_text() -> None:
    question = Question("b", kind="choice", options=("positive definite", "indefinite"))

    assert check(question, "Indefinite").is_right
    assert check(question, "b").is_right
    assert check(question, "a").outcome is Outcome.WRONG
    assert check(question, "c").outcome is Outcome.UNREADABLE


def test_names_of_the_key_are_in_play_without_being_declared() -> None:
    assert check(Question("w_1 theta"), "theta w_1").is_right
    assert check(Question("x y"), "z").outcome is Outcome.WRONG


def test_form_is_judged_only_where_the_value_is_right() -> None:
    question = Question("x^2 - 1", names=("x",), form="factored")

    assert check(question, "x^2 - 1").outcome is Outcome.OTHER_FORM
    assert check(question, "x^2 - 2").outcome is Outcome.WRONG
    assert check(question, "(x - 1)(x + 1)").outcome is Outcome.CORRECT


PIECES = """x y 1 2 0 0.5 1/3 + - * / ^ ( ) [ ] { } , ; = < sqrt ln sin e pi | ! % ^T ^-1 softmax norm
a and . ² √ 9^9 1e9"""
pieces = st.sampled_from(PIECES.split())


@given(st.sampled_from(sorted(KINDS)), st.one_of(st.lists(pieces, max_size=12).map(" ".join), st.text(max_size=30)))
@settings(max_examples=400, deadline=None)
def test_any_text_gets_a_verdict(kind: str, answer: str) -> None:
    verdict = check(asked(kind), answer)

    assert verdict.outcome in Outcome
    assert verdict.decided_by != "failure"
    assert verdict.message
    json.dumps(asdict(verdict))


@given(st.lists(pieces, max_size=8).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_whatever_can_be_read_is_equal_to_itself(text: str) -> None:
    question = Question(text, names=("x", "y"))

    verdict = check(question, text)

    assert verdict.outcome in (Outcome.CORRECT, Outcome.UNREADABLE)


@pytest.mark.parametrize(
    ("names", "against", "typed", "outcome"),
    [
        (("a", "b"), "[-1, 3]", "a = -1, b = 3", Outcome.CORRECT),
        (("a", "b"), "[-1, 3]", "a = -1; b = 3", Outcome.CORRECT),
        (("a", "b"), "[-1, 3]", "[a = -1, b = 4]", Outcome.WRONG),
        (("a", "b"), "[-1, 3]", "b = 3, a = -1", Outcome.UNREADABLE),
        (("a", "b"), "[-1, 3]", "a = -1, a = 3", Outcome.UNREADABLE),
        (("q", "r"), "(2/7, 4/7)", "q = 2/7, r = 4/7", Outcome.CORRECT),
        (("q", "r"), "(2/7, 4/7)", "(2/7, r = 4/7)", Outcome.UNREADABLE),
        (("x",), "{1, 2}", "x = 2, x = 1", Outcome.CORRECT),
        (("x",), "{1, 2}", "{x < 1, 2}", Outcome.UNREADABLE),
    ],
)
def test_entries_may_say_whose_value_they_give(
    names: tuple[str, ...], against: str, typed: str, outcome: Outcome
) -> None:
    assert check(Question(against, names=names), typed).outcome is outcome


@pytest.mark.parametrize(
    ("question", "typed", "outcome"),
    [
        (Question("-sqrt(2)/2", kind="number", form="no-decimals"), "sin(315°)", Outcome.OTHER_FORM),
        (Question("-sqrt(2)/2", kind="number", form="no-decimals"), "-1/sqrt(2)", Outcome.CORRECT),
        (Question("1/2", form="lowest-terms"), "cos(60°)", Outcome.OTHER_FORM),
        (Question("25", form="no-decimals"), "norm([-24, 7])", Outcome.OTHER_FORM),
        (Question("25", form="no-decimals"), "|[-24, 7]|", Outcome.OTHER_FORM),
        (Question("25", decimals=1), "|[-24, 7]|", Outcome.OTHER_FORM),
        (Question("25", form="no-decimals"), "|-25|", Outcome.CORRECT),
        (Question("2", form="lowest-terms"), "17 mod 5", Outcome.OTHER_FORM),
        (Question("[1/2, 1/2]", kind="distribution", decimals=2), "softmax([3, 3])", Outcome.OTHER_FORM),
        (Question("cos(4*pi/9)", kind="number", decimals=2), "cos(4 pi/9)", Outcome.CORRECT),
        (Question("cos(4*pi/9)", kind="number", decimals=2), "0.17", Outcome.CORRECT),
        (Question("1/2"), "cos(60°)", Outcome.CORRECT),
    ],
)
def test_the_question_typed_back_is_not_worked_out(question: Question, typed: str, outcome: Outcome) -> None:
    assert check(question, typed).outcome is outcome


def test_a_declared_i_is_no_imaginary_unit() -> None:
    verdict = check(Question("3*j + 7", kind="expression", names=("j", "i")), "3i - 2")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.counterexample is not None


@pytest.mark.parametrize(
    ("question", "last", "answer"),
    [
        (Question("x^2", names=("x",)), "2x", "x + x"),
        (Question("[1, 2]"), "[2, 1]", "(2, 1)"),
        (Question("1/2", form="lowest-terms"), "2/4", "2/4"),
        (Question("b", kind="choice", names=("a", "b")), "a", "A"),
        (Question("1/3", decimals=2), "0.4", "2/5"),
    ],
)
def test_last_answer_once_more_costs_nothing(question: Question, last: str, answer: str) -> None:
    verdict = check(question, answer, last=last)

    assert (verdict.outcome, verdict.diagnosis) == (Outcome.UNREADABLE, SAME_AGAIN)


@pytest.mark.parametrize(
    ("question", "last", "answer", "outcome"),
    [
        (Question("x^2", names=("x",)), "2x", "3x", Outcome.WRONG),
        (Question("x^2", names=("x",)), "2x", "x x", Outcome.CORRECT),
        (Question("1/2", form="lowest-terms"), "2/4", "4/8", Outcome.OTHER_FORM),
        (Question("1/3", decimals=2), "0.4", "0.41", Outcome.WRONG),
        (Question("1/3"), "1 +", "1", Outcome.WRONG),
    ],
)
def test_another_answer_than_the_last_is_judged(question: Question, last: str, answer: str, outcome: Outcome) -> None:
    assert check(question, answer, last=last).outcome is outcome


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (Question("x > 0", names=("x",)), "x > (1 union 2)", "A set stands where a number is needed."),
        (Question("3"), "3 cap 6", "Sets are joined here: write {1} for the set of one number."),
        (Question("{-2, 2}"), "-2 union 2", "Sets are joined here: write {1} for the set of one number."),
        (Question("x", names=("x",)), "x + ({1} union {2})", "A set stands where a number is needed."),
        (Question("x", names=("x",)), "sqrt((0, 1])", "A set stands where a number is needed."),
        (Question("[1, 3]"), "[(0, 1], 3]", "A set stands where a number is needed."),
        (
            Question("[0, oo)", kind="interval"),
            "(-oo, i ceil(0)]",
            "Complex numbers have no order: only real numbers belong here.",
        ),
        (
            Question("x > 0", kind="inequality", names=("x",)),
            "x > i",
            "Complex numbers have no order: only real numbers belong here.",
        ),
    ],
)
def test_a_set_out_of_place_costs_nothing(question: Question, answer: str, said: str) -> None:
    verdict = check(question, answer)

    assert (verdict.outcome, verdict.message) == (Outcome.UNREADABLE, said)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (Question("{1, 2}"), "{1} union {2}"),
        (Question("{1, 2}", kind="set", names=("x",)), "x in {1} union {2}"),
        (Question("(-oo, 0) union (0, oo)", kind="interval"), "R \\ {0}"),
        (Question("(0, 1) union (1, 2]", kind="interval"), "]0, 1[ ∪ ]1, 2]"),
        (Question("[0, 1)", kind="interval"), "[0; 1["),
    ],
)
def test_sets_are_joined_and_ends_are_left_out(question: Question, answer: str) -> None:
    assert check(question, answer).outcome is Outcome.CORRECT


@pytest.mark.parametrize("answer", ["e^B", "2^B", "exp(B)"])
def test_a_matrix_in_an_exponent_costs_nothing(answer: str) -> None:
    question = Question("B^T", names=("B",), assume={"B": "matrix"})

    assert check(question, answer).outcome is Outcome.UNREADABLE


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (Question("2"), "17 mod 5"),
        (Question("3"), "(-17) mod 5"),
        (Question("x - 2 floor(x/2)", names=("x",)), "x mod 2"),
        (Question("[-3, 6, -3]"), "[1, 2, 3]×[4, 5, 6]"),
        (Question("[0, 0, c]", names=("c",)), "cross([1, 0, 0], [0, c, 0])"),
        (Question("1/2"), "sin(30 deg)"),
    ],
)
def test_remainders_cross_products_and_degrees_have_their_values(question: Question, answer: str) -> None:
    assert check(question, answer).outcome is Outcome.CORRECT


def test_a_complex_power_in_an_equation_is_no_failure() -> None:
    verdict = check(Question("x = 1", kind="equation", names=("x",)), "(x - 1)((x - 77)^2 + 10^i - 9) = 0")

    assert verdict.decided_by != "failure"
