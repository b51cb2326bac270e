"""One step of a derivation: does a line follow from the one before it, and if not, what is said?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.errors import Unreadable
from tutor.expression.nodes import Listed, Node
from tutor.expression.writer import linear, unicode_line
from tutor.maths.comparison.arranged import arranged
from tutor.maths.comparison.equality import Comparison
from tutor.maths.kinds.frame import RANK, Frame, mismatch, noun_of, same_entry, wrong
from tutor.maths.kinds.intervals import INTERVAL, has_interval
from tutor.maths.kinds.lines import Line
from tutor.maths.kinds.relations import described, is_readable, same_solutions, simplicity
from tutor.maths.kinds.sets import SET
from tutor.maths.kinds.single import counterexample
from tutor.maths.solving.space import SolutionComparison
from tutor.maths.solving.statements import is_set_expression, is_statement
from tutor.problem import Outcome, Verdict

_KNOWN = {Outcome.CORRECT: True, Outcome.OTHER_FORM: True, Outcome.WRONG: False}


@dataclass(frozen=True, slots=True)
class Step:
    """A line beside the one before it, and whether it follows. What was given is line 0."""

    before: Line
    line: Line
    result: Comparison | SolutionComparison

    @property
    def decided_by(self) -> str:
        return self.result.decided_by if self.result.decided_by in RANK else "probe"


def step_of(line: Line, before: Line, frame: Frame) -> Step:
    """Raises Unreadable where the two are not of one kind."""
    return Step(before, line, follows(line, before, frame))


def follows(line: Line, before: Line, frame: Frame) -> Comparison | SolutionComparison:
    """Whether two lines are worth the same, or have the same solutions."""
    if arranged(line.tree, frame.names) == arranged(before.tree, frame.names):
        return Comparison(True, "structure")
    ours, theirs = line.value(frame.names), before.value(frame.names)
    try:
        if is_statement(ours):
            return same_solutions(ours, theirs, frame.names)
        if _are_sets(ours, theirs):
            return _same_sets(ours, theirs, frame)
        if _is_many(ours) != _is_many(theirs):
            raise mismatch(noun_of(theirs).split(" ", 1)[1], ours)
        return same_entry(ours, theirs, frame)
    except Unreadable as fault:
        raise Unreadable(fault.message, line.place) from None


def _is_many(tree: Node) -> bool:
    return isinstance(tree, Listed) or is_set_expression(tree)


def _are_sets(ours: Node, theirs: Node) -> bool:
    """Both sets, or an interval and a list that may be one."""
    braced = [is_set_expression(each) or (isinstance(each, Listed) and each.bracket == "{") for each in (ours, theirs)]
    return all(braced) or (any(map(is_set_expression, (ours, theirs))) and _is_many(ours) and _is_many(theirs))


def _same_sets(ours: Node, theirs: Node, frame: Frame) -> Comparison:
    kind = INTERVAL if any(is_set_expression(each) and has_interval(each) for each in (ours, theirs)) else SET
    verdict = kind.judge(kind.read(linear(ours), frame), kind.read(linear(theirs), frame), frame)
    return Comparison(_KNOWN.get(verdict.outcome), verdict.decided_by or "probe")


def refused(step: Step, frame: Frame) -> Verdict:
    """The verdict on a line that does not follow: which, where, and where the two differ."""
    message = _which(step)
    if isinstance(step.result, SolutionComparison):
        said = _gained_or_lost(step, step.result)
        return replace(wrong(f"{message} {said}".strip(), step.decided_by), place=step.line.place, side="answer")
    ours, theirs = step.line.value(frame.names), step.before.value(frame.names)
    example = None if _is_many(ours) else counterexample(ours, theirs, step.result, frame.names)
    if example is not None:
        where = ", ".join(f"{name} = {value}" for name, value in example.x.items())
        before = "the one before" if step.before.number else "what was given"
        message = f"{message} At {where} it is {example.answer}, {before} is {example.against}."
    told = wrong(message, step.decided_by)
    return replace(told, counterexample=example, place=step.line.place, side="answer")


def _which(step: Step) -> str:
    here, there = step.line.number, step.before.number
    if not there:
        return f"Line {here} does not follow from what was given."
    if here == there:
        return f"In line {here}, {unicode_line(step.line.tree)} does not follow from what stands before it."
    return f"Line {here} does not follow from line {there}."


def _gained_or_lost(step: Step, found: SolutionComparison) -> str:
    """A gained solution may be named, for it is none; a lost one may not."""
    gained = [gap for gap in found.gaps if gap.ours]
    before = f"line {step.before.number}" if step.before.number else "what was given"
    shown = next((gap for gap in sorted(gained, key=simplicity) if is_readable(gap)), None)
    if shown is not None:
        return f"It holds at {described(shown)}, {before} does not."
    if gained:
        return f"It has solutions that {before} has not."
    return f"It loses solutions of {before}." if found.gaps else ""
