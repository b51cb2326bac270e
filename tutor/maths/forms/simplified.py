"""The form `simplified`: nothing is left that everybody would still do.

Rules, each for one thing that is left to do; where teachers differ (`2x + 2` or `2(x+1)`, `1/sqrt(2)` or
`sqrt(2)/2`, `ln(x^2)` or `2 ln x`) both are taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import gcd

from tutor.expression.nodes import Binary, Negative, Node, Number, children, walk
from tutor.expression.writer import unicode_line
from tutor.maths.comparison.arranged import arranged, factors, is_sum, signed_terms
from tutor.maths.forms.fractions import reducible
from tutor.maths.forms.polynomials import (
    Polynomial,
    content,
    has_brackets,
    have_common_factor,
    monomial,
    polynomial,
)
from tutor.maths.forms.products import like_terms
from tutor.maths.forms.single_steps import call_to_work_out, power_to_work_out
from tutor.maths.trees.matrices import rational_value, sum_of
from tutor.maths.trees.translate import Names


def left_to_simplify(tree: Node, names: Names) -> str | None:
    """What can still be simplified, from the outside in; None where nothing is left."""
    for part in _parts(tree):
        if is_sum(part):
            fault = _in_sum(part, names)
        elif isinstance(part, Negative) or (isinstance(part, Binary) and part.op in "*/"):
            fault = _in_product(part, names)
        else:
            fault = power_to_work_out(part, names) or call_to_work_out(part, names)
        if fault is not None:
            return fault
    return None


def _parts(tree: Node) -> Iterator[Node]:
    """Whole sums, whole products, their terms and factors, and so on inwards."""
    yield tree
    if is_sum(tree):
        inner = [term for _, term in signed_terms(tree)]
    elif isinstance(tree, Negative) or (isinstance(tree, Binary) and tree.op in "*/"):
        _, above, below = factors(tree)
        inner = above + below
    else:
        inner = list(children(tree))
    for part in inner:
        if part is not tree:
            yield from _parts(part)


# --- sums -------------------------------------------------------------------------------------------


def _in_sum(tree: Node, names: Names) -> str | None:
    return (
        _two_signs(tree)
        or like_terms(tree, names)
        or _squares_of_sine_and_cosine(tree, names)
        or _fractions_that_cancel(tree, names)
        or _shorter_multiplied_out(tree, names)
    )


def _two_signs(tree: Node) -> str | None:
    for part in walk(tree):
        if isinstance(part, Binary) and part.op == "-" and isinstance(part.right, Negative):
            return "There are two minus signs in a row."
    return None


def _squares_of_sine_and_cosine(tree: Node, names: Names) -> str | None:
    """`3 sin(x)^2 + 3 cos(x)^2`: the same number and the same rest before both squares."""
    seen: dict[object, set[str]] = {}
    for sign, term in signed_terms(tree):
        if (found := monomial(term, names)) is None:
            continue
        for atom, power in found[1]:
            if atom[0] in ("sin", "cos") and power == 2:
                rest = sign * found[0], found[1] - {(atom, power)}, atom[1:]
                seen.setdefault(rest, set()).add(atom[0])
    return "A sum of squares of sine and cosine is left." if {"sin", "cos"} in seen.values() else None


def _fractions_that_cancel(tree: Node, names: Names) -> str | None:
    """`x/(x+1) + 1/(x+1)`: one denominator, which the numerators added up can be divided by."""
    by_denominator: dict[object, tuple[Node, list[Node]]] = {}
    for sign, term in signed_terms(tree):
        own, above, below = factors(term)
        denominators = [factor for factor in below if rational_value(factor) is None]
        if len(denominators) == 1 and denominators == below:
            numerator = _product_of(above)
            signed = Negative(numerator) if sign * own < 0 else numerator
            by_denominator.setdefault(arranged(below[0], names), (below[0], []))[1].append(signed)
    for denominator, numerators in by_denominator.values():
        above_all = polynomial(sum_of(numerators), names)
        divisor = polynomial(denominator, names)
        if len(numerators) > 1 and above_all and divisor and have_common_factor(above_all, divisor):
            return "Fractions with the same denominator are not added up."
    return None


def _product_of(parts: list[Node]) -> Node:
    product: Node = parts[0]
    for part in parts[1:]:
        product = Binary("*", product, part)
    return product


def _shorter_multiplied_out(tree: Node, names: Names) -> str | None:
    """`2(x+1) + x`: with the brackets multiplied out, like terms appear."""
    if not has_brackets(tree) or (found := polynomial(tree, names)) is None:
        return None
    typed = sum(isinstance(part, Number) or not children(part) for part in walk(tree))
    return "Multiply out the brackets: like terms appear." if _leaves(found) < typed else None


def _leaves(found: Polynomial) -> int:
    """How many numbers and names it takes to write a polynomial down."""
    count = 0
    for powers, coefficient in found.items():
        if abs(coefficient) != 1 or not powers:
            count += 1 if coefficient.denominator == 1 else 2
        count += sum(_atom_leaves(atom) + (power != 1) for atom, power in powers)
    return count


def _atom_leaves(atom: object) -> int:
    if not isinstance(atom, tuple):
        return 0
    return 1 if atom[0] in ("number", "name") else sum(map(_atom_leaves, atom))


# --- products ---------------------------------------------------------------------------------------


def _in_product(tree: Node, names: Names) -> str | None:
    _, above, below = factors(tree)
    return (
        _signs_in_product(tree)
        or _stroke_inside(above, below)
        or _stroke_over_stroke(tree)
        or _trivial_factor(tree, above, below)
        or _numbers_apart(above, below)
        or _repeated(above, below, names)
        or _reducible(above, below, names)
        or _root_below(above, below)
    )


def _signs_in_product(tree: Node) -> str | None:
    signs = 0
    waiting: list[Node] = [tree]
    while waiting:
        match waiting.pop():
            case Negative(operand=operand):
                signs += 1
                waiting.append(operand)
            case Binary(op="*" | "/", left=left, right=right):
                waiting += [left, right]
    return "Two minus signs can be taken together." if signs > 1 else None


def _trivial_factor(tree: Node, above: list[Node], below: list[Node]) -> str | None:
    if any(_literal(factor) == 0 for factor in above):
        return "There is a factor 0."
    if any(_literal(factor) == 1 for factor in below):
        return "There is a division by 1."
    if len(above) > 1 and any(_literal(factor) == 1 for factor in above) and not _begins_with_fraction(tree):
        return "There is a factor 1."
    return None


def _begins_with_fraction(tree: Node) -> bool:
    """`1/2 x`, where the 1 stands above a stroke of numbers."""
    return any(
        isinstance(part, Binary) and part.op == "/" and part.left == Number("1") and _literal(part.right) is not None
        for part in walk(tree)
    )


def _literal(tree: Node) -> Fraction | None:
    return tree.value if isinstance(tree, Number) else None


def _numbers_apart(above: list[Node], below: list[Node]) -> str | None:
    for side in (above, below):
        numbers = [factor for factor in side if _literal(factor) not in (None, 1)]
        if len(numbers) > 1:
            return f"{unicode_line(Binary('*', numbers[0], numbers[1]))} can be multiplied."
    return None


def _stroke_inside(above: list[Node], below: list[Node]) -> str | None:
    for factor in above + below:
        if below and is_sum(factor) and any(_is_stroke(part) for _, part in signed_terms(factor)):
            return "There is a fraction within a fraction."
    return None


def _is_stroke(term: Node) -> bool:
    return bool(factors(term)[2])


def _stroke_over_stroke(tree: Node) -> str | None:
    """`(x/2)/y`, `x/(y/2)`; not `1/2 x/y`, which is read as `((1/2) x)/y` and often meant as a number times
    a fraction."""
    for part in _chain(tree):
        if isinstance(part, Binary) and part.op == "/":
            upper = part.left.operand if isinstance(part.left, Negative) else part.left
            if any(isinstance(each, Binary) and each.op == "/" for each in (upper, *_chain(part.right))):
                return "There is a fraction within a fraction."
    return None


def _chain(tree: Node) -> Iterator[Node]:
    """The products, quotients and signs that make up a product."""
    yield tree
    match tree:
        case Negative(operand=operand):
            yield from _chain(operand)
        case Binary(op="*" | "/", left=left, right=right):
            yield from _chain(left)
            yield from _chain(right)


def _repeated(above: list[Node], below: list[Node], names: Names) -> str | None:
    """The same base twice: `x x`, `x^2 x`, `x/x`."""
    bases = [(arranged(_base(factor), names), factor) for factor in above + below if _literal(factor) is None]
    for (first, one), (second, other) in combinations(bases, 2):
        if first == second and rational_value(one) is None:
            return f"Powers of {unicode_line(_base(other))} can be taken together."
    return None


def _base(factor: Node) -> Node:
    """`x` of `x^2`; of a power of e the power itself, for `e^x e^y` may stay."""
    if isinstance(factor, Binary) and factor.op == "^" and rational_value(factor.right) is not None:
        return factor.left
    return factor


def _reducible(above: list[Node], below: list[Node], names: Names) -> str | None:
    if not below:
        return None
    top, bottom = _product_of(above), _product_of(below)
    fault = reducible(Binary("/", top, bottom), names)
    if fault is not None and "minus" not in fault:
        return fault
    numbers = [_number_before(each, names) for each in (top, bottom)]
    if all(number.denominator == 1 for number in numbers) and gcd(*(number.numerator for number in numbers)) > 1:
        return f"{unicode_line(Binary('/', top, bottom))} can be reduced."
    return None


def _number_before(tree: Node, names: Names) -> Fraction:
    """The whole number that can be taken out of a product."""
    found = polynomial(tree, names)
    if found:
        return content(found.values())
    known = monomial(tree, names)
    return abs(known[0]) if known else Fraction(1)


def _root_below(above: list[Node], below: list[Node]) -> str | None:
    """`2/sqrt(2)`: the number above and the one under the root have a factor in common."""
    numbers = [value.numerator for factor in above if (value := _literal(factor)) and value.denominator == 1]
    for factor in below:
        under = _literal(children(factor)[0]) if getattr(factor, "name", "") == "sqrt" else None
        if under and numbers and under.denominator == 1 and gcd(numbers[0], under.numerator) > 1:
            return f"{unicode_line(Binary('/', _product_of(above), _product_of(below)))} can be reduced."
    return None
