"""Softmax and its kin, the functions between layers, and losses."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy
import sympy

from tutor.maths.posing.arithmetic import add, divide, multiply, negate, power, subtract
from tutor.maths.posing.exactness import less
from tutor.maths.posing.values import FormulaError, Value, is_rational, plain, symbolic
from tutor.maths.posing.vocabulary.arguments import (
    as_long_as,
    each_number,
    has_names,
    number_of,
    numbers_of,
    positive,
    rows_of,
)
from tutor.maths.posing.vocabulary.distributions import standard_normal_cdf
from tutor.maths.posing.vocabulary.lists import columns, total
from tutor.maths.posing.vocabulary.numbers import exp, ln
from tutor.maths.posing.vocabulary.registry import Body, Vocabulary, entered

SOFTMAX: Vocabulary = {}


def _each(signature: str, example: str, numeric: Body) -> Callable[[Body], Body]:
    enter = entered(SOFTMAX, signature, example, lambda x: numeric(numpy.asarray(x, float)))
    return lambda body: enter(each_number(body))


def softmax_of_floats(z: Value, temperature: Value = 1.0) -> Value:
    """Along the last axis, shifted so that nothing overflows."""
    scaled = numpy.asarray(z, float) / temperature
    shifted = numpy.exp(scaled - numpy.max(scaled, axis=-1, keepdims=True))
    return shifted / numpy.sum(shifted, axis=-1, keepdims=True)


@entered(
    SOFTMAX, "softmax(z, temperature = 1)",
    "softmax([0, ln(3)]) = [1/4, 3/4] and softmax([0, ln(3)], 1/2) = [1/10, 9/10]", softmax_of_floats,
)  # fmt: skip
def softmax(z: Value, temperature: Value = 1) -> Value:
    """Powers of e, divided by their sum. The logits are divided by the temperature first."""
    logits = numbers_of(z)
    powers = exp(logits if temperature == 1 else divide(logits, positive(temperature, "the temperature")))
    return divide(powers, total(powers))


@entered(
    SOFTMAX, "softmax_rows(A)", "softmax_rows([[0, 0], [0, ln(3)]]) = [[1/2, 1/2], [1/4, 3/4]]", softmax_of_floats
)  # fmt: skip
def softmax_rows(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Softmax of each row."""
    return [softmax(row) for row in rows_of(A)]


@entered(
    SOFTMAX, "softmax_columns(A)", "softmax_columns([[0, 0], [0, ln(3)]]) = [[1/2, 1/4], [1/2, 3/4]]",
    lambda a: softmax_of_floats(numpy.transpose(a)).T,
)  # fmt: skip
def softmax_columns(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Softmax of each column."""
    return columns(softmax_rows(columns(rows_of(A))))


@entered(SOFTMAX, "log_sum_exp(z)", "log_sum_exp([0, ln(2)]) = ln(3)", numpy.logaddexp.reduce)
def log_sum_exp(z: Value) -> Value:
    """The logarithm of the sum of the powers of e."""
    return ln(total(exp(numbers_of(z))))


@entered(
    SOFTMAX, "log_softmax(z)", "log_softmax([0, ln(3)]) = [-ln(4), ln(3) - ln(4)]",
    lambda z: numpy.asarray(z, float) - numpy.logaddexp.reduce(z),
)  # fmt: skip
def log_softmax(z: Value) -> Value:
    """The logarithms of the softmax."""
    return subtract(z, log_sum_exp(z))


def _by_differences(z: Value) -> Value:
    size, step = len(z), 1e-5
    moves = step * numpy.eye(size)
    slopes = [(softmax_of_floats(z + move) - softmax_of_floats(z - move)) / (2 * step) for move in moves]
    return numpy.transpose(slopes)


@entered(
    SOFTMAX, "softmax_jacobian(z)", "softmax_jacobian([0, ln(3)]) = [[3/16, -3/16], [-3/16, 3/16]]", _by_differences
)  # fmt: skip
def softmax_jacobian(z: Value) -> Value:
    """The derivatives of the softmax p by its logits: diag(p) - p p^T, row i for p_i."""
    p = softmax(numbers_of(z, 10))
    return [[multiply(a, subtract(int(i == j), b)) for j, b in enumerate(p)] for i, a in enumerate(p)]


@_each("sigmoid(x)", "sigmoid(ln(3)) = 3/4", lambda x: (1 + numpy.tanh(x / 2)) / 2)
def sigmoid(x: Value) -> Value:
    """1 / (1 + e^(-x)), exact."""
    return divide(1, add(1, exp(negate(x))))


@_each("logit(p)", "logit(3/4) = ln(3)", lambda p: numpy.log(p) - numpy.log1p(-p))
def logit(p: Value) -> Value:
    """The logarithm of the odds, ln(p / (1 - p)), exact."""
    if is_rational(p) and not 0 < p < 1:
        raise FormulaError("a probability between 0 and 1")
    return ln(divide(p, subtract(1, p)))


@_each("softplus(x)", "softplus(ln(3)) = ln(4)", lambda x: numpy.logaddexp(0, x))
def softplus(x: Value) -> Value:
    """ln(1 + e^x)."""
    return ln(add(1, exp(x)))


@_each("relu(x)", "relu([-3, 2]) = [0, 2]", lambda x: x * (x > 0))
def relu(x: Value) -> Value:
    """x where it is positive, else 0."""
    if has_names(x):
        return plain(sympy.Max(0, symbolic(x)))
    return x if less(0, x) else 0


def _gelu(x: Value, form: Value = "exact") -> Value:
    if form == "tanh":
        return x * (1 - 1 / (1 + numpy.exp(2 * numpy.sqrt(2 / numpy.pi) * (x + 0.044715 * numpy.power(x, 3)))))
    return x * numpy.vectorize(lambda each: math.erfc(-each / math.sqrt(2)) / 2, otypes=[float])(x)


@entered(
    SOFTMAX, 'gelu(x, form = "exact")', 'gelu(0) = 0 and gelu(2) + gelu(-2) = 4 normal_cdf(2) - 2', _gelu
)  # fmt: skip
def gelu(x: Value, form: Value = "exact") -> Value:
    """x times the normal distribution function at x, right to 40 decimals (Hendrycks and Gimpel 2016). With
    "tanh": their approximation x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2, which GPT-2 uses."""
    if form not in ("exact", "tanh"):
        raise FormulaError('the form is "exact" or "tanh"')
    return each_number(_exact_gelu if form == "exact" else _approximate_gelu)(x)


def _exact_gelu(x: Value) -> Value:
    return multiply(x, standard_normal_cdf(x))


def _approximate_gelu(x: Value) -> Value:
    cubic = symbolic(add(x, multiply(divide(44715, 10**6), power(x, 3))))
    return plain(symbolic(x) * (1 + sympy.tanh(sympy.sqrt(2 / sympy.pi) * cubic)) / 2)


@_each("silu(x)", "silu(ln(3)) = 3 ln(3) / 4", lambda x: x * (1 + numpy.tanh(x / 2)) / 2)
def silu(x: Value) -> Value:
    """x sigmoid(x), also called swish (Hendrycks and Gimpel 2016)."""
    return divide(x, add(1, exp(negate(x))))


@entered(
    SOFTMAX, "squared_error(y, t)", "squared_error([1, 2], [3, 2]) = 4",
    lambda y, t: numpy.sum(numpy.square(numpy.subtract(y, t))),
)  # fmt: skip
def squared_error(y: Value, t: Value) -> Value:
    """The sum of the squared distances of outputs y from targets t; divide by their number for the mean."""
    if not isinstance(y, list):
        return power(subtract(number_of(y), number_of(t)), 2)
    as_long_as(numbers_of(y), numbers_of(t), "outputs and targets")
    return total(power(subtract(y, t), 2))


@entered(
    SOFTMAX, "logistic_loss(z, y)", "logistic_loss(ln(3), 1) = ln(4/3) and logistic_loss([0, 0], [1, 0]) = 2 ln(2)",
    lambda z, y: numpy.sum(numpy.logaddexp(0, numpy.where(numpy.asarray(y) > 0.5, -1, 1) * z)),
)  # fmt: skip
def logistic_loss(z: Value, y: Value) -> Value:
    """-ln of the probability that logits z give to labels y, each 0 or 1; the sum over a list."""
    if isinstance(z, list):
        as_long_as(numbers_of(z), numbers_of(y), "logits and labels")
        return total([logistic_loss(a, b) for a, b in zip(z, y, strict=True)])
    if isinstance(y, bool) or y not in (0, 1):
        raise FormulaError("a label is 0 or 1")
    return ln(add(1, exp(negate(number_of(z)) if y == 1 else number_of(z))))
