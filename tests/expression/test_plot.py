"""Pictures in lessons."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.plane import value_at
from tutor.expression.plot import describe, draw
from tutor.expression.reader import read
from tutor.expression.typeset.cells import cells

KINDS = {
    "bars": "bars\ncat 0.6\nthe dog 1/5\nless -0.2",
    "curve": "curve\nf = 1/(1 + e^(-x))\nx = -6..6\nmark (0, 1/2)",
    "points": "points\ncat (1, 2)\ndog (-2, 0.5)",
    "arrows": "arrows\n(2, 1) u\n(1, 3) v",
    "contour": "contour\nf = x^3 + 2 x y^2\nx = -2..2\ny = -2..3\nmark (1, 2)",
}

CURVE = """\
4 *       |        *
  **      |       **
   **     |      **
    **    |     **
     **   |    **
      *** |  ***
0 ------******------
  -2               2
"""


def test_bars_look_as_a_person_approved() -> None:
    assert draw("bars\ncat 0.6\ndog 0.3\nthe 0.1", 30) == [
        "cat  ████████████████████ 0.6",
        "dog  ██████████           0.3",
        "the  ███▍                 0.1",
    ]


def test_negative_bars_go_to_the_left_of_zero() -> None:
    assert draw("bars\na -1\nb 1", 22, ascii=True) == [
        "a  ########        -1",
        "b          ######## 1",
    ]


def test_a_curve_looks_as_a_person_approved() -> None:
    assert draw("curve\nf = x^2\nx = -2..2", 30, ascii=True) == CURVE.splitlines()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("bars", "Bars: cat 0.6, the dog 1/5, less -0.2."),
        ("curve", "Curve of 1/(1 + e^(-x)) for x from -6 to 6; marked: (0, 0.5)."),
        ("points", "Points in the plane: cat (1, 2), dog (-2, 0.5)."),
        ("arrows", "Arrows in the plane: u (2, 1), v (1, 3)."),
        ("contour", "Level lines of x^3 + 2 x y^2 for x from -2 to 2 and y from -2 to 3; marked: (1, 2)."),
    ],
)
def test_every_picture_has_a_sentence(kind: str, said: str) -> None:
    assert describe(KINDS[kind]) == said


@pytest.mark.parametrize("source", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("width", [20, 33, 60, 100])
def test_pictures_stay_within_the_width(source: str, width: int) -> None:
    lines = draw(source, width)
    drawn = draw(source, width, ascii=True)

    assert len(lines) > 1
    assert all(cells(line) <= width for line in lines)
    assert all(len(line) <= width and line.isascii() for line in drawn)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("pie\na 1", "A picture of the kind “pie” cannot be drawn here."),
        ("bars\nfoo", "The picture has a line that cannot be read: “foo”."),
        ("bars", "The picture has no data."),
        ("curve\nx = 1..2", "The picture lacks f."),
        ("curve\nf = )(\nx = 0..1", "Curve of )( for x from 0 to 1."),
        ("curve\nf = ln(x)\nx = -2..-1", "Curve of ln(x) for x from -2 to -1."),
    ],
)
def test_what_cannot_be_drawn_is_said(source: str, said: str) -> None:
    assert " ".join(draw(source, 76)) == said


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([*KINDS, "", "pie"]),
    st.lists(
        st.sampled_from(["a 1", "(1, 2) u", "f = x^9999", "x = 0..1", "y = 1..0", "b 1e999", "日 2", "f = 9^9^9^x"])
    ),
    st.text(max_size=20),
    st.integers(20, 80),
)
def test_any_block_is_drawn_within_the_width(kind: str, lines: list[str], more: str, width: int) -> None:
    drawn = draw("\n".join([kind, *lines, more]), width)

    assert all(cells(line) <= width for line in drawn)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("x^2 - 1/2", 3.5),
        ("sqrt(x) exp(0)", math.sqrt(2)),
        ("-ln(x)", -math.log(2)),
        ("pi e", math.pi * math.e),
        ("max(x - 3, 0)", 0),
        ("min(1, x, 5)", 1),
    ],
)
def test_formulas_of_pictures_are_worth_what_they_say(formula: str, value: float) -> None:
    assert value_at(read(formula, author=True), {"x": 2.0}) == pytest.approx(value)


@pytest.mark.parametrize("formula", ["1/(x - 2)", "ln(-x)", "y", "[1, 2]", "f(x)", "(0 - x)^(1/2)"])
def test_a_formula_without_a_value_is_not_drawn(formula: str) -> None:
    assert math.isnan(value_at(read(formula, author=True), {"x": 2.0}))
