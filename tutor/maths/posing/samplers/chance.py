"""Random distributions, tables, tests for Bayes, logits and words."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import gcd

from tutor.maths.posing.samplers.entries import entries_of, size_of
from tutor.maths.posing.samplers.numbers import spread
from tutor.maths.posing.samplers.registry import count_of, sampler, times
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, is_rational, listed_items, plain, whole
from tutor.maths.posing.vocabulary.numbers import ln

HALF = Fraction(1, 2)
VALUES = Span(-5, 10)
LARGEST_DENOMINATOR = 1000
MOST_BINS = 10
PRIORS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 75, 80, 90)
ROUND_HITS = (50, 55, 60, 65, 70, 72, 75, 80, 84, 85, 88, 90, 92, 95, 96, 98, 99)
ENOUGH = 200
ALARMS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 30, 35, 40)
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


@sampler("independent_table(m, n, denominator)", "independent_table(2, 3, 24)")
def independent_table(stream: Stream, m: Value, n: Value, denominator: Value) -> Value:
    """m rows of n positive probabilities, whole parts of the denominator, that are products of their marginals."""
    rows, columns, parts = size_of(m, 2), size_of(n, 2), whole(denominator)
    if not 1 <= parts <= LARGEST_DENOMINATOR:
        raise FormulaError(f"a denominator up to {LARGEST_DENOMINATOR}")
    splits = [each for each in range(rows, parts + 1) if parts % each == 0 and parts // each >= columns]
    if not splits:
        raise FormulaError(f"{parts} is no product of a number from {rows} and one from {columns}")
    split = stream.choice([each for each in splits if rows < each and columns < parts // each] or splits)
    down, across = spread(stream, rows, split), spread(stream, columns, parts // split)
    return [[plain(Fraction(a * b, parts)) for b in across] for a in down]


@sampler("bayes_triple(prior_at_most = 1/2, denominator = 30)", "bayes_triple(1/5, 20)")
def bayes_triple(stream: Stream, prior_at_most: Value = HALF, denominator: Value = 30) -> Value:
    """`p, hit, alarm = bayes_triple(…)`: prior, probability of a sign where it should be, and where it should not,
    in whole per cent, the last the smaller of the two. By Bayes the posterior is a fraction whose denominator is at
    most the one given; it differs from all three by more than 1/100."""
    if not is_rational(prior_at_most) or not 0 < prior_at_most < 1:
        raise FormulaError("a greatest prior between 0 and 1")
    if not 2 <= whole(denominator) <= LARGEST_DENOMINATOR:
        raise FormulaError(f"a denominator from 2 to {LARGEST_DENOMINATOR}")
    triples = _bayes_triples(int(100 * prior_at_most), denominator)
    if not triples:
        raise FormulaError("no whole percentages have such a posterior")
    return [plain(Fraction(each, 100)) for each in stream.choice(triples)]


@lru_cache(maxsize=64)
def _bayes_triples(largest_prior: int, denominator: int) -> tuple[tuple[int, int, int], ...]:
    """Prior, hit, alarm in per cent; with round numbers for the hit, if there are enough of them."""
    found = _with_hits(ROUND_HITS, largest_prior, denominator)
    return found if len(found) >= ENOUGH else _with_hits(range(50, 100), largest_prior, denominator)


def _with_hits(hits: Iterable[int], largest_prior: int, denominator: int) -> tuple[tuple[int, int, int], ...]:
    """The posterior is prior hit / (prior hit + (100 - prior) alarm)."""
    found = []
    for prior, alarm, hit in product(PRIORS, ALARMS, hits):
        true, false = prior * hit, (100 - prior) * alarm
        flagged = true + false
        if prior > largest_prior or hit < alarm + 10 or flagged > denominator * gcd(true, false):
            continue
        if all(abs(100 * true - each * flagged) > flagged for each in (prior, hit, alarm)):
            found.append((prior, hit, alarm))
    return tuple(found)


@sampler("random_variable(n, denominator, values = -5..10)", "random_variable(3, 10)")
def random_variable(stream: Stream, n: Value, denominator: Value, values: Value = VALUES) -> Value:
    """`x, p = random_variable(n, denominator)`: n different whole values of the range, rising, and positive
    probabilities, whole parts of the denominator, that sum to 1."""
    count, members = size_of(n), list(entries_of(values))
    if count > len(members):
        raise FormulaError(f"the range has fewer than {count} members")
    return [sorted(stream.shuffled(members)[:count]), distribution(stream, count, denominator)]


@sampler("calibration_bins(n, total = 100)", "calibration_bins(4)")
def calibration_bins(stream: Stream, n: Value, total: Value = 100) -> Value:
    """n rows [count, confidence, accuracy] for bins of equal width from 0 to 1, lowest first: the counts add up to
    the total, each confidence, in whole per cent, lies in its bin, each accuracy is a whole number of hits divided by
    the count, and one at least is not the confidence."""
    count, amount = whole(n, "a count"), whole(total)
    if not 2 <= count <= MOST_BINS:
        raise FormulaError(f"from 2 to {MOST_BINS} bins")
    if not 4 * count <= amount <= LARGEST_DENOMINATOR:
        raise FormulaError(f"a total from {4 * count} to {LARGEST_DENOMINATOR}")
    unit = next(each for each in (10, 5, 4, 2, 1) if amount % each == 0 and amount // each >= count)
    counts = [unit * each for each in spread(stream, count, amount // unit)]
    rows = []
    for at, size in enumerate(counts):
        confidence = stream.between(100 * at // count + 1, 100 * (at + 1) // count - 1)
        hits = round(Fraction(confidence * size, 100)) + stream.between(-(size // 4) - 1, size // 4 + 1)
        hits = min(max(hits, 0), size)
        rows.append([size, plain(Fraction(confidence, 100)), plain(Fraction(hits, size))])
    if all(confidence == accuracy for _, confidence, accuracy in rows):
        rows[0][2] = plain(rows[0][2] + Fraction(1, rows[0][0]))
    return rows


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
