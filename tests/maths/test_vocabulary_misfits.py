"""What is said where the arguments of chance, softmax, models, optimisers and search do not fit, or are too many."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.values import FormulaError, Span, TooLargeError, described
from tutor.maths.posing.vocabulary.attention import ATTENTION
from tutor.maths.posing.vocabulary.chance import CHANCE
from tutor.maths.posing.vocabulary.distributions import DISTRIBUTIONS
from tutor.maths.posing.vocabulary.information import INFORMATION
from tutor.maths.posing.vocabulary.models import MODELS
from tutor.maths.posing.vocabulary.optimisers import OPTIMISERS
from tutor.maths.posing.vocabulary.search import SEARCH
from tutor.maths.posing.vocabulary.shapes import SHAPES
from tutor.maths.posing.vocabulary.softmax import SOFTMAX
from tutor.maths.trees.translate import Names

NAMES = Names.of(["x", "p"], {"p": "positive"})
SYMBOLS = {"x": NAMES.symbol("x"), "p": NAMES.symbol("p")}

MINE = CHANCE | DISTRIBUTIONS | INFORMATION | SOFTMAX | ATTENTION | SHAPES | MODELS | OPTIMISERS | SEARCH
HUGE = 2**4000 + 1
ANYTHING: list[Any] = [
    0, 1, -1, 3, 300, HUGE, -(10**9), Fraction(1, 3), Fraction(1, HUGE), SYMBOLS["x"], sympy.oo, -sympy.oo, sympy.pi,
    True, "a", "ij,jk->ik", (), (1, 2), [], [[]], [[1, 2], [3]], [1, [2, 3]], ["a", "b"], [True], frozenset({1}),
    Span(1, 10**9), [1] * 2000, [[1] * 50] * 50, [Fraction(1, 2)] * 2, [[Fraction(1, 4)] * 2] * 2,
    [Fraction(1, 100)] * 100,
    [HUGE + k for k in range(60)], [sympy.sqrt(k) for k in range(2, 80)], [SYMBOLS["x"] ** k for k in range(30)],
    [[SYMBOLS["x"] + i * j for i in range(10)] for j in range(10)],
]  # fmt: skip


def worth(formula: str) -> Any:
    return evaluate(read(formula, SYMBOLS, author=True), Scope(dict(SYMBOLS)))


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("entropy([1/2, 1/3])", "a distribution sums to 1, not to 5/6"),
        ("entropy([3/2, -1/2])", "a probability is not negative"),
        ("entropy([])", "an empty list"),
        ("entropy([1/2, 1/2], 1)", "the base of a logarithm is not 1"),
        ("entropy([1/2, 1/2], -2)", "the base of a logarithm is above 0"),
        ("entropy(1/2)", "a number stands where a list belongs"),
        ('entropy(["a", "b"])', "a text stands where a number belongs"),
        ("entropy([sqrt(2), 1])", "a distribution sums to 1"),
        ("kl([1/2, 1/2], [1/3, 1/3, 1/3])", "2 and 3 probabilities do not fit together"),
        ("mutual_information([[1/2, 0], [0, 1/4]])", "a distribution sums to 1, not to 3/4"),
        ("mutual_information([1/2, 1/2])", "a matrix belongs here"),
        ("expectation([1, 2], [1/2, 1/3])", "a distribution sums to 1, not to 5/6"),
        ("expectation([1, 2, 3], [1/2, 1/2])", "3 and 2 values and probabilities do not fit together"),
        ("covariance([1, 2], [1, 2], [[1/2, 1/4, 1/4], [0, 0, 0]])", "2 and 3 values and columns do not fit together"),
        ("correlation([1, 1], [1, 2])", "what does not vary has no correlation"),
        ("marginal([[1/2, 1/2]], 3)", "the variable is a whole number from 1 to 2"),
        ("conditional([[1/2, 1/2]], row = 2)", "its position is a whole number from 1 to 1"),
        ("conditional([[1/2, 1/2]])", "either a row or a column is given"),
        ("conditional([[1/2, 0], [1/2, 0]], column = 2)", "the probability of what is given is above 0"),
        ("posterior([1/2, 1/2], [0, 0])", "the probability of what is given is above 0"),
        ("binomial_pmf(1, 2, 3/2)", "a probability is a number from 0 to 1"),
        ("binomial_pmf(1, 10^6, 1/2)", "the number of trials is a whole number from 0 to 300"),
        ("binomial_pmf(1/2, 2, 1/2)", "a number stands where a number of successes belongs"),
        ("geometric_pmf(10^9, 1/2)", "a wait of over 300 trials"),
        ("normal_cdf(1, 0, 0)", "the deviation is above 0"),
        ("normal_quantile(2)", "a probability is a number from 0 to 1"),
        ("normal_quantile(p)", "a quantile of an unknown probability is not worked out"),
        ("normal_quantile(10^-50)", "a probability nearer to 0 or 1 than 10^-40"),
        ("standard_error([1])", "at least two values"),
        ("standard_error(1, 0)", "the number of values is above 0"),
        ("brier([1/2], [1, 0])", "1 and 2 forecasts and outcomes do not fit together"),
        ("calibration_error([[1, 1/2]])", "each bin is a row of a count, a confidence and an accuracy"),
        ("calibration_error([[0, 1/2, 1/2]])", "the number of all is above 0"),
        ("perplexity([3/2])", "a probability is a number from 0 to 1"),
        ("softmax([])", "an empty list"),
        ("softmax([1, 2], 0)", "the temperature is above 0"),
        ("softmax(3)", "a number stands where a list belongs"),
        ("softmax_rows([1, 2])", "a matrix belongs here"),
        ("logit(1)", "a probability between 0 and 1"),
        ('gelu(1, "fast")', 'the form is "exact" or "tanh"'),
        ("logistic_loss(1, -1)", "a label is 0 or 1"),
        ("squared_error([1, 2], [1])", "2 and 1 outputs and targets do not fit together"),
        ("attention_scores([[1, 2]], [[1, 2, 3]])", "queries of width 2 and keys of width 3 do not fit together"),
        ("attention_weights([[1]], [[1], [2]], [[0]])", "the mask is a matrix of 1 rows and 2 columns"),
        ("attention_weights([[1]], [[1]], [[-oo]])", "a query that sees no key"),
        ("attention([[1]], [[1], [2]], [[1]])", "2 keys and 1 values do not fit together"),
        ("causal_mask(0)", "the number of tokens is a whole number from 1 to 16"),
        ("rotate([1, 2, 3], 1)", "a vector with an even number of entries"),
        ("sinusoidal(1, 3)", "the width is even"),
        ("layer_norm([2, 2])", "what the entries are divided by is above 0"),
        ('einsum("ij,jk", [[1, 2]], [[1, 2]])', "ij,jk does not fit these shapes: 1 x 2, 1 x 2"),
        ('einsum("ij", [[1, 2]], [[1, 2]])', "it has indices for 1 tensors, and 2 are given"),
        ('einsum("i->ij", [1])', "the index j of the result is in no tensor"),
        ('einsum("i->ii", [1])', "an index stands twice in the result"),
        ('einsum("i…->i", [1])', "an index is one letter"),
        ('einsum("ij", [[1, 2], [3]])', "a tensor has rows of the same length, and none is empty"),
        ("einsum(3, [1])", 'a number stands where a text such as "ij,jk->ik" belongs'),
        ("matmul_shape((2, 0), (0, 2))", "a size is a whole number from 1"),
        ("matmul_shape((2, 1/2), (2, 2))", "a number stands where a size belongs"),
        (
            "parameters(2, 6, 10, heads = 4)",
            "the heads divide the width, and those of keys and values divide the heads",
        ),
        ("parameters(2, 4, 10, gated = 1)", "a number stands where yes or no belongs"),
        ("kv_cache(0, 1, 1, 1)", "each size is above 0"),
        ("quantise([0, 0])", "the scale is above 0"),
        ("quantise([1], 64)", "the number of bits is a whole number from 2 to 32"),
        ("descent_step([1, 2], [1], 1)", "x, its gradient and what is kept of earlier steps are of one length"),
        ("adam_step(1, 0, 0, 0, 1, eps = 0)", "the mean square of the gradient is 0, and so is eps"),
        ("adam_step(1, 0, 0, 1, 0)", "the number of a step is a whole number from 1 to 300"),
        ("newton_step([1, 1], [1, 1], [[1, 1], [1, 1]])", "this matrix has no inverse"),
        ("line_search([1, 0], [[-1, 0], [0, 1]])", "the function has no least value in this direction"),
        ("cosine_schedule(11, 10, 1)", "a step is a whole number from 0 to 10"),
        ("clip([1, 2], 0)", "the limit is above 0"),
        ("nearest([1, 2], [[1, 2, 3]])", "2 and 3 entries do not fit together"),
        ("rank_fusion([[1, 1]])", "a document stands twice in a ranking"),
        ("rank_fusion([[0]])", "a ranking has documents from 1 to 200"),
        ("recall_at(0, [1], [1])", "k is a whole number from 1 to 200"),
        ("top_k([1/2, 1/3], 1)", "a distribution sums to 1, not to 5/6"),
        ("top_k([1/2, 1/2], 3)", "k is a whole number from 1 to 2"),
        ("top_p([1/2, 1/2], 0)", "the mass is above 0"),
        ("beam([1/2, 1/2], [[1, 0]], 1, 1)", "the table has 2 rows and columns, one for each token"),
        ("beam([1], [[1]], 1, 100)", "the number of tokens is a whole number from 1 to 12"),
    ],
)
def test_what_does_not_fit_is_told_in_words(formula: str, message: str) -> None:
    with pytest.raises(FormulaError) as told:
        worth(formula)

    assert str(told.value) == f"{formula.partition('(')[0]}: {message}"


@pytest.mark.parametrize(
    "formula",
    [
        "entropy([1/101 for k in 1..101])",
        "variance([sqrt(k) for k in 1..40], [1/40 for k in 1..40])",
        "normal_cdf(2^300)",
        "perplexity([1/2 for k in 1..2000])",
        "mutual_information([[1/400 for j in 1..20] for i in 1..20])",
        "softmax([k for k in 1..500])",
        "softmax([2^1000, 0])",
        "softplus([x + k for k in 1..60])",
        "attention_scores([[1 for j in 1..10] for i in 1..9], [[1 for j in 1..12] for i in 1..9])",
        'einsum("abcdefgh,ij,kl,mn,op->", 1, 1, 1, 1, 1)',
        'einsum("i,j,k,l->", [k for k in 1..50], [k for k in 1..50], [k for k in 1..50], [k for k in 1..50])',
        "matmul_shape([1 for k in 1..30], (1, 1))",
        "layer_norm([ln(k) for k in 2..60])",
        "beam([1/20 for k in 1..20], [[1/20 for j in 1..20] for i in 1..20], 16, 12)",
        "rotate([k for k in 1..40], 1)",
    ],
)
def test_what_would_take_too_long_is_refused(formula: str) -> None:
    with pytest.raises(TooLargeError):
        worth(formula)


@pytest.mark.parametrize("name", MINE)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_given_there_is_a_value_or_a_word(name: str, data: st.DataObject) -> None:
    fewest = sum(each.default is each.empty for each in MINE[name].parameters.parameters.values())
    arguments = data.draw(st.lists(st.sampled_from(ANYTHING), min_size=fewest, max_size=max(fewest, 3)))

    try:
        outcome = described(MINE[name](*arguments))
    except FormulaError as error:
        outcome = str(error)

    assert outcome
