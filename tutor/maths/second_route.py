"""The whole exercise once more in floats: do its answer and its `confirm` stand?"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tutor.content.exercise import Exercise
from tutor.content.let_block import Assignment, Helper
from tutor.expression.nodes import Call, Node, Relation, walk
from tutor.maths.evaluate import Scope
from tutor.maths.numeric import Floats, UnfollowedError, close, floats_of, worked_out
from tutor.maths.samplers import SAMPLERS
from tutor.maths.values import Value

POINT = (1.37, 0.82, 2.11, 0.55, 1.73, 2.6)
FAILURES = (UnfollowedError, TypeError, ValueError, IndexError, KeyError, ArithmeticError)


@dataclass(slots=True)
class SecondRoute:
    """The names of one problem in floats. `unfollowed`: what this path could not work out."""

    point: dict[str, float]
    names: dict[str, Floats] = field(default_factory=dict)
    helpers: dict[str, Helper] = field(default_factory=dict)
    unfollowed: int = 0

    def agrees(self, tree: Node, value: Value) -> bool | None:
        """Whether a formula gives by NumPy what it gave exactly; None: this path has no way."""
        try:
            expected = floats_of(value, self.point)
            found = worked_out(tree, self.names, self.helpers)
        except FAILURES:
            return None
        if isinstance(value, frozenset):
            return close(sorted(_flat(expected)), sorted(_flat(found)))
        return close(found, expected)

    def holds(self, tree: Node, given: Mapping[str, Value]) -> bool | None:
        """Whether a condition on what is `given` holds on floats; None: this path has no way."""
        try:
            floats = {name: floats_of(value, self.point) for name, value in given.items() if value is not None}
            return bool(worked_out(tree, {**self.names, **floats}, self.helpers))
        except FAILURES:
            return None

    def follows(self, trees: Sequence[Node]) -> bool:
        """Whether this path could work out the lines of a derivation, and all are worth the same."""
        try:
            values = [worked_out(tree, self.names, self.helpers) for tree in trees]
        except FAILURES:
            return False
        return all(close(value, values[0]) for value in values)

    def enter(self, name: str, tree: Node, value: Value) -> None:
        """Another name: by this path where there is a way, else what it is worth exactly."""
        try:
            self.names[name] = worked_out(tree, self.names, self.helpers)
        except FAILURES:
            with contextlib.suppress(*FAILURES):
                self.names[name] = floats_of(value, self.point)


def second_route(exercise: Exercise, scope: Scope) -> SecondRoute:
    """What is drawn is taken over, what is derived from it is worked out anew."""
    point = dict(zip(exercise.names, POINT, strict=False))
    route = SecondRoute(point, dict(point))
    for line in exercise.let:
        if isinstance(line, Helper):
            route.helpers[line.name] = line
        elif isinstance(line, Assignment):
            route.names.update(_values(line, scope, route))
    return route


def _values(line: Assignment, scope: Scope, route: SecondRoute) -> Mapping[str, Floats]:
    taken = {name: scope.values[name] for name in line.names}
    if not _draws(line.formula.tree):
        try:
            found = worked_out(line.formula.tree, route.names, route.helpers)
            return {line.names[0]: found} if len(taken) == 1 else dict(zip(line.names, found, strict=True))
        except FAILURES:
            route.unfollowed += 1
    values: dict[str, Floats] = {}
    for name, value in taken.items():
        try:
            values[name] = floats_of(value, route.point)
        except FAILURES:
            continue
    return values


def _draws(tree: Node) -> bool:
    calls = (each.name for each in walk(tree) if isinstance(each, Call))
    return any(name in SAMPLERS or name == "by_level" for name in calls)


def _flat(value: Floats) -> list[float]:
    return [float(each) for each in value]


def sides_alike(tree: Node) -> bool:
    """Whether a `confirm` condition repeats one formula on both sides, and so confirms nothing."""
    return isinstance(tree, Relation) and len(set(tree.operands)) < len(tree.operands)
