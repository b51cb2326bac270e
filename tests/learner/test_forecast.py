"""How far a goal is: the planner run ahead with the learner's own figures, the same every time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner.rows import NOON, attempt, curriculum, days, rows

from tests.days_to_goals import Student, journey
from tutor.learner.forecast import HORIZON, Forecast, Pace, days_until, paces, run_ahead
from tutor.learner.memory import Learner, replay
from tutor.problem import Outcome

CHAIN = curriculum({"a": (), "b": ("a",), "c": ("b",), "d": ("c",), "off": ()}, minutes=7)
TODAY = date(2026, 12, 1)


def until(pace: Pace, learner: Learner | None = None, goal: str = "d") -> int | None:
    return list(days_until(CHAIN, learner or Learner(), NOON, [goal], pace))[-1]


def practised(on: list[int], said: str = "rrrr") -> Learner:
    """One who answered so many days ago."""
    outcomes = {"r": Outcome.CORRECT, "w": Outcome.WRONG}
    return replay(
        rows(
            (attempt(f"s{ago}-{n}", outcomes[each], posed=f"p{ago}-{n}", seconds=60), NOON - days(ago))
            for ago in sorted(on, reverse=True)
            for n, each in enumerate(said)
        )
    )


def test_a_skill_a_day_where_no_more_fits() -> None:
    assert until(Pace(16)) == 3
    assert until(Pace(60)) == 0


def test_what_is_held_already_takes_no_day() -> None:
    learner = replay(rows((attempt(each, posed=f"{each}{n}"), NOON - days(1)) for each in "ab" for n in range(2)))

    assert until(Pace(12), learner, "b") == 0
    assert until(Pace(12), learner) == 1 + (NOON.date() in learner.days)


def test_a_day_that_was_practised_counts_no_second_time() -> None:
    learner = replay(rows((attempt(each, posed=f"{each}{n}"), NOON) for each in "ab" for n in range(2)))

    assert until(Pace(12), learner) == 2


@pytest.mark.parametrize(
    ("slower", "faster"),
    [
        (Pace(12), Pace(24)),
        (Pace(12, days=0.5), Pace(12)),
        (Pace(12, right=0.6), Pace(12)),
        (Pace(12, right=0.6), Pace(12, right=0.6, helped=0.4)),
    ],
)
def test_less_practice_and_more_mistakes_take_longer(slower: Pace, faster: Pace) -> None:
    assert (until(slower) or HORIZON) > (until(faster) or HORIZON)


def test_what_takes_more_than_a_year_has_no_day() -> None:
    found = list(days_until(CHAIN, Learner(), NOON, ["d"], Pace(12, right=0.0)))

    assert found == [None] * (HORIZON + 1)


def test_the_same_log_gives_the_same_forecast_and_nothing_is_lost_again() -> None:
    pace = Pace(15, days=0.7, right=0.8, helped=0.1)
    first, again = (list(run_ahead(CHAIN, Learner(), NOON, ["d"], pace)) for _ in range(2))

    assert first == again
    assert first == sorted(first)


def test_a_skill_off_the_path_changes_nothing() -> None:
    assert list(days_until(CHAIN.only("abcd"), Learner(), NOON, ["d"], Pace(15)))[-1] == until(Pace(15))


@pytest.mark.parametrize("goal", ["a", "c", "d"])
def test_at_a_perfect_pace_it_agrees_with_a_student_who_is_planned_anew_after_every_answer(goal: str) -> None:
    """The student needs 45 seconds a problem, where the forecast expects two minutes."""
    offers = {each: [(f"{each}/{n}", [1, 2, 3, 4]) for n in range(3)] for each in CHAIN.order}
    student = journey(CHAIN, Student(CHAIN, offers), goal, [goal])

    assert student.days is not None
    expected = until(Pace(20), goal=goal)
    assert expected is not None
    assert student.days <= expected + 1 <= 2 * student.days


# The pace


def test_without_a_log_the_pace_is_a_beginners() -> None:
    found = paces(Learner(), NOON, 20)

    assert found.is_usual
    assert found.likely == Pace(20, days=5 / 7, right=0.8, helped=pytest.approx(0.1))
    assert found.slow.days < found.likely.days < found.fast.days
    assert found.slow.right < found.likely.right < found.fast.right


def test_the_learners_own_figures_count_more_and_more() -> None:
    steady, rare = practised(list(range(28))), practised(list(range(0, 28, 4)))

    assert not paces(steady, NOON, 20).is_usual
    assert paces(steady, NOON, 20).likely.days > 0.9
    assert 0.25 < paces(rare, NOON, 20).likely.days < 0.45
    assert paces(practised([0, 1, 2], "rwwr"), NOON, 20).likely.right < 0.7


def test_the_range_narrows_with_what_is_known() -> None:
    def width(learner: Learner) -> float:
        found = paces(learner, NOON, 20)
        return found.fast.right - found.slow.right

    assert width(practised(list(range(20)))) < width(practised([0, 1, 2])) < width(Learner())


def test_what_lies_over_four_weeks_back_counts_no_more() -> None:
    long_ago, fresh = practised(list(range(40, 60)), "wwww"), practised([0, 1, 2])
    both = practised([0, 1, 2, *range(40, 60)])

    assert paces(long_ago, NOON, 20).likely.right == paces(Learner(), NOON, 20).likely.right
    assert paces(both, NOON, 20).likely.right == paces(fresh, NOON, 20).likely.right


@given(st.lists(st.integers(0, 60), unique=True, max_size=8), st.text("rw", max_size=4))
def test_every_pace_is_made_of_shares(on: list[int], said: str) -> None:
    found = paces(practised(on, said), NOON, 20)

    for pace in (found.slow, found.likely, found.fast):
        assert 0 < pace.days <= 1
        assert 0 < pace.right <= 1
        assert 0 <= pace.helped <= 1 - pace.right + 1e-12


# In words


@pytest.mark.parametrize(
    ("soonest", "latest", "said"),
    [
        (date(2027, 1, 17), date(2027, 1, 26), "17 to 26 January"),
        (date(2026, 12, 28), date(2027, 1, 9), "28 December to 9 January"),
        (date(2026, 12, 9), date(2026, 12, 9), "9 December"),
        (date(2027, 3, 3), date(2027, 5, 20), "March to May 2027"),
        (date(2026, 12, 30), date(2027, 5, 20), "December to May 2027"),
        (date(2027, 5, 2), date(2027, 5, 20), "May 2027"),
        (date(2027, 9, 2), None, "not before September 2027"),
        (None, None, "in more than a year"),
    ],
)
def test_a_forecast_is_told_as_days_or_as_months(soonest: date | None, latest: date | None, said: str) -> None:
    forecast = Forecast(soonest, latest, is_usual=False)

    assert forecast.when(TODAY) == said
    assert forecast.words(TODAY) == f"at this pace {said}"


def test_a_forecast_says_where_the_pace_is_not_the_learners_own() -> None:
    near = TODAY + timedelta(days=3)

    assert Forecast(near, near, is_usual=True).words(TODAY) == "at the usual pace 4 December"
