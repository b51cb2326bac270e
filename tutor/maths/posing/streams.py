"""Chance that never changes: the numbers behind a problem come from SHA-256 and our own arithmetic.

A stream belongs to one variable of one problem. No `random`, so no Python version can change what
a seed means. What is here belongs to format number 1 and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")

SEPARATOR = "\x1f"
BLOCK_BITS = 256


@dataclass(slots=True)
class Stream:
    """An endless row of bits; `key` decides them all."""

    key: bytes
    _block: int = 0
    _bits: int = 0
    _left: int = field(default=0)

    def bits(self, count: int) -> int:
        """The next `count` bits as a whole number."""
        while self._left < count:
            digest = sha256(self.key + self._block.to_bytes(8, "big")).digest()
            self._bits = (self._bits << BLOCK_BITS) | int.from_bytes(digest, "big")
            self._left += BLOCK_BITS
            self._block += 1
        self._left -= count
        taken = self._bits >> self._left
        self._bits &= (1 << self._left) - 1
        return taken

    def below(self, count: int) -> int:
        """A whole number in 0..count-1, each as likely as any other."""
        if count < 1:
            raise ValueError("nothing to choose from")
        width = (count - 1).bit_length()
        while (drawn := self.bits(width)) >= count:
            pass
        return drawn

    def between(self, low: int, high: int) -> int:
        """A whole number in low..high, both included."""
        return low + self.below(high - low + 1)

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in an order in which each order is as likely as any other (Fisher and Yates)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order


def stream(pack: str, exercise: str, level: int, seed: int, attempt: int, name: str) -> Stream:
    """The stream of one variable. `attempt` counts the draws of a problem from 0: conditions that
    fail are met by drawing again."""
    parts = (pack, exercise, str(level), str(seed), str(attempt), name)
    return Stream(sha256(SEPARATOR.join(parts).encode()).digest())
