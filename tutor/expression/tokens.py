"""Text to tokens: numbers, words, signs, each with its exact place; Unicode, phones and TeX included.

One character at a time and nothing of meaning: which letters are names is decided later (`words.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from tutor.errors import Unreadable
from tutor.expression import vocabulary as words
from tutor.expression.vocabulary import shown

DIGITS = 60
EXPONENT = 30
LENGTH = {False: 500, True: 4096}
"""Characters of a line, for learners and for authors."""


class Token(NamedTuple):
    """`kind`: number, vulgar (½), word, letter (one that never joins its neighbours), op, power (a
    superscript), text, tex, begin, end, stop. `end`: the index behind it. `spaced`: a blank before it.
    """

    kind: str
    text: str
    place: int
    end: int
    spaced: bool


_PLAIN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+(?![0-9A-Za-z_]|\.(?!\.)))?)"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<op>\*\*|<=|>=|!=|=<|=>|==|<>|\.\.|[-+*/^()\[\]{}|,;=<>~!%_&:])"
)
_AUTHOR_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_TEX = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_BRACED = re.compile(r"\s*\{\s*([^{}\\]*?)\s*\}")
_ONE_SPELLING = {"**": "^", "=<": "<=", "=>": ">=", "==": "=", "<>": "!="}
_OWN_MEANING = words.SUPERSCRIPTS.keys() | words.SUBSCRIPTS.keys() | words.SIGNS.keys()
_SPACE = " \t\n\r$"


def tokenize(text: str, *, author: bool = False, suffix: Callable[[str, str], int] | None = None) -> list[Token]:
    """The tokens of a line, and one of kind stop at its end.

    `suffix(word, rest)` says how many characters of `rest` (digits, `_1`, `_{12}`) belong to the word.
    Raises Unreadable for what is too long, unseen or no sign of the language.
    """
    if len(text) > LENGTH[author]:
        raise Unreadable(f"this is too long: at most {LENGTH[author]} characters are read", LENGTH[author])
    return _Scanner(text, author, suffix).run()


def simple_suffix(word: str, rest: str) -> int:
    """`_` with digits, a letter or a braced run behind it."""
    found = re.match(r"_(?:[0-9]+|[A-Za-z]|\{[A-Za-z0-9]+\})", rest)
    return found.end() if found else 0


class _Scanner:
    def __init__(self, text: str, author: bool, suffix: Callable[[str, str], int] | None) -> None:
        self.text = text
        self.author = author
        self.suffix = suffix or simple_suffix
        self.at = 0
        self.spaced = False
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        length = len(self.text)
        while self.at < length:
            here = self.text[self.at]
            if here in _SPACE:
                self._blank(here)
            elif found := _PLAIN.match(self.text, self.at):
                self._plain(found)
            elif here == "\\":
                self._tex()
            elif here == '"' and self.author:
                self._quoted()
            else:
                self._unicode(here)
        self._add("stop", "", length, length)
        return self.tokens

    def _add(self, kind: str, text: str, place: int, end: int) -> None:
        self.tokens.append(Token(kind, text, place, end, self.spaced))
        self.spaced = False
        self.at = end

    def _blank(self, here: str) -> None:
        if here in "\n\r" and not self.author and self.tokens and self.text[self.at :].strip():
            raise Unreadable("one line at a time is read here", self.at)
        if here == "$" and self.tokens and self.text[self.at :].strip("$ \t\n\r"):
            raise Unreadable("the $ is not read inside a formula", self.at)
        self.spaced = True
        self.at += 1

    def _plain(self, found: re.Match[str]) -> None:
        kind, typed = str(found.lastgroup), found.group()
        if kind == "number":
            self._number(found.start(), typed)
        elif kind == "word":
            self._word(found.start(), found.end())
        else:
            self._add("op", _ONE_SPELLING.get(typed, typed), found.start(), found.end())

    def _number(self, place: int, typed: str) -> None:
        if self._after_fraction() and typed[0].isdigit():
            typed = typed[0]  # TeX: \frac12 is one half
        end = place + len(typed)
        self._add("number", written_number(typed, place), place, end)

    def _after_fraction(self) -> bool:
        """Whether a bare digit here is an argument of `\\frac`."""
        last = [(token.kind, token.text) for token in self.tokens[-2:]]
        before = last[-1:] == [("tex", "frac")]
        return before or (last[:1] == [("tex", "frac")] and last[-1][0] == "number" and not self.spaced)

    def _word(self, place: int, end: int) -> None:
        if self.author:
            found = _AUTHOR_WORD.match(self.text, place)
            assert found is not None
            word, end = found.group(), found.end()
            if not self._has_subscript(end):
                self._add("word", word, place, end)
                return
        word = self.text[place:end]
        self._suffixed("word", word, place, end)

    def _has_subscript(self, end: int) -> bool:
        return self.text[end : end + 1] in words.SUBSCRIPTS and end < len(self.text)

    def _suffixed(self, kind: str, word: str, place: int, end: int) -> None:
        """A word with the subscript that follows it."""
        if self._has_subscript(end):
            word += "_"
            while self._has_subscript(end):
                word += words.SUBSCRIPTS[self.text[end]]
                end += 1
        elif length := self.suffix(word, self.text[end : end + 40]):
            word += self.text[end : end + length].replace("{", "").replace("}", "")
            end += length
        self._add(kind, word, place, end)

    def _quoted(self) -> None:
        end = self.text.find('"', self.at + 1)
        if end < 0:
            raise Unreadable('this " is never closed', self.at)
        inside = self.text[self.at + 1 : end]
        for at, sign in enumerate(inside, self.at + 1):
            if unicodedata.category(sign)[0] == "C":
                raise Unreadable(f"there is an unseen character in this text ({shown(sign)})", at)
        self._add("text", inside, self.at, end + 1)

    def _tex(self) -> None:
        found = _TEX.match(self.text, self.at)
        if found is None:
            raise Unreadable("something must follow the \\", self.at)
        command, place, end = found.group(1), self.at, found.end()
        if command in words.TEX_SPACES:
            self._tex_space(command, end)
        elif command in words.TEX_STRUCTURES:
            self._add("tex", words.TEX_STRUCTURES[command], place, end)
        elif command in words.TEX_SIGNS:
            self._tex_sign(words.TEX_SIGNS[command], command, place, end)
        elif command in words.TEX_DRESS:
            self._dressed(place, end)
        elif command in ("begin", "end"):
            self._environment(command, place, end)
        else:
            self._tex_word(command, place, end)

    def _tex_space(self, command: str, end: int) -> None:
        if command in ("left", "right") and self.text[end : end + 1] == ".":
            raise Unreadable(f"\\{command}. is not read: close the bracket itself", self.at)
        self.spaced = True
        self.at = end

    def _tex_sign(self, sign: str, command: str, place: int, end: int) -> None:
        if sign == "||":
            self._bars(place, end)
        elif command in "{}":
            self._add("op", "\\" + command, place, end)
        else:
            self._add("op", sign, place, end)

    def _tex_word(self, command: str, place: int, end: int) -> None:
        word = words.TEX_WORDS.get(command, command)
        known = word in words.FUNCTIONS or word in words.GREEK_NAMES or word in words.WHOLE_WORDS
        if not (known or word in words.LOGIC_WORDS or word == "pi"):
            named = "\\" + "".join(map(shown, command))
            raise Unreadable(f"{named} is not read here", place)
        self._suffixed("letter", word, place, end)

    def _dressed(self, place: int, end: int) -> None:
        found = _BRACED.match(self.text, end)
        inside = found.group(1) if found else ""
        if not found or not inside.isalnum():
            raise Unreadable(f"{self.text[place:end]} must be followed by one word in braces", place)
        self.at = end
        self._suffixed("word", words.canonical(inside), place, found.end())

    def _environment(self, command: str, place: int, end: int) -> None:
        found = _BRACED.match(self.text, end)
        name = found.group(1) if found else ""
        if not found or name.rstrip("*") not in ("pmatrix", "bmatrix", "matrix", "Bmatrix", "smallmatrix"):
            raise Unreadable("only \\begin{pmatrix} and \\begin{bmatrix} are read here", place)
        self._add(command, name, place, found.end())

    def _bars(self, place: int, end: int) -> None:
        self._add("op", "|", place, end)
        self._add("op", "|", place, end)

    def _unicode(self, here: str) -> None:
        place, end = self.at, self.at + 1
        if here in words.GREEK:
            self._suffixed("letter", words.GREEK[here], place, end)
        elif here in words.SUPERSCRIPTS:
            self._superscript()
        elif here in words.VULGAR:
            self._add("vulgar", here, place, end)
        elif here in words.SIGN_WORDS:
            self._add("letter", words.SIGN_WORDS[here], place, end)
        elif here in words.LOOK_ALIKES:
            self._look_alike()
        elif words.SIGNS.get(here) == "||":
            self._bars(place, end)
        elif here in words.SIGNS:
            self._add("op", words.SIGNS[here], place, end)
        elif unicodedata.category(here) == "Zs":
            self._blank(" ")
        else:
            self._wide(here)

    def _superscript(self) -> None:
        place = self.at
        end = place
        typed = ""
        while end < len(self.text) and self.text[end] in words.SUPERSCRIPTS:
            typed += words.SUPERSCRIPTS[self.text[end]]
            end += 1
        if not re.fullmatch(r"[-+]?(?:[0-9]{1,60}|[a-zT])", typed):
            raise Unreadable("this superscript is not read: write ^(...)", place)
        self._add("power", typed, place, end)

    def _look_alike(self) -> None:
        """A run of letters with Cyrillic or Greek ones among them, read as the Latin ones they look like."""
        place = self.at
        latin = words.LOOK_ALIKES[self.text[place]]
        self._suffixed("letter", latin, place, place + 1)

    def _wide(self, here: str) -> None:
        """Full-width and mathematical letters, digits and signs, by their plain form."""
        if here in words.SUBSCRIPTS:
            raise Unreadable("an index must stand behind a name", self.at)
        plain = unicodedata.normalize("NFKC", here)
        if len(plain) == 1 and plain != here and plain.isascii() and plain.isprintable():
            self._replace_ahead()
        elif len(plain) == 1 and plain != here and plain in words.GREEK:
            self._suffixed("letter", words.GREEK[plain], self.at, self.at + 1)
        else:
            self._refused(here)

    def _replace_ahead(self) -> None:
        """Read on with the characters ahead in their plain form; every place stays."""
        ahead = [self.text[: self.at]]
        for sign in self.text[self.at :]:
            simple = unicodedata.normalize("NFKC", sign)
            wide = len(simple) == 1 and simple.isascii() and simple.isprintable()
            ahead.append(simple if wide and sign not in _OWN_MEANING else sign)
        self.text = "".join(ahead)

    def _refused(self, here: str) -> None:
        kind = unicodedata.category(here)
        if kind[0] == "C":
            clean = "".join(sign for sign in self.text if unicodedata.category(sign)[0] != "C")
            raise Unreadable(f"there is an unseen character here ({shown(here)})", self.at, clean or None)
        if kind[0] == "M":
            raise Unreadable(f"there is a mark without a letter here ({shown(here)})", self.at)
        if here in "\"'`’′":
            raise Unreadable(f"the {here} is not read here", self.at)
        raise Unreadable(f"{shown(here)} is not read here", self.at)


def written_number(typed: str, place: int) -> str:
    """The text of a number, without superfluous zeros in front: `.5` is `0.5`, `007` is `7`.

    Raises Unreadable where it has too many digits or too large an exponent.
    """
    mantissa, _, exponent = typed.lower().partition("e")
    if sum(sign.isdigit() for sign in mantissa) > DIGITS:
        raise Unreadable(f"this number is too long: at most {DIGITS} digits are read", place)
    if exponent and abs(int(exponent)) > EXPONENT:
        raise Unreadable(f"this exponent is too large: at most {EXPONENT} is read after an e", place)
    whole, point, decimals = mantissa.partition(".")
    whole = whole.lstrip("0") or "0"
    text = f"{whole}.{decimals}" if point and decimals else whole
    return f"{text}e{int(exponent)}" if exponent else text
