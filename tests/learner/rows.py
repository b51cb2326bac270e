"""Rows for tests: made as the log makes them, without a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tutor.content.curriculum import Curriculum, Skill, Strand
from tutor.learner.records import Attempt, GivenUp, Record, Row, Skip
from tutor.learner.study_day import study_day
from tutor.problem import Outcome

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def attempt(
    skill: str = "dot-product",
    verdict: Outcome = Outcome.CORRECT,
    *,
    posed: str = "p1",
    level: int = 1,
    kind: type[Attempt] | type[GivenUp] | type[Skip] = Attempt,
    **more: object,
) -> Attempt | GivenUp | Skip:
    about = {
        "session": "s",
        "mode": "session",
        "posed": posed,
        "skill": skill,
        "exercise": f"{skill}/one",
        "pack": skill,
        "pack_version": 1,
        "pack_hash": "h",
        "level": level,
        "seed": 7,
        **more,
    }
    if kind is Attempt:
        return Attempt(**{"answer": "1", "verdict": verdict, **about})
    return kind(**about)


def row(record: Record, at: datetime = NOON, sequence: int = 1) -> Row:
    return Row(f"row-{sequence}", "device", sequence, at, study_day(at), record)


def rows(records: Iterable[tuple[Record, datetime]]) -> list[Row]:
    return [row(record, at, sequence) for sequence, (record, at) in enumerate(records, 1)]


def days(count: float) -> timedelta:
    return timedelta(days=count)


def curriculum(edges: dict[str, tuple[str, ...]], minutes: int = 3) -> Curriculum:
    """A curriculum of one strand from the prerequisites of each skill."""
    skills = [Skill(each, each.title(), "all", needed, {}, (), minutes) for each, needed in edges.items()]
    return Curriculum([Strand("all", "All")], skills)
