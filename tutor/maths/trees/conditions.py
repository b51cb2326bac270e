"""Whether a condition of a piecewise value holds at a point."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tutor.expression.nodes import Call, Interval, Listed, Logic, Node, Relation
from tutor.maths.trees.functions import UnboundedError, UndefinedError, Value

if TYPE_CHECKING:
    from tutor.maths.trees.probes import Evaluation

_BY_SIGN: dict[str, Callable[[int], bool]] = {
    "=": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


def holds(at: Evaluation, condition: Node) -> bool:
    """Raises UndefinedError where a side has no value, UnboundedError where one is complex."""
    match condition:
        case Logic(op="not", operands=(operand,)):
            return not holds(at, operand)
        case Logic(op=op, operands=operands):
            return (all if op == "and" else any)(holds(at, each) for each in operands)
        case Relation(operands=operands, operators=operators):
            links = zip(operands, operators, operands[1:], strict=False)
            return all(_link_holds(at, *link) for link in links)
    raise UndefinedError(condition)


def _link_holds(at: Evaluation, left: Node, operator: str, right: Node) -> bool:
    if operator == "in":
        return _is_member(at, at.value(left), right)
    if operator not in _BY_SIGN:
        raise UndefinedError(right)
    return _BY_SIGN[operator](order(at, at.value(left), at.value(right)))


def _is_member(at: Evaluation, value: Value, of: Node) -> bool:
    match of:
        case Listed(bracket="(" | "[" as bracket, items=(low, high)):
            closed = bracket == "["
            return _is_member(at, value, Interval(low, high, (closed, closed)))
        case Interval(low=low, high=high, closed=ends):
            sides = order(at, value, at.value(low)), order(at, at.value(high), value)
            return all(side > 0 or (belongs and side == 0) for side, belongs in zip(sides, ends, strict=True))
        case Listed(items=items):
            return any(order(at, value, at.value(item)) == 0 for item in items)
        case Call(name="union", arguments=(left, right)):
            return _is_member(at, value, left) or _is_member(at, value, right)
        case Call(name="intersection", arguments=(left, right)):
            return _is_member(at, value, left) and _is_member(at, value, right)
        case Call(name="without", arguments=(left, right)):
            return _is_member(at, value, left) and not _is_member(at, value, right)
    raise UndefinedError(of)


def order(at: Evaluation, left: Value, right: Value) -> int:
    """-1, 0 or 1 as left is less than, equal to or greater than right."""
    a, b = at.inexact(left), at.inexact(right)
    if isinstance(a, at.mp.mpc) or isinstance(b, at.mp.mpc):
        raise UnboundedError
    return 0 if at.are_level(left, right) else 1 if a > b else -1
