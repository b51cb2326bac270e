"""What a proof of an exercise finds: gathered so that each fault is told once, with how often."""

from __future__ import annotations

from copy import copy
from dataclasses import asdict, dataclass
from typing import Any

from tutor.content.exercise import Written
from tutor.errors import ContentError

ERROR = "error"
WARNING = "warning"
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, or doubt, of a pack: the fields of `nabla pack check`."""

    file: str | None
    line: int | None
    exercise: str | None
    key: str | None
    level: str
    rule: str
    message: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_error(cls, error: ContentError, rule: str) -> Finding:
        """A ContentError as a finding."""
        return cls(error.file, error.line, error.exercise, error.key, ERROR, rule, error.message)


class Findings:
    """The findings of one exercise. The same rule at the same line is one finding.

    `where` says of which problem is spoken: its level and seed.
    """

    def __init__(self, at: Written) -> None:
        self._at = at
        self.where = ""
        self._first: dict[tuple[str, str | None, int | None], Finding] = {}
        self._times: dict[tuple[str, str | None, int | None], int] = {}

    def of(self, at: Written, where: str) -> Findings:
        """The same findings, with those to come placed in a part of the exercise."""
        other = copy(self)
        other._at, other.where = at, where
        return other

    def error(self, rule: str, message: str, key: str | None = None, line: int | None = None) -> None:
        self._add(ERROR, rule, message, key, line)

    def warn(self, rule: str, message: str, key: str | None = None, line: int | None = None) -> None:
        self._add(WARNING, rule, message, key, line)

    def add(self, finding: Finding) -> None:
        """A finding made elsewhere."""
        place = (finding.rule, finding.key, finding.line)
        self._times[place] = self._times.get(place, 0) + 1
        self._first.setdefault(place, finding)

    def all(self) -> list[Finding]:
        """In the order of the file; a repeated one says how often."""
        told = [self._told(place, each) for place, each in self._first.items()]
        return sorted(told, key=lambda each: (each.line or 0, each.rule))

    def _add(self, level: str, rule: str, message: str, key: str | None, line: int | None) -> None:
        at = self._at
        shown = message if len(message) <= MOST_SHOWN else message[:MOST_SHOWN] + "…"
        self.add(Finding(at.file, line or at.line_of(key), at.exercise, key, level, rule, shown))

    def _told(self, place: tuple[str, str | None, int | None], finding: Finding) -> Finding:
        if (times := self._times[place]) == 1:
            return finding
        fields = {**asdict(finding), "message": f"{finding.message} ({times} times)"}
        return Finding(**fields)
