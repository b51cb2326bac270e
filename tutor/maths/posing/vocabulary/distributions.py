"""Named distributions: binomial, geometric, normal; and the error of an estimate."""

from __future__ import annotations

from fractions import Fraction
from statistics import NormalDist

import mpmath
import numpy
import sympy

from tutor.maths.posing.arithmetic import add, divide, multiply, power, subtract
from tutor.maths.posing.exactness import approximate, less
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, plain, symbolic, whole
from tutor.maths.posing.vocabulary.arguments import (
    each_number,
    has_names,
    number_of,
    numbers_of,
    positive,
    probability_of,
    whole_from,
)
from tutor.maths.posing.vocabulary.chance import variance
from tutor.maths.posing.vocabulary.numbers import LARGEST_FACTORIAL, binomial, sqrt
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

DISTRIBUTIONS: Vocabulary = {}

PLACES = 40
"""So many decimals of a value of the normal distribution are right."""
FARTHEST = 20
"""Beyond so many deviations less than 10^-88 is left."""
LONGEST_WAIT = 300
STANDARD = NormalDist()


def _by_convolution(k: Value, n: Value, p: Value) -> Value:
    row = numpy.ones(1)
    for _ in range(int(n)):
        row = numpy.convolve(row, [1 - p, p])
    return row[int(k)] if 0 <= k <= n else 0.0


@entered(DISTRIBUTIONS, "binomial_pmf(k, n, p)", "binomial_pmf(2, 3, 1/4) = 9/64", _by_convolution)
def binomial_pmf(k: Value, n: Value, p: Value) -> Value:
    """The probability of exactly k successes in n independent trials, each with probability p."""
    trials = whole_from(0, LARGEST_FACTORIAL, n, "the number of trials")
    if not 0 <= whole(k, "a number of successes") <= trials:
        return 0
    chance = multiply(power(probability_of(p), k), power(subtract(1, p), trials - k))
    return multiply(binomial(trials, k), chance)


@entered(
    DISTRIBUTIONS, "geometric_pmf(k, p)", "geometric_pmf(3, 1/4) = 9/64",
    lambda k, p: p * numpy.prod(numpy.full(max(int(k) - 1, 0), 1 - p)) if k >= 1 else 0.0,
)  # fmt: skip
def geometric_pmf(k: Value, p: Value) -> Value:
    """The probability that the first success is trial number k, counted from 1."""
    if whole(k, "the number of a trial") < 1:
        return 0
    if k > LONGEST_WAIT:
        raise TooLargeError(f"a wait of over {LONGEST_WAIT} trials")
    return multiply(probability_of(p), power(subtract(1, p), k - 1))


@entered(
    DISTRIBUTIONS, "normal_cdf(x, mean = 0, deviation = 1)",
    "normal_cdf(0) = 1/2 and normal_cdf(115, 100, 15) ~ 0.841344746069",
    lambda x, mean=0.0, deviation=1.0: _by_entry(lambda each: NormalDist(mean, deviation).cdf(each), x),
)  # fmt: skip
def normal_cdf(x: Value, mean: Value = 0, deviation: Value = 1) -> Value:
    """The probability that a normal variable is at most x: a fraction that is right to 40 decimals."""
    middle, width = number_of(mean), positive(deviation, "the deviation")
    return each_number(lambda each: standard_normal_cdf(divide(subtract(each, middle), width)))(x)


def standard_normal_cdf(z: Value) -> Value:
    """The same for mean 0 and deviation 1; with names in it by the error function."""
    if has_names(z):
        return plain((1 + sympy.erf(symbolic(z) / sympy.sqrt(2))) / 2)
    if z in (sympy.oo, -sympy.oo):
        return int(z == sympy.oo)
    if z == 0:
        return Fraction(1, 2)
    beyond = abs(approximate(z))
    tail = 0 if beyond > FARTHEST else _tail(z)
    return plain(Fraction(tail if less(z, 0) else 10**PLACES - tail, 10**PLACES))


def _tail(z: Value) -> int:
    """The probability beyond |z|, in units of the last place."""
    with mpmath.workdps(PLACES + 20):
        return int(mpmath.nint(mpmath.erfc(abs(_digits(z)) / mpmath.sqrt(2)) / 2 * mpmath.mpf(10) ** PLACES))


def _digits(value: Value) -> mpmath.mpf:
    return mpmath.mpf(str(symbolic(value).evalf(mpmath.mp.dps + 5)))


@entered(
    DISTRIBUTIONS, "normal_quantile(p, mean = 0, deviation = 1)",
    "normal_quantile(1/2) = 0 and normal_quantile(0.975) ~ 1.95996398454",
    lambda p, mean=0.0, deviation=1.0: _by_entry(lambda each: NormalDist(mean, deviation).inv_cdf(each), p),
)  # fmt: skip
def normal_quantile(p: Value, mean: Value = 0, deviation: Value = 1) -> Value:
    """The x with normal_cdf(x) = p: a fraction whose distance from the mean in deviations is right to 40
    decimals."""
    middle, width = number_of(mean), positive(deviation, "the deviation")
    return each_number(lambda each: add(middle, multiply(width, _standard_quantile(probability_of(each)))))(p)


def _standard_quantile(p: Value) -> Value:
    if has_names(p):
        raise FormulaError("a quantile of an unknown probability is not worked out")
    if less(Fraction(1, 2), p):
        return subtract(0, _standard_quantile(subtract(1, p)))
    if p == 0:
        return -sympy.oo
    if less(p, Fraction(1, 10**PLACES)):
        raise TooLargeError(f"a probability nearer to 0 or 1 than 10^-{PLACES}")
    with mpmath.workdps(2 * PLACES + 20):
        found = mpmath.sqrt(2) * mpmath.erfinv(2 * _digits(p) - 1)
        return plain(Fraction(int(mpmath.nint(found * mpmath.mpf(10) ** PLACES)), 10**PLACES))


def _of_mean(deviation: Value, n: Value = None) -> Value:
    if n is None:
        return numpy.std(deviation, ddof=1) / numpy.sqrt(len(deviation))
    return deviation / numpy.sqrt(n)


@entered(
    DISTRIBUTIONS, "standard_error(deviation, n) or (data)",
    "standard_error(6, 9) = 2 and standard_error([1, 2, 3]) = sqrt(3) / 3", _of_mean,
)  # fmt: skip
def standard_error(deviation: Value, n: Value = None) -> Value:
    """The deviation of the mean of n values: the deviation of one divided by sqrt(n). Of a list of data without
    n: by their own deviation, with n - 1."""
    if n is not None:
        return divide(number_of(deviation), sqrt(positive(n, "the number of values")))
    values = numbers_of(deviation)
    if len(values) < 2:
        raise FormulaError("at least two values")
    return sqrt(divide(variance(values), len(values) - 1))


def _by_entry(step: Value, x: Value) -> Value:
    return numpy.vectorize(step, otypes=[float])(x)
