from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner.rows import NOON, attempt, curriculum, days, row, rows

from tutor.learner.fitting import spread
from tutor.learner.mastery import State, is_held, recall, standings, state_of
from tutor.learner.memory import Learner, advance, replay
from tutor.learner.planner import Plan, Planned, choose_exercise, drill, level_for, plan
from tutor.learner.records import LessonRead
from tutor.learner.skill_state import SkillState
from tutor.problem import Outcome

SHIPPED = {
    "sum-notation": (),
    "sine-cosine": (),
    "vector-add-scale": (),
    "dot-product": ("vector-add-scale", "sum-notation"),
    "vector-norms": ("dot-product",),
    "angle-cosine": ("vector-norms", "sine-cosine"),
    "events-union": (),
    "pmf-expectation": ("events-union", "sum-notation"),
    "power-rules": (),
    "exp-log-rules": ("power-rules",),
    "sigmoid-logit": ("exp-log-rules",),
    "softmax-compute": ("exp-log-rules", "pmf-expectation"),
    "softmax-invariance": ("softmax-compute", "sigmoid-logit"),
    "cosine-ranking": ("angle-cosine",),
    "temperature": ("softmax-invariance",),
}
GRAPH = curriculum(SHIPPED)
THREE = curriculum({"a": (), "b": (), "c": ()}, minutes=2)


def learnt(*skills: str, at: datetime = NOON, said: str = "rr", seconds: float = 0.0) -> Learner:
    """One who answered problems of each skill, right (r) or wrong (w)."""
    return replay(
        rows(
            (
                attempt(
                    skill,
                    Outcome.WRONG if each == "w" else Outcome.CORRECT,
                    posed=f"{skill}{index}",
                    seconds=seconds,
                ),
                at,
            )
            for skill in skills
            for index, each in enumerate(said)
        )
    )


def skills(found: Plan) -> list[str]:
    return [each.skill for each in found.items]


def test_a_fresh_learner_meets_what_needs_nothing_before() -> None:
    found = plan(GRAPH, Learner(), NOON, 20)

    assert {each.why for each in found.items} == {"new"}
    assert all(not SHIPPED[each.skill] for each in found.items)
    assert found.items[0].level == 1
    assert found.items[0].chance is None
    assert found.minutes <= 20


def test_a_goal_is_met_by_its_path_first() -> None:
    found = plan(GRAPH, Learner(), NOON, 10, goal=["exp-log-rules"])

    assert found.items[0].skill == "power-rules"


@pytest.mark.parametrize("goal", [(), ("dot-product", "angle-cosine", "softmax-compute")])
def test_the_problems_of_a_skill_follow_its_lesson_at_once(goal: tuple[str, ...]) -> None:
    for first in [name for name, needed in SHIPPED.items() if not needed]:
        learner = advance(Learner(), row(LessonRead(first), NOON))

        assert plan(GRAPH, learner, NOON, 20, goal=goal).items[0].skill == first


@pytest.mark.parametrize("later", [4, 60])
def test_due_skills_come_before_new_ones_where_waiting_costs_most_first(later: int) -> None:
    learner = learnt("a", at=NOON + days(1))
    for number in range(2):
        learner = advance(learner, row(attempt("b", posed=f"b{number}"), NOON, 50 + number))
    at = NOON + days(later)

    found = plan(THREE, learner, at, 60)

    def loss(skill: str) -> float:
        state = learner.skill(skill)
        return (recall(state, at) or 0) - (recall(state, at + days(1)) or 0)

    due = [each.skill for each in found.items if each.why == "due"]
    assert sorted(due) == ["a", "b"]
    assert loss(due[0]) > loss(due[1])
    assert skills(found)[0] == due[0]
    assert "c" in skills(found)


def test_a_slipping_skill_is_named_as_such() -> None:
    found = plan(THREE, learnt("a", said="rrww"), NOON + days(1), 20)

    assert (found.items[0].skill, found.items[0].why) == ("a", "slipping")
    assert found.items[0].reason == "wrong twice in a row"


def test_a_new_skill_waits_for_its_prerequisites() -> None:
    started = learnt("vector-add-scale")
    ready = learnt("vector-add-scale", "sum-notation")

    assert "dot-product" not in skills(plan(GRAPH, started, NOON, 600))
    assert "dot-product" in skills(plan(GRAPH, ready, NOON, 600))


def test_a_skill_begun_goes_on_until_two_in_a_row_are_right() -> None:
    begun, met = learnt("a", said="r"), learnt("a")

    assert skills(plan(THREE, begun, NOON, 2)) == ["a"]
    assert "a" not in skills(plan(THREE, met, NOON, 60))


def test_a_skill_that_will_not_come_is_shelved_until_tomorrow() -> None:
    learner = learnt("a", said="wwwww")

    assert "a" not in skills(plan(THREE, learner, NOON, 60))
    assert "a" in skills(plan(THREE, learner, NOON + days(1), 60))


def test_a_failing_skill_waits_until_its_prerequisites_are_solid_again() -> None:
    graph = curriculum({"a": (), "b": ("a",)})
    learner = learnt("b", said="w", at=NOON + days(30))
    for number in range(2):
        learner = advance(learner, row(attempt("a", posed=f"a{number}"), NOON, 50 + number))

    found = plan(graph, learner, NOON + days(31), 60)

    assert skills(found) == ["a"]


@pytest.mark.parametrize(("practised", "first"), [((), "c"), (("a",), "b")])
def test_a_new_skill_that_does_not_fit_is_only_begun_at_the_start(practised: tuple[str, ...], first: str) -> None:
    found = plan(THREE, learnt("a", "b"), NOON, 3, practised=practised)

    assert skills(found) == [first]


@pytest.mark.parametrize("minutes", [1, 5, 12, 20, 45])
def test_a_backlog_is_no_longer_than_the_minutes(minutes: int) -> None:
    learner = learnt(*SHIPPED, seconds=90)

    found = plan(GRAPH, learner, NOON + days(60), minutes)

    assert found.items
    assert found.minutes <= max(minutes, 1.5)
    assert len(found.items) == max(1, min(15, int(minutes * 60 // 90)))
    assert ("can wait" in found.sentence) is (len(found.items) < 15)


def test_with_no_minutes_left_the_session_is_over() -> None:
    assert plan(GRAPH, Learner(), NOON, 0).items == ()


def test_when_nothing_is_due_there_is_practice_ahead_of_time() -> None:
    learner = learnt("a", "b", "c")

    found = plan(THREE, learner, NOON, 20, practised=["a", "a", "b"])

    assert skills(found) == ["c", "b", "a"]
    assert {each.why for each in found.items} == {"ahead"}
    assert "Nothing more is due before 4 November" in found.sentence


def test_what_was_shelved_today_is_not_practised_ahead_of_time_before_the_rest() -> None:
    learner = learnt("a", "b", "c", said="rr")
    for number in range(5):
        shelved = attempt("d", Outcome.WRONG, posed=f"d{number}")
        learner = advance(learner, row(shelved, NOON, 50 + number))
    four = curriculum({"a": (), "b": (), "c": (), "d": ()})

    found = plan(four, learner, NOON, 20, practised=["a", "b", "c", "a"])

    assert skills(found)[-1] == "d"


def test_the_sentence_never_names_a_day_that_is_gone() -> None:
    graph = curriculum({"a": (), "b": ("a",)})
    learner = learnt("b", said="w")
    for number in range(6):
        said = Outcome.WRONG if number in (2, 3, 4, 5) else Outcome.CORRECT
        learner = advance(learner, row(attempt("a", said, posed=f"a{number}"), NOON + days(30), 50 + number))

    found = plan(graph, learner, NOON + days(30), 20)

    assert {each.why for each in found.items} == {"ahead"}
    assert "before 3 December" in found.sentence


def test_never_two_of_one_skill_in_a_row_where_there_is_another() -> None:
    learner = learnt("a", "b")

    found = plan(THREE, learner, NOON + days(20), 60, practised=["b"])

    assert len(skills(found)) == 4
    assert all(one != other for one, other in pairwise(["b", *skills(found)]))


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=12), st.sampled_from("abcd"))
def test_repeats_are_avoided_whenever_they_can_be(order: list[str], last: str) -> None:
    items = [Planned(each, "due", 1, None, "") for each in order]

    found = [each.skill for each in spread(items, last)]

    assert sorted(found) == sorted(order)
    room = {each: len(order) - order.count(each) + (each != last) for each in set(order)}
    if all(order.count(each) <= free for each, free in room.items()):
        assert all(one != other for one, other in pairwise([last, *found]))


def test_a_drill_is_of_the_chosen_skill_even_if_locked() -> None:
    found = drill(GRAPH, Learner(), "temperature", NOON)

    assert [(each.skill, each.why) for each in found.items] == [("temperature", "new")]


@pytest.mark.parametrize(
    ("said", "gap", "level"),
    [("", 0, 1), ("r", 0, 1), ("r", 1, 2), ("rr", 0, 2), ("w", 0, 1), ("rw", 1, 1)],
)
def test_levels_rise_with_success_and_fall_with_failure(said: str, gap: float, level: int) -> None:
    state = learnt("a", said=said).skill("a") if said else SkillState()

    assert level_for(state, NOON + days(gap)) == level


REFS = [("a/one", [1, 2]), ("a/two", [1]), ("a/three", [2, 3])]


def test_exercises_take_turns() -> None:
    learner, chosen = Learner(), []
    for sequence in range(4):
        name, level = choose_exercise(REFS, learner, "a", 1, seed=sequence)
        chosen.append(name)
        at = NOON + timedelta(minutes=sequence)
        record = attempt("a", posed=f"p{sequence}", exercise=name, level=level)
        learner = advance(learner, row(record, at, sequence))

    assert set(chosen) == {"a/one", "a/two"}
    assert all(one != other for one, other in pairwise(chosen))


@pytest.mark.parametrize(("wanted", "offered"), [(1, {1}), (2, {2}), (3, {3}), (4, {3})])
def test_an_exercise_is_posed_at_the_nearest_level_it_has(wanted: int, offered: set[int]) -> None:
    assert {choose_exercise(REFS, Learner(), "a", wanted, seed)[1] for seed in range(20)} == offered


def test_the_seed_decides_between_equals_and_nothing_else_does() -> None:
    picks = [choose_exercise(REFS, Learner(), "a", 1, seed) for seed in range(20)]

    assert picks == [choose_exercise(reversed(REFS), Learner(), "a", 1, seed) for seed in range(20)]
    assert len(set(picks)) == 2


def test_a_skill_without_exercises_is_an_error() -> None:
    with pytest.raises(ValueError, match="no exercises"):
        choose_exercise([], Learner(), "a", 1, 0)


def practise(learner: Learner, day: int, answer: Callable[[int], Outcome]) -> tuple[Learner, list[tuple[str, float]]]:
    """One session of twenty minutes, planned again after every answer, two minutes a problem."""
    at, done = NOON + days(day), []
    left = 20.0
    while (found := plan(GRAPH, learner, at, left, practised=[each for each, _ in done])).items:
        assert found.minutes <= max(left, 5)
        item = found.items[0]
        if item.why == "new" and learner.skill(item.skill).lesson_read is None:
            assert all(is_held(learner.skill(each), at) for each in SHIPPED[item.skill])
            learner = advance(learner, row(LessonRead(item.skill), at, 10_000 + len(done)))
            left -= 3
        number = day * 100 + len(done)
        exercise, level = choose_exercise([("x/1", [1, 2]), ("x/2", [2, 3])], learner, item.skill, item.level, number)
        record = attempt(item.skill, answer(number), posed=f"p{number}", exercise=exercise, level=level, seconds=120)
        learner = advance(learner, row(record, at, number))
        done.append((item.skill, left))
        left, at = left - 2, at + timedelta(minutes=2)
    return learner, done


def test_one_who_is_always_right_masters_everything_in_order() -> None:
    learner = Learner()
    mastered: dict[str, int] = {}
    for day in range(60):
        learner, done = practise(learner, day, lambda _: Outcome.CORRECT)
        assert all(left > 0 for _, left in done)
        evening = NOON + days(day) + timedelta(hours=1)
        for skill in SHIPPED:
            if state_of(learner.skill(skill), evening) is State.MASTERED:
                mastered.setdefault(skill, day)

    assert set(mastered) == set(SHIPPED)


def test_one_who_errs_often_never_stands_before_an_empty_session() -> None:
    learner = Learner()
    for day in range(40):
        learner, done = practise(learner, day, lambda number: [Outcome.CORRECT, Outcome.WRONG][number * 7 % 5 % 2])
        assert len(done) >= 4

    assert any(each.held for each in standings(GRAPH, learner, NOON + days(40)).values())


def test_one_who_is_always_wrong_is_not_led_further() -> None:
    learner = Learner()
    for day in range(20):
        learner, done = practise(learner, day, lambda _: Outcome.WRONG)
        assert done

    assert all(not SHIPPED[skill] for skill in learner.skills)
