"""Answers that are equations, compared by their solutions, however they are written.

`x^2 = 4` is `x = ±2`, `|x| = 2`, `x in {2, -2}` and `x = 2 or x = -2`, but not `x = 2`. A list of equations
is a system, a list of values for one name gives alternatives (see `solving.statements`, also for what is
no solution). Curves and planes are the same up to a factor that is not zero. Where an equation has no value
there is no solution: `y = 2 ln x` is not `y = ln(x^2)`, which goes on at negative x. Only single points that
are missing on a curve are passed over, as for expressions: `y = (x^2 - 1)/(x - 1)` is `y = x + 1`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Listed, Logic, Name, Node, Number, Relation, walk
from tutor.expression.writer import linear
from tutor.maths.comparison.equality import assumed, compare, is_complex
from tutor.maths.kinds.frame import RANK, Frame, Kind, Reading, mismatch, require_defined, right, undecided, wrong
from tutor.maths.kinds.labels import without_answer_word_before
from tutor.maths.solving.complex_roots import same_complex_roots
from tutor.maths.solving.effort import EffortError, limited
from tutor.maths.solving.multiples import same_claims
from tutor.maths.solving.plus_minus import spread
from tutor.maths.solving.signs import is_total
from tutor.maths.solving.space import Gap, SolutionComparison, compared
from tutor.maths.solving.statements import Statement, claims, is_set_expression, is_statement, labelled, statement_of
from tutor.maths.trees.matrix_names import valued
from tutor.maths.trees.points import REAL, Assumed
from tutor.maths.trees.textbook import rational_tree
from tutor.maths.trees.translate import Names
from tutor.problem import Counterexample, Outcome, Verdict

ZERO, ONE = Number("0"), Number("1")

_TRUTHS = {"true": Relation((ZERO, ZERO), ("=",)), "false": Relation((ZERO, ONE), ("=",))}
"""What is met always, and never."""


def read_spread(take: Callable[[Node, Frame], Any]) -> Callable[[str, Frame], Reading]:
    """The reading of a kind in whose answers a `±` may stand: it is written out, then worked out."""

    def reading(text: str, frame: Frame) -> Reading:
        typed = _TRUTHS.get(text.strip().lower()) or frame.read(text)
        value = valued(spread(typed), frame.names)
        require_defined(value, frame.names)
        return Reading(text, typed, take(value, frame))

    return reading


def _equation(tree: Node, _: Frame) -> Node:
    """What says something with an equation in it, or with `!=`, or membership in a set."""
    if not is_statement(tree) or not any(_is_equation(each) for each in walk(tree)):
        raise mismatch("equation", tree)
    statement_of(tree)
    return tree


def _is_equation(tree: Node) -> bool:
    if not isinstance(tree, Relation):
        return False
    if "in" in tree.operators:
        of = tree.operands[-1]
        return not is_set_expression(of) and isinstance(of, Listed) and of.bracket == "{"
    return bool({"=", "!="} & set(tree.operators))


def require_ordered(tree: Node, frame: Frame) -> None:
    """Raises Unreadable where the imaginary unit stands among numbers that are to have an order."""
    for part in walk(tree):
        if isinstance(part, Name) and part.id == "i" and frame.names.is_constant("i"):
            raise Unreadable("Complex numbers have no order: only real numbers belong here.", max(part.place, 0))


def has_only_equations(tree: Node) -> bool:
    """Whether it says something without any comparison in it."""
    if isinstance(tree, Logic):
        return all(map(has_only_equations, tree.operands))
    return _is_equation(tree) and isinstance(tree, Relation) and not {"<", "<=", ">", ">=", "!="} & set(tree.operators)


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    found = same_solutions(given.value, asked.value, frame.names)
    if found.same is None:
        return undecided(found.decided_by)
    return right(found.decided_by) if found.same else _told(found)


def same_solutions(given: Node, asked: Node, names: Names) -> SolutionComparison:
    """Whether two trees that say something admit the same. Raises Unreadable where one cannot be read so."""
    if given == asked:
        return SolutionComparison(True, "structure")
    in_play = assumed((given, asked), names)
    if not all(assumption in REAL for _, assumption in in_play) or is_complex(given, names) or is_complex(asked, names):
        return _by_sides(given, asked, in_play, names)
    first, second = statement_of(given), statement_of(asked)
    try:
        with limited():
            found = _by_solutions(first, second, in_play, names)
    except EffortError:
        found = SolutionComparison(None, "probe")
    return _rearranged(first, second, in_play, names) if found.same is None else found


def _rearranged(first: Statement, second: Statement, in_play: Assumed, names: Names) -> SolutionComparison:
    """The last resort where solutions were out of reach: the same claims, rearranged, without anything in them
    that could lack a value."""
    total = all(is_total(claim.difference, names) for side in (first, second) for claim in claims(side))
    return SolutionComparison(True if total and same_claims(first, second, in_play, names) else None, "probe")


def _by_solutions(first: Statement, second: Statement, in_play: Assumed, names: Names) -> SolutionComparison:
    if len(in_play) > 1 and same_claims(first, second, in_play, names):
        return SolutionComparison(True, "probe")
    return compared(first, second, in_play, names)


def _by_sides(given: Node, asked: Node, in_play: Assumed, names: Names) -> SolutionComparison:
    """Equations of matrices and of complex numbers: the same roots, or the same sides, perhaps swapped,
    moved over or turned in sign; else undecided."""
    if len(in_play) == 1 and not names.has_matrices:
        found = same_complex_roots(statement_of(given), statement_of(asked), in_play[0][0], names)
        if found is not None:
            return SolutionComparison(found, "exact")
    sides = [tree.operands for tree in (given, asked) if isinstance(tree, Relation) and tree.operators == ("=",)]
    if len(sides) < 2:
        return SolutionComparison(None, "probe")
    (a, b), (c, d) = sides
    ways = (((a, c), (b, d)), ((a, d), (b, c)))
    for way in ways:
        if all(compare(left, right_side, names).same for left, right_side in way):
            return SolutionComparison(True, "probe")
    first, second, turned = Binary("-", a, b), Binary("-", c, d), Binary("-", d, c)
    if compare(first, second, names).same or compare(first, turned, names).same:
        return SolutionComparison(True, "probe")
    return SolutionComparison(None, "probe")


def _told(found: SolutionComparison) -> Verdict:
    """How many solutions are missing or do not belong; never which are missing."""
    extra = [gap for gap in found.gaps if gap.ours]
    missing = len(found.gaps) - len(extra)
    if None not in found.counts and found.gaps:
        name = None if missing and extra else "missing-solutions" if missing else "extra-solutions"
        return wrong(_counted(missing, len(extra)), found.decided_by, name)
    shown = next((gap for gap in sorted(extra, key=simplicity) if is_readable(gap)), None)
    if shown is None:
        told = ["Not all of your solutions belong."] * bool(extra) + ["Some solutions are missing."] * bool(missing)
        return wrong(" ".join(told), found.decided_by)
    verdict = wrong(f"Yours holds at {described(shown)}; what is asked for does not.", found.decided_by)
    return Verdict(Outcome.WRONG, verdict.message, counterexample=counterexample(shown), decided_by=found.decided_by)


def _counted(missing: int, extra: int) -> str:
    parts = []
    if missing:
        parts.append(f"{missing} {'solution is' if missing == 1 else 'solutions are'} missing")
    if extra:
        parts.append(f"{extra} of yours {'does' if extra == 1 else 'do'} not belong" if missing else _extra(extra))
    return ", ".join(parts).capitalize() + "."


def _extra(extra: int) -> str:
    return f"{extra} of your solutions {'does' if extra == 1 else 'do'} not belong"


LONGEST = 10_000


def is_readable(gap: Gap) -> bool:
    """Whether the point is of short fractions."""
    return all(
        isinstance(value, Fraction) and max(abs(value.numerator), value.denominator) < LONGEST
        for value in gap.point.values()
    )


def simplicity(gap: Gap) -> tuple[bool, Fraction]:
    """Readable points first, then whole and small ones."""
    values = [value for value in gap.point.values() if isinstance(value, Fraction)]
    return not is_readable(gap), sum((abs(value) + value.denominator for value in values), Fraction(0))


def described(gap: Gap) -> str:
    """`x = 2, y = 1/2`"""
    return ", ".join(f"{name} = {linear(rational_tree(value))}" for name, value in gap.point.items())


def counterexample(gap: Gap) -> Counterexample:
    x = {name: linear(rational_tree(value)) for name, value in gap.point.items()}
    return Counterexample(x, *(("true", "false") if gap.ours else ("false", "true")))


def _equations_in_order(tree: Node, frame: Frame) -> Node:
    if not isinstance(tree, Listed):
        raise mismatch("list of equations", tree)
    return _equation(tree, frame)


def _judge_in_order(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    """Values of different names are a system, whose order says nothing; of other lists it does."""
    ours, theirs = given.value.items, asked.value.items
    if all(
        len(set(map(labelled, items))) == len(items) and None not in map(labelled, items) for items in (ours, theirs)
    ):
        return _judge(given, asked, frame)
    if len(ours) != len(theirs):
        return wrong(f"{len(theirs)} equations are asked for; yours are {len(ours)}.", "structure", "wrong-size")
    found = [same_solutions(a, b, frame.names) for a, b in zip(ours, theirs, strict=True)]
    same = [each.same for each in found]
    if False in same:
        return wrong("", found[same.index(False)].decided_by)
    return undecided() if None in same else right(max((each.decided_by for each in found), key=RANK.index))


EQUATION = Kind("equation", without_answer_word_before(read_spread(_equation)), _judge)
EQUATIONS_IN_ORDER = Kind("list of equations", read_spread(_equations_in_order), _judge_in_order)
"""Square brackets around equations, where no kind is named."""
