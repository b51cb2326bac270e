"""The shipped graph and lessons are sound, and faulty ones are refused in words."""

import doctest
import re
from pathlib import Path

import numpy as np
import pytest

from tutor.content.curriculum import Curriculum, Skill, Strand, read_curriculum
from tutor.content.lesson import read_lesson, read_opening
from tutor.content.library import Library
from tutor.errors import ContentError

LIBRARY = Library.shipped()
SKILLS = LIBRARY.curriculum.order
TARGETS = {
    "grad-softmax-cross-entropy",
    "gradient-descent-step",
    "bayes-theorem",
    "eigenvalues-2x2",
    "quadratic-form-definiteness",
    "critical-point-classify",
    "tiny-transformer-forward",
}


def skill(name: str, *prerequisites: str, encompasses: dict[str, float] | None = None) -> Skill:
    return Skill(name, name.title(), "s", prerequisites, encompasses or {}, (), 5)


def test_the_course_reaches_what_it_promises() -> None:
    assert set(SKILLS) >= TARGETS
    assert len(SKILLS) == 79


def test_prerequisites_come_first() -> None:
    places = {each: index for index, each in enumerate(SKILLS)}

    assert all(
        places[needed] < places[each] for each in SKILLS for needed in LIBRARY.curriculum.skills[each].prerequisites
    )


def test_no_prerequisite_is_implied_by_another() -> None:
    for each in SKILLS:
        prerequisites = LIBRARY.curriculum.skills[each].prerequisites
        implied = set().union(*(LIBRARY.curriculum.ancestors(needed) for needed in prerequisites))
        assert not implied & set(prerequisites), each


def test_a_circle_is_named() -> None:
    with pytest.raises(ContentError, match="wait for one another"):
        Curriculum([Strand("s", "S")], [skill("a", "b"), skill("b", "a")])


def test_an_unknown_prerequisite_is_named() -> None:
    with pytest.raises(ContentError, match="no skill 'nowhere'"):
        Curriculum([Strand("s", "S")], [skill("a", "nowhere")])


def test_only_ancestors_can_be_encompassed() -> None:
    with pytest.raises(ContentError, match="not among what this skill rests on"):
        Curriculum([Strand("s", "S")], [skill("a"), skill("b", encompasses={"a": 0.5})])


OPENING = """+++
title = "One"
prerequisites = []
encompasses = {}
terms = ["a"]
minutes = 3
+++

# One
"""


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("+++", "", "begins with a block"),
        ('"One"', "", "no TOML"),
        ("minutes = 3\n", "", "'minutes'"),
        ("minutes = 3", 'minutes = "three"', "'minutes'"),
        ("minutes = 3", "minutes = 3\nmood = 1", "no such key"),
        ("{}", "{a = 2}", "between 0 and 1"),
    ],
)
def test_a_faulty_opening_is_refused_in_words(tmp_path: Path, was: str, becomes: str, complaint: str) -> None:
    file = tmp_path / "one.md"
    file.write_text(OPENING.replace(was, becomes))

    with pytest.raises(ContentError, match=complaint):
        read_opening(file)


def test_a_lesson_is_its_opening_and_its_page(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "strands.toml").write_text('[[strand]]\nid = "s"\ntitle = "S"\n')
    file = tmp_path / "s" / "one.md"
    file.write_text(OPENING)

    assert read_lesson(file).body == "# One\n"
    assert read_curriculum(tmp_path).skills["one"].terms == ("a",)


@pytest.mark.parametrize("name", SKILLS)
def test_the_numpy_of_a_lesson_does_what_it_says(name: str) -> None:
    body = LIBRARY.lesson(name).body
    block = re.search(r"## In NumPy\n.*?```python\n(.*?)```", body, re.DOTALL)
    assert block is not None, "every lesson has its few lines of NumPy"
    examples = doctest.DocTestParser().get_doctest(block[1], {"np": np}, name, None, 0)

    assert examples.examples
    assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0


@pytest.mark.parametrize("name", SKILLS)
def test_a_lesson_introduces_its_own_terms(name: str) -> None:
    lesson = LIBRARY.lesson(name)
    text = re.sub(r"[*\s]+", " ", lesson.body).lower()

    assert [term for term in lesson.opening.terms if term.lower() not in text] == []


@pytest.mark.parametrize("name", SKILLS)
def test_a_lesson_uses_only_terms_that_it_or_its_ancestors_introduce(name: str) -> None:
    graph = LIBRARY.curriculum
    known = {term.lower() for each in (*graph.ancestors(name), name) for term in graph.skills[each].terms}
    later = {term.lower() for each in graph.skills.values() for term in each.terms} - known
    body = re.split(r"^## In a language model$", LIBRARY.lesson(name).body, flags=re.MULTILINE)[0].lower()
    words = " ".join(re.findall(r"[a-z0-9-]+", re.sub(r"```.*?```|\$[^$]*\$", " ", body, flags=re.DOTALL)))

    assert sorted(term for term in later if re.search(rf"\b{re.escape(term)}s?\b", words)) == []


@pytest.mark.parametrize("name", SKILLS)
def test_every_skill_has_exercises_of_rising_levels(name: str) -> None:
    levels = {level for exercise in LIBRARY.pack(name).exercises for level in exercise.levels}

    assert len(LIBRARY.pack(name).exercises) >= 3
    assert max(levels) > min(levels)


def test_there_are_at_least_320_exercises() -> None:
    assert sum(len(pack.exercises) for pack in LIBRARY.packs()) >= 320


@pytest.mark.parametrize("name", ["no-such", "no-pack/x", "softmax-compute/no-such", ""])
def test_an_unknown_exercise_is_named(name: str) -> None:
    with pytest.raises(ContentError, match="no exercise"):
        LIBRARY.exercise(name)
