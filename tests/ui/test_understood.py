"""The preview of every kind of answer shows what will be judged."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.expression import guide
from tutor.expression.typeset import tree_lines
from tutor.expression.writer import linear
from tutor.problem import Question
from tutor.ui.widgets.understood import understand


def shown(typed: str, kind: str, **more: Any) -> list[str]:
    """Each line as linear text, with what stands before and behind it; words as they are."""
    found = understand(typed, Question("0", kind=kind, **more))
    assert found.error is None
    return [f"{each.before} {linear(each.tree)} {each.behind}".strip() for each in found.lines] or list(found.words)


@pytest.mark.parametrize(
    ("typed", "kind", "lines"),
    [
        ("3/4", "number", ["3/4"]),
        ("k = 3/4", "number", ["3/4"]),
        ("f(x) = 2x", "expression", ["2*x"]),
        ("y = 2x", "equation", ["y = 2*x"]),
        ("1, 2", "set", ["{1, 2}"]),
        ("[1, 0], [0, 1]", "subspace-basis", ["{[1, 0], [0, 1]}"]),
        ("1", "vector", ["1"]),
        ("1, 2", "vector", ["(1, 2)"]),
        ("[1, 2].", "vector", ["[1, 2]"]),
        ("a = 1, b = 2", "vector", ["(1, 2)"]),
        ("v = [a = 1, b = 2]", "vector", ["[a = 1, b = 2]"]),
        ("[0, 1]", "interval", ["[0, 1]"]),
        ("(0, 1) U [2, 3)", "interval", ["(0, 1) union [2, 3)"]),
        ("D = ]0, 1]", "interval", ["(0, 1]"]),
        ("ans: 0 < x <= 1", "interval", ["0 < x <= 1"]),
        ("ans: x = 1", "equation", ["x = 1"]),
        ("The answer is x > 1.", "inequality", ["x > 1"]),
        ("2 x 3", "shape", ["(2, 3)"]),
        ("2 × 3x4", "shape", ["(2, 3, 4)"]),
        ("2x3", "shape", ["(2, 3)"]),
        ("torch.Size([2, 3])", "shape", ["[2, 3]"]),
        ("16 GB", "quantity", ["16 GB"]),
        ("312 TFLOP/s", "quantity", ["312 TFLOP/s"]),
        ("50 tokens per second", "quantity", ["50 tokens/second"]),
        ("2 GB + 5 MB", "quantity", ["2*GB + 5*MB"]),
        ("x + x; 2x", "derivation", ["x + x", "2*x"]),
        ("x + x\n= 2x", "derivation", ["x + x", "= 2*x"]),
        ("x + x =; 2x", "derivation", ["x + x", "2*x"]),
        ("x + 1 = 2 <=> x = 1", "derivation", ["x + 1 = 2", "x = 1"]),
        ("f(x) = x + x; f(x) = 2x", "derivation", ["x + x", "2*x"]),
        ("ln(x) = 2; x = e^2", "derivation", ["ln(x) = 2", "x = e^2"]),
        ("[[1], [2]] * [[3, 4]]", "factorisation", ["[[1], [2]]*[[3, 4]]"]),
        ("YES", "boolean", ["yes"]),
        ("b > a", "ordering", ["b > a"]),
    ],
)
def test_line_is_shown_as_the_kind_takes_it(typed: str, kind: str, lines: list[str]) -> None:
    assert shown(typed, kind) == lines


@pytest.mark.parametrize("typed", ["P = [[1]]; D = [[2]]", "[[1]]; [[2]]", "P = [[1]], D = [[2]]"])
def test_named_factors_stand_below_one_another(typed: str) -> None:
    assert shown(typed, "factorisation", fields=("P", "D"), must=("P D = [[2]]",)) == ["P = [[1]]", "D = [[2]]"]


OPTIONS = ("It is symmetric.", "Its rank is 2")


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("b", "choice", ["b) Its rank is 2"]),
        ("option b", "choice", ["b) Its rank is 2"]),
        ("its rank is 2", "choice", ["Its rank is 2"]),
        ("a and b", "choices", ["a) It is symmetric.", "b) Its rank is 2"]),
        ("it is symmetric, its rank is 2", "choices", ["It is symmetric.", "Its rank is 2"]),
    ],
)
def test_letters_are_shown_with_their_lines(typed: str, kind: str, words: list[str]) -> None:
    assert shown(typed, kind, options=OPTIONS) == words


def test_declared_x_is_no_sign_in_a_shape() -> None:
    assert shown("x, 2x", "shape", names=("x",)) == ["(x, 2*x)"]


def test_names_that_need_no_declaration_are_read() -> None:
    assert shown("I A", "expression", names=("A",), assume={"A": "matrix"}) == ["I*A"]
    assert shown("x + C", "antiderivative", names=("x",)) == ["x + C"]


@pytest.mark.parametrize(
    ("typed", "kind", "place"),
    [("k = 2 +", "number", 6), ("x; 2 +", "derivation", 5), ("16 gb", "quantity", 3), ("maybe", "boolean", 0)],
)
def test_error_points_into_the_whole_line(typed: str, kind: str, place: int) -> None:
    error = understand(typed, Question("0", kind=kind)).error

    assert error is not None
    assert error.place == place


@pytest.mark.parametrize("section", guide.KINDS, ids=lambda section: section.kind)
def test_every_right_example_of_help_is_shown(section: guide.KindGuide) -> None:
    question = Question(section.against, kind=section.kind, **section.asked)

    for typed in section.typed:
        assert understand(typed, question).error is None


def test_interval_is_set_with_its_own_brackets_and_a_unit_behind_its_number() -> None:
    (interval,) = understand("[0, 1]", Question("0", kind="interval")).lines
    (size,) = understand("1/2 m^2", Question("0", kind="quantity")).lines

    assert tree_lines(interval.tree, 40) == ["[0, 1]"]
    assert tree_lines(size.tree, 40, behind=size.behind) == ["1", "─ m²", "2"]
    assert tree_lines(size.tree, 40, behind=size.behind, ascii=True) == ["1", "- m^2", "2"]
