"""What a test says, from its rows alone: credits, estimates, what was surely wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner.rows import NOON, attempt, curriculum, row, rows

from tutor.learner.assessment import Sitting, posed_key, result_of, sittings, whole_share
from tutor.learner.beta import jeffreys
from tutor.learner.mastery import due
from tutor.learner.memory import Learner, advance, replay
from tutor.learner.planner import plan
from tutor.learner.records import Attempt, GivenUp, Pick, Record, SelfTestBegun, SelfTestEnded, Skip, Undo
from tutor.learner.skill_state import SkillState
from tutor.problem import Outcome

RIGHT, WRONG, FORM, CARRIED, UNDECIDED = (
    Outcome.CORRECT,
    Outcome.WRONG,
    Outcome.OTHER_FORM,
    Outcome.CARRIED,
    Outcome.UNDECIDED,
)


def picks(*skills: str) -> tuple[Pick, ...]:
    return tuple(Pick(skill, f"{skill}/one", 1, seed) for seed, skill in enumerate(skills, 1))


def of(number: int, skill: str, verdict: Outcome = RIGHT, **more: object) -> Record:
    """A row about the question of this number."""
    return attempt(skill, verdict, posed=posed_key("t", number), mode="test", session="t", **more)


def sat(*records: Record, asked: tuple[str, ...] = ("a", "b", "a", "c")) -> Sitting:
    begun = SelfTestBegun("t", ("strand/all",), tuple(dict.fromkeys(asked)), picks(*asked))
    (one,) = sittings(replay(rows((each, NOON) for each in (begun, *records))).tests)
    return one


def test_a_test_is_rebuilt_from_its_rows() -> None:
    sitting = sat(of(1, "a", answer="x+1"), of(2, "b", WRONG), SelfTestEnded("t", "stopped"))

    assert (sitting.answered, sitting.why, sitting.choice) == (2, "stopped", ("strand/all",))
    assert [each.credit for each in sitting.questions] == [1.0, 0.0, None, None]
    assert sitting.questions[0].answers[0].typed == "x+1"


@pytest.mark.parametrize(
    ("records", "credit"),
    [
        ((of(1, "a", RIGHT),), 1.0),
        ((of(1, "a", FORM),), 0.5),
        ((of(1, "a", WRONG),), 0.0),
        ((of(1, "a", kind=GivenUp),), 0.0),
        ((of(1, "a", UNDECIDED),), None),
        ((), None),
        ((of(1, "a", kind=Skip),), 0.0),
        ((of(1, "a", kind=Skip), of(1, "a", RIGHT)), 1.0),
        ((of(1, "a", WRONG, part="p"), of(1, "a", CARRIED, part="q")), 0.5),
        ((of(1, "a", RIGHT, part="p"), of(1, "a", UNDECIDED, part="q")), 1.0),
    ],
    ids=lambda each: "",
)
def test_credit(records: tuple[Record, ...], credit: float | None) -> None:
    assert sat(*records).questions[0].credit == credit


def test_what_was_taken_back_does_not_count() -> None:
    begun = SelfTestBegun("t", (), ("a",), picks("a"))
    answered = rows([(begun, NOON), (of(1, "a", WRONG), NOON), (Undo("row-2"), NOON), (of(1, "a", RIGHT), NOON)])

    (sitting,) = sittings(replay(answered).tests)

    assert sitting.questions[0].credit == 1.0


def test_each_skill_has_its_own_estimate() -> None:
    result = result_of(sat(of(1, "a"), of(2, "b", WRONG), of(3, "a", FORM)))

    assert [(each.skill, each.right, each.asked) for each in result.skills] == [("a", 1.5, 2), ("b", 0.0, 1)]
    assert result.skills[0].share == jeffreys(1.5, 2)
    assert result.unasked == ("c",)


@pytest.mark.parametrize(
    ("credits", "successes", "effective"),
    [
        ([[1, 1, 0, 1]], 3, 4),  # one skill: the plain share
        ([[1], [0], [1], [1]], 3, 4),  # as many of each: the plain share
        ([[1, 1, 1], [0]], 1.5, 3),  # (1 + 0) / 2 of 2^2 / (1/3 + 1)
        ([[1, 1, 1], []], 3, 3),  # of a skill that was not asked nothing is said
    ],
    ids=str,
)
def test_skills_weigh_the_same(credits: list[list[float]], successes: float, effective: float) -> None:
    share = whole_share(credits)

    assert share is not None
    assert share.likely == pytest.approx(jeffreys(successes, effective).likely)
    assert (share.low, share.high) == pytest.approx(
        (jeffreys(successes, effective).low, jeffreys(successes, effective).high)
    )


@given(st.lists(st.lists(st.sampled_from([0.0, 0.5, 1 / 3, 1.0]), max_size=6), max_size=12))
def test_any_test_has_a_sound_estimate_or_none(credits: list[list[float]]) -> None:
    share = whole_share(credits)

    assert (share is None) == (not any(credits))
    assert share is None or 0 <= share.low <= share.likely <= share.high <= 1


def test_nothing_answered_says_nothing() -> None:
    assert result_of(sat()).whole is None


@pytest.mark.parametrize(("confidence", "is_sure"), [(0.95, True), (0.8, True), (0.5, False), (None, False)])
def test_sure_and_wrong_is_found_and_due_within_the_week(confidence: float | None, is_sure: bool) -> None:
    steady = [(attempt("a", posed=f"p{day}"), NOON + timedelta(days=day)) for day in (0, 3, 12, 45, 150, 500)]
    wrong = of(1, "a", WRONG, confidence=confidence)
    at = NOON + timedelta(days=2500)
    begun = SelfTestBegun("t", (), ("a",), picks("a"))

    learner = replay(rows([*steady, (begun, at), (wrong, at)]))

    (sitting,) = sittings(learner.tests)
    back = due(learner.skill("a"))
    assert sitting.questions[0].is_sure_and_wrong is is_sure
    assert back is not None
    assert ((back - at.date()).days < 7) is is_sure


@pytest.mark.parametrize(("later", "is_settled"), [(0.1, False), (1, True)])
def test_a_right_answer_on_another_day_settles_a_surely_wrong_one(later: float, is_settled: bool) -> None:
    wrong = attempt("a", WRONG, posed="p1", confidence=0.95)
    after = replay(rows([(wrong, NOON), (attempt("a", posed="p2"), NOON + timedelta(days=later))]))

    assert (after.skill("a").sure_and_wrong is None) is is_settled


@pytest.mark.parametrize("record", [of(1, "a", WRONG), of(1, "a", kind=GivenUp)], ids=["wrong", "not known"])
def test_not_known_before_it_was_ever_practised_leaves_a_skill_new(record: Attempt | GivenUp) -> None:
    learner = replay(rows([(record, NOON)]))

    assert learner.skill("a").memory is None
    assert learner.skill("a").outcomes == ()


def test_right_before_it_was_ever_practised_counts_as_practice() -> None:
    assert replay(rows([(of(1, "a"), NOON)])).skill("a").memory is not None


def test_a_skill_that_was_presumed_known_is_refuted_by_a_test() -> None:
    presumed = replace(Learner(), skills={"a": SkillState(inferred=0.9)})

    after = advance(presumed, row(of(1, "a", WRONG)))

    assert after.skill("a").refuted
    assert not after.skill("a").is_presumed


def test_the_plan_says_that_one_was_sure_and_wrong() -> None:
    steady = [(attempt("a", posed=f"p{day}"), NOON + timedelta(days=day)) for day in (0, 3, 12, 45, 150, 500)]
    at = NOON + timedelta(days=600)
    learner = replay(rows([*steady, (attempt("a", WRONG, posed="p9", confidence=0.95), at)]))

    (planned, *_) = plan(curriculum({"a": ()}), learner, at + timedelta(days=6), 20).items

    assert planned.why == "due"
    assert planned.reason == "6 days ago, sure and wrong"
