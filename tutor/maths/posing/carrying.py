"""A part that is wrong by the key, and right from the learner's own earlier value: carried forward."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.content.exercise import Exercise
from tutor.content.library import Library
from tutor.errors import ContentError, Unreadable
from tutor.maths.check import check, read_answer
from tutor.maths.posing.drawing import drawn
from tutor.maths.posing.pose import parts_of
from tutor.maths.posing.values import Value, plain
from tutor.maths.trees.translate import Names, to_sympy
from tutor.problem import Carry, Outcome, Part, Verdict


def carried(carry: Carry, answer: str, library: Library) -> Verdict | None:
    """The verdict `carried` where the answer follows from what the learner gave for earlier parts; None where
    it does not, where those values have another shape than the right ones, or would make the part trivial."""
    pack, exercise = library.exercise(carry.exercise)
    try:
        own = _own_values(exercise, pack.id, carry)
        key = _asked_again(exercise, pack.id, carry, own)
    except (ContentError, Unreadable):
        return None
    if key is None or check(key.question, answer).outcome is not Outcome.CORRECT:
        return None
    source = " and ".join(carry.gave)
    message = f"Right from your own value for {source}; that value itself was not right."
    return Verdict(Outcome.CARRIED, message, decided_by="carried")


def _own_values(exercise: Exercise, pack: str, carry: Carry) -> Mapping[str, Value]:
    """What the learner gave, each checked to have the shape of the right value."""
    scope, _ = drawn(exercise, pack, carry.level, carry.seed)
    own: dict[str, Value] = {}
    for part, _ in parts_of(exercise, pack, scope, carry.seed):
        if part.id in carry.gave:
            typed = read_answer(part.question, carry.gave[part.id])
            value = _value(to_sympy(typed, Names.of(part.question.names, part.question.assume)))
            if _shape(value) != _shape(scope.values[part.id]):
                raise Unreadable("another shape", 0)
            own[part.id] = value
    return own


def _asked_again(exercise: Exercise, pack: str, carry: Carry, own: Mapping[str, Value]) -> Part | None:
    """The part as it is posed from the learner's values; None where that leaves nothing to do."""
    scope, _ = drawn(exercise, pack, carry.level, carry.seed)
    for part, _ in parts_of(exercise, pack, scope, carry.seed, own):
        if part.id == carry.part:
            value = scope.values[part.id]
            return None if _is_nothing(value) or any(value == each for each in own.values()) else part
    return None


def _value(value: object) -> Value:
    return [_value(each) for each in value] if isinstance(value, list | tuple) else plain(value)


def _shape(value: Value) -> tuple[int, ...]:
    """How long the lists are, outermost first; empty for a single value."""
    if not isinstance(value, list | tuple):
        return ()
    return (len(value), *(_shape(value[0]) if value else ()))


def _is_nothing(value: Value) -> bool:
    """Whether all of it is zero."""
    return all(map(_is_nothing, value)) if isinstance(value, list | tuple) else bool(value == 0)
