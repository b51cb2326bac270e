"""How a typed line is understood, by the kind of answer that is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.errors import Unreadable

if TYPE_CHECKING:
    from tutor.expression.nodes import Node
    from tutor.problem import Question

YES = ("yes", "y", "true", "t")
NO = ("no", "n", "false", "f")
BARE = {
    "set": "{}",
    "multiset": "{}",
    "subspace-basis": "{}",
    "orthonormal-basis": "{}",
    "tuple": "()",
    "shape": "()",
    "vector": "[]",
    "distribution": "[]",
}


@dataclass(frozen=True, slots=True)
class Understood:
    """One of the three: a tree to be typeset, words, or what cannot be read."""

    tree: Node | None = None
    words: tuple[str, ...] = ()
    error: Unreadable | None = None


def understand(typed: str, question: Question) -> Understood:
    """The reading of a line that is not empty."""
    match question.kind:
        case "boolean":
            return _boolean(typed)
        case "choice" | "choices" | "ordering" if question.options or question.items:
            return _lettered(typed, question)
        case "ordering" | "choice" | "choices":
            return Understood(words=(typed.strip(),))
        case _:
            return _formula(typed, question)


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


def _formula(typed: str, question: Question) -> Understood:
    from tutor.expression.reader import read

    try:
        return Understood(tree=read(typed, question.names))
    except Unreadable as error:
        if brackets := BARE.get(question.kind or ""):
            try:
                return Understood(tree=read(f"{brackets[0]}{typed}{brackets[1]}", question.names))
            except Unreadable:
                pass
        return Understood(error=error)


def _boolean(typed: str) -> Understood:
    word = typed.strip().lower()
    if word in YES or word in NO:
        return Understood(words=("yes" if word in YES else "no",))
    return Understood(error=Unreadable("Type yes or no.", 0))


def _lettered(typed: str, question: Question) -> Understood:
    lines = question.options or question.items
    letters = [chr(ord("a") + index) for index in range(len(lines))]
    named = []
    for found in re.finditer(r"[^\W\d_]+", typed):
        word = found.group().lower()
        if word == "and":
            continue
        for offset, letter in enumerate(word):
            if letter not in letters:
                last = letters[-1]
                return Understood(error=Unreadable(f"There is a to {last}, no {letter}.", found.start() + offset))
            named.append(letter)
    if not named:
        return Understood(error=Unreadable(f"Type a letter from a to {letters[-1]}.", 0))
    if question.kind == "choice" and len(named) > 1:
        return Understood(error=Unreadable("One letter is asked for.", 0))
    return Understood(words=tuple(f"{each}) {lines[letters.index(each)]}" for each in named))
