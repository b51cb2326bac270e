"""Decimals where an exact value is asked for: is what was typed that value, rounded?"""

from __future__ import annotations

from fractions import Fraction

from tutor.expression.nodes import Negative, Node, Number, walk
from tutor.maths.kinds.frame import Frame, as_fraction, distance, number_at
from tutor.maths.trees.substitute import rebuilt
from tutor.maths.trees.textbook import rational_tree

NEAR = Fraction(1, 40)
"""Rounded the wrong way, a decimal still has to be this near, relatively."""


def is_rounded(typed: Node, given: Node, asked: Node, frame: Frame) -> bool:
    """Whether a decimal, or what was worked out from decimals, misses an exact value by rounding alone,
    where nothing was said of rounding."""
    decimals = [each for each in walk(typed) if isinstance(each, Number) and each.is_decimal]
    if frame.has_tolerance or not decimals:
        return False
    apart = distance(given, asked, frame)
    if apart is None or not apart.gap:
        return False
    alone = typed.operand if isinstance(typed, Negative) else typed
    if isinstance(alone, Number):
        step = _last_place(alone)
        is_cut = apart.gap < step and alone.value < apart.size
        return is_cut or apart.gap <= step / 2 or (apart.gap < step and apart.gap <= apart.size * NEAR)
    return apart.gap <= _spread(typed, decimals, frame) and apart.gap <= apart.size * NEAR


def _last_place(decimal: Number) -> Fraction:
    """One unit of the last digit: 1/100 for `0.33`."""
    digits, _, power = decimal.text.lower().partition("e")
    return Fraction(10) ** (int(power or "0") - len(digits.partition(".")[2]))


def _spread(typed: Node, decimals: list[Number], frame: Frame) -> Fraction:
    """By how much the value can move where each decimal in it moves by one unit of its last digit."""
    value = _real(typed, frame)
    moved = Fraction(0)
    for decimal in decimals:
        for step in (_last_place(decimal), -_last_place(decimal)):
            other = _real(_with(typed, decimal, rational_tree(decimal.value + step)), frame)
            if value is not None and other is not None:
                moved += abs(other - value)
    return moved


def _real(tree: Node, frame: Frame) -> Fraction | None:
    value = number_at(tree, frame.names)
    return None if value is None or hasattr(value, "_mpc_") else as_fraction(value)


def _with(tree: Node, part: Node, new: Node) -> Node:
    return new if tree is part else rebuilt(tree, lambda below: _with(below, part, new))
