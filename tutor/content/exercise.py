"""Packs and exercises, read: what a TOML file of exercises says, every formula a tree already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from tutor.content.formula import Formula, Template, paragraphs, read_formula, read_template
from tutor.content.let_block import LetLine, assigned_names, read_let
from tutor.content.pack_file import ExerciseTable, MistakeTable, OptionTable
from tutor.content.pack_source import PackSource, read_source
from tutor.content.toml_places import Path as KeyPath
from tutor.errors import ContentError

MISTAKE = "mistake"
OPTION = "option"

Read = TypeVar("Read")


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
class Exercise:
    """A template of problems. `lines` tells on which line of `file` each key stands."""

    id: str
    skill: str
    title: str
    levels: tuple[int, ...]
    kind: str
    form: str | None
    names: tuple[str, ...]
    assume: Mapping[str, str]
    sort: str
    tags: tuple[str, ...]
    source: str
    few: str | None
    decimals: int | None
    significant: int | None
    tolerance: str | None
    shuffle: bool
    let: tuple[LetLine, ...]
    ask: Template
    answer: Formula | None
    confirm: tuple[Formula, ...]
    hints: tuple[Template, ...]
    steps: tuple[Template, ...]
    accept: tuple[Template, ...]
    reject: tuple[Template, ...]
    other_form: tuple[Template, ...]
    items: tuple[Template, ...]
    options: tuple[Option, ...]
    mistakes: tuple[NamedMistake, ...]
    file: str
    lines: Mapping[str, int]

    def faulty(self, message: str, key: str | None = None, line: int | None = None) -> ContentError:
        """The error that says where in this exercise something is wrong."""
        return ContentError(message, file=self.file, line=line or self.line_of(key), exercise=self.id, key=key)

    def line_of(self, key: str | None) -> int:
        """The line of a key, or of the first table of that name; without one, the exercise's own."""
        own = self.lines[""]
        return own if key is None else self.lines.get(key, self.lines.get(f"{key}.0", own))


@dataclass(frozen=True, eq=False)
class Pack:
    """A versioned set of exercises. `hash`: the SHA-256 of the file's bytes, in hex."""

    id: str
    title: str
    version: int
    licence: str
    authors: tuple[str, ...]
    source: str
    hash: str
    file: str
    exercises: tuple[Exercise, ...] = field(repr=False)


def read_pack(path: Path | Traversable) -> Pack:
    """The pack in a file; its id is the file's name. Raises ContentError for whatever is wrong,
    with file, line, exercise and key."""
    content = path.read_bytes()
    source = read_source(content, str(path))
    table = source.table
    exercises = tuple(_ExerciseReader(source, index).read() for index in range(len(table.exercise)))
    return Pack(
        id=Path(path.name).stem,
        title=table.title,
        version=table.version,
        licence=table.licence,
        authors=tuple(table.authors),
        source=table.source,
        hash=sha256(content).hexdigest(),
        file=str(path),
        exercises=exercises,
    )


class _ExerciseReader:
    """Reads the formulas and texts of one exercise table, and says where one is faulty."""

    def __init__(self, source: PackSource, index: int) -> None:
        self.source = source
        self.table: ExerciseTable = source.table.exercise[index]
        self.path: KeyPath = ("exercise", index)
        self.names: frozenset[str] = frozenset(self.table.names)

    def read(self) -> Exercise:
        table = self.table
        skill = table.skill or self.source.table.skill
        if skill is None:
            raise self.source.faulty("Which `skill` is practised? Name it here or at the top.", self.path)
        let = self._let()
        self.names |= assigned_names(let)
        return Exercise(
            id=table.id, skill=skill, title=table.title, levels=tuple(table.levels), kind=table.kind,
            form=table.form, names=tuple(table.names), assume=dict(table.assume), sort=table.sort,
            tags=tuple(table.tags), source=table.source, few=table.few, decimals=table.decimals,
            significant=table.significant, tolerance=table.tolerance, shuffle=table.shuffle, let=let,
            ask=self._template(table.ask, "ask"),
            answer=self._formula(table.answer, "answer"),
            confirm=tuple(self._lines_of_formulas(table.confirm, "confirm")),
            hints=tuple(self._paragraphs(table.hints, "hints")),
            steps=tuple(self._paragraphs(table.steps, "steps")),
            accept=tuple(self._lines(table.accept, "accept")),
            reject=tuple(self._lines(table.reject, "reject")),
            other_form=tuple(self._lines(table.other_form, "other-form")),
            items=tuple(self._template(item, "items") for item in table.items),
            options=tuple(self._option(option, at) for at, option in enumerate(table.option)),
            mistakes=tuple(self._mistake(mistake, at) for at, mistake in enumerate(table.mistake)),
            file=self.source.file,
            lines=self._key_lines(),
        )  # fmt: skip

    def _key_lines(self) -> Mapping[str, int]:
        depth = len(self.path)
        below = {path[depth:]: place.line for path, place in self.source.places.items() if path[:depth] == self.path}
        return {".".join(map(str, path)): line for path, line in below.items()}

    def _let(self) -> tuple[LetLine, ...]:
        shared: tuple[LetLine, ...] = ()
        if self.source.table.let:
            begin = self.source.text_line(("let",))
            shared = self._placed("let", lambda: read_let(self.source.table.let, begin, self.names))
        known = self.names | assigned_names(shared)
        begin = self._text_line("let")
        own = self._placed("let", lambda: read_let(self.table.let, begin, known))
        return shared + own

    def _formula(self, text: str | None, *keys: str | int) -> Formula | None:
        if text is None:
            return None
        line = self._text_line(*keys)
        extra = {"given"} if keys[-1] == "matches" else set[str]()
        return self._placed(keys[-1], lambda: read_formula(text, line, self.names | extra))

    def _required(self, text: str, *keys: str | int) -> Formula:
        formula = self._formula(text, *keys)
        assert formula is not None
        return formula

    def _template(self, text: str, *keys: str | int, line: int | None = None) -> Template:
        begin = line or self._text_line(*keys)
        stripped = text.strip("\n").rstrip()
        return self._placed(keys[-1], lambda: read_template(stripped, begin, self.names))

    def _paragraphs(self, text: str | None, key: str) -> list[Template]:
        begun = self._text_line(key)
        return [self._template(part, key, line=line) for part, line in paragraphs(text or "", begun)]

    def _lines(self, text: str | None, key: str) -> list[Template]:
        lines = enumerate((text or "").splitlines(), start=self._text_line(key))
        return [self._template(each.strip(), key, line=line) for line, each in lines if each.strip()]

    def _lines_of_formulas(self, text: str | None, key: str) -> list[Formula]:
        names = self.names | {"answer"}
        lines = enumerate((text or "").splitlines(), start=self._text_line(key))
        return [self._placed(key, partial(read_formula, each, line, names)) for line, each in lines if each.strip()]

    def _option(self, option: OptionTable, at: int) -> Option:
        where = (OPTION, at)
        say = None if option.say is None else self._template(option.say, *where, "say")
        right = self._required(option.right, *where, "right")
        return Option(self._template(option.text, *where, "text"), right, say, self._line(*where))

    def _mistake(self, mistake: MistakeTable, at: int) -> NamedMistake:
        where = (MISTAKE, at)
        return NamedMistake(
            say=self._template(mistake.say, *where, "say"),
            gives=self._formula(mistake.gives, *where, "gives"),
            matches=self._formula(mistake.matches, *where, "matches"),
            when=self._formula(mistake.when, *where, "when"),
            name=mistake.name,
            line=self._line(*where),
        )

    def _line(self, *keys: str | int) -> int:
        return self.source.line((*self.path, *keys))

    def _text_line(self, *keys: str | int) -> int:
        return self.source.text_line((*self.path, *keys))

    def _placed(self, key: str | int, step: Callable[[], Read]) -> Read:
        """What the step reads; its ContentError is completed with file, exercise and key."""
        try:
            return step()
        except ContentError as error:
            raise ContentError(
                error.message, file=self.source.file, line=error.line, exercise=self.table.id, key=str(key)
            ) from error
