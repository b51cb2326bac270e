"""Trees with some parts replaced, and the names that are free in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tutor.expression.nodes import (
    Binary,
    Call,
    Conditional,
    Index,
    Interval,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Relation,
    children,
    walk,
)


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
        case Interval(low=low, high=high, closed=closed):
            return Interval(change(low), change(high), closed, place=tree.place)
        case Relation(operands=operands, operators=operators):
            return Relation(tuple(map(change, operands)), operators, place=tree.place)
        case Logic(op=op, operands=operands):
            return Logic(op, tuple(map(change, operands)), place=tree.place)
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            return Conditional(change(then), change(condition), change(otherwise), place=tree.place)
    return tree


def with_names(tree: Node, values: Mapping[str, Node]) -> Node:
    """The tree with trees in the place of names; the index of a sum is no such name."""
    if isinstance(tree, Name):
        return values.get(tree.id, tree)
    if (index := bound_index(tree)) is not None and index in values:
        values = {name: value for name, value in values.items() if name != index}
    return rebuilt(tree, lambda part: with_names(part, values))


def bound_index(tree: Node) -> str | None:
    """The index that a sum or product with bounds binds."""
    match tree:
        case Call(name="sum" | "product", arguments=(_, Name(id=index), _, _)):
            return index
    return None


def free_ids(tree: Node) -> Iterator[str]:
    """The names that stand in a tree, constants among them, without the indices of its sums."""
    if not any(bound_index(part) for part in walk(tree)):
        return (part.id for part in walk(tree) if isinstance(part, Name))
    return _unbound(tree)


def _unbound(tree: Node) -> Iterator[str]:
    if isinstance(tree, Name):
        yield tree.id
        return
    index = bound_index(tree)
    if index is None:
        for part in children(tree):
            yield from _unbound(part)
        return
    assert isinstance(tree, Call)
    body, _, low, high = tree.arguments
    yield from (each for each in _unbound(body) if each != index)
    yield from _unbound(low)
    yield from _unbound(high)
