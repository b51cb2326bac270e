"""The problem on the table, and what has happened to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.learner.records import Attempt, GivenUp, OfProblem, Row
from tutor.problem import Outcome
from tutor.session.steps import Posed

DECIDED = {Outcome.CORRECT, Outcome.OTHER_FORM, Outcome.WRONG}


@dataclass(slots=True)
class Table:
    """One posed problem. `rows`: the ids of its rows. `last_answer`: the last one that was decided, to which
    the next is compared; None once a repetition of it has been told."""

    posed: Posed
    key: str
    chance_before: float | None
    hints: int = 0
    closed: bool = False
    rows: list[str] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    last_answer: str | None = None
    given_up: bool = False
    confidence: float | None = None
    seconds: float = 0.0

    @property
    def tries(self) -> int:
        """Decided answers so far; an undecided one uses up no try."""
        return len(self.outcomes)

    def take_back(self, row: Row) -> None:
        """Undo a row's part of the story: the problem is open again."""
        self.rows.remove(row.id)
        self.closed = False
        if isinstance(row.record, Attempt) and row.record.verdict in DECIDED:
            self.outcomes.pop()
            self.last_answer = None
        elif isinstance(row.record, GivenUp):
            self.given_up = False
        assert isinstance(row.record, OfProblem)
        self.seconds -= row.record.seconds
