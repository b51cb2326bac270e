"""Wrong answers that come to anyone's mind: with them a mistake that only `matches` shows that it can happen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

import sympy

from tutor.content.exercise import Part
from tutor.content.formula import Formula
from tutor.errors import ContentError
from tutor.maths.posing.drawing import holds
from tutor.maths.posing.elimination import inverse
from tutor.maths.posing.evaluate import Scope
from tutor.maths.posing.values import FormulaError, Value, is_matrix, is_number, is_rational, listed_items

NUMBERS = (0, 1, -1, 2, 100)


def can_match(part: Part, condition: Formula, answer: Value, scope: Scope) -> bool:
    """Whether some wrong value that is near at hand meets the condition of a mistake. False where the condition
    cannot be worked out for any."""
    if part.fields:
        return any(_holds(part, condition, scope.inside(given)) for given in _wrong_fields(part, answer))
    return any(_holds(part, condition, scope.inside({"given": value})) for value in wrong_values(answer))


def wrong_values(answer: Value) -> Iterator[Value]:
    """The usual slips: signs, order, one too many, a factor, the inverse, the transpose."""
    if is_number(answer):
        yield from _wrong_numbers(answer)
    elif isinstance(answer, list):
        yield from (answer[::-1], [*answer, *answer[:1]], answer[:-1])
        yield from (_entries(answer, factor) for factor in NUMBERS)
        yield from ([_entries(answer[:1], 2)[0], *answer[1:]] if answer else [])
        if is_matrix(answer):
            yield from _wrong_matrices(answer)
    elif isinstance(answer, frozenset | tuple):
        items = list(answer)
        yield from (type(answer)(items[:-1]), type(answer)([*items, 0]))


def _wrong_numbers(answer: Value) -> Iterator[Value]:
    yield from (-answer, answer + 1, answer - 1, *NUMBERS)
    yield from (answer * factor for factor in (2, 10, 100))
    yield answer / 2 if not is_rational(answer) else Fraction(answer) / 2
    if is_rational(answer) and answer:
        yield 1 / Fraction(answer)
    elif isinstance(answer, sympy.Expr) and answer != 0:
        yield 1 / answer


def _wrong_matrices(answer: Value) -> Iterator[Value]:
    yield [list(column) for column in zip(*answer, strict=False)]
    with suppress(FormulaError):  # there is none
        yield inverse(answer)


def _entries(answer: list[Value], factor: int) -> list[Value]:
    return [_entries(each, factor) if isinstance(each, list) else _times(each, factor) for each in answer]


def _times(value: Value, factor: int) -> Value:
    return value * factor if is_number(value) else value


def _wrong_fields(part: Part, answer: Value) -> Iterator[dict[str, Value]]:
    right = dict(zip(part.fields, listed_items(answer), strict=False))
    yield from ({**right, name: wrong} for name, value in right.items() for wrong in wrong_values(value))
    yield dict(zip(part.fields, reversed(right.values()), strict=True))


def _holds(part: Part, condition: Formula, scope: Scope) -> bool:
    try:
        return holds(part, "matches", condition, scope)
    except ContentError:
        return False
