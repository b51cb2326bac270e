"""From a value to the tree that a textbook would print: falling powers, no `1 x`, no `+ -`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any, Literal

import sympy
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from tutor.expression.nodes import Binary, Call, Listed, Logic, Name, Negative, Node, Number, Relation, Text

_FUNCTIONS: dict[Any, str] = {
    sympy.log: "ln",
    sympy.Abs: "abs",
    sympy.Max: "max",
    sympy.Min: "min",
    sympy.floor: "floor",
    sympy.ceiling: "ceil",
    sympy.factorial: "factorial",
    sympy.binomial: "binomial",
    sympy.sign: "sign",
    sympy.asin: "arcsin",
    sympy.acos: "arccos",
    sympy.atan: "arctan",
    sympy.asinh: "arsinh",
    sympy.acosh: "arcosh",
    sympy.atanh: "artanh",
} | {getattr(sympy, name): name for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}

_CONSTANTS: dict[Any, Node] = {
    sympy.pi: Name("pi"),
    sympy.E: Name("e"),
    sympy.I: Name("i"),
    sympy.oo: Name("oo"),
    -sympy.oo: Negative(Name("oo")),
}

_RELATIONS: dict[Any, Literal["=", "!=", "<", "<=", ">", ">="]] = {
    sympy.Eq: "=",
    sympy.Ne: "!=",
    sympy.StrictLessThan: "<",
    sympy.LessThan: "<=",
    sympy.StrictGreaterThan: ">",
    sympy.GreaterThan: ">=",
}


def to_tree(value: Any) -> Node:
    """The tree of a value: int, Fraction, bool (`yes`, `no`), str, list (a vector; of lists: a
    matrix), tuple, set, SymPy expression, matrix, relation or finite set.

    Raises TypeError for anything else; floats are refused, for they are not exact.
    """
    match value:
        case bool():
            return Name("yes" if value else "no")
        case int() | Fraction():
            return rational_tree(Fraction(value))
        case str():
            return Text(value)
        case list():
            return Listed("[", tuple(to_tree(each) for each in value))
        case tuple():
            return Listed("(", tuple(to_tree(each) for each in value))
        case set() | frozenset():
            return Listed("{", tuple(to_tree(each) for each in _in_order(value)))
        case sympy.MatrixBase():
            return to_tree(value.tolist())
        case sympy.FiniteSet():
            return Listed("{", tuple(to_tree(each) for each in value.args))
        case sympy.Tuple():
            return Listed("(", tuple(to_tree(each) for each in value.args))
        case sympy.Basic():
            return _logical(value) if value.is_Boolean or value.is_Relational else _expression(value)
    raise TypeError(f"{type(value).__name__} has no written form")


def rational_tree(value: Fraction) -> Node:
    """`3`, `-3`, `3/4` or `-(3/4)`."""
    if value < 0:
        return Negative(rational_tree(-value))
    if value.denominator == 1:
        return Number(str(value.numerator))
    return Binary("/", Number(str(value.numerator)), Number(str(value.denominator)))


def _in_order(values: Iterable[Any]) -> Sequence[Any]:
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=lambda each: sympy.default_sort_key(each) if _is_sympy(each) else str(each))


def _is_sympy(value: Any) -> bool:
    return isinstance(value, sympy.Basic)


def _logical(value: Any) -> Node:
    if value in (sympy.true, sympy.false):
        return to_tree(bool(value))
    if isinstance(value, Relational):
        return Relation((to_tree(value.lhs), to_tree(value.rhs)), (_RELATIONS[type(value)],))
    if isinstance(value, sympy.And | sympy.Or):
        return Logic("and" if isinstance(value, sympy.And) else "or", tuple(map(to_tree, value.args)))
    if isinstance(value, sympy.Not):
        return Logic("not", (to_tree(value.args[0]),))
    raise TypeError(f"{type(value).__name__} has no written form")


def _expression(value: Any) -> Node:
    if value.is_Rational:
        return rational_tree(Fraction(int(value.p), int(value.q)))
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value.is_Symbol:
        return Name(value.name)
    if value.is_Add:
        return _total(value.as_ordered_terms())
    if value.is_Mul:
        return _product(value)
    if value.is_Pow:
        return _product(value) if _below(value) else _power(value.base, value.exp)
    if isinstance(value, sympy.exp):
        return Binary("^", Name("e"), _expression(value.args[0]))
    if isinstance(value, AppliedUndef):
        return Call(value.func.__name__, tuple(map(_expression, value.args)))
    if (name := _FUNCTIONS.get(value.func)) is not None:
        return Call(name, tuple(map(_expression, value.args)))
    raise TypeError(f"{type(value).__name__} has no written form")


def _total(terms: Sequence[Any]) -> Node:
    """Terms one after the other; a term with a minus is taken away rather than added."""

    def join(left: Node, right: Node) -> Node:
        if isinstance(right, Negative):
            return Binary("-", left, right.operand)
        return Binary("+", left, right)

    return reduce(join, (_expression(term) for term in terms))


def _below(factor: Any) -> bool:
    """Whether a factor belongs under the fraction stroke: `x^(-2)`, but not `e^(-x)`."""
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)


def _product(value: Any) -> Node:
    coefficient, rest = value.as_coeff_Mul()
    if not coefficient.is_Rational:
        coefficient, rest = sympy.Integer(1), value
    above, below = [], []
    for factor in rest.as_ordered_factors():
        if _below(factor):
            below.append(_power(factor.base, -factor.exp))
        elif factor != 1:
            above.append(_expression(factor))
    top = Fraction(int(coefficient.p), int(coefficient.q))
    tree = _side(abs(top.numerator), above)
    if top.denominator != 1 or below:
        tree = Binary("/", tree, _side(top.denominator, below))
    return Negative(tree) if top < 0 else tree


def _side(number: int, factors: list[Node]) -> Node:
    if number != 1 or not factors:
        factors = [Number(str(number)), *factors]
    return reduce(_times, factors)


def _times(left: Node, right: Node) -> Node:
    """A product sign is written only where two numbers would run together."""
    starts_with_digit = isinstance(right, Number) or (
        isinstance(right, Binary) and right.op == "^" and isinstance(right.left, Number)
    )
    return Binary("*", left, right, implicit=not starts_with_digit)


def _power(base: Any, exponent: Any) -> Node:
    if exponent == 1:
        return _expression(base)
    if exponent == sympy.Rational(1, 2):
        return Call("sqrt", (_expression(base),))
    return Binary("^", _expression(base), _expression(exponent))
