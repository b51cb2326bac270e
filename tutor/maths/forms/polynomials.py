"""Trees as polynomials in whatever is no sum, product or whole power: `x`, `e^x`, `sqrt(2)`, `sin(x)`.

These parts (atoms) count as unknowns of their own; two are one where they differ in order alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

import sympy

from tutor.expression.bounds import LITERAL_EXPONENT
from tutor.expression.nodes import Binary, Negative, Node, Number
from tutor.maths.comparison.arranged import Arranged, arranged, is_sum
from tutor.maths.trees.matrices import rational_value
from tutor.maths.trees.translate import Names

Monomial = frozenset[tuple[Arranged, int]]
"""Atoms, each with its power; a power may be negative."""
Polynomial = dict[Monomial, Fraction]

MOST_TERMS = 60
HIGHEST_POWER = 12
LARGEST_POWER = LITERAL_EXPONENT
"""Of a product, whose power costs nothing to write down."""
HIGHEST_DEGREE = 12
HIGHEST_WITH_SEVERAL = 6
MOST_ATOMS = 4
LARGEST_COEFFICIENT = 10**12
EMPTY: Monomial = frozenset()


def monomial(term: Node, names: Names) -> tuple[Fraction, Monomial] | None:
    """The number and the powers of a product; sums in brackets are atoms. None where it divides by zero."""
    match term:
        case Number():
            return term.value, EMPTY
        case Negative(operand=operand):
            return _scaled(monomial(operand, names), Fraction(-1))
        case Binary(op="*", left=left, right=right):
            return _product(monomial(left, names), monomial(right, names))
        case Binary(op="/", left=left, right=right):
            return _product(monomial(left, names), _power(monomial(right, names), -1))
        case Binary(op="^", left=base, right=exponent) if (power := whole_power(exponent, LARGEST_POWER)) is not None:
            return _power(monomial(base, names), power)
    return Fraction(1), frozenset({(arranged(term, names), 1)})


def whole_power(exponent: Node, most: int = HIGHEST_POWER) -> int | None:
    """A whole exponent of at most this size; sums are multiplied out for small ones only."""
    value = rational_value(exponent)
    if value is None or value.denominator != 1 or abs(value) > most:
        return None
    return int(value)


def _scaled(found: tuple[Fraction, Monomial] | None, factor: Fraction) -> tuple[Fraction, Monomial] | None:
    return None if found is None else (found[0] * factor, found[1])


def _product(
    left: tuple[Fraction, Monomial] | None, right: tuple[Fraction, Monomial] | None
) -> tuple[Fraction, Monomial] | None:
    return None if left is None or right is None else (left[0] * right[0], times(left[1], right[1]))


def _power(found: tuple[Fraction, Monomial] | None, power: int) -> tuple[Fraction, Monomial] | None:
    if found is None or (not found[0] and power < 0):
        return None
    return found[0] ** power, frozenset((atom, own * power) for atom, own in found[1] if power)


def times(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for atom, power in right:
        powers[atom] = powers.get(atom, 0) + power
    return frozenset((atom, power) for atom, power in powers.items() if power)


def polynomial(tree: Node, names: Names) -> Polynomial | None:
    """The tree multiplied out and collected; None where that is none, or would be large."""
    match tree:
        case Negative(operand=operand):
            return _times(polynomial(operand, names), {EMPTY: Fraction(-1)})
        case Binary(op="+" | "-", left=left, right=right):
            second = polynomial(right, names)
            if tree.op == "-":
                second = _times(second, {EMPTY: Fraction(-1)})
            return _plus(polynomial(left, names), second)
        case Binary(op="*", left=left, right=right):
            return _times(polynomial(left, names), polynomial(right, names))
        case Binary(op="/", left=left, right=right):
            below = monomial(right, names)
            if below is None or not below[0] or below[1]:
                return None
            return _times(polynomial(left, names), {EMPTY: 1 / below[0]})
        case Binary(op="^", left=base, right=exponent) if (power := whole_power(exponent)) is not None:
            inner = polynomial(base, names)
            one: Polynomial | None = {EMPTY: Fraction(1)}
            return None if power < 0 else reduce(_times, [inner] * power, one)
    found = monomial(tree, names)
    return None if found is None else {found[1]: found[0]} if found[0] else {}


def _plus(left: Polynomial | None, right: Polynomial | None) -> Polynomial | None:
    if left is None or right is None:
        return None
    total = dict(left)
    for powers, coefficient in right.items():
        total[powers] = total.get(powers, Fraction()) + coefficient
    return {powers: coefficient for powers, coefficient in total.items() if coefficient}


def _times(left: Polynomial | None, right: Polynomial | None) -> Polynomial | None:
    if left is None or right is None or len(left) * len(right) > MOST_TERMS * MOST_TERMS:
        return None
    total: Polynomial = {}
    for first, a in left.items():
        for second, b in right.items():
            powers = times(first, second)
            total[powers] = total.get(powers, Fraction()) + a * b
    found = {powers: coefficient for powers, coefficient in total.items() if coefficient}
    return None if len(found) > MOST_TERMS else found


def content(coefficients: Iterable[Fraction]) -> Fraction:
    """The greatest number of which all are whole multiples; positive, 0 where there are none."""
    found = list(coefficients)
    return Fraction(gcd(*(each.numerator for each in found)), lcm(*(each.denominator for each in found)))


def common_powers(found: Polynomial) -> Monomial:
    """The atoms that divide every term."""
    shared = [dict(powers) for powers in found]
    if not shared:
        return EMPTY
    least = {atom: min(each.get(atom, 0) for each in shared) for atom in shared[0]}
    return frozenset((atom, power) for atom, power in least.items() if power > 0)


def degree_of(found: Polynomial) -> int:
    return max((sum(power for _, power in powers) for powers in found), default=0)


def is_irreducible(found: Polynomial) -> bool | None:
    """Whether it cannot be split over the rationals, apart from numbers. None: too large to say."""
    if degree_of(found) <= 1:
        return True
    (own,) = in_sympy([found]) or (None,)
    if own is None:
        return None
    _, parts = own.factor_list()
    return bool(sum(power for _, power in parts) <= 1)


def have_common_factor(above: Polynomial, below: Polynomial) -> bool:
    """Whether a polynomial that is no number divides both; False where they are too large to say."""
    if not degree_of(above) or not degree_of(below):
        return False
    pair = in_sympy([above, below])
    return pair is not None and sympy.gcd(*pair).total_degree() > 0


def in_sympy(polynomials: list[Polynomial]) -> list[sympy.Poly] | None:
    """As SymPy's polynomials over the rationals, within bounds at which it is quick."""
    atoms = sorted({atom for each in polynomials for powers in each for atom, _ in powers}, key=repr)
    highest = HIGHEST_DEGREE if len(atoms) == 1 else HIGHEST_WITH_SEVERAL
    if not 0 < len(atoms) <= MOST_ATOMS:
        return None
    for each in polynomials:
        if degree_of(each) > highest or any(power < 0 for powers in each for _, power in powers):
            return None
        if any(max(abs(c.numerator), c.denominator) > LARGEST_COEFFICIENT for c in each.values()):
            return None
    unknowns = [sympy.Dummy(f"u{n}") for n in range(len(atoms))]
    return [
        sympy.Poly.from_dict(
            {
                tuple(dict(powers).get(atom, 0) for atom in atoms): sympy.Rational(c.numerator, c.denominator)
                for powers, c in each.items()
            },
            *unknowns,
            domain="QQ",
        )
        for each in polynomials
    ]


def has_brackets(tree: Node) -> bool:
    """Whether a sum stands inside a product or power."""
    match tree:
        case Binary(op="+" | "-", left=left, right=right):
            return is_sum(right) or has_brackets(left) or has_brackets(right)
        case Negative(operand=operand):
            return is_sum(operand) or has_brackets(operand)
        case Binary(left=left, right=right):
            return is_sum(left) or (tree.op != "^" and is_sum(right)) or has_brackets(left) or has_brackets(right)
    return False
