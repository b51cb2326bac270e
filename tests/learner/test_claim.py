"""The claim in words says exactly what the standings say, from the same figures."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner.rows import NOON, attempt, curriculum, days, rows

from tutor.content.curriculum import Curriculum
from tutor.learner import mastery
from tutor.learner.claim import claim, in_words, on_day, percent
from tutor.learner.mastery import State, standings
from tutor.learner.memory import Learner, replay
from tutor.learner.skill_state import SkillState
from tutor.problem import Outcome

EDGES = {"a": (), "b": ("a",), "c": ("a", "b")}
HIGHEST = 2
GRAPH = Curriculum(curriculum(EDGES).strands, curriculum(EDGES).skills.values(), lambda: dict.fromkeys(EDGES, HIGHEST))


def after(gap: float = 0, **said: str) -> Learner:
    """Problems of skills right (r), wrong (w) or right with a hint (h), `gap` days apart, two at each level."""
    return replay(
        rows(
            (
                attempt(
                    skill,
                    Outcome.WRONG if each == "w" else Outcome.CORRECT,
                    posed=f"{skill}{index}",
                    hints=int(each == "h"),
                    level=min(1 + index // 2, HIGHEST),
                ),
                NOON + days(gap * index),
            )
            for skill, answers in said.items()
            for index, each in enumerate(answers)
        )
    )


def words(learner: Learner, skill: str, later: float = 0, graph: Curriculum = GRAPH) -> str:
    return " ".join(in_words(claim(graph, learner, skill, NOON + days(later))))


@pytest.mark.parametrize(
    ("learner", "skill", "later", "said"),
    [
        (Learner(), "a", 0, "Next: not practised yet, and it rests on nothing else."),
        (after(a="rr"), "b", 0, "Next: not practised yet, and all that it rests on is held."),
        (Learner(), "b", 0, "Locked. The plan waits until you hold A (not practised yet)."),
        (after(a="r"), "b", 0, "Locked. The plan waits until you hold A (surely 58 %, the gate is 70 %)."),
        (after(a="r"), "c", 0, "until you hold A (surely 58 %, the gate is 70 %) and B (not practised yet)."),
        (after(a="r"), "b", 0, "You may read it and practise it all the same, and that counts."),
        (after(a="r"), "a", 0, "Learning: 2 right in a row are wanted, 1 so far."),
        (after(a="rw"), "a", 0, "Learning: 2 right in a row are wanted, none so far."),
        (after(a="rrw"), "a", 0, "Learning: met, and not sure enough to build on."),
        (after(a="rrw"), "a", 0, "The last one was wrong."),
        (after(a="rr"), "a", 0, "Held: one may build on it."),
        (after(a="rr"), "a", 0, "Right 2 times in a row, today."),
        (after(a="rr"), "a", 0, "Recall is over 99 % now and falls to 90 % by 4 November: due then."),
        (after(a="rr"), "a", 2, "Due today: the chance of recall is 91 %."),
        (after(a="rr"), "a", 9, "Due since 4 November: the chance of recall is"),
        (after(a="rr"), "a", -9, "its last review lies in the future"),
        (after(a="rrww"), "a", 0, "Slipping: it was met before, and the last 2 were wrong."),
        (after(2, a="rrrr"), "a", 6, "Mastered, and held: one may build on it."),
        (after(2, a="rrrr"), "a", 7, "Right 4 times in a row over 6 days, yesterday."),
        (after(2, a="rrrr"), "a", 9, "3 days ago."),
    ],
)
def test_a_claim_is_said_in_words(learner: Learner, skill: str, later: float, said: str) -> None:
    assert said in words(learner, skill, later)


@pytest.mark.parametrize(
    ("learner", "later", "asks"),
    [
        (Learner(), 0, "Mastered asks for: right on two different days, right at level 2 and surely learnt with 90 %."),
        (after(a="rr"), 0, "right on two different days (one so far), right at level 2 (level 1 so far) and "),
        (after(a="rr"), 0, "surely learnt with 90 % (88 % now)."),
        (after(a="w"), 0, "(none so far), right at level 2 (not yet)"),
        (after(2, a="rrrr"), 40, "(done); and that it is not due."),
        (after(2, a="rrrr"), 6, "It is mastered by being right on two different days (done), right at level 2 (done)"),
    ],
)
def test_what_mastery_asks_for_is_said_with_what_there_is(learner: Learner, later: float, asks: str) -> None:
    assert asks in words(learner, "a", later)


def test_the_highest_level_is_that_of_the_exercises() -> None:
    higher = Curriculum(GRAPH.strands, GRAPH.skills.values(), lambda: {"a": 4})
    learner, at = after(2, a="rrrr"), NOON + days(6)

    assert "right at level 4 (level 2 so far)" in words(learner, "a", 6, higher)
    assert standings(GRAPH, learner, at)["a"].state is State.MASTERED
    assert standings(higher, learner, at)["a"].state is State.LEARNING


def test_a_skill_that_nothing_practises_promises_nothing() -> None:
    said = words(Learner(), "a", graph=curriculum(EDGES))

    assert said == "No exercise practises it yet; its lesson can be read."


def test_what_placement_presumes_is_said_with_its_chance_and_stands_in_the_way() -> None:
    learner = Learner(skills={"a": SkillState(inferred=0.92)})

    assert words(learner, "a").startswith("Presumed known, with 92 % by the placement; one problem will verify it.")
    assert "until you hold A (presumed known, to be verified)" in words(learner, "b")


def test_what_rests_on_something_presumed_further_below_waits_for_that() -> None:
    held = after(b="rr").skills["b"]
    learner = Learner(skills={"a": SkillState(inferred=0.92), "b": held})
    graph = Curriculum(
        GRAPH.strands, [*GRAPH.skills.values(), replace(GRAPH.skills["b"], id="d", prerequisites=("b",))]
    )

    assert [each.skill for each in claim(graph, learner, "d", NOON).missing] == ["a"]


def test_a_run_longer_than_is_remembered_is_counted_without_its_days() -> None:
    said = words(after(1, a="r" * 15), "a", 14)

    assert "Right 15 times in a row, today." in said


@given(st.text("rwh", max_size=14), st.text("rwh", max_size=4), st.floats(0, 3), st.floats(-3, 200))
def test_words_and_standings_never_differ(first: str, second: str, gap: float, later: float) -> None:
    learner, at = after(gap, a=first, b=second), NOON + days(later)
    now = standings(GRAPH, learner, at)

    for skill, standing in now.items():
        found = claim(GRAPH, learner, skill, at)
        assert (found.state, found.is_held, found.is_next) == (standing.state, standing.held, standing.next)
        assert bool(found.missing) == standing.locked
        assert (found.surely > mastery.GATE) == standing.held
        if standing.state is State.MASTERED:
            assert all(each.is_met for each in found.asks)
        assert in_words(found)


@pytest.mark.parametrize(
    ("chance", "likely", "bound"),
    [(0.93, "93 %", "93 %"), (0.999, "over 99 %", "99 %"), (0.896, "90 %", "89 %"), (0.001, "under 1 %", "under 1 %"),
     (1.0, "over 99 %", "99 %"), (0.0, "under 1 %", "under 1 %")],
)  # fmt: skip
def test_a_chance_is_never_said_to_be_certain_and_a_bound_never_rounded_up(chance: float, likely: str, bound: str):
    assert percent(chance) == likely
    assert percent(chance, bound=True) == bound


def test_a_day_of_another_year_says_so() -> None:
    assert on_day(date(2026, 12, 17), date(2026, 11, 2)) == "17 December"
    assert on_day(date(2027, 1, 8), date(2026, 11, 2)) == "8 January 2027"
