"""Are two expressions the same? Structure, exact arithmetic, probes to 60 digits and more, a bounded proof.

The rule for domains: two expressions are the same where both are defined and real. So
`(x^2 - 1)/(x - 1)` is `x + 1`, and `2 ln x` is `ln(x^2)`; but `sqrt(x^2)` is not `x` unless x >= 0
was declared, for both are real at -1 and differ there. An expression that has no value wherever the
other has one is different. What a piecewise value leaves out, it says: outside its pieces it differs
from what has a value there.

Powers are principal: `(-8)^(1/3)` has no real value (`cbrt(-8)` has), `x^(1/3)` is `cbrt(x)` where
x > 0, and `0^0` is not defined. `oo` is itself and differs from every number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

import sympy

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Node, Number, walk
from tutor.maths.comparison.agreement import ALONE, PATIENT, QUICK, Agreement, Effort
from tutor.maths.comparison.critical import critical_points, turns
from tutor.maths.comparison.residues import identical
from tutor.maths.trees.derivatives import in_one_notation
from tutor.maths.trees.matrix_names import compare_matrices, has_matrices
from tutor.maths.trees.points import Assumed, points_near, random_points, readable_points, whole_points
from tutor.maths.trees.probes import Point
from tutor.maths.trees.substitute import free_ids
from tutor.maths.trees.translate import Names, to_sympy
from tutor.problem import Counterexample

NEEDED = 4
"""So many points of each of the two sets must count before agreement is believed."""

FEW, MANY = 5, 20
"""So many points of a set are looked at: of smooth functions, and of those that may turn or jump."""

PROOF_NODES = 60
PROOF_POWER = 6
MOST_HINTS = 4
PLACES = 12
LOOKED_AT = 6
READABLE_LENGTH = 20
"""So many signs may the two values at a counterexample take together."""

MOST_CRITICAL = 60


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same` None: it could not be decided. `point`: where the two certainly differ; `example`: the same in
    words, where matrices stand in it."""

    same: bool | None
    decided_by: str
    point: Point | None = None
    example: Counterexample | None = None


def compare(answer: Node, against: Node, names: Names) -> Comparison:
    """Compare two single values (no lists in them)."""
    answer, against = in_one_notation(answer, against)
    if answer == against:
        return Comparison(True, "structure")
    if has_matrices(answer, names) or has_matrices(against, names):
        found = compare_matrices(answer, against, names)
        return Comparison(found.same, "probe", example=found.example)
    exact = identical(answer, against, names.is_constant)
    if exact and _has_value(answer, against, names):
        return Comparison(True, "exact")
    verdict = _probed(answer, against, names)
    if exact is False and verdict.same is not False:
        return Comparison(False, "exact")
    if verdict.decided_by != "probe" or verdict.same is None:
        return verdict
    proof = _is_proved(answer, against, names)
    if proof is None:
        return verdict
    return Comparison(proof if proof is verdict.same else None, "proof", verdict.point)


def free_names(tree: Node, names: Names) -> set[str]:
    """The names in a tree that are neither constants nor the index of a sum."""
    return {each for each in free_ids(tree) if not names.is_constant(each)}


def is_complex(tree: Node, names: Names) -> bool:
    """Whether the imaginary unit is written in it."""
    return names.is_constant("i") and "i" in free_ids(tree)


def assumed(trees: Iterable[Node], names: Names) -> Assumed:
    found = set().union(*(free_names(tree, names) for tree in trees))
    return tuple((name, names.assumption(name)) for name in sorted(found))


def _agreement(answer: Node, against: Node, names: Names, effort: Effort) -> Agreement:
    either_complex = is_complex(answer, names) or is_complex(against, names)
    return Agreement(answer, against, is_complex=either_complex, effort=effort)


def _has_value(answer: Node, against: Node, names: Names) -> bool:
    """Whether both have a value somewhere, and agree there."""
    in_play = assumed((answer, against), names)
    agreement = _agreement(answer, against, names, QUICK if in_play else ALONE)
    points = _readable(agreement, in_play) if in_play else iter([{}])
    return agreement.over(points, 1) == 1


def _probed(answer: Node, against: Node, names: Names) -> Comparison:
    in_play = assumed((answer, against), names)
    if not in_play:
        return _constants(_agreement(answer, against, names, ALONE))
    quick = _agreement(answer, against, names, QUICK)
    found = _over_points(quick, in_play)
    if found.same is None and quick.deep:
        return _over_points(_agreement(answer, against, names, PATIENT), in_play)
    return found


def _over_points(agreement: Agreement, in_play: Assumed) -> Comparison:
    counted = [0, 0]
    enough = FEW if agreement.effort is PATIENT or not any(map(turns, (agreement.answer, agreement.against))) else MANY
    for sets in _rounds(agreement, in_play):
        for which, (points, at_random) in enumerate(sets):
            waiting = iter(points)
            found = agreement.over(waiting, enough, at_random=at_random)
            if not isinstance(found, int):
                return Comparison(False, _means(agreement), _most_readable(agreement, found, waiting))
            counted[which] += found
        if min(counted) >= NEEDED:
            return _concluded(agreement, in_play)
    if not any(counted) and len(agreement.one_sided) >= NEEDED and not agreement.unsure:
        return Comparison(False, "probe", agreement.one_sided[0])
    return Comparison(None, "probe")


def _most_readable(agreement: Agreement, first: Point, waiting: Iterator[Point]) -> Point:
    """The first point where the two differ, unless one of the next few shows shorter values."""
    length = agreement.shown_length(first)
    for point in islice(waiting, LOOKED_AT if length > READABLE_LENGTH else 0):
        if agreement.at(point) is False and (other := agreement.shown_length(point)) < length:
            first, length = point, other
        if length <= READABLE_LENGTH:
            break
    return first


def _concluded(agreement: Agreement, in_play: Assumed) -> Comparison:
    """All agree so far: now where the two turn or jump, and to more digits."""
    if 2 * agreement.unsure >= len(agreement.counted):
        return Comparison(None, "probe")
    chosen = (agreement.plain or agreement.counted)[-2:]
    sides = agreement.answer, agreement.against
    if any(map(turns, sides)):
        found = agreement.over(critical_points(sides, in_play, 1), MOST_CRITICAL)
        if not isinstance(found, int):
            return Comparison(False, _means(agreement), found)
    return _confirmed(agreement, chosen)


def _means(agreement: Agreement) -> str:
    return "exact" if agreement.all_exact else "probe"


def _confirmed(agreement: Agreement, points: Sequence[Point]) -> Comparison:
    """Agreement at some points, once more with many more digits."""
    if agreement.all_exact:
        return Comparison(True, "exact")
    for point in points:
        if not (survives := agreement.survives(point)):
            return Comparison(survives, "probe", None if survives is None else point)
    return Comparison(True, "probe")


Points = tuple[Iterable[Point], bool]


def _rounds(agreement: Agreement, in_play: Assumed) -> Iterator[tuple[Points, Points]]:
    """Two disjoint sets of points at a time; further ones for what has values at few points only. Each
    with whether its points were drawn at random."""
    yield (_readable(agreement, in_play), False), (random_points(in_play, 15), True)
    yield (random_points(in_play, 60, 1), True), (random_points(in_play, 60, 2), True)
    yield (whole_points(in_play, 10, 3), False), (whole_points(in_play, 10, 4), False)
    places = PLACES if len(in_play) < 3 else 2
    critical = list(islice(critical_points((agreement.answer, agreement.against), in_play, places), MOST_CRITICAL))
    yield (critical[::2], False), (critical[1::2], False)
    found = [point for point in agreement.counted if all(isinstance(value, Fraction) for value in point.values())]
    yield (points_near(found, in_play, 1), True), (points_near(found, in_play, 2), True)


def _readable(agreement: Agreement, in_play: Assumed) -> Iterator[dict[str, Fraction]]:
    return readable_points(in_play, _hints(agreement.answer, agreement.against))


def _constants(agreement: Agreement) -> Comparison:
    agrees = agreement.at({})
    if agrees is False:
        return Comparison(False, _means(agreement), {})
    return _confirmed(agreement, [{}]) if agrees else Comparison(None, "probe")


def _hints(*trees: Node) -> list[Fraction]:
    """Literal numbers: near them an absolute value, a maximum or a floor may turn."""
    literals = (each.value for tree in trees for each in walk(tree) if isinstance(each, Number))
    return list(islice(dict.fromkeys(value for value in literals if value > 3), MOST_HINTS))


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
