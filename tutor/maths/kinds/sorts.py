"""What sort of value an example is: how an answer of the same sort is read, and whether its size is right."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Interval, Listed, Logic, Name, Node, Relation, walk
from tutor.maths.comparison.equality import free_names
from tutor.maths.kinds import lists, sets, single
from tutor.maths.kinds.frame import Frame, Kind, noun_of, wrong
from tutor.maths.kinds.lists import wrong_length, wrong_matrix_size
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.matrices import is_matrix
from tutor.maths.trees.matrix_names import has_matrices
from tutor.maths.trees.translate import Names
from tutor.problem import Verdict


def sort_of(text: str, frame: Frame) -> Kind:
    """The kind that reads values like this example. Raises Unreadable where it is no single value or list."""
    return _sort(_Example(text, frame), text, frame.vocabulary, frame.names)


class _Example:
    """A text with the frame that reads it; as a key of the cache it says nothing, the other arguments do."""

    def __init__(self, text: str, frame: Frame) -> None:
        self.text, self.frame = text, frame

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Example)


@lru_cache(maxsize=512)
def _sort(example: _Example, _text: str, _vocabulary: frozenset[str] | None, names: Names) -> Kind:
    tree = example.frame.read(example.text)
    if has_matrices(tree, names):
        raise Unreadable("Write each matrix out, entry by entry.", 0)
    tree = worked_out(tree)
    match tree:
        case Relation() | Logic() | Interval():
            raise Unreadable(f"A value or a list of values is needed here; this is {noun_of(tree)}.", 0)
        case Listed(bracket="{"):
            return sets.SET
        case Listed() if is_matrix(tree):
            return lists.MATRIX
        case Listed(bracket="["):
            return lists.VECTOR
        case Listed():
            return lists.TUPLE
    return single.EXPRESSION if free_names(tree, names) else single.NUMBER


def require_finite(typed: Node, names: Names) -> None:
    """Refuse infinity, with which nothing here can be calculated. Raises Unreadable, at its place."""
    for node in walk(typed):
        if isinstance(node, Name) and node.id in ("oo", "inf") and names.is_constant(node.id):
            raise Unreadable("Infinity is no number.", max(node.place, 0))


def wrong_size(kind: Kind, given: Any, asked: Any) -> Verdict | None:
    """What is said where values of one kind differ in size; None where they do not."""
    if isinstance(asked, Node):
        return None
    if kind is sets.SET:
        if len(given) == len(asked):
            return None
        members = "1 member" if len(asked) == 1 else f"{len(asked)} members"
        return wrong(f"A set with {members} is asked for; yours has {len(given)}.", "structure", "wrong-size")
    return wrong_matrix_size(given, asked) if isinstance(asked, list) else wrong_length(kind.noun, given, asked)
