"""How a typed line is understood, by the kind of answer that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tutor.errors import Unreadable

if TYPE_CHECKING:
    from tutor.expression.nodes import Node
    from tutor.problem import Question

YES = ("yes", "y", "true", "t")
NO = ("no", "n", "false", "f")
SETS = ("set", "multiset", "subspace-basis", "orthonormal-basis")
LISTS = (*SETS, "tuple", "vector", "distribution", "up-to-scale", "up-to-sign")
BARE = {**dict.fromkeys(SETS, "{}"), "tuple": "()", "vector": "[]", "distribution": "[]"}
_JOINING = ("and", "or", "both", "then", "before", "option", "options")
MATRICES = ("matrix", "symmetric", "orthogonal", "vector")
RELATIONS = ("equation", "inequality", "interval")
_BY = re.compile(r"×|\\times(?![a-z])|(?<![A-Za-z_\\])(?:by|[xX])(?![A-Za-z_])|(?<=[0-9])[xX](?=\s*\w)")
_FUNCTION = re.compile(r"\s*([A-Za-z]+)['′]*\s*\(\s*\w+(?:\s*,\s*\w+)*\s*\)\s*=(?!=)")
_SET = re.compile(r"\s*([A-Za-z]\w*)\s*=\s*[(\[\]{ℝ∅\\R]")
_SIZE = re.compile(r"^\s*(?:torch\.)?size(?=\s*[(\[])|,\s*(?=\)\s*$)", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A tree to be typeset, with what stands before it (`P =`) and its unit behind it."""

    tree: Node
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """One of the three: lines to be typeset, words, or what cannot be read."""

    lines: tuple[Line, ...] = ()
    words: tuple[str, ...] = ()
    error: Unreadable | None = None


def understand(typed: str, question: Question) -> Understood:
    """The reading of a line that is not empty."""
    if question.kind == "boolean":
        return _boolean(_unlabelled(typed, question))
    if question.kind in ("choice", "choices", "ordering"):
        bare = _unlabelled(typed, question)
        return _lettered(bare, question) if question.options or question.items else Understood(words=(bare.strip(),))
    try:
        return Understood(lines=_lines(typed, question))
    except Unreadable as error:
        return Understood(error=error)


def closers(typed: str) -> str:
    """The brackets that would close what is still open, innermost first."""
    pairs = {"(": ")", "[": "]", "{": "}"}
    waiting: list[str] = []
    for character in typed:
        if character in pairs:
            waiting.append(pairs[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
    return "".join(reversed(waiting))


# --- formulas -----------------------------------------------------------------------------------------


def _lines(typed: str, question: Question) -> tuple[Line, ...]:
    kind = question.kind or ""
    if kind == "derivation":
        return _derivation(typed, question)
    if question.fields and kind in ("factorisation", "satisfying"):
        return _fields(typed, question)
    bare = _without_answer_word(typed) if kind in RELATIONS else _unlabelled(typed, question)
    if kind == "interval" and (named := _SET.match(typed)) and named[1] not in (question.names or ()):
        bare = _unlabelled(typed, question)
    if kind == "quantity":
        return (_quantity(bare, question),)
    if kind == "shape":
        bare = _shape(bare, question)
    return (Line(_as_kind(_formula(bare, question), kind)),)


def _unlabelled(typed: str, question: Question) -> str:
    """The line with blanks for a label such as `k =`, so that places stay right."""
    from tutor.expression.labels import is_within, without_label

    begin, bare = without_label(typed)
    if question.kind in LISTS and not typed[:begin].strip():
        return _without_labels(" " * begin + bare)
    label = typed[:begin].strip().rstrip("=≈: ").strip()
    stays = not bare or is_within(label, without_label(question.against)[1])
    return typed if stays else " " * begin + bare


def _without_answer_word(typed: str) -> str:
    """A relation with blanks for `ans:` in front and without a full stop behind it."""
    from tutor.expression.labels import without_answer_word

    begin, bare = without_answer_word(typed)
    return " " * begin + bare if bare else typed


def _without_labels(typed: str) -> str:
    """`[a = 1, b = 2]` with blanks for the labels of its entries."""
    from tutor.expression.labels import entries_of

    bare = typed
    for entry in entries_of(typed):
        if entry.label:
            start = max(typed.rfind(sign, 0, entry.begin) for sign in ",;([{") + 1
            bare = bare[:start] + " " * (entry.begin - start) + bare[entry.begin :]
    return bare


def _formula(typed: str, question: Question) -> Node:
    from tutor.expression.reader import read

    names = _in_play(question)
    try:
        return read(typed, names)
    except Unreadable:
        if brackets := BARE.get(question.kind or ""):
            try:
                return read(f"{brackets[0]}{typed}{brackets[1]}", names)
            except Unreadable:
                pass
        raise


def _in_play(question: Question) -> tuple[str, ...] | None:
    """The declared names, with those that may be written though they were not declared."""
    if question.names is None:
        return None
    constants = ("C", "c", "const") if question.kind == "antiderivative" else ()
    identity = ("I",) if set(question.assume.values()) & set(MATRICES) else ()
    return (*question.names, *constants, *identity)


def _as_kind(tree: Node, kind: str) -> Node:
    """`1, 2` as the set, and `[0, 1]` as the interval, for which it will be taken."""
    from tutor.expression.nodes import Listed
    from tutor.expression.parts import as_set

    if kind in ("interval", "inequality"):
        return as_set(tree)
    if kind in SETS and isinstance(tree, Listed) and tree.bracket == "(":
        return Listed("{", tree.items, place=tree.place)
    return tree


def _quantity(typed: str, question: Question) -> Line:
    from tutor.expression.quantities import read_quantity, unit_text

    found = read_quantity(typed, question.names or ())
    if found.unit is None or found.number is None:
        return Line(found.tree)
    return Line(found.number, behind=unit_text(found.unit))


def _shape(typed: str, question: Question) -> str:
    """`2 x 3` as `2, 3`; a letter x that is a name stays one."""
    is_name = {"x", "X"} & set(question.names or ())
    return _SIZE.sub("", re.sub("×" if is_name else _BY, ", ", typed))


def _derivation(typed: str, question: Question) -> tuple[Line, ...]:
    """Every line; `= 2x` goes on with the line before."""
    from tutor.expression.steps import parted, unaligned

    return tuple(
        _step(text, begin, question) for begin, text in parted(unaligned(typed).replace("&", " ")) if text.strip("= \\")
    )


def _step(text: str, begin: int, question: Question) -> Line:
    """One line, without a label such as `f(x) =` in front and an open `=` behind."""
    from tutor.expression.vocabulary import FUNCTIONS

    goes_on = re.match(r"\s*=(?!=)", text)
    label = _FUNCTION.match(text)
    named = label is not None and label[1] not in FUNCTIONS and label[1] not in (question.names or ())
    ahead = goes_on or (label if named else None)
    rest = " " * ahead.end() + text[ahead.end() :] if ahead else text
    rest = re.sub(r"(?<![<>!=])=\s*$|\\+\s*$", "", rest)
    return Line(_at(begin, partial(_formula, rest, question)), "=" if goes_on else "")


def _fields(typed: str, question: Question) -> tuple[Line, ...]:
    """`P = …; D = …`, or the values in the order of the fields."""
    from tutor.expression.labels import entries_of

    lines = []
    for at, entry in enumerate(entries_of(typed)):
        value = typed[entry.begin : entry.end]
        field = entry.label or (question.fields[at] if at < len(question.fields) else "")
        tree = _at(entry.begin, partial(_formula, value, question))
        lines.append(Line(tree, f"{field} =" if field else ""))
    return tuple(lines)


def _at(begin: int, read: Callable[[], Node]) -> Node:
    """What is read; the place of an error counts from the beginning of the whole line."""
    try:
        return read()
    except Unreadable as error:
        raise Unreadable(error.message, begin + error.place) from None


# --- words ----------------------------------------------------------------------------------------------


def _boolean(typed: str) -> Understood:
    word = typed.strip().strip(".!").lower()
    if word in YES or word in NO:
        return Understood(words=("yes" if word in YES else "no",))
    return Understood(error=Unreadable("Type yes or no.", 0))


def _lettered(typed: str, question: Question) -> Understood:
    from tutor.expression.options import marks

    lines = question.options or question.items
    letters = marks(lines, question.against)
    if typed.strip().lower() not in letters and (whole := _spelt(typed, lines)):
        return Understood(words=whole)
    sort, last = "number" if "1" in letters else "letter", letters[-1]
    named = []
    for found in re.finditer(r"[^\W\d_]+|\d", typed):
        word = found.group().lower()
        if word in _JOINING:
            continue
        for offset, letter in enumerate(word):
            if letter not in letters:
                return Understood(
                    error=Unreadable(f"There is {letters[0]} to {last}, no {letter}.", found.start() + offset)
                )
            named.append(letter)
    if not named:
        return Understood(error=Unreadable(f"Type a {sort} from {letters[0]} to {last}.", 0))
    if question.kind == "choice" and len(named) > 1:
        return Understood(error=Unreadable(f"One {sort} is asked for.", 0))
    return Understood(words=tuple(f"{each}) {lines[letters.index(each)]}" for each in named))


def _spelt(typed: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that are typed out in full; none where anything else stands there."""
    from tutor.expression.options import spelt

    found = spelt([typed], lines) or spelt(re.split(r"[,;>→]|\s(?:and|then)\s|->", typed), lines)
    return tuple(lines[at] for at in found)
