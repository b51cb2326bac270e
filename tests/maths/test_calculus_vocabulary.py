"""Derivatives, integrals, limits and critical points: NumPy's word, what is refused, and what a refusal costs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.posing.calls import bounded
from tutor.maths.posing.evaluate import Scope, evaluate, truth
from tutor.maths.posing.floats import UnfollowedError, floats_of
from tutor.maths.posing.real_roots import real_roots
from tutor.maths.posing.values import FormulaError, TooLargeError
from tutor.maths.proving.numeric import Setting, close, worked_out
from tutor.maths.trees.translate import Names

POINT = {"x": 1.37, "y": 0.82, "z": 2.11}
NAMES = {name: Names.of([*POINT]).symbol(name) for name in POINT}

PIECES = ["x^2 y", "x y^3", "e^(x y)", "sin(x) y", "ln(x) + y", "1 / (x + y)", "sqrt(x y)", "x^3", "cos(2 y - x)", "y"]
functions = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" + ".join)


def value(formula: str) -> Any:
    return evaluate(read(formula, NAMES, author=True), Scope(dict(NAMES)))


def holds(formula: str) -> bool:
    return truth(read(formula, NAMES, author=True), Scope(dict(NAMES)))


def by_numpy(formula: str) -> Any:
    return worked_out(read(formula, NAMES, author=True), Setting(POINT))


def agree(formula: str) -> bool:
    return close(floats_of(value(formula), POINT), by_numpy(formula))


@given(functions)
@settings(max_examples=15, deadline=None)
def test_derivatives_are_what_differences_say(f: str) -> None:
    for formula in ("gradient({}, [x, y])", "hessian({}, [x, y])", "at(diff({}, x), [x, y], [2, 3])"):
        assert agree(formula.format(f))
    assert holds(f"at(gradient({f}, [x, y]), [x, y], [2, 3]) ~ slope({f}, [x, y], [2, 3])")
    assert holds(f"at(hessian({f}, [x, y]), [x, y], [2, 3]) ~ bend({f}, [x, y], [2, 3])")


@pytest.mark.parametrize(
    "formula",
    [
        "diff(x^3 y^2, x, x, y)",
        "[diff(x^2 y, v) for v in [x, y]]",
        "at(gradient(x^2 y, [x, y]), [x, y], [2, 2])",
        "jacobian([sin(x) cos(y), x y], [x, y])",
        "curl([x y z, y^2, x z], [x, y, z])",
        "laplacian(e^x sin(y) + x^2 z, [x, y, z])",
        "directional_derivative(x^2 y, [x, y], normalised([3, 4]))",
        "tangent(x^2 y, [x, y], [1, 2])",
        "taylor(ln(x), x, 1, 3)",
        "taylor(sin(x) e^x, x, 0, 5)",
        "slope([x y, x + y^2], [x, y], [1, 2])",
        "slope(x^3, x, 2)",
        "bend(e^(2 x), x, 1)",
        "area(abs(x - 1), x, -1, 3)",
        "area(e^(-x), x, 0, oo)",
        "integrate(x e^(-2 x), x, 0, oo)",
        "integrate(e^(-x^2 / 2 + x), x, -oo, oo)",
        "integrate(x^2 y, x, 0, y)",
        "integrate(1 / (x^2 + 1), x, -1, 1)",
        "limit((e^x - 1) / x, x, 0)",
        "limit((3 x^2 + x) / (x^2 - 5), x, oo)",
        'limit(1 / x, x, 0, "-")',
        "critical_points(x^4 - 2 x^2, x)",
        "critical_points(x^3 + y^3 - 3 x y, [x, y])",
        "critical_points(x^3 - 6 x + x y^2, [x, y])",
        "[classify(x^3 - 3 x + y^2, [x, y], p) for p in [[1, 0], [-1, 0]]]",
        "roots((x - 1)^2 (x + 3) (x^2 + 1) (2 x - 1), x)",
        "coefficients((2 x - 1)^3 + x y, x)",
        "degree((x^2 - 1)^3, x)",
    ],
)
def test_numpy_follows_functions_of_names(formula: str) -> None:
    assert agree(formula)


@pytest.mark.parametrize(
    "f",
    [
        "x^3 - x y", "1 / x", "x e^x", "x^2 sin(3 x)", "e^(2 x) cos(x)", "ln(x)", "x^3 ln(x)^2", "ln(x) / x",
        "(3 x + 1)^5", "sqrt(2 x + 1)", "2 x cos(x^2)", "x / (x^2 + 1)", "e^x / (1 + e^x)", "sin(x)^3 cos(x)",
        "1 / (x^2 + 4)", "1 / sqrt(4 - x^2)", "2^x", "tan(x)", "x sqrt(x^2 + 1)", "sin(x)^2", "1 / (x ln(x))",
    ],
)  # fmt: skip
def test_the_slope_of_an_antiderivative_is_the_integrand(f: str) -> None:
    tree = read(f"diff(F, x) - ({f})", {*NAMES, "F"}, author=True)
    antiderivative = value(f"integrate({f}, x)")

    for place in (1.25, 1.3, 1.35):
        setting = Setting({**POINT, "x": place}, {"F": lambda here: floats_of(antiderivative, here.point)})
        assert close(worked_out(tree, setting), 0)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("integrate(e^(-x^2), x)", "no elementary antiderivative"),
        ("integrate(1 / x, x, -2, 1)", "there is none"),
        ("integrate(1 / x^2, x, -1, 1)", "cannot be worked out"),
        ("integrate(x^2, x, 0, oo)", "infinite"),
        ("integrate(sin(e^x) / (x^2 + ln(x)), x)", "no antiderivative is found"),
        ("integrate((x + 1)^200, x)", "over 200 terms"),
        ("integrate((x + 1)^100, x)", "a polynomial of a degree"),
        ("integrate(x, x, 1)", "it is called"),
        ("limit(1 / x, x, 0)", "differ"),
        ("limit(abs(x) / x, x, 0)", "differ"),
        ("limit(sin(x), x, oo)", "no limit"),
        ('limit(x, x, 0, "up")', "the side is"),
        ("critical_points(x^2 y^2, [x, y])", "infinitely many"),
        ("critical_points(sin(x) y, [x, y])", "no polynomial"),
        ("critical_points(x^2 + y, x)", "other names"),
        ("critical_points(x^7 y + y^8 x + x y, [x, y])", "a degree over"),
        ("classify(x^2, [x], [1])", "no critical point"),
        ("roots(x^2 + y, x)", "rational coefficients"),
        ("roots(x - x, x)", "every number"),
        ("roots(sin(x), x)", "no polynomial"),
        ("diff(x, 3)", "the name of a variable"),
        ("diff(x)", "from 1 to 8 names"),
        ("diff(x^x^x^x^x, x, x, x, x, x, x, x, x)", "grows too long"),
        ("gradient(x, [])", "names"),
        ("curl([x, y, z, x], [x, y, z, x])", "two or three dimensions"),
        ("divergence([x], [x, y])", "as many components"),
        ("taylor(1 / x, x, 0, 2)", "division by zero"),
        ("taylor(x, x, 0, 10^9)", "a degree from 0"),
        ("slope(ln(x), x, -1)", "not a real number"),
        ("slope(x y, x, 1)", "gives no number for"),
        ("slope(exp(exp(exp(exp(x)))), x, 9)", "cannot be worked out"),
        ("area(sin(1 / x), x, 0, 1)", "not found by quadrature"),
        ("area(ln(x), x, -1, 1)", "cannot be worked out|not real"),
        ("at(x^y, [x, y], [9, 10^30])", "an exponent of over"),
        ("at(x, x, [1, 2])", "stands where a number belongs"),
        ("expanded((x + y + z)^200)", "over 200 terms"),
        ("expanded((x + 1)^(10^9))", "exponent|terms"),
        ("factored((x + y + z)^200 + 1)", "over 200 terms"),
        ("coefficients((x + y)^1000, x)", "exponent|terms"),
    ],
)
def test_what_has_no_value_says_why(formula: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said):
        value(formula)


@pytest.mark.parametrize(
    "claim",
    [
        "critical_points(x e^(-x), x) = [1]",
        "critical_points(x^3 - 3 x, x) = [-1, 1]",
        "critical_points(x^2 + y^2 + z^2 - x y - 2 z, [x, y, z]) = [[0, 0, 1]]",
        'classify(x^3 - 3 x y^2, [x, y], [0, 0]) = "undecided"',
        'classify(-x^2 - y^2, [x, y], [0, 0]) = "maximum"',
        "tangent(x^2 y, [x, y], [1, 2]) = 4 x + y - 4",
        "integrate(1 / x, x, -2, -1) = -ln(2)",
        "limit((1 + 1/x)^x, x, oo) = e",
        'limit(x ln(x), x, 0, "+") = 0',
        "roots(x^2 - x - 1, x) = [1/2 - sqrt(5)/2, 1/2 + sqrt(5)/2]",
        "slope(abs(x), x, -3) ~ -1",
    ],
)
def test_what_is_found_exactly(claim: str) -> None:
    assert holds(claim)


def test_where_differences_do_not_settle_nothing_is_claimed() -> None:
    for formula in ("diff(abs(x - 1.37), x, x)", "area(1 / x, x, -1, 1)", "limit(sin(1 / x), x, 0)", "q + 1"):
        with pytest.raises(UnfollowedError):
            by_numpy(formula)


def test_work_inside_sympy_is_given_up_after_so_many_calls() -> None:
    def never_done() -> int:
        return sum(1 for _ in iter(lambda: holds("1 = 1"), False))

    with pytest.raises(TooLargeError, match="too long"):
        bounded(never_done, "this is not found", 10_000)


@given(st.lists(st.integers(-6, 6), min_size=1, max_size=5), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_whole_roots_are_found_as_often_as_they_count(roots: list[int], leading: int) -> None:
    coefficients = [leading]
    for root in roots:
        coefficients = [a - root * b for a, b in zip([*coefficients, 0], [0, *coefficients], strict=True)]

    assert real_roots(coefficients) == [(root, roots.count(root)) for root in sorted(set(roots))]
