"""The judged pairs of `corpus/`: every verdict there must be given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tutor.maths.check import check
from tutor.problem import Outcome, Question

CORPUS = Path(__file__).parent / "corpus"
_WHOLE = ("decimals", "significant")


def _question(heading: str) -> dict[str, Any]:
    """`kind=number names=x,y assume=x:positive` as the fields of a question."""
    found: dict[str, Any] = {}
    for word in heading.split():
        key, value = word.split("=", 1)
        if key == "names":
            found[key] = tuple(value.split(","))
        elif key == "assume":
            found[key] = dict(pair.split(":") for pair in value.split(","))
        else:
            found[key] = int(value) if key in _WHOLE else value
    return found


def pairs() -> Iterator[Any]:
    for path in sorted(CORPUS.glob("*.txt")):
        asked: dict[str, Any] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("[") and line.endswith("]"):
                asked = _question(line[1:-1])
            elif line and not line.startswith("#"):
                verdict, rest = line.split(None, 1)
                answer, against = re.split(r"\s+::\s+", rest)
                yield pytest.param(answer, Question(against, **asked), verdict, id=f"{path.stem}:{number}")


@pytest.mark.parametrize(("answer", "question", "verdict"), pairs())
def test_pair_is_judged_rightly(answer: str, question: Question, verdict: str) -> None:
    given = check(question, answer)

    assert given.outcome == Outcome(verdict), given
    assert given.side in (None, "answer")


def test_corpus_is_large_and_balanced() -> None:
    verdicts = [each.values[2] for each in pairs()]

    assert len(verdicts) >= 500
    assert verdicts.count("correct") >= 150
    assert verdicts.count("wrong") >= 150
