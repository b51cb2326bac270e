"""The reader of packs' formulas."""

import pytest

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Comprehension, Conditional, Index, Name, Number, Range, Text, walk
from tutor.expression.reader import read
from tutor.expression.writer import linear

SAME = [
    "distinct_integers(3, by_level(-3..4 except {0}, -6..7 except {0}))",
    "matrix_with_eigenvalues(lam, entries = -9..9)",
    "sum(k^2 for k in answer)",
    "trace(A*A)",
    "lam[3]",
    "H[1, 2] != 0",
    "count_distinct(z) >= 2",
    "-lam",
    "all(count_distinct(r) > 1 for r in rows(S))",
    "det(A) > 0 and A[1, 1] < 0",
    "V[1] != V[2]",
    '"opposite signs" if det(A) < 0 else "the sign"',
    "[k if k > 1 else 0 for k in 1..n if k != 2]",
    "answer ~ slope(f, [x, y])",
    "f((x = 1), 2)",
    "f(a, b = 1, c = [2, 3])",
    "[]",
    "not a = b",
    "integers(n, -5..5)",
    "rows(A)[1][2]",
    "f(2^(-1), x!)",
    "-1e3..0",
]


@pytest.mark.parametrize("formula", SAME)
def test_a_formula_in_linear_form_is_read_as_it_stands(formula):
    assert linear(read(formula, author=True)) == formula


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a x^p y^q + b x y", "a*x^p*y^q + b*x*y"),
        ("Q K^T / 2", "Q*transpose(K)/2"),
        ("p hit / flag", "p*hit/flag"),
        ("P^-1 D P = A", "P^(-1)*D*P = A"),
        ("(b - a) f", "(b - a)*f"),
        ("k[1] x^3", "k[1]*x^3"),
        ("weights V", "weights*V"),
        ("-9..9 except 0, 1", "-9..9 except {0, 1}"),
        ("f(1..2 except 0, -6..7 except 0)", "f(1..2 except {0}, -6..7 except {0})"),
        ("log(x)", "ln(x)"),
        ("ln x", "ln(x)"),
        ("sin 2 x", "sin(2*x)"),
        ("log_2(x)", "log2(x)"),
        ("log_softmax(z)", "log_softmax(z)"),
        ("P_0", "P_0"),
        ("λ x₁", "lambda*x_1"),
        ("[1 2; 3 4]", "[[1, 2], [3, 4]]"),
        ("e^((q - p) x + c)", "e^((q - p)*x + c)"),
        ("a (b)", "a*b"),
        ("[f(k) for k in 1..3]", "[f(k) for k in 1..3]"),
        ("choose(a, b)", "choose(a, b)"),
        ("2[1, 2]", "2*[1, 2]"),
    ],
)
def test_authors_write_as_people_do(typed, meant):
    tree = read(typed, author=True)

    assert linear(tree) == meant
    assert read(meant, author=True) == tree


def test_each_construct_has_its_own_node():
    assert read('"a b"', author=True) == Text("a b")
    assert isinstance(read("a if c else b", author=True), Conditional)
    assert read("a[1]", author=True) == Index(Name("a"), (Number("1"),))
    assert isinstance(read("[k for k in s]", author=True), Comprehension)
    assert read("1..3", author=True) == Range(Number("1"), Number("3"))
    assert read("f(n = 2)", author=True) == Call("f", (), (("n", Number("2")),))


def test_a_declared_name_is_no_function_even_before_a_bracket():
    assert linear(read("g(x)", ("g",), author=True)) == "g*x"


@pytest.mark.parametrize(
    ("formula", "place", "said"),
    [
        ("a if b", 2, "else"),
        ("[k for 2 in s]", 7, "name"),
        ("[k for k of s]", 9, "in must"),
        ('"a', 0, "never closed"),
        ("f(a = 1, 2)", 9, "without a name"),
        ("f(a = 1, a = 2)", 9, "twice"),
        ("f(1,)", 3, "follow"),
        ("1..", 1, "follow"),
        ("a[]", 1, "nothing"),
        ('"a\u202e"', 2, "U+202E"),
    ],
)
def test_a_faulty_formula_is_refused_at_its_place(formula, place, said):
    with pytest.raises(Unreadable) as caught:
        read(formula, author=True)

    assert caught.value.place == place
    assert said in caught.value.message


def test_a_loop_is_walked_with_its_body_and_its_source():
    plain, chosen = read("[k^2 for k in w]", author=True), read("[k^2 for k in w if k > 1]", author=True)

    assert {Name("k"), Name("w"), Number("2")} <= set(walk(plain))
    assert {Name("w"), Number("1")} <= set(walk(chosen))
