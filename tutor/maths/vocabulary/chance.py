"""Chance: what is expected of a random variable, events, Bayes."""

from __future__ import annotations

import numpy

from tutor.maths.arithmetic import divide, power, subtract
from tutor.maths.exactness import less, same
from tutor.maths.values import Value, is_number, listed_items
from tutor.maths.vocabulary.lists import total
from tutor.maths.vocabulary.numbers import sqrt
from tutor.maths.vocabulary.registry import Vocabulary, entered
from tutor.maths.vocabulary.vectors import dot, hadamard

CHANCE: Vocabulary = {}


@entered(CHANCE, "expectation(x, p)", "expectation([0, 1, 2], [1/4, 1/2, 1/4]) = 1", numpy.dot)
def expectation(x: Value, p: Value) -> Value:
    """The expected value of values x with probabilities p."""
    return dot(x, p)


def _variance(x: Value, p: Value) -> Value:
    return numpy.dot(p, (numpy.array(x) - numpy.dot(x, p)) ** 2)


@entered(CHANCE, "variance(x, p)", "variance([0, 1], [1/2, 1/2]) = 1/4", _variance)
def variance(x: Value, p: Value) -> Value:
    """The expected squared distance from the expected value."""
    return subtract(dot(power(listed_items(x), 2), p), power(dot(x, p), 2))


@entered(CHANCE, "deviation(x, p)", "deviation([0, 1], [1/2, 1/2]) = 1/2", lambda x, p: numpy.sqrt(_variance(x, p)))
def deviation(x: Value, p: Value) -> Value:
    """The square root of the variance."""
    return sqrt(variance(x, p))


@entered(
    CHANCE, "posterior(prior, likelihood)", "posterior([1/2, 1/2], [1/4, 3/4]) = [1/4, 3/4]",
    lambda p, q: numpy.multiply(p, q) / numpy.dot(p, q),
)  # fmt: skip
def posterior(prior: Value, likelihood: Value) -> Value:
    """By Bayes: products of prior and likelihood, divided by their sum."""
    return divide(hadamard(prior, likelihood), dot(prior, likelihood))


@entered(CHANCE, "is_distribution(p)", "is_distribution([1/3, 2/3]) and not is_distribution([1/2, 2/3])", None)
def is_distribution(p: Value) -> Value:
    """Whether a list of numbers has no negative entry and the sum 1."""
    entries = listed_items(p)
    return all(is_number(each) and not less(each, 0) for each in entries) and same(total(entries), 1)


@entered(CHANCE, "shares(counts)", "shares([1, 3]) = [1/4, 3/4]", lambda n: numpy.array(n) / numpy.sum(n))
def shares(counts: Value) -> Value:
    """Each entry divided by the sum of all."""
    return divide(listed_items(counts), total(counts))


@entered(CHANCE, "odds(p)", "odds(3/4) = 3", lambda p: numpy.array(p) / (1 - numpy.array(p)))
def odds(p: Value) -> Value:
    """p / (1 - p)."""
    if isinstance(p, list):
        return [odds(each) for each in p]
    return divide(p, subtract(1, p))


@entered(CHANCE, "marginal_rows(table)", "marginal_rows([[1, 2], [3, 4]]) = [3, 7]", lambda a: numpy.sum(a, axis=1))
def marginal_rows(table: Value) -> Value:
    """The sum of each row."""
    return [total(row) for row in listed_items(table)]


@entered(
    CHANCE, "marginal_columns(table)", "marginal_columns([[1, 2], [3, 4]]) = [4, 6]",
    lambda a: numpy.sum(a, axis=0),
)  # fmt: skip
def marginal_columns(table: Value) -> Value:
    """The sum of each column."""
    return [total(column) for column in zip(*listed_items(table), strict=True)]


@entered(
    CHANCE, "tempered(p, temperature)", "tempered([1/5, 4/5], 1/2) = [1/17, 16/17]",
    lambda p, t: numpy.power(p, 1 / t) / numpy.sum(numpy.power(p, 1 / t)),
)  # fmt: skip
def tempered(p: Value, temperature: Value) -> Value:
    """The distribution at another temperature: powers 1/T of the probabilities, divided by their sum."""
    powers = power(listed_items(p), divide(1, temperature))
    return divide(powers, total(powers))


@entered(CHANCE, "complement(p)", "complement(1/4) = 3/4", lambda p: 1 - numpy.array(p))
def complement(p: Value) -> Value:
    """1 - p."""
    return subtract(1, p)
