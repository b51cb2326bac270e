"""What travels between the app and the maths process: questions, problems, verdicts.

Everything here is text of the expression language or plain data, so that it crosses a pipe as
JSON and a person can type it. No trees, no SymPy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any, Self

SAME_AGAIN = "same-again"
"""The diagnosis of a wrong answer that is the last one once more."""


class Outcome(StrEnum):
    """What became of an answer. `unreadable` costs nothing; `undecided` moves no memory; `carried`: a part
    that is wrong by the key and follows from the learner's own earlier value."""

    CORRECT = "correct"
    CARRIED = "carried"
    OTHER_FORM = "other-form"
    WRONG = "wrong"
    UNREADABLE = "unreadable"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Question:
    """What is needed to judge an answer: the fields of `nabla check`, without the answer.

    `kind` None: it follows from `against`. `names` None: every name in `against` is in play, and
    any single letter. `tolerance` is an absolute distance; `decimals = n` means within one unit of
    the n-th decimal place, `significant` likewise of the last significant digit. `options` and
    `items` are the lines of a choice or an ordering, lettered from a.
    """

    against: str
    kind: str | None = None
    names: tuple[str, ...] | None = None
    assume: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None
    tolerance: str | None = None
    decimals: int | None = None
    significant: int | None = None
    unit: str | None = None
    options: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    must: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Keys that are no field are passed over; a missing or wrong value raises TypeError."""
        return cls(**{key: _frozen(value) for key, value in _known(cls, data).items()})


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer with a name: what to `say` to one who gives `answer`, or whose `given` value
    meets the condition `matches` (a formula free of drawn names). One of the two is None."""

    say: str
    answer: str | None = None
    matches: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked and judged at once; `id` is empty where it is the whole problem.

    `statement`, `hints`, `solution` are Markdown with `$...$`; `answer`, `told` and the mistakes' answers are
    lines that a learner could type. `told` is the answer as a person is shown it: to the digits that are asked for,
    where `answer` is exact.
    """

    id: str
    statement: str
    question: Question
    told: str
    hints: tuple[str, ...]
    solution: str
    mistakes: tuple[Mistake, ...]

    @property
    def answer(self) -> str:
        return self.question.against

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        known = _known(cls, data)
        known["question"] = Question.from_json(data["question"])
        known["mistakes"] = tuple(Mistake(**each) for each in data["mistakes"])
        return cls(**{key: _frozen(value) for key, value in known.items()})


@dataclass(frozen=True, slots=True)
class Problem:
    """An exercise with a seed: one concrete task. Same pack version, exercise, level and seed:
    the same problem, on any machine, for ever.

    `exercise` is the full name `pack/id`. `statement` is what its parts have in common, empty where there is
    only one.
    """

    exercise: str
    skill: str
    pack: str
    pack_version: int
    pack_hash: str
    level: int
    seed: int
    sort: str
    statement: str
    parts: tuple[Part, ...]
    values: Mapping[str, str]

    @property
    def has_parts(self) -> bool:
        """Whether it is answered in several parts, each under its id."""
        return bool(self.parts[0].id)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        known = _known(cls, data)
        known["parts"] = tuple(Part.from_json(each) for each in data["parts"])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Carry:
    """What a part may be carried forward from: the posing, and what the learner `gave` for earlier parts
    (by id) where that was wrong."""

    exercise: str
    level: int
    seed: int
    part: str
    gave: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point at which two expressions differ, and what each is worth there, as short text."""

    x: Mapping[str, str]
    answer: str
    against: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says of one answer.

    `message` is for the learner and never names the answer. `diagnosis` is the name of the
    mistake that was recognised. `place` is an index in the text of `side`, where that is
    unreadable. `decided_by`: structure, exact, probe, proof, ...
    """

    outcome: Outcome
    message: str = ""
    diagnosis: str | None = None
    counterexample: Counterexample | None = None
    place: int | None = None
    side: str | None = None
    repair: str | None = None
    decided_by: str | None = None
    ms: float | None = None

    @property
    def is_right(self) -> bool:
        return self.outcome is Outcome.CORRECT

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        known = _known(cls, data)
        known["outcome"] = Outcome(data["outcome"])
        if (point := data.get("counterexample")) is not None:
            known["counterexample"] = Counterexample(**point)
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Followed:
    """What the checker says of the last line of a derivation; it counts nothing.

    `follows`: from the line before it, or the first one from what was given; None where that is not decided.
    `is_end`: nothing is missing behind it: it is what was asked for, in its form. `message`: what is wrong, for the
    learner. `is_read` False: it cannot be read, at `place` in this line where one can say so.
    """

    follows: bool | None
    is_end: bool = False
    message: str = ""
    is_read: bool = True
    place: int | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**_known(cls, data))


def to_json(record: Question | Problem | Verdict | Carry | Followed) -> dict[str, Any]:
    """Plain data that `json.dumps` takes and the record's own `from_json` reads back."""
    return asdict(record)


def _known(cls: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    return {each.name: data[each.name] for each in fields(cls) if each.name in data}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
