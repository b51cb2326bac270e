"""Derivations: each line follows from the one before, the first that does not is marked where it begins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.nodes import Binary, Name, Negative, Node, Number
from tutor.expression.writer import linear
from tutor.maths.check import check
from tutor.problem import Outcome, Question, Verdict

SQUARE = "(x+1)^2; x^2 + 2x + 1"
SOLVED = "2x + 4 = 10; x = 3"


def judged(answer: str, against: str = SQUARE, **more: object) -> Verdict:
    return check(Question(against, kind="derivation", names=("x", "y"), **more), answer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "against", "place", "said"),
    [
        ("(x+1)^2\nx^2 + 1\nx^2 + 2x + 1", SQUARE, 8, "Line 2 does not follow from line 1. At x = 2 it is 5,"),
        ("(x+1)^2;x^2+2x+1; x^2+2x", SQUARE, 18, "Line 3 does not follow from line 2. At x = 2 it is 8,"),
        ("  x^2 + 1; x^2 + 2x + 1", SQUARE, 2, "Line 1 does not follow from what was given. At x = 2 it is 5,"),
        ("(x+1)^2 = x^2 + 1 = x^2 + 2x + 1", SQUARE, 10, "In line 1, x² + 1 does not follow from what stands"),
        ("(x+1)^2\n\n = x^2 + 1", SQUARE, 10, "Line 2 does not follow from line 1."),
        ("2x + 4 = 10\n=> 2x = 14\n=> x = 7", SOLVED, 15, "Line 2 does not follow from line 1. It holds at x = 7,"),
        ("x^2 = x; x = 1", "x^2 = x; x = 0 or x = 1", 9, "It loses solutions of line 1."),
        ("x = 2; x^2 = 4", "2x = 4; x = 2", 7, "It holds at x = -2, line 1 does not."),
        ("2x = 6; x = 6/2 = 4", "2x = 6; x = 3", 18, "In line 2, x = 4 does not follow from what stands"),
        ("2x = 6; x = 4 = 3", "2x = 6; x = 3", 8, "Line 2 does not follow from line 1."),
        ("2x = 6; x = 6/2\n= 4", "2x = 6; x = 3", 16, "Line 3 does not follow from line 2."),
        ("2x + 1; 1 + 2x", "x^2", 8, "The last line is not what was asked for."),
    ],
)
def test_first_line_that_does_not_follow_is_marked(answer: str, against: str, place: int, said: str) -> None:
    verdict = judged(answer, against)

    assert verdict.outcome is Outcome.WRONG
    assert said in verdict.message
    assert (verdict.place, verdict.side) == (place, "answer")


def test_lost_solutions_are_not_named() -> None:
    message = judged("x^2 = 7341x; x = 0", "x^2 = 7341x; x = 0 or x = 7341").message

    assert "loses" in message
    assert "7341" not in message


def test_counterexample_compares_the_line_with_the_one_before() -> None:
    found = judged("(x+1)^2; x^2 + 1").counterexample

    assert found is not None
    assert (found.x, found.answer, found.against) == ({"x": "2"}, "5", "9")


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ("(x+1)^2\nx^2 + * 2", 12),
        ("(x+1)^2; = q + 1", 11),
        ("(x+1)^2; 1/(2-2); x", 9),
        ("(x+1)^2; [1, 2]", 9),
        ("(x+1)^2; x > 2", 9),
        ("; ;", 0),
        ("(x+1)^2 = ", 8),
        ("x^2 + 2x + 1\nx(x + 2) + 1 =\n", 26),
    ],
)
def test_unreadable_line_is_unreadable_at_its_place(answer: str, place: int) -> None:
    verdict = judged(answer)

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.place == place


@pytest.mark.parametrize(
    ("answer", "against"),
    [
        ("(x+1)^2\n(x+1)(x+1)\nx^2 + 2x + 1\n", SQUARE),
        ("(x+1)^2 =\n(x+1)(x+1) =\nx^2 + 2x + 1", SQUARE),
        ("(x+1)^2\n= (x+1)(x+1)\n= x^2 + 2x + 1", SQUARE),
        ("(x+1)^2 &= (x+1)(x+1) \\\\\n&= x^2 + 2x + 1", SQUARE),
        (r"\begin{aligned} (x+1)^2 &= (x+1)(x+1) \\ &= x^2 + 2x + 1 \end{aligned}", SQUARE),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} [1, 1]; [3, 7]", "[[1,2],[3,4]] [1,1]; [3, 7]"),
        ("(x+1)^2 =\n\n(x+1)(x+1); ∴ x^2 + 2x + 1", SQUARE),
        ("[[1, 2],\n [3, 4]] [1, 1]\n[3, 7]", "[[1,2],[3,4]] [1,1]; [3, 7]"),
        ("[1 2; 3 4] [1, 1]; [3, 7]", "[[1,2],[3,4]] [1,1]; [3, 7]"),
        ("2x + 4 = 10 \\Rightarrow 2x = 6 \\iff x = 3", SOLVED),
        ("2x + 4 = 10\n<=> x + 2 = 5\n-> x = 3", SOLVED),
        ("2x + 4 = 10 => x = 3", SOLVED),
        ("f'(x) = (x+1)^2\nf'(x) = x^2 + 2x + 1", SQUARE),
        ("x = 3\nx = 3", "x = 3; x = 3"),
        ("2x = 6\nx = 3", "x = 3"),
        ("x > 3\n3 < x", "x > 3"),
        ("x = y and x = 2\nx = y = 2", "x = y and x = 2; x = y = 2"),
        ("2x + 2 = 2(x + 1)\n0 = 0", "2x + 2 = 2(x + 1); 0 = 0"),
        ("(x+1)^2 = (x+1)(x+1)\n= x^2 + 2x + 1", "(x+1)^2 = x^2 + 2x + 1"),
    ],
)
def test_lines_are_parted_and_opened_as_people_write_them(answer: str, against: str) -> None:
    assert judged(answer, against).is_right


@pytest.mark.parametrize("goal", ["x^2 + 2x + 1", "1 + x*2 + x^2", "2x + 1 + x^2"])
def test_goal_may_stand_in_any_order(goal: str) -> None:
    assert judged(f"(x+1)^2; {goal}").is_right


@pytest.mark.parametrize("goal", ["x^2 + x + x + 1", "(1+x)^2", "x x + 2x + 1", "x^2 + 2x + 2 - 1"])
def test_goal_in_another_form_is_told_so(goal: str) -> None:
    verdict = judged(f"(x+1)(x+1); {goal}")

    assert verdict.outcome is Outcome.OTHER_FORM
    assert verdict.message == "The last line is equal to the goal, but not yet in its form."


def test_goal_alone_shows_no_steps_unless_nothing_was_given() -> None:
    assert judged("x^2 + 2x + 1").message == "Show the steps between."
    assert judged("x^2 + 2x + 1", "x^2 + 2x + 1").is_right


NOWHERE = "sqrt(-1 - x^2); sqrt(-2 - x^2)"


def test_undecided_step_makes_the_whole_undecided() -> None:
    assert judged(NOWHERE, NOWHERE).outcome is Outcome.UNDECIDED


def test_certain_fault_before_an_undecided_step_is_told() -> None:
    verdict = judged(f"x; x + 1; {NOWHERE}", "x; x")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.place == 3


def test_number_of_lines_is_bounded() -> None:
    assert judged("\n".join(["(x+1)^2"] * 30)).outcome is Outcome.OTHER_FORM
    assert judged("\n".join(["(x+1)^2"] * 31)).outcome is Outcome.UNREADABLE


def test_same_last_line_behind_other_steps_is_another_answer() -> None:
    question = Question(SQUARE, kind="derivation", names=("x",))

    again = check(question, "(x+1)^2; x + 1; x^2 + 2x + 1", last="(x+1)^2; x - 1; x^2 + 2x + 1")

    assert again.outcome is Outcome.WRONG


# --- by chance --------------------------------------------------------------------------------------

leaves = st.one_of(st.sampled_from([Name("x"), Name("y")]), st.integers(1, 9).map(lambda n: Number(str(n))))
trees = st.recursive(
    leaves, lambda inner: st.builds(Binary, st.sampled_from(["+", "-", "*"]), inner, inner), max_leaves=5
)


def rewritten(tree: Node, way: int) -> Node:
    """An equal tree: another order, multiplied out, a term added and taken away, a sign moved."""
    match tree, way:
        case Binary(op="+" | "*" as op, left=left, right=right), 0:
            return Binary(op, right, left)
        case Binary(op="*", left=left, right=Binary(op="+" | "-" as op, left=first, right=second)), 1:
            return Binary(op, Binary("*", left, first), Binary("*", left, second))
        case Binary(op="-", left=left, right=right), 2:
            return Binary("+", left, Negative(right))
        case Binary(op=op, left=left, right=right), 3:
            return Binary(op, rewritten(left, 1), rewritten(right, 0))
        case _, 4:
            return Negative(Negative(tree))
    return Binary("-", Binary("+", tree, Name("x")), Name("x"))


def lines_from(tree: Node, ways: list[int]) -> list[str]:
    found = [tree]
    for way in ways:
        found.append(rewritten(found[-1], way))
    return [linear(each) for each in found]


ways = st.lists(st.integers(0, 5), min_size=1, max_size=4)


@given(trees, ways)
@settings(max_examples=60, deadline=None)
def test_valid_rewrites_are_accepted(tree: Node, ways: list[int]) -> None:
    lines = lines_from(tree, ways)

    assert judged("\n".join(lines), f"{lines[0]}; {lines[-1]}").is_right


@given(trees, ways, st.data())
@settings(max_examples=60, deadline=None)
def test_one_perturbed_line_is_marked(tree: Node, ways: list[int], data: st.DataObject) -> None:
    lines = lines_from(tree, ways)
    at = data.draw(st.integers(0, len(lines) - 1))
    spoilt = [*lines[:at], f"{lines[at]} + 1", *lines[at + 1 :]]

    verdict = judged("\n".join(spoilt), f"{lines[0]}; {lines[-1]}")

    assert verdict.outcome is Outcome.WRONG
    assert verdict.place == sum(len(line) + 1 for line in spoilt[:at])
    assert f"Line {at + 1} does not follow" in verdict.message
