"""Matrices and vectors whose entries are trees: product, determinant, inverse, within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from itertools import islice

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Listed, Negative, Node, Number, walk
from tutor.maths.trees.textbook import rational_tree

ONE, TWO = Number("1"), Number("2")
LARGEST_TREE = 6_000
LARGEST_POWER = 12


def is_vector(tree: Node) -> bool:
    """A flat list of numbers in square or round brackets."""
    return isinstance(tree, Listed) and tree.bracket != "{" and not any(isinstance(each, Listed) for each in tree.items)


def is_matrix(tree: Node) -> bool:
    """A list of rows that are equally long."""
    if not isinstance(tree, Listed) or tree.bracket == "{" or not tree.items:
        return False
    rows = [row for row in tree.items if isinstance(row, Listed) and is_vector(row)]
    return len(rows) == len(tree.items) and len({len(row.items) for row in rows}) == 1 and bool(rows[0].items)


def rows_of(tree: Node) -> list[tuple[Node, ...]]:
    """The rows of a matrix."""
    assert isinstance(tree, Listed)
    return [row.items for row in tree.items if isinstance(row, Listed)]


def vector_of(items: Sequence[Node], like: Node) -> Listed:
    return Listed("[", tuple(items), place=like.place)


def matrix_of(rows: Sequence[Sequence[Node]], like: Node) -> Listed:
    return vector_of([vector_of(row, like) for row in rows], like)


def misfit(tree: Node, what: str) -> Unreadable:
    return Unreadable(what, tree.place)


def matrix_product(tree: Node, left: Sequence[Sequence[Node]], right: Sequence[Sequence[Node]]) -> list[list[Node]]:
    if len(left[0]) != len(right):
        sizes = f"{len(left)}x{len(left[0])} and {len(right)}x{len(right[0])}"
        raise misfit(tree, f"Matrices of sizes {sizes} cannot be multiplied.")
    columns = list(zip(*right, strict=True))
    return [[dot_product(row, column) for column in columns] for row in left]


def dot_product(left: Sequence[Node], right: Sequence[Node]) -> Node:
    exact_left, exact_right = [rational_value(a) for a in left], [rational_value(b) for b in right]
    known = [a * b for a, b in zip(exact_left, exact_right, strict=True) if a is not None and b is not None]
    if len(known) == len(left):
        return rational_tree(sum(known, Fraction()))
    return sum_of([Binary("*", a, b) for a, b in zip(left, right, strict=True)])


def sum_of(terms: Sequence[Node]) -> Node:
    return reduce(lambda a, b: Binary("+", a, b), terms, *([] if terms else [Number("0")]))


def product_of(factors: Sequence[Node]) -> Node:
    return reduce(lambda a, b: Binary("*", a, b), factors, *([] if factors else [ONE]))


def bounded(tree: Listed) -> Listed:
    if sum(1 for _ in islice(walk(tree), LARGEST_TREE)) == LARGEST_TREE:
        raise misfit(tree, "This is too large to work out.")
    return tree


def determinant(tree: Node, rows: Sequence[Sequence[Node]]) -> Node:
    """By cofactors, along the first row; exact numbers are added up at once."""
    if len(rows) != len(rows[0]) or len(rows) > 4:
        raise misfit(tree, "Only a square matrix of at most 4 rows has a determinant here.")
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Node] = []
    for column, entry in enumerate(rows[0]):
        term: Node = Binary("*", entry, determinant(tree, _minor(rows, 0, column)))
        terms.append(Negative(term) if column % 2 else term)
    return folded(sum_of(terms))


def _minor(rows: Sequence[Sequence[Node]], row: int, column: int) -> list[list[Node]]:
    return [[*r[:column], *r[column + 1 :]] for n, r in enumerate(rows) if n != row]


def inverse(tree: Node, rows: Sequence[Sequence[Node]]) -> Listed:
    whole = determinant(tree, rows)
    if rational_value(whole) == 0:
        raise misfit(tree, "This matrix has no inverse.")
    if len(rows) == 1:
        return matrix_of([[Binary("/", ONE, whole)]], tree)

    def entry(i: int, j: int) -> Node:
        cofactor = determinant(tree, _minor(rows, j, i))
        return folded(Binary("/", Negative(cofactor) if (i + j) % 2 else cofactor, whole))

    places = range(len(rows))
    return bounded(matrix_of([[entry(i, j) for j in places] for i in places], tree))


def folded(tree: Node) -> Node:
    value = rational_value(tree)
    return tree if value is None else rational_tree(value)


def rational_value(tree: Node) -> Fraction | None:
    """What a tree of literal numbers is worth, None where it is not rational or not defined."""
    match tree:
        case Number():
            return tree.value
        case Negative(operand=operand):
            value = rational_value(operand)
            return None if value is None else -value
        case Binary(op=op, left=left, right=right):
            a, b = rational_value(left), rational_value(right)
            return None if a is None or b is None else _combined(op, a, b)
    return None


def _combined(op: str, a: Fraction, b: Fraction) -> Fraction | None:
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            return a / b if b else None
    bits = max(abs(a.numerator).bit_length(), a.denominator.bit_length())
    if b.denominator != 1 or abs(b) * bits > 4096 or (a == 0 and b <= 0):
        return None
    return Fraction(a ** int(b))
