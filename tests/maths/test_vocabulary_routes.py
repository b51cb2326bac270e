"""Chance, softmax, models, optimisers, search: on drawn arguments the exact route and NumPy agree."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tutor.maths.posing.values import FormulaError, plain
from tutor.maths.posing.vocabulary import VOCABULARY
from tutor.maths.posing.vocabulary.attention import ATTENTION
from tutor.maths.posing.vocabulary.chance import CHANCE
from tutor.maths.posing.vocabulary.distributions import DISTRIBUTIONS
from tutor.maths.posing.vocabulary.information import INFORMATION
from tutor.maths.posing.vocabulary.models import MODELS
from tutor.maths.posing.vocabulary.numbers import ln
from tutor.maths.posing.vocabulary.optimisers import OPTIMISERS
from tutor.maths.posing.vocabulary.search import SEARCH
from tutor.maths.posing.vocabulary.shapes import SHAPES
from tutor.maths.posing.vocabulary.softmax import SOFTMAX
from tutor.maths.proving.numeric import close, floats_of

Drawn = st.SearchStrategy[Any]

whole = st.integers(-5, 5)
natural = st.integers(1, 6)
fraction = st.builds(lambda a, b: plain(Fraction(a, b)), st.integers(-12, 12), st.integers(1, 6))
positive = st.builds(lambda a, b: plain(Fraction(a, b)), st.integers(1, 12), st.integers(1, 6))
probability = st.builds(lambda a, b: plain(Fraction(min(a, b), max(a, b))), st.integers(0, 8), st.integers(1, 8))
inside = st.builds(lambda a, b: Fraction(a, a + b), natural, natural)
logit = st.one_of(whole, st.integers(1, 9).map(ln))
size = st.integers(1, 4)
shape = st.lists(st.sampled_from((1, 1, 2, 3)), min_size=1, max_size=4).map(tuple)


def lists(entry: Drawn, least: int = 1, most: int = 5) -> Drawn:
    return st.lists(entry, min_size=least, max_size=most)


def rows(entry: Drawn, m: int, n: int) -> Drawn:
    return st.lists(st.lists(entry, min_size=n, max_size=n), min_size=m, max_size=m)


def shares(counts: list[int]) -> list[Any]:
    return [plain(Fraction(each, sum(counts))) for each in counts]


def distributions(n: int, least: int = 0) -> Drawn:
    return st.lists(st.integers(least, 6), min_size=n, max_size=n).filter(any).map(shares)


def tables(m: int, n: int) -> Drawn:
    return distributions(m * n).map(lambda p: [p[at * n : (at + 1) * n] for at in range(m)])


def sized(build: Any) -> Drawn:
    """Arguments that have to fit together: built for sizes m and n."""
    return st.tuples(st.integers(2, 3), st.integers(2, 4)).flatmap(lambda drawn: st.tuples(*build(*drawn)))


def vectors(n: int) -> Drawn:
    return st.lists(fraction, min_size=n, max_size=n)


@st.composite
def specs(draw: st.DrawFn, tensors: bool = True) -> tuple[Any, ...]:
    """A spec of `einsum` and tensors or shapes that fit it."""
    sizes = {index: draw(st.integers(1, 3)) for index in "ijkl"}
    indices = draw(st.lists(st.text("ijkl", min_size=0, max_size=3), min_size=1, max_size=3))
    used = sorted(set("".join(indices)))
    result = "".join(draw(st.permutations(used))[: draw(st.integers(0, len(used)))])
    arrow = draw(st.sampled_from(["->" + result, ""]))
    shapes = [tuple(sizes[index] for index in each) for each in indices]
    if not tensors:
        assume(all(shapes))
        return (",".join(indices) + arrow, *shapes)
    return (",".join(indices) + arrow, *(draw(filled(each)) for each in shapes))


def filled(shape: tuple[int, ...]) -> Drawn:
    return st.lists(filled(shape[1:]), min_size=shape[0], max_size=shape[0]) if shape else whole


def symmetric(matrix: list[list[Any]]) -> list[list[Any]]:
    return [[row[j] + matrix[j][i] + 20 * (i == j) for j in range(len(row))] for i, row in enumerate(matrix)]


ARGUMENTS: dict[str, Drawn] = {
    "expectation": sized(lambda m, n: (vectors(n), distributions(n))),
    "variance": sized(lambda m, n: (vectors(n), distributions(n))) | st.tuples(lists(fraction)),
    "deviation": sized(lambda m, n: (vectors(n), distributions(n))) | st.tuples(lists(fraction)),
    "covariance": sized(lambda m, n: (vectors(m), vectors(n), tables(m, n)))
    | sized(lambda m, n: (vectors(n), vectors(n), distributions(n))),
    "correlation": sized(lambda m, n: (vectors(m), vectors(n), tables(m, n)))
    | sized(lambda m, n: (vectors(n), vectors(n))),
    "marginal": sized(lambda m, n: (tables(m, n), st.sampled_from((1, 2)))),
    "conditional": sized(lambda m, n: (tables(m, n), st.integers(1, m))),
    "posterior": sized(lambda m, n: (distributions(n, 1), st.lists(inside, min_size=n, max_size=n))),
    "shares": st.tuples(lists(natural)),
    "odds": st.tuples(inside),
    "marginal_rows": sized(lambda m, n: (rows(fraction, m, n),)),
    "marginal_columns": sized(lambda m, n: (rows(fraction, m, n),)),
    "tempered": st.tuples(distributions(3, 1), st.sampled_from((1, 2, Fraction(1, 2)))),
    "complement": st.tuples(inside),
    "binomial_pmf": st.tuples(st.integers(-1, 7), st.integers(0, 6), probability),
    "geometric_pmf": st.tuples(st.integers(0, 9), probability),
    "normal_cdf": st.tuples(fraction, whole, positive),
    "normal_quantile": st.tuples(inside, whole, positive),
    "standard_error": st.tuples(positive, natural) | st.tuples(lists(fraction, 2)),
    "entropy": st.tuples(distributions(4), st.sampled_from((2, 3, 4, 10, Fraction(1, 2)))),
    "cross_entropy": st.tuples(distributions(3), distributions(3), st.sampled_from((2, 10))),
    "kl": st.tuples(distributions(3), distributions(3), st.sampled_from((2, 10))),
    "mutual_information": sized(lambda m, n: (tables(m, n),)),
    "perplexity": st.tuples(lists(probability)),
    "brier": sized(lambda m, n: (st.lists(inside, min_size=n, max_size=n), filled((n,)))),
    "calibration_error": st.tuples(lists(st.tuples(natural, inside, inside).map(list))),
    "softmax": st.tuples(lists(logit), positive),
    "softmax_rows": sized(lambda m, n: (rows(logit, m, n),)),
    "softmax_columns": sized(lambda m, n: (rows(logit, m, n),)),
    "log_sum_exp": st.tuples(lists(logit)),
    "log_softmax": st.tuples(lists(logit)),
    "softmax_jacobian": st.tuples(lists(logit, 1, 3)),
    "sigmoid": st.tuples(logit),
    "logit": st.tuples(inside),
    "softplus": st.tuples(lists(logit)),
    "relu": st.tuples(lists(fraction)),
    "gelu": st.tuples(lists(fraction)) | st.tuples(fraction, st.just("tanh")),
    "silu": st.tuples(lists(logit)),
    "squared_error": sized(lambda m, n: (vectors(n), vectors(n))) | st.tuples(fraction, fraction),
    "logistic_loss": sized(lambda m, n: (vectors(n), st.lists(st.integers(0, 1), min_size=n, max_size=n))),
    "attention_scores": sized(lambda m, n: (rows(whole, m, n), rows(whole, 2, n))),
    "attention_weights": sized(lambda m, n: (rows(whole, m, n), rows(whole, 2, n), rows(whole, m, 2))),
    "attention": sized(lambda m, n: (rows(whole, m, n), rows(whole, 2, n), rows(whole, 2, 3))),
    "causal_mask": st.tuples(natural),
    "rotate": sized(lambda m, n: (vectors(2 * m), whole)) | sized(lambda m, n: (vectors(2 * m), whole, positive)),
    "sinusoidal": st.tuples(st.integers(0, 9), st.sampled_from((2, 4, 6))),
    "layer_norm": st.tuples(lists(fraction), st.sampled_from((0, 1))),
    "rms_norm": st.tuples(lists(fraction), st.sampled_from((0, 1))),
    "matmul_shape": st.tuples(shape, shape),
    "broadcast_shape": st.lists(shape, min_size=1, max_size=3).map(tuple),
    "einsum_shape": specs(tensors=False) | st.tuples(st.just("ij,jk"), shape, shape),
    "einsum": specs(),
    "parameters": st.tuples(
        size, size.map(lambda n: 4 * n), st.integers(1, 99), natural, st.just(4), st.sampled_from((1, 2, 4)),
        st.integers(0, 9), *(4 * [st.booleans()]),
    ),
    "flops": st.tuples(natural, natural, st.booleans()),
    "kv_cache": st.tuples(*(5 * [natural])),
    "training_memory": st.tuples(natural, natural, natural, st.just(Fraction(1, 2))),
    "quantise": st.tuples(lists(fraction), st.integers(2, 8)) | st.tuples(lists(fraction), st.integers(2, 8), positive),
    "descent_step": sized(lambda m, n: (vectors(n), vectors(n), positive)),
    "momentum_step": sized(lambda m, n: (vectors(n), vectors(n), vectors(n), positive, inside)),
    "adam_step": sized(
        lambda m, n: (vectors(n), vectors(n), st.lists(positive, min_size=n, max_size=n), vectors(n), natural)
    ) | st.tuples(fraction, fraction, positive, fraction, natural, positive, inside, inside, inside),
    "newton_step": sized(lambda m, n: (vectors(m), vectors(m), rows(whole, m, m).map(symmetric))),
    "clip": sized(lambda m, n: (vectors(n), positive)) | st.tuples(fraction, positive),
    "cosine_schedule": st.tuples(st.integers(0, 9), st.just(9), positive, fraction, st.integers(0, 8)),
    "line_search": sized(lambda m, n: (vectors(m), rows(whole, m, m).map(symmetric), vectors(m))),
    "nearest": sized(lambda m, n: (vectors(n), rows(fraction, m, n))),
    "rank_fusion": st.tuples(
        lists(st.permutations([1, 2, 3, 4]).flatmap(lambda p: st.integers(1, 4).map(lambda n: p[:n]))), natural
    ),
    "recall_at": st.tuples(natural, st.permutations([1, 2, 3, 4, 5]), st.lists(natural, min_size=1, unique=True)),
    "top_k": st.tuples(distributions(4), st.integers(1, 4)),
    "top_p": st.tuples(distributions(5), inside),
    "beam": st.tuples(distributions(3), st.lists(distributions(3), min_size=3, max_size=3), natural, natural),
}  # fmt: skip

MINE = CHANCE | DISTRIBUTIONS | INFORMATION | SOFTMAX | ATTENTION | SHAPES | MODELS | OPTIMISERS | SEARCH


def test_every_function_of_these_rooms_that_has_two_routes_is_compared() -> None:
    assert set(ARGUMENTS) == {name for name, each in MINE.items() if each.numeric is not None}


@pytest.mark.parametrize("name", ARGUMENTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_numpy_and_the_exact_route_agree(name: str, data: st.DataObject) -> None:
    arguments = data.draw(ARGUMENTS[name])
    function = VOCABULARY[name]
    assert function.numeric is not None
    try:
        exact = function(*arguments)
    except FormulaError:
        assume(False)

    with numpy.errstate(all="ignore"):
        found = function.numeric(*(floats_of(each, {}) for each in arguments))

    assert close(found, floats_of(exact, {})), (exact, found)
