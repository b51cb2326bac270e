"""The form `echelon`: each row begins with more zeros than the one above, zero rows last.

Any row echelon form has it, the reduced one or another. It says nothing of the value: for the kind `matrix`
that is the key's, so that the key is the form that is asked for; where any will do, ask for `satisfying` with
`is_echelon(answer)` and `row_reduced(answer) = ...`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tutor.expression.nodes import Node, Number
from tutor.maths.comparison.equality import compare
from tutor.maths.trees.arrays import worked_out
from tutor.maths.trees.matrices import is_matrix, rows_of
from tutor.maths.trees.translate import Names

ECHELON = "Give it in row echelon form: each row begins with more zeros than the one above, zero rows last."
ZERO = Number("0")


def echelon_fault(typed: Node, names: Names) -> str | None:
    """Which row breaks the form; None where none does. Raises Unreadable where sizes do not fit."""
    value = worked_out(typed)
    if not is_matrix(value):
        return "This is no matrix."
    rows = rows_of(value)
    leads = [_lead(row, names) for row in rows]
    for at, (above, here) in enumerate(pairwise(leads), start=2):
        if here <= above < len(rows[0]) or here < above == len(rows[0]):
            return f"Look at row {at}."
    return None


def _lead(row: Sequence[Node], names: Names) -> int:
    """How many zeros a row begins with."""
    return next((at for at, entry in enumerate(row) if compare(entry, ZERO, names).same is not True), len(row))
