"""Derivatives of trees, by the rules: exact, small, and without SymPy.

`derivative(L, w)` of a bare name is not worked out: it is a name of its own, `dL/dw`, and `prime(f)`
is `f'`. What stands beside the variable is constant, `d/dx (a x^2)` is `2 a x`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import islice, pairwise
from typing import Literal

from tutor.errors import Unreadable
from tutor.expression.nodes import (
    Binary,
    Call,
    Conditional,
    Interval,
    Listed,
    Name,
    Negative,
    Node,
    Number,
    Relation,
    walk,
)
from tutor.expression.writer import linear
from tutor.maths.trees.matrices import LARGEST_TREE, ONE, TWO, rational_value
from tutor.maths.trees.substitute import bound_index, free_ids, with_names
from tutor.maths.trees.textbook import rational_tree

BY = " d"
"""Between the names by which a name is differentiated: `d^2f/dx dy`."""

ZERO: Node = Number("0")
NOWHERE = Call("no_derivative", ())
"""What a derivative is where there is none."""

INFINITE = (Name("oo"), Negative(Name("oo")))
CONSTANTS = frozenset(("pi", "e", "i", "oo", "inf"))


def derived(tree: Node, variables: Sequence[Node], place: int = -1) -> Node:
    """The derivative by each of the variables in turn. Raises Unreadable for what has none here."""
    for variable in variables:
        if not isinstance(variable, Name):
            raise Unreadable("A derivative is taken by a name.", variable.place)
    names = [variable.id for variable in variables if isinstance(variable, Name)]
    if isinstance(tree, Name) and tree.id not in (*names, *CONSTANTS):
        return atom(tree.id, names, place)
    for name in names:
        _require_known_dependence(tree, name)
        tree = derivative(tree, name)
        if sum(1 for _ in islice(walk(tree), LARGEST_TREE)) == LARGEST_TREE:
            raise Unreadable("This derivative is too large to work out.", place)
    return tree


def atom(of: str, by: Sequence[str], place: int = -1) -> Name:
    """The derivative of a name by others, as one more name: `dL/dw`, `d^2f/dx^2`, `d^2f/dx dy`."""
    times = Counter(by)
    above = "d" if len(by) == 1 else f"d^{len(by)}"
    below = BY.join(name + (f"^{times[name]}" if times[name] > 1 else "") for name in sorted(times))
    return Name(f"{above}{of}/d{below}", place=place)


def primed(of: Node, place: int = -1) -> Node:
    """`f'`, as one more name; of an explicit expression in one name, its derivative."""
    if isinstance(of, Name):
        return Name(f"{of.id}'", place=place)
    names = sorted(set(free_ids(of)) - CONSTANTS)
    if len(names) != 1:
        raise Unreadable("By which name this derivative is taken is not said.", place)
    return derived(of, [Name(names[0])], place)


def parts_of_atom(name: str) -> tuple[str, tuple[str, ...]]:
    """What is differentiated, and by which names, each once: of `d^2f/dx dy` they are f, x and y."""
    above, _, below = name.partition("/")
    if not below:
        return name.rstrip("'"), ()
    of = re.sub(r"^d(\^\d+)?", "", above)
    return of, tuple(re.sub(r"\^\d+$", "", by) for by in below.removeprefix("d").split(BY))


def is_atom(name: str) -> bool:
    """Whether a name stands for a derivative."""
    return "/" in name or name.endswith("'")


def in_one_notation(first: Node, second: Node) -> tuple[Node, Node]:
    """`y'` is written `dy/dx` where the other one says by which name it is differentiated."""
    return _as_quotients(first, second), _as_quotients(second, first)


def _as_quotients(tree: Node, other: Node) -> Node:
    primes = {name for name in free_ids(tree) if name.endswith("'")}
    if not primes:
        return tree
    quotients = [parts_of_atom(name) for name in free_ids(other) if "/" in name]
    found: dict[str, Node] = {}
    for name in primes:
        of = name.rstrip("'")
        by = {variables for above, variables in quotients if above == of}
        if len(by) == 1 and len(variables := by.pop()) == 1:
            found[name] = atom(of, variables * (len(name) - len(of)))
    return with_names(tree, found)


def _require_known_dependence(tree: Node, name: str) -> None:
    """`d/dx (y^2)` is 0 or 2 y y': whether y depends on x must be said."""
    free = set(free_ids(tree)) - CONSTANTS
    if free and name not in free:
        raise Unreadable(f"Whether {linear(tree)} depends on {name} is not said.", max(tree.place, 0))


def derivative(tree: Node, name: str) -> Node:
    """The derivative of a single value by a name, all other names held."""
    match tree:
        case Name(id=here) if here == name:
            return ONE
        case _ if name not in free_ids(tree):
            return ZERO
        case Listed(bracket=bracket, items=items):
            return Listed(bracket, tuple(derivative(item, name) for item in items), place=tree.place)
        case Negative(operand=operand):
            return minus(derivative(operand, name))
        case Binary(op="+" | "-" as op, left=left, right=right):
            first, second = derivative(left, name), derivative(right, name)
            return plus(first, second if op == "+" else minus(second))
        case Binary(op="*", left=left, right=right):
            return plus(times(derivative(left, name), right), times(left, derivative(right, name)))
        case Binary(op="/", left=left, right=right):
            return _of_quotient(left, right, name)
        case Binary(op="^", left=base, right=exponent):
            return _of_power(tree, base, exponent, name)
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            return _off_edges(Conditional(derivative(then, name), condition, derivative(otherwise, name)))
        case Call(name="undefined"):
            return tree
        case Call():
            return _of_call(tree, name)
    raise Unreadable(f"{linear(tree)} has no derivative here.", max(tree.place, 0))


def _of_quotient(above: Node, below: Node, name: str) -> Node:
    outer, inner = derivative(above, name), derivative(below, name)
    if inner == ZERO:
        return Binary("/", outer, below)
    top = plus(times(outer, below), minus(times(above, inner)))
    return Binary("/", top, Binary("^", below, TWO))


def _of_power(tree: Node, base: Node, exponent: Node, name: str) -> Node:
    inner, outer = derivative(base, name), derivative(exponent, name)
    found: list[Node] = []
    if inner != ZERO:
        found.append(times(times(exponent, _lowered(base, exponent)), inner))
    if outer != ZERO:
        grown = tree if base == Name("e") else times(tree, Call("ln", (base,)))
        found.append(times(grown, outer))
    return reduce(plus, found, ZERO)


def _lowered(base: Node, exponent: Node) -> Node:
    """`base^(exponent - 1)`."""
    value = rational_value(exponent)
    if value is None:
        return Binary("^", base, Binary("-", exponent, ONE))
    return ONE if value == 1 else base if value == 2 else Binary("^", base, rational_tree(value - 1))


def _off_edges(pieces: Conditional) -> Node:
    """The pieces, undefined at their edges: wherever two sides of the condition meet."""
    whole: Node = pieces
    for left, right in edges_of(pieces.condition):
        whole = Conditional(whole, Relation((left, right), ("!=",)), NOWHERE)
    return whole


def edges_of(condition: Node) -> Iterator[tuple[Node, Node]]:
    """The pairs of sides that meet where a condition may change its truth."""
    for part in walk(condition):
        if isinstance(part, Relation):
            for left, right in pairwise(part.operands):
                ends = (right.low, right.high) if isinstance(right, Interval) else _items(right)
                yield from ((left, end) for end in ends if end not in INFINITE)


def _items(tree: Node) -> tuple[Node, ...]:
    return tree.items if isinstance(tree, Listed) else (tree,)


def _of_call(tree: Call, name: str) -> Node:
    if bound_index(tree) is not None and tree.name == "sum":
        body, index, low, high = tree.arguments
        if name not in (*free_ids(low), *free_ids(high)):
            return Call("sum", (derivative(body, name), index, low, high), place=tree.place)
    if tree.name in ("max", "min"):
        return _of_extreme(tree, name)
    if tree.name == "log_base" and len(tree.arguments) == 2:
        base, of = tree.arguments
        return derivative(Binary("/", Call("ln", (of,)), Call("ln", (base,))), name)
    rule = RULES.get(tree.name)
    if rule is None or len(tree.arguments) != 1:
        raise Unreadable(f"{linear(tree)} has no derivative here.", max(tree.place, 0))
    (inner,) = tree.arguments
    return times(rule(inner), derivative(inner, name))


def _of_extreme(tree: Call, name: str) -> Node:
    """The derivative of the greatest (or least): undefined where two are level."""
    op: Literal["<", ">"] = ">" if tree.name == "max" else "<"
    first, *rest = tree.arguments
    if not rest:
        return derivative(first, name)
    other: Node = Call(tree.name, tuple(rest)) if len(rest) > 1 else rest[0]
    below = Conditional(derivative(other, name), Relation((other, first), (op,)), NOWHERE)
    return Conditional(derivative(first, name), Relation((first, other), (op,)), below)


def plus(left: Node, right: Node) -> Node:
    if left == ZERO:
        return right
    if right == ZERO:
        return left
    return Binary("-", left, right.operand) if isinstance(right, Negative) else Binary("+", left, right)


def minus(tree: Node) -> Node:
    if tree == ZERO:
        return tree
    return tree.operand if isinstance(tree, Negative) else Negative(tree)


def times(left: Node, right: Node) -> Node:
    if ZERO in (left, right):
        return ZERO
    if left == ONE:
        return right
    return left if right == ONE else Binary("*", left, right)


def _call(function: str) -> Callable[[Node], Node]:
    return lambda x: Call(function, (x,))


def _over(below: Callable[[Node], Node]) -> Callable[[Node], Node]:
    return lambda x: Binary("/", ONE, below(x))


def _square(x: Node) -> Node:
    return Binary("^", x, TWO)


def _root_of(under: Callable[[Node], Node]) -> Callable[[Node], Node]:
    return lambda x: Call("sqrt", (under(x),))


def _one_minus(x: Node) -> Node:
    return Binary("-", ONE, _square(x))


def _one_plus(x: Node) -> Node:
    return Binary("+", ONE, _square(x))


def _sigmoid_slope(x: Node) -> Node:
    value = Call("sigmoid", (x,))
    return Binary("*", value, Binary("-", ONE, value))


def _flat_between_jumps(function: str) -> Callable[[Node], Node]:
    """Zero, but undefined where the function jumps: at whole numbers."""

    def rule(x: Node) -> Node:
        jumps = Relation((Call(function, (x,)), x), ("!=",))
        return Conditional(ZERO, jumps, NOWHERE)

    return rule


RULES: dict[str, Callable[[Node], Node]] = {
    "sqrt": lambda x: Binary("/", ONE, Binary("*", TWO, Call("sqrt", (x,)))),
    "cbrt": lambda x: Binary("/", ONE, Binary("*", Number("3"), _square(Call("cbrt", (x,))))),
    "exp": _call("exp"),
    "ln": lambda x: Binary("/", ONE, x),
    "sin": _call("cos"),
    "cos": lambda x: Negative(Call("sin", (x,))),
    "tan": lambda x: Binary("+", ONE, _square(Call("tan", (x,)))),
    "sinh": _call("cosh"),
    "cosh": _call("sinh"),
    "tanh": lambda x: Binary("-", ONE, _square(Call("tanh", (x,)))),
    "arcsin": _over(_root_of(_one_minus)),
    "arccos": lambda x: Negative(Binary("/", ONE, Call("sqrt", (_one_minus(x),)))),
    "arctan": _over(_one_plus),
    "arsinh": _over(_root_of(_one_plus)),
    "arcosh": _over(_root_of(lambda x: Binary("-", _square(x), ONE))),
    "artanh": _over(_one_minus),
    "sigmoid": _sigmoid_slope,
    "abs": lambda x: Binary("/", x, Call("abs", (x,))),
    "sign": lambda x: Binary("/", ZERO, x),
    "floor": _flat_between_jumps("floor"),
    "ceil": _flat_between_jumps("ceil"),
}
"""The outer derivative of each function of one number. `sign` is flat except at zero, where it has none."""
