"""Ten thousand answers through `nabla check --jsonl`, hostile ones among them."""

import json
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import pytest
from hostile import HOSTILE
from pairs import pairs

LINES = 10_000
EVERY = 100
LATEST = 5.0
"""Seconds that no reply may be late."""


def requests() -> list[dict[str, object]]:
    usual = cycle(pair for pair in pairs() if pair.question.kind in (None, "number", "expression", "vector"))
    hostile = cycle(HOSTILE)
    asked: list[dict[str, object]] = []
    for number, pair in enumerate(islice(usual, LINES)):
        answer = next(hostile) if number % EVERY == 0 else pair.answer
        against = next(hostile) if number % (10 * EVERY) == 50 else pair.question.against
        asked.append({"id": number, "answer": answer, "against": against, "kind": pair.question.kind})
    return asked


@pytest.mark.slow
def test_ten_thousand_lines_are_answered_in_order_and_none_is_late(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "tutor", "check", "--jsonl"]
    text = "".join(json.dumps(each) + "\n" for each in requests())
    (tmp_path / "requests").write_text(text, encoding="utf-8")

    with (tmp_path / "requests").open() as lines, subprocess.Popen(command, stdin=lines, stdout=-1, text=True) as nabla:
        assert nabla.stdout is not None
        replies, slowest, last = [], 0.0, 0.0
        for line in nabla.stdout:
            now = time.monotonic()
            slowest = max(slowest, now - last if last else 0.0)
            last = now
            replies.append(json.loads(line))

    assert [reply["id"] for reply in replies] == list(range(LINES))
    assert slowest < LATEST
    assert nabla.returncode == 0
    assert not Path("/tmp/nabla-was-here").exists()
