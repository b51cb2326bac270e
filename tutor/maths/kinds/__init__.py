"""What "same" means for each kind of answer."""

from __future__ import annotations

from tutor.expression.nodes import Listed, Logic, Node, Relation
from tutor.maths.equality import free_names
from tutor.maths.kinds import choices, inequalities, lists, relations, sets, single
from tutor.maths.kinds.frame import Frame, Kind, Reading
from tutor.maths.matrices import is_matrix
from tutor.maths.translate import Names

__all__ = ["KINDS", "Frame", "Kind", "Reading", "kind_from"]

KINDS: dict[str, Kind] = {
    "number": single.NUMBER,
    "expression": single.EXPRESSION,
    "vector": lists.VECTOR,
    "matrix": lists.MATRIX,
    "tuple": lists.TUPLE,
    "distribution": lists.DISTRIBUTION,
    "up-to-scale": lists.UP_TO_SCALE,
    "up-to-sign": lists.UP_TO_SIGN,
    "set": sets.SET,
    "multiset": sets.MULTISET,
    "equation": relations.EQUATION,
    "inequality": inequalities.INEQUALITY,
    "boolean": choices.BOOLEAN,
    "choice": choices.CHOICE,
    "choices": choices.CHOICES,
    "ordering": choices.ORDERING,
    "shape": choices.SHAPE,
}


def kind_from(tree: Node, names: Names) -> Kind:
    """The kind of an answer whose question does not say it."""
    match tree:
        case Listed(bracket="{"):
            return sets.SET
        case Listed() if is_matrix(tree):
            return lists.MATRIX
        case Listed(bracket="["):
            return lists.VECTOR
        case Listed():
            return lists.TUPLE
        case Relation(operators=("=",)):
            return relations.EQUATION
        case Relation() | Logic():
            return inequalities.INEQUALITY
    return single.EXPRESSION if free_names(tree, names) else single.VALUE
