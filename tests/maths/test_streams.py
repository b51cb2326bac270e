"""The numbers behind a problem never change."""

from collections import Counter

import pytest

from tutor.maths.posing.streams import Stream, stream

GOLDEN = [3, -1, 2, -6, -3, 0, -5, -9, 8, -8, -9, 3]


def test_the_same_variable_of_the_same_problem_draws_the_same_for_ever() -> None:
    drawn = stream("softmax-compute", "integers", 2, 7, 0, "z")

    numbers = [drawn.between(-9, 9) for _ in range(12)]

    assert numbers == GOLDEN


@pytest.mark.parametrize(
    "other",
    [
        ("pack", "exercise", 1, 7, 0, "b"),
        ("pack", "exercise", 1, 7, 1, "a"),
        ("pack", "exercise", 1, 8, 0, "a"),
        ("pack", "exercise", 1, -7, 0, "a"),
        ("pack", "exercise", 2, 7, 0, "a"),
        ("pack", "exercises", 1, 7, 0, "a"),
        ("packs", "exercise", 1, 7, 0, "a"),
    ],
)
def test_each_thing_that_names_a_stream_changes_it(other: tuple[str, str, int, int, int, str]) -> None:
    here = stream("pack", "exercise", 1, 7, 0, "a")

    assert here.bits(128) != stream(*other).bits(128)


def test_every_number_of_a_range_is_about_as_likely_as_any_other() -> None:
    drawn = Stream(b"fair")

    counts = Counter(drawn.between(-3, 3) for _ in range(7000))

    assert set(counts) == set(range(-3, 4))
    assert all(850 < count < 1150 for count in counts.values())


def test_bits_do_not_depend_on_how_they_are_taken() -> None:
    whole, pieces = Stream(b"x"), Stream(b"x")

    together = whole.bits(600)

    taken = 0
    for width in (1, 7, 256, 300, 36):
        taken = taken << width | pieces.bits(width)
    assert taken == together


def test_shuffling_keeps_every_item_and_reaches_every_order() -> None:
    drawn = Stream(b"order")

    orders = Counter(tuple(drawn.shuffled("abc")) for _ in range(1200))

    assert len(orders) == 6
    assert min(orders.values()) > 140


def test_nothing_is_drawn_from_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Stream(b"x").below(0)
