"""The program itself on a real terminal: what a learner does, and what a terminal does to it."""

from __future__ import annotations

import os
import random
import re
import resource
import signal
from pathlib import Path

import pytest

from tests.at_terminal import STARTED, answers, nabla, practising, records, wrong_answer
from tests.terminal import children_of, is_alive, state_of
from tutor.learner.records import LessonRead, MinutesChosen, SessionEnded
from tutor.problem import Outcome

LATE_REPLY = "\x1b]11;rgb:1d1d/1f1f/2121\x1b\\\x1b[?62;4c"
"""A far terminal says its background and its kind when nobody listens any more."""

DEAF = """
import signal, sys
from tutor.cli.parser import main
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
sys.argv = ["nabla"]
sys.exit(main())
"""
BROKEN_HINT = """
import sys
from tutor.cli.parser import main
from tutor.ui.screens.practice import Practice

def action_hint(self):
    typed = "what was typed"
    raise ZeroDivisionError(typed)

Practice.action_hint = action_hint
sys.argv = ["nabla"]
sys.exit(main())
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_first_run_a_problem_and_another_day(home: Path):
    with practising(home) as (terminal, problem):
        wrong = wrong_answer(problem)
        terminal.type(wrong)
        terminal.wait(f"> {wrong}")
        terminal.press("enter")
        terminal.wait("✗ Not yet.")
        assert answers(home) == [(wrong, Outcome.WRONG)]
        terminal.type(f"{problem.parts[0].answer}\r")
        terminal.wait("✓ Right.")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert terminal.is_as_found
    kept = answers(home)
    assert kept == [(wrong, Outcome.WRONG), (problem.parts[0].answer, Outcome.CORRECT)]
    assert MinutesChosen(20) in records(home)

    with nabla(home, NABLA_NOW="2026-12-01T19:00+00:00") as terminal:
        terminal.wait(STARTED)
        terminal.wait("Tuesday 1 December")
        terminal.type(LATE_REPLY)
        terminal.press("enter")
        terminal.wait("1 of")
        terminal.type("12")
        terminal.wait("> 12")
        terminal.press("escape")
        terminal.wait(STARTED)
        terminal.type("q")
        assert terminal.end() == 0
        assert terminal.is_as_found
    assert answers(home) == kept
    assert isinstance(records(home)[-1], SessionEnded)
    assert len([each for each in records(home) if isinstance(each, LessonRead)]) == 1

    with nabla(home, NABLA_NOW="2026-12-02T08:00+00:00") as terminal:
        terminal.wait(STARTED)
        terminal.wait("Wednesday 2 December")
        terminal.wait("Tu ●")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert answers(home) == kept


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_and_leaves_terminal_log_and_processes_in_order(home: Path, number: signal.Signals):
    with practising(home) as (terminal, problem):
        wrong = wrong_answer(problem)
        terminal.type(f"{wrong}\r")
        terminal.wait("✗ Not yet.")
        terminal.type("12")
        children = children_of(terminal.pid)
        assert children
        terminal.signal(number)

        assert terminal.end() == 128 + number
        assert terminal.is_as_found
        assert terminal.screen.text.strip() == ""
    assert not any(is_alive(each) for each in children)
    assert answers(home) == [(wrong, Outcome.WRONG)]


@pytest.mark.parametrize("code", ["", DEAF], ids=["told", "not told"])
def test_a_closed_window_ends_it_in_order(home: Path, code: str):
    with practising(home, code=code) as (terminal, problem):
        wrong = wrong_answer(problem)
        terminal.type(f"{wrong}\r")
        terminal.wait("✗ Not yet.")
        children = children_of(terminal.pid)
        terminal.hang_up()

        assert terminal.end() == 128 + signal.SIGHUP
    assert not any(is_alive(each) for each in children)
    assert answers(home) == [(wrong, Outcome.WRONG)]
    assert not (home / "crash.log").exists()


def test_a_signal_before_the_log_is_open_leaves_nothing_behind(home: Path):
    with nabla(home) as terminal:
        terminal.wait("getting ready")
        children = children_of(terminal.pid)
        terminal.signal(signal.SIGTERM)

        assert terminal.end() == 128 + signal.SIGTERM
        assert terminal.is_as_found
        assert not any(is_alive(each) for each in children)


def test_an_error_of_the_program_says_one_line_without_what_was_typed(home: Path):
    with practising(home, code=BROKEN_HINT) as (terminal, problem):
        wrong = wrong_answer(problem)
        terminal.type(f"{wrong}\r")
        terminal.wait("✗ Not yet.")
        children = children_of(terminal.pid)
        terminal.press("f2")

        assert terminal.end() == 1
        assert terminal.is_as_found
        said = terminal.screen.words
        assert said.startswith("nabla: something is broken in the program itself (ZeroDivisionError).")
        assert "what was typed" not in said + (home / "crash.log").read_text()
        assert "in action_hint" in (home / "crash.log").read_text()
    assert not any(is_alive(each) for each in children)
    assert answers(home) == [(wrong, Outcome.WRONG)]


def test_a_full_disk_refuses_an_answer_in_words_and_takes_it_once_there_is_room(home: Path):
    with practising(home) as (terminal, problem):
        wrong, limits = wrong_answer(problem), resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (4096, limits[1]))
        terminal.type(f"{wrong}\r")
        terminal.wait("nothing was counted: The log")
        assert answers(home) == []
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, limits)
        terminal.press("enter")
        terminal.wait("✗ Not yet.")
        terminal.press("ctrl+q")

        assert terminal.end() == 0
    assert answers(home) == [(wrong, Outcome.WRONG)]


def test_strange_typing_ends_nothing_and_the_answer_line_still_works(home: Path):
    with practising(home) as (terminal, problem):
        terminal.type("3/4")
        terminal.press("ctrl+c", "ctrl+c")
        terminal.type(b"\xff\xe9\xc3")
        terminal.type("5")
        terminal.wait(lambda screen: re.search(r"> 3/4\W*5", screen.text))
        terminal.press("ctrl+u")
        terminal.type("\x1b[200~6/7\nsecond line\nthird\x1b[201~")
        terminal.wait("Only the first line")
        terminal.wait("> 6/7")
        terminal.wait(lambda screen: "second line" not in screen.words)
        terminal.press("ctrl+u")
        terminal.type("1" * 100_000)
        terminal.wait("> 1111111111")
        terminal.press("ctrl+u")
        terminal.type("\x1b[200~" + "2" * 100_000)
        terminal.wait("was left out")
        terminal.press("ctrl+u")
        terminal.type(f"3\x7f{problem.parts[0].answer}\r99")
        terminal.wait("✓ Right.")
        terminal.press("ctrl+q")

        assert terminal.end() == 0
        assert terminal.is_as_found
        assert terminal.screen.text.strip() == ""
    assert answers(home) == [(problem.parts[0].answer, Outcome.CORRECT)]


def test_a_window_of_any_size_and_a_pause_keep_what_was_typed(home: Path):
    sizes = random.Random(1)
    with practising(home) as (terminal, _):
        terminal.type("12")
        terminal.resize(20, 5)
        terminal.wait("Nabla needs a window of 60 x 18; this one is 20 x 5.")
        for _ in range(100):
            terminal.resize(sizes.randint(1, 200), sizes.randint(1, 60))
        terminal.resize(90, 30)
        terminal.wait(lambda screen: "> 12" in screen.text and "Esc leave" in screen.text)
        terminal.wait(lambda screen: "needs a window" not in screen.words)

        terminal.press("ctrl+z")
        terminal.wait(lambda _: state_of(terminal.pid) == "T" and terminal.is_as_found)
        terminal.signal(signal.SIGCONT)
        terminal.wait("> 12")
        terminal.signal(signal.SIGSTOP)
        terminal.signal(signal.SIGCONT)
        terminal.type("+34567890")
        terminal.wait("> 12+34567890")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert terminal.is_as_found


def test_the_maths_process_may_die_at_any_time(home: Path):
    with practising(home) as (terminal, problem):
        children = children_of(terminal.pid)
        for each in children:
            os.kill(each, signal.SIGKILL)
        terminal.wait(lambda _: not any(is_alive(each) for each in children))
        terminal.type(f"{problem.parts[0].answer}\r")
        terminal.wait("✓ Right.")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert answers(home) == [(problem.parts[0].answer, Outcome.CORRECT)]
