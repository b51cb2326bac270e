"""A learner's half year, made up of real exercises and the same each time: a full home, for pictures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tutor.content.library import Library
from tutor.learner.assessment import posed_key
from tutor.learner.log import Log
from tutor.learner.records import (
    Attempt,
    GoalChosen,
    LessonRead,
    MinutesChosen,
    Pick,
    Record,
    SelfTestBegun,
    SelfTestEnded,
)
from tutor.problem import Outcome

DAYS, ANSWERS = 182, 8
STRAND = "exp-log-softmax"
Dated = tuple[Record, datetime]


def lived(path: Path, now: datetime) -> None:
    """Four sessions a week, ever more skills, two tests over one strand, and a third one left open."""
    library = Library.shipped()
    with Log.open(path) as log:
        with log.exclusively() as db:
            db.execute("PRAGMA synchronous=OFF")
        for record, at in (*_sessions(library, now), *_tests(library, now)):
            log.append(record, at)


def _sessions(library: Library, now: datetime) -> Iterator[Dated]:
    dice, order = random.Random(6), library.course.order
    begin = now - timedelta(days=DAYS)
    yield MinutesChosen(20), begin
    yield GoalChosen(library.goals[0].id), begin
    read: set[str] = set()
    for day in range(DAYS + 1):
        if day % 7 in (1, 3, 6):
            continue
        at = begin + timedelta(days=day)
        for number in range(ANSWERS):
            skill = dice.choice(order[: 4 + day // 4])
            if skill not in read:
                read.add(skill)
                yield LessonRead(skill), at
            yield _attempt(library, dice, skill, f"{day}-{number}"), at + timedelta(minutes=number - ANSWERS)


def _attempt(library: Library, dice: random.Random, skill: str, posed: str) -> Attempt:
    offer = dice.choice(library.offers(skill))
    is_right = dice.random() < 0.8
    return Attempt(
        session=posed.partition("-")[0], mode="session", posed=posed, skill=skill, exercise=offer.name,
        pack=skill, pack_version=1, pack_hash="0", level=offer.levels[0], seed=len(posed), seconds=dice.uniform(20, 90),
        predicted=dice.uniform(0.6, 0.95), confidence=dice.choice((None, 0.5, 0.7, 0.85, 0.95)), answer="[1, 2, 3]",
        verdict=Outcome.CORRECT if is_right else Outcome.WRONG,
        diagnosis=None if is_right else dice.choice(("mistake-1", None)),
    )  # fmt: skip


def _tests(library: Library, now: datetime) -> Iterator[Dated]:
    dice, course = random.Random(3), library.course
    skills = tuple(each for each in course.order if course.skills[each].strand == STRAND)
    for test, days_ago, answered in (("t1", 60, 20), ("t2", 1, 20), ("t3", 0, 7)):
        at = now - timedelta(days=days_ago, minutes=30)
        picks = tuple(_pick(library, skills[number % len(skills)], number) for number in range(20))
        yield SelfTestBegun(test, (f"strand/{STRAND}",), skills, picks, len(picks)), at
        for place, pick in enumerate(picks[:answered], 1):
            about = {"session": test, "mode": "test", "posed": posed_key(test, place), **pick._asdict()}
            verdict = Outcome.CORRECT if dice.random() < 0.7 else Outcome.WRONG
            yield Attempt(
                **about, pack=pick.skill, pack_version=1, pack_hash="0", answer="7", verdict=verdict, seconds=70.0,
                confidence=dice.choice((None, 0.95)),
            ), at + timedelta(minutes=place)  # fmt: skip
        if answered == len(picks):
            yield SelfTestEnded(test, "done"), at + timedelta(minutes=25)


def _pick(library: Library, skill: str, number: int) -> Pick:
    offers = library.offers(skill)
    offer = offers[number % len(offers)]
    return Pick(skill, offer.name, offer.levels[0], number)
