"""Shapes, the cost of models, and steps of optimisers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.posing.arithmetic import add, multiply, subtract
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.exactness import approximate, less, same
from tutor.maths.posing.vocabulary.lists import total
from tutor.maths.posing.vocabulary.models import parameters, quantise
from tutor.maths.posing.vocabulary.optimisers import adam_step, clip, cosine_schedule, line_search, newton_step
from tutor.maths.posing.vocabulary.shapes import broadcast_shape, einsum, einsum_shape, matmul_shape
from tutor.maths.posing.vocabulary.vectors import dot, norm
from tutor.maths.trees.translate import Names

law = settings(max_examples=25, deadline=None)
SYMBOLS = {"x": Names.of(["x"]).symbol("x")}
Rows = list[list[int]]

small = st.integers(-4, 4)
vectors = st.lists(small, min_size=2, max_size=2)
positive = st.integers(1, 9)


def matrices(m: int, n: int) -> st.SearchStrategy[Rows]:
    return st.lists(st.lists(small, min_size=n, max_size=n), min_size=m, max_size=m)


def worth(formula: str) -> Any:
    return evaluate(read(formula, SYMBOLS, author=True), Scope(dict(SYMBOLS)))


@pytest.mark.parametrize(
    ("a", "b", "product_shape"),
    [
        ([2, 3], [3, 4], (2, 4)),
        ([3], [3], ()),
        ([3], [3, 2], (2,)),
        ([5, 1, 2, 3], [4, 3, 6], (5, 4, 2, 6)),
        ([2, 3], [4, 3], "undefined"),
        ([2, 2, 3], [3, 3, 1], "undefined"),
        ([], [3], "undefined"),
    ],
)
def test_shapes_of_products(a: list[int], b: list[int], product_shape: object) -> None:
    assert matmul_shape(a, b) == product_shape


@law
@given(shapes=st.lists(st.lists(st.sampled_from([1, 1, 2, 3]), min_size=1, max_size=3), min_size=1, max_size=3))
def test_shapes_meet_as_in_numpy(shapes: list[list[int]]) -> None:
    try:
        expected: object = numpy.broadcast_shapes(*map(tuple, shapes))
    except ValueError:
        expected = "undefined"

    assert broadcast_shape(*shapes) == expected


@law
@given(a=matrices(2, 3), b=matrices(3, 2), u=vectors)
def test_einsum_spells_the_products_of_linear_algebra(a: Rows, b: Rows, u: list[int]) -> None:
    assert einsum("ij,jk->ik", a, b) == multiply(a, b)
    assert einsum("ij,jk", a, b) == multiply(a, b)
    assert einsum("ij->ji", a) == [list(column) for column in zip(*a, strict=True)]
    assert einsum("ij,ji->", a, b) == total([row[at] for at, row in enumerate(multiply(a, b))])
    assert einsum("i,i", u, u) == dot(u, u)


@law
@given(a=matrices(2, 3), b=matrices(3, 2))
@pytest.mark.parametrize("spec", ["ij,jk->ik", "ij,jk->kji", "ij,jk", "ij,kj->", "ab,cd->abcd"])
def test_einsum_shape_is_the_shape_of_einsum(spec: str, a: Rows, b: Rows) -> None:
    second = b if spec != "ij,kj->" else [list(column) for column in zip(*b, strict=True)]
    found = einsum_shape(spec, numpy.shape(a), numpy.shape(second))

    assert found == numpy.shape(einsum(spec, a, second)) == numpy.einsum(spec, a, second).shape


def test_the_parameters_of_a_small_model_counted_by_hand() -> None:
    # Width 4, 2 heads of width 2 of which 1 for keys and values, hidden 6, 2 layers, 10 words.
    attention_matrices = 4 * 4 + 4 * 2 + 4 * 2 + 4 * 4
    gated = 4 * 6 + 4 * 6 + 6 * 4
    small_model = {"hidden": 6, "heads": 2, "kv_heads": 1, "gated": True}

    assert parameters(2, 4, 10, norms=False, **small_model) == 2 * (attention_matrices + gated) + 10 * 4
    assert parameters(2, 4, 10, **small_model) == 2 * (attention_matrices + gated + 4 + 4) + 10 * 4 + 4
    assert parameters(2, 4, 10, tied=False, norms=False, **small_model) == 2 * (attention_matrices + gated) + 2 * 40
    biases = (4 + 2 + 2 + 4) + (6 + 6 + 4)
    with_biases = parameters(2, 4, 10, biases=True, norms=False, **small_model)
    assert with_biases == 2 * (attention_matrices + gated + biases) + 40


@pytest.mark.parametrize(
    ("call", "published"),
    [
        ("parameters(12, 768, 50257, positions = 1024, biases = yes)", 124_439_808),
        ("parameters(24, 1024, 50257, positions = 1024, biases = yes)", 354_823_168),
        ("parameters(48, 1600, 50257, positions = 1024, biases = yes)", 1_557_611_200),
        ("parameters(32, 4096, 32000, hidden = 11008, gated = yes, tied = no)", 6_738_415_616),
        ("parameters(32, 4096, 32000, 14336, 32, 8, gated = yes, tied = no)", 7_241_732_096),
        ("parameters(12, 768, 1, norms = no) - 768", 12 * 12 * 768**2),
    ],
    ids=["GPT-2", "GPT-2 medium", "GPT-2 XL", "Llama 2 7B", "Mistral 7B", "12 layers width^2"],
)
def test_the_parameters_of_published_models(call: str, published: int) -> None:
    assert worth(call) == published


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("flops(70 * 10^9, 1.4 * 10^12)", 588 * 10**21),
        ("flops(7 * 10^9, 1, training = no)", 14 * 10**9),
        ("kv_cache(32, 32, 128, 4096)", 2**31),
        ("kv_cache(1, 1, 2, 3, bytes = 1/2, batch = 4)", 24),
        ("training_memory(7 * 10^9, weights = 2, gradients = 2, optimiser = 12)", 112 * 10**9),
        ("training_memory(10, 4, 4, 8)", 160),
    ],
)
def test_what_a_model_costs(call: str, value: int) -> None:
    assert worth(call) == value


@law
@given(
    x=st.lists(st.fractions(-5, 5, max_denominator=9), min_size=1, max_size=6).filter(any),
    bits=st.integers(2, 8),
)
def test_what_is_quantised_comes_back_within_half_a_step(x: list[Fraction], bits: int) -> None:
    highest = 2 ** (bits - 1) - 1
    scale = max(map(abs, x)) / highest

    codes = quantise(x, bits)

    assert max(map(abs, codes)) == highest
    assert all(abs(each - code * scale) <= scale / 2 for each, code in zip(x, codes, strict=True))


def test_codes_stay_within_their_bits_and_halves_go_outwards() -> None:
    assert quantise([100, -100], 4, 1) == [7, -7]
    assert quantise([Fraction(1, 2), Fraction(-1, 2), Fraction(3, 2)], 8, 1) == [1, -1, 2]


@law
@given(g=st.integers(1, 99), x=small)
def test_the_first_step_of_adam_has_the_length_of_the_rate(g: int, x: int) -> None:
    assert adam_step(x, 0, 0, g, 1, rate=Fraction(1, 8), eps=0)[0] == x - Fraction(1, 8)
    assert abs(adam_step(x, 0, 0, -g, 1)[0] - (x + Fraction(1, 1000))) < Fraction(1, 10**10)


@law
@given(gradients=st.lists(st.integers(-9, 9), min_size=1, max_size=5))
def test_adam_goes_where_algorithm_1_goes(gradients: list[int]) -> None:
    assume(gradients[0])
    x, m, v = 1.0, 0.0, 0.0
    exact: Any = [1, 0, 0]

    for t, g in enumerate(gradients, start=1):
        exact = adam_step(*exact, g, t)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        x -= 0.001 * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)

    assert [approximate(each) for each in exact] == pytest.approx([x, m, v])


@law
@given(a=matrices(2, 2), b=vectors, x=vectors, way=vectors)
def test_newton_and_a_line_search_on_a_quadratic(a: Rows, b: list[int], x: list[int], way: list[int]) -> None:
    assume(any(way))
    hessian = add(multiply([list(column) for column in zip(*a, strict=True)], a), [[1, 0], [0, 1]])

    def gradient(at: Any) -> Any:
        return subtract(multiply(hessian, at), b)

    t = line_search(gradient(x), hessian, way)

    assert gradient(newton_step(x, gradient(x), hessian)) == [0, 0]
    assert dot(gradient(add(x, multiply(t, way))), way) == 0


@law
@given(g=vectors.filter(any), limit=positive)
def test_a_clipped_gradient_keeps_its_direction(g: list[int], limit: int) -> None:
    clipped = clip(g, limit)

    assert not less(limit, norm(clipped))
    assert same(multiply(norm(g), clipped), multiply(norm(clipped), g))


def test_a_schedule_rises_falls_and_ends_where_it_should() -> None:
    rates = [approximate(cosine_schedule(step, 24, 3, lowest=1, warmup=4)) for step in range(25)]

    assert rates[:5] == pytest.approx([0, 0.75, 1.5, 2.25, 3])
    assert rates[4:] == sorted(rates[4:], reverse=True)
    assert rates[14] == pytest.approx(2)
    assert rates[24] == pytest.approx(1)
