"""The form of a vector: length one."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.expression.nodes import Binary, Listed, Node, Number
from tutor.maths.comparison.equality import compare
from tutor.maths.trees.matrices import sum_of
from tutor.maths.trees.matrix_names import valued
from tutor.maths.trees.translate import Names

ONE = Number("1")


def has_other_length(typed: Node, names: Names) -> bool:
    """Whether a vector, or a member of a set or list of vectors, has not length one."""
    squares = (sum_of([Binary("*", each, each) for each in vector]) for vector in _vectors(valued(typed, names)))
    return any(compare(square, ONE, names).same is not True for square in squares)


def _vectors(tree: Node) -> Iterator[tuple[Node, ...]]:
    if not isinstance(tree, Listed):
        return
    if any(isinstance(item, Listed) for item in tree.items):
        for item in tree.items:
            yield from _vectors(item)
    else:
        yield tree.items
