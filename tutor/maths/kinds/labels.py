"""Answers that say whose value they give: `k = -3`, or `a = -1, b = 3` for a vector of the two."""

from __future__ import annotations

from collections.abc import Collection

from tutor.errors import Unreadable
from tutor.expression.nodes import Listed, Name, Node, Relation, children, walk


def without_label(tree: Node) -> Node:
    """`k = -3` as `-3`; any other tree as it is."""
    match tree:
        case Relation(operands=(Name(id=name), value), operators=("=",)) if name not in _names_in(value):
            return value
    return tree


def without_labels(tree: Node, declared: Collection[str] | None, *, in_order: bool = True) -> Node:
    """`[a = -1, b = 3]` as `[-1, 3]`; `x = 1, x = 2` as `1, 2`, where the order says nothing.

    Raises Unreadable for an entry that is an equation or a comparison, and, `in_order`, where the
    names do not stand in the order in which they are declared.
    """
    if not isinstance(tree, Listed) or not any(isinstance(item, Relation) for item in tree.items):
        return tree
    values = tuple(without_label(item) for item in tree.items)
    for item, value in zip(tree.items, values, strict=True):
        if isinstance(value, Relation) or value is item:
            raise Unreadable("Give the values alone, without equations among them.", item.place)
    names = [name.id for item in tree.items for name in children(item)[:1] if isinstance(name, Name)]
    if in_order and names != [name for name in declared or () if name in names]:
        raise Unreadable("Give the values alone, in the order that is asked for.", tree.items[0].place)
    return Listed(tree.bracket, values, place=tree.place)


def _names_in(tree: Node) -> set[str]:
    return {node.id for node in walk(tree) if isinstance(node, Name)}
