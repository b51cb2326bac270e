"""Forms of polynomials: expanded, factored."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import sympy

from tutor.expression.nodes import Binary, Negative, Node
from tutor.expression.writer import unicode_line
from tutor.maths.comparison.arranged import factors, is_sum, signed_terms
from tutor.maths.comparison.equality import free_names
from tutor.maths.forms.polynomials import (
    EMPTY,
    LARGEST_POWER,
    Polynomial,
    common_powers,
    content,
    is_irreducible,
    monomial,
    polynomial,
    whole_power,
)
from tutor.maths.trees.matrices import rational_value
from tutor.maths.trees.translate import Names

LARGEST_PRIME = 10**12


def brackets_left(tree: Node, names: Names) -> str | None:
    """A product, whole power or quotient of a sum is left, or terms that are alike."""
    for part in _brackets(tree):
        return f"There is still a bracket to multiply out: {unicode_line(part)}."
    return like_terms(tree, names)


def _brackets(tree: Node) -> Iterator[Node]:
    """Parts with a bracket that can be multiplied out; functions, exponents and denominators stay."""
    match tree:
        case Binary(op="+" | "-", left=left, right=right):
            if is_sum(right):
                yield tree
            yield from _brackets(left)
            yield from _brackets(right)
        case Negative(operand=operand):
            if is_sum(operand):
                yield tree
            yield from _brackets(operand)
        case Binary(op="*", left=left, right=right):
            if is_sum(left) or is_sum(right):
                yield tree
            yield from _brackets(left)
            yield from _brackets(right)
        case Binary(op="/", left=left, right=right):
            if is_sum(left) and rational_value(right) is not None:
                yield tree
            yield from _brackets(left)
        case Binary(op="^", left=base, right=exponent):
            is_open = isinstance(base, Negative) or (isinstance(base, Binary) and base.op != "^")
            if is_open and (whole_power(exponent, LARGEST_POWER) or 0) > 1 and rational_value(base) is None:
                yield tree


def like_terms(tree: Node, names: Names) -> str | None:
    """Two terms with the same names and powers, or one that is zero."""
    terms = [term for _, term in signed_terms(tree)]
    if len(terms) < 2:
        return None
    seen = set()
    for term in terms:
        if (found := monomial(term, names)) is None:
            continue
        if not found[0]:
            return "There is a term 0."
        if found[1] in seen:
            return "Like terms are not collected." if found[1] else "Numbers are not added up."
        seen.add(found[1])
    return None


def splits_further(tree: Node, names: Names) -> str | None:
    """Not a product of what cannot be split over the rationals; numbers in front are left alone."""
    _, above, below = factors(tree)
    has_names = bool(free_names(tree, names))
    for factor in (*above, *below):
        for base in _bases(factor):
            fault = _split(base, names) if has_names else _composite(base)
            if fault is not None:
                return fault
    return None


def _bases(factor: Node) -> Iterator[Node]:
    """What is multiplied, below powers and signs."""
    if isinstance(factor, Binary) and factor.op == "^" and whole_power(factor.right, LARGEST_POWER):
        _, above, below = factors(factor.left)
        for each in (*above, *below):
            yield from _bases(each)
    else:
        yield factor


def _composite(base: Node) -> str | None:
    """A whole number that is no prime, where numbers alone are to be factored."""
    value = rational_value(base)
    if value is None or value.denominator != 1 or not 1 < value <= LARGEST_PRIME:
        return None
    return None if sympy.isprime(int(value)) else f"{unicode_line(base)} can be split further."


def _split(base: Node, names: Names) -> str | None:
    if not is_sum(base):
        return None
    found = polynomial(base, names)
    shown = unicode_line(base)
    if found is None:
        return None
    if len(found) < 2:
        return f"Like terms are not collected: {shown}."
    if (shared := _shared_factor(base, found, names)) is not None:
        return shared
    return f"{shown} can be split further." if is_irreducible(found) is False else None


def _shared_factor(base: Node, found: Polynomial, names: Names) -> str | None:
    number = content(found.values())
    if number.numerator > 1:
        return f"{unicode_line(base)} has a common factor {number.numerator}."
    as_typed = {known[1]: Fraction(1) for _, term in signed_terms(base) if (known := monomial(term, names))}
    if common_powers(found) != EMPTY or common_powers(as_typed) != EMPTY:
        return f"The terms of {unicode_line(base)} have a common factor."
    return None
