"""What stands for several statements or values at once, written out: `±`, and pieces that are equations."""

from __future__ import annotations

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Conditional, Listed, Logic, Negative, Node, Relation, walk
from tutor.maths.trees.substitute import rebuilt


def has_plus_minus(tree: Node) -> bool:
    """Whether a `±` stands anywhere in it."""
    return any(isinstance(node, Call) and node.name == "plus_minus" for node in walk(tree))


def spread(tree: Node) -> Node:
    """The tree with every `±` written out: `x = ±2` as `x = 2 or x = -2`, `{±2, 0}` as `{2, -2, 0}`,
    and a single value as the set of the two. All signs in one equation or member move together. Raises
    Unreadable for a comparison."""
    if isinstance(tree, Conditional) and isinstance(tree.then, Relation | Logic):
        return _by_pieces(tree)
    if not has_plus_minus(tree):
        return tree
    match tree:
        case Listed(bracket=bracket, items=items):
            return Listed(bracket, tuple(each for item in items for each in _members(item)), place=tree.place)
        case Logic(op=op, operands=operands):
            return Logic(op, tuple(map(spread, operands)), place=tree.place)
        case Relation(operators=("in",)):
            return Relation(tuple(map(spread, tree.operands)), tree.operators, place=tree.place)
        case Relation(operators=operators) if set(operators) == {"="}:
            return Logic("or", both_signs(tree), place=tree.place)
        case Relation(operators=operators) if set(operators) == {"!="}:
            return Logic("and", both_signs(tree), place=tree.place)
        case Relation():
            raise Unreadable("± has no place in a comparison: write both out, with `and` or `or`.", max(tree.place, 0))
        case Call(name="union" | "intersection" | "without" as name, arguments=arguments):
            return Call(name, tuple(map(spread, arguments)), place=tree.place)
    return Listed("{", both_signs(tree), place=tree.place)


def _by_pieces(tree: Conditional) -> Node:
    """`y = x if x >= 0 else y = -x`: one of the pieces holds, each under its condition."""
    first = Logic("and", (tree.condition, spread(tree.then)), place=tree.place)
    if isinstance(tree.otherwise, Call):
        return first
    return Logic(
        "or", (first, Logic("and", (Logic("not", (tree.condition,)), spread(tree.otherwise)))), place=tree.place
    )


def _members(item: Node) -> tuple[Node, ...]:
    if not has_plus_minus(item):
        return (item,)
    return (spread(item),) if isinstance(item, Relation | Logic) else both_signs(item)


def both_signs(tree: Node) -> tuple[Node, Node]:
    """The two trees that `±` stands for."""
    return _signed(tree, "+"), _signed(tree, "-")


def _signed(tree: Node, sign: str) -> Node:
    match tree:
        case Call(name="plus_minus", arguments=(only,)):
            inner = _signed(only, sign)
            return inner if sign == "+" else Negative(inner, place=tree.place)
        case Call(name="plus_minus", arguments=(left, right)):
            return Binary("+" if sign == "+" else "-", _signed(left, sign), _signed(right, sign), place=tree.place)
    return rebuilt(tree, lambda part: _signed(part, sign))
