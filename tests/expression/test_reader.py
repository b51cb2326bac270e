"""The reader: what is typed, and the tree that is meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.reader import READINGS, read
from tutor.expression.writer import linear

XY = ("x", "y")


def understood(text, names=XY):
    return linear(read(text, names))


@pytest.mark.parametrize(("typed", "meant", "why"), READINGS)
def test_every_documented_reading_is_the_one_taken(typed, meant, why):
    assert understood(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (".5", "0.5"),
        ("0.50", "0.50"),
        ("5.", "5"),
        ("007", "7"),
        ("1.5e3", "1.5e3"),
        ("2e-3", "2e-3"),
        ("2xy", "2*x*y"),
        ("xsinx", "x*sin(x)"),
        ("sinxcosx", "sin(x)*cos(x)"),
        ("pix", "pi*x"),
        ("ex", "e*x"),
        ("exp x", "exp(x)"),
        ("lnxy", "ln(x*y)"),
        ("sin2x", "sin(2*x)"),
        ("(sin 2)/2", "sin(2)/2"),
        ("ln2", "ln(2)"),
        ("x**2", "x^2"),
        ("2^-3", "2^(-3)"),
        ("a^b^c", None),
        ("x^-1", "x^(-1)"),
        ("--x", "-(-x)"),
        ("x - -y", "x - (-y)"),
        ("+x", "x"),
        ("x*-y", "x*(-y)"),
        ("-x*y", "-x*y"),
        ("(-x)*y", "(-x)*y"),
        ("x!", "x!"),
        ("2^3!", "2^(3!)"),
        ("x!^2", "(x!)^2"),
        ("5%", "5%"),
        ("30°", "degrees(30)"),
        ("|x-1|", "abs(x - 1)"),
        ("||x||_1", "norm(x, 1)"),
        ("||x|-1|", "abs(abs(x) - 1)"),
        ("asin x", "arcsin(x)"),
        ("log10 x", "log10(x)"),
        ("log2(x)", "log2(x)"),
        ("log_2 x", "log2(x)"),
        ("log_y(x)", "log_y(x)"),
        ("log_3 x", "log_3(x)"),
        ("ln ln x", "ln(ln(x))"),
        ("sin -x", "sin(-x)"),
        ("sin(x)^2", "sin(x)^2"),
        ("sin²x", "sin(x)^2"),
        ("ln(x)(x+1)", "ln(x)*(x + 1)"),
        ("ln x!", "ln(x!)"),
        ("max(1,2)", "max(1, 2)"),
        ("softmax(1,2)", "softmax([1, 2])"),
        ("root(x,3)", "cbrt(x)"),
        ("root(x,4)", "root(x, 4)"),
        ("5 choose 2", "binomial(5, 2)"),
        ("choose(5,2)", "binomial(5, 2)"),
        ("[1,2,3]", "[1, 2, 3]"),
        ("[1 -2]", "[1, -2]"),
        ("[1 - 2]", "[1 - 2]"),
        ("[x + 1 2]", "[x + 1, 2]"),
        ("[sin x 2]", "[sin(x), 2]"),
        ("[[1,2],[3,4]]", "[[1, 2], [3, 4]]"),
        ("[1,2;3,4]", "[[1, 2], [3, 4]]"),
        ("[2x y]", "[2*x, y]"),
        ("[2 x, y]", "[2*x, y]"),
        ("{1, 2}", "{1, 2}"),
        ("{}", "{}"),
        ("(1, x)", "(1, x)"),
        ("x = 1, y = 2", "(x = 1, y = 2)"),
        ("x=1; y=2", "(x = 1, y = 2)"),
        ("1,2,3", "(1, 2, 3)"),
        ("x == 1", "x = 1"),
        ("x =< 1", "x <= 1"),
        ("x != 1", "x != 1"),
        ("x<1 or x>2 and y=1", "x < 1 or x > 2 and y = 1"),
        ("not x=1", "not x = 1"),
        ("x^½", "x^(1/2)"),
        ("½x", "1/2*x"),
        ("√2/2", "sqrt(2)/2"),
        ("∛x", "cbrt(x)"),
        ("x²y³", "x^2*y^3"),
        ("x⁻¹", "x^(-1)"),
        ("2·x×y÷3", "2*x*y/3"),
        ("x − y – 1", "x - y - 1"),
        ("x≤1", "x <= 1"),
        ("x≠1", "x != 1"),
        ("∞", "oo"),
        ("⌊x⌋", "floor(x)"),
        ("‖x‖", "norm(x)"),
        ("π", "pi"),
        ("２（ｘ＋１）", "2*(x + 1)"),
        ("хy", "x*y"),
        ("x\u00a0y", "x*y"),
        ("(x)(y)", "x*y"),
        ("xy(x+1)", "x*y*(x + 1)"),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(typed, meant):
    if meant is None:
        assert understood(typed, ("a", "b", "c")) == "a^(b^c)"
    else:
        assert understood(typed) == meant


@pytest.mark.parametrize(
    ("typed", "names", "meant"),
    [
        ("θx", ("theta", "x"), "theta*x"),
        ("theta x", ("θ", "x"), "theta*x"),
        (r"\theta", ("theta",), "theta"),
        ("λ", ("lambda",), "lambda"),
        ("µ", ("mu",), "mu"),
        ("x₁", ("x_1",), "x_1"),
        ("x1", ("x_1",), "x_1"),
        ("x_1", ("x1",), "x1"),
        ("x_{12}", ("x_12",), "x_12"),
        ("w_12x", ("w_12", "x"), "w_12*x"),
        ("d_model d", ("d_model", "d"), "d_model*d"),
        ("A^T", ("A",), "transpose(A)"),
        ("QK^T", ("Q", "K"), "Q*transpose(K)"),
        ("A^T", ("A", "T"), "A^(T)"),
        ("K^TV", ("K", "V"), "transpose(K)*V"),
        ("Aᵀ", ("A",), "transpose(A)"),
        ("A^{\\top}", ("A",), "transpose(A)"),
        ("A^-1", ("A",), "A^(-1)"),
        ("sin", ("sin",), "sin"),
        ("N E", ("N", "E"), "N*E"),
        ("abc", None, "a*b*c"),
        ("beta x_1", None, "beta*x_1"),
        ("2e3", ("x",), "2e3"),
        ("e", ("e",), "e"),
    ],
)
def test_the_declared_names_steer_the_reading(typed, names, meant):
    assert understood(typed, names) == meant


@pytest.mark.parametrize("author", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "(" * 20000,
        "(" * 250,
        "[" * 250,
        "-" * 400 + "x",
        "x" + "^x" * 200,
        "√" * 300 + "2",
        "|" * 400,
        "x" + "+x" * 240,
        "x" * 6000,
        "((" * 100 + "x" + "))" * 100,
        "2^" * 200 + "2",
        "{" * 300,
    ],
)
def test_deep_and_long_lines_are_refused_without_a_crash(text, author):
    with pytest.raises(Unreadable):
        read(text, ("x",), author=author)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=30), st.booleans())
def test_no_text_whatever_does_anything_but_read_or_be_unreadable(text, author):
    problem = refusal(text, author)

    assert problem is None or 0 <= problem.place <= len(text)
    assert problem is None or problem.message.isprintable()


def refusal(text, author):
    """The error of a line, None where it is read; anything else that is raised passes through."""
    try:
        read(text, XY, author=author)
    except Unreadable as problem:
        return problem
    return None


def test_sixty_brackets_are_read():
    assert understood("(" * 59 + "x" + ")" * 59) == "x"
