"""A faulty exercise is found out, by the rule that it breaks; a sound one is left in peace."""

from pathlib import Path

import pytest

from tutor.maths.proof import main, prove_file

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
        ("3..19", "3..5", ("error", "few-problems", 10)),
        ('skill   = "sum-notation"', 'skill   = "sums"', ("error", "unknown-skill", 6)),
        ("a, b = distinct_integers(2, 3..19)", "a, b = [4, 9]\nc = 1", ("warning", "unused", 12)),
        ("What is $", "What is $1x + ", ("error", "blemish", 13)),
        ("kind   =", "knd    =", ("error", "format", 9)),
        ("answer  = 'a + b'", "answer  = 'a + b / 0'", ("error", "pose", 14)),
        ("confirm = 'answer - b = a'\n", "", ("warning", "no-confirm", 6)),
        ("steps   = '${= a} + {= b} = {= a + b}$.'\n", "", ("warning", "no-steps", 6)),
        (SOUND[SOUND.index("[[exercise.mistake") :], "", ("warning", "no-mistake", 6)),
        ("3..19)\n", "3..99)\nwhere a < 9\n", ("warning", "rare", 10)),
        ("What is $", "What is $" + "7" * 90 + "a + ", ("error", "too-wide", 13)),
    ],
)
def test_a_fault_is_found_by_its_rule_and_on_its_line(
    tmp_path: Path, old: str, new: str, found: tuple[str, str, int]
) -> None:
    assert old in SOUND

    assert found in _findings(tmp_path, SOUND.replace(old, new, 1))


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
