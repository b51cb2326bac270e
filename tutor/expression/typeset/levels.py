"""How tightly the parts of a tree bind, and how its names and edges look."""

from __future__ import annotations

from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Range,
    Relation,
)
from tutor.expression.typeset.marks import Kind, Mark, Scripts, Sign, row
from tutor.expression.typeset.symbols import FUNCTIONS, GREEK, SIGNS

LOOSE, CONDITION, RELATION, SETS, SUM, PRODUCT, POWER, ATOM = range(8)
WRITTEN_BESIDE = FUNCTIONS | {"asin", "acos", "atan", "arsinh", "arcosh", "artanh"}
"""Functions that may stand before their argument without brackets."""
BEHIND = frozenset({"factorial", "percent", "degrees", "transpose", "inverse", "prime"})
"""Calls that are written as a sign behind their argument."""


def name_mark(id: str) -> Mark:
    """A name: Greek letters as such, what follows the first `_` lowered."""
    stem, _, tail = id.partition("_")
    letter = GREEK.get(stem)
    base = Sign(letter, Kind.ORDINARY, stem, stem) if letter else SIGNS["infty"] if stem == "oo" else Sign(stem)
    if not stem or not tail:
        return base if stem and not id.endswith("_") else Sign(id)
    return Scripts(base, down=row(*(_part(each) for each in tail.split("_"))))


def _part(text: str) -> Sign:
    return Sign(GREEK[text], Kind.ORDINARY, text, text) if text in GREEK else Sign(text)


def level_of(node: Node) -> int:
    """How tightly the outermost operation binds."""
    match node:
        case Comprehension() | Conditional() | Range():
            return LOOSE
        case Logic():
            return CONDITION
        case Relation():
            return RELATION
        case Call(name="union" | "intersection" | "without", arguments=(_, _)):
            return SETS
        case Binary(op="+" | "-") | Negative() | Call(name="plus_minus"):
            return SUM
        case Call(name="sum" | "product", arguments=(_, _, _, _)):
            return PRODUCT
        case Binary(op="*"):
            return PRODUCT
        case Binary(op="/"):
            return POWER
        case Call(name="derivative", arguments=(of, *_)):
            return POWER if isinstance(of, Name) else PRODUCT
        case Binary():
            return POWER
        case Call(name=name) if name in BEHIND:
            return POWER
        case Call(name=name, arguments=arguments) if has_bare_argument(name, arguments):
            return PRODUCT
        case _:
            return ATOM


def is_bracketed(node: Node, level: int) -> bool:
    while isinstance(node, Binary) and node.op == "^":
        node, level = node.left, ATOM
    return level_of(node) < level and not isinstance(node, Call)


def edge_of(node: Node, last: bool) -> Node:
    """The part of a factor that touches its neighbour."""
    while True:
        match node:
            case Binary(op="^", left=left):
                node = left
            case Call(name=name, arguments=(inner,)) if name in BEHIND:
                node = inner
            case _:
                return node


def is_letter(name: Name) -> bool:
    """One letter, or a Greek one; such names may stand beside each other."""
    stem = name.id.partition("_")[0]
    return len(stem) == 1 or stem in GREEK


def has_bare_argument(name: str, arguments: tuple[Node, ...]) -> bool:
    """Whether `ln x` is written without brackets."""
    if name not in WRITTEN_BESIDE or len(arguments) != 1:
        return False
    inner = arguments[0]
    return isinstance(inner, Number) or (isinstance(inner, Name) and is_letter(inner))
