"""Numbers to 200 digits, so that a true zero is told from a small difference."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import Any

from tutor.expression.nodes import Call, Node
from tutor.maths.solving.effort import size_of, spend
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.probes import Evaluation, UndefinedError, Value

DIGITS = 200
ROUGH_DIGITS = 60
FINE_DIGITS = 800
NOISE_DIGITS = 140
MP = Evaluation({}, DIGITS).mp
NOISE = MP.mpf(10) ** -NOISE_DIGITS

_PASSES_ZERO = frozenset(
    ("sin", "cos", "tan", "ln", "log_base", "arcsin", "arccos", "arctan", "sinh", "tanh", "arsinh", "arcosh", "artanh")
)


def inexact(value: Any) -> Any:
    """A number of mpmath."""
    return MP.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def is_negligible(part: Any, whole: Any) -> bool:
    """Whether a part is nothing but noise beside the whole."""
    return bool(part == 0 or abs(part) < abs(whole) * NOISE)


class LostDigitsError(ArithmeticError):
    """A value may be zero or only too small to be seen."""


class Snapping(Evaluation):
    """An evaluation in which what is left of cancelling numbers is zero: at an irrational root, given to
    `DIGITS`, `x^2 - 2` is 0 and `1/(x^2 - 2)` is not defined."""

    def __init__(self, point: dict[str, Any], digits: int) -> None:
        super().__init__(point, digits)
        self.has_snapped = False
        self.has_lost = False
        self._has_absorbed = False

    def added(self, left: Value, right: Value) -> Value:
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left + right
        a, b, noise = self.inexact(left), self.inexact(right), _NOISE[self.mp.dps]
        total = a + b
        if abs(total) <= abs(a) * noise:
            self.has_snapped = True
            self.has_lost |= self._has_absorbed
            return Fraction(0)
        self._has_absorbed |= bool(0 < abs(a) < abs(b) * noise or 0 < abs(b) < abs(a) * noise)
        return total

    def _call(self, tree: Call, name: str, arguments: list[Value]) -> Value:
        if name in ("floor", "ceil"):
            arguments = [_whole_where_near(each) for each in arguments]
        value = super()._call(tree, name, arguments)
        if name in _PASSES_ZERO and not isinstance(value, Fraction) and abs(value) < _NOISE[self.mp.dps]:
            return Fraction(0)
        return value


_NOISE = {
    digits: Evaluation({}, digits).mp.mpf(10) ** (-digits * 7 // 10) for digits in (ROUGH_DIGITS, DIGITS, FINE_DIGITS)
}


def _whole_where_near(value: Value) -> Value:
    if isinstance(value, Fraction):
        return value
    whole = MP.nint(value)
    return Fraction(int(whole)) if is_negligible(value - whole, whole) else value


def value_of(tree: Node, point: dict[str, Any], digits: int = DIGITS) -> Any:
    """What a tree is worth at a point, None where it has no real value. Raises EffortError, and
    LostDigitsError where it is too small beside its terms to be seen: `1 - tanh(10^6)`."""
    spend(size_of(tree) * max(1, digits // ROUGH_DIGITS))
    evaluation = Snapping(point, digits)
    value = None
    with suppress(UndefinedError, UnboundedError, KeyError):
        value = evaluation.value(tree)
    if digits == ROUGH_DIGITS and evaluation.has_snapped:
        return value_of(tree, point, DIGITS)
    if not evaluation.has_lost:
        return None if isinstance(value, evaluation.mp.mpc) else value
    if digits == DIGITS and all(isinstance(each, Fraction) for each in point.values()):
        return value_of(tree, point, FINE_DIGITS)
    raise LostDigitsError
