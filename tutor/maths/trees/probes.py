"""What is a tree worth at a point? To many digits, and only where every step stays real.

Values stay exact fractions as long as they are rational; only then mpmath takes over. Nothing is
simplified first: `x/x` has no value at 0, `sqrt(x)^2` none at -1, because a step on the way has none.
Where `i` is written, principal branches of complex numbers are used instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from zlib import crc32

from mpmath.ctx_mp import MPContext

from tutor.expression.nodes import Binary, Call, Conditional, Name, Negative, Node, Number
from tutor.maths.trees.conditions import holds
from tutor.maths.trees.functions import (
    FUNCTIONS,
    LARGEST_BITS,
    LARGEST_EXPONENT,
    UnboundedError,
    UndefinedError,
    Value,
    exact_power,
    exponential,
)
from tutor.maths.trees.series import series

__all__ = ["DIGITS", "Evaluation", "OutsideError", "Point", "UndefinedError", "Value", "Work"]

Point = Mapping[str, Fraction]
DIGITS = 60
MOST_WORK = 8_000
EXTREME = 150
"""Beyond this power of two a value may vanish beside others without a trace."""

ROUNDING = 15
"""So many of the digits may be lost to rounding."""

PASSING_ZERO = frozenset(
    ("sin", "cos", "tan", "ln", "log_base", "arcsin", "arccos", "arctan", "sinh", "tanh", "arsinh", "arcosh", "artanh")
)


class OutsideError(UndefinedError):
    """The point lies outside all pieces of a piecewise value."""


class Work:
    """How much may still be worked out, in calls of functions to 60 digits."""

    def __init__(self, left: int = MOST_WORK) -> None:
        self.left = left

    def spend(self, amount: int) -> None:
        """Raises UnboundedError where nothing is left."""
        self.left -= amount
        if self.left < 0:
            raise UnboundedError


class Evaluation:
    """Trees at one point, to `digits` digits. Raises UndefinedError, UnboundedError; KeyError for a name
    that the point lacks. `extreme`: the largest power of two, up or down, that an inexact step reached;
    `widest`: the most bits of an exact step that went into an inexact one;
    `is_guessed`: two numbers were taken to be equal that the digits do not tell apart."""

    def __init__(
        self, point: Point, digits: int = DIGITS, *, is_complex: bool = False, work: Work | None = None
    ) -> None:
        self.point = point
        self.mp = _context(digits)
        self.is_complex = is_complex
        self.work = work or Work()
        self._weight = (1 + digits // DIGITS) * (1 + digits // 1000)
        self.is_guessed = False
        self.extreme = 0
        self.widest = 0
        self._indices: dict[str, int] = {}

    def value(self, tree: Node) -> Value:
        match tree:
            case Number(text=text):
                return _fraction(text)
            case Name(id=name):
                return self._name(tree, name)
            case Negative(operand=operand):
                return -self.value(operand)
            case Binary(op="^", left=Name(id="e"), right=exponent) if "e" not in self.point:
                self.work.spend(self._weight)
                return self._checked(tree, exponential(self, self.value(exponent)))
            case Binary(op=op, left=left, right=right):
                return self._binary(tree, op, self.value(left), self.value(right))
            case Call(name="sum" | "product", arguments=(_, Name(), _, _)):
                return self._checked(tree, series(self, tree))
            case Call(name="undefined"):
                raise OutsideError(tree)
            case Call(name=name, arguments=arguments):
                return self._call(tree, name, [self.value(each) for each in arguments])
            case Conditional(then=then, condition=condition, otherwise=otherwise):
                return self.value(then if holds(self, condition) else otherwise)
        raise UndefinedError(tree)

    def _name(self, tree: Name, name: str) -> Value:
        if self._indices:
            if name in self._indices:
                return Fraction(self._indices[name])
            if "_" in name and (member := self._member(name)) is not None:
                return member
        if name in self.point:
            return self.point[name]
        match name:
            case "pi":
                return +self.mp.pi
            case "e":
                return +self.mp.e
            case "i":
                return self.mp.mpc(0, 1)
            case "oo" | "inf":
                return self.mp.inf
        raise UndefinedError(tree)

    def _member(self, name: str) -> Value | None:
        """`x_i` inside a sum over i: `x_2` where i is 2, else a value that the name, the index and the
        point determine."""
        stem, _, subscript = name.partition("_")
        if subscript not in self._indices:
            return None
        member = f"{stem}_{self._indices[subscript]}"
        if member in self.point:
            return self.point[member]
        if name not in self.point:
            return None
        return self.point[name] * (1 + crc32(f"{member} {self.point[name]}".encode()) % 11)

    @contextmanager
    def indexed(self, index: str, value: int) -> Iterator[None]:
        """With the index of a sum at a value."""
        outer = self._indices
        self._indices = {**outer, index: value}
        try:
            yield
        finally:
            self._indices = outer

    def _binary(self, tree: Node, op: str, left: Value, right: Value) -> Value:
        match op:
            case "^":
                return self._power(tree, left, right)
            case "+":
                return self._known(tree, self.added(left, right))
            case "-":
                return self._known(tree, self.added(left, -right))
            case "*":
                return self._known(tree, self.multiplied(left, right))
        if right == 0 or not (isinstance(right, Fraction) or self.mp.isfinite(right)):
            raise UndefinedError(tree)
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return self._bounded(left / right)
        return self._noted(self.inexact(left) / self.inexact(right))

    def added(self, left: Value, right: Value) -> Value:
        """The sum; zero, as a guess, where nothing but noise is left of the digits."""
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left + right
        a, b = self.inexact(left), self.inexact(right)
        total = a + b
        if abs(total) < abs(a) * self.mp.noise:
            self.is_guessed = True
            return Fraction(0)
        return total

    def multiplied(self, left: Value, right: Value) -> Value:
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return self._bounded(left * right)
        return self._noted(self.inexact(left) * self.inexact(right))

    def _known(self, tree: Node, value: Value) -> Value:
        """The value, unless it is none: `oo - oo`."""
        if value != value:  # noqa: PLR0124 - only what is no number differs from itself
            raise UndefinedError(tree)
        return value

    def inexact(self, value: Value) -> Value:
        if isinstance(value, Fraction):
            above, below = value.numerator, value.denominator
            self.widest = max(self.widest, above.bit_length(), below.bit_length())
            self.extreme = max(self.extreme, abs(above.bit_length() - below.bit_length()))
            return self.mp.mpf(above) / below
        return value

    def are_level(self, left: Value, right: Value) -> bool:
        """Whether two real numbers are equal, as far as the digits tell; noted where this is a guess."""
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left == right
        a, b = self.inexact(left), self.inexact(right)
        if abs(a - b) >= max(abs(a), abs(b), 1) * self.mp.noise:
            return False
        self.is_guessed = True
        return True

    def _bounded(self, value: Value) -> Value:
        if isinstance(value, Fraction) and value.numerator.bit_length() > LARGEST_BITS:
            raise UnboundedError
        return value

    def _power(self, tree: Node, base: Value, exponent: Value) -> Value:
        self.work.spend(self._weight)
        if base == 0:
            if isinstance(exponent, Fraction) and exponent > 0:
                return Fraction(0)
            if getattr(exponent, "real", 0) > 0:
                return Fraction(0)
            raise UndefinedError(tree)
        if isinstance(base, Fraction) and isinstance(exponent, Fraction):
            if (exact := exact_power(base, exponent)) is not None:
                return exact
            if base < 0 and not self.is_complex:
                raise UndefinedError(tree)
        elif isinstance(exponent, Fraction) and exponent.denominator == 1:
            return self._checked(tree, self.inexact(base) ** self.bounded_exponent(exponent.numerator))
        elif not self.is_complex and base < 0:
            raise UndefinedError(tree)
        power = self.inexact(exponent)
        self.bounded_exponent(abs(power * self.mp.log(abs(self.inexact(base)))))
        return self._checked(tree, self.mp.power(self.inexact(base), power))

    def bounded_exponent(self, exponent: Value) -> Value:
        if abs(exponent) > LARGEST_EXPONENT:
            raise UnboundedError
        return exponent

    def _checked(self, tree: Node, value: Value) -> Value:
        """The value, if it may count: finite, and real unless `i` is written."""
        if isinstance(value, Fraction):
            return value
        if not self.mp.isfinite(value) or (not self.is_complex and isinstance(value, self.mp.mpc)):
            raise UndefinedError(tree)
        return self._noted(value)

    def _noted(self, value: Value) -> Value:
        if value and self.mp.isfinite(value):
            self.extreme = max(self.extreme, abs(self.mp.mag(value)))
        return value

    def _call(self, tree: Call, name: str, arguments: list[Value]) -> Value:
        self.work.spend(self._weight)
        function = FUNCTIONS.get((name, len(arguments))) or FUNCTIONS.get((name, -1))
        if function is None:
            raise UndefinedError(tree)
        try:
            value = function(self, *arguments)
        except (ValueError, ZeroDivisionError, TypeError):
            raise UndefinedError(tree) from None
        if value is None:
            raise UndefinedError(tree)
        if name in PASSING_ZERO and self._is_noise(value, arguments):
            self.is_guessed = True
            return Fraction(0)
        return self._checked(tree, value)

    def _is_noise(self, value: Value, arguments: list[Value]) -> bool:
        """Whether a value may be zero but for the rounding of its arguments: `sin(pi)`."""
        if isinstance(value, Fraction) or all(isinstance(each, Fraction) for each in arguments):
            return False
        return bool(abs(value) < self.mp.noise)


@lru_cache(maxsize=1024)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


_CONTEXTS: dict[int, MPContext] = {}


def _context(digits: int) -> MPContext:
    """A context of our own for each precision, so that nobody's precision changes ours."""
    if digits not in _CONTEXTS:
        context = MPContext()
        context.dps = digits
        context.noise = context.mpf(10) ** (min(ROUNDING, digits // 4) - digits)
        _CONTEXTS[digits] = context
    return _CONTEXTS[digits]
