"""Answers that are one value: a number, an expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.labels import without_label
from tutor.expression.nodes import Call, Listed, Logic, Name, Node, Number, Relation, walk
from tutor.maths.comparison.equality import Comparison, assumed, free_names, is_complex
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    mismatch,
    read_tree,
    same_entry,
    verdict_of,
    wrong,
)
from tutor.maths.kinds.labels import unlabelled
from tutor.maths.kinds.rounding import is_rounded
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.points import random_points, readable_points
from tutor.maths.trees.probes import Evaluation, Point, UndefinedError
from tutor.maths.trees.short_values import are_seen_apart, short
from tutor.maths.trees.translate import Names
from tutor.problem import Counterexample, Outcome, Verdict

_WITH_UNIT = re.compile(
    r"\s*([-+−]?\s*(?:\d[\d.,]*|\.\d+)(?:\s*/\s*\d+|[eE][-+]?\d+)?)\s*((?:\\text\s*\{)?[A-Za-zµ°€$£][^\d=]*)"
)
NOISE = 1e-20
MOST_LOOKS = 12
UNIT_LETTERS = "mslghVWAKJNLbB"
_PART_OF_NUMBERS = frozenset(("pi", "e", "i", "sqrt", "ln", "log", "exp", "sin", "cos", "tan", "oo", "choose", "mod"))


def without_unit(read: Callable[[str, Frame], Reading]) -> Callable[[str, Frame], Reading]:
    """The reading of a kind of numbers; where it fails for a word behind the number, that is said."""

    def reading(text: str, frame: Frame) -> Reading:
        try:
            return read(text, frame)
        except Unreadable:
            refuse_unit(text, frame)
            raise

    return reading


def refuse_unit(text: str, frame: Frame) -> None:
    """Raises Unreadable for `5 cm`, `3 tokens`, `5 m`; not for a name that is in play."""
    found = _WITH_UNIT.fullmatch(text)
    if found is None:
        return
    words = re.findall(r"[A-Za-z]+", found[2])
    if any(word in (frame.question.names or ()) or word in _PART_OF_NUMBERS for word in words):
        return
    unit = found[2].strip()
    if len(unit) > 1 or (unit in UNIT_LETTERS and text[found.start(2) - 1].isspace()):
        raise Unreadable("Give the number alone.", found.start(2), found[1].strip())


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
    if _is_constant(asked.value, frame.names):
        return wrong(_told_of_change(given.value, frame.names), result.decided_by)
    example = counterexample(given.value, asked.value, result, frame.names)
    verdict = wrong(told(example), result.decided_by)
    return Verdict(Outcome.WRONG, verdict.message, counterexample=example, decided_by=result.decided_by)


def _is_constant(tree: Node, names: Names) -> bool:
    """Whether a value is the same wherever it is looked at: there a counterexample would tell the answer."""
    in_play = assumed([tree], names)
    found = (worth(tree, point, names) for point in random_points(in_play, 12, 1)) if in_play else ()
    values = list(islice((value for value in found if value is not None), 3))
    at = Evaluation({})
    return all(abs(at.inexact(value) - at.inexact(values[0])) <= NOISE * abs(at.inexact(value)) for value in values)


def _told_of_change(given: Node, names: Names) -> str:
    changing = ", ".join(sorted(free_names(given, names)))
    if _is_constant(given, names):
        return ""
    return f"Yours changes with {changing}; what is asked for does not."


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
    """A point at which the two differ, even as short text."""
    if found.example is not None:
        return found.example
    if not found.point:
        return None
    others = islice(readable_points(assumed((given, asked), names)), MOST_LOOKS)
    for point in (found.point, *others):
        ours, theirs = worth(given, point, names), worth(asked, point, names)
        if (point is found.point or None not in (ours, theirs)) and are_seen_apart(ours, theirs):
            return Counterexample({name: short(value) for name, value in point.items()}, short(ours), short(theirs))
    return None


def told(example: Counterexample | None) -> str:
    """`At x = 2 yours is 5, it should be 7.`"""
    if example is None:
        return ""
    return f"At {_where(example.x)} yours is {example.answer}, it should be {example.against}."


def _where(point: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items())


def _judge_value(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    """As a number, unless a name is in it."""
    if not free_names(asked.value, frame.names) and free_names(given.value, frame.names):
        refuse_unit(without_label(given.text)[1], frame)
    has_names = free_names(given.value, frame.names) | free_names(asked.value, frame.names)
    return (_judge_expression if has_names else _judge_number)(given, asked, frame)


def _value(tree: Node, _: Frame) -> Node:
    if isinstance(tree, Listed | Relation | Logic):
        raise mismatch("number", tree)
    return tree


NUMBER = Kind("number", unlabelled(without_unit(read_tree("number", _number))), _judge_number)
EXPRESSION = Kind("expression", unlabelled(read_tree("expression", _expression)), _judge_expression)
VALUE = Kind("number", unlabelled(without_unit(read_tree("number", _value))), _judge_value)
"""A constant key whose question names no kind: `sin(x)^2 + cos(x)^2` answers 1."""
