"""What is kept of each week's answers, and that it is the same whether a log is lived or replayed."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner.rows import NOON, attempt, days, rows

from tutor.learner.history import WEEKS_KEPT, Slip, Tally, monday
from tutor.learner.memory import Learner, advance, replay
from tutor.learner.progress import statistics
from tutor.learner.records import GivenUp, Row, Undo
from tutor.learner.retention import overall
from tutor.problem import Outcome

WEEK = monday(NOON.date())


def test_only_the_first_answer_to_each_part_counts() -> None:
    log = rows(
        [
            (attempt(posed="p1", predicted=0.8, verdict=Outcome.WRONG), NOON),
            (attempt(posed="p1", predicted=0.8), NOON),
            (attempt(posed="p2", part="a", predicted=0.6), NOON),
            (attempt(posed="p2", part="b", predicted=0.6, kind=GivenUp), NOON),
            (attempt(posed="p3", predicted=0.9, verdict=Outcome.UNDECIDED), NOON),
        ]
    )

    found = replay(log).history[WEEK]

    assert found.answers == Tally(3, 1, pytest.approx(2.0))
    assert found.foretold == {80: Tally(1, 0, 0.8), 60: Tally(2, 1, pytest.approx(1.2))}


def test_what_was_said_is_kept_beside_what_we_predicted() -> None:
    log = rows(
        [
            (attempt(posed="p1", predicted=0.75, confidence=0.95, verdict=Outcome.WRONG), NOON),
            (attempt(posed="p2", predicted=0.5, confidence=0.5), NOON),
            (attempt(posed="p3", confidence=0.5), NOON),
        ]
    )

    found = replay(log).history[WEEK]

    assert found.said == {95: Tally(1, 0, 0.95), 50: Tally(2, 2, 1.0)}
    assert found.penalties == (2, 1, pytest.approx(0.95**2 + 0.25), pytest.approx(0.75**2 + 0.25))


def test_slips_are_counted_at_every_try() -> None:
    wrong = attempt(verdict=Outcome.WRONG, diagnosis="opposite-sign")

    found = replay(rows([(wrong, NOON), (wrong, NOON)])).history[WEEK]

    assert found.slips == {Slip("dot-product", "dot-product/one", None, "opposite-sign"): 2}


def test_an_undo_takes_its_figures_back() -> None:
    log = rows([(attempt(posed="p1", predicted=0.8), NOON), (attempt(posed="p2", predicted=0.6), NOON)])
    undo = Row("undo", "device", 3, NOON, NOON.date(), Undo("row-2"))

    lived = reduce(advance, [*log, undo], Learner())

    assert lived.history == replay(log[:1]).history


def test_no_more_than_a_year_is_kept() -> None:
    log = rows([(attempt(posed=f"p{week}", predicted=0.5), NOON + days(7 * week)) for week in range(WEEKS_KEPT + 5)])

    history = replay(log).history

    assert len(history) == WEEKS_KEPT
    assert min(history) == WEEK + timedelta(weeks=5)


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from([Outcome.CORRECT, Outcome.WRONG, Outcome.OTHER_FORM, Outcome.UNDECIDED]),
        st.integers(0, 5),
        st.floats(0, 1),
        st.none() | st.sampled_from([0.5, 0.7, 0.85, 0.95]),
    ),
    max_size=25,
)


@given(ANSWERS)
def test_the_history_agrees_with_a_count_over_the_whole_log(answers: list[tuple[Outcome, int, float, float]]) -> None:
    log = rows(
        [
            (
                attempt(posed=f"p{place}", verdict=verdict, predicted=predicted, confidence=confidence),
                NOON + days(7 * week),
            )
            for place, (verdict, week, predicted, confidence) in enumerate(answers)
        ]
    )

    counted, whole = statistics(log, NOON), overall(replay(log).history)

    assert (whole.count if whole else 0) == counted["first_answers"]
    assert (whole.right if whole else 0) == counted["first_right"]
    if whole is not None:
        assert whole.promised == pytest.approx(counted["predicted"], abs=1e-4)
