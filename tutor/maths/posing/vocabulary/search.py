"""Search and sampling: neighbours, rankings, and which tokens are kept."""

from __future__ import annotations

from fractions import Fraction

import numpy

from tutor.maths.posing.arithmetic import divide, inner, multiply, negate, subtract
from tutor.maths.posing.exactness import less
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, listed_items, plain, whole
from tutor.maths.posing.vocabulary.arguments import (
    as_long_as,
    distribution_of,
    numbers_of,
    positive,
    probability_of,
    rows_of,
    whole_from,
)
from tutor.maths.posing.vocabulary.lists import argmin, order_by, total
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

SEARCH: Vocabulary = {}

MOST_DOCUMENTS = 200
MOST_RANKINGS = 20
MOST_SHIFT = 1_000
WIDEST_BEAM = 16
LONGEST_TEXT = 12
CLOSE = 1e-12


@entered(
    SEARCH, "nearest(x, points)", "nearest([0, 0], [[3, 3], [1, 2], [2, 1]]) = 2",
    lambda x, points: 1 + int(numpy.argmin(numpy.round(numpy.linalg.norm(numpy.subtract(points, x), axis=1), 12))),
)  # fmt: skip
def nearest(x: Value, points: Value) -> Value:
    """The position of the point with the least Euclidean distance from x, the first of equals."""
    entries, rows = numbers_of(x), rows_of(points)
    as_long_as(entries, rows[0])
    gaps = [subtract(row, entries) for row in rows]
    return argmin([inner(gap, gap) for gap in gaps])


def _fused(rankings: Value, k: Value = 60.0) -> Value:
    scores = numpy.zeros(int(max(max(ranking) for ranking in rankings)))
    for ranking in rankings:
        numpy.add.at(scores, numpy.asarray(ranking, int) - 1, 1 / (k + 1 + numpy.arange(len(ranking))))
    return scores


@entered(
    SEARCH, "rank_fusion(rankings, k = 60)",
    "rank_fusion([[2, 1, 3], [2, 3, 1]], 1) = [7/12, 1, 7/12]", _fused,
)  # fmt: skip
def rank_fusion(rankings: Value, k: Value = 60) -> Value:
    """The reciprocal rank fusion scores of documents 1, 2, …: the sum of 1 / (k + rank) over rankings, each a
    list of documents, best first; none from one that lacks it (Cormack, Clarke and Büttcher 2009)."""
    lists = [_ranking(each) for each in listed_items(rankings)]
    if not 1 <= len(lists) <= MOST_RANKINGS:
        raise FormulaError(f"from 1 to {MOST_RANKINGS} rankings")
    shift = whole_from(0, MOST_SHIFT, k, "k")
    scores = [Fraction(0)] * max(max(ranking) for ranking in lists)
    for ranking in lists:
        for rank, document in enumerate(ranking, start=1):
            scores[document - 1] += Fraction(1, shift + rank)
    return [plain(score) for score in scores]


@entered(
    SEARCH, "recall_at(k, ranking, relevant)", "recall_at(2, [3, 1, 2], [1, 2]) = 1/2",
    lambda k, ranking, relevant: numpy.mean(numpy.isin(relevant, ranking[: int(k)])),
)  # fmt: skip
def recall_at(k: Value, ranking: Value, relevant: Value) -> Value:
    """The share of the relevant documents that are among the first k of a ranking."""
    found = _ranking(ranking)[: whole_from(1, MOST_DOCUMENTS, k, "k")]
    wanted = _ranking(relevant)
    return plain(Fraction(sum(each in found for each in wanted), len(wanted)))


def _ranking(value: Value) -> list[int]:
    documents = [whole(each, "the number of a document") for each in listed_items(value)]
    if not 1 <= len(documents) <= MOST_DOCUMENTS or not all(1 <= each <= MOST_DOCUMENTS for each in documents):
        raise FormulaError(f"a ranking has documents from 1 to {MOST_DOCUMENTS}")
    if len(set(documents)) < len(documents):
        raise FormulaError("a document stands twice in a ranking")
    return documents


def _kept(p: Value, count: int) -> Value:
    order = numpy.argsort(-numpy.round(p, 12), kind="stable")
    kept = numpy.where(numpy.isin(numpy.arange(len(p)), order[:count]), p, 0)
    return kept / numpy.sum(kept)


@entered(
    SEARCH, "top_k(p, k)", "top_k([1/6, 1/2, 1/3], 2) = [0, 3/5, 2/5]", lambda p, k: _kept(p, int(k)),
)  # fmt: skip
def top_k(p: Value, k: Value) -> Value:
    """The k largest probabilities, divided by their sum; the others become 0. Of equals the first is kept (Fan,
    Lewis and Dauphin 2018)."""
    entries = distribution_of(p)
    return _only(entries, _falling(entries)[: whole_from(1, len(entries), k, "k")])


def _nucleus(p: Value, mass: Value) -> Value:
    sums = numpy.cumsum(-numpy.sort(-numpy.asarray(p)))
    return _kept(p, 1 + int(numpy.sum(sums[:-1] < mass - CLOSE)))


@entered(
    SEARCH, "top_p(p, mass)", "top_p([1/8, 1/2, 1/4, 1/8], 3/4) = [0, 2/3, 1/3, 0]", _nucleus,
)  # fmt: skip
def top_p(p: Value, mass: Value) -> Value:
    """The fewest largest probabilities whose sum is at least the mass, divided by their sum; the others become 0
    (nucleus sampling: Holtzman et al. 2020, equations 2 and 3)."""
    entries = distribution_of(p)
    enough = positive(probability_of(mass), "the mass")
    kept: list[int] = []
    for position in _falling(entries):
        kept.append(position)
        if not less(total([entries[each] for each in kept]), enough):
            break
    return _only(entries, kept)


def _falling(entries: list[Value]) -> list[int]:
    """The positions, from 0, from the largest entry to the smallest, equals as they stand."""
    return [position - 1 for position in order_by(negate(entries))]


def _only(entries: list[Value], kept: list[int]) -> list[Value]:
    share = total([entries[each] for each in kept])
    return [divide(entry, share) if at in kept else 0 for at, entry in enumerate(entries)]


def _all_beams(start: Value, step: Value, width: Value, length: Value) -> Value:
    """By logarithms, all candidates of a step in one array."""
    texts, scores = numpy.zeros((1, 0), int), numpy.zeros(1)
    for at in range(int(length)):
        ahead = numpy.log(numpy.asarray(step)[texts[:, -1]] if at else numpy.asarray(start)[None])
        candidates = numpy.round(scores[:, None] + ahead, 12)
        best = [each for each in numpy.argsort(-candidates, axis=None, kind="stable")[: int(width)]
                if numpy.isfinite(candidates.flat[each])]  # fmt: skip
        rows, words = numpy.unravel_index(best, candidates.shape)
        texts, scores = numpy.column_stack([texts[rows], words]), (scores[:, None] + ahead)[rows, words]
    return texts + 1.0


@entered(
    SEARCH, "beam(start, transition, width, length)",
    "beam([3/5, 2/5], [[1/2, 1/2], [1/10, 9/10]], 2, 2) = [[2, 2], [1, 1]] "
    "and beam([3/5, 2/5], [[1/2, 1/2], [1/10, 9/10]], 1, 2) = [[1, 1]]",
    _all_beams,
)  # fmt: skip
def beam(start: Value, transition: Value, width: Value, length: Value) -> Value:
    """Beam search in a bigram model: the texts of so many tokens that are left when after each token only the
    `width` most probable beginnings are kept, best first, each as a list of tokens 1, 2, … `start` has the
    probabilities of the first token, row i of `transition` those of what follows token i. Of equally probable
    beginnings the one that comes first is kept; width 1 is greedy."""
    first = distribution_of(start)
    rows = [distribution_of(row) for row in rows_of(transition, 400)]
    if len(rows) != len(first) or len(rows[0]) != len(first):
        raise FormulaError(f"the table has {len(first)} rows and columns, one for each token")
    most = whole_from(1, WIDEST_BEAM, width, "the width of a beam")
    if most * len(first) > MOST_DOCUMENTS:
        raise TooLargeError(f"more than {MOST_DOCUMENTS} beginnings at a time")
    kept: list[tuple[list[Value], Value]] = [([], 1)]
    for _ in range(whole_from(1, LONGEST_TEXT, length, "the number of tokens")):
        longer = [
            ([*text, word], multiply(chance, p))
            for text, chance in kept
            for word, p in enumerate(rows[text[-1] - 1] if text else first, start=1)
            if p != 0
        ]
        order = _falling([chance for _, chance in longer])
        kept = [longer[at] for at in order[:most]]
    return [text for text, _ in kept]
