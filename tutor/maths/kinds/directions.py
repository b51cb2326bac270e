"""Answers that are free up to a factor, a direction or a polynomial; or up to their sign.

The key says what they are: a vector, a matrix, or a single expression. The factor is a number: `[x, x^2]`
is no multiple of `[1, x]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Negative, Node, Number
from tutor.maths.comparison.equality import Comparison, assumed, compare, free_names
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    as_fraction,
    combined,
    number_at,
    right,
    same_entry,
    tolerance,
    undecided,
    verdict_of,
    without_tolerance,
    wrong,
)
from tutor.maths.kinds.sorts import require_finite, sort_of, wrong_size
from tutor.maths.trees.points import random_points, readable_points
from tutor.maths.trees.probes import Evaluation, Point
from tutor.maths.trees.substitute import with_names
from tutor.maths.trees.textbook import rational_tree
from tutor.maths.trees.translate import Names
from tutor.problem import Outcome, Verdict

ZERO = Number("0")
LEAST_UNITS = 10
"""The largest entry of a rounded direction has at least so many units of its last place."""

Entries = tuple[Node, ...]


def _read(text: str, frame: Frame) -> Reading:
    reading = sort_of(frame.question.against, frame).read(text, frame)
    if reading.typed is not None:
        require_finite(reading.typed, frame.names)
    return reading


def _flat(value: Any) -> Entries:
    if isinstance(value, list):
        return tuple(entry for row in value for entry in row)
    return value if isinstance(value, tuple) else (value,)


# --- up to a factor ---------------------------------------------------------------------------------


def _judge_scaled(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    """A non-zero multiple: all products across are equal, and not everything is zero."""
    kind = sort_of(frame.question.against, frame)
    if (fault := wrong_size(kind, given.value, asked.value)) is not None:
        return fault
    ours, theirs = _flat(given.value), _flat(asked.value)
    exact = without_tolerance(frame)
    zeros = combined([same_entry(entry, ZERO, exact) for entry in ours]).same
    if zeros:
        return wrong(_ZERO.get(kind.noun, "Zero is no multiple that counts."), "exact", "zero-vector")
    if frame.has_tolerance and (fits := _fits(ours, theirs, frame)) is not None:
        return verdict_of(Comparison(fits, "probe"), _APART.get(kind.noun, ""))
    pivot = next((n for n, entry in enumerate(theirs) if same_entry(entry, ZERO, exact).same is False), None)
    if pivot is None or zeros is None:
        return undecided()
    crossed = [
        same_entry(Binary("*", a, theirs[pivot]), Binary("*", b, ours[pivot]), exact)
        for a, b in zip(ours, theirs, strict=True)
    ]
    result = combined(crossed)
    if result.same is False:
        return wrong(_APART.get(kind.noun, "This is no multiple of what is asked for."), result.decided_by)
    constant = _is_constant(ours[pivot], theirs[pivot], frame.names)
    if constant.same is False:
        _refuse_parameters(ours, theirs, frame)
        return wrong(_NO_NUMBER, constant.decided_by, "factor-with-names")
    return verdict_of(combined([result, constant]))


def _refuse_parameters(ours: Entries, theirs: Entries, frame: Frame) -> None:
    """Raises Unreadable for `t [1, 2]`, where t is a name of the learner's own."""
    given, known = (set().union(*(free_names(each, frame.names) for each in side)) for side in (ours, theirs))
    if extra := given - known - set(frame.question.names or ()):
        raise Unreadable(f"Give one of them, without {' and '.join(sorted(extra))}.", 0)


_ZERO = {"vector": "The zero vector has no direction.", "matrix": "The zero matrix is no multiple that counts."}
_APART = {"vector": "This points in another direction."}
_NO_NUMBER = "The factor between yours and what is asked for has names in it; it must be a number."


def _is_constant(ours: Node, theirs: Node, names: Names) -> Comparison:
    """Whether ours / theirs is one number, whatever the names stand for: the same as at some point."""
    in_play = assumed((ours, theirs), names)
    if not in_play:
        return Comparison(True, "structure")
    for point in (*readable_points(in_play), *random_points(in_play, 15)):
        here, there = _at(point, ours, names), _at(point, theirs, names)
        if here is not None and there is not None:
            return compare(Binary("*", ours, there), Binary("*", theirs, here), names)
    return Comparison(None, "probe")


def _at(point: Point, tree: Node, names: Names) -> Node | None:
    """The tree with numbers for its names, where it has a value there that is not zero."""
    put = with_names(tree, {name: rational_tree(value) for name, value in point.items()})
    value = number_at(put, names)
    return None if value is None or value == 0 or compare(put, ZERO, names).same is not False else put


def _fits(ours: Entries, theirs: Entries, frame: Frame) -> bool | None:
    """Whether some multiple of theirs is as near to ours as asked in every entry; None where names or complex
    numbers are in them."""
    given, asked = _numbers(ours, frame), _numbers(theirs, frame)
    if given is None or asked is None:
        return None
    pivot = max(range(len(asked)), key=lambda n: abs(asked[n]))
    if not asked[pivot]:
        return None
    factor = given[pivot] / asked[pivot]
    allowed = [tolerance(frame, abs(factor * each)) for each in asked]
    if max(map(abs, given)) < LEAST_UNITS * max(allowed):
        return False
    ends = list(_factors(given, asked, allowed))
    low, high = max((each[0] for each in ends), default=Fraction()), min((each[1] for each in ends), default=Fraction())
    is_still = all(abs(a) <= off for a, b, off in zip(given, asked, allowed, strict=True) if not b)
    return is_still and low <= high and not low == high == 0


def _factors(
    given: Sequence[Fraction], asked: Sequence[Fraction], allowed: Sequence[Fraction]
) -> Iterator[tuple[Fraction, Fraction]]:
    """The least and the greatest factor that brings each entry near enough."""
    for a, b, off in zip(given, asked, allowed, strict=True):
        if b:
            low, high = sorted(((a - off) / b, (a + off) / b))
            yield low, high


def _numbers(entries: Entries, frame: Frame) -> list[Fraction] | None:
    values = [None if assumed((entry,), frame.names) else number_at(entry, frame.names, 40) for entry in entries]
    if any(value is None or isinstance(value, Evaluation({}).mp.mpc) for value in values):
        return None
    return [as_fraction(value) for value in values]


# --- up to the sign ---------------------------------------------------------------------------------


def _judge_signed(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    kind = sort_of(frame.question.against, frame)
    first = kind.judge(given, asked, frame)
    if first.is_right or wrong_size(kind, given.value, asked.value) is not None:
        return first
    turned = kind.judge(given, replace(asked, value=_turned(asked.value)), frame)
    if turned.is_right:
        return right(turned.decided_by or "exact")
    return turned if turned.outcome is Outcome.UNDECIDED else replace(first, message="", counterexample=None)


def _turned(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_turned(each) for each in value)
    return Negative(value)


UP_TO_SCALE = Kind("vector", _read, _judge_scaled)
UP_TO_SIGN = Kind("vector", _read, _judge_signed)
