"""The answer by other routes than its own: the exact `confirm`, and everything once more by NumPy."""

from __future__ import annotations

from tutor.content.exercise import Exercise
from tutor.expression.nodes import Relation
from tutor.maths.drawing import holds, value_of
from tutor.maths.evaluate import Scope
from tutor.maths.findings import Findings
from tutor.maths.second_route import second_route
from tutor.maths.values import Value
from tutor.problem import Problem


def confirm_problem(exercise: Exercise, problem: Problem, scope: Scope, findings: Findings) -> None:
    """Checks one problem by all routes there are, and says where none is left."""
    where = f"(level {problem.level}, seed {problem.seed})"
    route = second_route(exercise, scope)
    answer: Value = None
    followed = False
    if exercise.answer is not None and not isinstance(exercise.answer.tree, Relation):
        answer = value_of(exercise, "answer", exercise.answer, scope)
        agrees = route.agrees(exercise.answer.tree, answer)
        followed = agrees is not None
        if agrees is False:
            findings.error("numpy", f"By NumPy the answer is not {problem.answer} {where}.", "answer")
    with_answer = scope.inside({"answer": answer})
    for condition in exercise.confirm:
        if not holds(exercise, "confirm", condition, with_answer):
            findings.error("confirm", f"This does not hold {where}: {condition.text}", "confirm", condition.line)
            continue
        held = route.holds(condition.tree, answer if answer is not None else 0)
        followed = followed or held is not None
        if held is False:
            findings.error("numpy", f"By NumPy this does not hold {where}: {condition.text}", "confirm", condition.line)
    for option in exercise.options:
        right = holds(exercise, "right", option.right, scope)
        agrees = route.agrees(option.right.tree, right)
        followed = followed or agrees is not None
        if agrees is False:
            findings.error("numpy", f"By NumPy {option.right.text} is {not right} {where}.", "right", option.line)
    if not followed:
        findings.warn("unconfirmed", "NumPy has no way to work out the answer or a `confirm` condition.", "answer")
