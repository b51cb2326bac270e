"""The samples of the format, and twenty-five ideas of others, are sound exercises."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.content.pack import read_pack
from tutor.maths.proving.proof import prove_file

FILES = sorted((Path(__file__).parents[1] / "ideas").glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_ideas_are_proved_sound(file: Path) -> None:
    findings = [each for each in prove_file(file, seeds=3) if each["level"] == "error"]

    assert findings == []


def test_there_is_an_exercise_for_each_idea() -> None:
    count = {file.stem: len(read_pack(file).exercises) for file in FILES}

    assert count == {"algebra": 8, "calculus": 11, "models": 6, "six": 10}
