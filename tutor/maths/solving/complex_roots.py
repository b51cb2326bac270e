"""Equations in one name over the complex numbers: where `i` is written, or complex numbers are declared.

`z^2 = -1` is `z = ±i`: the products of what must vanish have the same roots, which is decided exactly
for polynomials with coefficients of rational real and imaginary parts.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import sympy
from sympy.polys.polyerrors import BasePolynomialError

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Node
from tutor.maths.solving.statements import Claim, Joined, Statement
from tutor.maths.trees.translate import Names, to_sympy

HIGHEST_DEGREE = 12
MOST_FACTORS = 12


def same_complex_roots(given: Statement, asked: Statement, name: str, names: Names) -> bool | None:
    """Whether both have the same roots; None where one is no polynomial equation, or alternatives of such."""
    first, second = (_roots(each, name, names) for each in (given, asked))
    if first is None or second is None:
        return None
    return bool(first == second)


def _roots(statement: Statement, name: str, names: Names) -> Any:
    """The polynomial with each root once and leading coefficient 1."""
    factors = _factors(statement)
    if not factors or len(factors) > MOST_FACTORS:
        return None
    symbol = names.symbol(name)
    try:
        value = to_sympy(reduce(lambda a, b: Binary("*", a, b), factors), names)
        above, below = sympy.fraction(sympy.together(value))
        if below.free_symbols or above.free_symbols - {symbol}:
            return None
        polynomial = sympy.Poly(above, symbol, extension=sympy.I)
    except (Unreadable, BasePolynomialError, NotImplementedError, ArithmeticError, ValueError, TypeError):
        return None
    if polynomial.is_zero or polynomial.degree() > HIGHEST_DEGREE:
        return None
    if not all(part.is_Rational for each in polynomial.coeffs() for part in each.as_real_imag()):
        return None
    return polynomial.sqf_part().monic()


def _factors(statement: Statement) -> list[Node] | None:
    """What must vanish, one or the other."""
    if isinstance(statement, Claim):
        return [statement.difference] if statement.operator == "=" else None
    parts = [_factors(part) for part in statement.parts]
    if not isinstance(statement, Joined) or statement.op != "or" or None in parts:
        return None
    return [factor for part in parts if part is not None for factor in part]
