"""A value as short text, as a person writes it: `3/4`, `0.693147`, `6 + i`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tutor.expression.writer import linear
from tutor.maths.trees.probes import Evaluation
from tutor.maths.trees.textbook import rational_tree

LONGEST_WHOLE = 10**12
LONGEST = 10_000
SIGNIFICANT = 6
MORE_DIGITS = (12, 24, 48)
NOISE = Fraction(1, 10**40)


def told_apart(first: Any, second: Any) -> tuple[str, str]:
    """Two different values as short as it takes to see the difference."""
    digits = next(
        (each for each in (SIGNIFICANT, *MORE_DIGITS) if are_seen_apart(first, second, each)), MORE_DIGITS[-1]
    )
    return short(first, digits), short(second, digits)


def are_seen_apart(first: Any, second: Any, digits: int = SIGNIFICANT) -> bool:
    """Whether so many digits show that two values differ: `1.25` and `5/4` do not."""
    return _rounded(first, digits) != _rounded(second, digits)


def _rounded(value: Any, digits: int) -> str:
    return _digits(value, digits) if isinstance(value, Fraction) else short(value, digits)


def short(value: Any, digits: int = SIGNIFICANT) -> str:
    """A fraction where it is short, else so many significant digits; `not defined` for None."""
    if value is None:
        return "not defined"
    if isinstance(value, Fraction):
        longest = LONGEST_WHOLE if value.denominator == 1 else LONGEST
        if max(abs(value.numerator), value.denominator) < longest:
            return linear(rational_tree(value))
    if hasattr(value, "_mpc_"):
        return _complex(value, digits)
    return _digits(value, digits)


def _digits(value: Any, digits: int) -> str:
    at = Evaluation({})
    if at.mp.isinf(at.inexact(value)):
        return "oo" if value > 0 else "-oo"
    text = str(at.mp.nstr(at.inexact(value), digits))
    return text.removesuffix(".0")


def _complex(value: Any, digits: int) -> str:
    """`6 + i`, `-2i`, `1.41421 - 3i`."""
    size = abs(value)
    real, imaginary = (Fraction(0) if abs(part) <= NOISE * size else part for part in (value.real, value.imag))
    if not imaginary:
        return _digits(real, digits)
    amount = _digits(abs(imaginary), digits)
    turned = f"{'' if amount == '1' else amount}i"
    if not real:
        return turned if imaginary > 0 else f"-{turned}"
    return f"{_digits(real, digits)} {'+' if imaginary > 0 else '-'} {turned}"
