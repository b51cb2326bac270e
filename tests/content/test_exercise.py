"""What a pack file may say, and on which line it is told where it may not."""

from pathlib import Path
from typing import get_args

import pytest

from tutor.content.exercise import Pack
from tutor.content.let_block import Assignment, Condition, Helper
from tutor.content.pack import read_pack
from tutor.content.pack_file import Assumption, Form, Kind
from tutor.errors import ContentError
from tutor.maths.forms import ASKED
from tutor.maths.kinds import KINDS
from tutor.maths.trees.translate import ASSUMPTIONS

PLAIN = """\
format  = 1
title   = "Sums"
version = 3
licence = "CC-BY-4.0"
authors = ["A. Author"]
skill   = "sum-notation"

[[exercise]]
id     = "add-two"
levels = [1, 2]
kind   = "number"
let = '''
# two numbers
a, b = integers(2, 1..9)
f(t) = t^2 +
  a
where a != b
'''
ask = 'What is ${= a} + {= b}$?'
answer = 'a + b'
confirm = '''
answer - b = a
answer - a = b
'''
hints = '''
Count on from ${= a}.

There are ${= b} steps.
'''

[[exercise.mistake]]
gives = 'a b'
say   = 'You multiplied.'
"""


def _read(folder: Path, text: str) -> Pack:
    file = folder / "sums.toml"
    file.write_text(text, encoding="utf-8")
    return read_pack(file)


def _fault(folder: Path, text: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        _read(folder, text)
    return caught.value


def test_a_pack_takes_its_id_from_the_file_and_its_hash_from_the_bytes(tmp_path: Path) -> None:
    pack = _read(tmp_path, PLAIN)

    assert (pack.id, pack.version, pack.title) == ("sums", 3, "Sums")
    assert len(pack.hash) == 64
    assert pack.hash != _read(tmp_path, PLAIN + "\n").hash


def test_an_exercise_takes_the_skill_of_the_file(tmp_path: Path) -> None:
    (exercise,) = _read(tmp_path, PLAIN).exercises

    assert exercise.skill == "sum-notation"
    assert exercise.levels == (1, 2)


def test_a_let_block_holds_draws_helpers_and_conditions(tmp_path: Path) -> None:
    (exercise,) = _read(tmp_path, PLAIN).exercises

    draw, helper, condition = exercise.let
    assert isinstance(draw, Assignment)
    assert draw.names == ("a", "b")
    assert isinstance(helper, Helper)
    assert helper.formula.text.split() == ["t^2", "+", "a"]
    assert isinstance(condition, Condition)
    assert condition.formula.line == 17


def test_a_blank_line_begins_the_next_hint(tmp_path: Path) -> None:
    (exercise,) = _read(tmp_path, PLAIN).exercises

    (part,) = exercise.parts
    assert len(part.hints) == 2
    assert len(part.confirm) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("kind   =", "knd    =", 11, "knd", "did you mean `kind`"),
        ('kind   = "number"', 'kind   = "numbr"', 11, "kind", "number"),
        ("levels = [1, 2]", "levels = [2, 1]", 10, "levels", "rise"),
        ("levels = [1, 2]", 'levels = ["1"]', 10, "levels", "whole numbers from 1 to 4"),
        ("levels = [1, 2]", "levels = [5]", 10, "levels", "4"),
        ("answer = 'a + b'", "answer = 'a + '", 20, "answer", "a +"),
        ("answer = 'a + b'\n", "", 8, "answer", "`answer`"),
        ("answer - a = b\n", "answer - = b\n", 23, "confirm", "answer - = b"),
        ("where a != b", "where a != ", 17, "let", "a !="),
        ("where a != b", "wher a != b", 17, "let", "a line of `let`"),
        ("where a != b", "a = 4", 17, "let", "meaning already"),
        ("There are ${= b}", "There are ${= b", 28, "hints", "never closed"),
        ("There are ${= b}", "There are ${= b)}", 28, "hints", "closes nothing"),
        ("gives = 'a b'", "gives = 'a ('", 32, "gives", "a ("),
        ("gives = 'a b'", "give = 'a b'", 32, "give", "did you mean `gives`"),
        ("gives = 'a b'\n", "", 31, "gives", "either"),
        ("say   =", "tags = ['x']\nsay   =", 33, "tags", "belongs to the exercise"),
        ('title   = "Sums"', 'title   = "\\sum"', 2, None, "backslash"),
        ("What is $", "What's $", 19, None, "apostrophe"),
        ("format  = 1", "format  = 2", 1, "format", "1"),
        ('skill   = "sum-notation"\n', "", 7, None, "skill"),
        ("[[exercise.mistake]]", "[[exercise.part]]\nid = 'x'\n[[exercise.mistake]]", 31, "ask", "`ask` is missing"),
        (
            "[[exercise.mistake]]",
            "[[exercise.part]]\nid = 'x'\nkind = 'number'\nask = 'x'\nanswer = '1'\n[[exercise.mistake]]",
            20,
            "answer",
            "belongs to the parts",
        ),
        ('kind   = "number"\n', "", 8, "kind", "`kind` is missing"),
        ('kind   = "number"', 'kind   = "quantity"', 8, "unit", "a quantity has a `unit`"),
        ('kind   = "number"', 'kind   = "satisfying"', 8, "must", "`must`"),
        ('kind   = "number"', 'kind   = "number"\nfields = ["P"]', 12, "fields", "`fields`"),
        ("ask = 'What", "ask = 'Wh\u202eat", 19, None, "U+202E"),
        ("title   =", "a.b.c.d.e.f.g.h.i.j.k =", 2, None, "dots"),
    ],
)
def test_a_slip_is_told_with_its_line_and_key(
    tmp_path: Path, old: str, new: str, line: int, key: str | None, said: str
) -> None:
    assert old in PLAIN

    fault = _fault(tmp_path, PLAIN.replace(old, new, 1))

    assert fault.file == str(tmp_path / "sums.toml")
    assert (fault.line, fault.key) == (line, key)
    assert said.lower() in fault.message.lower()


def test_a_fault_inside_an_exercise_names_it(tmp_path: Path) -> None:
    fault = _fault(tmp_path, PLAIN.replace("'a + b'", "'a +'"))

    assert fault.exercise == "add-two"
    assert str(fault).startswith(f"{tmp_path / 'sums.toml'}:20: add-two: answer: ")


def test_two_exercises_of_one_name_are_refused(tmp_path: Path) -> None:
    again = PLAIN[PLAIN.index("[[exercise]]") :]

    fault = _fault(tmp_path, PLAIN + "\n" + again)

    assert "Two exercises" in fault.message
    assert (fault.line, fault.key) == (36, "id")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * (1024 * 1024 + 1), "kB"),
        (b"\xff\xfe", "UTF-8"),
        (b"a = 1\nb = \xff", "UTF-8"),
        (b"a = " + b"[" * 100_000, "nested"),
        (b"", "missing"),
        (b"exercise = 5", "exercise"),
    ],
)
def test_a_file_that_is_no_pack_is_refused_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(content)

    with pytest.raises(ContentError) as caught:
        read_pack(file)

    assert said in str(caught.value)


def test_places_know_whether_they_stand_in_mathematics(tmp_path: Path) -> None:
    text = PLAIN.replace("What is ${= a} + {= b}$?", "$x^{{= a}}$ {= b} $$\\frac{{= a}}{{= b}}$$")

    (exercise,) = _read(tmp_path, text).exercises

    in_maths = [piece.in_maths for piece in exercise.parts[0].ask if not isinstance(piece, str)]
    assert in_maths == [True, False, True, True]


PARTS = """\
format  = 1
title   = "Parts"
version = 1

[[exercise]]
id     = "two-steps"
skill  = "sum-notation"
levels = [2]
let    = 'a = integer(2..9)'
ask    = 'Let $a = {= a}$.'

[[exercise.part]]
id     = "twice"
kind   = "number"
ask    = 'What is $2a$?'
answer = '2 a'

[[exercise.part]]
id     = "more"
kind   = "number"
ask    = 'And one more?'
answer = 'twice + 1'
steps  = '${= twice} + 1 = {= more}$.'
"""


def test_parts_know_the_values_of_those_before_them(tmp_path: Path) -> None:
    (exercise,) = _read(tmp_path, PARTS).exercises

    first, second = exercise.parts
    assert (first.id, second.id) == ("twice", "more")
    assert (first.line_of("answer"), second.line_of("answer")) == (16, 22)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('id     = "more"', 'id     = "twice"', 19, "two parts have the same id"),
        ('id     = "more"', 'id     = "a"', 19, "meaning already"),
        ("'twice + 1'", "'twice + '", 22, "twice +"),
        ("steps  =", "stepps =", 23, "did you mean `steps`"),
        ("steps  =", "levels =", 23, "belongs to the exercise"),
        ('kind   = "number"\nask    = \'And', "ask    = 'And", 18, "`kind` is missing"),
    ],
)
def test_a_slip_in_a_part_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in PARTS

    fault = _fault(tmp_path, PARTS.replace(old, new, 1))

    assert (fault.line, fault.exercise) == (line, "two-steps")
    assert said in fault.message[0].lower() + fault.message[1:]


def test_whatever_the_checker_can_assume_a_pack_may_say() -> None:
    assert set(get_args(Assumption)) == set(ASSUMPTIONS)
    assert set(get_args(Kind)) == set(KINDS)
    assert set(get_args(Form)) == set(ASKED)
