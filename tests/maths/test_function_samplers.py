"""Drawn functions have the roots, critical points and shapes that were promised; NumPy says so."""

import math
from typing import Any

import numpy
import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st
from maths.sampling import SEEDS, SOME, SYMBOLS, drawn

from tutor.maths.posing.values import FormulaError

X, Y = SYMBOLS["x"], SYMBOLS["y"]
POINTS = st.lists(st.integers(-5, 5), min_size=1, max_size=4, unique=True)


def _coefficients(expression: Any) -> list[int]:
    """Highest first, as whole numbers; fails where they are none."""
    found = sympy.Poly(expression, X).all_coeffs()
    assert all(each.is_Integer for each in found)
    return [int(each) for each in found]


def _slopes(function: Any, at: list[int]) -> list[float]:
    """By central differences."""
    step = 1e-4

    def value(*point: float) -> float:
        return float(function.subs(dict(zip((X, Y), point, strict=True))))

    x, y = at
    return [
        (value(x + step, y) - value(x - step, y)) / (2 * step),
        (value(x, y + step) - value(x, y - step)) / (2 * step),
    ]


@SOME
@given(SEEDS, st.integers(1, 8))
def test_a_polynomial_has_its_degree_and_two_terms_or_more(seed: int, degree: int) -> None:
    found = _coefficients(drawn(f"polynomial(x, {degree}, -5..5)", seed))

    assert len(found) == degree + 1
    assert found[0] != 0
    assert sum(each != 0 for each in found) >= 2
    assert max(map(abs, found)) <= 5


@SOME
@given(SEEDS, POINTS)
def test_a_polynomial_has_its_roots(seed: int, roots: list[int]) -> None:
    found = _coefficients(drawn(f"polynomial_with_roots(x, {roots}, -2)", seed))

    assert numpy.allclose(numpy.polyval(found, roots), 0)
    assert (len(found), found[0]) == (len(roots) + 1, -2)


def test_a_root_that_is_a_fraction_is_a_factor_of_whole_numbers() -> None:
    assert _coefficients(drawn("polynomial_with_roots(x, [1/2, -3])", 1)) == [2, 5, -3]


@SOME
@given(SEEDS, POINTS)
def test_a_polynomial_has_its_critical_points_and_no_others(seed: int, points: list[int]) -> None:
    slope = numpy.polyder(_coefficients(drawn(f"polynomial_with_critical_points(x, {points})", seed)))

    assert numpy.allclose(numpy.polyval(slope, points), 0)
    assert len(slope) == len(points) + 1


@SOME
@given(SEEDS, st.integers(1, 6), st.sampled_from(["x", "[x, y]", "[x, y, z]"]), st.integers(2, 4))
def test_a_sparse_polynomial_has_so_many_terms_and_every_name(seed: int, terms: int, names: str, degree: int) -> None:
    wanted = {each for name, each in SYMBOLS.items() if name in names}
    assume(terms * degree >= len(wanted) and terms < math.comb(len(wanted) + degree, degree))
    found = sympy.Poly(drawn(f"sparse_polynomial({names}, {terms}, {degree})", seed), *wanted)

    assert len(found.terms()) == terms
    assert all(1 <= sum(powers) <= degree for powers in found.monoms())
    assert found.free_symbols == wanted
    assert all(1 <= abs(int(each)) <= 9 for each in found.coeffs())


@SOME
@given(SEEDS, st.lists(st.integers(-4, 4), min_size=2, max_size=2))
def test_a_saddle_and_a_minimum_are_where_they_are_wanted(seed: int, point: list[int]) -> None:
    saddle, convex = drawn(f"[function_with_saddle([x, y], {point}), convex_function([x, y], {point})]", seed)

    for function, kind in ((saddle, -1), (convex, 1)):
        assert numpy.allclose(_slopes(function, point), 0, atol=1e-5)
        bends = numpy.linalg.eigvalsh([[float(sympy.diff(function, a, b)) for a in (X, Y)] for b in (X, Y)])
        assert math.copysign(1, bends[0]) == kind
        assert bends[1] > 0


@SOME
@given(SEEDS, st.integers(-9, 9))
def test_a_convex_function_of_one_name_is_least_at_its_minimum(seed: int, point: int) -> None:
    a, b, _ = _coefficients(drawn(f"convex_function(x, {point})", seed))

    assert a > 0
    assert -b == 2 * a * point


HEADS = {
    "exp": sympy.exp, "ln": sympy.log, "sin": sympy.sin, "cos": sympy.cos,
    "power": sympy.Pow, "root": sympy.Pow, "reciprocal": sympy.Pow,
}  # fmt: skip


@SOME
@given(SEEDS, st.sampled_from(sorted(HEADS)))
def test_an_elementary_function_is_of_its_kind(seed: int, kind: str) -> None:
    found = drawn(f'elementary(x, ["{kind}"])', seed)

    factor, rest = found.as_coeff_Mul()
    assert isinstance(rest, HEADS[kind]) or rest == X
    assert 1 <= abs(int(factor)) <= 6
    values = [float(found.subs(X, at)) for at in (0.7, 1.3)]
    assert values[0] != pytest.approx(values[1])


@SOME
@given(SEEDS)
def test_a_product_is_the_product_of_its_parts_which_both_depend_on_x(seed: int) -> None:
    whole, (u, v) = drawn("product_function(x)", seed), drawn("product_function(x, parts = true)", seed)

    assert float(whole.subs(X, 1.7)) == pytest.approx(float(u.subs(X, 1.7)) * float(v.subs(X, 1.7)))
    assert u.is_polynomial(X)
    assert not v.is_polynomial(X)
    assert {X} == u.free_symbols == v.free_symbols


@SOME
@given(SEEDS)
def test_a_composite_function_is_defined_everywhere_and_has_its_inside_in_it(seed: int) -> None:
    function, inside = drawn("composite(x, parts = true)", seed)

    assert drawn("composite(x)", seed) == function
    assert function.has(inside)
    assert sympy.Poly(inside, X).degree() in (1, 2)
    for at in (-7.3, -1, 0, 0.4, 2, 11):
        value = complex(function.subs(X, at).evalf())
        assert value.imag == 0
        assert math.isfinite(value.real)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("polynomial(3, 2)", "the name of a variable"),
        ("polynomial(x, 0)", "a degree from 1 to 8"),
        ("polynomial(x, 10^9)", "a degree from 1 to 8"),
        ("polynomial(x, 2, 0..0)", "only zeros"),
        ("polynomial_with_roots(x, [])", "number of roots"),
        ("polynomial_with_roots(x, [10^9])", "roots are whole numbers"),
        ("polynomial_with_roots(x, [x])", "roots are whole numbers"),
        ("polynomial_with_roots(x, [1], 0)", "not 0"),
        ("polynomial_with_roots(x, [1/97])", "denominators"),
        ("polynomial_with_critical_points(x, integers(9, 1..9))", "number of points"),
        ("sparse_polynomial([x, x], 2)", "different names"),
        ("sparse_polynomial([x], 5, 4)", "has so many terms"),
        ("sparse_polynomial([x, y, z], 1, 2)", "so many names"),
        ("sparse_polynomial([], 2)", "different names"),
        ("function_with_saddle([x], [1])", "two names"),
        ("function_with_saddle([x, y], [1])", "for each name"),
        ("convex_function([x, y], [10^9, 1])", "for each name"),
        ("convex_function(x, 1, -3..0)", "no positive"),
        ('elementary(x, ["tan"])', "kinds are some of"),
        ("elementary(x, [])", "kinds are some of"),
        ("composite(2)", "the name of a variable"),
    ],
)  # fmt: skip
def test_functions_that_are_not_to_be_had_are_refused_in_words(formula: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        drawn(formula, 1)

    assert said in str(caught.value)
