"""The judged pairs of `corpus/`: `verdict answer :: against`, under headings that say what is asked.

    [kind=number names=x,y assume=x:positive must="A A = [[0, 0], [0, 0]]|A != [[0, 0], [0, 0]]"]
    correct  0.5  ::  1/2

A heading holds for the lines below it; its values are quoted as in a shell, several are parted by `,`
(names, fields) or `|` (must, options, items).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutor.problem import Question

CORPUS = Path(__file__).parent / "maths" / "corpus"
_WHOLE = ("decimals", "significant")
_BY_COMMA = ("names", "fields")
_BY_BAR = ("must", "options", "items")


@dataclass(frozen=True)
class Pair:
    """An answer, what it is judged against, and the verdict that is due. `place`: file and line."""

    verdict: str
    answer: str
    question: Question
    place: str


def pairs() -> Iterator[Pair]:
    """All pairs, those of `corpus/outsider/` written by somebody who had not seen the checker."""
    for path in sorted(CORPUS.rglob("*.txt")):
        asked: dict[str, Any] = {}
        name = path.relative_to(CORPUS).with_suffix("").as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.match(r"\[.*\]\s*$", line):
                asked = _fields(line.strip()[1:-1])
            elif line.strip() and not line.startswith("#"):
                verdict, rest = line.split(None, 1)
                answer, against = re.split(r"\s+::(?:\s+|$)", rest, maxsplit=1)
                yield Pair(verdict, answer, Question(against.strip(), **asked), f"{name}:{number}")


def _fields(heading: str) -> dict[str, Any]:
    """`kind=number names=x,y assume=x:positive` as the fields of a question."""
    return {key: _value(key, text) for key, _, text in (word.partition("=") for word in shlex.split(heading))}


def _value(key: str, text: str) -> Any:
    if key in _BY_COMMA:
        return tuple(text.split(",")) if text else ()
    if key in _BY_BAR:
        return tuple(part.strip() for part in text.split("|"))
    if key == "assume":
        return dict(pair.split(":") for pair in text.split(","))
    return int(text) if key in _WHOLE else text
