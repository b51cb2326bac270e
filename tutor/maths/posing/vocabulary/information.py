"""Information: entropy and what is built on it, and how good forecasts are.

0 log 0 = 0 (Cover and Thomas, Elements of Information Theory, 2.1). Nats, unless a base is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

import numpy
import sympy

from tutor.maths.posing.arithmetic import divide, multiply, negate, power, subtract
from tutor.maths.posing.exactness import less
from tutor.maths.posing.values import FormulaError, Value, is_matrix, is_rational, listed_items, plain
from tutor.maths.posing.vocabulary.arguments import (
    as_long_as,
    distribution_of,
    has_names,
    joint_distribution_of,
    numbers_of,
    positive,
    probability_of,
    rows_of,
)
from tutor.maths.posing.vocabulary.lists import columns, mean, product_of, total
from tutor.maths.posing.vocabulary.numbers import absolute, ln, root
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

INFORMATION: Vocabulary = {}

LARGEST_FACTORED = 10**12


def _surprise(q: Value, base: Value) -> Value:
    return -numpy.log(q) / numpy.log(base)


def _expected_surprise(p: Value, q: Value, base: Value) -> Value:
    kept = numpy.asarray(p, float) > 0
    return numpy.sum(numpy.asarray(p)[kept] * _surprise(numpy.asarray(q)[kept], base))


@entered(
    INFORMATION, "entropy(p, base = e)", "entropy([1/2, 1/4, 1/4], 2) = 3/2 and entropy([1/2, 1/2, 0]) = ln(2)",
    lambda p, base=numpy.e: _expected_surprise(p, p, base),
)  # fmt: skip
def entropy(p: Value, base: Value = sympy.E) -> Value:
    """The expected surprise -sum(p log(p)), in nats or to another base (2: bits)."""
    return logarithms(((negate(each), each) for each in distribution_of(p) if each != 0), base)


@entered(
    INFORMATION, "cross_entropy(p, q, base = e)",
    "cross_entropy([1/2, 1/2], [1/4, 3/4], 2) = 2 - log2(3) / 2 and cross_entropy([1, 0], [0, 1]) = oo",
    lambda p, q, base=numpy.e: _expected_surprise(p, q, base),
)  # fmt: skip
def cross_entropy(p: Value, q: Value, base: Value = sympy.E) -> Value:
    """-sum(p log(q)): the expected surprise of one who believes q where p is true. oo where q has a 0 and p none."""
    pairs = _beside(p, q)
    if any(believed == 0 for _, believed in pairs):
        return sympy.oo
    return logarithms(((negate(true), believed) for true, believed in pairs), base)


@entered(
    INFORMATION, "kl(p, q, base = e)", "kl([1/2, 1/2], [1/4, 3/4], 2) = 1 - log2(3) / 2 and kl([1, 0], [0, 1]) = oo",
    lambda p, q, base=numpy.e: _expected_surprise(p, q, base) - _expected_surprise(p, p, base),
)  # fmt: skip
def kl(p: Value, q: Value, base: Value = sympy.E) -> Value:
    """The Kullback-Leibler divergence sum(p log(p/q)), true distribution first. oo where q has a 0 and p none."""
    pairs = _beside(p, q)
    if any(believed == 0 for _, believed in pairs):
        return sympy.oo
    return logarithms(((true, divide(true, believed)) for true, believed in pairs), base)


def _by_entropies(table: Value, base: Value = numpy.e) -> Value:
    parts = numpy.sum(table, axis=1), numpy.sum(table, axis=0), numpy.ravel(table)
    x, y, both = (_expected_surprise(p, p, base) for p in parts)
    return x + y - both


@entered(
    INFORMATION, "mutual_information(table, base = e)",
    "mutual_information([[1/2, 0], [0, 1/2]], 2) = 1 and mutual_information([[1/4, 1/4], [1/4, 1/4]]) = 0",
    _by_entropies,
)  # fmt: skip
def mutual_information(table: Value, base: Value = sympy.E) -> Value:
    """Of a joint table: the divergence of what is from what independent variables would have."""
    rows = joint_distribution_of(table)
    of_rows, of_columns = [total(row) for row in rows], [total(column) for column in columns(rows)]
    cells = [
        (each, divide(each, multiply(first, second)))
        for row, first in zip(rows, of_rows, strict=True)
        for each, second in zip(row, of_columns, strict=True)
        if each != 0
    ]
    return logarithms(cells, base)


@entered(
    INFORMATION, "perplexity(probabilities)", "perplexity([1/2, 1/8]) = 4",
    lambda q: numpy.exp(-numpy.mean(numpy.log(q))),
)  # fmt: skip
def perplexity(probabilities: Value) -> Value:
    """Of a model on a text, from the probabilities that it gave to its tokens: e to the mean surprise, which is
    one over their geometric mean. Of a distribution p it is `exp(entropy(p))`."""
    given = [probability_of(each) for each in numbers_of(probabilities)]
    if any(each == 0 for each in given):
        return sympy.oo
    return root(divide(1, product_of(given)), len(given))


@entered(
    INFORMATION, "brier(p, y)",
    "brier([1, 1/2], [1, 0]) = 1/8 and brier([[1/2, 1/4, 1/4]], [[1, 0, 0]]) = 3/8",
    lambda p, y: numpy.sum(numpy.square(numpy.subtract(p, y))) / max(len(numpy.atleast_1d(p)), 1),
)  # fmt: skip
def brier(p: Value, y: Value) -> Value:
    """The mean squared distance of forecasts p from what happened, y: probabilities and 0 or 1; or of rows, a
    distribution over classes and its one-hot outcome, the squares of a row added up (Brier 1950)."""
    if not isinstance(p, list):
        return power(subtract(probability_of(p), y), 2)
    if is_matrix(p):
        forecasts, outcomes = [distribution_of(row) for row in rows_of(p)], rows_of(y)
        as_long_as(forecasts, outcomes, "forecasts and outcomes")
        return mean([total(power(subtract(a, b), 2)) for a, b in zip(forecasts, outcomes, strict=True)])
    forecasts = [probability_of(each) for each in numbers_of(p)]
    as_long_as(forecasts, numbers_of(y), "forecasts and outcomes")
    return mean(power(subtract(forecasts, y), 2))


def _gaps(bins: Value) -> Value:
    n, confidence, accuracy = numpy.transpose(bins)
    return numpy.average(numpy.abs(accuracy - confidence), weights=n)


@entered(INFORMATION, "calibration_error(bins)", "calibration_error([[10, 0.6, 0.5], [30, 0.9, 0.8]]) = 0.1", _gaps)
def calibration_error(bins: Value) -> Value:
    """The expected calibration error: the mean of |accuracy - confidence| over bins, rows of a count, the mean
    confidence and the accuracy, each bin by its count (Guo et al. 2017)."""
    rows = [numbers_of(row) for row in listed_items(bins)]
    if not rows or any(len(row) != 3 for row in rows):
        raise FormulaError("each bin is a row of a count, a confidence and an accuracy")
    if any(less(row[0], 0) for row in rows):
        raise FormulaError("a count is not negative")
    n = positive(total([row[0] for row in rows]), "the number of all")
    gaps = [absolute(subtract(probability_of(row[2]), probability_of(row[1]))) for row in rows]
    return divide(total([multiply(row[0], gap) for row, gap in zip(rows, gaps, strict=True)]), n)


def logarithms(pairs: Iterable[tuple[Value, Value]], base: Value = sympy.E) -> Value:
    """The sum of a log(b) over the pairs (a, b), to a base. Of fractions it is written by logarithms of primes,
    each once, so that what is equal looks equal."""
    terms = list(pairs)
    if not has_names(positive(base, "the base of a logarithm")) and base == 1:
        raise FormulaError("the base of a logarithm is not 1")
    if not all(is_rational(a) and is_rational(b) and b > 0 for a, b in terms):
        nats = total([multiply(a, ln(b)) for a, b in terms])
        return nats if base == sympy.E else divide(nats, ln(base))
    found: dict[int, Fraction] = {}
    for a, b in terms:
        for prime, times in _primes(Fraction(b)).items():
            found[prime] = found.get(prime, Fraction(0)) + a * times
    return _over(found, base)


def _over(found: dict[int, Fraction], base: Value) -> Value:
    """The combination of logarithms divided by that of the base; a prime that both have is worked out."""
    if not is_rational(base):
        nats = _nats(found)
        return nats if base == sympy.E else divide(nats, ln(base))
    whole_part: Value = 0
    divisor = _primes(Fraction(base))
    share = {found.get(prime, Fraction(0)) / times for prime, times in divisor.items()}
    if len(share) == 1:
        whole_part = plain(share.pop())
        found = {prime: a for prime, a in found.items() if prime not in divisor}
    rest = _nats(found)
    return plain(whole_part + rest / _logarithm(base)) if rest != 0 else whole_part


def _nats(found: dict[int, Fraction]) -> Value:
    terms = (sympy.Rational(a.numerator, a.denominator) * _logarithm(prime) for prime, a in found.items() if a)
    return plain(sympy.Add(*terms))


@lru_cache(maxsize=512)
def _logarithm(x: Value) -> Value:
    return sympy.log(sympy.Rational(Fraction(x).numerator, Fraction(x).denominator))


@lru_cache(maxsize=4096)
def _primes(x: Fraction) -> dict[int, int]:
    """The prime factors with their exponents; a number too large to be factored counts as one."""
    found: dict[int, int] = {}
    for number, sign in ((x.numerator, 1), (x.denominator, -1)):
        factors = sympy.factorint(number) if number <= LARGEST_FACTORED else {number: 1}
        for prime, times in factors.items():
            if prime != 1:
                found[int(prime)] = found.get(int(prime), 0) + sign * int(times)
    return {prime: times for prime, times in found.items() if times}


def _beside(p: Value, q: Value) -> list[tuple[Value, Value]]:
    """The probabilities side by side, without those that are 0 in p."""
    true, believed = distribution_of(p), distribution_of(q)
    as_long_as(true, believed, "probabilities")
    return [(a, b) for a, b in zip(true, believed, strict=True) if a != 0]
