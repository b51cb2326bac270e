"""What can be said against an exercise without judging answers: blemishes, leaks, unused names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tutor.content.exercise import Exercise
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
from tutor.problem import Problem


def lint_exercise(exercise: Exercise, findings: Findings) -> None:
    """What the file alone tells."""
    if not exercise.confirm and not exercise.options:
        findings.warn("no-confirm", "There is no `confirm`: nothing but NumPy checks the answer.")
    if not exercise.steps:
        findings.warn("no-steps", "There are no `steps`: a worked solution.")
    if not exercise.mistakes and exercise.kind not in ("choice", "choices", "boolean"):
        findings.warn("no-mistake", "No wrong answer has a name: add [[exercise.mistake]].")
    used = Counter(name for formula in _formulas(exercise) for name in _names(formula))
    for line in exercise.let:
        names = line.names if isinstance(line, Assignment) else (line.name,) if isinstance(line, Helper) else ()
        for name in names:
            if not used[name] and line.formula.line >= exercise.lines[""]:
                findings.warn("unused", f"`{name}` is never used.", "let", line.formula.line)
            if name in VOCABULARY or name in SAMPLERS or name in SHOWING:
                findings.warn("shadows", f"`{name}` hides the function of that name.", "let", line.formula.line)


def lint_problem(
    exercise: Exercise,
    problem: Problem,
    scope: Scope,
    findings: Findings,
    leaks: dict[int, int],
    rights: dict[int, int],
) -> None:
    """What one problem shows. Counts in `leaks` the hints that show the answer, in `rights` the
    options that are right."""
    texts = {"ask": problem.statement, "hints": "\n\n".join(problem.hints), "steps": problem.solution}
    texts |= {f"mistake.{at}": each.say for at, each in enumerate(problem.mistakes)}
    for key, text in texts.items():
        for blemish in blemishes(text):
            findings.error("blemish", f"{blemish} (level {problem.level}, seed {problem.seed})", key)
        for doubt in doubtful_signs(text):
            findings.warn("sign", f"{doubt} (level {problem.level}, seed {problem.seed})", key)
        for formula in too_wide(text):
            findings.error("too-wide", f"Over 76 columns: {formula[:80]} (seed {problem.seed})", key)
    _count_leaks(exercise, scope, leaks)
    for at, option in enumerate(exercise.options):
        rights[at] = rights.get(at, 0) + holds(exercise, "right", option.right, scope) * (exercise.kind == "choice")
    for step in exercise.steps:
        for left, right in _equations(step):
            if _differ(exercise, left, right, scope):
                message = f"{left.text} and {right.text} are not equal (seed {problem.seed})."
                findings.error("steps", message, "steps", left.line)


def _count_leaks(exercise: Exercise, scope: Scope, leaks: dict[int, int]) -> None:
    if exercise.answer is None:
        return
    try:
        answer = value_of(exercise, "answer", exercise.answer, scope)
        for at, hint in enumerate(exercise.hints):
            values = [value_of(exercise, "hints", formula, scope) for formula in formulas_of(hint)]
            leaks[at] = leaks.get(at, 0) + any(_is_same(value, answer) for value in values)
    except ContentError:
        return


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


def _differ(exercise: Exercise, left: Formula, right: Formula, scope: Scope) -> bool:
    a, b = _unshown(exercise, left, scope), _unshown(exercise, right, scope)
    if any(isinstance(each, Shown) or getattr(each, "free_symbols", None) for each in (a, b)):
        return False  # shown only, or an equation to be solved
    return not same(a, b)


def _unshown(exercise: Exercise, formula: Formula, scope: Scope) -> object:
    """What a place is worth; of `written(x)` and `computed(x)`, what x is worth."""
    match formula.tree:
        case Call(name="written" | "computed", arguments=(inner,)):
            return value_of(exercise, "steps", Formula(formula.text, inner, formula.line), scope)
    return value_of(exercise, "steps", formula, scope)


def _formulas(exercise: Exercise) -> Iterator[Formula]:
    templates = [exercise.ask, *exercise.hints, *exercise.steps, *exercise.accept, *exercise.reject]
    templates += [*exercise.other_form, *exercise.items]
    for option in exercise.options:
        templates += [option.text, *([option.say] if option.say else [])]
        yield option.right
    for mistake in exercise.mistakes:
        templates.append(mistake.say)
        yield from (each for each in (mistake.gives, mistake.matches, mistake.when) if each is not None)
    yield from (line.formula for line in exercise.let)
    yield from ([exercise.answer] if exercise.answer else [])
    yield from exercise.confirm
    for template in templates:
        yield from formulas_of(template)


def _names(formula: Formula) -> set[str]:
    return {each.id for each in walk(formula.tree) if isinstance(each, Name)} | {
        each.name for each in walk(formula.tree) if isinstance(each, Call)
    }
