from datetime import date, timedelta

import pytest
from learner.rows import NOON, attempt, curriculum, days, rows

from tutor.learner.mastery import LIKELY, SCEPTIC, State, due, is_held, knowing, predicted, recall, standings, state_of
from tutor.learner.memory import replay
from tutor.learner.rating import Rating
from tutor.learner.skill_state import Practised, SkillState
from tutor.problem import Outcome, Question


def after(said: str, *, gap: float = 0, level: int = 1) -> SkillState:
    """The state after problems right (r), wrong (w) or right with a hint (h), `gap` days apart."""
    records = [
        (
            attempt(
                "a",
                Outcome.WRONG if each == "w" else Outcome.CORRECT,
                posed=f"p{index}",
                hints=int(each == "h"),
                level=level + index // 2,
            ),
            NOON + days(gap * index),
        )
        for index, each in enumerate(said)
    ]
    return replay(rows(records)).skill("a")


@pytest.mark.parametrize(
    ("said", "held"),
    [("", False), ("r", False), ("rr", True), ("rw", False), ("rrw", False), ("rrwr", True), ("rrwwr", False),
     ("hh", False), ("ww", False), ("wwrr", True)],
)  # fmt: skip
def test_two_right_in_a_row_are_held_and_a_wrong_one_takes_it_back(said: str, held: bool) -> None:
    assert is_held(after(said), NOON) is held


def test_what_is_held_is_let_go_of_when_it_may_be_forgotten() -> None:
    state = after("rr")

    assert is_held(state, NOON + days(5))
    assert not is_held(state, NOON + days(30))


@pytest.mark.parametrize(
    ("said", "later", "claim"),
    [
        ("", 0, State.NOT_STARTED),
        ("w", 0, State.LEARNING),
        ("ww", 0, State.LEARNING),
        ("rr", 0, State.LEARNING),
        ("rr", 1, State.LEARNING),
        ("rr", 3, State.DUE),
        ("rrww", 0, State.SLIPPING),
        ("rrww", 9, State.SLIPPING),
        ("rrwwr", 0, State.LEARNING),
    ],
)
def test_claims_follow_from_what_happened(said: str, later: float, claim: State) -> None:
    assert state_of(after(said), NOON + days(later)) is claim


def test_mastery_needs_spaced_days_and_the_higher_level() -> None:
    one_day, spaced = after("rrrr"), after("rrrr", gap=2)
    low = after("rr", gap=2)

    assert state_of(one_day, NOON) is State.LEARNING
    assert state_of(spaced, NOON + days(6)) is State.MASTERED
    assert state_of(spaced, NOON + days(6), highest_level=3) is State.LEARNING
    assert state_of(low, NOON + days(2)) is State.LEARNING


def test_the_day_it_is_due_is_never_the_day_it_was_practised() -> None:
    assert due(SkillState()) is None
    assert due(after("w")) == NOON.date() + timedelta(days=1)
    assert due(after("rr")) == date(2026, 11, 4)


def test_a_review_from_the_future_is_due_now_and_the_next_one_sets_it_right() -> None:
    ahead = [(attempt("a", posed=f"p{number}"), NOON + days(365)) for number in range(2)]
    corrected = [*ahead, (attempt("a", posed="p2"), NOON)]

    assert state_of(replay(rows(ahead)).skill("a"), NOON) is State.DUE
    assert state_of(replay(rows(corrected)).skill("a"), NOON) is not State.DUE
    assert due(replay(rows(corrected)).skill("a")) == date(2026, 11, 4)


def test_held_next_and_locked_part_the_graph() -> None:
    graph = curriculum({"a": (), "b": ("a",), "c": ("a", "b")})
    learner = replay(rows([(attempt("a", posed=f"p{number}"), NOON) for number in range(2)]))

    found = standings(graph, learner, NOON)

    assert {name: (each.held, each.next, each.locked) for name, each in found.items()} == {
        "a": (True, False, False),
        "b": (False, True, False),
        "c": (False, False, True),
    }
    assert found["a"].recall == 1.0
    assert found["b"].recall is None


def test_a_chance_of_being_right_rises_with_practice_and_falls_with_time() -> None:
    chances = [predicted(after(said), NOON) for said in ("ww", "", "r", "rr", "rrr")]

    assert chances == sorted(chances)
    assert all(0 < chance < 1 for chance in chances)
    assert predicted(after("rr"), NOON + days(60)) < predicted(after("rr"), NOON)


@pytest.mark.parametrize(
    ("question", "guess"),
    [(Question("yes", kind="boolean"), 0.5), (Question("a", kind="choice", options=("x", "y", "z", "w")), 0.25)],
)
def test_a_guess_counts_for_more_where_there_is_less_to_choose_from(question: Question, guess: float) -> None:
    hopeless = after("wwww")

    assert predicted(hopeless, NOON, question) > guess
    assert predicted(hopeless, NOON, question) > predicted(hopeless, NOON, Question("3", kind="number"))


@pytest.mark.parametrize("said", ["", "r", "rrrr", "wrwr", "hhr", "www"])
def test_the_sceptic_never_believes_more(said: str) -> None:
    ratings = {"r": Rating.GOOD, "w": Rating.AGAIN, "h": Rating.HARD}
    outcomes = [Practised(NOON.date(), 1, ratings[each]) for each in said]

    assert knowing(outcomes, SCEPTIC) < knowing(outcomes, LIKELY)


def test_recall_is_unknown_before_the_first_problem() -> None:
    assert recall(SkillState(), NOON) is None
