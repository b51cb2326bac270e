"""The functions that authors' formulas may call, and the constants.

One module for each field; every function enters itself with signature, purpose, example, and a
second way to work it out by NumPy.
"""

import sympy

from tutor.maths.posing.values import Value
from tutor.maths.posing.vocabulary.algebra import ALGEBRA
from tutor.maths.posing.vocabulary.attention import ATTENTION
from tutor.maths.posing.vocabulary.calculus import CALCULUS
from tutor.maths.posing.vocabulary.chance import CHANCE
from tutor.maths.posing.vocabulary.decompositions import DECOMPOSITIONS
from tutor.maths.posing.vocabulary.distributions import DISTRIBUTIONS
from tutor.maths.posing.vocabulary.information import INFORMATION
from tutor.maths.posing.vocabulary.integrals import INTEGRALS
from tutor.maths.posing.vocabulary.lists import LISTS
from tutor.maths.posing.vocabulary.matrices import MATRICES
from tutor.maths.posing.vocabulary.models import MODELS
from tutor.maths.posing.vocabulary.numbers import NUMBERS
from tutor.maths.posing.vocabulary.optimisers import OPTIMISERS
from tutor.maths.posing.vocabulary.properties import PROPERTIES
from tutor.maths.posing.vocabulary.registry import Function, Vocabulary
from tutor.maths.posing.vocabulary.search import SEARCH
from tutor.maths.posing.vocabulary.second_routes import SECOND_ROUTES
from tutor.maths.posing.vocabulary.shapes import SHAPES
from tutor.maths.posing.vocabulary.softmax import SOFTMAX
from tutor.maths.posing.vocabulary.vectors import VECTORS

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
