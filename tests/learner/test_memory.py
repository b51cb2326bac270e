import gc
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner.rows import NOON, attempt, row, rows

from tutor.learner import memory
from tutor.learner.fsrs import review
from tutor.learner.memory import Learner, TooOld, advance, replay
from tutor.learner.rating import Rating
from tutor.learner.records import (
    GivenUp,
    GoalChosen,
    LessonRead,
    MinutesChosen,
    PlacementBegun,
    PlacementEnded,
    Record,
    Row,
    SelfTestBegun,
    SelfTestEnded,
    SessionBegun,
    Skip,
    Undo,
    Unknown,
)
from tutor.problem import Outcome

RECORDS = st.one_of(
    st.builds(
        attempt,
        skill=st.sampled_from(["a", "b", "gone"]),
        verdict=st.sampled_from([each for each in Outcome if each is not Outcome.UNREADABLE]),
        posed=st.sampled_from(["p1", "p2", "p3"]),
        level=st.integers(1, 3),
        seconds=st.floats(0, 900),
        hints=st.integers(0, 2),
        mode=st.sampled_from(["session", "session", "test", "placement"]),
        part=st.sampled_from([None, None, "a", "b"]),
        predicted=st.none() | st.floats(0, 1),
        confidence=st.sampled_from([None, 0.5, 0.95]),
        diagnosis=st.sampled_from([None, "sign"]),
    ),
    st.builds(attempt, kind=st.sampled_from([GivenUp, Skip]), posed=st.sampled_from(["p1", "p2"])),
    st.builds(LessonRead, st.sampled_from(["a", "b"])),
    st.builds(MinutesChosen, st.integers(5, 60)),
    st.just(GoalChosen("b")),
    st.just(SessionBegun("s", "session", 20)),
    st.sampled_from([SelfTestBegun("s", (), ("a",), ()), SelfTestEnded("s", "done")]),
    st.sampled_from([PlacementBegun("s"), PlacementBegun("t"), PlacementEnded("s", {"a": 0.95, "b": 0.3, "c": 0.9})]),
    st.just(Unknown("goal-chosen", "{}")),
)
GAPS = st.sampled_from([timedelta(0), timedelta(minutes=2), timedelta(hours=9), timedelta(days=5), timedelta(days=-4)])


@st.composite
def logs(draw: st.DrawFn) -> list[Row]:
    """Rows in which undos name earlier rows, undone ones and undos among them."""
    found: list[Row] = []
    at = NOON
    for sequence in range(1, draw(st.integers(0, 20)) + 1):
        at += draw(GAPS)
        record: Record = draw(RECORDS)
        if found and draw(st.integers(0, 4)) == 0:
            record = Undo(draw(st.sampled_from(found)).id)
        found.append(row(record, at, sequence))
    return found


def live(log: list[Row]) -> Learner:
    """As a session does it: step by step, and from the log where an undo reaches further back."""
    learner = Learner()
    for index, each in enumerate(log, 1):
        try:
            learner = advance(learner, each)
        except TooOld:
            learner = replay(log[:index])
    return learner


@settings(deadline=None)
@given(logs(), st.integers(1, 5))
def test_replay_equals_the_live_path(log: list[Row], kept: int) -> None:
    with patch.object(memory, "STEPS_KEPT", kept):  # few, so that most of a short log is counted in place
        assert replay(log) == live(log)


@settings(deadline=None)
@given(logs(), RECORDS)
def test_one_more_row_leaves_the_learner_before_it_as_it_was(log: list[Row], record: Record) -> None:
    with patch.object(memory, "STEPS_KEPT", 1):
        before = replay(log)
        copy = deepcopy(before)

        advance(before, row(record, NOON, 99))

    assert before == copy


def test_the_collector_of_cycles_is_left_as_it_was() -> None:
    with pytest.raises(ZeroDivisionError):
        replay(row(MinutesChosen(1 // 0)) for _ in range(1))

    assert gc.isenabled()


@settings(deadline=None)
@given(logs(), RECORDS)
def test_an_undone_last_row_never_happened(log: list[Row], record: Record) -> None:
    last = row(record, NOON + timedelta(days=99), 98)

    undone = advance(advance(live(log), last), row(Undo(last.id), NOON + timedelta(days=99), 99))

    assert undone == live(log)
    assert replay([*log, last, row(Undo(last.id), last.at, 99)]) == replay(log)


def test_two_answers_can_be_taken_back_one_after_the_other() -> None:
    log = rows([(attempt(posed="p1"), NOON), (attempt(posed="p2"), NOON), (attempt("b", posed="p3"), NOON)])
    learner = reduce(advance, log, Learner())

    for back in (log[2], log[1]):
        learner = advance(learner, row(Undo(back.id), NOON, 9))

    assert learner == replay(log[:1])


def test_a_row_further_back_asks_for_a_replay() -> None:
    log = rows([(attempt(posed=f"p{number}"), NOON) for number in range(40)])
    undo = row(Undo(log[0].id), NOON, 41)

    with pytest.raises(TooOld):
        advance(replay(log), undo)
    assert replay([*log, undo]) == replay(log[1:])


def test_an_undo_can_be_undone() -> None:
    log = rows([(attempt(), NOON), (Undo("row-1"), NOON), (Undo("row-2"), NOON)])

    assert replay(log) == replay(log[:1])


@pytest.mark.parametrize(
    ("verdicts", "rating"),
    [(["wrong", "correct"], Rating.HARD), (["wrong", "wrong"], Rating.AGAIN), (["undecided", "correct"], Rating.GOOD)],
)
def test_tries_move_the_memory_once_from_the_state_before(verdicts: list[str], rating: Rating) -> None:
    earlier = review(None, Rating.GOOD, NOON)
    later = NOON + timedelta(days=2)
    log = rows(
        [(attempt(posed="p0"), NOON)] + [(attempt(posed="p1", verdict=Outcome(each)), later) for each in verdicts]
    )

    state = replay(log).skill("dot-product")

    assert state.memory == review(earlier, rating, later)
    assert len(state.outcomes) == 2


def test_undecided_and_skipped_move_no_memory() -> None:
    log = rows([(attempt(verdict=Outcome.UNDECIDED), NOON), (attempt(kind=Skip, posed="p2"), NOON)])

    assert replay(log).skill("dot-product").memory is None


def test_streaks_count_what_was_right_by_oneself() -> None:
    right, wrong, aided = {}, {"verdict": Outcome.WRONG}, {"hints": 1}
    said = [right, aided, right, wrong, wrong]
    states = [
        replay(rows([(attempt(posed=f"p{index}", **each), NOON) for index, each in enumerate(said[:count])]))
        for count in range(1, 6)
    ]

    found = [(each.right_in_a_row, each.wrong_in_a_row, each.met) for each in (s.skill("dot-product") for s in states)]

    assert found == [(1, 0, False), (1, 0, False), (2, 0, True), (0, 1, True), (0, 2, True)]


def test_a_skill_that_is_unknown_today_keeps_its_memory() -> None:
    learner = replay(rows([(attempt("gone-from-the-graph"), NOON)]))

    assert learner.skill("gone-from-the-graph").memory is not None


def test_days_lessons_and_minutes_are_remembered() -> None:
    log = rows(
        [
            (MinutesChosen(15), NOON),
            (LessonRead("a"), NOON),
            (attempt(posed="p1"), NOON),
            (attempt(posed="p2"), NOON + timedelta(days=2)),
            (attempt(posed="p3"), NOON + timedelta(days=2)),
        ]
    )

    learner = replay(log)

    assert learner.minutes == 15
    assert learner.skill("a").lesson_read == NOON.date()
    assert dict(learner.days) == {NOON.date(): 1, NOON.date() + timedelta(days=2): 2}


def test_steps_kept_for_undo_are_bounded() -> None:
    learner = replay(rows([(attempt(posed=f"p{number}"), NOON) for number in range(100)]))

    assert len(learner.steps) == 32
    assert all(before.steps == () for _, before in learner.steps)
    assert replace(learner, steps=()) == learner
