"""What is a tree worth at a point? To many digits, and only where every step stays real.

Values stay exact fractions as long as they are rational; only then mpmath takes over. Nothing is
simplified first: `x/x` has no value at 0, `sqrt(x)^2` none at -1, because a step on the way has none.
Where `i` is written, principal branches of complex numbers are used instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mpmath.ctx_mp import MPContext

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number
from tutor.maths.functions import (
    FUNCTIONS,
    LARGEST_BITS,
    LARGEST_EXPONENT,
    UnboundedError,
    Value,
    exact_power,
    exponential,
)

Point = Mapping[str, Fraction]
DIGITS = 60
EXTREME = 150
"""Beyond this power of two a value may vanish beside others without a trace."""


class UndefinedError(ArithmeticError):
    """A step on the way to the value is not defined, or not real. `node` is that step."""

    def __init__(self, node: Node) -> None:
        super().__init__("not defined")
        self.node = node


class Evaluation:
    """Trees at one point, to `digits` digits. Raises UndefinedError, UnboundedError; KeyError for a name
    that the point lacks."""

    def __init__(self, point: Point, digits: int = DIGITS, *, is_complex: bool = False) -> None:
        self.point = point
        self.mp = _context(digits)
        self.is_complex = is_complex
        self.has_lost_digits = False
        self._is_extreme = False

    def value(self, tree: Node) -> Value:
        match tree:
            case Number():
                return tree.value
            case Name(id=name):
                return self._name(tree, name)
            case Negative(operand=operand):
                return -self.value(operand)
            case Binary(op="^", left=Name(id="e"), right=exponent) if "e" not in self.point:
                return self._checked(tree, exponential(self, self.value(exponent)))
            case Binary(op=op, left=left, right=right):
                return self._binary(tree, op, self.value(left), self.value(right))
            case Call(name=name, arguments=arguments):
                return self._call(tree, name, [self.value(each) for each in arguments])
        raise UndefinedError(tree)

    def _name(self, tree: Name, name: str) -> Value:
        if name in self.point:
            return self.point[name]
        match name:
            case "pi":
                return +self.mp.pi
            case "e":
                return +self.mp.e
            case "i":
                return self.mp.mpc(0, 1)
        raise UndefinedError(tree)

    def _binary(self, tree: Node, op: str, left: Value, right: Value) -> Value:
        if op == "^":
            return self._power(tree, left, right)
        if op == "/" and right == 0:
            raise UndefinedError(tree)
        if not (isinstance(left, Fraction) and isinstance(right, Fraction)):
            left, right = self.inexact(left), self.inexact(right)
        match op:
            case "+":
                return self._sum(left, right, left + right)
            case "-":
                return self._sum(left, right, left - right)
            case "*":
                return self._bounded(left * right)
        return self._bounded(left / right)

    def _sum(self, left: Value, right: Value, total: Value) -> Value:
        """Notes where all digits cancel after something extreme: `1 - sigmoid(1000)` is not zero."""
        if self._is_extreme and not isinstance(total, Fraction):
            largest = max(abs(left), abs(right))
            if largest and abs(total) < largest * self.mp.mpf(10) ** (20 - self.mp.dps):
                self.has_lost_digits = True
        return total

    def inexact(self, value: Value) -> Value:
        if isinstance(value, Fraction):
            return self.mp.mpf(value.numerator) / value.denominator
        return value

    def _bounded(self, value: Value) -> Value:
        if isinstance(value, Fraction) and value.numerator.bit_length() > LARGEST_BITS:
            raise UnboundedError
        return value

    def _power(self, tree: Node, base: Value, exponent: Value) -> Value:
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
        self._is_extreme |= abs(self.mp.mag(value)) > EXTREME if value else False
        return value

    def _call(self, tree: Call, name: str, arguments: list[Value]) -> Value:
        work = FUNCTIONS.get((name, len(arguments))) or FUNCTIONS.get((name, -1))
        if work is None:
            raise UndefinedError(tree)
        try:
            value = work(self, *arguments)
        except (ValueError, ZeroDivisionError, TypeError):
            raise UndefinedError(tree) from None
        if value is None:
            raise UndefinedError(tree)
        return self._checked(tree, value)


_CONTEXTS: dict[int, MPContext] = {}


def _context(digits: int) -> MPContext:
    """A context of our own for each precision, so that nobody's precision changes ours."""
    if digits not in _CONTEXTS:
        context = MPContext()
        context.dps = digits
        _CONTEXTS[digits] = context
    return _CONTEXTS[digits]
