"""What functions ask of their arguments, said in words where it is not met; and bounds on their sizes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tutor.maths.posing.exactness import less, same
from tutor.maths.posing.values import (
    FormulaError,
    TooLargeError,
    Value,
    described,
    is_matrix,
    is_number,
    is_rational,
    listed_items,
    plain,
    symbolic,
    whole,
)
from tutor.maths.posing.vocabulary.lists import total
from tutor.maths.posing.vocabulary.registry import Body

MOST_ENTRIES = 100
MOST_IRRATIONAL = 32
"""The longest list that is worked on: of fractions, and of other numbers or names."""
LARGEST_TOLD = 10**6
MOST_BITS = 256
"""Of the numbers that functions of these rooms are given."""


def number_of(value: Value) -> Value:
    """A number, with or without names, that is not too long."""
    if not is_number(value):
        raise FormulaError(f"{described(value)} stands where a number belongs")
    if is_rational(value) and max(abs(value.numerator), value.denominator).bit_length() > MOST_BITS:
        raise TooLargeError(f"a number of over {MOST_BITS} bits")
    return value


def each_number(step: Body) -> Body:
    """A function of one number, which goes through lists entry by entry, as long as they are not too long."""

    def spread(value: Value) -> Value:
        if isinstance(value, list):
            _ = rows_of(value) if is_matrix(value) else numbers_of(value)
            return [spread(each) for each in value]
        return step(number_of(value))

    spread.__doc__ = step.__doc__
    return spread


def numbers_of(value: Value, most: int = MOST_ENTRIES) -> list[Value]:
    """The entries of a list of numbers that is neither empty nor too long."""
    items = listed_items(value)
    if not items:
        raise FormulaError("an empty list")
    if len(items) > most:
        raise TooLargeError(f"a list of over {most} entries")
    if len(items) > MOST_IRRATIONAL and not all(map(is_rational, items)):
        raise TooLargeError(f"a list of over {MOST_IRRATIONAL} numbers that are no fractions")
    return [number_of(each) for each in items]


def rows_of(value: Value, most: int = MOST_ENTRIES) -> list[list[Value]]:
    """The rows of a matrix of at most so many entries."""
    if not is_matrix(value) or not value[0] or any(len(row) != len(value[0]) for row in value):
        raise FormulaError("a matrix belongs here")
    if len(value) * len(value[0]) > most:
        raise TooLargeError(f"a matrix of over {most} entries")
    rows = [numbers_of(row, most) for row in value]
    if len(rows) * len(rows[0]) > 2 * MOST_IRRATIONAL and not all(is_rational(each) for row in rows for each in row):
        raise TooLargeError(f"a matrix of over {2 * MOST_IRRATIONAL} numbers that are no fractions")
    return rows


def as_long_as(first: list[Any], second: list[Any], what: str = "entries") -> None:
    """FormulaError unless both lists have the same length."""
    if len(first) != len(second):
        raise FormulaError(f"{len(first)} and {len(second)} {what} do not fit together")


def has_names(value: Value) -> bool:
    """Whether a number has names in it, so that neither its sign nor its size is known."""
    return not is_rational(value) and bool(symbolic(value).free_symbols)


def distribution_of(value: Value) -> list[Value]:
    """The entries of a distribution: no negative ones, and the sum is 1."""
    entries = numbers_of(value)
    _is_distribution(entries)
    return entries


def joint_distribution_of(value: Value) -> list[list[Value]]:
    """The rows of a table of probabilities that sum to 1 together."""
    rows = rows_of(value)
    _is_distribution([each for row in rows for each in row])
    return rows


def _is_distribution(entries: list[Value]) -> None:
    if all(map(is_rational, entries)):
        if min(entries) < 0:
            raise FormulaError("a probability is not negative")
        if (found := sum(map(Fraction, entries))) != 1:
            told = f", not to {found}" if found.denominator <= LARGEST_TOLD else ""
            raise FormulaError(f"a distribution sums to 1{told}")
        return
    if any(not has_names(each) and less(each, 0) for each in entries):
        raise FormulaError("a probability is not negative")
    if not same(total(entries), 1):
        raise FormulaError("a distribution sums to 1")


def probability_of(value: Value) -> Value:
    """A number from 0 to 1, or one with names in it."""
    if not has_names(number_of(value)) and (less(value, 0) or less(1, value)):
        raise FormulaError("a probability is a number from 0 to 1")
    return value


def positive(value: Value, what: str) -> Value:
    """A number above 0, or one with names in it."""
    if not has_names(number_of(value)) and not less(0, value):
        raise FormulaError(f"{what} is above 0")
    return value


def whole_from(low: int, high: int, value: Value, what: str) -> int:
    """A whole number from low to high."""
    if not low <= whole(value, what) <= high:
        raise FormulaError(f"{what} is a whole number from {low} to {high}")
    return int(value)


def equal_shares(n: int) -> list[Value]:
    """n times 1/n."""
    return [plain(Fraction(1, n))] * n
