"""The answer by other routes than its own: the exact `confirm`, and everything once more by NumPy."""

from __future__ import annotations

from tutor.content.exercise import Part
from tutor.content.formula import Formula
from tutor.maths.posing.drawing import holds, value_of
from tutor.maths.posing.evaluate import Scope
from tutor.maths.posing.pose import KEPT_AS_WRITTEN, KEPT_NODES
from tutor.maths.posing.values import FormulaError, Value, listed_items
from tutor.maths.proving.findings import Findings
from tutor.maths.proving.second_route import SecondRoute
from tutor.problem import Part as ProblemPart


def confirm_part(part: Part, posed: ProblemPart, scope: Scope, route: SecondRoute, findings: Findings) -> None:
    """Checks one part of a problem by all routes there are, and says where none is left. The value of the part
    is among the names of the route afterwards."""
    answer = _answer(part, scope)
    followed = [
        *(_agrees(part, posed, answer, route, findings) if answer is not None else ()),
        *(_holds(part, "confirm", each, {"answer": answer}, scope, route, findings) for each in part.confirm),
        *(_holds(part, "must", each, _given(part, answer), scope, route, findings) for each in part.must),
        *(_option_agrees(part, number, scope, route, findings) for number in range(len(part.options))),
        *(route.follows([each.tree for each in part.answer]) for _ in part.answer[1:2]),
    ]
    if not any(followed):
        findings.warn("unconfirmed", "NumPy has no way to work out the answer or a `confirm` condition.", "answer")
    if part.id and answer is not None:
        route.enter(part.id, part.answer[0].tree, answer)


def _answer(part: Part, scope: Scope) -> Value:
    """What the answer is worth; None where it is a comparison, an interval, or options."""
    is_kept = part.kind in KEPT_AS_WRITTEN and part.answer and isinstance(part.answer[0].tree, KEPT_NODES)
    if len(part.answer) != 1 or is_kept:
        return None
    try:
        return value_of(part, "answer", part.answer[0], scope)
    except FormulaError:
        return None


def _given(part: Part, answer: Value) -> dict[str, Value]:
    """The names in `must`, with what the declared answer gives for them."""
    return dict(zip(part.fields, listed_items(answer), strict=True)) if part.fields else {"answer": answer}


def _agrees(part: Part, posed: ProblemPart, answer: Value, route: SecondRoute, findings: Findings) -> tuple[bool, ...]:
    agrees = route.agrees(part.answer[0].tree, answer)
    if agrees is False:
        findings.error("numpy", f"By NumPy the answer is not {posed.answer} {findings.where}.", "answer")
    return (agrees is not None,)


def _holds(
    part: Part, key: str, condition: Formula, given: dict[str, Value], scope: Scope, route: SecondRoute,
    findings: Findings,
) -> bool:  # fmt: skip
    """Whether NumPy had a say about a condition; a finding where either route says that it does not hold."""
    if not holds(part, key, condition, scope.inside(given)):
        findings.error(key, f"This does not hold {findings.where}: {condition.text}", key, condition.line)
        return True
    held = route.holds(condition.tree, given)
    if held is False:
        findings.error("numpy", f"By NumPy this does not hold {findings.where}: {condition.text}", key, condition.line)
    return held is not None


def _option_agrees(part: Part, number: int, scope: Scope, route: SecondRoute, findings: Findings) -> bool:
    option = part.options[number]
    right = holds(part, "right", option.right, scope)
    agrees = route.agrees(option.right.tree, right)
    if agrees is False:
        message = f"By NumPy {option.right.text} is {not right} {findings.where}."
        findings.error("numpy", message, "right", option.line)
    return agrees is not None
