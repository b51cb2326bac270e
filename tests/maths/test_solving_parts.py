"""The parts of which solving is made: steps taken back, polynomials, numbers in order, signs, marks along a line."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tutor.expression.nodes import Binary, Name, Number
from tutor.expression.reader import read
from tutor.maths.solving.inverses import logarithm, minus, over, powered, roots_of_power, times
from tutor.maths.solving.line import Line, are_same, between, in_order
from tutor.maths.solving.marks import Marks
from tutor.maths.solving.polynomials import as_simple, real_roots
from tutor.maths.solving.precision import MP, inexact
from tutor.maths.solving.rewriting import rewritten
from tutor.maths.solving.search import searched
from tutor.maths.solving.signs import ANY, signs
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.translate import Names

F = Fraction
CLOSE = MP.mpf(10) ** -90


def numbers(*texts: str) -> list[Fraction]:
    return [Fraction(each) for each in texts]


def is_near(a: Any, b: Any) -> bool:
    return bool(abs(inexact(a) - inexact(b)) < CLOSE)


@pytest.mark.parametrize(
    ("base", "x", "expected"),
    [(4, 8, "3/2"), (2, 8, "3"), (9, "1/27", "-3/2"), (8, 2, "1/3"), (16, 8, "3/4"), (5, 1, "0"), (4096, 2, "1/12")],
)
def test_logarithm_is_exact_where_it_is_a_simple_fraction(base: int, x: int | str, expected: str) -> None:
    found = logarithm(F(base), F(x))

    assert isinstance(found, Fraction)
    assert found == F(expected)


def test_logarithm_is_inexact_elsewhere() -> None:
    assert is_near(logarithm(F(2), F(5)), MP.log(5) / MP.log(2))
    assert not isinstance(logarithm(F(2), F(5)), Fraction)
    assert logarithm(+MP.e, F(1)) == 0
    assert is_near(logarithm(+MP.e, F(7)), MP.log(7))


@pytest.mark.parametrize(
    ("work", "a", "b", "expected"),
    [
        (minus, "5", "2", "3"),
        (minus, "2", "2", "0"),
        (times, "3", "-2", "-6"),
        (times, "0", "5", "0"),
        (over, "3", "4", "3/4"),
    ],
)
def test_arithmetic_of_fractions_is_exact(work: Any, a: str, b: str, expected: str) -> None:
    found = work(F(a), F(b))

    assert isinstance(found, Fraction)
    assert found == F(expected)


def test_what_cancels_to_noise_is_zero() -> None:
    root = MP.sqrt(2)

    assert minus(root, root * (1 + MP.mpf(10) ** -180)) == 0
    assert isinstance(minus(root, root), Fraction)
    assert is_near(over(F(1), root), root / 2)


@pytest.mark.parametrize(
    ("level", "power", "expected"),
    [
        ("4", "2", ["2", "-2"]),
        ("0", "2", ["0"]),
        ("0", "-1", []),
        ("-8", "3", ["-2"]),
        ("8", "3", ["2"]),
        ("-4", "2", []),
        ("3", "1/2", ["9"]),
        ("-3", "1/2", []),
        ("1/4", "-2", ["2", "-2"]),
    ],
)
def test_roots_of_a_power(level: str, power: str, expected: list[str]) -> None:
    assert roots_of_power(F(level), F(power)) == numbers(*expected)


def test_power_too_large_is_refused() -> None:
    assert powered(F(2), F(10)) == 1024
    assert is_near(powered(F(2), F(1, 2)), MP.sqrt(2))
    with pytest.raises(UnboundedError):
        powered(MP.e, F(10**6))


@pytest.mark.parametrize(
    ("coefficients", "expected"),
    [
        (["6", "-5", "1"], ["2", "3"]),
        (["1", "-2", "1"], ["1"]),
        (["1", "0", "1"], []),
        (["-3", "2"], ["3/2"]),
        (["5"], []),
        (["0", "0", "-4", "0", "1"], ["-2", "0", "2"]),
        (["-8", "0", "0", "1"], ["2"]),
        (["16", "0", "0", "0", "1"], []),
        (["-16", "0", "0", "0", "1"], ["-2", "2"]),
        (["-6", "11", "-6", "1"], ["1", "2", "3"]),
        (["6", "-5", "1", "0"], ["2", "3"]),
        (["-1", "5", "-10", "10", "-5", "1"], ["1"]),
        (["1", "-3", "3", "-3", "2"], ["1/2", "1"]),
    ],
)
def test_rational_roots_are_found_exactly(coefficients: list[str], expected: list[str]) -> None:
    found = real_roots(numbers(*coefficients))

    assert found == numbers(*expected)
    assert found is not None
    assert all(isinstance(each, Fraction) for each in found)


@pytest.mark.parametrize(
    ("coefficients", "count"),
    [
        ([F(-2), F(0), F(1)], 2),
        ([F(-1), F(-1), F(0), F(0), F(0), F(1)], 1),
        ([F(1), F(-3), F(0), F(1)], 3),
        ([-MP.pi, F(0), F(1)], 2),
        ([MP.pi, F(-3), F(-1), F(1)], 3),
        ([MP.mpf("0.1"), F(-3), F(0), F(1)], 3),
        ([MP.pi**2, -2 * MP.pi, F(1)], 1),
    ],
)
def test_irrational_roots_are_all_found_to_many_digits(coefficients: list[Any], count: int) -> None:
    found = real_roots(coefficients)

    assert found is not None
    assert len(found) == count
    assert found == sorted(found, key=inexact)
    for root in found:
        value = sum(inexact(each) * inexact(root) ** n for n, each in enumerate(coefficients))
        assert abs(value) < CLOSE


def test_zero_polynomial_has_no_list_of_roots() -> None:
    assert real_roots([F(0), F(0)]) is None
    assert as_simple([F(-1), F(2)], MP.mpf("0.5")) == F(1, 2)
    assert not isinstance(as_simple([F(-2), F(0), F(1)], MP.sqrt(2)), Fraction)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("1", "2", "3/2"),
        ("-1", "1", "0"),
        ("1/3", "1/2", "2/5"),
        ("-3", "-2", "-5/2"),
        ("2", "7", "3"),
        ("0", "1/9", "1/10"),
    ],
)
def test_simplest_number_between(low: str, high: str, expected: str) -> None:
    assert between(F(low), F(high)) == F(expected)


def test_between_numbers_that_are_irrational_or_very_near() -> None:
    assert between(MP.sqrt(2), MP.sqrt(3)) == F(3, 2)
    low = MP.sqrt(2)
    assert low < between(low, low + MP.mpf(10) ** -60) < low + MP.mpf(10) ** -60


def test_numbers_in_order_once_each_and_exact_where_known() -> None:
    found = in_order([MP.mpf(3), F(1), F(3), MP.sqrt(2), MP.sqrt(2) * (1 + MP.mpf(10) ** -120)])

    assert [isinstance(each, Fraction) for each in found] == [True, False, True]
    assert are_same(F(3), MP.mpf(3))
    assert not are_same(F(3), F(3) + F(1, 10**200))
    assert not are_same(MP.mpf(3), 3 + MP.mpf(10) ** -80)


NAMES = Names.of(
    ("x", "p", "n", "m", "z"), {"p": "positive", "n": "negative", "m": "nonnegative integer", "z": "nonzero"}
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", ANY),
        ("x^2", {0, 1}),
        ("x^2 + 1", {1}),
        ("-x^2", {-1, 0}),
        ("p", {1}),
        ("m", {0, 1}),
        ("z", {-1, 1}),
        ("z^2", {1}),
        ("n p", {-1}),
        ("p/n", {-1}),
        ("p - n", {1}),
        ("p + n", ANY),
        ("p/m", {1}),
        ("n^3", {-1}),
        ("p^x", {1}),
        ("m^x", ANY),
        ("e^x", {1}),
        ("sqrt(x)", {0, 1}),
        ("|x|", {0, 1}),
        ("|n|", {1}),
        ("sqrt(n)", set()),
        ("2 - pi", {-1}),
        ("0", {0}),
        ("3", {1}),
        ("cos(x)", ANY),
    ],
)
def test_signs_seen_from_the_structure(text: str, expected: set[int]) -> None:
    tree = read(text, names=NAMES.known)

    assert signs(tree, NAMES) == expected


def marks_of(text: str) -> Marks:
    marks = Marks(Line("x", {}))
    marks.of(worked_out(read(text, names=("x",))))
    return marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2^x - 8", ["3"]),
        ("3 * 4^x - 24", ["3/2"]),
        ("ln(x)", ["0", "1"]),
        ("1/(x - 4)", ["4"]),
        ("12/x - 3", ["0", "4"]),
        ("|x - 2| - 3", ["-1", "2", "5"]),
        ("max(x, 2x - 5)", ["0", "5/2", "5"]),
        ("sqrt(x - 1) - 2", ["1", "5"]),
        ("cbrt(x) + 2", ["-8"]),
        ("(x - 1)^3 + 8", ["-1"]),
        ("7 - (2 - x)", ["-5"]),
        ("ln(2x - 1) - ln(x + 4)", ["-4", "1/2", "5"]),
        ("2^(x^2) - 2^(3x - 2)", ["1", "2"]),
        ("(x + 1)^2 - (2x)^2", ["-1/3", "1"]),
        ("x - 2sqrt(x) - 3", ["0", "9"]),
        ("e^(2x) - 3e^x + 2", ["0"]),
        ("log_2(x) - 3", ["0", "1", "8"]),
        ("x |x| - 4", ["0", "2"]),
    ],
)
def test_marks_are_found_exactly(text: str, expected: list[str]) -> None:
    found = marks_of(text)
    exact = {each for each in in_order(found.found) if isinstance(each, Fraction)}

    assert exact >= set(numbers(*expected))
    assert found.is_complete


@pytest.mark.parametrize("text", ["e^x + x", "cos(x) - x", "sin(x)", "x^x - 3"])
def test_marks_without_a_formula_are_zeros_and_perhaps_not_all(text: str) -> None:
    marks = marks_of(text)
    line = Line("x", {})

    assert not marks.is_complete
    assert any(line.value(read(text, names=("x",)), each) in (0, F(0)) for each in marks.found)


def test_a_search_finds_zeros_that_touch_and_zeros_that_lie_together() -> None:
    line = Line("x", {})
    twice = searched(read("e^x - x - 1", names=("x",)), F(0), line, [])
    near = searched(read("e^x - 1.0000001x - 1", names=("x",)), F(0), line, [])

    assert in_order(twice) == [0]
    assert len(in_order(near)) == 2
    assert all(abs(MP.exp(x) - MP.mpf("1.0000001") * inexact(x) - 1) < CLOSE for x in near)


def test_a_tree_of_one_function_on_both_sides_is_solved_inside() -> None:
    tree = read("ln(3x) - ln(x + 4)", names=("x",))
    found = rewritten(tree, F(0), Line("x", {}))

    assert found is not None
    inside = Binary("-", Binary("*", Number("3"), Name("x")), Binary("+", Name("x"), Number("4")))
    assert found.zeros == ((inside, F(0)),)
    assert rewritten(read("sin(x) - x", names=("x",)), F(0), Line("x", {})) is None
