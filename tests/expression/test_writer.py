"""The writer: `linear` reads back as the same tree; the others print and say it as people do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Index,
    Listed,
    Logic,
    Name,
    Negative,
    Number,
    Range,
    Relation,
)
from tutor.expression.reader import READINGS, read
from tutor.expression.writer import latex, linear, spoken, unicode_line

NAMES = ("x", "y", "A", "T", "theta", "x_1", "d_model")

numbers = st.sampled_from(["0", "1", "2", "12", "0.5", "1.50", "1e3", "2e-3"]).map(Number)
leaves = numbers | st.sampled_from([*NAMES, "pi", "e", "oo"]).map(Name)
UNARY = (
    "sqrt",
    "cbrt",
    "ln",
    "log2",
    "sin",
    "arctan",
    "exp",
    "abs",
    "norm",
    "factorial",
    "percent",
    "degrees",
    "transpose",
    "floor",
    "softmax",
    "det",
)


def grown(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/^"), inner, inner),
        st.builds(Negative, inner),
        st.builds(lambda name, part: Call(name, (part,)), st.sampled_from(UNARY), inner),
        st.builds(
            lambda base, part: Call("log_base", (base, part)),
            st.sampled_from([Name("x"), Number("3")]),
            inner,
        ),
        st.builds(lambda parts: Call("max", parts), several),
        st.builds(lambda parts: Listed("(", parts), several),
        st.builds(Listed, st.sampled_from(["[", "{"]), st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(
            lambda a, b, c, p, q: Relation((a, b, c), (p, q)),
            inner,
            inner,
            inner,
            *[st.sampled_from(["=", "<", ">=", "!="])] * 2,
        ),
        st.builds(Logic, st.sampled_from(["and", "or"]), several),
        st.builds(lambda part: Logic("not", (part,)), inner),
    )


def grown_by_authors(inner):
    return grown(inner) | st.one_of(
        st.builds(lambda base, i, j: Index(base, (i, j)), inner, inner, inner),
        st.builds(Conditional, inner, inner, inner),
        st.builds(Comprehension, inner, st.just("k"), inner, st.none() | inner),
        st.builds(lambda low, high, out: Range(low, high, tuple(out)), inner, inner, st.lists(inner, max_size=2)),
        st.builds(lambda part, value: Call("f", (part,), (("n", value),)), inner, inner),
    )


def is_writable(tree):
    """Whether the line is short enough for a learner's."""
    return len(linear(tree)) <= 450


@settings(max_examples=400, deadline=None)
@given(st.recursive(leaves, grown, max_leaves=9).filter(is_writable), st.booleans())
def test_linear_reads_back_as_the_same_tree_in_both_languages(tree, author):
    assert read(linear(tree), NAMES, author=author) == tree


@settings(max_examples=300, deadline=None)
@given(st.recursive(leaves, grown_by_authors, max_leaves=9).filter(is_writable))
def test_linear_reads_back_whatever_an_author_wrote(tree):
    assert read(linear(tree), NAMES, author=True) == tree


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
        tree = read(text, NAMES[:3] + NAMES[4:], author=author)
    except Unreadable:
        return

    assert read(linear(tree), NAMES[:3] + NAMES[4:], author=author) == tree
    assert latex(tree)
    assert spoken(tree)
    assert unicode_line(tree)


@pytest.mark.parametrize("typed", [typed for typed, _, _ in READINGS if typed not in ("2e3", "[1; 2]")])
def test_tex_and_unicode_read_back_as_the_same_tree(typed):
    tree = read(typed, ("x", "y"))

    assert read(latex(tree), ("x", "y")) == tree
    assert read(unicode_line(tree), ("x", "y")) == tree


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
