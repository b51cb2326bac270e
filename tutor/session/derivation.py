"""A derivation that is being written: lines that are ended, one that is typed, and those below it.

It holds no verdict of the whole: what was ended and what was said of it, so that whoever shows it can go back to any
line and hand all of them in as one answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.expression.steps import JOINED, MOST_LINES, lines_of
from tutor.problem import Followed

TOO_MANY = f"At most {MOST_LINES} lines are read."


@dataclass(slots=True, eq=False)
class Ended:
    """A line that was ended; `said` of it, once it is judged."""

    text: str
    said: Followed | None = None


@dataclass(slots=True)
class Derivation:
    """`above`: the lines that were ended, in their order. `below`: those that were ended before one went back up,
    and are to be ended anew."""

    above: list[Ended] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines that were ended, as one answer."""
        return JOINED.join(each.text for each in self.above)

    @property
    def is_empty(self) -> bool:
        return not self.above and not self.below

    @property
    def is_whole(self) -> bool:
        """Whether every line follows and the last one is the end."""
        said = [each.said for each in self.above if each.said is not None and each.said.follows]
        return bool(said) and len(said) == len(self.above) and said[-1].is_end and not self.below

    @property
    def room(self) -> int:
        """How many more lines there may be."""
        return MOST_LINES - len(self.above) - len(self.below)

    def end(self, typed: str) -> tuple[Ended, ...]:
        """End what is typed, which may be several lines; no more of them than there is room for."""
        ended = tuple(Ended(line) for line in lines_of(typed)[: self.room])
        self.above += ended
        return ended

    def next_below(self) -> str:
        """The line below, to be typed now; empty where there is none."""
        return self.below.pop(0) if self.below else ""

    def up(self, typed: str) -> str | None:
        """Back to the line above; what is typed stays below. None where nothing stands above."""
        if not self.above:
            return None
        if typed.strip():
            self.below.insert(0, typed)
        return self.above.pop().text

    def take_back(self, line: Ended) -> bool:
        """Take the line out where it is the last one; whether it was."""
        is_last = self.above[-1:] == [line]
        if is_last:
            self.above.pop()
        return is_last

    def upto(self, line: Ended) -> tuple[str, ...] | None:
        """The lines to this one; None where one has gone back above it."""
        if line not in self.above:
            return None
        return tuple(each.text for each in self.above[: self.above.index(line) + 1])
