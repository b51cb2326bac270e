"""Where sets and infinity may stand: union and its like join sets, and nothing is calculated with either."""

from __future__ import annotations

from tutor.errors import Unreadable
from tutor.expression.nodes import (
    Binary,
    Call,
    Interval,
    Listed,
    Name,
    Negative,
    Node,
    Number,
    Relation,
    children,
    walk,
)
from tutor.maths.solving.statements import SET_CALLS


def require_sets_in_place(tree: Node) -> None:
    """Raises Unreadable for `1 union 2`, `x + (0, 1]`, `A^∅` and `x > R`."""
    found = [node for node in walk(tree) if isinstance(node, Interval | Call | Listed)]
    if not any(_is_set(node) for node in found):
        return
    for node in walk(tree):
        for part in children(node):
            if _joins_sets(node) and isinstance(part, Number | Negative | Binary):
                raise Unreadable("Sets are joined here: write {1} for the set of one number.", max(part.place, 0))
            if _is_set(part) and _calculates(node):
                raise Unreadable("A set stands where a number is needed.", max(part.place, 0))


def require_infinity_in_place(tree: Node) -> None:
    """Raises Unreadable for `x + oo`, `2 oo` and `max(x, oo)`; it may be a value, an end, a side or a bound."""
    for node in walk(tree):
        for part in _operands(node):
            if any(isinstance(each, Name) and each.id in INFINITY for each in (part, *_unsigned(part))):
                raise Unreadable("Infinity is not a number to calculate with.", max(part.place, 0))


INFINITY = frozenset(("oo", "inf"))


def _operands(node: Node) -> tuple[Node, ...]:
    match node:
        case Binary(left=left, right=right):
            return (left, right)
        case Call(name="sum" | "product", arguments=(body, _, _, _)):
            return (body,)
        case Call(name=name, arguments=arguments) if name not in SET_CALLS:
            return arguments
    return ()


def _unsigned(node: Node) -> tuple[Node, ...]:
    return (node.operand,) if isinstance(node, Negative) else ()


def _is_set(node: Node) -> bool:
    return isinstance(node, Interval) or _joins_sets(node) or node == Listed("{", ())


def _joins_sets(node: Node) -> bool:
    return isinstance(node, Call) and node.name in SET_CALLS


def _calculates(node: Node) -> bool:
    match node:
        case Binary() | Negative() | Interval() | Listed(bracket="["):
            return True
        case Relation(operators=operators):
            return not set(operators) <= {"in", "=", "!="}
        case Call(name=name):
            return name not in SET_CALLS
    return False
