"""What every notation asks of the larger nodes: the pieces of a case, the names of a derivative."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from tutor.expression.nodes import Call, Conditional, Interval, Listed, Name, Negative, Node

UNDEFINED = Call("undefined", ())


@dataclass(frozen=True, slots=True)
class Bound:
    """`sum` or `product` of a body over an index from `low` to `high`."""

    body: Node
    index: Name
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Derivative:
    """What is differentiated; the names in runs, `x` twice, then `y` once; how often in all.

    `is_partial`: by more than one name, so that it is written with ∂.
    """

    of: Node
    runs: tuple[tuple[Name, int], ...]
    order: int
    is_partial: bool


def is_all_reals(node: Interval) -> bool:
    """Whether this is `R`: everything between minus infinity and infinity."""
    return (node.low, node.high, node.closed) == (Negative(Name("oo")), Name("oo"), (False, False))


def as_set(node: Node) -> Node:
    """`[0, 1]` and `(0, 1)` as intervals, where a set or an interval is meant; anything else as it is."""
    match node:
        case Listed(bracket="[" | "(" as bracket, items=(low, high)):
            return Interval(low, high, (bracket == "[", bracket == "["), place=node.place)
        case Call(name="union" | "intersection" | "without" as name, arguments=(left, right)):
            return Call(name, (as_set(left), as_set(right)), place=node.place)
    return node


def pieces_of(node: Conditional) -> tuple[list[tuple[Node, Node]], Node | None]:
    """The values with their conditions, and what holds otherwise: None where nothing is said."""
    pieces = [(node.then, node.condition)]
    rest = node.otherwise
    while isinstance(rest, Conditional):
        pieces.append((rest.then, rest.condition))
        rest = rest.otherwise
    return pieces, None if rest == UNDEFINED else rest


def bound_of(node: Call) -> Bound | None:
    """The parts of a sum or product with an index, None where it has none."""
    match node.name, node.arguments:
        case "sum" | "product", (body, Name() as index, low, high) if not node.keywords:
            return Bound(body, index, low, high)
    return None


def derivative_of(node: Call) -> Derivative | None:
    """The parts of a derivative by names, None where it is none."""
    if node.name != "derivative" or len(node.arguments) < 2 or node.keywords:
        return None
    of, *by = node.arguments
    names = [each for each in by if isinstance(each, Name)]
    if len(names) < len(by):
        return None
    runs = tuple((name, len(list(group))) for name, group in groupby(names))
    return Derivative(of, runs, len(names), len(set(names)) > 1)
