"""What an author demands of an answer (`must`): conditions on `answer`, or on fields by their names.

    dot(answer, [1, 2, 2]) = 0        norm(u) = norm(v)        P D P^-1 = [[2, 1], [1, 2]]        Q^T Q = I

Here they are read, and put into words where one is not met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Name, Node, Relation, walk
from tutor.expression.reader import read
from tutor.maths.posing.vocabulary import VOCABULARY
from tutor.problem import Question

ANSWER = "answer"
LONGEST = 4_096


@dataclass(frozen=True, slots=True)
class Demand:
    """One condition, as written and as a tree."""

    text: str
    tree: Node


def demands_of(question: Question) -> tuple[Demand, ...]:
    """The conditions of a question. Raises Unreadable where one is not in the language, or none is there."""
    lines = tuple(line.strip() for each in question.must for line in each.splitlines() if line.strip())
    if not lines:
        raise Unreadable("Nothing says what the answer must meet: `must` is missing.", 0)
    return _read_demands(lines, question.fields, question.names or ())


@lru_cache(maxsize=512)
def _read_demands(lines: tuple[str, ...], fields: tuple[str, ...], names: tuple[str, ...]) -> tuple[Demand, ...]:
    if sum(map(len, lines)) > LONGEST:
        raise Unreadable(f"The conditions are longer than {LONGEST} characters.", 0)
    known = {ANSWER, *fields, *names}
    try:
        return tuple(Demand(line, read(line, known, author=True)) for line in lines)
    except Unreadable as fault:
        raise Unreadable(f"A condition cannot be read: {fault.message}", 0) from None


def fields_of(question: Question) -> tuple[str, ...]:
    """The names under which the parts of an answer stand: those declared; else, where no condition speaks of
    `answer`, the names in play that the conditions speak of."""
    if question.fields:
        return question.fields
    used = [each.id for demand in demands_of(question) for each in walk(demand.tree) if isinstance(each, Name)]
    if ANSWER in used:
        return ()
    return tuple(name for name in question.names or () if name in used)


# --- words ------------------------------------------------------------------------------------------

_PROPERTIES = {name: name[3:].replace("_", " ") for name in VOCABULARY if name.startswith("is_")}
_MEASURES = {
    "det": "determinant", "trace": "trace", "rank": "rank", "norm": "length", "eigenvalues": "eigenvalues",
    "dot": "dot product", "sum": "sum", "mean": "mean", "product": "product", "nullity": "nullity",
}  # fmt: skip


def words(demand: Demand, fields: Sequence[str]) -> str:
    """What is said of a condition that is not met: which, as far as that names no value. Empty: nothing."""
    match demand.tree:
        case Call(name=name, arguments=(Name(id=of),)) if name in _PROPERTIES:
            what = "Yours" if of == ANSWER else of
            return f"{what} is not {_PROPERTIES[name]}."
        case Relation(operands=(left, right), operators=("=",)):
            return _of_equation(left, right, fields)
    return ""


def _of_equation(left: Node, right: Node, fields: Sequence[str]) -> str:
    here = [name for name in fields if Name(name) in walk(left)]
    is_product = isinstance(left, Binary) and left.op == "*"
    if len(here) > 1 and is_product and not any(Name(name) in walk(right) for name in fields):
        return "The product does not give the matrix back."
    if isinstance(left, Call) and left.name in _MEASURES:
        is_many = left.name == "eigenvalues"
        return f"The {_MEASURES[left.name]} {'are' if is_many else 'is'} not as asked."
    return ""
