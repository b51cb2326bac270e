"""Powers and functions that everybody would work out: `x^1`, `2^3`, `sqrt(8)`, `ln(1)`, `cos(pi/3)`."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Name, Node
from tutor.expression.writer import unicode_line
from tutor.maths.comparison.equality import free_names
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.matrices import rational_value
from tutor.maths.trees.probes import Evaluation, UndefinedError
from tutor.maths.trees.translate import Names

LARGEST_POWER = 1000
"""A power of numbers beyond this may stay as it is."""
LARGEST_RADICAND = 10**12
LARGEST_DIVISOR = 1000
ROOTS = frozenset(("sqrt", "cbrt"))
TRIGONOMETRIC = frozenset(("sin", "cos", "tan"))
INVERSE = frozenset(("arcsin", "arccos", "arctan"))
WORKED_OUT = frozenset(
    ("sqrt", "cbrt", "root", "abs", "factorial", "binomial", "ln", "log2", "log10", "log_base", "exp", "floor")
) | {"ceil", "max", "min", "sign", "mod"}


def power_to_work_out(tree: Node, names: Names) -> str | None:
    """Exponents 0 and 1, small powers of numbers, powers of powers, `e^(ln x)`."""
    if not (isinstance(tree, Binary) and tree.op == "^"):
        return None
    shown = unicode_line(tree)
    base, exponent = rational_value(tree.left), rational_value(tree.right)
    if exponent in (0, 1):
        return f"There is an exponent {exponent}: {shown}."
    if base is not None and exponent is not None and _is_worked_out(base, exponent, tree):
        return f"{shown} can be worked out."
    if _is_power(tree.left) and exponent is not None and exponent.denominator == 1:
        return f"{shown} is a power of a power."
    if tree.left == Name("e") and names.is_constant("e") and _takes_back(tree.right, "ln"):
        return f"{shown}: the power of e and the logarithm take each other back."
    return _root_of(base, tree) if exponent == Fraction(1, 2) else None


def _is_power(tree: Node) -> bool:
    return (isinstance(tree, Binary) and tree.op == "^") or (isinstance(tree, Call) and tree.name in ROOTS)


def _is_worked_out(base: Fraction, exponent: Fraction, tree: Node) -> bool:
    if exponent.denominator != 1:
        return _is_rational(tree)
    if base == 10 or exponent < 0:
        return abs(base) == 1
    return bool(max(abs(base.numerator), base.denominator) ** min(int(exponent), 20) <= LARGEST_POWER)


def _takes_back(exponent: Node, function: str) -> bool:
    """`ln x` or `2 ln x`."""
    match exponent:
        case Call(name=name):
            return name == function
        case Binary(op="*", left=left, right=right):
            return any(_takes_back(side, function) for side in (left, right))
    return False


def call_to_work_out(tree: Node, names: Names) -> str | None:
    """Functions whose value everybody knows, and roots of squares."""
    if not isinstance(tree, Call) or not tree.arguments:
        return None
    shown = unicode_line(tree)
    inner = tree.arguments[-1]
    if tree.name == "ln" and _is_power_of_e(inner, names):
        return f"{shown}: the power of e and the logarithm take each other back."
    if tree.name == "exp" and _takes_back(inner, "ln"):
        return f"{shown}: the power of e and the logarithm take each other back."
    if free_names(tree, names):
        return None
    if tree.name in WORKED_OUT and _is_rational(tree):
        return f"{shown} can be worked out."
    if tree.name == "sqrt":
        return _root_of(rational_value(inner), tree)
    if _has_known_angle(tree):
        return f"{shown} has a known value."
    return None


def _is_power_of_e(tree: Node, names: Names) -> bool:
    match tree:
        case Name(id="e") | Binary(op="^", left=Name(id="e")):
            return names.is_constant("e")
        case Call(name="exp"):
            return True
    return False


def _is_rational(tree: Node) -> bool:
    try:
        return isinstance(Evaluation({}).value(worked_out(tree)), Fraction)
    except (UndefinedError, UnboundedError, KeyError, Unreadable):
        return False


def _root_of(under: Fraction | None, tree: Node) -> str | None:
    """A square root of a whole number with a square factor."""
    if under is None or under.denominator != 1 or not 1 < under <= LARGEST_RADICAND:
        return None
    number = int(under)
    if any(number % (n * n) == 0 for n in range(2, min(isqrt(number), LARGEST_DIVISOR) + 1)):
        return f"A root can be simplified: {unicode_line(tree)}."
    return None


def _has_known_angle(tree: Call) -> bool:
    """A sine of a multiple of 30° or 45°, or an arcsine whose value is one."""
    at = Evaluation({}, 30)
    try:
        angle = tree.arguments[0] if tree.name in TRIGONOMETRIC else tree
        if tree.name not in TRIGONOMETRIC | INVERSE:
            return False
        turns = at.inexact(at.value(worked_out(angle))) / at.mp.pi
    except (UndefinedError, UnboundedError, KeyError, Unreadable):
        return False
    return any(abs(turns * parts - at.mp.nint(turns * parts)) < 1e-20 for parts in (4, 6))
