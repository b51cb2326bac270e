"""The notation of calculus, sets, intervals, pieces and inner products, in words and in Unicode."""

import re

import pytest

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Conditional, Interval, Listed, Logic, Name, Negative, Number, Relation, walk
from tutor.expression.reader import read
from tutor.expression.writer import linear

NAMES = ("x", "y", "f", "g", "n", "u", "v", "L", "w", "A", "x_1", "theta")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # intervals and sets
        ("(0,1]", "(0, 1]"),
        ("[0, oo)", "[0, oo)"),
        ("[0, inf)", "[0, oo)"),
        ("(-infinity, 3]", "(-oo, 3]"),
        ("(−∞, −1) ∪ (1, ∞)", "(-oo, -1) union (1, oo)"),
        ("(0, 1] U [2, 3]", "(0, 1] union [2, 3]"),
        ("(0, 1] U {5} U [7, 8)", "(0, 1] union {5} union [7, 8)"),
        ("{1} intersect {2}", "{1} intersection {2}"),
        ("(0, 2] ∩ [1, 3)", "(0, 2] intersection [1, 3)"),
        ("R", "R"),
        ("ℝ", "R"),
        ("R \\ {0}", "R without {0}"),
        ("R\\{0}", "R without {0}"),
        ("ℝ ∖ {0, 1}", "R without {0, 1}"),
        ("R - {0}", "R without {0}"),
        ("R \\ [0, 1]", "R without [0, 1]"),
        ("[0,3] \\ (1,2)", "[0, 3] without (1, 2)"),
        ("R\\(0, 1)", "R without (0, 1)"),
        ("R\\[0, 1]", "R without [0, 1]"),
        ("]0, 1[", "(0, 1)"),
        ("]0; 1]", "(0, 1]"),
        ("]x, y[", "(x, y)"),
        ("](0, 1), 2[", "((0, 1), 2)"),
        ("]0, n(x + 1)[", "(0, n*(x + 1))"),
        ("x = ]0, 1[", "x = (0, 1)"),
        ("x in [0, 1[ and y in ]0, 1]", "x in [0, 1) and y in (0, 1]"),
        ("[0, 1[", "[0, 1)"),
        ("(0, 1[", "(0, 1)"),
        ("[(0 + 1)/2, f'(x)[", "[(0 + 1)/2, f')"),
        ("]-oo, 0] U ]1, 2[ ∪ [3, oo[", "(-oo, 0] union (1, 2) union [3, oo)"),
        ("x in ]0, 1[ or x = 2", "x in (0, 1) or x = 2"),
        ("R \\ ]0, 1[", "R without (0, 1)"),
        ("{]0, 1], 2}", "{(0, 1], 2}"),
        ("[[1, 2], [-3, 4]]", "[[1, 2], [-3, 4]]"),
        ("[[1, 2], [u, 4]]", "[[1, 2], [u, 4]]"),
        ("]0, 1[ \\ {x}", "(0, 1) without {x}"),
        ("]0, 1[ - {x}", "(0, 1) without {x}"),
        ("|x| mod 2", "mod(abs(x), 2)"),
        ("(x + 1) mod 2", "mod(x + 1, 2)"),
        ("2x mod (n + 1)", "mod(2*x, n + 1)"),
        ("17 mod 5 + 1", "mod(17, 5) + 1"),
        ("n mod(7, 3)", "n*mod(7, 3)"),
        ("7 \\bmod 3", "mod(7, 3)"),
        ("sin(30 deg)", "sin(degrees(30))"),
        ("30degrees", "degrees(30)"),
        ("cross([1, 2, 3], v)", "cross([1, 2, 3], v)"),
        ("d^1f/dx^1", "derivative(f, x)"),
        ("Σ_(i=1)^n i", "sum(i, i, 1, n)"),
        ("Π_{k=1}^3 k", "product(k, k, 1, 3)"),
        ("∂^3f/∂x^2∂y", "derivative(f, x, x, y)"),
        ("∂^3f/∂x^{2}∂y", "derivative(f, x, x, y)"),
        ("x^{2}^{3}", "x^(2^3)"),
        ("x^{2}^3", "x^(2^3)"),
        ("A^{-1}^{T}", "transpose(A^(-1))"),
        ("A^{-1}^T", "transpose(A^(-1))"),
        ("A^{2}^{-T}", "transpose((A^2)^(-1))"),
        ("n choose(3, n)", "n*binomial(3, n)"),
        ("n choose (3)", "binomial(n, 3)"),
        ("R without {0}", "R without {0}"),
        ("union({1}, {2})", "{1} union {2}"),
        ("∅", "{}"),
        ("x in (0, 1]", "x in (0, 1]"),
        ("x ∈ R", "x in R"),
        ("x ∉ {1}", "not x in {1}"),
        ("x in {1} union {2}", "x in {1} union {2}"),
        ("{1; 2; 3}", "{1, 2, 3}"),
        # plus-minus
        ("1 ± 2", "1 +- 2"),
        ("1+/-2", "1 +- 2"),
        ("±2", "+-2"),
        ("x = ±sqrt(2)", "x = +-sqrt(2)"),
        ("1 ± 2x", "1 +- 2*x"),
        # derivatives
        ("df/dx", "derivative(f, x)"),
        ("d f/d x", "derivative(f, x)"),
        ("df/dx = 2x", "derivative(f, x) = 2*x"),
        ("2 df/dx", "2*derivative(f, x)"),
        ("d/dx (x^2)", "derivative(x^2, x)"),
        ("d/dx(x^2)", "derivative(x^2, x)"),
        ("d/dx sin x", "derivative(sin(x), x)"),
        ("d/dx x^2 + 1", "derivative(x^2, x) + 1"),
        ("d(x^2 y)/dx", "derivative(x^2*y, x)"),
        ("d^2f/dx^2", "derivative(f, x, x)"),
        ("d²f/dx²", "derivative(f, x, x)"),
        ("d^2/dx^2 (x^3)", "derivative(x^3, x, x)"),
        ("∂f/∂x", "derivative(f, x)"),
        ("∂²f/∂x∂y", "derivative(f, x, y)"),
        ("∂²f/(∂x ∂y)", "derivative(f, x, y)"),
        ("∂L/∂x_1", "derivative(L, x_1)"),
        ("∂L/∂θ", "derivative(L, theta)"),
        ("partial f/partial x", "derivative(f, x)"),
        ("dL/dy dy/dw", "derivative(L, y)*derivative(y, w)"),
        ("dL/dy * dy/dw", "derivative(L, y)*derivative(y, w)"),
        ("derivative(x^2, x)", "derivative(x^2, x)"),
        ("f'", "f'"),
        ("f’’", "f''"),
        ("f′(x)", "f'"),
        ("f'(x) + g'(x)", "f' + g'"),
        ("(x^2)'", "(x^2)'"),
        # sums
        ("sum(i = 1..n, i^2)", "sum(i^2, i, 1, n)"),
        ("sum(i^2, i = 1..n)", "sum(i^2, i, 1, n)"),
        ("sum(i^2, i, 1, n)", "sum(i^2, i, 1, n)"),
        ("sum_(i=1)^n i^2", "sum(i^2, i, 1, n)"),
        ("sum_{i=1}^{n} i^2", "sum(i^2, i, 1, n)"),
        ("sum_(i=1..n) i^2", "sum(i^2, i, 1, n)"),
        ("∑_(i=1)^n i²", "sum(i^2, i, 1, n)"),
        ("∑ᵢ₌₁ⁿ i²", "sum(i^2, i, 1, n)"),
        ("∑_(i=1)^3 (i + 1) x + 1", "sum((i + 1)*x, i, 1, 3) + 1"),
        ("2 sum(k, k, 1, n)", "2*sum(k, k, 1, n)"),
        ("sum(sum(j k, j, 1, k), k, 1, n)", "sum(sum(j*k, j, 1, k), k, 1, n)"),
        ("sum(x_i, i, 1, n)", "sum(x_i, i, 1, n)"),
        ("prod(k, k, 1, n)", "product(k, k, 1, n)"),
        ("∏_(k=1)^n k", "product(k, k, 1, n)"),
        ("sum([1, 2, 3])", "sum([1, 2, 3])"),
        ("mean(1, 2, 3)", "mean([1, 2, 3])"),
        # pieces
        ("x if x >= 0 else -x", "x if x >= 0 else -x"),
        ("{x if x >= 0, -x otherwise}", "x if x >= 0 else -x"),
        ("{x if x >= 0; -x else}", "x if x >= 0 else -x"),
        ("{x, x >= 0; -x, x < 0}", "x if x >= 0 else -x if x < 0 else undefined()"),
        ("{x, if x >= 0; -x, otherwise}", "x if x >= 0 else -x"),
        ("{x for x > 0}", "x if x > 0 else undefined()"),
        ("{x if x > 0 else y, 2}", "{x if x > 0 else y, 2}"),
        # inner products, functions, signs
        ("<u, v>", "dot(u, v)"),
        ("⟨u + v, v⟩", "dot(u + v, v)"),
        ("<u, v> < 1", "dot(u, v) < 1"),
        ("dot(u, v)", "dot(u, v)"),
        ("[1, 2]·[3, 4]", "dot([1, 2], [3, 4])"),
        ("2[1, 2]·[3, 4]", "dot(2*[1, 2], [3, 4])"),
        ("x·[3, 4]", "x*[3, 4]"),
        ("[[1, 2], [3, 4]]·[1, 2]", "[[1, 2], [3, 4]]*[1, 2]"),
        ("[1, 2]*[3, 4]", "[1, 2]*[3, 4]"),
        ("inv(A)", "inverse(A)"),
        ("A^-1^T", "transpose(A^(-1))"),
        ("A^-T", "transpose(A^(-1))"),
        ("logit(x)", "logit(x)"),
        ("σ(x)", "sigmoid(x)"),
        ("C(5, 2)", "binomial(5, 2)"),
        ("5 nCr 2", "binomial(5, 2)"),
        ("SQRT(2)", "sqrt(2)"),
        ("Exp x", "exp(x)"),
        ("norm(x, 2)", "norm(x)"),
        ("eˣ⁺¹", None),
        ("x = 1 or 2 or 3", "x = 1 or x = 2 or x = 3"),
        ("3 + 2i", "3 + 2*i"),
        ("2x 3x^2", "2*x*3*x^2"),
        ("2^x 2^y", "2^x*2^y"),
        ("2^(1/2) 2^(1/3)", "2^(1/2)*2^(1/3)"),
        ("7!/(3! 4!)", "7!/(3!*4!)"),
        ("{x}^{2}", "x^2"),
        ("{x^{2}}", "{x^2}"),
        ("e^(i pi)", "e^(i*pi)"),
    ],
)
def test_each_notation_has_one_tree(typed, meant):
    if meant is None:
        assert linear(read("eˣ⁺¹", NAMES)) == "e^(x + 1)"
        return

    assert linear(read(typed, NAMES)) == meant
    assert read(meant, NAMES) == read(typed, NAMES)


def test_the_new_nodes_are_what_the_tree_says():
    x, zero, one = Name("x"), Number("0"), Number("1")
    reals = Interval(Negative(Name("oo")), Name("oo"), (False, False))

    assert read("(0, 1]", NAMES) == Interval(zero, one, (False, True))
    assert read("[0, 1)", NAMES) == Interval(zero, one, (True, False))
    assert read("R", NAMES) == reals
    assert read("(0, 1)", NAMES) == Listed("(", (zero, one))
    assert read("x in R", NAMES) == Relation((x, reals), ("in",))
    assert read("x ∉ R", NAMES) == Logic("not", (Relation((x, reals), ("in",)),))
    assert read("1 ± x", NAMES) == Call("plus_minus", (one, x))
    assert read("±x", NAMES) == Call("plus_minus", (x,))
    assert read("df/dx", NAMES) == Call("derivative", (Name("f"), x))
    assert read("f'", NAMES) == Call("prime", (Name("f"),))
    assert read("sum(k=0..1, x)", NAMES) == Call("sum", (x, Name("k"), zero, one))
    assert read("sum([x])", NAMES) == Call("sum", (Listed("[", (x,)),))
    assert read("x if x = 0", NAMES) == Conditional(x, Relation((x, zero), ("=",)), Call("undefined", ()))
    assert read("{1} ∪ {0} ∪ R", NAMES) == Call(
        "union", (Call("union", (Listed("{", (one,)), Listed("{", (zero,)))), reals)
    )


@pytest.mark.parametrize(
    ("typed", "names", "meant"),
    [
        ("R", ("R",), "R"),
        ("V = I R", ("V", "I", "R"), "V = I*R"),
        ("U", ("U",), "U"),
        ("dx dy", ("d", "x", "y"), "d*x*d*y"),
        ("i", ("i",), "i"),
        ("sum", ("sum",), "sum"),
        ("mean x", ("mean", "x"), "mean*x"),
        ("dot", ("d", "o", "t"), "d*o*t"),
        ("2if", ("i", "f"), "2*i*f"),
        ("2in", ("i", "n"), "2*i*n"),
        ("sigma(x)", ("sigma", "x"), "sigma*x"),
        ("C(x)", ("C", "x"), "C*x"),
        ("lambda beta gamma", ("lambda", "beta", "gamma"), "lambda*beta*gamma"),
        ("N E S I", ("N", "E", "S", "I"), "N*E*S*I"),
        ("e i pi", ("e", "i", "pi"), "e*i*pi"),
        ("3 x 10^4", ("y",), "3*10^4"),
        ("1.5 × 10^{-3}", ("y",), "1.5*10^(-3)"),
        ("df/dx", None, "derivative(f, x)"),
        ("dx", None, "d*x"),
        ("R", None, "R"),
        ("(R) union {1}", None, "R union {1}"),
        ("1 if x > 0 else (R)", None, "1 if x > 0 else R"),
        ("x ∈ R", None, "x in R"),
        ("R + 1", None, "R + 1"),
        ("σ(x)", None, "sigma*x"),
        ("W_out x_{12}", None, "W_out*x_12"),
        ("𝑥 + 𝐀", ("x", "A"), "x + A"),
        ("ｘ＋１", ("x",), "x + 1"),
        ("𝛼", ("alpha",), "alpha"),
    ],
)
def test_a_declared_name_always_wins(typed, names, meant):
    assert linear(read(typed, names)) == meant


def test_r_that_is_declared_is_a_name():
    assert read("R", ("R",)) == Name("R")
    assert read("R + 1", None) != read("R", None)


@pytest.mark.parametrize(
    "typed", ["sum(k, k, 1, n) + k", "sum(k, k, 1, k)", "sum(x_k, k, 1, n) + x_k", "sum(1, k, 1, n)^k"]
)
def test_the_index_of_a_sum_means_nothing_outside_it(typed):
    with pytest.raises(Unreadable, match="k is the index of a sum"):
        read(typed, NAMES)


def test_authors_write_the_same_notation():
    for line in ("(0, 1] union [2, 3]", "R without {0}", "x in R", "1 +- 2", "f'", "sum(k^2, k, 1, n)", "{}"):
        assert read(line, author=True) == read(line, NAMES)


@pytest.mark.parametrize("typed", ["R", "ℝ", "+R", "(R)", "R or R", "x in (R)", "not (R)", "{R if x > 0, 1 otherwise}"])
def test_the_real_numbers_are_one_tree_however_bracketed(typed):
    tree = read(typed)

    assert read(linear(tree)) == tree
    assert Name("R") not in walk(tree)


@pytest.mark.parametrize(
    ("typed", "names", "said"),
    [
        ("ℝ", ("R",), "R is a name here: write (-oo, oo) for all numbers"),
        (r"\Reals = ±2", None, "the set R stands alone, behind in, or beside union and its like"),
        ("(B, ℝ)", None, "the set R stands alone, behind in, or beside union and its like"),
    ],
)
def test_the_sign_of_the_reals_is_refused_where_its_letter_is_a_name(typed, names, said):
    with pytest.raises(Unreadable, match=re.escape(said)):
        read(typed, names)
