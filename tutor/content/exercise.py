"""Packs and exercises, read: what a TOML file of exercises says, every formula a tree already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from tutor.content.formula import Formula, Template, paragraphs, read_formula, read_template
from tutor.content.let_block import LetLine, assigned_names, read_let, statements
from tutor.content.pack_file import ExerciseTable, MistakeTable, OptionTable, PartTable
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
    exercises = tuple(_exercise(source, index) for index in range(len(table.exercise)))
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


class _Places:
    """Reads the formulas and texts below one table of a file, and says where one is faulty."""

    def __init__(self, source: PackSource, exercise: str, path: KeyPath, names: frozenset[str]) -> None:
        self.source = source
        self.exercise = exercise
        self.path = path
        self.names = names

    def formula(self, text: str, *keys: str | int, extra: Collection[str] = ()) -> Formula:
        line = self.text_line(*keys)
        return self.placed(keys[-1], lambda: read_formula(text, line, self.names.union(extra)))

    def formulas(self, text: str | None, key: str, extra: Collection[str] = ()) -> tuple[Formula, ...]:
        """One formula a line; an indented line continues the last."""
        names = self.names.union(extra)
        begun = self.text_line(key)
        return tuple(
            self.placed(key, partial(read_formula, each, line, names)) for line, each in statements(text or "", begun)
        )

    def template(self, text: str, *keys: str | int, line: int | None = None) -> Template:
        begin = line or self.text_line(*keys)
        stripped = text.strip("\n").rstrip()
        return self.placed(keys[-1], lambda: read_template(stripped, begin, self.names))

    def paragraphs(self, text: str | None, key: str) -> tuple[Template, ...]:
        begun = self.text_line(key)
        return tuple(self.template(part, key, line=line) for part, line in paragraphs(text or "", begun))

    def lines(self, text: str | None, key: str) -> tuple[Template, ...]:
        lines = enumerate((text or "").splitlines(), start=self.text_line(key))
        return tuple(self.template(each.strip(), key, line=line) for line, each in lines if each.strip())

    def line(self, *keys: str | int) -> int:
        return self.source.line((*self.path, *keys))

    def text_line(self, *keys: str | int) -> int:
        return self.source.text_line((*self.path, *keys))

    def key_lines(self) -> Mapping[str, int]:
        depth = len(self.path)
        places = self.source.places.items()
        below = {path[depth:]: place.line for path, place in places if path[:depth] == self.path}
        return {".".join(map(str, path)): line for path, line in below.items()}

    def placed(self, key: str | int, step: Callable[[], Read]) -> Read:
        """What the step reads; its ContentError is completed with file, exercise and key."""
        try:
            return step()
        except ContentError as error:
            raise ContentError(
                error.message, file=self.source.file, line=error.line, exercise=self.exercise, key=str(key)
            ) from error


def _exercise(source: PackSource, index: int) -> Exercise:
    table = source.table.exercise[index]
    path: KeyPath = ("exercise", index)
    if (skill := table.skill or source.table.skill) is None:
        raise source.faulty("Which `skill` is practised? Name it here or at the top.", path)
    at = _Places(source, table.id, path, frozenset(table.names))
    let = _let(source, table, at)
    at.names |= assigned_names(let)
    return Exercise(
        id=table.id, skill=skill, title=table.title, levels=tuple(table.levels), names=tuple(table.names),
        assume=dict(table.assume), sort=table.sort, tags=tuple(table.tags), source=table.source, few=table.few,
        let=let, ask=at.template(table.ask, "ask") if table.part else (), parts=_parts(table, at), file=source.file,
        exercise=table.id, lines=at.key_lines(),
    )  # fmt: skip


def _let(source: PackSource, table: ExerciseTable, at: _Places) -> tuple[LetLine, ...]:
    shared: tuple[LetLine, ...] = ()
    if source.table.let:
        begin = source.text_line(("let",))
        shared = at.placed("let", lambda: read_let(source.table.let, begin, at.names))
    known = at.names | assigned_names(shared)
    own = at.placed("let", lambda: read_let(table.let, at.text_line("let"), known))
    return shared + own


def _parts(table: ExerciseTable, at: _Places) -> tuple[Part, ...]:
    """The parts, each knowing those before it; an exercise without any is its own only part."""
    if not table.part:
        return (_part(table, "", table, at),)
    parts: list[Part] = []
    names = at.names
    for number, part in enumerate(table.part):
        if part.id in names:
            message = f"`{part.id}` has a meaning already; give the part another id."
            raise at.source.faulty(message, (*at.path, "part", number))
        parts.append(_part(part, part.id, table, _Places(at.source, table.id, (*at.path, "part", number), names)))
        names |= {part.id}
    return tuple(parts)


def _part(asked: ExerciseTable | PartTable, part_id: str, table: ExerciseTable, at: _Places) -> Part:
    assert asked.kind is not None
    given = asked.fields or ["answer"]
    # What a part is called is worth its answer in its own solution, too.
    inside = _Places(at.source, at.exercise, at.path, at.names | ({part_id} if part_id else set()))
    return Part(
        id=part_id, kind=asked.kind, form=asked.form, names=tuple(table.names), assume=dict(table.assume),
        decimals=asked.decimals, significant=asked.significant, tolerance=asked.tolerance, unit=asked.unit,
        fields=tuple(asked.fields), must=at.formulas(asked.must, "must", given), shuffle=asked.shuffle,
        ask=at.template(asked.ask, "ask"),
        answer=_answer(asked, at),
        confirm=inside.formulas(asked.confirm, "confirm", {"answer"}),
        hints=inside.paragraphs(asked.hints, "hints"),
        steps=inside.paragraphs(asked.steps, "steps"),
        accept=inside.lines(asked.accept, "accept"),
        reject=inside.lines(asked.reject, "reject"),
        other_form=inside.lines(asked.other_form, "other-form"),
        items=tuple(at.template(item, "items") for item in asked.items),
        options=tuple(_option(option, number, at) for number, option in enumerate(asked.option)),
        mistakes=tuple(_mistake(mistake, number, asked.fields, inside) for number, mistake in enumerate(asked.mistake)),
        file=at.source.file, exercise=at.exercise, lines=at.key_lines(),
    )  # fmt: skip


def _answer(asked: ExerciseTable | PartTable, at: _Places) -> tuple[Formula, ...]:
    if asked.answer is None:
        return ()
    if asked.kind == "derivation":
        return at.formulas(asked.answer, "answer")
    return (at.formula(asked.answer, "answer"),)


def _option(option: OptionTable, number: int, at: _Places) -> Option:
    where = (OPTION, number)
    say = None if option.say is None else at.template(option.say, *where, "say")
    right = at.formula(option.right, *where, "right")
    return Option(at.template(option.text, *where, "text"), right, say, at.line(*where))


def _mistake(mistake: MistakeTable, number: int, fields: Collection[str], at: _Places) -> NamedMistake:
    where = (MISTAKE, number)
    given = {"given", *fields}
    return NamedMistake(
        say=at.template(mistake.say, *where, "say"),
        gives=None if mistake.gives is None else at.formula(mistake.gives, *where, "gives"),
        matches=None if mistake.matches is None else at.formula(mistake.matches, *where, "matches", extra=given),
        when=None if mistake.when is None else at.formula(mistake.when, *where, "when"),
        name=mistake.name,
        line=at.line(*where),
    )
