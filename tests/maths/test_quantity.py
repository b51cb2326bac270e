"""Quantities: exact conversion, units that cost nothing where they are missing, slips by name."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.expression.units import UNITS
from tutor.maths.check import check
from tutor.problem import Mistake, Outcome, Question, Verdict


def judged(answer: str, against: str, **more: Any) -> Verdict:
    return check(Question(against, kind="quantity", **more), answer)


@pytest.mark.parametrize(
    ("answer", "against"),
    [
        ("16 GB", "16 GB"),
        ("16e9 bytes", "16 GB"),
        ("1.6e10B", "16 GB"),
        ("128 Gbit", "16 GB"),
        ("2^34 bytes", "16 GiB"),
        ("2*8 GB", "16 GB"),
        ("7e9*2 bytes", "14 GB"),
        ("2 bytes/param * 7e9 params", "14 GB"),
        ("2 GB + 512 MB", "2512 MB"),
        ("(2 GB + 1 GB)/s", "3 GB/s"),
        ("3 (2 GB + 500 MB)", "7.5 GB"),
        ("0.312 PFLOPS", "312 TFLOP/s"),
        ("3.12e14 FLOP per second", "312 TFLOP/s"),
        ("3000 tokens/min", "50 tokens/s"),
        ("50 tok/s", "50 tokens/s"),
        ("300 s", "5 min"),
        ("1 kWh", "3.6 MJ"),
        ("$36/day", "1.50 dollars/h"),
        ("ln(8) s", "3 ln(2) s"),
        ("50%", "0.5"),
        ("7B params", "7e9 parameters"),
    ],
)
def test_any_unit_of_the_dimension_is_right(answer: str, against: str) -> None:
    assert judged(answer.replace("7B", "7 B"), against).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("answer", "against", "name"),
    [
        ("16 GiB", "16 GB", "binary-prefix"),
        ("16 GB", "16 GiB", "binary-prefix"),
        ("4 KiB", "4 kB", "binary-prefix"),
        ("16 Gb", "16 GB", "bits-for-bytes"),
        ("128 GB", "16 GB", "bits-for-bytes"),
        ("100 GB/s", "100 Gbit/s", "bits-for-bytes"),
        ("16 MB", "16 GB", "prefix"),
        ("16 kB", "16 PB", "prefix"),
        ("16 EB", "16 B", "prefix"),
        ("0.312 TFLOP/s", "312 TFLOP/s", "prefix"),
        ("1.6 GB", "16 GB", "power-of-ten"),
        ("50 tokens/min", "50 tokens/s", "unit-of-time"),
        ("5 h", "5 min", "unit-of-time"),
        ("0.33 s", "1/3 s", "rounded"),
    ],
)
def test_slip_is_named(answer: str, against: str, name: str) -> None:
    verdict = judged(answer, against)

    assert verdict.outcome is Outcome.WRONG
    assert verdict.diagnosis == name


@pytest.mark.parametrize(
    ("answer", "against", "more"),
    [
        ("3 GB", "16 GB", {}),
        ("15 GB", "16 GB", {}),
        ("-16 GB", "16 GB", {}),
        ("24 GB", "16 GB", {}),
        ("8 tokens", "1 token", {}),
        ("1024 tokens", "1000 tokens", {}),
        ("60 GB", "1 GB", {}),
        ("1 GB", "0 GB", {}),
        ("14.8 GB", "16 GB", {"tolerance": "1"}),
        ("16.4 s", "17 s", {"decimals": 0, "tolerance": None}),
    ],
)
def test_no_slip_is_named_where_none_is_proved(answer: str, against: str, more: dict[str, Any]) -> None:
    verdict = judged(answer, against, **more)

    assert verdict.outcome is not Outcome.UNREADABLE
    assert verdict.diagnosis is None


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("16", "Give the unit, such as GB."),
        ("GB", "Give the number as well as the unit."),
        ("16 s", "A size in bytes or bits is asked for; this is a time."),
        ("16 GB/s", "A size in bytes or bits is asked for; this is a data rate."),
        ("16 gb", '"gb" is no unit: there is GB (gigabytes) and Gb (gigabits)'),
        ("[16] GB", "A quantity is asked for; this is a vector."),
        ("16 GB = 16 GB", "A quantity is asked for; this is an equation."),
        ("1/0 GB", "1/0 is not defined."),
        ("n GB", '"n" is no unit'),
    ],
)
def test_missing_or_unfitting_unit_costs_nothing(answer: str, said: str) -> None:
    verdict = judged(answer, "16 GB")

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.side == "answer"
    assert verdict.message == said


def test_bracket_below_is_proposed_where_it_was_meant() -> None:
    assert judged("1000 tokens / 20 s", "50 tokens/s").repair == "1000 tokens /(20 s)"
    assert judged("1000 tokens / 20 s", "50 GB").repair is None


@pytest.mark.parametrize(
    ("answer", "against", "more", "outcome"),
    [
        ("17.2 GB", "16 GiB", {"decimals": 1}, Outcome.CORRECT),
        ("17.18 GB", "16", {"unit": "GiB", "decimals": 1}, Outcome.CORRECT),
        ("16.05 GiB", "16", {"unit": "GiB", "tolerance": "0.1"}, Outcome.CORRECT),
        ("16.2 GiB", "16", {"unit": "GiB", "tolerance": "0.1"}, Outcome.WRONG),
        ("0.31 PFLOPS", "312 TFLOP/s", {"significant": 2}, Outcome.CORRECT),
        ("0.36 PFLOPS", "312 TFLOP/s", {"significant": 2}, Outcome.WRONG),
        ("16 GB", "16000", {"unit": "MB"}, Outcome.CORRECT),
        ("16", "16000", {"unit": "MB"}, Outcome.UNREADABLE),
        ("50%", "50", {"unit": "%"}, Outcome.CORRECT),
        ("0.5", "50", {"unit": "%"}, Outcome.CORRECT),
        ("50", "50", {"unit": "%"}, Outcome.UNREADABLE),
        ("2n bytes", "2n B", {"names": ("n",)}, Outcome.CORRECT),
        ("16 GB", "16 GB", {"unit": "MB"}, Outcome.CORRECT),
        ("sqrt(2) GB", "1.41 GB", {"decimals": 2}, Outcome.CORRECT),
        ("3n bytes", "2n B", {"names": ("n",)}, Outcome.WRONG),
        ("1/3 s", "1/3 s", {"form": "no-decimals"}, Outcome.CORRECT),
        ("0.5 s", "1/2 s", {"form": "no-decimals"}, Outcome.OTHER_FORM),
        ("2/4 s", "1/2 s", {"form": "lowest-terms"}, Outcome.OTHER_FORM),
        ("1/2 s", "500 ms", {"form": "lowest-terms"}, Outcome.CORRECT),
    ],
)
def test_tolerance_unit_and_form_of_the_question_count(
    answer: str, against: str, more: dict[str, Any], outcome: Outcome
) -> None:
    assert judged(answer, against, **more).outcome is outcome


def test_mistake_of_the_author_needs_no_unit_where_the_question_has_one() -> None:
    question = Question("16", kind="quantity", unit="GB")

    verdict = check(question, "32 GB", [Mistake("You counted it twice.", answer="32", name="twice")])

    assert verdict.diagnosis == "twice"


@pytest.mark.parametrize(
    ("answer", "against", "more", "name"),
    [
        ("sqrt(2) Gb", "sqrt(2) GB", {}, "bits-for-bytes"),
        ("sqrt(2) Gb", "1.4142 GB", {"decimals": 4}, "bits-for-bytes"),
        ("sqrt(2) Gb", "1.4 GB", {"decimals": 1}, None),
        ("1.4142 Gb", "1.4142 GB", {"decimals": 4}, "bits-for-bytes"),
        ("200.5 Gb", "200 GB", {"tolerance": "0.9"}, "bits-for-bytes"),
        ("201 Gb", "200 GB", {"tolerance": "0.9"}, None),
        ("200 Gb", "200 GB", {"tolerance": "1.1"}, None),
        ("n Gb", "n GB", {"names": ("n",)}, "bits-for-bytes"),
    ],
)
def test_slip_is_proved_within_a_narrow_tolerance_only(
    answer: str, against: str, more: dict[str, Any], name: str | None
) -> None:
    assert judged(answer, against, **more).diagnosis == name


@pytest.mark.parametrize("unit", ["kg", "furlong", "GB/", "2 GB"])
def test_unit_that_does_not_fit_the_key_is_not_the_learners_fault(unit: str) -> None:
    verdict = judged("16 GB", "16 GB", unit=unit)

    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.side == "against"


units = st.sampled_from(sorted(UNITS))


@given(units, st.integers(1, 10**6), units)
def test_conversion_is_exact_and_nothing_else_is_right(one: str, count: int, other: str) -> None:
    ratio = Fraction(count) * UNITS[one].factor / UNITS[other].factor
    outcome = judged(f"{ratio.numerator}/{ratio.denominator} {other}", f"{count} {one}").outcome
    off = judged(f"{ratio.numerator + ratio.denominator}/{ratio.denominator} {other}", f"{count} {one}").outcome

    fits = UNITS[one].dimension == UNITS[other].dimension
    assert outcome is (Outcome.CORRECT if fits else Outcome.UNREADABLE)
    assert off is (Outcome.WRONG if fits else Outcome.UNREADABLE)


def test_key_with_a_unit_needs_no_kind() -> None:
    assert check(Question("16 GB"), "16e9 bytes").outcome is Outcome.CORRECT
    assert check(Question("16", unit="GB"), "16e9 bytes").outcome is Outcome.CORRECT
    assert check(Question("2 m"), "m + m").outcome is Outcome.CORRECT
