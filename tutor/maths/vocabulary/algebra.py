"""Symbols: rewriting, putting in, differentiating."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from tutor.maths.values import FormulaError, TooLargeError, Value, listed_items, plain, symbolic, whole
from tutor.maths.vocabulary.registry import Body, Vocabulary, each_entry, entered

ALGEBRA: Vocabulary = {}

HIGHEST_DEGREE = 24
MOST_TERMS = 300


def _guarded(x: Value) -> Any:
    """The expression, if multiplying it out stays small."""
    expression = symbolic(x)
    for power in expression.atoms(sympy.Pow):
        if power.exp.is_Integer and abs(int(power.exp)) > HIGHEST_DEGREE and power.base.is_Add:
            raise TooLargeError(f"a power of over {HIGHEST_DEGREE} is not multiplied out")
    if sympy.count_ops(expression) > MOST_TERMS:
        raise TooLargeError("too long an expression")
    return expression


def _each(signature: str, example: str) -> Callable[[Body], Body]:
    enter = entered(ALGEBRA, signature, example, lambda x: x)
    return lambda body: enter(each_entry(body))


@_each("expanded(x)", "expanded((2 + sqrt(2))^2) = 6 + 4 sqrt(2)")
def expanded(x: Value) -> Value:
    """Multiplied out."""
    return plain(sympy.expand(_guarded(x)))


@_each("factored(x)", "factored(sqrt(2) + sqrt(8)) = 3 sqrt(2)")
def factored(x: Value) -> Value:
    """As a product."""
    return plain(sympy.factor(_guarded(x)))


@_each("simplified(x)", "simplified(ln(8) / ln(2)) = 3")
def simplified(x: Value) -> Value:
    """In a shorter form, where there is one."""
    return plain(sympy.simplify(sympy.logcombine(_guarded(x), force=True)))


def _symbol(name: Value) -> Any:
    if not isinstance(name, sympy.Symbol):
        raise FormulaError("the name of a variable belongs here, one of `names`")
    return name


@entered(ALGEBRA, "diff(f, x, …)", "diff(x^3 y, x) = 3 x^2 y", None)
def diff(f: Value, *names: Value) -> Value:
    """The derivative with respect to one name after the other."""
    return plain(sympy.diff(_guarded(f), *(_symbol(name) for name in names)))


@entered(ALGEBRA, "gradient(f, names)", "gradient(x y, [x, y]) = [y, x]", None)
def gradient(f: Value, names: Value) -> Value:
    """The list of the partial derivatives."""
    return [diff(f, name) for name in listed_items(names)]


@entered(ALGEBRA, "hessian(f, names)", "hessian(x^2, [x]) = [[2]]", None)
def hessian(f: Value, names: Value) -> Value:
    """The matrix of the second partial derivatives."""
    return [[diff(f, a, b) for b in listed_items(names)] for a in listed_items(names)]


@entered(ALGEBRA, "at(f, name, value)", "at(x^2, x, 3) = 9", None)
def at(f: Value, names: Value, values: Value) -> Value:
    """f with a value put in for a name; or with a list of values for a list of names."""
    if isinstance(f, list):
        return [at(each, names, values) for each in f]
    symbols = listed_items(names) if isinstance(names, list) else [names]
    numbers = listed_items(values) if isinstance(names, list) else [values]
    if len(symbols) != len(numbers):
        raise FormulaError("as many values as names")
    pairs = {_symbol(name): symbolic(value) for name, value in zip(symbols, numbers, strict=True)}
    return plain(symbolic(f).subs(pairs, simultaneous=True))


@entered(ALGEBRA, "coefficients(f, x)", "coefficients(2 x^2 - 5, x) = [2, 0, -5]", None)
def coefficients(f: Value, x: Value) -> Value:
    """Of a polynomial in x, the highest power first."""
    return [plain(each) for each in _polynomial(f, x).all_coeffs()]


@entered(ALGEBRA, "degree(f, x)", "degree(x^3 + 1, x) = 3", None)
def degree(f: Value, x: Value) -> Value:
    """Of a polynomial in x."""
    return whole(plain(sympy.Integer(_polynomial(f, x).degree())))


def _polynomial(f: Value, x: Value) -> Any:
    try:
        return sympy.Poly(_guarded(f), _symbol(x))
    except sympy.PolynomialError:
        raise FormulaError("that is no polynomial") from None
