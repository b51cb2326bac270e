"""The values of authors' formulas.

A value is an int, Fraction, bool, str, list (a vector; of rows: a matrix), tuple, frozenset, Span,
Shown, or a SymPy expression where names or irrational numbers are in it. Whole numbers are never
Fractions, so that the common case stays fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import sympy

from tutor.expression.nodes import Node

Value: TypeAlias = Any
"""See above: too wide for the type checker to be of help, and the evaluator looks at each."""

MOST_BITS = 4096
MOST_ITEMS = 2_000
MOST_ENTRIES = 20_000


class FormulaError(Exception):
    """A formula that has no value: the message is for the author, and is placed on its way out."""


class TooLargeError(FormulaError):
    """A formula whose value is too costly to work out, whatever it is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Formulas to be shown as they stand, not to be calculated with. Several: joined by commas."""

    trees: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The whole numbers low..high without some."""

    low: int
    high: int
    excluded: frozenset[int] = frozenset()

    def __len__(self) -> int:
        inside = sum(self.low <= each <= self.high for each in self.excluded)
        return max(0, self.high - self.low + 1) - inside

    def __iter__(self) -> Iterator[int]:
        if len(self) > MOST_ITEMS:
            raise FormulaError(f"{self.low}..{self.high} is too long to go through")
        return (each for each in range(self.low, self.high + 1) if each not in self.excluded)


def is_number(value: Value) -> bool:
    """A single number or symbolic expression."""
    return isinstance(value, int | Fraction | sympy.Expr) and not isinstance(value, bool)


def is_rational(value: Value) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def is_matrix(value: Value) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, list) for row in value)


def is_vector(value: Value) -> bool:
    return isinstance(value, list) and all(is_number(each) for each in value)


def plain(value: Value) -> Value:
    """The simplest type for a number: an int where it is whole, a Fraction where it is rational."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    if isinstance(value, sympy.Expr):
        if value.is_Integer:
            return int(value)
        if value.is_Rational:
            return Fraction(int(value.p), int(value.q))
        if value.has(sympy.zoo, sympy.nan):
            raise FormulaError("a value here is not defined (a division by zero?)")
    return value


def symbolic(value: Value) -> Any:
    """The SymPy expression of a number."""
    if isinstance(value, bool) or not isinstance(value, int | Fraction | sympy.Expr):
        raise FormulaError(f"{described(value)} stands where a number belongs")
    if isinstance(value, int):
        return sympy.Integer(value)
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    return value


def whole(value: Value, what: str = "a whole number") -> int:
    """The value as an int, or FormulaError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise FormulaError(f"{described(value)} stands where {what} belongs")
    return value


def listed_items(value: Value) -> list[Value]:
    """The members of a list, tuple or span, or FormulaError."""
    if isinstance(value, list):
        return value
    if isinstance(value, tuple | Span):
        return list(value)
    raise FormulaError(f"{described(value)} stands where a list belongs")


def bounded(value: Value) -> Value:
    """The value, if it has not too many entries in all: lists of lists grow fast, though each is short."""
    if isinstance(value, list | tuple):
        left = [MOST_ENTRIES]
        _count(value, left)
    return value


def _count(value: Value, left: list[int]) -> None:
    for each in value:
        left[0] -= 1
        if left[0] < 0:
            raise TooLargeError(f"lists of over {MOST_ENTRIES} entries in all")
        if isinstance(each, list | tuple):
            _count(each, left)


def described(value: Value) -> str:
    """The sort of a value, in an author's words."""
    match value:
        case bool():
            return "a condition"
        case str():
            return "a text"
        case list():
            return "a matrix" if is_matrix(value) else "a list"
        case tuple():
            return "a tuple"
        case Span():
            return "a range"
        case Shown():
            return "something only to be shown"
        case frozenset() | set():
            return "a set"
    return "a number"
