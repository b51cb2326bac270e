"""Answers that are factors: any that multiply to the same and have the shape that the model product shows.

The model's triangular and diagonal factors demand their zeros. Where fields are asked for under
conditions, these decide instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Listed, Node, Number
from tutor.expression.writer import linear
from tutor.maths.comparison.equality import Comparison, compare, free_names
from tutor.maths.kinds.demands import demands_of, fields_of
from tutor.maths.kinds.entries import ordinal
from tutor.maths.kinds.factors import Factors, read_product
from tutor.maths.kinds.fields import Fields, read_fields, wrong_field_size
from tutor.maths.kinds.frame import (
    Frame,
    Kind,
    Reading,
    combined,
    number_at,
    same_entry,
    tolerance,
    undecided,
    verdict_of,
    wrong,
)
from tutor.maths.kinds.judgement import COARSEST, Judgement, NoValueError, check_conditions
from tutor.maths.kinds.satisfying import judged, named_values
from tutor.maths.kinds.satisfying import same_answer as same_values
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.matrices import ONE, is_matrix, matrix_of, rational_value, rows_of
from tutor.maths.trees.translate import to_sympy
from tutor.problem import Verdict

ZERO = Number("0")
LARGEST_FLOAT = 10**100
Rows = list[tuple[Node, ...]]


# --- reading ----------------------------------------------------------------------------------------


def _read(text: str, frame: Frame) -> Reading:
    names = fields_of(frame.question) if frame.question.must or frame.question.fields else ()
    reading = _fields(text, frame, names) if names else read_product(text, frame)
    if text == frame.question.against and frame.question.must:
        check_conditions(demands_of(frame.question), Judgement(named_values(reading, frame), frame.names))
    return reading


def _fields(text: str, frame: Frame, names: Sequence[str]) -> Reading:
    """The values under their names; a product of as many matrices, without names, stands for them as well."""
    try:
        return read_fields(text, frame, names)
    except Unreadable as fault:
        factors = () if "=" in text else _product_or_none(text, frame)
        if len(factors) != len(names) or not all(map(is_matrix, factors)):
            raise fault from None
    line = "; ".join(f"{name} = {linear(each)}" for name, each in zip(names, factors, strict=True))
    return replace(read_fields(line, frame, names), text=text)


def _product_or_none(text: str, frame: Frame) -> tuple[Node, ...]:
    try:
        factors: Factors = read_product(text, frame).value
    except Unreadable:
        return ()
    return factors.values


# --- judging ----------------------------------------------------------------------------------------


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    if isinstance(asked.value, Fields):
        if (fault := wrong_field_size(given.value, asked.value, frame)) is not None:
            return fault
        ours = [each.value for each in given.value.readings.values()]
        theirs = [each.value for each in asked.value.readings.values()]
        by_model = _by_model(Factors(_as_trees(ours)), Factors(_as_trees(theirs)), frame)
    else:
        by_model = None
    if not frame.question.must:
        return by_model or _by_model(given.value, asked.value, frame)
    if by_model is None:
        verdict = _by_model(given.value, asked.value, frame)
        if not verdict.is_right:
            return verdict
    try:
        return judged(named_values(given, frame), given, frame)
    except (NoValueError, Unreadable):
        return undecided()


def _as_trees(values: Sequence[Any]) -> tuple[Node, ...]:
    return tuple(matrix_of(each, ZERO) if isinstance(each, list) else _tree(each) for each in values)


def _tree(value: Any) -> Node:
    return Listed("[", value) if isinstance(value, tuple) else value


def _by_model(given: Factors, asked: Factors, frame: Frame) -> Verdict:
    if given.are_lists != asked.are_lists:
        nouns = ("expressions", "matrices")
        raise Unreadable(f"Factors that are {nouns[asked.are_lists]} are asked for.", 0)
    if len(given.values) != len(asked.values):
        count = len(asked.values)
        factors = "1 factor is" if count == 1 else f"{count} factors are"
        return wrong(f"{factors} asked for; yours has {len(given.values)}.", "structure", "wrong-size")
    return (_of_matrices if asked.are_lists else _of_values)(given.values, asked.values, frame)


# --- numbers and expressions ------------------------------------------------------------------------


def _of_values(ours: Sequence[Node], theirs: Sequence[Node], frame: Frame) -> Verdict:
    product, wanted = (reduce(lambda a, b: Binary("*", a, b), side) for side in (ours, theirs))
    result = same_entry(product, wanted, frame)
    if result.same is False:
        return wrong("The product is not what it should be.", result.decided_by, "other-product")
    if _is_one_among(ours, frame) and not _is_one_among(theirs, frame):
        return wrong("A factor 1 or -1 splits nothing.", "exact", "trivial-factor")
    if _are_whole(theirs) and not _are_whole(ours):
        return wrong("Whole factors are asked for.", "exact", "not-whole")
    if all(_is_polynomial(each, frame) for each in theirs) and not all(_is_polynomial(each, frame) for each in ours):
        return wrong("Each factor must be a polynomial.", "exact", "not-a-polynomial")
    return verdict_of(result)


def _is_polynomial(tree: Node, frame: Frame) -> bool:
    value = to_sympy(tree, frame.names)
    return bool(value.is_polynomial(*value.free_symbols))


def _is_one_among(values: Sequence[Node], frame: Frame) -> bool:
    return any(compare(Binary("^", each, Number("2")), ONE, frame.names).same for each in values)


def _are_whole(values: Sequence[Node]) -> bool:
    exact = [rational_value(each) for each in values]
    return all(each is not None and each.denominator == 1 for each in exact)


# --- matrices ---------------------------------------------------------------------------------------


def _of_matrices(ours: Sequence[Node], theirs: Sequence[Node], frame: Frame) -> Verdict:
    wanted = _as_rows(theirs)
    given = [_like(one, rows) for one, rows in zip(ours, wanted, strict=True)]
    for at, (rows, model) in enumerate(zip(given, wanted, strict=True)):
        if (len(rows), len(rows[0])) != (len(model), len(model[0])):
            size, asked = f"{len(rows)}x{len(rows[0])}", f"{len(model)}x{len(model[0])}"
            return wrong(f"{_factor(at)} must be {asked}; yours is {size}.", "structure", "wrong-size")
    result = _same_product(given, wanted, frame)
    if result.same is False:
        return wrong("The product does not give the matrix back.", result.decided_by, "other-product")
    shaped = [_has_zeros(rows, shape, frame) for rows, shape in zip(given, _shapes(wanted, frame), strict=True)]
    if False in (each.same for each, _ in shaped):
        at, shape = next((n, shape) for n, (each, shape) in enumerate(shaped) if each.same is False)
        return wrong(f"The product is right, but {_factor(at).lower()} must be {shape}.", "exact", "shape")
    return verdict_of(combined([result, *(each for each, _ in shaped)]))


def _factor(at: int) -> str:
    return f"The {ordinal(at).removeprefix('the ')} factor"


def _as_rows(factors: Sequence[Node]) -> list[Rows]:
    """Vectors of the key as columns, the last of several factors as a row."""
    last = len(factors) - 1
    return [rows_of(each) if is_matrix(each) else _column(each, at == last > 0) for at, each in enumerate(factors)]


def _column(vector: Node, as_row: bool) -> Rows:
    assert isinstance(vector, Listed)
    return [vector.items] if as_row else [(entry,) for entry in vector.items]


def _like(factor: Node, model: Rows) -> Rows:
    """A vector as a column, or as a row where the model has one."""
    return rows_of(factor) if is_matrix(factor) else _column(factor, len(model) == 1)


def _same_product(given: Sequence[Rows], wanted: Sequence[Rows], frame: Frame) -> Comparison:
    try:
        ours, theirs = (rows_of(worked_out(_chain(side))) for side in (given, wanted))
    except Unreadable:
        return Comparison(None, "probe")
    if (len(ours), len(ours[0])) != (len(theirs), len(theirs[0])):
        return Comparison(False, "structure")
    pairs = [pair for a, b in zip(ours, theirs, strict=True) for pair in zip(a, b, strict=True)]
    names = set().union(*(free_names(each, frame.names) for pair in pairs for each in pair))
    if frame.has_tolerance and not names and not _is_huge([*(each for pair in pairs for each in pair)], frame):
        return _near_product(given, pairs, frame)
    return combined([compare(a, b, frame.names) for a, b in pairs])


def _chain(factors: Sequence[Rows]) -> Node:
    trees: list[Node] = [matrix_of(rows, ZERO) for rows in factors]
    return reduce(lambda a, b: Binary("*", a, b), trees)


def _near_product(given: Sequence[Rows], pairs: Sequence[tuple[Node, Node]], frame: Frame) -> Comparison:
    """Whether the product is as near as entries make it that may each be off by the tolerance."""
    numbers = [_floats(rows, frame) for rows in given]
    sides = [(number_at(a, frame.names, 30), number_at(b, frame.names, 30)) for a, b in pairs]
    if any(each is None for each in numbers) or any(None in side for side in sides):
        return Comparison(None, "probe")
    slack: Any = 0.0
    for at, rows in enumerate(numbers):
        off = numpy.vectorize(lambda each: float(tolerance(frame, abs(Fraction(float(each))))))(rows)
        chain = [*map(numpy.abs, numbers[:at]), off, *map(numpy.abs, numbers[at + 1 :])]
        slack = slack + reduce(lambda a, b: a @ b, chain)
    gaps = [abs(float(a) - float(b)) for a, b in sides]
    size = max(abs(float(b)) for _, b in sides)
    most = COARSEST * size if size else float("inf")
    fits = all(gap <= min(off * (1 + 1e-9), most) for gap, off in zip(gaps, slack.ravel(), strict=True))
    return Comparison(fits, "probe")


def _is_huge(entries: Sequence[Node], frame: Frame) -> bool:
    values = (number_at(each, frame.names, 30) for each in entries)
    return any(value is not None and abs(value) > LARGEST_FLOAT for value in values)


def _floats(rows: Rows, frame: Frame) -> Any:
    values = [[number_at(each, frame.names, 30) for each in row] for row in rows]
    if any(value is None for row in values for value in row):
        return None
    return numpy.array([[float(value) for value in row] for row in values])


def _shapes(model: Sequence[Rows], frame: Frame) -> list[str]:
    """What the zeros of each model factor demand: diagonal, upper triangular, lower triangular, or nothing."""
    zeros = [[[compare(each, ZERO, frame.names).same is True for each in row] for row in rows] for rows in model]
    shapes = [_shape(each) for each in zeros]
    squares = [shape for shape, rows in zip(shapes, model, strict=True) if shape and len(rows) == len(rows[0])]
    return [
        shape if len(rows) == len(rows[0]) or shape == "diagonal" or squares else ""
        for shape, rows in zip(shapes, model, strict=True)
    ]


def _shape(zeros: list[list[bool]]) -> str:
    if min(len(zeros), len(zeros[0])) < 2:
        return ""
    below = all(zero for i, row in enumerate(zeros) for j, zero in enumerate(row) if i > j)
    above = all(zero for i, row in enumerate(zeros) for j, zero in enumerate(row) if i < j)
    return {(True, True): "diagonal", (True, False): "upper triangular", (False, True): "lower triangular"}.get(
        (below, above), ""
    )


def _has_zeros(rows: Rows, shape: str, frame: Frame) -> tuple[Comparison, str]:
    cells = [(i - j, each) for i, row in enumerate(rows) for j, each in enumerate(row)]
    bound = [each for below, each in cells if _must_be_zero(shape, below)]
    return combined([same_entry(each, ZERO, frame) for each in bound]), shape


def _must_be_zero(shape: str, below: int) -> bool:
    """Whether an entry so many places below the diagonal (negative: above) is zero in this shape."""
    match shape:
        case "diagonal":
            return below != 0
        case "upper triangular":
            return below > 0
        case "lower triangular":
            return below < 0
    return False


def same_answer(given: Reading, other: Reading, frame: Frame) -> Verdict:
    """Whether two answers say the same: the same values under their names, or factors of the same product."""
    if isinstance(given.value, Fields):
        return same_values(given, other, frame)
    return _by_model(given.value, other.value, frame)


FACTORISATION = Kind("product", _read, _judge, same_answer)
