"""Structure, exact numbers, probes and proof: what decides, and what must not be fooled."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.arrays import worked_out
from tutor.maths.equality import Comparison, compare
from tutor.maths.functions import UnboundedError
from tutor.maths.points import is_allowed, random_points, readable_points
from tutor.maths.probes import Evaluation, UndefinedError
from tutor.maths.translate import Names


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
