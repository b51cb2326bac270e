"""What is refused: where, in which words, and with which proposal, which reads."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.reader import READINGS, read
from tutor.expression.writer import linear

XY = ("x", "y")

REFUSED = [
    ("2 1/2", 2, "2+1/2", "two numbers side by side: a sum, as in 2 + 1/2, or a product, as in 2*1/2?"),
    ("2½", 1, "2+½", "two numbers side by side: a sum, as in 2 + 1/2, or a product, as in 2*1/2?"),
    (
        "1/2 3",
        4,
        "1/2*3",
        "two numbers side by side: write * for a product, a comma for a list, no blank inside a number",
    ),
    ("x2", 1, "x^2", "a number behind a factor: write * between them, or ^ for a power"),
    ("(x)2y", 3, "(x)^2y", "a number behind a factor: write * between them, or ^ for a power"),
    (
        "2 3x",
        2,
        "2*3x",
        "two numbers side by side: write * for a product, a comma for a list, no blank inside a number",
    ),
    ("x 2", 2, "x*2", "a number behind a factor: write * between them, or ^ for a power"),
    (
        "0,5",
        1,
        "0.5",
        "a comma inside a number: write 0.5 for a decimal number, or a blank behind the comma for a list",
    ),
    (
        "x = 0,5",
        5,
        "x = 0.5",
        "a comma inside a number: write 0.5 for a decimal number, or a blank behind the comma for a list",
    ),
    (
        "1,000",
        1,
        "1000",
        "a comma inside a number: write 1000, or 1.000 for a decimal number, or a blank behind the comma for a list",
    ),
    ("2(x + 3", 1, "2(x + 3)", "a bracket is never closed"),
    ("[1, (2", 4, "[1, (2)]", "a bracket is never closed"),
    ("(1]", 2, "(1)", "this ] cannot close a ("),
    ("x)", 1, "x", "this ) closes nothing"),
    (
        "\\frac123",
        7,
        None,
        "two numbers side by side: write * for a product, a comma for a list, no blank inside a number",
    ),
    ("x <= *y", 2, "x  *y", "something must follow the <="),
    ("x^Tz", 3, None, '"z" is not in play here: use x, y'),
    ("1 \\ \\leqslant", 4, None, "something must follow the <="),
    ("|x", 0, "|x|", "this | is never closed"),
    ("X", 0, "x", '"X" is not in play here: use x, y'),
    ("x + y + z", 8, None, '"z" is not in play here: use x, y'),
    ("f(x)", 0, None, '"f" is not in play here: use x, y'),
    ("x_1", 0, None, '"x_1" is not in play here: use x, y'),
    ("x+", 1, "x", "something must follow the +"),
    ("x*/y", 1, "x/y", "something must follow the *"),
    ("*x", 0, "x", "something must stand before the *"),
    ("x,", 1, "x", "something must follow the ,"),
    ("()", 0, None, "nothing stands between these brackets"),
    ("sin", 0, None, "sin needs something to act on: sin(...)"),
    ("sin^-1 x", 3, "arcsin x", "sin^-1 can be read in two ways: write arcsin or 1/sin(x)"),
    ("cosh^-1 x", 4, "1/cosh x", "cosh^-1 can be read in two ways: write 1/cosh(x) if that is meant"),
    ("sin^x y", 3, None, "only a whole number may stand here: write the power behind the bracket, sin(x)^..."),
    ("1/xy", 3, "1/(xy)", "what is divided by can be read in two ways: write /(xy) if all of it is, or *y behind it"),
    (
        "1/(x+1)(x-1)",
        7,
        "1/((x+1)(x-1))",
        "what is divided by can be read in two ways: write /((x+1)(x-1)) if all of it is, or *(x-1) behind it",
    ),
    ("ln 1/2", 0, "ln(1/2)", "this can be read in two ways: write ln(1/2) or ln(1)/2"),
    ("ln 16 / 3", 0, "ln(16/3)", "this can be read in two ways: write ln(16/3) or ln(16)/3"),
    ("x^1/2", 1, "x^(1/2)", "this can be read in two ways: write ^(1/2), or put the power in brackets"),
    ("log2x", 0, "log2(x)", "log2 can be read in two ways: write log2(x) or ln(2)"),
    (
        "ln x (x+1)",
        5,
        "ln (x)* (x+1)",
        "how far ln reaches can be read in two ways: put its argument in brackets, ln(x)",
    ),
    ("x!!", 1, "(x!)!", "!! can be read in two ways: write (n!)! for the factorial of n!"),
    ("min 1", 0, "min(1)", "min needs its arguments in brackets: min(...)"),
    ("sin(x, y)", 0, None, "sin takes 1 argument, not 2"),
    ("max()", 0, None, "max takes at least 1 argument, not 0"),
    ("[1 2; 3]", 0, None, "the rows are not equally long"),
    ("Κ", 0, None, 'Κ (Greek, U+039A) is read as "K" is not in play here: use x, y'),
    ("x\u200by", 1, "xy", "there is an unseen character here (U+200B)"),
    ('"x"', 0, None, "quotation marks are not read"),
    ("x ~ y", 2, "x = y", "~ is not read here: write ="),
    ("x@y", 1, "xy", "@ is not read here"),
    ("1e999", 0, None, "this exponent is too large: at most 300 is read after an e"),
    ("²", 0, None, "something must stand before what is raised"),
    ("\\foo", 0, None, "\\foo is no command of TeX that is read here"),
    ("₁", 0, None, "an index must stand behind a name"),
    ("x/", 1, "x", "something must follow the /"),
    (
        "1/x y",
        4,
        "1/(x y)",
        "what is divided by can be read in two ways: write /(x y) if all of it is, or *y behind it",
    ),
    (
        "1 2 3",
        2,
        "1, 2, 3",
        "two numbers side by side: write * for a product, a comma for a list, no blank inside a number",
    ),
    (
        "1 000 000",
        2,
        "1000000",
        "two numbers side by side: write * for a product, a comma for a list, no blank inside a number",
    ),
    ("1..5", 1, "1, 5", "a range is read only in a sum: sum(i = 1..n, i^2)"),
    ("1:2", 1, "1/2", "a : is not read here: write / for a ratio, = for an equation"),
    ("x := 3", 2, "x = 3", "a : is not read here: write / for a ratio, = for an equation"),
    ("{x | x > 0}", 3, "x > 0", "a set with a condition is written as the condition alone"),
    ("{x : x > 0}", 3, "x > 0", "a set with a condition is written as the condition alone"),
    ("2x.", 2, "2x", ". is not read here"),
    ("= 5", 0, "5", "something must stand before the ="),
    ("5'", 1, "5", "a ' stands behind a function: f'"),
    ("f'(2)", 0, None, '"f" is not in play here: use x, y'),
    ("x'(2)", 2, "x'*(2)", "a derivative at a point is not read: write its value, or * before the bracket"),
    ("x ≈ 3", 2, "x = 3", "≈ is not read: write the number alone, or ="),
    ("1, 2, ..., 5", 6, None, "dots are not read: write every entry, or a sum as sum(i = 1..n, i^2)"),
    ("1 + 2 + … + 5", 8, None, "dots are not read: write every entry, or a sum as sum(i = 1..n, i^2)"),
    ("\\int x dx", 0, None, "an integral is not read: write its value, or the antiderivative"),
    ("ℤ", 0, None, "ℤ is not read: of the sets of numbers only R has a letter here"),
    ("x ∈ ℕ", 4, None, "ℕ is not read: of the sets of numbers only R has a letter here"),
    ("a ∓ b", 2, None, "∓ is not read: write ±"),
    ("x ∓ y", 2, "x ± y", "∓ is not read: write ±"),
    ("\\ddot{y}", 0, "{y}", "\\ddot is no command of TeX that is read here"),
    ("\\left. x \\right|", 0, None, "\\left. is not read: close the bracket itself"),
    (
        "\\begin{align} x \\end{align}",
        0,
        None,
        "only \\begin{pmatrix}, \\begin{bmatrix} and \\begin{cases} are read here",
    ),
    ("\\sqrt12", 0, "\\sqrt{12}", "without braces TeX takes the root of 1 only: write \\sqrt{12}"),
    ("lnx(x+1)", 3, "ln(x)*(x+1)", "how far ln reaches can be read in two ways: put its argument in brackets, ln(x)"),
    ("sen x", 0, None, '"sen" is not in play here: use x, y'),
    ("squrt(x)", 0, "sqrt(x)", '"squrt" is not in play here: use x, y'),
    ("5C2", 1, None, '"C" is not in play here: use x, y'),
    ("[[1,2][3,4]]", 6, "[[1,2], [3,4]]", "a comma stands between the rows of a matrix"),
    (
        "(1,2;3,4)",
        4,
        "[1,2;3,4]",
        "a semicolon stands only between the rows of a matrix, [1 2; 3 4], and between pieces",
    ),
    ("(−1)ⁿ", 4, None, '"n" is not in play here: use x, y'),
    ("x plus minus 2", 2, "x ± 2", "plus or minus is written ± or +-"),
    ("x >", 2, "x", "something must follow the >"),
    ("x > > y", 2, "x  > y", "something must follow the >"),
    ("x = = y", 2, "x  = y", "something must follow the ="),
    ("x ?", 2, "x", "the ? is not read: leave it out"),
    ("if x", 0, "x", "if is not expected here"),
    ("x if", 2, "x", "something must follow the if"),
    ("sum(1,2)", 0, "sum([1,2])", "sum takes one list, or a range: sum(i = 1..n, i^2)"),
    ("sum x", 0, "sum(x)", "sum needs its arguments in brackets: sum(...)"),
    ("sum(i=1, i)", 4, None, "write the range of the index as i = 1..n"),
    ("\\sum_{i} x", 0, None, "this sum needs its index: sum_(i=1)^n"),
    ("d/dx", 3, None, "what is differentiated must follow here"),
    ("df/dx", 1, None, '"f" is not in play here: use x, y'),
    ("x(", 1, "x", "something must follow the ("),
    ("x[1]", 1, None, "an entry is not read so: write x_1, or * for a product with a vector"),
    ("x|y", 1, "x|y|", "this | is never closed"),
    ("||x|", 0, "||x||", "this | is never closed"),
    (",x", 0, "x", ", is not expected here"),
    (";", 0, None, "; is not expected here"),
    ("x;;y", 1, "x;y", "something must follow the ;"),
    ("2,,3", 1, None, "something must follow the ,"),
    ("x^", 1, "x", "something must follow the ^"),
    ("^2", 0, "2", "something must stand before the ^"),
    ("x^^2", 1, "x^2", "something must follow the ^"),
    ("√", 0, None, "something must follow the √"),
    ("|", 1, None, "the line ends too early"),
    ("||", 2, None, "the line ends too early"),
    ("{", 0, None, "something must follow the {"),
    ("}", 0, None, "this } closes nothing"),
    ("\\frac{1}", 0, "{1}", "something in braces must follow the \\frac"),
    ("\\sqrt", 0, None, "something in braces must follow the \\sqrt"),
    ("[,]", 0, None, "something must follow the ["),
    ("[1,,2]", 2, "[1,2]", "something must follow the ,"),
    ("[ ]", 2, None, "nothing stands in this row"),
    ("(x+1]y", 4, "(x+1)y", "this ] cannot close a ("),
    ("x_", 1, "x", "an index is one letter, a number or a word that is in play: x_1"),
    ("x_{1", 1, None, "an index is one letter, a number or a word that is in play: x_1"),
    ("xˣ²", 2, "xˣ", "a number behind a factor: write * between them, or ^ for a power"),
    ("x⁺", 1, "x", "something must follow the +"),
    ("and", 0, None, "and is not expected here"),
    ("x and", 2, "x", "something must follow the and"),
    ("not", 0, None, "something must follow the not"),
    ("1e5e5", 2, "1e^5e5", "a number behind a factor: write * between them, or ^ for a power"),
    ("0x10", 2, "0x^10", "a number behind a factor: write * between them, or ^ for a power"),
    ("1.2.3", 3, None, "two numbers side by side: write * for a product, a comma for a list, no blank inside a number"),
    (".", 0, None, ". is not read here"),
    ("..", 0, None, "a range is read only in a sum: sum(i = 1..n, i^2)"),
    ("% 5", 0, "5", "% is not expected here"),
    ("lim x", 0, None, "a limit is not read: write its value"),
    (
        "1/sqrt(2x) e^(-x^2/2)",
        11,
        "1/sqrt(2x)*e^(-x^2/2)",
        "what is divided by can be read in two ways: write /(sqrt(2x) e^(-x^2/2)) if all of it is, "
        "or *e^(-x^2/2) behind it",
    ),
    (
        "1/xy^2 + 1",
        3,
        "1/(xy^2) + 1",
        "what is divided by can be read in two ways: write /(xy^2) if all of it is, or *y^2 behind it",
    ),
    ("6.02 x 10^23", 7, "6.02 * 10^23", "a number behind a factor: write * between them, or ^ for a power"),
    ("∑ x", 0, None, "this sum needs its index: sum_(i=1)^n"),
    ("sum(k, k, 1, 3) + k", 18, None, "k is the index of a sum: outside that sum it means nothing"),
    ("(d/dx)(x^2)", 4, None, "what is differentiated must follow here"),
    ("x ∉ {1} = y", 0, None, "∉ stands between one name and one set: write and between conditions"),
    ("R + 1", 0, None, '"R" is not in play here: use x, y'),
    ("ℝ + 1", 0, None, "the set R stands alone, behind in, or beside union and its like"),
    ("R - 1", 0, None, '"R" is not in play here: use x, y'),
    ("[1,2]×[3,4]", 5, "[1,2]·[3,4]", "a cross stands between vectors of three entries: write dot(u, v)"),
    ("x + 1 mod 2", 6, None, "how far mod reaches can be read in two ways: put brackets around what stands before it"),
    ("-7 mod 3", 3, None, "how far mod reaches can be read in two ways: put brackets around what stands before it"),
    ("x mod 2y", 2, None, "how far mod reaches can be read in two ways: put brackets around what stands behind it"),
    ("mod 2", 0, "2", "mod needs its arguments in brackets: mod(...)"),
    ("x mod", 2, "x", "something must follow the mod"),
    ("rank([[1, 2], [3, 4]])", 0, None, "a rank is not read: write its value"),
    ("][", 0, None, "this ] closes nothing"),
    ("]0, 1, 2[", 0, None, "this ] closes nothing"),
    ("[0, ]", 2, "[0 ]", "something must follow the ,"),
    (r"\hat{xy}", 0, None, r"\hat must be followed by one letter"),
    (r"\hat{z}", 0, None, '"z_hat" is not in play here: use x, y'),
    ("<1, 2>", 0, "[1, 2]", "an inner product has two vectors: write [ ] around a vector"),
    ("<x>", 0, "[x]", "an inner product has two vectors: write [ ] around a vector"),
    ("(0,1) ∪ (1,2) ∩ (0,3)", 14, "((0,1) ∪ (1,2)) ∩ (0,3)", "union and intersection side by side: put brackets"),
    (r"\{1\} \cap \{2\}⁶", 16, r"\{1\} \cap \{2\}", "a set has no powers"),
    ("{1, 2}^2", 6, None, "a set has no powers"),
    ("d^2y/dx", 0, None, "above the bar it is differentiated 2 times, below it once: write d above"),
    ("d^x y/dx", 2, None, "the order of a derivative is a whole number"),
]


@pytest.mark.parametrize(("typed", "place", "repair", "said"), REFUSED)
def test_a_refusal_has_its_place_its_words_and_its_proposal(typed, place, repair, said):
    with pytest.raises(Unreadable) as caught:
        read(typed, XY)

    assert (caught.value.message, caught.value.place, caught.value.repair) == (said, place, repair)


@pytest.mark.parametrize(
    ("typed", "names", "repair"),
    [
        ("w_out", ("W_out",), "W_out"),
        ("wout + 1", ("W_out",), "W_out + 1"),
        ("lamda", ("lambda",), "lambda"),
        ("d_modle", ("d_model",), "d_model"),
        ("x_1 + y", ("x",), None),
        ("X_1", ("x_1",), "x_1"),
        ("2 N", ("n",), "2 n"),
        ("w[1]", ("w_1", "w"), "w_1"),
        ("arctg x", ("x",), None),
        ("squrt(x)", ("x",), "sqrt(x)"),
        ("acrtan x", ("x",), "arctan x"),
    ],
)
def test_an_unknown_name_that_is_nearly_one_in_play_is_proposed(typed, names, repair):
    problem = refusal(typed, names)

    assert problem is not None
    assert problem.repair == repair


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u2061", "\u2062", "\u00ad", "\ufe0f", "\u202e"]
)
def test_nothing_unseen_is_ever_read(unseen):
    with pytest.raises(Unreadable) as caught:
        read(f"2{unseen}x", XY)

    assert f"U+{ord(unseen):04X}" in caught.value.message
    assert (caught.value.place, caught.value.repair) == (1, "2x")


@pytest.mark.parametrize("blank", ["\u3164", "\u2800", "\u115f"])
def test_letters_that_show_nothing_are_named_by_their_code(blank):
    with pytest.raises(Unreadable, match=r"U\+"):
        read(f"x{blank}", XY)


def refusal(text, names):
    """The error of a line, None where it is read; anything else that is raised passes through."""
    try:
        read(text, names)
    except Unreadable as problem:
        return problem
    return None


LINES = [*(typed for typed, _, _ in READINGS), *(typed for typed, *_ in REFUSED)]
SIGNS = "xy12.,;:+-*/^()[]{}|!%'=<>_ \\√²πβ∑∂∈∪±·×−’“½ⁿ₁"


@st.composite
def mutated(draw):
    """A line of the tables with a few characters dropped, doubled, swapped or put in."""
    line = draw(st.sampled_from(LINES))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(line) - 1, 0)))
        match draw(st.sampled_from(["drop", "double", "swap", "put"])):
            case "drop":
                line = line[:at] + line[at + 1 :]
            case "double":
                line = line[: at + 1] + line[at:]
            case "swap":
                line = line[:at] + line[at + 1 : at + 2] + line[at : at + 1] + line[at + 2 :]
            case _:
                line = line[:at] + draw(st.sampled_from(SIGNS)) + line[at:]
    return line


@settings(max_examples=600, deadline=None)
@given(mutated(), st.sampled_from([XY, None, ("x", "y", "i", "n", "d"), ()]))
def test_a_mutated_line_reads_back_or_is_refused_with_a_proposal_that_reads(line, names):
    problem = refusal(line, names)

    if problem is None:
        tree = read(line, names)
        assert read(linear(tree), names) == tree
    else:
        assert 0 <= problem.place <= len(line)
        assert problem.message.isprintable()
        assert problem.repair is None or refusal(problem.repair, names) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20), st.none() | st.lists(st.text(max_size=6), max_size=4))
def test_whatever_the_text_and_the_names_it_reads_or_is_unreadable(text, names):
    problem = refusal(text, names)

    assert problem is None or 0 <= problem.place <= len(text)
