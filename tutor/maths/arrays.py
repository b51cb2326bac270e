"""Vectors and matrices worked out down to their entries, while entries stay trees.

`2 [1, x]` becomes `[2*1, 2*x]`, `softmax([a, b])` a vector of two quotients, `[[1, 2]]^T` a column.
What remains above numbers and names are operations on single numbers, which probes and SymPy know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import islice

from tutor.errors import Unreadable
from tutor.expression.nodes import (
    Binary,
    Call,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Relation,
    walk,
)
from tutor.maths.textbook import rational_tree

LARGEST_TREE = 6_000
LARGEST_POWER = 12

_SPELLINGS = {
    "log": "ln",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "ceiling": "ceil",
    "choose": "binomial",
    "tr": "trace",
    "inv": "inverse",
}
ONE, TWO = Number("1"), Number("2")


def worked_out(tree: Node) -> Node:
    """The same value with lists only on top. Raises Unreadable where sizes do not fit."""
    match tree:
        case Number() | Name():
            return tree
        case Negative(operand=operand):
            return _each(lambda entry: Negative(entry, place=tree.place), worked_out(operand))
        case Binary(left=left, right=right):
            return _binary(tree, worked_out(left), worked_out(right))
        case Call(name=name, arguments=arguments, keywords=()):
            known = _SPELLINGS.get(name, name)
            return _call(tree, known, tuple(worked_out(argument) for argument in arguments))
        case Listed(bracket=bracket, items=items):
            return Listed(bracket, tuple(map(worked_out, items)), place=tree.place)
        case Relation(operands=operands, operators=operators):
            return Relation(tuple(map(worked_out, operands)), operators, place=tree.place)
        case Logic(op=op, operands=operands):
            return Logic(op, tuple(map(worked_out, operands)), place=tree.place)
    raise Unreadable("This can be written in exercises only, not in an answer.", tree.place)


def is_vector(tree: Node) -> bool:
    """A flat list of numbers in square or round brackets."""
    return isinstance(tree, Listed) and tree.bracket != "{" and not any(_is_list(each) for each in tree.items)


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


def _is_list(tree: Node) -> bool:
    return isinstance(tree, Listed)


def _is_single(tree: Node) -> bool:
    return not isinstance(tree, Listed | Relation | Logic)


def _each(change: Callable[[Node], Node], tree: Node) -> Node:
    if isinstance(tree, Listed):
        return Listed(tree.bracket, tuple(_each(change, item) for item in tree.items), place=tree.place)
    return change(tree)


def _vector(items: Sequence[Node], like: Node) -> Listed:
    return Listed("[", tuple(items), place=like.place)


def _matrix(rows: Sequence[Sequence[Node]], like: Node) -> Listed:
    return _vector([_vector(row, like) for row in rows], like)


def _misfit(tree: Node, what: str) -> Unreadable:
    return Unreadable(what, tree.place)


def _binary(tree: Binary, left: Node, right: Node) -> Node:
    if _is_single(left) and _is_single(right):
        if left is tree.left and right is tree.right:
            return tree
        return Binary(tree.op, left, right, place=tree.place)
    if tree.op in "+-":
        return _pairwise(tree, left, right)
    if tree.op == "*":
        return _times(tree, left, right)
    if tree.op == "/" and _is_single(right):
        return _each(lambda entry: Binary("/", entry, right, place=tree.place), left)
    if tree.op == "^" and is_matrix(left):
        return _matrix_power(tree, left, right)
    raise _misfit(tree, f"Lists cannot be combined by {tree.op} here.")


def _pairwise(tree: Binary, left: Node, right: Node) -> Node:
    if _is_single(left) and _is_single(right):
        return Binary(tree.op, left, right, place=tree.place)
    if not (isinstance(left, Listed) and isinstance(right, Listed)):
        raise _misfit(tree, "A number and a list cannot be added.")
    if len(left.items) != len(right.items):
        raise _misfit(tree, f"Sizes {len(left.items)} and {len(right.items)} cannot be added.")
    pairs = zip(left.items, right.items, strict=True)
    return Listed(left.bracket, tuple(_pairwise(tree, a, b) for a, b in pairs), place=tree.place)


def _times(tree: Node, left: Node, right: Node) -> Node:
    if _is_single(left):
        return _each(lambda entry: Binary("*", left, entry, place=tree.place), right)
    if _is_single(right):
        return _each(lambda entry: Binary("*", right, entry, place=tree.place), left)
    if is_matrix(left) and is_matrix(right):
        return _small(_matrix(_matrix_product(tree, rows_of(left), rows_of(right)), tree))
    if is_matrix(left) and is_vector(right) and isinstance(right, Listed):
        column = _matrix_product(tree, rows_of(left), [(item,) for item in right.items])
        return _small(_vector([row[0] for row in column], tree))
    if is_vector(left) and is_matrix(right) and isinstance(left, Listed):
        return _small(_vector(_matrix_product(tree, [left.items], rows_of(right))[0], tree))
    raise _misfit(tree, "The product of two vectors is ambiguous: write dot(a, b).")


def _matrix_product(tree: Node, left: Sequence[Sequence[Node]], right: Sequence[Sequence[Node]]) -> list[list[Node]]:
    if len(left[0]) != len(right):
        sizes = f"{len(left)}x{len(left[0])} and {len(right)}x{len(right[0])}"
        raise _misfit(tree, f"Matrices of sizes {sizes} cannot be multiplied.")
    columns = list(zip(*right, strict=True))
    return [[_dot(row, column) for column in columns] for row in left]


def _dot(left: Sequence[Node], right: Sequence[Node]) -> Node:
    exact_left, exact_right = [rational_value(a) for a in left], [rational_value(b) for b in right]
    known = [a * b for a, b in zip(exact_left, exact_right, strict=True) if a is not None and b is not None]
    if len(known) == len(left):
        return rational_tree(sum(known, Fraction()))
    return _sum([Binary("*", a, b) for a, b in zip(left, right, strict=True)])


def _sum(terms: Sequence[Node]) -> Node:
    return reduce(lambda a, b: Binary("+", a, b), terms, *([] if terms else [Number("0")]))


def _small(tree: Listed) -> Listed:
    if sum(1 for _ in islice(walk(tree), LARGEST_TREE)) == LARGEST_TREE:
        raise _misfit(tree, "This is too large to work out.")
    return tree


def _matrix_power(tree: Binary, base: Node, exponent: Node) -> Node:
    power = rational_value(exponent)
    if power is None or power.denominator != 1 or not 1 <= abs(power) <= LARGEST_POWER:
        raise _misfit(tree, f"A matrix can be raised to whole powers from 1 to {LARGEST_POWER} or to -1.")
    if power < 0:
        base = _inverse(tree, rows_of(base))
    return reduce(lambda a, b: _times(tree, a, b), [base] * abs(int(power)))


def determinant(tree: Node, rows: Sequence[Sequence[Node]]) -> Node:
    """By cofactors, along the first row; exact numbers are added up at once."""
    if len(rows) != len(rows[0]) or len(rows) > 4:
        raise _misfit(tree, "Only a square matrix of at most 4 rows has a determinant here.")
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Node] = []
    for column, entry in enumerate(rows[0]):
        term: Node = Binary("*", entry, determinant(tree, _minor(rows, 0, column)))
        terms.append(Negative(term) if column % 2 else term)
    return _folded(_sum(terms))


def _minor(rows: Sequence[Sequence[Node]], row: int, column: int) -> list[list[Node]]:
    return [[*r[:column], *r[column + 1 :]] for n, r in enumerate(rows) if n != row]


def _inverse(tree: Node, rows: Sequence[Sequence[Node]]) -> Listed:
    whole = determinant(tree, rows)
    if rational_value(whole) == 0:
        raise _misfit(tree, "This matrix has no inverse.")
    if len(rows) == 1:
        return _matrix([[Binary("/", ONE, whole)]], tree)

    def entry(i: int, j: int) -> Node:
        cofactor = determinant(tree, _minor(rows, j, i))
        return _folded(Binary("/", Negative(cofactor) if (i + j) % 2 else cofactor, whole))

    places = range(len(rows))
    return _small(_matrix([[entry(i, j) for j in places] for i in places], tree))


def _folded(tree: Node) -> Node:
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


def _call(tree: Call, name: str, arguments: tuple[Node, ...]) -> Node:
    if name in _OF_LISTS and any(map(_is_list, arguments)):
        return _small_any(_OF_LISTS[name](tree, *arguments))
    if len(arguments) == 1 and isinstance(arguments[0], Listed):
        return _each(lambda entry: _single_call(tree, name, (entry,)), arguments[0])
    return _single_call(tree, name, arguments)


def _small_any(tree: Node) -> Node:
    return _small(tree) if isinstance(tree, Listed) else tree


def _single_call(tree: Call, name: str, arguments: tuple[Node, ...]) -> Node:
    """Functions of single numbers that others can say: fewer for everybody else to know."""
    match name, arguments:
        case "log2", (x,):
            return Call("log_base", (TWO, x), place=tree.place)
        case "log10", (x,):
            return Call("log_base", (Number("10"), x), place=tree.place)
        case "sigmoid", (x,):
            return Binary("/", ONE, Binary("+", ONE, _exp(Negative(x))), place=tree.place)
        case "sec" | "csc" | "cot", (x,):
            below = {"sec": "cos", "csc": "sin", "cot": "tan"}[name]
            return Binary("/", ONE, Call(below, (x,)), place=tree.place)
        case "percent", (x,):
            return Binary("/", x, Number("100"), place=tree.place)
        case "degrees", (x,):
            return Binary("/", Binary("*", x, Name("pi")), Number("180"), place=tree.place)
        case "root", (x, n):
            return Binary("^", x, Binary("/", ONE, n), place=tree.place)
        case "norm", (x,):
            return Call("abs", (x,), place=tree.place)
    return Call(name, arguments, place=tree.place)


def _exp(exponent: Node) -> Node:
    return Call("exp", (exponent,))


def _flat(tree: Node) -> tuple[Node, ...]:
    if isinstance(tree, Listed):
        return tuple(entry for item in tree.items for entry in _flat(item))
    return (tree,)


def _norm(tree: Call, of: Node, kind: Node = TWO) -> Node:
    if rational_value(kind) == 1:
        return _sum([Call("abs", (x,)) for x in _flat(of)])
    if isinstance(kind, Name) and kind.id in ("oo", "inf"):
        return Call("max", tuple(Call("abs", (x,)) for x in _flat(of)))
    return Call("sqrt", (_folded(_sum([Binary("^", x, TWO) for x in _flat(of)])),), place=tree.place)


def _inner(tree: Call, left: Node, right: Node) -> Node:
    a, b = _flat(left), _flat(right)
    if len(a) != len(b):
        raise _misfit(tree, f"Vectors of sizes {len(a)} and {len(b)} have no dot product.")
    return _dot(a, b)


def _softmax(tree: Call, scores: Node) -> Node:
    if is_matrix(scores):
        return _matrix([_softmax_row(row) for row in rows_of(scores)], tree)
    return _vector(_softmax_row(_flat(scores)), tree)


def _softmax_row(scores: Sequence[Node]) -> list[Node]:
    powers = [_exp(score) for score in scores]
    return [Binary("/", power, _sum(powers)) for power in powers]


def _transposed(tree: Call, of: Node) -> Node:
    if is_matrix(of):
        return _matrix(list(zip(*rows_of(of), strict=True)), tree)
    return _matrix([_flat(of)], tree)


def _trace(tree: Call, of: Node) -> Node:
    if not is_matrix(of):
        raise _misfit(tree, "Only a matrix has a trace.")
    return _folded(_sum([row[n] for n, row in enumerate(rows_of(of)) if n < len(row)]))


def _of_matrix(work: Callable[[Node, Sequence[Sequence[Node]]], Node]) -> Callable[..., Node]:
    def checked(tree: Call, of: Node) -> Node:
        if not is_matrix(of):
            raise _misfit(tree, f"{tree.name} needs a matrix.")
        return work(tree, rows_of(of))

    return checked


def _best(tree: Call, *of: Node) -> Node:
    return Call(tree.name, tuple(entry for each in of for entry in _flat(each)), place=tree.place)


def _mean(_: Call, *of: Node) -> Node:
    entries = [entry for each in of for entry in _flat(each)]
    return Binary("/", _sum(entries), Number(str(max(1, len(entries)))))


_OF_LISTS: dict[str, Callable[..., Node]] = {
    "norm": _norm,
    "abs": _norm,
    "dot": _inner,
    "softmax": _softmax,
    "transpose": _transposed,
    "trace": _trace,
    "det": _of_matrix(determinant),
    "inverse": _of_matrix(_inverse),
    "max": _best,
    "min": _best,
    "sum": lambda _, of: _folded(_sum(_flat(of))),
    "mean": _mean,
}
