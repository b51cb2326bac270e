"""A learner at the terminal: the program on a new log, and what that log then holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.terminal import NABLA, Terminal
from tutor.content.library import Library
from tutor.learner.log import Log
from tutor.learner.records import Attempt, OfProblem, Record
from tutor.maths.check import check
from tutor.maths.posing.pose import pose
from tutor.problem import Outcome, Problem

ROOT = Path(__file__).parents[1]
NOW = "2026-12-01T09:00+00:00"
STARTED = "problems, about"
GUESSES = ("7777", "b", "a", "[7777, 7777]", "[7777, 7777, 7777]", "no", "yes")


def nabla(home: Path, *, code: str = "", size: tuple[int, int] = (100, 32), **environment: str) -> Terminal:
    """The program, or some code in its place that runs it after a change."""
    start = (sys.executable, "-P", "-c", code) if code else NABLA
    return Terminal(start, {"NABLA_HOME": str(home), "NABLA_NOW": NOW, "PYTHONPATH": str(ROOT), **environment}, size)


@contextmanager
def practising(home: Path, *, code: str = "") -> Iterator[tuple[Terminal, Problem]]:
    """Through first run and lesson to the first problem; it is given up once and taken back, so that
    the log says which one it is."""
    with nabla(home, code=code) as terminal:
        terminal.wait("What do you want to be able to do?")
        terminal.press("escape")
        terminal.wait(STARTED)
        terminal.press("enter")
        terminal.wait("first problems")
        terminal.press("enter")
        terminal.wait("1 of")
        terminal.press("f4")
        terminal.wait("Worked solution")
        problem = last_problem(home)
        terminal.press("f7")
        terminal.wait("Taken back")
        yield terminal, problem


def records(home: Path) -> list[Record]:
    with Log.open(home / "learner.db", create=False) as log:
        assert log.verify() == []
        return [row.record for row in log.rows()]


def answers(home: Path) -> list[tuple[str, Outcome]]:
    return [(each.answer, each.verdict) for each in records(home) if isinstance(each, Attempt)]


def last_problem(home: Path) -> Problem:
    about = [each for each in records(home) if isinstance(each, OfProblem)][-1]
    pack, exercise = Library.shipped().exercise(f"{about.pack}/{about.exercise.rpartition('/')[2]}")
    return pose(exercise, pack, about.level, about.seed)


def wrong_answer(problem: Problem) -> str:
    return next(each for each in GUESSES if check(problem.parts[0].question, each).outcome is Outcome.WRONG)
