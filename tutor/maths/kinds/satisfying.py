"""Answers that are right if they meet every condition of the author's (`must`), whatever they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Node, Number, walk
from tutor.maths.kinds import sets
from tutor.maths.kinds.demands import ANSWER, Demand, demands_of, fields_of, words
from tutor.maths.kinds.fields import Fields, read_fields, sorts_of_fields, wrong_field_size
from tutor.maths.kinds.frame import Frame, Kind, Reading, right, same_entry, tolerance, undecided, wrong
from tutor.maths.kinds.judgement import Judgement, NoValueError, Tolerances, check_conditions, value_of
from tutor.maths.kinds.sorts import require_finite, sort_of, wrong_size
from tutor.maths.posing.values import Value
from tutor.problem import Verdict

ROUNDED = "0.005"
"""Within this an answer whose decimals were not asked for was meant as an exact one, rounded."""


def _read(text: str, frame: Frame) -> Reading:
    """The answer; of the key also whether its conditions have a value at all."""
    names = fields_of(frame.question)
    reading = read_fields(text, frame, names) if names else _one(text, frame)
    if text == frame.question.against:
        check_conditions(demands_of(frame.question), Judgement(named_values(reading, frame), frame.names))
    return reading


def _one(text: str, frame: Frame) -> Reading:
    kind = sort_of(frame.question.against, frame)
    reading = kind.read(text, frame)
    if reading.typed is not None:
        require_finite(reading.typed, frame.names)
    if kind is not sets.SET:
        return reading
    kept: list[Node] = []
    for member in reading.value:
        if not any(same_entry(member, other, frame).same for other in kept):
            kept.append(member)
    return replace(reading, value=tuple(kept))


def named_values(reading: Reading, frame: Frame) -> dict[str, Value]:
    """What conditions see: the values by their names, or the whole as `answer`. Raises NoValueError."""
    if isinstance(reading.value, Fields):
        return {name: value_of(each.value, frame.names) for name, each in reading.value.readings.items()}
    return {ANSWER: value_of(getattr(reading.value, "values", reading.value), frame.names)}


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    if (fault := _wrong_size(given.value, asked.value, frame)) is not None:
        return fault
    try:
        values = named_values(given, frame)
    except (NoValueError, Unreadable):
        return undecided()
    return judged(values, given, frame)


def _wrong_size(given: Any, asked: Any, frame: Frame) -> Verdict | None:
    if isinstance(given, Fields):
        return wrong_field_size(given, asked, frame)
    return wrong_size(sort_of(frame.question.against, frame), given, asked)


def judged(values: Mapping[str, Value], given: Reading, frame: Frame) -> Verdict:
    """Whether values by their names meet all conditions of the question."""
    demands = demands_of(frame.question)
    verdict = _told(demands, values, frame)
    if verdict.is_right or frame.has_tolerance or not _has_decimals(given.typed):
        return verdict
    rounded = replace(frame, question=replace(frame.question, tolerance=ROUNDED))
    if _told(demands, values, rounded).is_right:
        return wrong("That is rounded. Give it exactly.", "exact", "rounded")
    return verdict


def _told(demands: Sequence[Demand], values: Mapping[str, Value], frame: Frame) -> Verdict:
    allowed = Tolerances(partial(tolerance, frame)) if frame.has_tolerance else None
    judgement = Judgement(values, frame.names, allowed)
    held: list[bool | None] = []
    said: list[str] = []
    for demand in demands:
        try:
            held.append(judgement.holds(demand))
            if held[-1] is False:
                said.append(words(demand, tuple(values)))
        except NoValueError as error:
            held.append(False)
            said.append(_no_value(str(error)))
    if False in held:
        return wrong(_count(held, said), "exact", "unmet-condition")
    return undecided() if None in held else right("exact")


def _no_value(reason: str) -> str:
    if "inverse" in reason:
        return "A matrix that must be inverted has no inverse."
    if "division by zero" in reason:
        return "A condition divides by zero for yours."
    return "A condition has no value for yours."


def _count(held: Sequence[bool | None], said: Sequence[str]) -> str:
    """The first condition that can be named, and how many are met where there are several."""
    named = next((each for each in said if each), "")
    met = sum(each is True for each in held)
    if len(held) == 1:
        return named or "The condition is not met."
    counted = f"{met} of {len(held)} conditions {'is' if met == 1 else 'are'} met." if met else "No condition is met."
    return f"{named} {counted}".strip()


def _has_decimals(typed: Node | None) -> bool:
    return typed is not None and any(isinstance(each, Number) and each.is_decimal for each in walk(typed))


def same_answer(given: Reading, other: Reading, frame: Frame) -> Verdict:
    """Whether two answers are the same value, or the same values under their names."""
    if not isinstance(given.value, Fields):
        return sort_of(frame.question.against, frame).judge(given, other, frame)
    verdicts = [
        kind.judge(reading, other.value.readings[name], frame)
        for name, kind, reading in sorts_of_fields(given.value, frame)
    ]
    return next((each for each in verdicts if not each.is_right), verdicts[0])


SATISFYING = Kind("answer", _read, _judge, same_answer)
