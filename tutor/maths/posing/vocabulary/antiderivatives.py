"""Antiderivatives by the rules of a first course: powers, linear insides, parts, one substitution.

They are tried before SymPy's search, which takes a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy

from tutor.maths.posing.arithmetic import size_of
from tutor.maths.posing.values import TooLargeError

HIGHEST_DEGREE = 24
MOST_TERMS = 40
LONGEST_QUOTIENT = 120
DEEPEST = 3

OF_LINEAR = {
    sympy.exp: sympy.exp,
    sympy.sin: lambda u: -sympy.cos(u),
    sympy.cos: sympy.sin,
    sympy.tan: lambda u: -sympy.log(sympy.cos(u)),
    sympy.log: lambda u: u * sympy.log(u) - u,
    sympy.atan: lambda u: u * sympy.atan(u) - sympy.log(u**2 + 1) / 2,
}
"""Antiderivatives of functions of one number, by that number."""


def antiderivative(expression: Any, symbol: Any, depth: int = 0) -> Any:
    """An antiderivative, or None where no rule gives one. Raises TooLargeError for a polynomial of high degree."""
    if expression.is_polynomial(symbol):
        return _of_polynomial(expression, symbol)
    if depth > DEEPEST:
        return None
    found = _of_sum(expression, symbol, depth)
    if found is None and (expanded := sympy.expand(expression)) != expression:
        found = _of_sum(expanded, symbol, depth) if len(sympy.Add.make_args(expanded)) <= MOST_TERMS else None
    return found


def _of_polynomial(expression: Any, symbol: Any) -> Any:
    terms = sympy.Poly(expression, symbol).terms()
    if terms[0][0][0] > HIGHEST_DEGREE:
        raise TooLargeError(f"a polynomial of a degree over {HIGHEST_DEGREE}")
    return sympy.Add(*(factor * symbol ** (n + 1) / (n + 1) for (n,), factor in terms))


def _of_sum(expression: Any, symbol: Any, depth: int) -> Any:
    found = []
    for term in sympy.Add.make_args(expression):
        factor, rest = term.as_independent(symbol, as_Add=False)
        part = rest * symbol if symbol not in rest.free_symbols else _of_term(rest, symbol, depth)
        if part is None:
            return None
        found.append(factor * part)
    return sympy.Add(*found)


def _of_term(term: Any, symbol: Any, depth: int) -> Any:
    for rule in (_of_power, _of_function, _of_quadratic, _by_parts, _of_wave, _of_logarithm):
        if (found := rule(term, symbol)) is not None:
            return found
    return _by_substitution(term, symbol, depth)


def _linear(inside: Any, symbol: Any) -> Any:
    """The factor a of a x + b; None where it is no such thing."""
    slope = inside.diff(symbol)
    return None if slope == 0 or symbol in slope.free_symbols else slope


def _of_power(term: Any, symbol: Any) -> Any:
    """`(a x + b)^r`, also r = -1."""
    base, exponent = term.as_base_exp()
    if base == sympy.E or symbol in exponent.free_symbols or (slope := _linear(base, symbol)) is None:
        return _of_exponential(term, symbol)
    return sympy.log(base) / slope if exponent == -1 else base ** (exponent + 1) / (exponent + 1) / slope


def _of_exponential(term: Any, symbol: Any) -> Any:
    """`c^(a x + b)`."""
    base, exponent = term.as_base_exp()
    if symbol in base.free_symbols or (slope := _linear(exponent, symbol)) is None:
        return None
    return term / slope / sympy.log(base)


def _of_function(term: Any, symbol: Any) -> Any:
    rule = OF_LINEAR.get(term.func)
    if rule is None or (slope := _linear(term.args[0], symbol)) is None:
        return None
    return rule(term.args[0]) / slope


def _of_quadratic(term: Any, symbol: Any) -> Any:
    """`1/(a x^2 + c)` with positive a and c, and `1/sqrt(c - a x^2)`."""
    base, exponent = term.as_base_exp()
    if exponent not in (-1, -sympy.Rational(1, 2)) or not base.is_polynomial(symbol):
        return None
    match sympy.Poly(base, symbol).all_coeffs():
        case [a, b, c] if b == 0 and c.is_positive and exponent == -1 and a.is_positive:
            return sympy.atan(symbol * sympy.sqrt(a / c)) / sympy.sqrt(a * c)
        case [a, b, c] if b == 0 and c.is_positive and exponent != -1 and a.is_negative:
            return sympy.asin(symbol * sympy.sqrt(-a / c)) / sympy.sqrt(-a)
    return None


def _by_parts(term: Any, symbol: Any) -> Any:
    """A polynomial times exp, sin or cos of a linear inside: the polynomial is differentiated until it is gone."""
    left, factors = _split(term, symbol, (sympy.exp, sympy.sin, sympy.cos))
    if len(factors) != 1 or not left.is_polynomial(symbol) or sympy.degree(left, symbol) > HIGHEST_DEGREE:
        return None
    wave, result, sign = factors[0], sympy.Integer(0), 1
    while left != 0:
        wave = _of_function(wave, symbol) if not wave.is_Mul and not wave.is_Add else _of_sum(wave, symbol, DEEPEST)
        if wave is None:
            return None
        result, left, sign = result + sign * left * wave, sympy.diff(left, symbol), -sign
    return result


def _of_wave(term: Any, symbol: Any) -> Any:
    """`e^(a x + b) sin(c x + d)`, and with cos."""
    left, factors = _split(term, symbol, (sympy.exp, sympy.sin, sympy.cos))
    if left != 1 or len(factors) != 2 or sum(each.func is sympy.exp for each in factors) != 1:
        return None
    grown, wave = sorted(factors, key=lambda each: each.func is not sympy.exp)
    a, c = _linear(grown.args[0], symbol), _linear(wave.args[0], symbol)
    if a is None or c is None:
        return None
    return grown * (a * wave - wave.diff(symbol)) / (a**2 + c**2)


def _of_logarithm(term: Any, symbol: Any) -> Any:
    """`x^n ln(x)^m` with whole m: parts, until the logarithm is gone."""
    logarithm = sympy.log(symbol)
    times = next((e for b, e in (each.as_base_exp() for each in sympy.Mul.make_args(term)) if b == logarithm), 0)
    base, exponent = (term / logarithm**times).as_base_exp()
    if times not in range(1, 9) or base not in (symbol, 1):
        return None
    if exponent == -1 and base == symbol:
        return logarithm ** (times + 1) / (times + 1)
    grown = symbol if base == 1 else symbol ** (exponent + 1)
    by = 1 if base == 1 else exponent + 1
    result, share = sympy.Integer(0), sympy.Integer(1) / by
    for power in range(int(times), -1, -1):
        result += share * logarithm**power
        share *= -sympy.Integer(power) / by
    return sympy.expand(grown * result)


def _split(term: Any, symbol: Any, functions: tuple[Any, ...]) -> tuple[Any, list[Any]]:
    factors = [each for each in sympy.Mul.make_args(term) if isinstance(each, functions)]
    return sympy.Mul(*(each for each in sympy.Mul.make_args(term) if each not in factors)), factors


def _by_substitution(term: Any, symbol: Any, depth: int) -> Any:
    """With u for an inside: what is left beside its derivative must be a function of u alone."""
    for inside in _insides(term, symbol):
        u = sympy.Dummy("u", real=True)
        quotient = term.subs(inside, u) / inside.diff(symbol).subs(inside, u)
        if size_of(quotient) > LONGEST_QUOTIENT:
            continue
        quotient = sympy.cancel(quotient)
        if symbol not in quotient.free_symbols and (found := antiderivative(quotient, u, depth + 1)) is not None:
            return found.subs(u, inside)
    return None


def _insides(term: Any, symbol: Any) -> Iterator[Any]:
    """Arguments, bases and exponents, and functions themselves, the longest first."""
    found = set()
    for node in sympy.preorder_traversal(term):
        if node.is_Pow or node.is_Function:
            found.update(node.args)
        if node.is_Function:
            found.add(node)
    inner = [each for each in found if symbol in each.free_symbols and each not in (symbol, term)]
    yield from sorted(inner, key=lambda each: (-size_of(each), str(each)))
