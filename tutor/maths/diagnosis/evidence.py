"""What a slip is, and how it is shown to be the one that was made.

A slip makes something else of a right answer. It is named only where that is proved to be what was
typed, or where taking it out of what was typed is proved to give the right answer. Cheap looks at
chosen points spare most of the proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import Any

from tutor.expression.nodes import Node, walk
from tutor.maths.comparison.equality import assumed, free_names, is_complex
from tutor.maths.kinds.frame import Frame, as_fraction, same_entry, tolerance
from tutor.maths.kinds.single import worth
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.points import random_points
from tutor.maths.trees.probes import Evaluation, Point, UndefinedError

LOOKS = 3
MOST_VARIANTS = 40
LARGEST_KEY = 200
"""Nodes; a larger key is not searched for slips within it."""

CLOSE = 1e-20
SHARPEST = 50
"""A tolerance wider than this part of a value is met by chance too often to prove a slip."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A slip that was recognised. `say` is for the learner. `is_of_entry`: it is of one entry of a list."""

    name: str
    say: str
    is_of_entry: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A point at which both sides have a value."""

    point: Point
    given: Any
    asked: Any


@dataclass(frozen=True, slots=True)
class Sides:
    """A wrong single value and the right one, and what both are worth at a few points."""

    given: Node
    asked: Node
    frame: Frame
    looks: tuple[Look, ...] = field(compare=False)
    in_complex: bool

    @classmethod
    def of(cls, given: Node, asked: Node, frame: Frame) -> Sides:
        in_complex = is_complex(given, frame.names) or is_complex(asked, frame.names)
        return cls(given, asked, frame, tuple(islice(_looks(given, asked, frame), LOOKS)), in_complex)

    @property
    def has_names(self) -> bool:
        return any(look.point for look in self.looks)

    def makes(self, made: Node, *, sharply: bool = True) -> bool:
        """Whether `made` of the key is what was typed, and not the key itself; `sharply`: and whether that is
        no chance within a wide tolerance."""
        if not all(self._agrees(made, look, look.given, sharply=sharply) for look in self.looks):
            return False
        is_typed = same_entry(self.given, made, self.frame).same is True
        return is_typed and same_entry(made, self.asked, self.frame).same is False

    def unmakes(self, mended: Node) -> bool:
        """Whether `mended`, made of what was typed, is the key."""
        if not all(self._agrees(mended, look, look.asked) for look in self.looks):
            return False
        return same_entry(mended, self.asked, self.frame).same is True

    def _agrees(self, made: Node, look: Look, value: Any, *, sharply: bool = True) -> bool:
        at = _Knowing(look, self)
        try:
            a, b = at.inexact(value), at.inexact(at.value(made))
        except (UndefinedError, UnboundedError, KeyError):
            return False
        if self.frame.has_tolerance and not look.point:
            return self._agrees_roughly(abs(a - b), abs(a), abs(b), sharply=sharply)
        return bool(abs(a - b) <= CLOSE * max(abs(a), abs(b)))

    def _agrees_roughly(self, gap: Any, ours: Any, theirs: Any, *, sharply: bool) -> bool:
        size = as_fraction(theirs)
        allowed = tolerance(self.frame, size)
        is_sharp = allowed * SHARPEST <= max(size, as_fraction(ours))
        return (is_sharp or not sharply) and as_fraction(gap) <= allowed


@dataclass(frozen=True, slots=True)
class Slip:
    """A common slip: its name, what is said, and all that it can make of the right answer.

    `tier`: how surely it is the slip, where others fit as well; 0 is the surest. `mends`: the variants
    are of what was typed, with the slip taken out again.
    """

    name: str
    say: str
    tier: int
    variants: Callable[[Sides], Iterable[Node]]
    mends: bool = False

    def fits(self, sides: Sides) -> bool:
        variants = islice(self.variants(sides), MOST_VARIANTS)
        if self.mends:
            return any(sides.unmakes(variant) for variant in variants)
        return any(sides.makes(variant, sharply=self.tier > 0) for variant in variants)


class _Knowing(Evaluation):
    """What is made of the key or of the answer, at a point where both are known."""

    def __init__(self, look: Look, sides: Sides) -> None:
        super().__init__(look.point, is_complex=sides.in_complex)
        self._sides_known = ((sides.asked, look.asked), (sides.given, look.given))

    def value(self, tree: Node) -> Any:
        for known, value in self._sides_known:
            if tree is known:
                return value
        return super().value(tree)


def _looks(given: Node, asked: Node, frame: Frame) -> Iterator[Look]:
    in_play = assumed((given, asked), frame.names)
    points: Iterable[Point] = random_points(in_play, 12, 9) if in_play else ({},)
    for point in points:
        ours = worth(given, point, frame.names)
        theirs = None if ours is None else worth(asked, point, frame.names)
        if theirs is not None:
            yield Look(point, ours, theirs)


def is_small(tree: Node) -> bool:
    return sum(1 for _ in islice(walk(tree), LARGEST_KEY + 1)) <= LARGEST_KEY


def has_name(tree: Node, frame: Frame) -> bool:
    return bool(free_names(tree, frame.names))


def as_rational(value: Any) -> Fraction | None:
    """A value as the fraction that it is, as far as 40 digits tell; None for irrational and complex ones."""
    if isinstance(value, Fraction):
        return value
    if getattr(value, "imag", 0):
        return None
    exact = as_fraction(value.real)
    near = exact.limit_denominator(10**6)
    return near if abs(exact - near) <= abs(near) / 10**40 else None
