"""Drawing by a formula, for the tests of the samplers."""

from typing import Any

import numpy
from hypothesis import settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.streams import stream
from tutor.maths.trees.translate import Names

UNHURRIED = settings(deadline=None, max_examples=settings().max_examples // 2)
"""The first draw also fills the tables that all later ones share."""
SOME = settings(deadline=None, max_examples=settings().max_examples // 3)
SEEDS = st.integers(-(10**6), 10**6)
NAMES = Names.of(["x", "y", "z"])
SYMBOLS = {name: NAMES.symbol(name) for name in ("x", "y", "z")}


def drawn(formula: str, seed: int) -> Any:
    """What the formula draws; x, y and z are names in it."""
    tree = read(formula, tuple(SYMBOLS), author=True)
    return evaluate(tree, Scope(dict(SYMBOLS), stream=stream("pack", "exercise", 1, seed, 0, "v")))


def floats(rows: Any) -> Any:
    """A drawn list or matrix as an array."""
    return numpy.array(rows, dtype=float)
