"""One more line of a derivation: whether it follows, whether it is the end, and that it is never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.steps import JOINED, lines_of
from tutor.maths.check import check
from tutor.maths.follow import follow
from tutor.problem import Followed, Outcome, Question

SQUARE = Question("(x+1)^2; x^2 + 2x + 1", kind="derivation", names=("x",))
SOLVED = Question("2x + 4 = 10; x = 3", kind="derivation", names=("x",))
NOWHERE = "sqrt(-1 - x^2)"


@pytest.mark.parametrize(
    ("question", "lines", "follows", "is_end"),
    [
        (SQUARE, ("(x+1)^2",), True, False),
        (SQUARE, ("(x+1)^2", "(x+1)(x+1)"), True, False),
        (SQUARE, ("(x+1)^2", "= x^2 + 2x + 1"), True, True),
        (SQUARE, ("(x+1)^2 =", "x^2 + 2x + 1"), True, True),
        (SQUARE, ("(x+1)^2", "x^2 + 2x + 1 ="), True, False),
        (SQUARE, ("(x+1)^2", "1 + x + x + x^2"), True, False),
        (SQUARE, ("x^2 + 2x + 1",), True, False),
        (SQUARE, ("x^2 + 1",), False, False),
        (SQUARE, ("(x+1)^2", "x^2 + 1", "x^2 + 2 - 1"), True, False),
        (SQUARE, ("(x+1)^2", "x^2 + 1", "x^2 + 2x + 1"), False, False),
        (SQUARE, ("(x+1)^2", "(x+1)(x+1) = x^2 + 1 = x^2 + 1"), False, False),
        (SOLVED, ("2x + 4 = 10", "2x = 6"), True, False),
        (SOLVED, ("2x = 6", "x = 6/2", "= 3"), True, True),
        (SOLVED, ("2x = 6", "2x = 14"), False, False),
        (Question(f"{NOWHERE}; x", kind="derivation", names=("x",)), (NOWHERE, "sqrt(-2 - x^2)"), None, False),
    ],
)
def test_the_last_line_is_judged_beside_the_one_before(
    question: Question, lines: tuple[str, ...], follows: bool | None, is_end: bool
) -> None:
    said = follow(question, lines)

    assert (said.follows, said.is_end, said.is_read) == (follows, is_end, True)
    assert bool(said.message) == (follows is not True)


def test_it_says_where_the_two_differ_and_which_slip_it_was() -> None:
    message = follow(SQUARE, ("(x+1)^2", "= x^2 - 2x + 1")).message

    assert message.startswith("Line 2 does not follow from line 1. At x = 2 it is 1, the one before is 9.")
    assert message.endswith("One term has the wrong sign.")


@pytest.mark.parametrize(("line", "place"), [("x^2 + * 2", 4), ("x > 2", 0), ("= q + 1", 2), ("x" * 10_000, 500)])
def test_what_cannot_be_read_is_told_at_its_place_in_the_line(line: str, place: int) -> None:
    said = follow(SQUARE, ("(x+1)^2", line))

    assert (said.is_read, said.place) == (False, place)


def test_the_number_of_lines_is_bounded() -> None:
    assert follow(SQUARE, ("(x+1)^2",) * 30).follows
    assert follow(SQUARE, ("(x+1)^2",) * 200) == Followed(False, message="At most 30 lines are read.", is_read=False)


LINES = st.sampled_from(["(x+1)^2", "(x+1)(x+1)", "= x^2 + x + x + 1", "x^2 + 2x + 1", "x^2 + 1", "x^2 + 2 - 1"])


@given(st.lists(LINES, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_lines_that_all_follow_up_to_the_end_are_a_right_answer(lines: list[str]) -> None:
    said = [follow(SQUARE, lines[: at + 1]) for at in range(len(lines))]
    verdict = check(SQUARE, JOINED.join(lines))

    assert all(each.follows for each in said) == (verdict.outcome is not Outcome.WRONG)
    assert (all(each.follows for each in said) and said[-1].is_end) == verdict.is_right


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a; b\n c ", ("a", "b", "c")),
        ("a => b ⇒ c \\implies d", ("a", "b", "c", "d")),
        ("[[1, 2];\n [3, 4]] v; w", ("[[1, 2]; [3, 4]] v", "w")),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", ("a &= b", "&= c")),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} v", (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} v",)),
        (" ; \n;", ()),
    ],
)
def test_a_text_is_parted_into_its_lines(text: str, lines: tuple[str, ...]) -> None:
    assert lines_of(text) == lines
