"""The placement test: at most fifteen questions, and what follows from them for the whole graph.

What is believed is a distribution over the knowledge states that the graph allows (`tutor.learner.ideals`). The
next question is of the skill whose answer is expected to tell most: by how much it lowers the summed variance of
"is it known?" over the skills that matter, which for an answer Y is the sum of cov(skill, Y)^2 / var(Y). It stops when
no question would tell enough to be worth its minute.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from tutor.content.curriculum import Curriculum
from tutor.learner.ideals import SAMPLES, Cloud, observed, prior
from tutor.learner.mastery import LIKELY
from tutor.learner.records import Attempt, GivenUp, OfProblem, Row
from tutor.learner.skill_state import PRESUMED_FROM
from tutor.problem import Outcome

MOST_QUESTIONS = 15
WORTH_ITS_MINUTE = 0.1
"""The least that a question must tell, in skills: the expected fall of the summed variance. A skill placed wrongly
costs about six minutes (a lesson and a problem that were not needed, or that came too late), a question about one."""
UNKNOWN_IF_KNOWN = 0.03
UNKNOWN_IF_NOT = 0.5
"""The chance of saying "I don't know", for one who knows it, and for one who does not."""

GUESS_AT_LEAST = 0.3
"""What a right answer says is reckoned at no less than this chance of one without knowing, whatever the question: half
a memory, a lucky rule or a like exercise seen before all help. The "lucky guess" of knowledge structures is hardly ever
known well (Falmagne and Doignon, "Learning Spaces", 2011, chapter 12), and one reckoned too low is what makes skills be
presumed falsely, while one too high only costs questions."""


class Said(StrEnum):
    """What an answer says of the skill."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the placement, and its answer. `guess`: the chance of a right answer without knowing."""

    skill: str
    said: Said
    guess: float = LIKELY.guess


def believed(curriculum: Curriculum, answers: Iterable[Asked], likely: Mapping[str, float] | None = None) -> Cloud:
    """What the answers say, whatever their order. `likely`: what the log says of skills practised before; answers
    about skills that the curriculum has no longer are passed over."""
    known = (each for each in answers if each.skill in curriculum.skills)
    return reduce(after, known, prior(curriculum, likely))


def after(cloud: Cloud, asked: Asked) -> Cloud:
    """The belief after one more answer."""
    return observed(cloud, asked.skill, *_likelihoods(asked))


def next_skill(cloud: Cloud, askable: Collection[str], matter: Collection[str] | None = None) -> str | None:
    """The skill to ask about next, None where no question is worth its minute. `matter`: the skills that count,
    those on the way to a goal; None: all."""
    meant = cloud.known if matter is None else [cloud.known[cloud.graph.place[each]] for each in matter]
    shares = [(column, column.bit_count() / SAMPLES) for column in meant]
    told = {each: _told(cloud, each, shares) for each in cloud.graph.order if each in askable}
    best = max(told, key=lambda each: told[each], default=None)
    return best if best is not None and told[best] >= WORTH_ITS_MINUTE else None


def presumed(chances: Mapping[str, float]) -> frozenset[str]:
    """The skills that are presumed known. With the chances of one belief they are closed under prerequisites."""
    return frozenset(skill for skill, chance in chances.items() if chance >= PRESUMED_FROM)


def answers(rows: Iterable[Row]) -> tuple[Asked, ...]:
    """What the rows of a placement say, a question each. A problem in parts is known where all of them are; an
    undecided answer says nothing."""
    posings: dict[str, list[OfProblem]] = {}
    for row in rows:
        if isinstance(row.record, (Attempt, GivenUp)):
            posings.setdefault(row.record.posed, []).append(row.record)
    return tuple(asked for records in posings.values() if (asked := _asked(records)) is not None)


def _asked(records: Sequence[OfProblem]) -> Asked | None:
    told = records[0].guess
    guess = told if isinstance(told, float) and 0 < told < 1 else LIKELY.guess
    if any(isinstance(each, GivenUp) for each in records):
        return Asked(records[0].skill, Said.UNKNOWN, guess)
    outcomes = {each.verdict for each in records if isinstance(each, Attempt)}
    if outcomes & {Outcome.WRONG, Outcome.CARRIED}:
        return Asked(records[0].skill, Said.WRONG, guess)
    return None if Outcome.UNDECIDED in outcomes else Asked(records[0].skill, Said.RIGHT, guess)


def _told(cloud: Cloud, skill: str, shares: Iterable[tuple[int, float]]) -> float:
    """The expected fall of the summed variance, over the columns with these shares, by asking about a skill."""
    chance = cloud.chance(skill)
    able = chance * (1 - LIKELY.slip) + (1 - chance) * LIKELY.guess
    contrast = 1 - LIKELY.slip - LIKELY.guess
    return contrast**2 * sum(each * each for each in cloud.covariances(skill, shares)) / (able * (1 - able))


def _likelihoods(asked: Asked) -> tuple[float, float]:
    """The chance of this answer for one who knows the skill, and for one who does not."""
    guess = max(asked.guess, GUESS_AT_LEAST)
    match asked.said:
        case Said.UNKNOWN:
            return UNKNOWN_IF_KNOWN, UNKNOWN_IF_NOT
        case Said.RIGHT:
            return (1 - UNKNOWN_IF_KNOWN) * (1 - LIKELY.slip), (1 - UNKNOWN_IF_NOT) * guess
        case Said.WRONG:
            return (1 - UNKNOWN_IF_KNOWN) * LIKELY.slip, (1 - UNKNOWN_IF_NOT) * (1 - guess)
