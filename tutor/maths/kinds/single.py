"""Answers that are one value: a number, an expression."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Listed, Logic, Name, Node, Number, Relation, walk
from tutor.expression.writer import linear
from tutor.maths.equality import Comparison, assumed, free_names, is_complex
from tutor.maths.functions import UnboundedError
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    distance,
    mismatch,
    read_tree,
    same_entry,
    verdict_of,
    wrong,
)
from tutor.maths.kinds.labels import without_label
from tutor.maths.points import random_points, readable_points
from tutor.maths.probes import Evaluation, Point, UndefinedError
from tutor.maths.textbook import rational_tree
from tutor.maths.translate import Names
from tutor.problem import Counterexample, Outcome, Verdict

ROUNDED_WITHIN = Fraction(1, 40)
"""A decimal this near, relatively, to an exact value was meant as that value, rounded."""


def _number(tree: Node, frame: Frame) -> Node:
    if isinstance(tree, Listed | Relation | Logic):
        raise mismatch("number", tree)
    if left := free_names(tree, frame.names):
        raise Unreadable(f"A number is asked for; this still has {', '.join(sorted(left))} in it.", 0)
    return tree


def _judge_number(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    result = same_entry(given.value, asked.value, frame)
    if result.same is False and _is_in_degrees(given.typed) and Name("pi") not in walk(asked.value):
        raise Unreadable("Give the number alone, without the degree sign.", 0)
    if result.same is False and given.typed is not None and is_rounded(given.typed, given.value, asked.value, frame):
        return wrong("That is rounded. Give it exactly, or with more digits if it ends.", result.decided_by, "rounded")
    return verdict_of(result)


def _is_in_degrees(typed: Node | None) -> bool:
    """`60°`: a right number of degrees, which its own sign turns into radians."""
    return isinstance(typed, Call) and typed.name == "degrees" and isinstance(typed.arguments[0], Number)


def is_rounded(typed: Node, given: Node, asked: Node, frame: Frame) -> bool:
    """Whether a decimal was typed near an exact value, where nothing was said of rounding."""
    if frame.has_tolerance or not any(isinstance(each, Number) and each.is_decimal for each in walk(typed)):
        return False
    apart = distance(given, asked, frame)
    return apart is not None and 0 < apart.gap <= apart.size * ROUNDED_WITHIN


def _expression(tree: Node, frame: Frame) -> Node:
    if isinstance(tree, Listed | Relation | Logic):
        raise mismatch("expression", tree)
    return tree


def _judge_expression(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    result = same_entry(given.value, asked.value, frame)
    if result.same is not False:
        return verdict_of(result)
    if _has_no_value(given.value, frame.names):
        raise Unreadable("This has no real value, whatever the names stand for.", 0)
    example = counterexample(given.value, asked.value, result, frame.names)
    verdict = wrong(_told(example), result.decided_by)
    return Verdict(Outcome.WRONG, verdict.message, counterexample=example, decided_by=result.decided_by)


def _has_no_value(tree: Node, names: Names) -> bool:
    in_play = assumed([tree], names)
    points = (*readable_points(in_play), *random_points(in_play, 60, 1)) if in_play else ()
    return bool(points) and all(worth(tree, point, names) is None for point in points)


def worth(tree: Node, point: Point, names: Names) -> Any:
    """The value at a point, None where there is none."""
    try:
        return Evaluation(point, is_complex=is_complex(tree, names)).value(tree)
    except (UndefinedError, UnboundedError, KeyError):
        return None


def counterexample(given: Node, asked: Node, found: Comparison, names: Names) -> Counterexample | None:
    """The point at which the two differ, with both values as short text."""
    if not found.point:
        return None
    return Counterexample(
        {name: _short(value) for name, value in found.point.items()},
        _short(worth(given, found.point, names)),
        _short(worth(asked, found.point, names)),
    )


def _short(value: object) -> str:
    """A fraction where it is short, else six significant digits."""
    if value is None:
        return "not defined"
    if isinstance(value, Fraction):
        longest = 10**12 if value.denominator == 1 else 10_000
        if max(abs(value.numerator), value.denominator) < longest:
            return linear(rational_tree(value))
    at = Evaluation({}, 30)
    return str(at.mp.nstr(at.inexact(value), 6))


def _told(example: Counterexample | None) -> str:
    if example is None:
        return ""
    return f"At {_where(example.x)} yours is {example.answer}, it should be {example.against}."


def _where(point: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items())


def _judge_value(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    """As a number, unless a name is in it."""
    has_names = free_names(given.value, frame.names) | free_names(asked.value, frame.names)
    return (_judge_expression if has_names else _judge_number)(given, asked, frame)


def _value(tree: Node, _: Frame) -> Node:
    if isinstance(tree, Listed | Relation | Logic):
        raise mismatch("number", tree)
    return tree


NUMBER = Kind("number", read_tree("number", _number, lambda tree, frame: without_label(tree)), _judge_number)
EXPRESSION = Kind("expression", read_tree("expression", _expression), _judge_expression)
VALUE = Kind("number", read_tree("number", _value), _judge_value)
"""A constant key whose question names no kind: `sin(x)^2 + cos(x)^2` answers 1."""
