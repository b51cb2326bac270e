"""Trees with some parts replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tutor.expression.nodes import Binary, Call, Index, Listed, Logic, Name, Negative, Node, Relation


def rebuilt(tree: Node, change: Callable[[Node], Node]) -> Node:
    """The node with `change` applied to each of its parts. Authors' loops and ranges stay as they are."""
    match tree:
        case Negative(operand=operand):
            return Negative(change(operand), place=tree.place)
        case Binary(op=op, left=left, right=right):
            return Binary(op, change(left), change(right), place=tree.place)
        case Call(name=name, arguments=arguments, keywords=keywords):
            return Call(name, tuple(map(change, arguments)), keywords, place=tree.place)
        case Index(base=base, indices=indices):
            return Index(change(base), tuple(map(change, indices)), place=tree.place)
        case Listed(bracket=bracket, items=items):
            return Listed(bracket, tuple(map(change, items)), place=tree.place)
        case Relation(operands=operands, operators=operators):
            return Relation(tuple(map(change, operands)), operators, place=tree.place)
        case Logic(op=op, operands=operands):
            return Logic(op, tuple(map(change, operands)), place=tree.place)
    return tree


def with_names(tree: Node, values: Mapping[str, Node]) -> Node:
    """The tree with trees in the place of names."""
    if isinstance(tree, Name):
        return values.get(tree.id, tree)
    return rebuilt(tree, lambda part: with_names(part, values))
