"""`nabla skills`: every skill and what is remembered of it; with a name, that one in words."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from tutor.cli.answers import say
from tutor.cli.clock import clock
from tutor.cli.named import named_skill
from tutor.cli.open import rows_of
from tutor.content.library import Library
from tutor.learner import claim, mastery
from tutor.learner.mastery import Standing
from tutor.learner.memory import Learner, replay
from tutor.paths import packs_folder
from tutor.session.map import skill_map


def skills(given: argparse.Namespace) -> int:
    """Every skill, in the order of the curriculum, or one."""
    library, learner, at = Library.shipped(packs_folder()), replay(rows_of(given.db)), clock()()
    # What the plan goes by; a skill that nothing practises yet stands beside it, and is never next.
    now = {**mastery.standings(library.curriculum, learner, at), **mastery.standings(library.course, learner, at)}
    if given.skill is not None:
        _one(library, learner, at, now, named_skill(library.curriculum, given.skill), as_json=given.json)
        return 0
    for id in library.curriculum.order:
        row = _row(library, now[id], id)
        if given.json:
            say(row)
        else:
            chance = f"{row['recall']:4.0%}" if row["recall"] is not None else "    "
            print(f"{row['state']:11} {chance}  {row['title']}" + ("  (next)" if row["next"] else ""))
    return 0


def _row(library: Library, standing: Standing, id: str) -> dict[str, Any]:
    skill = library.curriculum.skills[id]
    return {
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
        "presumed": standing.presumed,
        "next": standing.next and id in library.course.skills,
    }


def _one(library: Library, learner: Learner, at: datetime, now: dict[str, Standing], id: str, *, as_json: bool) -> None:
    graph = library.course if id in library.course.skills else library.curriculum
    said = claim.claim(graph, learner, id, at)
    words = claim.in_words(said)
    map = skill_map(library.curriculum, learner, at, course=library.course)
    spot, begin_with = map.spots[id], map.first_steps(id)
    if as_json:
        asks = [{"what": each.what, "asked": each.asked, "now": round(each.now, 4), "met": each.is_met}
                for each in said.asks]  # fmt: skip
        say({
            **_row(library, now[id], id),
            "chance": said.chance and round(said.chance, 4),
            "surely": round(said.surely, 4),
            "gate": mastery.GATE,
            "right_in_a_row": said.run,
            "mastery": asks,
            "missing": list(spot.missing),
            "begin_with": list(begin_with),
            "opens": list(spot.opens),
            "words": list(words),
        })  # fmt: skip
        return
    print(f"{said.title} ({id})")
    for sentence in words:
        print(sentence)
    if begin_with:
        print(f"Begin with: {map.spots[begin_with[0]].title} ({begin_with[0]}).")
    for label, neighbours in (("It rests on", spot.needs), ("It opens", spot.opens)):
        for each in neighbours:
            print(f"{label}: {map.spots[each].title} ({each}), {map.spots[each].sign}.")
