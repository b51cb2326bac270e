"""Derivations in the plain mode: a line at a time, each told in words, all of them one answer in the log."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tutor.cli.derived import HOW, LineByLine
from tutor.learner.log import Log
from tutor.learner.records import Attempt
from tutor.maths.follow import follow
from tutor.problem import Followed, Question

SQUARE = Question("(x+1)^2; x^2 + 2x + 1", kind="derivation", names=("x",))
LESSON = """+++
title = "Squares, line by line"
prerequisites = []
encompasses = {}
terms = ["square"]
minutes = 1
+++

# Squares, line by line

A **square** is a product of two equal factors.
"""
PACK = 'format = 1\nid = "squares"\ntitle = "Squares"\nversion = 1\n'
EXERCISES = """format = 1
skill = "squares-derived"

[[exercise]]
id     = "square"
levels = [1]
sort   = "derive"
kind   = "derivation"
names  = ["x"]
let    = 'a = integer(2..90)'
ask    = 'Multiply $(x + {= a})^2$ out, line by line.'
answer = '''
(x + a)^2
x^2 + 2 a x + a^2
'''
"""


async def in_process(question: Question, lines: Sequence[str]) -> Followed:
    return follow(question, lines)


async def taken(*typed: str, tells: bool = True) -> tuple[list[str], list[str | None]]:
    """What is said, and what each line gives as an answer."""
    said: list[str] = []
    by_line = LineByLine(in_process, said.append, tells=tells)
    return said, [by_line.back(SQUARE) if each == ":back" else await by_line.take(each, SQUARE) for each in typed]


async def test_each_line_is_told_and_the_last_one_hands_all_in() -> None:
    said, given = await taken("(x+1)^2", "= x^2 + 2x + 1")

    assert said == [f"Line 1: follows. {HOW}", "Line 2: follows."]
    assert given == [None, "(x+1)^2; = x^2 + 2x + 1"]


async def test_what_does_not_follow_is_told_and_an_empty_line_hands_it_in() -> None:
    said, given = await taken("(x+1)^2", "x^2 + 1", "x^2 + 2 - 1", "")

    assert said[1].startswith("Line 2 does not follow from line 1. At x = 2 it is 5")
    assert given == [None, None, None, "(x+1)^2; x^2 + 1; x^2 + 2 - 1"]


async def test_a_line_is_taken_back() -> None:
    _, given = await taken(":back", "(x+1)^2", "x^2", ":back", "")

    assert given == ["There is no line to take back.", None, None, "Taken back: x^2", "(x+1)^2"]


@pytest.mark.parametrize("line", ["x^2 +", "x > 2", "x" * 10_000])
async def test_what_cannot_be_read_is_no_line(line: str) -> None:
    said, given = await taken("(x+1)^2", line, "")

    assert said[1].startswith("Not read. ")
    assert given[-1] == "(x+1)^2"


async def test_several_steps_on_the_first_line_are_a_whole_answer() -> None:
    said, given = await taken("(x+1)^2; x^2 + 1", "", "(x+1)^2", "(x+1)(x+1); x^2 + 2x + 1")

    assert given[:2] == ["(x+1)^2; x^2 + 1", None]
    assert given[-1] == "(x+1)^2; (x+1)(x+1); x^2 + 2x + 1"
    assert len(said) == 3


async def test_two_hundred_lines_are_thirty() -> None:
    said, given = await taken(*["(x+1)^2"] * 200, "")

    assert said[30] == said[-1] == "Not read. At most 30 lines are read. This costs nothing."
    assert given[-1] is not None
    assert given[-1].count(";") == 29


async def test_in_a_test_a_line_is_only_kept() -> None:
    said, given = await taken("x^2", "(x+1)^2", "x^2 + 2x + 1", "", tells=False)

    assert said == [f"Line 1 is kept. {HOW}", "Line 2 is kept.", "Line 3 is kept."]
    assert given[-2:] == [None, "x^2; (x+1)^2; x^2 + 2x + 1"]


async def test_another_kind_of_answer_is_taken_as_it_is() -> None:
    by_line = LineByLine(in_process, print)

    assert await by_line.take("a; b", Question("1")) == "a; b"
    assert await by_line.take("", Question("1")) is None


def test_practice_keeps_the_lines_as_one_answer(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "squares"
    for name, text in (("pack.toml", PACK), ("exercises/one.toml", EXERCISES),
                       ("curriculum/notation/squares-derived.md", LESSON)):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "tutor", "practice", "--plain", "--skill", "squares-derived", "--count", "1"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "NABLA_HOME": str(tmp_path)},
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    while not (found := re.search(r"\(x \+ (\d+)\)\^2", child.stdout.readline())):
        pass
    a = int(found[1])
    told, _ = child.communicate(f"(x+{a})^2\nx^2 + {a}x + {a}x + {a * a}\n\nx^2 + {2 * a}x + {a * a}\n", timeout=60)

    assert [line.split(".")[0] for line in told.splitlines()[:5]] == [
        "Line 1: follows", "Line 2: follows", "Right value, other form", "Your 2 lines stand", "Line 3: follows",
    ]  # fmt: skip
    with Log.open(tmp_path / "learner.db", create=False) as log:
        attempts = [row.record for row in log.rows() if isinstance(row.record, Attempt)]
    assert [each.answer.count("; ") for each in attempts] == [1, 2]
    assert attempts[1].answer.startswith(f"(x+{a})^2; x^2")
