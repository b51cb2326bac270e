"""Structure, exact numbers, probes and proof: what decides, and what must not be fooled."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.comparison.equality import Comparison, compare, free_names
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.points import is_allowed, random_points, readable_points
from tutor.maths.trees.probes import Evaluation, UndefinedError
from tutor.maths.trees.short_values import short, told_apart
from tutor.maths.trees.translate import Names


def compared(a: str, b: str, **assume: str) -> Comparison:
    first, second = (worked_out(read(text, ["x", "y"])) for text in (a, b))
    return compare(first, second, Names.of(["x", "y"], assume))


@pytest.mark.parametrize(
    ("a", "b", "decided_by"),
    [
        ("2x", "2*x", "structure"),
        ("1/3 + 1/6", "1/2", "exact"),
        ("(x+1)^2", "x^2 + 2x + 1", "exact"),
        ("ln 8", "3 ln 2", "proof"),
        ("1 - sin(x)^2", "cos(x)^2", "probe"),
    ],
)
def test_first_decisive_step_is_named(a: str, b: str, decided_by: str) -> None:
    assert compared(a, b) == Comparison(True, decided_by)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1 - sigmoid(x)", "sigmoid(-x)"),
        ("cosh(x)^2 - sinh(x)^2", "1"),
        ("(e^x + 1)^2 - e^(2x) - 2e^x", "1"),
        ("sqrt(x + 100) - sqrt(x)", "100/(sqrt(x + 100) + sqrt(x))"),
    ],
)
def test_terms_that_cancel_do_not_fool_the_probes(a: str, b: str) -> None:
    assert compared(a, b).same is True


@pytest.mark.parametrize(
    ("a", "b", "point"),
    [
        ("2x", "x^2", {"x": 3}),
        ("x + 1", "x + 2", {"x": 2}),
        ("sqrt(x^2)", "x", {"x": -1}),
        ("|x - 50|", "50 - x", {"x": 51}),
    ],
)
def test_difference_is_shown_at_the_first_readable_point(a: str, b: str, point: dict[str, int]) -> None:
    found = compared(a, b)

    assert found.same is False
    assert dict(found.point or {}) == {name: Fraction(value) for name, value in point.items()}


def test_nothing_defined_in_common_is_a_difference() -> None:
    assert compared("ln(-x)", "ln(x)").same is False


def test_two_that_are_defined_nowhere_are_undecided() -> None:
    assert compared("sqrt(-1 - x^2)", "sqrt(-2 - x^2)").same is None


@given(st.integers(-40, 40), st.integers(1, 12), st.integers(-40, 40))
@settings(max_examples=60, deadline=None)
def test_a_sum_of_fractions_is_exact(a: int, b: int, c: int) -> None:
    total = Fraction(a, b) + c

    same = compared(f"{a}/{b} + ({c})", f"({total.numerator})/{total.denominator}")

    assert same.same is True
    assert same.decided_by in ("exact", "structure")


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=5), st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_a_changed_coefficient_is_always_found(coefficients: list[int], change: int) -> None:
    polynomial = " + ".join(f"({a}) x^{n}" for n, a in enumerate(coefficients))

    assert compared(polynomial, f"{polynomial} + {change} x^3").same is False


@pytest.mark.parametrize("text", ["x/x", "ln(x)", "1/x", "x^-1", "x^0", "log_x(2)"])
def test_a_step_without_value_gives_no_value_at_zero(text: str) -> None:
    with pytest.raises(UndefinedError):
        Evaluation({"x": Fraction(0)}).value(read(text, ["x"]))


@pytest.mark.parametrize("text", ["sqrt(x)", "x^(1/2)", "ln(x)", "x^pi", "arcsin(5x)"])
def test_a_step_that_is_not_real_gives_no_value(text: str) -> None:
    with pytest.raises(UndefinedError):
        Evaluation({"x": Fraction(-1)}).value(read(text, ["x"]))


def test_a_tower_is_too_large_rather_than_slow() -> None:
    with pytest.raises(UnboundedError):
        Evaluation({"x": Fraction(9)}).value(read("x^x^x^x", ["x"]))


@pytest.mark.parametrize("assumption", ["positive", "negative", "nonnegative", "nonzero", "integer", "natural"])
def test_points_keep_to_what_is_assumed(assumption: str) -> None:
    names = (("x", assumption), ("y", "real"))

    points = [*readable_points(names), *random_points(names, 40)]

    assert len(points) > 40
    assert all(is_allowed(point["x"], assumption) for point in points)


def test_random_points_are_the_same_every_time() -> None:
    names = (("x", "real"),)

    first = random_points(names, 3)
    random_points.cache_clear()

    assert random_points(names, 3) == first


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("(x - 1)^5999 (x - 1)", "(x - 1)^6000"),
        ("(x + y)^40", "(y + x)^39 (x + y)"),
        ("sqrt(-x^2 + 6x - 8.9)", "sqrt(0.1 - (x - 3)^2)"),
        ("arcsin(2x - 7.3)", "-arcsin(7.3 - 2x)"),
        ("ln(ln(ln(x^2)))", "ln(ln(2 ln(x)))"),
        ("x^x^x", "e^(x^x ln(x))"),
        ("e^(e^(e^x))", "(e^(e^(e^x/2)))^(e^(e^x - e^x/2)) + 0 x"),
        ("x^(1/3)", "cbrt(x)"),
        ("sin(10^6 x)", "sin(10^6 x + 2 pi)"),
        ("sin(pi) + y", "y + cos(pi/2)"),
        ("1 - sigmoid(x)^9", "1 - (1 - sigmoid(-x))^9"),
        ("x if x >= 0 else -x", "|x|"),
        ("x if x in (0, oo) else 0", "max(x, 0)"),
        ("1 if x > 0 and x < 2 else 0", "1 if 0 < x < 2 else 0"),
        ("sum(k = 1..4, x^k)", "x + x^2 + x^3 + x^4"),
        ("sum(i = 1..3, sum(j = 1..i, x))", "6x"),
        ("product(k = 1..3, x + k)", "(x + 1)(x + 2)(x + 3)"),
        ("sum(k = 0..oo, 1/2^k)", "2"),
        ("sum(k = 0..oo, 3^k/k!)", "e^3"),
        ("floor(tan(pi/4))", "1"),
        ("e^(i x)", "cos(x) + i sin(x)"),
        ("(1 + i)^2", "2i"),
        ("|3 + 4i|", "5"),
        ("oo + 1", "oo"),
        ("exp(pi^6 + sqrt(y))", "exp(sqrt(y)) exp(pi^6)"),
        ("(-8)^(1/3) + 0i", "1 + i sqrt(3)"),
    ],
)
def test_what_looks_different_is_the_same(a: str, b: str) -> None:
    assert compared(a, b).same is True
    assert compared(b, a).same is True


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("(x - 1)^5999", "(x - 1)^6000"),
        ("(x + 1)^40", "(x + 1)^40 + 10^-40 x^14"),
        ("x + 10^-40", "x"),
        ("sin(x) + 10^-100", "sin(x)"),
        ("pi + 10^-250", "pi"),
        ("(1 + 10^-200) sqrt(2)", "sqrt(2)"),
        ("cos(10^-200)", "1"),
        ("tanh(1000)", "1"),
        ("sigmoid(10^4)", "1"),
        ("1 + e^-300", "1"),
        ("e^(pi sqrt(163))", "262537412640768744"),
        ("floor(3 - e^-200)", "3"),
        ("min(x, 10^6)", "x"),
        ("|x + 10^9| - 10^9", "x"),
        ("max(0, 1 - 1000 |x - 1/3|)", "0"),
        ("x if x != 1/7 else 0", "x"),
        ("x if x != sqrt(2) else 0", "x"),
        ("x if x < pi else 3", "x if x <= pi else 3"),
        ("floor(x + 10^-20)", "floor(x)"),
        ("floor(sqrt(2) x)", "floor(1.41421356 x)"),
        ("arctan(1/x) + arctan(x)", "pi/2"),
        ("sqrt((x - 5)^2)", "x - 5"),
        ("arcsin(sin(x))", "x"),
        ("x^x^x", "(x^x)^x"),
        ("sum(k = 1..4, x^k)", "sum(k = 0..4, x^k)"),
        ("x if x > 0 else undefined()", "|x|"),
        ("|x|", "x if x > 0 else undefined()"),
        ("oo", "-oo"),
        ("oo", "10^30"),
        ("1 + i", "1 - i"),
        ("sqrt(-4) + 0i", "-2i"),
    ],
)
def test_what_looks_the_same_is_not(a: str, b: str) -> None:
    assert compared(a, b).same is False
    assert compared(b, a).same is False


def test_a_piecewise_key_demands_a_value_wherever_it_has_one() -> None:
    assert compared("sqrt(x)", "sqrt(x) if x > 0 else 0").same is False
    assert compared("sqrt(x)^2", "x").same is True


@pytest.mark.parametrize(
    ("a", "b", "assumption"),
    [
        ("sqrt(x^2)", "x", "positive"),
        ("sqrt(x^2)", "-x", "negative"),
        ("cos(pi x)", "(-1)^x", "integer"),
        ("sin(pi x)", "0", "integer"),
        ("sign(sin(pi x))", "0", "integer"),
        ("1 if sin(pi x) = 0 else 2", "1", "integer"),
        ("arctan(1/x) + arctan(x)", "pi/2", "positive"),
        ("sum(k = 1..x, k)", "x(x + 1)/2", "positive integer"),
        ("sum(k = 0..x, 2^k)", "2^(x + 1) - 1", "nonnegative integer"),
        ("product(k = 1..x, k)", "x!", "natural"),
        ("floor(x)", "x", "integer"),
    ],
)
def test_what_is_assumed_is_used(a: str, b: str, assumption: str) -> None:
    assert compared(a, b, x=assumption).same is True


@pytest.mark.parametrize(
    ("a", "b"), [("sum(i = 1..3, x_i)", "x_1 + x_2 + x_3"), ("2 sum(i = 1..3, x_i)", "sum(k = 1..3, 2 x_k)")]
)
def test_a_member_of_a_sequence_is_known_by_its_index(a: str, b: str) -> None:
    vocabulary = ["x_1", "x_2", "x_3", "x_i", "x_k"]
    first, second = (worked_out(read(text, vocabulary)) for text in (a, b))

    assert compare(first, second, Names.of(vocabulary)).same is (True if "x_1" in b else None) or "x_k" in b


def test_the_index_of_a_sum_is_no_free_name() -> None:
    assert free_names(read("sum(i = 1..n, i x)", ["n", "x"]), Names.of(["n", "x"])) == {"n", "x"}


@pytest.mark.parametrize(
    ("a", "b", "values"),
    [
        ("x + 10^-40", "x", ("1.0e-40", "0")),
        ("e^(e^(e^x))", "e^(e^(e^x)) + 1", ("15.1543", "16.1543")),
        ("1000000 x", "1000001 x", ("2000000", "2000002")),
    ],
)
def test_a_counterexample_has_short_values_that_can_be_told_apart(a: str, b: str, values: tuple[str, str]) -> None:
    point = compared(a, b).point or {}
    sides = (Evaluation(point).value(worked_out(read(text, ["x"]))) for text in (a, b))

    assert told_apart(*sides) == values


@pytest.mark.parametrize(
    ("text", "shown"),
    [("6 + i", "6 + i"), ("-2i", "-2i"), ("(1 - 3i)/2", "0.5 - 1.5i"), ("i^2", "-1"), ("oo", "oo"), ("2/3", "2/3")],
)
def test_values_are_shown_as_a_person_writes_them(text: str, shown: str) -> None:
    assert short(Evaluation({}, is_complex=True).value(worked_out(read(text, [])))) == shown
