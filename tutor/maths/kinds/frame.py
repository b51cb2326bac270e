"""What every kind of answer needs: the frame of the question, readings, entries, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from tutor.errors import Unreadable
from tutor.expression.bounds import check_cost
from tutor.expression.nodes import Call, Interval, Listed, Logic, Name, Node, Relation, children
from tutor.expression.reader import read
from tutor.expression.writer import linear
from tutor.maths.comparison.equality import Comparison, compare, free_names, is_complex
from tutor.maths.kinds.set_places import require_infinity_in_place, require_sets_in_place
from tutor.maths.solving.plus_minus import has_plus_minus
from tutor.maths.trees.functions import UnboundedError
from tutor.maths.trees.matrices import is_matrix
from tutor.maths.trees.matrix_names import has_matrices, valued
from tutor.maths.trees.probes import DIGITS, Evaluation, UndefinedError
from tutor.maths.trees.substitute import bound_index, free_ids
from tutor.maths.trees.translate import Names
from tutor.problem import Outcome, Question, Verdict

_UNIT_I = re.compile(r"(?<![A-Za-z])i(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Frame:
    """A question with its names. `vocabulary`: the names that the reader is given."""

    question: Question
    names: Names
    vocabulary: frozenset[str] | None = None

    @property
    def has_tolerance(self) -> bool:
        asked = self.question
        return asked.tolerance is not None or asked.decimals is not None or asked.significant is not None

    @property
    def in_complex(self) -> bool:
        """Whether the imaginary unit is written in the key: `sqrt(-4)` has a value then."""
        return self.names.is_constant("i") and _UNIT_I.search(self.question.against) is not None

    def read(self, text: str) -> Node:
        """The tree that was typed, its cost bounded."""
        tree = read(text, self.vocabulary)
        check_cost(tree)
        require_sets_in_place(tree)
        if self.names.is_constant("oo"):
            require_infinity_in_place(tree)
        return tree


@dataclass(frozen=True, slots=True)
class Reading:
    """One side: the text, the tree as typed (None where the kind reads letters), its value. `result`: the
    part whose form is judged, where that is not the whole tree."""

    text: str
    typed: Node | None
    value: Any
    result: Node | None = None

    @property
    def formed(self) -> Node | None:
        """The tree whose form is judged."""
        return self.typed if self.result is None else self.result


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` raises Unreadable for what is not of this kind; `judge` compares given and asked. `alike`: where
    that asks for more than that two answers say the same, what compares only that."""

    noun: str
    read: Callable[[str, Frame], Reading]
    judge: Callable[[Reading, Reading, Frame], Verdict]
    alike: Callable[[Reading, Reading, Frame], Verdict] | None = None

    def says_the_same(self, given: Reading, other: Reading, frame: Frame) -> bool:
        """Whether two answers, right or wrong, say the same."""
        return (self.alike or self.judge)(given, other, frame).is_right


def read_tree(noun: str, take: Callable[[Node, Frame], Any]) -> Callable[[str, Frame], Reading]:
    """The reading of a kind whose answers are trees: work it out, then `take` what is asked for."""

    def reading(text: str, frame: Frame) -> Reading:
        typed = frame.read(text)
        if has_plus_minus(typed):
            raise Unreadable("± stands for two values at once; one is asked for here.", 0)
        value = valued(typed, frame.names)
        require_defined(value, frame.names, in_complex=frame.in_complex)
        return Reading(text, typed, take(value, frame))

    return reading


def right(decided_by: str) -> Verdict:
    return Verdict(Outcome.CORRECT, "Right.", decided_by=decided_by)


def wrong(message: str, decided_by: str = "exact", diagnosis: str | None = None) -> Verdict:
    return Verdict(Outcome.WRONG, message, diagnosis=diagnosis, decided_by=decided_by)


def undecided(decided_by: str = "probe") -> Verdict:
    message = "Whether this is right could not be decided. It does not count."
    return Verdict(Outcome.UNDECIDED, message, decided_by=decided_by)


def mismatch(asked: str, tree: Node) -> Unreadable:
    """`A vector is asked for; this is a number.`"""
    return Unreadable(f"{with_article(asked).capitalize()} is asked for; this is {noun_of(tree)}.", 0)


def with_article(noun: str) -> str:
    return noun if noun.endswith("numbers") else f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def noun_of(tree: Node) -> str:
    """What a tree is, with its article."""
    match tree:
        case Relation(operators=("=",)):
            return "an equation"
        case Relation() | Logic():
            return "a comparison"
        case Listed(bracket="{"):
            return "a set"
        case Interval() | Call(name="union" | "intersection" | "without"):
            return "an interval"
        case Listed() if is_matrix(tree):
            return "a matrix"
        case Listed(bracket="["):
            return "a vector"
        case Listed():
            return "a tuple"
    has_names = any(isinstance(each, Name) and each.id not in ("pi", "e", "i") for each in _all(tree))
    return "an expression" if has_names else "a number"


def _all(tree: Node) -> list[Node]:
    found, waiting = [], [tree]
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting.extend(children(here))
    return found


def require_defined(tree: Node, names: Names, *, in_complex: bool = False) -> None:
    """Refuse `1/0`, `ln(0)` and the like, wherever no name is in play, at their place."""
    if has_matrices(tree, names) or _is_left_out(tree):
        return
    if bound_index(tree) is not None and free_names(tree, names):
        for end in children(tree)[2:]:
            require_defined(end, names, in_complex=in_complex)
        return
    if _is_of_values(tree) or free_names(tree, names):
        for part in children(tree):
            require_defined(part, names, in_complex=in_complex)
        return
    try:
        _require_value(tree, in_complex or is_complex(tree, names))
    except UndefinedError as fault:
        raise _no_value(fault.node) from None
    except UnboundedError:
        raise Unreadable(f"{linear(tree)} is too large to work out.", tree.place) from None
    except KeyError:
        return


def _require_value(tree: Node, in_complex: bool) -> None:
    at = Evaluation({}, is_complex=in_complex)
    try:
        at.value(tree)
    except UndefinedError:
        if not at.is_guessed:
            raise
        Evaluation({}, MANY_DIGITS, is_complex=in_complex).value(tree)


def _is_of_values(tree: Node) -> bool:
    """Whether it has no value of its own, but parts that have."""
    if isinstance(tree, Call):
        return tree.name in ("union", "intersection", "without")
    return isinstance(tree, Listed | Interval | Relation | Logic)


MANY_DIGITS = 300


def _is_left_out(tree: Node) -> bool:
    """Whether it stands for what a piecewise value is outside its pieces."""
    return isinstance(tree, Call) and not tree.arguments


def _no_value(node: Node) -> Unreadable:
    is_quotient = getattr(node, "op", None) == "/"
    return Unreadable(f"{linear(node)} {'is not defined' if is_quotient else 'has no real value'}.", max(node.place, 0))


def number_at(tree: Node, names: Names, digits: int = DIGITS) -> Any:
    """The value of a tree without names: a Fraction or a number of mpmath, None without value."""
    try:
        return Evaluation({}, digits, is_complex=is_complex(tree, names)).value(tree)
    except (UndefinedError, UnboundedError, KeyError):
        return None


def same_entry(given: Node, asked: Node, frame: Frame) -> Comparison:
    """Two values, single or lists: within the tolerance where there is one, else the same."""
    if isinstance(given, Listed) or isinstance(asked, Listed):
        return _same_lists(given, asked, frame)
    names = free_names(given, frame.names) | free_names(asked, frame.names)
    if frame.has_tolerance and not names and not (is_infinite(given) or is_infinite(asked)):
        return _within(given, asked, frame)
    return compare(given, asked, frame.names)


def is_infinite(tree: Node) -> bool:
    """Whether infinity is written in it."""
    return not {"oo", "inf"}.isdisjoint(free_ids(tree))


def _same_lists(given: Node, asked: Node, frame: Frame) -> Comparison:
    if not (isinstance(given, Listed) and isinstance(asked, Listed)):
        return Comparison(False, "structure")
    if len(given.items) != len(asked.items):
        return Comparison(False, "structure")
    pairs = zip(given.items, asked.items, strict=True)
    return combined([same_entry(a, b, frame) for a, b in pairs])


RANK = ("structure", "exact", "proof", "probe")


def combined(entries: Sequence[Comparison]) -> Comparison:
    """All entries together: one that differs decides, then one that is undecided."""
    weakest = max((entry.decided_by for entry in entries), key=RANK.index, default="structure")
    if any(entry.same is False for entry in entries):
        return Comparison(False, weakest)
    return Comparison(None if any(entry.same is None for entry in entries) else True, weakest)


def _within(given: Node, asked: Node, frame: Frame) -> Comparison:
    apart = distance(given, asked, frame)
    if apart is None:
        return Comparison(None, "probe")
    return Comparison(apart.gap <= tolerance(frame, apart.size), "exact" if apart.is_exact else "probe")


@dataclass(frozen=True, slots=True)
class Distance:
    """|given - asked| and |asked|."""

    gap: Fraction
    size: Fraction
    is_exact: bool


def distance(given: Node, asked: Node, frame: Frame) -> Distance | None:
    """How far two numbers are apart; None where one has no value."""
    a, b = number_at(given, frame.names), number_at(asked, frame.names)
    if a is None or b is None:
        return None
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return Distance(abs(a - b), abs(b), True)
    at = Evaluation({})
    gap, size = abs(at.inexact(a) - at.inexact(b)), abs(at.inexact(b))
    return Distance(as_fraction(gap), as_fraction(size), False)


def as_fraction(value: Any) -> Fraction:
    """The exact value of a real number of mpmath."""
    if isinstance(value, Fraction):
        return value
    mantissa, exponent = int(value.man), int(value.exp)
    return Fraction(mantissa) * Fraction(2) ** exponent


def tolerance(frame: Frame, size: Fraction) -> Fraction:
    """The greatest distance that is accepted: one unit of the last place asked for.

    Keeps a hair above, so that a distance of exactly one unit is accepted in spite of rounding.
    """
    asked = frame.question
    if asked.tolerance is not None:
        allowed = Fraction(asked.tolerance)
    elif asked.decimals is not None:
        allowed = Fraction(1, 10**asked.decimals)
    else:
        assert asked.significant is not None
        allowed = Fraction(10) ** (_magnitude(size) - asked.significant + 1)
    return allowed + allowed / 10**30


def _magnitude(size: Fraction) -> int:
    """The place of the first significant digit: 0 for 1 to 9.99, -1 for 0.1 to 0.99."""
    if not size:
        return 0
    estimate = len(str(size.numerator)) - len(str(size.denominator))
    return estimate if size >= Fraction(10) ** estimate else estimate - 1


def verdict_of(result: Comparison, message: str = "") -> Verdict:
    if result.same is None:
        return undecided(result.decided_by)
    return right(result.decided_by) if result.same else wrong(message, result.decided_by)


def without_tolerance(frame: Frame) -> Frame:
    question = replace(frame.question, tolerance=None, decimals=None, significant=None)
    return replace(frame, question=question)
