"""Random numbers and lists, built to be nice rather than drawn until they are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from tutor.maths.posing.arithmetic import power
from tutor.maths.posing.samplers.registry import MOST_DRAWN, count_of, drawn_from, sampler, times
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, listed_items, plain, whole

LARGEST_PRIME = 1_000_000


@sampler("integer(range)", "integer(-5..5 except 0)")
def integer(stream: Stream, range: Value) -> Value:
    """A whole number of the range (or a member of a list)."""
    return drawn_from(stream, range)


@sampler("integers(n, range)", "integers(3, -2..4)")
def integers(stream: Stream, n: Value, range: Value) -> Value:
    """A list of n whole numbers, each drawn for itself."""
    return [drawn_from(stream, range) for _ in times(n)]


@sampler("distinct_integers(n, range)", "distinct_integers(3, 1..9)")
def distinct_integers(stream: Stream, n: Value, range: Value) -> Value:
    """A list of n different whole numbers of the range."""
    count = count_of(n)
    if (len(range) if isinstance(range, Span) else len(set(listed_items(range)))) < count:
        raise FormulaError(f"the range has fewer than {count} members")
    chosen: list[Value] = []
    while len(chosen) < count:
        if (number := drawn_from(stream, range)) not in chosen:
            chosen.append(number)
    return chosen


@sampler("rational(range, denominators)", "rational(1..9, 2..6)")
def rational(stream: Stream, range: Value, denominators: Value) -> Value:
    """A fraction that is no whole number: numerator of the one range, denominator of the other."""
    for _ in times(MOST_DRAWN):
        numerator, denominator = whole(drawn_from(stream, range)), whole(drawn_from(stream, denominators))
        if denominator == 0:
            raise FormulaError("a denominator of 0: write `except 0`")
        fraction = Fraction(numerator, denominator)
        if fraction.denominator > 1:
            return fraction
    raise FormulaError("these ranges yield only whole numbers")


@sampler("decimal_number(range, places)", "decimal_number(1..9, 2)")
def decimal_number(stream: Stream, range: Value, places: Value) -> Value:
    """A number with exactly this many decimals, between the ends of the range."""
    scale = 10 ** count_of(places)
    if not isinstance(range, Span) or range.low > range.high or (range.low == range.high and scale > 1):
        raise FormulaError("decimal_number takes a range of more than one number")
    while True:
        scaled = stream.between(range.low * scale, range.high * scale)
        if scale == 1 or scaled % 10:
            return plain(Fraction(scaled, scale))


@sampler("power_of(base, exponents)", "power_of(2, 1..6)")
def power_of(stream: Stream, base: Value, exponents: Value) -> Value:
    """A power of the base with an exponent of the range."""
    return power(base, whole(drawn_from(stream, exponents)))


@sampler("prime(range)", "prime(2..20)")
def prime(stream: Stream, range: Value) -> Value:
    """A prime number of the range."""
    largest = range.high if isinstance(range, Span) else max((whole(each) for each in listed_items(range)), default=0)
    if largest > LARGEST_PRIME:
        raise FormulaError(f"primes up to {LARGEST_PRIME}")
    primes = [each for each in range if _is_prime(each)]
    if not primes:
        raise FormulaError("there is no prime number in it")
    return drawn_from(stream, primes)


@sampler("sign()", "sign()")
def sign(stream: Stream, *arguments: Value) -> Value:
    """1 or -1."""
    return 1 - 2 * stream.below(2)


@sampler("choose(a, b, …)", 'choose("red", "blue")')
def choose(stream: Stream, *options: Value) -> Value:
    """One of what is written."""
    return drawn_from(stream, list(options))


@sampler("choose_from(list)", "choose_from([2, 4, 8])")
def choose_from(stream: Stream, list: Value) -> Value:
    """One member of a list or range."""
    return drawn_from(stream, list)


@sampler("sample(n, list)", "sample(2, [1, 3, 5, 7])")
def sample(stream: Stream, n: Value, list: Value) -> Value:
    """n members of a list, none twice, in random order."""
    items, count = listed_items(list), count_of(n)
    if count > len(items):
        raise FormulaError(f"the list has only {len(items)} members")
    return stream.shuffled(items)[:count]


@sampler("shuffled(list)", "shuffled([1, 2, 3])")
def shuffled(stream: Stream, list: Value) -> Value:
    """The list in random order."""
    return stream.shuffled(listed_items(list))


@sampler("permutation(n)", "permutation(4)")
def permutation(stream: Stream, n: Value) -> Value:
    """1 to n in random order."""
    return stream.shuffled([each + 1 for each in times(n)])


@sampler("spread(n, total)", "spread(3, 12)")
def spread(stream: Stream, n: Value, total: Value) -> Value:
    """n positive whole numbers with this sum."""
    count, amount = count_of(n), whole(total)
    if not 1 <= count <= amount:
        raise FormulaError(f"{amount} cannot be spread over {count} positive whole numbers")
    cuts: set[int] = set()
    while len(cuts) < count - 1:
        cuts.add(stream.between(1, amount - 1))
    ends = [0, *sorted(cuts), amount]
    return [high - low for low, high in pairwise(ends)]


@sampler("list_with_mean(n, mean, range)", "list_with_mean(4, 5, 1..9)")
def list_with_mean(stream: Stream, n: Value, mean: Value, range: Value) -> Value:
    """n whole numbers of the range with this mean: pairs move apart by the same step."""
    count, middle = count_of(n), whole(mean)
    if not isinstance(range, Span) or not range.low <= middle <= range.high:
        raise FormulaError("the mean lies outside the range")
    numbers = [middle] * count
    for _ in times(3 * count if count > 1 else 0):
        up, down = stream.shuffled([*times(count)])[:2]
        room = min(range.high - numbers[up], numbers[down] - range.low)
        step = stream.between(0, max(0, room))
        numbers[up] += step
        numbers[down] -= step
    return numbers


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % divisor for divisor in _divisors(number))


def _divisors(number: int) -> Iterator[int]:
    divisor = 2
    while divisor * divisor <= number:
        yield divisor
        divisor += 1
