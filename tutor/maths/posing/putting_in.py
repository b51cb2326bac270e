"""Values put into a formula without working it out: what `written` and `computed` show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Literal

from tutor.content.let_block import Helper
from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Index,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Relation,
    Text,
    walk,
)
from tutor.maths.posing.values import FormulaError, Shown, Span, Value, described, is_matrix, listed_items
from tutor.maths.trees.substitute import rebuilt, with_names
from tutor.maths.trees.translate import rational_tree, to_tree

Worth = Callable[[Node], Value]
"""What a formula is worth."""

KEPT = frozenset(
    {
        "sqrt", "cbrt", "root", "exp", "ln", "log2", "log10", "log_base", "abs", "factorial", "binomial",
        "percent", "sin", "cos", "tan", "arccos",
    }
)  # fmt: skip
"""Functions that have a sign of their own, or are read as they stand: they stay unworked."""


def tree_of(value: Value) -> Node:
    """The tree of a value, as a textbook would print it. FormulaError where it has none."""
    kind = type(value)
    if kind is int and value >= 0:
        return Number(str(value))
    if kind is int or kind is Fraction:
        return rational_tree(Fraction(value))
    if kind is list:
        return Listed("[", tuple(tree_of(each) for each in value))
    if kind is tuple:
        return Listed("(", tuple(tree_of(each) for each in value))
    if kind is Shown and len(value.trees) == 1:
        only: Node = value.trees[0]
        return only
    try:
        return to_tree(list(value) if kind is Span else value)
    except TypeError:
        raise FormulaError(f"{described(value)} cannot be shown as a formula") from None


def put_in(tree: Node, worth: Worth, values: Mapping[str, Value]) -> Node:
    """The formula with the drawn values in the place of their names. Sums over a list, products,
    dot products and means are written out term by term."""

    def put(node: Node) -> Node:
        match node:
            case Name(id=name) if name in values:
                return tree_of(values[name])
            case Name() | Number():
                return node
            case Index() | Conditional() | Comprehension():
                return tree_of(worth(node))
            case Binary(left=left, right=right):
                return _joined(node, put(left), put(right))
            case Negative(operand=operand):
                return Negative(put(operand))
            case Listed(items=items):
                return replace(node, items=tuple(map(put, items)))
            case Relation(operands=operands) | Logic(operands=operands):
                return replace(node, operands=tuple(map(put, operands)))
            case Call():
                return _call(node, put, worth, values)
        return tree_of(worth(node))

    return put(tree)


def known_put_in(tree: Node, open_names: frozenset[str], helpers: Mapping[str, Helper], worth: Worth) -> Node:
    """The formula with everything worked out that does not depend on the open names, which keep standing, and
    helpers written out: a condition on what is not yet given."""

    def put(node: Node, names: frozenset[str]) -> Node:
        if not _mentions(node, names):
            return _literal(worth(node))
        match node:
            case Call(name=name, arguments=arguments) if name in helpers:
                helper = helpers[name]
                given = dict(zip(helper.parameters, arguments, strict=True))
                return put(with_names(helper.formula.tree, given), names)
            case Comprehension(name=name, body=body, source=source, condition=condition):
                inside = names | {name}
                kept = None if condition is None else put(condition, inside)
                return replace(node, source=put(source, names), body=put(body, inside), condition=kept)
        return rebuilt(node, lambda part: put(part, names))

    return put(tree, open_names)


def tidied(tree: Node) -> Node:
    """Without what drawn values leave behind: `1 x`, `x + -3`, `x^1`, `x + 0`."""
    tree = rebuilt(tree, tidied)
    match tree:
        case Negative(operand=Negative(operand=inner)):
            return inner
        case Binary(op="+", left=left, right=Negative(operand=inner)):
            return replace(tree, op="-", left=left, right=inner)
        case Binary(op="-", left=left, right=Negative(operand=inner)):
            return replace(tree, op="+", left=left, right=inner)
        case Binary(op="*", left=Negative(operand=number), right=right):
            return Negative(tidied(replace(tree, left=number, right=right)))
        case Binary(op="+", left=Number("0"), right=kept) | Binary(op="*", left=Number("1"), right=kept):
            return kept
        case (
            Binary(op="+" | "-", left=kept, right=Number("0"))
            | Binary(op="*" | "/" | "^", left=kept, right=Number("1"))
        ):
            return kept
    return tree


def _mentions(tree: Node, names: frozenset[str]) -> bool:
    return any(isinstance(each, Name) and each.id in names for each in walk(tree))


def _literal(value: Value) -> Node:
    if isinstance(value, str):
        return Text(value)
    return Name("true" if value else "false") if isinstance(value, bool) else tree_of(value)


def _joined(node: Binary, left: Node, right: Node) -> Node:
    """A product of put-in values needs its sign: `2 3` would read as one number."""
    return replace(node, left=left, right=right, implicit=node.implicit and not isinstance(right, Number | Negative))


def _call(node: Call, put: Callable[[Node], Node], worth: Worth, values: Mapping[str, Value]) -> Node:
    match node.name, node.arguments:
        case "sum", (listing,):
            return _chain("+", _terms(listing, worth, values), worth(node))
        case "product", (listing,):
            return _chain("*", _terms(listing, worth, values), worth(node))
        case "mean", (listing,) if not is_matrix(worth(listing)):
            terms = _terms(listing, worth, values)
            return Binary("/", _chain("+", terms, 0), Number(str(len(terms))))
        case (("dot" | "expectation"), (left, right)):
            pairs = zip(listed_items(worth(left)), listed_items(worth(right)), strict=True)
            return _chain("+", [Binary("*", tree_of(a), tree_of(b)) for a, b in pairs], 0)
        case "norm", (vector,):
            squares = [Binary("^", tree_of(each), Number("2")) for each in listed_items(worth(vector))]
            return Call("sqrt", (_chain("+", squares, 0),))
        case name, arguments if name in KEPT:
            return Call(name, tuple(map(put, arguments)))
    return tree_of(worth(node))


def _terms(listing: Node, worth: Worth, values: Mapping[str, Value]) -> list[Node]:
    if not isinstance(listing, Comprehension):
        return [tree_of(each) for each in listed_items(worth(listing))]
    terms: list[Node] = []
    for item in listed_items(worth(Comprehension(Name(listing.name), listing.name, listing.source, listing.condition))):
        here = {**values, listing.name: item}

        def worth_here(node: Node, item: Value = item) -> Value:
            single = Listed("[", (tree_of(item),))
            return listed_items(worth(Comprehension(node, listing.name, single)))[0]

        terms.append(put_in(listing.body, worth_here, here))
    return terms


def _chain(op: Literal["+", "*"], terms: Sequence[Node], empty: Value) -> Node:
    if not terms:
        return tree_of(empty)

    def join(left: Node, right: Node) -> Node:
        if op == "+" and isinstance(right, Negative):
            return Binary("-", left, right.operand)
        return Binary(op, left, right)

    return reduce(join, terms)
