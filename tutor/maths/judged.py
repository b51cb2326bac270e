"""Answers typed as a learner would: the key must be right, a mistake told as itself, lines as stated."""

from __future__ import annotations

from tutor.content.exercise import Exercise
from tutor.content.formula import Template
from tutor.maths.check import check
from tutor.maths.evaluate import Scope
from tutor.maths.findings import Findings
from tutor.maths.pose import filled
from tutor.problem import Outcome, Problem


def judge_problem(exercise: Exercise, problem: Problem, scope: Scope, findings: Findings) -> None:
    """Judges the declared answer, the accept, other-form and reject lines, and each mistake."""
    verdict = check(problem.question, problem.answer, problem.mistakes)
    if verdict.outcome is not Outcome.CORRECT:
        message = f"Typed as {problem.answer}, the answer is {verdict.outcome.value}: {verdict.message}"
        findings.error("answer", f"{message} (level {problem.level}, seed {problem.seed})", "answer")
        return
    lines: tuple[tuple[str, tuple[Template, ...], Outcome], ...] = (
        ("accept", exercise.accept, Outcome.CORRECT),
        ("other-form", exercise.other_form, Outcome.OTHER_FORM),
        ("reject", exercise.reject, Outcome.WRONG),
    )
    for key, templates, expected in lines:
        for template in templates:
            _judge_line(exercise, problem, key, filled(exercise, key, template, scope, typed=True), expected, findings)
    _judge_mistakes(problem, findings)


def _judge_line(
    exercise: Exercise, problem: Problem, key: str, typed: str, expected: Outcome, findings: Findings
) -> None:
    verdict = check(problem.question, typed, problem.mistakes)
    if verdict.outcome is not expected:
        message = f"{typed} is judged {verdict.outcome.value}, not {expected.value}, where {problem.answer} is asked"
        findings.error(key, f"{message} (level {problem.level}, seed {problem.seed}). {verdict.message}", key)


def _judge_mistakes(problem: Problem, findings: Findings) -> None:
    for mistake in problem.mistakes:
        if mistake.answer is None:
            continue
        verdict = check(problem.question, mistake.answer, problem.mistakes)
        where = f"(level {problem.level}, seed {problem.seed}, answer {problem.answer})"
        said = f"The mistake {mistake.answer}, “{mistake.say[:60]}”,"
        if verdict.outcome is not Outcome.WRONG:
            findings.error("mistake", f"{said} is judged {verdict.outcome.value} {where}. {verdict.message}", "mistake")
        elif mistake.say not in verdict.message:
            findings.error("mistake", f"{said} is told as: {verdict.message} {where}", "mistake")
