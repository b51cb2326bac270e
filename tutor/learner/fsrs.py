"""The forgetting curve: FSRS-6, as published by open-spaced-repetition, with its default weights.

Pure functions; time comes in. At gaps of whole days they equal the `fsrs` package (a test says so);
unlike it, gaps may be fractions of a day, and "the same day" is the learner's study day.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from tutor.learner.frozen import frozen
from tutor.learner.rating import Rating
from tutor.learner.study_day import study_day

WEIGHTS = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # first stability after Again, Hard, Good, Easy
    *(6.4133, 0.8334, 3.0194, 0.001),  # difficulty: first, its slope, step, pull to the mean
    *(1.8722, 0.1666, 0.796),  # stability after success
    *(1.4835, 0.0614, 0.2629, 1.6483),  # stability after failure
    *(0.6014, 1.8729),  # Hard's share, Easy's bonus
    *(0.5425, 0.0912, 0.0658),  # within a day
    0.1542,  # how flat the curve is in the long run
)
DECAY = -WEIGHTS[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
LEAST_STABILITY = 0.001
DAY = timedelta(days=1)
DESIRED_RETENTION = 0.9


@frozen
class Memory:
    """What is remembered of a skill. `stability`: days until the chance of recall falls to 0.9;
    `difficulty` in 1..10; `reviewed`: the last review, with the offset of its zone."""

    stability: float
    difficulty: float
    reviewed: datetime


def retrievability(memory: Memory, at: datetime) -> float:
    """The chance of recall at an instant, in 0..1; a clock that went back counts as no time at all."""
    return _recall(memory.stability, days_since(memory, at))


def interval(stability: float, retention: float = DESIRED_RETENTION) -> float:
    """Days until the chance of recall has fallen to `retention`."""
    days: float = stability / FACTOR * (retention ** (1 / DECAY) - 1)
    return days


def due_at(memory: Memory, retention: float = DESIRED_RETENTION) -> datetime:
    """When the chance of recall falls to `retention`; within a century."""
    return memory.reviewed + timedelta(days=min(interval(memory.stability, retention), 36500))


def review(memory: Memory | None, rating: Rating, at: datetime) -> Memory:
    """The memory after a review at an instant; None: the first. It counts from `at` even if the clock went
    back, so that a clock once set far ahead hides nothing for long."""
    if memory is None:
        first = _first_difficulty(rating)
        return Memory(WEIGHTS[rating - 1], min(max(first, 1.0), 10.0), at)
    if study_day(at) <= study_day(memory.reviewed):
        stability = _stability_within_a_day(memory.stability, rating)
    elif rating is Rating.AGAIN:
        stability = _stability_after_failure(memory, retrievability(memory, at))
    else:
        stability = _stability_after_success(memory, retrievability(memory, at), rating)
    difficulty = _next_difficulty(memory.difficulty, rating)
    return Memory(max(stability, LEAST_STABILITY), difficulty, at)


def days_since(memory: Memory, at: datetime) -> float:
    """Days since the last review, with fractions; never negative."""
    return max(0.0, (at - memory.reviewed) / DAY)


def _recall(stability: float, days: float) -> float:
    recall: float = (1 + FACTOR * days / stability) ** DECAY
    return recall


def _first_difficulty(rating: Rating) -> float:
    return WEIGHTS[4] - math.exp(WEIGHTS[5] * (rating - 1)) + 1


EASIEST = _first_difficulty(Rating.EASY)
"""The mean to which difficulty is pulled."""


def _next_difficulty(difficulty: float, rating: Rating) -> float:
    step = -WEIGHTS[6] * (rating - 3) * (10 - difficulty) / 9
    pulled = WEIGHTS[7] * EASIEST + (1 - WEIGHTS[7]) * (difficulty + step)
    return min(max(pulled, 1.0), 10.0)


def _stability_within_a_day(stability: float, rating: Rating) -> float:
    growth: float = math.exp(WEIGHTS[17] * (rating - 3 + WEIGHTS[18])) * stability ** -WEIGHTS[19]
    return stability * (growth if rating is Rating.AGAIN else max(growth, 1.0))


def _stability_after_success(memory: Memory, recall: float, rating: Rating) -> float:
    share = WEIGHTS[15] if rating is Rating.HARD else WEIGHTS[16] if rating is Rating.EASY else 1.0
    ease = math.exp(WEIGHTS[8]) * (11 - memory.difficulty) * memory.stability ** -WEIGHTS[9]
    surprise = math.exp((1 - recall) * WEIGHTS[10]) - 1
    grown: float = memory.stability * (1 + ease * surprise * share)
    return grown


def _stability_after_failure(memory: Memory, recall: float) -> float:
    relearnt: float = (
        WEIGHTS[11]
        * memory.difficulty ** -WEIGHTS[12]
        * ((memory.stability + 1) ** WEIGHTS[13] - 1)
        * math.exp((1 - recall) * WEIGHTS[14])
    )
    return min(relearnt, memory.stability / math.exp(WEIGHTS[17] * WEIGHTS[18]))
