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


_SUBSCRIPT = re.compile(
    r"_(?:\{([A-Za-z0-9]+)\}|\{\\(?:text|mathrm|mathbf|operatorname)\{([A-Za-z0-9]+)\}\}|([A-Za-z0-9]+))|([0-9]+)"
)
_ACCENTED = re.compile(rf"([A-Za-z]|{'|'.join(vocabulary.GREEK_NAMES)})({'|'.join(vocabulary.ACCENTS.values())})")
_LETTERS = re.compile(r"[A-Za-z]+")
_NEVER_INDEXED = frozenset({"sum", "prod", "product", "plus"})
LOG_BASE = re.compile(r"log_([0-9]+|[A-Za-z])")


class Names:
    """The names in play; None: any single letter and any Greek name, each with a subscript if wished."""

    def __init__(self, declared: Collection[str] | None, indices: Collection[str] = ()) -> None:
        self.declared = None if declared is None else tuple(dict.fromkeys(canonical(each) for each in declared))
        self.spellings = _spellings((*(self.declared or ()), *indices))
        self.longest = max(12 if declared is not None else 42, *map(len, self.spellings), 0)

    def __contains__(self, name: str) -> bool:
        return name in self.spellings

    def with_indices(self, indices: Collection[str]) -> Names:
        """These, the names that sums run over, and `x_i` for each such i where an x or x_1 is in play; where
        any letter is a name, nothing changes."""
        if self.declared is None:
            return self
        bases = dict.fromkeys(name.partition("_")[0].rstrip("0123456789") for name in self.declared)
        return Names(self.declared, (*indices, *(f"{base}_{index}" for index in indices for base in bases)))

    def first(self, word: str) -> int:
        """The length of the longest name at the beginning of a word, 0 where there is none."""
        for end in range(min(len(word), self.longest), 0, -1):
            if word[:end] in self.spellings or (self.declared is None and _is_free_name(word[:end])):
                return end
        return 0

    def cover(self, word: str) -> bool:
        """Whether a word is made of declared names alone."""
        at = 0
        while at < len(word):
            length = self.first(word[at:]) if self.declared is not None else 0
            if not length:
                return False
            at += length
        return True

    def suffix(self, word: str, rest: str) -> int:
        """How much of `rest` is the subscript of the word before it (see `tokens.tokenize`)."""
        if word in _NEVER_INDEXED and word not in self.spellings:
            return 0
        if word == "log" and rest.startswith("_base("):
            return len("_base")
        found = _SUBSCRIPT.match(rest)
        if found is None:
            return 0
        braced, dressed, run, digits = found.groups()
        if digits is not None:
            return len(digits) if self._ends_with_name(word + digits) else 0
        if (inner := braced or dressed) is not None:
            if self.declared is None and not (inner.isalpha() or inner.isdigit()):
                return 0
            return found.end()
        for length in range(len(run), 1, -1):
            if self._ends_with_name(f"{word}_{run[:length]}"):
                return length + 1
        if self.declared is None and word != "log" and (letters := _LETTERS.match(run)):
            return letters.end() + 1
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
            function = vocabulary.FUNCTIONS.get(run.lower())
            if function is None or len(run) < 2 or run[0].islower():
                raise Unreadable(self.refusal(run), token.place)
            return [Piece("function", function, 0)]
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
        if part in vocabulary.FUNCTIONS and part not in vocabulary.WHOLE_FUNCTIONS:
            return Piece("function", vocabulary.FUNCTIONS[part], start)
        if part in vocabulary.CONSTANTS:
            return Piece("name", part, start)
        if found := LOG_BASE.fullmatch(part):
            return Piece("base", found.group(1), start)
        if part == "i" and self.declared is not None:
            return Piece("name", part, start)
        if self.declared is None and _is_free_name(part):
            return Piece("name", part, start)
        return None

    def meant_by(self, run: str) -> str | None:
        """The name or function in play that an unknown word is nearly: another case, an index, a slip."""
        known = [*(self.declared or ()), *vocabulary.FUNCTIONS]
        bare = run.replace("_", "").lower()
        for name in known:
            if name.replace("_", "").lower() == bare:
                return name
        return next((name for name in known if len(name) > 3 and _is_a_slip(run.lower(), name.lower())), None)

    def refusal(self, run: str) -> str:
        """The sentence for letters that are no names here."""
        if run in vocabulary.FUNCTIONS:
            return f"{run} needs its arguments in brackets: {run}(...)"
        if run in vocabulary.NOT_READ:
            return vocabulary.NOT_READ[run][0]
        known = ", ".join(self.declared or ())
        return f'"{run}" is not in play here' + (f": use {known}" if known else "")


def _is_a_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, too many or another, or two are swapped."""
    shorter, longer = sorted((typed, meant), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(longer) > len(shorter):
        return shorter[start:] == longer[start + 1 :]
    rest, other = shorter[start:], longer[start:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])


def _is_free_name(part: str) -> bool:
    base, _, _ = part.partition("_")
    return base in vocabulary.GREEK_NAMES or (len(base) == 1 and base.isalpha())


@lru_cache(maxsize=64)
def names_in_play(declared: tuple[str, ...] | None) -> Names:
    """The names, made once for all the lines of a problem."""
    return Names(declared)


@lru_cache(maxsize=256)
def _spellings(declared: tuple[str, ...]) -> dict[str, str]:
    """Every way to type each declared name: `x_1` also as `x1` and the other way round."""
    spellings: dict[str, str] = {}
    for name in declared:
        if found := _ACCENTED.fullmatch(name):
            spellings.setdefault(f"{found.group(1)}_{found.group(2)}", name)
        base, mark, index = name.partition("_")
        if mark:
            spellings.setdefault(base + index, name)
        elif found := re.fullmatch(r"([A-Za-z]+)([0-9]+)", name):
            spellings.setdefault(f"{found.group(1)}_{found.group(2)}", name)
    return spellings | {name: name for name in declared}
