"""Random networks, shapes of tensors, and configurations of language models."""

from __future__ import annotations

from itertools import pairwise

from tutor.maths.posing.samplers.entries import draw, entries_of, size_of
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.samplers.vectors import vector
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, listed_items

SMALL = Span(-2, 2)
SIZES = Span(2, 9)
MOST_LAYERS = 6
FAMILIES = ("gpt", "llama", "tiny")


@sampler("relu_network(widths, entries = -2..2)", "relu_network([2, 3, 1])")
def relu_network(stream: Stream, widths: Value, entries: Value = SMALL) -> Value:
    """Weights and biases of a network, layer by layer, with whole numbers of the range and no row of weights all zero:
    `W_1, b_1, W_2, b_2 = relu_network([2, 3, 1])` has 2 inputs, 3 units between and 1 output."""
    sizes = [size_of(each, 1, "a width") for each in listed_items(widths)]
    bounds = entries_of(entries)
    if not 2 <= len(sizes) <= MOST_LAYERS:
        raise FormulaError(f"from 2 to {MOST_LAYERS} widths")
    layers: list[Value] = []
    for inputs, outputs in pairwise(sizes):
        layers.append([vector(stream, inputs, bounds) for _ in range(outputs)])
        layers.append([draw(stream, bounds) for _ in range(outputs)])
    return layers


@sampler("tensor_shape(n, sizes = 2..9)", "tensor_shape(3)")
def tensor_shape(stream: Stream, n: Value, sizes: Value = SIZES) -> Value:
    """A tuple of n different sizes of the range."""
    count, members = size_of(n), [each for each in entries_of(sizes) if each > 0]
    if count > len(members):
        raise FormulaError(f"the range has fewer than {count} sizes")
    return tuple(stream.shuffled(members)[:count])


@sampler("einsum_spec(operands = 2)", "einsum_spec()")
def einsum_spec(stream: Stream, operands: Value = 2) -> Value:
    """A text such as "ij,jk->ik" and the shapes of its operands, with another size for each letter: `spec, s, t =
    einsum_spec()`, or `spec, s = einsum_spec(1)`. Two operands are summed over one letter that both have; one is summed
    over a letter, or its axes change places."""
    if operands not in (1, 2):
        raise FormulaError("1 or 2 operands")
    inputs, output = _one_operand(stream) if operands == 1 else _two_operands(stream)
    letters = sorted(set("".join(inputs)))
    sizes = dict(zip(letters, stream.shuffled(range(2, 8))[: len(letters)], strict=True))
    return [",".join(inputs) + "->" + output, *(tuple(sizes[each] for each in term) for term in inputs)]


def _one_operand(stream: Stream) -> tuple[list[str], str]:
    letters = "ijk"[: stream.between(2, 3)]
    kept = stream.shuffled(letters)[: stream.between(1, len(letters))]
    if "".join(kept) == letters:
        kept.reverse()
    return [letters], "".join(kept)


def _two_operands(stream: Stream) -> tuple[list[str], str]:
    summed, *free = stream.shuffled("ijkl")
    batch = "b" if stream.below(3) == 0 else ""
    left, right = free[: stream.between(1, 2)], free[2 : 2 + stream.below(2)]
    inputs = [batch + "".join(stream.shuffled([*side, summed])) for side in (left, right)]
    output = [*left, *right]
    return inputs, batch + "".join(stream.shuffled(output) if stream.below(4) == 0 else output)


@sampler("model_config(family)", 'model_config("llama")')
def model_config(stream: Stream, family: Value) -> Value:
    """`layers, width, heads, kv_heads, hidden, vocabulary = model_config(family)`: whole numbers of which the heads
    divide the width and the kv_heads the heads. "gpt": as many kv_heads as heads, hidden is 4 times the width;
    "llama": fewer kv_heads, hidden a multiple of 256; "tiny": as "gpt", small enough to count by hand."""
    match family:
        case "gpt":
            heads, vocabulary = stream.choice((8, 12, 16, 20, 24, 32)), stream.choice((32000, 50257, 50304))
            width = 64 * heads
            return [6 * stream.between(1, 8), width, heads, heads, 4 * width, vocabulary]
        case "llama":
            heads, vocabulary = stream.choice((16, 24, 32, 40, 64)), stream.choice((32000, 65536, 128256))
            width, groups = stream.choice((64, 128)) * heads, stream.choice((2, 4, 8))
            hidden = 256 * stream.choice((-(-8 * width // 768), 7 * width // 512))
            return [8 * stream.between(2, 10), width, heads, heads // groups, hidden, vocabulary]
        case "tiny":
            heads = stream.choice((1, 2, 4))
            width = heads * stream.choice((2, 4, 8))
            return [stream.between(1, 4), width, heads, heads, 4 * width, stream.between(10, 60)]
    raise FormulaError(f"a family is one of {', '.join(FAMILIES)}")
