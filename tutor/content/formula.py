"""Formulas and texts with places (`{= formula}`) of a pack, read once, each knowing its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tutor.errors import ContentError, Unreadable
from tutor.expression.nodes import Node
from tutor.expression.reader import read

OPENING = "{="
MOST_SHOWN = 120
BRACKETS = {"{": "}", "[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as written, its tree, and its line in the file."""

    text: str
    tree: Node
    line: int


@dataclass(frozen=True, slots=True)
class Place:
    """`{= formula}` in a text; `in_maths`: it stands between dollars and is to be typeset."""

    formula: Formula
    in_maths: bool


Template = tuple[str | Place, ...]
"""A text with places, in the order in which they stand."""


def read_formula(text: str, line: int, names: Collection[str]) -> Formula:
    """`names` are the values and symbols in play: before a bracket they are factors, not
    functions. Raises ContentError with the line of the first character that cannot be read."""
    try:
        return Formula(text.strip(), read(text, names, author=True), line)
    except Unreadable as error:
        below = text.count("\n", 0, max(error.place, 0))
        shown = text.splitlines()[below].strip() if text.strip() else text
        message = f"{error.message[:1].upper()}{error.message[1:].rstrip('.')}. In: {shown[:MOST_SHOWN]}"
        raise ContentError(message, line=line + below) from error


def read_template(text: str, line: int, names: Collection[str]) -> Template:
    """The literal pieces and the places of a text that begins on `line`."""
    pieces: list[str | Place] = []
    at, dollars = 0, 0
    while (begin := text.find(OPENING, at)) >= 0:
        literal = text[at:begin]
        dollars += _dollars(literal)
        here = line + text.count("\n", 0, begin)
        end = _closing(text, begin, here)
        formula = read_formula(text[begin + len(OPENING) : end], here, names)
        pieces += [literal] if literal else []
        pieces.append(Place(formula, in_maths=dollars % 2 == 1))
        at = end + 1
    if at < len(text):
        pieces.append(text[at:])
    return tuple(pieces)


def paragraphs(text: str, line: int) -> Iterator[tuple[str, int]]:
    """The parts between blank lines, each with the line on which it begins."""
    begun, lines = line, list[str]()
    for number, each in enumerate([*text.splitlines(), ""], start=line):
        if each.strip():
            begun = begun if lines else number
            lines.append(each)
        elif lines:
            yield "\n".join(lines).strip(), begun
            lines = []


def formulas_of(template: Template) -> Iterator[Formula]:
    """The formulas at the places of a text."""
    return (piece.formula for piece in template if isinstance(piece, Place))


def _dollars(text: str) -> int:
    return text.replace("\\$", "").replace("$$", "$").count("$")


def _closing(text: str, begin: int, line: int) -> int:
    """The index of the bracket that closes the place, past brackets and quotes inside it."""
    waiting: list[str] = []
    quoted = False
    for index in range(begin, len(text)):
        char = text[index]
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in BRACKETS:
            waiting.append(BRACKETS[char])
        elif char in BRACKETS.values():
            if not waiting or waiting.pop() != char:
                raise ContentError(f"A `{char}` closes nothing in `{text[begin : index + 1]}`.", line=line)
            if not waiting:
                return index
    raise ContentError(f"`{text[begin : begin + 30]}` is never closed by a `}}`.", line=line)
