"""Answers that are lists in order: vector, matrix, tuple, distribution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from itertools import chain
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Listed, Logic, Node, Number, Relation
from tutor.maths.comparison.equality import compare, free_names
from tutor.maths.kinds.entries import pairs_of, pairs_of_rows, told_by_entries
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    as_fraction,
    mismatch,
    number_at,
    read_tree,
    same_entry,
    tolerance,
    with_article,
    wrong,
)
from tutor.maths.kinds.labels import unlabelled_list
from tutor.maths.trees.matrices import is_matrix, is_vector, rows_of
from tutor.problem import Verdict

Entries = tuple[Node, ...]
HUNDRED = Number("100")


def read_listed(noun: str, take: Callable[[Node, Frame], Any]) -> Callable[[str, Frame], Reading]:
    """As `read_tree`, but a bare list `1, 2, 3` is one in brackets, and entries may have labels."""
    reading = in_brackets(read_tree(noun, lambda tree, frame: take(_values_alone(tree), frame)))
    return unlabelled_list(reading)


def in_brackets(read: Callable[[str, Frame], Reading]) -> Callable[[str, Frame], Reading]:
    """A reading to which a bare list `1, 2, 3` is one in brackets."""

    def reading(text: str, frame: Frame) -> Reading:
        if not is_bare_list(text):
            return read(text, frame)
        try:
            return read(f"({text})", frame)
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


def _values_alone(tree: Node) -> Node:
    """The tree, unless it is a list with an equation or a comparison among its entries."""
    for item in tree.items if isinstance(tree, Listed) else ():
        if isinstance(item, Relation | Logic):
            raise Unreadable("Give the values alone, without equations among them.", max(item.place, 0))
    return tree


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
        refuse_names(given.value, asked.value, frame)
        if (fault := wrong_length(noun, given.value, asked.value)) is not None:
            return fault
        return told_by_entries(pairs_of(given.value, asked.value), frame)

    return judge


def refuse_names(given: Sequence[Node], asked: Sequence[Node], frame: Frame) -> None:
    """Where no names are declared and the key is of numbers, raises Unreadable for an answer with letters in it."""
    if frame.question.names is not None or any(free_names(entry, frame.names) for entry in asked):
        return
    for entry in given:
        if left := free_names(entry, frame.names):
            message = f"Numbers are asked for; this still has {', '.join(sorted(left))} in it."
            raise Unreadable(message, max(entry.place, 0))


def wrong_length(noun: str, given: Entries, asked: Entries) -> Verdict | None:
    if len(given) == len(asked):
        return None
    message = f"{with_article(noun).capitalize()} with {_entries(len(asked))} is asked for; yours has {len(given)}."
    return wrong(message, "structure", "wrong-size")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _judge_matrix(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    refuse_names([*chain(*given.value)], [*chain(*asked.value)], frame)
    if (fault := wrong_matrix_size(given.value, asked.value)) is not None:
        return replace(fault, diagnosis="transposed") if _is_transposed(given, asked, frame) else fault
    return told_by_entries(pairs_of_rows(given.value, asked.value), frame)


def wrong_matrix_size(given: list[Entries], asked: list[Entries]) -> Verdict | None:
    (rows, columns), (wanted, wide) = [(len(side), len(side[0])) for side in (given, asked)]
    if (rows, columns) == (wanted, wide):
        return None
    message = f"A {wanted}x{wide} matrix is asked for; yours is {rows}x{columns}."
    return wrong(message, "structure", "wrong-size")


def _is_transposed(given: Reading, asked: Reading, frame: Frame) -> bool:
    turned = list(zip(*given.value, strict=True))
    if len(turned) != len(asked.value) or len(turned[0]) != len(asked.value[0]):
        return False
    pairs = (pair for a, b in zip(turned, asked.value, strict=True) for pair in zip(a, b, strict=True))
    return all(same_entry(a, b, frame).same is True for a, b in pairs)


def _judge_distribution(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    refuse_names(given.value, asked.value, frame)
    if (fault := wrong_length("distribution", given.value, asked.value)) is not None:
        return fault
    if any(_is_negative(entry, frame) for entry in given.value):
        return wrong("A probability is never negative.", "exact", "negative-probability")
    total = reduce(lambda a, b: Binary("+", a, b), given.value)
    if _adds_up(Binary("/", total, HUNDRED), len(given.value), frame) is True:
        return wrong("These add up to a hundred: give fractions of the whole, not percentages.", "exact", "percent")
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


VECTOR = Kind("vector", read_listed("vector", _vector), _judge_entries("vector"))
TUPLE = Kind("tuple", read_listed("tuple", _tuple), _judge_entries("tuple"))
MATRIX = Kind("matrix", read_listed("matrix", _matrix), _judge_matrix)
DISTRIBUTION = Kind("distribution", read_listed("distribution", _vector), _judge_distribution)
