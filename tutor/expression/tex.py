"""The commands of TeX, as tokens: `\\frac`, `\\cdot`, `\\left(`, `\\text{if}`, `\\begin{pmatrix}`."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NoReturn

from tutor.errors import Unreadable
from tutor.expression import vocabulary as words
from tutor.expression.vocabulary import shown

if TYPE_CHECKING:
    from tutor.expression.tokens import Token

_TEX = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_BRACED = re.compile(r"\s*\{\s*([^{}\\]*?)\s*\}")
_DRESSED = re.compile(_BRACED.pattern + r"|\s*([A-Za-z])")
_ACCENTED = re.compile(r"\s*(?:\{\s*(\\?[A-Za-z]+)\s*\}|(\\[A-Za-z]+|[A-Za-z]))")
_COMMAND = re.compile(r"\\[A-Za-z]")
_COLUMNS = re.compile(r"\s*\{[lcr|\s]*\}")
_MATRICES = frozenset({"pmatrix", "bmatrix", "matrix", "Bmatrix", "smallmatrix", "vmatrix", "array"})


class Commands(ABC):
    """What a scanner does at a backslash."""

    text: str
    at: int
    spaced: bool
    tokens: list[Token]

    @abstractmethod
    def add(self, kind: str, text: str, place: int, end: int) -> None:
        """Note a token, and go on behind it."""

    @abstractmethod
    def digits(self, typed: str, place: int, end: int) -> None:
        """Note the number that these digits are."""

    @abstractmethod
    def suffixed(self, kind: str, word: str, place: int, end: int) -> None:
        """Note a word with the subscript that follows it."""

    @abstractmethod
    def sign(self, sign: str, place: int, end: int) -> None:
        """Note what a sign stands for."""

    @abstractmethod
    def known_but_not_read(self, sign: str, end: int) -> NoReturn:
        """Refuse a sign that is known, with what may stand instead."""

    def command(self) -> None:
        """Read the command that begins at the backslash here."""
        found = _TEX.match(self.text, self.at)
        if found is None:
            raise Unreadable("something must follow the \\", self.at)
        command, place, end = found.group(1), self.at, found.end()
        if command in " {[(" and self._parts_sets(command, end):
            self.add("keyword", "without", place, place + 1)
        elif command in words.TEX_SPACES:
            self._tex_space(command, end)
        elif command in words.TEX_STRUCTURES:
            self.add("tex", words.TEX_STRUCTURES[command], place, end)
        elif command in "{}":
            self.add("op", "\\" + command, place, end)
        elif command in words.TEX_SIGNS:
            self.sign(words.TEX_SIGNS[command], place, end)
        elif command in words.TEX_DRESS:
            self._dressed(place, end)
        elif command in words.TEX_ACCENTS:
            self._accented(words.TEX_ACCENTS[command], place, end)
        elif command in ("begin", "end"):
            self._environment(command, place, end)
        else:
            self._tex_word(command, place, end)

    def _parts_sets(self, command: str, end: int) -> bool:
        """Whether this backslash takes one set from another: `R \\ {0}`, `R\\{0}`, `[0, 3] \\ (1, 2)`."""
        ahead = self.text[end:].lstrip()
        if not self.tokens or self.tokens[-1].text not in ("R", ")", "]", "}", "\\}"):
            return bool(self.tokens) and self.tokens[-1].text == "[" and command == " " and ahead.startswith("{")
        if command != " ":
            return {"{": "\\}", "[": "\\]", "(": "\\)"}[command] not in ahead
        return ahead.startswith(("{", "\\{")) or not _COMMAND.search(self.text)

    def _tex_space(self, command: str, end: int) -> None:
        if command in ("left", "right") and self.text[end : end + 1] == ".":
            raise Unreadable(f"\\{command}. is not read: close the bracket itself", self.at)
        self.spaced = True
        self.at = end

    def _tex_word(self, command: str, place: int, end: int) -> None:
        if command in words.TEX_NOT_READ:
            self.known_but_not_read(words.TEX_NOT_READ[command], end)
        word = words.TEX_WORDS.get(command, command)
        known = word in words.FUNCTIONS or word in words.GREEK_NAMES or word in words.WHOLE_WORDS
        if not (known or word in words.LOGIC_WORDS or word == "pi"):
            named = "\\" + "".join(map(shown, command))
            raise Unreadable(f"{named} is no command of TeX that is read here", place)
        self.suffixed("letter", word, place, end)

    def _dressed(self, place: int, end: int) -> None:
        found = _DRESSED.match(self.text, end)
        inside = found.group(1) or found.group(2) or "" if found else ""
        if found and not inside:
            self.spaced, self.at = True, found.end()
            return
        if not found or not inside.isalnum() or not words.canonical(inside).replace("_", "").isascii():
            raise Unreadable(f"{self.text[place:end]} must be followed by one word in braces", place)
        if inside.isdigit():
            self.digits(inside, place, found.end())
            return
        if inside[0].isdigit():
            raise Unreadable(f"{self.text[place:end]} must be followed by one word in braces", place)
        if inside == "R" and self.text[place:end] == "\\mathbb":
            self.add("reals", inside, place, found.end())
            return
        self.at = end
        self.suffixed("word", words.canonical(inside), place, found.end())

    def _accented(self, mark: str, place: int, end: int) -> None:
        """`\\hat{y}`, `\\bar\\theta`: a name of its own, y_hat, theta_bar."""
        found = _ACCENTED.match(self.text, end)
        letter = "" if found is None else (found.group(1) or found.group(2)).lstrip("\\")
        letter = words.TEX_WORDS.get(letter, letter)
        if found is None or not (len(letter) == 1 or letter in words.GREEK_NAMES):
            raise Unreadable(f"{self.text[place:end]} must be followed by one letter", place, "")
        self.add("word", f"{letter}_{mark}", place, found.end())

    def _environment(self, command: str, place: int, end: int) -> None:
        found = _BRACED.match(self.text, end)
        name = found.group(1) if found else ""
        if not found or name.rstrip("*") not in _MATRICES | {"cases"}:
            raise Unreadable("only \\begin{pmatrix}, \\begin{bmatrix} and \\begin{cases} are read here", place)
        columns = _COLUMNS.match(self.text, found.end()) if command == "begin" and name == "array" else None
        self.add(command, name, place, (columns or found).end())
