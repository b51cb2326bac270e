"""The second route follows functions of names, helpers and loops, and finds a wrong answer out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutor.expression.reader import read
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.floats import Setting
from tutor.maths.proving.proof import prove_file
from tutor.maths.proving.second_route import SecondRoute
from tutor.maths.trees.translate import Names

PACK = """
format = 1
title = "t"
version = 1
licence = "CC0-1.0"
authors = ["n"]
skill = "gradient-compute"

[[exercise]]
id = "one"
levels = [2]
kind = "KIND"
names = ["x", "y"]
MORE
let = '''
a = integer(2..99)
b = integer(-99..-2)
f = a x^3 y + b x y^2
g(t) = t^2 + a t
LET
'''
ask = 'Do it with ${= f}$.'
answer = 'ANSWER'
CONFIRM
"""


ROUTES = {"numpy", "confirm", "unconfirmed", "answer", "pose", "format"}


def said(
    folder: Path, answer: str, confirm: str = "", kind: str = "expression", let: str = "", more: str = ""
) -> set[str]:
    """What is said of the routes to the answer of such an exercise."""
    filled = {"KIND": kind, "MORE": more, "LET": let, "ANSWER": answer}
    text = re.sub("|".join(filled), lambda found: filled[found[0]], PACK)
    text = text.replace("CONFIRM", f"confirm = '{confirm}'" if confirm else "")
    path = folder / "pack.toml"
    path.write_text(text)
    return {each["rule"] for each in prove_file(path, seeds=3)} & ROUTES


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("diff(f, x)", "expression"),
        ("gradient(f, [x, y])", "vector"),
        ("hessian(f, [x, y])", "matrix"),
        ("at(gradient(f, [x, y]), [x, y], [1, a])", "vector"),
        ("diff(g(x y), y)", "expression"),
        ("[diff(f, v) for v in [x, y]]", "vector"),
        ("[diff(x^k, x) for k in 1..3]", "vector"),
        ("integrate(f, x, 0, 2)", "expression"),
        ("integrate(f, x)", "antiderivative"),
        ("slope(f, [x, y], [1, 2])[1]", "number"),
        ("expanded((x + a) (x - b))", "expression"),
        ("charpoly([[a, 1], [b, 2]], x)", "expression"),
    ],
)
def test_an_answer_with_names_is_followed(tmp_path: Path, answer: str, kind: str) -> None:
    extra = {"more": "decimals = 3"} if "slope" in answer else {}

    assert said(tmp_path, answer, kind=kind, **extra) == set()


@pytest.mark.parametrize(
    ("answer", "confirm"),
    [
        ("3 a x^2 y + 2 b x y", "answer ~ diff(f, x)"),
        ("a x^3 + 2 b y", "at(answer, [x, y], [2, 3]) ~ slope(f, [x, y], [2, 3])[2]"),
        ("a x^4 y / 4", "diff(answer, x) = f"),
    ],
)
def test_a_wrong_answer_is_found_out(tmp_path: Path, answer: str, confirm: str) -> None:
    assert said(tmp_path, answer, confirm) == {"confirm"}


@pytest.mark.parametrize(
    ("formula", "value", "agrees"),
    [
        ("diff(x^3, x)", "3 x^2", True),
        ("diff(x^3, x)", "3 x", False),
        ("integrate(2 x, x)", "x^2 - 5", True),
        ("integrate(2 x, x)", "2 x^2", False),
        ("integrate(e^(x^2), x, 0, 1)", "2", False),
        ("limit(sin(3 x) / x, x, 0)", "3", True),
        ("hessian(x y, [x, y])", "[[0, 1], [1, 1]]", False),
        ("set([x, 2, x])", "{2, x}", True),
        ("ln(-x)", "0", None),
        ("diff(abs(x - 1.36), x)", "0", False),
        ("diff(abs(x - 1.3695), x)", "0", None),
        ("diff(cos(9 x^2 + 1), x)", "-18 x sin(9 x^2 + 1)", True),
    ],
)
def test_a_value_is_compared_with_what_numpy_finds(formula: str, value: str, agrees: bool | None) -> None:
    symbols = {name: Names.of(["x", "y"]).symbol(name) for name in ("x", "y")}
    exact = evaluate(read(value, symbols, author=True), Scope(dict(symbols)))

    route = SecondRoute(Setting({"x": 1.37, "y": 0.82}))

    assert route.agrees(read(formula, symbols, author=True), exact) is agrees


def test_a_right_answer_is_confirmed_by_its_slope(tmp_path: Path) -> None:
    confirm = "at(answer, [x, y], [2, 3]) ~ slope(f, [x, y], [2, 3])[1]"

    assert said(tmp_path, "3 a x^2 y + b y^2", confirm) == set()


def test_names_are_looked_at_where_their_assumptions_hold(tmp_path: Path) -> None:
    more = 'assume = {x = "negative", y = "positive"}'

    assert said(tmp_path, "sqrt(x^2) + abs(y)", "answer = y - x", more=more) == set()


def test_what_derives_from_names_moves_with_them(tmp_path: Path) -> None:
    let = "h = f + x\nk = h^2"

    assert said(tmp_path, "diff(k, x)", "answer = 2 h diff(h, x)", let=let) == set()
