"""`nabla stats` of a small log: in words, and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from learner.rows import NOON, attempt, days

from tutor.cli.parser import main
from tutor.learner.log import Log
from tutor.problem import Outcome


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NABLA_HOME", str(tmp_path))
    monkeypatch.setenv("NABLA_NOW", NOON.isoformat())
    path = tmp_path / "learner.db"
    with Log.open(path) as log:
        for number in range(4):
            is_right = number > 0
            record = attempt(
                "dot-product", Outcome.CORRECT if is_right else Outcome.WRONG, posed=f"p{number}", predicted=0.75,
                confidence=0.5, diagnosis=None if is_right else "opposite-sign",
            )  # fmt: skip
            log.append(record, NOON - days(7 - number))
    return path


def test_its_words_say_what_each_figure_is(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats"]) == 0

    said = capsys.readouterr().out
    assert "Of 4 first answers 75 % were promised to be right and 75 % were" in said
    assert "Brier score 0.25" in said
    assert "Slip, once" in said
    assert "Dot product" in said


def test_its_fields_for_programs(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["attempts"] == 4
    assert found["brier"] == 0.25
    assert found["brier_predicted"] == pytest.approx((3 * 0.25**2 + 0.75**2) / 4)
    assert found["confidence"][0]["count"] == 4
    assert found["slips"][0]["name"] == "opposite-sign"
    assert [each["answers"] for each in found["weeks"]] == [4]
    assert len(found["forecast"]) == 28
