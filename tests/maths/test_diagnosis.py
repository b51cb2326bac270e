"""Wrong answers that have a name, each slip with what it says, and near misses that must not get it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tutor.maths.check import check
from tutor.maths.diagnosis.single import SLIPS
from tutor.problem import Mistake, Outcome, Question

X = {"kind": "expression", "names": ("x", "y")}
POSITIVE = {"kind": "expression", "names": ("x",), "assume": {"x": "positive"}}
NUMBER = {"kind": "number"}
ROUNDED = {"kind": "number", "decimals": 3}
VECTOR = {"kind": "vector"}
OF_NAMES = {"kind": "vector", "names": ("x", "y")}
TO_THREE = {"kind": "vector", "decimals": 3}
MATRIX = {"kind": "matrix"}
CHANCES = {"kind": "distribution", "decimals": 3}
OF_MATRICES = {"kind": "expression", "names": ("A", "B"), "assume": {"A": "matrix", "B": "matrix"}}

FITTING: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "opposite-sign": [
        ("-3", "3", NUMBER),
        ("1", "-1", NUMBER),
        ("-0.333", "1/3", ROUNDED),
        ("-0.12", "0.12", {"kind": "number", "decimals": 2}),
        ("ln 2", "-ln 2", NUMBER),
        ("x - 1", "1 - x", X),
        ("x - y", "y - x", X),
        ("[-1, -2]", "[1, 2]", VECTOR),
        ("[-x, y]", "[x, -y]", OF_NAMES),
        ("-A B", "A B", OF_MATRICES),
    ],
    "reciprocal": [
        ("3/2", "2/3", NUMBER),
        ("1/3", "3", NUMBER),
        ("1/x", "x", X),
        ("y/x", "x/y", X),
        ("e^(-x)", "e^x", X),
        ("[2, 3]", "[1/2, 1/3]", VECTOR),
    ],
    "squared": [
        ("25", "5", NUMBER),
        ("2", "sqrt(2)", NUMBER),
        ("0.694", "5/6", ROUNDED),
        ("x^2 + y^2", "sqrt(x^2 + y^2)", X),
        ("x^2", "x", X),
        ("[9, 1]", "[3, 1]", VECTOR),
        ("[9, 16]", "[3, 4]", VECTOR),
    ],
    "square-rooted": [("5", "25", NUMBER), ("sqrt(3)", "3", NUMBER), ("[3, 4]", "[9, 16]", VECTOR)],
    "missing-root": [("x/(x^2 + 1)", "x/sqrt(x^2 + 1)", X), ("1 + x^2 + y^2", "1 + sqrt(x^2 + y^2)", X)],
    "sine-for-cosine": [
        ("sin(x)", "cos(x)", X),
        ("sin(1)", "cos(1)", NUMBER),
        ("[2x cos(y), 3cos(x)]", "[2x sin(y), 3sin(x)]", OF_NAMES),
    ],
    "missing-logarithm": [("11", "ln 11", NUMBER), ("x^2 + 1", "ln(x^2 + 1)", X), ("5", "log2(5)", NUMBER)],
    "missing-exponential": [("6", "e^6", NUMBER), ("2x x^2", "2x e^(x^2)", X), ("-x", "exp(-x)", X)],
    "percent": [("25", "0.25", NUMBER), ("25%", "25", NUMBER), ("33.333", "1/3", ROUNDED)],
    "complement": [
        ("3/4", "1/4", NUMBER),
        ("0.07", "0.93", NUMBER),
        ("1 - e^(-x)", "e^(-x)", POSITIVE),
        ("1/(1 + e^x)", "1/(1 + e^(-x))", X),
    ],
    "degrees-for-radians": [
        ("0.5", "sin(30)", {"kind": "number", "tolerance": "0.001"}),
        ("45", "arctan(1)", NUMBER),
        ("45", "pi/4", NUMBER),
        ("114.592", "2", ROUNDED),
    ],
    "radians-for-degrees": [
        ("pi/4", "45", NUMBER),
        ("0.785", "45", ROUNDED),
        ("sin(30)", "1/2", NUMBER),
        ("cos(60)", "cos(60°)", NUMBER),
        ("cos(76)", "cos(19 pi/45)", NUMBER),
        ("-0.952", "1/2", ROUNDED),
        ("arctan(1)", "45", NUMBER),
    ],
    "wrong-log-base": [
        ("log2(5)", "ln 5", NUMBER),
        ("log10(5)", "ln 5", NUMBER),
        ("ln 5", "log2(5)", NUMBER),
        ("2.322", "ln 5", ROUNDED),
        ("ln 8", "3", NUMBER),
        ("0.693", "1", ROUNDED),
        ("log2(x^2 + 1)", "ln(x^2 + 1)", X),
    ],
    "extremes-exchanged": [("3", "max(3, 5)", NUMBER), ("min(x, 0)", "max(x, 0)", X)],
    "sum-for-mean": [("9", "mean([1, 2, 6])", NUMBER), ("x + y", "(x + y)/2", X), ("(x + y)^2", "((x + y)/2)^2", X)],
    "constant-factor": [
        ("3x^2", "6x^2", X),
        ("2 e^x", "e^x", X),
        ("50", "25", NUMBER),
        ("3 ln 2", "ln 2", NUMBER),
        ("pi/2", "pi", NUMBER),
        ("[2, 4, 6]", "[1, 2, 3]", VECTOR),
        ("[2x, 2y]", "[x, y]", OF_NAMES),
    ],
    "constant-term": [
        ("x^2 + 5", "x^2 + 2", X),
        ("sin(x) + 1", "sin(x)", X),
        ("ln 2 + 1", "ln 2", NUMBER),
        ("[2, 3, 4]", "[1, 2, 3]", VECTOR),
    ],
    "term-sign": [
        ("x^2 + 3x", "x^2 - 3x", X),
        ("x^2 - x - 2", "(x - 1)(x + 2)", X),
        ("(x - 1)/2", "(x + 1)/2", X),
        ("ln 2 - 1/2", "ln 2 + 1/2", NUMBER),
    ],
    "missing-term": [
        ("x^2 + 1", "x^2 + 3x + 1", X),
        ("2x sin(x)", "2x sin(x) + x^2 cos(x)", X),
        ("x^2 + y^2", "(x + y)^2", X),
        ("x^2 + 1; x^2 + 2x + 1", "(x + 1)^2; x^2 + 2x + 1", {"kind": "derivation", "names": ("x",)}),
        ("ln 2", "ln 2 + 1", NUMBER),
    ],
    "inner-derivative": [
        ("cos(x^2)", "2x cos(x^2)", X),
        ("3(2x + 1)^2", "3(2x + 1)^2*2", X),
        ("e^(x^2) + 3", "2x e^(x^2) + 3", X),
        ("1/(2sqrt(x^2 + 1))", "x/sqrt(x^2 + 1)", X),
        ("e^(-2x)", "-2e^(-2x)", X),
        ("[e^(x y), e^(x y)]", "[y e^(x y), x e^(x y)]", OF_NAMES),
    ],
    "exponent-off-by-one": [("x^2", "x^3", X), ("3x^3", "3x^2", X), ("y x^2", "y x", X), ("1/x", "1/x^2", X)],
    "rounded": [("0.33", "1/3", NUMBER), ("-1.41", "-sqrt(2)", NUMBER), ("[0.33, 0.67]", "[1/3, 2/3]", VECTOR)],
    "rounded-too-early": [("0.33", "1/3", ROUNDED), ("[0.09, 0.24, 0.67]", "softmax([1, 2, 3])", TO_THREE)],
    "one-entry-wrong": [("[1, 2, 4]", "[1, 2, 3]", VECTOR), ("[1, -2, 3]", "[1, 2, 3]", VECTOR)],
    "reversed": [
        ("[3, 2, 1]", "[1, 2, 3]", VECTOR),
        ("[0.665, 0.245, 0.090]", "softmax([1, 2, 3])", CHANCES),
        ("C A B", "(B, A, C)", {"kind": "ordering", "names": ("A", "B", "C")}),
    ],
    "entries-exchanged": [("[1, 4, 3, 2]", "[1, 2, 3, 4]", VECTOR)],
    "permuted": [
        ("[2, 3, 1]", "[1, 2, 3]", VECTOR),
        ("[0.245, 0.665, 0.090]", "softmax([1, 2, 3])", CHANCES),
        ("[[2, 1], [1, 2]]", "[[1, 2], [2, 1]]", MATRIX),
        ("(3, 2)", "(2, 3)", {"kind": "shape"}),
    ],
    "not-normalised": [
        ("[3, 4]", "[3/5, 4/5]", VECTOR),
        ("[1, 3]", "[1/4, 3/4]", {"kind": "distribution"}),
        ("[x, y]", "[x, y]/sqrt(x^2 + y^2)", OF_NAMES),
    ],
    "transposed": [
        ("[[1, 3], [2, 4]]", "[[1, 2], [3, 4]]", MATRIX),
        ("[[5, 3], [2, 7]]", "[[5, 2], [3, 7]]", MATRIX),
        ("[[1, 4], [2, 5], [3, 6]]", "[[1, 2, 3], [4, 5, 6]]", MATRIX),
        ("B^T A", "A^T B", OF_MATRICES),
    ],
    "rows-exchanged": [("[[3, 4], [1, 2]]", "[[1, 2], [3, 4]]", MATRIX)],
    "columns-exchanged": [("[[2, 1], [4, 3]]", "[[1, 2], [3, 4]]", MATRIX)],
    "factors-exchanged": [("B A", "A B", OF_MATRICES)],
    "missing-transpose": [("A B", "A^T B", OF_MATRICES)],
    "missing-inverse": [("A B", "A^-1 B", OF_MATRICES)],
    "missing-members": [("{1}", "{1, 2}", {"kind": "set"})],
    "extra-members": [("{1, 2, 3}", "{1, 2}", {"kind": "set"})],
    "wrong-size": [("[1, 2, 3]", "[1, 2]", VECTOR)],
}


@pytest.mark.parametrize(
    ("name", "answer", "against", "asked"), [(name, *case) for name, cases in FITTING.items() for case in cases]
)
def test_slip_is_named(name: str, answer: str, against: str, asked: dict[str, Any]) -> None:
    verdict = check(Question(against, **asked), answer)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.diagnosis == name
    assert verdict.message


def test_every_slip_of_the_tables_has_its_own_cases() -> None:
    assert {slip.name for slip in SLIPS} <= set(FITTING)


@pytest.mark.parametrize(
    ("answer", "against", "asked"),
    [
        ("7", "3", NUMBER),
        ("6", "3", NUMBER),
        ("1.5", "0.5", NUMBER),
        ("1/3", "-3", NUMBER),
        ("8", "3", NUMBER),
        ("-9", "3", NUMBER),
        ("100", "5", NUMBER),
        ("30", "pi/4", NUMBER),
        ("700", "7", NUMBER),
        ("2.5", "250", NUMBER),
        ("0.52", "sin(30)", NUMBER),
        ("log10(6)", "ln 5", NUMBER),
        ("4", "max(3, 5)", NUMBER),
        ("8", "mean([1, 2, 6])", NUMBER),
        ("6", "(4 + 2 + 6)/4", NUMBER),
        ("1.2", "1/3", ROUNDED),
        ("0.3", "0.5", {"kind": "number", "tolerance": "0.1"}),
        ("0.04", "0.2", {"kind": "number", "decimals": 2}),
        ("0.4", "1/3", NUMBER),
        ("2.05", "2", NUMBER),
        ("5/4", "-1/4", NUMBER),
        ("0.35", "1/3", {"kind": "number", "decimals": 4}),
        ("x^2", "2x", X),
        ("x^3 + x", "x^2", X),
        ("2x + 1", "x^2", X),
        ("x^5", "x^3", X),
        ("x^2 - 4x + 1", "x^2 + 3x + 1", X),
        ("sin(x^2)", "2x cos(x^2)", X),
        ("cos(x)", "tan(x)", X),
        ("x", "ln(x^2 + 1)", X),
        ("x^2", "x e^(x^2)", X),
        ("x^2 cos(x^2)", "2x cos(x^2)", X),
        ("e^x/(1 + e^x)^2", "e^(2x)/(1 + e^x)^2", X),
        ("x^2 + 1", "x sqrt(x^2 + 1)", X),
        ("1 - x", "3 x", X),
        ("x + sin(x)", "x", X),
        ("[5, 7]", "[1, 2]", VECTOR),
        ("[0, 0]", "[1, 2]", VECTOR),
        ("[2, 3]", "[1, 2]", VECTOR),
        ("[2, 4, 5]", "[1, 2, 3]", VECTOR),
        ("[1, 5, 3, 2]", "[1, 2, 3, 4]", VECTOR),
        ("[[1, 3], [2, 5]]", "[[1, 2], [3, 4]]", MATRIX),
        ("[[3, 4], [2, 1]]", "[[1, 2], [3, 4]]", MATRIX),
        ("A A", "A B", OF_MATRICES),
        ("A + B", "A B", OF_MATRICES),
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
    [
        ("4", "2", NUMBER),
        ("2", "4", NUMBER),
        ("1/4", "1/2", NUMBER),
        ("2/3", "1/3", NUMBER),
        ("1/3", "2/3", NUMBER),
        ("0.1", "10", NUMBER),
        ("10", "1/10", NUMBER),
        ("sqrt(2)", "sqrt(2)/2", NUMBER),
        ("[4, 4]", "[2, 2]", VECTOR),
        ("[-1, 1]", "[1, -1]", VECTOR),
        ("[3, 3, 3]", "[1, 1, 1]", VECTOR),
        ("[[0, -1], [1, 0]]", "[[0, 1], [-1, 0]]", MATRIX),
    ],
)
def test_nothing_is_said_where_two_slips_fit_alike(answer: str, against: str, asked: dict[str, Any]) -> None:
    verdict = check(Question(against, **asked), answer)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.diagnosis is None


@pytest.mark.parametrize(
    ("answer", "against", "surer", "also"),
    [
        ("x + 1", "x - 1", "term-sign", "constant-term"),
        ("1 - x", "x - 1", "opposite-sign", "term-sign"),
        ("x", "x + 1", "missing-term", "constant-term"),
        ("x^2 + 1", "sqrt(x^2 + 1)", "squared", "missing-root"),
        ("2/x", "x/2", "reciprocal", "constant-factor"),
        ("cos(2x)", "2 cos(2x)", "inner-derivative", "constant-factor"),
    ],
)
def test_the_surer_of_two_is_said(answer: str, against: str, surer: str, also: str) -> None:
    assert also in FITTING

    assert check(Question(against, **X), answer).diagnosis == surer


@pytest.mark.parametrize(
    ("answer", "against", "asked"),
    [
        ("2/4", "1/2", NUMBER),
        ("0.334", "1/3", ROUNDED),
        ("x + x", "2x", X),
        ("[1, 1]", "[1, 1]", VECTOR),
        ("0", "-0", NUMBER),
        ("1", "1/1", NUMBER),
        ("B^T A^T", "(A B)^T", OF_MATRICES),
    ],
)
def test_right_answer_gets_no_diagnosis(answer: str, against: str, asked: dict[str, Any]) -> None:
    trap = Mistake("Never said.", answer=answer)

    verdict = check(Question(against, **asked), answer, [trap])

    assert verdict.outcome is Outcome.CORRECT
    assert verdict.diagnosis is None
    assert verdict.message == "Right."


def test_no_sentence_of_the_tables_has_a_number_in_it() -> None:
    assert not [slip.say for slip in SLIPS if re.search(r"\d", slip.say)]


@pytest.mark.parametrize(
    ("answer", "against", "asked", "said"),
    [
        ("-3", "3", NUMBER, "The sign is the other way round."),
        (
            "x",
            "2x",
            X,
            "A constant factor is off. At x = 2 yours is 2, it should be 4.",
        ),
        (
            "[1, -2, 3]",
            "[1, 2, 3]",
            VECTOR,
            "2 of 3 entries are right: look at the second. The sign is the other way round.",
        ),
        ("[2, 3]", "[1/2, 1/3]", VECTOR, "In every entry: this is upside down: the reciprocal."),
        ("[1, 4, 3, 2]", "[1, 2, 3, 4]", VECTOR, "The second and the fourth are exchanged."),
        ("[[3, 4], [1, 2]]", "[[1, 2], [3, 4]]", MATRIX, "Rows 1 and 2 are exchanged."),
    ],
)
def test_message_reads_as_one_or_two_sentences(answer: str, against: str, asked: dict[str, Any], said: str) -> None:
    assert check(Question(against, **asked), answer).message == said


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
