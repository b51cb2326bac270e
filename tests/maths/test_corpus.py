"""Every judged pair of `corpus/` gets the verdict that is due."""

from __future__ import annotations

from collections import Counter

import pytest
from pairs import Pair, pairs

from tutor.maths.check import check
from tutor.maths.forms import ASKED
from tutor.maths.kinds import KINDS
from tutor.problem import Outcome

PAIRS = list(pairs())


SHARE = 100
SHARES = {share[0].place: share for share in (PAIRS[at : at + SHARE] for at in range(0, len(PAIRS), SHARE))}
"""A hundred pairs each, by the place of the first: one test a pair costs as much as the judging."""


def misjudged(pair: Pair) -> str | None:
    """What is wrong with the verdict on a pair, in words; None where it is right."""
    given = check(pair.question, pair.answer)
    is_right = given.outcome == Outcome(pair.verdict) and given.side in (None, "answer")
    return None if is_right else f"{pair.place}: {pair.answer!r} is {pair.verdict}, not {given}"


@pytest.mark.parametrize("first", SHARES)
def test_pairs_are_judged_rightly(first: str) -> None:
    assert [said for pair in SHARES[first] if (said := misjudged(pair))] == []


def test_corpus_is_large_balanced_and_complete() -> None:
    verdicts = Counter(pair.verdict for pair in PAIRS)

    assert len(PAIRS) >= 1500
    assert min(verdicts["correct"], verdicts["wrong"]) >= 400
    assert {pair.question.kind for pair in PAIRS} >= set(KINDS)
    assert {pair.question.form for pair in PAIRS} >= set(ASKED)


def test_no_pair_stands_twice() -> None:
    twice = [key for key, times in Counter((pair.answer, repr(pair.question)) for pair in PAIRS).items() if times > 1]

    assert not twice
