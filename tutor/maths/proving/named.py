"""The names in the formulas of an exercise: unknown, unused, or hiding something, each told by the file alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from tutor.content.exercise import Exercise, Part, Written
from tutor.content.formula import Formula, Template, formulas_of
from tutor.content.let_block import Assignment, Helper
from tutor.expression.nodes import Call, Comprehension, Name, Node, walk
from tutor.maths.posing.samplers import SAMPLERS
from tutor.maths.posing.showing import SHOWING
from tutor.maths.posing.vocabulary import CONSTANTS, VOCABULARY
from tutor.maths.proving.findings import Findings

WORDS = frozenset({"by_level", "union", "intersection", "without"})
"""What looks like a call and belongs to the language."""
GIVEN = "given"

Placed = tuple[Written, str, Formula, frozenset[str]]
"""A formula, where it stands, and the names that it may use besides those of the vocabulary."""


def lint_names(exercise: Exercise, findings: Findings) -> bool:
    """Whether every name is known; what is not, is unused or hides a function is a finding."""
    placed = list(_formulas(exercise))
    helpers = frozenset(line.name for line in exercise.let if isinstance(line, Helper))
    strange = [_unknown(at, key, formula, known, helpers, findings) for at, key, formula, known in placed]
    used = {name for _, _, formula, _ in placed for name in names_in(formula.tree)}
    for line in exercise.let:
        names = line.names if isinstance(line, Assignment) else (line.name,) if isinstance(line, Helper) else ()
        if names and used.isdisjoint(names) and line.formula.line >= exercise.lines[""]:
            shown = ", ".join(f"`{name}`" for name in names)
            findings.error("unused", f"{shown}: never used, take the line out.", "let", line.formula.line)
        for name in names:
            if name in VOCABULARY or name in SAMPLERS or name in SHOWING or name in CONSTANTS:
                message = f"`{name}` hides what has that name already; call it otherwise."
                findings.error("shadows", message, "let", line.formula.line)
    for name in exercise.names:
        if name in CONSTANTS:
            findings.error("shadows", f"`{name}` has a value already and is no free name.", "names")
    return not any(strange)


def names_in(tree: Node) -> frozenset[str]:
    """Every name in a formula, of values and of functions."""
    nodes = list(walk(tree))
    called = (each.name for each in nodes if isinstance(each, Call))
    return frozenset(each.id for each in nodes if isinstance(each, Name)).union(called)


def _unknown(
    at: Written, key: str, formula: Formula, known: frozenset[str], helpers: frozenset[str], findings: Findings
) -> bool:
    """Tells the first name of a formula that is not known."""
    functions = [*VOCABULARY, *SAMPLERS, *SHOWING, *helpers, *WORDS]
    for name, is_called in _strangers(formula.tree, known | CONSTANTS.keys(), frozenset(functions) | known):
        close = get_close_matches(name, [*functions, *known] if is_called else [*known, *functions], n=1)
        meant = f"did you mean `{close[0]}`?" if close else _hint(is_called)
        message = f"`{name}` is not known; {meant} In: {formula.text}"
        findings.of(at, "").error("unknown-name", message, key, formula.line)
        return True
    return False


def _hint(is_called: bool) -> str:
    if is_called:
        return "no function is called so."
    return "a value gets its name in `let`, a free letter of the answer in `names`."


def _strangers(tree: Node, values: Collection[str], functions: Collection[str]) -> Iterator[tuple[str, bool]]:
    bound = {each.name for each in walk(tree) if isinstance(each, Comprehension)}
    for each in walk(tree):
        if isinstance(each, Name) and each.id not in values and each.id not in bound and each.id not in functions:
            yield each.id, False
        if isinstance(each, Call) and each.name not in functions and each.name not in values and each.name not in bound:
            yield each.name, True


def _formulas(exercise: Exercise) -> Iterator[Placed]:
    known = frozenset(exercise.names)
    for line in exercise.let:
        if isinstance(line, Helper):
            yield exercise, "let", line.formula, known.union(line.parameters)
            continue
        yield exercise, "let", line.formula, known
        if isinstance(line, Assignment):
            known = known.union(line.names)
    yield from ((exercise, "ask", each, known) for each in formulas_of(exercise.ask))
    for part in exercise.parts:
        yield from _of_part(part, known)
        known = known.union({part.id} - {""})


def _of_part(part: Part, known: frozenset[str]) -> Iterator[Placed]:
    given = frozenset(part.fields or ("answer",))
    inside = known.union({part.id} - {""})
    yield from ((part, "ask", each, known) for each in formulas_of(part.ask))
    yield from ((part, "answer", each, known) for each in part.answer)
    yield from ((part, "confirm", each, inside | {"answer"}) for each in part.confirm)
    yield from ((part, "must", each, known | given) for each in part.must)
    for key, templates in _texts(part).items():
        yield from ((part, key, each, inside) for text in templates for each in formulas_of(text))
    for option in part.options:
        yield part, "right", option.right, known
        yield from ((part, "text", each, known) for each in formulas_of(option.text))
        yield from ((part, "say", each, known) for each in formulas_of(option.say or ()))
    for mistake in part.mistakes:
        yield from ((part, "say", each, inside) for each in formulas_of(mistake.say))
        if mistake.gives is not None:
            yield part, "gives", mistake.gives, inside
        if mistake.matches is not None:
            yield part, "matches", mistake.matches, inside.union(part.fields, {GIVEN})
        if mistake.when is not None:
            yield part, "when", mistake.when, inside


def _texts(part: Part) -> Mapping[str, tuple[Template, ...]]:
    return {
        "hints": part.hints,
        "steps": part.steps,
        "accept": part.accept,
        "reject": part.reject,
        "other-form": part.other_form,
        "items": part.items,
    }
