"""What a tree may cost: judged before anything is computed, in microseconds.

Every number is bounded by its logarithm, every sum of terms by their number once multiplied out, so
that `9^9^9^9`, `(x+y+z)^300` and `factorial(10000000)` are refused by arithmetic on small floats.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NamedTuple

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number, children

NODES = 150
LITERAL_EXPONENT = 6_000
NUMBER_EXPONENT = 10_000
"""The greatest exponent of a number; that of anything with names is LITERAL_EXPONENT."""
BITS = 20_000
FACTORIAL = 200
TERMS = 10_000
STEPS = 1_000
"""The terms of a sum or product over an index; those of nested ones multiply."""
REACH = 27.0
"""The greatest exponent whose power is computed inexactly, as a power of two."""
_CONSTANTS = {"pi": math.log2(math.pi), "e": math.log2(math.e)}
_NAME = 1.0
"""Names are taken to be at most 2, as a power of two: a point that makes a value too large is skipped when
it is evaluated, but some points must do."""


class Size(NamedTuple):
    """`reach`: the value is at most 2^reach; `bits`: of numerator and denominator together, 0 where it is
    irrational; `terms`: once multiplied out; `fixed`: free of names; `steps`: evaluations in its sums."""

    reach: float
    bits: float
    terms: float
    fixed: bool
    steps: float = 1.0


def check_cost(tree: Node, *, nodes: int = NODES) -> None:
    """Raises Unreadable where the tree is larger than `nodes` or its value costly to compute."""
    order = _outermost_first(tree, nodes)
    indices = _indices(order)
    sizes: dict[int, Size] = {}
    for node in reversed(order):
        size = _size(node, [sizes[id(child)] for child in children(node)], indices)
        if size.bits > BITS:
            raise Unreadable("this number is too large to compute", max(node.place, 0))
        if size.terms > TERMS:
            raise Unreadable("this has too many terms once it is multiplied out", max(node.place, 0))
        if size.steps > STEPS:
            raise Unreadable(f"this sum is too long: at most {STEPS} terms are read", max(node.place, 0))
        sizes[id(node)] = size


def _outermost_first(tree: Node, most: int) -> list[Node]:
    order: list[Node] = [tree]
    for node in order:
        order.extend(children(node))
        if len(order) > most:
            raise Unreadable(f"this is too long: at most {most} numbers, names and signs are read", 0)
    return order


def _indices(order: list[Node]) -> dict[str, Size]:
    """What the index of each sum and product may be."""
    found: dict[str, Size] = {}
    for node in order:
        if isinstance(node, Call) and node.name in ("sum", "product") and len(node.arguments) == 4:
            index, *ends = node.arguments[1:]
            values = [abs(value) for end in ends if (value := _signed(end)) is not None]
            if isinstance(index, Name) and len(values) == 2:
                largest = float(min(max(*values, Fraction(1)), Fraction(1 << 30)))
                bits = math.log2(largest) + 1
                earlier = found.get(index.id)
                found[index.id] = max(Size(math.log2(largest), bits, 1.0, True), earlier or _NOTHING)
    return found


_BEYOND = 1e15
"""A reach so far that nothing with it is computed; sums of it stay finite."""
_NOTHING = Size(0.0, 0.0, 1.0, True)


def _signed(node: Node) -> Fraction | None:
    """The value of a literal with or without a minus."""
    if isinstance(node, Negative):
        return -node.operand.value if isinstance(node.operand, Number) else None
    return node.value if isinstance(node, Number) else None


def _size(node: Node, parts: list[Size], indices: dict[str, Size]) -> Size:
    steps = max((part.steps for part in parts), default=1.0)
    match node:
        case Number():
            return _number(node)
        case Name():
            constant = _CONSTANTS.get(node.id)
            size = Size(constant or _NAME, 0.0, 1.0, constant is not None)
            return indices.get(node.id, size)
        case Negative():
            return parts[0]
        case Binary(op="+" | "-"):
            size = _sum(parts[0], parts[1])
        case Binary(op="*" | "/"):
            size = _product(node, parts[0], parts[1])
        case Binary():
            size = _power(node, parts[0], parts[1])
        case Call(name="sum" | "product", arguments=(_, _, low, high)):
            return _over_index(node, parts, _count(low, high, parts[2], parts[3]))
        case Call():
            size = _call(node, parts)
        case _:
            size = _largest(parts)
    return size._replace(steps=steps)


def _count(low: Node, high: Node, low_size: Size, high_size: Size) -> float:
    """At most how many whole numbers there are from one end to the other; 1 where an end is a name."""
    first, last = _signed(low), _signed(high)
    if first is not None and last is not None:
        return float(min(max(last - first + 1, Fraction(1)), Fraction(1 << 30)))
    if not (low_size.fixed and high_size.fixed):
        return 1.0
    return float(2.0 ** min(low_size.reach, 30.0) + 2.0 ** min(high_size.reach, 30.0))


def _over_index(node: Call, parts: list[Size], count: float) -> Size:
    """A sum or product over an index; where an end is a name, evaluation bounds the terms."""
    body = parts[0]
    steps = count * max(part.steps for part in parts)
    if steps > STEPS:
        raise Unreadable(f"this {node.name} is too long: at most {STEPS} terms are read", max(node.place, 0))
    if node.name == "sum":
        return Size(body.reach + math.log2(count), body.bits + math.log2(count), body.terms * count, body.fixed, steps)
    terms = body.terms ** min(count, 64.0)
    return Size(min(body.reach * count, _BEYOND), body.bits * count, terms, body.fixed, steps)


def _number(node: Number) -> Size:
    value = node.value
    reach = _log2(value) if value else 0.0
    bits = value.numerator.bit_length() + value.denominator.bit_length() - 1
    return Size(reach, float(bits if value not in (0, 1) else 0), 1.0, True)


def _log2(value: Fraction) -> float:
    return math.log2(value.numerator) - math.log2(value.denominator)


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
    most = NUMBER_EXPONENT if base.fixed else LITERAL_EXPONENT
    if exponent.reach > (math.log2(most) if exponent.fixed else REACH) + 1e-9:
        reason = f"at most {most}" if exponent.fixed else "its value could not be computed"
        raise Unreadable(f"this exponent is too large: {reason}", max(node.right.place, node.place, 0))
    times = 2.0**exponent.reach
    whole = exponent.fixed and not _is_minus(node.right)
    terms = _terms_of_power(base.terms, times) if exponent.fixed else 1.0
    bits = base.bits * max(times, 1.0) if exponent.fixed else base.bits + exponent.bits
    reach = max(base.reach, base.bits if not whole else 0.0, 1.0) * times
    return Size(min(reach, _BEYOND), bits, terms, base.fixed and exponent.fixed)


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
        case "sqrt" | "cbrt":
            return largest._replace(terms=1.0, reach=max(largest.reach, 0.0) / (2 if node.name == "sqrt" else 3))
        case "floor" | "ceil":
            return largest._replace(terms=1.0, bits=max(largest.bits, largest.reach))
        case "root" | "abs" | "norm" | "min" | "max" | "det" | "trace":
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
