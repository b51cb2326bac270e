"""Chance: what is expected of a random variable, joint tables, events, Bayes."""

from __future__ import annotations

import numpy

from tutor.maths.posing.arithmetic import divide, multiply, power, subtract
from tutor.maths.posing.exactness import less, same
from tutor.maths.posing.values import FormulaError, Value, is_number, listed_items
from tutor.maths.posing.vocabulary.arguments import (
    as_long_as,
    distribution_of,
    equal_shares,
    joint_distribution_of,
    numbers_of,
    positive,
    rows_of,
    whole_from,
)
from tutor.maths.posing.vocabulary.lists import columns, total
from tutor.maths.posing.vocabulary.numbers import sqrt
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered
from tutor.maths.posing.vocabulary.vectors import dot, hadamard

CHANCE: Vocabulary = {}


@entered(CHANCE, "expectation(x, p)", "expectation([0, 1, 2], [1/4, 1/2, 1/4]) = 1", numpy.dot)
def expectation(x: Value, p: Value) -> Value:
    """The expected value of values x with probabilities p."""
    return dot(*_weighted(x, p))


def _mean_square(x: Value, p: Value = None) -> Value:
    return numpy.average((numpy.array(x) - numpy.average(x, weights=p)) ** 2, weights=p)


@entered(
    CHANCE, "variance(x, p = equal)", "variance([0, 1], [1/2, 1/2]) = 1/4 and variance([1, 2, 3]) = 2/3", _mean_square
)  # fmt: skip
def variance(x: Value, p: Value = None) -> Value:
    """The expected squared distance from the expected value. Without p all values are equally likely: the
    squares are divided by their number n, not by n - 1."""
    values, weights = _weighted(x, p)
    return subtract(dot(power(values, 2), weights), power(dot(values, weights), 2))


@entered(
    CHANCE, "deviation(x, p = equal)", "deviation([0, 1], [1/2, 1/2]) = 1/2",
    lambda x, p=None: numpy.sqrt(_mean_square(x, p)),
)  # fmt: skip
def deviation(x: Value, p: Value = None) -> Value:
    """The square root of the variance; without p as there."""
    return sqrt(variance(x, p))


def _covariance(x: Value, y: Value, p: Value = None) -> Value:
    if numpy.ndim(p) == 2:
        mean_x, mean_y = numpy.sum(p, axis=1) @ x, numpy.sum(p, axis=0) @ y
        return (numpy.array(x) - mean_x) @ p @ (numpy.array(y) - mean_y)
    mean_x, mean_y = numpy.average(x, weights=p), numpy.average(y, weights=p)
    return numpy.average((numpy.array(x) - mean_x) * (numpy.array(y) - mean_y), weights=p)


@entered(
    CHANCE, "covariance(x, y, p = equal)",
    "covariance([0, 1], [0, 1], [[1/2, 0], [1/4, 1/4]]) = 1/8 and covariance([1, 3], [2, 8]) = 3", _covariance,
)  # fmt: skip
def covariance(x: Value, y: Value, p: Value = None) -> Value:
    """E(XY) - E(X) E(Y). p is a joint table, a row for each value of x and a column for each of y; or a list of
    the probabilities of the pairs; without it all pairs are equally likely (divided by n)."""
    xs, ys, weights = _pairs(x, y, p)
    return subtract(dot(hadamard(xs, ys), weights), multiply(dot(xs, weights), dot(ys, weights)))


@entered(
    CHANCE, "correlation(x, y, p = equal)", "correlation([1, 2, 3], [1, 3, 2]) = 1/2",
    lambda x, y, p=None: _covariance(x, y, p) / numpy.sqrt(_spread(x, p, 1) * _spread(y, p, 0)),
)  # fmt: skip
def correlation(x: Value, y: Value, p: Value = None) -> Value:
    """The covariance divided by both deviations; p as for `covariance`."""
    xs, ys, weights = _pairs(x, y, p)
    squares = multiply(variance(xs, weights), variance(ys, weights))
    if squares == 0:
        raise FormulaError("what does not vary has no correlation")
    return divide(covariance(xs, ys, weights), sqrt(squares))


def _spread(x: Value, p: Value, axis: int) -> Value:
    return _mean_square(x, numpy.sum(p, axis=axis) if numpy.ndim(p) == 2 else p)


@entered(
    CHANCE, "marginal(table, variable = 1)",
    "marginal([[1/8, 1/4], [1/8, 1/2]]) = [3/8, 5/8] and marginal([[1/8, 1/4], [1/8, 1/2]], 2) = [1/4, 3/4]",
    lambda table, variable=1: numpy.sum(table, axis=2 - int(variable)),
)  # fmt: skip
def marginal(table: Value, variable: Value = 1) -> Value:
    """Of a joint table: the distribution of the first variable, whose values are the rows, or of the second."""
    rows = joint_distribution_of(table)
    return [total(each) for each in (rows if whole_from(1, 2, variable, "the variable") == 1 else columns(rows))]


def _conditional(table: Value, row: Value = None, column: Value = None) -> Value:
    line = numpy.array(table)[int(row) - 1] if column is None else numpy.array(table)[:, int(column) - 1]
    return line / numpy.sum(line)


@entered(
    CHANCE, "conditional(table, row = i) or (table, column = j)",
    "conditional([[1/8, 3/8], [1/4, 1/4]], row = 1) = [1/4, 3/4] "
    "and conditional([[1/8, 3/8], [1/4, 1/4]], column = 1) = [1/3, 2/3]",
    _conditional,
)  # fmt: skip
def conditional(table: Value, row: Value = None, column: Value = None) -> Value:
    """Of a joint table: one row divided by its sum, the distribution of the second variable given the first;
    or one column, the first given the second."""
    if (row is None) == (column is None):
        raise FormulaError("either a row or a column is given")
    lines = rows_of(table) if column is None else columns(rows_of(table))
    line = lines[whole_from(1, len(lines), row if column is None else column, "its position") - 1]
    return divide(line, positive(total(line), "the probability of what is given"))


@entered(
    CHANCE, "posterior(prior, likelihood)", "posterior([1/2, 1/2], [1/4, 3/4]) = [1/4, 3/4]",
    lambda p, q: numpy.multiply(p, q) / numpy.dot(p, q),
)  # fmt: skip
def posterior(prior: Value, likelihood: Value) -> Value:
    """By Bayes: products of prior and likelihood, divided by their sum."""
    weights = hadamard(numbers_of(prior), numbers_of(likelihood))
    return divide(weights, positive(total(weights), "the probability of what is given"))


@entered(CHANCE, "is_distribution(p)", "is_distribution([1/3, 2/3]) and not is_distribution([1/2, 2/3])", None)
def is_distribution(p: Value) -> Value:
    """Whether a list of numbers has no negative entry and the sum 1."""
    entries = listed_items(p)
    return all(is_number(each) and not less(each, 0) for each in entries) and same(total(entries), 1)


@entered(CHANCE, "shares(counts)", "shares([1, 3]) = [1/4, 3/4]", lambda n: numpy.array(n) / numpy.sum(n))
def shares(counts: Value) -> Value:
    """Each entry divided by the sum of all."""
    return divide(numbers_of(counts), positive(total(counts), "the sum"))


@entered(CHANCE, "odds(p)", "odds(3/4) = 3", lambda p: numpy.array(p) / (1 - numpy.array(p)))
def odds(p: Value) -> Value:
    """p / (1 - p)."""
    if isinstance(p, list):
        return [odds(each) for each in p]
    return divide(p, subtract(1, p))


@entered(CHANCE, "marginal_rows(table)", "marginal_rows([[1, 2], [3, 4]]) = [3, 7]", lambda a: numpy.sum(a, axis=1))
def marginal_rows(table: Value) -> Value:
    """The sum of each row."""
    return [total(row) for row in rows_of(table)]


@entered(
    CHANCE, "marginal_columns(table)", "marginal_columns([[1, 2], [3, 4]]) = [4, 6]",
    lambda a: numpy.sum(a, axis=0),
)  # fmt: skip
def marginal_columns(table: Value) -> Value:
    """The sum of each column."""
    return [total(column) for column in columns(rows_of(table))]


@entered(
    CHANCE, "tempered(p, temperature)", "tempered([1/5, 4/5], 1/2) = [1/17, 16/17]",
    lambda p, t: numpy.power(p, 1 / t) / numpy.sum(numpy.power(p, 1 / t)),
)  # fmt: skip
def tempered(p: Value, temperature: Value) -> Value:
    """The distribution at another temperature: powers 1/T of the probabilities, divided by their sum."""
    powers = power(numbers_of(p), divide(1, positive(temperature, "the temperature")))
    return divide(powers, total(powers))


@entered(CHANCE, "complement(p)", "complement(1/4) = 3/4", lambda p: 1 - numpy.array(p))
def complement(p: Value) -> Value:
    """1 - p."""
    return subtract(1, p)


def _weighted(x: Value, p: Value) -> tuple[list[Value], list[Value]]:
    values = numbers_of(x)
    weights = equal_shares(len(values)) if p is None else distribution_of(p)
    as_long_as(values, weights, "values and probabilities")
    return values, weights


def _pairs(x: Value, y: Value, p: Value) -> tuple[list[Value], list[Value], list[Value]]:
    """The pairs of values that may come, and how likely each is."""
    xs, ys = numbers_of(x), numbers_of(y)
    if not (isinstance(p, list) and p and isinstance(p[0], list)):
        as_long_as(xs, ys, "values")
        return xs, ys, _weighted(xs, p)[1]
    rows = joint_distribution_of(p)
    as_long_as(xs, rows, "values and rows")
    as_long_as(ys, rows[0], "values and columns")
    cells = [(a, b, p) for a, row in zip(xs, rows, strict=True) for b, p in zip(ys, row, strict=True)]
    left, right, weights = zip(*cells, strict=True)
    return list(left), list(right), list(weights)
