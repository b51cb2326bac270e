"""What was left open, and can be taken up: a test, or the questions that find out what is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tutor.content.library import Library
from tutor.learner.assessment import Sitting, sittings
from tutor.learner.memory import Learner
from tutor.learner.placement import MOST_QUESTIONS
from tutor.session import placement
from tutor.session.report import choice_in_words


@dataclass(frozen=True, slots=True)
class Waiting:
    """A test over `title` (a placement has none), `answered` of so many questions; `of` None: as many as fit."""

    sort: Literal["test", "placement"]
    title: str
    answered: int
    of: int | None


def waiting(
    library: Library, learner: Learner, at: datetime, known: list[Sitting] | None = None
) -> tuple[Waiting, ...]:
    """What is open at an instant, a test first; `known`: the learner's tests, where they are known."""
    return tuple(_waiting(library, learner, at, sittings(learner.tests) if known is None else known))


def in_words(each: Waiting, width: int | None = None) -> str:
    """`Test left open: Vectors, 7 of 20 answered`; a title that is too long for the width is shortened."""
    if each.sort == "placement":
        return f"What you know, left open: {each.answered} of at most {each.of} answered"
    done = f"{each.answered} answered" if each.of is None else f"{each.answered} of {each.of} answered"
    room = len(each.title) if width is None else max(8, width - len(f"Test left open: , {done}"))
    title = each.title if len(each.title) <= room else f"{each.title[: room - 1].rstrip(', ')}…"
    return f"Test left open: {title}, {done}"


def _waiting(library: Library, learner: Learner, at: datetime, known: list[Sitting]) -> Iterator[Waiting]:
    tests = [each for each in known if each.ended is None]
    if tests:
        yield Waiting("test", choice_in_words(library, tests[-1].choice), tests[-1].answered, tests[-1].count)
    if placement.is_open(learner.placement, at) and (asked := placement.asked(learner.placement)):
        yield Waiting("placement", "", asked, MOST_QUESTIONS)
