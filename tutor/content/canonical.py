"""The canonical form of a pack file: one order of keys, one way to write each value, comments where they belong.

What a file means is never changed: the form is read again, and compared with what was there, before it is kept.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tutor.content.catalogue import ABOUT, exercise_files
from tutor.content.formula import Formula
from tutor.content.pack import read_exercises
from tutor.content.pack_source import read_folder_table, read_source
from tutor.content.toml_file import load_toml
from tutor.content.toml_statements import Key, Table, has_comment, statements_of
from tutor.errors import ContentError

ASKED = (
    "kind", "form", "names", "assume", "decimals", "significant", "tolerance", "unit", "fields", "shuffle", "tags",
    "source", "few", "let", "ask", "items", "answer", "must", "confirm", "hints", "steps", "accept", "other-form",
    "reject", "option", "mistake", "part",
)  # fmt: skip
ORDER: Mapping[str, tuple[str, ...]] = {
    "": ("format", "id", "title", "version", "licence", "authors", "source", "requires", "vocabulary", "skill", "let"),
    "exercise": ("id", "skill", "title", "levels", "sort", *ASKED),
    "part": ("id", *ASKED),
    "mistake": ("name", "gives", "matches", "when", "say"),
    "option": ("text", "right", "say"),
}
"""The keys of each table in the order in which they stand."""
WORDS = frozenset(
    ("id", "skill", "title", "sort", "kind", "form", "licence", "source", "unit", "tolerance", "name", "few")
)
"""Keys whose text is neither formula nor Markdown: it stands between double quotes."""
LISTED_WORDS = frozenset(("names", "fields", "tags", "authors", "requires", "vocabulary"))
STATEMENTS = frozenset(("let", "answer", "must", "confirm"))
MARKDOWN = frozenset(("ask", "hints", "steps", "say", "text"))
WIDEST = 120
"""Columns of the longest line: a text that is wider with its key, but not without, gets a line of its own."""


def canonical(content: bytes, file: str) -> str:
    """The file in its canonical form. Raises ContentError for whatever keeps it from being read."""
    load_toml(content, file)
    before = _meaning(content, file)
    source = content.decode().replace("\r\n", "\n")
    form = "\n".join(_lines(source)) + "\n"
    if _meaning(form.encode(), file) != before:
        raise ContentError("Its canonical form would mean something else; it is left as it is.", file=file)
    return form


def pack_files(path: Path) -> list[Path]:
    """The files of a pack that have a canonical form: itself, or `pack.toml` and the exercises of a folder."""
    inside = [each for each in exercise_files(path) if isinstance(each, Path)] if path.is_dir() else []
    return [path / ABOUT, *inside] if path.is_dir() else [path]


def write_over(file: Path, text: str) -> None:
    """Replace a file, whole or not at all, keeping its permissions. Raises ContentError."""
    target = file.resolve()
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{file.name}-")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
            os.chmod(name, target.stat().st_mode & 0o7777)
            os.replace(name, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise ContentError(f"It cannot be written: {error.strerror}.", file=str(file)) from error


# --- what a file means --------------------------------------------------------------------------------


def _meaning(content: bytes, file: str) -> object:
    """All that a file says, whatever its layout: exercises with their formulas as trees."""
    if Path(file).name == ABOUT:
        return read_folder_table(content, file).model_dump()
    source = read_source(content, file)
    exercises = [_plain(each) for each in read_exercises(source)]
    return source.table.model_dump(exclude={"exercise", "let"}), exercises


def _plain(value: object) -> object:
    """Without the lines on which things stand, the spelling of formulas, and blanks at the ends of lines."""
    if isinstance(value, Formula):
        return value.tree
    if isinstance(value, str):
        return _without_loose_blanks(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        named = (each.name for each in fields(value) if each.name not in ("line", "lines"))
        return type(value).__name__, {name: _plain(getattr(value, name)) for name in named}
    return value


def _without_loose_blanks(text: str) -> str:
    """The text as Markdown takes it: two blanks before another line of the same paragraph break it, others do not."""
    paragraphs = re.split(r"\n[ \t]*(?=\n)", text.rstrip())
    return "\n".join(re.sub(r"(?: {2,}|([ \t]*))\n", _one_break, each.rstrip()) for each in paragraphs)


def _one_break(end: re.Match[str]) -> str:
    return "\n" if end[1] is not None else "  \n"


# --- the form -------------------------------------------------------------------------------------------


def _lines(source: str) -> Iterator[str]:
    file = statements_of(source)
    yield from file.top[:-1] if file.top and not file.top[-1] else file.top
    if file.top and not file.top[-1]:
        yield ""
    for table in file.tables:
        if table.heading:
            yield ""
            yield from (each for each in table.above)
            brackets = "[[", "]]"
            opening, closing = brackets if table.is_array else ("[", "]")
            yield _beside(f"{opening}{table.heading}{closing}", table.beside)
        yield from _keys(table)
    if file.end:
        yield ""
        yield from file.end[:-1] if not file.end[-1] else file.end


def _keys(table: Table) -> Iterator[str]:
    """The keys in order; in the first lines, before a text of several, the signs `=` stand in one column."""
    order = ORDER.get(table.name if table.heading else "", ())
    known = {name: position for position, name in enumerate(order)}
    keys = sorted(table.keys, key=lambda each: known.get(_bare(each.name), len(known)))
    values = [_value(each) for each in keys]
    head = next((index for index, value in enumerate(values) if "\n" in value), len(values))
    names = [_bare(each.name) if "." not in each.name else each.name for each in keys]
    wide = max(map(len, names[:head]), default=0)
    for index, (key, name, value) in enumerate(zip(keys, names, values, strict=True)):
        yield from key.above
        yield _beside(f"{name:<{wide if index < head else 0}} = {value}", key.beside)


def _beside(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _bare(name: str) -> str:
    return name.partition(".")[0].strip("'\" ")


def _value(key: Key) -> str:
    """The value as it is written; where it cannot be told in the canonical way, as it was."""
    name = _bare(key.name)
    written = _written(name, tomllib.loads(f"value = {key.raw}")["value"], key.raw)
    return _trimmed(key.raw) if written is None else written


def _trimmed(raw: str) -> str:
    return raw if "'''" in raw or '"""' in raw else "\n".join(line.rstrip() for line in raw.split("\n"))


def _written(name: str, value: Any, raw: str) -> str | None:
    match value:
        case bool() | int():
            return str(value).lower()
        case str():
            return _text(name, value)
        case list() if not has_comment(raw):
            return _list(name, value)
        case dict() if not has_comment(raw) and all(isinstance(each, str) for each in value.values()):
            pairs = ", ".join(f"{key} = {_word(each)}" for key, each in value.items())
            is_plain = all(re.fullmatch(r"[A-Za-z0-9_-]+", key) for key in value)
            return f"{{ {pairs} }}" if is_plain and value else None
    return None


def _list(name: str, items: list[Any]) -> str | None:
    written = [_item(name, each) for each in items]
    if any(each is None for each in written):
        return None
    known = [each for each in written if each is not None]
    line = f"[{', '.join(known)}]"
    if len(f"{name} = {line}") <= WIDEST:
        return line
    return "\n".join(["[", *(f"    {each}," for each in known), "]"])


def _item(name: str, value: Any) -> str | None:
    if isinstance(value, bool | int):
        return str(value).lower()
    if not isinstance(value, str) or "\n" in value:
        return None
    return _word(value) if name in LISTED_WORDS else _line(value)


def _text(name: str, value: str) -> str | None:
    if name in WORDS and "\n" not in value:
        return _word(value)
    settled = _settled(name, value)
    if not settled:
        return "''"
    if "'''" in settled:
        return None
    gains = len(settled) <= WIDEST < len(f"{name} = '{settled}'")
    line = None if "\n" in settled or gains else _line(settled)
    return line or f"'''\n{settled}\n'''"


def _word(text: str) -> str | None:
    return f'"{text}"' if not re.search(r'["\\]', text) and text.isprintable() else _line(text)


def _line(text: str) -> str | None:
    """A text of one line between apostrophes; three of them where it has one itself."""
    if "'" not in text:
        return f"'{text}'"
    return None if "'''" in text or text.endswith("'") else f"'''{text}'''"


def _settled(name: str, text: str) -> str:
    """Without blanks at the ends of its lines and without empty lines at its ends. A text of statements begins
    at the first column; two blanks that break a line of Markdown stay."""
    lines = text.split("\n")
    if name in MARKDOWN:
        lines = list(_markdown(lines))
    elif name in STATEMENTS:
        lines = list(_statements(lines))
    else:
        lines = [each.rstrip() for each in lines]
    settled = "\n".join(lines).strip("\n").rstrip()
    return settled if name in ("ask", "text", "say") else settled.lstrip()


def _markdown(lines: list[str]) -> Iterator[str]:
    for line, below in pairwise([*lines, ""]):
        breaks = line.endswith("  ") and bool(line.strip() and below.strip())
        yield line.rstrip() + "  " * breaks


def _statements(lines: Iterable[str]) -> Iterator[str]:
    """Lines of statements: what continues another is indented as it was, comments stand at the first column."""
    has_begun = False
    for line in lines:
        is_comment = line.lstrip().startswith("#")
        yield line.rstrip() if has_begun and not is_comment else line.strip()
        has_begun |= bool(line.strip()) and not is_comment
