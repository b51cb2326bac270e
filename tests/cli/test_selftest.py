"""`nabla test` in real processes: questions out, answers in, a report; and what a killed one leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tutor.learner.log import Log
from tutor.learner.records import Attempt, GivenUp, SelfTestBegun, SelfTestEnded, Skip

NABLA = [sys.executable, "-P", "-m", "tutor"]
SKILLS = ("--skill", "power-rules", "--skill", "sum-notation")


def nabla(*words: str, home: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "NABLA_HOME": str(home)}
    return subprocess.run([*NABLA, *words], input=typed, capture_output=True, text=True, env=settings, timeout=120)


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def records(home: Path, *kinds: type) -> list[Any]:
    with Log.open(home / "learner.db", create=False) as log:
        assert log.verify() == []
        return [row.record for row in log.rows() if isinstance(row.record, kinds)]


class Sitting:
    """A test that is answered as it asks; what it said is kept in `told`."""

    def __init__(self, home: Path, *words: str) -> None:
        self.told: list[dict[str, Any]] = []
        self._child = subprocess.Popen(
            [*NABLA, "test", *words, "--json"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "NABLA_HOME": str(home)},
        )  # fmt: skip

    def __enter__(self) -> "Sitting":
        return self

    def __exit__(self, *_: object) -> None:
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            pipe.close()

    def until(self, kind: str) -> dict[str, Any]:
        """Read on to a line of this kind."""
        assert self._child.stdout is not None
        while True:
            self.told.append(json.loads(self._child.stdout.readline()))
            if kind in self.told[-1]:
                return self.told[-1]

    def type(self, line: str, kind: str) -> dict[str, Any]:
        """Type a line, and read on to what it leads to."""
        assert self._child.stdin is not None
        self._child.stdin.write(f"{line}\n")
        self._child.stdin.flush()
        return self.until(kind)

    def answer(self) -> str:
        """Type something that can be read, whatever is asked for."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        for guess in ("77777", "b", "yes", "[7, 7]", "[7, 7, 7]", "k^77", "c > b > a"):
            self._child.stdin.write(f"{guess}\n")
            self._child.stdin.flush()
            self.told.append(json.loads(self._child.stdout.readline()))
            if "noted" in self.told[-1]:
                return guess
        raise AssertionError(self.told)

    def end_of_input(self) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()
        self.until("left")
        self._child.wait(timeout=60)


def test_a_test_that_was_left_goes_on_and_ends_in_a_report_that_is_kept(tmp_path: Path) -> None:
    with Sitting(tmp_path, *SKILLS, "--count", "3") as first:
        first.until("problem")
        first.type("((", "unreadable")
        first.type(":sure 90", "confidence")
        guess = first.answer()
        first.until("problem")
        first.type(":hint", "unknown")
        first.type(":skip", "put_off")
        first.until("problem")
        first.end_of_input()
    second = nabla("test", *SKILLS, home=tmp_path)
    third = objects(nabla("test", "--json", home=tmp_path, typed=":unknown\n" * 20))
    again = objects(nabla("test", "--report", "--json", home=tmp_path))

    posed = [each["problem"] for each in first.told if "problem" in each]
    assert [each["number"] for each in posed] == [1, 2, 3]
    assert not any({"answer", "solution", "mistakes", "hints", "values", "title"} & set(each) for each in posed)
    assert not any("verdict" in json.dumps(each) for each in first.told)

    assert second.returncode == 2
    assert "nabla test --end" in second.stderr

    assert [each["problem"]["number"] for each in third if "problem" in each] == [3, 2]
    report = third[-1]
    assert again == [report]
    assert (report["answered"], report["why"], report["questions"]) == (3, "done", 3)
    assert {each["skill"] for each in report["skills"]} == {"power-rules", "sum-notation"}
    assert report["whole"]["low"] == 0 or report["answers"][0]["credit"] > 0
    answers = {each["number"]: each for each in report["answers"]}
    assert (answers[1]["parts"][0]["answer"], answers[1]["parts"][0]["confidence"]) == (guess, 0.9)
    assert all(part["right"] and part["solution"] for each in answers.values() for part in each["parts"])
    kinds = [type(each) for each in records(tmp_path, SelfTestBegun, Attempt, GivenUp, Skip, SelfTestEnded)]
    assert kinds[:3] == [SelfTestBegun, Attempt, Skip]
    assert kinds[-1] is SelfTestEnded


def test_a_killed_test_loses_nothing_that_was_noted_and_can_be_ended(tmp_path: Path) -> None:
    with Sitting(tmp_path, *SKILLS, "--count", "10") as sitting:
        sitting.until("problem")
        noted = {sitting.type(":unknown", "noted")["noted"] for _ in range(3)}

    done = nabla("test", "--end", home=tmp_path)

    assert done.returncode == 0
    with Log.open(tmp_path / "learner.db", create=False) as log:
        kept = {row.id for row in log.rows() if isinstance(row.record, GivenUp)}
    assert kept == noted
    assert "of 10 questions" in done.stdout
    assert "Sums, products and indices: 0 of" in done.stdout
    assert "You did not know it." in done.stdout
    assert [each.why for each in records(tmp_path, SelfTestEnded)] == ["stopped"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--strand", "alchemy"), 1, "no strand 'alchemy'"),
        (("--report",), 1, "no test"),
        (("--end", "--count", "3"), 2, "stand alone"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_what_cannot_be_is_said_in_one_line(words: tuple[str, ...], status: int, said: str, tmp_path: Path) -> None:
    done = nabla("test", *words, home=tmp_path)

    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
