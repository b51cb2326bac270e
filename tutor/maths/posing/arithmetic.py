"""`+ - * / ^` on the values of authors' formulas: whole numbers and fractions first, SymPy last.

On vectors: `u + v` and `u / v` entry by entry, a number with a vector goes to every entry. Matrices:
`A B` and `A v` are products, `A^n` a power.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tutor.maths.posing.elimination import inverse
from tutor.maths.posing.values import (
    MOST_BITS,
    FormulaError,
    TooLargeError,
    Value,
    described,
    is_matrix,
    is_number,
    plain,
    symbolic,
)

LARGEST_EXPONENT = 300
LARGEST_EXPRESSION = 1_000

Operation = Callable[[Value, Value], Value]


def add(left: Value, right: Value) -> Value:
    """`left + right`."""
    return _spread(left, right, _add, "added")


def subtract(left: Value, right: Value) -> Value:
    """`left - right`."""
    return _spread(left, right, _subtract, "subtracted")


def negate(value: Value) -> Value:
    """`-value`, entry by entry."""
    if isinstance(value, list):
        return [negate(each) for each in value]
    return _multiply(-1, value)


def multiply(left: Value, right: Value) -> Value:
    """`left right`: for matrices their product. Two vectors: FormulaError, it has two meanings."""
    if not (isinstance(left, list) and isinstance(right, list)):
        return _spread(left, right, _multiply, "multiplied")
    if is_matrix(left) and is_matrix(right):
        columns = list(zip(*right, strict=True))
        return [[inner(row, list(column)) for column in columns] for row in left]
    if is_matrix(left):
        return [inner(row, right) for row in left]
    if is_matrix(right):
        return [inner(left, list(column)) for column in zip(*right, strict=True)]
    raise FormulaError("a product of two vectors is written dot(u, v), or hadamard(u, v) entry by entry")


def divide(left: Value, right: Value) -> Value:
    """`left / right`, entry by entry. By zero: FormulaError."""
    if is_matrix(right):
        raise FormulaError("one cannot divide by a matrix")
    return _spread(left, right, _divide, "divided")


def power(base: Value, exponent: Value) -> Value:
    """`base ^ exponent`; a matrix to a whole power, also -1, vectors entry by entry."""
    if is_matrix(base):
        return _matrix_power(base, exponent)
    return _spread(base, exponent, _power, "raised")


def inner(left: list[Value], right: list[Value]) -> Value:
    """The sum of the products of the entries."""
    if len(left) != len(right):
        raise FormulaError(f"lists of {len(left)} and {len(right)} entries do not fit together")
    total: Value = 0
    for a, b in zip(left, right, strict=True):
        total = _add(total, _multiply(a, b))
    return total


def _spread(left: Value, right: Value, step: Operation, verb: str) -> Value:
    match isinstance(left, list), isinstance(right, list):
        case True, True:
            if len(left) != len(right):
                raise FormulaError(f"lists of {len(left)} and {len(right)} entries cannot be {verb}")
            return [_spread(a, b, step, verb) for a, b in zip(left, right, strict=True)]
        case True, False:
            return [_spread(a, right, step, verb) for a in left]
        case False, True:
            return [_spread(left, b, step, verb) for b in right]
    return step(left, right)


def _exact(left: Value, right: Value) -> bool:
    kinds = (int, Fraction)
    return type(left) in kinds and type(right) in kinds


def _add(left: Value, right: Value) -> Value:
    return _bounded(left + right) if _exact(left, right) else _by_sympy(operator.add, left, right)


def _subtract(left: Value, right: Value) -> Value:
    return _bounded(left - right) if _exact(left, right) else _by_sympy(operator.sub, left, right)


def _multiply(left: Value, right: Value) -> Value:
    return _bounded(left * right) if _exact(left, right) else _by_sympy(operator.mul, left, right)


def _divide(left: Value, right: Value) -> Value:
    if _exact(left, right):
        if right == 0:
            raise FormulaError("a division by zero")
        return _bounded(Fraction(left, right) if type(left) is type(right) is int else left / Fraction(right))
    return _by_sympy(operator.truediv, left, right)


def _power(base: Value, exponent: Value) -> Value:
    if _exact(base, exponent) and type(exponent) is int:
        if abs(exponent) > LARGEST_EXPONENT:
            raise TooLargeError(f"an exponent of over {LARGEST_EXPONENT}")
        if base == 0 and exponent < 0:
            raise FormulaError("a division by zero")
        return _bounded(Fraction(base) ** exponent if exponent < 0 else base**exponent)
    if is_number(base) and is_number(exponent) and _exact(exponent, 0) and abs(exponent) > LARGEST_EXPONENT:
        raise TooLargeError(f"an exponent of over {LARGEST_EXPONENT}")
    return _by_sympy(operator.pow, base, exponent)


def _by_sympy(step: Operation, left: Value, right: Value) -> Value:
    for side in (left, right):
        if not is_number(side):
            raise FormulaError(f"one cannot calculate with {described(side)}")
    result = step(symbolic(left), symbolic(right))
    if size_of(result) > LARGEST_EXPRESSION:
        raise TooLargeError(f"an expression of over {LARGEST_EXPRESSION} numbers, names and signs")
    return plain(result)


@lru_cache(maxsize=4096)
def size_of(expression: Any) -> int:
    """The nodes of a SymPy expression. Those of its parts are remembered, so that what grows step by step, and
    may double with each, is cheap to measure."""
    return 1 + sum(map(size_of, expression.args))


def _bounded(value: Value) -> Value:
    if type(value) is int:
        if value.bit_length() > MOST_BITS:
            raise TooLargeError(f"a whole number of over {MOST_BITS} bits")
        return value
    if value.denominator == 1:
        return _bounded(value.numerator)
    if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
        raise TooLargeError(f"a fraction of over {MOST_BITS} bits")
    return value


def _matrix_power(base: list[list[Value]], exponent: Value) -> Value:
    size = len(base)
    if type(exponent) is not int or abs(exponent) > 64 or any(len(row) != size for row in base):
        raise FormulaError("a matrix is raised to a whole power from -64 to 64, and is square")
    if exponent < 0:
        return _matrix_power(inverse(base), -exponent)
    result: Value = [[int(i == j) for j in range(size)] for i in range(size)]
    for _ in range(exponent):
        result = multiply(result, base)
    return result
