"""Trees up to the order of their terms and factors: what makes `2x + 1` and `1 + x*2` one.

Nothing is worked out: `x + x` is not `2x`, `x*x` not `x^2`. Signs move only as far as writing moves them:
`-(2x)` is `(-2)x`, and `x/2` is `1/2 x`. Products with matrices keep their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tutor.expression.nodes import (
    Binary,
    Call,
    Conditional,
    Interval,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Relation,
    children,
    walk,
)
from tutor.maths.trees.translate import Names

Arranged = tuple[Any, ...]
"""A key: two trees have the same one where they differ in order alone."""

MATRICES = frozenset(("matrix", "symmetric", "orthogonal", "vector"))
SYMMETRIC_CALLS = frozenset(("max", "min", "union", "intersection"))
MIRRORED = {">": "<", ">=": "<="}


def arranged(tree: Node, names: Names) -> Arranged:
    """The key of a tree."""
    match tree:
        case Number(text=text):
            return ("number", text)
        case Name(id=name):
            return ("name", name)
        case Binary(op="+" | "-"):
            terms = [(sign, *_signed_product(term, names)) for sign, term in signed_terms(tree)]
            return ("sum", *_sorted([(sign * own, key) for sign, own, key in terms]))
        case Negative() | Binary(op="*" | "/"):
            sign, key = _signed_product(tree, names)
            return key if sign > 0 else ("sum", (-1, key))
        case Binary(left=left, right=right):
            return ("power", arranged(left, names), arranged(right, names))
        case Call(name="exp", arguments=(exponent,)):
            return ("power", ("name", "e"), arranged(exponent, names))
        case Call(name=name, arguments=arguments):
            keys = [arranged(each, names) for each in arguments]
            return (name, *(_sorted(keys) if name in SYMMETRIC_CALLS else keys))
        case Listed(bracket=bracket, items=items):
            keys = [arranged(each, names) for each in items]
            return (bracket, *(_sorted(keys) if bracket == "{" else keys))
        case Logic(op=op, operands=operands):
            return (op, *_sorted([arranged(each, names) for each in operands]))
        case Relation():
            return _relation(tree, names)
        case Interval(closed=closed):
            return ("interval", closed, *(arranged(each, names) for each in children(tree)))
        case Conditional():
            return ("if", *(arranged(each, names) for each in children(tree)))
    return ("other", repr(tree))


def is_sum(tree: Node) -> bool:
    return isinstance(tree, Binary) and tree.op in "+-"


def signed_terms(tree: Node, sign: int = 1) -> Iterator[tuple[int, Node]]:
    """The terms of a sum with their signs, from left to right; of anything else, itself. A sum in brackets
    behind a minus is one term."""
    match tree:
        case Binary(op="+" | "-", left=left, right=right):
            yield from signed_terms(left, sign)
            if tree.op == "-" and is_sum(right):
                yield -sign, right
            else:
                yield from signed_terms(right, -sign if tree.op == "-" else sign)
        case Negative(operand=operand) if not is_sum(operand):
            yield from signed_terms(operand, -sign)
        case Negative(operand=operand):
            yield -sign, operand
        case _:
            yield sign, tree


def factors(tree: Node) -> tuple[int, list[Node], list[Node]]:
    """The sign of a product or quotient, its factors, and those that it is divided by."""
    match tree:
        case Negative(operand=operand):
            sign, above, below = factors(operand)
            return -sign, above, below
        case Binary(op="*" | "/", left=left, right=right):
            sign, above, below = factors(left)
            other, up, down = factors(right)
            if tree.op == "/":
                up, down = down, up
            return sign * other, above + up, below + down
    return 1, [tree], []


def commutes(tree: Node, names: Names) -> bool:
    """Whether it is a number: no list and no matrix name in it."""
    return not any(
        isinstance(each, Listed) or (isinstance(each, Name) and names.assumption(each.id) in MATRICES)
        for each in walk(tree)
    )


def _signed_product(tree: Node, names: Names) -> tuple[int, Arranged]:
    if not isinstance(tree, Negative | Binary) or (isinstance(tree, Binary) and tree.op not in "*/"):
        return 1, arranged(tree, names)
    sign, above, below = factors(tree)
    if below and len(above) > 1:
        above = [factor for factor in above if factor != Number("1")] or above[:1]
    up, down = ([arranged(each, names) for each in side] for side in (above, below))
    if commutes(tree, names):
        up, down = _sorted(up), _sorted(down)
    return sign, up[0] if len(up) == 1 and not down else ("product", tuple(up), tuple(down))


def _relation(tree: Relation, names: Names) -> Arranged:
    """`3 = x` is `x = 3`, and `2 < x` is `x > 2`."""
    sides = [arranged(each, names) for each in tree.operands]
    operators: list[str] = list(tree.operators)
    if all(op in MIRRORED for op in operators):
        sides, operators = sides[::-1], [MIRRORED[op] for op in operators[::-1]]
    if set(operators) <= {"="} or operators == ["!="]:
        sides = _sorted(sides)
    return ("relation", tuple(operators), *sides)


def _sorted(keys: Iterable[Any]) -> list[Any]:
    return sorted(keys, key=repr)
