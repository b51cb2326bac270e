"""What a row of the log can record. Rows are appended and never changed; all else follows from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from tutor.learner.frozen import frozen
from tutor.problem import Outcome


@frozen
class OfProblem:
    """What every row about a posed problem says: which one, where, and how it stood.

    `posed` unites the rows of one posing: its tries and its parts. `hints` counts those seen so
    far; `seconds` is monotonic time since it was shown (for a later try: since the try before);
    `confidence` and `predicted` are chances in 0..1 of being right, said by the learner and by us;
    `guess` is that of being right without knowing, told where it is needed later.
    """

    _: KW_ONLY
    session: str
    mode: str
    posed: str
    skill: str
    exercise: str
    pack: str
    pack_version: int
    pack_hash: str
    level: int
    seed: int
    values: Mapping[str, str] = field(default_factory=dict)
    part: str | None = None
    try_number: int = 1
    hints: int = 0
    seconds: float = 0.0
    confidence: float | None = None
    predicted: float | None = None
    guess: float | None = None


@frozen
class Attempt(OfProblem):
    """One answer, exactly as typed, and what the checker said. Never an unreadable one."""

    _: KW_ONLY
    answer: str
    verdict: Outcome
    diagnosis: str | None = None


@frozen
class GivenUp(OfProblem):
    """ "I don't know", or the solution asked for before the answer was right."""


@frozen
class Skip(OfProblem):
    """Passed on without an answer: says nothing about the learner."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes back the row with the id `row`; history keeps both."""

    row: str


@dataclass(frozen=True, slots=True)
class LessonRead:
    """The lesson of a skill was opened and left by going on."""

    skill: str


@dataclass(frozen=True, slots=True)
class MinutesChosen:
    """How many minutes a day the learner wants."""

    minutes: int


@dataclass(frozen=True, slots=True)
class GoalChosen:
    """What the learner wants to reach: the id of a named goal or of a skill; None: nothing in particular."""

    goal: str | None


@dataclass(frozen=True, slots=True)
class SessionBegun:
    """A session started; `minutes` were planned."""

    session: str
    mode: str
    minutes: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A session ended in an orderly way (after a crash this row is missing)."""

    session: str


class Pick(NamedTuple):
    """A question of a test, before it is posed."""

    skill: str
    exercise: str
    level: int
    seed: int


@dataclass(frozen=True, slots=True)
class SelfTestBegun:
    """A test started over what was chosen (`strand/vectors`, `goal/attention`, `skill/softmax-compute`; nothing:
    everything), and so over `skills`; `questions` in their order, `count` of them, or (None) as many as fit. After
    `minutes` no new one is posed."""

    session: str
    choice: tuple[str, ...]
    skills: tuple[str, ...]
    questions: tuple[Pick, ...]
    count: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class SelfTestEnded:
    """A test ended. `why`: `done` (nothing was left), `time`, or `stopped` (by the learner)."""

    session: str
    why: str


@dataclass(frozen=True, slots=True)
class PlacementBegun:
    """A placement started, or one with the same `session` was taken up again. `goal`: the skills it was for, none:
    all."""

    session: str
    goal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacementEnded:
    """A placement ended; `is_whole`: it was not stopped by the learner. `chances`: the chance of knowing each skill
    of the graph as it was then, in 0..1."""

    session: str
    chances: Mapping[str, float]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Unknown:
    """A row that this version cannot interpret: kept, and passed over."""

    kind: str
    payload: str


Record = (
    Attempt
    | GivenUp
    | Skip
    | Undo
    | LessonRead
    | MinutesChosen
    | GoalChosen
    | SessionBegun
    | SessionEnded
    | SelfTestBegun
    | SelfTestEnded
    | PlacementBegun
    | PlacementEnded
    | Unknown
)

KINDS: Mapping[str, type[Record]] = {
    "attempt": Attempt,
    "given-up": GivenUp,
    "skip": Skip,
    "undo": Undo,
    "lesson-read": LessonRead,
    "minutes-chosen": MinutesChosen,
    "goal-chosen": GoalChosen,
    "session-begun": SessionBegun,
    "session-ended": SessionEnded,
    "test-begun": SelfTestBegun,
    "test-ended": SelfTestEnded,
    "placement-begun": PlacementBegun,
    "placement-ended": PlacementEnded,
}
_NAMES: Mapping[type[Record], str] = {cls: name for name, cls in KINDS.items()}


@frozen
class Row:
    """A record in its place in the log.

    `sequence` counts from 1 without gaps on each `device`; `at` keeps the offset of the zone in
    which it happened; `day` is the learner's study day.
    """

    id: str
    device: str
    sequence: int
    at: datetime
    day: date
    record: Record


def kind_of(record: Record) -> str:
    """The name of the record's kind in the log."""
    return record.kind if isinstance(record, Unknown) else _NAMES[type(record)]


def to_payload(record: Record) -> str:
    """The record as ASCII JSON with sorted keys. ValueError where a number is not finite."""
    if isinstance(record, Unknown):
        return record.payload
    plain = {each.name: _plain(getattr(record, each.name)) for each in fields(record)}
    return json.dumps(plain, sort_keys=True, allow_nan=False, separators=(",", ":"))


def from_payload(kind: str, payload: str) -> Record:
    """The record of a row. What does not fit the kind (a later version, a damaged row) is Unknown."""
    if (cls := KINDS.get(kind)) is None:
        return Unknown(kind, payload)
    try:
        data: dict[str, Any] = json.loads(payload)
        known = {name: data[name] for name in _field_names(kind) if name in data}
        if list in map(type, known.values()):
            known = {name: _frozen(value) for name, value in known.items()}
        if "verdict" in known:
            known["verdict"] = Outcome(known["verdict"])
        if "questions" in known:
            known["questions"] = tuple(Pick(*each) for each in known["questions"])
        return cls(**known)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return Unknown(kind, payload)


@cache
def _field_names(kind: str) -> tuple[str, ...]:
    return tuple(each.name for each in fields(KINDS[kind]))


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
