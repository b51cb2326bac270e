"""A TOML file as its author wrote it: tables and keys in their order, each with the comments that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WORD = r"""(?:[A-Za-z0-9_-]+|'[^'\n]*'|"(?:\\.|[^"\\\n])*")"""
_DOTTED = rf"{_WORD}(?:[ \t]*\.[ \t]*{_WORD})*"
_HEADING = re.compile(rf"(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?")
_KEY = re.compile(rf"({_DOTTED})[ \t]*=[ \t]*")
_QUOTED = re.compile(
    r"'''.*?'''(?:'{0,2}(?!'))|\"\"\"(?:\\.|[^\\])*?\"\"\"(?:\"{0,2}(?!\"))|'[^'\n]*'|\"(?:\\.|[^\"\\\n])*\"", re.S
)
_BARE = re.compile(r"[^\s#,\[\]{}]+")


@dataclass(frozen=True, slots=True)
class Key:
    """`name = raw`, as written; `above`: the lines of comments over it, `beside`: the comment behind it."""

    name: str
    raw: str
    above: tuple[str, ...]
    beside: str


@dataclass(slots=True)
class Table:
    """A heading and the keys under it; of the file's top the heading is empty. An empty line in `above` parts
    two comments."""

    heading: str
    is_array: bool
    above: tuple[str, ...]
    beside: str
    keys: list[Key] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The last word of its heading, `mistake` of `[[exercise.mistake]]`."""
        return self.heading.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Statements:
    """A whole file. `top`: the comments at its head, `end`: those after the last key."""

    top: tuple[str, ...]
    tables: tuple[Table, ...]
    end: tuple[str, ...]


def statements_of(source: str) -> Statements:
    """Take a text apart that is TOML (`tomllib` has read it), with `\\n` at its line ends."""
    tables = [Table("", False, (), "")]
    at, comments, top = 0, list[str](), tuple[str, ...]()
    while at < len(source):
        line_end = _line_end(source, at)
        line = source[at:line_end].strip()
        if not line:
            if comments and comments[-1]:
                comments.append("")
            at = line_end + 1
            continue
        if line.startswith("#"):
            comments.append(line)
            at = line_end + 1
            continue
        at += len(source[at:line_end]) - len(source[at:line_end].lstrip())
        if len(tables) == 1 and not tables[0].keys:
            top, comments = tuple(comments), []
        if heading := _HEADING.match(source, at):
            beside, at = _beside(source, heading.end())
            name = ".".join(part.strip() for part in heading[2].split("."))
            tables.append(Table(name, heading[1] == "[[", tuple(comments), beside))
        else:
            key = _KEY.match(source, at)
            assert key is not None, "only text that tomllib has read comes here"
            end = _value_end(source, key.end())
            beside, at = _beside(source, end)
            above = tuple(each for each in comments if each)
            tables[-1].keys.append(Key(key[1], source[key.end() : end], above, beside))
        comments = []
    return Statements(top, tuple(tables), tuple(comments))


def has_comment(raw: str) -> bool:
    """Whether a value of several lines has a comment inside it."""
    return "#" in _QUOTED.sub("", raw)


def _line_end(source: str, at: int) -> int:
    found = source.find("\n", at)
    return found if found >= 0 else len(source)


def _beside(source: str, at: int) -> tuple[str, int]:
    """The comment on the rest of a line, and where the next line begins."""
    end = _line_end(source, at)
    return source[at:end].strip(), end + 1


def _value_end(source: str, at: int) -> int:
    """Where a value ends: text, number, list or inline table."""
    depth = 0
    while at < len(source):
        char = source[at]
        if found := (_QUOTED if char in "'\"" else _BARE).match(source, at):
            at = found.end()
        elif char == "#":
            at = _line_end(source, at)
        else:
            depth += (char in "[{") - (char in "]}")
            at += 1
        if depth == 0:
            return at
    return at
