"""Answers worked out a second time, by NumPy on floats, sharing nothing with `evaluate`.

What was drawn is taken over; everything that the `let` block derives from it, the answer and the
`confirm` conditions are worked out anew from the trees.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy

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
from tutor.maths.posing.floats import Floats, Moving, Setting, Source, UnfollowedError, array_of, floats_of
from tutor.maths.posing.vocabulary import VOCABULARY

__all__ = ["CONSTANTS", "Floats", "Setting", "UnfollowedError", "close", "floats_of", "worked_out"]

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


def worked_out(tree: Node, setting: Setting) -> Floats:
    """The formula on floats. Raises UnfollowedError where this path has no way."""
    match tree:
        case Number():
            return float(tree.value)
        case Text(value=text):
            return text
        case Name(id=name):
            return _known(name, setting)
        case Negative(operand=operand):
            return -numpy.asarray(worked_out(operand, setting))
        case Binary(op=op, left=left, right=right):
            return _calculated(op, worked_out(left, setting), worked_out(right, setting))
        case Call():
            return _called(tree, setting)
        case Index(base=base, indices=indices):
            found = worked_out(base, setting)
            for each in indices:
                found = found[round(float(worked_out(each, setting))) - 1]
            return found
        case Listed(items=items):
            return array_of([worked_out(each, setting) for each in items])
        case Relation(operands=operands, operators=operators):
            sides = [worked_out(each, setting) for each in operands]
            return all(_compared(op, a, b) for a, op, b in zip(sides, operators, sides[1:], strict=False))
        case Logic(op=op, operands=operands):
            held = [bool(worked_out(each, setting)) for each in operands]
            return not held[0] if op == "not" else all(held) if op == "and" else any(held)
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            return worked_out(then if worked_out(condition, setting) else otherwise, setting)
        case Comprehension():
            return _gathered(tree, setting)
        case Range(low=low, high=high, excluded=excluded):
            without = {float(worked_out(each, setting)) for each in excluded}
            ends = (worked_out(low, setting), worked_out(high, setting))
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
    with numpy.errstate(invalid="ignore"):  # oo - oo
        near = numpy.abs(a - b) <= CLOSE * numpy.maximum(1.0, numpy.maximum(abs(a), abs(b)))
    return bool(numpy.all((a == b) | (near & numpy.isfinite(a) & numpy.isfinite(b))))


def _known(name: str, setting: Setting) -> Floats:
    if name in CONSTANTS and not setting.has(name):
        return CONSTANTS[name]
    return setting.worth(name)


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


def _called(tree: Call, setting: Setting) -> Floats:
    if (helper := setting.helpers.get(tree.name)) is not None:
        bound = zip(helper.parameters, tree.arguments, strict=True)
        values = [worked_out(each, setting) for each in tree.arguments]
        sources = {parameter: _source(argument) for parameter, argument in bound}
        inner = setting.inside(sources, dict(zip(helper.parameters, values, strict=True)))
        return worked_out(helper.formula.tree, inner)
    function = VOCABULARY.get(tree.name)
    if function is None or function.numeric is None:
        raise UnfollowedError(tree.name)
    step = _moving if function.moves else worked_out
    arguments = [step(each, setting) for each in tree.arguments]
    keywords = {key: step(each, setting) for key, each in tree.keywords}
    with numpy.errstate(all="ignore"):
        given = function.parameters.bind(*arguments, **keywords)  # its own names, not NumPy's
        return function.numeric(*given.args, **given.kwargs)


def _moving(tree: Node, setting: Setting) -> Moving:
    return Moving(tree, setting, worked_out)


def _source(tree: Node) -> Source:
    return lambda setting: worked_out(tree, setting)


def _member(tree: Node, position: int) -> Source:
    return lambda setting: worked_out(tree, setting)[position]


def _gathered(tree: Comprehension, setting: Setting) -> Floats:
    found = []
    for position, item in enumerate(worked_out(tree.source, setting)):
        inner = setting.inside({tree.name: _member(tree.source, position)}, {tree.name: item})
        if tree.condition is None or worked_out(tree.condition, inner):
            found.append(worked_out(tree.body, inner))
    return array_of(found)


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
