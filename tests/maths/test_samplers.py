"""Samplers keep their promises on every seed."""

from fractions import Fraction
from math import gcd, isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maths.sampling import SEEDS, UNHURRIED, drawn

from tutor.expression.reader import read
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.values import FormulaError
from tutor.maths.posing.vocabulary.softmax import softmax


@UNHURRIED
@given(SEEDS)
def test_ranges_are_kept_and_exceptions_are_made(seed: int) -> None:
    numbers = drawn("distinct_integers(5, -3..4 except 0, 2)", seed)

    assert len(set(numbers)) == 5
    assert set(numbers) <= {-3, -2, -1, 1, 3, 4}


@UNHURRIED
@given(SEEDS)
def test_fractions_and_decimals_are_no_whole_numbers(seed: int) -> None:
    fraction, decimal = drawn("[rational(1..9, 2..6), decimal_number(1..3, 2)]", seed)

    assert fraction.denominator > 1
    assert 1 <= decimal <= 3
    assert (decimal * 100) % 10 != 0


@UNHURRIED
@given(SEEDS)
def test_lists_add_up_as_promised(seed: int) -> None:
    parts, listing = drawn("[spread(4, 20), list_with_mean(5, 6, 1..12)]", seed)

    assert (sum(parts), min(parts) >= 1) == (20, True)
    assert (sum(listing), min(listing) >= 1, max(listing) <= 12) == (30, True, True)


@UNHURRIED
@given(SEEDS)
def test_distributions_sum_to_one(seed: int) -> None:
    plain, halves, table = drawn("[distribution(4, 12), dyadic_distribution(5), joint_table(2, 3, 24)]", seed)

    assert sum(plain) == sum(halves) == sum(sum(row) for row in table) == 1
    assert min(plain) > 0
    assert all((Fraction(each).denominator & (Fraction(each).denominator - 1)) == 0 for each in halves)


@UNHURRIED
@given(SEEDS)
def test_vectors_have_their_norms_and_right_angles(seed: int) -> None:
    vector, (u, v), legs = drawn("[vector_with_norm(3, 3..15), orthogonal_vectors(3, -4..4), pythagorean_pair()]", seed)

    square = sum(each * each for each in vector)
    assert isqrt(square) ** 2 == square
    assert 9 <= square <= 225
    assert sum(a * b for a, b in zip(u, v, strict=True)) == 0
    assert any(u)
    assert gcd(*v) == 1
    assert isqrt(legs[0] ** 2 + legs[1] ** 2) ** 2 == legs[0] ** 2 + legs[1] ** 2


@UNHURRIED
@given(SEEDS, st.sampled_from([45, 60, 90, 120]))
def test_vectors_stand_at_the_angle_asked_for(seed: int, degrees: int) -> None:
    u, v = drawn(f"vectors_at_angle({degrees}, -2..2)", seed)

    scope = Scope({"u": u, "v": v})
    assert evaluate(read("degrees(angle(u, v))", author=True), scope) == degrees


@UNHURRIED
@given(SEEDS)
def test_independent_vectors_span_a_plane(seed: int) -> None:
    u, v = drawn("independent_vectors(2, 3, -2..2)", seed)

    assert any(u[i] * v[j] != u[j] * v[i] for i in range(3) for j in range(i))


@UNHURRIED
@given(SEEDS)
def test_the_softmax_of_drawn_logits_has_small_fractions(seed: int) -> None:
    shares = softmax(drawn("logits(3)", seed))

    assert all(isinstance(each, Fraction) and each.denominator <= 27 for each in shares)
    assert len(set(shares)) > 1


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("integer(3..1)", "empty range"),
        ("distinct_integers(4, 1..3)", "fewer than 4"),
        ("rational(2..2, 1..1)", "only whole numbers"),
        ("spread(5, 4)", "cannot be spread"),
        ("vector(2, 0..0)", "only zeros"),
        ("integers(1000, 1..2)", "count"),
        ("tokens(99)", "words"),
        ("power_of(2, 10^9..10^9)", "exponent"),
        ("prime(10^30..10^30)", "primes"),
        ("choose_from([])", "empty list"),
        ("vectors_at_angle(61, -1..1)", "standard angle"),
        ("independent_vectors(3, 2, 0..1)", "no 3 independent"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(formula: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        drawn(formula, 1)

    assert said in str(caught.value)


def test_a_norm_that_only_an_axis_has_is_drawn_on_an_axis() -> None:
    assert sorted(map(abs, drawn("vector_with_norm(2, 3)", 1))) == [0, 3]
