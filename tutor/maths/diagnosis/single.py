"""The slip behind a wrong single value.

Of all slips that fit, those of the surest tier count. If they are one, it is said; if they are several,
nothing is, for each could be the one: 4 for 2 is the square and the double. In the same way nothing is
said where plain fractions are in play and the slip is one that fits many of them: 6 for 3.
"""

from __future__ import annotations

from fractions import Fraction

from tutor.expression.nodes import Node
from tutor.maths.diagnosis.chain_rule import CHAIN_RULE
from tutor.maths.diagnosis.constants import constant_off, rounded_early
from tutor.maths.diagnosis.evidence import Diagnosis, Sides, Slip, as_rational
from tutor.maths.diagnosis.inside import INSIDE
from tutor.maths.diagnosis.terms import TERMS
from tutor.maths.diagnosis.whole import WHOLE
from tutor.maths.kinds.frame import Frame

SLIPS: tuple[Slip, ...] = (*WHOLE, *INSIDE, *TERMS, *CHAIN_RULE)
TIERS = tuple(sorted({slip.tier for slip in SLIPS}))
PLAIN = 20
"""Fractions of numbers up to this are twice another one by chance."""


def of_single(given: Node, asked: Node, frame: Frame) -> Diagnosis | None:
    """The slip that made `given` of `asked`, where one is proved and no other is as sure."""
    sides = Sides.of(given, asked, frame)
    if not sides.looks:
        return None
    for tier in TIERS:
        fitting = {slip.name: slip for slip in SLIPS if slip.tier == tier and slip.fits(sides)}
        if fitting:
            return _said(list(fitting.values()), sides)
    return constant_off(sides) or rounded_early(sides)


def _said(fitting: list[Slip], sides: Sides) -> Diagnosis | None:
    slip = fitting[0]
    if len(fitting) > 1 or (slip.name == "constant-factor" and _is_plain(sides)):
        return None
    return Diagnosis(slip.name, slip.say)


def _is_plain(sides: Sides) -> bool:
    look = sides.looks[0]
    return all(_height(as_rational(value)) <= PLAIN for value in (look.given, look.asked))


def _height(value: Fraction | None) -> float:
    return float("inf") if value is None else max(abs(value.numerator), value.denominator)
