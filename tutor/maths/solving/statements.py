"""Statements about numbers: claims `f = 0`, `f < 0`, ... joined by `and`, `or`, `not`.

Every relation of the language becomes one: chains, membership in sets and intervals, equations of
vectors and matrices (entry by entry), lists of relations. A list is a system, all of it at once, unless
every item gives a value to the same name (`x = 1, x = 2`): then it lists alternatives.

A claim about what has no value is neither true nor false, and what is not true is no solution: 1 does
not solve `(x^2 - 1)/(x - 1) = 2`, and `x/x = 1` leaves out 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Interval, Listed, Logic, Name, Negative, Node, Number, Relation, walk
from tutor.maths.trees.arrays import worked_out

Operator = Literal["=", "!=", "<", "<=", ">", ">="]
SET_CALLS = frozenset(("union", "intersection", "without"))
ZERO = Number("0")
MOST_CLAIMS = 200


@dataclass(frozen=True, slots=True)
class Claim:
    """`difference operator 0`."""

    difference: Node
    operator: Operator

    def is_met(self, sign: int) -> bool:
        """Whether it is true where the difference has this sign (-1, 0 or 1)."""
        match self.operator:
            case "=":
                return sign == 0
            case "!=":
                return sign != 0
            case "<":
                return sign < 0
            case "<=":
                return sign <= 0
            case ">":
                return sign > 0
        return sign >= 0


@dataclass(frozen=True, slots=True)
class Joined:
    """Statements under `and` (of none: true), `or` (of none: false), `not` (of one)."""

    op: Literal["and", "or", "not"]
    parts: tuple[Statement, ...]


Statement = Claim | Joined
TRUE = Joined("and", ())
FALSE = Joined("or", ())


def holds(statement: Statement, sign_of: Callable[[Node], int | None]) -> bool | None:
    """Whether it is true, given the signs of its differences; None where that hangs on one without value."""
    if isinstance(statement, Claim):
        sign = sign_of(statement.difference)
        return None if sign is None else statement.is_met(sign)
    if statement.op == "not":
        inner = holds(statement.parts[0], sign_of)
        return None if inner is None else not inner
    decisive = statement.op == "or"
    found = [holds(part, sign_of) for part in statement.parts]
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def claims(statement: Statement) -> Iterator[Claim]:
    """All claims in it, from left to right."""
    if isinstance(statement, Claim):
        yield statement
    else:
        for part in statement.parts:
            yield from claims(part)


def conjunction(*parts: Statement) -> Statement:
    return parts[0] if len(parts) == 1 else Joined("and", parts)


def alternative(*parts: Statement) -> Statement:
    return parts[0] if len(parts) == 1 else Joined("or", parts)


def is_statement(tree: Node) -> bool:
    """Whether it says something that can be true or false."""
    match tree:
        case Relation() | Logic():
            return True
        case Listed(items=items):
            return bool(items) and all(is_statement(item) for item in items)
    return False


def is_set_expression(tree: Node) -> bool:
    """Whether an interval or one of the set operations stands on top."""
    return isinstance(tree, Interval) or (isinstance(tree, Call) and tree.name in SET_CALLS)


def statement_of(tree: Node) -> Statement:
    """The statement that a tree makes. Raises Unreadable where it makes none."""
    found = _statement(tree)
    if sum(1 for _ in claims(found)) > MOST_CLAIMS:
        raise Unreadable("This has too many parts.", 0)
    return found


def _statement(tree: Node) -> Statement:
    match tree:
        case Logic(op=op, operands=operands):
            return Joined(op, tuple(_statement(part) for part in operands))
        case Relation():
            return _relation(tree)
        case Listed(items=items) if is_statement(tree):
            parts = tuple(_statement(item) for item in items)
            return alternative(*parts) if _are_alternatives(tree) else conjunction(*parts)
        case Name(id="true" | "false" as word):
            return TRUE if word == "true" else FALSE
    raise Unreadable("This says nothing that could be true or false.", max(tree.place, 0))


def _are_alternatives(tree: Listed) -> bool:
    labels = [labelled(item) for item in tree.items]
    return None not in labels and len(set(labels)) == 1


def labelled(tree: Node) -> str | None:
    """The name to which `x = 2` gives a value."""
    match tree:
        case Relation(operands=(Name(id=name), value), operators=("=",)) if Name(name) not in walk(value):
            return name
    return None


def _relation(tree: Relation) -> Statement:
    links = zip(tree.operands, tree.operators, tree.operands[1:], strict=False)
    return conjunction(*(_link(left, operator, right) for left, operator, right in links))


def _link(left: Node, operator: str, right: Node) -> Statement:
    if operator == "in":
        return membership(left, right)
    left, right = worked_out(left), worked_out(right)
    if isinstance(left, Listed) or isinstance(right, Listed):
        return _entry_by_entry(left, operator, right)
    if (ends := _infinite(left, right)) is not None:
        return TRUE if Claim(ZERO, _plain(operator)).is_met(ends) else FALSE
    return Claim(left if right == ZERO else Binary("-", left, right), _plain(operator))


def _plain(operator: str) -> Operator:
    plain: dict[str, Operator] = {"=": "=", "~": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
    return plain[operator]


def _infinite(left: Node, right: Node) -> int | None:
    """The sign of left minus right where one of them is infinite."""
    a, b = infinity(left), infinity(right)
    return (a > b) - (a < b) if a or b else None


def infinity(tree: Node) -> int:
    """1 for `oo`, -1 for `-oo`, 0 for anything else."""
    match tree:
        case Name(id="oo" | "inf"):
            return 1
        case Negative(operand=operand):
            return -infinity(operand)
    return 0


def _entry_by_entry(left: Node, operator: str, right: Node) -> Statement:
    """An equation of lists is one of each pair of entries; a list differs where an entry does."""
    if operator not in ("=", "!="):
        raise Unreadable("Lists have no order: only = and != stand between them.", max(left.place, 0))
    if not (isinstance(left, Listed) and isinstance(right, Listed)) or len(left.items) != len(right.items):
        raise Unreadable("The two sides differ in size.", max(left.place, 0))
    if "{" in (left.bracket, right.bracket):
        raise Unreadable("An equation of sets cannot be solved here.", max(left.place, 0))
    pairs = zip(left.items, right.items, strict=True)
    parts = tuple(_link(a, operator, b) for a, b in pairs)
    return conjunction(*parts) if operator == "=" else alternative(*parts)


def membership(element: Node, of: Node) -> Statement:
    """`element in of`, for an interval, a set, or what is joined of them. Raises Unreadable for
    anything else."""
    match of:
        case Interval(low=low, high=high, closed=closed):
            return _between(element, low, high, closed)
        case Listed(bracket="{", items=items):
            return alternative(*(_relation(Relation((element, each), ("=",))) for each in items))
        case Listed(bracket="(" | "[" as bracket, items=(low, high)):
            return _between(element, low, high, (bracket == "[", bracket == "["))
        case Call(name="union", arguments=arguments):
            return alternative(*(membership(element, each) for each in arguments))
        case Call(name="intersection", arguments=arguments):
            return conjunction(*(membership(element, each) for each in arguments))
        case Call(name="without", arguments=(whole, taken)):
            return conjunction(membership(element, whole), Joined("not", (membership(element, taken),)))
    raise Unreadable("A set or an interval must follow the `in`.", max(of.place, 0))


def _between(element: Node, low: Node, high: Node, closed: tuple[bool, bool]) -> Statement:
    first = _link(low, "<=" if closed[0] else "<", element)
    return conjunction(first, _link(element, "<=" if closed[1] else "<", high))
