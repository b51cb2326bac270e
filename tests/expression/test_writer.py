"""The writer: `linear` reads back as the same tree; the others print and say it as people do."""

import pytest
from expression.strategies import NAMES, author_trees, learner_trees
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Listed, Number, walk
from tutor.expression.reader import READINGS, read
from tutor.expression.writer import latex, linear, spoken, unicode_line


def is_writable(tree):
    """Whether the line is short enough for a learner's."""
    return len(linear(tree)) <= 450


@settings(max_examples=400, deadline=None)
@given(learner_trees().filter(is_writable), st.booleans())
def test_linear_reads_back_as_the_same_tree_in_both_languages(tree, author):
    assert read(linear(tree), NAMES, author=author) == tree


@settings(max_examples=300, deadline=None)
@given(author_trees().filter(is_writable))
def test_linear_reads_back_whatever_an_author_wrote(tree):
    assert read(linear(tree), NAMES, author=True) == tree


def is_printed_as_it_is(tree):
    """Whether print says all: vectors are printed as tuples, inverses as powers, 2e3 as a product."""
    return not any(
        (isinstance(node, Listed) and node.bracket == "[")
        or (isinstance(node, Call) and node.name == "inverse")
        or (isinstance(node, Number) and "e" in node.text)
        for node in walk(tree)
    )


@settings(max_examples=400, deadline=None)
@given(learner_trees(6).filter(is_printed_as_it_is), st.sampled_from([latex, unicode_line]))
def test_what_is_printed_is_never_read_as_something_else(tree, write):
    try:
        found = read(write(tree), NAMES)
    except Unreadable:
        return

    assert found == tree


PIECES = [
    "x",
    "y",
    "2",
    "0.5",
    "+",
    "-",
    "*",
    "/",
    "^",
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    " ",
    "|",
    "!",
    "sin ",
    "ln",
    "√",
    "²",
    "π",
    "x_1",
    "θ",
    "=",
    "<",
    " and ",
    "\\frac",
    "{1}",
    "{x}",
    "A^T",
    "log_2",
    "max(",
    "%",
]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.booleans())
def test_what_can_be_read_is_written_so_that_it_reads_the_same(text, author):
    try:
        tree = read(text, NAMES, author=author)
    except Unreadable:
        return

    assert read(linear(tree), NAMES, author=author) == tree
    assert latex(tree)
    assert spoken(tree)
    assert unicode_line(tree)


PRINTED_OTHERWISE = ("2e3", "[1; 2]", "[1 -2]", "[1,2]·[3,4]", "[1, 2, 3]×[4, 5, 6]")


@pytest.mark.parametrize("typed", [typed for typed, _, _ in READINGS if typed not in PRINTED_OTHERWISE])
def test_tex_and_unicode_read_back_as_the_same_tree(typed):
    tree = read(typed, ("x", "y"))

    assert read(latex(tree), ("x", "y")) == tree
    assert read(unicode_line(tree), ("x", "y")) == tree


@pytest.mark.parametrize(
    "typed",
    [
        "(0, 1]",
        "[1/2, oo)",
        "(0, 1] union [2, 3) union {5}",
        "(0, 1] intersection [2, 3)",
        "R without {0}",
        "R without (-oo, oo)",
        "x in (0, 1] union [2, oo)",
        "not x in (0, 1]",
        "{}",
        "1 +- 2",
        "x = +-2",
        "derivative(f, x)",
        "derivative(x^2, x, x)",
        "derivative(f, x, y)",
        "f'",
        "f'' + 1",
        "sum(i^2, i, 1, x)",
        "sum(i, i, 1, x)/x",
        "product(x^j, j, 0, 3)",
        "2*sum(i^2, i, 1, x) + 1",
        "x if x >= 0 else -x",
        "x if x >= 0 else -x if x < 0 else undefined()",
        "dot(A x, y)",
    ],
)
def test_what_is_printed_of_every_node_reads_back(typed):
    tree = read(typed, NAMES)

    assert read(linear(tree), NAMES) == tree
    assert read(latex(tree), NAMES) == tree
    assert read(unicode_line(tree), NAMES) == tree


@pytest.mark.parametrize(
    ("typed", "tex", "line", "words"),
    [
        ("2x^2 y", "2x^{2}y", "2x²y", "2 x squared y"),
        ("x^2+1/2", r"x^{2} + \frac{1}{2}", "x² + 1/2", "x squared plus one half"),
        (
            "[ln 6, ln 3, 0]",
            r"(\ln 6, \ln 3, 0)",
            "[ln 6, ln 3, 0]",
            "the vector the natural logarithm of 6, the natural logarithm of 3, 0",
        ),
        (
            "[1 2; 3 4]",
            r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}",
            "[[1, 2], [3, 4]]",
            "the matrix with row 1: 1, 2; row 2: 3, 4",
        ),
        ("2*3", r"2 \cdot 3", "2·3", "2 times 3"),
        ("sqrt(x+1)", r"\sqrt{x + 1}", "√(x + 1)", "the square root of open bracket x plus 1 close bracket"),
        (
            "(x+1)/(x-1)",
            r"\frac{x + 1}{x - 1}",
            "(x + 1)/(x - 1)",
            "open bracket x plus 1 close bracket over open bracket x minus 1 close bracket",
        ),
        ("sin x cos x", r"\sin x \cos x", "sin x cos x", "the sine of x times the cosine of x"),
        ("-x", "-x", "-x", "minus x"),
        ("x^-1", "x^{-1}", "x⁻¹", "x to the power minus 1"),
        ("x<=1", r"x \le 1", "x ≤ 1", "x is at most 1"),
        ("A^T A", r"A^{\top}A", "Aᵀ A", "the transpose of capital A times capital A"),
        ("theta x_1", r"\theta x_{1}", "θx₁", "theta x sub 1"),
        ("|x| + ||y||", r"|x| + \|y\|", "|x| + ‖y‖", "the absolute value of x plus the norm of y"),
        ("{1, 2}", r"\{1, 2\}", "{1, 2}", "the set of 1, 2"),
        ("3/4 x", r"\frac{3}{4}x", "(3/4)x", "three quarters times x"),
        ("x!", "x!", "x!", "x factorial"),
        ("2e3", r"2 \cdot 10^{3}", "2e3", "2 times 10 to the power 3"),
        ("e^(x/2)", r"e^{\frac{x}{2}}", "e^(x/2)", "e to the power open bracket x over 2 close bracket"),
        ("oo", r"\infty", "∞", "infinity"),
        ("(1/2)^2", r"\left(\frac{1}{2}\right)^{2}", "(1/2)²", "open bracket one half close bracket squared"),
        ("x - (y - 1)", "x - (y - 1)", "x - (y - 1)", "x minus open bracket y minus 1 close bracket"),
        ("log_2 x", r"\log_{2} x", "log2 x", "the logarithm to base 2 of x"),
        ("(0, 1/2]", r"\left(0, \frac{1}{2}\right]", "(0, 1/2]", "the interval from 0 to one half included"),
        (
            "[0, 1] union (2, 3)",
            r"[0, 1] \cup (2, 3)",
            "[0, 1] ∪ (2, 3)",
            "the interval from 0 included to 1 included united with the interval from 2 to 3",
        ),
        ("R", r"\mathbb{R}", "ℝ", "the real numbers"),
        ("R without {0}", r"\mathbb{R} \setminus \{0\}", "ℝ ∖ {0}", "the real numbers without the set of 0"),
        ("x in {}", r"x \in \emptyset", "x ∈ ∅", "x is in the empty set"),
        ("1 +- x", r"1 \pm x", "1 ± x", "1 plus or minus x"),
        ("dy/dx", r"\frac{d y}{d x}", "dy/dx", "the derivative by x of y"),
        (
            "derivative(y, x, x, theta)",
            r"\frac{\partial^{3} y}{\partial x^{2} \partial \theta}",
            "∂³y/∂x²∂θ",
            "the partial derivative by x twice and theta of y",
        ),
        ("d/dx (x^2)", r"\frac{d}{d x}\left(x^{2}\right)", "d/dx (x²)", "the derivative by x of x squared"),
        ("y'", "y'", "y'", "y prime"),
        (
            "sum(i = 1..x, i^2)",
            r"\sum_{i = 1}^{x} i^{2}",
            "∑_(i=1)^x i²",
            "the sum over i equals 1 to x of i squared",
        ),
        (
            "x if x >= 0 else -x",
            r"\begin{cases}x & x \ge 0 \\ -x & \text{otherwise}\end{cases}",
            "{x if x ≥ 0, -x otherwise}",
            "x if x is at least 0, otherwise minus x",
        ),
        ("<x, y>", r"\langle x, y \rangle", "⟨x, y⟩", "the inner product of x and y"),
        ("inverse(A) x", "A^{-1}x", "A⁻¹ x", "the inverse of capital A times x"),
    ],
)
def test_formulas_are_printed_and_said_as_people_do(typed, tex, line, words):
    tree = read(typed, ("x", "y", "A", "theta", "x_1"))

    assert latex(tree) == tex
    assert unicode_line(tree) == line
    assert spoken(tree) == words


@pytest.mark.parametrize("deep", ["sin " * 55 + "x", "not " * 55 + "x", "x" + "+x" * 140, "(" * 59 + "x" + ")" * 59])
def test_the_deepest_lines_that_are_read_can_be_written(deep):
    tree = read(deep, ("x",))

    assert read(linear(tree), ("x",), author=True) == tree
    assert all(write(tree) for write in (latex, unicode_line, spoken))
