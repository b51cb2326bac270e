"""What the entries of a drawn list or matrix may be: a bounded range of whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, listed_items, whole

Rows: TypeAlias = list[list[int]]

LARGEST_ENTRY = 100
LARGEST_SIZE = 8


def entries_of(value: Value) -> Span:
    """A range or list of whole numbers as a range. FormulaError where it is empty, or has a member over 100."""
    if not isinstance(value, Span):
        members = [whole(each) for each in listed_items(value)]
        _refuse_large(members)
        if not members:
            raise FormulaError("an empty list")
        low, high = min(members), max(members)
        return Span(low, high, frozenset(range(low, high + 1)) - frozenset(members))
    _refuse_large((value.low, value.high))
    if not len(value):
        raise FormulaError("an empty range")
    return value


def _refuse_large(members: Iterable[int]) -> None:
    if any(abs(each) > LARGEST_ENTRY for each in members):
        raise FormulaError(f"entries from {-LARGEST_ENTRY} to {LARGEST_ENTRY}")


def size_of(value: Value, least: int = 1, what: str = "a size") -> int:
    """The value as a number of rows, columns or vectors, from `least` to 8."""
    size = whole(value, what)
    if not least <= size <= LARGEST_SIZE:
        raise FormulaError(f"{what} from {least} to {LARGEST_SIZE}, not {size}")
    return size


def allowed(number: int, entries: Span) -> bool:
    """Whether a number is a member of the range."""
    return entries.low <= number <= entries.high and number not in entries.excluded


def all_allowed(rows: Iterable[Iterable[int]], entries: Span) -> bool:
    """Whether every entry of a matrix is a member of the range."""
    return all(allowed(entry, entries) for row in rows for entry in row)


def overflow(rows: Rows, entries: Span) -> int:
    """How far the entries lie outside the ends of the range, added up."""
    low, high = entries.low, entries.high
    return sum(low - x if x < low else x - high for row in rows for x in row if not low <= x <= high)


def draw(stream: Stream, entries: Span) -> int:
    """One member of the range."""
    while (number := stream.between(entries.low, entries.high)) in entries.excluded:
        pass
    return number


def draw_some(stream: Stream, entries: Span, most: int) -> list[int]:
    """Different members in random order: all of them, or `most` of a long range."""
    members = list(entries)
    if len(members) <= most:
        return stream.shuffled(members)
    return list(dict.fromkeys(stream.choice(members) for _ in range(most)))


def sign_of(stream: Stream) -> int:
    """1 or -1."""
    return 1 - 2 * stream.below(2)
