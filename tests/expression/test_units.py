"""Quantities: numbers with units, in every spelling, with exact factors; a near miss is named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.errors import Unreadable
from tutor.expression.quantities import looks_like_quantity, read_quantity, unit_of, unit_text
from tutor.expression.units import NONE, UNITS, Unit, noun_of
from tutor.expression.writer import linear


@pytest.mark.parametrize(
    ("typed", "number", "unit"),
    [
        ("16GB", "16", "GB"),
        ("16 GB", "16", "GB"),
        ("16\u2009GB", "16", "GB"),
        ("16 Gigabytes", "16", "gigabytes"),
        ("312 TFLOP/s", "312", "TFLOP/s"),
        ("312 TFLOPS", "312", "TFLOPS"),
        ("3.12e14 FLOP/s", "3.12e14", "FLOP/s"),
        ("1.6e10B", "1.6e10", "B"),
        ("1.5 × 10^3 GB", "1.5*10^3", "GB"),
        ("1.5 x 10^3 GB", "1.5*10^3", "GB"),
        ("2^34 bytes", "2^34", "bytes"),
        ("7e9*2 bytes", "7e9*2", "bytes"),
        ("-3 s", "-3", "s"),
        ("1/2 GB", "1/2", "GB"),
        ("sqrt(2) s", "sqrt(2)", "s"),
        ("50 tokens per second", "50", "tokens/second"),
        ("50 tok/s", "50", "tok/s"),
        ("50/s", "50", "1/s"),
        ("900 GB s⁻¹", "900", "GB s⁻¹"),
        ("5 m^2", "5", "m²"),
        ("6/(2 s)", "6/2", "1/s"),
        ("6 GB/2", "6/2", "GB"),
        ("GB*3", "3", "GB"),
        ("-(3 s)", "-3", "s"),
        ("3/(s/2)", "3/(1/2)", "1/s"),
        ("1 FLOP/(s W)", "1", "FLOP/(s W)"),
        ("4 kWh/(2 h)", "4/2", "kWh/h"),
        ("5 µs", "5", "us"),
        ("60 min", "60", "min"),
        (r"\frac{3}{4}\,\text{ GB}", "3/4", "GB"),
        (r"3\,\mathrm{GB}/\mathrm{s}", "3", "GB/s"),
        ("$2.50/h", "2.50", "USD/h"),
        ("7 B params", "7", "billion params"),
        ("1.4T tokens", "1.4", "trillion tokens"),
        ("2 bytes/param * 7e9 params", "2*7e9", "bytes params/param"),
    ],
)
def test_number_and_unit_are_read(typed: str, number: str, unit: str) -> None:
    found = read_quantity(typed)

    assert found.number is not None
    assert linear(found.number) == number
    assert found.unit is not None
    assert unit_text(found.unit) == unit


@pytest.mark.parametrize(
    ("one", "many", "other"),
    [
        ("GB", 10**9, "B"),
        ("GiB", 2**30, "B"),
        ("KiB", 1024, "bytes"),
        ("kB", 1000, "byte"),
        ("PB", 10**15, "B"),
        ("B", 8, "bit"),
        ("Gbit", 10**9, "b"),
        ("Gb", 10**9, "bits"),
        ("Mibit", 2**20, "bit"),
        ("MB", 8, "Mb"),
        ("GBps", 8, "Gbps"),
        ("TFLOPS", 10**12, "FLOP/s"),
        ("PFLOPs", 1000, "TFLOP"),
        ("min", 60, "s"),
        ("day", 24, "h"),
        ("week", 7, "days"),
        ("s", 10**6, "us"),
        ("GHz", 10**9, "1/s"),
        ("kWh", 3_600_000, "J"),
        ("W", 1, "J/s"),
        ("N", 1, "kg m/s^2"),
        ("Pa", 1, "N/m^2"),
        ("km", 1000, "m"),
        ("USD", 100, "cents"),
        ("kW h", 1, "kWh"),
        ("gibibyte", 1024, "mebibytes"),
    ],
)
def test_factors_are_exact(one: str, many: int, other: str) -> None:
    left, right = (unit_of(read_quantity(text).unit or pytest.fail(text)) for text in (one, other))

    assert left.dimension == right.dimension
    assert left.factor / right.factor == many


@pytest.mark.parametrize(
    ("typed", "place", "said", "repair"),
    [
        ("16 gb", 3, "GB (gigabytes) and Gb (gigabits)", "16 GB"),
        ("16 KB", 3, "kB (kilobytes) and KiB (kibibytes)", "16 kB"),
        ("16 MIB", 3, "MiB (mebibytes)", "16 MiB"),
        ("312 tflops", 4, "TFLOPS (teraoperations per second)", "312 TFLOPs"),
        ("12 tokns", 3, "there is tokens", "12 tokens"),
        ("10 foo", 3, '"foo" is no unit', None),
        ("5 m2", 2, "write m^2", "5 m^2"),
        ("3 GB + 2 s", 0, "one is a size in bytes or bits, the other a time", None),
        ("sqrt(2 s)", 0, "not to a time", None),
        ("2^(3 s)", 3, "an exponent has no unit", None),
        ("s^(1/2)", 3, "whole number", None),
        ("GB^x", 3, '"x" is no unit', None),
        ("2 + GB^2^(3 s)", 7, "whole number", None),
        ("1,000 GB", 1, "write 1000 without it", "1000 GB"),
        ("1 FLOP/s W", 9, "two ways", "1 FLOP/(s W)"),
        ("16 GB per", 6, "must follow", None),
        (r"16\,\text{ gb}", 11, '"gb" is no unit', None),
        ("((GB^9)^9)^9", 8, "at most 12", None),
        ("x GB", 0, '"x" is no unit', None),
    ],
)
def test_what_is_no_unit_is_named_at_its_place(typed: str, place: int, said: str, repair: str | None) -> None:
    with pytest.raises(Unreadable) as caught:
        read_quantity(typed)

    assert said in caught.value.message
    assert caught.value.place == place
    if repair is not None:
        assert caught.value.repair is not None
        assert caught.value.repair.split() == repair.split()


@pytest.mark.parametrize(
    ("typed", "noun"),
    [
        ("16", "a number without a unit"),
        ("16 %", "a number without a unit"),
        ("16 Gbit", "a size in bytes or bits"),
        ("2 GB + 512 MB", "a size in bytes or bits"),
        ("3 min", "a time"),
        ("9 GB/s", "a data rate"),
        ("9 GFLOPS", "a computing speed (FLOP/s)"),
        ("9 GFLOP", "a number of operations (FLOP)"),
        ("4 kWh/(2 h)", "a power"),
        ("5 tokens", "a number of tokens"),
        ("5 tokens/s", "a quantity in tokens/s"),
        ("5 GB/J", "a quantity in byte/J"),
        ("min(3 s, 5 s)", "a time"),
    ],
)
def test_what_is_measured_is_said_in_words(typed: str, noun: str) -> None:
    assert noun_of(read_quantity(typed).dimension) == noun


@pytest.mark.parametrize("name", sorted(UNITS))
def test_every_unit_is_read_as_itself(name: str) -> None:
    found = read_quantity(f"2 {name}")

    assert found.unit is not None
    assert unit_of(found.unit) == UNITS[name]


def test_declared_names_go_before_units() -> None:
    found = read_quantity("3 m", ["m"])

    assert found.dimension == NONE
    assert found.unit is None


@pytest.mark.parametrize(
    ("text", "looks"),
    [("16 GB", True), ("312 TFLOP/s", True), ("50 tokens per second", True), ("3 min", True), ("2 m", False),
     ("3 xy", False), ("4 min(2)", False), ("3 kb", False), ("16", False), ("x GB", False)],
)  # fmt: skip
def test_keys_without_a_kind_are_quantities_only_where_that_is_clear(text: str, looks: bool) -> None:
    assert looks_like_quantity(text) is looks


units = st.sampled_from(sorted(UNITS)).map(UNITS.__getitem__)


@given(units, units, st.integers(-3, 3))
def test_products_and_powers_of_units_multiply_their_factors(one: Unit, other: Unit, power: int) -> None:
    assert (one * other).factor == one.factor * other.factor
    assert (one * other * other**-1) == one
    assert (one**power).factor == Fraction(one.factor) ** power


@given(
    st.text(max_size=25)
    | st.lists(
        st.sampled_from(
            ["16", "GB", " ", "/", "s", "per", "$", "µ", "^", "(", ")", "\\text{", "}", "x", "e", ".", "-"]
        ),
        max_size=12,
    ).map("".join)
)
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    place = 0
    try:
        read_quantity(text)
    except Unreadable as fault:
        place = fault.place

    assert 0 <= place <= len(text)
