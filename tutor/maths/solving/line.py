"""One name moving along a line, the others held: what trees are worth there."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import nan
from typing import Any

from tutor.expression.nodes import Node
from tutor.maths.solving.floats import Function, as_float, float_function
from tutor.maths.solving.precision import DIGITS, MP, ROUGH_DIGITS, LostDigitsError, inexact, value_of
from tutor.maths.solving.rational import Quotient, quotient_of
from tutor.maths.trees.substitute import free_ids


@dataclass(frozen=True, slots=True)
class Line:
    """`name` moves; `place` holds the others, each a Fraction or a number of mpmath."""

    name: str
    place: dict[str, Any]
    _names: dict[Node, frozenset[str]] = field(default_factory=dict, compare=False)
    _values: dict[tuple[Node, Any], Any] = field(default_factory=dict, compare=False)
    _lost: set[tuple[Node, Any]] = field(default_factory=set, compare=False)

    def moves(self, tree: Node) -> bool:
        """Whether the name stands in it."""
        found = self._names.get(tree)
        if found is None:
            found = self._names[tree] = frozenset(free_ids(tree))
        return self.name in found

    def constant(self, tree: Node) -> Any:
        """What a tree without the name is worth; None where it has the name, or no value."""
        return None if self.moves(tree) else self.value(tree, None)

    def value(self, tree: Node, x: Any) -> Any:
        """What a tree is worth at x, None where it has no real value."""
        key = (tree, x)
        if key not in self._values:
            self._values[key] = self._value(tree, x, DIGITS)
        return self._values[key]

    def _value(self, tree: Node, x: Any, digits: int) -> Any:
        try:
            return value_of(tree, self.place if x is None else {**self.place, self.name: x}, digits)
        except LostDigitsError:
            self._lost.add((tree, x))
            return None

    def is_lost(self, tree: Node, x: Any) -> bool:
        """Whether its value at x was too small to be seen."""
        return (tree, x) in self._lost

    def sign(self, tree: Node, x: Any, *, is_far: bool = False) -> int | None:
        """The sign of what it is worth. `is_far`: x is far from every zero, so that fewer digits do."""
        value = self._value(tree, x, ROUGH_DIGITS) if is_far else self.value(tree, x)
        return None if value is None else int(value > 0) - int(value < 0)

    def quotient(self, tree: Node) -> Quotient | None:
        return quotient_of(tree, self.name, self.constant)

    def as_floats(self, tree: Node) -> Function | None:
        """A tree as a fast function of a float; None for one that floats do not know."""
        return float_function(tree, self.name, {name: as_float(value) for name, value in self.place.items()})

    def rough(self, tree: Node) -> Function:
        """A tree as a slow function of a float, NaN where it has no value."""

        def work(x: float) -> float:
            value = self._value(tree, Fraction(x), ROUGH_DIGITS)
            return nan if value is None else as_float(value)

        return work


def in_order(values: list[Any]) -> list[Any]:
    """Numbers in rising order; of those that are the same up to noise one stays, exact ones first."""
    kept: list[Any] = []
    for value in sorted(values, key=inexact):
        if kept and are_same(kept[-1], value):
            if isinstance(value, Fraction):
                kept[-1] = value
        else:
            kept.append(value)
    return kept


SAME_WITHIN = MP.mpf(10) ** -90


def are_same(a: Any, b: Any) -> bool:
    """Whether two numbers are the same up to noise."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a == b
    a, b = inexact(a), inexact(b)
    return bool(abs(a - b) <= max(abs(a), abs(b)) * SAME_WITHIN)


def between(low: Any, high: Any) -> Any:
    """A number between two others, the simplest fraction where they are not very near."""
    a, b = _rounded(low, up=True), _rounded(high, up=False)
    if a < b:
        return _simplest(a, b)
    return (inexact(low) + inexact(high)) / 2


def _rounded(value: Any, *, up: bool) -> Fraction:
    """A fraction just inside."""
    if isinstance(value, Fraction):
        return value
    step = Fraction(1, 10**40) * max(1, abs(int(value)))
    near = Fraction(int(MP.floor(value * 10**40)), 10**40)
    return near + 2 * step if up else near - step


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of smallest denominator strictly between; of several the nearest to zero."""
    if low < 0 < high:
        return Fraction(0)
    if high <= 0:
        return -_simplest(-high, -low)
    whole = low.numerator // low.denominator
    if whole + 1 < high:
        return Fraction(whole + 1)
    if low == whole:
        return whole + 1 / Fraction(1 + int(1 / (high - whole)))
    return whole + 1 / _simplest(1 / (high - whole), 1 / (low - whole))
