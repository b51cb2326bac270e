"""Rational functions of one name, read off a tree: a numerator and a denominator."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tutor.expression.nodes import Binary, Name, Negative, Node, Number
from tutor.maths.solving.polynomials import HIGHEST_DEGREE, Coefficients, added, multiplied, scaled

Quotient = tuple[Coefficients, Coefficients]
ONE: Coefficients = [Fraction(1)]


def quotient_of(tree: Node, name: str, constant: Callable[[Node], Any]) -> Quotient | None:
    """Numerator and denominator, not cancelled; None where the tree is no rational function of `name`
    or of too high a degree. `constant` gives what a part without `name` is worth, None where it has no
    value; it is asked only for parts that are more than a number."""
    match tree:
        case Number():
            return _fixed(tree.value)
        case Name(id=each) if each == name:
            return [Fraction(0), Fraction(1)], ONE
        case Negative(operand=operand):
            inner = quotient_of(operand, name, constant)
            return None if inner is None else (scaled(inner[0], Fraction(-1)), inner[1])
        case Binary(op="+" | "-" | "*" | "/" as op, left=left, right=right):
            first, second = quotient_of(left, name, constant), quotient_of(right, name, constant)
            return None if first is None or second is None else joined(op, first, second)
        case Binary(op="^", left=left, right=right) if (power := _whole(right)) is not None:
            base = quotient_of(left, name, constant)
            if base is not None and (power <= 1 or power * max(map(len, base)) <= 2 * HIGHEST_DEGREE):
                return _bounded(_raised(base, power))
    value = constant(tree)
    return None if value is None else _fixed(value)


def _fixed(value: Any) -> Quotient:
    return ([value] if value else []), ONE


def _whole(tree: Node) -> int | None:
    match tree:
        case Number(text=text) if text.isdecimal() and len(text) < 4:
            return int(text)
        case Negative(operand=Number(text=text)) if text.isdecimal() and len(text) < 4:
            return -int(text)
    return None


def joined(op: str, first: Quotient, second: Quotient) -> Quotient | None:
    """Sum, difference, product or quotient of two; None where it is of too high a degree, or divided by
    zero."""
    return _bounded(_joined(op, first, second))


def _joined(op: str, first: Quotient, second: Quotient) -> Quotient | None:
    (a, b), (c, d) = first, second
    match op:
        case "*":
            return multiplied(a, c), _below(b, d)
        case "/":
            return (multiplied(a, d), multiplied(b, c)) if c else None
    across = scaled(multiplied(c, b), Fraction(-1)) if op == "-" else multiplied(c, b)
    if b == d:
        return added(a, scaled(c, Fraction(-1 if op == "-" else 1))), b
    return added(multiplied(a, d), across), _below(b, d)


def _below(b: Coefficients, d: Coefficients) -> Coefficients:
    if b is ONE or b == ONE:
        return d
    return b if d is ONE or d == ONE else multiplied(b, d)


def _raised(base: Quotient, power: int) -> Quotient | None:
    above, below = base if power >= 0 else (base[1], base[0])
    if power < 0 and not below:
        return None
    result: Quotient = (ONE, ONE)
    for _ in range(abs(power)):
        result = multiplied(result[0], above), _below(result[1], below)
    return result


def _bounded(result: Quotient | None) -> Quotient | None:
    if result is None or max(map(len, result)) > HIGHEST_DEGREE + 1:
        return None
    return result
