"""Laws of search and of sampling from a model."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, product
from math import prod
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.maths.posing.values import plain
from tutor.maths.posing.vocabulary.search import beam, nearest, rank_fusion, recall_at, top_k, top_p

law = settings(max_examples=25, deadline=None)
Rows = list[list[int]]

small = st.integers(-4, 4)
vectors = st.lists(small, min_size=2, max_size=2)
positive = st.integers(1, 9)


def matrices(m: int, n: int) -> st.SearchStrategy[Rows]:
    return st.lists(st.lists(small, min_size=n, max_size=n), min_size=m, max_size=m)


def distributions(n: int) -> st.SearchStrategy[list[Any]]:
    counts = st.lists(st.integers(0, 9), min_size=n, max_size=n).filter(any)
    return counts.map(lambda found: [plain(Fraction(each, sum(found))) for each in found])


@law
@given(p=distributions(5), mass=st.integers(1, 8).map(lambda n: Fraction(n, 8)))
def test_the_nucleus_is_the_least_set_that_holds_the_mass(p: list[Any], mass: Fraction) -> None:
    kept = [at for at, each in enumerate(top_p(p, mass)) if each]
    held = sum(p[at] for at in kept)

    assert held >= mass
    assert not any(sum(few) >= mass for few in combinations(p, len(kept) - 1))
    assert top_p(p, mass) == [p[at] / Fraction(held) if at in kept else 0 for at in range(5)]


@law
@given(p=distributions(5), k=st.integers(1, 5))
def test_the_k_kept_tokens_hold_the_most(p: list[Any], k: int) -> None:
    kept = top_k(p, k)
    held = [p[at] for at, each in enumerate(kept) if each]

    assert sum(kept) == 1
    assert sum(held) == max(map(sum, combinations(p, k)))


@law
@given(points=matrices(4, 2), x=vectors)
def test_the_nearest_point_has_none_nearer(points: Rows, x: list[int]) -> None:
    distances = [sum((a - b) ** 2 for a, b in zip(point, x, strict=True)) for point in points]

    assert nearest(x, points) == distances.index(min(distances)) + 1


@law
@given(rankings=st.lists(st.permutations([1, 2, 3, 4]), min_size=1, max_size=3), k=positive)
def test_fused_ranks_are_sums_of_reciprocals(rankings: list[list[int]], k: int) -> None:
    scores = rank_fusion(rankings, k)

    assert scores == [sum(Fraction(1, k + each.index(d) + 1) for each in rankings) for d in (1, 2, 3, 4)]
    assert rank_fusion([[3, 1]]) == [Fraction(1, 62), 0, Fraction(1, 61)]


@law
@given(ranking=st.permutations([1, 2, 3, 4, 5]), relevant=st.sets(st.integers(1, 5), min_size=1))
def test_recall_grows_from_nothing_to_all(ranking: list[int], relevant: set[int]) -> None:
    recalls = [recall_at(k, ranking, [*relevant]) for k in range(1, 6)]

    assert recalls == sorted(recalls)
    assert recalls[0] == (Fraction(1, len(relevant)) if ranking[0] in relevant else 0)
    assert recalls[-1] == 1


@law
@given(start=distributions(3), step=st.lists(distributions(3), min_size=3, max_size=3), length=st.integers(1, 3))
def test_a_wide_beam_finds_the_most_probable_text(start: list[Any], step: list[list[Any]], length: int) -> None:
    def chance(text: list[int]) -> Any:
        return start[text[0] - 1] * prod(step[a - 1][b - 1] for a, b in pairwise(text))

    found = beam(start, step, 9, length)

    every = sorted((chance([*text]) for text in product((1, 2, 3), repeat=length)), reverse=True)
    assert [chance(text) for text in found] == [each for each in every[:9] if each]


@law
@given(start=distributions(3), step=st.lists(distributions(3), min_size=3, max_size=3))
def test_a_beam_of_width_one_is_greedy(start: list[Any], step: list[list[Any]]) -> None:
    [text] = beam(start, step, 1, 3)

    assert text[0] == start.index(max(start)) + 1
    assert all(step[a - 1][b - 1] == max(step[a - 1]) for a, b in pairwise(text))
