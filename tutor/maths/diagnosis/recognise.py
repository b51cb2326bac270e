"""Wrong answers that have a name: first the exercise's own mistakes, then the common slips.

A diagnosis is said only where the slip, applied to the right answer, is proved equal to what was
typed. None of the sentences names the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Listed, Node
from tutor.expression.reader import read
from tutor.maths.diagnosis.evidence import Diagnosis
from tutor.maths.diagnosis.lists import of_rows
from tutor.maths.diagnosis.matrix_names import of_matrix_names
from tutor.maths.diagnosis.single import of_single
from tutor.maths.kinds import KINDS, Frame, Kind, Reading
from tutor.maths.kinds.antiderivative import ANTIDERIVATIVE
from tutor.maths.kinds.derivation import DERIVATION, faulty_step
from tutor.maths.kinds.fields import Fields
from tutor.maths.kinds.matrix_expressions import MATRIX_EXPRESSION
from tutor.maths.kinds.satisfying import named_values
from tutor.maths.kinds.single import EXPRESSION, NUMBER, VALUE
from tutor.maths.posing.evaluate import Scope, truth
from tutor.maths.posing.values import FormulaError, plain
from tutor.maths.trees.translate import to_sympy
from tutor.problem import Mistake, Verdict

PARTIAL = "one-entry-wrong"
"""Set by the kinds; it says where the fault is, and a slip may still say which."""

SINGLE = frozenset((NUMBER, EXPRESSION, VALUE, ANTIDERIVATIVE))
LISTS = frozenset(KINDS[name] for name in ("vector", "matrix", "tuple", "distribution", "up-to-sign", "up-to-scale"))
"""The kinds whose answers are right or wrong entry by entry; a basis, say, is not."""


def diagnosed(
    verdict: Verdict, given: Reading, asked: Reading, kind: Kind, frame: Frame, mistakes: Sequence[Mistake]
) -> Verdict:
    """The wrong verdict, with the slip that made it, where one is recognised."""
    for number, mistake in enumerate(mistakes, 1):
        if _is_made(mistake, given, kind, frame):
            return replace(verdict, message=mistake.say, diagnosis=mistake.name or f"mistake-{number}")
    if verdict.diagnosis not in (None, PARTIAL):
        return verdict
    found = _general(given, asked, kind, frame)
    return verdict if found is None else _told(verdict, found, kind)


def _told(verdict: Verdict, found: Diagnosis, kind: Kind) -> Verdict:
    """What points at a line or an entry is said first; else the slip, then the counterexample."""
    if kind is DERIVATION or (found.is_of_entry and verdict.message):
        message = f"{verdict.message} {found.say}"
        return replace(verdict, diagnosis=verdict.diagnosis or found.name, message=message)
    message = found.say if kind in LISTS else f"{found.say} {verdict.message}".strip()
    return replace(verdict, diagnosis=found.name, message=message)


def _general(given: Reading, asked: Reading, kind: Kind, frame: Frame) -> Diagnosis | None:
    if kind is DERIVATION:
        step = faulty_step(given, asked, frame)
        return None if step is None or isinstance(step[0], Listed) else of_single(*step, frame)
    if kind is MATRIX_EXPRESSION:
        return of_matrix_names(given.value, asked.value, frame)
    if kind in SINGLE:
        return of_single(given.value, asked.value, frame)
    if isinstance(given.value, Node) or isinstance(asked.value, Node):
        return None
    ours, theirs = _as_rows(given.value), _as_rows(asked.value)
    if kind not in LISTS or [len(row) for row in ours] != [len(row) for row in theirs]:
        return None
    return of_rows(ours, theirs, frame)


def _as_rows(value: Any) -> list[tuple[Node, ...]]:
    return value if isinstance(value, list) else [value]


# --- the exercise's own ---------------------------------------------------------------------------


def _is_made(mistake: Mistake, given: Reading, kind: Kind, frame: Frame) -> bool:
    try:
        if mistake.answer is not None:
            return _compared_by(kind).says_the_same(given, kind.read(mistake.answer, frame), frame)
        return mistake.matches is not None and given.typed is not None and _meets(mistake.matches, given, frame)
    except (Unreadable, FormulaError):
        return False


def _compared_by(kind: Kind) -> Kind:
    """The kind that calls two answers the same; a mistake need not be a distribution to be recognised."""
    return KINDS["vector"] if kind is KINDS["distribution"] else kind


def _meets(condition: str, given: Reading, frame: Frame) -> bool:
    """Whether the learner's value, as `given`, or its fields by their names, meet a condition of the author's."""
    fields = named_values(given, frame) if isinstance(given.value, Fields) else {}
    tree = read(condition, fields, author=True)
    symbols = {name: frame.names.symbol(name) for name in frame.names.known or ()}
    assert given.typed is not None
    return truth(tree, Scope({**symbols, "given": _plain(to_sympy(given.typed, frame.names)), **fields}))


def _plain(value: object) -> object:
    """An author's value: lists of plain numbers wherever possible."""
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else plain(value)
