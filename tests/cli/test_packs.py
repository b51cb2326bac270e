"""The author's loop on the command line: begin, check, preview, list, take, leave. Real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

NABLA = [sys.executable, "-P", "-m", "tutor"]
FILE = Path(__file__).parents[1] / "maths" / "sorts.toml"

TWO = """
format = 1
title   = "Two"
version = 1
skill   = "sum-notation"

[[exercise]]
id     = "near"
levels = [1]
kind   = "number"
let    = 'a, b = distinct_integers(2, 11..59)'
ask    = 'What is ${= a} + {= b}$?'
answer = 'a + b'

[[exercise]]
id     = "far"
levels = [1]
kind   = "number"
let    = 'a, b = distinct_integers(2, 11..59)'
ask    = 'What is ${= a + 2 b}$ less ${= b}$?'
answer = 'a + 2 b - b'
"""


def nabla(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NABLA_HOME": str(home), "COLUMNS": "110"}
    command = [*NABLA, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_new_pack_passes_its_check_and_can_be_practised(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "my-sums"

    made = nabla("pack", "new", folder, home=home)
    checked = nabla("pack", "check", folder, "--seeds", 5, home=home)
    added = nabla("pack", "add", folder, home=home)
    posed = nabla("problem", "my-sums/first", "--seed", 1, "--json", home=home)

    assert [each.returncode for each in (made, checked, added, posed)] == [0, 0, 0, 0]
    assert checked.stdout == ""
    assert json.loads(posed.stdout)["pack"] == "my-sums"
    assert "cannot run code" in added.stderr


def test_a_new_pack_overwrites_nothing(tmp_path: Path, home: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "work").write_text("kept")

    done = nabla("pack", "new", tmp_path / "mine", home=home)

    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert [each.name for each in (tmp_path / "mine").iterdir()] == ["work"]


def test_packs_are_listed_with_where_they_come_from(home: Path) -> None:
    nabla("pack", "add", FILE, home=home)

    packs = [json.loads(line) for line in nabla("pack", "list", "--json", home=home).stdout.splitlines()]

    own = [pack for pack in packs if pack["source"] == "own"]
    assert [(pack["id"], pack["exercises"]) for pack in own] == [("sorts", 10)]
    assert len(packs) > 10


def test_a_preview_shows_seeds_beside_one_another_and_how_often_a_condition_holds(home: Path) -> None:
    words = ("pack", "preview", FILE, "--exercise", "diagonalise", "--how-often", "a > b")

    done = nabla(*words, home=home)

    assert done.returncode == 0
    assert "seed 1, level 3" in done.stdout
    assert done.stdout.splitlines()[3].count("seed") == 3
    assert "% of 200 problems" in done.stdout


def test_a_preview_of_all_levels_shows_one_below_the_other(home: Path) -> None:
    done = nabla("pack", "preview", FILE, "--exercise", "head-by-hand", "--level", "all", "--count", 1, home=home)

    heads = [line.strip() for line in done.stdout.splitlines() if "seed" in line]
    assert heads == ["seed 1, level 2", "seed 1, level 3"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("answer  = '2 n'", "answer  = '2 m'", "`m`"), ("format  = 1", "format  = 2", "format")],
)
def test_a_preview_says_where_a_pack_is_faulty(old: str, new: str, said: str, tmp_path: Path, home: Path) -> None:
    file = tmp_path / "sorts.toml"
    file.write_text(FILE.read_text().replace(old, new))

    done = nabla("pack", "preview", file, home=home)

    assert done.returncode == 1
    assert said.strip("`") in done.stdout


def test_a_watched_preview_follows_every_save(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "sorts.toml"
    file.write_text(FILE.read_text())
    command = [*NABLA, "pack", "preview", str(file), "--watch", "--json", "--exercise", "half-open"]
    watching = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "NABLA_HOME": str(home)})
    assert watching.stdout is not None

    before = json.loads(watching.stdout.readline())
    file.write_text(FILE.read_text().replace("Write as an interval", "Give an interval"))
    after = json.loads(watching.stdout.readline())
    watching.send_signal(signal.SIGINT)
    watching.wait(timeout=30)

    assert "Write as" in before["problems"][0]["parts"][0]["statement"]
    assert "Give an" in after["problems"][0]["parts"][0]["statement"]


@pytest.fixture
def watched_check(tmp_path: Path, home: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A pack of two exercises and the check that watches it, which is stopped at the end."""
    file = tmp_path / "two.toml"
    file.write_text(TWO)
    command = [*NABLA, "pack", "check", str(file), "--watch", "--seeds", "25"]
    env = {**os.environ, "NABLA_HOME": str(home)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=env) as watching:
        too_long = Timer(120, watching.kill)
        too_long.start()
        yield file, watching
        too_long.cancel()
        watching.send_signal(signal.SIGINT)


def test_a_watched_check_proves_at_a_save_what_has_changed(
    watched_check: tuple[Path, subprocess.Popen[str]],
) -> None:
    file, watching = watched_check
    assert watching.stderr is not None

    at_first = [watching.stderr.readline() for _ in range(2)]
    file.write_text("# a comment changes nothing\n" + TWO.replace("a + 2 b", "a + 3 b"))
    at_the_save = [watching.stderr.readline() for _ in range(2)]

    assert [line.split(": ")[1] for line in at_first] == [
        "2 of 2 exercises proved with 20 seeds a level.\n",
        "2 of 2 exercises proved with 25 seeds a level.\n",
    ]
    assert [line.split(": ")[1] for line in at_the_save] == [
        "1 of 2 exercises proved with 20 seeds a level.\n",
        "1 of 2 exercises proved with 25 seeds a level.\n",
    ]


def test_the_schema_tells_editors_what_a_pack_may_say(home: Path) -> None:
    schema = json.loads(nabla("pack", "schema", home=home).stdout)

    assert {"format", "exercise"} <= set(schema["properties"])
    assert "other-form" in schema["$defs"]["ExerciseTable"]["properties"]
    assert "must" in schema["$defs"]["PartTable"]["properties"]
    assert "requires" in json.loads(nabla("pack", "schema", "--folder", home=home).stdout)["properties"]
