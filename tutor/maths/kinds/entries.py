"""Entries side by side: which are wrong, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.expression.nodes import Listed, Node
from tutor.maths.kinds.frame import Frame, combined, same_entry, verdict_of, wrong
from tutor.maths.kinds.rounding import is_rounded
from tutor.problem import Verdict

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def ordinal(index: int) -> str:
    """`the second` for 1; `number 12` beyond the words."""
    return f"the {_ORDINALS[index]}" if index < len(_ORDINALS) else f"number {index + 1}"


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry, the one asked for, and where they stand: (index), or (row, column)."""

    given: Node
    asked: Node
    place: tuple[int, ...]

    @property
    def where(self) -> str:
        """`the second`; `row 1, column 2`."""
        if len(self.place) == 1:
            return ordinal(self.place[0])
        row, column = self.place
        return f"row {row + 1}, column {column + 1}"


def pairs_of(given: Sequence[Node], asked: Sequence[Node]) -> list[Pair]:
    return [Pair(a, b, (n,)) for n, (a, b) in enumerate(zip(given, asked, strict=True))]


def pairs_of_rows(given: Sequence[Sequence[Node]], asked: Sequence[Sequence[Node]]) -> list[Pair]:
    rows = enumerate(zip(given, asked, strict=True))
    return [Pair(a, b, (i, j)) for i, (ours, theirs) in rows for j, (a, b) in enumerate(zip(ours, theirs, strict=True))]


def told_by_entries(pairs: Sequence[Pair], frame: Frame, noun: str = "entries") -> Verdict:
    """The verdict on all entries; where some are right, which to look at."""
    entries = [same_entry(pair.given, pair.asked, frame) for pair in pairs]
    result = combined(entries)
    if result.same is not False:
        return verdict_of(result)
    faulty = [pair for entry, pair in zip(entries, pairs, strict=True) if entry.same is False]
    if all(is_rounded(pair.given, pair.given, pair.asked, frame) for pair in faulty):
        return wrong("That is rounded. Give it exactly.", result.decided_by, "rounded")
    good = sum(entry.same is True for entry in entries)
    if not good:
        return wrong(_within(faulty, frame), result.decided_by)
    are = "is" if good == 1 else "are"
    told = f"{good} of {len(entries)} {noun} {are} right: look at {_look_at(faulty, pairs)}."
    message = f"{told} {_within(faulty, frame)}".strip()
    return wrong(message, result.decided_by, "one-entry-wrong" if len(faulty) == 1 and good > 1 else None)


def _look_at(faulty: Sequence[Pair], pairs: Sequence[Pair]) -> str:
    """The one wrong row or column of a matrix, the one or two wrong entries, else the first of them."""
    for axis, noun in enumerate(("row", "column")):
        lines = {pair.place[axis] for pair in faulty if len(pair.place) == 2}
        lengths = {pair.place[1 - axis] for pair in pairs if len(pair.place) == 2}
        if len(lines) == 1 and 1 < len(faulty) == len(lengths):
            return f"{noun} {lines.pop() + 1}"
    if len(faulty) == 2 and len(pairs) > 3:
        return f"{faulty[0].where} and {faulty[1].where}"
    return faulty[0].where


def _within(faulty: Sequence[Pair], frame: Frame) -> str:
    """Where the first wrong entry is a list itself: its size, or which of its entries is wrong."""
    first = faulty[0]
    if not (isinstance(first.given, Listed) and isinstance(first.asked, Listed)):
        return ""
    wanted, found = len(first.asked.items), len(first.given.items)
    where = f"in {first.where}"
    if wanted != found:
        return f"{where} {wanted} entries are asked for; yours has {found}.".capitalize()
    inner = told_by_entries(pairs_of(first.given.items, first.asked.items), frame)
    return f"{where}, {inner.message}".capitalize() if inner.message else ""
