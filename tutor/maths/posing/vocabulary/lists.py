"""Lists: sums, orders, counts, parts. Positions count from 1."""

from __future__ import annotations

from functools import cmp_to_key
from itertools import accumulate

import numpy

from tutor.maths.posing.arithmetic import add, divide, multiply
from tutor.maths.posing.exactness import less, same
from tutor.maths.posing.values import FormulaError, Span, Value, described, is_matrix, listed_items, whole
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

LISTS: Vocabulary = {}

CLOSE = 1e-9


# --- by NumPy ---------------------------------------------------------------------------------------


def _equal(left: Value, right: Value) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return bool(left == right)
    return numpy.shape(left) == numpy.shape(right) and numpy.allclose(left, right, rtol=CLOSE, atol=CLOSE)


def _distinct(items: Value) -> Value:
    kept: Value = []
    for each in items:
        if not any(_equal(each, other) for other in kept):
            kept.append(each)
    return kept


def _places(items: Value, item: Value) -> Value:
    return numpy.flatnonzero([_equal(each, item) for each in items]) + 1


# --- exact ------------------------------------------------------------------------------------------


@entered(LISTS, "sum(list)", "sum(k^2 for k in 1..3) = 14", numpy.sum)
def total(list: Value) -> Value:
    """The sum of the entries; 0 for an empty list. Of a matrix: of all entries."""
    items = listed_items(list)
    if is_matrix(list):
        items = [each for row in items for each in row]
    result: Value = 0
    for each in items:
        result = add(result, each)
    return result


@entered(LISTS, "product(list)", "product(k for k in 1..4) = 24", numpy.prod)
def product_of(list: Value) -> Value:
    """The product of the entries; 1 for an empty list."""
    result: Value = 1
    for each in listed_items(list):
        result = multiply(result, each)
    return result


@entered(LISTS, "mean(list)", "mean([1, 2, 6]) = 3", lambda z: numpy.mean(z, axis=0))
def mean(list: Value) -> Value:
    """The sum divided by the length. Of a list of vectors: their average."""
    items = listed_items(list)
    if not items:
        raise FormulaError("the mean of an empty list")
    result = items[0]
    for each in items[1:]:
        result = add(result, each)
    return divide(result, len(items))


@entered(LISTS, "length(list)", "length([4, 5]) = 2", len)
def length(list: Value) -> Value:
    """The number of entries; of a matrix: of rows."""
    return len(listed_items(list))


@entered(LISTS, "argmax(list)", "argmax([3, 9, 9]) = 2", lambda z: int(numpy.argmax(z)) + 1)
def argmax(list: Value) -> Value:
    """The position of the largest entry, the first of equals."""
    items = _filled(list)
    best = 0
    for position in range(1, len(items)):
        best = position if less(items[best], items[position]) else best
    return best + 1


@entered(LISTS, "argmin(list)", "argmin([3, 1, 1]) = 2", lambda z: int(numpy.argmin(z)) + 1)
def argmin(list: Value) -> Value:
    """The position of the smallest entry, the first of equals."""
    items = _filled(list)
    best = 0
    for position in range(1, len(items)):
        best = position if less(items[position], items[best]) else best
    return best + 1


@entered(LISTS, "order_by(keys)", "order_by([30, 10, 20]) = [2, 3, 1]", lambda z: numpy.argsort(z, kind="stable") + 1)
def order_by(keys: Value) -> Value:
    """The positions in the order of rising keys, equals as they stand. `order_by(-keys)`: falling."""
    items = listed_items(keys)
    return [position + 1 for position in sorted(range(len(items)), key=lambda at: _rank_key(items[at]))]


@entered(
    LISTS, "rank_of(i, keys)", "rank_of(1, [30, 10, 20]) = 1",
    lambda i, z: 1 + numpy.sum(numpy.array(z) > z[int(i) - 1]),
)  # fmt: skip
def rank_of(i: Value, keys: Value) -> Value:
    """1 plus the number of keys that are larger than the i-th."""
    items = listed_items(keys)
    if not 1 <= whole(i) <= len(items):
        raise FormulaError(f"there is no entry {i}")
    return 1 + sum(less(items[i - 1], each) for each in items)


@entered(LISTS, "sorted(list)", "sorted([3, 1, 2]) = [1, 2, 3]", numpy.sort)
def in_order(list: Value) -> Value:
    """The entries from smallest to largest."""
    return sorted(listed_items(list), key=_rank_key)


@entered(LISTS, "reversed(list)", "reversed([3, 1, 2]) = [2, 1, 3]", lambda z: z[::-1])
def backwards(list: Value) -> Value:
    """The entries from last to first."""
    return listed_items(list)[::-1]


@entered(LISTS, "distinct(list)", "distinct([3, 1, 3]) = [3, 1]", _distinct)
def distinct(list: Value) -> Value:
    """The entries without repetitions, in the order of their first appearance."""
    kept: Value = []
    for each in listed_items(list):
        if not any(same(each, other) for other in kept):
            kept.append(each)
    return kept


@entered(LISTS, "count_distinct(list)", "count_distinct([3, 1, 3]) = 2", lambda z: len(_distinct(z)))
def count_distinct(list: Value) -> Value:
    """How many different entries there are."""
    return len(distinct(list))


@entered(LISTS, "count(item, list)", "count(3, [3, 1, 3]) = 2", lambda x, z: len(_places(z, x)))
def count(item: Value, list: Value) -> Value:
    """How often an item is in a list. For a condition: `length([k for k in z if k > 0])`."""
    return sum(same(item, each) for each in listed_items(list))


@entered(LISTS, "contains(list, item)", "contains([1, 2], 2)", lambda z, x: len(_places(z, x)) > 0)
def contains(list: Value, item: Value) -> Value:
    """Whether an item is in a list."""
    return any(same(item, each) for each in listed_items(list))


@entered(LISTS, "position(item, list)", "position(7, [5, 7]) = 2", lambda x, z: _places(z, x)[0])
def position_of(item: Value, list: Value) -> Value:
    """The first position of an item in a list."""
    for at, each in enumerate(listed_items(list), start=1):
        if same(item, each):
            return at
    raise FormulaError("the list does not have that item")


@entered(LISTS, "all(conditions)", "all(k > 0 for k in 1..3)", lambda z: bool(numpy.all(z)))
def all_of(conditions: Value) -> Value:
    """Whether every condition of a list holds."""
    return all(_condition(each) for each in listed_items(conditions))


@entered(LISTS, "any(conditions)", "any(k > 2 for k in 1..3)", lambda z: bool(numpy.any(z)))
def any_of(conditions: Value) -> Value:
    """Whether at least one condition of a list holds."""
    return any(_condition(each) for each in listed_items(conditions))


@entered(LISTS, "cumulative(list)", "cumulative([1, 2, 3]) = [1, 3, 6]", numpy.cumsum)
def cumulative(list: Value) -> Value:
    """The sums of the first one, two, three, … entries."""
    return [*accumulate(listed_items(list), add)]


@entered(LISTS, "top(n, list)", "top(2, [5, 9, 7]) = [9, 7]", lambda n, z: numpy.sort(z)[::-1][: int(n)])
def top(n: Value, list: Value) -> Value:
    """The n largest entries, largest first."""
    return in_order(list)[::-1][: whole(n)]


@entered(LISTS, "first(n, list)", "first(2, [5, 9, 7]) = [5, 9]", lambda n, z: z[: int(n)])
def first(n: Value, list: Value) -> Value:
    """The first n entries."""
    return listed_items(list)[: whole(n)]


@entered(LISTS, "last(n, list)", "last(2, [5, 9, 7]) = [9, 7]", lambda n, z: z[len(z) - int(n) :])
def last(n: Value, list: Value) -> Value:
    """The last n entries."""
    items = listed_items(list)
    return items[len(items) - whole(n) :]


@entered(LISTS, "without(i, list)", "without(2, [5, 9, 7]) = [5, 7]", lambda i, z: numpy.delete(z, int(i) - 1))
def without(i: Value, list: Value) -> Value:
    """The list without its i-th entry."""
    items = listed_items(list)
    return items[: whole(i) - 1] + items[i:]


@entered(
    LISTS, "replaced(list, i, value)", "replaced([5, 9], 2, 0) = [5, 0]",
    lambda z, i, x: [x if k == i - 1 else each for k, each in enumerate(z)],
)  # fmt: skip
def replaced(list: Value, i: Value, value: Value) -> Value:
    """The list with another i-th entry."""
    return [value if at == whole(i) else each for at, each in enumerate(listed_items(list), start=1)]


@entered(LISTS, "concatenated(a, b, …)", "concatenated([1], [2, 3]) = [1, 2, 3]", lambda *z: numpy.concatenate(z))
def concatenated(*lists: Value) -> Value:
    """Several lists as one."""
    return [each for items in lists for each in listed_items(items)]


@entered(LISTS, "rows(A)", "rows([[1, 2], [3, 4]]) = [[1, 2], [3, 4]]", lambda a: a)
def rows(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The rows of a matrix."""
    return listed_items(A)


@entered(LISTS, "columns(A)", "columns([[1, 2], [3, 4]]) = [[1, 3], [2, 4]]", numpy.transpose)
def columns(A: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The columns of a matrix."""
    return [[*column] for column in zip(*listed_items(A), strict=True)]


@entered(LISTS, "row(A, i)", "row([[1, 2], [3, 4]], 2) = [3, 4]", lambda a, i: a[int(i) - 1])
def row(A: Value, i: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The i-th row of a matrix."""
    return _chosen(rows(A), i)


@entered(LISTS, "column(A, j)", "column([[1, 2], [3, 4]], 2) = [2, 4]", lambda a, j: numpy.array(a)[:, int(j) - 1])
def column(A: Value, j: Value) -> Value:  # noqa: N803 -- the name that authors write
    """The j-th column of a matrix."""
    return _chosen(columns(A), j)


@entered(LISTS, "set(list)", "set([1, 2, 1]) = {1, 2}", lambda z: numpy.sort(_distinct(z), axis=0))
def set_of(list: Value) -> Value:
    """The members of a list as a set."""
    return frozenset(tuple(each) if isinstance(each, type([])) else each for each in distinct(list))


@entered(LISTS, "letter(i)", 'letter(3) = "c"', lambda i: "abcdefghijklmnopqrstuvwxyz"[int(i) - 1])
def letter(i: Value) -> Value:
    """The i-th small letter: a, b, c, …, as options and items are lettered before shuffling."""
    if not 1 <= whole(i) <= 26:
        raise FormulaError("a letter has a position from 1 to 26")
    return chr(ord("a") + i - 1)


def _chosen(items: Value, at: Value) -> Value:
    if not 1 <= whole(at) <= len(items):
        raise FormulaError(f"there is no entry {at} in a list of {len(items)}")
    return items[at - 1]


def _filled(value: Value) -> Value:
    items = listed_items(value)
    if not items:
        raise FormulaError("an empty list")
    return items


def _condition(value: Value) -> bool:
    if not isinstance(value, bool):
        raise FormulaError(f"{described(value)} stands where a condition belongs")
    return value


def _compared(a: Value, b: Value) -> int:
    if isinstance(a, str) and isinstance(b, str):
        return (a > b) - (a < b)
    if isinstance(a, Span) or isinstance(b, Span):
        raise FormulaError("a range has no place in an order")
    return -1 if less(a, b) else int(less(b, a))


_rank_key = cmp_to_key(_compared)
