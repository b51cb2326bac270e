"""The map without a screen: signs, what is in the way, the way to a goal, the order of what is next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner.rows import NOON, attempt, curriculum, days, rows

from tutor.content.curriculum import Curriculum, Skill, Strand
from tutor.content.library import Library
from tutor.learner.mastery import standings
from tutor.learner.memory import Learner, replay
from tutor.problem import Outcome
from tutor.session.map import NEXT, WAY, Sign, SkillMap, skill_map

EDGES = {"a": (), "b": ("a",), "c": ("b",), "d": ("a",), "e": ("c", "d"), "f": ()}
LEVELS = dict.fromkeys(EDGES, 2)


def graph(edges: dict[str, tuple[str, ...]] = EDGES, practised: str = "abcdef") -> Curriculum:
    whole = curriculum(edges)
    return Curriculum(whole.strands, whole.skills.values(), lambda: {each: LEVELS[each] for each in practised})


def after(**said: str) -> Learner:
    return replay(
        rows(
            (attempt(skill, Outcome.WRONG if each == "w" else Outcome.CORRECT, posed=f"{skill}{index}"), NOON)
            for skill, answers in said.items()
            for index, each in enumerate(answers)
        )
    )


def drawn(learner: Learner, later: float = 0, goal: tuple[str, str] | None = None) -> SkillMap:
    return skill_map(graph(), learner, NOON + days(later), goal=goal)


@pytest.mark.parametrize(
    ("said", "later", "sign", "beside"),
    [
        ({}, 0, Sign.NEXT, "opens B + 1"),
        ({"a": "r"}, 0, Sign.LEARNING, "begun"),
        ({"a": "rrw"}, 0, Sign.LEARNING, "wrong last time"),
        ({"a": "rr"}, 0, Sign.HELD, "until 4 November"),
        ({"a": "rr"}, 2, Sign.DUE, "today"),
        ({"a": "rr"}, 4, Sign.DUE, "since 4 November"),
        ({"a": "rrww"}, 0, Sign.SLIPPING, "2 wrong in a row"),
    ],
)
def test_a_skill_has_one_sign_and_a_reason(said: dict[str, str], later: float, sign: Sign, beside: str) -> None:
    spot = drawn(after(**said), later).spots["a"]

    assert (spot.sign, spot.beside) == (sign, beside)


@pytest.mark.parametrize(
    ("said", "skill", "missing", "beside", "first"),
    [
        ({}, "c", ("b",), "waits for B", ("a",)),
        ({}, "e", ("c", "d"), "waits for C + 1", ("a",)),
        ({"a": "rr"}, "c", ("b",), "waits for B", ("b",)),
        ({"a": "rr"}, "e", ("c", "d"), "waits for C + 1", ("d", "b")),
        ({"a": "rr", "d": "rr", "b": "rr"}, "e", ("c",), "waits for C", ("c",)),
        ({"c": "r"}, "c", ("b",), "begun", ("a",)),
    ],
)
def test_what_is_locked_names_what_is_in_its_way_and_where_to_begin(
    said: dict[str, str], skill: str, missing: tuple[str, ...], beside: str, first: tuple[str, ...]
) -> None:
    found = drawn(after(**said))

    assert found.spots[skill].missing == missing
    assert found.spots[skill].beside == beside
    assert found.first_steps(skill) == first


def test_what_is_held_has_nothing_in_its_way_though_a_prerequisite_is_lost() -> None:
    assert drawn(after(b="rr")).spots["b"].missing == ()


def test_next_comes_first_what_is_begun_before_what_leads_to_the_goal_before_what_opens_most() -> None:
    learner = after(a="rr", f="r")

    assert drawn(learner).next == ("f", "b", "d")
    assert drawn(learner, goal=("D", "ad")).next == ("f", "d", "b")


def test_the_way_to_the_goal_is_a_section_and_marks_its_skills() -> None:
    found = drawn(Learner(), goal=("To D", "ad"))

    assert found.goal == "To D"
    assert [(each.id, each.skills) for each in found.sections[:2]] == [(NEXT, ("a", "f")), (WAY, ("a", "d"))]
    assert [each for each, spot in found.spots.items() if spot.on_way] == ["a", "d"]
    assert [each.id for each in drawn(Learner()).sections] == [NEXT, "all"]


def test_neighbours_are_what_is_needed_and_what_is_opened() -> None:
    spot = drawn(Learner()).spots["a"]

    assert (spot.needs, spot.opens) == ((), ("b", "d"))


def test_strands_without_skills_are_left_out_and_each_skill_has_its_home() -> None:
    strands = [Strand("one", "One"), Strand("none", "None"), Strand("two", "Two")]
    skills = [Skill("x", "X", "two", (), {}, (), 1), Skill("y", "Y", "one", ("x",), {}, (), 1)]
    found = skill_map(Curriculum(strands, skills), Learner(), NOON)

    assert [each.title for each in found.sections] == ["Next", "One", "Two"]
    assert [found.sections[found.home(each)].id for each in "xy"] == ["two", "one"]


def test_a_skill_that_nothing_practises_is_shown_and_stands_in_nobodys_way() -> None:
    whole = graph(practised="acdef")
    found = skill_map(whole, after(a="rr"), NOON, course=whole.only("acdef"))

    assert (found.spots["b"].sign, found.spots["b"].beside) == (Sign.LOCKED, "no exercises yet")
    assert not found.spots["b"].is_practised
    assert found.spots["c"].sign is Sign.NEXT
    assert "b" not in found.next


@pytest.mark.parametrize(
    ("sought", "found"),
    [("SOFTMAX comp", "softmax-compute"), ("cosine rank", "cosine-ranking"), ("unit vector", "vector-norms")],
)
def test_search_finds_by_title_id_strand_and_terms(sought: str, found: str) -> None:
    whole = skill_map(Library.shipped().curriculum, Learner(), NOON)

    assert whole.found(sought)[0] == found
    assert whole.found("no such words at all") == ()
    assert len(whole.found("")) == len(whole.spots)


@given(st.fixed_dictionaries({each: st.text("rw", max_size=4) for each in EDGES}), st.floats(0, 60))
def test_signs_agree_with_the_standings_the_plan_goes_by(said: dict[str, str], later: float) -> None:
    learner = after(**said)
    found, now = drawn(learner, later), standings(graph(), learner, NOON + days(later))

    for skill, standing in now.items():
        spot = found.spots[skill]
        assert (skill in found.next) == standing.next
        assert bool(spot.missing) == standing.locked
        if spot.sign is Sign.HELD:
            assert standing.held
        if spot.sign is Sign.LOCKED:
            assert standing.locked
        assert all(not found.spots[each].missing for each in found.first_steps(skill))
    assert sum(found.counts.values()) == len(EDGES)
