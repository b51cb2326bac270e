"""Products as they are typed, factor by factor: `A * B`, `A B`, or the factors in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Interval, Listed, Logic, Negative, Node, Relation
from tutor.maths.comparison.equality import free_names
from tutor.maths.kinds.fields import on_one_line
from tutor.maths.kinds.frame import Frame, Reading, require_defined
from tutor.maths.kinds.labels import unlabelled_list
from tutor.maths.kinds.lists import is_bare_list
from tutor.maths.kinds.sorts import require_finite
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.matrices import is_matrix, is_vector, rational_value
from tutor.maths.trees.matrix_names import has_matrices, valued

MOST_FACTORS = 12


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors in order, worked out: matrices (also vectors), or single values."""

    values: tuple[Node, ...]

    @property
    def are_lists(self) -> bool:
        return any(isinstance(each, Listed) for each in self.values)


def _typed_product(text: str, frame: Frame) -> Reading:
    shift = 0
    if is_bare_list(text):
        text, shift = f"({text})", 1
    try:
        typed = frame.read(text)
        require_finite(typed, frame.names)
        factors = _factors(typed, frame)
    except Unreadable as fault:
        raise Unreadable(fault.message, max(fault.place - shift, 0)) from None
    return Reading(text, typed, factors)


_unlabelled = unlabelled_list(_typed_product, in_order=False)


def read_product(text: str, frame: Frame) -> Reading:
    """Its factors, worked out. Raises Unreadable for what is no product."""
    return replace(_unlabelled(on_one_line(text), frame), text=text)


def _factors(typed: Node, frame: Frame) -> Factors:
    if isinstance(typed, Relation | Logic | Interval) or (isinstance(typed, Listed) and typed.bracket == "{"):
        raise Unreadable("A product, or its factors in order, is asked for.", max(typed.place, 0))
    parts = list(typed.items) if isinstance(typed, Listed) and _is_list_of_factors(typed) else list(_parts(typed))
    if len(parts) > MOST_FACTORS:
        raise Unreadable(f"At most {MOST_FACTORS} factors are read.", 0)
    values = [_valued(part, frame) for part in parts]
    return Factors(tuple(_without_scalars(values, frame)))


def _is_list_of_factors(typed: Listed) -> bool:
    """In round brackets, or with matrices for its items; else it is a factor itself."""
    return bool(typed.items) and (typed.bracket == "(" or all(is_matrix(worked_out(item)) for item in typed.items))


def _valued(part: Node, frame: Frame) -> Node:
    if has_matrices(part, frame.names):
        raise Unreadable("Write each matrix out, entry by entry.", max(part.place, 0))
    value = valued(part, frame.names)
    require_defined(value, frame.names)
    if isinstance(value, Listed) and not (is_matrix(value) or is_vector(value)):
        raise Unreadable("Each factor is a matrix whose rows are equally long.", max(part.place, 0))
    return value


def _parts(tree: Node) -> Iterator[Node]:
    """The factors of a product as it is written; a sign and a divisor go to a neighbour."""
    match tree:
        case Binary(op="*", left=left, right=right):
            yield from _parts(left)
            yield from _parts(right)
        case Negative(operand=Binary(op="*") as product):
            first, *rest = _parts(product)
            yield Negative(first, place=tree.place)
            yield from rest
        case Binary(op="/", left=Binary(op="*") as product, right=below):
            *rest, last = _parts(product)
            yield from rest
            yield Binary("/", last, below, place=tree.place)
        case Binary(op="^", left=base, right=exponent) if (times := _times(exponent)) > 1:
            yield from list(_parts(base)) * times
        case _:
            yield tree


def _times(exponent: Node) -> int:
    value = rational_value(exponent)
    return int(value) if value is not None and value.denominator == 1 and 1 < value <= MOST_FACTORS else 1


def _without_scalars(values: list[Node], frame: Frame) -> Iterator[Node]:
    """A number among matrices, or among expressions with names, belongs to the next factor, else to the last."""
    is_scalar = [_is_scalar(value, values, frame) for value in values]
    if all(is_scalar):
        yield from values
        return
    held: Node | None = None
    kept: list[Node] = []
    for value, scalar in zip(values, is_scalar, strict=True):
        if scalar:
            held = value if held is None else Binary("*", held, value)
        else:
            kept.append(value if held is None else worked_out(Binary("*", held, value)))
            held = None
    if held is not None:
        kept[-1] = worked_out(Binary("*", held, kept[-1]))
    yield from kept


def _is_scalar(value: Node, values: Sequence[Node], frame: Frame) -> bool:
    if any(isinstance(each, Listed) for each in values):
        return not isinstance(value, Listed)
    return any(free_names(each, frame.names) for each in values) and not free_names(value, frame.names)
