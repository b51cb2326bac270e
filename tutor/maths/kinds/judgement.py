"""Whether an answer meets the conditions that are demanded of it.

Equations are decided as answers are: exact numbers, probes for what has names, within the tolerance
where there is one. Everything else is the authors' interpreter's, within its bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Listed, Logic, Name, Node, Number, Relation, walk
from tutor.expression.reader import read
from tutor.maths.comparison.equality import compare, free_names, is_complex
from tutor.maths.kinds.demands import Demand
from tutor.maths.posing.evaluate import COMPARISONS, Scope, evaluate, truth
from tutor.maths.posing.exactness import approximate, same
from tutor.maths.posing.putting_in import tree_of
from tutor.maths.posing.values import (
    FormulaError,
    TooLargeError,
    Value,
    is_matrix,
    is_number,
    is_rational,
    listed_items,
    plain,
    symbolic,
)
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.matrices import rational_value
from tutor.maths.trees.probes import Evaluation, UndefinedError
from tutor.maths.trees.substitute import with_names
from tutor.maths.trees.translate import Names, to_sympy

DIGITS = 180
SAME_WITHIN = sympy.Float("1e-120")
COARSEST = 0.05
"""What is off by more of its size is another value, however coarse the rounding that was asked for."""

FAILURES = (TypeError, ValueError, ArithmeticError, AttributeError, IndexError, RecursionError)
AS_EQUATIONS = {
    "is_diagonal": "X = diagonal_part(X)",
    "is_upper_triangular": "X = upper_part(X)",
    "is_lower_triangular": "X = lower_part(X)",
    "is_symmetric": "X = transpose(X)",
    "is_orthogonal": "transpose(X) X = identity(length(X))",
    "has_orthonormal_columns": "transpose(X) X = identity(length(transpose(X)))",
    "is_distribution": "sum(X) = 1 and min(X) >= 0",
}
"""These conditions as equations, which are decided to more digits and allow for rounded numbers."""


class NoValueError(FormulaError):
    """A condition has no value for an answer: it divides by zero, inverts a singular matrix, and the like."""


def value_of(tree: Any, names: Names) -> Value:
    """What a worked-out answer is to conditions: single trees, tuples (vectors), lists of tuples (matrices).

    Numbers are exact where they are rational, else to 180 digits; what has names is SymPy's.
    """
    if isinstance(tree, tuple | list):
        return [value_of(each, names) for each in tree]
    if isinstance(tree, Listed):
        return [value_of(each, names) for each in tree.items]
    exact = rational_value(tree)
    if exact is not None:
        return plain(exact)
    return plain(to_sympy(tree, names)) if free_names(tree, names) else _number(tree, names)


def _number(tree: Node, names: Names) -> Value:
    at = Evaluation({}, DIGITS, is_complex=is_complex(tree, names))
    try:
        value = at.value(tree)
    except (UndefinedError, UnboundedError, KeyError):
        raise NoValueError from None
    if isinstance(value, Fraction):
        return plain(value)
    parts = [_snapped(part, at) for part in (value.real, value.imag)]
    return plain(parts[0] if parts[1] == 0 else symbolic(parts[0]) + sympy.I * symbolic(parts[1]))


def _snapped(value: Any, at: Evaluation) -> Value:
    """A number that is rational but for the last digits as that fraction."""
    near = Fraction(int(at.mp.nint(value * 10**9)), 10**9).limit_denominator(10**4)
    if abs(value - at.mp.mpf(near.numerator) / near.denominator) < at.mp.mpf(10) ** -150:
        return plain(near)
    return sympy.Float(at.mp.nstr(value, DIGITS), DIGITS)


class Judgement:
    """The conditions of one question put to one answer: `values` by name, `answer` among them."""

    def __init__(self, values: Mapping[str, Value], names: Names, allowed: Tolerances | None = None) -> None:
        self.values = dict(values)
        self.names = names
        self.allowed = allowed

    def holds(self, demand: Demand) -> bool | None:
        """None where it cannot be decided. Raises NoValueError."""
        try:
            return self._holds(self._with_identity(demand.tree))
        except (TooLargeError, UnboundedError):
            return None
        except (FormulaError, *FAILURES) as error:
            raise NoValueError(str(error)) from None

    @property
    def _scope(self) -> Scope:
        symbols = {name: self.names.symbol(name) for name in self.names.known or () if name not in self.values}
        return Scope({**symbols, **self.values})

    def _with_identity(self, tree: Node) -> Node:
        """`I`, where nothing else is called so, as the identity of the size of the first matrix."""
        first = next((value for value in self.values.values() if is_matrix(value)), None)
        if first is None or "I" in self.values or "I" in (self.names.known or ()):
            return tree
        return with_names(tree, {"I": Call("identity", (Number(str(len(first[0]))),))})

    def _holds(self, tree: Node) -> bool | None:
        match tree:
            case Logic(op="not", operands=(operand,)):
                held = self._holds(operand)
                return None if held is None else not held
            case Logic(op=op, operands=operands):
                return _joined(op, (self._holds(each) for each in operands))
            case Relation(operands=operands, operators=operators):
                links = zip(operands, operators, operands[1:], strict=False)
                return _joined("and", (self._link(*link) for link in links))
            case Call(name=name, arguments=(argument,)) if name in AS_EQUATIONS:
                return self._holds(with_names(_equation(name), {"X": argument}))
        return truth(tree, self._scope)

    def _link(self, left: Node, operator: str, right: Node) -> bool | None:
        a, b = evaluate(left, self._scope), evaluate(right, self._scope)
        if operator == "in":
            members = b if isinstance(b, frozenset) else listed_items(b)
            return _joined("or", (self._equal(a, list(each) if isinstance(each, tuple) else each) for each in members))
        if operator not in ("=", "~", "!="):
            return _ordered(a, operator, b)
        if operator == "~" and COMPARISONS["~"](a, b):
            return True
        held = self._equal(a, b)
        if held is False and self.allowed is not None and operator != "!=":
            held = self._near(left, right, a, b)
        return held if operator != "!=" or held is None else not held

    def _equal(self, left: Value, right: Value) -> bool | None:
        """As `exactness.same`, but decided as answers are. A list is 0 where all its entries are."""
        if isinstance(left, list | tuple) and type(right) is int and right == 0:
            return _joined("and", (self._equal(each, 0) for each in left))
        if isinstance(left, list | tuple) and isinstance(right, list | tuple):
            if len(left) != len(right):
                return False
            return _joined("and", (self._equal(a, b) for a, b in zip(left, right, strict=True)))
        if isinstance(left, list) and isinstance(right, frozenset):
            return same(frozenset(left), right)
        if not (is_number(left) and is_number(right)):
            return same(left, right)
        if is_rational(left) and is_rational(right):
            return bool(left == right)
        return self._equal_numbers(symbolic(left), symbolic(right))

    def _equal_numbers(self, left: Any, right: Any) -> bool | None:
        difference = left - right
        if difference == 0:
            return True
        if not difference.free_symbols:
            return _is_nothing(difference, left)
        try:
            found_by_probes = compare(tree_of(left), tree_of(right), self.names).same
        except (FormulaError, UndefinedError):
            found_by_probes = None
        if found_by_probes is None and not same(left, right):
            return False
        return found_by_probes

    def _speaks_of(self, tree: Node) -> bool:
        return any(isinstance(each, Name) and each.id in self.values for each in walk(tree))

    def _near(self, left: Node, right: Node, a: Value, b: Value) -> bool:
        """Whether both sides could be equal, were each entry of the answer moved by its tolerance."""
        assert self.allowed is not None
        gaps = _gaps(a, b)
        if gaps is None:
            return False
        fixed = [value for side, value in ((left, a), (right, b)) if not self._speaks_of(side)]
        size = max(map(abs, _numbers(fixed or [a, b])), default=0.0)
        if size and max(map(abs, gaps), default=0.0) > COARSEST * size:
            return False
        slack = [0.0] * len(gaps)
        for moved in self.allowed.moved(self.values):
            other = Judgement(moved, self.names)
            try:
                shifted = _gaps(evaluate(left, other._scope), evaluate(right, other._scope))
            except FormulaError:
                continue
            for at, (gap, shift) in enumerate(zip(gaps, shifted or gaps, strict=True)):
                slack[at] += abs(gap - shift)
        return all(abs(gap) <= off * (1 + 1e-6) + 1e-12 for gap, off in zip(gaps, slack, strict=True))


class Tolerances:
    """How far each number of an answer may be off: `of` gives it for a number's size."""

    def __init__(self, of: Callable[[Fraction], Fraction]) -> None:
        self.of = of

    def moved(self, values: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        """The values with one number moved by its tolerance, for each number."""
        for name, value in values.items():
            for other in self._moved(value):
                yield {**values, name: other}

    def _moved(self, value: Value) -> Iterator[Value]:
        if isinstance(value, list):
            for at, entry in enumerate(value):
                for other in self._moved(entry):
                    yield [*value[:at], other, *value[at + 1 :]]
        elif is_number(value) and not symbolic(value).free_symbols:
            size = abs(approximate(value))
            yield plain(symbolic(value) + symbolic(plain(self.of(Fraction(size)))))


def _joined(op: str, parts: Iterable[bool | None]) -> bool | None:
    decisive = op == "or"
    is_unsure = False
    for part in parts:
        if part is decisive:
            return decisive
        is_unsure |= part is None
    return None if is_unsure else not decisive


def _ordered(left: Value, operator: str, right: Value) -> bool | None:
    """A comparison of sizes, to as many digits as needed; None where they are too near to tell."""
    if not (is_number(left) and is_number(right)) or (is_rational(left) and is_rational(right)):
        return COMPARISONS[operator](left, right)
    difference = symbolic(left) - symbolic(right)
    if difference.free_symbols:
        return COMPARISONS[operator](left, right)
    if _is_nothing(difference, symbolic(left)):
        return operator in ("<=", ">=")
    value = difference.evalf(DIGITS, maxn=4 * DIGITS)
    if not value.is_real:
        raise FormulaError("what is not real has no place in an order")
    return bool(value < 0) is operator.startswith("<")


def _is_nothing(difference: Any, beside: Any) -> bool:
    """Whether a difference of two numbers is zero up to the last of 180 digits of one of them."""
    left_over = difference if difference.is_Float else difference.evalf(DIGITS, maxn=4 * DIGITS)
    size = beside if beside.is_Float or beside.is_Rational else beside.evalf(15)
    return bool(abs(left_over) < SAME_WITHIN * max(sympy.Integer(1), abs(size)))


@lru_cache(maxsize=16)
def _equation(name: str) -> Node:
    return read(AS_EQUATIONS[name], ("X",), author=True)


def _numbers(value: Value) -> list[float]:
    if isinstance(value, list | tuple):
        return [number for each in value for number in _numbers(each)]
    return [approximate(value)]


def _gaps(left: Value, right: Value) -> list[float] | None:
    """The differences of all entries; None where the sides do not fit together."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        if len(left) != len(right):
            return None
        parts = [_gaps(a, b) for a, b in zip(left, right, strict=True)]
        return None if None in parts else [gap for part in parts for gap in part or ()]
    if isinstance(left, list | tuple) and type(right) is int and right == 0:
        parts = [_gaps(each, 0) for each in left]
        return None if None in parts else [gap for part in parts for gap in part or ()]
    if not (is_number(left) and is_number(right)):
        return None
    return [approximate(plain(symbolic(left) - symbolic(right)))]


def check_conditions(demands: Sequence[Demand], judgement: Judgement) -> None:
    """Raises Unreadable where a condition has no value for the author's own example."""
    for demand in demands:
        try:
            judgement.holds(demand)
        except NoValueError as error:
            raise Unreadable(f"The condition {demand.text} has no value: {error}.", 0) from None
