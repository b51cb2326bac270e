"""Intervals and their unions are sets of numbers, however they are spelt; what is told names no end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.check import check
from tutor.maths.solving.regions import region_of
from tutor.maths.solving.statements import statement_of
from tutor.problem import Outcome, Question, Verdict

Piece = tuple[Fraction, Fraction, bool, bool]
ends = st.fractions(min_value=-9, max_value=9, max_denominator=6)


def judged(answer: str, against: str, **asked: str) -> Verdict:
    return check(Question(against, kind="interval", names=("x",), **asked), answer)


@st.composite
def regions(draw: st.DrawFn) -> list[Piece]:
    """Pieces in order that do not touch, at least one."""
    places = sorted(draw(st.lists(ends, min_size=2, max_size=6, unique=True)))
    closed = draw(st.lists(st.booleans(), min_size=6, max_size=6))
    return [
        (low, high, closed[n], closed[n + 1])
        for n, (low, high) in enumerate(pairwise(places))
        if n % 2 == 0
    ]  # fmt: skip


def as_intervals(pieces: Sequence[Piece]) -> str:
    return " union ".join(f"{'[' if a else '('}{low}, {high}{']' if b else ')'}" for low, high, a, b in pieces)


def as_comparisons(pieces: Sequence[Piece]) -> str:
    return " or ".join(f"{low} {'<=' if a else '<'} x {'<=' if b else '<'} {high}" for low, high, a, b in pieces)


def as_complement(pieces: Sequence[Piece]) -> str:
    """`(-oo, a] ∪ [b, c) ∪ ...`, the gaps."""
    lows = ["(-oo", *(f"{'(' if b else '['}{high}" for _, high, _, b in pieces)]
    highs = [*(f"{low}{')' if a else ']'}" for low, _, a, _ in pieces), "oo)"]
    return " union ".join(f"{low}, {high}" for low, high in zip(lows, highs, strict=True))


@settings(max_examples=25, deadline=None)
@given(pieces=regions())
def test_a_union_is_the_complement_of_its_complement_and_an_inequality(pieces: list[Piece]) -> None:
    asked = as_intervals(pieces)

    assert judged(f"R without ({as_complement(pieces)})", asked).outcome is Outcome.CORRECT
    assert judged(as_comparisons(pieces), asked).outcome is Outcome.CORRECT
    assert judged(as_intervals(pieces[::-1]), asked).outcome is Outcome.CORRECT


@settings(max_examples=25, deadline=None)
@given(pieces=regions(), which=st.integers(0, 2), at_low=st.booleans())
def test_an_end_opened_or_closed_is_another_set_and_told_as_such(pieces: list[Piece], which: int, at_low: bool) -> None:
    n = which % len(pieces)
    low, high, a, b = pieces[n]
    changed = [*pieces]
    changed[n] = (low, high, a != at_low, b == at_low)

    verdict = judged(as_intervals(changed), as_intervals(pieces))

    assert (verdict.outcome, verdict.diagnosis) == (Outcome.WRONG, "ends")


@settings(max_examples=25, deadline=None)
@given(low=ends, middle=ends, high=ends)
def test_pieces_that_touch_or_overlap_are_one(low: Fraction, middle: Fraction, high: Fraction) -> None:
    low, middle, high = sorted((low, middle, high))
    if middle in {low, high}:
        return

    assert judged(f"({low}, {middle}] union ({middle}, {high})", f"({low}, {high})").outcome is Outcome.CORRECT
    assert judged(f"({low}, {middle}) union ({middle}, {high})", f"({low}, {high})").outcome is Outcome.WRONG


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("(0, 1)", "The ends are right, but look again at which of them belong to it."),
        ("(0, 2]", "1 of 2 ends is right."),
        ("(0, 1] union {3}", "Yours has 2 pieces; it should have 1."),
        ("{}", "Yours is empty; something belongs to it."),
        ("(2, 3]", "Look at it once more."),
    ],
)
def test_a_wrong_interval_is_told_without_naming_an_end(answer: str, message: str) -> None:
    verdict = judged(answer, "(0, 1]")

    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, message)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("(1, 0]", "The smaller end comes first."),
        ("(0, oo]", "Infinity is no number and belongs to no interval: leave that end open."),
        ("(0, 1, 2)", "An interval has two ends; this has 3."),
        ("5", "An interval is asked for; this is a number."),
        ("2x", "An interval is asked for; this is an expression."),
    ],
)
def test_what_is_no_interval_costs_nothing(answer: str, message: str) -> None:
    verdict = judged(answer, "(0, 1]")

    assert (verdict.outcome, verdict.message) == (Outcome.UNREADABLE, message)


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("x^2 < 4", [(-2, 2, (False, False))]),
        ("x != 1", [(None, 1, (False, False)), (1, None, (False, False))]),
        ("x = 1 or x = 2", [(1, 1, (True, True)), (2, 2, (True, True))]),
        ("x >= 0", [(0, None, (True, False))]),
        ("x = x", [(None, None, (False, False))]),
        ("x^2 < 0", []),
        ("x^2 <= 0", [(0, 0, (True, True))]),
        ("1/x >= 1", [(0, 1, (False, True))]),
        ("x < 1 or x = 2 or x >= 3", [(None, 1, (False, False)), (2, 2, (True, True)), (3, None, (True, False))]),
        ("x <= 1 or 1 < x < 2", [(None, 2, (False, False))]),
    ],
)
def test_regions_are_read_off_a_statement(typed: str, pieces: list[tuple[object, ...]]) -> None:
    found = region_of(statement_of(read(typed, frozenset("x"))), "x")

    assert [(piece.low, piece.high, piece.closed) for piece in found.pieces] == pieces


@pytest.mark.parametrize(
    ("answer", "due"),
    [
        ("(0.69, 1.73]", Outcome.CORRECT),
        ("0.69 < x <= 1.73", Outcome.CORRECT),
        ("(0.69, 1.73)", Outcome.WRONG),
        ("(0.6, 1.73]", Outcome.WRONG),
    ],
)
def test_a_tolerance_holds_for_the_ends(answer: str, due: Outcome) -> None:
    assert judged(answer, "(ln 2, sqrt(3)]", tolerance="0.01").outcome is due
