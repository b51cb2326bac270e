"""Forms of fractions: lowest terms, no decimals, one stroke only."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Listed, Negative, Node, Number, Relation, children, walk
from tutor.expression.writer import unicode_line
from tutor.maths.comparison.equality import free_names
from tutor.maths.forms.polynomials import content, have_common_factor, monomial, polynomial
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.matrices import rational_value
from tutor.maths.trees.probes import Evaluation, UndefinedError
from tutor.maths.trees.translate import Names


def without_sign(tree: Node) -> Node:
    return tree.operand if isinstance(tree, Negative) else tree


def decimals_left(tree: Node, _: Names) -> str | None:
    """A decimal point, or a power of ten such as `5e-1`, is still there."""
    for each in walk(tree):
        if isinstance(each, Number) and ("." in each.text or each.value.denominator != 1):
            return f"There is a decimal point: {each.text}." if "." in each.text else f"{each.text} is a decimal."
    return None


def not_lowest(tree: Node, names: Names) -> str | None:
    """Not a fraction in lowest terms. Of expressions: a fraction in it can be reduced."""
    if (decimal := decimals_left(tree, names)) is not None:
        return decimal
    if is_rational(tree, names):
        return not_lowest_number(tree)
    for part in walk(tree):
        if isinstance(part, Call) and part.name == "percent":
            return f"{unicode_line(part)} is not a fraction."
        if isinstance(part, Binary) and part.op == "/" and (fault := reducible(part, names)) is not None:
            return fault
    return None


def is_rational(tree: Node, names: Names) -> bool:
    """Whether it is worth a rational number, however it is written: `8^(1/3)` is."""
    if isinstance(tree, Listed | Relation) or free_names(tree, names):
        return False
    try:
        return isinstance(Evaluation({}).value(worked_out(tree)), Fraction)
    except (UndefinedError, UnboundedError, KeyError, Unreadable):
        return False


def not_lowest_number(tree: Node) -> str | None:
    """The form of a rational number: `3`, `1/2`, with a minus in front or above."""
    bare = without_sign(tree)
    match bare:
        case Number():
            return f"{bare.text} is a decimal." if bare.value.denominator != 1 or "." in bare.text else None
        case Binary(op="/", left=left, right=Number() as below):
            above = without_sign(left)
            if isinstance(above, Number) and above.text.isdecimal() and below.text.isdecimal():
                if isinstance(tree, Negative) and isinstance(left, Negative):
                    return "There are two minus signs."
                return _not_coprime(bare, int(above.text), int(below.text))
        case Binary(op="/", right=Negative(operand=Number())):
            return "The minus sign belongs in front of the fraction or above its stroke."
        case Call(name="percent"):
            return f"{unicode_line(bare)} is not a fraction."
    return "Work it out to one fraction."


def _not_coprime(tree: Node, above: int, below: int) -> str | None:
    if below == 1 or above % below == 0:
        return f"{unicode_line(tree)} is a whole number: write it without a fraction."
    return f"{unicode_line(tree)} can be reduced." if gcd(above, below) != 1 else None


def reducible(tree: Binary, names: Names) -> str | None:
    """A number or a factor that above and below the stroke have in common, or a minus below."""
    if _same_factor(tree.left, tree.right, names):
        return f"{unicode_line(tree)} can be reduced."
    above, below = polynomial(tree.left, names), polynomial(tree.right, names)
    if not above or not below:
        return None
    if isinstance(tree.right, Negative):
        return "The minus sign belongs in front of the fraction or above its stroke."
    ours, theirs = content(above.values()), content(below.values())
    if ours.denominator == theirs.denominator == 1 and gcd(ours.numerator, theirs.numerator) != 1:
        return f"{unicode_line(tree)} can be reduced."
    if rational_value(tree.right) == 1 or have_common_factor(above, below):
        return f"{unicode_line(tree)} can be reduced."
    return None


def _same_factor(above: Node, below: Node, names: Names) -> bool:
    """Whether the same name or bracket stands on both sides as a factor, to whatever power."""
    ours, theirs = monomial(above, names), monomial(below, names)
    if ours is None or theirs is None:
        return False
    return bool({atom for atom, power in ours[1] if power > 0} & {atom for atom, power in theirs[1] if power > 0})


def strokes_left(tree: Node, _: Names) -> str | None:
    """More than one fraction stroke, or one that is not at the top; powers and functions are passed over."""
    top = without_sign(tree)
    if not (isinstance(top, Binary) and top.op == "/"):
        return "Several parts are still to be put on one stroke." if _has_stroke(top) else None
    if any(_has_stroke(part) for part in children(top)):
        return "There is a fraction within the fraction."
    return None


def _has_stroke(tree: Node) -> bool:
    return any(
        isinstance(part, Binary)
        and (part.op == "/" or (part.op == "^" and (rational_value(part.right) or Fraction()) < 0))
        for part in _outside_functions(tree)
    )


def _outside_functions(tree: Node) -> Iterator[Node]:
    """The node and its parts, without those of functions and exponents."""
    yield tree
    match tree:
        case Binary(op="^", left=base):
            yield from _outside_functions(base)
        case Binary(left=left, right=right):
            yield from _outside_functions(left)
            yield from _outside_functions(right)
        case Negative(operand=operand):
            yield from _outside_functions(operand)
