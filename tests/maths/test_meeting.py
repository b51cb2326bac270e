"""Where several turns of a value meet: the forms they depend on, their common zeros, the lines on the way."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import pytest

from tutor.expression.reader import read
from tutor.maths.comparison.critical import critical_points
from tutor.maths.comparison.meeting import common_zeros, linear_forms, meeting_lines, meeting_points, quadratic_of

XY = ("x", "y")


def form(*coefficients: int | str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, coefficients))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2x - 6", [form(1, 0, -3)]),
        ("x - 55 + 2y", [form(1, 2, -55)]),
        ("(x - 1)/2 - y/3", [form(1, "-2/3", -1)]),
        ("x^2 - 110x + y^2 - 9", [form(1, 0, -55), form(0, 1, 0)]),
        ("x y + x", [form(0, 1, 1), form(1, 0, 0)]),
        ("(x + y)^2 (x - y)", [form(1, 1, 0), form(1, -1, 0)]),
        ("e^(x - 2) + (y + 3)^4", [form(1, 0, -2), form(0, 1, 3)]),
        ("x/(y - 4)", [form(1, 0, 0), form(0, 1, -4)]),
        ("1 - (-x^2)", [form(1, 0, 0)]),
        ("(2 - -(x - 3)) + y", [form(1, 1, -1)]),
        ("-(x - 7)", [form(1, 0, -7)]),
        ("pi + 2", []),
    ],
)
def test_forms_are_linear_parts_and_slopes_of_squares(text: str, expected: list[tuple[Fraction, ...]]) -> None:
    assert linear_forms([read(text, names=XY)], XY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 - 2x y", {(): 3, ("x", "y"): -2}),
        ("(x + 1)(y - 1)", {(): -1, ("x",): -1, ("y",): 1, ("x", "y"): 1}),
        ("(x + 2)^2/4", {(): 1, ("x",): 1, ("x", "x"): Fraction(1, 4)}),
        ("x - x + y", {("x",): 0, ("y",): 1}),
        ("x^2 y", None),
        ("x^3", None),
        ("sin(x)", None),
        ("x/(1 - 1)", None),
        ("1/x", None),
    ],
)
def test_polynomial_of_degree_two_at_most(text: str, expected: dict[tuple[str, ...], object] | None) -> None:
    assert quadratic_of(read(text, names=XY), XY) == expected


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ([form(1, 1, -3), form(1, -1, -1)], (((Fraction(2),), (Fraction(1),)), [])),
        ([form(1, 2, -4)], (((Fraction(4), Fraction(-2)), (Fraction(0), Fraction(1))), [1])),
        ([form(0, 1, 5)], (((Fraction(0), Fraction(1)), (Fraction(-5), Fraction(0))), [0])),
        ([form(1, 1, 0), form(2, 2, 1)], None),
        ([form(1, 0, 0), form(1, 1, 0), form(0, 1, -1)], None),
    ],
)
def test_common_zeros_by_elimination(forms: list[tuple[Fraction, ...]], expected: object) -> None:
    assert common_zeros(forms, 2) == expected


def test_points_solve_all_the_forms_first_and_then_some_of_them() -> None:
    points = list(meeting_points([form(1, 0, -55), form(0, 1, -66), form(1, -1, 0)], XY))

    assert points == [{"x": 55, "y": 66}, {"x": 55, "y": 55}, {"x": 66, "y": 66}]


def test_names_that_stay_free_are_held_at_several_numbers() -> None:
    points = list(meeting_points([form(1, -1, 0, 0), form(0, 1, -1, 0)], ("x", "y", "z")))

    assert len(points) > 3
    assert all(point["x"] == point["y"] == point["z"] for point in points)


def test_no_forms_meet_nowhere() -> None:
    assert not list(meeting_points([], XY))
    assert not list(meeting_lines([], XY))


def test_lines_bind_all_names_but_one() -> None:
    assert list(meeting_lines([form(1, -2, -6), form(1, 0, -5)], XY)) == [("y", {"x": (6, 2)}), ("y", {"x": (5, 0)})]


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [
        ("x y if |x - 55| + |y - 66| > 0 else 0", 55, 66),
        ("x y if x != 3y or x < 900 else 0", 900, 300),
        ("x y if y != x^2 or x + y != 6 else 0", 2, 4),
        ("max(x^2 + y^2, 10^-9)", 0, 0),
    ],
)
def test_critical_points_are_where_turns_meet(text: str, x: int, y: int) -> None:
    found = critical_points([read(text, names=XY)], (("x", "real"), ("y", "real")), 1)

    assert {"x": Fraction(x), "y": Fraction(y)} in list(islice(found, 60))


def test_critical_points_respect_what_is_assumed() -> None:
    tree = read("x y if |x - 5/2| + |y + 6| > 0 else max(x, 3)", names=XY)
    found = list(critical_points([tree], (("x", "natural"), ("y", "nonnegative")), 1))

    assert found
    assert all(point["x"] > 0 and point["x"].denominator == 1 and point["y"] >= 0 for point in found)
