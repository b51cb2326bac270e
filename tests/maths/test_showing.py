"""What is shown: rounded, in per cent, in powers of ten, grouped, in bytes, in a table, under one another."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.expression.typeset import formula_lines
from tutor.expression.writer import linear
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.showing import SHOWING
from tutor.maths.posing.values import FormulaError, Shown
from tutor.maths.proving.blemishes import blemishes
from tutor.maths.trees.translate import Names

VALUES: dict[str, Any] = {
    "x": Names.of(["x"]).symbol("x"),
    "p": Fraction(1, 20),
    "hit": Fraction(9, 10),
    "u": [2, -3],
    "A": [[1, Fraction(1, 3)], [sympy.sqrt(2), -sympy.oo]],
}


def shown(formula: str) -> str:
    value = evaluate(read(formula, VALUES, author=True), Scope(dict(VALUES)))
    text = ", ".join(map(linear, value.trees)) if isinstance(value, Shown) else value
    return str(text).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("written(p hit + (1 - p) * 2)", "1/20*(9/10) + (1 - 1/20)*2"),
        ("written(sum(k^2 for k in u))", "2^2 + (-3)^2"),
        ("written(dot(u, [1, 4]))", "2*1 + (-3)*4"),
        ("written(norm(u))", "sqrt(2^2 + (-3)^2)"),
        ("computed(p hit)", "1/20*(9/10) = 9/200"),
        ("computed(p)", "1/20"),
        ("listed(u)", "2, -3"),
        ("signs(u)", "2 - 3"),
        ("decimal(2/3, 2)", "0.67"),
        ("decimal(1/8)", "0.125"),
        ("decimal(-1/1000, 2)", "0.00"),
        ("decimal(-1/8, 2)", "-0.13"),
        ("decimal(pi, 0)", "3"),
        ("decimal(A, 2)", "[[1.00, 0.33], [1.41, -oo]]"),
        ("percent(1/8)", "12.5%"),
        ("percent(1/3, 1)", "33.3%"),
        ("percent(sqrt(2) / 2, 0)", "71%"),
        ("scientific(9996)", "1.00*10^4"),
        ("scientific(999999, 6)", "9.99999*10^5"),
        ("scientific(1/3000, 2)", "3.3*10^(-4)"),
        ("scientific(0)", "0"),
        ("scientific(6 * 70 * 10^9 * 14 * 10^11, 3)", "5.88*10^23"),
        ("scientific(10^299 * 10^200)", "1.00*10^499"),
        ("grouped(-1234567)", "-1 234 567"),
        ("bytes(0)", "0 B"),
        ("bytes(1023)", "1.02 kB"),
        ("bytes(999999)", "1 MB"),
        ("bytes(14 * 10^9)", "14 GB"),
        ("bytes(2^30, binary = yes)", "1 GiB"),
        ("bytes(5/2)", "2.5 B"),
        ("bytes(10^30)", "1 000 000 YB"),
        ('joined(["a", 1/2])', "a, \\frac{1}{2}"),
    ],
)
def test_what_is_shown(formula: str, text: str) -> None:
    assert shown(formula) == text


@given(x=st.fractions(-(10**9), 10**9, max_denominator=10**6), places=st.integers(0, 6))
def test_decimals_are_the_nearest_with_halves_away_from_zero(x: Fraction, places: int) -> None:
    [tree] = SHOWING["decimal"](x, places).trees
    rounded = Fraction(linear(tree))

    assert abs(rounded - x) <= Fraction(1, 2 * 10**places)
    assert abs(rounded) >= abs(x) or abs(rounded - x) < Fraction(1, 2 * 10**places)


@given(x=st.fractions(-(10**12), 10**12).filter(bool), digits=st.integers(1, 6))
def test_a_power_of_ten_stands_behind_one_digit(x: Fraction, digits: int) -> None:
    text = linear(SHOWING["scientific"](x, digits).trees[0]).strip("()")
    mantissa, exponent = re.fullmatch(r"(-?[\d.]+)\)?\*10\^\(?(-?\d+)", text).groups()  # type: ignore[union-attr]

    assert 1 <= abs(Fraction(mantissa)) < 10
    assert len(mantissa.lstrip("-").replace(".", "")) == digits
    assert abs(Fraction(mantissa) * Fraction(10) ** int(exponent) / x - 1) <= Fraction(1, 2 * 10 ** (digits - 1))


@given(n=st.integers(0, 10**26), binary=st.booleans())
def test_bytes_are_told_to_two_decimals_of_their_unit(n: int, binary: bool) -> None:
    digits, unit = str(SHOWING["bytes"](n, binary)).rsplit("\u202f", 1)
    step = 1024 if binary else 1000
    size = step ** "BKMGTPEZY".index(unit[0].upper())

    assert ("i" in unit) == (binary and size > 1)
    assert abs(Fraction(digits.replace("\u202f", "")) * size - n) <= Fraction(size, 200)
    assert Fraction(digits.replace("\u202f", "")) < step or unit[0] == "Y"


def test_lines_stand_under_one_another() -> None:
    text = shown('aligned("$P(F)$", written(p hit), p hit, "≈", decimal(p hit, 2))')

    assert formula_lines(text.strip("$\n"), 76) == [
        "       1  9",
        "P(F) = ──·──",
        "       20 10",
        "",
        "        9",
        "     = ───",
        "       200",
        "",
        "     ≈ 0.05",
    ]
    assert not [*blemishes(text)]


def test_what_would_end_a_cell_does_not() -> None:
    lines = shown('table(["a|b, $|y|$", x], [abs(x), "c"])').splitlines()

    assert lines[0] == "| a\\|b, $\\vert y\\vert $ | $x$ |"
    assert lines[2] == "| $\\vert x\\vert $ | c |"


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("decimal(1/3)", "that has no exact decimal; say how many places"),
        ("decimal(1/3, 99)", "from 0 to 12 decimals"),
        ("decimal(x, 2)", "x has no number as its value"),
        ("percent(sqrt(2))", "say how many decimals: percent(x, 1)"),
        ("scientific(3, 0)", "from 0 to 12 decimals"),
        ("grouped(1/2)", "a number stands where a whole number belongs"),
        ("signs([])", "an empty list"),
        ("listed(3)", "a number stands where a list belongs"),
        ("table([1], [1, 2])", "rows of the same length"),
        ("table()", "rows of the same length"),
        ('aligned("$x$")', "a value follows the left side, and each sign"),
        ('aligned("$x$", 1, "≈")', "a value follows the left side, and each sign"),
        ("bytes(-oo)", "a number that is not infinite belongs here"),
        ("scientific(oo)", "a number that is not infinite belongs here"),
        ('bytes("x")', "a text stands where a number belongs"),
    ],
)
def test_what_cannot_be_shown_is_told_in_words(formula: str, message: str) -> None:
    with pytest.raises(FormulaError) as told:
        shown(formula)

    assert str(told.value) == f"{formula.partition('(')[0]}: {message}"
