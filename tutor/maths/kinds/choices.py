"""Answers that are words or letters: yes or no, options, an order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.errors import Unreadable
from tutor.expression.options import bare, marks, spelt
from tutor.maths.kinds.entries import ordinal
from tutor.maths.kinds.frame import Frame, Kind, Reading, right, wrong
from tutor.maths.kinds.labels import without_answer_word_before
from tutor.problem import Verdict

_YES = frozenset(("yes", "y", "true", "t"))
_NO = frozenset(("no", "n", "false", "f"))
_NONE = frozenset(("none", "none of them", "∅", "\\emptyset", "{}"))
_JOINERS = re.compile(r"\b(?:and|or|both|options?)\b|[\s,;(){}\[\]&+/]+", re.I)
_PARTS = re.compile(r"\s*[,;\n]\s*|\s+and\s+", re.I)
_ORDER_SIGNS = re.compile(r"->|→|≻|\\succ|\b(?:then|before)\b|[\s,;(){}\[\]>-]+", re.I)
_ORDER_PARTS = re.compile(r"\s*(?:->|→|>|≻|[,;\n])\s*")


def _boolean(text: str, _: Frame) -> Reading:
    word = text.strip().strip(".!").lower()
    if word in _YES or word in _NO:
        return Reading(text, None, word in _YES)
    raise Unreadable("Yes or no is asked for.", 0)


def _labels(frame: Frame, lines: Sequence[str]) -> list[str]:
    """The letters or numbers of the lines, or the names given; lower case."""
    if lines:
        return list(marks(lines, frame.question.against))
    return [name.lower() for name in frame.question.names or ()]


def _spelt(text: str, frame: Frame, lines: Sequence[str], parts: re.Pattern[str]) -> list[str]:
    """The labels of the lines that are typed out in full; empty where anything else stands there."""
    labels = _labels(frame, lines)
    if bare(text) in labels or not lines:
        return []
    whole = spelt([text], lines) or spelt(parts.split(text.strip().strip("(){}[]")), lines)
    return [labels[at] for at in whole]


def _choices(text: str, frame: Frame) -> Reading:
    options = frame.question.options
    if text.strip().lower() in _NONE:
        return Reading(text, None, [])
    whole = re.sub(r"[).:](?=\s|,|;|$)", " ", text.strip().lower())
    words = _spelt(text, frame, options, _PARTS) or [word.strip(".") for word in _JOINERS.split(whole)]
    return Reading(text, None, _known([word for word in words if word], frame, options, text))


def _known(words: list[str], frame: Frame, lines: Sequence[str], text: str) -> list[str]:
    labels = _labels(frame, lines)
    if not words:
        raise Unreadable(f"Give the {'number' if '1' in labels else 'letter'} of an option.", 0)
    if len(words) == 1 and len(set(words[0])) == len(words[0]) and set(words[0]) <= set(labels):
        words = list(words[0])
    for word in words:
        if labels and word not in labels:
            place = max(text.lower().find(word), 0)
            raise Unreadable(f'"{word}" is none of the options {", ".join(labels)}.', place)
    return words


def _choice(text: str, frame: Frame) -> Reading:
    reading = _choices(text, frame)
    if len(set(reading.value)) != 1:
        raise Unreadable("One option is asked for.", 0)
    return Reading(text, None, reading.value[0])


def _ordering(text: str, frame: Frame) -> Reading:
    if "<" in text:
        raise Unreadable("Which end comes first? Give the labels in their order, such as B, A, C.", text.find("<"))
    items = frame.question.items
    words = _spelt(text, frame, items, _ORDER_PARTS) or [
        word for word in _ORDER_SIGNS.split(text.strip().lower()) if word
    ]
    known = _known([word.strip(".") for word in words], frame, items, text)
    if len(set(known)) != len(known):
        raise Unreadable("Each label may stand once in an order.", 0)
    return Reading(text, None, known)


def _same(given: Reading, asked: Reading, _: Frame) -> Verdict:
    return right("structure") if given.value == asked.value else wrong("", "structure")


def _same_options(given: Reading, asked: Reading, _: Frame) -> Verdict:
    """Tells how many belong and whether some are missing, never which."""
    ours, theirs = set(given.value), set(asked.value)
    if ours == theirs:
        return right("structure")
    good, missing = len(ours & theirs), len(theirs - ours)
    if not good:
        return wrong("None of yours belongs." if len(ours) > 1 else "", "structure")
    if good == len(ours):
        return wrong(
            f"What you chose belongs; {missing} more {'does' if missing == 1 else 'do'}.",
            "structure",
            "missing-members",
        )
    told = f"{good} of your {len(ours)} options {'belongs' if good == 1 else 'belong'}"
    if not missing:
        return wrong(f"{told}; none is missing.", "structure", "extra-members")
    return wrong(f"{told}; {missing} {'is' if missing == 1 else 'are'} missing.", "structure")


def _same_order(given: Reading, asked: Reading, _: Frame) -> Verdict:
    ours, theirs = given.value, asked.value
    if ours == theirs:
        return right("structure")
    if len(ours) != len(theirs):
        message = f"{len(theirs)} are to be put in order; yours has {len(ours)}."
        return wrong(message, "structure", "wrong-size")
    if ours == theirs[::-1]:
        return wrong("This is the order the other way round.", "structure", "reversed")
    good = next(n for n, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b)
    if not good:
        return wrong("Another one comes first.", "structure")
    told = "The first is in place" if good == 1 else f"The first {good} are in place"
    return wrong(f"{told}: look at {ordinal(good)}.", "structure")


BOOLEAN = Kind("boolean", without_answer_word_before(_boolean), _same)
CHOICE = Kind("choice", without_answer_word_before(_choice), _same)
CHOICES = Kind("choices", without_answer_word_before(_choices), _same_options)
ORDERING = Kind("ordering", without_answer_word_before(_ordering), _same_order)
