"""What stands on the page, before it has a place: the common form of trees and of LaTeX.

A mark is turned into boxes by `layout` and into one line of text by `linear`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a sign is to its neighbours; this decides spaces and where a line may be broken."""

    ORDINARY = "a letter, a number"
    FUNCTION = "sin, ln: set apart from what it is applied to"
    BINARY = "+: spaces around it between operands"
    TIMES = "·: tight"
    RELATION = "="
    COMMA = ","
    OPEN = "("
    CLOSE = ")"
    SPACE = "nothing but room; a wide one may break a line"
    STACK = "a fraction: a little room on both sides"
    LARGE = "a sum or an integral sign, or a name with limits under it"
    WORDS = "text within a formula"


@dataclass(frozen=True, slots=True)
class Sign:
    """A symbol. `ascii` and `word` are how it looks in ASCII, and reads in plain text."""

    text: str
    kind: Kind = Kind.ORDINARY
    ascii: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    items: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    above: Mark
    below: Mark


@dataclass(frozen=True, slots=True)
class Scripts:
    base: Mark
    up: Mark | None = None
    down: Mark | None = None


@dataclass(frozen=True, slots=True)
class Root:
    body: Mark
    index: Mark | None = None


@dataclass(frozen=True, slots=True)
class Fenced:
    """A body between brackets that grow; an empty sign is no bracket."""

    left: str
    body: Mark
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix, cases, or aligned lines. `align`: a letter `l c r` for each column; `word`: the function that
    it is on one line, where it is no matrix."""

    rows: tuple[tuple[Mark, ...], ...]
    left: str = ""
    right: str = ""
    align: str = "c"
    gap: int = 2
    word: str = ""


@dataclass(frozen=True, slots=True)
class Decorated:
    """A line, a hat or a brace over or under the body; `note` is the label of a brace."""

    body: Mark
    sign: str
    note: Mark | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """One bracket of given reach, for a bracketed body that is broken over lines."""

    sign: str
    opens: bool
    above: int = 0
    below: int = 0


Mark = Sign | Row | Fraction | Scripts | Root | Fenced | Grid | Decorated | Fence

NOTHING = Row(())


def row(*items: Mark) -> Mark:
    """Marks side by side; one alone is itself."""
    return items[0] if len(items) == 1 else Row(items)


def items_of(mark: Mark) -> tuple[Mark, ...]:
    """The marks of a row; any other mark alone."""
    return mark.items if isinstance(mark, Row) else (mark,)
