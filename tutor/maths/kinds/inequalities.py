"""Answers that are comparisons, `x > 2`, `-1 < x <= 3`, `x < 0 or x > 1`, compared by what they admit.

An equation may say the same (`x^2 <= 0` is `x = 0`); where it does not, it is of the wrong kind.
"""

from __future__ import annotations

from tutor.errors import Unreadable
from tutor.expression.nodes import Listed, Node, Relation, walk
from tutor.maths.kinds.frame import Frame, Kind, Reading, mismatch, right, undecided, wrong
from tutor.maths.kinds.labels import without_answer_word_before
from tutor.maths.kinds.relations import (
    counterexample,
    described,
    has_only_equations,
    is_readable,
    read_spread,
    require_ordered,
    same_solutions,
    simplicity,
)
from tutor.maths.solving.space import SolutionComparison
from tutor.maths.solving.statements import is_statement, statement_of
from tutor.problem import Outcome, Verdict

ORDERED = frozenset(("<", "<=", ">", ">="))


def _comparison(tree: Node, frame: Frame) -> Node:
    if not is_statement(tree):
        raise mismatch("comparison", tree)
    if isinstance(tree, Listed) and any(
        isinstance(each, Relation) and ORDERED & set(each.operators) for each in walk(tree)
    ):
        raise Unreadable("A comma can mean `and` or `or` here: write which.", 0)
    if not has_only_equations(tree):
        require_ordered(tree, frame)
    statement_of(tree)
    return tree


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    found = same_solutions(given.value, asked.value, frame.names)
    if found.same is None:
        return undecided(found.decided_by)
    if not found.same and has_only_equations(given.value) and not has_only_equations(asked.value):
        raise mismatch("comparison", given.value)
    return right(found.decided_by) if found.same else _told(found)


def _told(found: SolutionComparison) -> Verdict:
    """One point that only one side admits, best one of a whole stretch."""
    stretches = [gap for gap in found.gaps if not gap.is_single]
    shown = min(stretches or found.gaps, key=simplicity, default=None)
    if shown is None:
        return wrong("", found.decided_by)
    if not stretches:
        return _told_of_ends(found)
    if not is_readable(shown):
        return wrong("", found.decided_by)
    message = f"Yours {'admits' if shown.ours else 'leaves out'} {described(shown)}."
    return Verdict(Outcome.WRONG, message, counterexample=counterexample(shown), decided_by=found.decided_by)


def _told_of_ends(found: SolutionComparison) -> Verdict:
    """They differ at single points only."""
    shown = found.gaps[0]
    message = "Look at the ends: which of them are solutions themselves?"
    if len(found.gaps) == 1 and is_readable(shown) and len(shown.point) == 1:
        message = f"Look closely: is {described(shown)} itself a solution?"
    return wrong(message, found.decided_by, "ends")


INEQUALITY = Kind("comparison", without_answer_word_before(read_spread(_comparison)), _judge)
