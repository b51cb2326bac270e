"""Sets of real numbers as pieces from left to right: `(0, 1] ∪ {3}`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tutor.expression.nodes import Name
from tutor.maths.solving.along import Profile, profile
from tutor.maths.solving.line import Line
from tutor.maths.solving.statements import Statement


@dataclass(frozen=True, slots=True)
class Piece:
    """From `low` to `high` (None: without end), and whether each end belongs to it."""

    low: Any
    high: Any
    closed: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Region:
    """The pieces, none touching the next. `is_complete`: there is certainly no more."""

    pieces: tuple[Piece, ...]
    is_complete: bool


def region_of(statement: Statement, name: str) -> Region:
    """The numbers for which a statement in one name is true."""
    found = profile((statement,), Line(name, {}))
    return Region(tuple(_pieces(found)), found.is_complete)


def _pieces(found: Profile) -> list[Piece]:
    """Spots alternate: a stretch, a single number, a stretch, ..."""
    if len(found.spots) == 1:
        return [Piece(None, None, (False, False))] if found.spots[0].truths[0] else []
    pieces: list[Piece] = []
    start: tuple[Any, bool] | None = (None, False) if found.spots[0].truths[0] else None
    for here, after in pairwise(found.spots):
        if here.is_single and not here.truths[0] and after.truths[0]:
            start = (here.x, False)
        elif here.is_single and here.truths[0] and not after.truths[0]:
            low, closed = start or (here.x, True)
            pieces.append(Piece(low, here.x, (closed, True)))
            start = None
        elif here.is_single and here.truths[0] and start is None:
            start = (here.x, True)
        elif not here.is_single and here.truths[0] and not after.truths[0]:
            assert start is not None
            pieces.append(Piece(start[0], after.x, (start[1], False)))
            start = None
    if start is not None:
        pieces.append(Piece(start[0], None, (start[1], False)))
    return pieces


MEMBER = Name("_member")
"""Stands for the number of which a set expression is said."""
