"""Softmax, the sigmoid and their kin."""

from __future__ import annotations

import numpy
import sympy

from tutor.maths.arithmetic import add, divide, multiply, negate, subtract
from tutor.maths.values import FormulaError, Value, is_rational, listed_items, plain, symbolic
from tutor.maths.vocabulary.lists import columns, total
from tutor.maths.vocabulary.numbers import exp, ln, sqrt
from tutor.maths.vocabulary.registry import Vocabulary, each_entry, entered
from tutor.maths.vocabulary.vectors import transpose

MODELS: Vocabulary = {}


def _softmax(z: Value, temperature: Value = 1.0) -> Value:
    scaled = numpy.asarray(z, float) / temperature
    shifted = numpy.exp(scaled - numpy.max(scaled))
    return shifted / numpy.sum(shifted)


@entered(MODELS, "softmax(z, temperature = 1)", "softmax([0, ln(3)]) = [1/4, 3/4]", _softmax)
def softmax(z: Value, temperature: Value = 1) -> Value:
    """Powers of e, divided by their sum. The logits are divided by the temperature first."""
    if temperature == 0:
        raise FormulaError("the temperature is not 0")
    scaled = listed_items(z) if temperature == 1 else divide(listed_items(z), temperature)
    powers = exp(scaled)
    return divide(powers, total(powers))


@entered(
    MODELS, "softmax_rows(A)", "softmax_rows([[0, 0], [0, ln(3)]]) = [[1/2, 1/2], [1/4, 3/4]]",
    lambda a: numpy.array([_softmax(row) for row in a]),
)  # fmt: skip
def softmax_rows(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Softmax of each row."""
    return [softmax(row) for row in listed_items(A)]


@entered(
    MODELS, "softmax_columns(A)", "softmax_columns([[0, 0], [0, ln(3)]]) = [[1/2, 1/4], [1/2, 3/4]]",
    lambda a: numpy.array([_softmax(column) for column in numpy.transpose(a)]).T,
)  # fmt: skip
def softmax_columns(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """Softmax of each column."""
    return columns(softmax_rows(columns(A)))


@entered(
    MODELS, "attention_weights(Q, K)", "attention_weights([[1, 1]], [[1, 2], [1, 2]]) = [[1/2, 1/2]]",
    lambda q, k: numpy.array([_softmax(row) for row in numpy.dot(q, numpy.transpose(k)) / numpy.sqrt(len(k[0]))]),
)  # fmt: skip
def attention_weights(Q: Value, K: Value) -> Value:  # noqa: N803 -- the names that authors write
    """Softmax of each row of Q K^T / sqrt(d), d the width of the keys."""
    return softmax_rows(divide(multiply(Q, transpose(K)), sqrt(len(listed_items(K)[0]))))


@entered(MODELS, "log_sum_exp(z)", "log_sum_exp([0, ln(2)]) = ln(3)", numpy.logaddexp.reduce)
def log_sum_exp(z: Value) -> Value:
    """The logarithm of the sum of the powers of e."""
    return ln(total(exp(listed_items(z))))


@entered(
    MODELS, "log_softmax(z)", "log_softmax([0, ln(3)]) = [-ln(4), ln(3) - ln(4)]",
    lambda z: numpy.asarray(z, float) - numpy.logaddexp.reduce(z),
)  # fmt: skip
def log_softmax(z: Value) -> Value:
    """The logarithms of the softmax."""
    return subtract(z, log_sum_exp(z))


def _sigmoid(x: Value) -> Value:
    """1 / (1 + e^(-x)), exact."""
    return divide(1, add(1, exp(negate(x))))


sigmoid = entered(
    MODELS, "sigmoid(x)", "sigmoid(ln(3)) = 3/4", lambda x: 1 / (1 + numpy.exp(-numpy.asarray(x, float)))
)(each_entry(_sigmoid))


def _logit(p: Value) -> Value:
    """The logarithm of the odds, ln(p / (1 - p)), exact."""
    if is_rational(p) and not 0 < p < 1:
        raise FormulaError("a probability between 0 and 1")
    return ln(divide(p, subtract(1, p)))


logit = entered(
    MODELS, "logit(p)", "logit(3/4) = ln(3)", lambda p: numpy.log(p) - numpy.log(1 - numpy.asarray(p, float))
)(each_entry(_logit))


@entered(
    MODELS, "entropy(p, base = e)", "entropy([1/2, 1/2], 2) = 1",
    lambda p, base=numpy.e: -numpy.dot(p, numpy.log(p)) / numpy.log(base),
)  # fmt: skip
def entropy(p: Value, base: Value = sympy.E) -> Value:
    """The expected surprise, in nats or to another base."""
    nats = total([multiply(negate(each), ln(each)) for each in listed_items(p) if each != 0])
    return nats if base == sympy.E else plain(sympy.expand_log(symbolic(divide(nats, ln(base))), force=True))
