"""The functions that authors' formulas may call, and the constants.

One module for each field; every function enters itself with signature, purpose, example, and a
second way to work it out by NumPy.
"""

import sympy

from tutor.maths.values import Value
from tutor.maths.vocabulary.algebra import ALGEBRA
from tutor.maths.vocabulary.attention import ATTENTION
from tutor.maths.vocabulary.calculus import CALCULUS
from tutor.maths.vocabulary.chance import CHANCE
from tutor.maths.vocabulary.decompositions import DECOMPOSITIONS
from tutor.maths.vocabulary.distributions import DISTRIBUTIONS
from tutor.maths.vocabulary.information import INFORMATION
from tutor.maths.vocabulary.integrals import INTEGRALS
from tutor.maths.vocabulary.lists import LISTS
from tutor.maths.vocabulary.matrices import MATRICES
from tutor.maths.vocabulary.models import MODELS
from tutor.maths.vocabulary.numbers import NUMBERS
from tutor.maths.vocabulary.optimisers import OPTIMISERS
from tutor.maths.vocabulary.properties import PROPERTIES
from tutor.maths.vocabulary.registry import Function, Vocabulary
from tutor.maths.vocabulary.search import SEARCH
from tutor.maths.vocabulary.second_routes import SECOND_ROUTES
from tutor.maths.vocabulary.shapes import SHAPES
from tutor.maths.vocabulary.softmax import SOFTMAX
from tutor.maths.vocabulary.vectors import VECTORS

VOCABULARY: Vocabulary = (
    NUMBERS
    | LISTS
    | VECTORS
    | MATRICES
    | PROPERTIES
    | DECOMPOSITIONS
    | CHANCE
    | DISTRIBUTIONS
    | INFORMATION
    | SOFTMAX
    | ATTENTION
    | SHAPES
    | MODELS
    | OPTIMISERS
    | SEARCH
    | ALGEBRA
    | CALCULUS
    | INTEGRALS
    | SECOND_ROUTES
)

CONSTANTS: dict[str, Value] = {
    "pi": sympy.pi,
    "e": sympy.E,
    "true": True,
    "false": False,
    "oo": sympy.oo,
    "yes": True,
    "no": False,
}

__all__ = ["CONSTANTS", "VOCABULARY", "Function", "Vocabulary"]
