"""Trees to SymPy, and values to the trees that a textbook would print."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.reader import read
from tutor.expression.writer import linear
from tutor.maths.trees.translate import Names, to_sympy, to_tree

x, y = (Names.of(["x", "y"]).symbol(name) for name in "xy")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2x + 1", 2 * x + 1),
        ("0.1", sympy.Rational(1, 10)),
        ("1.5e-3", sympy.Rational(3, 2000)),
        ("1/3", sympy.Rational(1, 3)),
        ("e^x", sympy.exp(x)),
        ("exp(x)", sympy.exp(x)),
        ("pi", sympy.pi),
        ("ln(x y)", sympy.log(x * y)),
        ("log2(8)", sympy.Integer(3)),
        ("sqrt(8)", 2 * sympy.sqrt(2)),
        ("|x|", sympy.Abs(x)),
        ("x^-2", x**-2),
        ("[1, x]", [sympy.Integer(1), x]),
        ("(1, x)", (sympy.Integer(1), x)),
        ("{1, x}", frozenset({sympy.Integer(1), x})),
        ("[[1, 2], [3, 4]]^T", [[1, 3], [2, 4]]),
        ("norm([3, 4])", sympy.Integer(5)),
        ("2 [1, x]", [sympy.Integer(2), 2 * x]),
        ("det([[1, 2], [3, 4]])", sympy.Integer(-2)),
        ("softmax([0, 0])", [sympy.Rational(1, 2)] * 2),
        ("[[2, 0], [0, 4]]^-1", [[sympy.Rational(1, 2), 0], [0, sympy.Rational(1, 4)]]),
        ("sigmoid(x)", 1 / (1 + sympy.exp(-x))),
        ("50%", sympy.Rational(1, 2)),
        ("4!", sympy.Integer(24)),
        ("max(x, 0)", sympy.Max(0, x)),
        ("x = y", sympy.Eq(x, y)),
        ("x < 1", sympy.Lt(x, 1)),
    ],
)
def test_tree_has_the_value_that_it_says(typed: str, value: Any) -> None:
    assert to_sympy(read(typed, ["x", "y"]), Names.of(["x", "y"])) == value


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("1/0", 0, "1/0 is not defined."),
        ("2 + 1/(2-2)", 4, "1/(2 - 2) is not defined."),
        ("ln(0)", 0, "ln(0) is not defined."),
        ("0^0", 0, "0^0 is not defined."),
        ("[1, 2] + [1, 2, 3]", 0, "Sizes 2 and 3 cannot be added."),
        ("[[1, 2]] [[3, 4]]", None, "Matrices of sizes 1x2 and 1x2 cannot be multiplied."),
        ("[1, 2] [3, 4]", None, "The product of two vectors is ambiguous: write it out, entry by entry."),
        ("[[1, 2], [2, 4]]^-1", None, "This matrix has no inverse."),
    ],
)
def test_what_is_not_defined_is_refused_at_its_place(typed: str, place: int | None, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        to_sympy(read(typed, []))

    assert refusal.value.message == said
    assert place is None or refusal.value.place == place


def test_assumptions_reach_the_symbols() -> None:
    names = Names.of(["a", "b"], {"a": "positive"})

    assert to_sympy(read("sqrt(a^2)", ["a"]), names) == names.symbol("a")
    assert to_sympy(read("sqrt(b^2)", ["b"]), names) == sympy.Abs(names.symbol("b"))


def test_unknown_name_is_told_with_those_in_play() -> None:
    with pytest.raises(Unreadable, match=r"^z is not known here\. The names in play: x, y\.$"):
        to_sympy(read("z"), Names.of(["x", "y"]))


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (3, "3"),
        (-3, "-3"),
        (Fraction(-3, 4), "-3/4"),
        (True, "yes"),
        (-(x**2) + 3 * x, "-x^2 + 3*x"),
        (1 - x, "1 - x"),
        (x**2 - x - 1, "x^2 - x - 1"),
        (3 * x / 4, "3*x/4"),
        (sympy.sqrt(2) / 2, "sqrt(2)/2"),
        (-x / 2, "-x/2"),
        (1 / x, "1/x"),
        (2 / x**2, "2/x^2"),
        (x * sympy.exp(-x), "x*e^(-x)"),
        (sympy.log(x), "ln(x)"),
        (x * y, "x*y"),
        (2**x, "2^x"),
        (sympy.Rational(1, 2) * sympy.log(3), "ln(3)/2"),
        (sympy.root(x, 3), "x^(1/3)"),
        ([1, Fraction(1, 2)], "[1, 1/2]"),
        ([[1, 2], [3, 4]], "[[1, 2], [3, 4]]"),
        (sympy.Matrix([[1, x]]), "[[1, x]]"),
        ((1, 2), "(1, 2)"),
        ({3, 1, 2}, "{1, 2, 3}"),
        (sympy.Eq(y, 2 * x), "y = 2*x"),
        (sympy.pi / 2, "pi/2"),
        (sympy.Abs(x), "abs(x)"),
    ],
)
def test_value_is_printed_as_in_a_textbook(value: Any, printed: str) -> None:
    assert linear(to_tree(value)).replace("|x|", "abs(x)") == printed


def test_a_float_has_no_written_form() -> None:
    with pytest.raises(TypeError):
        to_tree(0.5)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=6), st.integers(1, 9))
def test_printed_polynomials_are_read_back_as_themselves(coefficients: list[int], below: int) -> None:
    value = sum((a * x**n for n, a in enumerate(coefficients)), sympy.Integer(0)) / below

    back = to_sympy(read(linear(to_tree(value)), ["x"]), Names.of(["x"]))

    assert sympy.expand(back - value) == 0
