"""What an author sees while writing: levels, faults in their place, shares, and what is kept between two saves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tutor.errors import ContentError
from tutor.maths.posing import preview
from tutor.maths.posing.preview import ALL_LEVELS, Memory, Wish, previewed

PACK = """\
format = 1
skill  = "sum-notation"

[[exercise]]
id     = "add"
levels = [1, 2]
kind   = "number"
let    = 'a, b = integers(2, by_level(1..9, 11..99))'
ask    = 'What is ${= a} + {= b}$?'
answer = 'a + b'

[[exercise]]
id     = "double"
levels = [1]
kind   = "number"
let    = 'a = integer(1..9)'
ask    = 'What is twice ${= a}$?'
answer = '2 a'
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "sums.toml"
    made.write_text(PACK, encoding="utf-8")
    return made


def asked(problem: dict[str, Any]) -> str:
    return str(problem["parts"][0]["statement"])


@pytest.mark.parametrize(("level", "shown"), [(None, [1, 1]), (2, [2, 2]), (4, [1, 1]), (ALL_LEVELS, [1, 1, 2, 2])])
def test_one_level_is_shown_or_all_of_them(file: Path, level: int | None, shown: list[int]) -> None:
    add, _ = previewed(Wish(str(file), level=level, count=2), Memory())["exercises"]

    assert [each["level"] for each in add["problems"]] == shown
    assert [each["seed"] for each in add["problems"]] == [1, 2] * (len(shown) // 2)


def test_a_fault_stands_in_the_place_of_its_exercise_or_is_told_as_being_elsewhere(file: Path) -> None:
    file.write_text(PACK.replace("'a + b'", "'a + '"), encoding="utf-8")

    both = previewed(Wish(str(file)), Memory())
    other = previewed(Wish(str(file), "double"), Memory())

    add, double = both["exercises"]
    assert (add["fault"]["line"], add["fault"]["key"]) == (10, "answer")
    assert len(double["problems"]) == 3
    assert both["elsewhere"] is None
    assert (other["elsewhere"]["exercise"], other["elsewhere"]["line"]) == ("add", 10)


def test_a_save_poses_what_was_changed_and_nothing_else(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    posed: list[str] = []

    def pose(exercise: Any, *rest: Any) -> Any:
        posed.append(exercise.id)
        return original(exercise, *rest)

    original, memory = preview.pose, Memory()
    monkeypatch.setattr(preview, "pose", pose)
    previewed(Wish(str(file), count=1), memory)
    file.write_text("# a comment\n" + PACK.replace("What is twice", "Double"), encoding="utf-8")

    add, double = previewed(Wish(str(file), count=1), memory)["exercises"]

    assert posed == ["add", "double", "double"]
    assert asked(double["problems"][0]).startswith("Double")
    assert (add["line"], double["line"]) == (5, 13)


def test_what_the_file_says_for_all_concerns_every_exercise(file: Path) -> None:
    memory = Memory()
    shared = PACK.replace('skill  = "sum-notation"\n', "skill  = \"sum-notation\"\nlet = '''\nc = CHOSEN\n'''\n", 1)
    shared = shared.replace("2 a'", "c a'")
    file.write_text(shared.replace("CHOSEN", "2"), encoding="utf-8")
    before = previewed(Wish(str(file), "double"), memory)["exercises"][0]["problems"][0]
    file.write_text(shared.replace("CHOSEN", "3"), encoding="utf-8")

    after = previewed(Wish(str(file), "double"), memory)["exercises"][0]["problems"][0]

    answers = [int(each["parts"][0]["question"]["against"]) for each in (before, after)]
    assert answers[0] * 3 == answers[1] * 2


@pytest.mark.parametrize(("condition", "share"), [("a >= 1", 1.0), ("a > 9", 0.0)])
def test_the_share_of_a_condition_is_counted(file: Path, condition: str, share: float) -> None:
    (shown,) = previewed(Wish(str(file), "double", condition=condition), Memory())["exercises"]

    assert shown["share"] == share


def test_a_condition_that_cannot_be_counted_hides_no_problem(file: Path) -> None:
    (shown,) = previewed(Wish(str(file), "double", condition="a > "), Memory())["exercises"]

    assert "share" not in shown
    assert shown["unclear"]
    assert len(shown["problems"]) == 3


def test_an_exercise_that_is_gone_is_told(file: Path) -> None:
    with pytest.raises(ContentError, match="no exercise 'triple'"):
        previewed(Wish(str(file), "triple"), Memory())
