"""The named paths: the shipped ones are sound, and faulty ones are refused in words."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from learner.rows import curriculum

from tutor.content.curriculum import Curriculum
from tutor.content.goals import Goal, read_goals
from tutor.content.library import Library
from tutor.errors import ContentError

LIBRARY = Library.shipped()
WHOLE = {"one-prediction", "everything"}
GRAPH = curriculum({"a": (), "b": ("a",), "c": ("b",), "d": ("b",), "e": ("c", "d"), "f": ()})
PATH = """\
[[goal]]
id = "path"
title = "A path"
about = "Where it leads."
targets = ["c"]
"""


def read(text: str, folder: Path) -> tuple[Goal, ...]:
    file = folder / "goals.toml"
    file.write_text(text, encoding="utf-8")
    return read_goals(file, GRAPH)


@pytest.mark.parametrize("goal", LIBRARY.goals, ids=lambda goal: goal.id)
def test_a_path_that_is_not_whole_says_so(goal: Goal) -> None:
    assert (goal.cut is None) is (goal.id in WHOLE)
    assert len(LIBRARY.curriculum.path(goal.targets)) >= 14


def test_every_skill_that_something_rests_on_lies_on_a_named_path_and_everything_is_on_the_last() -> None:
    *named, everything = LIBRARY.goals
    reached = {each for goal in named for each in LIBRARY.curriculum.path(goal.targets)}

    assert everything.targets == LIBRARY.curriculum.order
    assert all(not LIBRARY.curriculum.opens(each) for each in LIBRARY.curriculum.order if each not in reached)


def test_no_two_goals_are_the_same_path() -> None:
    paths = sorted(LIBRARY.curriculum.path(goal.targets) for goal in LIBRARY.goals)

    assert all(one != other for one, other in pairwise(paths))


def test_a_skill_is_a_goal_of_its_own_and_an_unknown_name_is_none() -> None:
    one = LIBRARY.goal("temperature")

    assert one is not None
    assert one.targets == ("temperature",)
    assert LIBRARY.goal("one-prediction") in LIBRARY.goals
    assert LIBRARY.goal("gone-since") is None


def test_a_goal_is_read(tmp_path: Path) -> None:
    second = PATH.replace('"path"', '"all"').replace('["c"]', '"everything"')

    found = read(f'{PATH}cut = "Not all."\n{second}', tmp_path)

    assert found[0] == Goal("path", "A path", "Where it leads.", ("c",), "Not all.")
    assert found[1].targets == GRAPH.order


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"c"]', '"nowhere"]', "path: targets: There is no skill 'nowhere'."),
        ('["c"]', '["c", "c"]', "stands here twice"),
        ('["c"]', "[]", "a list of skills, or 'everything'"),
        ('["c"]', '"c"', "a list of skills, or 'everything'"),
        ('["c"]', "[3]", "a list of skills, or 'everything'"),
        ('targets = ["c"]', "", "path: targets: A goal needs 'targets'"),
        ('id = "path"', "", "goal 1: id: A goal needs 'id', a text."),
        ('"path"', '"a"', "a: id: A skill has this name"),
        ('"A path"', "3", "path: title: A goal needs 'title', a text."),
        ('"Where it leads."', '" "', "path: about: A goal needs 'about', a text."),
        ('title = "A path"', 'title = "A path"\ncut = ""', "path: cut: This is a text, or left out."),
        ('title = "A path"', 'title = "A path"\ncolour = "red"', "path: colour: A goal has no such key."),
        ("[[goal]]", "[goal]", "Goals are written as [[goal]] tables"),
        ("[[goal]]", "x = 1\n[[goal]]", "nothing stands beside them"),
        ("[[goal]]", "[[goal]", "The goals cannot be read"),
        (PATH, PATH + PATH, "path: id: Two goals have this id."),
    ],
)
def test_a_faulty_goal_is_refused_in_words(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(PATH.replace(old, new, 1), tmp_path)

    assert str(caught.value).startswith("goals.toml: ")
    assert said in str(caught.value)


def test_a_curriculum_without_goals_has_none(tmp_path: Path) -> None:
    (tmp_path / "strands.toml").write_text("strand = []", encoding="utf-8")

    assert Library(tmp_path, tmp_path).goals == ()


# The path, and the graph without some skills


def test_a_path_is_its_targets_and_all_they_rest_on_prerequisites_first() -> None:
    assert GRAPH.path(["d", "nowhere"]) == ("a", "b", "d")
    assert GRAPH.path([]) == ()


@st.composite
def graphs(draw: st.DrawFn) -> Curriculum:
    names = [f"s{number}" for number in range(draw(st.integers(1, 9)))]
    edges = {
        name: tuple(draw(st.lists(st.sampled_from(names[:index]), unique=True, max_size=3)) if index else ())
        for index, name in enumerate(names)
    }
    return curriculum(edges)


@given(graphs(), st.data())
def test_leaving_skills_out_keeps_what_rests_on_what(graph: Curriculum, data: st.DataObject) -> None:
    kept = set(data.draw(st.lists(st.sampled_from(graph.order), unique=True)))

    left = graph.only(kept)

    assert set(left.skills) == kept
    for each in kept:
        assert left.ancestors(each) == graph.ancestors(each) & kept


@given(graphs(), st.data())
def test_in_place_of_a_skill_left_out_stand_the_nearest_below_it(graph: Curriculum, data: st.DataObject) -> None:
    kept = set(data.draw(st.lists(st.sampled_from(graph.order), unique=True)))
    targets = data.draw(st.lists(st.sampled_from(graph.order), unique=True))

    nearest = graph.nearest(targets, kept)

    assert set(graph.only(kept).path(nearest)) == set(graph.path(targets)) & kept


def test_the_course_is_what_exercises_practise(tmp_path: Path) -> None:
    course = LIBRARY.course

    assert set(course.skills) == {each for each in LIBRARY.curriculum.order if LIBRARY.offers(each)}
