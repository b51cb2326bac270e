"""The lines of a derivation: where each begins, what opens it, what stands in it.

Where they are parted says `tutor.expression.steps`. One that opens with `=`
goes on with the line before: `= 2x` behind `y = x + x` stands for `y = 2x`. A label such as `f'(x) =` is left away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.nodes import Name, Node, Relation, children, walk
from tutor.expression.steps import MOST_LINES, parted, unaligned
from tutor.maths.kinds.frame import Frame, mismatch, require_defined
from tutor.maths.solving.plus_minus import spread
from tutor.maths.solving.statements import is_statement
from tutor.maths.trees.derivatives import is_atom
from tutor.maths.trees.matrix_names import valued
from tutor.maths.trees.translate import Names

MOST_LETTERS = 15_000
LABELS = frozenset("fghFGH")
"""Names before a bracket that label a line where the question declares no names."""

_BLANK = re.compile(r"[\s&]*")
_LABEL = re.compile(r"\s*([A-Za-z]+)['′]*\s*\(\s*\w+(?:\s*,\s*\w+)*\s*\)\s*=(?!=)")
_OPENER = re.compile(r"&?\s*=(?!=)\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one link of a chain in it. `number` counts lines from 1; in the whole text the line begins
    at `place`, what its tree was read from at `offset`. `continues`: it goes on with the one before."""

    number: int
    place: int
    offset: int
    tree: Node
    continues: bool = False

    def value(self, names: Names) -> Node:
        """What the line is worth or says, with every `±` written out."""
        return valued(spread(self.tree), names)


def read_lines(text: str, frame: Frame) -> tuple[Line, ...]:
    """All lines that are not empty. Raises Unreadable, with its place in the whole text."""
    if len(text) > MOST_LETTERS:
        raise Unreadable(f"This is too long: at most {MOST_LETTERS} characters are read.", MOST_LETTERS)
    text = unaligned(text)
    found: list[Line] = []
    is_open = False
    for start, segment in parted(text):
        line, is_next_open = _line(text, start, start + len(segment), len(found) + 1, frame)
        if line is None:
            continue
        found.append(replace(line, continues=True) if is_open else line)
        is_open = is_next_open
        if len(found) > MOST_LINES:
            raise Unreadable(f"At most {MOST_LINES} lines are read.", line.place)
    if not found:
        raise Unreadable("There is no answer yet.", 0)
    if is_open:
        raise Unreadable("Something must follow the =.", text.rstrip().rfind("="))
    _check_mixture(found)
    return tuple(found)


def _line(text: str, start: int, end: int, number: int, frame: Frame) -> tuple[Line | None, bool]:
    """The line between two separators, None where nothing stands there; and whether an = is left open at
    its end, so that the next line goes on with it."""
    place = _behind_blanks(text, start, end)
    opener = _OPENER.match(text, place, end)
    begin = opener.end() if opener else place
    body = text[begin:end].rstrip(" \t\r\n\\&")
    is_open = body.endswith("=") and body[-2:-1] not in ("<", ">", "!", "=")
    body = body[:-1] if is_open else body
    if not body.strip():
        return None, False
    label = _label_length(body, frame)
    begin, body = begin + label, body[label:]
    return Line(number, place, begin, _tree(body, begin, frame), opener is not None), is_open


def _check_mixture(lines: list[Line]) -> None:
    """Raises Unreadable where values stand among comparisons."""
    if all(line.continues or is_statement(line.tree) for line in lines):
        return
    for line in lines:
        if is_statement(line.tree) and not is_chain(line.tree):
            raise _at(line, mismatch("expression", line.tree))


def _label_length(body: str, frame: Frame) -> int:
    """How long the label is that a line begins with: `f'(x) =`, where f is no name of the question. `ln(x) =`
    is none, and a bare name may be none: `x = 3`."""
    found = _LABEL.match(body)
    if found is None or found[1] in vocabulary.FUNCTIONS:
        return 0
    declared = frame.question.names
    is_label = found[1] in LABELS if declared is None else found[1] not in declared
    return found.end() if is_label else 0


def _behind_blanks(text: str, start: int, end: int) -> int:
    found = _BLANK.match(text, start, end)
    return found.end() if found else start


def _tree(body: str, begin: int, frame: Frame) -> Node:
    try:
        tree = frame.read(_unaligned(body.replace("\n", " ")))
        require_defined(valued(spread(tree), frame.names), frame.names)
    except Unreadable as fault:
        raise Unreadable(fault.message, begin + max(fault.place, 0)) from None
    return tree


def _unaligned(body: str) -> str:
    """Without the `&` that lines up signs in LaTeX; that of matrices and pieces stays."""
    return body if "\\begin" in body else body.replace("&", " ")


def is_chain(tree: Node) -> bool:
    """`a = b` or `a = b = c`."""
    return isinstance(tree, Relation) and set(tree.operators) == {"="}


def values_of(lines: tuple[Line, ...], labels: frozenset[str], known: frozenset[str], names: Names) -> tuple[Line, ...]:
    """Lines that are worth something: each side of `a = b = c` is one. A name in front, of `labels` or of a
    derivative, only says whose value follows; no name of `known` does."""
    found: list[Line] = []
    for line in lines:
        if is_chain(line.tree):
            sides = children(line.tree)
            first = valued(sides[0], names)
            is_label = isinstance(first, Name) and (first.id in labels or is_atom(first.id)) and first.id not in known
            found += _links(line, sides[is_label:], lambda side: side)
        elif is_statement(line.tree):
            raise _at(line, mismatch("expression", line.tree))
        else:
            found.append(line)
    return tuple(found)


def relations_of(lines: tuple[Line, ...], *, keeps_chains: bool) -> tuple[Line, ...]:
    """Lines that are true or not: `x = 6/2 = 3` is `x = 6/2`, then `x = 3`; so is `= 3` behind `x = 6/2`."""
    found: list[Line] = []
    for line in lines:
        if line.continues:
            before = found[-1].tree if found else None
            if not isinstance(before, Relation) or not (is_chain(line.tree) or not is_statement(line.tree)):
                raise _at(line, Unreadable("Something must stand before the =.", 0))
            sides = children(line.tree) if is_chain(line.tree) else (line.tree,)
            found += _links(line, sides, partial(_with_last, before))
        elif is_chain(line.tree) and not keeps_chains:
            first, *rest = children(line.tree)
            found += _links(line, rest, partial(_with_last, Relation((first, first), ("=",))))
        elif is_statement(line.tree):
            found.append(line)
        else:
            raise _at(line, mismatch("equation", line.tree))
    return tuple(found)


def _links(line: Line, sides: Iterable[Node], tree_of: Callable[[Node], Node]) -> Iterator[Line]:
    """The links of a chain: the first begins where the line does, each other where its side does."""
    for n, side in enumerate(sides):
        places = [part.place for part in walk(side) if part.place >= 0]
        place = line.offset + min(places, default=0) if n else line.place
        yield replace(line, tree=tree_of(side), place=place, continues=line.continues or n > 0)


def _with_last(before: Relation, link: Node) -> Relation:
    return replace(before, operands=(*before.operands[:-1], link))


def _at(line: Line, fault: Unreadable) -> Unreadable:
    return Unreadable(fault.message, line.offset)
