from datetime import UTC, datetime, timedelta, timezone

import fsrs as reference
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.learner.fsrs import Memory, due_at, interval, retrievability, review
from tutor.learner.rating import Rating

NOON = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
SCHEDULER = reference.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
REVIEWS = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 400)), min_size=1, max_size=25)


@settings(deadline=None)
@given(REVIEWS)
def test_equals_the_fsrs_package_at_gaps_of_whole_days(reviews: list[tuple[Rating, int]]) -> None:
    card, memory, at = reference.Card(card_id=1, due=NOON), None, NOON

    for rating, gap in reviews:
        at += timedelta(days=gap)
        if memory is not None:
            assert retrievability(memory, at) == pytest.approx(SCHEDULER.get_card_retrievability(card, at), rel=1e-12)
        card, _ = SCHEDULER.review_card(card, reference.Rating(rating.value), at)
        memory = review(memory, rating, at)
        assert memory.stability == pytest.approx(card.stability, rel=1e-9)
        assert memory.difficulty == pytest.approx(card.difficulty, rel=1e-9)


def test_stability_is_the_days_until_nine_tenths_are_recalled() -> None:
    memory = review(None, Rating.GOOD, NOON)

    assert interval(memory.stability) == pytest.approx(memory.stability)
    assert retrievability(memory, due_at(memory)) == pytest.approx(0.9)
    assert interval(memory.stability, 0.8) > interval(memory.stability, 0.95)


@settings(deadline=None)
@given(st.floats(0.001, 3000), st.floats(0.5, 0.99))
def test_interval_undoes_retrievability(stability: float, retention: float) -> None:
    memory = Memory(stability, 5.0, NOON)
    later = NOON + timedelta(days=interval(stability, retention)) if interval(stability, retention) < 1e5 else None

    if later is not None:
        assert retrievability(memory, later) == pytest.approx(retention, abs=1e-6)


def test_recall_falls_within_a_day() -> None:
    memory = review(None, Rating.GOOD, NOON)

    recalls = [retrievability(memory, NOON + timedelta(hours=hours)) for hours in (0, 1, 6, 12, 36)]

    assert recalls == sorted(recalls, reverse=True)
    assert len(set(recalls)) == len(recalls)


def test_a_night_is_a_gap_though_it_is_shorter_than_a_day() -> None:
    evening = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
    memory = review(None, Rating.GOOD, evening)

    same_evening = review(memory, Rating.GOOD, evening + timedelta(hours=1))
    next_morning = review(memory, Rating.GOOD, evening + timedelta(hours=10))

    assert same_evening.stability == memory.stability
    assert next_morning.stability > 1.2 * memory.stability


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(days=400)])
def test_a_clock_that_went_back_is_no_time_at_all(back: timedelta) -> None:
    memory = review(None, Rating.GOOD, NOON)

    after = review(memory, Rating.GOOD, NOON - back)

    assert retrievability(memory, NOON - back) == 1.0
    assert after.stability == memory.stability
    assert after.reviewed == NOON - back


def test_the_zone_does_not_change_the_memory() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))

    assert review(None, Rating.EASY, there) == review(None, Rating.EASY, NOON)
