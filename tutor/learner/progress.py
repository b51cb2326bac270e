"""Figures about the learner's work, for `nabla stats`: what was promised against what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from tutor.learner.memory import without_undone
from tutor.learner.records import Attempt, GivenUp, Row
from tutor.learner.study_day import study_day
from tutor.problem import Outcome


def statistics(rows: Iterable[Row], at: datetime) -> dict[str, Any]:
    """Plain figures of a whole log. Chances and shares are in 0..1; None where nothing is known yet.

    `first_answers` counts the first decided answer to each problem (or part), which is what `predicted`
    promised; a problem given up counts as not right. `brier` is the mean squared distance between the
    confidence said and what happened: 0 is perfect, always saying one half gives 0.25 (Brier, 1950).
    """
    counted = without_undone(rows)
    attempts = [row for row in counted if isinstance(row.record, Attempt)]
    firsts = _first_answers(counted)
    days = Counter(row.day for row in counted if isinstance(row.record, (Attempt, GivenUp)))
    monday = study_day(at) - timedelta(days=study_day(at).weekday())
    promised = [(chance, right) for chance, _, right in firsts if chance is not None]
    said = [(sure, right) for _, sure, right in firsts if sure is not None]
    return {
        "attempts": len(attempts),
        "right": sum(_is_right(row) for row in attempts),
        "first_answers": len(firsts),
        "first_right": sum(right for *_, right in firsts),
        "days": len(days),
        "days_this_week": sum(monday <= day <= study_day(at) for day in days),
        "answers_today": days.get(study_day(at), 0),
        "minutes": round(sum(_seconds(row) for row in counted) / 60, 1),
        "predicted": _mean(chance for chance, _ in promised),
        "delivered": _mean(float(right) for _, right in promised),
        "confidence_given": len(said),
        "brier": _mean((sure - right) ** 2 for sure, right in said),
    }


def _first_answers(rows: Iterable[Row]) -> list[tuple[float | None, float | None, bool]]:
    """For each problem or part: the chance we gave, the confidence said, and whether it was right."""
    found: dict[tuple[str, str | None], tuple[float | None, float | None, bool]] = {}
    for row in rows:
        record = row.record
        if isinstance(record, GivenUp) or (isinstance(record, Attempt) and record.verdict is not Outcome.UNDECIDED):
            found.setdefault((record.posed, record.part), (record.predicted, record.confidence, _is_right(row)))
    return list(found.values())


def _is_right(row: Row) -> bool:
    return isinstance(row.record, Attempt) and row.record.verdict is Outcome.CORRECT


def _seconds(row: Row) -> float:
    return row.record.seconds if isinstance(row.record, (Attempt, GivenUp)) else 0.0


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else None
