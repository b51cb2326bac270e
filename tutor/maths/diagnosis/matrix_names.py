"""The slip behind a wrong expression in names of matrices: its sign, its transpose, the order of a product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from tutor.expression.nodes import Binary, Call, Negative, Node
from tutor.maths.diagnosis.evidence import Diagnosis, is_small
from tutor.maths.diagnosis.inside import in_one_place
from tutor.maths.kinds.frame import Frame, same_entry

MOST_VARIANTS = 12


def of_matrix_names(given: Node, asked: Node, frame: Frame) -> Diagnosis | None:
    """The first slip that is proved, the surest first."""
    if not (is_small(given) and is_small(asked)):
        return None
    for name, say, variants in _SLIPS:
        for made in islice(variants(asked), MOST_VARIANTS):
            if same_entry(given, made, frame).same is True:
                return Diagnosis(name, say)
    return None


def _exchanged(tree: Node) -> Iterator[Node]:
    match tree:
        case Binary(op="*", left=Binary(op="*", left=first, right=left), right=right):
            yield Binary("*", right, Binary("*", first, left))
            yield Binary("*", Binary("*", first, right), left)
        case Binary(op="*", left=left, right=right):
            yield Binary("*", right, left)


def _without_transpose(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Call) and tree.name == "transpose":
        yield tree.arguments[0]


def _without_inverse(tree: Node) -> Iterator[Node]:
    match tree:
        case Call(name="inverse", arguments=(of,)) | Binary(op="^", left=of, right=Negative()):
            yield of


def _in_one_place(change: Callable[[Node], Iterable[Node]]) -> Callable[[Node], Iterator[Node]]:
    return lambda asked: in_one_place(asked, change)


_SLIPS: tuple[tuple[str, str, Callable[[Node], Iterable[Node]]], ...] = (
    ("opposite-sign", "The sign is the other way round.", lambda asked: [Negative(asked)]),
    ("transposed", "This is the transpose of what is asked for.", lambda asked: [Call("transpose", (asked,))]),
    ("missing-transpose", "A transpose is missing.", _in_one_place(_without_transpose)),
    ("missing-inverse", "An inverse is missing.", _in_one_place(_without_inverse)),
    ("factors-exchanged", "Two factors stand in the wrong order.", _in_one_place(_exchanged)),
)
