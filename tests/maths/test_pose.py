"""An exercise and a seed make one problem, the same for ever."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tutor.content.exercise import Exercise, Pack
from tutor.content.pack import read_pack
from tutor.errors import ContentError
from tutor.expression.reader import read
from tutor.maths.posing.pose import pose
from tutor.problem import Problem

ANCHORS = Path(__file__).parent / "anchors.toml"
PACK = read_pack(ANCHORS)
EXERCISES = {each.id: each for each in PACK.exercises}

GOLDEN = [{"z": "[1, -1, 4]"}, {"p": "1/10", "hit": "3/4", "alarm": "1/20", "flag": "3/25"}, {"z": "[6, -7, 5]"}]


def _problem(name: str, seed: int = 0, level: int | None = None) -> Problem:
    exercise = EXERCISES[name]
    return pose(exercise, PACK, level or exercise.levels[0], seed)


def _pack(folder: Path, lines: str) -> tuple[Exercise, Pack]:
    head = "format = 1\ntitle = 'T'\nversion = 1\nskill = 's'\n[[exercise]]\nid = 'e'\nlevels = [1]\n"
    file = folder / "p.toml"
    file.write_text(head + lines, encoding="utf-8")
    pack = read_pack(file)
    return pack.exercises[0], pack


def _attempt(file: Path) -> tuple[ContentError | None, list[Problem]]:
    try:
        pack = read_pack(file)
        return None, [pose(each, pack, each.levels[0], 1) for each in pack.exercises]
    except ContentError as error:
        return error, []


def _digest() -> str:
    texts = [
        repr(pose(each, PACK, level, seed)) for each in PACK.exercises for level in each.levels for seed in (0, 99)
    ]
    return sha256("\n".join(text.replace(PACK.hash, "") for text in texts).encode()).hexdigest()


@pytest.mark.parametrize("name", EXERCISES)
def test_every_sort_of_exercise_poses(name: str) -> None:
    problems = [_problem(name, seed, level) for level in EXERCISES[name].levels for seed in range(-5, 25)]

    assert len({each.parts[0].statement for each in problems}) > 10
    assert all("{=" not in each.parts[0].statement + each.parts[0].solution for each in problems)
    for each in problems:
        read(each.parts[0].answer, EXERCISES[name].names or None)


def test_the_same_seed_is_the_same_problem_in_any_process() -> None:
    script = "from maths.test_pose import _digest; print(_digest())"

    others = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ANCHORS.parents[2]}:{ANCHORS.parents[1]}"},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]  # fmt: skip

    assert others == [_digest(), _digest()]


def test_the_drawn_values_are_those_of_the_first_release() -> None:
    drawn = [dict(_problem(name, 42, EXERCISES[name].levels[-1]).values) for name in ("softmax", "bayes", "order")]

    assert drawn == GOLDEN


def test_a_problem_carries_what_the_log_needs() -> None:
    problem = _problem("softmax", 3)

    assert (problem.exercise, problem.skill, problem.pack_version) == ("anchors/softmax", "softmax-compute", 2)
    assert problem.pack_hash == PACK.hash
    assert set(problem.values) == {"z"}
    assert problem.parts[0].question.decimals == 3


def test_a_tolerance_is_told() -> None:
    assert _problem("softmax").parts[0].statement.endswith("$. Give three decimals.")


def test_a_mistake_that_is_the_answer_or_does_not_apply_is_left_out() -> None:
    said = {mistake.say for seed in range(60) for mistake in _problem("softmax", seed).parts[0].mistakes}

    assert said == {"You normalised the logits themselves; exponentiate first."}


def test_a_matching_mistake_carries_no_drawn_names() -> None:
    (matching,) = [each.matches for each in _problem("bayes", 1).parts[0].mistakes if each.matches]

    assert matching is not None
    assert matching.startswith("given > ")
    assert "p" not in matching


def test_options_are_lettered_and_shuffled_and_the_key_follows() -> None:
    seen = set()
    for seed in range(40):
        problem = _problem("sign", seed)
        options = dict(zip("ab", problem.parts[0].question.options, strict=True))
        assert options[problem.parts[0].answer] == ("yes" if int(problem.values["a"]) > 0 else "no")
        assert f"a) {options['a']}" in problem.parts[0].statement
        assert all(options[str(each.answer)] == "yes" for each in problem.parts[0].mistakes)
        seen.add((options["a"], problem.parts[0].answer))
    assert len(seen) == 4


def test_items_are_ordered_by_their_letters() -> None:
    for seed in range(20):
        problem = _problem("order", seed)
        shown = dict(zip("abc", problem.parts[0].question.items, strict=True))
        letters = problem.parts[0].answer.strip("()").split(", ")
        numbers = [int(shown[letter].strip("$")) for letter in letters]
        assert numbers == sorted(numbers)


def test_several_right_options_are_a_set_of_letters() -> None:
    for seed in range(20):
        problem = _problem("odd-ones", seed)
        letters = problem.parts[0].answer.strip("{}").split(", ") if problem.parts[0].answer != "{}" else []
        odd = [chr(97 + at) for at, text in enumerate(problem.parts[0].question.options) if int(text.strip("$")) % 2]
        assert letters == odd


def test_a_yes_or_no_question_has_yes_or_no_as_its_key() -> None:
    assert {_problem("one-sum", seed).parts[0].answer for seed in range(30)} == {"yes", "no"}


def test_an_equation_keeps_its_sides() -> None:
    problem = _problem("line", 5)

    values = problem.values
    assert problem.parts[0].answer == f"y = {values['m']}*x + {values['c']}"


def test_names_of_matrices_keep_their_order_and_their_transposes(tmp_path: Path) -> None:
    lines = (
        'kind = "expression"\nnames = ["B", "A"]\nassume = { A = "matrix", B = "matrix" }\nlet = "c = integer(2..9)"\n'
    )
    exercise, pack = _pack(tmp_path, lines + "ask = 'x'\nanswer = '(c - 1 + 1) B^T A^T - A B'\n")

    problem = pose(exercise, pack, 1, 3)

    assert problem.parts[0].answer == f"{problem.values['c']}*transpose(B)*transpose(A) - A*B"


def test_values_are_typeset_inside_dollars_and_plain_outside() -> None:
    problem = _problem("bayes", 2)

    assert "%" in problem.parts[0].statement
    assert "\\%" not in problem.parts[0].statement
    assert "\\frac" in problem.parts[0].solution


@pytest.mark.parametrize(
    ("lines", "line", "key", "said"),
    [
        ("kind = 'number'\nask = 'q'\nanswer = '1/0'", 10, "answer", "zero"),
        ("kind = 'number'\nask = 'q'\nanswer = 'frob(1)'", 10, "answer", "frob"),
        ("kind = 'number'\nask = 'q ${= k}$'\nanswer = '1'", 9, "ask", "`k` is not known"),
        ("kind = 'number'\nlet = '''\na = integer(1..3)\nwhere a > 3\n'''\nask = 'q'\nanswer = '1'",
         11, "let", "100 draws"),
        ("kind = 'number'\nlet = 'a, b = [1]'\nask = 'q'\nanswer = '1'", 9, "let", "2 names"),
        ("kind = 'boolean'\nask = 'q'\nanswer = '1'", 10, "answer", "condition"),
        ("kind = 'ordering'\nitems = ['s', 't']\nask = 'q'\nanswer = '[1, 1]'", 11, "answer", "positions"),
        ("kind = 'choice'\nask = 'q'\n[[exercise.option]]\ntext = 's'\nright = 'yes'\n"
         "[[exercise.option]]\ntext = 't'\nright = 'yes'", 10, "option", "2 options"),
        ("kind = 'number'\nask = '${= integer(1..3)}$'\nanswer = '1'", 9, "ask", "`let` only"),
    ],
)  # fmt: skip
def test_what_cannot_be_posed_is_told_with_its_line(tmp_path: Path, lines: str, line: int, key: str, said: str) -> None:
    exercise, pack = _pack(tmp_path, lines)

    with pytest.raises(ContentError) as caught:
        pose(exercise, pack, 1, 0)

    assert said in caught.value.message
    assert (caught.value.line, caught.value.key, caught.value.exercise) == (line, key, "e")


@pytest.mark.parametrize("at", range(0, 4800, 83))
def test_a_character_that_is_missing_is_told_as_a_fault_or_does_no_harm(tmp_path: Path, at: int) -> None:
    text = ANCHORS.read_text(encoding="utf-8")
    file = tmp_path / "p.toml"
    file.write_text(text[:at] + text[at + 1 :], encoding="utf-8")

    fault, posed = _attempt(file)

    assert all(each.parts[0].statement for each in posed)
    assert fault is None or fault.line is not None


def test_a_level_that_an_exercise_has_not_is_refused() -> None:
    with pytest.raises(ContentError, match="no level 4"):
        _problem("softmax", 0, 4)
