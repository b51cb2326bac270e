"""Equations and inequalities are compared by what they admit; what is told never names the answer."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.reader import read
from tutor.maths.check import check
from tutor.maths.comparison.equality import assumed
from tutor.maths.kinds.relations import same_solutions
from tutor.maths.solving.along import profile
from tutor.maths.solving.effort import EffortError, limited
from tutor.maths.solving.line import Line, between
from tutor.maths.solving.marks import Marks
from tutor.maths.solving.multiples import factor_between
from tutor.maths.solving.plus_minus import spread
from tutor.maths.solving.polynomials import multiplied, real_roots, value_at
from tutor.maths.solving.signs import signs
from tutor.maths.solving.statements import claims, holds, statement_of
from tutor.maths.solving.systems import System
from tutor.maths.trees.translate import Names
from tutor.problem import Outcome, Question, Verdict

X = ("x",)
small = st.integers(-9, 9)
scale = st.integers(-9, 9).filter(bool)
rationals = st.fractions(min_value=-20, max_value=20, max_denominator=12)


def judged(answer: str, against: str, kind: str = "equation", names: tuple[str, ...] = X, **assume: str) -> Verdict:
    return check(Question(against, kind=kind, names=names, assume=assume), answer)


def outcome(answer: str, against: str, kind: str = "equation", names: tuple[str, ...] = X, **assume: str) -> Outcome:
    return judged(answer, against, kind, names, **assume).outcome


# --- laws ----------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(a=scale, b=small, c=small, factor=scale, swapped=st.booleans())
def test_a_line_keeps_its_points_when_scaled_and_swapped(a: int, b: int, c: int, factor: int, swapped: bool) -> None:
    left, right = f"{factor}*({a}x + ({b})y)", f"{factor}*({c})"
    answer = f"{right} = {left}" if swapped else f"{left} = {right}"

    assert outcome(answer, f"{a}x + ({b})y = {c}", names=("x", "y")) is Outcome.CORRECT


@settings(max_examples=25, deadline=None)
@given(a=scale, b=small, c=small, off=scale)
def test_a_parallel_line_is_another(a: int, b: int, c: int, off: int) -> None:
    assert outcome(f"{a}x + ({b})y = {c + off}", f"{a}x + ({b})y = {c}", names=("x", "y")) is Outcome.WRONG


@settings(max_examples=25, deadline=None)
@given(roots=st.lists(rationals, min_size=1, max_size=4, unique=True), factor=scale)
def test_factored_expanded_and_listed_roots_are_one_equation(roots: list[Fraction], factor: int) -> None:
    expanded: list[Fraction] = [Fraction(factor)]
    for root in roots:
        expanded = multiplied(expanded, [-root, Fraction(1)])
    polynomial = " + ".join(f"({c}) {f'x^{n}' if n else ''}" for n, c in enumerate(expanded))
    factored = "".join(f"(x - ({root}))" for root in roots)

    assert outcome(f"{polynomial} = 0", f"{factored} = 0") is Outcome.CORRECT
    assert outcome(" or ".join(f"x = {root}" for root in roots), f"{polynomial} = 0") is Outcome.CORRECT


@settings(max_examples=25, deadline=None)
@given(
    roots=st.lists(rationals, min_size=1, max_size=4, unique=True),
    moved=st.fractions(min_value=Fraction(1, 10**9), max_value=1),
)
def test_one_root_moved_is_another_equation(roots: list[Fraction], moved: Fraction) -> None:
    others = "".join(f"(x - ({root}))" for root in roots[1:])

    given_equation = f"{others}(x - ({roots[0] + moved})) = 0"

    if roots[0] + moved in roots:
        return
    assert outcome(given_equation, f"{others}(x - ({roots[0]})) = 0") is Outcome.WRONG


@settings(max_examples=25, deadline=None)
@given(roots=st.lists(rationals, min_size=1, max_size=5))
def test_all_real_roots_of_a_product_are_found_exactly(roots: list[Fraction]) -> None:
    polynomial: list[Fraction] = [Fraction(1), Fraction(0), Fraction(1)]
    for root in roots:
        polynomial = multiplied(polynomial, [-root, Fraction(1)])

    found = real_roots(polynomial)

    assert found == sorted(set(roots))
    assert all(value_at(polynomial, root) == 0 for root in found)


@settings(max_examples=200, deadline=None)
@given(low=rationals, high=rationals)
def test_between_is_inside_and_simplest(low: Fraction, high: Fraction) -> None:
    if low >= high:
        return

    found = between(low, high)

    assert low < found < high
    assert not any((low * d).__floor__() + 1 < high * d for d in range(1, found.denominator))


@settings(max_examples=25, deadline=None)
@given(ends=st.lists(rationals, min_size=2, max_size=4, unique=True), opposite=st.booleans())
def test_a_product_and_its_intervals_are_one_inequality(ends: list[Fraction], opposite: bool) -> None:
    ends = sorted(ends)
    product = "".join(f"(x - ({end}))" for end in ends)
    edges = ["-oo", *map(str, ends), "oo"]
    pieces = [(low, high) for n, (low, high) in enumerate(pairwise(edges)) if (len(ends) - n) % 2]
    listed = " or ".join(f"{low} < x < {high}" for low, high in pieces)

    assert outcome(f"-{product} > 0" if opposite else f"{product} < 0", listed, "inequality") is Outcome.CORRECT
    assert outcome(f"{product} <= 0", listed, "inequality") is Outcome.WRONG


@settings(max_examples=20, deadline=None)
@given(a=rationals, b=rationals)
def test_sides_may_be_exchanged_and_a_comparison_denied_twice(a: Fraction, b: Fraction) -> None:
    typed = f"not (not (({a}) x > {b}))"

    assert outcome(typed, f"{b} < ({a}) x", "inequality") is Outcome.CORRECT


# --- single behaviours ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "against", "name", "message"),
    [
        ("x = 2", "x^2 = 4", "missing-solutions", "1 solution is missing."),
        ("x^2 = 4", "x = 2", "extra-solutions", "1 of your solutions does not belong."),
        ("x = 3 or x = 2", "x^2 = 4", None, "1 solution is missing, 1 of yours does not belong."),
        ("x = x", "x^2 = 4", None, "Yours holds at x = 0; what is asked for does not."),
    ],
)
def test_missing_and_extra_solutions_are_counted_and_not_named(
    answer: str, against: str, name: str | None, message: str
) -> None:
    verdict = judged(answer, against)

    assert (verdict.outcome, verdict.diagnosis, verdict.message) == (Outcome.WRONG, name, message)


def test_a_point_that_only_the_key_admits_is_not_told() -> None:
    verdict = judged("x = 1 and y = 1", "x = 2 and y = 3", names=("x", "y"))

    assert verdict.outcome is Outcome.WRONG
    assert "2" not in verdict.message
    assert "3" not in verdict.message


@pytest.mark.parametrize(
    ("answer", "against", "message"),
    [
        ("x >= 3", "x > 3", "Look closely: is x = 3 itself a solution?"),
        ("1 <= x <= 3", "1 < x < 3", "Look at the ends: which of them are solutions themselves?"),
        ("x > 2", "x > 3", "Yours admits x = 5/2."),
        ("x > 3", "x > 2", "Yours leaves out x = 5/2."),
        ("x < 0", "x > 0", "Yours admits x = -1."),
    ],
)
def test_a_wrong_inequality_is_shown_by_one_number(answer: str, against: str, message: str) -> None:
    assert judged(answer, against, "inequality").message == message


@pytest.mark.parametrize(
    ("answer", "kind", "against"),
    [
        ("5", "equation", "x = 5"),
        ("{2, -2}", "equation", "x^2 = 4"),
        ("x > 5", "equation", "x = 5"),
        ("x + 1", "inequality", "x > 5"),
        ("x = 5", "inequality", "x > 5"),
        ("x < 1, x > 3", "inequality", "x < 1 or x > 3"),
        ("x > ±2", "inequality", "x^2 > 4"),
    ],
)
def test_the_wrong_kind_and_what_can_be_read_in_two_ways_cost_nothing(answer: str, kind: str, against: str) -> None:
    assert outcome(answer, against, kind) is Outcome.UNREADABLE


@pytest.mark.parametrize("kind", ["number", "expression", "vector", "tuple"])
def test_plus_minus_is_refused_where_one_value_is_asked_for(kind: str) -> None:
    verdict = judged(
        "±2" if kind in ("number", "expression") else "(±2, 1)", "2" if kind == "number" else "(2, 1)", kind
    )

    assert verdict.outcome is Outcome.UNREADABLE


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("x = ±2", "x = 2 or x = -2"),
        ("x != ±2", "x != 2 and x != -2"),
        ("{±2, 0}", "{2, -2, 0}"),
        ("1 ± sqrt(2)", "{1 + sqrt(2), 1 - sqrt(2)}"),
        ("x = ±1 ± 2", "x = 1 + 2 or x = -1 - 2"),
    ],
)
def test_plus_minus_is_written_out_all_signs_together(typed: str, written: str) -> None:
    assert spread(read(typed, frozenset(X))) == read(written, frozenset(X))


@pytest.mark.parametrize(
    ("assumption", "answer", "against", "due"),
    [
        ("positive", "x = 2", "x^2 = 4", Outcome.CORRECT),
        ("real", "x = 2", "x^2 = 4", Outcome.WRONG),
        ("integer", "x >= 3", "x > 2", Outcome.CORRECT),
        ("real", "x >= 3", "x > 2", Outcome.WRONG),
        ("natural", "x >= 1", "x > -5", Outcome.CORRECT),
        ("nonnegative", "x >= 0", "x > -5", Outcome.CORRECT),
        ("nonzero", "x != 0", "x^2 >= 0", Outcome.CORRECT),
        ("negative", "|x| = 2", "x = -2", Outcome.CORRECT),
    ],
)
def test_only_the_numbers_that_are_assumed_count(assumption: str, answer: str, against: str, due: Outcome) -> None:
    assert outcome(answer, against, "equation" if against.split()[1] == "=" else "inequality", x=assumption) is due


@pytest.mark.parametrize(
    ("tree", "roots"),
    [
        ("x^5 - x - 1", 1),
        ("e^x - 3x", 2),
        ("2^x - x^2", 3),
        ("x - cos(x)", 1),
        ("e^x - x - 1", 1),
        ("ln(x) - 1000", 1),
        ("sqrt(x) - x + 2", 1),
        ("x - 123456789", 1),
        ("e^(2x) - 3e^x + 2", 2),
        ("|x - 1| + |x - 2| - 3", 2),
    ],
)
def test_zeros_are_found_far_out_and_where_they_are_only_touched(tree: str, roots: int) -> None:
    line = Line("x", {})
    marks = Marks(line)
    node = read(tree, frozenset(X))

    marks.of(node)

    found = {str(x)[:12] for x in marks.found if line.sign(node, x) == 0}
    assert len(found) == roots


@pytest.mark.parametrize(
    ("tree", "possible"),
    [
        ("x^2 + y^2 + 1", {1}),
        ("-|x|", {0, -1}),
        ("x y", {-1, 0, 1}),
        ("e^x sqrt(y)", {0, 1}),
        ("1/x^2", {1}),
        ("(x^2 + 1) (-2)", {-1}),
        ("x - 1", {-1, 0, 1}),
    ],
)
def test_signs_are_seen_from_the_structure(tree: str, possible: set[int]) -> None:
    assert signs(read(tree, frozenset("xy")), Names.of("xy")) == possible


def test_gaps_tell_which_side_admits_the_point() -> None:
    given_tree, asked = (read(text, frozenset(X)) for text in ("x = 1", "x^2 = 1"))

    found = same_solutions(given_tree, asked, Names.of("x"))

    assert [(gap.point, gap.ours) for gap in found.gaps] == [({"x": Fraction(-1)}, False)]


@pytest.mark.parametrize(
    ("answer", "against", "due"),
    [
        ("A B = 1 I", "I = A B", Outcome.CORRECT),
        ("A B - I = 0 I", "A B = I", Outcome.CORRECT),
        ("B A = I", "A B = C", Outcome.UNDECIDED),
    ],
)
def test_equations_of_matrices_are_the_same_by_their_sides(answer: str, against: str, due: Outcome) -> None:
    names = {"A": "matrix", "B": "matrix", "C": "matrix"}

    assert outcome(answer, against, names=("A", "B", "C"), **names) is due


def test_what_costs_too_much_ends_undecided() -> None:
    tree = read("sin(x^3) + cos(x) e^x - x^5 = 0", frozenset(X))

    with limited(100), pytest.raises(EffortError):
        profile([statement_of(tree)], Line("x", {}))


@pytest.mark.parametrize(
    ("equations", "points"),
    [
        ("x + y = 3 and x - y = 1", [(2, 1)]),
        ("x^2 + y^2 = 25 and y = x + 1", [(-4, -3), (3, 4)]),
        ("x y = 12 and x + y = 7", [(3, 4), (4, 3)]),
        ("x + 2y = 3 and 2x + 4y = 7", []),
        ("x^2 = 4 and x y = 2", [(-2, -1), (2, 1)]),
    ],
)
def test_systems_are_solved_at_all_their_points(equations: str, points: list[tuple[int, int]]) -> None:
    statement = statement_of(read(equations, frozenset("xy")))

    system = System([claim.difference for claim in claims(statement)], ["x", "y"])

    assert system.is_complete
    assert system.is_finite
    assert sorted((point["x"], point["y"]) for point in system.points) == points


@pytest.mark.parametrize(
    ("given_tree", "asked", "sign"),
    [
        ("2x - 2y", "y - x", -1),
        ("x^2 + y", "3x^2 + 3y", 1),
        ("x + y", "x - y", None),
        ("2 ln(x) - y", "ln(x^2) - y", None),
        ("(x^2 - 1)/(x - 1) - y", "x + 1 - y", 1),
    ],
)
def test_multiples_are_told_with_their_sign_and_their_domain(given_tree: str, asked: str, sign: int | None) -> None:
    names = Names.of("xy")
    trees = [read(text, frozenset("xy")) for text in (given_tree, asked)]

    assert factor_between(*trees, assumed(trees, names), names) == sign


@pytest.mark.parametrize(
    ("typed", "is_met"),
    [
        ("1 < 2 and 2 < 3", True),
        ("1 = 2 or 2 = 2", True),
        ("not (1 = 2)", True),
        ("1/0 = 1 or 2 = 2", True),
        ("1/0 = 1 and 2 = 2", None),
        ("not (1/0 = 1)", None),
        ("2 in {1, 2}", True),
        ("2 in (0, 2)", False),
        ("[1, 2] = [1, 3]", False),
    ],
)
def test_what_has_no_value_is_neither_true_nor_false(typed: str, is_met: bool | None) -> None:
    statement = statement_of(read(typed, frozenset()))

    assert holds(statement, lambda tree: Line("", {}).sign(tree, Fraction(0))) is is_met


@pytest.mark.parametrize(
    ("answer", "against", "tolerance", "due"),
    [
        ("{0.6, 0.5}", "{0.55, 0.65}", "0.1", Outcome.CORRECT),
        ("{0.5, 0.52}", "{0.55, 0.7}", "0.1", Outcome.WRONG),
        ("{|x|, -|x|}", "{x, -x}", None, Outcome.CORRECT),
        ("{|x|, x}", "{x, -x}", None, Outcome.WRONG),
        ("{max(x, 1), min(x, 1)}", "{1, x}", None, Outcome.CORRECT),
    ],
)
def test_members_are_matched_as_well_as_can_be(answer: str, against: str, tolerance: str | None, due: Outcome) -> None:
    question = Question(against, kind="set", names=X, tolerance=tolerance)

    assert check(question, answer).outcome is due
