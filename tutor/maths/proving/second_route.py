"""The whole exercise once more in floats: do its answer and its `confirm` stand?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy

from tutor.content.exercise import Exercise
from tutor.content.let_block import Assignment, Helper
from tutor.expression.nodes import Call, Index, Name, Node, Number, Relation, walk
from tutor.maths.posing.evaluate import Scope
from tutor.maths.posing.floats import Source, taken_over
from tutor.maths.posing.samplers import SAMPLERS
from tutor.maths.posing.values import Value
from tutor.maths.proving.numeric import Floats, Setting, UnfollowedError, close, floats_of, worked_out

POINT = (1.37, 0.82, 2.11, 0.55, 1.73, 2.6)
SIGNED = {"negative": -1.0}
WHOLE = frozenset({"integer", "natural", "positive integer", "nonnegative integer"})
FAILURES = (UnfollowedError, TypeError, ValueError, IndexError, KeyError, ArithmeticError)


@dataclass(slots=True)
class SecondRoute:
    """The names of one problem in floats. `unfollowed`: what this path could not work out."""

    setting: Setting
    unfollowed: int = 0

    def agrees(self, tree: Node, value: Value) -> bool | None:
        """Whether a formula gives by NumPy what it gave exactly; None: this path has no way."""
        try:
            if isinstance(tree, Call) and tree.name == "integrate" and len(tree.arguments) == 2:
                return self._is_antiderivative(value, *tree.arguments)
            expected = floats_of(value, self.setting.point)
            found = worked_out(tree, self.setting)
        except FAILURES:
            return None
        if _is_unknown(found):
            return None
        if isinstance(value, frozenset):
            return close(_in_order(expected), _in_order(found))
        return close(found, expected)

    def holds(self, tree: Node, given: Mapping[str, Value]) -> bool | None:
        """Whether a condition on what is `given` holds on floats; None: this path has no way."""
        sources = {name: taken_over(value) for name, value in given.items() if value is not None}
        try:
            return bool(worked_out(tree, self.setting.inside(sources)))
        except FAILURES:
            return None

    def follows(self, trees: Sequence[Node]) -> bool:
        """Whether this path could work out the lines of a derivation, and all are worth the same."""
        try:
            values = [worked_out(tree, self.setting) for tree in trees]
        except FAILURES:
            return False
        return all(close(value, values[0]) for value in values)

    def enter(self, name: str, tree: Node, value: Value) -> None:
        """Another name: by this path where there is a way, else what it is worth exactly."""
        sources = self.setting.sources
        sources[name] = _derived(tree)
        try:
            self.setting.worth(name)
        except FAILURES:
            self.unfollowed += 1
            sources[name] = taken_over(value)

    def _is_antiderivative(self, value: Value, integrand: Node, by: Node) -> bool:
        """An antiderivative is one of many: its slope must be the integrand."""
        setting = self.setting.inside({"\x00F": taken_over(value)})
        slope = worked_out(Call("diff", (Name("\x00F"), by)), setting)
        return close(slope, worked_out(integrand, self.setting))


def second_route(exercise: Exercise, scope: Scope) -> SecondRoute:
    """What is drawn is taken over, what is derived from it is worked out anew."""
    assumed = ((name, exercise.assume.get(name, "")) for name in exercise.names)
    point = {
        name: _place(at, number, assumption)
        for number, ((name, assumption), at) in enumerate(zip(assumed, POINT, strict=False))
    }
    route = SecondRoute(Setting(point))
    for line in exercise.let:
        if isinstance(line, Helper):
            route.setting.helpers[line.name] = line
        elif isinstance(line, Assignment):
            _enter(line, scope, route)
    return route


def _place(at: float, number: int, assumption: str) -> float:
    """Where a symbol is looked at: somewhere that its assumption allows."""
    return number + 2.0 if assumption in WHOLE else at * SIGNED.get(assumption, 1.0)


def _enter(line: Assignment, scope: Scope, route: SecondRoute) -> None:
    tree, names = line.formula.tree, line.names
    if _draws(tree):
        route.setting.sources.update({name: taken_over(scope.values[name]) for name in names})
    elif len(names) == 1:
        route.enter(names[0], tree, scope.values[names[0]])
    else:
        for position, name in enumerate(names, start=1):
            route.enter(name, Index(tree, (Number(str(position)),)), scope.values[name])


def _derived(tree: Node) -> Source:
    return lambda setting: worked_out(tree, setting)


def _is_unknown(found: Floats) -> bool:
    try:
        return bool(numpy.any(numpy.isnan(numpy.asarray(found, float))))
    except (TypeError, ValueError):
        return False


def _draws(tree: Node) -> bool:
    calls = (each.name for each in walk(tree) if isinstance(each, Call))
    return any(name in SAMPLERS or name == "by_level" for name in calls)


def _in_order(members: Floats) -> Floats:
    """The members of a set, numbers or lists of numbers, in one order."""
    return sorted(numpy.asarray(members, float).tolist())


def sides_alike(tree: Node) -> bool:
    """Whether a `confirm` condition repeats one formula on both sides, and so confirms nothing."""
    return isinstance(tree, Relation) and len(set(tree.operands)) < len(tree.operands)
