"""What authors' formulas are worth, and what is refused rather than hung."""

from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from tutor.content.let_block import Helper, read_let
from tutor.expression.reader import read
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.exactness import less, near, same
from tutor.maths.posing.values import FormulaError
from tutor.maths.proving.numeric import Setting, close, floats_of, worked_out
from tutor.maths.trees.translate import Names

SYMBOLS = Names.of(["x", "y"])
VALUES: dict[str, Any] = {
    "a": 3,
    "h": Fraction(1, 2),
    "u": [1, -2, 2],
    "A": [[1, 2], [3, 4]],
    "word": "cat",
    "x": SYMBOLS.symbol("x"),
    "y": SYMBOLS.symbol("y"),
}


def _worth(text: str, **more: Any) -> Any:
    values = {**VALUES, **more}
    return evaluate(read(text, values, author=True), Scope(values))


@pytest.mark.parametrize(
    ("formula", "worth"),
    [
        ("2 a + 1", 7),
        ("a / 6", Fraction(1, 2)),
        ("a / 3", 1),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("2^-3", Fraction(1, 8)),
        ("-a^2", -9),
        ("u[2]", -2),
        ("A[2, 1]", 3),
        ("A[1]", [1, 2]),
        ("2 u", [2, -4, 4]),
        ("u + u", [2, -4, 4]),
        ("u + 1", [2, -1, 3]),
        ("2^u", [2, Fraction(1, 4), 4]),
        ("u / sum(u)", [1, -2, 2]),
        ("A u[1]", [[1, 2], [3, 4]]),
        ("A A", [[7, 10], [15, 22]]),
        ("A [1, 1]", [3, 7]),
        ("A^T", [[1, 3], [2, 4]]),
        ("A^2", [[7, 10], [15, 22]]),
        ("[k^2 for k in 1..4 if k != 3]", [1, 4, 16]),
        ("sum(k for k in -3..3 except 0)", 0),
        ("[i + j for i in 1..2]", None),
        ("a if a > 2 else h", 3),
        ("1 < a <= 3", True),
        ("a = 3 and not (h = 1) or false", True),
        ('word = "cat"', True),
        ("sqrt(2) sqrt(8) = 4", True),
        ("ln(8) / ln(2) = 3", True),
        ("exp(1) / exp(1) = 1", True),
        ("(x + y)^2 = x^2 + 2 x y + y^2", True),
        ("(x + y)^2 = x^2 + y^2", False),
        ("sqrt(2) = 1.41421356237309504880", False),
        ("sqrt(2) ~ 1.41421356237309504880", True),
        ("sqrt(2) < 1.4142135623730951", True),
        ("{1, 2} = {2, 1}", True),
        ("(1, 2) = (2, 1)", False),
        ("[1, 2] = [1, 2, 3]", False),
    ],
)
def test_formulas_are_worth_what_mathematics_says(formula: str, worth: Any) -> None:
    if worth is None:
        with pytest.raises(FormulaError, match="`j` is not known"):
            _worth(formula)
    else:
        assert _worth(formula) == worth


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("9^9^9^9", "exponent"),
        (" * ".join(["2^300"] * 14), "bits"),
        ("factorial(10^6)", "factorial"),
        ("[k for k in 1..10^9]", "too long"),
        ("[[[i j k for i in 1..99] for j in 1..99] for k in 1..99]", "steps"),
        ("expanded((x + y)^200)", "multiplied out"),
        ("round(1/3, 10^9)", "decimals"),
        ("(x + 1)^(10^9)", "exponent"),
        ("ones(10^9)", "size"),
        ("decimal(1/3, 10^9)", "decimals"),
        ("exp(10^9) < 1", "worked out"),
        ("1 / 0", "zero"),
        ("0^-1", "zero"),
        ("ln(0)", "logarithm"),
        ("ln(-2)", "logarithm"),
        ("u + [1, 2]", "3 and 2"),
        ("u u", "dot"),
        ("word + 1", "a text"),
        ("u[4]", "no entry 4"),
        ("u[0]", "no entry 0"),
        ("softmx(u)", "did you mean `softmax`"),
        ("bb", "not known"),
        ("dot(u)", "it is called dot"),
        ("integer(1..6)", "`let` only"),
        ("a if a else 1", "a number stands where a condition"),
        ("a and true", "condition"),
        ("by_level(1, 2)", "levels"),
        ("1 < word", "order"),
        ("x < 1", "no number"),
        ("choose(1, 2)", "`let` only"),
        ("norm([0, 0]) / 0", "zero"),
    ],
)
def test_what_has_no_value_is_refused_in_words(formula: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        _worth(formula)

    assert said in str(caught.value)


def test_a_helper_sees_its_parameters_and_does_not_call_itself() -> None:
    line, endless = read_let("f(t) = t^2 + a\ng(t) = g(t)", 1, {"a"})
    assert isinstance(line, Helper)
    assert isinstance(endless, Helper)
    scope = Scope({"a": 1}, {"f": line, "g": endless})

    assert evaluate(read("f(f(2))", author=True), scope) == 26
    with pytest.raises(FormulaError, match="calls itself"):
        evaluate(read("g(1)", author=True), scope)


def test_levels_choose_their_entry() -> None:
    tree = read("by_level(1..2, 5)", author=True)

    assert evaluate(tree, Scope({}, levels=(1, 3), level=3)) == 5


@given(st.fractions(), st.fractions())
def test_rationals_are_compared_as_rationals(a: Fraction, b: Fraction) -> None:
    assert same(a, b) == (a == b)
    assert less(a, b) == (a < b)


@given(st.integers(1, 60), st.integers(1, 60))
def test_roots_multiply_exactly(a: int, b: int) -> None:
    left, right = sympy.sqrt(a) * sympy.sqrt(b), sympy.sqrt(a * b)

    assert same(left, right)
    assert not same(left, right + sympy.Rational(1, 10**20))
    assert near(left, right + sympy.Rational(1, 10**20))


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=5), st.integers(1, 5))
def test_floats_by_numpy_agree_with_exact_values(numbers: list[int], k: int) -> None:
    formula = "(2 z + k) / k^2 + [sqrt(j^2 + 1) for j in z] + sum(z) exp(-z / k)"
    tree = read(formula, ("z", "k"), author=True)

    exact = evaluate(tree, Scope({"z": numbers, "k": k}))

    floats = worked_out(tree, Setting.of({"z": floats_of(numbers, {}), "k": float(k)}))
    assert close(floats, floats_of(exact, {}))
