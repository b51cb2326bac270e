"""Do two values agree at a point? To 60 digits, and to more where these might not be enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction

from tutor.expression.nodes import Conditional, Node, walk
from tutor.maths.trees.functions import UnboundedError, UndefinedError, Value
from tutor.maths.trees.probes import DIGITS, EXTREME, Evaluation, OutsideError, Point, Work
from tutor.maths.trees.short_values import told_apart

FINER = (DIGITS // 2, DIGITS, 3 * DIGITS)
"""So many digits more are taken where two values are near, but not near enough."""

CONFIRMING = 140
"""So many digits more an agreement must survive in the end."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How many points may be looked at again with how many digits."""

    most_digits: int
    most_points: int


QUICK = Effort(0, 0)
PATIENT = Effort(1_000, 10)
ALONE = Effort(6_000, 1)
"""For values without names."""

TWICE = 2
"""`1 - cos(x)` is as small as the square of x."""

LONG = 99
MARK_DIGITS = 170
SURELY_APART = 1e-20
DIGITS_A_BIT = 0.30103


class Missing(Enum):
    """Why there is no value at a point."""

    UNDEFINED = auto()
    OUTSIDE = auto()
    UNBOUNDED = auto()


@dataclass(slots=True)
class Both:
    """The values of the two at one point, to so many digits."""

    first: Value | Missing
    second: Value | Missing
    extreme: int
    widest: int
    is_guessed: bool

    @property
    def is_exact(self) -> bool:
        return isinstance(self.first, Fraction) and isinstance(self.second, Fraction)

    @property
    def is_missing(self) -> bool:
        return isinstance(self.first, Missing) or isinstance(self.second, Missing)


class Agreement:
    """Two values, compared at point after point, and what was found so far."""

    def __init__(self, answer: Node, against: Node, *, is_complex: bool, effort: Effort) -> None:
        self.answer, self.against = answer, against
        self.is_complex = is_complex
        self.effort = effort
        self.all_exact = True
        self.unsure = 0
        self.one_sided: list[Point] = []
        self.counted: list[Point] = []
        self.plain: list[Point] = []
        self._is_key_piecewise = any(isinstance(part, Conditional) for part in walk(against))
        self.deep = 0
        self._work = Work()

    def over(self, points: Iterable[Point], enough: int, *, at_random: bool = False) -> int | Point:
        """How many of the points count, all agreeing; or the first at which the two differ. `at_random`:
        none of the points was chosen, so that none lies at the edge of a piece."""
        counted = 0
        for point in points:
            if counted >= enough:
                break
            agrees = self.at(point, at_random=at_random)
            if agrees is False:
                return point
            if agrees:
                counted += 1
                self.counted.append(point)
        return counted

    def at(self, point: Point, *, at_random: bool = False) -> bool | None:
        """None: the point does not count. Outside its pieces a piecewise answer is wrong where the key has
        a value; where the key has none, the answer may have one at an edge, and nowhere else. A piecewise
        key says where there is a value: there an answer must have one."""
        both = self._values(point, DIGITS)
        if not both.is_missing:
            return self._same(point, both)
        if both.second is Missing.OUTSIDE and at_random and not isinstance(both.first, Missing):
            return False
        if isinstance(both.second, Missing) or both.first is Missing.UNBOUNDED:
            return None
        if both.first is Missing.OUTSIDE or (at_random and self._is_key_piecewise):
            return False
        self.one_sided.append(point)
        return None

    def shown_length(self, point: Point) -> int:
        """So many signs the two values take as short text; many, where one is missing."""
        both = self._values(point, DIGITS)
        return LONG if both.is_missing else sum(map(len, told_apart(both.first, both.second)))

    def survives(self, point: Point) -> bool | None:
        """Whether the two agree to many more digits as well."""
        first = self._values(point, DIGITS)
        hidden = max(TWICE * self._hidden(first), int(first.widest * DIGITS_A_BIT))
        digits = DIGITS + CONFIRMING + min(hidden, ALONE.most_digits)
        both = self._values(point, digits)
        if both.is_missing:
            return None
        if both.is_exact or _is_infinite(both.first):
            return bool(both.first == both.second)
        return self._are_near(both, digits) or self._settled(point, both, digits)

    def _values(self, point: Point, digits: int) -> Both:
        at_first = Evaluation(point, digits, is_complex=self.is_complex, work=self._work)
        at_second = Evaluation(point, digits, is_complex=self.is_complex, work=self._work)
        second = _worth(at_second, self.against)
        first = _worth(at_first, self.answer) if second is not Missing.UNDEFINED else second
        guessed = at_first.is_guessed or at_second.is_guessed
        extreme, widest = (max(at_first.extreme, at_second.extreme), max(at_first.widest, at_second.widest))
        return Both(first, second, extreme, widest, guessed)

    def _same_at_mark(self, point: Point) -> bool | None:
        """At an irrational point, which is known to so many digits and no more."""
        both = self._values(point, MARK_DIGITS)
        if both.is_missing:
            return None
        if both.is_exact:
            return bool(both.first == both.second)
        self.all_exact = False
        if self._are_near(both, MARK_DIGITS):
            return True
        return False if _gap(both, MARK_DIGITS) > SURELY_APART else None

    def _same(self, point: Point, both: Both) -> bool | None:
        if not all(isinstance(value, Fraction) for value in point.values()):
            return self._same_at_mark(point)
        digits = DIGITS + self._hidden(both)
        if digits > DIGITS:
            self.deep += 1
            if digits > self.effort.most_digits or self.deep > self.effort.most_points:
                return None
        if both.is_guessed:
            digits += CONFIRMING
        if digits > DIGITS:
            both = self._values(point, digits)
            if both.is_missing:
                return None
        if both.is_exact or _is_infinite(both.first) or _is_infinite(both.second):
            return bool(both.first == both.second)
        self.all_exact = False
        if self._are_near(both, digits):
            if digits == DIGITS:
                self.plain.append(point)
            return True
        agrees = self._settled(point, both, digits)
        self.unsure += agrees is None
        return agrees

    def _hidden(self, both: Both) -> int:
        """So many digits more are needed where a step is so large or so small that others hide it."""
        return int(both.extreme * DIGITS_A_BIT) if both.extreme > EXTREME else 0

    def _are_near(self, both: Both, digits: int) -> bool:
        at = Evaluation({}, digits)
        a, b = at.inexact(both.first), at.inexact(both.second)
        size = max(abs(a), abs(b))
        return bool(size and abs(a - b) < size * at.mp.noise)

    def _settled(self, point: Point, both: Both, digits: int) -> bool | None:
        """What happens when more digits are taken: a true difference stays, the noise of cancelling terms
        shrinks with the digits, whatever the size of the terms."""
        gap = _gap(both, digits)
        for more in FINER:
            both = self._values(point, digits + more)
            if both.is_missing:
                return None
            at = Evaluation({}, digits + more)
            closer = _gap(both, digits + more)
            if closer == 0 or (gap and closer < gap * at.mp.mpf(10) ** -12):
                return True
            if gap and abs(closer - gap) < gap * at.mp.mpf(10) ** -6:
                return False
            gap = closer
        return None


def _worth(at: Evaluation, tree: Node) -> Value | Missing:
    try:
        return at.value(tree)
    except OutsideError:
        return Missing.OUTSIDE
    except UndefinedError:
        return Missing.UNDEFINED
    except UnboundedError:
        return Missing.UNBOUNDED


def _gap(both: Both, digits: int) -> Value:
    at = Evaluation({}, digits)
    return abs(at.inexact(both.first) - at.inexact(both.second))


def _is_infinite(value: Value) -> bool:
    return not isinstance(value, Fraction) and bool(abs(value) == INFINITE)


INFINITE = Evaluation({}).mp.inf
