"""Wrong answers that have a name, and right or unnameable ones that must get none."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.maths.check import check
from tutor.problem import Mistake, Outcome, Question

X = {"kind": "expression", "names": ("x",)}
NUMBER = {"kind": "number"}
ROUNDED = {"kind": "number", "decimals": 3}
VECTOR = {"kind": "vector"}
MATRIX = {"kind": "matrix"}
CHANCES = {"kind": "distribution", "decimals": 3}


@pytest.mark.parametrize(
    ("answer", "against", "asked", "name"),
    [
        ("-3", "3", NUMBER, "opposite-sign"),
        ("ln 2", "-ln 2", NUMBER, "opposite-sign"),
        ("x - 1", "1 - x", X, "opposite-sign"),
        ("3/2", "2/3", NUMBER, "reciprocal"),
        ("1/x", "x", X, "reciprocal"),
        ("0.33", "1/3", NUMBER, "rounded"),
        ("[0.33, 0.67]", "[1/3, 2/3]", VECTOR, "rounded"),
        ("0.33", "1/3", ROUNDED, "rounded-too-early"),
        ("0.5", "sin(30)", {"kind": "number", "tolerance": "0.001"}, "degrees-for-radians"),
        ("45", "arctan(1)", NUMBER, "degrees-for-radians"),
        ("log2(5)", "ln 5", NUMBER, "wrong-log-base"),
        ("log10(5)", "ln 5", NUMBER, "wrong-log-base"),
        ("ln 5", "log2(5)", NUMBER, "wrong-log-base"),
        ("2.322", "ln 5", ROUNDED, "wrong-log-base"),
        ("3x^2", "6x^2", X, "constant-factor"),
        ("2 e^x", "e^x", X, "constant-factor"),
        ("x^2 + 5", "x^2 + 2", X, "constant-term"),
        ("sin(x) + 1", "sin(x)", X, "constant-term"),
        ("[1, 2, 4]", "[1, 2, 3]", VECTOR, "one-entry-wrong"),
        ("[-1, -2]", "[1, 2]", VECTOR, "opposite-sign"),
        ("[3, 2, 1]", "[1, 2, 3]", VECTOR, "reversed"),
        ("[2, 3, 1]", "[1, 2, 3]", VECTOR, "permuted"),
        ("[2, 4, 6]", "[1, 2, 3]", VECTOR, "constant-factor"),
        ("[3, 4]", "[3/5, 4/5]", VECTOR, "not-normalised"),
        ("[1, 2, 3]", "[1, 2]", VECTOR, "wrong-size"),
        ("[1, 3]", "[1/4, 3/4]", {"kind": "distribution"}, "not-normalised"),
        ("[0.665, 0.245, 0.090]", "softmax([1, 2, 3])", CHANCES, "reversed"),
        ("[0.245, 0.665, 0.090]", "softmax([1, 2, 3])", CHANCES, "permuted"),
        ("[[1, 3], [2, 4]]", "[[1, 2], [3, 4]]", MATRIX, "transposed"),
        ("[[1, 3], [2, 5]]", "[[1, 2], [3, 4]]", MATRIX, None),
        ("[[5, 3], [2, 7]]", "[[5, 2], [3, 7]]", MATRIX, "transposed"),
        ("[[1, 4], [2, 5], [3, 6]]", "[[1, 2, 3], [4, 5, 6]]", MATRIX, "transposed"),
        ("{1}", "{1, 2}", {"kind": "set"}, "missing-members"),
        ("{1, 2, 3}", "{1, 2}", {"kind": "set"}, "extra-members"),
        ("C A B", "(B, A, C)", {"kind": "ordering", "names": ("A", "B", "C")}, "reversed"),
    ],
)
def test_slip_is_named(answer: str, against: str, asked: dict[str, Any], name: str | None) -> None:
    verdict = check(Question(against, **asked), answer)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.diagnosis == name
    assert verdict.message


@pytest.mark.parametrize(
    ("answer", "against", "asked"),
    [
        ("7", "3", NUMBER),
        ("6", "3", NUMBER),
        ("x^2", "2x", X),
        ("x^3 + x", "x^2", X),
        ("2x + 1", "x^2", X),
        ("1.2", "1/3", ROUNDED),
        ("[5, 7]", "[1, 2]", VECTOR),
        ("[0, 0]", "[1, 2]", VECTOR),
        ("{5, 6}", "{1, 2}", {"kind": "set"}),
        ("y = 2x + 2", "y = 2x + 1", {"kind": "equation", "names": ("x", "y")}),
        ("no", "yes", {"kind": "boolean"}),
    ],
)
def test_no_slip_is_invented(answer: str, against: str, asked: dict[str, Any]) -> None:
    verdict = check(Question(against, **asked), answer)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.diagnosis is None


@pytest.mark.parametrize(
    ("answer", "against", "asked"),
    [("2/4", "1/2", NUMBER), ("0.334", "1/3", ROUNDED), ("x + x", "2x", X), ("[1, 1]", "[1, 1]", VECTOR)],
)
def test_right_answer_gets_no_diagnosis(answer: str, against: str, asked: dict[str, Any]) -> None:
    trap = Mistake("Never said.", answer=answer)

    verdict = check(Question(against, **asked), answer, [trap])

    assert verdict.outcome is Outcome.CORRECT
    assert verdict.diagnosis is None
    assert verdict.message == "Right."


OWN = (
    Mistake("You forgot to halve.", answer="6", name="not-halved"),
    Mistake("You added.", answer="5"),
    Mistake("A chance is at most 1.", matches="given > 100"),
    Mistake("Unreadable mistakes are passed over.", answer="1/0"),
)


@pytest.mark.parametrize(
    ("answer", "name", "said"),
    [
        ("6", "not-halved", "You forgot to halve."),
        ("12/2", "not-halved", "You forgot to halve."),
        ("5.0", "mistake-2", "You added."),
        ("101", "mistake-3", "A chance is at most 1."),
        ("-3", "opposite-sign", "The sign is the other way round."),
        ("77", None, "Look at it once more."),
    ],
)
def test_own_mistakes_of_an_exercise_come_first(answer: str, name: str | None, said: str) -> None:
    verdict = check(Question("3", kind="number"), answer, OWN)

    assert verdict.outcome is Outcome.WRONG
    assert (verdict.diagnosis, verdict.message) == (name, said)


def test_mistake_is_recognised_within_the_tolerance_of_the_question() -> None:
    mistake = Mistake("These are the powers; divide them by their sum.", answer="[e^1, e^2]", name="powers")

    verdict = check(Question("softmax([1, 2])", kind="distribution", decimals=3), "[2.718, 7.389]", [mistake])

    assert verdict.diagnosis == "powers"


def test_condition_sees_the_entries_of_a_vector() -> None:
    mistake = Mistake("The first entry is not the sum.", matches="given[1] = given[2] + given[3]", name="sum-first")
    question = Question("[1, 2, 3]", kind="vector")

    assert check(question, "[9, 4, 5]", [mistake]).diagnosis == "sum-first"
    assert check(question, "[9, 4, 6]", [mistake]).diagnosis is None


@pytest.mark.parametrize(
    ("answer", "against", "asked"),
    [("-7341", "7341", NUMBER), ("[1, 2, 9]", "[1, 2, 7341]", VECTOR), ("{1}", "{1, 7341}", {"kind": "set"})],
)
def test_message_never_names_the_answer(answer: str, against: str, asked: dict[str, Any]) -> None:
    assert "7341" not in check(Question(against, **asked), answer).message
