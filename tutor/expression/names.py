"""Which names are in play, and how a run of letters is cut into names and functions.

Learners type `xy`, `sinx`, `2pix`; the names that the problem declares steer how that is cut: the
longest match first, and a declared name before a function or constant of the same spelling.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.tokens import Token, simple_suffix
from tutor.expression.vocabulary import canonical


class Piece(NamedTuple):
    """A part of a run of letters. `kind`: name, function or base (the `b` of `log_b`)."""

    kind: str
    id: str
    start: int


_SUBSCRIPT = re.compile(r"_(?:\{([A-Za-z0-9]+)\}|([A-Za-z0-9]+))|([0-9]+)")
LOG_BASE = re.compile(r"log_([0-9]+|[A-Za-z])")


class Names:
    """The names in play; None: any single letter and any Greek name, each with a subscript if wished."""

    def __init__(self, declared: Collection[str] | None) -> None:
        self.declared = None if declared is None else tuple(dict.fromkeys(canonical(each) for each in declared))
        self.spellings = _spellings(self.declared or ())
        self.longest = max(12, *map(len, self.spellings), 0)

    def __contains__(self, name: str) -> bool:
        return name in self.spellings

    def suffix(self, word: str, rest: str) -> int:
        """How much of `rest` is the subscript of the word before it (see `tokens.tokenize`)."""
        found = _SUBSCRIPT.match(rest)
        if found is None:
            return 0
        braced, run, digits = found.groups()
        if digits is not None:
            return len(digits) if self._ends_with_name(word + digits) else 0
        if braced is not None:
            return found.end()
        for length in range(len(run), 1, -1):
            if self._ends_with_name(f"{word}_{run[:length]}"):
                return length + 1
        return simple_suffix(word, rest)

    def _ends_with_name(self, run: str) -> bool:
        return any(run[start:] in self.spellings for start in range(max(0, len(run) - self.longest), len(run)))

    def cut(self, token: Token) -> list[Piece]:
        """The pieces of a word. Raises Unreadable that names what is not in play."""
        run = token.text
        if run in self.spellings:
            return [Piece("name", self.spellings[run], 0)]
        if run in vocabulary.WHOLE_WORDS:
            return [Piece("name", vocabulary.WHOLE_WORDS[run], 0)]
        pieces = [self._piece(run, 0, len(run))] if token.kind == "letter" else self._pieces(run)
        found = [piece for piece in pieces if piece is not None]
        if not found or len(found) < len(pieces):
            raise Unreadable(self.refusal(run), token.place)
        return found

    def _pieces(self, run: str) -> list[Piece | None]:
        """The longest pieces that cover the run, or a list with a None in it."""
        steps: dict[int, tuple[Piece, int]] = {}
        for start in range(len(run) - 1, -1, -1):
            for end in range(min(len(run), start + self.longest), start, -1):
                if (end in steps or end == len(run)) and (piece := self._piece(run, start, end)):
                    steps[start] = piece, end
                    break
        pieces: list[Piece | None] = []
        at = 0
        while at < len(run):
            if at not in steps:
                return [None]
            piece, at = steps[at]
            pieces.append(piece)
        return pieces

    def _piece(self, run: str, start: int, end: int) -> Piece | None:
        part = run[start:end]
        if part in self.spellings:
            return Piece("name", self.spellings[part], start)
        if part in vocabulary.FUNCTIONS:
            return Piece("function", vocabulary.FUNCTIONS[part], start)
        if part in vocabulary.CONSTANTS:
            return Piece("name", part, start)
        if found := LOG_BASE.fullmatch(part):
            return Piece("base", found.group(1), start)
        if self.declared is None and _is_free_name(part):
            return Piece("name", part, start)
        return None

    def refusal(self, run: str) -> str:
        """The sentence for letters that are no names here."""
        known = ", ".join(self.declared or ())
        return f'"{run}" is not in play here' + (f": use {known}" if known else "")


def _is_free_name(part: str) -> bool:
    base, _, _ = part.partition("_")
    return base in vocabulary.GREEK_NAMES or (len(base) == 1 and base.isalpha())


@lru_cache(maxsize=256)
def _spellings(declared: tuple[str, ...]) -> dict[str, str]:
    """Every way to type each declared name: `x_1` also as `x1` and the other way round."""
    spellings: dict[str, str] = {}
    for name in declared:
        base, mark, index = name.partition("_")
        if mark:
            spellings.setdefault(base + index, name)
        elif found := re.fullmatch(r"([A-Za-z]+)([0-9]+)", name):
            spellings.setdefault(f"{found.group(1)}_{found.group(2)}", name)
    return spellings | {name: name for name in declared}
