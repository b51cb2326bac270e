"""What people write before an answer to say whose value it is: `k = -3`, `f'(x) = 2x`, `ans: 5`.

    without_label("  f(x) = 2x.")      (9, "2x")
    entries_of("[a = -1, b = 3]")      the two, each with its label and where its value stands

Pure work on text, without names: what is a label is told by its shape alone. Whatever could be content
stays: `2 = x`, `x^2 = 9`, `sin(x) = 1/2`, `x = y = 3`, `x = 5 or x = 6`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tutor.expression.vocabulary import FUNCTIONS, GREEK, GREEK_NAMES

_SIGN = "".join(GREEK)
_NAME = rf"(?:\\?[A-Za-z]+|[{_SIGN}])(?:_(?:\{{\w+\}}|\w+)|[₀-₉]+|\d+)?(?:\^?\*|ˆ)?"
_ABOVE = r"(?:\^(?:T|\*|\+|-1|\{T\}|\{-1\}|\{\*\})|ᵀ|⁻¹)?"
_D = r"(?:d|∂|\\partial\s*|partial\s+)"
_POWER = r"(?:\^\d|\^\{\d\}|²|³)?"
_VARIABLE = rf"(?:\\(?:{'|'.join(GREEK_NAMES)})(?![A-Za-z])|[A-Za-z{_SIGN}])(?:_\w|_\{{\w+\}}|\d)?"
"""One letter: a run of them could be cut in too many ways."""

_BELOW = rf"(?:{_D}\s*{_VARIABLE}{_POWER}\s*)+"
_OF = r"(?:\([\w,\s]*\))?"
_DERIVATIVE = re.compile(
    rf"{_D}{_POWER}\s*{_NAME}\s*/\s*{_BELOW}"
    rf"|\\frac\s*\{{\s*{_D}{_POWER}\s*{_NAME}\s*\}}\s*\{{\s*{_BELOW}\}}"
    rf"|{_D}{_POWER}\s*/\s*{_BELOW}{_NAME}{_OF}"
    rf"|(?:∇|nabla\s+|\\nabla\s*|grad\s+){_NAME}{_OF}"
)
_NAMED = re.compile(rf"({_NAME}){_ABOVE}('{{0,3}}|′{{0,3}}|″)\s*(.*)", re.S)
_BARS = re.compile(rf"\|\|(?!\s*[xyz]\s*\|)\s*{_NAME}\s*\|\||‖\s*{_NAME}\s*‖|\|(?!\s*[xyz]\s*\|)\s*{_NAME}\s*\|")
_WORDS = re.compile(r"(?:the\s+)?(?:final\s+)?(?:ans(?:wer)?|result|solution|value)", re.I)
_SENTENCE = re.compile(rf"\s*{_WORDS.pattern}\s*(?:\bis\b\s*[:=]?|:|=)\s*", re.I)
_LEADING = re.compile(r"\s*(?:=>|->|==|=|≈|⇒|→|:)\s*")
_LINK = re.compile(r":=|=|≈|\\approx(?![a-z])|:")
_RELATION = re.compile(r"<=|>=|!=|:=|=|<|>|≤|≥|≠|≈|∈|\\(?:le|ge|lt|gt|ne|leq|geq|neq|approx|in)(?![a-z])")
_LOGIC = re.compile(r"\b(?:and|or)\b|∨|∧")
_OF_LISTS = frozenset(("det", "tr", "trace", "rank", "norm", "dim", "mean", "softmax", "dot", "max", "min"))
"""Functions that no one undoes to find an unknown: before a sign of equality they label."""

_PRODUCT = re.compile(r"[abcmnpqrstuvwxyz]{2}")
"""Two letters that are sooner a product than a name."""

_FACTORS = re.compile(r"[xyz]\(\s*[\d.]+\s*\)")
_OPEN, _CLOSE = "([{⟨", ")]}⟩"


class Entry(NamedTuple):
    """A part of a list: its label without blanks (empty: none), and where its value begins and ends."""

    label: str
    begin: int
    end: int


def without_label(text: str) -> tuple[int, str]:
    """The answer without a label before it or a full stop behind it, and its index in `text`."""
    begin, bare = without_answer_word(text)
    if begin == len(text) - len(text.lstrip()) and (entry := _entry(text, begin, begin + len(bare))).label:
        begin, bare = entry.begin, text[entry.begin : entry.end]
    return begin, bare


def without_answer_word(text: str) -> tuple[int, str]:
    """The same for answers that are relations themselves: only `ans:`, `the answer is`, a leading `=` and the
    full stop are taken off."""
    begin, end = _stripped(text, 0, len(text))
    if end - begin > 1 and text[end - 1] == "." and text[end - 2] != ".":
        _, end = _stripped(text, begin, end - 1)
    found = _LEADING.match(text, begin, end) or _SENTENCE.match(text, begin, end)
    if found and found.end() < end:
        begin = found.end()
    return begin, text[begin:end]


def entries_of(text: str) -> list[Entry]:
    """The entries of a list in brackets or without them, parted by `,`, `;` or `and`."""
    begin, end = _stripped(text, 0, len(text))
    if begin < end and text[begin] in "([{" and _closing(text, begin, end) == end - 1:
        begin, end = begin + 1, end - 1
    cuts = [begin - 1]
    entries: list[Entry] = []
    for at, sign in _outside(text, begin, end):
        if sign in ",;":
            cuts.append(at)
    for low, high in zip(cuts, [*cuts[1:], end], strict=True):
        entries.append(_entry(text, *_stripped(text, low + 1, high)))
    return entries


def _entry(text: str, begin: int, end: int) -> Entry:
    """What stands between, its label apart."""
    link = _link(text, begin, end)
    if link is None:
        return Entry("", begin, end)
    label = text[begin : link.start()].strip()
    value, _ = _stripped(text, link.end(), end)
    rest = text[value:end]
    is_one = rest and not _has_outside(_RELATION, rest) and not _LOGIC.search(rest)
    if not is_one or not _is_label(label, link.group()) or is_within(label, rest):
        return Entry("", begin, end)
    return Entry(re.sub(r"\s+", "", label), value, end)


def _link(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The first sign of equality outside brackets, if no other relation stands before it."""
    for at, _ in _outside(text, begin, end):
        if found := _LINK.match(text, at, end):
            is_equality = text[at : at + 2] not in ("==", "=<", "=>")
            return found if is_equality else None
        if _RELATION.match(text, at, end):
            return None
    return None


def _is_label(label: str, link: str) -> bool:
    if _WORDS.fullmatch(label):
        return True
    if link == ":":
        return False
    if _DERIVATIVE.fullmatch(label) or _BARS.fullmatch(label):
        return True
    found = _NAMED.fullmatch(label)
    if found is None:
        return False
    name, _, behind = found.groups()
    base = name.lstrip("\\")
    if base in FUNCTIONS and base not in _OF_LISTS:
        return False
    if not behind:
        return not _PRODUCT.fullmatch(base) or base in GREEK_NAMES
    if behind[0] in "([":
        if _FACTORS.fullmatch(base + behind):
            return False
        return _closing(behind, 0, len(behind)) == len(behind) - 1
    return base in _OF_LISTS and re.fullmatch(_NAME, behind) is not None


def is_within(label: str, rest: str) -> bool:
    """Whether a label is a bare name that stands in the value as well: `x = x + 1` says something of x."""
    if not re.fullmatch(_NAME, label):
        return False
    return re.search(rf"(?<![A-Za-z_\\]){re.escape(label)}(?![A-Za-z_0-9])", rest) is not None


def _has_outside(pattern: re.Pattern[str], text: str) -> bool:
    return any(pattern.match(text, at) for at, _ in _outside(text, 0, len(text)))


def _outside(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Each sign outside all brackets, with its index."""
    depth = 0
    for at in range(begin, end):
        sign = text[at]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth -= 1
        elif depth <= 0:
            yield at, sign


def _closing(text: str, begin: int, end: int) -> int:
    """The index of the bracket that closes the one at `begin`; -1 where none does."""
    depth = 0
    for at in range(begin, end):
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        if depth == 0:
            return at
    return -1


def _stripped(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end
