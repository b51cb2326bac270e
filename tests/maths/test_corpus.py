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


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.place)
def test_pair_is_judged_rightly(pair: Pair) -> None:
    given = check(pair.question, pair.answer)

    assert given.outcome == Outcome(pair.verdict), given
    assert given.side in (None, "answer")


def test_corpus_is_large_balanced_and_complete() -> None:
    verdicts = Counter(pair.verdict for pair in PAIRS)

    assert len(PAIRS) >= 1500
    assert min(verdicts["correct"], verdicts["wrong"]) >= 400
    assert {pair.question.kind for pair in PAIRS} >= set(KINDS)
    assert {pair.question.form for pair in PAIRS} >= set(ASKED)


def test_no_pair_stands_twice() -> None:
    twice = [key for key, times in Counter((pair.answer, repr(pair.question)) for pair in PAIRS).items() if times > 1]

    assert not twice
