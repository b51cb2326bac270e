"""Answers that are comparisons, `x > 2`, `-1 < x <= 3`, `x < 0 or x > 1`, compared by what they admit.

Along each name, the others held at chosen values, a comparison changes its truth only where its two
sides meet. The two answers are compared at all these places, between them and beyond them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

from tutor.expression.nodes import Binary, Logic, Node, Relation, children
from tutor.maths.equality import assumed
from tutor.maths.kinds.frame import Frame, Kind, Reading, mismatch, read_tree, right, undecided, wrong
from tutor.maths.kinds.relations import COARSE, GRID, edges, is_zero, value_at
from tutor.maths.points import Assumed, is_allowed, random_points, readable_points
from tutor.maths.probes import Evaluation
from tutor.maths.translate import Names
from tutor.problem import Verdict

PLACES = 5


def _comparison(tree: Node, frame: Frame) -> Node:
    if isinstance(tree, Logic):
        for part in tree.operands:
            _comparison(part, frame)
        return tree
    if isinstance(tree, Relation):
        return tree
    raise mismatch("comparison", tree)


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    if given.value == asked.value:
        return right("structure")
    in_play = assumed((given.value, asked.value), frame.names)
    counted = 0
    for point in _deciding_points(given.value, asked.value, in_play, frame.names):
        ours, theirs = (_holds(side, point, frame.names) for side in (given.value, asked.value))
        if ours is None or theirs is None:
            continue
        counted += 1
        if ours is not theirs:
            return wrong(_told(ours, point), "probe")
    return right("probe") if counted > PLACES else undecided()


def _told(admits: bool, point: dict[str, Any]) -> str:
    verb = "admits" if admits else "leaves out"
    shown = ", ".join(f"{name} = {value}" for name, value in point.items() if isinstance(value, Fraction))
    return f"Yours {verb} {shown}." if shown.count("=") == len(point) else f"Yours {verb} a point at a boundary."


def _deciding_points(given: Node, asked: Node, in_play: Assumed, names: Names) -> Iterator[dict[str, Any]]:
    links = [*_links(given), *_links(asked)]
    for name, assumption in in_play:
        others = tuple(each for each in in_play if each[0] != name)
        places: list[dict[str, Fraction]] = [{}]
        if others:
            places = [*islice(readable_points(others), PLACES), *random_points(others, PLACES, 7)]
        for place in places:
            found = sorted(
                (edge for link in links for edge in edges(link, name, place, names)), key=Evaluation({}).inexact
            )
            for value in (*(COARSE if place else GRID), *_around(found)):
                if not isinstance(value, Fraction) or is_allowed(value, assumption):
                    yield {**place, name: value}


def _links(tree: Node) -> Iterator[Node]:
    """Left minus right of every comparison in it: zero where it may change."""
    if isinstance(tree, Relation):
        for left, right_side in zip(tree.operands, tree.operands[1:], strict=False):
            yield Binary("-", left, right_side)
    elif isinstance(tree, Logic):
        for part in children(tree):
            yield from _links(part)


def _around(found: list[Any]) -> Iterator[Any]:
    """The edges, a value between each two, and one beyond at either end."""
    yield from found
    for low, high in pairwise(found):
        yield _middle(low, high)
    if found:
        yield found[0] - 1
        yield found[-1] + 1


def _middle(low: Any, high: Any) -> Any:
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        return (low + high) / 2
    at = Evaluation({})
    return (at.inexact(low) + at.inexact(high)) / 2


def _holds(tree: Node, point: dict[str, Any], names: Names) -> bool | None:
    """Whether it is true at a point; None where a side has no value."""
    if isinstance(tree, Logic):
        parts = [_holds(part, point, names) for part in tree.operands]
        if None in parts:
            return None
        if tree.op == "not":
            return not parts[0]
        return all(parts) if tree.op == "and" else any(parts)
    assert isinstance(tree, Relation)
    links = zip(tree.operands, tree.operators, tree.operands[1:], strict=False)
    parts = [_link_holds(a, op, b, point, names) for a, op, b in links]
    return None if None in parts else all(parts)


def _link_holds(left: Node, op: str, right_side: Node, point: dict[str, Any], names: Names) -> bool | None:
    value = value_at(Binary("-", left, right_side), point, names)
    if value is None:
        return None
    sign = 0 if is_zero(value) else (1 if value > 0 else -1)
    return {"=": sign == 0, "~": sign == 0, "!=": sign != 0, "<": sign < 0, "<=": sign <= 0, ">": sign > 0}.get(
        op, sign >= 0
    )


INEQUALITY = Kind("comparison", read_tree("comparison", _comparison), _judge)
