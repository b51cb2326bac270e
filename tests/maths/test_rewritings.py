"""An expression equals its rewritings, and never itself with something small added: by property."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number
from tutor.maths.comparison.equality import compare
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.functions import UnboundedError, UndefinedError
from tutor.maths.trees.points import random_points
from tutor.maths.trees.probes import Evaluation
from tutor.maths.trees.substitute import rebuilt
from tutor.maths.trees.translate import Names

REAL = Names.of(["x", "y"])
POSITIVE = Names.of(["x", "y"], {"x": "positive", "y": "positive"})
TWO = Number("2")

LEAVES = st.sampled_from([Name("x"), Name("y"), TWO, Number("3"), Number("0.5"), Name("pi")])
FUNCTIONS = ["sin", "cos", "exp", "ln", "sqrt", "abs", "arctan", "tanh", "sigmoid", "cbrt"]


def larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), parts, parts),
        st.builds(lambda base, power: Binary("^", base, Number(power)), parts, st.sampled_from("23")),
        st.builds(lambda name, part: Call(name, (part,)), st.sampled_from(FUNCTIONS), parts),
        st.builds(Negative, parts),
    )


TREES = st.recursive(LEAVES, larger, max_leaves=7)


def commuted(tree: Node) -> Node | None:
    match tree:
        case Binary(op="+" | "*" as op, left=left, right=right):
            return Binary(op, right, left)
    return None


def multiplied_out(tree: Node) -> Node | None:
    match tree:
        case Binary(op="*", left=a, right=Binary(op="+" | "-" as op, left=b, right=c)):
            return Binary(op, Binary("*", a, b), Binary("*", a, c))
        case Binary(op="/", left=Binary(op="+" | "-" as op, left=a, right=b), right=c):
            return Binary(op, Binary("/", a, c), Binary("/", b, c))
        case Binary(op="^", left=Binary(op="+", left=a, right=b), right=Number("2")):
            twice = Binary("*", TWO, Binary("*", a, b))
            return Binary("+", Binary("+", Binary("^", a, TWO), twice), Binary("^", b, TWO))
    return None


def turned(tree: Node) -> Node | None:
    match tree:
        case Binary(op="-", left=a, right=b):
            return Negative(Binary("-", b, a))
        case Binary(op="/", left=a, right=b):
            return Binary("*", a, Binary("^", b, Negative(Number("1"))))
        case Negative(operand=a):
            return Binary("*", Negative(Number("1")), a)
    return None


def of_function(tree: Node) -> Node | None:
    match tree:
        case Call(name="exp", arguments=(Binary(op="+", left=a, right=b),)):
            return Binary("*", Call("exp", (a,)), Call("exp", (b,)))
        case Call(name="sin", arguments=(Binary(op="+", left=a, right=b),)):
            one = Binary("*", Call("sin", (a,)), Call("cos", (b,)))
            return Binary("+", one, Binary("*", Call("cos", (a,)), Call("sin", (b,))))
        case Call(name="cos", arguments=(a,)):
            return Call("sin", (Binary("-", Binary("/", Name("pi"), TWO), a),))
        case Call(name="sigmoid", arguments=(a,)):
            return Binary("-", Number("1"), Call("sigmoid", (Negative(a),)))
        case Call(name="tanh", arguments=(a,)):
            return Binary("-", Binary("*", TWO, Call("sigmoid", (Binary("*", TWO, a),))), Number("1"))
        case Call(name="abs", arguments=(a,)):
            return Call("sqrt", (Binary("^", a, TWO),))
        case Call(name="sqrt", arguments=(a,)):
            return Binary("^", a, Binary("/", Number("1"), TWO))
    return None


def of_logarithm(tree: Node) -> Node | None:
    """True where everything is positive."""
    match tree:
        case Call(name="ln", arguments=(Binary(op="*", left=a, right=b),)):
            return Binary("+", Call("ln", (a,)), Call("ln", (b,)))
        case Call(name="ln", arguments=(Binary(op="^", left=a, right=b),)):
            return Binary("*", b, Call("ln", (a,)))
        case Call(name="abs", arguments=(Name() as a,)):
            return a
    return None


RULES = [commuted, multiplied_out, turned, of_function]


def rewritten(tree: Node, random: Random, rules: list[Callable[[Node], Node | None]]) -> Node:
    below = rebuilt(tree, lambda part: rewritten(part, random, rules))
    if random.random() < 0.6:
        changed = random.choice(rules)(below)
        return below if changed is None else changed
    return below


def values(tree: Node, names: Names, count: int = 40) -> list[object]:
    """What a tree is worth at random points, where it is worth something moderate."""
    in_play = tuple((name, names.assumption(name)) for name in "xy")
    found = []
    for point in random_points(in_play, count, 77):
        at = Evaluation(point)
        try:
            value = at.value(tree)
        except (UndefinedError, UnboundedError):
            continue
        if at.extreme < 100:
            found.append(value)
    return found


@given(TREES, st.integers(0, 10**6))
@settings(max_examples=120, deadline=None)
def test_an_expression_equals_its_rewritings(tree: Node, seed: int) -> None:
    first, second = worked_out(tree), worked_out(rewritten(tree, Random(seed), RULES))
    assume(len(values(first, REAL)) > 8 and len(values(second, REAL)) > 8)

    assert compare(first, second, REAL).same is True


@given(TREES, st.integers(0, 10**6))
@settings(max_examples=80, deadline=None)
def test_logarithms_may_be_taken_apart_where_names_are_positive(tree: Node, seed: int) -> None:
    whole = Call("ln", (Binary("*", Name("x"), Binary("^", tree, TWO)),))
    first, second = worked_out(whole), worked_out(rewritten(whole, Random(seed), [*RULES, of_logarithm]))
    assume(len(values(first, POSITIVE)) > 8 and len(values(second, POSITIVE)) > 8)

    assert compare(first, second, POSITIVE).same is True


SMALL = [
    Number("0.001"),
    Binary("*", Number("0.000001"), Name("x")),
    Binary("/", Number("1"), Binary("^", Number("10"), Number("40"))),
    Call("exp", (Negative(Number("50")),)),
    Binary("/", Name("x"), Binary("^", Number("10"), Number("30"))),
]


@given(TREES, st.sampled_from(SMALL), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_something_small_makes_a_difference(tree: Node, small: Node, seed: int) -> None:
    first = worked_out(tree)
    second = worked_out(Binary("+", rewritten(tree, Random(seed), RULES), small))
    assume(len(values(first, REAL)) > 8 and len(values(second, REAL)) > 8)

    assert compare(first, second, REAL).same is False


@given(TREES, TREES)
@settings(max_examples=80, deadline=None)
def test_comparing_is_symmetric_and_agrees_with_plain_evaluation(one: Node, other: Node) -> None:
    first, second = worked_out(one), worked_out(other)

    there, back = compare(first, second, REAL).same, compare(second, first, REAL).same

    assert there is back or None in (there, back)
    if there is True:
        pairs = zip(values(Binary("-", first, second), REAL), range(40), strict=False)
        assert all(abs(Fraction(str(value)) if isinstance(value, Fraction) else value) < 1e-20 for value, _ in pairs)


@pytest.mark.parametrize("op", ["+", "*", "-"])
def test_undecided_is_rare_over_random_expressions(op: str) -> None:
    undecided = defined = 0
    for seed in range(70):
        random = Random(f"{op} {seed}")
        tree = Binary(op, grown(random, 3), grown(random, 2))  # type: ignore[arg-type]
        first, second = worked_out(tree), worked_out(rewritten(tree, random, RULES))
        if len(values(first, REAL)) > 3 and len(values(second, REAL)) > 3:
            defined += 1
            undecided += compare(first, second, REAL).same is None

    assert defined > 35
    assert undecided <= 1


def grown(random: Random, depth: int) -> Node:
    if depth == 0 or random.random() < 0.15:
        return random.choice([Name("x"), Name("y"), TWO, Number("7"), Name("pi")])
    kind = random.randrange(4)
    if kind == 0:
        return Call(random.choice(FUNCTIONS), (grown(random, depth - 1),))
    if kind == 1:
        return Binary("^", grown(random, depth - 1), Number(random.choice("23")))
    return Binary(random.choice("+-*/"), grown(random, depth - 1), grown(random, depth - 1))  # type: ignore[arg-type]
