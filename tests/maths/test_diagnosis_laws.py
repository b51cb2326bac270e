"""What holds of every diagnosis, over drawn keys and slips."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.expression.nodes import Node
from tutor.expression.reader import read
from tutor.expression.writer import linear
from tutor.maths.check import check
from tutor.maths.diagnosis.evidence import Sides
from tutor.maths.diagnosis.single import SLIPS, of_single
from tutor.maths.kinds import Frame
from tutor.maths.kinds.frame import same_entry
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.textbook import rational_tree
from tutor.maths.trees.translate import Names
from tutor.problem import Outcome, Question

FRAME = Frame(Question("0", names=("x", "y")), Names.of(("x", "y")), frozenset(("x", "y")))
EXPRESSIONS = tuple(
    worked_out(read(text, ("x", "y")))
    for text in (
        "x", "2x", "x^2", "3x^2 - x", "x y", "x - y", "x/y", "e^(-x)", "2x e^(x^2)", "ln(x^2 + 1)", "sin(x)",
        "2x cos(x^2)", "sqrt(x^2 + y^2)", "1/(1 + e^(-x))", "x^3 + 2x + 5", "(x + 1)(x - 2)", "max(x, 0)",
        "x/sqrt(x^2 + 1)", "-6(1 - 3x)", "x^2 y + y^2", "ln 2", "pi/4", "sqrt(2)/2", "1 + sqrt(3)", "log2(x^2 + 3)",
    )
)  # fmt: skip
FRACTIONS = tuple(map(Fraction, ("1", "2", "3", "-4", "1/2", "1/3", "10", "25", "3/7", "-0.35", "90")))
fractions = st.builds(Fraction, st.integers(-60, 60), st.integers(1, 12))
numbers = fractions.map(rational_tree)
keys = st.one_of(numbers, st.sampled_from(EXPRESSIONS))


@given(keys, keys)
@settings(max_examples=80, deadline=None)
def test_slip_that_is_named_makes_what_was_typed_of_the_key(typed: Node, key: Node) -> None:
    assume(same_entry(typed, key, FRAME).same is False)
    sides = Sides.of(typed, key, FRAME)

    found = of_single(typed, key, FRAME)

    named = [slip for slip in SLIPS if found is not None and slip.name == found.name]
    made = [variant for slip in named if not slip.mends for variant in slip.variants(sides)]
    mended = [variant for slip in named if slip.mends for variant in slip.variants(sides)]
    assert (
        found is None
        or found.name in ("constant-factor", "constant-term")
        or any(same_entry(variant, typed, FRAME).same for variant in made)
        or any(same_entry(variant, key, FRAME).same for variant in mended)
    )


@pytest.mark.parametrize("key", [*EXPRESSIONS, *map(rational_tree, FRACTIONS)], ids=linear)
def test_made_slip_is_never_told_as_a_less_sure_one(key: Node) -> None:
    sides = Sides.of(key, key, FRAME)
    for slip in (slip for slip in SLIPS if not slip.mends):
        surer = {each.name for each in SLIPS if each.tier <= slip.tier}
        for typed in islice(slip.variants(sides), 2):
            if same_entry(typed, key, FRAME).same is False:
                found = of_single(typed, key, FRAME)

                assert found is None or found.name in surer


@given(keys, keys)
@settings(max_examples=25, deadline=None)
def test_right_answer_is_never_diagnosed(key: Node, other: Node) -> None:
    typed = f"{linear(other)} + ({linear(key)}) - ({linear(other)})"

    verdict = check(Question(linear(key), kind="expression", names=("x", "y")), typed)

    assert verdict.outcome is Outcome.CORRECT
    assert verdict.diagnosis is None


@given(st.integers(1009, 9973), st.integers(-9, 9), st.integers(2, 9))
@settings(max_examples=12, deadline=None)
def test_message_never_names_the_answer(key: int, shift: int, factor: int) -> None:
    wrong = [f"-{key}", f"1/{key}", f"{key}^2", f"{key * 100}", f"{key} + {shift}", f"{key * factor}", "x", "x + 1"]
    for typed in wrong:
        for kind in ("number", "expression", None):
            verdict = check(Question(str(key), kind=kind), typed)
            assert verdict.is_right or str(key) not in verdict.message + repr(verdict.counterexample)


@given(st.lists(st.integers(1009, 9973), min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_message_never_names_an_entry(key: list[int], random) -> None:  # type: ignore[no-untyped-def]
    asked = str(key)
    moved = key[:]
    random.shuffle(moved)
    wrong = [moved, [-each for each in key], [key[0] + 1, *key[1:]], [2 * each for each in key], key[1:]]
    for typed in wrong:
        verdict = check(Question(asked, kind="vector"), str(typed))
        assert verdict.is_right or not set(re.findall(r"\d{4,}", verdict.message))


@pytest.mark.parametrize(
    ("key", "typed"),
    [("7341", "x"), ("sin(x)^2 + cos(x)^2 + 7340", "x"), ("7341 x/x", "7341 + x"), ("sqrt(7341)", "x + 1")],
)
def test_counterexample_to_a_constant_does_not_tell_it(key: str, typed: str) -> None:
    verdict = check(Question(key, kind="expression", names=("x",)), typed)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.counterexample is None
    assert verdict.message == "Yours changes with x; what is asked for does not."


def test_hostile_keys_and_answers_end_soon_without_a_name() -> None:
    deep = "sin(" * 25 + "x" + ")" * 25
    long = " + ".join(f"{n} x^{n}" for n in range(2, 22))

    for key, typed in ((deep, f"{deep} + x^2"), (long, f"{long} + y^2"), ("(x + 1)^90", "(x + y)^89"), ("2^300", "3")):
        assert check(Question(key, kind="expression", names=("x", "y")), typed).outcome is Outcome.WRONG
