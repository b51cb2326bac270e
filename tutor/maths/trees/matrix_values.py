"""What is a tree worth where some of its names stand for matrices? Exact as long as entries are rational."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Listed, Name, Node
from tutor.maths.trees.functions import FUNCTIONS, UnboundedError, UndefinedError, Value
from tutor.maths.trees.matrices import LARGEST_POWER
from tutor.maths.trees.probes import DIGITS, Evaluation, Point

LARGEST_SPREAD = 50
"""So far may the scores of a softmax lie apart: `e^-50` is still seen beside 1."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of numbers. A vector is a column; one by one is a number, never a matrix."""

    rows: tuple[tuple[Value, ...], ...]

    @property
    def size(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def entries(self) -> tuple[Value, ...]:
        return tuple(entry for row in self.rows for entry in row)

    @property
    def is_square(self) -> bool:
        return self.size[0] == self.size[1]

    @property
    def is_vector(self) -> bool:
        return self.size[1] == 1

    def each(self, change: Callable[[Value], Value]) -> Matrix:
        return Matrix(tuple(tuple(map(change, row)) for row in self.rows))

    def __neg__(self) -> Matrix:
        return self.each(lambda entry: -entry)

    def transposed(self) -> Matrix:
        return Matrix(tuple(zip(*self.rows, strict=True)))


def identity(size: int) -> Matrix:
    places = range(size)
    return Matrix(tuple(tuple(Fraction(i == j) for j in places) for i in places))


def column(entries: Sequence[Value]) -> Matrix:
    return Matrix(tuple((entry,) for entry in entries))


def number_if_single(value: Value | Matrix) -> Value | Matrix:
    """One by one is a number."""
    return value.rows[0][0] if isinstance(value, Matrix) and value.size == (1, 1) else value


class MatrixEvaluation(Evaluation):
    """Trees at a point, and at one matrix for each name of a matrix. `size`: that of `I`.

    Raises Unreadable where sizes, or a number and a matrix, do not fit together.
    """

    def __init__(self, point: Point, matrices: dict[str, Matrix], size: int, digits: int = DIGITS) -> None:
        super().__init__(point, digits)
        self.matrices = matrices
        self.size = size

    def value(self, tree: Node) -> Value | Matrix:
        if isinstance(tree, Listed):
            return self._listed(tree)
        return super().value(tree)

    def _listed(self, tree: Listed) -> Value | Matrix:
        if tree.bracket == "{" or not tree.items:
            raise misfit(tree, "A set cannot be used here.")
        items = [self.value(item) for item in tree.items]
        if not all(isinstance(item, Listed) for item in tree.items):
            if any(isinstance(item, Matrix) for item in items):
                raise misfit(tree, "The entries must be numbers.")
            return number_if_single(column(items))
        rows = [(item.entries if isinstance(item, Matrix) else (item,)) for item in items]
        if len({len(row) for row in rows}) != 1:
            raise misfit(tree, "The rows of this matrix are not equally long.")
        return number_if_single(Matrix(tuple(rows)))

    def _name(self, tree: Name, name: str) -> Value | Matrix:
        if name in self.matrices:
            return self.matrices[name]
        if name == "I" and name not in self.point:
            return identity(self.size)
        return super()._name(tree, name)

    def _binary(self, tree: Node, op: str, left: Value | Matrix, right: Value | Matrix) -> Value | Matrix:
        if not isinstance(left, Matrix) and not isinstance(right, Matrix):
            return super()._binary(tree, op, left, right)
        try:
            return self._of_matrices(tree, op, left, right)
        except Unreadable as fault:
            raise Unreadable(fault.message, max(tree.place, 0)) from None

    def _of_matrices(self, tree: Node, op: str, left: Value | Matrix, right: Value | Matrix) -> Value | Matrix:
        if op == "^":
            return self._matrix_power(tree, left, right)
        if op == "/":
            if isinstance(right, Matrix):
                raise misfit(tree, "Nothing can be divided by a matrix: multiply by its inverse.")
            return left.each(lambda entry: Evaluation._binary(self, tree, "/", entry, right))
        if op == "*":
            return self.multiplied(left, right)
        return self.added(left, right if op == "+" else -right)

    def bounded_exponent(self, exponent: Value | Matrix) -> Value:
        if isinstance(exponent, Matrix):
            raise Unreadable("A matrix cannot be an exponent here.", 0)
        return super().bounded_exponent(exponent)

    def added(self, left: Value | Matrix, right: Value | Matrix) -> Value | Matrix:
        if not isinstance(left, Matrix) and not isinstance(right, Matrix):
            return super().added(left, right)
        if not isinstance(left, Matrix) or not isinstance(right, Matrix):
            raise Unreadable("A matrix and a number cannot be added.", 0)
        if left.size != right.size:
            raise Unreadable("Matrices of different sizes cannot be added.", 0)
        plain = super().added
        pairs = zip(left.rows, right.rows, strict=True)
        return Matrix(tuple(tuple(map(plain, a, b)) for a, b in pairs))

    def multiplied(self, left: Value | Matrix, right: Value | Matrix) -> Value | Matrix:
        plain = super().multiplied
        if not isinstance(left, Matrix) or not isinstance(right, Matrix):
            if isinstance(left, Matrix):
                return left.each(lambda entry: plain(entry, right))
            return right.each(lambda entry: plain(left, entry)) if isinstance(right, Matrix) else plain(left, right)
        if left.size[1] != right.size[0]:
            if left.is_vector and right.is_vector:
                raise Unreadable("The product of two vectors is ambiguous: write x^T y or dot(x, y).", 0)
            raise Unreadable("These sizes cannot be multiplied in this order.", 0)
        turned = right.transposed()
        return number_if_single(
            Matrix(tuple(tuple(self._dot(row, other) for other in turned.rows) for row in left.rows))
        )

    def _dot(self, left: Sequence[Value], right: Sequence[Value]) -> Value:
        return reduce(super().added, map(super().multiplied, left, right))

    def _matrix_power(self, tree: Node, base: Value | Matrix, exponent: Value | Matrix) -> Value | Matrix:
        if not isinstance(base, Matrix) or isinstance(exponent, Matrix):
            raise misfit(tree, "A matrix cannot be an exponent here.")
        if not base.is_square:
            raise misfit(tree, "Only a square matrix can be raised to a power.")
        if not isinstance(exponent, Fraction) or exponent.denominator != 1 or abs(exponent) > LARGEST_POWER:
            raise UnboundedError
        factor = base if exponent >= 0 else self.inverse(tree, base)
        return reduce(self.multiplied, [factor] * abs(int(exponent)), identity(len(base.rows)))

    def _call(self, tree: Call, name: str, arguments: list[Value | Matrix]) -> Value | Matrix:
        if name == "inverse" and not isinstance(arguments[0], Matrix):
            return super()._binary(tree, "/", Fraction(1), arguments[0])
        if not any(isinstance(each, Matrix) for each in arguments):
            scalar = _OF_NUMBERS.get(name)
            return scalar(self, arguments) if scalar else super()._call(tree, name, arguments)
        work = MATRIX_FUNCTIONS.get(name)
        if work is not None:
            return self._checked(tree, work(self, tree, *arguments))
        if len(arguments) == 1 and ((name, 1) in FUNCTIONS or name == "sigmoid"):
            return self._entry_by_entry(tree, name, arguments[0])
        raise misfit(tree, f"{name} needs a number.")

    def _entry_by_entry(self, tree: Call, name: str, of: Matrix) -> Matrix:
        """A function of one number at each entry of a vector. Of a matrix `exp` and others may mean a series
        as well; `sigmoid` means the entries."""
        if 1 not in of.size and name != "sigmoid":
            raise misfit(tree, f"{name} of a matrix is ambiguous.")
        return of.each(lambda entry: self._call(tree, name, [entry]))

    def _checked(self, tree: Node, value: Value | Matrix) -> Value | Matrix:
        return value if isinstance(value, Matrix) else super()._checked(tree, value)

    def inverse(self, tree: Node, of: Value | Matrix) -> Value | Matrix:
        """By elimination. Raises UndefinedError where there is none."""
        if not isinstance(of, Matrix) or not of.is_square:
            raise misfit(tree, "Only a square matrix has an inverse.")
        whole = self.determinant(tree, of)
        if whole == 0:
            raise UndefinedError(tree)
        places = range(len(of.rows))
        cofactors = [[self._signed(i + j, _minor(of, j, i), tree) for j in places] for i in places]
        return Matrix(
            tuple(tuple(Evaluation._binary(self, tree, "/", each, whole) for each in row) for row in cofactors)
        )

    def _signed(self, place: int, minor: Value | Matrix, tree: Node) -> Value:
        value = self.determinant(tree, minor)
        return -value if place % 2 else value

    def determinant(self, tree: Node, of: Value | Matrix) -> Value:
        """By cofactors, along the first row."""
        if not isinstance(of, Matrix):
            return of
        if not of.is_square or len(of.rows) > 4:
            raise misfit(tree, "Only a square matrix of at most 4 rows has a determinant here.")
        minors = [self._signed(j, _minor(of, 0, j), tree) for j in range(len(of.rows))]
        return self._dot(of.rows[0], minors)

    def norm(self, tree: Call, of: Value | Matrix, kind: Value = Fraction(2)) -> Value:
        """The Euclidean (Frobenius) norm, or that of the kind 1 or oo."""
        assert isinstance(of, Matrix)
        sizes = [abs(entry) for entry in of.entries]
        if not isinstance(kind, Fraction):
            return max(sizes, key=self.inexact)
        if kind == 1:
            return reduce(super().added, sizes)
        if kind != TWO:
            raise misfit(tree, "Known are the norms 1, 2 and oo.")
        return super()._call(tree, "sqrt", [self._dot(of.entries, of.entries)])


TWO = Fraction(2)


def misfit(tree: Node, what: str) -> Unreadable:
    return Unreadable(what, max(tree.place, 0))


def _minor(of: Matrix, row: int, column: int) -> Value | Matrix:
    rows = (r[:column] + r[column + 1 :] for n, r in enumerate(of.rows) if n != row)
    return number_if_single(Matrix(tuple(rows)))


def _transpose(_: MatrixEvaluation, __: Call, of: Matrix) -> Matrix:
    return of.transposed()


def _trace(at: MatrixEvaluation, tree: Call, of: Matrix) -> Value:
    if not of.is_square:
        raise misfit(tree, "Only a square matrix has a trace.")
    return reduce(at.added, (row[n] for n, row in enumerate(of.rows)))


def _bars(at: MatrixEvaluation, tree: Call, of: Matrix) -> Value:
    """`|v|` is the length of a vector, `|A|` the determinant of a matrix."""
    return at.determinant(tree, of) if of.is_square else at.norm(tree, of)


def _inner(at: MatrixEvaluation, tree: Call, left: Value | Matrix, right: Value | Matrix) -> Value:
    if not isinstance(left, Matrix) or not isinstance(right, Matrix) or left.size != right.size:
        raise misfit(tree, "A dot product needs two vectors of the same size.")
    products = [at.multiplied(a, b) for a, b in zip(left.entries, right.entries, strict=True)]
    return reduce(at.added, products)


def _softmax(at: MatrixEvaluation, _: Call, of: Matrix) -> Matrix:
    """Of a vector, or of each row of a matrix. Raises UnboundedError where the small parts would be lost beside
    the large ones."""
    if of.is_vector:
        return _softmax_rows(at, of.transposed()).transposed()
    return _softmax_rows(at, of)


def _softmax_rows(at: MatrixEvaluation, of: Matrix) -> Matrix:
    return Matrix(tuple(_softmax_row(at, row) for row in of.rows))


def _softmax_row(at: MatrixEvaluation, scores: tuple[Value, ...]) -> tuple[Value, ...]:
    numbers = [at.inexact(score) for score in scores]
    if max(numbers) - min(numbers) > LARGEST_SPREAD:
        raise UnboundedError
    powers = [at.mp.exp(number) for number in numbers]
    return tuple(power / sum(powers) for power in powers)


def _sigmoid(at: MatrixEvaluation, of: Value) -> Value:
    if abs(at.inexact(of)) > LARGEST_SPREAD:
        raise UnboundedError
    return 1 / (1 + at.mp.exp(-at.inexact(of)))


def _sum(at: MatrixEvaluation, _: Call, of: Matrix) -> Value:
    return reduce(at.added, of.entries)


def _mean(at: MatrixEvaluation, tree: Call, of: Matrix) -> Value:
    return at.multiplied(_sum(at, tree, of), Fraction(1, len(of.entries)))


MATRIX_FUNCTIONS: dict[str, Callable[..., Value | Matrix]] = {
    "transpose": _transpose,
    "inverse": lambda at, tree, of: at.inverse(tree, of),
    "trace": _trace,
    "det": lambda at, tree, of: at.determinant(tree, of),
    "norm": lambda at, tree, *of: at.norm(tree, *of),
    "abs": _bars,
    "dot": _inner,
    "sum": _sum,
    "mean": _mean,
    "softmax": _softmax,
}

_OF_NUMBERS: dict[str, Callable[[MatrixEvaluation, list[Value]], Value]] = {
    "transpose": lambda _, given: given[0],
    "trace": lambda _, given: given[0],
    "det": lambda _, given: given[0],
    "norm": lambda _, given: abs(given[0]),
    "dot": lambda at, given: at.multiplied(given[0], given[1]),
    "softmax": lambda _, given: Fraction(1),
    "sigmoid": lambda at, given: _sigmoid(at, given[0]),
}
"""A one by one matrix has become a number by then."""
