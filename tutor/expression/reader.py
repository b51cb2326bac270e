"""Text to tree: what a learner typed, or an author's formula.

    read("2x^2 y", ["x", "y"])            2*x^2*y
    read("softmax_rows(Q K^T / 2)", author=True)

Where people write one thing and mean two, one reading is taken (`READINGS`, which Help shows and the
tests prove) and the preview shows it; where a wrong guess would cost an answer, the line is refused
with what to write instead: `2 1/2`, `sin^-1 x`, `1/xy`, `ln 1/2`, `x2`, `0,5`.
"""

from __future__ import annotations

from collections.abc import Collection, Set

from tutor.errors import Unreadable
from tutor.expression.author import AuthorParser
from tutor.expression.functions import Parser
from tutor.expression.meaning import author_tokens, indices, learner_tokens
from tutor.expression.names import Names, names_in_play
from tutor.expression.nodes import Call, Conditional, Interval, Logic, Name, Negative, Node, Relation, children
from tutor.expression.outward import inward
from tutor.expression.repairs import repaired
from tutor.expression.tokens import tokenize

READINGS: tuple[tuple[str, str, str], ...] = (
    ("1/2x", "1/2*x", "times and divided by bind alike, from left to right: half of x"),
    ("2x/3y", "2*x/3*y", "the same: write 2x/(3y) for the other"),
    ("2/3/4", "2/3/4", "the same: two thirds of a quarter"),
    ("2(x+1)(x-1)", "2*(x + 1)*(x - 1)", "a product needs no sign"),
    ("2x 3y", "2*x*3*y", "so is a number behind a blank, with more behind it"),
    ("x(x+1)", "x*(x + 1)", "a name before a bracket is a factor, never a function"),
    ("x^2y", "x^2*y", "a power ends with its number or name"),
    ("e^2x", "e^2*x", "the same: write e^(2x) for the other"),
    ("-x^2", "-x^2", "the minus stands before the square: -(x^2)"),
    ("2^3^2", "2^(3^2)", "towers of powers are read from the top"),
    ("e^-x^2", "e^(-x^2)", "so is a minus in an exponent"),
    ("sin 2x", "sin(2*x)", "without brackets a function takes the factors that follow"),
    ("ln 2x", "ln(2*x)", "the same"),
    ("sin x cos x", "sin(x)*cos(x)", "up to the next function"),
    ("ln x + 1", "ln(x) + 1", "or sign"),
    ("ln x/2", "ln(x)/2", "which may be a fraction's"),
    ("sin x^2", "sin(x^2)", "a power belongs to what stands right before it"),
    ("ln x!", "ln(x!)", "so do ! and %"),
    ("Sin x", "sin(x)", "capitals in a function's name do not matter"),
    ("sin^2 x", "sin(x)^2", "the power is the function's"),
    ("sqrt 2x", "sqrt(2)*x", "a root without brackets takes one factor only"),
    ("√2x", "sqrt(2)*x", "the sign as the word"),
    ("log x", "ln(x)", "log is the natural logarithm; log2, log10 and log_b are others"),
    ("|x||y|", "abs(x)*abs(y)", "two absolute values"),
    ("||x||", "norm(x)", "double bars are a norm"),
    ("0<x<=1", "0 < x <= 1", "both hold"),
    ("x = 1 or 2", "x = 1 or x = 2", "or goes on with the equation"),
    ("x+-y", "x +- y", "plus or minus, as ±: write x + -y for the other"),
    ("2i", "2*i", "i is the imaginary unit, unless it is a name"),
    ("dy/dx", "derivative(y, x)", "a derivative, unless d is a name"),
    ("d/dx x^2 y", "derivative(x^2*y, x)", "it takes the factors that follow"),
    ("d/dx (x^2) y", "derivative(x^2, x)*y", "or the bracket that follows"),
    ("y'(x)", "y'", "a derivative, whatever it is a function of"),
    ("sum_(i=1)^3 i x + 1", "sum(i*x, i, 1, 3) + 1", "a sum takes what follows up to a plus or minus"),
    ("<x, y>", "dot(x, y)", "an inner product"),
    ("[1,2]·[3,4]", "dot([1, 2], [3, 4])", "so is a dot between vectors"),
    ("R", "R", "the real numbers, unless R is a name"),
    ("(0, 1]", "(0, 1]", "an interval: so are (0, 1) and [0, 1] where one is asked for"),
    ("]0, 1]", "(0, 1]", "the same: a bracket that opens outwards leaves the end out"),
    ("x mod 2", "mod(x, 2)", "the remainder; it takes one factor on its right"),
    ("3x mod 2 + 1", "mod(3*x, 2) + 1", "and the factors on its left"),
    ("[1, 2, 3]×[4, 5, 6]", "cross([1, 2, 3], [4, 5, 6])", "a cross between vectors of three is their cross product"),
    ("x if x > 0", "x if x > 0 else undefined()", "elsewhere it is undefined"),
    ("{x, x > 0; -x, x <= 0}", "x if x > 0 else -x if x <= 0 else undefined()", "pairs in braces are pieces"),
    ("1, 2, 3", "(1, 2, 3)", "a list without brackets"),
    ("[1 2; 3 4]", "[[1, 2], [3, 4]]", "blanks part entries, semicolons part rows"),
    ("[1 -2]", "[1, -2]", "a sign right before its number begins an entry"),
    ("[1; 2]", "[1, 2]", "one column is a vector"),
    ("2e3", "2e3", "digits, e and digits are a decimal power"),
    ("50%", "50%", "the number 50/100"),
)
"""(typed, read as, why), with x and y in play."""

NESTING = {False: 60, True: 64}
DEPTH = 150
"""The greatest depth of a tree: longer chains of signs are refused."""


def read(text: str, names: Collection[str] | None = None, *, author: bool = False) -> Node:
    """The tree of a line. Raises Unreadable for anything that is not in the language, whatever it is.

    `names`: those in play, which steer how letters are cut; None: any single letter. For authors:
    words that are names even before a bracket, nothing is cut and unknown names are no error.
    """
    known = names_in_play(None if names is None else tuple(names))
    try:
        return _read(text, known, author)
    except Unreadable as problem:
        problem.repair = repaired(text, problem, lambda proposal: _reads(proposal, known, author))
        raise


def _read(text: str, names: Names, author: bool) -> Node:
    tex = "\\" in text
    if author:
        tokens = author_tokens(tokenize(text, author=True), names)
        parser: Parser = AuthorParser(tokens, text, names=names, nesting=NESTING[True], tex=tex)
    else:
        tokens = inward(tokenize(text, suffix=names.suffix), names)
        bound = indices(tokens, names)
        inner = names.with_indices(bound) if bound else names
        parser = Parser(learner_tokens(tokens, inner, text), text, nesting=NESTING[False], tex=tex)
    tree = parser.line()
    if "R" in text and names.declared is None:
        tree = _with_reals(tree)
    if not author and bound:
        _refuse_free_indices(tree, inner.spellings.keys() - names.spellings.keys())
    if len(tokens) > DEPTH and _depth(tree) > DEPTH:
        raise Unreadable("this is too long a chain: write it in shorter parts", 0)
    return tree


def _with_reals(tree: Node) -> Node:
    """An R that stands where a set or a condition does, in brackets or not, is the set of real numbers."""
    match tree:
        case Name(id="R"):
            return Interval(Negative(Name("oo")), Name("oo"), (False, False), place=tree.place)
        case Logic(op=op, operands=operands):
            return Logic(op, tuple(map(_with_reals, operands)), place=tree.place)
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            parts = map(_with_reals, (then, condition, otherwise))
            return Conditional(*parts, place=tree.place)
        case Call(name="union" | "intersection" | "without" as name, arguments=sets):
            return Call(name, tuple(map(_with_reals, sets)), place=tree.place)
        case Relation(operators=("in",), operands=(member, behind)):
            return Relation((member, _with_reals(behind)), ("in",), place=tree.place)
    return tree


def _refuse_free_indices(tree: Node, free: Set[str]) -> None:
    """Refuse the index of a sum, and what has it as its own index, outside that sum."""
    if isinstance(tree, Name):
        if tree.id in free:
            index = tree.id.rpartition("_")[2]
            raise Unreadable(f"{index} is the index of a sum: outside that sum it means nothing", tree.place)
    elif isinstance(tree, Call) and tree.name in ("sum", "product") and len(tree.arguments) == 4:
        body, bound, *ends = tree.arguments
        assert isinstance(bound, Name)
        _refuse_free_indices(body, {name for name in free if name.rpartition("_")[2] != bound.id})
        for end in ends:
            _refuse_free_indices(end, free)
    else:
        for child in children(tree):
            _refuse_free_indices(child, free)


def _reads(text: str, names: Names, author: bool) -> bool:
    try:
        _read(text, names, author)
    except Unreadable:
        return False
    return True


def _depth(tree: Node) -> int:
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for node in level for child in children(node)]
    return depth
