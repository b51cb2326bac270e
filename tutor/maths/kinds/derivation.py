"""Answers of several lines, each of which follows from the one before.

Values must stay equal, equations and inequalities keep their solutions. The first line must follow from
what was given, and the last be the goal as it is written, up to the order of terms and factors. A goal
that is an identity, `(a+b)^2 = a^2 + 2ab + b^2`, is derived from its left side to its right.

What was given and the goal are enough of a derivation, for the step between may be small; the goal alone is
not, unless nothing was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.expression.nodes import Listed, Node, children
from tutor.maths.comparison.arranged import arranged
from tutor.maths.comparison.equality import free_names
from tutor.maths.kinds.frame import RANK, Frame, Kind, Reading, right, same_entry, undecided, wrong
from tutor.maths.kinds.lines import Line, is_chain, read_lines, relations_of, values_of
from tutor.maths.kinds.steps import Step, follows, refused, step_of
from tutor.maths.solving.statements import is_statement
from tutor.maths.trees.matrix_names import valued
from tutor.problem import Outcome, Verdict

LABELS = "fgyzFGYZ"
"""Names that only label a value, where the question declares none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a key asks: from `given` (None: from anywhere) to `goal`, by values or by statements. `known`: the
    names in the key; `labels`: those that may label a value."""

    given: Line | None
    goal: Line
    by_values: bool
    known: frozenset[str]
    labels: frozenset[str]

    def links(self, lines: tuple[Line, ...], frame: Frame) -> tuple[Line, ...]:
        """The lines, with each link of a chain as one."""
        if self.by_values:
            return values_of(lines, self.labels, self.known, frame.names)
        return relations_of(lines, keeps_chains=_is_long_chain(self.goal.tree))


def _read(text: str, frame: Frame) -> Reading:
    lines = read_lines(text, frame)
    whole = Listed("(", tuple(line.tree for line in lines))
    last = lines[-1].tree
    result = children(last)[-1] if is_chain(last) else last
    return Reading(text, whole, lines, result)


def _is_long_chain(tree: Node) -> bool:
    return is_chain(tree) and len(children(tree)) > 2


def _plan(asked: Reading, frame: Frame) -> Plan:
    lines: tuple[Line, ...] = asked.value
    opening = [line.tree for line in lines if not line.continues]
    by_values = not all(map(is_statement, opening)) or (len(opening) == 1 and _is_identity(opening[0], frame))
    known = frozenset[str]().union(*(free_names(line.tree, frame.names) for line in lines))
    if by_values:
        found = values_of(lines, frozenset(), known, frame.names)
    else:
        found = relations_of(lines, keeps_chains=_is_long_chain(lines[-1].tree))
    given = replace(found[0], number=0) if len(found) > 1 else None
    return Plan(given, found[-1], by_values, known, frozenset(frame.question.names or LABELS) - known)


def _is_identity(tree: Node, frame: Frame) -> bool:
    if not is_chain(tree):
        return False
    left, side = (valued(each, frame.names) for each in children(tree)[:2])
    return same_entry(left, side, frame).same is True


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    plan = _plan(asked, frame)
    lines = plan.links(given.value, frame)
    weakest = "structure"
    for step in _steps(lines, plan, frame):
        weakest = max(weakest, step.decided_by, key=RANK.index)
        if step.result.same is None:
            return undecided(weakest)
        if step.result.same is False:
            return refused(step, frame)
    return _ended(lines, plan, weakest, frame)


def _steps(lines: tuple[Line, ...], plan: Plan, frame: Frame) -> Iterator[Step]:
    before = plan.given
    for line in lines:
        if before is not None:
            yield step_of(line, before, frame)
        before = line


def faulty_step(given: Reading, asked: Reading, frame: Frame) -> tuple[Node, Node] | None:
    """The first value that does not follow and the one before it; None where there is no such, or where they
    are no single values."""
    plan = _plan(asked, frame)
    step = next((each for each in _steps(plan.links(given.value, frame), plan, frame) if not each.result.same), None)
    return None if step is None else values_apart(step, plan, frame)


def values_apart(step: Step, plan: Plan, frame: Frame) -> tuple[Node, Node] | None:
    """The value that does not follow and the one before it; None where that is not sure, or they are no single
    values."""
    if not plan.by_values or step.result.same is not False:
        return None
    ours, theirs = (each.value(frame.names) for each in (step.line, step.before))
    return None if isinstance(ours, Listed) else (ours, theirs)


@dataclass(frozen=True, slots=True)
class Ending:
    """The last line as typed: its first step that does not follow, the two values there where it has such, and
    whether nothing is missing behind it."""

    faulty: Step | None
    apart: tuple[Node, Node] | None
    is_end: bool


def ending(given: Reading, asked: Reading, frame: Frame, begin: int) -> Ending:
    """What is to be said of what stands from `begin` on, whatever the lines before it are worth. Raises
    Unreadable."""
    plan = _plan(asked, frame)
    lines = plan.links(given.value, frame)
    first = next((at for at, line in enumerate(lines) if line.place >= begin), len(lines) - 1)
    start = replace(plan, given=lines[first - 1] if first else plan.given)
    faulty = next((each for each in _steps(lines[first:], start, frame) if not each.result.same), None)
    if faulty is not None:
        return Ending(faulty, values_apart(faulty, plan, frame), is_end=False)
    return Ending(None, None, _ended(lines, plan, "structure", frame).is_right)


def _ended(lines: tuple[Line, ...], plan: Plan, decided_by: str, frame: Frame) -> Verdict:
    """All lines follow; is the last one the goal?"""
    last, given = lines[-1], plan.given
    goal = arranged(plan.goal.tree, frame.names)
    if arranged(last.tree, frame.names) == goal:
        if len(lines) == 1 and given is not None and arranged(given.tree, frame.names) != goal:
            return Verdict(Outcome.OTHER_FORM, "Show the steps between.", decided_by="form")
        return right(decided_by)
    if given is None:
        result = follows(last, plan.goal, frame)
        if result.same is None:
            return undecided(result.decided_by)
        if result.same is False:
            told = wrong("The last line is not what was asked for.", result.decided_by)
            return replace(told, place=last.place, side="answer")
    message = "The last line is equal to the goal, but not yet in its form."
    if not plan.by_values:
        message = "The last line has the same solutions as the goal, but not yet its form."
    return Verdict(Outcome.OTHER_FORM, message, decided_by="form")


DERIVATION = Kind("derivation", _read, _judge)
