"""Formulas in the shapes of packs: every one is read, and reads back from its linear form."""

import pytest

from tutor.expression.reader import read
from tutor.expression.writer import latex, linear, spoken, unicode_line


@pytest.mark.parametrize(
    "formula",
    [
        "distinct_integers(3, by_level(-2..5 except 0, -8..8 except 0))",
        "matrix_with_eigenvalues(mu, entries = -12..12)",
        "mu",
        "sum(answer) = trace(B)",
        "sum(k^3 for k in answer)",
        "product(answer) = det(B)",
        "-det(B)",
        "charpoly(B, lambda)",
        "factored(charpoly(B, lambda))",
        "listed(mu)",
        "{mu[3], mu[1], mu[2]}",
        "diagonal(B)",
        "c u^m v^n + d u v",
        "gradient(g, [u, v])",
        "at(answer, [u, v], [1, 4]) ~ slope(g, [u, v], [1, 4])",
        "diff(c u^m v^n, u)",
        "[c u^(m - 1) v^n + d v, c u^m v^(n - 1) + d u]",
        "k[1] u^3 + k[2] u^2 v",
        "diff(f, x, y)",
        "H[2, 1] != 0",
        "outer(g, g) != H",
        "integers(4, -3..5)",
        "count_distinct(w) >= 3",
        "ln(answer[2] / answer[3]) = w[2] - w[3]",
        "decimal(sum(exp(w)), 3)",
        "w / sum(w)",
        "3^w / sum(3^w)",
        "bayes_triple(prior_at_most = 1/4, denominator = by_level(30, 50))",
        "q hit + (1 - q) miss",
        "posterior([q, 1 - q], [hit, miss])[2]",
        "written(q hit + (1 - q) miss)",
        "all(count_distinct(r) > 2 for r in rows(Q K^T))",
        "softmax_rows(S / 3)",
        "Q K^T / 3",
        "weights V",
        "e^(a x) / (e^(a x) + e^(b x + c))",
        "1 / (1 + e^((b - a) x + c))",
        'choose("convex", "concave", "neither")',
        "det(M) > 0 and M[1, 1] < 0",
        '"same signs" if det(M) > 0 else "opposite signs"',
        "definiteness(M) = sort",
        "[P_0, diagonal_matrix(mu)]",
        "P D P^-1 = M",
        "is_diagonal(D)",
        "column(P_0, 2)",
        "answer ~ bend(f, [x, y], P)",
        "vector(n, -4..4)",
        "[k^2 if k > 0 else -k for k in w if k != 0]",
        "A[i, j] x_1",
    ],
)
def test_a_formula_of_a_pack_is_read_and_reads_back(formula):
    tree = read(formula, author=True)

    assert read(linear(tree), author=True) == tree
    assert all(write(tree) for write in (latex, unicode_line, spoken))
