"""Answers that are lists in order: vector, matrix, tuple, distribution, and directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Listed, Negative, Node, Number
from tutor.maths.equality import Comparison, compare
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    as_fraction,
    combined,
    mismatch,
    number_at,
    read_tree,
    right,
    same_entry,
    tolerance,
    undecided,
    verdict_of,
    with_article,
    without_tolerance,
    wrong,
)
from tutor.maths.kinds.labels import without_labels
from tutor.maths.kinds.single import is_rounded
from tutor.maths.matrices import is_matrix, is_vector, rows_of
from tutor.problem import Verdict

Entries = tuple[Node, ...]


def read_listed(noun: str, take: Callable[[Node, Frame], Any]) -> Callable[[str, Frame], Reading]:
    """As `read_tree`, but a bare list `1, 2, 3` is one in brackets."""
    in_order = noun != "set"
    read_in_brackets = read_tree(
        noun, take, lambda tree, frame: without_labels(tree, frame.question.names, in_order=in_order)
    )

    def reading(text: str, frame: Frame) -> Reading:
        if not is_bare_list(text):
            return read_in_brackets(text, frame)
        try:
            return read_in_brackets(f"({text})", frame)
        except Unreadable as fault:
            place = min(max(fault.place - 1, 0), len(text))
            repair = fault.repair[1:-1] if fault.repair is not None else None
            raise Unreadable(fault.message, place, repair) from None

    return reading


def is_bare_list(text: str) -> bool:
    """Whether a comma stands outside all brackets."""
    depth = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            return True
    return False


def _vector(tree: Node, _: Frame) -> Entries:
    if isinstance(tree, Listed) and is_vector(tree):
        return tree.items
    if is_matrix(tree):
        rows = rows_of(tree)
        if len(rows) == 1 or len(rows[0]) == 1:
            return tuple(entry for row in rows for entry in row)
    raise mismatch("vector", tree)


def _tuple(tree: Node, _: Frame) -> Entries:
    if isinstance(tree, Listed) and tree.bracket != "{":
        return tree.items
    raise mismatch("tuple", tree)


def _matrix(tree: Node, _: Frame) -> list[Entries]:
    if is_matrix(tree):
        return rows_of(tree)
    if isinstance(tree, Listed) and tree.items and all(isinstance(row, Listed) for row in tree.items):
        raise Unreadable("The rows of this matrix are not equally long.", 0)
    raise mismatch("matrix", tree)


def _judge_entries(noun: str) -> Callable[[Reading, Reading, Frame], Verdict]:
    def judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
        if (fault := _wrong_length(noun, given.value, asked.value)) is not None:
            return fault
        pairs = list(zip(given.value, asked.value, strict=True))
        entries = [same_entry(a, b, frame) for a, b in pairs]
        return told_by_entries(given, pairs, entries, _ordinals(len(pairs)), frame)

    return judge


def _wrong_length(noun: str, given: Entries, asked: Entries) -> Verdict | None:
    if len(given) == len(asked):
        return None
    message = f"{with_article(noun).capitalize()} with {_entries(len(asked))} is asked for; yours has {len(given)}."
    return wrong(message, "structure", "wrong-size")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _ordinals(count: int) -> list[str]:
    first = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
    return [f"the {first[n]}" if n < len(first) else f"entry {n + 1}" for n in range(count)]


def told_by_entries(
    given: Reading,
    pairs: Sequence[tuple[Node, Node]],
    entries: Sequence[Comparison],
    places: Sequence[str],
    frame: Frame,
) -> Verdict:
    """The verdict on all entries; where some are right, which one to look at."""
    result = combined(entries)
    if result.same is not False:
        return verdict_of(result)
    if given.typed is not None and all(
        entry.same or (entry.same is False and is_rounded(a, a, b, frame))
        for entry, (a, b) in zip(entries, pairs, strict=True)
    ):
        return wrong("That is rounded. Give it exactly.", result.decided_by, "rounded")
    faulty = [place for entry, place in zip(entries, places, strict=True) if entry.same is False]
    good = sum(entry.same is True for entry in entries)
    if not good:
        return wrong("", result.decided_by)
    message = f"{good} of {len(entries)} entries {'is' if good == 1 else 'are'} right: look at {faulty[0]}."
    return wrong(message, result.decided_by, "one-entry-wrong" if len(faulty) == 1 and good > 1 else None)


def _judge_matrix(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    sizes = [(len(side.value), len(side.value[0])) for side in (given, asked)]
    if sizes[0] != sizes[1]:
        (rows, columns), (wanted, wide) = sizes
        message = f"A {wanted}x{wide} matrix is asked for; yours is {rows}x{columns}."
        return wrong(message, "structure", "transposed" if _is_transposed(given, asked, frame) else "wrong-size")
    pairs = [pair for a, b in zip(given.value, asked.value, strict=True) for pair in zip(a, b, strict=True)]
    entries = [same_entry(a, b, frame) for a, b in pairs]
    rows, columns = sizes[0]
    places = [f"row {i + 1}, column {j + 1}" for i in range(rows) for j in range(columns)]
    return told_by_entries(given, pairs, entries, places, frame)


def _is_transposed(given: Reading, asked: Reading, frame: Frame) -> bool:
    turned = list(zip(*given.value, strict=True))
    if len(turned) != len(asked.value) or len(turned[0]) != len(asked.value[0]):
        return False
    pairs = (pair for a, b in zip(turned, asked.value, strict=True) for pair in zip(a, b, strict=True))
    return all(same_entry(a, b, frame).same is True for a, b in pairs)


def _judge_distribution(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    if (fault := _wrong_length("distribution", given.value, asked.value)) is not None:
        return fault
    if any(_is_negative(entry, frame) for entry in given.value):
        return wrong("A probability is never negative.", "exact", "negative-probability")
    total = reduce(lambda a, b: Binary("+", a, b), given.value)
    if _adds_up(total, len(given.value), frame) is False:
        return wrong("The entries of a distribution add up to 1; yours do not.", "exact", "not-normalised")
    return _judge_entries("distribution")(given, asked, frame)


def _is_negative(entry: Node, frame: Frame) -> bool:
    value = number_at(entry, frame.names)
    return value is not None and not hasattr(value, "_mpc_") and value < 0


def _adds_up(total: Node, count: int, frame: Frame) -> bool | None:
    """Whether entries add up to one; each rounded rightly, they may miss it by half a unit each."""
    value = number_at(total, frame.names)
    if not frame.has_tolerance or value is None:
        return compare(total, Number("1"), frame.names).same
    allowed = tolerance(frame, Fraction(1)) * max(Fraction(count, 2), Fraction(1))
    return abs(as_fraction(value) - 1) <= allowed


def _judge_scaled(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    """A non-zero multiple: all products across are equal, and not everything is zero."""
    if (fault := _wrong_length("vector", given.value, asked.value)) is not None:
        return fault
    exact = without_tolerance(frame)
    zero = Number("0")
    if all(same_entry(entry, zero, exact).same for entry in given.value):
        return wrong("The zero vector has no direction.", "exact", "zero-vector")
    pivot = next((n for n, entry in enumerate(asked.value) if same_entry(entry, zero, exact).same is False), None)
    if pivot is None:
        return undecided()
    crossed = [
        same_entry(Binary("*", a, asked.value[pivot]), Binary("*", b, given.value[pivot]), frame)
        for a, b in zip(given.value, asked.value, strict=True)
    ]
    return verdict_of(combined(crossed), "This points in another direction.")


def _judge_signed(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    first = _judge_entries("vector")(given, asked, frame)
    if first.is_right or len(given.value) != len(asked.value):
        return first
    turned = [same_entry(Negative(a), b, frame) for a, b in zip(given.value, asked.value, strict=True)]
    result = combined(turned)
    return right(result.decided_by) if result.same else first


VECTOR = Kind("vector", read_listed("vector", _vector), _judge_entries("vector"))
TUPLE = Kind("tuple", read_listed("tuple", _tuple), _judge_entries("tuple"))
MATRIX = Kind("matrix", read_listed("matrix", _matrix), _judge_matrix)
DISTRIBUTION = Kind("distribution", read_listed("distribution", _vector), _judge_distribution)
UP_TO_SCALE = Kind("vector", read_listed("vector", _vector), _judge_scaled)
UP_TO_SIGN = Kind("vector", read_listed("vector", _vector), _judge_signed)
