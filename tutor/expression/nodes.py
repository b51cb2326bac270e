"""The tree of the expression language: what was written, not what it is worth.

Two trees are equal when they say the same, wherever they stood in the text and however a product
was marked (`2x` and `2*x` are one tree).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """`place`: the index in the text at which this part begins, -1 where there is no text."""

    place: int = field(default=-1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Placed):
    """A literal of digits, as typed: `12`, `0.50`, `1.5e3`. Never negative."""

    text: str

    @property
    def value(self) -> Fraction:
        """The exact value; decimals never pass through binary floats."""
        return Fraction(self.text)

    @property
    def is_decimal(self) -> bool:
        return not self.text.isdecimal()


@dataclass(frozen=True, slots=True)
class Name(Placed):
    """A variable or a constant (`x`, `x_1`, `theta`, `pi`, `e`), spelt in ASCII."""

    id: str


@dataclass(frozen=True, slots=True)
class Text(Placed):
    """Text in double quotes; authors only."""

    value: str


@dataclass(frozen=True, slots=True)
class Negative(Placed):
    """A minus sign before something."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Placed):
    """`left op right`. `implicit`: a product without a sign between its factors."""

    op: Literal["+", "-", "*", "/", "^"]
    left: Node
    right: Node
    implicit: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Call(Placed):
    """A function of arguments. Signs with a name of their own are calls too: `sqrt abs norm
    factorial percent transpose log_base` (base first), `degrees` for the degree sign, and:

    - `plus_minus`: `a ± b`, or `± b` of one argument;
    - `derivative`: `df/dx`, `d/dx (...)`, `∂²f/∂x∂y`, of what is differentiated and by which names, in
      order; `prime`: `f'`;
    - `sum`, `product` with four arguments: the body, the index (a Name, bound), its first and its last
      value; of one argument: the sum of a list;
    - `union`, `intersection`, `without` (`R \\ {0}`) of sets and intervals; `dot`: `⟨u, v⟩`;
    - `undefined` without arguments: what a piecewise value is outside all its pieces.
    """

    name: str
    arguments: tuple[Node, ...]
    keywords: tuple[tuple[str, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class Index(Placed):
    """`base[i]` or `base[i, j]`; lists count from 1; authors only."""

    base: Node
    indices: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Listed(Placed):
    """Items in brackets: `[` a vector (of rows: a matrix), `(` a tuple, `{` a set.

    A matrix is a `[` of `[`; `[1 2; 3 4]` reads as `[[1, 2], [3, 4]]`.
    """

    bracket: Literal["[", "(", "{"]
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Interval(Placed):
    """The numbers between two ends, of which `closed` tells whether each belongs to it: `(0, 1]`.

    The reader makes one only where the brackets differ, and for `R`; `(0, 1)` is a tuple and `[0, 1]` a
    vector until a kind asks for an interval.
    """

    low: Node
    high: Node
    closed: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Relation(Placed):
    """A chain such as `0 < x <= 1`: one operator fewer than operands. `in`: membership; `~`: equal
    numerically (authors only)."""

    operands: tuple[Node, ...]
    operators: tuple[Literal["=", "!=", "<", "<=", ">", ">=", "~", "in"], ...]


@dataclass(frozen=True, slots=True)
class Logic(Placed):
    """`and`, `or` over two or more operands, `not` over one."""

    op: Literal["and", "or", "not"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Conditional(Placed):
    """`then if condition else otherwise`; for learners also the pieces of `\\begin{cases}`, the last
    `otherwise` being the call `undefined` where nothing is said."""

    then: Node
    condition: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Comprehension(Placed):
    """`[body for name in source if condition]`, also without brackets as the one argument of a
    call; authors only."""

    body: Node
    name: str
    source: Node
    condition: Node | None = None


@dataclass(frozen=True, slots=True)
class Range(Placed):
    """The whole numbers `low..high`, both included, `except` some; authors only."""

    low: Node
    high: Node
    excluded: tuple[Node, ...] = ()


Node = (
    Number
    | Name
    | Text
    | Negative
    | Binary
    | Call
    | Index
    | Listed
    | Interval
    | Relation
    | Logic
    | Conditional
    | Comprehension
    | Range
)


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in the order in which they are written."""
    match node:
        case Number() | Name() | Text():
            return ()
        case Negative(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments, keywords=keywords):
            return (*arguments, *(value for _, value in keywords))
        case Index(base=base, indices=indices):
            return (base, *indices)
        case Listed(items=items):
            return items
        case Interval(low=low, high=high):
            return (low, high)
        case Relation(operands=operands) | Logic(operands=operands):
            return operands
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            return (then, condition, otherwise)
        case Comprehension(body=body, source=source, condition=None):
            return (body, source)
        case Comprehension(body=body, source=source, condition=condition):
            assert condition is not None
            return (body, source, condition)
        case Range(low=low, high=high, excluded=excluded):
            return (low, high, *excluded)


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, outermost first; not recursive, so no depth is too deep."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(children(here)))
