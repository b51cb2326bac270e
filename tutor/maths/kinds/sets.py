"""Answers whose order does not matter: set, multiset.

Members are numbers, expressions, lists, sets, intervals or equations. They may be given in braces, as a
bare list, with a label (`x = 1 or x = 2`, `x = 1, x = 2`, `x in {1, 2}`, `x = ±2`), or as a union,
intersection or difference of sets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Interval, Listed, Logic, Name, Node, Relation
from tutor.maths.comparison.equality import Comparison
from tutor.maths.kinds.frame import (
    RANK,
    Frame,
    Kind,
    Reading,
    combined,
    mismatch,
    number_at,
    right,
    same_entry,
    undecided,
    without_tolerance,
    wrong,
)
from tutor.maths.kinds.labels import without_answer_word_before
from tutor.maths.kinds.lists import in_brackets, refuse_names
from tutor.maths.kinds.matching import Pairing, same_at_points
from tutor.maths.kinds.relations import read_spread, same_solutions
from tutor.maths.solving.statements import labelled
from tutor.maths.trees.probes import Evaluation
from tutor.problem import Verdict

Members = tuple[Node, ...]


def _members(tree: Node, frame: Frame) -> Members:
    """What belongs to a set, however it is given."""
    match tree:
        case Listed(items=items):
            return tuple(_unlabelled(items))
        case Logic(op="or", operands=operands) if len(set(map(labelled, operands))) == 1:
            return tuple(_unlabelled(operands))
        case Relation(operands=(Name(), of), operators=("in" | "=",)) if not isinstance(of, Relation | Logic):
            return _members(of, frame)
        case Call(name="union" | "intersection" | "without" as name, arguments=(a, b)):
            return _joined(name, _members(a, frame), _members(b, frame), without_tolerance(frame))
        case Relation() | Logic() | Interval():
            raise mismatch("set", tree)
    return (tree,)


def _unlabelled(items: Members) -> Members:
    """`x = 1, x = 2` as `1, 2`. Raises Unreadable where not all have the same label."""
    if not any(isinstance(item, Relation | Logic) for item in items):
        return items
    if None in (labels := {labelled(item) for item in items}) or len(labels) > 1:
        raise Unreadable("Give the values alone, without equations among them.", max(items[0].place, 0))
    return tuple(item.operands[1] for item in items if isinstance(item, Relation))


def _joined(name: str, first: Members, second: Members, frame: Frame) -> Members:
    if name == "union":
        return (*first, *second)
    wanted = name == "intersection"
    return tuple(a for a in first if any(same_member(a, b, frame).same for b in second) is wanted)


def same_member(given: Node, asked: Node, frame: Frame) -> Comparison:
    """Whether two members are the same: sets in any order, equations by their solutions."""
    if isinstance(given, Relation | Logic) and isinstance(asked, Relation | Logic):
        found = same_solutions(given, asked, frame.names)
        return Comparison(found.same, found.decided_by)
    if isinstance(given, Interval) and isinstance(asked, Interval):
        if given.closed != asked.closed:
            return Comparison(False, "structure")
        return combined([same_entry(given.low, asked.low, frame), same_entry(given.high, asked.high, frame)])
    if _is_set(given) and _is_set(asked):
        return _same_sets(given, asked, frame)
    if _is_set(given) or _is_set(asked) or isinstance(given, _ALONE) or isinstance(asked, _ALONE):
        return Comparison(False, "structure")
    return same_entry(given, asked, frame)


_ALONE = (Relation, Logic, Interval)


def _is_set(tree: Node) -> bool:
    return isinstance(tree, Listed) and tree.bracket == "{"


def _same_sets(given: Node, asked: Node, frame: Frame) -> Comparison:
    ours, theirs = _members(given, frame), _members(asked, frame)
    verdict = _matched(_without_repeats(ours, frame), _without_repeats(theirs, frame), frame, counts_repeats=False)
    return Comparison(
        verdict.is_right if verdict.outcome in ("correct", "wrong") else None, verdict.decided_by or "probe"
    )


def _without_repeats(members: Members, frame: Frame) -> Members:
    kept: list[Node] = []
    exact = without_tolerance(frame)
    numbers = _numbers(members, frame)
    for member in members:
        if not any(_compared(member, other, numbers, exact).same for other in kept):
            kept.append(member)
    return tuple(kept)


def _judge(*, counts_repeats: bool) -> Callable[[Reading, Reading, Frame], Verdict]:
    def judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
        ours, theirs = given.value, asked.value
        refuse_names(ours, theirs, frame)
        if not counts_repeats:
            ours, theirs = _without_repeats(ours, frame), _without_repeats(theirs, frame)
        return _matched(ours, theirs, frame, counts_repeats=counts_repeats)

    return judge


def _matched(given: Members, asked: Members, frame: Frame, *, counts_repeats: bool) -> Verdict:
    """As many pairs of likes as there can be; what is left over decides."""
    numbers = _numbers((*given, *asked), frame)
    pairing = Pairing(given, asked, lambda a, b: _compared(a, b, numbers, frame))
    extra = [member for n, member in enumerate(given) if not pairing.found(n)]
    missing = len(asked) - len(given) + len(extra)
    decided_by = max((each.decided_by for each in pairing.seen), key=RANK.index, default="structure")
    if not missing and not extra:
        return right(decided_by)
    at_points = same_at_points(given, asked, frame.names, counts_repeats=counts_repeats)
    if at_points:
        return right("probe")
    if pairing.is_unsure and at_points is None:
        return undecided(decided_by)
    return wrong(_counted(missing, len(extra)), decided_by, _name(missing, len(extra)))


def _numbers(members: Members, frame: Frame) -> dict[int, Any]:
    """What each member is worth, roughly; None for lists and what has names."""
    at = Evaluation({}, 30)
    values = {id(each): number_at(each, frame.names, 30) for each in members}
    return {key: None if value is None else at.inexact(value) for key, value in values.items()}


def _compared(member: Node, other: Node, numbers: dict[int, Any], frame: Frame) -> Comparison:
    """Numbers that are plainly apart need no closer look; a long set has many such pairs."""
    if not frame.has_tolerance and _are_apart(numbers[id(member)], numbers[id(other)]):
        return Comparison(False, "probe")
    return same_member(member, other, frame)


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


_READ = without_answer_word_before(in_brackets(read_spread(_members)))

SET = Kind("set", _READ, _judge(counts_repeats=False))
MULTISET = Kind("set", _READ, _judge(counts_repeats=True))
