"""Tree to text: one unambiguous line (`linear`), and how a person would write or say it.

`read(linear(tree)) == tree`, for learners and for authors. `latex`, `unicode_line` and `spoken` show
what the tree says, with as few brackets as that needs.
"""

from __future__ import annotations

from tutor.expression.nodes import Node
from tutor.expression.notation import Linear
from tutor.expression.oneline import OneLine
from tutor.expression.speech import say
from tutor.expression.textbook import Textbook


def linear(tree: Node) -> str:
    """One line with every product's `*` and every function's brackets; reads back as the same tree."""
    return Linear().text(tree)


def latex(tree: Node) -> str:
    """LaTeX as a textbook prints it; a vector is `(1, 2, 3)`, a matrix a `pmatrix`."""
    return Textbook().text(tree)


def unicode_line(tree: Node) -> str:
    """One line in Unicode, such as `2x²y`."""
    return OneLine().text(tree)


def spoken(tree: Node) -> str:
    """Words to be read aloud, such as `x squared plus one half`."""
    return say(tree)
