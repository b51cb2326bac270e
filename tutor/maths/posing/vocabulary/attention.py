"""Attention, positions, normalisation: the parts of a transformer (Vaswani et al. 2017)."""

from __future__ import annotations

import numpy
import sympy

from tutor.maths.posing.arithmetic import add, divide, multiply, power, subtract
from tutor.maths.posing.elimination import Rows
from tutor.maths.posing.values import FormulaError, TooLargeError, Value
from tutor.maths.posing.vocabulary.arguments import has_names, numbers_of, positive, rows_of, whole_from
from tutor.maths.posing.vocabulary.chance import variance
from tutor.maths.posing.vocabulary.lists import columns, mean, total
from tutor.maths.posing.vocabulary.numbers import cos, exp, sin, sqrt
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered
from tutor.maths.posing.vocabulary.softmax import softmax_of_floats, softmax_rows

ATTENTION: Vocabulary = {}

MOST_MULTIPLICATIONS = 4_000
WIDEST = 32
MOST_TOKENS = 16


def _scores(q: Value, k: Value) -> Value:
    return numpy.einsum("id,jd->ij", q, k) / numpy.sqrt(numpy.shape(k)[1])


@entered(
    ATTENTION, "attention_scores(Q, K)", "attention_scores([[1, 2, 0, 1]], [[1, 1, 1, 1], [0, 1, 0, 0]]) = [[2, 1]]",
    _scores,
)  # fmt: skip
def attention_scores(Q: Value, K: Value) -> Value:  # noqa: N803 -- the names that authors write
    """Q K^T / sqrt(d), d the width of the keys: a row for each query (equation 1)."""
    queries, keys = rows_of(Q), rows_of(K)
    if len(queries[0]) != len(keys[0]):
        raise FormulaError(f"queries of width {len(queries[0])} and keys of width {len(keys[0])} do not fit together")
    if len(queries) * len(keys) * len(keys[0]) > MOST_MULTIPLICATIONS:
        raise TooLargeError("too many scores")
    return divide(multiply(queries, columns(keys)), sqrt(len(keys[0])))


def _weights(q: Value, k: Value, mask: Value = 0.0) -> Value:
    return softmax_of_floats(_scores(q, k) + mask)


@entered(
    ATTENTION, "attention_weights(Q, K, mask = 0)",
    "attention_weights([[1, 1]], [[1, 2], [1, 2]]) = [[1/2, 1/2]] "
    "and attention_weights([[1], [1]], [[2], [2]], causal_mask(2)) = [[1, 0], [1/2, 1/2]]",
    _weights,
)  # fmt: skip
def attention_weights(Q: Value, K: Value, mask: Value = 0) -> Value:  # noqa: N803 -- the names that authors write
    """Softmax of each row of the scores. The mask is added to the scores: 0 where a key is seen, -oo where not."""
    return softmax_rows(_masked_scores(Q, K, mask))


def _masked_scores(queries: Value, keys: Value, bias: Value) -> Value:
    scores = attention_scores(queries, keys)
    if bias == 0:
        return scores
    mask = rows_of(bias)
    if (len(scores), len(scores[0])) != (len(mask), len(mask[0])):
        raise FormulaError(f"the mask is a matrix of {len(scores)} rows and {len(scores[0])} columns")
    if any(all(each == -sympy.oo for each in row) for row in mask):
        raise FormulaError("a query that sees no key")
    return add(scores, mask)


@entered(
    ATTENTION, "attention(Q, K, V, mask = 0)", "attention([[1, 1]], [[1, 2], [1, 2]], [[0, 2], [4, 6]]) = [[2, 4]]",
    lambda q, k, v, mask=0.0: numpy.einsum("ij,jd->id", _weights(q, k, mask), v),
)  # fmt: skip
def attention(
    Q: Value, K: Value, V: Value, mask: Value = 0,  # noqa: N803 -- the names that authors write
) -> Value:  # fmt: skip
    """The weights times V: a row for each query."""
    values = rows_of(V)
    if len(values) != len(rows_of(K)):
        raise FormulaError(f"{len(rows_of(K))} keys and {len(values)} values do not fit together")
    return [_mixed(exp(scores), columns(values)) for scores in _masked_scores(Q, K, mask)]


def _mixed(powers: list[Value], entries: Rows) -> list[Value]:
    """The means of these entries by the powers, each divided once: weights of their own would grow longer."""
    share = total(powers)
    products = ([multiply(p, x) for p, x in zip(powers, column, strict=True) if x != 0] for column in entries)
    return [divide(total(each), share) for each in products]


@entered(
    ATTENTION, "causal_mask(n)", "causal_mask(2) = [[0, -oo], [0, 0]]",
    lambda n: numpy.where(numpy.tri(int(n)) == 1, 0, -numpy.inf),
)  # fmt: skip
def causal_mask(n: Value) -> Value:
    """n rows and columns: 0 up to the diagonal, -oo after it, so that no token sees a later one."""
    size = whole_from(1, MOST_TOKENS, n, "the number of tokens")
    return [[0 if key <= query else -sympy.oo for key in range(size)] for query in range(size)]


def _turned(x: Value, position: Value, base: Value = 10000.0) -> Value:
    width = len(x)
    turns = numpy.exp(1j * position * base ** (-numpy.arange(0, width, 2) / width))
    pairs = (numpy.asarray(x[0::2]) + 1j * numpy.asarray(x[1::2])) * turns
    return numpy.column_stack([pairs.real, pairs.imag]).ravel()


@entered(
    ATTENTION, "rotate(x, position, base = 10000)",
    "rotate([1, 0], pi / 2) = [0, 1] and rotate([1, 0, 0, 2], pi, 1/4) = [-1, 0, 0, 2]", _turned,
)  # fmt: skip
def rotate(x: Value, position: Value, base: Value = 10000) -> Value:
    """Rotary position embedding: the i-th pair of neighbours (i from 0) turned by position / base^(2i/d)
    radians (Su et al. 2021, RoFormer, equations 14 and 15)."""
    entries = _even(x)
    turned: list[Value] = []
    for a, b, angle in zip(entries[0::2], entries[1::2], _angles(position, len(entries), base), strict=True):
        c, s = cos(angle), sin(angle)
        turned += [subtract(multiply(a, c), multiply(b, s)), add(multiply(a, s), multiply(b, c))]
    return turned


@entered(
    ATTENTION, "sinusoidal(position, d, base = 10000)",
    "sinusoidal(0, 4) = [0, 1, 0, 1] and sinusoidal(5, 2) = [sin(5), cos(5)]",
    lambda position, d, base=10000.0: _turned(numpy.tile([0.0, 1.0], int(d) // 2), -position, base),
)  # fmt: skip
def sinusoidal(position: Value, d: Value, base: Value = 10000) -> Value:
    """The position embedding sin(position / base^(2i/d)), cos(position / base^(2i/d)), i from 0 (Vaswani et al.
    2017, section 3.5)."""
    width = whole_from(2, WIDEST, d, "the width")
    if width % 2:
        raise FormulaError("the width is even")
    return [wave(angle) for angle in _angles(position, width, base) for wave in (sin, cos)]


def _angles(position: Value, width: int, base: Value) -> list[Value]:
    positive(base, "the base")
    return [divide(position, power(base, divide(2 * i, width))) for i in range(width // 2)]


def _even(x: Value) -> list[Value]:
    entries = numbers_of(x, WIDEST)
    if len(entries) % 2:
        raise FormulaError("a vector with an even number of entries")
    return entries


@entered(
    ATTENTION, "layer_norm(x, eps = 0)", "layer_norm([1, 3]) = [-1, 1]",
    lambda x, eps=0.0: (x - numpy.mean(x)) / numpy.sqrt(numpy.var(x) + eps),
)  # fmt: skip
def layer_norm(x: Value, eps: Value = 0) -> Value:
    """(x - mean) / sqrt(variance + eps), the variance with n; without gain and bias (Ba, Kiros and Hinton 2016)."""
    entries = numbers_of(x)
    return divide(subtract(entries, mean(entries)), _length(add(variance(entries), eps)))


@entered(
    ATTENTION, "rms_norm(x, eps = 0)", "rms_norm([1, 7]) = [1/5, 7/5]",
    lambda x, eps=0.0: x / numpy.sqrt(numpy.dot(x, x) / len(x) + eps),
)  # fmt: skip
def rms_norm(x: Value, eps: Value = 0) -> Value:
    """x / sqrt(mean of the squares + eps), without gain (Zhang and Sennrich 2019)."""
    entries = numbers_of(x)
    return divide(entries, _length(add(mean(power(entries, 2)), eps)))


def _length(square: Value) -> Value:
    if not has_names(square):
        positive(square, "what the entries are divided by")
    return sqrt(square)
