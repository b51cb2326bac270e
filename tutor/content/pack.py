"""Packs read: a TOML file of exercises, or a folder of them with `pack.toml`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from tutor.content.catalogue import ABOUT, exercise_files
from tutor.content.exercise import Exercise, NamedMistake, Option, Pack, Part
from tutor.content.formula import Formula, Template, paragraphs, read_formula, read_template
from tutor.content.let_block import LetLine, assigned_names, read_let, statements
from tutor.content.pack_file import ExerciseTable, FolderTable, MistakeTable, OptionTable, PartTable
from tutor.content.pack_source import PackSource, read_folder_table, read_source
from tutor.content.toml_places import Path as KeyPath
from tutor.errors import ContentError

MISTAKE = "mistake"
OPTION = "option"

Read = TypeVar("Read")


def read_pack(path: Path | Traversable) -> Pack:
    """The pack in a file, whose name is its id, or in a folder with `pack.toml`. Raises ContentError for
    whatever is wrong, with file, line, exercise and key."""
    return _read_folder(path) if path.is_dir() else _read_file(path)


def _read_file(path: Path | Traversable) -> Pack:
    content = path.read_bytes()
    source = read_source(content, str(path))
    table = source.table
    if table.title is None or table.version is None:
        missing = "title" if table.title is None else "version"
        raise source.faulty(f"`{missing}` is missing: a pack that is one file has a title and a version.", ())
    return Pack(
        id=Path(path.name).stem,
        title=table.title,
        version=table.version,
        licence=table.licence,
        authors=tuple(table.authors),
        source=table.source,
        hash=sha256(content).hexdigest(),
        file=str(path),
        exercises=tuple(read_exercises(source)),
    )


def _read_folder(folder: Path | Traversable) -> Pack:
    about: FolderTable = read_folder_table((folder / ABOUT).read_bytes(), str(folder / ABOUT))
    digest = sha256((folder / ABOUT).read_bytes())
    exercises: dict[str, Exercise] = {}
    for file in exercise_files(folder):
        content = file.read_bytes()
        digest.update(content)
        for exercise in read_exercises(read_source(content, str(file))):
            if exercise.id in exercises:
                raise exercise.faulty(f"Two exercises are called {exercise.id!r}.", "id")
            exercises[exercise.id] = exercise
    if not exercises:
        raise ContentError("The pack has no exercises.", file=str(folder))
    return Pack(
        id=about.id,
        title=about.title,
        version=about.version,
        licence=about.licence,
        authors=tuple(about.authors),
        source=about.source,
        hash=digest.hexdigest(),
        file=str(folder),
        exercises=tuple(exercises.values()),
    )


def read_exercises(source: PackSource) -> Iterator[Exercise]:
    """The exercises of one file, whose texts and formulas are read. Raises ContentError."""
    return (read_exercise(source, index) for index in range(len(source.table.exercise)))


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


def read_exercise(source: PackSource, index: int) -> Exercise:
    """One exercise of a file. Raises ContentError."""
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
            raise at.source.faulty(message, (*at.path, "part", number, "id"))
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
