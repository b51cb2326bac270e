"""Laws of chance and information, and what is said where arguments do not fit."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.posing.evaluate import Scope, evaluate, truth
from tutor.maths.posing.exactness import approximate, less, same
from tutor.maths.posing.values import plain
from tutor.maths.posing.vocabulary.chance import conditional, covariance, marginal, posterior, variance
from tutor.maths.posing.vocabulary.distributions import binomial_pmf, geometric_pmf, normal_cdf, normal_quantile
from tutor.maths.posing.vocabulary.information import (
    brier,
    calibration_error,
    cross_entropy,
    entropy,
    kl,
    mutual_information,
    perplexity,
)
from tutor.maths.proving.numeric import Setting, worked_out
from tutor.maths.trees.translate import Names

law = settings(max_examples=25, deadline=None)
SYMBOLS = {"p": Names.of(["p"], {"p": "positive"}).symbol("p")}


def worth(formula: str) -> Any:
    return evaluate(read(formula, SYMBOLS, author=True), Scope(dict(SYMBOLS)))


def shares(counts: list[int]) -> list[Any]:
    return [plain(Fraction(each, sum(counts))) for each in counts]


def distributions(n: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.integers(0, 9), min_size=n, max_size=n).filter(any).map(shares)


tables = distributions(6).map(lambda p: [p[:3], p[3:]])
values = st.lists(st.integers(-9, 9), min_size=3, max_size=3)


@law
@given(p=distributions(3), q=distributions(3))
def test_a_divergence_is_never_negative_and_zero_only_between_equals(p: list[Any], q: list[Any]) -> None:
    found = kl(p, q)

    assert not less(found, 0)
    assert (found == 0) == (p == q)


@law
@given(p=distributions(3), q=distributions(3))
def test_cross_entropy_is_entropy_and_divergence(p: list[Any], q: list[Any]) -> None:
    assert same(cross_entropy(p, q, 2), entropy(p, 2) + kl(p, q, 2))


@law
@given(table=tables)
def test_mutual_information_is_what_the_entropies_have_in_common(table: list[list[Any]]) -> None:
    together = entropy([each for row in table for each in row])

    common = entropy(marginal(table)) + entropy(marginal(table, 2)) - together

    assert same(mutual_information(table), common)


@law
@given(p=distributions(2), q=distributions(3))
def test_independent_variables_share_no_information(p: list[Any], q: list[Any]) -> None:
    assert mutual_information([[plain(Fraction(a * b)) for b in q] for a in p]) == 0


@law
@given(p=distributions(4))
def test_entropy_lies_between_nothing_and_that_of_equal_shares(p: list[Any]) -> None:
    assert not less(entropy(p), 0)
    assert not less(sympy.log(4), entropy(p))
    assert same(entropy(p), -sum(sympy.Rational(each) * sympy.log(sympy.Rational(each)) for each in p if each))


@pytest.mark.parametrize(
    ("formula", "equal"),
    [
        ("entropy([1/8, 1/8, 1/4, 1/2], 2)", "7/4"),
        ("entropy([1/3, 2/3], 2)", "log2(3) - 2/3"),
        ("entropy([1/10, 9/10], 10)", "1 - 9 log10(9) / 10"),
        ("entropy([1/9, 8/9], 9)", "1 - 8 log_base(9, 8) / 9"),
        ("entropy([1, 0])", "0"),
        ("kl([1/2, 1/2], [1/2, 1/2])", "0"),
        ("kl([1/3, 2/3], [2/3, 1/3], 2)", "1/3"),
        ("cross_entropy([0, 1], [0, 1])", "0"),
        ("mutual_information([[1/8, 0], [0, 7/8]], 2)", "entropy([1/8, 7/8], 2)"),
        ("perplexity([1/4, 1/4, 1/4])", "4"),
        ("perplexity([1/2, 0])", "oo"),
        ("perplexity([1/2, 1/3])", "sqrt(6)"),
        ("entropy([p, 1 - p])", "-p ln(p) - (1 - p) ln(1 - p)"),
        ("binomial_pmf(1, 2, p)", "2 p (1 - p)"),
        ("standard_error(deviation([0, 1], [1/5, 4/5]), 100)", "1/25"),
        ("posterior(prior = [1/2, 1/2], likelihood = [1, 1/3])", "[3/4, 1/4]"),
    ],
)
def test_what_is_exact_is_exact(formula: str, equal: str) -> None:
    assert truth(read(f"{formula} = {equal}", SYMBOLS, author=True), Scope(dict(SYMBOLS)))


@pytest.mark.parametrize("formula", ["entropy([1/8, 1/8, 1/4, 1/2], 2)", "kl([1/4, 3/4], [3/4, 1/4], 3)"])
def test_where_all_logarithms_are_whole_so_is_their_sum(formula: str) -> None:
    assert isinstance(worth(formula), int | Fraction)


@pytest.mark.parametrize("spelling", ["posterior([1/2, 1/2], likelihood = [1, 1/3])", "entropy(p = [1/2, 1/2])"])
def test_numpy_takes_arguments_by_the_names_that_authors_write(spelling: str) -> None:
    found = worked_out(read(spelling, author=True), Setting({}))

    assert found == pytest.approx([float(each) for each in worth(spelling)] if "post" in spelling else math.log(2))


@law
@given(table=tables, x=st.lists(st.integers(-9, 9), min_size=2, max_size=2), y=values)
def test_a_covariance_with_itself_is_a_variance(table: list[list[Any]], x: list[int], y: list[int]) -> None:
    both = covariance(x, y, table)

    assert covariance(y, y) == variance(y)
    assert both == covariance(y, x, [list(column) for column in zip(*table, strict=True)])


@law
@given(table=tables)
def test_the_conditionals_mixed_by_the_marginal_are_the_other_marginal(table: list[list[Any]]) -> None:
    rows = [(p, conditional(table, row=at)) for at, p in enumerate(marginal(table), start=1) if p]

    mixed = [sum(p * given[at] for p, given in rows) for at in range(3)]

    assert mixed == marginal(table, 2)


@law
@given(prior=distributions(3).filter(all), likelihood=distributions(3))
def test_a_posterior_is_a_column_of_the_joint_table(prior: list[Any], likelihood: list[Any]) -> None:
    joint = [[p * q, p * (1 - q)] for p, q in zip(prior, likelihood, strict=True)]

    assert posterior(prior, likelihood) == conditional(joint, column=1)


@law
@given(n=st.integers(0, 12), p=distributions(2))
def test_a_binomial_distribution_is_one(n: int, p: list[Any]) -> None:
    chances = [binomial_pmf(k, n, p[0]) for k in range(n + 1)]

    assert sum(chances) == 1
    assert sum(k * each for k, each in enumerate(chances)) == n * p[0]


def test_waiting_is_memoryless() -> None:
    third = Fraction(1, 3)
    later = 1 - sum(geometric_pmf(k, third) for k in range(1, 5))

    assert geometric_pmf(7, third) / later == geometric_pmf(3, third)


@law
@given(x=st.fractions(-8, 8, max_denominator=60))
def test_the_normal_distribution_is_symmetric_exactly(x: Fraction) -> None:
    assert normal_cdf(x) + normal_cdf(-x) == 1
    assert float(normal_cdf(x)) == pytest.approx(NormalDist().cdf(float(x)), abs=1e-15)


@law
@given(p=st.fractions(0, 1, max_denominator=10**6).filter(lambda p: 0 < p < 1))
def test_a_quantile_is_where_the_distribution_has_that_value(p: Fraction) -> None:
    assert abs(normal_cdf(normal_quantile(p)) - p) < Fraction(1, 10**39)


@pytest.mark.parametrize(
    ("formula", "digits"),
    [
        # Abramowitz and Stegun, table 26.1 and 26.5
        ("normal_cdf(1)", "0.841344746068543"),
        ("normal_cdf(-2.5)", "0.006209665325776"),
        ("normal_cdf(1, 3, 2)", "0.158655253931457"),
        ("normal_quantile(0.975)", "1.959963984540054"),
        ("normal_quantile(9/10, 100, 15)", "119.22327348316901"),
    ],
)
def test_the_normal_distribution_by_its_tables(formula: str, digits: str) -> None:
    assert abs(worth(formula) - Fraction(digits)) < Fraction(1, 10**12)


def test_the_ends_of_the_normal_distribution() -> None:
    assert (normal_cdf(sympy.oo), normal_cdf(-sympy.oo), normal_cdf(21)) == (1, 0, 1)
    assert (normal_quantile(1), normal_quantile(0)) == (sympy.oo, -sympy.oo)
    assert normal_cdf([0, 0]) == [Fraction(1, 2)] * 2


@law
@given(bins=st.lists(st.tuples(st.integers(1, 9), *(2 * [distributions(2)])), min_size=1, max_size=4))
def test_the_calibration_error_is_at_most_the_largest_gap(bins: list[Any]) -> None:
    rows = [[n, a[0], b[0]] for n, a, b in bins]
    gaps = [abs(a - b) for _, a, b in rows]

    assert min(gaps) <= calibration_error(rows) <= max(gaps)


def test_a_forecast_that_comes_true_has_no_brier_score() -> None:
    assert brier([1, 0, 1], [1, 0, 1]) == 0
    assert brier(Fraction(3, 4), 0) == Fraction(9, 16)


@law
@given(q=st.lists(distributions(2).map(lambda p: p[0]).filter(bool), min_size=1, max_size=4))
def test_perplexity_is_the_power_of_e_of_the_mean_surprise(q: list[Any]) -> None:
    mean = sum(-math.log(each) for each in q) / len(q)

    assert approximate(perplexity(q)) == pytest.approx(math.exp(mean))
