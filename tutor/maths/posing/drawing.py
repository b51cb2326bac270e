"""The values of one problem: the `let` block of an exercise, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from tutor.content.exercise import Exercise, Written
from tutor.content.formula import MOST_SHOWN, Formula
from tutor.content.let_block import Assignment, Condition, Helper
from tutor.errors import ContentError
from tutor.maths.posing.evaluate import Scope, evaluate, truth
from tutor.maths.posing.streams import stream
from tutor.maths.posing.values import FormulaError, Shown, Value
from tutor.maths.trees.translate import Names

MOST_TRIES = 100

Result = TypeVar("Result")


def drawn(exercise: Exercise, pack: str, level: int, seed: int) -> tuple[Scope, int]:
    """The scope with all values drawn, and how many draws it took. Raises ContentError where the
    conditions are not met in a hundred draws, or a formula has no value."""
    if level not in exercise.levels:
        raise exercise.faulty(f"There is no level {level}; it has {list(exercise.levels)}.", "levels")
    failed: Formula | None = None
    for attempt in range(MOST_TRIES):
        scope = Scope(dict(_symbols(exercise)), levels=exercise.levels, level=level)
        failed = _fill(scope, exercise, (pack, exercise.id, level, seed, attempt))
        if failed is None:
            scope.steps[0] = 0
            return scope, attempt + 1
    assert failed is not None
    message = f"In {MOST_TRIES} draws (seed {seed}, level {level}) this was never met: {failed.text}"
    raise exercise.faulty(message, "let", failed.line)


def placed(at: Written, key: str, formula: Formula, step: Callable[[], Result]) -> Result:
    """What the step yields; a formula without a value becomes a ContentError with its place."""
    try:
        return step()
    except FormulaError as error:
        message = f"{str(error)[:1].upper()}{str(error)[1:]}. In: {formula.text[:MOST_SHOWN]}"
        raise at.faulty(message, key, formula.line) from None
    except (TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        message = f"This formula does not fit together ({type(error).__name__}). In: {formula.text[:MOST_SHOWN]}"
        raise at.faulty(message, key, formula.line) from error


def value_of(at: Written, key: str, formula: Formula, scope: Scope) -> Value:
    """What a formula of the exercise is worth. Raises ContentError with its place."""
    return placed(at, key, formula, lambda: evaluate(formula.tree, scope))


def holds(at: Written, key: str, formula: Formula, scope: Scope) -> bool:
    """Whether a condition of the exercise is true. Raises ContentError with its place."""
    return placed(at, key, formula, lambda: truth(formula.tree, scope))


@lru_cache(maxsize=512)
def _symbols(exercise: Exercise) -> tuple[tuple[str, Value], ...]:
    names = Names.of(exercise.names, exercise.assume)
    return tuple((name, names.symbol(name)) for name in exercise.names)


def _fill(scope: Scope, exercise: Exercise, source: tuple[str, str, int, int, int]) -> Formula | None:
    """Draws line by line; the condition that failed, or None."""
    for line in exercise.let:
        match line:
            case Assignment(names=names, formula=formula):
                scope.stream = stream(*source, ", ".join(names))
                value = value_of(exercise, "let", formula, scope)
                _assign(scope, exercise, line, value)
            case Helper(name=name):
                scope.helpers[name] = line
            case Condition(formula=formula):
                scope.stream = None
                if not holds(exercise, "let", formula, scope):
                    return formula
    scope.stream = None
    return None


def _assign(scope: Scope, exercise: Exercise, line: Assignment, value: Value) -> None:
    if isinstance(value, Shown):
        raise exercise.faulty("A value that is only shown has no name.", "let", line.formula.line)
    if len(line.names) == 1:
        scope.values[line.names[0]] = value
        return
    if not isinstance(value, list | tuple) or len(value) != len(line.names):
        raise _misfit(exercise, line)
    scope.values.update(zip(line.names, value, strict=True))


def _misfit(exercise: Exercise, line: Assignment) -> ContentError:
    message = f"{len(line.names)} names take a list of {len(line.names)} values. In: {line.formula.text}"
    return exercise.faulty(message, "let", line.formula.line)
