"""Problems in several parts, and the sorts of answers that are more than one value, from file to verdict."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tutor.content.pack import read_pack
from tutor.maths.check import check
from tutor.maths.posing.carrying import carried
from tutor.maths.posing.pose import pose
from tutor.maths.proving.proof import prove_file
from tutor.problem import Carry, Outcome, Problem

FILE = Path(__file__).parent / "sorts.toml"
PACK = read_pack(FILE)
EXERCISES = {each.id: each for each in PACK.exercises}
LIBRARY: Any = SimpleNamespace(exercise=lambda name: (PACK, EXERCISES[name.partition("/")[2]]))


def posed(name: str, seed: int = 1, level: int | None = None) -> Problem:
    exercise = EXERCISES[name]
    return pose(exercise, PACK, level or exercise.levels[0], seed)


def test_every_sort_is_proved_sound() -> None:
    assert prove_file(FILE, seeds=6, skills={"sum-notation"}) == []


def test_a_later_part_is_worked_out_from_an_earlier_one() -> None:
    problem = posed("head-by-hand")

    assert problem.has_parts
    assert [part.id for part in problem.parts] == ["scores", "weights", "output"]
    assert problem.statement.startswith("One head has")
    assert all(check(part.question, part.answer).outcome is Outcome.CORRECT for part in problem.parts)
    assert set(problem.values) == {"Q", "K", "V"}


SCORES = "[[1, 2]]"
FROM_SCORES = "[[0.269, 0.731]]"


def carry(part: str, **gave: str) -> Carry:
    return Carry("sorts/head-by-hand", 2, 1, part, gave)


def test_what_follows_from_the_learners_own_value_is_carried() -> None:
    assert posed("head-by-hand").parts[0].answer != SCORES

    verdict = carried(carry("weights", scores=SCORES), FROM_SCORES, LIBRARY)

    assert verdict is not None
    assert verdict.outcome is Outcome.CARRIED
    assert "scores" in verdict.message


@pytest.mark.parametrize(
    ("part", "gave", "answer"),
    [
        ("weights", {"scores": SCORES}, "[[0.5, 0.5]]"),
        ("weights", {"scores": "[[1, 2, 3]]"}, "[[0.09, 0.245, 0.665]]"),
        ("weights", {"scores": "nonsense ("}, FROM_SCORES),
        ("weights", {"scores": "[[1, x]]"}, FROM_SCORES),
        ("output", {"weights": "[[0, 0]]"}, "[[0, 0]]"),
        ("weights", {}, FROM_SCORES),
    ],
    ids=["does not follow", "another shape", "unreadable", "a name", "nothing left to do", "nothing given"],
)
def test_what_does_not_follow_is_not_carried(part: str, gave: dict[str, str], answer: str) -> None:
    assert carried(carry(part, **gave), answer, LIBRARY) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("diagonalise", "wrong way round"),
        ("right-angle", "dot product is not zero"),
        ("size-of-weights", "two bytes"),
        ("half-open", "brackets are exchanged"),
        ("plane", "One vector"),
        ("outer-product", "transpose"),
        ("product-shape", "inner sizes"),
        ("back-from-the-slope", "derivative"),
        ("two-logits", "flipped"),
    ],
)
def test_the_mistake_of_every_sort_is_told(name: str, said: str) -> None:
    problem = posed(name)
    (part,) = problem.parts
    wrong = part.mistakes[0].answer or {
        "diagonalise": part.answer.replace("P = [[1, ", "P = [[1, -"),
        "right-angle": "[1, 0]",
    }.get(name, "")

    verdict = check(part.question, wrong, part.mistakes)

    assert verdict.outcome is Outcome.WRONG
    assert said in verdict.message


def test_a_condition_carries_values_and_not_their_names() -> None:
    must = posed("right-angle").parts[0].question.must

    assert len(must) == 2
    assert all("u" not in line for line in must)


def test_the_lines_of_a_derivation_keep_the_form_in_which_they_are_written() -> None:
    (part,) = posed("two-logits").parts
    values = posed("two-logits").values

    given, between, goal = part.answer.split("; ")

    p, q, c = (int(values[name]) for name in "pqc")
    assert given.startswith("e^x/" if p == 1 else f"e^({p}*x)/")
    assert between.startswith("1/(1 + ")
    assert goal.startswith("1/(1 + e^(")
    assert f"{abs(q - p)}*x" in goal or abs(q - p) == 1
    assert ("+ -" in part.answer, "1*x" in part.answer.replace(f"{abs(c)}1*x", "")) == (False, False)


def test_a_derivation_without_steps_is_solved_by_its_own_lines(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    begin = text.index("[[exercise]]", text.index('id     = "head-by-hand"'))
    head, exercise = text[: text.index("[[exercise]]")], text[begin : text.index("[[exercise.mistake]]", begin)]
    file = tmp_path / "lines.toml"
    file.write_text(head + "\n".join(line for line in exercise.splitlines() if not line.startswith("steps")))
    (only,) = read_pack(file).exercises

    solution = pose(only, read_pack(file), 3, 1).parts[0].solution

    assert solution.count("$= ") == 2
