"""Random distributions, tables, logits and words."""

from __future__ import annotations

from fractions import Fraction

from tutor.maths.samplers.numbers import spread
from tutor.maths.samplers.registry import count_of, sampler, times
from tutor.maths.streams import Stream
from tutor.maths.values import FormulaError, Value, listed_items, plain, whole
from tutor.maths.vocabulary.numbers import ln

WORDS: tuple[str, ...] = (
    "the", "cat", "sat", "river", "stone", "bread", "night", "paper", "green", "window", "apple", "cloud",
    "train", "music", "north", "glass", "seven", "table", "wind", "bird", "lamp", "salt", "door", "leaf",
)  # fmt: skip


@sampler("distribution(n, denominator)", "distribution(3, 10)")
def distribution(stream: Stream, n: Value, denominator: Value) -> Value:
    """n positive probabilities that sum to 1, all whole parts of the denominator."""
    parts = spread(stream, n, denominator)
    return [plain(Fraction(part, denominator)) for part in parts]


@sampler("dyadic_distribution(n)", "dyadic_distribution(4)")
def dyadic_distribution(stream: Stream, n: Value) -> Value:
    """n powers of 1/2 that sum to 1, in random order: one of them is halved until there are n."""
    count = count_of(n)
    if not 1 <= count <= 12:
        raise FormulaError("from 1 to 12 probabilities")
    parts = [Fraction(1)]
    while len(parts) < count:
        half = parts.pop(stream.below(len(parts))) / 2
        parts += [half, half]
    return [plain(part) for part in stream.shuffled(parts)]


@sampler("joint_table(m, n, denominator)", "joint_table(2, 2, 20)")
def joint_table(stream: Stream, m: Value, n: Value, denominator: Value) -> Value:
    """m rows of n positive probabilities that sum to 1 together."""
    rows, columns = count_of(m), count_of(n)
    parts = distribution(stream, rows * columns, denominator)
    return [parts[row * columns : (row + 1) * columns] for row in times(rows)]


@sampler("counts(n, total)", "counts(3, 20)")
def counts(stream: Stream, n: Value, total: Value) -> Value:
    """n positive counts with this total."""
    return spread(stream, n, total)


@sampler("logits(n, largest = 9)", "logits(3)")
def logits(stream: Stream, n: Value, largest: Value = 9) -> Value:
    """n logarithms of whole numbers, not all the same: their softmax has nice fractions."""
    if whole(largest) < 2 or count_of(n) < 2:
        raise FormulaError("at least 2 logits, and a largest number of at least 2")
    while True:
        numbers = [stream.between(1, largest) for _ in times(n)]
        if len(set(numbers)) > 1:
            return [ln(number) for number in numbers]


@sampler("tokens(n)", "tokens(3)")
def tokens(stream: Stream, n: Value) -> Value:
    """n different short words."""
    if count_of(n) > len(WORDS):
        raise FormulaError(f"at most {len(WORDS)} words")
    return stream.shuffled(WORDS)[: count_of(n)]


@sampler("words(n, list)", 'words(2, ["red", "blue", "green"])')
def words(stream: Stream, n: Value, list: Value) -> Value:
    """n different words of a list."""
    return stream.shuffled(listed_items(list))[: count_of(n)]
