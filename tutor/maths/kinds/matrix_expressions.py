"""Answers in which names stand for matrices: `A^T B`, `x^T A x`, `(A B)^-1`."""

from __future__ import annotations

from tutor.errors import Unreadable
from tutor.expression.nodes import Listed, Logic, Node, Relation
from tutor.maths.comparison.equality import compare
from tutor.maths.kinds.frame import Frame, Kind, Reading, mismatch, read_tree, verdict_of, with_article, wrong
from tutor.maths.kinds.labels import unlabelled
from tutor.maths.kinds.single import told
from tutor.maths.trees.matrix_names import shape_of
from tutor.problem import Outcome, Verdict

VECTORS = frozenset(("column", "row"))


def _value(tree: Node, _: Frame) -> Node:
    if isinstance(tree, Relation | Logic) or (isinstance(tree, Listed) and tree.bracket == "{"):
        raise mismatch("expression", tree)
    return tree


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    result = compare(given.value, asked.value, frame.names)
    if result.same is not False:
        return verdict_of(result)
    shape, wanted = (shape_of(side.value, frame.names) for side in (given, asked))
    if shape == wanted:
        message = told(result.example)
        return Verdict(Outcome.WRONG, message, counterexample=result.example, decided_by=result.decided_by)
    if {shape, wanted} == VECTORS:
        return wrong(f"A {wanted} is asked for; yours is a {shape}.", "structure", "transposed")
    raise Unreadable(f"{with_article(wanted).capitalize()} is asked for; this is {with_article(shape)}.", 0)


MATRIX_EXPRESSION = Kind("matrix", unlabelled(read_tree("matrix", _value)), _judge)
