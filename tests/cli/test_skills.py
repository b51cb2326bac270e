"""`nabla skills SKILL` and `nabla lesson`, on a log with a few answers."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from learner.rows import attempt

from tutor.cli.parser import main
from tutor.content.library import Library
from tutor.learner.log import Log
from tutor.learner.memory import replay

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Powers and roots right three times over four days; the log rules begun and wrong."""
    place = tmp_path_factory.mktemp("home")
    with Log.open(place / "learner.db") as log:
        for days in (6, 4, 2):
            log.append(attempt("power-rules", posed=f"p{days}"), NOW - timedelta(days=days))
        log.append(attempt("exp-log-rules", posed="e1"), NOW - timedelta(days=1))
    return place


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


def nabla(*words: str, home: Path) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("NABLA_HOME", str(home))
        patch.setenv("NABLA_NOW", NOW.isoformat())
        status = main(words)
    return Done(status, out.getvalue(), err.getvalue())


def objects(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", ["power-rules", "Powers and roots", "powers AND  roots"])
def test_a_skill_is_told_in_words_by_its_name_or_title(name: str, home: Path) -> None:
    done = nabla("skills", name, home=home)

    assert done.returncode == 0
    assert done.stdout.startswith("Powers and roots (power-rules)\nHeld: one may build on it.\n")
    assert "Right 3 times in a row over 4 days, 2 days ago." in done.stdout
    assert "Mastered asks for: right on two different days (done), right at level 4 (level 1 so far)" in done.stdout


def test_what_is_in_the_way_is_named_with_where_to_begin(home: Path) -> None:
    done = nabla("skills", "sigmoid-logit", home=home)

    assert "Locked. The plan waits until you hold Rules of exponentials and logarithms (surely " in done.stdout
    assert "Begin with: Rules of exponentials and logarithms (exp-log-rules)." in done.stdout


def test_one_skill_as_json_has_the_promised_fields_and_more(home: Path) -> None:
    listed = {each["id"]: each for each in objects(nabla("skills", "--json", home=home))}
    (one,) = objects(nabla("skills", "exp-log-rules", "--json", home=home))

    assert {key: one[key] for key in listed["exp-log-rules"]} == listed["exp-log-rules"]
    assert 0 < one["surely"] < one["gate"] < one["chance"] < 1
    assert [each["what"] for each in one["mastery"]] == ["days", "level", "surely"]
    assert (one["missing"], one["right_in_a_row"]) == ([], 1)
    assert all(isinstance(each, str) for each in one["words"])


def test_the_highest_level_is_that_of_the_skills_exercises(home: Path) -> None:
    offers = Library.shipped().offers("power-rules")
    (one,) = objects(nabla("skills", "power-rules", "--json", home=home))

    assert one["mastery"][1]["asked"] == max(level for offer in offers for level in offer.levels)


@pytest.mark.parametrize("command", ["skills", "lesson"])
@pytest.mark.parametrize(
    ("name", "meant"), [("softmx-compute", "softmax-compute"), ("roots", "power-rules"), ("quark", "nabla skills")]
)
def test_an_unknown_skill_ends_with_2_and_what_may_have_been_meant(
    command: str, name: str, meant: str, home: Path
) -> None:
    done = nabla(command, name, home=home)

    assert done.returncode == 2
    assert done.stdout == ""
    assert f"There is no skill '{name}'" in done.stderr
    assert meant in done.stderr


def test_a_lesson_is_read_out_in_plain_lines(home: Path) -> None:
    done = nabla("lesson", "softmax-compute", home=home)

    assert done.returncode == 0
    assert done.stdout.startswith("Computing a softmax\n")
    assert "Bars: cat 0.6, dog 0.3, the 0.1." in done.stdout
    assert not set("$│─┌█\x1b") & set(done.stdout)


def test_looking_at_a_lesson_changes_nothing_and_with_read_it_is_noted(home: Path) -> None:
    def lessons_read() -> dict[str, str | None]:
        return {each["skill"]: each["read"] for each in objects(nabla("lesson", "--json", home=home))}

    nabla("lesson", "dot-product", home=home)
    assert lessons_read()["dot-product"] is None

    nabla("lesson", "dot-product", "--read", home=home)
    assert lessons_read()["dot-product"] == "2026-12-01"
    with Log.open(home / "learner.db", create=False) as log:
        assert replay(log.rows()).skill("dot-product").lesson_read == NOW.date()


def test_lessons_are_listed_by_strand(home: Path) -> None:
    lines = nabla("lesson", home=home).stdout.splitlines()

    assert lines[0] == "Notation and estimates:"
    assert len([line for line in lines if line.startswith("  ")]) == len(Library.shipped().curriculum.order)
    assert [line for line in lines if line.startswith("  power-rules: Powers and roots, ")]


def test_the_page_of_all_signs_is_read_like_a_lesson(home: Path) -> None:
    done = nabla("lesson", "notation", home=home)

    assert done.returncode == 0
    assert done.stdout.startswith("Notation\n")
    assert "typed: sqrt(a), √a" in done.stdout


def test_read_without_a_lesson_is_a_slip_of_the_call(home: Path) -> None:
    assert nabla("lesson", "--read", home=home).returncode == 2
