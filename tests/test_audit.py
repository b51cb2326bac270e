"""The audit of the graph and the lessons: what it finds, and that ours pass."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tutor.audit import audit_curriculum, audit_packs
from tutor.content import folder
from tutor.content.curriculum import read_curriculum
from tutor.errors import WorkerError

LESSON = """\
+++
title = "{title}"
prerequisites = {prerequisites}
encompasses = {{}}
terms = {terms}
minutes = 3
+++

# {title}

A scalar times a vector, $2v$.

## Worked example
## In NumPy
```python
price = "$"
```
## The common slip
## In a language model
## Read on
"""


@pytest.fixture
def content(tmp_path: Path) -> tuple[Path, Path]:
    """Three skills in a row, `a`, `b` upon it, `c` upon both; each with a pack."""
    lessons, exercises = tmp_path / "curriculum", tmp_path / "exercises"
    (lessons / "vectors").mkdir(parents=True)
    (exercises / "vectors").mkdir(parents=True)
    (lessons / "strands.toml").write_text('[[strand]]\nid = "vectors"\ntitle = "Vectors"\n')
    for name, needed in (("a", "[]"), ("b", '["a"]'), ("c", '["b"]')):
        _write(lessons, name, prerequisites=needed)
        (exercises / "vectors" / f"{name}.toml").write_text("")
    return lessons, exercises


def _write(lessons: Path, name: str, prerequisites: str = "[]", terms: str = "[]", more: str = "") -> None:
    text = LESSON.format(title=name, prerequisites=prerequisites, terms=terms)
    (lessons / "vectors" / f"{name}.md").write_text(text + more)


def _rules(content: tuple[Path, Path]) -> list[str]:
    lessons, exercises = content
    return [each.rule for each in audit_curriculum(read_curriculum(lessons), lessons, exercises)]


def test_sound_content_has_no_findings(content: tuple[Path, Path]) -> None:
    assert _rules(content) == []


def test_a_prerequisite_that_another_implies_is_named(content: tuple[Path, Path]) -> None:
    _write(content[0], "c", prerequisites='["a", "b"]')

    assert _rules(content) == ["implied"]


def test_a_term_belongs_to_one_lesson(content: tuple[Path, Path]) -> None:
    _write(content[0], "a", terms='["scalar"]')
    _write(content[0], "b", prerequisites='["a"]', terms='["scalar", "tensor"]')

    assert _rules(content) == ["twice-taught", "untold-term"]


@pytest.mark.parametrize(
    ("told", "lesson", "pack", "found"),
    [
        ('["basis"]', "", "", ["unused"]),
        ('["basis"]', "Multiply by the basis.", "", []),
        ('["basis"]', "", "# a basis", []),
        ("[]\nsigns = ['c v']", "", "", ["unused"]),
        ("[]\nsigns = ['c v']", "Take $c v$.", "", []),
    ],
)
def test_a_prerequisite_is_used_in_the_lesson_or_the_pack(
    content: tuple[Path, Path], told: str, lesson: str, pack: str, found: list[str]
) -> None:
    _write(content[0], "a", terms=told, more="A **basis** spans.\n")
    _write(content[0], "b", prerequisites='["a"]', more=lesson)
    (content[1] / "vectors" / "b.toml").write_text(pack)

    assert _rules(content) == found


def test_packs_and_skills_stand_in_pairs(content: tuple[Path, Path]) -> None:
    (content[1] / "vectors" / "c.toml").rename(content[1] / "vectors" / "d.toml")

    assert _rules(content) == ["no-pack", "no-skill"]


def test_a_lesson_has_its_sections_and_closes_its_dollars(content: tuple[Path, Path]) -> None:
    _write(content[0], "a", more="\nA price of $5.\n")
    lesson = content[0] / "vectors" / "b.md"
    lesson.write_text(lesson.read_text().replace("## Read on", "## Links"))

    assert _rules(content) == ["dollars", "no-section"]


def test_the_shipped_curriculum_is_sound() -> None:
    lessons = folder("curriculum")

    findings = audit_curriculum(read_curriculum(lessons), lessons, folder("exercises"))

    assert findings == []


@dataclass
class Recorder:
    """A prover that finds one fault in each file and remembers what it was asked."""

    asked: list[dict[str, Any]] = field(default_factory=list)

    async def ask(self, request: dict[str, Any], limit: float | None = None) -> dict[str, Any]:
        self.asked.append(request)
        return {"findings": [{"file": request["path"]}]}


async def test_packs_are_told_in_their_order_whoever_proves_them() -> None:
    provers = [Recorder(), Recorder()]
    paths = [f"{name}.toml" for name in "abcde"]

    findings = [each async for each in audit_packs(provers, paths, 50)]

    assert [each["file"] for (each,) in findings] == paths
    assert sorted(each["path"] for prover in provers for each in prover.asked) == paths
    assert all(each["seeds"] == 50 for prover in provers for each in prover.asked)


async def test_a_proof_that_takes_too_long_is_a_finding() -> None:
    class Late(Recorder):
        async def ask(self, request: dict[str, Any], limit: float | None = None) -> dict[str, Any]:
            raise WorkerError("That took too long.")

    ((finding,),) = [each async for each in audit_packs([Late()], ["a.toml"], 50)]

    assert (finding["rule"], finding["message"], finding["level"]) == ("limit", "That took too long.", "error")
