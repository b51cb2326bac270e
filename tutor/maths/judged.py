"""Answers typed as a learner would: the key must be right, a mistake told as itself, lines as stated."""

from __future__ import annotations

from tutor.content.exercise import Part
from tutor.content.formula import Template
from tutor.maths.check import check
from tutor.maths.evaluate import Scope
from tutor.maths.findings import Findings
from tutor.maths.pose import filled
from tutor.problem import Outcome
from tutor.problem import Part as ProblemPart


def judge_part(part: Part, posed: ProblemPart, scope: Scope, findings: Findings) -> None:
    """Judges the declared answer, the accept, other-form and reject lines, and each mistake."""
    verdict = check(posed.question, posed.answer, posed.mistakes)
    if verdict.outcome is not Outcome.CORRECT:
        message = f"Typed as {posed.answer}, the answer is {verdict.outcome.value}: {verdict.message}"
        findings.error("answer", f"{message} {findings.where}", "answer")
        return
    lines: tuple[tuple[str, tuple[Template, ...], Outcome], ...] = (
        ("accept", part.accept, Outcome.CORRECT),
        ("other-form", part.other_form, Outcome.OTHER_FORM),
        ("reject", part.reject, Outcome.WRONG),
    )
    for key, templates, expected in lines:
        for template in templates:
            _judge_line(posed, key, filled(part, key, template, scope, typed=True), expected, findings)
    _judge_mistakes(posed, findings)


def _judge_line(posed: ProblemPart, key: str, typed: str, expected: Outcome, findings: Findings) -> None:
    verdict = check(posed.question, typed, posed.mistakes)
    if verdict.outcome is not expected:
        message = f"{typed} is judged {verdict.outcome.value}, not {expected.value}, where {posed.answer} is asked"
        findings.error(key, f"{message} {findings.where}. {verdict.message}", key)


def _judge_mistakes(posed: ProblemPart, findings: Findings) -> None:
    for mistake in posed.mistakes:
        if mistake.answer is None:
            continue
        verdict = check(posed.question, mistake.answer, posed.mistakes)
        where = f"{findings.where} (answer {posed.answer})"
        said = f"The mistake {mistake.answer}, “{mistake.say[:60]}”,"
        if verdict.outcome is not Outcome.WRONG:
            findings.error("mistake", f"{said} is judged {verdict.outcome.value} {where}. {verdict.message}", "mistake")
        elif mistake.say not in verdict.message:
            findings.error("mistake", f"{said} is told as: {verdict.message} {where}", "mistake")
