"""The way to a goal: nearest target first, longest chain first, and nothing else before it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner.rows import NOON, attempt, curriculum, days, row, rows

from tutor.content.curriculum import Curriculum
from tutor.learner.mastery import State, standings
from tutor.learner.memory import Learner, advance, replay
from tutor.learner.planner import plan
from tutor.learner.records import GoalChosen, LessonRead, MinutesChosen
from tutor.learner.route import way
from tutor.problem import Outcome

TREE = curriculum(
    {
        "root": (),
        "near": ("root",),
        "long-1": ("root",),
        "long-2": ("long-1",),
        "far": ("long-2", "side"),
        "side": (),
        "other": (),
    },
    minutes=2,
)
EACH = dict.fromkeys(TREE.order, 6.0)


def order(targets: list[str], minutes: dict[str, float] = EACH) -> list[str]:
    found = way(TREE, targets, minutes)
    return sorted(found, key=found.__getitem__)


def test_the_target_with_the_least_left_comes_first() -> None:
    assert order(["far", "near"])[:2] == ["root", "near"]
    assert order(["far", "near"], {**EACH, "near": 60.0})[-1] == "near"


def test_on_the_way_to_one_target_the_longest_chain_comes_first() -> None:
    assert order(["far"], {**EACH, "side": 3.0}) == ["root", "long-1", "long-2", "side", "far"]
    assert order(["far"], {**EACH, "side": 60.0})[0] == "side"


def test_what_is_held_weighs_nothing() -> None:
    left = {"near": 6.0, "side": 1.0}

    assert [each for each in order(["near", "far"], left) if each in left] == ["side", "near"]


def test_only_the_path_has_a_place_and_unknown_targets_are_passed_over() -> None:
    assert set(way(TREE, ["near", "gone"], EACH)) == {"root", "near"}
    assert way(TREE, ["gone"], EACH) == {}


def answered(learner: Learner, skill: str, number: int, at_minute: float = 0, right: bool = True) -> Learner:
    record = attempt(skill, Outcome.CORRECT if right else Outcome.WRONG, posed=f"p{number}", seconds=60)
    return advance(learner, row(record, NOON + timedelta(minutes=at_minute), number))


def held(*skills: str) -> Learner:
    learner = Learner()
    for number, each in enumerate(sorted([*skills, *skills], key=skills.index)):
        learner = answered(learner, each, number)
    return learner


def test_the_plan_begins_nothing_off_the_way_while_something_on_it_is_open() -> None:
    found = plan(TREE, held("root"), NOON, 60, goal=["near"])

    assert {each.skill for each in found.items} == {"near"}


def test_not_even_where_only_that_would_fit() -> None:
    graph = curriculum({"a": (), "b": ("a",), "short": ()}, minutes=2)
    slow = curriculum({"a": (), "b": ("a",), "short": ()}, minutes=30)

    assert {each.skill for each in plan(graph, held("a"), NOON, 10, goal=["b"], practised=["a"]).items} == {"b"}
    assert {each.why for each in plan(slow, held("a"), NOON, 10, goal=["b"], practised=["a"]).items} == {"ahead"}


def test_nor_while_one_on_it_is_begun() -> None:
    learner = answered(held("root"), "near", 9)

    found = plan(TREE, learner, NOON, 60, goal=["near"])

    assert [(each.skill, each.why) for each in found.items] == [("near", "learning")]


def test_when_the_way_is_shelved_for_today_other_new_skills_come() -> None:
    learner = held("root")
    for number in range(5):
        learner = answered(learner, "near", 20 + number, right=False)

    today = plan(TREE, learner, NOON, 60, goal=["near"])
    tomorrow = plan(TREE, learner, NOON + days(1), 60, goal=["near"])

    assert {each.why for each in today.items} == {"new"}
    assert "near" not in {each.skill for each in today.items}
    assert "near" in {each.skill for each in tomorrow.items}


def test_when_the_goal_is_held_the_plan_goes_on_elsewhere() -> None:
    found = plan(TREE, held("root", "near"), NOON, 60, goal=["near"])

    assert {each.skill for each in found.items} == {"long-1", "side", "other"}


def test_what_opens_on_the_way_is_told_as_far_as_the_minutes_reach() -> None:
    found = plan(TREE, Learner(), NOON, 20, goal=["far"])

    assert [each.skill for each in found.items[:1]] == ["root"]
    assert {each.skill for each in found.items} == {"root", "side"}
    assert {each.skill for each in found.later} == {"long-1"}
    assert found.minutes == pytest.approx(18)


def test_of_two_that_lose_as_much_by_waiting_the_one_on_the_way_comes_first() -> None:
    graph = curriculum({"a": (), "b": ()})
    learner = replay(rows((attempt(each, posed=f"{each}{n}"), NOON) for each in "ab" for n in range(2)))

    assert plan(graph, learner, NOON + days(5), 60, goal=["b"]).items[0].skill == "b"
    assert plan(graph, learner, NOON + days(5), 60, goal=["a"]).items[0].skill == "a"


def test_where_waiting_costs_more_a_skill_off_the_way_comes_first() -> None:
    graph = curriculum({"a": (), "b": ()})
    learner = replay(
        rows([*((attempt("b", posed=f"b{n}"), NOON - days(9 - 3 * n)) for n in range(3)),
              *((attempt("a", posed=f"a{n}"), NOON) for n in range(2))])
    )  # fmt: skip

    assert plan(graph, learner, NOON + days(20), 60, goal=["b"]).items[0].skill == "a"


@st.composite
def courses(draw: st.DrawFn) -> tuple[Curriculum, list[str]]:
    names = [f"s{number}" for number in range(draw(st.integers(2, 7)))]
    edges = {
        name: tuple(draw(st.lists(st.sampled_from(names[:index]), unique=True, max_size=2)) if index else ())
        for index, name in enumerate(names)
    }
    targets = draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=2))
    return curriculum(edges, minutes=draw(st.integers(1, 9))), targets


@settings(deadline=None, max_examples=40)
@given(courses(), st.lists(st.booleans(), min_size=1, max_size=9))
def test_whatever_is_answered_nothing_off_the_way_is_begun_before_the_way_is_done_or_shelved(
    course: tuple[Curriculum, list[str]], answers: list[bool]
) -> None:
    graph, targets = course
    path = set(graph.path(targets))
    learner, number = Learner(), 0
    for day in range(5):
        at, practised = NOON + days(day), []
        while items := plan(graph, learner, at, 20 - 2 * len(practised), practised=practised, goal=targets).items:
            item = items[0]
            if item.why == "new" and item.skill not in path:
                now = standings(graph, learner, at)
                assert not [each for each in path if now[each].next and now[each].state is State.NOT_STARTED]
            learner = advance(learner, row(LessonRead(item.skill), at, 10_000 + number))
            verdict = Outcome.CORRECT if answers[number % len(answers)] else Outcome.WRONG
            record = attempt(item.skill, verdict, posed=f"p{number}", seconds=120)
            learner, number = advance(learner, row(record, at, number)), number + 1
            practised.append(item.skill)


# The record


def test_the_goal_is_the_last_one_chosen_and_survives_an_answer() -> None:
    records = [GoalChosen("a"), GoalChosen("attention-by-hand"), attempt("x"), MinutesChosen(30)]

    learner = replay(rows((each, NOON) for each in records))

    assert learner.goal == "attention-by-hand"
    assert replay(rows((each, NOON) for each in [*records, GoalChosen(None)])).goal is None


@pytest.mark.parametrize("odd", [3, ["a"], {"a": 1}, True])
def test_a_goal_of_another_kind_is_none(odd: object) -> None:
    assert replay(rows([(GoalChosen(odd), NOON)])).goal is None  # type: ignore[arg-type]  # of a damaged row
