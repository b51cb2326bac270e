"""Answers that are words or letters: yes or no, options, an order, the shape of a tensor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_lowercase

from tutor.errors import Unreadable
from tutor.maths.kinds.frame import Frame, Kind, Reading, right, wrong
from tutor.problem import Verdict

_YES = frozenset(("yes", "y", "true", "t"))
_NO = frozenset(("no", "n", "false", "f"))
_JOINERS = re.compile(r"\band\b|\bor\b|[\s,;(){}\[\]&]+")
_ORDER_SIGNS = re.compile(r"->|→|[\s,;(){}\[\]<>]+")
_SHAPE_SIGNS = re.compile(r"[,×()\[\]]|(?<![A-Za-z_])[xX](?![A-Za-z_0-9])|(?<=\d)[xX](?=\s*\w)")


def _boolean(text: str, _: Frame) -> Reading:
    word = text.strip().strip(".!").lower()
    if word in _YES or word in _NO:
        return Reading(text, None, word in _YES)
    raise Unreadable("Yes or no is asked for.", 0)


def _labels(frame: Frame, lines: Sequence[str]) -> list[str]:
    """The letters of the lines, or the names given; lower case."""
    if lines:
        return list(ascii_lowercase[: len(lines)])
    return [name.lower() for name in frame.question.names or ()]


def _choices(text: str, frame: Frame) -> Reading:
    options = frame.question.options
    whole = text.strip().lower()
    spelt = [letter for letter, line in zip(ascii_lowercase, options, strict=False) if _plain(line) == _plain(text)]
    words = spelt or [word.strip(".)") for word in _JOINERS.split(whole.replace(")", " "))]
    return Reading(text, None, _known([word for word in words if word], frame, options, text))


def _plain(line: str) -> str:
    """An option as one types it: without the marks of a formula, in one case and spacing."""
    return " ".join(line.replace("$", "").lower().split())


def _known(words: list[str], frame: Frame, lines: Sequence[str], text: str) -> list[str]:
    labels = _labels(frame, lines)
    if not words:
        raise Unreadable("Give the letter of an option.", 0)
    if len(words) == 1 and len(set(words[0])) == len(words[0]) and set(words[0]) <= set(labels):
        words = list(words[0])
    for word in words:
        if labels and word not in labels:
            place = max(text.lower().find(word), 0)
            raise Unreadable(f'"{word}" is none of the options {", ".join(labels)}.', place)
    return words


def _choice(text: str, frame: Frame) -> Reading:
    reading = _choices(text, frame)
    if len(set(reading.value)) > 1:
        raise Unreadable("One option is asked for.", 0)
    return Reading(text, None, reading.value[0])


def _ordering(text: str, frame: Frame) -> Reading:
    if "<" in text:
        raise Unreadable("Which end comes first? Give the labels in their order, such as B, A, C.", text.find("<"))
    words = [word for word in _ORDER_SIGNS.split(text.strip().lower()) if word]
    known = _known(words, frame, frame.question.items, text)
    if len(set(known)) != len(known):
        raise Unreadable("Each label may stand once in an order.", 0)
    return Reading(text, None, known)


def _shape(text: str, _: Frame) -> Reading:
    sizes = [size.strip() for size in _SHAPE_SIGNS.split(text.strip())]
    sizes = [size for size in sizes if size]
    if sizes == ["undefined"]:
        return Reading(text, None, sizes)
    if not sizes:
        raise Unreadable("A shape such as 2 x 3 is asked for.", 0)
    for size in sizes:
        if not re.fullmatch(r"\d{1,9}|[A-Za-z]\w{0,9}", size):
            raise Unreadable(f"A shape such as 2 x 3 is asked for; {size} is no size.", max(text.find(size), 0))
    return Reading(text, None, [size if not size.isdecimal() else str(int(size)) for size in sizes])


def _same(given: Reading, asked: Reading, _: Frame) -> Verdict:
    return right("structure") if given.value == asked.value else wrong("", "structure")


def _same_options(given: Reading, asked: Reading, _: Frame) -> Verdict:
    ours, theirs = set(given.value), set(asked.value)
    if ours == theirs:
        return right("structure")
    good = len(ours & theirs)
    return wrong(
        f"{good} of your {len(ours)} {'option' if len(ours) == 1 else 'options'} belong." if good else "",
        "structure",
    )


def _same_order(given: Reading, asked: Reading, _: Frame) -> Verdict:
    if given.value == asked.value:
        return right("structure")
    if len(given.value) != len(asked.value):
        return wrong(
            f"{len(asked.value)} are to be put in order; yours has {len(given.value)}.",
            "structure",
            "wrong-size",
        )
    if given.value == asked.value[::-1]:
        return wrong("This is the order the other way round.", "structure", "reversed")
    return wrong("", "structure")


def _same_shape(given: Reading, asked: Reading, _: Frame) -> Verdict:
    if given.value == asked.value:
        return right("structure")
    if len(given.value) != len(asked.value):
        return wrong(
            f"The shape has {len(asked.value)} sizes; yours has {len(given.value)}.",
            "structure",
            "wrong-size",
        )
    if sorted(given.value) == sorted(asked.value):
        return wrong("These are the right sizes in another order.", "structure", "permuted")
    return wrong("", "structure")


BOOLEAN = Kind("boolean", _boolean, _same)
CHOICE = Kind("choice", _choice, _same)
CHOICES = Kind("choices", _choices, _same_options)
ORDERING = Kind("ordering", _ordering, _same_order)
SHAPE = Kind("shape", _shape, _same_shape)
