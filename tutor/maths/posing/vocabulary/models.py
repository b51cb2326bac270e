"""What a language model costs: parameters, operations, memory; and numbers stored in few bits."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy

from tutor.maths.posing.arithmetic import add, divide, multiply
from tutor.maths.posing.exactness import approximate, less
from tutor.maths.posing.values import FormulaError, Value, described, is_rational, plain, whole
from tutor.maths.posing.vocabulary.arguments import numbers_of, positive, whole_from
from tutor.maths.posing.vocabulary.lists import product_of
from tutor.maths.posing.vocabulary.numbers import absolute, largest
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

MODELS: Vocabulary = {}

LARGEST_SIZE = 10**9
MOST_BITS = 32


def _tensor_sizes(
    layers: Value, width: Value, vocabulary: Value, hidden: Value = None, heads: Value = 1, kv_heads: Value = None,
    positions: Value = 0, gated: Value = False, biases: Value = False, tied: Value = True, norms: Value = True,
) -> Value:  # fmt: skip
    """Every tensor of the model by its shape, as a checkpoint lists them."""
    hidden = 4 * width if hidden is None else hidden
    kv = width / heads * (heads if kv_heads is None else kv_heads)
    matrices = [(width, width), (width, kv), (width, kv), (width, width), (width, hidden), (hidden, width)]
    matrices += [(width, hidden)] * bool(gated)
    tensors = [(vocabulary, width), (positions, width)] + [(vocabulary, width)] * (not tied)
    tensors += int(layers) * (matrices + [(1, shape[1]) for shape in matrices] * bool(biases))
    tensors += (2 * int(layers) + 1) * [(1 + bool(biases), width)] * bool(norms)
    return sum(numpy.prod(shape) for shape in tensors)


@entered(
    MODELS,
    "parameters(layers, width, vocabulary, hidden = 4 width, heads = 1, kv_heads = heads, positions = 0, "
    "gated = no, biases = no, tied = yes, norms = yes)",
    "parameters(12, 768, 50257, positions = 1024, biases = yes) = 124439808 and parameters(32, 4096, 128256, "
    "hidden = 14336, heads = 32, kv_heads = 8, gated = yes, tied = no) = 8030261248",
    _tensor_sizes,
)  # fmt: skip
def parameters(
    layers: Value, width: Value, vocabulary: Value, hidden: Value = None, heads: Value = 1, kv_heads: Value = None,
    positions: Value = 0, gated: Value = False, biases: Value = False, tied: Value = True, norms: Value = True,
) -> Value:  # fmt: skip
    """The parameters of a transformer decoder. Per layer: W_Q and W_O of width x width, W_K and W_V of width x
    (kv_heads width/heads), two matrices of width x hidden or, gated, three, and two norms. Besides: embeddings of
    vocabulary and positions, a final norm, and an output matrix of its own unless tied. With biases each matrix
    of a layer has one, and each norm has a bias beside its gain. norms = no leaves the norms out. The examples
    are GPT-2 (124 million) and Llama 3 (8 billion)."""
    n, d, words = (_size(each) for each in (layers, width, vocabulary))
    inner = 4 * d if hidden is None else _size(hidden)
    all_heads = _size(heads)
    groups = all_heads if kv_heads is None else _size(kv_heads)
    if d % all_heads or all_heads % groups:
        raise FormulaError("the heads divide the width, and those of keys and values divide the heads")
    kv, halves = d // all_heads * groups, 3 if _yes(gated) else 2
    layer = 2 * d * d + 2 * d * kv + halves * d * inner
    if _yes(biases):
        layer += 2 * d + 2 * kv + (halves - 1) * inner + d
    embedding = words * d * (1 if _yes(tied) else 2) + _size(positions, 0) * d
    gain = d * (2 if biases else 1) if _yes(norms) else 0
    return n * (layer + 2 * gain) + embedding + gain


@entered(
    MODELS, "flops(parameters, tokens, training = yes)", "flops(10^9, 20 * 10^9) = 120 * 10^18",
    lambda n, tokens, training=True: numpy.prod([n, tokens, 2.0]) + (numpy.prod([n, tokens, 4.0]) if training else 0),
)  # fmt: skip
def flops(parameters: Value, tokens: Value, training: Value = True) -> Value:
    """The operations that a model spends on so many tokens: 2 for each parameter forward, a multiplication and an
    addition, and 4 backward; without training the forward ones alone (Kaplan et al. 2020, section 2.1). The
    operations on the scores of attention are left out, as there."""
    each = 6 if _yes(training) else 2
    return product_of([each, positive(parameters, "the number of parameters"), positive(tokens, "a number of tokens")])


@entered(
    MODELS, "kv_cache(layers, kv_heads, head_width, tokens, bytes = 2, batch = 1)",
    "kv_cache(32, 8, 128, 8192) = 2^30",
    lambda layers, kv_heads, head_width, tokens, bytes=2, batch=1: (
        numpy.prod([layers, kv_heads, head_width, tokens, bytes, batch], dtype=float) * 2
    ),
)  # fmt: skip
def kv_cache(
    layers: Value, kv_heads: Value, head_width: Value, tokens: Value, bytes: Value = 2, batch: Value = 1
) -> Value:
    """The bytes of all keys and values kept: 2 layers kv_heads head_width tokens bytes batch, `bytes` for each
    number."""
    sizes = [layers, kv_heads, head_width, tokens, bytes, batch]
    return product_of([2, *(positive(each, "each size") for each in sizes)])


@entered(
    MODELS, "training_memory(parameters, weights = 2, gradients = 2, optimiser = 12)",
    "training_memory(10^9) = 16 * 10^9",
    lambda n, weights=2.0, gradients=2.0, optimiser=12.0: numpy.sum(n * numpy.array([weights, gradients, optimiser])),
)  # fmt: skip
def training_memory(parameters: Value, weights: Value = 2, gradients: Value = 2, optimiser: Value = 12) -> Value:
    """The bytes that training holds besides activations, from the bytes for each parameter. As given: mixed
    precision with Adam, which keeps weights, momentum and variance in 4 bytes each (Rajbhandari et al. 2020,
    ZeRO, section 3.1)."""
    each = add(add(weights, gradients), optimiser)
    return multiply(positive(parameters, "the number of parameters"), positive(each, "the number of bytes"))


def _to_codes(x: Value, bits: Value = 8, scale: Value = None) -> Value:
    entries, highest = numpy.asarray(x, float), 2 ** (bits - 1) - 1
    steps = entries / (numpy.max(numpy.abs(entries)) / highest if scale is None else scale)
    return numpy.clip(numpy.sign(steps) * numpy.trunc(numpy.abs(steps) + 0.5 + 1e-12), -highest, highest)


@entered(
    MODELS, "quantise(x, bits = 8, scale = max(abs(x)) / (2^(bits - 1) - 1))",
    "quantise([0.6, -1.4, 0.1], 4) = [3, -7, 1] and quantise([1, 20], 4, 1/2) = [2, 7]", _to_codes,
)  # fmt: skip
def quantise(x: Value, bits: Value = 8, scale: Value = None) -> Value:
    """The whole numbers x / scale, rounded, halves away from zero, and kept within ±(2^(bits - 1) - 1): symmetric
    quantisation by the largest entry. `scale` times them is what is left of x."""
    entries = numbers_of(x) if isinstance(x, list) else [x]
    highest = 2 ** (whole_from(2, MOST_BITS, bits, "the number of bits") - 1) - 1
    if scale is None:
        scale = divide(largest(absolute(entries)), highest)
    step = positive(scale, "the scale")
    codes = [_code(divide(each, step), highest) for each in entries]
    return codes if isinstance(x, list) else codes[0]


def _code(steps: Value, highest: int) -> int:
    size = absolute(steps)
    exact = Fraction(size) if is_rational(size) else Fraction(approximate(size))
    code = min(math.floor(exact + Fraction(1, 2)), highest)
    return -code if less(steps, 0) else code


def _size(value: Value, least: int = 1) -> int:
    if not least <= whole(value, "a size") <= LARGEST_SIZE:
        raise FormulaError(f"a size is a whole number from {least} to {LARGEST_SIZE}")
    return int(plain(value))


def _yes(value: Value) -> bool:
    if not isinstance(value, bool):
        raise FormulaError(f"{described(value)} stands where yes or no belongs")
    return value
