"""Calls that have a look of their own: roots, bars, powers, sums, derivatives, unions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.expression.nodes import Call, Comprehension, Name, Node, Number, Range, walk
from tutor.expression.parts import Bound, Derivative, as_set, derivative_of
from tutor.expression.typeset.levels import ATOM, CONDITION, PRODUCT, SUM, level_of, name_mark
from tutor.expression.typeset.marks import Fenced, Fraction, Grid, Kind, Mark, Root, Row, Scripts, Sign, items_of, row
from tutor.expression.typeset.symbols import CHARACTERS, SIGNS

COMMA = Sign(",", Kind.COMMA)
MINUS = CHARACTERS["-"]
RELATIONS = {
    "=": CHARACTERS["="], "!=": SIGNS["ne"], "<": CHARACTERS["<"], "<=": SIGNS["le"],
    ">": CHARACTERS[">"], ">=": SIGNS["ge"], "~": SIGNS["approx"], "in": SIGNS["in"],
}  # fmt: skip
_PRIME = CHARACTERS["'"]
_BETWEEN_SETS = {"union": SIGNS["cup"], "intersection": SIGNS["cap"], "without": SIGNS["setminus"]}


@dataclass(frozen=True, slots=True)
class Setting:
    """How the parts of a tree are set; `marks` sets any tree."""

    marks: Callable[[Node], Mark]

    def within(self, node: Node, level: int) -> Mark:
        """The node, in brackets where it binds less tightly than `level`."""
        return self.marks(node) if level_of(node) >= level else Fenced("(", self.marks(node), ")")

    def separated(self, nodes: tuple[Node, ...]) -> Mark:
        """Nodes with commas between them."""
        out: list[Mark] = []
        for node in nodes:
            out += [COMMA] if out else []
            mark = self.within(node, CONDITION) if not isinstance(node, Range | Comprehension) else self.marks(node)
            out += items_of(mark)
        return row(*out)

    def terms(self, node: Node) -> tuple[Mark, ...]:
        """One term of a sum."""
        return items_of(self.within(node, PRODUCT))


def special(at: Setting, node: Call) -> Mark | None:
    """The call with a look of its own; None: it is written as a name with its arguments."""
    if node.keywords:
        return None
    if derivative := derivative_of(node):
        return _derivative(at, derivative)
    found = _SPECIAL.get(node.name)
    return None if found is None else found(at, node.arguments)


def is_special(name: str) -> bool:
    """Whether calls of this name may have a look of their own."""
    return name in _SPECIAL


def _raised_letter(at: Setting, arguments: tuple[Node, ...], sign: Mark) -> Mark | None:
    if len(arguments) != 1:
        return None
    return Scripts(at.within(arguments[0], ATOM), up=sign)


def _prime(at: Setting, arguments: tuple[Node, ...]) -> Mark | None:
    """`f′`, `f′′`"""
    match arguments:
        case (Call(name="prime", arguments=inner),) if (mark := _prime(at, inner)) and isinstance(mark, Scripts):
            return Scripts(mark.base, up=Row((*items_of(mark.up or _PRIME), _PRIME)))
        case _:
            return _raised_letter(at, arguments, _PRIME)


def _suffixed(at: Setting, arguments: tuple[Node, ...], sign: Sign) -> Mark | None:
    if len(arguments) != 1:
        return None
    return Row((at.within(arguments[0], ATOM), sign))


def _fenced(at: Setting, arguments: tuple[Node, ...], left: str, right: str) -> Mark | None:
    if len(arguments) != 1:
        return None
    barred = any(isinstance(node, Call) and node.name in {"abs", "norm"} for node in walk(arguments[0]))
    if barred and left in {"|", "‖"}:  # bars within bars could be read in several ways
        name = Sign("abs" if left == "|" else "norm", Kind.FUNCTION)
        return Row((name, Fenced("(", at.marks(arguments[0]), ")")))
    return Fenced(left, at.marks(arguments[0]), right)


def _root(at: Setting, arguments: tuple[Node, ...]) -> Mark | None:
    return Root(at.marks(arguments[0])) if len(arguments) == 1 else None


def _log_base(at: Setting, arguments: tuple[Node, ...]) -> Mark | None:
    if len(arguments) != 2:
        return None
    name = Scripts(Sign("log", Kind.FUNCTION), down=at.marks(arguments[0]))
    return Row((name, Fenced("(", at.marks(arguments[1]), ")")))


def _log_of(at: Setting, arguments: tuple[Node, ...], base: str) -> Mark | None:
    return _log_base(at, (Number(base), *arguments)) if len(arguments) == 1 else None


def _binomial(at: Setting, arguments: tuple[Node, ...]) -> Mark | None:
    if len(arguments) != 2:
        return None
    return Grid(tuple((at.marks(each),) for each in arguments), "(", ")", word="binomial")


def _large(at: Setting, arguments: tuple[Node, ...], sign: Sign) -> Mark | None:
    """`sum(f, k, a, b)`, for authors also `sum(f for k in a..b)`, under a large sign."""
    match arguments:
        case (Comprehension(body=body, name=name, source=Range(low=low, high=high, excluded=()), condition=None),):
            return _bound(at, Bound(body, Name(name), low, high), sign)
        case (body, Name() as index, low, high):
            return _bound(at, Bound(body, index, low, high), sign)
        case _:
            return None


def _bound(at: Setting, bound: Bound, sign: Sign) -> Mark:
    start = Row((name_mark(bound.index.id), RELATIONS["="], at.marks(bound.low)))
    return Row((Scripts(sign, up=at.marks(bound.high), down=start), at.within(bound.body, PRODUCT)))


def _between_sets(at: Setting, name: str, arguments: tuple[Node, ...]) -> Mark | None:
    """Sets and intervals with `∪` or the like between them."""
    if len(arguments) != 2:
        return None
    left, right = arguments
    chained = isinstance(left, Call) and left.name == name and name != "without"
    first = at.marks(left) if chained else at.within(as_set(left), ATOM)
    return Row((*items_of(first), _BETWEEN_SETS[name], at.within(as_set(right), ATOM)))


def _plus_minus(at: Setting, arguments: tuple[Node, ...]) -> Mark | None:
    match arguments:
        case (inner,):
            return Row((SIGNS["pm"], *at.terms(inner)))
        case (left, right):
            return Row((*items_of(at.within(left, SUM)), SIGNS["pm"], *at.terms(right)))
        case _:
            return None


def _dot(at: Setting, arguments: tuple[Node, ...]) -> Mark | None:
    return Fenced("⟨", at.separated(arguments), "⟩") if len(arguments) == 2 else None


def _derivative(at: Setting, derivative: Derivative) -> Mark:
    d = SIGNS["partial"] if derivative.is_partial else Sign("d")
    below: list[Mark] = []
    for name, count in derivative.runs:
        below += [Sign(" ", Kind.SPACE)] if below else []
        below += [d, _repeated(name_mark(name.id), count)]
    above = _repeated(d, derivative.order)
    if isinstance(derivative.of, Name):
        return Fraction(Row((above, name_mark(derivative.of.id))), Row(tuple(below)))
    return Row((Fraction(above, Row(tuple(below))), Fenced("(", at.marks(derivative.of), ")")))


def _repeated(mark: Mark, count: int) -> Mark:
    return Scripts(mark, up=Sign(str(count))) if count > 1 else mark


_SPECIAL: dict[str, Callable[[Setting, tuple[Node, ...]], Mark | None]] = {
    "sqrt": _root,
    "cbrt": lambda at, given: Root(at.marks(given[0]), Sign("3")) if len(given) == 1 else None,
    "root": lambda at, given: Root(at.marks(given[0]), at.marks(given[1])) if len(given) == 2 else None,
    "abs": lambda at, given: _fenced(at, given, "|", "|"),
    "norm": lambda at, given: _fenced(at, given, "‖", "‖"),
    "floor": lambda at, given: _fenced(at, given, "⌊", "⌋"),
    "ceil": lambda at, given: _fenced(at, given, "⌈", "⌉"),
    "factorial": lambda at, given: _suffixed(at, given, Sign("!", Kind.CLOSE)),
    "percent": lambda at, given: _suffixed(at, given, Sign("%", Kind.CLOSE)),
    "degrees": lambda at, given: _suffixed(at, given, Sign("°", Kind.CLOSE, " deg")),
    "transpose": lambda at, given: _raised_letter(at, given, Sign("T")),
    "log_base": _log_base,
    "log2": lambda at, given: _log_of(at, given, "2"),
    "log10": lambda at, given: _log_of(at, given, "10"),
    "binomial": _binomial,
    "inverse": lambda at, given: _raised_letter(at, given, Row((MINUS, Sign("1")))),
    "prime": _prime,
    "plus_minus": _plus_minus,
    "union": lambda at, given: _between_sets(at, "union", given),
    "intersection": lambda at, given: _between_sets(at, "intersection", given),
    "without": lambda at, given: _between_sets(at, "without", given),
    "dot": _dot,
    "undefined": lambda at, given: None if given else Sign("undefined", Kind.WORDS),
    "sum": lambda at, given: _large(at, given, SIGNS["sum"]),
    "product": lambda at, given: _large(at, given, SIGNS["prod"]),
}
