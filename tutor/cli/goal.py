"""`nabla goal`: what the learner wants to be able to do, how far that is, and another choice."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from tutor.cli.answers import say
from tutor.cli.clock import clock
from tutor.cli.open import rows_of
from tutor.content.goals import Goal
from tutor.content.library import Library
from tutor.learner.memory import Learner, replay
from tutor.learner.study_day import study_day
from tutor.paths import log_file, packs_folder
from tutor.session import goals

NONE = "none"
"""The word that clears the goal."""


def goal(given: argparse.Namespace) -> int:
    """Show the goal, choose another one, or list what there is."""
    library, at = Library.shipped(packs_folder()), clock()()
    if given.name is not None:
        _choose(given, library, at)
    learner = replay(rows_of(given.db))
    if given.list:
        _list(library, learner, at, as_json=given.json)
        return 0
    chosen = goals.chosen(library, learner)
    found = None if chosen is None else far(library, learner, chosen, at)
    if given.json:
        say({"goal": found})
    elif found is not None:
        print(in_words(found))
        for line in filter(None, (found["about"], found["cut"])):
            print(line)
    elif learner.goal is not None:
        print(f"The goal {learner.goal!r} is not in this course; nabla goal --list lists the goals.")
    else:
        print("No goal is chosen; nabla goal --list lists the goals.")
    return 0


def far(library: Library, learner: Learner, chosen: Goal, at: datetime) -> dict[str, Any]:
    """A goal with how far it is. `soonest` and `latest` are study days at a fast and a slow version of the learner's
    pace, null where that is over a year away and where the goal is reached; `usual_pace`: it is a beginner's still."""
    found = _about(library, learner, chosen, at)
    if not found["skills"] or found["reached"]:
        return {**found, "soonest": None, "latest": None, "usual_pace": None, "when": None}
    forecast = goals.forecast(library, learner, chosen, at)
    return {
        **found,
        "soonest": forecast.soonest and forecast.soonest.isoformat(),
        "latest": forecast.latest and forecast.latest.isoformat(),
        "usual_pace": forecast.is_usual,
        "when": forecast.words(study_day(at)),
    }


def in_words(found: dict[str, Any]) -> str:
    """`Goal: Attention by hand. 15 of 28 skills; at this pace 17 to 26 January.`"""
    when = "all held" if found["reached"] else found["when"] or "no exercise practises it yet"
    return f"Goal: {found['title']}. {found['held']} of {found['skills']} skills; {when}."


def _about(library: Library, learner: Learner, each: Goal, at: datetime) -> dict[str, Any]:
    standing = goals.standing(library, learner, each, at)
    about = {"id": each.id, "title": each.title, "about": each.about, "cut": each.cut, "targets": list(each.targets)}
    return {**about, "held": standing.held, "skills": standing.of, "reached": standing.is_reached}


def _choose(given: argparse.Namespace, library: Library, at: datetime) -> None:
    from tutor.learner.log import Log

    record = goals.choice(library, None if given.name == NONE else given.name)
    with Log.open(log_file(given.db)) as log:
        log.append(record, at)


def _list(library: Library, learner: Learner, at: datetime, *, as_json: bool) -> None:
    for each in library.goals:
        found = _about(library, learner, each, at)
        if as_json:
            say({**found, "chosen": each.id == learner.goal})
        else:
            mark = "  (your goal)" if each.id == learner.goal else ""
            print(f"{each.id:18} {each.title:46} {found['held']:2} of {found['skills']:2} skills{mark}")
    if not as_json:
        print("Any skill can be a goal as well: nabla skills --json gives their ids.")
