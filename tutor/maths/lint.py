"""What can be said against an exercise without judging answers: blemishes, leaks, unused names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tutor.content.exercise import Exercise, Part
from tutor.content.formula import Formula, Place, Template, formulas_of
from tutor.content.let_block import Assignment, Helper
from tutor.errors import ContentError
from tutor.expression.nodes import Call, Name, walk
from tutor.maths.blemishes import blemishes, doubtful_signs, too_wide
from tutor.maths.drawing import holds, value_of
from tutor.maths.evaluate import Scope
from tutor.maths.exactness import same
from tutor.maths.findings import Findings
from tutor.maths.samplers import SAMPLERS
from tutor.maths.showing import SHOWING
from tutor.maths.values import FormulaError, Shown
from tutor.maths.vocabulary import VOCABULARY
from tutor.problem import Part as ProblemPart


def lint_exercise(exercise: Exercise, findings: Findings) -> None:
    """What the file alone tells."""
    for part in exercise.parts:
        _lint_part(part, findings.of(part, ""))
    if exercise.parts[0].id and not any(part.mistakes for part in exercise.parts):
        findings.warn("no-mistake", "No wrong answer of any part has a name: add [[exercise.part.mistake]].")
    used = Counter(name for formula in _formulas(exercise) for name in _names(formula))
    for line in exercise.let:
        names = line.names if isinstance(line, Assignment) else (line.name,) if isinstance(line, Helper) else ()
        for name in names:
            if not used[name] and line.formula.line >= exercise.lines[""]:
                findings.warn("unused", f"`{name}` is never used.", "let", line.formula.line)
            if name in VOCABULARY or name in SAMPLERS or name in SHOWING:
                findings.warn("shadows", f"`{name}` hides the function of that name.", "let", line.formula.line)


def _lint_part(part: Part, findings: Findings) -> None:
    proves_itself = part.options or part.must or part.kind == "derivation"
    if not part.confirm and not proves_itself:
        findings.warn("no-confirm", "There is no `confirm`: nothing but NumPy checks the answer.")
    if not part.steps:
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
    for step in part.steps:
        for left, right in _equations(step):
            if _differ(part, left, right, scope):
                message = f"{left.text} and {right.text} are not equal {findings.where}."
                findings.error("steps", message, "steps", left.line)


def leaking_hints(part: Part, scope: Scope) -> list[int]:
    """The positions of the hints that show the answer of this problem."""
    if len(part.answer) != 1:
        return []
    try:
        answer = value_of(part, "answer", part.answer[0], scope)
        values = [[value_of(part, "hints", each, scope) for each in formulas_of(hint)] for hint in part.hints]
    except ContentError:
        return []
    return [at for at, shown in enumerate(values) if any(_is_same(value, answer) for value in shown)]


def right_options(part: Part, scope: Scope) -> list[int]:
    """The positions of the options that are right."""
    return [at for at, option in enumerate(part.options) if holds(part, "right", option.right, scope)]


def _is_same(left: object, right: object) -> bool:
    try:
        return not isinstance(left, Shown) and same(left, right)
    except FormulaError:
        return False


def _equations(step: Template) -> Iterator[tuple[Formula, Formula]]:
    """Neighbouring places that are whole sides of an equation: nothing else up to a sign or dollar."""
    for at in range(1, len(step) - 1):
        before, between, after = step[at - 1 : at + 2]
        if not (isinstance(before, Place) and between == " = " and isinstance(after, Place)):
            continue
        ahead = step[at - 2] if at >= 2 else ""
        behind = step[at + 2] if at + 2 < len(step) else ""
        begins = isinstance(ahead, str) and ahead.rstrip().endswith(("$", "=", "\\approx"))
        if begins and isinstance(behind, str) and behind.lstrip().startswith(("$", "=", "\\approx")):
            yield before.formula, after.formula


def _differ(part: Part, left: Formula, right: Formula, scope: Scope) -> bool:
    a, b = _unshown(part, left, scope), _unshown(part, right, scope)
    if any(isinstance(each, Shown) or getattr(each, "free_symbols", None) for each in (a, b)):
        return False  # shown only, or an equation to be solved
    return not same(a, b)


def _unshown(part: Part, formula: Formula, scope: Scope) -> object:
    """What a place is worth; of `written(x)` and `computed(x)`, what x is worth."""
    match formula.tree:
        case Call(name="written" | "computed", arguments=(inner,)):
            return value_of(part, "steps", Formula(formula.text, inner, formula.line), scope)
    return value_of(part, "steps", formula, scope)


def _formulas(exercise: Exercise) -> Iterator[Formula]:
    yield from (line.formula for line in exercise.let)
    yield from formulas_of(exercise.ask)
    for part in exercise.parts:
        yield from _formulas_of_part(part)


def _formulas_of_part(part: Part) -> Iterator[Formula]:
    templates = [part.ask, *part.hints, *part.steps, *part.accept, *part.reject, *part.other_form, *part.items]
    for option in part.options:
        templates += [option.text, *([option.say] if option.say else [])]
        yield option.right
    for mistake in part.mistakes:
        templates.append(mistake.say)
        yield from (each for each in (mistake.gives, mistake.matches, mistake.when) if each is not None)
    yield from (*part.answer, *part.confirm, *part.must)
    for template in templates:
        yield from formulas_of(template)


def _names(formula: Formula) -> set[str]:
    return {each.id for each in walk(formula.tree) if isinstance(each, Name)} | {
        each.name for each in walk(formula.tree) if isinstance(each, Call)
    }
