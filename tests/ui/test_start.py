"""Where the app cannot start, it says so in one sentence; where there is no screen, it speaks in lines."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from tests.at_terminal import NOW, nabla
from tests.support import chosen_minutes
from tests.terminal import NABLA

WIDE = (400, 24)
"""So wide that no sentence is broken."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_damaged_log_is_refused_in_one_sentence_and_left_as_it_is(home: Path):
    home.mkdir()
    chosen_minutes(home / "learner.db", at=datetime.fromisoformat(NOW))
    data = bytearray((home / "learner.db").read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    (home / "learner.db").write_bytes(data)

    with nabla(home, size=WIDE) as terminal:
        assert terminal.end() == 1
        assert terminal.is_as_found
        said = terminal.screen.words
    assert said.startswith(f"nabla: The log {home / 'learner.db'} is damaged")
    assert said.count("nabla:") == 1
    assert {each.name: each.read_bytes() for each in home.iterdir()} == {"learner.db": bytes(data)}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("")

    with nabla(tmp_path / "file" / "home", size=WIDE) as terminal:
        assert terminal.end() == 1
        assert terminal.is_as_found
        assert "name another with NABLA_HOME" in terminal.screen.words


def test_a_dumb_terminal_gets_plain_lines(home: Path):
    with nabla(home, TERM="dumb") as terminal:
        terminal.wait("Problem 1 of")
        terminal.press("ctrl+d")

        assert terminal.end() == 0
        assert terminal.is_as_found
        assert "0 problems" in terminal.screen.words


def test_without_a_terminal_it_speaks_plain_lines_and_ends_with_its_input(home: Path):
    environment = {"NABLA_HOME": str(home), "NABLA_NOW": NOW, "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"}

    ended = subprocess.run(
        NABLA, env=environment, input=b"no answer\xff\n", capture_output=True, check=True, timeout=60
    )

    assert b"Problem 1 of" in ended.stdout
    assert b"\x1b" not in ended.stdout + ended.stderr
    assert ended.stderr == b""
