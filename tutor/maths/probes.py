"""What is a tree worth at a point? To many digits, and only where every step stays real.

Values stay exact fractions as long as they are rational; only then mpmath takes over. Nothing is
simplified first: `x/x` has no value at 0, `sqrt(x)^2` none at -1, because a step on the way has none.
Where `i` is written, principal branches of complex numbers are used instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import comb, factorial, isqrt
from typing import Any

from mpmath.ctx_mp import MPContext

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number

Value = Any
"""A Fraction while exact, else a number of mpmath."""

Point = Mapping[str, Fraction]

DIGITS = 60
LARGEST_BITS = 20_000
LARGEST_FACTORIAL = 200
LARGEST_EXPONENT = 100_000
LARGEST_ANGLE = 1e30
EXTREME = 150
"""Beyond this power of two a value may vanish beside others without a trace."""


class UndefinedError(ArithmeticError):
    """A step on the way to the value is not defined, or not real. `node` is that step."""

    def __init__(self, node: Node) -> None:
        super().__init__("not defined")
        self.node = node


class UnboundedError(ArithmeticError):
    """A step would be too large to work out."""


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
                return self._checked(tree, _exp(self, self.value(exponent)))
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
            if (exact := _exact_power(base, exponent)) is not None:
                return exact
            if base < 0 and not self.is_complex:
                raise UndefinedError(tree)
        elif isinstance(exponent, Fraction) and exponent.denominator == 1:
            return self._checked(tree, self.inexact(base) ** self._exponent(exponent.numerator))
        elif not self.is_complex and base < 0:
            raise UndefinedError(tree)
        power = self.inexact(exponent)
        self._exponent(abs(power * self.mp.log(abs(self.inexact(base)))))
        return self._checked(tree, self.mp.power(self.inexact(base), power))

    def _exponent(self, exponent: Value) -> Value:
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
        work = _FUNCTIONS.get((name, len(arguments))) or _FUNCTIONS.get((name, -1))
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


def _exact_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """An exact power where there is one: `2^-3`, `(4/9)^(1/2)`; None where it is irrational."""
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(exponent) * bits > LARGEST_BITS:
        if bits == 1:
            return base if exponent.numerator % 2 else abs(base)
        raise UnboundedError
    if exponent.denominator == 1:
        return Fraction(base ** int(exponent))
    if base < 0 or exponent.denominator > 64:
        return None
    above = _whole_root(base.numerator, exponent.denominator)
    below = _whole_root(base.denominator, exponent.denominator)
    if above is None or below is None:
        return None
    return Fraction(Fraction(above, below) ** exponent.numerator)


def _whole_root(number: int, degree: int) -> int | None:
    if number < 2:
        return number
    if degree == 2:
        root = isqrt(number)
    else:
        low, high = 1, 1 << (number.bit_length() // degree + 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**degree <= number else (low, middle - 1)
        root = low
    return root if root**degree == number else None


def _sqrt(at: Evaluation, x: Value) -> Value:
    if isinstance(x, Fraction) and x >= 0:
        exact = _exact_power(x, Fraction(1, 2)) if x else x
        return exact if exact is not None else at.mp.sqrt(at.inexact(x))
    return at.mp.sqrt(at.inexact(x)) if at.is_complex or x >= 0 else None


def _cbrt(at: Evaluation, x: Value) -> Value:
    if isinstance(x, Fraction):
        exact = _exact_power(abs(x), Fraction(1, 3)) if x else x
        if exact is not None:
            return exact if x >= 0 else -exact
    root = at.mp.cbrt(abs(at.inexact(x)))
    return root if x >= 0 else -root


def _exp(at: Evaluation, x: Value) -> Value:
    if x == 0:
        return Fraction(1)
    at._exponent(x)
    return at.mp.exp(at.inexact(x))


def _ln(at: Evaluation, x: Value) -> Value:
    if x == 1:
        return Fraction(0)
    if x == 0 or (not at.is_complex and x < 0):
        return None
    return at.mp.log(at.inexact(x))


def _log_base(at: Evaluation, base: Value, x: Value) -> Value:
    if not at.is_complex and (base <= 0 or base == 1 or x <= 0):
        return None
    if isinstance(base, Fraction) and isinstance(x, Fraction):
        near = at.mp.log(at.inexact(x)) / at.mp.log(at.inexact(base))
        whole = round(near)
        if abs(near - whole) < 1e-20 and abs(whole) < 4096 and base**whole == x:
            return Fraction(whole)
        return near
    return at.mp.log(at.inexact(x)) / at.mp.log(at.inexact(base))


def _whole(x: Value) -> int | None:
    return int(x) if isinstance(x, Fraction) and x.denominator == 1 else None


def _factorial(_: Evaluation, x: Value) -> Value:
    n = _whole(x)
    return Fraction(factorial(n)) if n is not None and 0 <= n <= LARGEST_FACTORIAL else None


def _binomial(_: Evaluation, x: Value, y: Value) -> Value:
    n, k = _whole(x), _whole(y)
    if n is None or k is None or k < 0 or not 0 <= n <= 1000:
        return None
    return Fraction(comb(n, k))


def _rounded(name: str) -> Callable[[Evaluation, Value], Value]:
    def work(at: Evaluation, x: Value) -> Value:
        if isinstance(x, Fraction):
            return Fraction(x.__floor__() if name == "floor" else x.__ceil__())
        return Fraction(int(getattr(at.mp, name)(x)))

    return work


def _known_at_zero(name: str, at_zero: int, largest: float = LARGEST_ANGLE) -> Callable[[Evaluation, Value], Value]:
    """A function whose exact value is known at zero alone."""

    def work(at: Evaluation, x: Value) -> Value:
        if abs(x) > largest:
            raise UnboundedError
        return Fraction(at_zero) if x == 0 else getattr(at.mp, name)(at.inexact(x))

    return work


def _tan(at: Evaluation, x: Value) -> Value:
    if x == 0:
        return Fraction(0)
    cosine = at.mp.cos(at.inexact(x))
    if abs(cosine) < at.mp.mpf(10) ** (10 - at.mp.dps):
        return None
    return at.mp.sin(at.inexact(x)) / cosine


def _sign(_: Evaluation, x: Value) -> Value:
    return Fraction((x > 0) - (x < 0))


def _largest(at: Evaluation, *of: Value) -> Value:
    return max(of, key=at.inexact)


def _smallest(at: Evaluation, *of: Value) -> Value:
    return min(of, key=at.inexact)


_FUNCTIONS: dict[tuple[str, int], Callable[..., Value]] = {
    ("sqrt", 1): _sqrt,
    ("cbrt", 1): _cbrt,
    ("exp", 1): _exp,
    ("ln", 1): _ln,
    ("log_base", 2): _log_base,
    ("abs", 1): lambda _, x: abs(x),
    ("sign", 1): _sign,
    ("floor", 1): _rounded("floor"),
    ("ceil", 1): _rounded("ceil"),
    ("factorial", 1): _factorial,
    ("binomial", 2): _binomial,
    ("max", -1): _largest,
    ("min", -1): _smallest,
    ("tan", 1): _tan,
    ("sin", 1): _known_at_zero("sin", 0),
    ("cos", 1): _known_at_zero("cos", 1),
    ("sinh", 1): _known_at_zero("sinh", 0, LARGEST_EXPONENT),
    ("cosh", 1): _known_at_zero("cosh", 1, LARGEST_EXPONENT),
    ("tanh", 1): _known_at_zero("tanh", 0, LARGEST_EXPONENT),
    ("arcsin", 1): _known_at_zero("asin", 0),
    ("arccos", 1): lambda at, x: Fraction(0) if x == 1 else at.mp.acos(at.inexact(x)),
    ("arctan", 1): _known_at_zero("atan", 0),
    ("arsinh", 1): _known_at_zero("asinh", 0),
    ("artanh", 1): _known_at_zero("atanh", 0),
    ("arcosh", 1): lambda at, x: Fraction(0) if x == 1 else at.mp.acosh(at.inexact(x)),
}
