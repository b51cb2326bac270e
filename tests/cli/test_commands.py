"""The command line that other programs rely on: calls, fields, exit statuses. Real processes."""

import contextlib
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tutor.learner.log import Log
from tutor.learner.records import Attempt, GivenUp, GoalChosen

NABLA = [sys.executable, "-P", "-m", "tutor"]
Done = subprocess.CompletedProcess[str]


def nabla(
    *words: str, typed: str = "", home: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, **environment} | ({"NABLA_HOME": str(home)} if home else {})
    return subprocess.run([*NABLA, *words], input=typed, capture_output=True, text=True, env=settings, timeout=120)


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("check", "--answer", "2x", "--against", "x+x"), 0),
        (("check", "--answer", "3x", "--against", "x+x"), 1),
        (("check", "--answer", "2x +", "--against", "x+x"), 1),
        (("check", "--answer", "2x"), 2),
        (("check", "--nonsense"), 2),
        (("read", "2x^2 y", "--names", "x,y"), 0),
        (("read", "2x +"), 1),
        (("read",), 2),
        (("nowhere",), 2),
        (("problem",), 2),
        (("problem", "no-such"), 1),
        (("pack",), 2),
        (("practice", "--count", "0"), 2),
        (("practice", "--skill", "alchemy"), 1),
        (("--version",), 0),
        (("--help",), 0),
    ],
    ids=str,
)
def test_exit_status(words: tuple[str, ...], status: int, tmp_path: Path) -> None:
    done = nabla(*words, home=tmp_path)

    assert done.returncode == status
    assert "Traceback" not in done.stderr


def test_check_replies_with_every_field() -> None:
    (reply,) = objects(nabla("check", "--answer", "2x", "--against", "x+x", "--json"))

    assert reply["verdict"] == "correct"
    fields = {"id", "verdict", "message", "diagnosis", "counterexample", "place", "side", "decided_by", "ms"}
    assert fields <= set(reply)


def test_check_jsonl_answers_each_line_in_order() -> None:
    requests = [
        {"id": 1, "answer": "2x", "against": "x+x"},
        {"id": "two", "answer": "x^2", "against": "2x", "names": ["x"]},
        {"id": None, "answer": "(((", "against": "2x"},
        {"id": 4, "answer": "9^9^9^9", "against": "2"},
        {"id": 5, "answer": "0.333", "against": "1/3", "kind": "number", "tolerance": 0.01},
        {"id": 6, "answer": "[1, 2]", "against": "[1, 2]", "kind": "vector"},
        {"id": 7, "answer": "x", "against": "sqrt(x^2)", "assume": {"x": "positive"}},
    ]
    typed = "\n\n".join(map(json.dumps, requests)) + "\nnot json\n[]\n{}\n"

    replies = objects(nabla("check", "--jsonl", typed=typed))

    assert [reply.get("id") for reply in replies[:7]] == [1, "two", None, 4, 5, 6, 7]
    verdicts = [reply["verdict"] for reply in replies[:7]]
    assert verdicts == ["correct", "wrong", "unreadable", "unreadable", "correct", "correct", "correct"]
    assert replies[2]["place"] is not None
    assert replies[2]["side"] == "answer"
    assert all(set(reply) <= {"id", "error"} and "error" in reply for reply in replies[7:])


def test_a_field_of_the_wrong_type_is_no_request() -> None:
    faults: list[dict[str, Any]] = [
        {"kind": 3}, {"names": "x"}, {"assume": []}, {"decimals": "2"}, {"tolerance": [1]}, {"options": [1]},
    ]  # fmt: skip
    requests = [{"id": number, "answer": "1", "against": "1", **fault} for number, fault in enumerate(faults)]

    replies = objects(nabla("check", "--jsonl", typed="\n".join(map(json.dumps, requests))))

    assert [reply["id"] for reply in replies] == [*range(len(faults))]
    assert all("wrong type" in reply["error"] for reply in replies)


def test_read_says_how_a_text_is_understood() -> None:
    (reply,) = objects(nabla("read", "2x^2 y", "--names", "x,y", "--json"))

    assert reply["linear"] == "2*x^2*y"
    assert reply["error"] is None
    assert {"id", "linear", "unicode", "latex", "spoken", "error", "place"} <= set(reply)


def test_read_jsonl_points_at_what_it_cannot_read() -> None:
    typed = json.dumps({"id": 1, "text": "2*(x+3", "names": ["x"]}) + "\n" + json.dumps({"id": 2, "text": "1/2"})

    first, second = objects(nabla("read", "--jsonl", typed=typed))

    assert isinstance(first["place"], int)
    assert first["error"]
    assert second["linear"] == "1/2"


def test_a_problem_has_the_promised_fields() -> None:
    first = objects(nabla("problem", "log-integers", "--seed", "5", "--json"))

    fields = {"exercise", "skill", "pack", "pack_version", "level", "seed", "kind", "form", "names", "statement",
              "answer", "hints", "solution", "mistakes", "values", "parts"}  # fmt: skip
    assert fields <= set(first[0])
    assert first[0]["exercise"] == "softmax-compute/log-integers"


def test_one_of_each_exercise() -> None:
    posed = objects(nabla("problem", "--all", "--seed", "2", "--json"))

    assert len(posed) >= 55
    assert len({each["exercise"] for each in posed}) == len(posed)


def test_plain_practice_ends_with_its_input(tmp_path: Path) -> None:
    done = nabla(typed="", home=tmp_path)

    assert done.returncode == 0
    assert "Problem 1 of" in done.stdout
    assert done.stderr == ""


def practise(typed: str, home: Path, *words: str, **environment: str) -> list[dict[str, Any]]:
    return objects(nabla("practice", "--plain", "--json", *words, typed=typed, home=home, **environment))


def attempts(home: Path) -> list[Attempt]:
    with Log.open(home / "learner.db") as log:
        return [row.record for row in log.rows() if isinstance(row.record, Attempt)]


def test_every_printed_attempt_is_in_the_log_as_typed(tmp_path: Path) -> None:
    printed = practise("((\n:sure 80\n12345\n:hint\n-12345\n" * 3, tmp_path, "--skill", "sum-notation")

    shown = [each for each in printed if "attempt" in each]
    with Log.open(tmp_path / "learner.db") as log:
        kept = {row.id: row for row in log.rows() if isinstance(row.record, Attempt)}
    assert [each["attempt"] for each in shown] == list(kept)
    assert [each["sequence"] for each in shown] == [row.sequence for row in kept.values()]
    assert sum("unreadable" in each for each in printed) >= 1
    first = next(iter(kept.values())).record
    assert isinstance(first, Attempt)
    assert (first.answer, first.confidence) == ("12345", 0.8)
    assert [each["try"] for each in shown[:2]] == [1, 2]
    assert shown[0]["open"] is True
    assert "open" not in shown[1]


def test_a_count_ends_practice_and_a_posed_problem_keeps_its_answer_to_itself(tmp_path: Path) -> None:
    printed = practise(":skip\n" * 10, tmp_path, "--count", "3")

    posed = [each for each in printed if "problem" in each]
    assert len(posed) == 3
    assert not any({"answer", "solution", "mistakes", "hints", "values"} & set(each["problem"]) for each in posed)
    assert posed[0]["lesson"]["skill"] == posed[0]["problem"]["skill"]


def test_the_clock_can_be_moved_to_the_next_day(tmp_path: Path) -> None:
    nabla("goal", "curvature", home=tmp_path, NABLA_NOW="2026-12-01T09:00:00+01:00")
    practise(":solution\n", tmp_path, NABLA_NOW="2026-12-02T03:59:00+01:00")
    nabla("goal", "none", home=tmp_path, NABLA_NOW="2026-12-02T04:01:00+01:00")

    with Log.open(tmp_path / "learner.db") as log:
        days = [row.day.isoformat() for row in log.rows() if isinstance(row.record, (GivenUp, GoalChosen))]
    assert days == ["2026-12-01"] * 2 + ["2026-12-02"]


@pytest.mark.parametrize("now", ["yesterday", "2026-12-01T09:00:00"])
def test_a_clock_without_an_offset_is_refused(now: str, tmp_path: Path) -> None:
    done = nabla("today", home=tmp_path, NABLA_NOW=now)

    assert done.returncode == 2
    assert "NABLA_NOW" in done.stderr


def test_looking_makes_no_log(tmp_path: Path) -> None:
    for command in ("today", "skills", "stats", "doctor"):
        done = nabla(command, "--json", home=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert objects(done)

    assert list(tmp_path.iterdir()) == []


def test_skills_say_what_is_next(tmp_path: Path) -> None:
    rows = objects(nabla("skills", "--json", home=tmp_path))

    fields = {"id", "title", "strand", "prerequisites", "encompasses", "exercises", "state", "recall", "due", "next"}
    assert all(fields <= set(row) for row in rows)
    assert {row["state"] for row in rows} == {"not-started"}
    assert [row["id"] for row in rows if row["next"]] == [row["id"] for row in rows if not row["prerequisites"]]


def test_the_log_can_be_named_before_or_after_the_command(tmp_path: Path) -> None:
    one, two = tmp_path / "one.db", tmp_path / "two.db"

    statuses = [
        nabla("--db", str(one), "goal", "curvature", home=tmp_path / "home").returncode,
        nabla("goal", "curvature", "--db", str(two), home=tmp_path / "home").returncode,
    ]

    assert statuses == [0, 0]
    assert one.exists()
    assert two.exists()


def test_backup_copies_the_log(tmp_path: Path) -> None:
    practise("12345\n", tmp_path)

    done = nabla("backup", str(tmp_path / "copy.db"), home=tmp_path)

    assert done.returncode == 0
    with Log.open(tmp_path / "copy.db") as copy, Log.open(tmp_path / "learner.db") as log:
        assert list(copy.rows()) == list(log.rows())


def test_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    done = nabla("backup", home=tmp_path)

    assert done.returncode == 1
    assert "no log" in done.stderr


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0 and then nothing"])
def test_a_log_that_is_none_is_named_and_left_alone(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "learner.db"
    file.write_bytes(content)

    done = nabla("practice", "--plain", typed="1\n", home=tmp_path)

    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert str(file) in done.stderr
    assert file.read_bytes() == content


def test_bytes_that_are_no_text_do_not_end_practice(tmp_path: Path) -> None:
    done = subprocess.run(
        [*NABLA, "practice", "--plain", "--json"], input=b"\xff\xfe\x00\n:solution\n", capture_output=True,
        env={**os.environ, "NABLA_HOME": str(tmp_path)}, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0
    kinds = [next(iter(json.loads(line))) for line in done.stdout.splitlines()]
    assert kinds == ["problem", "unreadable", "solution", "problem"]


def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    command = f"{' '.join(NABLA)} problem --all --seed 1 --json | head -n 1"

    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60)

    assert done.stderr == ""


def test_pack_check_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "faulty.toml"
    file.write_text('format = 1\ntitle = "T"\nversion = 1\nlicence = "CC0-1.0"\nauthors = ["A"]\nfrmat = 2\n')

    done = nabla("pack", "check", str(file), "--json")

    assert done.returncode == 1
    (finding, *_) = objects(done)
    assert {"file", "line", "exercise", "key", "level", "rule", "message"} <= set(finding)
    assert (finding["line"], finding["level"]) == (6, "error")


def practising(home: Path) -> "subprocess.Popen[bytes]":
    """A practice that is given wrong answers as fast as it takes them."""
    child = subprocess.Popen(
        [*NABLA, "practice", "--plain", "--json", "--skill", "sum-notation"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "NABLA_HOME": str(home)},
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.write(b"12345\n-12345\n" * 400)
    child.stdin.flush()
    return child


def seconds_to_attempts(home: Path) -> float:
    """How long this machine takes now until ten attempts are printed."""
    begun = time.monotonic()
    child = practising(home)
    assert child.stdout is not None
    seen = 0
    while seen < 10 and (line := child.stdout.readline()):
        seen += b'"attempt"' in line
    child.kill()
    child.wait()
    return time.monotonic() - begun


def lost_by_killing(folder: Path, times: int) -> tuple[int, set[str]]:
    """Practise and kill -9 at random instants, start-up among them: how many attempts were printed,
    and which of these are not in the log."""
    instants = random.Random(20261201)
    usual = seconds_to_attempts(folder / "usual")
    printed: set[str] = set()
    kept: set[str] = set()
    for number in range(times):
        home = folder / str(number)
        child = practising(home)
        assert child.stdout is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(instants.uniform(0.1, 2 * usual))
        child.kill()
        lines = [line for line in child.stdout if line.endswith(b"\n")]
        child.wait()
        printed |= {each["attempt"] for each in map(json.loads, lines) if "attempt" in each}
        if (home / "learner.db").exists():
            with Log.open(home / "learner.db") as log:
                kept |= {row.id for row in log.rows()}
    return len(printed), printed - kept


def test_killed_at_any_instant_no_printed_attempt_is_lost(tmp_path: Path) -> None:
    printed, lost = lost_by_killing(tmp_path, 8)

    assert printed
    assert lost == set()


@pytest.mark.slow
def test_killed_two_hundred_times_no_printed_attempt_is_lost(tmp_path: Path) -> None:
    printed, lost = lost_by_killing(tmp_path, 200)

    assert printed
    assert lost == set()
