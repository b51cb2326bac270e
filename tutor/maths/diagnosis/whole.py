"""Slips with the whole of a value: its sign, its reciprocal, its square, a hundred times of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number
from tutor.maths.diagnosis.evidence import Sides, Slip
from tutor.maths.trees.matrices import ONE, TWO

TEN, HUNDRED = Number("10"), Number("100")
TURN = Binary("/", Name("pi"), Number("180"))
BITS, TENS = Call("ln", (TWO,)), Call("ln", (TEN,))

Change = Callable[[Node], Node]


def _always(*changes: Change) -> Callable[[Sides], Iterable[Node]]:
    return lambda sides: [change(sides.asked) for change in changes]


def _of_numbers(*changes: Change) -> Callable[[Sides], Iterable[Node]]:
    """Not where names are in play: a factor of 100 is no percentage there."""
    return lambda sides: [] if sides.has_names else [change(sides.asked) for change in changes]


def _times(factor: Node) -> Change:
    return lambda asked: Binary("*", asked, factor)


def _over(divisor: Node) -> Change:
    return lambda asked: Binary("/", asked, divisor)


def _complement(sides: Sides) -> Iterator[Node]:
    """Only of what could be a probability: between 0 and 1 wherever it is looked at."""
    values = [look.asked for look in sides.looks]
    if all(not getattr(value, "imag", 0) and 0 < value < 1 for value in values):
        yield Binary("-", ONE, sides.asked)


def _percentage(sides: Sides) -> Iterator[Node]:
    """Only of what could be a share of something: from -1 to 1, or from -100 to 100 in percent."""
    if not sides.has_names:
        size = max(abs(look.asked) for look in sides.looks)
        yield from [Binary("*", sides.asked, HUNDRED)] if size <= 1 else []
        yield from [Binary("/", sides.asked, HUNDRED)] if size <= 100 else []


def _in_radians(sides: Sides) -> Iterator[Node]:
    """What a calculator shows for the sine of an angle in degrees, set to radians: of a key that is a plain value."""
    if not sides.has_names and sides.frame.has_tolerance:
        for name in ("sin", "cos", "tan"):
            angle = Binary("/", Call(f"arc{name}", (sides.asked,)), TURN)
            yield Call(name, (angle,))


_BASES = [change(log) for log in (BITS, TENS, Binary("/", TENS, BITS)) for change in (_times, _over)]
_IN_DEGREES, _IN_RADIANS = "This is in degrees; radians are meant.", "This is in radians; degrees are meant."

WHOLE: tuple[Slip, ...] = (
    Slip("opposite-sign", "The sign is the other way round.", 0, _always(Negative)),
    Slip("degrees-for-radians", _IN_DEGREES, 1, _of_numbers(_over(TURN))),
    Slip("radians-for-degrees", _IN_RADIANS, 1, _of_numbers(_times(TURN))),
    Slip("radians-for-degrees", "Radians and degrees are mixed up.", 1, _in_radians),
    Slip("wrong-log-base", "A logarithm to another base fits: look at the base.", 1, _of_numbers(*_BASES)),
    Slip("reciprocal", "This is upside down: the reciprocal.", 2, _always(lambda asked: Binary("/", ONE, asked))),
    Slip("squared", "This is the square of what is asked for.", 2, _always(lambda asked: Binary("^", asked, TWO))),
    Slip(
        "square-rooted",
        "This is the square root of what is asked for.",
        2,
        _always(lambda asked: Call("sqrt", (asked,))),
    ),
    Slip("percent", "A percentage and a plain fraction are exchanged.", 2, _percentage),
    Slip("complement", "This is the complement: what is left of the whole.", 2, _complement),
    Slip("constant-factor", "A constant factor is off.", 2, _of_numbers(_times(TWO), _over(TWO))),
)
"""The last one is said only where it cannot well be chance; beside another of its tier it silences both."""
