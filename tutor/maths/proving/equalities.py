"""The arithmetic of worked solutions: does what stands on both sides of an equals sign agree?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.content.exercise import Part
from tutor.content.formula import Formula, Place, Template
from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Name, Node, walk
from tutor.expression.reader import read
from tutor.maths.posing.drawing import value_of
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.exactness import same
from tutor.maths.posing.values import FormulaError, Shown, Value, is_number
from tutor.maths.posing.vocabulary import CONSTANTS
from tutor.maths.proving.blemishes import formulas
from tutor.maths.proving.findings import Findings

LONGEST = 400
SIGNS = re.compile(r"(\\approx|\\neq?(?![a-z])|\\leq?(?![a-z])|\\geq?(?![a-z])|\\iff|\\implies|\\to(?![a-z])|[=<>,;&])")
LAYOUT = re.compile(r"\\(?:quad|qquad|,|;|!|\\)")
FAILURES = (FormulaError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError)


def check_equalities(part: Part, solution: str, scope: Scope, findings: Findings) -> None:
    """Tells equalities in the steps that are false: of two places side by side, and of any two sides that are
    arithmetic once their places are filled."""
    for step in part.steps:
        for left, right in _neighbours(step):
            if _differ(part, left, right, scope):
                message = f"{left.text} and {right.text} are not equal {findings.where}."
                findings.error("steps", message, "steps", left.line)
    for formula in formulas(solution):
        for one, other in false_equalities(formula):
            findings.error("steps", f"{one} is not {other} {findings.where}.", "steps")


def false_equalities(formula: str) -> Iterator[tuple[str, str]]:
    """The two sides of each `=` of a formula in LaTeX that are numbers, and not the same one."""
    if "=" not in formula or len(formula) > LONGEST:
        return
    pieces = SIGNS.split(LAYOUT.sub(" ", formula))
    sides = [(piece.strip(), _number(piece)) for piece in pieces[::2]]
    for (one, left), sign, (other, right) in zip(sides, pieces[1::2], sides[1:], strict=False):
        if sign == "=" and left is not None and right is not None and not same(left, right):
            yield one, other


def _number(text: str) -> Value:
    """What a side is worth; None where it is no arithmetic."""
    if not any(sign.isdigit() for sign in text):
        return None
    try:
        tree = read(text, ())
        value = evaluate(tree, Scope({})) if _is_arithmetic(tree) else None
    except (Unreadable, *FAILURES):
        return None
    return value if is_number(value) else None


def _is_arithmetic(tree: Node) -> bool:
    return all(not isinstance(each, Name) or each.id in CONSTANTS for each in walk(tree))


def _neighbours(step: Template) -> Iterator[tuple[Formula, Formula]]:
    """Neighbouring places that are whole sides of an equation: nothing else up to a sign or dollar."""
    for at in range(1, len(step) - 1):
        before, between, after = step[at - 1 : at + 2]
        if not (isinstance(before, Place) and isinstance(between, str) and isinstance(after, Place)):
            continue
        if between.strip() != "=":
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


def _unshown(part: Part, formula: Formula, scope: Scope) -> Value:
    """What is shown by `written` or `computed` is worth the same without."""
    match formula.tree:
        case Call(name="written" | "computed", arguments=(inner,)):
            return value_of(part, "steps", Formula(formula.text, inner, formula.line), scope)
    return value_of(part, "steps", formula, scope)
