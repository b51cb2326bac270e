"""What can be said against an exercise without judging answers: what is missing, blemishes, false steps."""

from __future__ import annotations

from tutor.content.exercise import Exercise, Part
from tutor.maths.posing.evaluate import Scope
from tutor.maths.proving.blemishes import blemishes, doubtful_signs, too_wide
from tutor.maths.proving.equalities import check_equalities
from tutor.maths.proving.findings import Findings
from tutor.problem import Part as ProblemPart


def lint_exercise(exercise: Exercise, findings: Findings) -> None:
    """What the file alone tells."""
    for part in exercise.parts:
        _lint_part(part, findings.of(part, ""))
    if exercise.parts[0].id and not any(part.mistakes for part in exercise.parts):
        findings.warn("no-mistake", "No wrong answer of any part has a name: add [[exercise.part.mistake]].")


def _lint_part(part: Part, findings: Findings) -> None:
    proves_itself = part.options or part.must or part.kind == "derivation"
    if not part.confirm and not proves_itself:
        findings.warn("no-confirm", "There is no `confirm`: nothing but NumPy checks the answer.")
    if not part.steps and part.kind != "derivation":
        findings.warn("no-steps", "There are no `steps`: a worked solution.")
    if not part.id and not part.mistakes and part.kind not in ("choice", "choices", "boolean"):
        findings.warn("no-mistake", "No wrong answer has a name: add [[exercise.mistake]].")


def lint_text(key: str, text: str, findings: Findings) -> None:
    """What is wrong with the look of a text."""
    for blemish in blemishes(text):
        findings.error("blemish", f"{blemish} {findings.where}", key)
    for doubt in doubtful_signs(text):
        findings.warn("sign", f"{doubt} {findings.where}", key)
    for formula in too_wide(text):
        findings.error("too-wide", f"Over 76 columns: {formula[:80]} {findings.where}", key)


def lint_posed(part: Part, posed: ProblemPart, scope: Scope, findings: Findings) -> None:
    """What one problem shows: its texts, and whether the equations of its steps hold."""
    texts = {"ask": posed.statement, "hints": "\n\n".join(posed.hints), "steps": posed.solution}
    texts |= {f"mistake.{at}": each.say for at, each in enumerate(posed.mistakes)}
    for key, text in texts.items():
        lint_text(key, text, findings)
    check_equalities(part, posed.solution, scope, findings)
