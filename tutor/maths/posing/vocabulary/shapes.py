"""Shapes of tensors, and sums over named indices."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product, zip_longest

import numpy

from tutor.maths.posing.arithmetic import add
from tutor.maths.posing.values import FormulaError, TooLargeError, Value, described, is_number, listed_items, whole
from tutor.maths.posing.vocabulary.lists import product_of
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

SHAPES: Vocabulary = {}

MOST_AXES = 8
MOST_TENSORS = 4
MOST_TERMS = 4_000
LARGEST_SIZE = 10**12
UNDEFINED = "undefined"
"""What an operation on shapes yields that do not fit together; also the word of the kind `shape`."""


def _sizes(value: Value) -> tuple[int, ...]:
    sizes = tuple(whole(each, "a size") for each in listed_items(value))
    if len(sizes) > MOST_AXES:
        raise TooLargeError(f"a shape of over {MOST_AXES} sizes")
    if any(not 1 <= each <= LARGEST_SIZE for each in sizes):
        raise FormulaError("a size is a whole number from 1")
    return sizes


def _numeric_shape(step: Value) -> Value:
    """What NumPy makes of arrays of these shapes that take no room; "undefined" where it refuses."""

    def of_shapes(*shapes: Value) -> Value:
        arrays = [numpy.broadcast_to(0.0, [int(size) for size in shape]) for shape in shapes]
        try:
            return numpy.array(step(*arrays), float)
        except ValueError:
            return UNDEFINED

    return of_shapes


@entered(
    SHAPES, "matmul_shape(a, b)",
    'matmul_shape((2, 3), (3, 4)) = (2, 4) and matmul_shape((5, 2, 3), [3]) = (5, 2) '
    'and matmul_shape((2, 3), (2, 3)) = "undefined"',
    _numeric_shape(lambda a, b: numpy.matmul(a, b).shape),
)  # fmt: skip
def matmul_shape(a: Value, b: Value) -> Value:
    """The shape of a matrix product `a @ b` as NumPy and PyTorch take it: a vector lacks one axis, leading axes
    are broadcast. "undefined" where the sizes do not fit."""
    left, right = _sizes(a), _sizes(b)
    if not left or not right:
        return UNDEFINED
    inner = right[-2] if len(right) > 1 else right[0]
    ahead = _broadcast(left[:-2], right[:-2])
    if left[-1] != inner or ahead is None:
        return UNDEFINED
    return (*ahead, *left[-2:-1], *(right[-1:] if len(right) > 1 else ()))


@entered(
    SHAPES, "broadcast_shape(a, b, …)",
    'broadcast_shape((2, 1), [3]) = (2, 3) and broadcast_shape((2, 2), (2, 3)) = "undefined"',
    _numeric_shape(lambda *arrays: numpy.broadcast(*arrays).shape),
)  # fmt: skip
def broadcast_shape(*shapes: Value) -> Value:
    """The shape in which tensors meet entry by entry: aligned at their last sizes, where a 1 stretches.
    "undefined" where the sizes do not fit."""
    if not 1 <= len(shapes) <= MOST_AXES:
        raise FormulaError(f"from 1 to {MOST_AXES} shapes")
    common = _broadcast(*map(_sizes, shapes))
    return UNDEFINED if common is None else common


def _broadcast(*shapes: tuple[int, ...]) -> tuple[int, ...] | None:
    common: list[int] = []
    for sizes in zip_longest(*(reversed(shape) for shape in shapes), fillvalue=1):
        stretched = set(sizes) - {1}
        if len(stretched) > 1:
            return None
        common.append(stretched.pop() if stretched else 1)
    return tuple(reversed(common))


@dataclass(frozen=True, slots=True)
class Spec:
    """`ij,jk->ik`: the indices of each tensor, and of the result."""

    tensors: tuple[str, ...]
    result: str

    @classmethod
    def of(cls, text: Value) -> Spec:
        if not isinstance(text, str):
            raise FormulaError(f'{described(text)} stands where a text such as "ij,jk->ik" belongs')
        left, arrow, result = text.replace(" ", "").partition("->")
        tensors = tuple(left.split(","))
        if not arrow:
            result = "".join(sorted(index for index in set(left) - {","} if left.count(index) == 1))
        if len(tensors) > MOST_TENSORS or max(map(len, (*tensors, result))) > MOST_AXES:
            raise TooLargeError(f"at most {MOST_TENSORS} tensors with {MOST_AXES} indices each")
        for index in {*left.replace(",", ""), *result}:
            if not (index.isascii() and index.isalpha()):
                raise FormulaError("an index is one letter")
        if len(set(result)) < len(result):
            raise FormulaError("an index stands twice in the result")
        if missing := sorted(set(result) - set(left)):
            raise FormulaError(f"the index {missing[0]} of the result is in no tensor")
        return cls(tensors, result)

    def sizes(self, shapes: list[tuple[int, ...]]) -> dict[str, int] | None:
        """How far each index goes; None where the shapes do not fit."""
        if len(shapes) != len(self.tensors):
            raise FormulaError(f"it has indices for {len(self.tensors)} tensors, and {len(shapes)} are given")
        found: dict[str, int] = {}
        for indices, shape in zip(self.tensors, shapes, strict=True):
            if len(indices) != len(shape):
                return None
            for index, size in zip(indices, shape, strict=True):
                if found.setdefault(index, size) != size:
                    return None
        return found


@entered(
    SHAPES, "einsum_shape(spec, shape, …)",
    'einsum_shape("ij,jk->ik", (2, 3), (3, 4)) = (2, 4) and einsum_shape("ij,jk", (2, 3), (2, 3)) = "undefined"',
    lambda spec, *shapes: _numeric_shape(lambda *arrays: numpy.einsum(spec, *arrays).shape)(*shapes),
)  # fmt: skip
def einsum_shape(spec: Value, *shapes: Value) -> Value:
    """The shape of `einsum(spec, …)` for tensors of these shapes; "undefined" where they do not fit."""
    read = Spec.of(spec)
    sizes = read.sizes([_sizes(shape) for shape in shapes])
    return UNDEFINED if sizes is None else tuple(sizes[index] for index in read.result)


@entered(
    SHAPES, "einsum(spec, tensor, …)",
    'einsum("ij,jk->ik", [[1, 2]], [[3], [4]]) = [[11]] and einsum("ii", [[1, 2], [3, 4]]) = 5',
    numpy.einsum,
)  # fmt: skip
def einsum(spec: Value, *tensors: Value) -> Value:
    """The sum of products over all indices that are not in the result: "ij,jk->ik" is a matrix product. Without
    "->" the result has the indices that stand once, in the order of the alphabet."""
    read = Spec.of(spec)
    shapes = [_shape_of(each) for each in tensors]
    sizes = read.sizes(shapes)
    if sizes is None:
        found = ", ".join(" x ".join(map(str, shape)) or "a number" for shape in shapes)
        raise FormulaError(f"{spec} does not fit these shapes: {found}")
    if math.prod(sizes.values()) * len(tensors) > MOST_TERMS:
        raise TooLargeError(f"over {MOST_TERMS} products")
    entries: dict[tuple[int, ...], Value] = {}
    for at in _positions(sizes):
        factors = [_entry(t, [at[i] for i in indices]) for t, indices in zip(tensors, read.tensors, strict=True)]
        key = tuple(at[index] for index in read.result)
        entries[key] = add(entries.get(key, 0), product_of(factors))
    return _nested(entries, [sizes[index] for index in read.result], ())


def _positions(sizes: dict[str, int]) -> Iterator[dict[str, int]]:
    for at in product(*map(range, sizes.values())):
        yield dict(zip(sizes, at, strict=True))


def _shape_of(tensor: Value) -> tuple[int, ...]:
    if not isinstance(tensor, list):
        if not is_number(tensor):
            raise FormulaError(f"{described(tensor)} stands where a tensor belongs")
        return ()
    inner = {_shape_of(each) for each in tensor}
    if len(inner) != 1:
        raise FormulaError("a tensor has rows of the same length, and none is empty")
    return (len(tensor), *inner.pop())


def _entry(tensor: Value, at: list[int]) -> Value:
    for position in at:
        tensor = tensor[position]
    return tensor


def _nested(entries: dict[tuple[int, ...], Value], sizes: list[int], key: tuple[int, ...]) -> Value:
    if not sizes:
        return entries[key]
    return [_nested(entries, sizes[1:], (*key, at)) for at in range(sizes[0])]
