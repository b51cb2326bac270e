"""The problem on the table, and what has happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tutor.learner.records import Attempt, GivenUp, OfProblem, Row
from tutor.problem import Carry, Outcome, Part
from tutor.session.steps import Posed

DECIDED = {Outcome.CORRECT, Outcome.CARRIED, Outcome.OTHER_FORM, Outcome.WRONG}
RIGHT = {Outcome.CORRECT, Outcome.CARRIED}


@dataclass(slots=True)
class Story:
    """What has happened to one part. `outcomes`: of its decided answers, in order; `given`: the last of these
    answers; `told_again`: it was typed once more, and that was said."""

    hints: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    given: str | None = None
    told_again: bool = False
    given_up: bool = False

    @property
    def tries(self) -> int:
        """Decided answers so far; an undecided one uses up no try."""
        return len(self.outcomes)

    @property
    def is_apart(self) -> bool:
        """Whether the learner went on from a value that is not the key's, and has not seen that."""
        return not self.given_up and self.outcomes[-1:] in ([Outcome.WRONG], [Outcome.CARRIED])

    def take(self, attempt: Attempt) -> None:
        """A decided answer."""
        self.outcomes.append(attempt.verdict)
        self.given, self.told_again = attempt.answer, False


@dataclass(slots=True)
class Table:
    """One posed problem, at its `at`-th part. `rows`: the ids of its rows."""

    posed: Posed
    key: str
    chance_before: float | None
    stories: tuple[Story, ...]
    at: int = 0
    closed: bool = False
    rows: list[str] = field(default_factory=list)
    confidence: float | None = None
    seconds: float = 0.0

    @property
    def part(self) -> Part:
        return self.posed.problem.parts[self.at]

    @property
    def story(self) -> Story:
        return self.stories[self.at]

    @property
    def is_last_part(self) -> bool:
        return self.at == len(self.stories) - 1

    @property
    def is_answered(self) -> bool:
        """Whether it says anything about the learner."""
        return any(story.outcomes or story.given_up for story in self.stories)

    @property
    def is_right_at_once(self) -> bool:
        """Every part right by the key, at the first answer."""
        return all(story.outcomes[:1] == [Outcome.CORRECT] and not story.given_up for story in self.stories)

    @property
    def is_right_later(self) -> bool:
        return not self.is_right_at_once and all(
            RIGHT & set(story.outcomes) and not story.given_up for story in self.stories
        )

    def carry(self) -> Carry | None:
        """What the part on the table may be carried forward from: earlier answers that are not the key's."""
        problem = self.posed.problem
        earlier = list(zip(problem.parts, self.stories, strict=True))[: self.at]
        gave: Mapping[str, str] = {
            part.id: story.given for part, story in earlier if story.given is not None and story.is_apart
        }
        if not gave:
            return None
        return Carry(problem.exercise, problem.level, problem.seed, self.part.id, gave)

    def about(self, session: str, mode: str, seconds: float, confidence: float | None) -> dict[str, Any]:
        """What a row about the part on the table says: the fields of OfProblem."""
        problem = self.posed.problem
        return {
            "session": session,
            "mode": mode,
            "posed": self.key,
            "skill": problem.skill,
            "exercise": problem.exercise,
            "pack": problem.pack,
            "pack_version": problem.pack_version,
            "pack_hash": problem.pack_hash,
            "level": problem.level,
            "seed": problem.seed,
            "values": problem.values,
            "part": self.part.id or None,
            "try_number": self.story.tries + 1,
            "hints": self.story.hints,
            "seconds": max(0.0, seconds),
            "confidence": confidence,
            "predicted": self.posed.predicted,
        }

    def note(self, row: Row) -> None:
        """A row about this problem."""
        assert isinstance(row.record, OfProblem)
        self.rows.append(row.id)
        self.seconds += row.record.seconds

    def done_with_part(self, row: Row) -> Part | None:
        """The next part, which lies on the table now; None where it was the last one."""
        if self.is_last_part:
            self.close(row)
            return None
        self.note(row)
        self.at += 1
        return self.part

    def close(self, row: Row) -> None:
        """Nothing more is asked."""
        self.note(row)
        self.closed = True

    def take_back(self, row: Row) -> None:
        """Undo a row's part of the story: that part is open again."""
        assert isinstance(row.record, OfProblem)
        self.rows.remove(row.id)
        self.closed = False
        ids = [part.id for part in self.posed.problem.parts]
        self.at = ids.index(row.record.part or ids[0])
        story = self.story
        if isinstance(row.record, Attempt) and row.record.verdict in DECIDED:
            story.outcomes.pop()
            story.given = None
        elif isinstance(row.record, GivenUp):
            story.given_up = False
        self.seconds -= row.record.seconds
