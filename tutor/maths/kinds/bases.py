"""Bases of a subspace: any vectors that are independent and span it; orthonormal ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

import numpy

from tutor.errors import Unreadable
from tutor.expression.nodes import Listed, Logic, Node, Number, walk
from tutor.maths.comparison.equality import Comparison, compare, free_names, is_complex
from tutor.maths.comparison.spans import Span, compared, numbers_at
from tutor.maths.kinds.entries import ordinal
from tutor.maths.kinds.fields import on_one_line
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    combined,
    mismatch,
    right,
    tolerance,
    undecided,
    wrong,
)
from tutor.maths.kinds.judgement import COARSEST
from tutor.maths.kinds.lists import read_listed
from tutor.maths.kinds.sorts import require_finite
from tutor.maths.trees.matrices import ONE, dot_product, is_matrix, is_vector, rows_of
from tutor.problem import Verdict

ZERO = Number("0")
LARGEST_FLOAT = 1e100
SPAN = re.compile(r"^\s*(?:\\operatorname\{span\}|\\text\{span\}|\\?span)(?=\s*[({\[\\])", re.IGNORECASE)
ROUNDED = "0.005"
"""Within this a basis whose decimals were not asked for was meant as the right one, rounded."""

Entries = tuple[Node, ...]
Judge = Callable[[Reading, Reading, Frame], Verdict]


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of a basis. `is_table`: typed as a matrix, so that one column may be one vector."""

    rows: tuple[Entries, ...]
    is_table: bool = False

    @property
    def size(self) -> int | None:
        """How many entries each has; None where there are none."""
        return len(self.rows[0]) if self.rows else None


def _vectors(tree: Node, _: Frame) -> Vectors:
    if isinstance(tree, Logic) and tree.op == "and" and all(isinstance(each, Listed) for each in tree.operands):
        tree = Listed("(", tree.operands, place=tree.place)
    if not isinstance(tree, Listed):
        raise mismatch("basis", tree)
    if not tree.items:
        return Vectors(())
    if is_vector(tree):
        return Vectors((tree.items,))
    rows = tuple(_one(item) for item in tree.items)
    if len(set(map(len, rows))) > 1:
        raise Unreadable("These vectors are not equally long.", 0)
    return Vectors(rows, is_matrix(tree))


def _one(item: Node) -> Entries:
    """A vector, also as a row or a column."""
    if isinstance(item, Listed) and is_vector(item) and item.items:
        return item.items
    if is_matrix(item) and 1 in (len(rows_of(item)), len(rows_of(item)[0])):
        return tuple(entry for row in rows_of(item) for entry in row)
    raise Unreadable("A basis is a list of vectors, such as [1, 0], [0, 1].", max(item.place, 0))


def _fitted(given: Vectors, size: int | None) -> Vectors:
    """A matrix of one column as one vector where vectors of that many entries are asked for. Raises Unreadable
    for a matrix whose columns, not rows, have the size."""
    if not given.is_table or size is None or given.size == size or len(given.rows) != size:
        return given
    if given.size == 1:
        return Vectors((tuple(row[0] for row in given.rows),))
    raise Unreadable("The rows of a matrix are read as the vectors; list columns one by one.", 0)


def _sized(given: Reading, asked: Reading) -> tuple[tuple[Entries, ...], Verdict | None]:
    """The vectors given, and what is said where they have the wrong size."""
    wanted = asked.value.size
    vectors = _fitted(given.value, wanted)
    if wanted is None or vectors.size in (None, wanted):
        return vectors.rows, None
    entries = "1 entry" if wanted == 1 else f"{wanted} entries"
    message = f"Vectors with {entries} are asked for; yours have {vectors.size}."
    return vectors.rows, wrong(message, "structure", "wrong-size")


def _judge_basis(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    ours, fault = _sized(given, asked)
    if fault is not None:
        return fault
    verdict = _of_span(_span(ours, asked.value.rows, frame), len(ours))
    return verdict if verdict.is_right else _explained(verdict, given, asked, frame, _judge_basis)


def _judge_orthonormal(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    ours, fault = _sized(given, asked)
    if fault is not None:
        return fault
    verdict = _of_span(_span(ours, asked.value.rows, frame), len(ours))
    if verdict.is_right:
        verdict = _of_products(ours, frame)
    return verdict if verdict.is_right else _explained(verdict, given, asked, frame, _judge_orthonormal)


def _explained(verdict: Verdict, given: Reading, asked: Reading, frame: Frame, judge: Judge) -> Verdict:
    """A rounded answer told as such. Raises Unreadable for parameters: `s [1, 0] + t [0, 1]` is no list."""
    if _is_rounded(given, asked, frame, judge):
        return wrong("That is rounded. Give it exactly.", "probe", "rounded")
    known = _names_in(asked.value, frame).union(frame.question.names or ())
    if extra := _names_in(given.value, frame) - known:
        raise Unreadable(f"List the vectors alone, without {' and '.join(sorted(extra))}.", 0)
    return verdict


def _names_in(vectors: Vectors, frame: Frame) -> set[str]:
    return set().union(*(free_names(each, frame.names) for row in vectors.rows for each in row))


def _is_rounded(given: Reading, asked: Reading, frame: Frame, judge: Judge) -> bool:
    """Whether decimals were typed near a right basis, where nothing was said of rounding."""
    if frame.has_tolerance or given.typed is None:
        return False
    if not any(isinstance(each, Number) and each.is_decimal for each in walk(given.typed)):
        return False
    return bool(judge(given, asked, replace(frame, question=replace(frame.question, tolerance=ROUNDED))).is_right)


# --- the span ---------------------------------------------------------------------------------------


def _span(ours: tuple[Entries, ...], theirs: tuple[Entries, ...], frame: Frame) -> Span | None:
    if not theirs:
        return _beside_zero(ours, frame)
    if frame.has_tolerance and (found := _within(ours, theirs, frame)) is not None:
        return found
    return compared(ours, theirs, frame.names)


def _beside_zero(ours: tuple[Entries, ...], frame: Frame) -> Span | None:
    """The zero subspace has the empty basis alone."""
    for at, row in enumerate(ours):
        zeros = combined([compare(entry, ZERO, frame.names) for entry in row]).same
        if zeros is not False:
            return None if zeros is None else Span(zero=at)
    return Span(outside=0 if ours else None)


def _within(ours: tuple[Entries, ...], theirs: tuple[Entries, ...], frame: Frame) -> Span | None:
    """As `compared`, for entries that may each be off by the tolerance; None where names are in them."""
    given, asked = _floats(ours, frame), _floats(theirs, frame)
    if given is None or asked is None:
        return None
    if not len(given):
        return Span(lacks=len(asked))
    off = _slack(given, frame)
    lengths = numpy.linalg.norm(given, axis=1)
    zeros = lengths <= off
    if zeros.any():
        return Span(zero=int(numpy.argmax(zeros)))
    basis = numpy.linalg.qr(asked.T)[0]
    apart = numpy.linalg.norm(given - given @ basis @ basis.T, axis=1)
    is_outside = apart > numpy.minimum(off, COARSEST * lengths)
    outside = int(numpy.argmax(is_outside)) if is_outside.any() else None
    smallest = numpy.linalg.svd(given / lengths[:, None], compute_uv=False)[-1] if len(given) <= given.shape[1] else 0.0
    is_dependent = bool(smallest <= 2 * max(off / lengths))
    rank = int(numpy.linalg.matrix_rank(given, tol=float(max(off))))
    return Span(None, is_dependent, outside, 0 if outside is not None else max(len(asked) - rank, 0))


def _floats(rows: Sequence[Entries], frame: Frame) -> Any:
    """The entries as an array of floats; None where one has no real value, or a name."""
    if any(free_names(entry, frame.names) or is_complex(entry, frame.names) for row in rows for entry in row):
        return None
    values = numbers_at({}, rows, frame.names, 30)
    if values is None:
        return None
    floats = numpy.array([[float(each) for each in row] for row in values])
    return floats if numpy.abs(floats).max(initial=0) < LARGEST_FLOAT else None


def _slack(given: Any, frame: Frame) -> Any:
    """How far each vector may be from what it rounds: in each entry by the tolerance."""
    return numpy.linalg.norm(_allowed(given, frame), axis=1) * (1 + 1e-9)


def _allowed(given: Any, frame: Frame) -> Any:
    return numpy.array([[float(tolerance(frame, abs(Fraction(float(each))))) for each in row] for row in given])


def _of_span(span: Span | None, count: int) -> Verdict:
    if span is None:
        return undecided()
    if span.zero is not None:
        which = "" if count == 1 else f": look at {ordinal(span.zero)}"
        return wrong(f"The zero vector belongs to no basis{which}.", "exact", "zero-vector")
    if span.is_dependent:
        return wrong("These vectors are dependent: one of them is a combination of the others.", "exact", "dependent")
    if span.outside is not None:
        if count == 1:
            return wrong("This vector does not lie in the subspace.", "exact", "outside")
        return wrong(f"One of these does not lie in the subspace: {ordinal(span.outside)}.", "exact", "outside")
    if span.lacks:
        return wrong(
            "They lie in the subspace, but span only a part of it." if count else "The subspace is larger than zero.",
            "exact",
            "spans-too-little",
        )
    return right("exact")


# --- lengths and right angles -----------------------------------------------------------------------


def _of_products(ours: tuple[Entries, ...], frame: Frame) -> Verdict:
    """Right angles first, then lengths."""
    pairs = list(combinations_with_replacement(range(len(ours)), 2))
    if any(is_complex(entry, frame.names) for row in ours for entry in row):
        return undecided()
    results = {(i, j): _product(ours[i], ours[j], ONE if i == j else ZERO, frame) for i, j in pairs}
    slanted = next(((i, j) for (i, j), each in results.items() if i != j and each.same is False), None)
    if slanted is not None:
        which = "" if len(ours) == 2 else f": {ordinal(slanted[0])} and {ordinal(slanted[1])}"
        say = f"They span the right subspace, but are not perpendicular to each other{which}."
        return wrong(say, "exact", "not-orthogonal")
    long = [i for (i, j), each in results.items() if i == j and each.same is False]
    if long:
        which = ordinal(long[0]) if len(long) < len(ours) else "none of them"
        say = "has length 1" if len(long) == len(ours) else "has another length than 1"
        subject = f"They are perpendicular, but {which} {say}." if len(ours) > 1 else "Its length is not 1."
        return wrong(subject, "exact", "not-normalised")
    return undecided() if any(each.same is None for each in results.values()) else right("exact")


def _product(u: Entries, v: Entries, wanted: Node, frame: Frame) -> Comparison:
    """Whether u . v is what it must be, for entries that may each be off by the tolerance."""
    values = _floats([u, v], frame) if frame.has_tolerance else None
    if values is None:
        return compare(dot_product(u, v), wanted, frame.names)
    off = _allowed(values, frame)
    allowed = numpy.abs(values[0]) @ off[1] + numpy.abs(values[1]) @ off[0] + off[0] @ off[1]
    gap = abs(values[0] @ values[1] - (1.0 if wanted == ONE else 0.0))
    return Comparison(bool(gap <= allowed * (1 + 1e-9)), "probe")


_listed = read_listed("basis", _vectors)


def _read(text: str, frame: Frame) -> Reading:
    """On several lines too, and behind the word `span`."""
    line = SPAN.sub(lambda found: " " * len(found.group()), on_one_line(text))
    reading = _listed(line, frame)
    assert reading.typed is not None
    require_finite(reading.typed, frame.names)
    return replace(reading, text=text)


SUBSPACE_BASIS = Kind("basis", _read, _judge_basis)
ORTHONORMAL_BASIS = Kind("basis", _read, _judge_orthonormal)
