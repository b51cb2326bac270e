"""Answers typed as a learner would: the key must be right, a mistake told as itself, lines as stated."""

from __future__ import annotations

from tutor.content.exercise import Part
from tutor.content.formula import Template, formulas_of
from tutor.errors import Unreadable
from tutor.expression.nodes import Listed
from tutor.expression.writer import latex, unicode_line
from tutor.maths.check import check, read_answer
from tutor.maths.posing.evaluate import Scope
from tutor.maths.posing.pose import filled
from tutor.maths.proving.findings import Findings
from tutor.problem import Outcome
from tutor.problem import Part as ProblemPart

NOT_ONE_FORMULA = frozenset({"derivation", "quantity"})


def judge_answer(posed: ProblemPart, findings: Findings) -> bool:
    """Whether the declared answer, typed, is right; a finding where it is not."""
    for typed in dict.fromkeys((posed.answer, posed.told)):
        verdict = check(posed.question, typed)
        if verdict.outcome is not Outcome.CORRECT:
            message = f"Typed as {typed}, the answer is {verdict.outcome.value}: {verdict.message}"
            findings.error("answer", f"{message} {findings.where}", "answer")
            return False
    return True


def judge_lines(part: Part, posed: ProblemPart, scope: Scope, findings: Findings) -> list[str]:
    """Judges the accept, other-form and reject lines, and each mistake. What is said to the lines."""
    said: list[str] = []
    lines: tuple[tuple[str, tuple[Template, ...], Outcome], ...] = (
        ("accept", part.accept, Outcome.CORRECT),
        ("other-form", part.other_form, Outcome.OTHER_FORM),
        ("reject", part.reject, Outcome.WRONG),
    )
    for key, templates, expected in lines:
        for template in templates:
            typed = filled(part, key, template, scope, typed=True)
            said.append(_judge_line(posed, key, typed, template, expected, findings))
    _judge_mistakes(part, posed, findings)
    return said


def judge_typings(posed: ProblemPart, findings: Findings) -> None:
    """Judges the declared answer as it is typed in other ways: with signs of mathematics, and in LaTeX."""
    try:
        tree = read_answer(posed.question, posed.told)
    except Unreadable:  # no formula: letters, yes or no, a quantity
        return
    if posed.question.kind in NOT_ONE_FORMULA:
        return
    typings = [unicode_line(tree), latex(tree)]
    if posed.question.kind == "matrix" and isinstance(tree, Listed) and len(tree.items) == 1:
        typings.pop()  # in LaTeX a matrix of one row is a vector
    for typed in typings:
        verdict = check(posed.question, typed)
        if verdict.outcome is not Outcome.CORRECT:
            message = f"Typed as {typed}, the answer is {verdict.outcome.value}: {verdict.message}"
            findings.error("typing", f"{message} {findings.where}", "answer")


def _judge_line(
    posed: ProblemPart, key: str, typed: str, template: Template, expected: Outcome, findings: Findings
) -> str:
    verdict = check(posed.question, typed, posed.mistakes)
    if verdict.outcome is not expected:
        message = f"{typed} is judged {verdict.outcome.value}, not {expected.value}, where {posed.answer} is asked"
        findings.error(key, f"{message} {findings.where}. {verdict.message}", key, _line(template))
    return verdict.message


def _line(template: Template) -> int | None:
    """The line of a text with places, by its first one."""
    return next((formula.line for formula in formulas_of(template)), None)


def _judge_mistakes(part: Part, posed: ProblemPart, findings: Findings) -> None:
    for mistake in posed.mistakes:
        if mistake.answer is None:
            continue
        verdict = check(posed.question, mistake.answer, posed.mistakes)
        where = f"{findings.where} (answer {posed.answer})"
        said = f"The mistake {mistake.answer}, “{mistake.say[:60]}”,"
        if verdict.outcome is Outcome.WRONG and mistake.say in verdict.message:
            continue
        told = f"is told as: {verdict.message} {where}"
        if verdict.outcome is not Outcome.WRONG:
            told = f"is judged {verdict.outcome.value} {where}. {verdict.message}"
        findings.error("mistake", f"{said} {told}", "mistake", _mistake_line(part, mistake.say))


def _mistake_line(part: Part, say: str) -> int | None:
    """The line of the mistake that says this, by the literal pieces of what it says."""
    for mistake in part.mistakes:
        if all(piece in say for piece in mistake.say if isinstance(piece, str)):
            return mistake.line
    return None
