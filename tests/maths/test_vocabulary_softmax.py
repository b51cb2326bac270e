"""Laws of softmax and of the parts of a transformer."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import numpy
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.posing.arithmetic import add, divide, multiply
from tutor.maths.posing.evaluate import Scope, evaluate, truth
from tutor.maths.posing.exactness import approximate, less, same
from tutor.maths.posing.values import plain
from tutor.maths.posing.vocabulary.attention import (
    attention,
    attention_weights,
    causal_mask,
    layer_norm,
    rms_norm,
    rotate,
)
from tutor.maths.posing.vocabulary.lists import total
from tutor.maths.posing.vocabulary.numbers import ln
from tutor.maths.posing.vocabulary.softmax import gelu, log_softmax, sigmoid, softmax, softmax_jacobian, softplus
from tutor.maths.posing.vocabulary.vectors import dot, norm
from tutor.maths.trees.translate import Names

law = settings(max_examples=25, deadline=None)
SYMBOLS = {"x": Names.of(["x"]).symbol("x")}
Rows = list[list[int]]

small = st.integers(-4, 4)
logits = st.lists(small | st.integers(1, 9).map(ln), min_size=2, max_size=3)
vectors = st.lists(small, min_size=2, max_size=2)
positive = st.integers(1, 9)


def matrices(m: int, n: int) -> st.SearchStrategy[Rows]:
    return st.lists(st.lists(small, min_size=n, max_size=n), min_size=m, max_size=m)


def worth(formula: str) -> Any:
    return evaluate(read(formula, SYMBOLS, author=True), Scope(dict(SYMBOLS)))


@law
@given(z=logits, shift=small)
def test_softmax_does_not_see_a_shift(z: list[Any], shift: int) -> None:
    assert same(softmax(z), softmax(add(z, shift)))


@law
@given(z=logits, temperature=st.sampled_from([Fraction(1, 2), 2, 3]))
def test_a_temperature_divides_the_logits(z: list[Any], temperature: Any) -> None:
    assert same(softmax(z, temperature), softmax(divide(z, temperature)))


@law
@given(counts=st.lists(positive, min_size=2, max_size=5))
def test_the_softmax_of_logarithms_is_a_vector_of_fractions(counts: list[int]) -> None:
    assert softmax([ln(each) for each in counts]) == [plain(Fraction(each, sum(counts))) for each in counts]


@law
@given(z=logits)
def test_log_softmax_and_the_jacobian_belong_to_softmax(z: list[Any]) -> None:
    assert same([sympy.exp(each) for each in log_softmax(z)], softmax(z))
    assert same([total(row) for row in softmax_jacobian(z)], [0] * len(z))


@law
@given(x=small)
def test_the_sigmoid_is_the_softmax_of_two(x: int) -> None:
    assert same(sigmoid(x), softmax([x, 0])[0])
    assert same(sigmoid(x) + sigmoid(-x), 1)
    assert same(softplus(x) - softplus(-x), x)


@law
@given(x=st.fractions(-6, 6, max_denominator=20))
def test_gelu_in_both_forms(x: Fraction) -> None:
    assert gelu(x) - gelu(-x) == x
    assert abs(approximate(gelu(x)) - approximate(gelu(x, "tanh"))) < 5e-4


@pytest.mark.parametrize(
    "condition",
    [
        "diff(sigmoid(x), x) = sigmoid(x) (1 - sigmoid(x))",
        "diff(softplus(x), x) = sigmoid(x)",
        "diff(gelu(x), x) ~ normal_cdf(x) + x e^(-x^2/2) / sqrt(2 pi)",
        "at(relu(x), x, -2) = 0 and at(relu(x), x, 3) = 3",
        "softmax([0, -oo]) = [1, 0]",
        "softmax([x, x]) = [1/2, 1/2]",
        "log_sum_exp([0, 0, 0]) = ln(3)",
        "logit(sigmoid(3)) = 3",
        "squared_error([1, 2, 3], [1, 0, 0]) = 13",
        "logistic_loss(2, 0) = softplus(2)",
        "logistic_loss([ln(3), ln(3)], [1, 0]) = ln(4/3) + ln(4)",
    ],
)
def test_what_stands_in_textbooks(condition: str) -> None:
    assert truth(read(condition, SYMBOLS, author=True), Scope(dict(SYMBOLS)))


@law
@given(q=matrices(2, 4), k=matrices(3, 4))
def test_attention_weights_of_a_query_sum_to_one(q: Rows, k: Rows) -> None:
    weights = attention_weights(q, k)

    assert all(same(total(row), 1) for row in weights)
    assert all(not less(each, 0) for row in weights for each in row)


@law
@given(q=matrices(3, 4), k=matrices(3, 4), v=matrices(3, 2))
def test_behind_a_causal_mask_nothing_comes_from_later_tokens(q: Rows, k: Rows, v: Rows) -> None:
    weights = attention_weights(q, k, causal_mask(3))
    output = attention(q, k, v, causal_mask(3))

    assert [each for at, row in enumerate(weights) for each in row[at + 1 :]] == [0, 0, 0]
    assert output[0] == v[0]
    assert same(output[:2], attention(q[:2], k[:2], v[:2], causal_mask(2)))


@law
@given(q=matrices(1, 4), k=matrices(3, 4), v=matrices(3, 2), order=st.permutations(range(3)))
def test_attention_does_not_see_the_order_of_the_keys(q: Rows, k: Rows, v: Rows, order: list[int]) -> None:
    assert same(attention(q, [k[at] for at in order], [v[at] for at in order]), attention(q, k, v))


@law
@given(q=vectors, k=vectors, m=st.integers(0, 5), n=st.integers(0, 5))
def test_rotated_vectors_see_only_how_far_apart_they_are(q: list[int], k: list[int], m: int, n: int) -> None:
    assert same(dot(rotate(q, m), rotate(k, n)), dot(rotate(q, m - n), k))
    assert same(norm(rotate(q, m)), norm(q))


def test_each_pair_turns_more_slowly_than_the_one_before() -> None:
    turned = rotate([1, 0, 1, 0, 1, 0], 1, 1000)

    assert turned[0::2] == [sympy.cos(1), sympy.cos(sympy.Rational(1, 10)), sympy.cos(sympy.Rational(1, 100))]


def test_the_position_embedding_of_the_paper() -> None:
    for position, d in product((0, 1, 7), (2, 4, 6)):
        waves = [(i // 2, numpy.cos if i % 2 else numpy.sin) for i in range(d)]
        expected = [wave(position / 10000 ** (2 * i / d)) for i, wave in waves]
        assert [approximate(each) for each in worth(f"sinusoidal({position}, {d})")] == pytest.approx(expected)


@law
@given(x=st.lists(small, min_size=2, max_size=5), scale=positive, shift=small)
def test_a_layer_norm_has_mean_zero_variance_one_and_forgets_scale_and_shift(
    x: list[int], scale: int, shift: int
) -> None:
    assume(len(set(x)) > 1)
    found = layer_norm(x)

    assert same(total(found), 0)
    assert same(dot(found, found), len(x))
    assert same(layer_norm(add(multiply(scale, x), shift)), found)


@law
@given(x=st.lists(small, min_size=1, max_size=5), eps=positive)
def test_an_eps_keeps_norms_of_zeros_defined(x: list[int], eps: int) -> None:
    found = rms_norm(x, eps)

    assert same(multiply(dot(found, found), add(divide(dot(x, x), len(x)), eps)), dot(x, x))
    assert layer_norm([3, 3], Fraction(1, 4)) == [0, 0]
