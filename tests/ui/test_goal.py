"""The choice of a goal: at the first run and later, by keys and by search, with the days it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from ui.double import NAMED_GOALS, NOW, Double, DoubleGoals
from ui.reading import seen

from tutor.cli.open import open_session
from tutor.ui.app import NablaApp
from tutor.ui.screens.first_run import Beginning, FirstRun
from tutor.ui.screens.goal import GoalScreen, spell
from tutor.ui.screens.practice import Practice
from tutor.ui.screens.today import TodayScreen

Build = Callable[..., NablaApp]


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def first_run(**wishes: object) -> Double:
    return Double(minutes=None, goals=DoubleGoals(is_beginner=True, **wishes))  # type: ignore[arg-type]  # by name


async def test_first_run_takes_a_goal_and_minutes_and_leads_to_the_first_problem(app: Build):
    double = first_run()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, FirstRun)
        assert "What do you want to be able to do?" in seen(pilot)

        await pilot.press("down", "right", "enter")
        await settle(pilot)
        assert (double.goals.own, double.minutes) == ("attention-by-hand", 30)
        assert isinstance(pilot.app.screen, Beginning)

        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Practice)
        assert ("begin", {"minutes": None, "skill": None}) in double.asked


async def test_first_run_can_be_put_off_and_is_not_asked_again(app: Build):
    double = first_run()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)

        assert (double.goals.own, double.minutes) == (None, 20)
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "none yet; g chooses one" in seen(pilot)


async def test_where_to_begin_can_be_put_off(app: Build):
    double = first_run()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "escape")
        await settle(pilot)

        assert double.goals.own == "one-prediction"
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_what_is_known_can_be_found_out_first(app: Build, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr(NablaApp, "place", lambda app: asked.append("place"))
    async with app(first_run()).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "down", "enter")
        await settle(pilot)

        assert asked == ["place"]


async def test_each_goal_says_what_it_is_what_it_lacks_and_how_long_it_takes(app: Build):
    async with app(first_run()).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "12 of 33 skills" in seen(pilot)
        assert "20 minutes a day, five days a week: about 9 weeks." in seen(pilot)

        await pilot.press("down", "left")
        await settle(pilot)
        shown = seen(pilot)
        assert "Scores, scaling, mask" in shown
        assert "Not in this course yet: rotary positions." in shown
        assert "15 minutes a day, five days a week: about 12 weeks." in shown

        await pilot.press("down")
        await settle(pilot)
        assert "You hold all of it." in seen(pilot)

        await pilot.press("down")
        await settle(pilot)
        assert "more than a year" in seen(pilot)


async def test_the_list_does_not_wait_for_the_days(app: Build):
    double = first_run(gate=asyncio.Event())
    async with app(double).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        assert "reckoning …" in seen(pilot)

        assert double.goals.gate is not None
        double.goals.gate.set()
        await settle(pilot)
        assert "about 9 weeks" in seen(pilot)


async def test_a_goal_is_changed_from_today_or_left_as_it_is(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "15 of 28 skills" in seen(pilot)
        assert "at this pace 17 to 26 January" in seen(pilot)

        await pilot.press("g")
        await settle(pilot)
        assert isinstance(pilot.app.screen, GoalScreen)
        assert "▸ Attention by hand" in seen(pilot)
        await pilot.press("down", "escape")
        await settle(pilot)
        assert double.goals.own == "attention-by-hand"

        await pilot.press("g", "up", "enter")
        await settle(pilot)
        assert double.goals.own == "one-prediction"
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "12 of 33 skills" in seen(pilot)


async def test_any_skill_is_found_by_typing_and_the_first_escape_shows_all_goals_again(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g", *"soft")
        await settle(pilot)
        shown = seen(pilot)
        assert "▸ Computing a softmax" in shown
        assert "skill · 2 of 5 skills" in shown
        assert "Everything" not in shown

        await pilot.press("escape")
        await settle(pilot)
        assert "Everything" in seen(pilot)

        await pilot.press(*"soft", "enter")
        await settle(pilot)
        assert double.goals.own == "softmax-compute"
        assert "2 of 5 skills" in seen(pilot)


async def test_a_skill_that_is_the_goal_is_marked_when_the_list_opens(app: Build):
    double = Double(goals=DoubleGoals(own="softmax-compute"))
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g", "enter")
        await settle(pilot)

        assert double.goals.own == "softmax-compute"
        assert ("choose", "one-prediction") not in double.goals.asked


async def test_what_nothing_is_called_cannot_be_chosen(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g", *"zzz", "enter")
        await settle(pilot)

        assert "No goal and no skill has “zzz” in its name." in seen(pilot)
        assert isinstance(pilot.app.screen, GoalScreen)
        assert double.goals.own == "attention-by-hand"


async def test_the_goal_can_be_given_up(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g", "pagedown", "enter")
        await settle(pilot)

        assert double.goals.own is None
        assert "none yet; g chooses one" in seen(pilot)


async def test_a_goal_that_is_reached_says_so(app: Build):
    double = Double(goals=DoubleGoals(own="held"))
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)

        assert "18 of 18 skills" in seen(pilot)
        assert "all of it is held" in seen(pilot)


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (160, 48)])
async def test_the_marked_goal_is_seen_however_long_the_list(app: Build, size: tuple[int, int]):
    many = tuple(
        replace(each, goal=replace(each.goal, id=f"{each.goal.id}-{number}", title=f"{each.goal.title} {number}"))
        for number in range(10)
        for each in NAMED_GOALS
    )
    double = Double(goals=DoubleGoals(named=many))
    async with app(double).run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("g", *["pagedown"] * 12, "up")
        await settle(pilot)

        assert "▸ Everything 9" in seen(pilot)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "about 1 day"),
        (20, "about 20 days"),
        (21, "about 3 weeks"),
        (63, "about 9 weeks"),
        (150, "about 5 months"),
        (365, "about 12 months"),
        (None, "more than a year"),
    ],
)
def test_days_are_told_roughly(days: int | None, said: str):
    assert spell(days) == said


async def test_on_the_real_planner_a_choice_leads_the_plan_and_survives_a_restart(tmp_path: Path):
    def opened() -> NablaApp:
        return NablaApp(lambda: open_session(tmp_path / "learner.db", lambda: NOW), lambda: NOW, theme="dark")

    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.session is not None
        await pilot.press(*"sigmoid and logit", "enter", "escape")
        await settle(pilot)
        assert app.session.learner.goal == "sigmoid-logit"
        assert "0 of 4 skills" in seen(pilot)
        await app.session.close()

    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.session is not None
        planned = {each.skill for each in app.session.today(NOW).plan.items}
        assert planned <= set(app.session.curriculum.path(["sigmoid-logit"]))
        assert "at the usual pace" in seen(pilot)
        await app.session.close()
