"""Derivatives of trees: as mpmath finds them numerically, and what has none."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.nodes import Name, Node
from tutor.expression.reader import read
from tutor.maths.check import check
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.derivatives import derivative
from tutor.maths.trees.functions import UnboundedError, UndefinedError
from tutor.maths.trees.probes import Evaluation
from tutor.problem import Outcome, Question

INNER = ["x", "2x - 1", "x^2", "3 - x", "x/2"]
OUTER = [
    "sin({})", "cos({})", "tan({})", "e^({})", "ln({})", "sqrt({})", "cbrt({})", "({})^3", "2^({})", "({})^({})",
    "1/({})",
    "arcsin({}/5)", "arccos({}/5)", "arctan({})", "sinh({})", "cosh({})", "tanh({})", "arsinh({})", "arcosh({})",
    "artanh({}/5)", "|{}|", "sigmoid({})", "log2({})", "max({}, 1)", "min({}, 1)", "sign({})", "log_x({})",
    "sum(k = 1..3, ({})^k)", "logit(sigmoid({}))", "({} if x > 1 else -x)", "sec({})", "({})^pi",
]  # fmt: skip


def value(tree: Node, x: Fraction) -> Any:
    try:
        at = Evaluation({"x": x})
        found = at.inexact(at.value(tree))
        return found if at.extreme < 80 else None
    except (UndefinedError, UnboundedError):
        return None


@given(st.lists(st.sampled_from(OUTER), min_size=1, max_size=3), st.sampled_from(INNER), st.sampled_from("+*/"))
@settings(max_examples=80, deadline=None)
def test_derivative_agrees_with_the_difference_quotient(outer: list[str], inner: str, op: str) -> None:
    text = inner
    for function in outer:
        text = function.replace("{}", text)
    tree = worked_out(read(f"({text}) {op} x", ["x"]))
    slope = derivative(tree, "x")

    for x in (Fraction(7, 5), Fraction(-13, 7), Fraction(5, 2)):
        step = Fraction(1, 10**15)
        sides = value(tree, x + step), value(tree, x - step)
        found = value(slope, x)
        assume(None not in sides)
        quotient = (sides[0] - sides[1]) / (2 * step.numerator) * step.denominator
        assume(abs(quotient) < 10**6)
        if found is None:
            assert {"max", "min"} & set(re.findall("[a-z]+", text)), "only where two are level there is none"
            continue
        assert abs(found - quotient) < 1e-8 * max(1, abs(quotient))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("d/dx (x^2)", "2x"),
        ("d/dx (a x^2 + b)", "2 a x"),
        ("d^2/dx^2 (x^3)", "6x"),
        ("derivative(x^2 y^3, x, y)", "6 x y^2"),
        ("d/dx (sin(x)/x)", "cos(x)/x - sin(x)/x^2"),
        ("d/dx (ln(x^2 + 1))", "2x/(x^2 + 1)"),
        ("d/dx (x^x)", "x^x (1 + ln x)"),
        ("d/dx (sigmoid(x))", "sigmoid(x) (1 - sigmoid(x))"),
        ("d/dx (max(0, x))", "1 if x > 0 else 0"),
        ("d/dx ([x, x^2])", "[1, 2x]"),
        ("dL/dy * dy/dw", "dy/dw * dL/dy"),
        ("2 dL/dw", "dL/dw + dL/dw"),
        ("2 y'", "2 dy/dx"),
        ("y'' + y'", "dy/dx + d^2y/dx^2"),
        ("derivative(f, x, y)", "derivative(f, y, x)"),
    ],
)
def test_a_derivative_may_be_asked_for_or_answered(asked: str, answer: str) -> None:
    for first, second in ((asked, answer), (answer, asked)):
        assert check(Question(second), first).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("d/dx (x^2)", "x"),
        ("dL/dw", "dL/dv"),
        ("dL/dw", "dw/dL"),
        ("d^2f/dx^2", "(df/dx)^2"),
        ("d/dx (x^3)", "2x^2"),
        ("w'", "w"),
    ],
)
def test_another_derivative_is_wrong(asked: str, answer: str) -> None:
    assert check(Question(asked, names=("x", "L", "w", "v", "f")), answer).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("derivative(y^2, x)", "Whether y^2 depends on x is not said."),
        ("derivative(x!, x)", "x! has no derivative here."),
        ("derivative(x^2, 2)", "A derivative is taken by a name."),
    ],
)
def test_what_has_no_derivative_here_is_refused(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        worked_out(read(text, ["x", "y"]))

    assert refusal.value.message == said


def test_a_derivative_of_a_name_is_one_more_name() -> None:
    assert worked_out(read("derivative(f, x, y, x)", ["f", "x", "y"])) == Name("d^3f/dx^2 dy")
    assert worked_out(read("f''", ["f"])) == Name("f''")
