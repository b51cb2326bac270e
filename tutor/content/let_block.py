"""A `let` block taken apart: draws and definitions, helpers, conditions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tutor.content.formula import Formula, read_formula
from tutor.errors import ContentError

MOST_LINES = 200
HELPER = re.compile(r"([A-Za-z]\w*)\(\s*([A-Za-z]\w*(?:\s*,\s*[A-Za-z]\w*)*)\s*\)\s*=(?!=)\s*(.+)$", re.S)
GIVEN = re.compile(r"([A-Za-z]\w*(?:\s*,\s*[A-Za-z]\w*)*)\s*=(?!=)\s*(.+)$", re.S)
WHERE = re.compile(r"where\b\s*(.+)$", re.S)


@dataclass(frozen=True, slots=True)
class Assignment:
    """`name = formula`, or `a, b = formula`: the value is a list, taken apart."""

    names: tuple[str, ...]
    formula: Formula


@dataclass(frozen=True, slots=True)
class Helper:
    """`f(t) = formula`: a function of its parameters alone and of what stands above it."""

    name: str
    parameters: tuple[str, ...]
    formula: Formula


@dataclass(frozen=True, slots=True)
class Condition:
    """`where condition`: what is drawn must meet it, or is drawn again."""

    formula: Formula


LetLine = Assignment | Helper | Condition


def read_let(text: str, first_line: int, names: Collection[str]) -> tuple[LetLine, ...]:
    """The lines of a block, whose text begins on `first_line` of its file; `names` are the
    symbols that the exercise declares. Raises ContentError with the line."""
    known = set(names)
    lines: list[LetLine] = []
    for count, (line, statement) in enumerate(statements(text, first_line), start=1):
        if count > MOST_LINES:
            raise ContentError(f"A `let` has at most {MOST_LINES} lines.", line=line)
        read = _read_line(statement, line, known)
        if isinstance(read, Assignment):
            _refuse_twins(read.names, known, line)
            known.update(read.names)
        lines.append(read)
    return tuple(lines)


def assigned_names(lines: Collection[LetLine]) -> frozenset[str]:
    """The names that stand for a value once the block has been drawn."""
    return frozenset(name for line in lines if isinstance(line, Assignment) for name in line.names)


def statements(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Each statement of a text with the line on which it begins; an indented line continues the last, and
    lines that begin with # are comments."""
    begun, pieces = first_line, list[str]()
    for number, line in enumerate(text.splitlines(), start=first_line):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and pieces:
            pieces.append(line)
            continue
        if pieces:
            yield begun, "\n".join(pieces)
        begun, pieces = number, [line.strip()]
    if pieces:
        yield begun, "\n".join(pieces)


def _read_line(statement: str, line: int, known: set[str]) -> LetLine:
    if where := WHERE.match(statement):
        return Condition(read_formula(where[1], line, known))
    if helper := HELPER.match(statement):
        parameters = _split(helper[2])
        return Helper(helper[1], parameters, read_formula(helper[3], line, known | set(parameters)))
    if given := GIVEN.match(statement):
        return Assignment(_split(given[1]), read_formula(given[2], line, known))
    raise ContentError(
        "A line of `let` is `name = formula`, `f(t) = formula`, `where condition` or `# comment`.", line=line
    )


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(","))


def _refuse_twins(new: tuple[str, ...], known: set[str], line: int) -> None:
    for position, name in enumerate(new):
        if name in known or name in new[:position]:
            raise ContentError(f"`{name}` has a meaning already; take another name.", line=line)
