"""Answers whose order does not matter: set, multiset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.expression.nodes import Listed, Logic, Node, Relation
from tutor.maths.equality import Comparison
from tutor.maths.kinds.frame import RANK, Frame, Kind, Reading, mismatch, number_at, right, same_entry, undecided, wrong
from tutor.maths.kinds.lists import read_listed
from tutor.maths.probes import Evaluation
from tutor.problem import Verdict

Members = tuple[Node, ...]


def _members(tree: Node, _: Frame) -> Members:
    """Braces, a bare list, or one value alone."""
    if isinstance(tree, Relation | Logic):
        raise mismatch("set", tree)
    return tree.items if isinstance(tree, Listed) else (tree,)


def _without_repeats(members: Members, frame: Frame) -> Members:
    kept: list[Node] = []
    numbers = _numbers(members, frame)
    for member in members:
        if not any(_compared(member, other, numbers, frame).same for other in kept):
            kept.append(member)
    return tuple(kept)


def _judge(*, counts_repeats: bool) -> Callable[[Reading, Reading, Frame], Verdict]:
    def judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
        ours, theirs = given.value, asked.value
        if not counts_repeats:
            ours, theirs = _without_repeats(ours, frame), _without_repeats(theirs, frame)
        return _matched(ours, list(theirs), frame)

    return judge


def _matched(given: Members, missing: list[Node], frame: Frame) -> Verdict:
    """Each member takes its like out of those asked for; what is left over decides."""
    numbers = _numbers((*given, *missing), frame)
    extra, seen = 0, [Comparison(True, "structure")]
    is_unsure = False
    for member in given:
        place: int | None = None
        found: list[Comparison] = []
        while place is None and len(found) < len(missing):
            found.append(_compared(member, missing[len(found)], numbers, frame))
            place = len(found) - 1 if found[-1].same else None
        seen += found
        if place is not None:
            del missing[place]
        else:
            extra += 1
            is_unsure |= any(comparison.same is None for comparison in found)
    decided_by = max((each.decided_by for each in seen), key=RANK.index)
    if not missing and not extra:
        return right(decided_by)
    if is_unsure:
        return undecided(decided_by)
    return wrong(_counted(len(missing), extra), decided_by, _name(len(missing), extra))


def _numbers(members: Members, frame: Frame) -> dict[int, Any]:
    """What each member is worth, roughly; None for lists and what has names."""
    at = Evaluation({}, 30)
    values = {id(each): number_at(each, frame.names, 30) for each in members}
    return {key: None if value is None else at.inexact(value) for key, value in values.items()}


def _compared(member: Node, other: Node, numbers: dict[int, Any], frame: Frame) -> Comparison:
    """Numbers that are plainly apart need no closer look; a long set has many such pairs."""
    if not frame.has_tolerance and _are_apart(numbers[id(member)], numbers[id(other)]):
        return Comparison(False, "probe")
    return same_entry(member, other, frame)


def _are_apart(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return False
    return bool(abs(a - b) > 1e-6 * max(abs(a), abs(b)))


def _counted(missing: int, extra: int) -> str:
    """How many are missing, how many do not belong; never which are missing."""
    parts = []
    if missing:
        parts.append(f"{missing} {'member is' if missing == 1 else 'members are'} missing")
    if extra:
        parts.append(f"{extra} {'does' if extra == 1 else 'do'} not belong")
    return ", ".join(parts).capitalize() + "."


def _name(missing: int, extra: int) -> str | None:
    if missing and extra:
        return None
    return "missing-members" if missing else "extra-members"


SET = Kind("set", read_listed("set", _members), _judge(counts_repeats=False))
MULTISET = Kind("set", read_listed("set", _members), _judge(counts_repeats=True))
