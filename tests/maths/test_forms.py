"""Forms are judged on what was typed, and say what is not yet as it is asked."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.reader import read
from tutor.maths.forms import ASKED, check_known, form_fault
from tutor.maths.forms.polynomials import monomial, polynomial
from tutor.maths.trees.textbook import to_tree
from tutor.maths.trees.translate import Names

NAMES = Names.of(("x", "y"))
WHOLE = ("as-written", "unit-vector", "echelon")
"""Forms of an answer as a whole, not of its entries."""


def fault(form: str, text: str, against: str | None = None) -> str | None:
    tree = read(text, ("x", "y"))
    return form_fault(form, tree, None if against is None else read(against, ("x", "y")), NAMES)


@pytest.mark.parametrize(
    ("form", "typed", "said"),
    [
        ("lowest-terms", "6/10", "6/10 can be reduced."),
        ("lowest-terms", "-6/10", "6/10 can be reduced."),
        ("lowest-terms", "2/1", "2/1 is a whole number: write it without a fraction."),
        ("lowest-terms", "0.5", "There is a decimal point: 0.5."),
        ("lowest-terms", "50%", "50% is not a fraction."),
        ("lowest-terms", "1/-2", "The minus sign belongs in front of the fraction or above its stroke."),
        ("lowest-terms", "-(-1)/2", "There are two minus signs."),
        ("lowest-terms", "1/2 + 1/3", "Work it out to one fraction."),
        ("lowest-terms", "(x+1)^1000/(x+1)", "(x + 1)¹⁰⁰⁰/(x + 1) can be reduced."),
        ("expanded", "(x+1)^1000 - (x+1)^999", "There is still a bracket to multiply out: (x + 1)¹⁰⁰⁰."),
        ("expanded", "(x+1)^13", "There is still a bracket to multiply out: (x + 1)¹³."),
        ("expanded", "x^13 + x^6 x^7", "Like terms are not collected."),
        ("factored", "x^13 - x^12", "The terms of x¹³ - x¹² have a common factor."),
        ("factored", "(x^2 + 2x + 1)^40", "x² + 2x + 1 can be split further."),
        ("simplified", "7 mod 3", "mod(7, 3) can be worked out."),
        ("no-decimals", "[1, 0.5]", "There is a decimal point: 0.5."),
        ("no-decimals", "5e-1", "5e-1 is a decimal."),
        ("expanded", "x + 2(x+1)", "There is still a bracket to multiply out: 2(x + 1)."),
        ("expanded", "(x y)^2", "There is still a bracket to multiply out: (xy)²."),
        ("expanded", "x + x", "Like terms are not collected."),
        ("expanded", "x + 1 + 2", "Numbers are not added up."),
        ("factored", "(2x+4)(x+1)", "2x + 4 has a common factor 2."),
        ("factored", "x^2 - 1", "x² - 1 can be split further."),
        ("factored", "143", "143 can be split further."),
        ("factored", "x^2 + x", "The terms of x² + x have a common factor."),
        ("factored", "(x+x)(x+1)", "Like terms are not collected: x + x."),
        ("simplified", "sqrt(8)", "A root can be simplified: √8."),
        ("simplified", "ln(e^x)", "ln(eˣ): the power of e and the logarithm take each other back."),
        ("simplified", "2^3 x", "2³ can be worked out."),
        ("simplified", "6x/4", "6x/4 can be reduced."),
        ("simplified", "x sin(30°)", "sin(30°) has a known value."),
        ("simplified", "(x^2)^3", "(x²)³ is a power of a power."),
        ("single-fraction", "1/x + 1/y", "Several parts are still to be put on one stroke."),
        ("single-fraction", "(1/x)/y", "There is a fraction within the fraction."),
    ],
)
def test_refusal_says_what_is_left_to_do(form: str, typed: str, said: str) -> None:
    assert fault(form, typed) == f"{ASKED[form]} {said}"


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        *(("lowest-terms", text) for text in ("-1/2", "-(1/2)", "(-1)/2", "2", "-2", "0", "sqrt(2)/2", "x/2")),
        *(("no-decimals", text) for text in ("1/2", "50%", "2e3", "x/2")),
        *(("expanded", text) for text in ("x^2 + 2x + 1", "-x", "sin(2(x+1))", "1/(x+1)", "(x+1)^y", "x/2 - 1/2")),
        *(("factored", text) for text in ("4(x+1)^2", "(x+1)(x+1)", "x^2 - 2", "-(x-1)(x+1)/3", "x", "12x", "x^2 y")),
        *(("simplified", text) for text in ("2x + 2", "2(x+1)", "sqrt(2)/2", "1/sqrt(2)", "e^x e^y", "10^3 x", "x^-1")),
        *(("single-fraction", text) for text in ("x/(x+1)", "-(x/y)", "x", "e^(1/x)/2", "sqrt(x/2)/y")),
    ],
)
def test_what_a_teacher_takes_is_taken(form: str, typed: str) -> None:
    assert fault(form, typed) is None


@pytest.mark.parametrize("form", [form for form in ASKED if form not in WHOLE])
@pytest.mark.parametrize("typed", ["[x/2, 1]", "{x/2, 1}", "x/2 = 1", "x/2 < 1", "x = 1 or x = 2"])
def test_every_entry_and_side_is_looked_at(form: str, typed: str) -> None:
    spoilt = typed.replace("1", "(0.5 (x+1) + 2x/4)/(2x-2)", 1)

    assert fault(form, typed) is None
    assert fault(form, spoilt) is not None


def test_unknown_form_is_refused() -> None:
    with pytest.raises(Unreadable, match="The form beautiful is not known"):
        check_known("beautiful")


@pytest.mark.parametrize(
    "typed",
    ["(x+y+1)^12", "x^300 - 1", "(x^12-1)(y^12-1)", "x^12 y^12 - 123456789012345678", "sqrt(x)^9 + (x+1)^11 (y+1)^9"],
)
@pytest.mark.parametrize("form", ["expanded", "factored", "simplified", "lowest-terms"])
def test_large_polynomials_are_judged_within_bounds(form: str, typed: str) -> None:
    said = fault(form, typed)

    assert said is None or said.startswith(ASKED[form])


x, y = sympy.symbols("x y", real=True)
linear_factors = st.builds(
    lambda a, b, c: a * x + b * y + c, st.integers(-4, 4).filter(bool), st.integers(-2, 2), st.integers(-6, 6)
)
products = st.lists(linear_factors, min_size=2, max_size=3).map(sympy.prod)


@given(products)
@settings(max_examples=60, deadline=None)
def test_expanded_polynomial_is_expanded_and_not_factored(product: sympy.Expr) -> None:
    tree = to_tree(sympy.expand(product))

    assert form_fault("expanded", tree, None, NAMES) is None
    if len(sympy.Add.make_args(sympy.expand(product))) > 1:
        assert form_fault("factored", tree, None, NAMES) is not None


@given(products)
@settings(max_examples=60, deadline=None)
def test_factored_polynomial_is_factored_and_not_expanded(product: sympy.Expr) -> None:
    factored = sympy.factor(product)
    tree = to_tree(factored)

    assert form_fault("factored", tree, None, NAMES) is None
    if any(part.is_Add for part in sympy.preorder_traversal(factored)):
        assert form_fault("expanded", tree, None, NAMES) is not None


@given(st.integers(-60, 60), st.integers(1, 60))
def test_lowest_terms_are_those_of_coprime_numbers(above: int, below: int) -> None:
    is_lowest = sympy.gcd(above, below) == 1 and below > 1

    assert (fault("lowest-terms", f"{above}/{below}") is None) == is_lowest


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("(x+1)^2 - x", {"x^2": 1, "x": 1, "1": 1}),
        ("x(x - x)", {}),
        ("(x/2 - y)/3", {"x": "1/6", "y": "-1/3"}),
        ("2(x y)(y x)", {"x^2 y^2": 2}),
        ("e^x (e^x + 1)", {"(e^x)^2": 1, "e^x": 1}),
    ],
)
def test_polynomial_is_multiplied_out_and_collected(typed: str, expected: dict[str, object]) -> None:
    found = polynomial(read(typed, ("x", "y")), NAMES)
    wanted = {}
    for term, coefficient in expected.items():
        known = monomial(read(term, ("x", "y")), NAMES)
        assert known is not None
        wanted[known[1]] = Fraction(str(coefficient))

    assert found == wanted


@pytest.mark.parametrize("typed", ["1/x", "x/(x+1)", "(x+1)^-1", "(x+y+1)^12", "x/0", "((x+1)^9 + y)^9"])
def test_no_or_too_large_a_polynomial_is_none(typed: str) -> None:
    assert polynomial(read(typed, ("x", "y")), NAMES) is None
