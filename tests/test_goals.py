"""A goal over a real session and a small course: it leads the plan, and a skill that nothing practises stops nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from test_session import NOW, Double

from tutor.content.library import Library
from tutor.errors import NablaError
from tutor.learner.log import Log
from tutor.learner.memory import replay
from tutor.learner.records import GoalChosen
from tutor.session import goals
from tutor.session.steps import Finished, Meet, Posed
from tutor.session.study import Session

LESSON = """\
+++
title = "{title}"
prerequisites = {needs}
encompasses = {{}}
terms = []
minutes = 2
+++

# {title}
"""
PACK = 'format = 1\ntitle = "A pack"\nversion = 1\nskill = "{skill}"\n' + "".join(
    f'\n[[exercise]]\nid = "{name}"\nlevels = [1, 2]\nkind = "number"\nask = "What is $1$?"\nanswer = "1"\n'
    for name in ("one", "two")
)
GOALS = """
[[goal]]
id = "top"
title = "To the top"
about = "All the way."
targets = ["last"]
"""
NEEDS = {"first": [], "bare": ["first"], "last": ["bare"], "aside": []}
"""The skills of the course: nothing practises `bare`."""


def course(folder: Path, practised: tuple[str, ...] = ("first", "last", "aside")) -> Library:
    lessons, exercises = folder / "curriculum", folder / "exercises"
    for each in (lessons / "s", exercises / "s"):
        each.mkdir(parents=True, exist_ok=True)
    (lessons / "strands.toml").write_text('[[strand]]\nid = "s"\ntitle = "S"\n', encoding="utf-8")
    (lessons / "goals.toml").write_text(GOALS, encoding="utf-8")
    for name, needs in NEEDS.items():
        (lessons / "s" / f"{name}.md").write_text(LESSON.format(title=name.title(), needs=needs), encoding="utf-8")
        file = exercises / "s" / f"{name}.toml"
        file.unlink(missing_ok=True)
        if name in practised:
            file.write_text(PACK.format(skill=name), encoding="utf-8")
    return Library(lessons, exercises)


def opened(library: Library, path: Path) -> Session:
    log = Log.open(path)
    return Session(library, log, replay(log.rows()), Double(), ThreadPoolExecutor(max_workers=1), count(1))


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    one = opened(course(tmp_path), tmp_path / "log.db")
    yield one
    await one.close()


async def practise(session: Session, problems: int) -> list[str]:
    """The skills of so many problems, all answered rightly."""
    skills: list[str] = []
    await session.begin(NOW, count=problems)
    while not isinstance(step := await session.next(NOW), Finished):
        if isinstance(step, Meet):
            await session.lesson_read(step.skill, NOW)
        elif isinstance(step, Posed):
            await session.answer("right", NOW, seconds=30)
            skills.append(step.problem.skill)
    return skills


async def test_a_goal_leads_the_plan_past_a_skill_that_nothing_practises(session: Session) -> None:
    await session.goals.choose("top", NOW)

    assert await practise(session, 6) == ["first", "first", "last", "last", "aside", "aside"]


async def test_a_skill_without_exercises_is_no_goal_in_the_way_and_its_drill_is_refused_in_words(
    session: Session,
) -> None:
    with pytest.raises(NablaError, match="No exercise practises Bare yet"):
        await session.begin(NOW, skill="bare")

    await session.goals.choose("bare", NOW)
    standing = session.goals.standing(NOW)
    assert standing is not None
    assert (standing.held, standing.of) == (0, 1)
    assert session.goals.targets == ("first",)
    assert "bare" not in {each.goal.id for each in session.goals.offered(NOW)}


async def test_a_pack_that_went_away_takes_its_skill_out_of_the_plan_and_of_the_way(tmp_path: Path) -> None:
    before = opened(course(tmp_path), tmp_path / "log.db")
    await before.goals.choose("top", NOW)
    await practise(before, 2)
    await before.close()

    after = opened(course(tmp_path, practised=("last", "aside")), tmp_path / "log.db")
    assert after.learner.skill("first").met
    assert "first" not in {each.skill for each in after.today(NOW + timedelta(days=30)).plan.items}
    assert await practise(after, 2) == ["last", "last"]
    standing = after.goals.standing(NOW)
    assert standing is not None
    assert standing.of == 1
    await after.close()


async def test_where_nothing_has_exercises_there_is_nothing_to_plan(tmp_path: Path) -> None:
    session = opened(course(tmp_path, practised=()), tmp_path / "log.db")
    await session.goals.choose("top", NOW)

    assert session.today(NOW).plan.items == ()
    assert await practise(session, 2) == []
    standing = session.goals.standing(NOW)
    assert standing is not None
    assert (standing.of, standing.is_reached) == (0, False)
    await session.close()


async def test_the_skills_held_of_the_path_are_counted(session: Session) -> None:
    await session.goals.choose("top", NOW)
    await practise(session, 2)

    standing = session.today(NOW).goal

    assert standing is not None
    assert (standing.goal.title, standing.held, standing.of) == ("To the top", 1, 2)


async def test_a_choice_is_kept_cleared_and_refused_where_there_is_no_such(session: Session) -> None:
    await session.goals.choose("top", NOW)
    await session.goals.choose("aside", NOW)
    assert session.goals.chosen == session.library.goal("aside")
    with pytest.raises(NablaError, match="no goal and no skill 'alchemy'"):
        await session.goals.choose("alchemy", NOW)
    await session.goals.choose(None, NOW)

    kept = [row.record for row in session.log.rows() if isinstance(row.record, GoalChosen)]
    assert kept == [GoalChosen("top"), GoalChosen("aside"), GoalChosen(None)]
    assert session.goals.chosen is None
    assert session.today(NOW).goal is None


async def test_the_forecast_is_that_of_the_command_line_and_is_told_anew_after_an_answer(session: Session) -> None:
    assert await session.goals.forecast(NOW) is None
    await session.goals.choose("top", NOW)
    goal = session.goals.chosen
    assert goal is not None

    first = await session.goals.forecast(NOW)
    await practise(session, 4)
    then = await session.goals.forecast(NOW)

    assert first == goals.forecast(session.library, replay([]), goal, NOW)
    assert then == goals.forecast(session.library, session.learner, goal, NOW)
    assert first is not None
    assert then is not None
    assert then.soonest == NOW.date()
    assert first.soonest is not None
    assert first.soonest >= NOW.date()
    assert (await session.goals.days(NOW, goal, 5) or 0) >= (await session.goals.days(NOW, goal, 60) or 0)
