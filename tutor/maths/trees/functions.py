"""The functions of one number that probes know: exact where the value is rational, else to all digits.

Each gets the evaluation that asks and the numbers; None (or ValueError) says that there is no value.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb, factorial, isqrt
from typing import TYPE_CHECKING, Any

from tutor.expression.nodes import Node

if TYPE_CHECKING:
    from tutor.maths.trees.probes import Evaluation

Value = Any
"""A Fraction while exact, else a number of mpmath."""

LARGEST_BITS = 20_000
LARGEST_FACTORIAL = 500
LARGEST_BINOMIAL = 1000
LARGEST_EXPONENT = 100_000
LARGEST_ANGLE = 1e30


class UnboundedError(ArithmeticError):
    """A step would be too large to work out."""


class UndefinedError(ArithmeticError):
    """A step on the way to the value is not defined, or not real. `node` is that step."""

    def __init__(self, node: Node) -> None:
        super().__init__("not defined")
        self.node = node


def exact_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """An exact power where there is one: `2^-3`, `(4/9)^(1/2)`; None where it is irrational."""
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(exponent) * bits > LARGEST_BITS:
        if bits == 1 and exponent.denominator == 1:
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
        exact = exact_power(x, Fraction(1, 2)) if x else x
        return exact if exact is not None else at.mp.sqrt(at.inexact(x))
    return at.mp.sqrt(at.inexact(x)) if at.is_complex or x >= 0 else None


def _cbrt(at: Evaluation, x: Value) -> Value:
    if isinstance(x, Fraction):
        exact = exact_power(abs(x), Fraction(1, 3)) if x else x
        if exact is not None:
            return exact if x >= 0 else -exact
    root = at.mp.cbrt(abs(at.inexact(x)))
    return root if x >= 0 else -root


def exponential(at: Evaluation, x: Value) -> Value:
    if x == 0:
        return Fraction(1)
    at.bounded_exponent(x)
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
    if n is not None and n > LARGEST_FACTORIAL:
        raise UnboundedError
    return Fraction(factorial(n)) if n is not None and n >= 0 else None


def _binomial(_: Evaluation, x: Value, y: Value) -> Value:
    n, k = _whole(x), _whole(y)
    if n is None or k is None or k < 0 or n < 0:
        return None
    if n > LARGEST_BINOMIAL:
        raise UnboundedError
    return Fraction(comb(n, k))


def _rounded(name: str) -> Callable[[Evaluation, Value], Value]:
    """What lies within the noise of a whole number is taken for that number, which is noted."""

    def work(at: Evaluation, x: Value) -> Value:
        if isinstance(x, Fraction):
            return Fraction(x.__floor__() if name == "floor" else x.__ceil__())
        nearest = at.mp.nint(x)
        if at.are_level(x, nearest):
            return Fraction(int(nearest))
        return Fraction(int(getattr(at.mp, name)(x)))

    return work


def _known_at_zero(name: str, at_zero: int, largest: float = LARGEST_ANGLE) -> Callable[[Evaluation, Value], Value]:
    """A function whose exact value is known at zero alone."""

    def work(at: Evaluation, x: Value) -> Value:
        if abs(x) > largest:
            raise UnboundedError
        return Fraction(at_zero) if x == 0 else getattr(at.mp, name)(at.inexact(x))

    return work


def _tanh(at: Evaluation, x: Value) -> Value:
    """Nearer to one than `e^(-2x)` is to zero, which is noted."""
    if x == 0:
        return Fraction(0)
    if abs(x) > LARGEST_EXPONENT:
        raise UnboundedError
    at.extreme = max(at.extreme, int(3 * abs(at.inexact(x))))
    return at.mp.tanh(at.inexact(x))


def _tan(at: Evaluation, x: Value) -> Value:
    if x == 0:
        return Fraction(0)
    cosine = at.mp.cos(at.inexact(x))
    if abs(cosine) < at.mp.mpf(10) ** (10 - at.mp.dps):
        return None
    return at.mp.sin(at.inexact(x)) / cosine


def _sign(at: Evaluation, x: Value) -> Value:
    return Fraction(0 if at.are_level(x, Fraction(0)) else 1 if x > 0 else -1)


def _largest(at: Evaluation, *of: Value) -> Value:
    return max(of, key=at.inexact)


def _smallest(at: Evaluation, *of: Value) -> Value:
    return min(of, key=at.inexact)


FUNCTIONS: dict[tuple[str, int], Callable[..., Value]] = {
    ("sqrt", 1): _sqrt,
    ("cbrt", 1): _cbrt,
    ("exp", 1): exponential,
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
    ("tanh", 1): _tanh,
    ("arcsin", 1): _known_at_zero("asin", 0),
    ("arccos", 1): lambda at, x: Fraction(0) if x == 1 else at.mp.acos(at.inexact(x)),
    ("arctan", 1): _known_at_zero("atan", 0),
    ("arsinh", 1): _known_at_zero("asinh", 0),
    ("artanh", 1): _known_at_zero("atanh", 0),
    ("arcosh", 1): lambda at, x: Fraction(0) if x == 1 else at.mp.acosh(at.inexact(x)),
}
