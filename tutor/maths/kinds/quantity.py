"""Answers with a unit: any unit of the same dimension is accepted, converted exactly.

The tolerance, the decimals and the significant digits of a question count in the unit of its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tutor.errors import Unreadable
from tutor.expression.bounds import check_cost
from tutor.expression.nodes import Binary, Call, Interval, Listed, Logic, Name, Node, Relation, Text, walk
from tutor.expression.quantities import ONE, Quantity, read_quantity, unit_of, unit_text
from tutor.expression.units import NONE, UNITS, Dimension, Unit, noun_of
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    distance,
    mismatch,
    number_at,
    require_defined,
    same_entry,
    tolerance,
    verdict_of,
    wrong,
)
from tutor.maths.kinds.labels import unlabelled
from tutor.maths.kinds.rounding import is_rounded
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.substitute import with_names
from tutor.maths.trees.textbook import rational_tree
from tutor.problem import Verdict

BITS = "Bits and bytes are mixed up: a byte is 8 bits."
BINARY = "Prefixes are mixed up: k, M, G count in steps of 1000, Ki, Mi, Gi in steps of 1024."
PREFIX = "The digits are right, the prefix is not: from k to M to G to T is 1000 each."
POWER_OF_TEN = "The digits are right, the power of ten is not."
TIME = "The units of time are mixed up: a minute is 60 seconds, an hour 3600, a day 24 hours."
MOST_STEPS = 6
"""From nothing to exa."""
SHARPEST = 200
"""A tolerance wider than this part of the key is met by chance too often to prove a slip."""


_NUMBER_BELOW = re.compile(r"/\s*([0-9.]+(?:e[+-]?[0-9]+)?\s*[A-Za-zµ]+)")


@dataclass(frozen=True, slots=True)
class Measured:
    """`value` counts in `unit`, which is written as `shown`. `is_bare`: a number without any unit."""

    value: Node
    unit: Unit
    shown: str
    is_bare: bool = False

    @property
    def dimension(self) -> Dimension:
        return self.unit.dimension

    def counted_in(self, unit: Unit) -> Node:
        """How many of that unit it is."""
        ratio = self.unit.factor / unit.factor
        return self.value if ratio == 1 else Binary("*", self.value, rational_tree(ratio))


def _read(text: str, frame: Frame) -> Reading:
    declared = frame.question.names or ()
    quantity = read_quantity(text, declared)
    _require_single(quantity.tree)
    if quantity.number is None:
        raise Unreadable("Give the number as well as the unit.", 0)
    check_cost(quantity.tree)
    measured = _measured(quantity, declared)
    require_defined(measured.value, frame.names)
    if frame.question.against.endswith(text.strip()):
        _in_asked_unit(measured, frame)  # a unit that does not fit is the fault of the key
    return Reading(text, quantity.number, measured)


def _require_single(tree: Node) -> None:
    for node in walk(tree):
        if isinstance(node, Listed | Relation | Logic | Interval | Text):
            raise mismatch("quantity", node)


def _measured(quantity: Quantity, declared: tuple[str, ...]) -> Measured:
    if quantity.unit is not None:
        assert quantity.number is not None
        return Measured(worked_out(quantity.number), unit_of(quantity.unit), unit_text(quantity.unit))
    used = {node.id for node in walk(quantity.tree) if isinstance(node, Name)} - set(declared)
    factors = {name: rational_tree(UNITS[name].factor) for name in used if name in UNITS}
    in_base_units = with_names(quantity.tree, factors)
    is_bare = not used and not any(isinstance(node, Call) and node.name == "percent" for node in walk(quantity.tree))
    return Measured(worked_out(in_base_units), Unit(Fraction(1), quantity.dimension), "", is_bare)


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    key = _in_asked_unit(asked.value, frame)
    mine: Measured = given.value
    _require_same_dimension(mine, key, given.text, frame)
    ours, theirs = mine.counted_in(key.unit), key.value
    result = same_entry(ours, theirs, frame)
    if result.same is not False:
        return verdict_of(result)
    if mine.is_bare and key.dimension == NONE and key.shown and same_entry(mine.value, key.value, frame).same:
        raise Unreadable(f"Give the unit, such as {key.shown}.", len(given.text.rstrip()))
    makes_up = _what_makes_up(ours, theirs, frame)
    for name, say, factor in _slips(key.dimension):
        if makes_up(factor):
            return wrong(say, result.decided_by, name)
    if given.typed is not None and is_rounded(given.typed, ours, theirs, frame):
        return wrong("That is rounded. Give it exactly, or with more digits if it ends.", result.decided_by, "rounded")
    return verdict_of(result)


def _in_asked_unit(key: Measured, frame: Frame) -> Measured:
    """The key counted in the unit of the question, which may be all that gives it one."""
    if frame.question.unit is None:
        return key
    unit, shown = _unit_named(frame.question.unit)
    if key.is_bare:
        return Measured(key.value, unit, shown)
    if key.dimension != unit.dimension:
        raise Unreadable(f"The unit {shown} does not fit the key.", 0)
    return Measured(key.counted_in(unit), unit, shown)


def _unit_named(text: str) -> tuple[Unit, str]:
    if text.strip() == "%":
        return Unit(Fraction(1, 100), NONE), "%"
    quantity = read_quantity(text)
    if quantity.unit is None or quantity.number not in (None, ONE):
        raise Unreadable(f"{text} is no unit.", 0)
    return unit_of(quantity.unit), unit_text(quantity.unit)


def _require_same_dimension(mine: Measured, key: Measured, text: str, frame: Frame) -> None:
    if mine.dimension == key.dimension:
        return
    if mine.dimension == NONE:
        such_as = f", such as {key.shown}" if key.shown else ""
        raise Unreadable(f"Give the unit{such_as}.", len(text.rstrip()))
    asked = noun_of(key.dimension)
    message = f"{asked[0].upper()}{asked[1:]} is asked for; this is {noun_of(mine.dimension)}."
    raise Unreadable(message, 0, _with_all_below(text, key.dimension, frame))


def _with_all_below(text: str, dimension: Dimension, frame: Frame) -> str | None:
    """`1000 tokens/(20 s)` for `1000 tokens / 20 s`, where that is what is asked for."""
    repair = _NUMBER_BELOW.sub(r"/(\1)", text)
    try:
        fits = repair != text and read_quantity(repair, frame.question.names or ()).dimension == dimension
    except Unreadable:
        return None
    return repair if fits else None


# --- slips ------------------------------------------------------------------------------------------


def _slips(dimension: Dimension) -> Iterator[tuple[str, str, Fraction]]:
    """Name, what to say, and the factor that turns what was typed into what is asked."""
    powers = dict(dimension)
    if "information" in powers:
        yield from (("bits-for-bytes", BITS, factor) for factor in _both(Fraction(8)))
        for step in range(1, MOST_STEPS + 1):
            yield from (("binary-prefix", BINARY, factor) for factor in _both(Fraction(1024, 1000) ** step))
    if "time" in powers:
        for times in (60, 3600, 24, 86400):
            yield from (("unit-of-time", TIME, factor) for factor in _both(Fraction(times)))
    if dimension:
        for step in range(1, 3 * MOST_STEPS + 1):
            name, say = ("power-of-ten", POWER_OF_TEN) if step % 3 else ("prefix", PREFIX)
            yield from ((name, say, factor) for factor in _both(Fraction(10) ** step))


def _both(factor: Fraction) -> tuple[Fraction, Fraction]:
    return factor, 1 / factor


def _what_makes_up(ours: Node, theirs: Node, frame: Frame) -> Callable[[Fraction], bool]:
    """Whether a factor is all that is wrong: exactly, or within a tolerance too narrow for chance."""
    given, asked = number_at(ours, frame.names), number_at(theirs, frame.names)
    if not (isinstance(given, Fraction) and isinstance(asked, Fraction)):
        return lambda factor: _makes(Binary("*", ours, rational_tree(factor)), theirs, frame)
    allowed = tolerance(frame, abs(asked)) if frame.has_tolerance else Fraction(0)
    return lambda factor: abs(given * factor - asked) <= allowed <= abs(asked) / SHARPEST


def _makes(made: Node, theirs: Node, frame: Frame) -> bool:
    if not frame.has_tolerance:
        return same_entry(made, theirs, frame).same is True
    apart = distance(made, theirs, frame)
    return apart is not None and apart.gap <= tolerance(frame, apart.size) <= apart.size / SHARPEST


QUANTITY = Kind("quantity", unlabelled(_read), _judge)
