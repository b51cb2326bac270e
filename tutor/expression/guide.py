"""How to type every kind and form of answer: the page that Help shows, and the tests check.

Every example of a kind is a right answer to the one question that stands with it; every example of a form
has it, or has the right value in another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KindGuide:
    """`typed`: right answers where `against` is asked, under the fields of a question in `asked`.

    `same`: what else is right; `wrong`: answers that look alike; `free`: what is refused at no cost.
    """

    kind: str
    typed: tuple[str, ...]
    against: str
    same: str
    wrong: tuple[str, ...]
    free: tuple[str, ...]
    asked: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormGuide:
    """`right`: answers in the form; `other`: the same value in another form, which may be tried again."""

    form: str
    kind: str
    against: str
    right: tuple[str, ...]
    other: tuple[str, ...]
    says: str


_X = {"names": ("x",)}
_XY = {"names": ("x", "y")}

KINDS = (
    KindGuide(
        "number",
        ("3/4", "0.75", "75%", "6/8", "7.5e-1"),
        "3/4",
        "The same value, exactly: 0.33 is not 1/3. Where decimals are asked for, one off in the last is fine.",
        wrong=("0.76", "-3/4"),
        free=("[3/4]", "x = 3 and y = 4", "1/0"),
    ),
    KindGuide(
        "expression",
        ("2x(x + 1)", "2x^2 + 2x", "2*x**2 + 2*x", "2x² + 2x", r"2x^{2} + 2x"),
        "2x^2 + 2x",
        "Equal wherever both are defined. sqrt(x^2) is |x|, not x, unless x is said to be positive.",
        wrong=("2x^2 + x",),
        free=("2y^2 + 2y", "[2x^2, 2x]"),
        asked=_X,
    ),
    KindGuide(
        "vector",
        ("[1/2, 0, -1]", "(1/2, 0, -1)", "1/2, 0, -1", "[1/2 0 -1]", "[1, 0, -2]/2"),
        "[1/2, 0, -1]",
        "Every entry the same. Too few or too many entries are wrong.",
        wrong=("[1/2, 0]", "[-1, 0, 1/2]"),
        free=("3", "{1/2, 0, -1}"),
    ),
    KindGuide(
        "matrix",
        ("[[1, 2], [3, 4]]", "[1 2; 3 4]", r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}", "2 [[1/2, 1], [3/2, 2]]"),
        "[[1, 2], [3, 4]]",
        "Every entry the same. Another size is wrong.",
        wrong=("[[1, 3], [2, 4]]", "[[1, 2, 3]]"),
        free=("10", "{1, 2}"),
    ),
    KindGuide(
        "set",
        ("{1, 2, 3}", "1, 2, 3", "3, 2, 1", "{1, 1, 2, 3}"),
        "{1, 2, 3}",
        "The same members, in any order; {} is empty.",
        wrong=("{1, 2}",),
        free=("x < 3",),
    ),
    KindGuide(
        "multiset",
        ("{1, 1, 2}", "1, 2, 1"),
        "{1, 1, 2}",
        "As a set, but how often a member stands there counts.",
        wrong=("{1, 2}",),
        free=("x < 1",),
    ),
    KindGuide(
        "tuple",
        ("(2, 3)", "2, 3"),
        "(2, 3)",
        "The same entries in the same order.",
        wrong=("(3, 2)",),
        free=("5", "{2, 3}"),
    ),
    KindGuide(
        "interval",
        ("(0, 1] union [2, oo)", "(0, 1] ∪ [2, ∞)", "(0, 1] U [2, inf)", "0 < x <= 1 or x >= 2"),
        "(0, 1] union [2, oo)",
        "The same numbers: ( and ) leave an end out, [ and ] take it in. R is all numbers, {} none.",
        wrong=("(0, 1) union [2, oo)",),
        free=("x + 1",),
        asked=_X,
    ),
    KindGuide(
        "equation",
        ("y = 2x + 1", "2x - y + 1 = 0", "y - 1 = 2x"),
        "y = 2x + 1",
        "Any equation with the same solutions.",
        wrong=("y = 2x", "x = 1/2"),
        free=("2x + 1",),
        asked=_XY,
    ),
    KindGuide(
        "inequality",
        ("0 < x <= 1", "x > 0 and x <= 1", "1 >= x > 0"),
        "0 < x <= 1",
        "The same solutions, however written; and, or, not may join parts.",
        wrong=("0 < x < 1",),
        free=("x + 1",),
        asked=_X,
    ),
    KindGuide(
        "boolean", ("yes", "y", "true", "YES"), "yes", "Yes or no, true or false.", wrong=("no",), free=("maybe",)
    ),
    KindGuide(
        "choice",
        ("b", "B", "b)"),
        "b",
        "One letter of those shown, or its number where the lines are numbered.",
        wrong=("a",),
        free=("d", "a b"),
        asked={"names": ("a", "b", "c")},
    ),
    KindGuide(
        "choices",
        ("a c", "a, c", "c and a", "{a, c}", "ac"),
        "{a, c}",
        "All that apply, in any order.",
        wrong=("a",),
        free=("d",),
        asked={"names": ("a", "b", "c")},
    ),
    KindGuide(
        "ordering",
        ("b a c", "b > a > c", "b, a, c", "(b, a, c)"),
        "(b, a, c)",
        "All of them, in the order that is asked for.",
        wrong=("a b c", "b a"),
        free=("a a b",),
        asked={"names": ("a", "b", "c")},
    ),
    KindGuide(
        "shape",
        ("(2, 3)", "2 x 3", "2 × 3", "2, 3"),
        "(2, 3)",
        "The same sizes in the same order; names of sizes may stand in them: B x T x d.",
        wrong=("(3, 2)",),
        free=("(2.5, 3)",),
    ),
    KindGuide(
        "distribution",
        ("[1/2, 1/4, 1/4, 0]", "0.5, 0.25, 0.25, 0", "[50%, 25%, 25%, 0]"),
        "[1/2, 1/4, 1/4, 0]",
        "Every chance the same; zeros are written too, and the sum is 1.",
        wrong=("[1/2, 1/4, 1/4]", "[1, 0, 0, 0]"),
        free=("1",),
    ),
    KindGuide(
        "quantity",
        ("16 GB", "16e9 bytes", "128 Gbit", "2*8 GB"),
        "16 GB",
        "Any unit of the same sort, converted exactly: 1 GB is 1000^3 bytes, 1 GiB is 1024^3, a byte 8 bits.",
        wrong=("16 GiB", "16 Gbit"),
        free=("16", "16 s", "16 gb"),
    ),
    KindGuide(
        "up-to-scale",
        ("[1, 2]", "[2, 4]", "[-1/2, -1]"),
        "[1, 2]",
        "Any multiple but zero, as for an eigenvector.",
        wrong=("[2, 1]", "[0, 0]"),
        free=("2",),
    ),
    KindGuide(
        "up-to-sign",
        ("[3/5, 4/5]", "[-3/5, -4/5]"),
        "[3/5, 4/5]",
        "It or its negative.",
        wrong=("[3, 4]",),
        free=("1",),
    ),
    KindGuide(
        "subspace-basis",
        ("{[1, 0], [0, 1]}", "[1, 0], [0, 1]", "[1, 1], [1, -1]"),
        "{[1, 0], [0, 1]}",
        "Any basis of the same space: independent vectors that span it.",
        wrong=("[1, 0], [2, 0]",),
        free=("2",),
    ),
    KindGuide(
        "orthonormal-basis",
        ("[1, 0], [0, 1]", "[0, 1], [-1, 0]", "[3/5, 4/5], [-4/5, 3/5]"),
        "{[1, 0], [0, 1]}",
        "The same, of length 1 each and orthogonal to one another.",
        wrong=("[1, 0], [1, 1]",),
        free=("2",),
    ),
    KindGuide(
        "factorisation",
        ("[[1], [2]] * [[3, 4]]", "[[1], [2]] [[3, 4]]", "[[2], [4]] * [[3/2, 2]]"),
        "[[1], [2]] * [[3, 4]]",
        "As many factors of the same sizes with the same product. Named factors: P = [[...]]; D = [[...]].",
        wrong=("[[1], [2]] * [[4, 3]]",),
        free=("5",),
    ),
    KindGuide(
        "satisfying",
        ("[2, -1]", "[-4, 2]", "v = [2, -1]"),
        "v = [2, -1]",
        "Anything that meets the conditions of the question.",
        wrong=("[1, 2]",),
        free=("[2, -1",),
        asked={"fields": ("v",), "must": ("dot(v, [1, 2]) = 0", "v != [0, 0]")},
    ),
    KindGuide(
        "antiderivative",
        ("x^3/3", "x^3/3 + C", "x^3/3 + 5"),
        "x^3/3",
        "Anything with the same derivative; + C may be left out.",
        wrong=("2x", "x^3"),
        free=("[x^3/3]",),
        asked=_X,
    ),
    KindGuide(
        "derivation",
        ("(x + 1)^2; (x + 1)(x + 1); x^2 + 2x + 1", "(x + 1)^2; x^2 + 2x + 1"),
        "(x + 1)^2; x^2 + 2x + 1",
        "A line, then Enter; each follows from the one before, its sign beside it. Enter alone hands all in. Or parted "
        "by ; on one line.",
        wrong=("(x + 1)^2; x^2 + 1; x^2 + 2x + 1",),
        free=("(x + 1)^2; x^2 +",),
        asked=_X,
    ),
)

FORMS = (
    FormGuide("lowest-terms", "number", "3/4", ("3/4",), ("6/8", "0.75"), "a fraction with nothing left to cancel"),
    FormGuide("no-decimals", "number", "3/4", ("3/4", "6/8"), ("0.75",), "fractions and roots, no decimal point"),
    FormGuide(
        "expanded",
        "expression",
        "x^2 - 1",
        ("x^2 - 1",),
        ("(x - 1)(x + 1)",),
        "a sum without brackets, like terms collected",
    ),
    FormGuide(
        "factored", "expression", "x^2 - 1", ("(x - 1)(x + 1)",), ("x^2 - 1",), "a product that cannot be split further"
    ),
    FormGuide("simplified", "expression", "2x", ("2x",), ("x + x",), "as short as it goes"),
    FormGuide(
        "single-fraction", "expression", "(x + 1)/x", ("(x + 1)/x",), ("1 + 1/x",), "one fraction, no sum beside it"
    ),
    FormGuide("unit-vector", "up-to-scale", "[3/5, 4/5]", ("[3/5, 4/5]",), ("[3, 4]",), "a vector of length 1"),
    FormGuide(
        "echelon",
        "matrix",
        "[[1, 2], [0, 3]]",
        ("[[1, 2], [0, 3]]", "[1 2; 0 3]"),
        (),
        "each row begins further right than the one above",
    ),
    FormGuide(
        "as-written", "expression", "2(x + 1)", ("2(x + 1)",), ("2x + 2",), "exactly the shape that the question names"
    ),
)

UNITS = (
    (("16 GB", "16 GiB"), "1000^3 and 1024^3 bytes; k M G T P and Ki Mi Gi Ti Pi, capitals as shown"),
    (("2 Gbit", "2 Gb", "10 Gbps"), "bits, of which a byte, B, has 8; bits per second"),
    (("312 TFLOP/s", "312 TFLOPS"), "operations per second; 312 TFLOPs is their number"),
    (("50 tokens/s", "50 tok per second"), "a rate; params, samples, steps and requests are counted as well"),
    (("70 B params", "2 T tokens"), "before a counted word K M B T are thousand, million, billion, trillion"),
    (("3 ms", "5 µs", "2 min", "1.5 h", "2 days"), "times"),
    (("300 W", "2 kWh", "3 GHz", "2 m^2"), "units of physics"),
    (("$2.50/h", "5 EUR"), "money"),
    (("2*8 GB", "1 GB + 24 MB", "14 GB/(2 s)"), "what is still to be worked out"),
)
"""Quantities as they are typed, with what they are."""

SIGNS = (
    (("2x", "x y", "2(x + 1)", "x·y"), "products: names in play need no sign between them"),
    (("x/2", "x ÷ 2", "½"), "fractions; 1/(2x) needs its bracket"),
    (("x^2", "x²", "x**2", "e^(-x)"), "powers"),
    (("|x|", "||v||"), "absolute value; length, or norm"),
    (("sqrt 2", "√2", "ln(x + 1)", "sin x"), "functions with or without brackets; a root takes one factor"),
    (("log x", "log2(8)", "log10 x", "log_3(x)"), "log is the natural logarithm, ln; others name their base"),
    (("pi", "π", "e", "oo", "∞"), "constants; oo is infinity"),
    (("x_1", "x₁", "theta", "θ"), "names with an index, Greek letters"),
    (("A^T", "A^-1", "inverse(A)"), "transpose and inverse; matrices side by side are multiplied"),
    (("5!", "5 choose 2", "50%", "60°"), "factorial, binomial, percent, degrees"),
    (("floor(x)", "⌈x⌉"), "rounded down, rounded up"),
    (("<u, v>", "⟨u, v⟩", "dot(u, v)"), "inner product"),
    (("df/dx", "d/dx (x^2)", "∂f/∂x", "f'"), "derivatives, where d is no name"),
    (("sum(i = 1..n, i^2)", "∑_{i=1}^n i^2"), "sums with bounds; product(...) likewise"),
    (("{x if x >= 0, -x otherwise}",), "a value in pieces"),
    (("x <= 1", "x ≤ 1", "x != 1"), "comparisons; and, or, not join them"),
    (("1 ± 2", "1 +- 2"), "both values"),
    (("x in (0, 1]", "x ∈ ℝ", "R without {0}"), "membership; R is all numbers, {} the empty set"),
    ((r"\frac{1}{2}", r"\sqrt{2}", r"x \le 1"), "pasted LaTeX"),
)
"""Signs and functions, with what they mean."""
