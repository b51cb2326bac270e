"""A few seeds of every shipped exercise; `make audit` takes three hundred."""

from pathlib import Path

import pytest

from tutor.content.library import Library
from tutor.maths.proving.proof import prove_file

PACKS = sorted((Path(__file__).parents[2] / "exercises").rglob("*.toml"))
SKILLS = frozenset(Library.shipped().curriculum.skills)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_every_shipped_exercise_is_sound(path: Path) -> None:
    findings = prove_file(str(path), seeds=3, skills=SKILLS, counted=3)

    assert [finding for finding in findings if finding["level"] == "error"] == []


def test_there_is_a_pack_for_every_skill() -> None:
    assert {path.stem for path in PACKS} == SKILLS
