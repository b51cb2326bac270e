"""A value that is off by a constant factor, by a constant term, or by rounding."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from tutor.expression.nodes import Binary, Number, walk
from tutor.maths.diagnosis.evidence import Diagnosis, Sides, as_rational
from tutor.maths.kinds.frame import distance, tolerance
from tutor.maths.trees.probes import Evaluation
from tutor.maths.trees.textbook import rational_tree

LARGEST = 100
"""A constant beyond this, above or below the stroke, is no slip but another answer."""

NEAR = 30
"""So many tolerances away a decimal still looks rounded too early."""

NEAREST_SHARE = 50

_STEPS: tuple[tuple[Literal["/", "-"], Literal["*", "+"], str, str], ...] = (
    ("/", "*", "constant-factor", "A constant factor is off."),
    ("-", "+", "constant-term", "A constant term is off."),
)


def constant_off(sides: Sides) -> Diagnosis | None:
    """One factor, or one term, between what was typed and an expression or an irrational number."""
    if not sides.looks or not _is_beyond_chance(sides):
        return None
    for op, back, name, say in _STEPS:
        constant = _constant(op, sides)
        if constant is not None and sides.makes(Binary(back, sides.asked, rational_tree(constant))):
            return Diagnosis(name, say)
    return None


def _is_beyond_chance(sides: Sides) -> bool:
    """Between fractions, and between decimals, there is always a factor."""
    if sides.has_names:
        return True
    look = sides.looks[0]
    return not _has_decimals(sides) and as_rational(look.given) is None and as_rational(look.asked) is None


def _constant(op: Literal["/", "-"], sides: Sides) -> Fraction | None:
    look = sides.looks[0]
    if op == "/" and look.asked == 0:
        return None
    constant = as_rational(_between(op, look.given, look.asked))
    is_simple = constant and max(abs(constant.numerator), constant.denominator) <= LARGEST
    return constant if is_simple else None


def _between(op: Literal["/", "-"], given: Any, asked: Any) -> Any:
    if not (isinstance(given, Fraction) and isinstance(asked, Fraction)):
        at = Evaluation({})
        given, asked = at.inexact(given), at.inexact(asked)
    return given / asked if op == "/" else given - asked


def rounded_early(sides: Sides) -> Diagnosis | None:
    """A decimal that misses the tolerance by little."""
    if sides.has_names or not sides.frame.has_tolerance or not _has_decimals(sides):
        return None
    apart = distance(sides.given, sides.asked, sides.frame)
    if apart is None or apart.gap > min(NEAR * tolerance(sides.frame, apart.size), apart.size / NEAREST_SHARE):
        return None
    return Diagnosis("rounded-too-early", "Near, but not near enough: carry more digits and round at the end.")


def _has_decimals(sides: Sides) -> bool:
    return any(isinstance(each, Number) and each.is_decimal for each in walk(sides.given))
