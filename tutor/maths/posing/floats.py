"""What the second route calculates with: floats, and names that are worth something at every point.

A `Setting` tells what each name is worth at one point of the symbols in play; moved to another point,
all that depends on symbols is worked out there. So a derivative can be followed by differences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

import numpy
import sympy

from tutor.content.let_block import Helper
from tutor.expression.nodes import Node
from tutor.maths.posing.values import Span, Value

Floats = Any
"""A float, a NumPy array, a list of these, a text or a truth value."""


class UnfollowedError(Exception):
    """This path cannot work the formula out; that decides nothing."""


Source = Callable[["Setting"], Floats]
"""How a name gets its worth in a setting."""


@dataclass(slots=True)
class Setting:
    """The worth of names at one `point` of the symbols. `outer`: the setting around a helper or a loop, in
    which the sources of its own names are worked out."""

    point: Mapping[str, float] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    helpers: dict[str, Helper] = field(default_factory=dict)
    outer: Setting | None = None
    known: dict[str, Floats] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Mapping[str, Floats], helpers: Mapping[str, Helper] | None = None) -> Self:
        """Names that are worth the same everywhere."""
        return cls(sources={name: constant(value) for name, value in known.items()}, helpers=dict(helpers or {}))

    def has(self, name: str) -> bool:
        inside = name in self.sources or name in self.point
        return inside or (self.outer is not None and self.outer.has(name))

    def worth(self, name: str) -> Floats:
        """What a name is worth here. Raises UnfollowedError for an unknown one."""
        if name in self.known:
            return self.known[name]
        if name in self.sources:
            self.known[name] = self.sources[name](self.outer or self)
            return self.known[name]
        if self.outer is not None:
            return self.outer.worth(name)
        if name in self.point:
            return self.point[name]
        raise UnfollowedError(name)

    def inside(self, sources: dict[str, Source], known: Mapping[str, Floats] = MappingProxyType({})) -> Setting:
        """With some names more; what is `known` of them here is not worked out again."""
        return Setting(self.point, sources, self.helpers, self, dict(known))

    def moved(self, shifts: Mapping[str, float]) -> Setting:
        """The same names at another point."""
        outer = None if self.outer is None else self.outer.moved(shifts)
        return Setting({**self.point, **shifts}, self.sources, self.helpers, outer)


@dataclass(frozen=True, slots=True)
class Moving:
    """The argument of a function as a function of the point. `work` is the interpreter."""

    tree: Node
    setting: Setting
    work: Callable[[Node, Setting], Floats]

    def here(self) -> Floats:
        """What it is worth at the point of the setting."""
        return self.work(self.tree, self.setting)

    def at(self, shifts: Mapping[str, float]) -> Floats:
        """What it is worth with other values of some symbols."""
        return self.work(self.tree, self.setting.moved(shifts))

    def fixed(self) -> Floats:
        """What it is worth, if that is the same everywhere, else UnfollowedError."""
        here = self.here()
        elsewhere = self.at({name: place + 0.125 for name, place in self.setting.point.items()})
        if not numpy.array_equal(here, elsewhere):
            raise UnfollowedError
        return here

    def place(self, name: str) -> float:
        """Where on the axis of a symbol the setting is."""
        return self.setting.point[name]

    def names(self) -> list[str]:
        """The symbols that the argument lists: recognised by what it is worth where each has a number of its own."""
        marks = {name: (number + 2) ** 0.5 for number, name in enumerate(self.setting.point)}
        by_mark = {mark: name for name, mark in marks.items()}
        found = numpy.ravel(numpy.asarray(self.at(marks), float)).tolist()
        if not all(each in by_mark for each in found):
            raise UnfollowedError
        return [by_mark[each] for each in found]


def constant(value: Floats) -> Source:
    """A worth that does not depend on the point."""
    return lambda _: value


def taken_over(value: Value) -> Source:
    """What was drawn, or given: as it is, with the symbols in it at the point."""
    return lambda setting: floats_of(value, setting.point)


def floats_of(value: Value, point: Mapping[str, float]) -> Floats:
    """A value as floats; symbols take their value from `point`."""
    if isinstance(value, bool | str | Span):
        return value
    if isinstance(value, list | tuple | frozenset):
        return array_of([floats_of(each, point) for each in value])
    if isinstance(value, sympy.Expr):
        return _expression(value, point)
    return float(value)


def array_of(items: list[Floats]) -> Floats:
    """An array where the items fit together to one, else the list."""
    if any(isinstance(each, str) for each in items):
        return items
    try:
        return numpy.array([numpy.asarray(each) for each in items], float)
    except (TypeError, ValueError):
        return items


def _expression(value: Any, point: Mapping[str, float]) -> float:
    """Node by node; SymPy's own evaluation takes a hundred times as long."""
    if value.is_Symbol:
        return point[value.name]
    if value.is_Rational:
        return int(value.p) / int(value.q)
    if (step := _STEPS.get(value.func)) is not None:
        with numpy.errstate(all="ignore"):
            return float(step([_expression(each, point) for each in value.args]))
    values = {symbol: point[symbol.name] for symbol in value.free_symbols}
    return float(value.evalf(17, subs=values) if values else value.evalf(17))


def _one(function: Any) -> Callable[[list[float]], Floats]:
    return lambda parts: function(parts[0])


_STEPS: dict[Any, Callable[[list[float]], Floats]] = {
    sympy.Add: numpy.sum,
    sympy.Mul: numpy.prod,
    sympy.Pow: lambda parts: numpy.power(parts[0], parts[1]),
    sympy.Max: numpy.max,
    sympy.Min: numpy.min,
    sympy.exp: _one(numpy.exp),
    sympy.log: _one(numpy.log),
    sympy.sin: _one(numpy.sin),
    sympy.cos: _one(numpy.cos),
    sympy.tan: _one(numpy.tan),
    sympy.asin: _one(numpy.arcsin),
    sympy.acos: _one(numpy.arccos),
    sympy.atan: _one(numpy.arctan),
    sympy.Abs: _one(numpy.abs),
    sympy.sign: _one(numpy.sign),
}
