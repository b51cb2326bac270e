"""The figures of Progress: known ones, and laws that they keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner.rows import NOON, attempt, curriculum, days, rows

from tutor.learner.growth import Held, growth
from tutor.learner.history import Slip, Tally, Week, monday
from tutor.learner.judgement import bias, judgement
from tutor.learner.memory import Learner, replay
from tutor.learner.retention import by_week, kept, overall
from tutor.learner.slips import commonest
from tutor.learner.workload import DAYS, workload
from tutor.problem import Outcome

WEEK = monday(NOON.date())
GRAPH = curriculum({"dot-product": (), "norms": ("dot-product",)})


def answered(*said: tuple[float, float | None, bool]) -> Learner:
    """Answers with what we predicted, what was said, and whether they were right."""
    return replay(
        rows(
            [
                (
                    attempt(
                        posed=f"p{place}", predicted=predicted, confidence=sure,
                        verdict=Outcome.CORRECT if is_right else Outcome.WRONG,
                    ),
                    NOON,
                )
                for place, (predicted, sure, is_right) in enumerate(said)
            ]
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("right", "promised", "holds"), [(9, 0.9, True), (5, 0.9, False), (10, 0.95, True), (10, 0.5, False)]
)
def test_a_promise_holds_where_it_lies_in_the_range_of_what_came_true(right: int, promised: float, holds: bool) -> None:
    found = kept(Tally(10, right, 10 * promised))

    assert found is not None
    assert found.holds is holds


def test_nothing_is_said_of_no_answers() -> None:
    assert kept(Tally()) is None
    assert overall({}) is None
    assert by_week({WEEK: Week()}) == {}


def test_the_brier_score_of_three_answers() -> None:
    found = judgement(answered((0.8, 0.95, True), (0.6, 0.5, False), (0.7, 0.5, True), (0.9, None, True)).history)

    assert found.said == 3
    assert found.both == 3
    assert found.brier == pytest.approx((0.05**2 + 0.25 + 0.25) / 3)
    assert found.our_brier == pytest.approx((0.04 + 0.36 + 0.09) / 3)
    assert found.uncertainty == pytest.approx(2 / 9)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 100).map(lambda each: each / 100), st.booleans()), min_size=1)
)
def test_scores_lie_between_nothing_and_one_and_groups_lose_no_answer(said: list[tuple[float, float, bool]]) -> None:
    found = judgement(answered(*said).history)

    assert found.brier is not None
    assert found.our_brier is not None
    assert 0 <= found.brier <= 1
    assert 0 <= found.our_brier <= 1
    assert sum(each.count for each in found.own) == sum(each.count for each in found.ours) == len(said)
    leaning = sum(sure for _, sure, _ in said) - sum(is_right for *_, is_right in said)
    assert bias(found.own) == pytest.approx(leaning / len(said), abs=1e-9)


def test_who_says_the_share_that_is_right_scores_its_uncertainty() -> None:
    found = judgement(answered(*[(0.5, 0.75, place % 4 > 0) for place in range(40)]).history)

    assert found.brier == pytest.approx(found.uncertainty)
    assert found.brier == pytest.approx(0.75 * 0.25)


def test_what_was_held_is_forgotten_in_weeks_without_practice() -> None:
    learner = replay(rows([(attempt(posed=f"p{day}", level=day + 1), NOON + days(day)) for day in range(2)]))

    found = growth(GRAPH, learner.history, NOON + days(700), GRAPH.order)

    assert min(found) == WEEK
    assert found[WEEK].held == 1
    assert found[max(found)] == Held(0, 0)
    assert len(found) == 101


def test_only_skills_that_are_asked_for_are_counted() -> None:
    learner = replay(rows([(attempt(posed=f"p{day}"), NOON + days(day)) for day in range(2)]))

    assert growth(GRAPH, learner.history, NOON + days(1), ["norms"])[WEEK].held == 0
    assert growth(GRAPH, {}, NOON, GRAPH.order) == {}


def practised(count: int) -> Learner:
    return replay(rows([(attempt(f"s{each}", posed=f"p{each}", seconds=60), NOON - days(40)) for each in range(count)]))


def test_what_does_not_fit_waits_for_the_next_day() -> None:
    skills = [f"s{each}" for each in range(5)]

    found = list(workload(practised(5), NOON, 2, skills).values())

    assert [(each.due, each.fit) for each in found[:3]] == [(5, 2), (3, 2), (1, 1)]
    assert found[0].minutes == pytest.approx(5)


@given(st.integers(0, 12), st.integers(1, 30))
def test_each_day_fits_in_its_minutes_and_loses_no_review(count: int, minutes: int) -> None:
    found = workload(practised(count), NOON, minutes, [f"s{each}" for each in range(count)])

    assert len(found) == DAYS
    loads = list(found.values())
    assert all(each.fit <= each.due and each.fit <= minutes for each in loads)
    assert all(later.due >= now.due - now.fit for now, later in pairwise(loads))


def of_slips(*seen: tuple[int, str, int]) -> Mapping[date, Week]:
    return {
        WEEK - timedelta(weeks=ago): Week(slips={Slip("dot-product", "dot-product/one", None, name): count})
        for ago, name, count in seen
    }


def test_the_commonest_slip_comes_first_and_old_ones_are_left_out() -> None:
    history = of_slips((0, "opposite-sign", 1), (1, "not-normalised", 3), (3, "opposite-sign", 3), (12, "permuted", 9))

    found = commonest(history, NOON.date(), 5)

    assert [(each.slip.name, each.count) for each in found] == [("opposite-sign", 4), ("not-normalised", 3)]
    assert found[0].last == WEEK


def test_a_slip_with_a_name_is_one_of_its_skill_and_one_with_a_number_of_its_exercise() -> None:
    slips = {Slip("dot", exercise, None, name): 1 for exercise in ("dot/a", "dot/b") for name in ("sign", "mistake-1")}

    found = commonest({WEEK: Week(slips=slips)}, NOON.date(), 5)

    assert sorted((each.slip.name, each.count) for each in found) == [("mistake-1", 1), ("mistake-1", 1), ("sign", 2)]
