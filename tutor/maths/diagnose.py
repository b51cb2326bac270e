"""Wrong answers that have a name: first the exercise's own mistakes, then the common slips.

A diagnosis is said only where the slip, applied to the right answer, is proved equal to what was
typed. None of the sentences names the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Negative, Node, Number, Relation, walk
from tutor.expression.reader import read
from tutor.maths.equality import free_names
from tutor.maths.evaluate import Scope, truth
from tutor.maths.kinds import KINDS, Frame, Kind, Reading
from tutor.maths.kinds.frame import (
    as_fraction,
    combined,
    distance,
    same_entry,
    tolerance,
    without_tolerance,
)
from tutor.maths.kinds.single import worth
from tutor.maths.matrices import ONE
from tutor.maths.points import random_points
from tutor.maths.slips import SLIPS
from tutor.maths.textbook import rational_tree
from tutor.maths.translate import to_sympy
from tutor.maths.values import FormulaError, plain
from tutor.problem import Mistake, Verdict

NEAR = 30
"""So many tolerances away a decimal still looks rounded too early."""


def diagnosed(
    verdict: Verdict, given: Reading, asked: Reading, kind: Kind, frame: Frame, mistakes: Sequence[Mistake]
) -> Verdict:
    """The wrong verdict, with the slip that made it, where one is recognised."""
    for number, mistake in enumerate(mistakes, 1):
        if _is_made(mistake, given, kind, frame):
            name = mistake.name or f"mistake-{number}"
            return replace(verdict, message=mistake.say, diagnosis=name)
    if verdict.diagnosis is not None or isinstance(given.typed, Relation):
        return verdict
    found = _general(given.value, asked.value, frame)
    if found is None:
        return verdict
    name, say = found
    return replace(verdict, diagnosis=name, message=f"{say} {verdict.message}".strip() if not _is_list(given) else say)


def _is_list(reading: Reading) -> bool:
    return not isinstance(reading.value, Node)


def _is_made(mistake: Mistake, given: Reading, kind: Kind, frame: Frame) -> bool:
    try:
        if mistake.answer is not None:
            return _compared_by(kind)(given, kind.read(mistake.answer, frame), frame).is_right
        return mistake.matches is not None and given.typed is not None and _meets(mistake.matches, given, frame)
    except (Unreadable, FormulaError):
        return False


def _compared_by(kind: Kind) -> Callable[[Reading, Reading, Frame], Verdict]:
    """What the kind calls the same; a mistake need not be a distribution to be recognised."""
    return KINDS["vector"].judge if kind is KINDS["distribution"] else kind.judge


def _meets(condition: str, given: Reading, frame: Frame) -> bool:
    """Whether the learner's value, as `given`, meets a condition of the author's."""
    if given.typed is None:
        return False
    tree = read(condition, author=True)
    symbols = {name: frame.names.symbol(name) for name in frame.names.known or ()}
    return truth(tree, Scope({**symbols, "given": _plain(to_sympy(given.typed, frame.names))}))


def _plain(value: object) -> object:
    """An author's value: lists of plain numbers wherever possible."""
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else plain(value)


def _general(given: object, asked: object, frame: Frame) -> tuple[str, str] | None:
    if isinstance(given, Node) and isinstance(asked, Node):
        return _of_single(given, asked, frame)
    rows, wanted = _as_rows(given), _as_rows(asked)
    if rows is None or wanted is None or [len(row) for row in rows] != [len(row) for row in wanted]:
        return None
    return _of_rows(rows, wanted, frame)


def _as_rows(value: object) -> list[tuple[Node, ...]] | None:
    if isinstance(value, tuple) and value and all(isinstance(each, Node) for each in value):
        return [value]
    if isinstance(value, list) and value and all(isinstance(each, tuple) for each in value):
        return value
    return None


# --- one value --------------------------------------------------------------------------------------


def _of_single(given: Node, asked: Node, frame: Frame) -> tuple[str, str] | None:
    for slip in SLIPS:
        slipped = slip.slipped(asked)
        if slipped is not None and _proved(given, slipped, frame) and same_entry(slipped, asked, frame).same is False:
            return slip.name, slip.say
    if free_names(given, frame.names) | free_names(asked, frame.names):
        return _constant_off(given, asked, frame)
    return _rounded_early(given, asked, frame)


def _proved(given: Node, slipped: Node, frame: Frame) -> bool:
    return same_entry(given, slipped, frame).same is True


def _constant_off(given: Node, asked: Node, frame: Frame) -> tuple[str, str] | None:
    for op, back, name, say in (
        ("/", "*", "constant-factor", "A constant factor is off."),
        ("-", "+", "constant-term", "A constant term is off."),
    ):
        constant = _constant(op, given, asked, frame)
        if constant is not None and _proved(given, Binary(back, asked, rational_tree(constant)), frame):  # type: ignore[arg-type]
            return name, say
    return None


def _constant(op: str, given: Node, asked: Node, frame: Frame) -> Fraction | None:
    """given / asked or given - asked at one point, if it is a simple number there."""
    names = sorted(free_names(asked, frame.names) | free_names(given, frame.names))
    in_play = tuple((name, frame.names.assumption(name)) for name in names)
    for point in random_points(in_play, 5, 9) if in_play else ():
        value = worth(Binary(op, given, asked), point, frame.names)  # type: ignore[arg-type]
        if isinstance(value, Fraction):
            return value if _is_simple(value) else None
        if value is not None and not value.imag:
            near = as_fraction(value).limit_denominator(100)
            return near if _is_simple(near) else None
    return None


def _is_simple(value: Fraction) -> bool:
    return value != 0 and max(abs(value.numerator), value.denominator) <= 100


def _rounded_early(given: Node, asked: Node, frame: Frame) -> tuple[str, str] | None:
    if not frame.has_tolerance or not any(isinstance(each, Number) and each.is_decimal for each in walk(given)):
        return None
    apart = distance(given, asked, frame)
    if apart is None or apart.gap > min(NEAR * tolerance(frame, apart.size), apart.size / 20):
        return None
    return "rounded-too-early", "Near, but not near enough: carry more digits and round at the end."


# --- lists ------------------------------------------------------------------------------------------


def _of_rows(given: list[tuple[Node, ...]], asked: list[tuple[Node, ...]], frame: Frame) -> tuple[str, str] | None:
    ours, theirs = [entry for row in given for entry in row], [entry for row in asked for entry in row]
    if _all_same(ours, [Negative(entry) for entry in theirs], frame):
        return "opposite-sign", "The sign of every entry is the other way round."
    is_square = len(asked) > 1 and len(asked) == len(asked[0])
    turned = [entry for row in zip(*asked, strict=True) for entry in row]
    if is_square and _all_same(ours, turned, frame):
        return "transposed", "Rows and columns are exchanged."
    if len(ours) > 1 and _all_same(ours, theirs[::-1], frame):
        return "reversed", "The entries are in reverse order."
    if len(asked) == 1 and _is_permutation(ours, theirs, frame):
        return "permuted", "The entries are right, but not their order."
    return _common_factor(ours, theirs, frame)


def _all_same(ours: Sequence[Node], theirs: Sequence[Node], frame: Frame) -> bool:
    return combined([same_entry(a, b, frame) for a, b in zip(ours, theirs, strict=True)]).same is True


def _is_permutation(ours: Sequence[Node], theirs: Sequence[Node], frame: Frame) -> bool:
    left = list(theirs)
    for entry in ours:
        place = next((n for n, other in enumerate(left) if same_entry(entry, other, frame).same), None)
        if place is None:
            return False
        del left[place]
    return True


def _common_factor(ours: list[Node], theirs: list[Node], frame: Frame) -> tuple[str, str] | None:
    """All entries off by one factor: typically the division at the end was forgotten."""
    zero = Number("0")
    pivot = next((n for n, entry in enumerate(theirs) if same_entry(entry, zero, frame).same is False), None)
    if len(ours) < 2 or pivot is None or same_entry(ours[pivot], zero, frame).same is not False:
        return None
    exact = without_tolerance(frame)
    left = [Binary("*", entry, theirs[pivot]) for entry in ours]
    right = [Binary("*", entry, ours[pivot]) for entry in theirs]
    if not _all_same(left, right, exact):
        return None
    if any(_is_one(measure, exact) for measure in _measures(theirs)):
        return "not-normalised", "The proportions are right, but the result is not normalised."
    return "constant-factor", "All entries are off by one common factor."


def _measures(entries: list[Node]) -> Iterator[Node]:
    """The sum of the entries, and the sum of their squares."""
    for terms in (entries, [Binary("*", entry, entry) for entry in entries]):
        total: Node = terms[0]
        for term in terms[1:]:
            total = Binary("+", total, term)
        yield total


def _is_one(tree: Node, frame: Frame) -> bool:
    return same_entry(tree, ONE, frame).same is True
