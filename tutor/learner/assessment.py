"""What a test says: its answers from the rows of the log, and from them an estimate for each skill.

An answer that is right counts 1, as does one that follows rightly from an own earlier value; the right value in
another form counts a half; a wrong one, or "I don't know", 0. A problem in parts counts by the mean of its parts. A
question that was put off and never answered counts 0; one that was not reached, or could not be decided, not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tutor.learner.beta import Share, jeffreys
from tutor.learner.rating import SAID_SURE
from tutor.learner.records import Attempt, GivenUp, OfProblem, Pick, Row, SelfTestBegun, SelfTestEnded, Skip
from tutor.problem import Outcome

CREDITS: Mapping[Outcome, float] = {
    Outcome.CORRECT: 1.0,
    Outcome.CARRIED: 1.0,
    Outcome.OTHER_FORM: 0.5,
    Outcome.WRONG: 0.0,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question, or to a part of it. `typed` and `outcome` are None for "I don't know"."""

    part: str | None
    typed: str | None
    outcome: Outcome | None
    diagnosis: str | None
    confidence: float | None

    @property
    def credit(self) -> float | None:
        """In 0..1; None where it could not be decided."""
        return 0.0 if self.outcome is None else CREDITS.get(self.outcome)

    @property
    def is_sure_and_wrong(self) -> bool:
        return self.outcome is Outcome.WRONG and (self.confidence or 0.0) >= SAID_SURE


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a test, the `number`-th from 1. `is_put_off`: seen, and left for later; `values`: as drawn."""

    number: int
    pick: Pick
    answers: tuple[Answer, ...] = ()
    is_put_off: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def credit(self) -> float | None:
        """In 0..1; None where it says nothing."""
        if not self.answers:
            return 0.0 if self.is_put_off else None
        credits = [each.credit for each in self.answers if each.credit is not None]
        return sum(credits) / len(credits) if credits else None

    @property
    def is_sure_and_wrong(self) -> bool:
        return any(each.is_sure_and_wrong for each in self.answers)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A test as the log has it. `count` None: as many questions as fit in the minutes; `ended` and `why` are None
    while it is open; `seconds` of answering."""

    id: str
    choice: tuple[str, ...]
    skills: tuple[str, ...]
    count: int | None
    minutes: int | None
    begun: datetime
    ended: datetime | None
    why: str | None
    questions: tuple[Question, ...]
    seconds: float

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(bool(each.answers) for each in self.questions)


@dataclass(frozen=True, slots=True)
class SkillResult:
    """`right` (in halves and parts of parts) of `asked` questions of one skill, and the chance behind it."""

    skill: str
    right: float
    asked: int
    share: Share


@dataclass(frozen=True, slots=True)
class Result:
    """`whole` is None where nothing was answered; `unasked`: the skills of the choice of which that is true."""

    skills: tuple[SkillResult, ...]
    whole: Share | None
    unasked: tuple[str, ...]


def posed_key(session: str, number: int) -> str:
    """What unites the rows of one question: the same after a restart."""
    return f"{session}-{number}"


def sittings(rows: Sequence[Row]) -> list[Sitting]:
    """Every test that these rows tell of (`Learner.tests`), the oldest first."""
    ended = {row.record.session: row for row in rows if isinstance(row.record, SelfTestEnded)}
    found: dict[str, list[OfProblem]] = {}
    for row in rows:
        if isinstance(row.record, OfProblem):
            found.setdefault(row.record.posed, []).append(row.record)
    begun = [(row, row.record) for row in rows if isinstance(row.record, SelfTestBegun)]
    return sorted(
        (_sitting(row, record, ended.get(record.session), found) for row, record in begun),
        key=lambda each: each.begun,
    )


def result_of(sitting: Sitting) -> Result:
    """The estimates of a test, as far as it has come."""
    credits = credits_of(sitting)
    asked = [skill for skill in sitting.skills if skill in credits]
    return Result(
        skills=tuple(
            SkillResult(skill, sum(own), len(own), jeffreys(min(sum(own), len(own)), len(own)))
            for skill in asked
            if (own := credits[skill])
        ),
        whole=whole_share(credits.values()),
        unasked=tuple(skill for skill in sitting.skills if skill not in credits),
    )


def credits_of(sitting: Sitting) -> dict[str, list[float]]:
    """By skill, what its questions count, in 0..1; only those that say something."""
    credits: dict[str, list[float]] = {}
    for question in sitting.questions:
        if question.credit is not None:
            credits.setdefault(question.pick.skill, []).append(question.credit)
    return credits


def whole_share(credits: Iterable[Sequence[float]]) -> Share | None:
    """The share that a learner can do of several skills, which weigh the same; `credits` by skill, in 0..1.

    The stratified mean of the skills' own means, with a range by Jeffreys at the effective number of questions
    1 / sum(w^2 / n) (Kish, "Survey Sampling", 1965): as many as there were where each skill got as many, fewer
    where one question stands for a whole skill. That skills differ among one another is not taken off the range,
    so it is rather too wide than too narrow (Cochran, "Sampling Techniques", section 5.6). None for no credits.
    """
    asked = [own for own in credits if own]
    if not asked:
        return None
    mean = sum(sum(own) / len(own) for own in asked) / len(asked)
    effective = len(asked) ** 2 / sum(1 / len(own) for own in asked)
    return jeffreys(min(mean * effective, effective), effective)


def _sitting(row: Row, begun: SelfTestBegun, end: Row | None, found: Mapping[str, list[OfProblem]]) -> Sitting:
    own = [found.get(posed_key(begun.session, number), []) for number in range(1, len(begun.questions) + 1)]
    return Sitting(
        id=begun.session,
        choice=begun.choice,
        skills=begun.skills,
        count=begun.count,
        minutes=begun.minutes,
        begun=row.at,
        ended=end.at if end else None,
        why=end.record.why if end and isinstance(end.record, SelfTestEnded) else None,
        questions=tuple(
            _question(number, pick, records)
            for number, (pick, records) in enumerate(zip(begun.questions, own, strict=True), 1)
        ),
        seconds=sum(record.seconds for records in own for record in records),
    )


def _question(number: int, pick: Pick, records: Sequence[OfProblem]) -> Question:
    if not records:
        return Question(number, pick)
    last = records[-1]
    # One seed in many finds no values: the rows say which one was posed in the end.
    posed = Pick(last.skill, last.exercise, last.level, last.seed)
    answers = tuple(map(_answer, (each for each in records if isinstance(each, (Attempt, GivenUp)))))
    return Question(number, posed, answers, any(isinstance(each, Skip) for each in records), last.values)


def _answer(record: Attempt | GivenUp) -> Answer:
    if isinstance(record, GivenUp):
        return Answer(record.part, None, None, None, record.confidence)
    return Answer(record.part, record.answer, record.verdict, record.diagnosis, record.confidence)
