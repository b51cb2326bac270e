"""Vectors and matrices worked out down to their entries, while entries stay trees.

`2 [1, x]` becomes `[2*1, 2*x]`, `softmax([a, b])` a vector of two quotients, `[[1, 2]]^T` a column.
What remains above numbers and names are operations on single numbers, which probes and SymPy know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from tutor.errors import Unreadable
from tutor.expression.nodes import (
    Binary,
    Call,
    Conditional,
    Interval,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Relation,
)
from tutor.maths.trees.derivatives import derived, primed
from tutor.maths.trees.matrices import (
    LARGEST_POWER,
    ONE,
    TWO,
    bounded,
    determinant,
    dot_product,
    folded,
    inverse,
    is_matrix,
    is_vector,
    matrix_of,
    matrix_product,
    misfit,
    product_of,
    rational_value,
    rows_of,
    sum_of,
    vector_of,
)
from tutor.maths.trees.substitute import rebuilt

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


def worked_out(tree: Node) -> Node:
    """The same value with lists only on top. Raises Unreadable where sizes do not fit."""
    match tree:
        case Number() | Name():
            return tree
        case Negative(operand=operand):
            return _each(lambda entry: Negative(entry, place=tree.place), worked_out(operand))
        case Binary(left=left, right=right):
            return _binary(tree, worked_out(left), worked_out(right))
        case Call(name="derivative", arguments=(of, *variables)):
            return derived(worked_out(of), variables, tree.place)
        case Call(name="prime", arguments=(of,)):
            return primed(worked_out(of), tree.place)
        case Call(name=name, arguments=arguments, keywords=()):
            known = _SPELLINGS.get(name, name)
            return _call(tree, known, tuple(worked_out(argument) for argument in arguments))
        case Interval(low=low, high=high, closed=closed):
            return Interval(worked_out(low), worked_out(high), closed, place=tree.place)
        case Conditional():
            return _conditional(tree)
        case Listed(bracket=bracket, items=items):
            return Listed(bracket, tuple(map(worked_out, items)), place=tree.place)
        case Relation(operands=operands, operators=operators):
            return Relation(tuple(map(worked_out, operands)), operators, place=tree.place)
        case Logic(op=op, operands=operands):
            return Logic(op, tuple(map(worked_out, operands)), place=tree.place)
    raise Unreadable("This can be written in exercises only, not in an answer.", tree.place)


def spelled_out(tree: Node) -> Node:
    """The same, its functions those few that values know; lists stay as they are written."""
    match tree:
        case Call(name="derivative", arguments=(of, *variables)):
            return derived(spelled_out(of), variables, tree.place)
        case Call(name="prime", arguments=(of,)):
            return primed(spelled_out(of), tree.place)
        case Call(name=name, arguments=arguments):
            known = _SPELLINGS.get(name, name)
            if known in _OF_LISTS or known == "sigmoid":
                return Call(known, tuple(map(spelled_out, arguments)), place=tree.place)
            return _single_call(tree, known, tuple(map(spelled_out, arguments)))
    return rebuilt(tree, spelled_out)


def _conditional(tree: Conditional) -> Node:
    then, otherwise = worked_out(tree.then), worked_out(tree.otherwise)
    if not (_is_single(then) and _is_single(otherwise)):
        raise misfit(tree, "The pieces must be single values.")
    return Conditional(then, worked_out(tree.condition), otherwise, place=tree.place)


def _is_list(tree: Node) -> bool:
    return isinstance(tree, Listed)


def _is_single(tree: Node) -> bool:
    return not isinstance(tree, Listed | Interval | Relation | Logic)


def _each(change: Callable[[Node], Node], tree: Node) -> Node:
    if isinstance(tree, Listed):
        return Listed(tree.bracket, tuple(_each(change, item) for item in tree.items), place=tree.place)
    return change(tree)


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
    raise misfit(tree, f"Lists cannot be combined by {tree.op} here.")


def _pairwise(tree: Binary, left: Node, right: Node) -> Node:
    if _is_single(left) and _is_single(right):
        return Binary(tree.op, left, right, place=tree.place)
    if not (isinstance(left, Listed) and isinstance(right, Listed)):
        raise misfit(tree, "A number and a list cannot be added.")
    if len(left.items) != len(right.items):
        raise misfit(tree, f"Sizes {len(left.items)} and {len(right.items)} cannot be added.")
    pairs = zip(left.items, right.items, strict=True)
    return Listed(left.bracket, tuple(_pairwise(tree, a, b) for a, b in pairs), place=tree.place)


def _times(tree: Node, left: Node, right: Node) -> Node:
    if _is_single(left):
        return _each(lambda entry: Binary("*", left, entry, place=tree.place), right)
    if _is_single(right):
        return _each(lambda entry: Binary("*", right, entry, place=tree.place), left)
    if is_matrix(left) and is_matrix(right):
        return bounded(matrix_of(matrix_product(tree, rows_of(left), rows_of(right)), tree))
    if is_matrix(left) and is_vector(right) and isinstance(right, Listed):
        column = matrix_product(tree, rows_of(left), [(item,) for item in right.items])
        return bounded(vector_of([row[0] for row in column], tree))
    if is_vector(left) and is_matrix(right) and isinstance(left, Listed):
        return bounded(vector_of(matrix_product(tree, [left.items], rows_of(right))[0], tree))
    raise misfit(tree, "The product of two vectors is ambiguous: write it out, entry by entry.")


def _matrix_power(tree: Binary, base: Node, exponent: Node) -> Node:
    power = rational_value(exponent)
    if power is None or power.denominator != 1 or not 1 <= abs(power) <= LARGEST_POWER:
        raise misfit(tree, f"A matrix can be raised to whole powers from 1 to {LARGEST_POWER} or to -1.")
    if power < 0:
        base = inverse(tree, rows_of(base))
    return reduce(lambda a, b: _times(tree, a, b), [base] * abs(int(power)))


def _call(tree: Call, name: str, arguments: tuple[Node, ...]) -> Node:
    if name in ("sum", "product") and len(arguments) == 4:
        return _each(lambda entry: Call(name, (entry, *arguments[1:]), place=tree.place), arguments[0])
    if name in _OF_LISTS and any(map(_is_list, arguments)):
        return _small_any(_OF_LISTS[name](tree, *arguments))
    if len(arguments) == 1 and isinstance(arguments[0], Listed):
        return _each(lambda entry: _single_call(tree, name, (entry,)), arguments[0])
    return _single_call(tree, name, arguments)


def _small_any(tree: Node) -> Node:
    return bounded(tree) if isinstance(tree, Listed) else tree


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
        case "logit", (x,):
            return Call("ln", (Binary("/", x, Binary("-", ONE, x)),), place=tree.place)
        case "percent", (x,):
            return Binary("/", x, Number("100"), place=tree.place)
        case "degrees", (x,):
            return Binary("/", Binary("*", x, Name("pi")), Number("180"), place=tree.place)
        case "root", (x, n):
            return Binary("^", x, Binary("/", ONE, n), place=tree.place)
        case "mod", (x, n):
            return Binary("-", x, Binary("*", n, Call("floor", (Binary("/", x, n),))), place=tree.place)
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
        return sum_of([Call("abs", (x,)) for x in _flat(of)])
    if isinstance(kind, Name) and kind.id in ("oo", "inf"):
        return Call("max", tuple(Call("abs", (x,)) for x in _flat(of)))
    return Call("sqrt", (folded(sum_of([Binary("^", x, TWO) for x in _flat(of)])),), place=tree.place)


def _inner(tree: Call, left: Node, right: Node) -> Node:
    a, b = _flat(left), _flat(right)
    if len(a) != len(b):
        raise misfit(tree, f"Vectors of sizes {len(a)} and {len(b)} have no dot product.")
    return dot_product(a, b)


def _cross(tree: Call, left: Node, right: Node) -> Node:
    a, b = _flat(left), _flat(right)
    if len(a) != 3 or len(b) != 3:
        raise misfit(tree, "Only vectors of three entries have a cross product.")
    pairs = ((1, 2), (2, 0), (0, 1))
    return vector_of([folded(determinant(tree, ((a[i], a[j]), (b[i], b[j])))) for i, j in pairs], tree)


def _softmax(tree: Call, scores: Node) -> Node:
    if is_matrix(scores):
        return matrix_of([_softmax_row(row) for row in rows_of(scores)], tree)
    return vector_of(_softmax_row(_flat(scores)), tree)


def _softmax_row(scores: Sequence[Node]) -> list[Node]:
    powers = [_exp(score) for score in scores]
    return [Binary("/", power, sum_of(powers)) for power in powers]


def _transposed(tree: Call, of: Node) -> Node:
    if is_matrix(of):
        return matrix_of(list(zip(*rows_of(of), strict=True)), tree)
    return matrix_of([_flat(of)], tree)


def _trace(tree: Call, of: Node) -> Node:
    if not is_matrix(of):
        raise misfit(tree, "Only a matrix has a trace.")
    return folded(sum_of([row[n] for n, row in enumerate(rows_of(of)) if n < len(row)]))


def _of_matrix(work: Callable[[Node, Sequence[Sequence[Node]]], Node]) -> Callable[..., Node]:
    def checked(tree: Call, of: Node) -> Node:
        if not is_matrix(of):
            raise misfit(tree, f"{tree.name} needs a matrix.")
        return work(tree, rows_of(of))

    return checked


def _best(tree: Call, *of: Node) -> Node:
    return Call(tree.name, tuple(entry for each in of for entry in _flat(each)), place=tree.place)


def _mean(_: Call, *of: Node) -> Node:
    entries = [entry for each in of for entry in _flat(each)]
    return Binary("/", sum_of(entries), Number(str(max(1, len(entries)))))


_OF_LISTS: dict[str, Callable[..., Node]] = {
    "norm": _norm,
    "abs": _norm,
    "dot": _inner,
    "cross": _cross,
    "softmax": _softmax,
    "transpose": _transposed,
    "trace": _trace,
    "det": _of_matrix(determinant),
    "inverse": _of_matrix(inverse),
    "max": _best,
    "min": _best,
    "sum": lambda _, of: folded(sum_of(_flat(of))),
    "product": lambda _, of: folded(product_of(_flat(of))),
    "mean": _mean,
}
