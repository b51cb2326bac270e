"""`nabla today` and `stats`: what is planned, and how it went."""

from __future__ import annotations

import argparse

from tutor.cli.answers import say
from tutor.cli.clock import clock
from tutor.cli.goal import far, in_words
from tutor.cli.open import rows_of
from tutor.content.library import Library
from tutor.learner import planner, progress
from tutor.learner.memory import replay
from tutor.paths import packs_folder
from tutor.session import goals, waiting
from tutor.session.progress import fields
from tutor.session.progress import figures as reckoned
from tutor.session.progress_words import lines


def today(given: argparse.Namespace) -> int:
    """The session that would begin now."""
    library, learner = Library.shipped(packs_folder()), replay(rows_of(given.db))
    at = clock()()
    goal = goals.chosen(library, learner)
    minutes = learner.minutes or planner.USUAL_MINUTES
    plan = planner.plan(library.course, learner, at, minutes, goal=goals.targets(library, goal))
    titles = library.curriculum.skills
    open_now = waiting.waiting(library, learner, at)
    if given.json:
        items = [{"skill": each.skill, "title": titles[each.skill].title, "why": each.why, "level": each.level,
                  "chance": each.chance, "reason": each.reason} for each in (*plan.items, *plan.later)]  # fmt: skip
        reached = goal and far(library, learner, goal, at)
        left_open = [{"what": each.sort, "title": each.title or None, "answered": each.answered, "of": each.of}
                     for each in open_now]  # fmt: skip
        say({"minutes": plan.minutes, "sentence": plan.sentence, "problems": items, "goal": reached,
             "left_open": left_open})  # fmt: skip
        return 0
    print(plan.sentence)
    for each in (*plan.items, *plan.later):
        chance = f"{each.chance:.0%} now" if each.chance is not None else ""
        print(f"  {each.why:9} {titles[each.skill].title:48} {chance}".rstrip())
    if goal is not None:
        print(in_words(far(library, learner, goal, at)))
    for left in open_now:
        print(f"{waiting.in_words(left)}: nabla {'test' if left.sort == 'test' else 'place'} goes on with it.")
    return 0


def stats(given: argparse.Namespace) -> int:
    """What was practised and how it went."""
    rows, at = rows_of(given.db), clock()()
    figures, found = progress.statistics(rows, at), reckoned(Library.shipped(packs_folder()), replay(rows), at)
    if given.json:
        say(figures | fields(found))
        return 0
    for name, value in figures.items():
        print(f"{name.replace('_', ' ')}: {'not yet known' if value is None else value}")
    for line in lines(found):
        print(line)
    return 0
