"""Answers that are intervals or unions of them, compared as sets of real numbers.

`(0, 1]` may be given as an interval, as an inequality `0 < x <= 1`, as `x in (0, 1]`, or as a union in any
order whose pieces overlap or touch; `{3}`, `{}`, `R` and `R without {0}` are such sets too. A pair
`(0, 1)` is the open interval, a vector `[0, 1]` the closed one. The tolerance holds for the ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Interval, Listed, Name, Node, Relation, walk
from tutor.maths.comparison.equality import free_names
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    as_fraction,
    mismatch,
    number_at,
    right,
    tolerance,
    undecided,
    wrong,
)
from tutor.maths.kinds.labels import unlabelled, without_answer_word_before
from tutor.maths.kinds.relations import read_spread, require_ordered
from tutor.maths.solving.effort import EffortError, limited
from tutor.maths.solving.line import are_same
from tutor.maths.solving.regions import MEMBER, Piece, Region, region_of
from tutor.maths.solving.space import compared
from tutor.maths.solving.statements import (
    Statement,
    infinity,
    is_set_expression,
    is_statement,
    membership,
    statement_of,
)
from tutor.maths.trees.points import Assumed
from tutor.maths.trees.probes import Evaluation
from tutor.problem import Verdict


@dataclass(frozen=True, slots=True)
class Numbers:
    """A set of numbers: those of which `statement` is true, said of `name`. `others`: the names in its ends."""

    statement: Statement
    name: str
    others: tuple[str, ...]


def has_interval(tree: Node) -> bool:
    """Whether one of the sets that are joined in it is an interval, not a set of single numbers."""
    if isinstance(tree, Call):
        return any(map(has_interval, tree.arguments))
    return not (isinstance(tree, Listed) and tree.bracket == "{")


def _numbers(tree: Node, frame: Frame) -> Numbers:
    match tree:
        case Relation(operands=(Name(), of), operators=("=",)) if is_set_expression(of) or isinstance(of, Listed):
            return _numbers(of, frame)
    require_ordered(tree, frame)
    found = free_names(tree, frame.names)
    if is_statement(tree):
        name = _subject(tree, found)
        return Numbers(statement_of(tree), name, tuple(sorted(found - {name})))
    if not (is_set_expression(tree) or isinstance(tree, Listed)):
        raise mismatch("interval", tree)
    if isinstance(tree, Listed) and tree.bracket != "{" and len(tree.items) != 2:
        raise Unreadable(f"An interval has two ends; this has {len(tree.items)}.", max(tree.place, 0))
    for part in walk(tree):
        _check_ends(part, frame)
    return Numbers(membership(MEMBER, tree), MEMBER.id, tuple(sorted(found)))


def _subject(tree: Node, found: set[str]) -> str:
    """The name of which a statement speaks: the only one, or the one said to be in a set."""
    if len(found) == 1:
        return next(iter(found))
    match tree:
        case Relation(operands=(Name(id=name), _), operators=("in",)):
            return name
        case _ if not found:
            return MEMBER.id
    raise Unreadable("An interval is asked for: say it of one name.", 0)


def _check_ends(part: Node, frame: Frame) -> None:
    """Raises Unreadable for an infinite end that is to belong to the interval, and for ends that do not rise."""
    match part:
        case Interval(low=low, high=high, closed=closed):
            pass
        case Listed(bracket="(" | "[" as bracket, items=(low, high)):
            closed = (bracket == "[", bracket == "[")
        case _:
            return
    if (infinity(low) and closed[0]) or (infinity(high) and closed[1]):
        raise Unreadable("Infinity is no number and belongs to no interval: leave that end open.", max(part.place, 0))
    if infinity(low) > 0 or infinity(high) < 0 or _falls(low, high, frame):
        raise Unreadable("The smaller end comes first.", max(part.place, 0))


def _falls(low: Node, high: Node, frame: Frame) -> bool:
    if infinity(low) or infinity(high):
        return False
    a, b = number_at(low, frame.names), number_at(high, frame.names)
    if a is None or b is None:
        return False
    at = Evaluation({})
    return bool(at.inexact(a) > at.inexact(b))


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    ours, theirs = given.value, asked.value
    if unknown := set(ours.others) - {*theirs.others, theirs.name}:
        raise Unreadable(f"The ends are to be free of {', '.join(sorted(unknown))}.", 0)
    try:
        with limited():
            return _judged(ours, theirs, frame)
    except EffortError:
        return undecided()


def _judged(ours: Numbers, theirs: Numbers, frame: Frame) -> Verdict:
    if ours.others or theirs.others:
        return _judge_with_names(ours, theirs, frame)
    first, second = (region_of(each.statement, each.name) for each in (ours, theirs))
    decided_by = "exact" if first.is_complete and second.is_complete else "probe"
    return _compared(first, second, decided_by, frame)


def _judge_with_names(ours: Numbers, theirs: Numbers, frame: Frame) -> Verdict:
    """Ends with names in them: compared as statements about the number and the names."""
    if ours.name != theirs.name:
        raise Unreadable("Give it as an interval, or say it of the name that is asked for.", 0)
    names = sorted({*ours.others, *theirs.others, ours.name})
    in_play: Assumed = tuple((name, frame.names.assumption(name)) for name in names)
    found = compared(ours.statement, theirs.statement, in_play, frame.names)
    if found.same is None:
        return undecided(found.decided_by)
    if found.same:
        return right(found.decided_by)
    at_ends = found.gaps and all(gap.is_single for gap in found.gaps)
    return wrong(ENDS if at_ends else "", found.decided_by, "ends" if at_ends else None)


ENDS = "The ends are right, but look again at which of them belong to it."


def _compared(given: Region, asked: Region, decided_by: str, frame: Frame) -> Verdict:
    ours, theirs = given.pieces, asked.pieces
    if len(ours) != len(theirs):
        return _wrong_number(ours, theirs, decided_by)
    pairs = list(zip(ours, theirs, strict=True))
    if not all(_same_end(a.low, b.low, frame) and _same_end(a.high, b.high, frame) for a, b in pairs):
        return wrong(_of_ends(pairs, frame), decided_by)
    if all(a.closed == b.closed for a, b in pairs):
        return right(decided_by)
    return wrong(ENDS, decided_by, "ends")


def _wrong_number(ours: tuple[Piece, ...], theirs: tuple[Piece, ...], decided_by: str) -> Verdict:
    if not ours:
        return wrong("Yours is empty; something belongs to it.", decided_by)
    if not theirs:
        return wrong("Yours is not empty; look again at what it has to meet.", decided_by)
    return wrong(f"Yours has {_pieces(len(ours))}; it should have {len(theirs)}.", decided_by, "wrong-size")


def _pieces(count: int) -> str:
    return "1 piece" if count == 1 else f"{count} pieces"


def _of_ends(pairs: list[tuple[Piece, Piece]], frame: Frame) -> str:
    """How many ends are right, where only some are."""
    ends = [_same_end(*each, frame) for a, b in pairs for each in ((a.low, b.low), (a.high, b.high))]
    good = sum(ends)
    return f"{good} of {len(ends)} ends {'is' if good == 1 else 'are'} right." if good else ""


def _same_end(a: Any, b: Any, frame: Frame) -> bool:
    if a is None or b is None:
        return a is b
    if not frame.has_tolerance:
        return are_same(a, b)
    first, second = as_fraction(a), as_fraction(b)
    return abs(first - second) <= tolerance(frame, abs(second))


def _read(text: str, frame: Frame) -> Reading:
    """Said of a name that is in play it is a statement; any other name before `=` is a label."""
    try:
        return _plain(text, frame)
    except Unreadable as fault:
        try:
            return _unlabelled(text, frame)
        except Unreadable:
            raise fault from None


_plain = without_answer_word_before(read_spread(_numbers))
_unlabelled = unlabelled(read_spread(_numbers))

INTERVAL = Kind("interval", _read, _judge)
