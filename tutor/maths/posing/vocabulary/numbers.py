"""Numbers: roots, powers, logarithms, whole-number arithmetic, the circle."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy
import sympy

from tutor.maths.posing.arithmetic import divide, multiply, negate, power
from tutor.maths.posing.exactness import approximate, less, same
from tutor.maths.posing.values import FormulaError, Value, is_rational, listed_items, plain, symbolic, whole
from tutor.maths.posing.vocabulary.registry import Vocabulary, each_entry, entered

NUMBERS: Vocabulary = {}

LARGEST_FACTORIAL = 300
MOST_PLACES = 12


def _numbers(values: tuple[Value, ...]) -> list[Value]:
    return listed_items(values[0]) if len(values) == 1 and isinstance(values[0], list) else list(values)


def _fraction(x: Any) -> Fraction:
    """The fraction that a float is nearest to; ValueError where it is near none that is short."""
    near = Fraction(float(x)).limit_denominator(10**6)
    if abs(float(near) - x) > 1e-12 * max(1.0, abs(x)):
        raise ValueError
    return near


def _elementwise(signature: str, example: str, numeric: Callable[[Any], Any]) -> Callable[..., Any]:
    enter = entered(NUMBERS, signature, example, numeric)
    return lambda body: enter(each_entry(body))


@_elementwise("abs(x)", "abs([-3, 2]) = [3, 2]", numpy.abs)
def absolute(x: Value) -> Value:
    """The size of a number; `|x|`. Of a vector: of each entry (its norm is `norm`)."""
    if is_rational(x):
        return abs(x)
    if symbolic(x).free_symbols or same(x, 0):
        return plain(sympy.Abs(symbolic(x)))
    return negate(x) if less(x, 0) else x


@_elementwise("sign(x)", "sign(-3/2) = -1", numpy.sign)
def sign_of(x: Value) -> Value:
    """-1, 0 or 1."""
    return (x > 0) - (x < 0) if is_rational(x) else plain(sympy.sign(symbolic(x)))


@_elementwise("sqrt(x)", "sqrt(8) = 2 sqrt(2)", numpy.sqrt)
def sqrt(x: Value) -> Value:
    """The square root, exact."""
    if type(x) is int and x >= 0 and (root_ := math.isqrt(x)) ** 2 == x:
        return root_
    return plain(sympy.sqrt(symbolic(x)))


@entered(NUMBERS, "root(x, n)", "root(16, 4) = 2", lambda x, n: numpy.sign(x) * numpy.abs(x) ** (1 / n))
def root(x: Value, n: Value) -> Value:
    """The n-th root, exact; of negative numbers where n is odd."""
    degree = whole(n, "the degree of a root")
    if degree < 1:
        raise FormulaError("the degree of a root is at least 1")
    if is_rational(x) and x < 0:
        if degree % 2 == 0:
            raise FormulaError("an even root of a negative number")
        return multiply(-1, root(-x, n))
    return plain(sympy.root(symbolic(x), degree))


@_elementwise("cbrt(x)", "cbrt(-27) = -3", numpy.cbrt)
def cbrt(x: Value) -> Value:
    """The cube root, exact."""
    return root(x, 3)


@_elementwise("exp(x)", "exp(ln(5)) = 5", numpy.exp)
def exp(x: Value) -> Value:
    """e to the x; of a list: of each entry."""
    return plain(sympy.exp(symbolic(x)))


@_elementwise("ln(x)", "ln(6) - ln(2) = ln(3)", numpy.log)
def ln(x: Value) -> Value:
    """The natural logarithm, exact."""
    if is_rational(x) and x <= 0:
        raise FormulaError("the logarithm of a number that is not positive")
    return plain(sympy.log(symbolic(x)))


@_elementwise("log2(x)", "log2(1/8) = -3", numpy.log2)
def log2(x: Value) -> Value:
    """The logarithm to base 2, exact."""
    return log_base(2, x)


@_elementwise("log10(x)", "log10(1000) = 3", numpy.log10)
def log10(x: Value) -> Value:
    """The logarithm to base 10, exact."""
    return log_base(10, x)


@entered(NUMBERS, "log_base(base, x)", "log_base(3, 81) = 4", lambda base, x: numpy.log(x) / numpy.log(base))
def log_base(base: Value, x: Value) -> Value:
    """The logarithm to any base; also written `log_3(81)`."""
    if isinstance(x, list):
        return [log_base(base, each) for each in x]
    if is_rational(base) and is_rational(x) and base > 0 and base != 1 and x > 0:
        guess = round(math.log(x) / math.log(base))
        if abs(guess) <= 300 and Fraction(base) ** guess == x:
            return guess
    return divide(ln(x), ln(base))


@_elementwise("sin(x)", "sin(pi / 6) = 1/2", numpy.sin)
def sin(x: Value) -> Value:
    """The sine of an angle in radians, exact."""
    return plain(sympy.sin(symbolic(x)))


@_elementwise("cos(x)", "cos(pi / 3) = 1/2", numpy.cos)
def cos(x: Value) -> Value:
    """The cosine of an angle in radians, exact."""
    return plain(sympy.cos(symbolic(x)))


@_elementwise("tan(x)", "tan(pi / 4) = 1", numpy.tan)
def tan(x: Value) -> Value:
    """The tangent of an angle in radians, exact."""
    return plain(sympy.tan(symbolic(x)))


@_elementwise("arccos(x)", "arccos(1/2) = pi / 3", numpy.arccos)
def arccos(x: Value) -> Value:
    """The angle in 0..pi with this cosine."""
    return plain(sympy.acos(symbolic(x)))


@_elementwise("arcsin(x)", "arcsin(1/2) = pi / 6", numpy.arcsin)
def arcsin(x: Value) -> Value:
    """The angle in -pi/2..pi/2 with this sine."""
    return plain(sympy.asin(symbolic(x)))


@_elementwise("arctan(x)", "arctan(1) = pi / 4", numpy.arctan)
def arctan(x: Value) -> Value:
    """The angle in -pi/2..pi/2 with this tangent."""
    return plain(sympy.atan(symbolic(x)))


@_elementwise("radians(degrees)", "radians(60) = pi / 3", numpy.radians)
def radians(degrees: Value) -> Value:
    """Degrees as radians."""
    return multiply(divide(degrees, 180), sympy.pi)


@_elementwise("degrees(radians)", "degrees(pi / 3) = 60", numpy.degrees)
def degrees_of(radians: Value) -> Value:
    """Radians as degrees."""
    return divide(multiply(radians, 180), sympy.pi)


@_elementwise("floor(x)", "floor(-3/2) = -2", numpy.floor)
def floor(x: Value) -> Value:
    """The greatest whole number that is not above x."""
    return math.floor(x) if is_rational(x) else plain(sympy.floor(symbolic(x)))


@_elementwise("ceil(x)", "ceil(3/2) = 2", numpy.ceil)
def ceil(x: Value) -> Value:
    """The least whole number that is not below x."""
    return math.ceil(x) if is_rational(x) else plain(sympy.ceiling(symbolic(x)))


@entered(
    NUMBERS, "round(x, places = 0)", "round(2/3, 2) = 0.67", lambda x, places=0: numpy.round(x + 1e-12, int(places))
)
def rounded(x: Value, places: Value = 0) -> Value:
    """Rounded to so many decimals, halves away from zero. The result is exact."""
    if isinstance(x, list):
        return [rounded(each, places) for each in x]
    if not 0 <= whole(places) <= MOST_PLACES:
        raise FormulaError(f"from 0 to {MOST_PLACES} decimals")
    scale = 10**places
    exact = Fraction(x) if is_rational(x) else Fraction(approximate(x))
    nearest = math.floor(abs(exact) * scale + Fraction(1, 2))
    return plain(Fraction(nearest if exact >= 0 else -nearest, scale))


@entered(NUMBERS, "mod(a, b)", "mod(-7, 3) = 2", numpy.mod)
def mod(a: Value, b: Value) -> Value:
    """The remainder of a division, from 0 up to b."""
    if whole(b) == 0:
        raise FormulaError("a division by zero")
    return whole(a) % whole(b)


@entered(NUMBERS, "gcd(a, b, …)", "gcd(12, 18) = 6", lambda *n: numpy.gcd.reduce(numpy.array(n, int).ravel()))
def gcd(*numbers: Value) -> Value:
    """The greatest common divisor of whole numbers."""
    return math.gcd(*(whole(each) for each in _numbers(numbers)))


@entered(NUMBERS, "lcm(a, b, …)", "lcm(4, 6) = 12", lambda *n: numpy.lcm.reduce(numpy.array(n, int).ravel()))
def lcm(*numbers: Value) -> Value:
    """The least common multiple of whole numbers."""
    return math.lcm(*(whole(each) for each in _numbers(numbers)))


@entered(NUMBERS, "factorial(n)", "factorial(5) = 120", lambda n: numpy.prod(numpy.arange(1, int(n) + 1)))
def factorial(n: Value) -> Value:
    """The product 1·2·…·n; also `n!`."""
    if not 0 <= whole(n) <= LARGEST_FACTORIAL:
        raise FormulaError(f"a factorial of 0 to {LARGEST_FACTORIAL}")
    return math.factorial(n)


@entered(
    NUMBERS, "binomial(n, k)", "binomial(5, 2) = 10",
    lambda n, k: numpy.prod([(n - i) / (i + 1) for i in numpy.arange(int(k))]),
)  # fmt: skip
def binomial(n: Value, k: Value) -> Value:
    """In how many ways k of n things can be chosen."""
    if not 0 <= whole(n) <= LARGEST_FACTORIAL or whole(k) < 0:
        raise FormulaError(f"n from 0 to {LARGEST_FACTORIAL}, and k from 0")
    return math.comb(n, k)


@entered(NUMBERS, "numerator(x)", "numerator(6/4) = 3", lambda x: _fraction(x.fixed()).numerator, moves=True)
def numerator(x: Value) -> Value:
    """Of a fraction in lowest terms."""
    return plain(symbolic(x)).numerator if is_rational(x) else plain(sympy.numer(symbolic(x)))


@entered(NUMBERS, "denominator(x)", "denominator(6/4) = 2", lambda x: _fraction(x.fixed()).denominator, moves=True)
def denominator(x: Value) -> Value:
    """Of a fraction in lowest terms; 1 for whole numbers."""
    return plain(symbolic(x)).denominator if is_rational(x) else plain(sympy.denom(symbolic(x)))


@entered(NUMBERS, "is_whole(x)", "is_whole(4/2) and not is_whole(1/2)", lambda x: bool(x == numpy.round(x)))
def is_whole(x: Value) -> Value:
    """Whether a number is whole."""
    return type(x) is int


@entered(NUMBERS, "max(a, b, …)", "max([3, 7, 5]) = 7", lambda *n: numpy.max(numpy.array(n)))
def largest(*numbers: Value) -> Value:
    """The largest of some numbers, or of a list."""
    return _extreme(_numbers(numbers), less)


@entered(NUMBERS, "min(a, b, …)", "min(3, 7, 5) = 3", lambda *n: numpy.min(numpy.array(n)))
def smallest(*numbers: Value) -> Value:
    """The smallest of some numbers, or of a list."""
    return _extreme(_numbers(numbers), lambda a, b: less(b, a))


def _extreme(numbers: list[Value], beaten: Callable[[Value, Value], bool]) -> Value:
    if not numbers:
        raise FormulaError("an empty list")
    best = numbers[0]
    for each in numbers[1:]:
        best = each if beaten(best, each) else best
    return best


@entered(NUMBERS, "square(x)", "square([1, -2]) = [1, 4]", numpy.square)
def square(x: Value) -> Value:
    """x^2, entry by entry."""
    return power(x, 2)


@entered(NUMBERS, "is_square(n)", "is_square(49) and not is_square(50)", lambda n: bool(numpy.sqrt(n) % 1 == 0))
def is_square(n: Value) -> Value:
    """Whether a whole number is the square of one."""
    return whole(n) >= 0 and math.isqrt(n) ** 2 == n
