"""How does a formula look? Trees and LaTeX set in two dimensions, or read out on one line."""

from __future__ import annotations

from tutor.expression.inert import in_ascii
from tutor.expression.nodes import Node
from tutor.expression.typeset import from_tree, latex
from tutor.expression.typeset.breaking import lines_of
from tutor.expression.typeset.linear import linear
from tutor.expression.typeset.spacing import Style

__all__ = ["formula_lines", "plain", "tree_lines"]


def tree_lines(tree: Node, width: int, *, ascii: bool = False, before: str = "", behind: str = "") -> list[str]:
    """The tree in two dimensions, in lines of at most `width` cells (20 or more). What is wider is
    broken at relations, sums and commas, and after that opened into its one-line form.

    `before`: what stands before it, such as `P =`; `behind`: its unit.
    """
    return lines_of(from_tree.with_words(tree, before, behind), width, Style(ascii))


def formula_lines(source: str, width: int, *, ascii: bool = False) -> list[str]:
    """LaTeX (without its dollar signs) in two dimensions, as `tree_lines`. Safe on any text."""
    return lines_of(latex.marks_of(source), width, Style(ascii))


def plain(source: str, *, ascii: bool = False) -> str:
    """LaTeX on one line, for pipes and screen readers: `softmax(z)_i = e^(z_i) / sum_j e^(z_j)`."""
    line = " ".join(linear(latex.marks_of(source), ascii).split())
    return in_ascii(line) if ascii else line
