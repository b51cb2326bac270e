"""Elimination on the values of authors' formulas: whole numbers and fractions exactly, others by SymPy.

Rows are lists of numbers. A number counts as zero where `exactness.same` says so.
"""

from __future__ import annotations

from fractions import Fraction

import sympy

from tutor.maths.posing.exactness import same
from tutor.maths.posing.quadratic_numbers import in_short_form
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, is_matrix, is_rational, plain, symbolic

Rows = list[list[Value]]

LARGEST_NUMERIC = 8
LARGEST_SYMBOLIC = 4
"""So many rows or columns are worked on: matrices of numbers, and with names."""

MOST_OPERATIONS = 80
"""An entry with names in it that has more is not shortened any further."""


def square(value: Value) -> Rows:
    """The rows of a square matrix, or FormulaError."""
    rows = rectangular(value)
    if len(rows) != len(rows[0]):
        raise FormulaError("a square matrix belongs here")
    return rows


def rectangular(value: Value) -> Rows:
    """The rows of a matrix that is not too large, or FormulaError."""
    if not is_matrix(value) or not value[0] or any(len(row) != len(value[0]) for row in value):
        raise FormulaError("a matrix belongs here")
    has_names = any(not is_rational(each) and symbolic(each).free_symbols for row in value for each in row)
    most = LARGEST_SYMBOLIC if has_names else LARGEST_NUMERIC
    if max(len(value), len(value[0])) > most:
        raise TooLargeError(f"a matrix of at most {most} rows and columns")
    rows: Rows = value
    return rows


def reduced(rows: Rows) -> tuple[Rows, list[int]]:
    """The reduced row echelon form, and the columns of its pivots, counted from 0."""
    left = [list(row) for row in rows]
    pivots: list[int] = []
    for column in range(len(rows[0]) if rows else 0):
        top = len(pivots)
        found = next((at for at in range(top, len(left)) if not is_zero(left[at][column])), None)
        if found is None:
            continue
        left[top], left[found] = left[found], left[top]
        left[top] = [_quotient(each, left[top][column]) for each in left[top]]
        for at, row in enumerate(left):
            if at != top and not is_zero(factor := row[column]):
                left[at] = [_step(each, factor, below) for each, below in zip(row, left[top], strict=True)]
        pivots.append(column)
    return left, pivots


def inverse(value: Value) -> Rows:
    """The inverse of a square matrix, or FormulaError."""
    rows = square(value)
    size = len(rows)
    beside = [[*row, *(int(at == column) for column in range(size))] for at, row in enumerate(rows)]
    result, pivots = reduced(beside)
    if pivots[:size] != list(range(size)):
        raise FormulaError("this matrix has no inverse")
    return [row[size:] for row in result]


def null_space(rows: Rows) -> Rows:
    """A basis of the solutions of `A x = 0`: one vector for each column without pivot."""
    result, pivots = reduced(rows)
    width = len(rows[0])
    basis: Rows = []
    for free in (column for column in range(width) if column not in pivots):
        vector: list[Value] = [int(column == free) for column in range(width)]
        for row, pivot in zip(result, pivots, strict=False):
            vector[pivot] = plain(-symbolic(row[free]))
        basis.append(vector)
    return basis


def is_zero(value: Value) -> bool:
    return value == 0 if is_rational(value) else same(value, 0)


def _quotient(value: Value, by: Value) -> Value:
    if is_rational(value) and is_rational(by):
        return plain(Fraction(value) / by)
    return _tidy(symbolic(value) / symbolic(by))


def _step(value: Value, factor: Value, below: Value) -> Value:
    if is_rational(value) and is_rational(factor) and is_rational(below):
        return plain(Fraction(value) - factor * below)
    return _tidy(symbolic(value) - symbolic(factor) * symbolic(below))


def _tidy(value: Value) -> Value:
    """Shorter where that is cheap, so that names do not pile up from step to step."""
    if value.has(sympy.Float):
        return plain(value)
    if not value.free_symbols and (short := in_short_form(value)) != value:
        return short
    if sympy.count_ops(value) > MOST_OPERATIONS:
        raise TooLargeError("a matrix whose entries grow too long")
    return plain(sympy.cancel(value))
