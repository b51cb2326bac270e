"""Numbers `p + q sqrt(d)` with rational p and q, in their shortest form: a field, so nothing grows in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from tutor.maths.posing.values import Value, is_rational, plain

Pair = tuple[Fraction, Fraction]


def in_short_form(value: Value) -> Value:
    """The number as `p + q sqrt(d)`, where all roots in it are of one whole number; else as it is."""
    if is_rational(value):
        return value
    radicands = {_radicand(each) for each in value.atoms(sympy.Pow) if not each.exp.is_Integer}
    if len(radicands) != 1 or value.free_symbols or not (of := radicands.pop()):
        return value
    try:
        p, q = _pair(value, of)
    except (ValueError, ZeroDivisionError):
        return value
    return plain(_exact(p) + _exact(q) * sympy.sqrt(of))


def _radicand(power: Any) -> int:
    """d of `sqrt(d)` and its odd powers; 0: it is another root."""
    is_root = power.base.is_Integer and power.base.is_positive and (2 * power.exp).is_Integer
    return int(power.base) if is_root else 0


def _exact(number: Fraction) -> Any:
    return sympy.Rational(number.numerator, number.denominator)


def _pair(value: Any, of: int) -> Pair:
    if value.is_Rational:
        return Fraction(int(value.p), int(value.q)), Fraction(0)
    if value.is_Add:
        pairs = [_pair(each, of) for each in value.args]
        return sum((p for p, _ in pairs), Fraction(0)), sum((q for _, q in pairs), Fraction(0))
    if value.is_Mul:
        result: Pair = (Fraction(1), Fraction(0))
        for each in value.args:
            result = _product(result, _pair(each, of), of)
        return result
    if value.is_Pow and value.exp.is_Integer and abs(int(value.exp)) <= 16:
        return _to_the(_pair(value.base, of), int(value.exp), of)
    if value.is_Pow and _radicand(value) == of:
        return _to_the((Fraction(0), Fraction(1)), int(2 * value.exp), of)
    raise ValueError


def _product(left: Pair, right: Pair, of: int) -> Pair:
    (a, b), (c, d) = left, right
    return a * c + b * d * of, a * d + b * c


def _to_the(pair: Pair, exponent: int, of: int) -> Pair:
    if exponent < 0:
        p, q = pair
        size = p * p - q * q * of
        return _to_the((p / size, -q / size), -exponent, of)
    result: Pair = (Fraction(1), Fraction(0))
    for _ in range(exponent):
        result = _product(result, pair, of)
    return result
