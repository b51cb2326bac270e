"""How much one comparison may cost, counted in steps of evaluation, so that the same pair always ends the
same way on any machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from tutor.expression.nodes import Call, Node, walk

LIMIT = 25_000
"""Steps with 60 digits; at 200 digits each counts for three. Some tenths of a second."""

TERMS = 30
"""So many terms a sum is taken to have."""

_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


class EffortError(ArithmeticError):
    """The comparison would cost too much."""


@contextmanager
def limited(steps: int = LIMIT) -> Iterator[None]:
    """So many steps may be spent inside; EffortError is raised where more are asked for."""
    token = _left.set([steps])
    try:
        yield
    finally:
        _left.reset(token)


def spend(steps: int) -> None:
    """Count steps. Raises EffortError where none are left."""
    left = _left.get()
    if left is not None:
        left[0] -= steps
        if left[0] < 0:
            raise EffortError


@lru_cache(maxsize=2048)
def size_of(tree: Node) -> int:
    """The number of nodes in it; what is summed counts many times."""
    sums = sum(TERMS for part in walk(tree) if isinstance(part, Call) and len(part.arguments) == 4)
    return sum(1 for _ in walk(tree)) * max(1, sums)
