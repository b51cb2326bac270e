"""What sign a value can have, seen from its structure alone: `x^2 + y^2 + 1` is always positive."""

from __future__ import annotations

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number, children
from tutor.maths.solving.precision import LostDigitsError, value_of
from tutor.maths.solving.statements import Claim, Statement
from tutor.maths.trees.substitute import free_ids
from tutor.maths.trees.translate import Names

Signs = frozenset[int]
ANY: Signs = frozenset((-1, 0, 1))
POSITIVE: Signs = frozenset((1,))
NONNEGATIVE: Signs = POSITIVE | {0}
_OF_NAMES: dict[str, Signs] = {
    "positive": POSITIVE,
    "natural": POSITIVE,
    "positive integer": POSITIVE,
    "nonnegative": NONNEGATIVE,
    "nonnegative integer": NONNEGATIVE,
    "negative": frozenset((-1,)),
    "nonzero": ANY - {0},
}


def signs(tree: Node, names: Names) -> Signs:
    """The signs that the value may have, wherever it has one: perhaps too many, never too few."""
    if not isinstance(tree, Number) and not _has_names(tree, names):
        return _of_number(tree)
    match tree:
        case Number():
            return frozenset((1 if tree.value else 0,))
        case Name(id=name):
            return _OF_NAMES.get(names.assumption(name), ANY)
        case Negative(operand=operand):
            return _opposite(signs(operand, names))
        case Binary(op="^", left=base, right=exponent):
            return _of_power(signs(base, names), exponent)
        case Binary(op=op, left=left, right=right):
            return _of_pair(op, signs(left, names), signs(right, names))
        case Call(name="exp" | "cosh"):
            return POSITIVE
        case Call(name="abs" | "sqrt", arguments=(x,)):
            return frozenset(abs(sign) for sign in signs(x, names) if tree.name == "abs" or sign >= 0)
    return ANY


def _has_names(tree: Node, names: Names) -> bool:
    return any(not names.is_constant(each) for each in free_ids(tree))


def _of_number(tree: Node) -> Signs:
    try:
        value = value_of(tree, {})
    except LostDigitsError:
        return ANY
    return frozenset() if value is None else frozenset(((value > 0) - (value < 0),))


def _opposite(found: Signs) -> Signs:
    return frozenset(-sign for sign in found)


def _of_power(base: Signs, exponent: Node) -> Signs:
    if isinstance(exponent, Number) and exponent.value > 0:
        if exponent.value.denominator == 1 and exponent.value.numerator % 2 == 0:
            return frozenset(abs(sign) for sign in base)
        return base
    return POSITIVE if base == POSITIVE else ANY


def _of_pair(op: str, a: Signs, b: Signs) -> Signs:
    if op == "-":
        b = _opposite(b)
    if op in "+-":
        return frozenset(sign for x in a for y in b for sign in (ANY if x * y < 0 else (x or y,)))
    if op == "/":
        b = b - {0}
    return frozenset(x * y for x in a for y in b)


def is_never(statement: Statement, names: Names) -> bool:
    """Whether it is plainly true nowhere."""
    if isinstance(statement, Claim):
        return not any(statement.is_met(sign) for sign in signs(statement.difference, names))
    parts = [is_never(part, names) for part in statement.parts]
    match statement.op:
        case "and":
            return any(parts)
        case "or":
            return all(parts)
    return False


def is_total(tree: Node, names: Names) -> bool:
    """Whether it plainly has a value everywhere."""
    match tree:
        case Binary(op="/", right=below) if 0 in signs(below, names):
            return False
        case Binary(op="^", left=base, right=exponent):
            is_natural = isinstance(exponent, Number) and exponent.text.isdecimal() and exponent.value > 0
            if not is_natural and signs(base, names) != POSITIVE:
                return False
        case Call(name=name, arguments=arguments):
            within = _DOMAINS.get(name)
            if within is None or not all(signs(each, names) <= within for each in arguments):
                return False
    return all(is_total(part, names) for part in children(tree))


_EVERYWHERE = ("abs", "exp", "sin", "cos", "sinh", "cosh", "tanh", "arctan", "arsinh", "cbrt", "max", "min", "sign")
_DOMAINS: dict[str, Signs] = {"sqrt": NONNEGATIVE, "ln": POSITIVE} | dict.fromkeys(_EVERYWHERE, ANY)
