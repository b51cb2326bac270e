"""`nabla today`, `skills` and `stats`: what is planned, what is held, how it went."""

from __future__ import annotations

import argparse
from typing import Any

from tutor.cli.answers import say
from tutor.cli.clock import clock
from tutor.cli.open import rows_of
from tutor.content.library import Library
from tutor.learner import mastery, planner, progress
from tutor.learner.memory import replay
from tutor.paths import packs_folder
from tutor.session.study import USUAL_MINUTES


def today(given: argparse.Namespace) -> int:
    """The session that would begin now."""
    library, learner = Library.shipped(packs_folder()), replay(rows_of(given.db))
    at = clock()()
    plan = planner.plan(library.curriculum, learner, at, learner.minutes or USUAL_MINUTES)
    titles = library.curriculum.skills
    if given.json:
        items = [{"skill": each.skill, "title": titles[each.skill].title, "why": each.why, "level": each.level,
                  "chance": each.chance, "reason": each.reason} for each in plan.items]  # fmt: skip
        say({"minutes": plan.minutes, "sentence": plan.sentence, "problems": items})
        return 0
    print(plan.sentence)
    for each in plan.items:
        chance = f"{each.chance:.0%} now" if each.chance is not None else ""
        print(f"  {each.why:9} {titles[each.skill].title:48} {chance}".rstrip())
    return 0


def skills(given: argparse.Namespace) -> int:
    """Every skill, in the order of the curriculum."""
    library, learner = Library.shipped(packs_folder()), replay(rows_of(given.db))
    at = clock()()
    for id, standing in mastery.standings(library.curriculum, learner, at).items():
        skill = library.curriculum.skills[id]
        row: dict[str, Any] = {
            "id": id,
            "title": skill.title,
            "strand": skill.strand,
            "prerequisites": list(skill.prerequisites),
            "encompasses": dict(skill.encompasses),
            "exercises": len(library.offers(id)),
            "state": str(standing.state),
            "recall": standing.recall and round(standing.recall, 4),
            "due": standing.due and standing.due.isoformat(),
            "held": standing.held,
            "next": standing.next,
        }
        if given.json:
            say(row)
        else:
            chance = f"{standing.recall:4.0%}" if standing.recall is not None else "    "
            print(f"{row['state']:11} {chance}  {skill.title}" + ("  (next)" if standing.next else ""))
    return 0


def stats(given: argparse.Namespace) -> int:
    """What was practised and how it went."""
    figures = progress.statistics(rows_of(given.db), clock()())
    if given.json:
        say(figures)
        return 0
    for name, value in figures.items():
        print(f"{name.replace('_', ' ')}: {'not yet known' if value is None else value}")
    return 0
