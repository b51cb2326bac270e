"""In which form was it written? Judged on the tree as typed, apart from its value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import gcd

import sympy

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Listed, Negative, Node, Number, Relation, children, walk
from tutor.maths.arrays import worked_out
from tutor.maths.equality import compare, free_names
from tutor.maths.functions import UnboundedError
from tutor.maths.matrices import rational_value
from tutor.maths.probes import Evaluation, UndefinedError
from tutor.maths.textbook import to_tree
from tutor.maths.translate import Names, to_sympy

ASKED = {
    "lowest-terms": "Give it as a fraction in lowest terms.",
    "no-decimals": "Give it without decimals.",
    "expanded": "Give it expanded: no brackets left, like terms collected.",
    "factored": "Give it as a product of factors that cannot be split further.",
    "simplified": "Simplify it further.",
    "single-fraction": "Give it as a single fraction.",
    "unit-vector": "The direction is right. Give it with length 1.",
    "as-written": "Give it in the form that was asked for.",
}


def has_form(form: str, typed: Node, against: Node | None, names: Names) -> bool:
    """Whether what was typed has the form. Every entry of a list must have it."""
    if form == "as-written":
        return typed == against
    if form == "unit-vector":
        return _has_length_one(typed)
    if form == "lowest-terms" and against is not None and _is_all_rational(against, names):
        return all(_is_lowest_number(_without_sign(entry)) for entry in _entries(typed))
    test = _TESTS[form]
    return all(test(entry, names) for entry in _entries(typed))


def _entries(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Listed | Relation):
        for item in children(tree):
            yield from _entries(item)
    else:
        yield tree


def _is_all_rational(against: Node, names: Names) -> bool:
    return all(_is_rational(entry, names) for entry in _entries(against))


def _without_sign(tree: Node) -> Node:
    return tree.operand if isinstance(tree, Negative) else tree


def _is_in_lowest_terms(tree: Node, names: Names) -> bool:
    if not _has_no_decimals(tree, names):
        return False
    if _is_rational(tree, names):
        return _is_lowest_number(_without_sign(tree))
    if isinstance(tree, Binary) and tree.op == "/":
        above, below = _coefficient(tree.left), _coefficient(tree.right)
        if below < 0 or gcd(above, below) != 1:
            return False
        return all(_is_in_lowest_terms(part, names) for part in (tree.left, tree.right))
    return all(_is_in_lowest_terms(part, names) for part in children(tree))


def _is_rational(tree: Node, names: Names) -> bool:
    """Whether it is worth a rational number, however it is written: `8^(1/3)` is."""
    if isinstance(tree, Listed | Relation) or free_names(tree, names):
        return False
    try:
        return isinstance(Evaluation({}).value(worked_out(tree)), Fraction)
    except (UndefinedError, UnboundedError, KeyError, Unreadable):
        return False


def _is_lowest_number(tree: Node) -> bool:
    match tree:
        case Number():
            return not tree.is_decimal
        case Binary(op="/", left=left, right=Number() as below):
            above = _without_sign(left)
            if not isinstance(above, Number) or above.is_decimal or below.is_decimal:
                return False
            return below.value != 1 and gcd(int(above.text), int(below.text)) == 1
    return False


def _coefficient(tree: Node) -> int:
    """The whole number in front of a product; 1 where there is none, or a sum."""
    match tree:
        case Number() if not tree.is_decimal:
            return int(tree.text)
        case Negative(operand=operand):
            return -_coefficient(operand)
        case Binary(op="*", left=left, right=right):
            return _coefficient(left) * _coefficient(right)
    return 1


def _has_no_decimals(tree: Node, _: Names) -> bool:
    return not any(isinstance(each, Number) and each.is_decimal for each in walk(tree))


def _terms(tree: Node) -> list[Node]:
    match tree:
        case Binary(op="+" | "-", left=left, right=right):
            return [*_terms(left), *_terms(right)]
        case Negative(operand=operand):
            return _terms(operand)
    return [tree]


def _factors(tree: Node) -> list[Node]:
    match tree:
        case Binary(op="*", left=left, right=right):
            return [*_factors(left), *_factors(right)]
        case Negative(operand=operand):
            return _factors(operand)
        case Binary(op="^", left=base, right=exponent) if (rational_value(exponent) or 0) >= 1:
            return _factors(base)
        case Binary(op="/", left=left, right=right) if rational_value(right) is not None:
            return _factors(left)
    return [tree]


def _is_sum(tree: Node) -> bool:
    return len(_terms(tree)) > 1


def _is_expanded(tree: Node, names: Names) -> bool:
    """No product, quotient or power of a sum is left, and no two terms are alike."""
    for part in walk(tree):
        if isinstance(part, Negative) and _is_sum(part.operand):
            return False
        if isinstance(part, Binary) and part.op in "*/^" and _is_sum(part.left):
            return False
        if isinstance(part, Binary) and part.op == "*" and _is_sum(part.right):
            return False
        if isinstance(part, Binary) and part.op in "+-" and _is_sum(part.right):
            return False
    collected = sympy.Add.make_args(sympy.expand(to_sympy(tree, names)))
    return len(_terms(tree)) == len(collected)


def _is_factored(tree: Node, names: Names) -> bool:
    """A product of irreducible factors, no whole number left inside a bracket."""
    return all(_is_irreducible(factor, names) for factor in _factors(tree))


def _is_irreducible(factor: Node, names: Names) -> bool:
    value = to_sympy(factor, names)
    if not value.free_symbols:
        return True
    try:
        content, parts = sympy.factor_list(value)
    except sympy.PolynomialError:
        return not _is_sum(factor)
    return bool(abs(content.p) == 1 and sum(power for _, power in parts) == 1)


def _is_simplified(tree: Node, names: Names) -> bool:
    """No longer than what SymPy's cheap collection makes of it."""
    value = to_sympy(tree, names)
    typed = sum(1 for each in walk(tree) if not isinstance(each, Negative))
    shortest = min((value, sympy.expand(value), sympy.cancel(value)), key=_size)
    return typed <= _size(shortest) + 1


def _size(value: object) -> int:
    return sum(1 for each in walk(to_tree(value)) if not isinstance(each, Negative))


def _is_single_fraction(tree: Node, _: Names) -> bool:
    """One stroke at the top at most, none below it."""
    top = _without_sign(tree)
    parts = children(top) if isinstance(top, Binary) and top.op == "/" else (top,)
    return not any(isinstance(each, Binary) and each.op == "/" for part in parts for each in walk(part))


def _has_length_one(tree: Node) -> bool:
    squares = [Binary("*", entry, entry) for entry in _entries(tree)]
    if not squares:
        return False
    total: Node = squares[0]
    for square in squares[1:]:
        total = Binary("+", total, square)
    return compare(total, Number("1"), Names()).same is True


def check_known(form: str) -> None:
    """Raises Unreadable for a form that is not known."""
    if form not in ASKED:
        raise Unreadable(f"The form {form} is not known; known are {', '.join(ASKED)}.", 0)


_TESTS: dict[str, Callable[[Node, Names], bool]] = {
    "lowest-terms": _is_in_lowest_terms,
    "no-decimals": _has_no_decimals,
    "expanded": _is_expanded,
    "factored": _is_factored,
    "simplified": _is_simplified,
    "single-fraction": _is_single_fraction,
}
