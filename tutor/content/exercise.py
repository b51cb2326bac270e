"""What an exercise is, once read: a template of problems, every formula a tree already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.content.formula import Formula, Template
from tutor.content.let_block import LetLine
from tutor.errors import ContentError


@dataclass(frozen=True, slots=True)
class NamedMistake:
    """A wrong answer that can be told: the value it `gives` or the condition it `matches`."""

    say: Template
    gives: Formula | None
    matches: Formula | None
    when: Formula | None
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a choice and the condition under which it is right."""

    text: Template
    right: Formula
    say: Template | None
    line: int


@dataclass(frozen=True, eq=False)
class Written:
    """Something that stands in a pack file. `lines` tells on which line of `file` each of its keys stands."""

    file: str
    exercise: str
    lines: Mapping[str, int] = field(repr=False)

    def faulty(self, message: str, key: str | None = None, line: int | None = None) -> ContentError:
        """The error that says where in this exercise something is wrong."""
        return ContentError(message, file=self.file, line=line or self.line_of(key), exercise=self.exercise, key=key)

    def line_of(self, key: str | None) -> int:
        """The line of a key, or of the first table of that name; without one, its own."""
        own = self.lines[""]
        return own if key is None else self.lines.get(key, self.lines.get(f"{key}.0", own))


@dataclass(frozen=True, eq=False, kw_only=True)
class Part(Written):
    """What is asked and judged at once. `id` is empty where the exercise is one part.

    `answer` has one formula, or of a derivation its lines; it is empty where options are the answer.
    `names` and `assume` are the exercise's.
    """

    id: str
    kind: str
    form: str | None
    names: tuple[str, ...]
    assume: Mapping[str, str]
    decimals: int | None
    significant: int | None
    tolerance: str | None
    unit: str | None
    fields: tuple[str, ...]
    must: tuple[Formula, ...]
    shuffle: bool
    ask: Template
    answer: tuple[Formula, ...]
    confirm: tuple[Formula, ...]
    hints: tuple[Template, ...]
    steps: tuple[Template, ...]
    accept: tuple[Template, ...]
    reject: tuple[Template, ...]
    other_form: tuple[Template, ...]
    items: tuple[Template, ...]
    options: tuple[Option, ...]
    mistakes: tuple[NamedMistake, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Exercise(Written):
    """A template of problems: values to draw, a text that the parts have in common (empty where there is
    one), and the parts, in which earlier ones are values for later ones."""

    id: str
    skill: str
    title: str
    levels: tuple[int, ...]
    names: tuple[str, ...]
    assume: Mapping[str, str]
    sort: str
    tags: tuple[str, ...]
    source: str
    few: str | None
    let: tuple[LetLine, ...]
    ask: Template
    parts: tuple[Part, ...]


@dataclass(frozen=True, eq=False)
class Pack:
    """A versioned set of exercises. `hash`: the SHA-256 of its files' bytes, in hex. `file`: the file or folder
    it was read from."""

    id: str
    title: str
    version: int
    licence: str
    authors: tuple[str, ...]
    source: str
    hash: str
    file: str
    exercises: tuple[Exercise, ...] = field(repr=False)
