"""LaTeX pasted from elsewhere gives the same tree as the plain spelling."""

import pytest

from tutor.expression.reader import read
from tutor.expression.writer import linear

NAMES = ("x", "y", "f", "L", "n", "u", "v", "A", "theta", "x_1", "W_out")

SAME = [
    (r"\frac{1}{2}x", "1/2*x"),
    (r"\dfrac12", "1/2"),
    (r"\tfrac{x+1}{2y}", "(x + 1)/(2y)"),
    (r"\frac{\frac{1}{2}}{3}", "(1/2)/3"),
    (r"\frac x2", "x/2"),
    (r"\sqrt{x}", "sqrt(x)"),
    (r"\sqrt2", "sqrt(2)"),
    (r"\sqrt[3]{x}", "cbrt(x)"),
    (r"\sqrt[4]{x}", "root(x, 4)"),
    (r"\sqrt[n]{x}", "root(x, n)"),
    (r"x^{2y}", "x^(2*y)"),
    (r"x^2y", "x^2*y"),
    (r"2 \cdot x \times y", "2*x*y"),
    (r"\left(x+1\right)^{2}", "(x + 1)^2"),
    (r"\bigl( x + 1 \bigr)", "x + 1"),
    (r"\ln x", "ln(x)"),
    (r"\ln\left|x\right|", "ln(abs(x))"),
    (r"\sin^{2} x", "sin(x)^2"),
    (r"\arctan x", "arctan(x)"),
    (r"\exp(x)", "exp(x)"),
    (r"\pi x", "pi*x"),
    (r"\theta_1", None),
    (r"W_{\text{out}}", "W_out"),
    (r"W_{out}", "W_out"),
    (r"x_{1}", "x_1"),
    (r"x \le 1", "x <= 1"),
    (r"x \geqslant 1", "x >= 1"),
    (r"x \ne 1", "x != 1"),
    (r"x < 1 \lor x > 2 \land y = 1", "x < 1 or x > 2 and y = 1"),
    (r"\{1, 2\}", "{1, 2}"),
    (r"\emptyset", "{}"),
    (r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}", "[[1, 2], [3, 4]]"),
    (r"\begin{bmatrix}1 \\ 2\end{bmatrix}", "[1, 2]"),
    (r"\begin{bmatrix} 1 & -x \\ \frac{1}{2} & 4 \\ \end{bmatrix}", "[[1, -x], [1/2, 4]]"),
    (r"\begin{vmatrix}1 & 2 \\ 3 & 4\end{vmatrix}", "det([[1, 2], [3, 4]])"),
    (r"\left[\begin{array}{cc}1 & 2 \\ 3 & 4\end{array}\right]", "[[1, 2], [3, 4]]"),
    (r"\left(\begin{matrix}1 & 2 \\ 3 & 4\end{matrix}\right)", "[[1, 2], [3, 4]]"),
    (r"\left[\begin{array}{c|c}1 & 2\end{array}\right]", "[1, 2]"),
    (r"$x\,y$", "x*y"),
    (r"$$x$$", "x"),
    (r"\(x + 1\)", "x + 1"),
    (r"\[ x \]", "x"),
    (r"\displaystyle x\quad y", "x*y"),
    (r"\log_{2} x", "log2(x)"),
    (r"\log_{n} x", "log_n(x)"),
    (r"\|x\|", "norm(x)"),
    (r"\lVert x \rVert_1", "norm(x, 1)"),
    (r"\left\|x\right\|_2", "norm(x)"),
    (r"\lVert x \rVert_\infty", "norm(x, oo)"),
    (r"\lfloor x \rfloor + \lceil y \rceil", "floor(x) + ceil(y)"),
    (r"\binom{5}{2}", "binomial(5, 2)"),
    (r"\text{x}", "x"),
    (r"\text{ } 7", "7"),
    (r"{x}^{2}\cdot 2", "x^2*2"),
    (r"\mathbf{x}", "x"),
    (r"\mathbf x", "x"),
    (r"\mathrm{sin}(x)", "sin(x)"),
    (r"30^\circ", "degrees(30)"),
    (r"20\%", "20%"),
    (r"\operatorname{softmax}(x)", "softmax(x)"),
    (r"\operatorname{tr}(A)", "trace(A)"),
    (r"\det A", "det(A)"),
    (r"\,{x+1}^2", "(x + 1)^2"),
    (r"e^{-x}", "e^(-x)"),
    (r"\infty", "oo"),
    (r"1 \pm 2", "1 +- 2"),
    (r"[0, \infty)", "[0, oo)"),
    (r"\left(0, 1\right]", "(0, 1]"),
    (r"(0, 1] \cup [2, 3]", "(0, 1] union [2, 3]"),
    (r"(0, 1] \cap [0, 3)", "(0, 1] intersection [0, 3)"),
    (r"\mathbb{R} \setminus \{0\}", "R without {0}"),
    (r"\mathbb R \setminus {0}", "R without {0}"),
    (r"x \in \mathbb{R}", "x in R"),
    (r"x \notin \{1\}", "not x in {1}"),
    (r"A^T", "transpose(A)"),
    (r"A^{\top}", "transpose(A)"),
    (r"A^{\mathrm{T}}", "transpose(A)"),
    (r"A^{-\top}", "transpose(A^(-1))"),
    (r"A^{-1}", "A^(-1)"),
    (r"\langle u, v\rangle", "dot(u, v)"),
    (r"\begin{bmatrix}1 \\ 2\end{bmatrix} \cdot \begin{bmatrix}3 \\ 4\end{bmatrix}", "dot([1, 2], [3, 4])"),
    (r"\frac{df}{dx}", "derivative(f, x)"),
    (r"\frac{\mathrm{d}f}{\mathrm{d}x}", "derivative(f, x)"),
    (r"\frac{d}{dx} x^2", "derivative(x^2, x)"),
    (r"\frac{d}{dx}\left(x^{2}\right)", "derivative(x^2, x)"),
    (r"\frac{d^2 y}{dx^2}", "derivative(y, x, x)"),
    (r"\frac{\partial f}{\partial x}", "derivative(f, x)"),
    (r"\frac{\partial^2 f}{\partial x \partial y}", "derivative(f, x, y)"),
    (r"\frac{\partial^{2} f}{\partial x^{2}}", "derivative(f, x, x)"),
    (r"\frac{\partial L}{\partial W_{out}}", "derivative(L, W_out)"),
    (r"\frac{dL}{dy}\frac{dy}{dx}", "derivative(L, y)*derivative(y, x)"),
    (r"f^{\prime\prime}", "f''"),
    (r"\sum_{i=1}^{n} i^2", "sum(i^2, i, 1, n)"),
    (r"\sum_{i = 1}^n x_i", "sum(x_i, i, 1, n)"),
    (r"\sum\limits_{k=0}^{\infty} x^k", "sum(x^k, k, 0, oo)"),
    (r"\prod_{k=1}^{5} k", "product(k, k, 1, 5)"),
    (r"\begin{cases} x & x \ge 0 \\ -x & \text{otherwise} \end{cases}", "x if x >= 0 else -x"),
    (r"\begin{cases} x, & \text{if } x \ge 0, \\ -x, & \text{if } x < 0 \end{cases}", "{x if x >= 0, -x if x < 0}"),
]


@pytest.mark.parametrize(("tex", "plain"), SAME)
def test_pasted_tex_is_the_tree_of_the_plain_spelling(tex, plain):
    names = NAMES if plain is not None else ("theta_1",)

    assert read(tex, names) == read(plain or "theta_1", names)


@pytest.mark.parametrize(
    ("typed", "names", "meant"),
    [
        (r"\hat{y} - y", None, "y_hat - y"),
        (r"\hat y", ("y", "y_hat"), "y_hat"),
        (r"\widehat\theta", None, "theta_hat"),
        (r"\bar{\varphi}", None, "phi_bar"),
        (r"2\tilde{ x }^2", ("x_tilde",), "2*x_tilde^2"),
        (r"\hat{y} - y", ("y", "yhat"), "yhat - y"),
        ("ŷ y", ("y", "y_hat"), "y_hat*y"),
        ("y\u0302 + x\u0304", None, "y_hat + x_bar"),
        ("y_hat", ("y", "yhat"), "yhat"),
        ("thetabar", ("theta_bar",), "theta_bar"),
    ],
)
def test_an_accent_makes_a_name_of_its_own(typed, names, meant):
    assert linear(read(typed, names)) == meant


@pytest.mark.parametrize(("tex", "plain"), SAME[:2])
def test_tex_stands_among_plain_text(tex, plain):
    assert read(f"2({tex}) + x", NAMES) == read(f"2({plain}) + x", NAMES)
