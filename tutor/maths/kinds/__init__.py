"""What "same" means for each kind of answer."""

from __future__ import annotations

from tutor.expression.nodes import Interval, Listed, Logic, Node, Relation
from tutor.maths.comparison.equality import free_names
from tutor.maths.kinds import (
    antiderivative,
    bases,
    choices,
    derivation,
    directions,
    factorisation,
    inequalities,
    intervals,
    lists,
    quantity,
    relations,
    satisfying,
    sets,
    shapes,
    single,
)
from tutor.maths.kinds.frame import Frame, Kind, Reading
from tutor.maths.kinds.matrix_expressions import MATRIX_EXPRESSION
from tutor.maths.solving.statements import is_set_expression, is_statement
from tutor.maths.trees.matrices import is_matrix
from tutor.maths.trees.translate import Names

__all__ = ["KINDS", "Frame", "Kind", "Reading", "kind_from", "kind_named"]

KINDS: dict[str, Kind] = {
    "number": single.NUMBER,
    "expression": single.EXPRESSION,
    "vector": lists.VECTOR,
    "matrix": lists.MATRIX,
    "tuple": lists.TUPLE,
    "distribution": lists.DISTRIBUTION,
    "up-to-scale": directions.UP_TO_SCALE,
    "up-to-sign": directions.UP_TO_SIGN,
    "subspace-basis": bases.SUBSPACE_BASIS,
    "orthonormal-basis": bases.ORTHONORMAL_BASIS,
    "satisfying": satisfying.SATISFYING,
    "factorisation": factorisation.FACTORISATION,
    "set": sets.SET,
    "multiset": sets.MULTISET,
    "interval": intervals.INTERVAL,
    "equation": relations.EQUATION,
    "inequality": inequalities.INEQUALITY,
    "boolean": choices.BOOLEAN,
    "choice": choices.CHOICE,
    "choices": choices.CHOICES,
    "ordering": choices.ORDERING,
    "shape": shapes.SHAPE,
    "antiderivative": antiderivative.ANTIDERIVATIVE,
    "derivation": derivation.DERIVATION,
    "quantity": quantity.QUANTITY,
}

OF_MATRICES = frozenset(("expression", "number", "vector", "matrix"))
"""The kinds that a value with names of matrices in it may have."""


def kind_named(name: str, names: Names) -> Kind | None:
    """The kind of that name; where names stand for matrices, their own for all single values."""
    return MATRIX_EXPRESSION if names.has_matrices and name in OF_MATRICES else KINDS.get(name)


def kind_from(tree: Node, names: Names) -> Kind:
    """The kind of an answer whose question does not say it."""
    if names.has_matrices and not isinstance(tree, Relation | Logic | Interval):
        return MATRIX_EXPRESSION
    if is_statement(tree):
        return _kind_of_statement(tree)
    if is_set_expression(tree):
        return intervals.INTERVAL if intervals.has_interval(tree) else sets.SET
    match tree:
        case Listed(bracket="{"):
            return sets.SET
        case Listed() if is_matrix(tree):
            return lists.MATRIX
        case Listed(bracket="["):
            return lists.VECTOR
        case Listed():
            return lists.TUPLE
    return single.EXPRESSION if free_names(tree, names) else single.VALUE


def _kind_of_statement(tree: Node) -> Kind:
    if isinstance(tree, Listed):
        if not all(map(relations.has_only_equations, tree.items)):
            return inequalities.INEQUALITY
        return relations.EQUATIONS_IN_ORDER if tree.bracket == "[" else relations.EQUATION
    return relations.EQUATION if relations.has_only_equations(tree) else inequalities.INEQUALITY
