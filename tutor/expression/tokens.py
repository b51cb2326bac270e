"""Text to tokens: numbers, words, signs, each with its exact place; Unicode, phones and TeX included.

One character at a time and nothing of meaning: which letters are names is decided later (`meaning.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from tutor.errors import Unreadable
from tutor.expression import vocabulary as words
from tutor.expression.tex import Commands
from tutor.expression.vocabulary import shown

DIGITS = 60
EXPONENT = 300
LENGTH = {False: 500, True: 4096}
"""Characters of a line, for learners and for authors."""


class Token(NamedTuple):
    """`kind`: number, vulgar (½), word, letter (one that never joins its neighbours), op, keyword, power (a
    superscript), text, tex, begin, end, big (∑), differential (∂), reals (ℝ), stop. `end`: the index behind it.
    `spaced`: a blank before it.
    """

    kind: str
    text: str
    place: int
    end: int
    spaced: bool


_PLAIN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+(?![0-9A-Za-z_]|\.(?!\.)))?)"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<op>\*\*|\+/?-|<=|>=|!=|=<|=>|==|<>|\.\.\.?|[-+*/^()\[\]{}|,;=<>~!%_&:'])"
)
_AUTHOR_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_DRESS = re.compile(r"[{}]|\\[a-z]+")
_ONE_SPELLING = {"**": "^", "=<": "<=", "=>": ">=", "==": "=", "<>": "!=", "+-": "±", "+/-": "±"}
_OWN_MEANING = (
    words.SUPERSCRIPTS.keys()
    | words.SUBSCRIPT_SIGNS.keys()
    | words.SIGNS.keys()
    | words.SIGN_TOKENS.keys()
    | words.NOT_READ.keys()
)
_SPACE = " \t\n\r$"
_BEGIN_SUFFIX = frozenset("_0123456789")
_TWO_TOKENS = {"||": "||", "∅": ("\\{", "\\}"), "″": "''"}


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


class _Scanner(Commands):
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
            if here == " ":
                self.spaced = True
                self.at += 1
            elif found := _PLAIN.match(self.text, self.at):
                self._plain(found)
            elif here in _SPACE:
                self._blank(here)
            elif here == "\\":
                self.command()
            elif here == '"' and self.author:
                self._quoted()
            else:
                self._unicode(here)
        self.add("stop", "", length, length)
        return self.tokens

    def add(self, kind: str, text: str, place: int, end: int) -> None:
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
        kind, typed, place, end = found.lastgroup, found.group(), self.at, found.end()
        if kind == "op":
            if typed == "...":
                self.known_but_not_read("…", end)
            self.add("op", _ONE_SPELLING.get(typed, typed), place, end)
        elif kind == "word":
            self._word(place, end)
        elif typed.isdigit() and typed[0] != "0" and len(typed) <= DIGITS and not self._after_fraction():
            self.add("number", typed, place, end)
        else:
            self._number(place, typed)

    def _number(self, place: int, typed: str) -> None:
        if self._after_fraction() and typed[0].isdigit():
            typed = typed[0]  # TeX: \frac12 is one half
        elif typed.endswith(".") and self.text[place + len(typed) : place + len(typed) + 2] == "..":
            typed = typed[:-1]
        self.digits(typed, place, place + len(typed))

    def digits(self, typed: str, place: int, end: int) -> None:
        self.add("number", written_number(typed, place), place, end)

    def _after_fraction(self) -> bool:
        """Whether a bare digit here is an argument of `\\frac`."""
        tokens = self.tokens
        if tokens and tokens[-1].text == "frac":
            return tokens[-1].kind == "tex"
        second = len(tokens) > 1 and tokens[-2].kind == "tex" and tokens[-2].text == "frac"
        return second and tokens[-1].kind == "number" and not self.spaced

    def _word(self, place: int, end: int) -> None:
        if self.author:
            found = _AUTHOR_WORD.match(self.text, place)
            assert found is not None
            word, end = found.group(), found.end()
            if not self._has_subscript(end):
                self.add("word", word, place, end)
                return
        word = self.text[place:end]
        self.suffixed("word", word, place, end)

    def _has_subscript(self, end: int) -> bool:
        return end < len(self.text) and self.text[end] in words.SUBSCRIPTS

    def suffixed(self, kind: str, word: str, place: int, end: int) -> None:
        """A word with the accent or the subscript that follows it."""
        if len(word) == 1 and (mark := words.ACCENTS.get(self.text[end : end + 1])):
            word, end = f"{word}_{mark}", end + 1
        elif self._has_subscript(end):
            word += "_"
            while self._has_subscript(end):
                word += words.SUBSCRIPTS[self.text[end]]
                end += 1
        elif self.text[end : end + 1] in _BEGIN_SUFFIX and (length := self.suffix(word, self.text[end : end + 40])):
            word += _DRESS.sub("", self.text[end : end + length])
            end += length
        self.add(kind, word, place, end)

    def _quoted(self) -> None:
        end = self.text.find('"', self.at + 1)
        if end < 0:
            raise Unreadable('this " is never closed', self.at)
        inside = self.text[self.at + 1 : end]
        for at, sign in enumerate(inside, self.at + 1):
            if unicodedata.category(sign)[0] == "C":
                raise Unreadable(f"there is an unseen character in this text ({shown(sign)})", at)
        self.add("text", inside, self.at, end + 1)

    def sign(self, sign: str, place: int, end: int) -> None:
        """A sign by its meaning; some are two tokens."""
        if sign in words.SIGN_TOKENS:
            self.add(*words.SIGN_TOKENS[sign], place, end)
            return
        for each in _TWO_TOKENS.get(sign, (sign,)):
            self.add("op", each, place, end)

    def _unicode(self, here: str) -> None:
        place, end = self.at, self.at + 1
        if here in words.GREEK:
            self.suffixed("letter", words.GREEK[here], place, end)
        elif here in words.SUPERSCRIPTS:
            self._superscript()
        elif here in words.VULGAR:
            self.add("vulgar", here, place, end)
        elif here in words.LOOK_ALIKES:
            self._look_alike()
        elif here in words.SIGN_TOKENS or here in _TWO_TOKENS:
            self.sign(here, place, end)
        elif here in words.SIGNS:
            self.sign(words.SIGNS[here], place, end)
        elif here in words.NOT_READ:
            self.known_but_not_read(here, end)
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
        if re.fullmatch(r"[-+]?(?:[0-9]{1,60}|[a-zT])", typed):
            self.add("power", typed, place, end)
        else:
            self._in_brackets("^", typed, place)

    def _in_brackets(self, sign: str, typed: str, place: int) -> None:
        """A run of raised or lowered signs, as what they stand for: `eˣ⁺¹` is `e^(x+1)`."""
        inner = _Scanner(typed, self.author, self.suffix).run()
        self.add("op", sign, place, place)
        self.add("op", "(", place, place)
        for token in inner[:-1]:
            self.add(token.kind, token.text, place + token.place, place + token.end)
        self.add("op", ")", place + len(typed), place + len(typed))

    def _look_alike(self) -> None:
        """A run of letters with Cyrillic or Greek ones among them, read as the Latin ones they look like."""
        place = self.at
        latin = words.LOOK_ALIKES[self.text[place]]
        self.suffixed("letter", latin, place, place + 1)

    def _wide(self, here: str) -> None:
        """Full-width and mathematical letters, digits and signs, by their plain form."""
        if here in words.SUBSCRIPT_SIGNS:
            self._subscript()
            return
        letter, mark = unicodedata.normalize("NFD", here)[:1], unicodedata.normalize("NFD", here)[1:]
        if letter.isascii() and mark in words.ACCENTS:
            self.add("word", f"{letter}_{words.ACCENTS[mark]}", self.at, self.at + 1)
            return
        plain = unicodedata.normalize("NFKC", here)
        if len(plain) == 1 and plain != here and plain.isascii() and plain.isprintable():
            self._replace_ahead()
        elif len(plain) == 1 and plain != here and plain in words.GREEK:
            self.suffixed("letter", words.GREEK[plain], self.at, self.at + 1)
        else:
            self._refused(here)

    def _subscript(self) -> None:
        """The `ᵢ₌₁` of `∑ᵢ₌₁ⁿ`, the `₂` of `‖v‖₂`."""
        if not self.tokens or not (self.tokens[-1].kind == "big" or self.tokens[-1].text == "|"):
            raise Unreadable("an index must stand behind a name", self.at)
        end = self.at
        while self.text[end : end + 1] in words.SUBSCRIPT_SIGNS and end < len(self.text):
            end += 1
        typed = "".join(words.SUBSCRIPT_SIGNS[sign] for sign in self.text[self.at : end])
        self._in_brackets("_", typed, self.at)

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
        if shown(here).startswith("U+"):
            clean = "".join(sign for sign in self.text if unicodedata.category(sign)[0] not in "CM")
            what = "a mark without a letter" if kind[0] == "M" else "an unseen character"
            raise Unreadable(f"there is {what} here ({shown(here)})", self.at, clean or None)
        raise Unreadable(f"{shown(here)} is not read here", self.at)

    def known_but_not_read(self, sign: str, end: int) -> NoReturn:
        said, instead = words.NOT_READ[sign]
        repair = "" if instead is None else self.text[: self.at] + instead + self.text[end:]
        raise Unreadable(said, self.at, repair)


def written_number(typed: str, place: int) -> str:
    """The text of a number, without superfluous zeros in front: `.5` is `0.5`, `007` is `7`.

    Raises Unreadable where it has too many digits or too large an exponent.
    """
    mantissa, _, exponent = typed.lower().partition("e")
    if sum(sign.isdigit() for sign in mantissa) > DIGITS:
        raise Unreadable(f"this number is too long: at most {DIGITS} digits are read", place, "")
    if exponent and abs(int(exponent)) > EXPONENT:
        raise Unreadable(f"this exponent is too large: at most {EXPONENT} is read after an e", place, "")
    whole, point, decimals = mantissa.partition(".")
    whole = whole.lstrip("0") or "0"
    text = f"{whole}.{decimals}" if point and decimals else whole
    return f"{text}e{int(exponent)}" if exponent else text
