"""Are two expressions the same? Structure, exact numbers, probes to 60 digits, a bounded proof.

The rule for domains: two expressions are the same where both are defined and real. So
`(x^2 - 1)/(x - 1)` is `x + 1`, and `2 ln x` is `ln(x^2)`; but `sqrt(x^2)` is not `x` unless x >= 0
was declared, for both are real at -1 and differ there. An expression that has no value wherever the
other has one is different.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

import sympy

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Name, Node, Number, walk
from tutor.maths.functions import UnboundedError
from tutor.maths.points import Assumed, points_near, random_points, readable_points, whole_points
from tutor.maths.probes import DIGITS, Evaluation, Point, UndefinedError
from tutor.maths.translate import Names, to_sympy

NEEDED = 4
"""So many points of each of the two sets must count before agreement is believed."""

PROOF_NODES = 60
PROOF_POWER = 6
MOST_HINTS = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same` None: it could not be decided. `point`: where the two certainly differ."""

    same: bool | None
    decided_by: str
    point: Point | None = None


def compare(answer: Node, against: Node, names: Names) -> Comparison:
    """Compare two single values (no lists in them)."""
    if answer == against:
        return Comparison(True, "structure")
    verdict = _probed(answer, against, names)
    if verdict.decided_by != "probe" or verdict.same is None:
        return verdict
    proof = _is_proved(answer, against, names)
    if proof is None:
        return verdict
    return Comparison(proof if proof is verdict.same else None, "proof", verdict.point)


def free_names(tree: Node, names: Names) -> set[str]:
    """The names in a tree that are no constants."""
    return {each.id for each in walk(tree) if isinstance(each, Name) and not names.is_constant(each.id)}


def is_complex(tree: Node, names: Names) -> bool:
    """Whether the imaginary unit is written in it."""
    return any(isinstance(each, Name) and each.id == "i" and names.is_constant("i") for each in walk(tree))


def assumed(trees: Iterable[Node], names: Names) -> Assumed:
    found = set().union(*(free_names(tree, names) for tree in trees))
    return tuple((name, names.assumption(name)) for name in sorted(found))


class _Tally:
    """What the probes have found so far."""

    def __init__(self, answer: Node, against: Node, names: Names) -> None:
        self.answer, self.against = answer, against
        self.is_complex = is_complex(answer, names) or is_complex(against, names)
        self.all_exact = True
        self.unsure = 0
        self.one_sided: list[Point] = []
        self.counted: list[dict[str, Fraction]] = []

    def agreeing(self, points: Iterable[Point], enough: int) -> int | Point:
        """How many of the points count, all agreeing; or the first at which the two differ."""
        counted = 0
        for point in points:
            if counted >= enough:
                break
            agrees = self._agrees_at(point)
            if agrees is False:
                return point
            if agrees:
                counted += 1
                self.counted.append(dict(point))
        return counted

    def _agrees_at(self, point: Point) -> bool | None:
        try:
            against = Evaluation(point, is_complex=self.is_complex).value(self.against)
        except (UndefinedError, UnboundedError):
            return None
        try:
            answer = Evaluation(point, is_complex=self.is_complex).value(self.answer)
        except UndefinedError:
            self.one_sided.append(point)
            return None
        except UnboundedError:
            return None
        if isinstance(answer, Fraction) and isinstance(against, Fraction):
            return answer == against
        self.all_exact = False
        agrees = _agree(self.answer, self.against, point, answer, against, self.is_complex)
        self.unsure += agrees is None
        return agrees


def _probed(answer: Node, against: Node, names: Names) -> Comparison:
    tally = _Tally(answer, against, names)
    in_play = assumed((answer, against), names)
    if not in_play:
        return _constants(tally)
    counted = [0, 0]
    for sets in _rounds(tally, in_play):
        for which, points in enumerate(sets):
            found = tally.agreeing(points, 40)
            if not isinstance(found, int):
                return Comparison(False, "exact" if tally.all_exact else "probe", found)
            counted[which] += found
        if min(counted) >= NEEDED:
            is_sure = 2 * tally.unsure < sum(counted)
            return Comparison(True if is_sure else None, "exact" if tally.all_exact else "probe")
    if not any(counted) and len(tally.one_sided) >= NEEDED and not tally.unsure:
        return Comparison(False, "probe", tally.one_sided[0])
    return Comparison(None, "probe")


def _rounds(tally: _Tally, in_play: Assumed) -> Iterator[tuple[Iterable[Point], Iterable[Point]]]:
    """Two disjoint sets of points at a time; further ones for what has values at few points only."""
    yield readable_points(in_play, _hints(tally.answer, tally.against)), random_points(in_play, 15)
    yield random_points(in_play, 60, 1), random_points(in_play, 60, 2)
    yield whole_points(in_play, 10, 3), whole_points(in_play, 10, 4)
    found = list(tally.counted)
    yield points_near(found, in_play, 1), points_near(found, in_play, 2)


def _constants(tally: _Tally) -> Comparison:
    agrees = tally.agreeing([{}], 1)
    if not isinstance(agrees, int):
        return Comparison(False, "exact" if tally.all_exact else "probe", {})
    if agrees == 1:
        return Comparison(True, "exact" if tally.all_exact else "probe")
    return Comparison(None, "probe")


def _hints(*trees: Node) -> list[Fraction]:
    """Literal numbers: near them an absolute value, a maximum or a floor may turn."""
    literals = (each.value for tree in trees for each in walk(tree) if isinstance(each, Number))
    return list(islice(dict.fromkeys(value for value in literals if value > 3), MOST_HINTS))


def _agree(answer: Node, against: Node, point: Point, first: Any, second: Any, is_complex: bool) -> bool | None:
    """Whether two values agree, at least one of them not exact.

    Zero is judged by what happens when more digits are taken: a true difference stays, noise of
    cancelling terms shrinks with the digits, whatever the size of the terms.
    """
    here = Evaluation(point, is_complex=is_complex)
    a, b = here.inexact(first), here.inexact(second)
    size = max(abs(a), abs(b))
    gap = abs(a - b)
    if size and gap < size * here.mp.mpf(10) ** (15 - DIGITS):
        return True
    for digits in (DIGITS * 3 // 2, DIGITS * 2, DIGITS * 4):
        finer = Evaluation(point, digits, is_complex=is_complex)
        try:
            a, b = finer.inexact(finer.value(answer)), finer.inexact(finer.value(against))
        except (UndefinedError, UnboundedError):
            return None
        closer = abs(a - b)
        if finer.has_lost_digits:
            continue
        if closer == 0 or (gap and closer < gap * here.mp.mpf(10) ** -12):
            return True
        if gap and abs(closer - gap) < gap * here.mp.mpf(10) ** -6:
            return False
        gap = closer
    return None


def _is_proved(answer: Node, against: Node, names: Names) -> bool | None:
    """True or False where SymPy shows at little cost that the two are the same, or are not."""
    if not (_is_light(answer) and _is_light(against)):
        return None
    try:
        difference = sympy.expand(to_sympy(answer, names) - to_sympy(against, names))
    except (Unreadable, ArithmeticError, ValueError, TypeError, NotImplementedError, AttributeError):
        return None
    if difference == 0:
        return True
    return False if difference.is_Rational else None


def _is_light(tree: Node) -> bool:
    parts = list(islice(walk(tree), PROOF_NODES + 1))
    return len(parts) <= PROOF_NODES and not any(
        isinstance(each, Binary) and each.op == "^" and _is_high(each.right) for each in parts
    )


def _is_high(exponent: Node) -> bool:
    return any(isinstance(each, Number) and each.value > PROOF_POWER for each in walk(exponent))
