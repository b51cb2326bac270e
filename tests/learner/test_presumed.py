"""What follows from a placement: presumed skills, their one verifying problem, and that nothing is built before it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner.rows import NOON, attempt, curriculum, days, row, rows
from learner.test_placement import graphs

from tutor.content.curriculum import Curriculum
from tutor.learner.mastery import Standing, State, is_held, predicted, presumed, standings
from tutor.learner.memory import Learner, advance, replay
from tutor.learner.planner import drill, plan
from tutor.learner.records import (
    GivenUp,
    LessonRead,
    PlacementBegun,
    PlacementEnded,
    Record,
    Undo,
    from_payload,
    kind_of,
    to_payload,
)
from tutor.problem import Outcome

GRAPH = curriculum({"a": (), "b": ("a",), "c": ("b",), "d": ("c",), "e": ()}, minutes=2)
SEEMS = {"a": 0.97, "b": 0.93, "c": 0.85, "d": 0.4, "e": 0.1}


def told(*records: Record, at: datetime = NOON) -> Learner:
    return replay(rows((each, at) for each in records))


def placed(*before: Record, chances: Mapping[str, float] = SEEMS) -> Learner:
    return told(PlacementBegun("p"), *before, PlacementEnded("p", chances))


def asked(skill: str, verdict: Outcome = Outcome.CORRECT, **more: object) -> Record:
    return attempt(skill, verdict, session="p", mode="placement", posed=f"asked {skill}", **more)


def then(learner: Learner, record: Record, sequence: int = 50, at: datetime = NOON) -> Learner:
    return advance(learner, row(record, at, sequence))


def standing(learner: Learner, skill: str, at: datetime = NOON) -> Standing:
    return standings(GRAPH, learner, at)[skill]


def planned(learner: Learner, at: datetime = NOON, minutes: float = 60) -> list[tuple[str, str]]:
    return [(each.skill, each.why) for each in plan(GRAPH, learner, at, minutes).items]


def test_what_seems_known_is_presumed_and_neither_held_nor_taught() -> None:
    learner = placed()

    assert presumed(GRAPH, learner) == {"a", "b", "c"}
    assert [standing(learner, each).held for each in "abcde"] == [False] * 5
    assert [standing(learner, each).next for each in "abcde"] == [True, False, False, False, True]
    assert standing(learner, "a").state is State.NOT_STARTED


def test_one_problem_verifies_it_from_the_bottom_up_before_anything_new() -> None:
    learner = placed()

    assert planned(learner, minutes=2) == [("a", "verify")]
    assert planned(learner).count(("a", "verify")) == 1
    assert {skill for skill, _ in planned(learner)} == {"a", "e"}
    assert [(each.chance, each.level) for each in plan(GRAPH, learner, NOON, 2).items] == [(0.97, 2)]

    verified = then(learner, attempt("a"))
    assert planned(verified, minutes=2) == [("b", "verify")]


def test_right_at_once_makes_it_held_with_a_memory_of_some_days() -> None:
    learner = then(placed(), attempt("a", level=2))

    found = standing(learner, "a")
    assert (found.held, found.presumed, found.state) == (True, False, State.LEARNING)
    assert found.due is not None
    assert 6 <= (found.due - NOON.date()).days <= 10
    assert ("a", "learning") not in planned(learner)
    assert standing(learner, "a", NOON + days(7)).held


def test_wrong_takes_it_back_and_all_that_rests_on_it() -> None:
    learner = then(placed(), attempt("a", Outcome.WRONG))

    assert standing(learner, "a").state is State.LEARNING
    assert presumed(GRAPH, learner) == frozenset()
    assert not standing(learner, "a").held
    assert ("a", "learning") in planned(learner)
    assert plan(GRAPH, learner, NOON, 4).minutes > 2
    relearnt = then(then(learner, attempt("a", posed="p2"), 51), attempt("a", posed="p3"), 52)
    assert standing(relearnt, "a").held
    assert presumed(GRAPH, relearnt) == frozenset()
    assert ("b", "new") in planned(relearnt)


def test_a_second_try_that_is_right_does_not_refute_it() -> None:
    learner = then(placed(), attempt("a", Outcome.WRONG))

    learner = then(learner, attempt("a", Outcome.CORRECT, try_number=2), 51)

    assert presumed(GRAPH, learner) == {"b", "c"}
    assert planned(learner)[0] == ("a", "learning")


def test_a_right_answer_to_the_placement_itself_was_the_verifying_problem() -> None:
    learner = placed(asked("c", level=2))

    assert standing(learner, "c").held
    assert presumed(GRAPH, learner) == {"a", "b"}
    assert ("d", "new") not in planned(learner)
    for number, skill in enumerate("ab"):
        learner = then(learner, attempt(skill, posed=skill), 60 + number)
    assert ("d", "new") in planned(learner)


@pytest.mark.parametrize("answer", [asked("e", Outcome.WRONG), attempt("e", kind=GivenUp, mode="placement")])
def test_what_a_placement_shows_to_be_unknown_stays_new_and_is_met_by_its_lesson(answer: Record) -> None:
    learner = placed(answer)

    assert standing(learner, "e").state is State.NOT_STARTED
    assert ("e", "new") in planned(learner)


def test_a_drill_verifies_as_well() -> None:
    assert [each.why for each in drill(GRAPH, placed(), "c", NOON).items] == ["verify"]


def test_what_was_practised_before_keeps_its_standing() -> None:
    practised = [attempt("a", posed="1"), attempt("a", posed="2"), attempt("b", Outcome.WRONG, posed="3")]

    learner = told(*practised, PlacementBegun("p"), PlacementEnded("p", SEEMS))

    assert learner.skill("a") == told(*practised).skill("a")
    assert standing(learner, "b").state is State.LEARNING
    assert presumed(GRAPH, learner) == {"c"}


def test_another_placement_counts_instead() -> None:
    learner = then(placed(), attempt("a", Outcome.WRONG))

    again = then(then(learner, PlacementBegun("q"), 60), PlacementEnded("q", {**SEEMS, "c": 0.3}), 61)

    assert presumed(GRAPH, again) == {"b"}


def test_an_undo_of_the_verifying_problem_makes_it_presumed_again() -> None:
    learner = placed()
    wrong = then(learner, attempt("a", Outcome.WRONG))

    undone = then(wrong, Undo("row-50"), 51)

    assert undone == learner


@pytest.mark.parametrize(
    "chances", [{"alchemy": 0.99}, {"a": "much"}, {"a": None}, {"a": [1]}, {"a": float("nan")}, ["a"], "a", None, 7]
)
def test_odd_chances_are_passed_over(chances: object) -> None:
    kept = from_payload("placement-ended", to_payload(PlacementEnded("p", {})))
    learner = told(PlacementBegun("p"), PlacementEnded("p", chances))  # type: ignore[arg-type]  # a damaged row

    assert kept == PlacementEnded("p", {})
    assert presumed(GRAPH, learner) == frozenset()
    assert planned(learner)


@pytest.mark.parametrize("record", [PlacementBegun("p", ("a", "b")), PlacementEnded("p", {"a": 0.5}, False)])
def test_the_rows_read_back_as_they_were(record: Record) -> None:
    assert from_payload(kind_of(record), to_payload(record)) == record


def test_the_rows_of_the_last_placement_are_kept_those_of_another_begin_anew() -> None:
    first = [PlacementBegun("p"), asked("a"), attempt("b"), PlacementBegun("p"), asked("c")]
    learner = told(*first)
    assert [each.sequence for each in learner.placement] == [1, 2, 4, 5]

    other = then(learner, PlacementBegun("q"), 6)
    assert [each.sequence for each in other.placement] == [6]


def test_what_is_presumed_predicts_the_answer() -> None:
    learner = placed()

    assert (
        predicted(learner.skill("a"), NOON) > predicted(learner.skill("c"), NOON) > predicted(learner.skill("d"), NOON)
    )


@settings(max_examples=60, deadline=None)
@given(graphs(), st.data())
def test_nothing_is_built_on_a_skill_that_is_not_verified(graph: Curriculum, data: st.DataObject) -> None:
    chances = data.draw(st.fixed_dictionaries({each: st.sampled_from([0.1, 0.79, 0.8, 0.99]) for each in graph.order}))
    before = [attempt(each, posed=each) for each in data.draw(st.lists(st.sampled_from(graph.order), max_size=3))]
    goal = data.draw(st.lists(st.sampled_from(graph.order), max_size=2))
    learner, at = told(*before, PlacementBegun("p"), PlacementEnded("p", chances)), NOON
    for number in range(8):
        found = plan(graph, learner, at, 30, goal=goal)
        unsure = presumed(graph, learner)
        assert_nothing_rests_on(graph, unsure, found.items)
        assert_later_ones_wait(graph, unsure, found.items, found.later)
        if not found.items:
            break
        item = found.items[0]
        verdict = data.draw(st.sampled_from([Outcome.CORRECT, Outcome.CORRECT, Outcome.WRONG]))
        learner = then(learner, LessonRead(item.skill), 100 + 2 * number, at)
        learner = then(learner, attempt(item.skill, verdict, posed=f"{number}"), 101 + 2 * number, at)
        if item.why == "verify":
            assert is_held(learner.skill(item.skill), at) is (verdict is Outcome.CORRECT)
        at += timedelta(hours=5)


def assert_nothing_rests_on(graph: Curriculum, unsure: frozenset[str], items: Any) -> None:
    for each in items:
        if each.why in ("new", "verify"):
            assert unsure.isdisjoint(graph.ancestors(each.skill))
        assert (each.why == "verify") is (each.skill in unsure)


def assert_later_ones_wait(graph: Curriculum, unsure: frozenset[str], items: Any, later: Any) -> None:
    verified = {each.skill for each in items}
    for each in later:
        assert unsure & graph.ancestors(each.skill) <= verified
        verified.add(each.skill)
