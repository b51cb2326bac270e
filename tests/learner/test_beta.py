"""Shares and their ranges, against mpmath and against published figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import betainc

from tutor.learner.beta import below, jeffreys, quantile


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # The 95 % limits of Jeffreys in Brown, Cai and DasGupta (2001), table 5.
        (2, 7, 0.065, 0.648),
        (3, 7, 0.139, 0.766),
        (2, 10, 0.044, 0.503),
        (5, 10, 0.224, 0.776),
    ],
)
def test_the_range_is_the_published_one(successes: int, trials: int, low: float, high: float) -> None:
    share = jeffreys(successes, trials, 0.95)

    assert (share.low, share.high) == pytest.approx((low, high), abs=0.0006)


@given(st.floats(0.001, 0.999), st.floats(0.5, 200), st.floats(0.5, 200))
def test_the_law_is_that_of_mpmath(x: float, a: float, b: float) -> None:
    assert below(x, a, b) == pytest.approx(float(betainc(a, b, 0, x, regularized=True)), abs=1e-10)


@given(st.floats(0.001, 0.999), st.floats(0.5, 200), st.floats(0.5, 200))
def test_a_quantile_is_where_the_law_has_its_chance(chance: float, a: float, b: float) -> None:
    assert below(quantile(chance, a, b), a, b) == pytest.approx(chance, abs=1e-5)


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_range_holds_its_likely_value_and_mirrors(right: int, wrong: int) -> None:
    share, mirrored = jeffreys(right, right + wrong), jeffreys(wrong, right + wrong)

    assert 0 <= share.low <= share.likely <= share.high <= 1
    assert (share.low, share.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-9)


def test_more_questions_narrow_the_range() -> None:
    widths = [share.high - share.low for n in (1, 4, 10, 20, 40) if (share := jeffreys(0.75 * n, n))]

    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(("successes", "trials", "level"), [(-1, 3, 0.9), (4, 3, 0.9), (1, 3, 1.0)])
def test_what_is_no_share_is_refused(successes: float, trials: float, level: float) -> None:
    with pytest.raises(ValueError, match="no share"):
        jeffreys(successes, trials, level)
