"""The common slips with a single value: what each makes of a right answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number
from tutor.maths.matrices import ONE
from tutor.maths.substitute import rebuilt


@dataclass(frozen=True, slots=True)
class Slip:
    """A common slip: its name, what is said, and what it makes of a right answer."""

    name: str
    say: str
    slipped: Callable[[Node], Node | None]


_TRIGONOMETRIC = frozenset(("sin", "cos", "tan", "sec", "csc", "cot"))
_INVERSE = frozenset(("arcsin", "arccos", "arctan"))
TURN = Binary("/", Name("pi"), Number("180"))


def _in_calls(change: Callable[[Call], Node | None]) -> Callable[[Node], Node | None]:
    """The tree with every call changed that can be; None where none can."""

    def changed(tree: Node) -> Node | None:
        hits = 0

        def visit(here: Node) -> Node:
            nonlocal hits
            below = rebuilt(here, visit)
            new = change(below) if isinstance(below, Call) else None
            hits += new is not None
            return below if new is None else new

        result = visit(tree)
        return result if hits else None

    return changed


def _degrees_in(call: Call) -> Node | None:
    if call.name in _TRIGONOMETRIC:
        return Call(call.name, (Binary("*", call.arguments[0], TURN),))
    return Binary("/", call, TURN) if call.name in _INVERSE else None


def _as_log(base: str) -> Callable[[Call], Node | None]:
    def change(call: Call) -> Node | None:
        if call.name == "ln":
            return Call("log_base", (Number(base), call.arguments[0]))
        return None

    return change


def _as_other_log(base: str | None) -> Callable[[Call], Node | None]:
    def change(call: Call) -> Node | None:
        if call.name != "log_base":
            return None
        of = call.arguments[1]
        return Call("ln", (of,)) if base is None else Call("log_base", (Number(base), of))

    return change


_BASE = "The logarithm has the wrong base."
_DEGREES = "This is in degrees; radians are meant."

SLIPS: tuple[Slip, ...] = (
    Slip("opposite-sign", "The sign is the other way round.", Negative),
    Slip("reciprocal", "This is upside down: the reciprocal.", lambda asked: Binary("/", ONE, asked)),
    Slip("degrees-for-radians", _DEGREES, _in_calls(_degrees_in)),
    Slip("wrong-log-base", _BASE, _in_calls(_as_log("2"))),
    Slip("wrong-log-base", _BASE, _in_calls(_as_log("10"))),
    Slip("wrong-log-base", _BASE, _in_calls(_as_other_log(None))),
    Slip("wrong-log-base", _BASE, _in_calls(_as_other_log("10"))),
    Slip("wrong-log-base", _BASE, _in_calls(_as_other_log("2"))),
)
