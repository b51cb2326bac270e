"""Answers worked out a second time, by NumPy on floats, sharing nothing with `evaluate`.

What was drawn is taken over; everything that the `let` block derives from it, the answer and the
`confirm` conditions are worked out anew from the trees.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy
import sympy

from tutor.content.let_block import Helper
from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Index,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Range,
    Relation,
    Text,
)
from tutor.maths.values import Span, Value
from tutor.maths.vocabulary import VOCABULARY

Floats = Any
"""A float, a NumPy array, a list of these, a text or a truth value."""

CONSTANTS: Mapping[str, Floats] = {
    "pi": numpy.pi,
    "e": numpy.e,
    "oo": numpy.inf,
    "true": True,
    "yes": True,
    "false": False,
    "no": False,
}
CLOSE = 1e-7
NOT_A_NUMBER = "not worked out by this path"


class UnfollowedError(Exception):
    """This path cannot work the formula out (it rewrites symbols, say); that decides nothing."""


def floats_of(value: Value, point: Mapping[str, float]) -> Floats:
    """A drawn value as floats; symbols take their value from `point`."""
    if isinstance(value, bool | str | Span):
        return value
    if isinstance(value, list | tuple | frozenset):
        return _array([floats_of(each, point) for each in value])
    if isinstance(value, sympy.Expr):
        values = {symbol: point[symbol.name] for symbol in value.free_symbols}
        return float(value.evalf(17, subs=values) if values else value.evalf(17))
    return float(value)


def worked_out(tree: Node, names: Mapping[str, Floats], helpers: Mapping[str, Helper]) -> Floats:
    """The formula on floats. Raises UnfollowedError where this path has no way."""
    match tree:
        case Number():
            return float(tree.value)
        case Text(value=text):
            return text
        case Name(id=name):
            return _known(name, names)
        case Negative(operand=operand):
            return -numpy.asarray(worked_out(operand, names, helpers))
        case Binary(op=op, left=left, right=right):
            return _calculated(op, worked_out(left, names, helpers), worked_out(right, names, helpers))
        case Call():
            return _called(tree, names, helpers)
        case Index(base=base, indices=indices):
            found = worked_out(base, names, helpers)
            for each in indices:
                found = found[round(float(worked_out(each, names, helpers))) - 1]
            return found
        case Listed(items=items):
            return _array([worked_out(each, names, helpers) for each in items])
        case Relation(operands=operands, operators=operators):
            sides = [worked_out(each, names, helpers) for each in operands]
            return all(_compared(op, a, b) for a, op, b in zip(sides, operators, sides[1:], strict=False))
        case Logic(op=op, operands=operands):
            held = [bool(worked_out(each, names, helpers)) for each in operands]
            return not held[0] if op == "not" else all(held) if op == "and" else any(held)
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            return worked_out(then if worked_out(condition, names, helpers) else otherwise, names, helpers)
        case Comprehension():
            return _gathered(tree, names, helpers)
        case Range(low=low, high=high, excluded=excluded):
            without = {float(worked_out(each, names, helpers)) for each in excluded}
            ends = (worked_out(low, names, helpers), worked_out(high, names, helpers))
            return [float(k) for k in range(round(ends[0]), round(ends[1]) + 1) if k not in without]
    raise UnfollowedError


def close(left: Floats, right: Floats) -> bool:
    """Whether two results agree up to rounding, relative to their size where that is over 1."""
    if isinstance(left, str) or isinstance(right, str):
        return bool(left == right)
    try:
        a, b = numpy.asarray(left, float), numpy.asarray(right, float)
    except (TypeError, ValueError):  # lists of lists of different lengths
        if not (isinstance(left, list) and isinstance(right, list) and len(left) == len(right)):
            return False
        return all(close(each, other) for each, other in zip(left, right, strict=True))
    if a.shape != b.shape:
        return False
    return bool(numpy.all(numpy.abs(a - b) <= CLOSE * numpy.maximum(1.0, numpy.maximum(abs(a), abs(b)))))


def _known(name: str, names: Mapping[str, Floats]) -> Floats:
    if name in names:
        return names[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    raise UnfollowedError


def _array(items: list[Floats]) -> Floats:
    if any(isinstance(each, str) for each in items):
        return items
    try:
        return numpy.array([numpy.asarray(each) for each in items], float)
    except (TypeError, ValueError):
        return items


def _calculated(op: str, left: Floats, right: Floats) -> Floats:
    a, b = numpy.asarray(left, float), numpy.asarray(right, float)
    with numpy.errstate(all="ignore"):
        match op:
            case "+":
                return a + b
            case "-":
                return a - b
            case "/":
                return a / b
            case "^":
                return numpy.linalg.matrix_power(a, round(float(b))) if a.ndim == 2 else numpy.power(a, b)
    return a @ b if a.ndim and b.ndim else a * b


def _called(tree: Call, names: Mapping[str, Floats], helpers: Mapping[str, Helper]) -> Floats:
    arguments = [worked_out(each, names, helpers) for each in tree.arguments]
    keywords = {key: worked_out(each, names, helpers) for key, each in tree.keywords}
    if (helper := helpers.get(tree.name)) is not None:
        inner = {**names, **dict(zip(helper.parameters, arguments, strict=True))}
        return worked_out(helper.formula.tree, inner, helpers)
    function = VOCABULARY.get(tree.name)
    if function is None or function.numeric is None:
        raise UnfollowedError
    with numpy.errstate(all="ignore"):
        return function.numeric(*arguments, **keywords)


def _gathered(tree: Comprehension, names: Mapping[str, Floats], helpers: Mapping[str, Helper]) -> Floats:
    found = []
    source = worked_out(tree.source, names, helpers)
    for item in source:
        inner = {**names, tree.name: item}
        if tree.condition is None or worked_out(tree.condition, inner, helpers):
            found.append(worked_out(tree.body, inner, helpers))
    return _array(found)


def _compared(operator: str, left: Floats, right: Floats) -> bool:
    match operator:
        case "=" | "~":
            return close(left, right)
        case "!=":
            return not close(left, right)
    a, b = float(left), float(right)
    nearly = math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    return {"<": a < b and not nearly, "<=": a <= b or nearly, ">": a > b and not nearly, ">=": a >= b or nearly}[
        operator
    ]
