"""The bridge between the trees of the language and SymPy: the only one, and never by text.

`to_sympy` gives a value, `to_tree` the tree that a textbook would print for a value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Self

import sympy

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Listed, Name, Negative, Node, Number, Relation
from tutor.expression.writer import linear
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.derivatives import is_atom, parts_of_atom
from tutor.maths.trees.textbook import rational_tree, to_tree

__all__ = ["ASSUMPTIONS", "CONSTANTS", "Names", "rational_tree", "to_sympy", "to_tree"]

ASSUMPTIONS: dict[str, dict[str, bool]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "negative": {"negative": True},
    "nonnegative": {"nonnegative": True},
    "nonzero": {"real": True, "nonzero": True},
    "integer": {"integer": True},
    "natural": {"integer": True, "positive": True},
    "positive integer": {"integer": True, "positive": True},
    "nonnegative integer": {"integer": True, "nonnegative": True},
    "complex": {},
    "matrix": {},
    "symmetric": {},
    "orthogonal": {},
    "vector": {},
}
"""What may be assumed of a name, and what SymPy calls it. Without a word a name is real. The last four
are no numbers: square matrices, of which some are symmetric or orthogonal, and columns."""

MATRICES = frozenset(("matrix", "symmetric", "orthogonal", "vector"))

CONSTANTS: dict[str, Any] = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "oo": sympy.oo, "inf": sympy.oo}

LARGEST_BITS = 20_000
LARGEST_FACTORIAL = 200


@dataclass(frozen=True, slots=True)
class Names:
    """The names in play (None: any) and what is assumed of them."""

    known: frozenset[str] | None = None
    assumed: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, known: Collection[str] | None = None, assume: Mapping[str, str] | None = None) -> Self:
        return cls(None if known is None else frozenset(known), frozenset((assume or {}).items()))

    def assumption(self, name: str) -> str:
        """Without a word a name is real. The derivative by a matrix is a matrix, by a vector a vector."""
        known = dict(self.assumed)
        if name in known or not known or not is_atom(name):
            return known.get(name, "real")
        return _assumption_of_derivative(*parts_of_atom(name), known)

    def is_constant(self, name: str) -> bool:
        """A declared name wins over a constant of the same spelling. `I` is the identity beside matrices."""
        if name == "I":
            return self.has_matrices and name not in (self.known or ())
        return name in CONSTANTS and name not in (self.known or ())

    @property
    def has_matrices(self) -> bool:
        """Whether any of the names stands for a matrix or a vector."""
        return any(assumption in MATRICES for _, assumption in self.assumed)

    @property
    def unsaid(self) -> frozenset[str]:
        """What may be written though it was not declared: the identity beside matrices."""
        return frozenset("I") if self.has_matrices else frozenset()

    def is_matrix(self, name: str) -> bool:
        return self.assumption(name) in MATRICES

    def symbol(self, name: str) -> Any:
        return _symbol(name, self.assumption(name))


def _assumption_of_derivative(of: str, by: tuple[str, ...], known: Mapping[str, str]) -> str:
    shapes = [known[name] for name in (of, *by) if known.get(name) in MATRICES]
    if len(shapes) != 1:
        return "matrix" if shapes else "real"
    return "vector" if shapes == ["vector"] else "matrix"


@lru_cache(maxsize=512)
def _symbol(name: str, assumption: str) -> Any:
    return sympy.Symbol(name, **ASSUMPTIONS.get(assumption, ASSUMPTIONS["real"]))


def to_sympy(tree: Node, names: Names | None = None) -> Any:
    """The value of a tree: a SymPy expression, a list (vector; of lists: matrix), a tuple or, for
    braces, a frozenset (of tuples where its members are lists); for a relation its SymPy relation.

    Decimals become exact rationals. Raises Unreadable, with a place, for what is not defined
    (`1/0`, `ln(0)`, `0^0`), for an unknown name, and for sizes that do not fit together.
    """
    return _value(worked_out(tree), names or Names())


def _value(tree: Node, names: Names) -> Any:
    match tree:
        case Listed(bracket="[", items=items):
            return [_value(item, names) for item in items]
        case Listed(bracket="(", items=items):
            return tuple(_value(item, names) for item in items)
        case Listed(items=items):
            return frozenset(_frozen(_value(item, names)) for item in items)
        case Relation(operands=(left, right), operators=(operator,)):
            return _RELATIONS[operator](_scalar(left, names), _scalar(right, names))
        case Relation(operands=operands, operators=operators):
            links = zip(operands, operators, operands[1:], strict=False)
            return sympy.And(*(_value(Relation((a, b), (op,)), names) for a, op, b in links))
    return _scalar(tree, names)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _scalar(tree: Node, names: Names) -> Any:
    match tree:
        case Number():
            return _rational(tree.value)
        case Name(id=name):
            return _name(tree, name, names)
        case Negative(operand=operand):
            return -_scalar(operand, names)
        case Binary(op=op, left=left, right=right):
            result = _OPERATORS[op](tree, _scalar(left, names), _scalar(right, names))
        case Call(name=name, arguments=arguments) if name in _FUNCTIONS:
            result = _call(tree, name, [_scalar(each, names) for each in arguments])
        case _:
            raise Unreadable(f"{linear(tree)} cannot be used as a number.", tree.place)
    if result.has(sympy.zoo, sympy.nan) or (result.is_infinite and not _is_infinite(tree)):
        raise undefined(tree)
    return result


def _is_infinite(tree: Node) -> bool:
    return any(isinstance(each, Name) and each.id in ("oo", "inf") for each in (tree, *_parts(tree)))


def _parts(tree: Node) -> tuple[Node, ...]:
    return (tree.left, tree.right) if isinstance(tree, Binary) else ()


def undefined(tree: Node) -> Unreadable:
    """`1/0 is not defined.`, at its place."""
    return Unreadable(f"{linear(tree)} is not defined.", tree.place)


def _rational(value: Fraction) -> Any:
    return sympy.Rational(value.numerator, value.denominator)


def _name(tree: Node, name: str, names: Names) -> Any:
    if names.is_matrix(name) or (name == "I" and names.is_constant(name)):
        raise Unreadable(f"{name} stands for a matrix.", tree.place)
    if names.is_constant(name):
        return CONSTANTS[name]
    if names.known is not None and name not in names.known and not is_atom(name):
        in_play = ", ".join(sorted(names.known)) or "none"
        raise Unreadable(f"{name} is not known here. The names in play: {in_play}.", tree.place)
    return names.symbol(name)


def _divide(tree: Node, left: Any, right: Any) -> Any:
    if right == 0:
        raise undefined(tree)
    return left / right


def _power(tree: Node, base: Any, exponent: Any) -> Any:
    if base == 0 and (exponent.is_nonpositive or exponent == 0):
        raise undefined(tree)
    if base.is_Rational and exponent.is_Rational:
        bits = max(abs(int(base.p)).bit_length(), int(base.q).bit_length())
        if bits * abs(exponent) > LARGEST_BITS:
            raise Unreadable(f"{linear(tree)} is too large to work out.", tree.place)
    return base**exponent


_OPERATORS: dict[str, Callable[[Node, Any, Any], Any]] = {
    "+": lambda _, left, right: left + right,
    "-": lambda _, left, right: left - right,
    "*": lambda _, left, right: left * right,
    "/": _divide,
    "^": _power,
}

_RELATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": sympy.Eq,
    "~": sympy.Eq,
    "!=": sympy.Ne,
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
}


def _call(tree: Node, name: str, arguments: list[Any]) -> Any:
    if name in ("factorial", "binomial") and any(
        each.is_Rational and not 0 <= each <= LARGEST_FACTORIAL for each in arguments
    ):
        raise undefined(tree)
    if name in ("ln", "log_base") and any(each == 0 for each in arguments):
        raise undefined(tree)
    try:
        return _FUNCTIONS[name](*arguments)
    except TypeError:
        raise Unreadable(f"{name} does not take {len(arguments)} arguments.", tree.place) from None


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": sympy.sqrt,
    "cbrt": lambda x: sympy.sign(x) * sympy.Abs(x) ** sympy.Rational(1, 3),
    "exp": sympy.exp,
    "ln": sympy.log,
    "log_base": lambda base, x: sympy.log(x, base),
    "abs": sympy.Abs,
    "sign": sympy.sign,
    "max": sympy.Max,
    "min": sympy.Min,
    "floor": sympy.floor,
    "ceil": sympy.ceiling,
    "factorial": sympy.factorial,
    "binomial": sympy.binomial,
    "arcsin": sympy.asin,
    "arccos": sympy.acos,
    "arctan": sympy.atan,
    "arsinh": sympy.asinh,
    "arcosh": sympy.acosh,
    "artanh": sympy.atanh,
} | {name: getattr(sympy, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}
