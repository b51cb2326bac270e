"""The questions of a test: every skill, fresh, mixed, nothing twice in a row."""

from collections import Counter
from datetime import timedelta
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner.rows import NOON, attempt, rows

from tutor.learner.memory import Learner, replay
from tutor.learner.selection import questions

OFFERS = {
    "a": (("a/one", (1, 2)), ("a/two", (2, 3))),
    "b": (("b/one", (1,)),),
    "c": (("c/one", (1, 2, 3, 4)), ("c/two", (4,)), ("c/three", (1, 2))),
    "bare": (),
}


def practised(*skills: str, exercise: str = "") -> Learner:
    """Each an hour after the one before."""
    return replay(
        rows(
            (attempt(skill, posed=f"p{hour}", exercise=exercise or f"{skill}/one"), NOON + timedelta(hours=hour))
            for hour, skill in enumerate(skills)
        )
    )


@given(st.integers(1, 40), st.integers(0, 10_000))
def test_skills_share_the_questions_evenly_and_never_come_twice_in_a_row(length: int, seed: int) -> None:
    picks = questions(OFFERS, Learner(), length, count(seed))

    asked = Counter(pick.skill for pick in picks)
    assert len(picks) == length
    assert max(asked.values()) - min(asked[skill] for skill in "abc") <= 1
    assert all(one.skill != other.skill for one, other in pairwise(picks))
    assert len({pick.seed for pick in picks}) == length
    assert all(
        any(pick.exercise == name and pick.level in levels for name, levels in OFFERS[pick.skill]) for pick in picks
    )


@given(st.integers(0, 10_000))
def test_levels_and_exercises_of_a_skill_are_mixed(seed: int) -> None:
    picks = questions({"c": OFFERS["c"]}, Learner(), 8, count(seed))

    by_level = Counter(pick.level for pick in picks)
    assert set(by_level) == {1, 2, 3, 4}
    assert max(by_level.values()) <= 3
    assert {pick.exercise for pick in picks} == {"c/one", "c/two", "c/three"}
    assert sum(one.exercise == other.exercise for one, other in pairwise(picks)) == 0


def test_one_exercise_alone_may_come_again_with_another_seed() -> None:
    first, second = questions({"b": OFFERS["b"]}, Learner(), 2, count(1))

    assert first.exercise == second.exercise
    assert first.seed != second.seed


def test_what_was_not_practised_for_longest_comes_first() -> None:
    picks = questions(OFFERS, practised("b", "c", "a"), 3, count(1))

    assert [pick.skill for pick in picks] == ["b", "c", "a"]


def test_an_exercise_not_answered_yet_comes_before_one_that_was() -> None:
    learner = practised("a", "a", exercise="a/one")

    (pick,) = questions({"a": (("a/one", (2,)), ("a/two", (2,)))}, learner, 1, count(1))

    assert pick.exercise == "a/two"


def test_where_not_all_can_be_asked_new_skills_take_no_more_than_their_part() -> None:
    offers = {f"s{number}": ((f"s{number}/one", (1,)),) for number in range(12)}
    learner = practised(*(f"s{number}" for number in range(6)))

    picks = questions(offers, learner, 6, count(1))

    assert sum(pick.skill in learner.skills for pick in picks) == 3


@pytest.mark.parametrize("offers", [{}, {"bare": ()}])
def test_nothing_to_ask_is_refused(offers: dict[str, tuple[()]]) -> None:
    with pytest.raises(ValueError, match="no skill"):
        questions(offers, Learner(), 10, count(1))
