"""What a tree may cost: judged before anything is computed, in microseconds.

Every number is bounded by its logarithm, every sum of terms by their number once multiplied out, so
that `9^9^9^9`, `(x+y+z)^300` and `factorial(10000000)` are refused by arithmetic on small floats.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number, children

NODES = 150
DIGITS = 60
EXPONENT = 30
LITERAL_EXPONENT = 300
BITS = 20_000
FACTORIAL = 200
TERMS = 2_000
REACH = 27.0
"""The greatest exponent that is computed for a name's value, as a power of two."""
_CONSTANTS = {"pi": math.log2(math.pi), "e": math.log2(math.e)}
_NAME = 4.0
"""Names are taken to be at most 16, as a power of two."""


class Size(NamedTuple):
    """`reach`: the value is at most 2^reach; `bits`: of numerator and denominator together; `terms`: once
    multiplied out; `fixed`: free of names."""

    reach: float
    bits: float
    terms: float
    fixed: bool


def check_cost(tree: Node, *, nodes: int = NODES) -> None:
    """Raises Unreadable where the tree is larger than `nodes` or its value costly to compute."""
    order = _outermost_first(tree, nodes)
    sizes: dict[int, Size] = {}
    for node in reversed(order):
        size = _size(node, [sizes[id(child)] for child in children(node)])
        if size.bits > BITS:
            raise Unreadable("this number is too large to compute", max(node.place, 0))
        if size.terms > TERMS:
            raise Unreadable("this has too many terms once it is multiplied out", max(node.place, 0))
        sizes[id(node)] = size


def _outermost_first(tree: Node, most: int) -> list[Node]:
    order: list[Node] = [tree]
    for node in order:
        order.extend(children(node))
        if len(order) > most:
            raise Unreadable(f"this is too long: at most {most} numbers, names and signs are read", 0)
    return order


def _size(node: Node, parts: list[Size]) -> Size:
    match node:
        case Number():
            return _number(node)
        case Name():
            constant = _CONSTANTS.get(node.id)
            return Size(constant or _NAME, 0.0, 1.0, constant is not None)
        case Negative():
            return parts[0]
        case Binary(op="+" | "-"):
            return _sum(parts[0], parts[1])
        case Binary(op="*" | "/"):
            return _product(node, parts[0], parts[1])
        case Binary():
            return _power(node, parts[0], parts[1])
        case Call():
            return _call(node, parts)
        case _:
            return _largest(parts)


def _number(node: Number) -> Size:
    mantissa, _, exponent = node.text.partition("e")
    if sum(sign.isdigit() for sign in mantissa) > DIGITS:
        raise Unreadable(f"this number is too long: at most {DIGITS} digits are read", max(node.place, 0))
    if exponent and abs(int(exponent)) > EXPONENT:
        raise Unreadable("the exponent of this number is too large", max(node.place, 0))
    value = node.value
    reach = math.log2(value) if value else 0.0
    bits = value.numerator.bit_length() + value.denominator.bit_length() - 1
    return Size(reach, float(bits if value not in (0, 1) else 0), 1.0, True)


def _sum(left: Size, right: Size) -> Size:
    high, low = max(left.reach, right.reach), min(left.reach, right.reach)
    reach = high + math.log2(1 + 2.0 ** max(low - high, -1000))
    bits = left.bits + right.bits + 1
    return Size(reach, bits, left.terms + right.terms, left.fixed and right.fixed)


def _product(node: Binary, left: Size, right: Size) -> Size:
    fixed, bits = left.fixed and right.fixed, left.bits + right.bits
    if node.op == "*":
        return Size(left.reach + right.reach, bits, left.terms * right.terms, fixed)
    literal = isinstance(node.right, Number) and node.right.value != 0
    reach = left.reach - right.reach if literal else left.reach + max(right.bits, right.reach)
    return Size(reach, bits, left.terms * right.terms, fixed)


def _power(node: Binary, base: Size, exponent: Size) -> Size:
    limit = math.log2(LITERAL_EXPONENT) if exponent.fixed else REACH
    if exponent.reach > limit + 1e-9:
        reason = f"at most {LITERAL_EXPONENT}" if exponent.fixed else "its value could not be computed"
        raise Unreadable(f"this exponent is too large: {reason}", max(node.right.place, node.place, 0))
    times = 2.0**exponent.reach
    whole = exponent.fixed and not _is_minus(node.right)
    terms = _terms_of_power(base.terms, times) if exponent.fixed else 1.0
    bits = base.bits * max(times, 1.0) if exponent.fixed else base.bits + exponent.bits
    reach = max(base.reach, base.bits if not whole else 0.0, 1.0) * times
    return Size(reach, bits, terms, base.fixed and exponent.fixed)


def _is_minus(node: Node) -> bool:
    return isinstance(node, Negative)


def _terms_of_power(terms: float, times: float) -> float:
    """The number of terms of a sum raised to a power: binomial(times + terms - 1, times)."""
    if terms <= 1:
        return 1.0
    logarithm = math.lgamma(times + terms) - math.lgamma(terms) - math.lgamma(times + 1)
    return math.exp(min(logarithm, 60.0))


def _call(node: Call, parts: list[Size]) -> Size:
    largest = _largest(parts)
    match node.name:
        case "factorial" | "binomial":
            if largest.reach > math.log2(FACTORIAL if node.name == "factorial" else 1000) + 1e-9:
                raise Unreadable(f"the argument of this {node.name} is too large", max(node.place, 0))
            reach = 2.0**largest.reach * max(largest.reach, 1.0)
            return Size(reach, reach if largest.fixed else 0.0, 1.0, largest.fixed)
        case "exp" | "sinh" | "cosh":
            if largest.reach > REACH:
                raise Unreadable("this exponent is too large: its value could not be computed", max(node.place, 0))
            return Size(1.45 * 2.0**largest.reach, 0.0, 1.0, largest.fixed)
        case "sqrt" | "cbrt" | "root" | "abs" | "floor" | "ceil" | "norm" | "min" | "max" | "det" | "trace":
            return largest._replace(terms=1.0)
        case _:
            return Size(max(largest.reach, _NAME), largest.bits, 1.0, largest.fixed)


def _largest(parts: list[Size]) -> Size:
    """The bounds that hold for each of the parts."""
    return Size(
        max((part.reach for part in parts), default=0.0),
        max((part.bits for part in parts), default=0.0),
        max((part.terms for part in parts), default=1.0),
        all(part.fixed for part in parts),
    )
