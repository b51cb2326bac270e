"""Answers with a label, a unit, or in other usual typings."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.maths.check import check
from tutor.problem import Outcome, Question

OPTIONS = {"kind": "choices", "options": ("it is symmetric", "it is orthogonal", "its rank is $2$")}
LETTERS = {"kind": "choices", "names": ("a", "b", "c", "d")}
ORDER = {"kind": "ordering", "names": ("A", "B", "C")}
ITEMS = {"kind": "ordering", "items": ("the query", "the key", "the value")}
SHAPE = {"kind": "shape"}
DIMENSIONS = {"kind": "shape", "names": ("B", "T", "d", "h", "x")}
RIGHT, WRONG, UNREADABLE = Outcome.CORRECT, Outcome.WRONG, Outcome.UNREADABLE


@pytest.mark.parametrize(
    ("kind", "names", "against", "typed", "outcome"),
    [
        ("number", ("k",), "-3", "k = -3", RIGHT),
        ("number", (), "-3", "k = -3", RIGHT),
        ("number", (), "5", "ans: 5", RIGHT),
        ("number", (), "5", "= 5", RIGHT),
        ("number", (), "5", "x = 5.", RIGHT),
        ("number", (), "5", "x = 6", WRONG),
        ("number", ("x",), "5", "x = 5 or x = 6", UNREADABLE),
        ("number", ("x",), "3", "x^2 = 9", UNREADABLE),
        ("number", ("x",), "2", "2x = 4", UNREADABLE),
        ("number", ("A", "B"), "1/3", "P(A|B) = 1/3", RIGHT),
        ("expression", ("x",), "2x", "f'(x) = 2x", RIGHT),
        ("expression", ("x",), "2x", "dy/dx = 2x", RIGHT),
        ("expression", ("x",), "2x", "y = 2x", RIGHT),
        ("expression", ("x",), "2x", "2x = y", UNREADABLE),
        ("expression", ("x", "y"), "x", "x = y", UNREADABLE),
        ("expression", ("x",), "2x", "x = 2x", UNREADABLE),
        ("expression", ("x",), "2x", "f(x) = x", WRONG),
        ("vector", ("x", "y"), "[2x, 2y]", "∇f(x, y) = [2x, 2y]", RIGHT),
        ("vector", (), "[1, 2]", "v = 1, 2", RIGHT),
        ("vector", (), "[625, 36]", "A = 625, B = 36", RIGHT),
        ("vector", (), "[625, 36]", "B = 36, A = 625", UNREADABLE),
        ("vector", ("b", "a"), "[1, 2]", "b = 1, a = 2", RIGHT),
        ("vector", ("b", "a"), "[1, 2]", "(b = 1; a = 3)", WRONG),
        ("matrix", (), "[[1, 2], [3, 4]]", "A^{-1} = [[1, 2], [3, 4]]", RIGHT),
        ("tuple", ("q", "r"), "(2/7, 4/7)", "q = 2/7, r = 4/7", RIGHT),
        ("distribution", (), "[1/2, 1/2]", "p = [1/2, 1/2]", RIGHT),
        ("set", ("x",), "{1, 2}", "x = 2, x = 1", RIGHT),
        ("choice", ("a", "b"), "b", "answer: b", RIGHT),
        ("boolean", (), "yes", "= yes", RIGHT),
        ("shape", (), "(2, 3)", "shape = (2, 3)", RIGHT),
        ("equation", ("x", "y"), "y = 2x", "y = 2x", RIGHT),
        ("equation", ("x",), "x = 3", "x = 3.", RIGHT),
        (None, None, "5", "x = 5", RIGHT),
    ],
)
def test_label_is_taken_off_where_a_value_is_asked_for(
    kind: str | None, names: tuple[str, ...] | None, against: str, typed: str, outcome: Outcome
) -> None:
    assert check(Question(against, kind=kind, names=names), typed).outcome is outcome


def test_places_stay_right_behind_a_label() -> None:
    assert check(Question("5", kind="number"), "x = 1/0").place == 4
    assert check(Question("[1, 2]", kind="vector", names=()), "a = 1, b = 2/0").place == 11
    assert check(Question("5", kind="number", names=()), "ans: 2 + q").place == 9


def test_labels_in_another_order_are_repaired() -> None:
    verdict = check(Question("[1, 2]", kind="vector", names=("b", "a")), "a = 2, b = 1")

    assert verdict.outcome is UNREADABLE
    assert verdict.repair == "b = 1, a = 2"


@pytest.mark.parametrize(
    "typed", ["5 cm", "5cm", "5 tokens", "5 m", "5 GB", "5 \\text{cm}", "x = 5 cm", "5.0 tokens per second"]
)
@pytest.mark.parametrize("asked", [{"kind": "number"}, {"kind": "number", "names": ()}, {}])
def test_unit_where_a_number_is_asked_for_costs_nothing(typed: str, asked: dict[str, Any]) -> None:
    verdict = check(Question("5", **asked), typed)

    assert verdict.outcome is UNREADABLE
    assert verdict.message == "Give the number alone."
    assert verdict.repair in ("5", "5.0")


@pytest.mark.parametrize("typed", ["2 pi", "2pi", "3 e", "5 sqrt(2)", "50%", "2e3", "5!"])
def test_number_with_a_constant_behind_it_has_no_unit(typed: str) -> None:
    assert check(Question(typed, kind="number"), typed).outcome is RIGHT


@pytest.mark.parametrize(
    ("asked", "against", "typed", "outcome"),
    [
        (LETTERS, "{a, c}", "A) C)", RIGHT),
        (LETTERS, "{a, c}", "(a), (c)", RIGHT),
        (LETTERS, "{a, c}", "a & c", RIGHT),
        (LETTERS, "{a, c}", "a + c", RIGHT),
        (LETTERS, "{a, c}", "a,c", RIGHT),
        (LETTERS, "{a, c}", "a. c.", RIGHT),
        (LETTERS, "{a, c}", "a; c", RIGHT),
        (LETTERS, "{a, c}", "ca", RIGHT),
        (LETTERS, "{a, c}", "both a and c", RIGHT),
        (LETTERS, "{a, c}", "options a, c", RIGHT),
        (LETTERS, "{}", "none", RIGHT),
        (LETTERS, "{a, c}", "a, e", UNREADABLE),
        (LETTERS, "{a, c}", "all", UNREADABLE),
        (OPTIONS, "{a, c}", "It is symmetric, its rank is 2", RIGHT),
        (OPTIONS, "{a, c}", "it is symmetric and its rank is 2.", RIGHT),
        (OPTIONS, "{a, c}", "it is square", UNREADABLE),
        (ORDER, "(B, A, C)", "b -> a -> c", RIGHT),
        (ORDER, "(B, A, C)", "B - A - C", RIGHT),
        (ORDER, "(B, A, C)", "B, then A, then C", RIGHT),
        (ORDER, "(B, A, C)", "bac", RIGHT),
        (ORDER, "(B, A, C)", "B ≻ A ≻ C", RIGHT),
        (ORDER, "(B, A, C)", "B < A < C", UNREADABLE),
        (ORDER, "(B, A, C)", "B A Z", UNREADABLE),
        (ORDER, "(B, A, C)", "B = A > C", UNREADABLE),
        (ORDER, "(B, A, C)", "answer: B A C", RIGHT),
        (ITEMS, "(c, a, b)", "the value, the query, the key", RIGHT),
        (ITEMS, "(c, a, b)", "the value > the key > the query", WRONG),
        (SHAPE, "(2, 3)", "2×3", RIGHT),
        (SHAPE, "(2, 3)", "2x3", RIGHT),
        (SHAPE, "(2, 3)", "2 by 3", RIGHT),
        (SHAPE, "(2, 3)", "[2, 3]", RIGHT),
        (SHAPE, "(2, 3)", "([2, 3])", RIGHT),
        (SHAPE, "(2, 3)", "torch.Size([2, 3])", RIGHT),
        (SHAPE, "(2, 3)", "2 \\times 3", RIGHT),
        (SHAPE, "(2)", "(2,)", RIGHT),
        (SHAPE, "()", "scalar", RIGHT),
        (SHAPE, "()", "()", RIGHT),
        (SHAPE, "()", "1", WRONG),
        (SHAPE, "(2, 3)", "(2, 3", UNREADABLE),
        (SHAPE, "(2, 3)", "2 x x 3", UNREADABLE),
        (SHAPE, "(2, 3)", "2 + 3", UNREADABLE),
        (SHAPE, "(2, 3)", "2.5 x 3", UNREADABLE),
        (SHAPE, "(2, 3)", "x", UNREADABLE),
        (SHAPE, "(B, T, d)", "B x T x d", RIGHT),
        (DIMENSIONS, "(B, h, d/h)", "[B, h, d / h]", RIGHT),
        (DIMENSIONS, "(x, d)", "x, d", RIGHT),
        (DIMENSIONS, "(B, T)", "(B, S)", UNREADABLE),
        (SHAPE, "undefined", "undefined", RIGHT),
        (SHAPE, "undefined", "2 x 3", WRONG),
    ],
)
def test_usual_typings_of_letters_and_shapes(asked: dict[str, Any], against: str, typed: str, outcome: Outcome) -> None:
    assert check(Question(against, **asked), typed).outcome is outcome
