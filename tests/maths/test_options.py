"""Options that are named by letters themselves: nobody's letter may mean two of them."""

from __future__ import annotations

import pytest

from tutor.content.library import Library
from tutor.expression.options import marks
from tutor.maths.check import check
from tutor.maths.posing.pose import pose
from tutor.problem import Outcome, Question
from tutor.ui.widgets.understood import understand

MODELS = ("neither", "model B", "model A")


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (("yes, always", "never"), "ab"),
        (("$b$", "$a$", "$c$"), "123"),
        (("`j`", "`b`"), "ab"),
        (("`b`", "`j`"), "12"),
        (("$p$", "$q$", "$r$"), "abc"),
        (("*a*", "*b*", "both"), "abc"),
        (("*a* by both", "*b* by both", "*b* by cosine"), "123"),
        (MODELS, "123"),
        (("$A$ has more rows", "a number", "a vector"), "abc"),
        (("**b** is bold", "no"), "ab"),
        (tuple(f"*{each}*" for each in "badcfehgjik"), "abcdefghijk"),
    ],
)
def test_lines_are_numbered_where_a_letter_would_be_read_twice(lines: tuple[str, ...], shown: str) -> None:
    assert "".join(marks(lines)) == shown


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("2", Outcome.CORRECT),
        ("2)", Outcome.CORRECT),
        ("option 2", Outcome.CORRECT),
        ("Model B", Outcome.CORRECT),
        ("3", Outcome.WRONG),
        ("b", Outcome.UNREADABLE),
        ("4", Outcome.UNREADABLE),
        ("1 and 2", Outcome.UNREADABLE),
    ],
)
def test_numbered_options_are_chosen_by_number_or_in_words(typed: str, outcome: Outcome) -> None:
    question = Question("2", kind="choice", options=MODELS)

    assert check(question, typed).outcome is outcome
    assert (understand(typed, question).error is None) == (outcome is not Outcome.UNREADABLE)


def test_an_option_that_is_a_letter_may_be_typed_as_itself() -> None:
    question = Question("{1}", kind="choices", options=("`b`", "`j`"))

    assert check(question, "b").is_right
    assert understand("b", question).words == ("`b`",)


def test_a_key_of_letters_keeps_them() -> None:
    question = Question("b", kind="choice", options=("*b*", "*a*"))

    assert check(question, "b").is_right
    assert understand("b", question).words == ("b) *a*",)


def test_an_order_of_numbered_items_is_typed_in_numbers() -> None:
    question = Question("(2, 1)", kind="ordering", items=("*b*", "*a*"))

    assert check(question, "2 1").is_right
    assert check(question, "a > b").is_right


def test_statement_key_and_told_mistakes_agree() -> None:
    library = Library.shipped()
    pack, exercise = library.exercise("perplexity/better")
    numbered = 0
    for seed in range(12):
        (part,) = pose(exercise, pack, exercise.levels[0], seed).parts
        shown = marks(part.question.options)
        lines = [f"- {mark}) {text}" for mark, text in zip(shown, part.question.options, strict=True)]
        assert part.statement.endswith("\n".join(lines))
        assert sorted([part.told, *(each.answer for each in part.mistakes)]) == list(shown)
        numbered += shown[0] == "1"
    assert 0 < numbered < 12
