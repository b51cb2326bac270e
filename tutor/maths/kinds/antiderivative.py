"""Answers that are antiderivatives: the same as the key up to a constant, with or without `+ C`.

Two functions differ by a constant on each connected piece where their derivatives are the same; these are
taken by rule and compared. Functions that jump (`floor`, pieces) must differ by one constant everywhere, for
an antiderivative has no jumps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Conditional, Listed, Logic, Name, Node, Number, Relation, walk
from tutor.maths.comparison.equality import Comparison, assumed, compare, free_names
from tutor.maths.kinds.frame import Frame, Kind, Reading, mismatch, require_defined, right, undecided, wrong
from tutor.maths.kinds.labels import unlabelled
from tutor.maths.kinds.single import counterexample, worth
from tutor.maths.trees.derivatives import derivative
from tutor.maths.trees.matrices import rational_value
from tutor.maths.trees.matrix_names import valued
from tutor.maths.trees.points import random_points, readable_points
from tutor.maths.trees.probes import Evaluation, Point
from tutor.maths.trees.substitute import with_names
from tutor.maths.trees.textbook import rational_tree
from tutor.maths.trees.translate import Names
from tutor.problem import Verdict

CONSTANTS = ("C", "c")
"""The names of the constant of integration, besides `const`."""
PARAMETERS = frozenset("abcdkmnpqABCK")
JUMPING = frozenset(("floor", "ceil", "sign"))
ZERO = Number("0")
NARROW = Fraction(1, 10**9)
SIMPLE = 1000
NOISE = 1e-20
_SPELLED_OUT = re.compile(r"\bconst(?:ant)?\b")


def _read(text: str, frame: Frame) -> Reading:
    """The tree, and as its value the tree without a constant that is only added."""
    frame = _with_constants(frame)
    typed = frame.read(_SPELLED_OUT.sub(lambda found: "C".ljust(len(found[0])), text))
    tree = valued(typed, frame.names)
    if isinstance(tree, Listed | Relation | Logic):
        raise mismatch("expression", tree)
    require_defined(tree, frame.names)
    return Reading(text, typed, _without_constant(tree, frame))


def _with_constants(frame: Frame) -> Frame:
    if frame.vocabulary is None:
        return frame
    names = replace(frame.names, known=None if frame.names.known is None else frame.names.known | {*CONSTANTS})
    return replace(frame, names=names, vocabulary=frame.vocabulary | {*CONSTANTS})


def _without_constant(tree: Node, frame: Frame) -> Node:
    """`x^2` of `x^2 + C`; `x^2 + C x` stays as it is."""
    declared = frame.question.names or ()
    for name in CONSTANTS:
        if name not in declared and name in free_names(tree, frame.names) and _is_added(tree, name):
            tree = with_names(tree, {name: ZERO})
    return tree


def _is_added(tree: Node, name: str) -> bool:
    """Whether the tree depends on a name by a constant that is added, such as `2C`."""
    try:
        slope = derivative(tree, name)
    except Unreadable:
        return False
    return rational_value(slope) is not None


def _variable(asked: Node, given: Node, frame: Frame) -> str:
    """By which name is integrated: the first of the question's that is no usual parameter."""
    found = frame.question.names or sorted(free_names(asked, frame.names) or free_names(given, frame.names))
    names = [name for name in found if name not in CONSTANTS]
    return next((name for name in names if name not in PARAMETERS), names[0] if names else "x")


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    names = _with_constants(frame).names
    ours, theirs = given.value, asked.value
    variable = _variable(theirs, ours, frame)
    try:
        slopes = derivative(ours, variable), derivative(theirs, variable)
    except Unreadable:
        return _by_difference(ours, theirs, None, variable, names)
    result = compare(*slopes, names)
    is_at_edge = result.point is not None and any(worth(slope, result.point, names) is None for slope in slopes)
    if result.same is False and not is_at_edge:
        return _refused(given, slopes, theirs, variable, result, names)
    if not result.same or _jumps(ours) or _jumps(theirs):
        return _by_difference(ours, theirs, slopes[1], variable, names)
    if not _meet(ours, theirs, names):
        return wrong("Where the function is defined, this has no value.", "probe")
    return right(result.decided_by)


def _jumps(tree: Node) -> bool:
    return any(
        isinstance(each, Conditional) or (isinstance(each, Call) and each.name in JUMPING) for each in walk(tree)
    )


def _by_difference(ours: Node, theirs: Node, integrand: Node | None, variable: str, names: Names) -> Verdict:
    """Right where the two differ by the same number everywhere, wrong where that number jumps."""
    gap = Binary("-", ours, theirs)
    for point in readable_points(assumed((gap, Name(variable)), names)):
        there = with_names(gap, {variable: rational_tree(point[variable])})
        if worth(there, point, names) is None:
            continue
        result = compare(gap, there, names)
        if result.same:
            return right("probe")
        if result.point and integrand is not None and _has_jump(gap, integrand, variable, (point, result.point), names):
            return wrong("Yours jumps; an antiderivative does not.", "probe")
        return undecided()
    return undecided()


def _has_jump(gap: Node, integrand: Node, variable: str, ends: tuple[Point, Point], names: Names) -> bool:
    """Whether the difference steps from one number to another where the integrand has a value."""

    def level(at: Fraction) -> Any:
        value = worth(gap, {**ends[1], variable: at}, names)
        return None if value is None else Evaluation({}).inexact(value)

    low, high = (end[variable] for end in ends)
    first = level(low)
    while abs(high - low) > NARROW:
        middle = (low + high) / 2
        is_level = (value := level(middle)) is not None and first is not None and abs(value - first) < NOISE
        low, high = (middle, high) if is_level else (low, middle)
    place = {**ends[1], variable: high.limit_denominator(SIMPLE)}
    is_near = abs(place[variable] - high) <= NARROW
    is_step = first is not None and (value := level(high)) is not None and abs(value - first) > 1 / SIMPLE
    return is_step and is_near and all(worth(part, place, names) is not None for part in (gap, integrand))


def _meet(ours: Node, theirs: Node, names: Names) -> bool:
    """Whether there is a point at which both have a value."""
    in_play = assumed((ours, theirs), names)
    if not in_play:
        return True
    points = (*readable_points(in_play), *random_points(in_play, 15))
    return any(worth(ours, at, names) is not None and worth(theirs, at, names) is not None for at in points)


# --- what went wrong --------------------------------------------------------------------------------


def _refused(
    given: Reading, slopes: tuple[Node, Node], theirs: Node, variable: str, result: Comparison, names: Names
) -> Verdict:
    example = counterexample(*slopes, result, names)
    message = ""
    if example is not None:
        where = ", ".join(f"{name} = {value}" for name, value in example.x.items())
        message = f"At {where} the derivative of yours is {example.answer}, it should be {example.against}."
    slip = _slip(given, slopes, theirs, variable, names)
    if slip is not None:
        message = f"{slip[1]} {message}".strip()
    told = wrong(message, result.decided_by, slip[0] if slip else None)
    return replace(told, counterexample=example)


def _slip(
    given: Reading, slopes: tuple[Node, Node], theirs: Node, variable: str, names: Names
) -> tuple[str, str] | None:
    """The slip, as its name and a sentence, where one is proved. Who typed a constant of integration did
    integrate; else two slips that fit cancel each other."""
    ours: Node = given.value
    own, integrand = slopes
    factor = _factor_off(own, integrand, theirs, variable, names)
    if factor is not None and given.typed is not None and set(CONSTANTS) & free_names(given.typed, names):
        return factor
    found = [factor] if factor is not None else []
    if compare(ours, integrand, names).same:
        found.append(("not-integrated", "That is the function itself, not its antiderivative."))
    if _is_derivative(ours, integrand, variable, names):
        found.append(("differentiated", "That is the derivative of the function, not its antiderivative."))
    return found[0] if len(found) == 1 else None


def _factor_off(own: Node, integrand: Node, theirs: Node, variable: str, names: Names) -> tuple[str, str] | None:
    """A constant factor, if that is all that is wrong, and where it may come from."""
    factor = _ratio(own, integrand, names)
    if factor is None or compare(own, Binary("*", rational_tree(factor), integrand), names).same is not True:
        return None
    if factor == -1:
        return "opposite-sign", "The sign is the other way round."
    inner = set(_inner_slopes(theirs, variable))
    if factor in inner | {slope * slope for slope in inner}:
        return "inner-derivative", "The factor of the inner function is not made up for: differentiate yours to see it."
    return "constant-factor", "A constant factor is off: differentiate yours to see it."


def _is_derivative(ours: Node, integrand: Node, variable: str, names: Names) -> bool:
    try:
        slope = derivative(integrand, variable)
    except Unreadable:
        return False
    return variable in free_names(integrand, names) and compare(ours, slope, names).same is True


def _ratio(own: Node, integrand: Node, names: Names) -> Fraction | None:
    """How many times too large the derivative is at one point, where that is a simple number."""
    in_play = assumed((own, integrand), names)
    for point in random_points(in_play, 8, 9) if in_play else ({},):
        value = worth(Binary("/", own, integrand), point, names)
        if value is None or getattr(value, "imag", False):
            continue
        found = value if isinstance(value, Fraction) else Fraction(str(value.real)).limit_denominator(100)
        return found if found and max(abs(found.numerator), found.denominator) <= 100 else None
    return None


def _inner_slopes(tree: Node, variable: str) -> Iterator[Fraction]:
    """The slopes of the linear functions inside others: 2 for `sin(2x + 1)` and `e^(2x)`."""
    for part in walk(tree):
        inner: Node | None = None
        if isinstance(part, Call) and len(part.arguments) == 1:
            inner = part.arguments[0]
        elif isinstance(part, Binary) and part.op == "^":
            inner = part.left if rational_value(part.right) is not None else part.right
        if inner is None or isinstance(inner, Name):
            continue
        try:
            slope = rational_value(derivative(inner, variable))
        except Unreadable:
            continue
        if slope not in (None, 0, 1, -1):
            yield slope


ANTIDERIVATIVE = Kind("expression", unlabelled(_read), _judge)
