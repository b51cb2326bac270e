"""Answers of several values under names: `P = [[1, 1], [0, 1]]; D = [[2, 0], [0, 3]]`, or in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tutor.errors import Unreadable
from tutor.expression.labels import Entry, entries_of, without_label
from tutor.expression.nodes import Listed, Node
from tutor.maths.kinds.frame import Frame, Kind, Reading
from tutor.maths.kinds.sorts import require_finite, sort_of, wrong_size
from tutor.problem import Verdict

_OPEN = re.compile(r"\\begin|[(\[{]")
_CLOSE = re.compile(r"\\end|[)\]}]")


@dataclass(frozen=True, slots=True)
class Fields:
    """The values by their names, in the order of the question."""

    readings: Mapping[str, Reading]


def read_fields(text: str, frame: Frame, names: Sequence[str]) -> Reading:
    """Raises Unreadable where a value is missing, or is not of the sort of the key's."""
    key = _cut(frame.question.against, names)
    readings = {name: sort_of(key[name], frame).read(each, frame) for name, each in _cut(text, names).items()}
    for reading in readings.values():
        if reading.typed is not None:
            require_finite(reading.typed, frame.names)
    ordered = {name: readings[name] for name in names}
    typed: tuple[Node, ...] = tuple(each.typed for each in ordered.values() if each.typed is not None)
    return Reading(text, Listed("(", typed), Fields(ordered))


def wrong_field_size(given: Fields, asked: Fields, frame: Frame) -> Verdict | None:
    """What is said of the first value that has another size than the key's."""
    for name, kind, reading in sorts_of_fields(given, frame):
        fault = wrong_size(kind, reading.value, asked.readings[name].value)
        if fault is not None and len(given.readings) > 1:
            return replace(fault, message=f"For {name} {fault.message[0].lower()}{fault.message[1:]}")
        if fault is not None:
            return fault
    return None


def sorts_of_fields(given: Fields, frame: Frame) -> list[tuple[str, Kind, Reading]]:
    """Each value with its name and the kind that the key's has."""
    key = _cut(frame.question.against, tuple(given.readings))
    return [(name, sort_of(key[name], frame), reading) for name, reading in given.readings.items()]


def _cut(text: str, names: Sequence[str]) -> dict[str, str]:
    """The text of each value, with blanks before it so that places stay right."""
    line = re.sub(_colon_behind(tuple(names)), "=", on_one_line(text))
    if len(names) == 1:
        begin, bare = without_label(line)
        return {names[0]: " " * begin + bare}
    entries = entries_of(line)
    pieces = [" " * entry.begin + line[entry.begin : entry.end] for entry in entries]
    labels = [re.sub(r"[\\{}]", "", entry.label) for entry in entries]
    if any(labels):
        _check_labels(labels, entries, names)
        return dict(zip(labels, pieces, strict=True))
    if len(pieces) != len(names) or not all(piece.strip() for piece in pieces):
        raise Unreadable(f"{len(names)} values are asked for: {', '.join(names)}.", 0)
    return dict(zip(names, pieces, strict=True))


@lru_cache(maxsize=64)
def _colon_behind(names: tuple[str, ...]) -> re.Pattern[str]:
    """The colon of `P: [[1, 2], [3, 4]]`."""
    return re.compile("|".join(rf"(?<=\b{re.escape(name)}):(?!=)" for name in names))


def _check_labels(labels: Sequence[str], entries: Sequence[Entry], names: Sequence[str]) -> None:
    asked = " and ".join(names) if len(names) < 3 else ", ".join(names)
    for at, (label, entry) in enumerate(zip(labels, entries, strict=True)):
        if not label:
            raise Unreadable(f"Say of each value whose it is: {asked} are asked for.", entry.begin)
        if label not in names:
            raise Unreadable(f"{label} is not asked for; give {asked}.", entry.begin)
        if label in labels[:at]:
            raise Unreadable(f"{label} is given twice.", entry.begin)
    missing = [name for name in names if name not in labels]
    if missing:
        raise Unreadable(f"{missing[0]} is missing; give {asked}.", 0)


def on_one_line(text: str) -> str:
    """The text with `;` for each new line outside brackets; nothing moves."""
    depth = 0
    signs = list(text)
    for at, sign in enumerate(text):
        depth += bool(_OPEN.match(text, at)) - bool(_CLOSE.match(text, at))
        if sign in "\n\r":
            before, behind = text[:at].rstrip(), text[at:].lstrip()
            is_break = depth <= 0 and before and behind and before[-1] not in ",;=:" and behind[0] not in ",;="
            signs[at] = ";" if is_break else " "
    return "".join(signs)
