"""Are two values the same where names stand for matrices? `A B` is not `B A`, `(A B)^T` is `B^T A^T`.

Both sides are worked out, exactly, at small matrices of two sizes: readable ones, then random ones, none
of which commute. Literal vectors and matrices beside the names fix the size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain, islice
from random import Random

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Listed, Logic, Name, Node, Relation, walk
from tutor.maths.trees.arrays import spelled_out, worked_out
from tutor.maths.trees.functions import UnboundedError, UndefinedError, Value
from tutor.maths.trees.matrix_values import Matrix, MatrixEvaluation, column, identity
from tutor.maths.trees.points import Assumed, random_points, readable_points
from tutor.maths.trees.probes import Evaluation, Point
from tutor.maths.trees.short_values import short
from tutor.maths.trees.substitute import free_ids, rebuilt
from tutor.maths.trees.translate import MATRICES, Names
from tutor.problem import Counterexample

NEEDED = 3
"""So many samples of each size must count before agreement is believed."""

SIZES = (2, 3)
SAMPLES = 6
GROWING = frozenset(("softmax", "sigmoid", "exp", "tanh", "sinh", "cosh"))
SMALL = Fraction(1, 19)
NEARLY = -40
"""The power of ten, relative to the values, below which they do not differ."""


def has_matrices(tree: Node, names: Names) -> bool:
    """Whether a name of a matrix or a vector, or `I` for the identity, stands in a tree."""
    return names.has_matrices and any(
        names.is_matrix(each) or (each == "I" and names.is_constant(each)) for each in free_ids(tree)
    )


def valued(tree: Node, names: Names) -> Node:
    """A tree as it is compared: worked out down to its entries, unless names of matrices stand in it."""
    if not has_matrices(tree, names):
        return worked_out(tree)
    if isinstance(tree, Relation | Logic):
        return rebuilt(tree, lambda part: valued(part, names))
    value = spelled_out(tree)
    shape_of(value, names)
    return value


@dataclass(frozen=True, slots=True)
class Sample:
    """A matrix for each name of one, a number for each other name. `size`: that of the identity."""

    matrices: dict[str, Matrix]
    point: Point
    size: int

    def scaled(self, factor: Fraction, names: frozenset[str]) -> Sample:
        """With the matrices of some names that much larger or smaller."""
        scaled = {name: self.matrices[name].each(lambda entry: entry * factor) for name in names}
        return Sample({**self.matrices, **scaled}, self.point, self.size)

    def value(self, tree: Node) -> Value | Matrix:
        return MatrixEvaluation(self.point, self.matrices, self.size).value(tree)


@dataclass(frozen=True, slots=True)
class MatrixComparison:
    """`same` None: it could not be decided. `example`: where the two differ, in words."""

    same: bool | None
    example: Counterexample | None = None


def compare_matrices(answer: Node, against: Node, names: Names) -> MatrixComparison:
    """Compare two values in which names of matrices stand."""
    counted = 0
    sizes = 0
    for size in _sizes(answer, against):
        found = _agreeing(answer, against, names, size)
        if isinstance(found, Sample):
            return MatrixComparison(False, _shown(answer, against, found))
        sizes += found is not None
        counted += found or 0
    return MatrixComparison(True if sizes and counted >= NEEDED * sizes else None)


def _agreeing(answer: Node, against: Node, names: Names, size: int) -> int | Sample | None:
    """How many samples of a size count, all agreeing; the first where the two differ; None where the
    size does not fit."""
    counted = 0
    for sample in _samples_for((answer, against), names, size):
        try:
            first, second = sample.value(answer), sample.value(against)
        except Unreadable:
            return None
        except (UndefinedError, UnboundedError):
            continue
        if not same_values(first, second):
            return sample
        counted += 1
    return counted


def same_values(first: Value | Matrix, second: Value | Matrix) -> bool:
    """A zero matrix may be written `0`."""
    if isinstance(first, Matrix) != isinstance(second, Matrix):
        matrix, number = (first, second) if isinstance(first, Matrix) else (second, first)
        return number == 0 and all(entry == 0 for entry in matrix.entries)
    if isinstance(first, Matrix):
        pairs = zip(first.entries, second.entries, strict=True) if first.size == second.size else [(0, 1)]
        return all(same_values(a, b) for a, b in pairs)
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return first == second
    at = Evaluation({})
    a, b = at.inexact(first), at.inexact(second)
    return bool(abs(a - b) <= at.mp.mpf(10) ** NEARLY * max(abs(a), abs(b), 1))


def shape_of(tree: Node, names: Names) -> str:
    """`matrix`, `column`, `row` or `number`. Raises Unreadable where no size fits."""
    fault: Unreadable | None = None
    for size in _sizes(tree):
        for sample in _samples_for((tree,), names, size):
            try:
                return _shape(sample.value(tree))
            except Unreadable as found:
                fault = fault or found
                break
            except (UndefinedError, UnboundedError):
                continue
    raise fault or Unreadable("This has no value, whatever the names stand for.", 0)


def _shape(value: Value | Matrix) -> str:
    if not isinstance(value, Matrix):
        return "number"
    if value.is_vector:
        return "column"
    return "row" if len(value.rows) == 1 else "matrix"


def _samples_for(trees: Sequence[Node], names: Names, size: int) -> Iterator[Sample]:
    """Functions of entries are looked at with small entries as well, so that `e^x` does not drown others."""
    free = sorted({each for tree in trees for each in free_ids(tree) if not names.is_constant(each)})
    in_play = tuple((name, names.assumption(name)) for name in free)
    drawn = samples(in_play, size)
    if not any(isinstance(part, Call) and part.name in GROWING for tree in trees for part in walk(tree)):
        yield from drawn
        return
    scalable = frozenset(name for name, kind in in_play if kind in MATRICES and kind != "orthogonal")
    yield from drawn[:SAMPLES]
    yield from (sample.scaled(SMALL, scalable) for sample in drawn[SAMPLES:])


def _sizes(*trees: Node) -> Sequence[int]:
    """Those of literal lists, if there are any."""
    lists = (part for tree in trees for part in walk(tree) if isinstance(part, Listed))
    found = sorted({len(each.items) for each in lists})
    return [size for size in found if size <= 4] or SIZES


@lru_cache(maxsize=128)
def samples(names: Assumed, size: int) -> tuple[Sample, ...]:
    """Matrices and numbers for the names: small whole ones first, then random ones from a fixed seed."""
    random = Random(f"nabla matrices {size}")
    matrices = [(name, kind) for name, kind in names if kind in MATRICES]
    numbers = tuple((name, kind) for name, kind in names if kind not in MATRICES)
    readable = [dict(point) for point in islice(readable_points(numbers), SAMPLES)] if numbers else [{}] * SAMPLES
    further = list(random_points(numbers, SAMPLES)) if numbers else [{}] * SAMPLES
    points = [*readable, *further]
    return tuple(
        Sample(
            {name: _drawn(kind, size, turn + place, turn, random) for place, (name, kind) in enumerate(matrices)},
            points[turn],
            size,
        )
        for turn in range(2 * SAMPLES)
    )


_READABLE = {
    2: tuple(
        ((a, b), (c, d)) for a, b, c, d in ((1, 2, 3, 4), (0, 1, 2, 3), (2, 1, 0, -1), (1, -1, 2, 1), (3, 2, 1, 0))
    ),
    3: (
        ((1, 2, 0), (0, 1, 1), (3, 0, 1)),
        ((0, 1, 2), (1, 0, 3), (1, 1, 0)),
        ((2, 0, 1), (1, -1, 0), (0, 1, 1)),
        ((1, 0, 2), (-1, 1, 0), (2, 1, 1)),
    ),
}
_READABLE_VECTORS = {2: ((1, 2), (3, -1), (2, 5), (-1, 3)), 3: ((1, 2, 3), (0, -1, 2), (2, 1, -1), (3, 0, 1))}


def _drawn(kind: str, size: int, which: int, turn: int, random: Random) -> Matrix:
    if kind == "vector":
        known = _READABLE_VECTORS.get(size, ())
        if turn < len(known):
            return column([Fraction(entry) for entry in known[which % len(known)]])
        return column([_entry(random) for _ in range(size)])
    if kind == "orthogonal":
        return _orthogonal(size, turn, random)
    known_rows = _READABLE.get(size, ())
    if turn < len(known_rows):
        matrix = Matrix(tuple(tuple(map(Fraction, row)) for row in known_rows[which % len(known_rows)]))
    else:
        matrix = _random_matrix(size, random)
    return _mirrored(matrix) if kind == "symmetric" else matrix


def _mirrored(matrix: Matrix) -> Matrix:
    """The symmetric matrix with the same upper triangle; its determinant must not vanish."""
    rows = matrix.rows
    places = range(len(rows))
    mirrored = Matrix(tuple(tuple(rows[min(i, j)][max(i, j)] for j in places) for i in places))
    whole = MatrixEvaluation({}, {}, len(rows)).determinant(Name("A"), mirrored)
    return mirrored if whole else _shifted(mirrored)


def _shifted(matrix: Matrix) -> Matrix:
    places = range(len(matrix.rows))
    return Matrix(tuple(tuple(matrix.rows[i][j] + 7 * (i == j) for j in places) for i in places))


def _entry(random: Random) -> Fraction:
    return Fraction(random.randint(-9, 9) or 1, random.choice((1, 1, 2, 3, 7)))


def _random_matrix(size: int, random: Random) -> Matrix:
    while True:
        matrix = Matrix(tuple(tuple(_entry(random) for _ in range(size)) for _ in range(size)))
        if size == 1 or MatrixEvaluation({}, {}, size).determinant(Name("A"), matrix):
            return matrix


_QUARTER = Matrix(((Fraction(0), Fraction(-1)), (Fraction(1), Fraction(0))))
_SWAP = Matrix(((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0))))


def _orthogonal(size: int, turn: int, random: Random) -> Matrix:
    """A rotation for even turns, a reflection in it for odd ones: `(I - S)(I + S)^-1` with S skew
    (Cayley 1846), its first row turned round."""
    if size == 2 and turn < 2:
        return (_QUARTER, _SWAP)[turn]
    at = MatrixEvaluation({}, {}, size)
    upper = {(i, j): _entry(random) for i in range(size) for j in range(i)}
    skew = Matrix(
        tuple(tuple(upper.get((i, j), -upper.get((j, i), Fraction(0))) for j in range(size)) for i in range(size))
    )
    whole = identity(size)
    turned = at.multiplied(at.added(whole, -skew), at.inverse(Name("A"), at.added(whole, skew)))
    if size == 1:
        return Matrix(((Fraction(-1 if turn % 2 else 1),),))
    if turn % 2:
        turned = Matrix((tuple(-entry for entry in turned.rows[0]), *turned.rows[1:]))
    return turned


def _shown(answer: Node, against: Node, sample: Sample) -> Counterexample:
    names: Iterator[tuple[str, Value | Matrix]] = chain(sample.matrices.items(), sample.point.items())
    values = {name: shown(value) for name, value in names}
    return Counterexample(values, shown(sample.value(answer)), shown(sample.value(against)))


def shown(value: Value | Matrix) -> str:
    """`[[1, 2], [3, 4]]`, `[1, 2]` for a column, a number as it is."""
    if not isinstance(value, Matrix):
        return short(value)
    rows = ["[" + ", ".join(map(short, row)) + "]" for row in value.rows]
    return "[" + ", ".join(map(short, value.entries)) + "]" if value.is_vector else "[" + ", ".join(rows) + "]"
