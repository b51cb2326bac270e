"""`nabla lesson`: a skill's page line by line, for pipes and screen readers; without a name, all lessons."""

from __future__ import annotations

import argparse
from datetime import date

from tutor.cli.answers import say
from tutor.cli.clock import clock
from tutor.cli.named import named_skill
from tutor.cli.open import rows_of
from tutor.content.library import Library
from tutor.errors import UsageError
from tutor.expression.page import plain_page
from tutor.learner.memory import replay
from tutor.paths import log_file, packs_folder

NOTATION = "notation"
"""The page that is asked for like a lesson."""


def lesson(given: argparse.Namespace) -> int:
    """Show one lesson, and note it as read where that is wished; or list them."""
    library = Library.shipped(packs_folder())
    if given.skill is None:
        if given.read:
            raise UsageError("Which lesson was read? nabla lesson SKILL --read")
        _list(given, library)
        return 0
    if given.skill == NOTATION:
        _notation(given, library)
        return 0
    skill = named_skill(library.curriculum, given.skill)
    page = library.lesson(skill)
    if given.read:
        _note(given, skill)
    if given.json:
        text = plain_page(page.body, ascii=given.ascii)
        say({"skill": skill, "title": page.opening.title, "minutes": page.opening.minutes, "markdown": page.body,
             "text": text})  # fmt: skip
    else:
        print(plain_page(page.body, ascii=given.ascii))
    return 0


def _notation(given: argparse.Namespace, library: Library) -> None:
    """The page of all signs, which is no skill's: there is nothing to note as read."""
    text = plain_page(library.notation(), ascii=given.ascii)
    if given.json:
        say({"page": NOTATION, "markdown": library.notation(), "text": text})
    else:
        print(text)


def _list(given: argparse.Namespace, library: Library) -> None:
    learner = replay(rows_of(given.db))
    for strand in library.curriculum.strands:
        skills = [each for each in library.curriculum.order if library.curriculum.skills[each].strand == strand.id]
        if skills and not given.json:
            print(f"{strand.title}:")
        for id in skills:
            skill, read = library.curriculum.skills[id], learner.skill(id).lesson_read
            if given.json:
                say({"skill": id, "title": skill.title, "strand": strand.id, "minutes": skill.minutes,
                     "read": read and read.isoformat()})  # fmt: skip
            else:
                print(f"  {id}: {skill.title}, {skill.minutes} minutes{_read(read)}")


def _read(day: date | None) -> str:
    return f", read on {day.day} {day:%B %Y}" if day else ""


def _note(given: argparse.Namespace, skill: str) -> None:
    from tutor.learner.log import Log
    from tutor.learner.records import LessonRead

    with Log.open(log_file(given.db)) as log:
        log.append(LessonRead(skill), clock()())
