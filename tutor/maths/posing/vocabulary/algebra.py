"""Symbols: rewriting, putting in, polynomials."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy
import sympy

from tutor.maths.posing.arithmetic import add, multiply, power, size_of
from tutor.maths.posing.calls import bounded
from tutor.maths.posing.differences import polynomial_through
from tutor.maths.posing.differences import real_roots as floats_of_roots
from tutor.maths.posing.floats import Floats, Moving
from tutor.maths.posing.real_roots import real_roots
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, is_rational, listed_items, plain, symbolic
from tutor.maths.posing.vocabulary.registry import Body, Vocabulary, each_entry, entered

ALGEBRA: Vocabulary = {}

LONGEST = 600
MOST_TERMS = 200


def guarded(x: Value) -> Any:
    """The expression, if it is short enough to be worked with."""
    expression = symbolic(x)
    if size_of(expression) > LONGEST:
        raise TooLargeError("too long an expression")
    return expression


def multipliable(x: Value) -> Any:
    """The expression, if multiplying it out stays small."""
    expression = guarded(x)
    if _terms(expression) > MOST_TERMS:
        raise TooLargeError(f"multiplied out this has over {MOST_TERMS} terms")
    return expression


def _terms(expression: Any) -> int:
    """How many terms there may be once it is multiplied out."""
    if expression.is_Add:
        return sum(map(_terms, expression.args))
    if expression.is_Mul:
        return math.prod(map(_terms, expression.args))
    if expression.is_Pow and expression.exp.is_Integer and (inside := _terms(expression.base)) > 1:
        times = abs(int(expression.exp))
        return math.comb(times + inside - 1, inside - 1) if times <= MOST_TERMS and inside <= MOST_TERMS else times
    return max(map(_terms, expression.args), default=1)


def _each(signature: str, example: str) -> Callable[[Body], Body]:
    enter = entered(ALGEBRA, signature, example, lambda x: x)
    return lambda body: enter(each_entry(body))


@_each("expanded(x)", "expanded((2 + sqrt(2))^2) = 6 + 4 sqrt(2)")
def expanded(x: Value) -> Value:
    """Multiplied out."""
    return plain(sympy.expand(multipliable(x)))


@_each("factored(x)", "factored(sqrt(2) + sqrt(8)) = 3 sqrt(2)")
def factored(x: Value) -> Value:
    """As a product."""
    return plain(bounded(lambda: sympy.factor(multipliable(x)), "this is not factored"))


@_each("simplified(x)", "simplified(ln(8) / ln(2)) = 3")
def simplified(x: Value) -> Value:
    """In a shorter form, where there is one."""
    expression = multipliable(x)
    shorter = bounded(lambda: sympy.simplify(sympy.logcombine(expression, force=True)), "this is not simplified")
    return plain(shorter)


def as_symbol(name: Value) -> Any:
    """The name of a variable, or FormulaError."""
    if not isinstance(name, sympy.Symbol):
        raise FormulaError("the name of a variable belongs here, one of `names`")
    return name


# --- through values only ----------------------------------------------------------------------------


def _at(f: Moving, names: Moving, values: Moving) -> Floats:
    places = numpy.ravel(numpy.asarray(values.here(), float)).tolist()
    return f.at(dict(zip(names.names(), places, strict=True)))


def _coefficients(f: Moving, by: Moving) -> list[float]:
    (name,) = by.names()
    return polynomial_through(lambda x: f.at({name: x}))


# --- exact ------------------------------------------------------------------------------------------


@entered(ALGEBRA, "at(f, name, value)", "at(x^2, x, 3) = 9", _at, moves=True)
def at(f: Value, names: Value, values: Value) -> Value:
    """f with a value put in for a name; or with a list of values for a list of names."""
    if isinstance(f, list):
        return [at(each, names, values) for each in f]
    symbols = listed_items(names) if isinstance(names, list) else [names]
    numbers = listed_items(values) if isinstance(names, list) else [values]
    if len(symbols) != len(numbers):
        raise FormulaError("as many values as names")
    for each in numbers:
        symbolic(each)  # refuses what is no number
    return put(f, {as_symbol(name): value for name, value in zip(symbols, numbers, strict=True)})


def put(f: Value, values: Mapping[Any, Value]) -> Value:
    """The expression worked out anew with values for some symbols, within the bounds of `arithmetic`."""
    if is_rational(f) or not (expression := symbolic(f)).free_symbols:
        return f
    if expression.is_Symbol:
        return values.get(expression, expression)
    parts = [put(plain(each), values) for each in expression.args]
    match expression:
        case sympy.Add():
            return reduce(add, parts)
        case sympy.Mul():
            return reduce(multiply, parts)
        case sympy.Pow():
            return power(*parts)
    return plain(expression.func(*map(symbolic, parts)))


@entered(ALGEBRA, "coefficients(f, x)", "coefficients(2 x^2 - 5, x) = [2, 0, -5]", _coefficients, moves=True)
def coefficients(f: Value, x: Value) -> Value:
    """Of a polynomial in x, the highest power first."""
    return [plain(each) for each in polynomial(f, x).all_coeffs()]


@entered(
    ALGEBRA, "degree(f, x)", "degree(x^3 + 1, x) = 3", lambda f, by: len(_coefficients(f, by)) - 1, moves=True,
)  # fmt: skip
def degree(f: Value, x: Value) -> Value:
    """Of a polynomial in x."""
    return max(0, len(polynomial(f, x).all_coeffs()) - 1)


@entered(
    ALGEBRA, "roots(f, x)", "roots(x^3 - 2 x, x) = [-sqrt(2), 0, sqrt(2)]",
    lambda f, by: numpy.array(floats_of_roots(_coefficients(f, by))), moves=True,
)  # fmt: skip
def roots(f: Value, x: Value) -> Value:
    """The real roots of a polynomial with rational coefficients, smallest first, each once."""
    found = coefficients(f, x)
    if not all(map(is_rational, found)):
        raise FormulaError("a polynomial with rational coefficients belongs here")
    if found == [0]:
        raise FormulaError("every number is a root of zero")
    return [root for root, _ in real_roots(found)]


def polynomial(f: Value, x: Value) -> Any:
    """f as a SymPy polynomial in x, or FormulaError."""
    try:
        return sympy.Poly(multipliable(f), as_symbol(x))
    except sympy.PolynomialError:
        raise FormulaError("that is no polynomial") from None
