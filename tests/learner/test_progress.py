from datetime import timedelta

import pytest
from learner.rows import NOON, attempt, days, rows

from tutor.learner.progress import statistics
from tutor.learner.records import GivenUp, Undo
from tutor.problem import Outcome


def test_an_empty_log_promises_nothing() -> None:
    found = statistics([], NOON)

    assert found["attempts"] == 0
    assert found["predicted"] is None
    assert found["brier"] is None


def test_figures_count_first_answers_against_what_was_promised() -> None:
    log = rows(
        [
            (attempt(posed="p1", predicted=0.8, confidence=0.95, seconds=60, verdict=Outcome.WRONG), NOON - days(1)),
            (attempt(posed="p1", predicted=0.8, seconds=30), NOON - days(1)),
            (attempt(posed="p2", predicted=0.6, confidence=0.5, seconds=30), NOON),
            (attempt(posed="p3", predicted=0.4, kind=GivenUp, seconds=60), NOON),
            (attempt(posed="p4", verdict=Outcome.UNDECIDED, predicted=0.9), NOON),
            (attempt(posed="p5", predicted=0.1), NOON),
            (Undo("row-6"), NOON + timedelta(minutes=1)),
        ]
    )

    found = statistics(log, NOON)

    assert {key: found[key] for key in ("attempts", "right", "first_answers", "first_right", "days")} == {
        "attempts": 4, "right": 2, "first_answers": 3, "first_right": 1, "days": 2,
    }  # fmt: skip
    assert found["minutes"] == 3.0
    assert found["predicted"] == pytest.approx(0.6)
    assert found["delivered"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["brier"] == pytest.approx((0.95**2 + 0.5**2) / 2, abs=1e-4)


def test_the_week_begins_on_monday() -> None:
    log = rows([(attempt(posed=f"p{back}"), NOON - days(back)) for back in (8, 3, 0)])

    assert NOON.weekday() == 0
    assert statistics(log, NOON + days(6))["days_this_week"] == 1
    assert statistics(log, NOON + days(7))["days_this_week"] == 0
