"""Random sentences and their counts, documents as vectors, rankings, graphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from tutor.maths.posing.samplers.chance import tokens
from tutor.maths.posing.samplers.entries import Rows, draw, entries_of, size_of
from tutor.maths.posing.samplers.integer_matrices import dot
from tutor.maths.posing.samplers.numbers import spread
from tutor.maths.posing.samplers.registry import count_of, sampler
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, listed_items, whole

MOST_TRIES = 60
LONGEST_SENTENCE = 40
COORDINATES = Span(-3, 4)
ROW_SUMS = (4, 5, 8, 10, 10, 20)


@sampler("sentence(n, vocabulary = 3)", "sentence(6)")
def sentence(stream: Stream, n: Value, vocabulary: Value = 3) -> Value:
    """A list of n words, of which so many are different; none stands twice in a row."""
    length, different = count_of(n), size_of(vocabulary, 2, "a vocabulary")
    if not different <= length <= LONGEST_SENTENCE:
        raise FormulaError(f"from {different} to {LONGEST_SENTENCE} words")
    words: list[str] = tokens(stream, different)
    unseen, said = list(words), list[str]()
    while len(said) < length:
        fitting = unseen if len(unseen) == length - len(said) else [each for each in words if each not in said[-1:]]
        said.append(stream.choice(fitting))
        unseen = [each for each in unseen if each != said[-1]]
    return said


@sampler("ngram_counts(n)", "ngram_counts(3)")
def ngram_counts(stream: Stream, n: Value) -> Value:
    """`w, C = ngram_counts(n)`: n different words, and how often the j-th follows the i-th: each row sums to
    4, 5, 8, 10 or 20, and from 3 words on there is a pair that never occurs."""
    size = size_of(n, 2)
    sums = [each for each in ROW_SUMS if each > size]
    never = stream.below(size)
    rows: Rows = []
    for at in range(size):
        zeros = 0 if size == 2 else 1 if at == never else stream.below(2)
        rows.append(stream.shuffled([*spread(stream, size - zeros, stream.choice(sums)), *[0] * zeros]))
    return [tokens(stream, size), rows]


@sampler("corpus(n, d, entries = -3..4, query)", "corpus(4, 3)")
def corpus(stream: Stream, n: Value, d: Value, entries: Value = COORDINATES, query: Value = None) -> Value:
    """n documents as vectors of d whole numbers of the range, no two of them parallel. With a `query` vector no two
    have the same dot product with it, nor the same cosine."""
    count, size, bounds = size_of(n), size_of(d, 2), entries_of(entries)
    asked = None if query is None else [whole(each) for each in listed_items(query)]
    if asked is not None and (len(asked) != size or not any(asked)):
        raise FormulaError(f"a query with {size} entries that are not all 0")
    found: Rows = []
    for _ in range(count + MOST_TRIES):
        document = [draw(stream, bounds) for _ in range(size)]
        if any(document) and all(_apart(document, each, asked) for each in found):
            found.append(document)
        if len(found) == count:
            return found
    raise FormulaError("the range yields too few such vectors")


def _apart(u: Sequence[int], v: Sequence[int], query: Sequence[int] | None) -> bool:
    if dot(u, v) ** 2 == dot(u, u) * dot(v, v):
        return False
    if query is None:
        return True
    a, b = dot(u, query), dot(v, query)
    return a != b and a * abs(a) * dot(v, v) != b * abs(b) * dot(u, u)


@sampler("ranking(n)", "ranking(5)")
def ranking(stream: Stream, n: Value) -> Value:
    """The numbers of n documents, the best first; never 1, 2, 3, … in order."""
    order = [*range(1, count_of(n) + 1)]
    if len(order) < 2:
        raise FormulaError("at least 2 documents")
    while (found := stream.shuffled(order)) == order:
        pass
    return found


@sampler("graph(n, edges, directed = false)", "graph(4, 4)")
def graph(stream: Stream, n: Value, edges: Value, directed: Value = False) -> Value:
    """The adjacency matrix of a connected graph with n nodes and so many edges, without loops. `directed = true`:
    every edge goes from a node to one with a higher number, so that there are no cycles."""
    size, count = size_of(n, 2), whole(edges)
    if not size - 1 <= count <= size * (size - 1) // 2:
        raise FormulaError(f"from {size - 1} to {size * (size - 1) // 2} edges")
    chosen = {(above - 1, at) for at, above in enumerate(tree(stream, n)) if above}
    others = [each for each in combinations(range(size), 2) if each not in chosen]
    chosen |= set(stream.shuffled(others)[: count - len(chosen)])
    order = [*range(size)] if directed else stream.shuffled(range(size))
    rows = [[0] * size for _ in order]
    for i, j in chosen:
        rows[order[i]][order[j]] = 1
        if not directed:
            rows[order[j]][order[i]] = 1
    return rows


@sampler("tree(n)", "tree(5)")
def tree(stream: Stream, n: Value) -> Value:
    """The parent of each of n nodes: 0 for the first, the root; every other has a parent with a lower number."""
    return [0, *(1 + stream.below(at) for at in range(1, size_of(n, 2)))]
