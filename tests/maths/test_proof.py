"""A faulty exercise is found out, by the rule that it breaks; a sound one is left in peace."""

from pathlib import Path

import pytest

from tutor.maths.proving.equalities import false_equalities
from tutor.maths.proving.proof import main, prove_file
from tutor.maths.proving.tally import slowest

SORTS = Path(__file__).with_name("sorts.toml")

SOUND = """\
format  = 1
title   = "Sums"
version = 1
skill   = "sum-notation"

[[exercise]]
id     = "add"
levels = [2]
kind   = "number"
let = '''
a, b = distinct_integers(2, 3..19)
'''
ask     = 'What is ${= a} + {= b}$?'
answer  = 'a + b'
confirm = 'answer - b = a'
hints   = 'Count on from ${= a}$.'
steps   = '${= a} + {= b} = {= a + b}$.'
accept  = '{= b} + {= a}'
reject  = '{= a}'

[[exercise.mistake]]
gives = 'a b'
say   = 'You multiplied.'
"""


def _findings(folder: Path, text: str) -> list[tuple[str, str, int | None]]:
    file = folder / "sums.toml"
    file.write_text(text, encoding="utf-8")
    return [(each["level"], each["rule"], each["line"]) for each in prove_file(file, seeds=8, skills={"sum-notation"})]


def test_a_sound_exercise_has_no_findings(tmp_path: Path) -> None:
    assert _findings(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("answer  = 'a + b'", "answer  = 'a + 2 b'", ("error", "confirm", 15)),
        ("accept  = '{= b} + {= a}'", "accept  = '{= b} - {= a}'", ("error", "accept", 18)),
        ("reject  = '{= a}'", "reject  = '{= a + b}'", ("error", "reject", 19)),
        ("gives = 'a b'", "gives = 'a + b + 0 a'", ("warning", "never-told", 21)),
        ("Count on from ${= a}$", "Count on from ${= a}", ("error", "blemish", 16)),
        ("+ {= b} = {= a + b}$", "+ {= -b} = {= a + b}$", ("error", "blemish", 17)),
        ("'${= a} + {= b} = {= a + b}$.'", "'${= a + b} = {= a b}$.'", ("error", "steps", 17)),
        ("3..19", "3..5", ("warning", "few-problems", 10)),
        ('skill   = "sum-notation"', 'skill   = "sums"', ("error", "unknown-skill", 6)),
        ("a, b = distinct_integers(2, 3..19)", "a, b = [4, 9]\nc = 1", ("error", "unused", 12)),
        ("What is $", "What is $1x + ", ("error", "blemish", 13)),
        ("kind   =", "knd    =", ("error", "format", 9)),
        ("answer  = 'a + b'", "answer  = 'a + b / 0'", ("error", "pose", 14)),
        ("confirm = 'answer - b = a'\n", "", ("warning", "no-confirm", 6)),
        ("steps   = '${= a} + {= b} = {= a + b}$.'\n", "", ("warning", "no-steps", 6)),
        (SOUND[SOUND.index("[[exercise.mistake") :], "", ("warning", "no-mistake", 6)),
        ("3..19)\n", "3..99)\nwhere a < 9\n", ("warning", "rare", 10)),
        ("What is $", "What is $" + "7" * 90 + "a + ", ("error", "too-wide", 13)),
        ("answer  = 'a + b'", "answer  = 'a + c'", ("error", "unknown-name", 14)),
        ("answer  = 'a + b'", "answer  = 'sumn([a, b])'", ("error", "unknown-name", 14)),
        ("'a b'", "'a b + nope'", ("error", "unknown-name", 22)),
        ("a, b =", "dot = 2\na, b =", ("error", "shadows", 11)),
        ("'a b'", "'b + a'", ("error", "equal-mistake", 22)),
        ("reject  = '{= a}'", "reject  = '{= a}'\nother-form = '{= a}'", ("error", "other-form", 20)),
        ("gives = 'a b'", "matches = 'given = 1/7'", ("warning", "unreached", 22)),
        ("answer  = 'a + b'", "answer  = 'a'", ("warning", "trivial", 14)),
        ("'a + b'", "'a + b - a - b'", ("warning", "trivial", 14)),
        ("3..19", "3000..3900", ("warning", "large-numbers", 14)),
        ("answer  = 'a + b'", "answer  = '(a + b) / 77'", ("warning", "denominators", 14)),
        ("3..19)", "3..19)\nwhere a > 40", ("error", "pose", 12)),
        ("{= a + b}$.'", "{= a + b}$, and $2 + 2 = 5$.'", ("error", "steps", 17)),
        ("What is ${= a}", "What is $+ -2 + {= a}", ("error", "blemish", 13)),
        ("'answer - b = a'", "'answer - b = 2 a'", ("error", "confirm", 15)),
    ],
)
def test_a_fault_is_found_by_its_rule_and_on_its_line(
    tmp_path: Path, old: str, new: str, found: tuple[str, str, int]
) -> None:
    assert old in SOUND

    assert found in _findings(tmp_path, SOUND.replace(old, new, 1))


CHOICE = """\
format  = 1
title   = "Signs"
version = 1
skill   = "sum-notation"

[[exercise]]
id     = "sign"
levels = [1]
kind   = "choice"
let    = 'a = integer(-200..200 except 0)'
ask    = 'Which sign has ${= a}$?'
steps  = 'Compare it with $0$.'

[[exercise.option]]
text  = 'plus'
right = 'a > 0'

[[exercise.option]]
text  = 'minus'
right = 'a < 0'
say   = 'It is greater than $0$.'
"""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", None),
        ("right = 'a < 0'", "right = 'a < 90'", ("error", "options", 14)),
        ("right = 'a < 0'", "right = 'a < -90'", ("error", "options", 14)),
        ("integer(-200..200 except 0)", "integer(-20..200 except 0)", ("warning", "lopsided", 14)),
        ("right = 'a < 0'", "right = 'b < 0'", ("error", "unknown-name", 20)),
    ],
)
def test_a_choice_has_exactly_one_right_option_and_not_always_the_same(
    tmp_path: Path, old: str, new: str, found: tuple[str, str, int] | None
) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(CHOICE.replace(old, new, 1), encoding="utf-8")

    findings = [(each["level"], each["rule"], each["line"]) for each in prove_file(file, seeds=40)]

    assert found in findings if found else findings == []


def test_a_later_part_must_not_show_the_answer_of_an_earlier_one(tmp_path: Path) -> None:
    text = SORTS.read_text(encoding="utf-8")
    old = "ask      = 'Find the attention weights.'"
    assert old in text
    file = tmp_path / "sorts.toml"
    file.write_text(text.replace(old, "ask      = 'From ${= scores}$ find the attention weights.'"), encoding="utf-8")

    found = [each for each in prove_file(file, seeds=20, counted=20, some=range(1)) if each["level"] == "error"]

    assert [(each["rule"], each["key"]) for each in found] == [("ask-tells", "ask")]


def test_sound_exercises_of_every_sort_are_left_in_peace() -> None:
    assert prove_file(SORTS, seeds=4) == []


def test_an_unknown_skill_is_told_with_what_was_probably_meant(tmp_path: Path) -> None:
    file = tmp_path / "sums.toml"
    file.write_text(SOUND.replace("sum-notation", "sum-notatoin"), encoding="utf-8")

    (found,) = prove_file(file, seeds=1, skills={"sum-notation"}, counted=1)

    assert "did you mean 'sum-notation'?" in found["message"]


def test_a_problem_that_takes_too_long_ends_the_proof_of_its_level(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.maths.proving.proof.MOST_SECONDS", 0.02)
    file = tmp_path / "sums.toml"
    slow = SOUND.replace("answer  = 'a + b'", "answer  = 'a + b + 0 sum(sum(sin(k)^2 for k in 1..40) for j in 1..99)'")
    file.write_text(slow, encoding="utf-8")

    rules = {each["rule"] for each in prove_file(file, seeds=3, counted=3)}

    assert "too-slow" in rules


def test_the_slowest_in_a_hundred_is_a_nearest_rank() -> None:
    assert slowest([0.0] * 99 + [5.0]) == 0.0
    assert slowest([0.0] * 98 + [4.0, 5.0]) == 4.0
    assert slowest([3.0]) == 3.0


@pytest.mark.parametrize(
    ("formula", "false"),
    [
        ("2 + 2 = 4", []),
        ("2 + 2 = 5", [("2 + 2", "5")]),
        (r"\frac{1}{2} + \frac{1}{3} = \frac{5}{6} = 0.8", [(r"\frac{5}{6}", "0.8")]),
        (r"\frac{5}{6} \approx 0.83", []),
        ("f(2) = 7", []),
        ("2 : 3 = 2", []),
        (r"\sqrt{8} = 2\sqrt{2}", []),
        (r"3 \cdot 4 - 2 = 11, \quad 1 = 1", [(r"3 \cdot 4 - 2", "11")]),
    ],
)
def test_the_arithmetic_of_a_solution_is_done_again(formula: str, false: list[tuple[str, str]]) -> None:
    assert list(false_equalities(formula)) == false


def test_the_answer_must_be_typeable_in_its_form(tmp_path: Path) -> None:
    text = SOUND.replace('kind   = "number"', 'kind   = "number"\nform   = "no-decimals"')
    unreal = text.replace("answer  = 'a + b'", "answer  = '[a, b]'").replace("answer - b = a", "answer[1] = a")

    assert ("error", "answer", 15) in _findings(tmp_path, unreal)


def test_a_hint_must_not_show_the_answer(tmp_path: Path) -> None:
    file = tmp_path / "sums.toml"
    file.write_text(SOUND.replace("Count on from ${= a}$.", "It is ${= b + a}$."), encoding="utf-8")

    rules = {each["rule"] for each in prove_file(file, seeds=20)}

    assert "hint-tells" in rules


def test_it_prints_one_line_a_finding_and_ends_with_one_for_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sums.toml"
    file.write_text(SOUND.replace("'answer - b = a'", "'answer = a'"), encoding="utf-8")

    status = main([str(file), "--seeds", "3"])

    printed = capsys.readouterr().out.splitlines()
    assert status == 1
    assert printed[0].startswith(f"{file}:15: add: confirm: error [confirm] ")
    assert printed[-1].startswith("1 errors")
