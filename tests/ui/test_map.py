"""The map, why a skill stands so, and the lesson from anywhere, played by a pilot."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot
from ui.double import Double, DoubleGoals
from ui.graph import SKILLS, STRANDS
from ui.reading import seen

from tutor.ui.app import NablaApp
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.map import MapScreen
from tutor.ui.screens.notation import NotationScreen
from tutor.ui.screens.practice import Practice
from tutor.ui.screens.summary import SummaryScreen
from tutor.ui.screens.today import TodayScreen
from tutor.ui.screens.why import WhyScreen
from tutor.ui.widgets.neighbours import Neighbours
from tutor.ui.widgets.skill_list import SkillList
from tutor.ui.widgets.strands import Strands

Build = Callable[..., NablaApp]
NEXT = ["exp-log-rules", "pmf-expectation", "matrix-basics", "argmax-onehot", "cosine-ranking", "cosine-similarity"]
"""What is next: what was begun, then what is on the way to the goal, then the others."""


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def opened(pilot: Pilot[int]) -> None:
    """The map, from Today."""
    await settle(pilot)
    await press(pilot, "m")
    assert isinstance(pilot.app.screen, MapScreen)


def marked(pilot: Pilot[int]) -> str:
    spot = pilot.app.screen.query_one(SkillList).marked
    assert spot is not None
    return spot.skill


def rows(pilot: Pilot[int]) -> list[str]:
    return [" ".join(line.split()) for line in seen(pilot).splitlines()]


async def test_the_first_lines_say_what_is_next_and_why(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)

        first = rows(pilot)[:8]
        assert "Map ● 6 held ◐ 1 learning ! 2 due ↓ 1 slipping ○ 4 next · 9 locked" in first[0]
        assert "Next: all that these rest on is held" in first[2]
        assert "▸ → ↓ Exponent and log rules slipping" in first[3]
        assert "2 wrong in a row" in first[3]
        assert re.search("→ ○ Shape, entries.* next opens Matrix", first[5])


async def test_every_strand_stands_at_a_glance(app: Build):
    async with app().run_test(size=(100, 32)) as pilot:
        await opened(pilot)

        shown = seen(pilot)
        assert all(title[:20] in shown for title in STRANDS.values())
        assert re.search(r"Vectors +●●●!", shown)


async def test_n_goes_from_next_to_next_and_comes_round(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        seen_next = [marked(pilot)]
        for _ in NEXT:
            await press(pilot, "n")
            seen_next.append(marked(pilot))

        assert seen_next == [*NEXT, NEXT[0]]


async def test_arrows_walk_the_strands_and_their_skills(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "right", "right", "right", "down")
        assert marked(pilot) == "dot-product"
        assert "Vectors" in rows(pilot)[2]

        await press(pilot, "end", "up")
        assert marked(pilot) == "vector-norms"
        await press(pilot, "left", "left", "left", "left")
        assert marked(pilot) == "top-k"


async def test_search_as_you_type_then_enter_goes_there(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"soft", "space", *"shift")

        assert "1 of 23 skills" in seen(pilot)
        await press(pilot, "enter")
        assert marked(pilot) == "softmax-invariance"
        assert "Exponentials, logarithms" in rows(pilot)[2]
        assert isinstance(pilot.app.screen, MapScreen)


async def test_a_search_without_a_result_says_so_and_esc_ends_it(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "down", "slash", *"quark", "enter", "w", "d")
        assert "No skill has all these words" in seen(pilot)

        await press(pilot, "escape")
        assert "Next: all that these rest on is held" in seen(pilot)
        assert isinstance(pilot.app.screen, MapScreen)


async def test_a_locked_skill_names_what_is_in_its_way_and_b_goes_there(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"temperature", "enter")
        assert "The plan waits until you hold Shifts and scale" in seen(pilot)
        assert "b goes there" in seen(pilot)

        walked = []
        for _ in range(4):
            await press(pilot, "b")
            walked.append(marked(pilot))
        assert walked == ["softmax-invariance", "softmax-compute", "exp-log-rules", "exp-log-rules"]

        await press(pilot, "backspace", "backspace", "backspace")
        assert marked(pilot) == "temperature"


async def test_tab_walks_along_the_words_and_enter_goes_there(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"dot", "space", *"product", "enter", "tab", "tab", "tab", "enter")
        assert marked(pilot) == "vector-norms"

        await press(pilot, "shift+tab", "escape", "enter")
        assert isinstance(pilot.app.screen, LessonScreen)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=str)
async def test_every_neighbour_can_be_walked_to(app: Build, size: tuple[int, int]):
    async with app().run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"exponent", "space", *"and", "enter")
        beside = pilot.app.screen.query_one(Neighbours)
        assert beside.walkable == ("power-rules", "sigmoid-logit", "softmax-compute")

        for skill in beside.walkable:
            await press(pilot, "tab")
            assert beside.marked == skill
            assert SKILLS[skill][0] in seen(pilot)


async def test_a_locked_skill_is_drilled_and_one_comes_back_to_the_map(app: Build):
    double = Double(problems=())
    async with app(double).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"temperature", "enter", "d")

        assert ("begin", {"minutes": None, "skill": "temperature"}) in double.asked
        assert isinstance(pilot.app.screen, SummaryScreen | MapScreen)
        if isinstance(pilot.app.screen, SummaryScreen):
            await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MapScreen)
        assert marked(pilot) == "temperature"


async def test_what_nothing_practises_is_said_and_not_begun(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"causal", "enter", "d")

        assert [each.message for each in pilot.app._notifications] == ["No exercise practises this yet: Causal mask."]
        assert not [each for each in double.asked if each[0] == "begin"]


async def test_the_lesson_of_a_locked_skill_leads_to_its_problems_and_back_to_the_map(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"temperature", "enter", "enter")
        assert isinstance(pilot.app.screen, LessonScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MapScreen)
        assert ("lesson_read", "temperature") not in double.asked

        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, Practice)
        assert ("lesson_read", "temperature") in double.asked
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MapScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_why_says_what_is_claimed_and_walks_to_what_comes_first(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"temperature", "enter", "w")
        assert isinstance(pilot.app.screen, WhyScreen)
        assert "Mastered asks for: right on two different days" in " ".join(rows(pilot))
        assert "Begin with: Exponent and log rules" in seen(pilot)

        await press(pilot, "b")
        assert "Exponent and log rules" in rows(pilot)[0]
        assert "surely with at least 16 %, the gate is 70 %" in " ".join(rows(pilot))
        await press(pilot, "down", "enter")
        assert "Sigmoid, odds and logits" in rows(pilot)[0]

        await press(pilot, "escape", "escape")
        assert "Temperature" in rows(pilot)[0]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MapScreen)


async def test_why_can_be_asked_of_a_skill_of_today(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "w")

        assert isinstance(pilot.app.screen, WhyScreen)
        assert "Slipping: it was met before" in seen(pilot)


async def test_the_map_begins_at_the_skill_that_is_marked_on_today(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down", "m")

        assert marked(pilot) == "cosine-similarity"


async def test_the_way_to_the_goal_is_marked_and_has_a_section_of_its_own(app: Build):
    async with app(Double(goals=DoubleGoals(own="attention-by-hand"))).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "→ ↓ Exponent and log rules" in seen(pilot)

        await press(pilot, "right")
        assert "The way to: Attention by hand" in rows(pilot)[2]
        assert re.search(r"\d+ of 13 held", rows(pilot)[2])


async def test_the_page_of_all_signs_is_a_key_away_from_a_lesson(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "enter", "n")
        assert isinstance(pilot.app.screen, NotationScreen)
        assert "every sign" in rows(pilot)[0]

        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LessonScreen)


async def test_a_lesson_that_nothing_practises_leads_to_no_problems(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"causal", "enter", "enter", "enter")

        assert isinstance(pilot.app.screen, LessonScreen)
        assert not [each for each in double.asked if each[0] in ("begin", "lesson_read")]


async def test_the_mouse_marks_walks_and_opens(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.click(SkillList, offset=Offset(10, 2))
        assert marked(pilot) == NEXT[1]

        await pilot.click(Strands, offset=Offset(4, 4))
        await settle(pilot)
        assert marked(pilot) == "matrix-basics"

        await pilot.click(Neighbours, offset=Offset(12, 3))
        await settle(pilot)
        assert marked(pilot) == "matrix-vector-product"

        await pilot.click(SkillList, offset=Offset(10, 2))
        await settle(pilot)
        assert isinstance(pilot.app.screen, LessonScreen)


async def test_the_palette_finds_lessons_drills_and_reasons_from_the_map(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        titles = {each.title for each in pilot.app.get_system_commands(pilot.app.screen)}

    assert {"lesson", "drill", "why", "search", "walk", "what is in the way"} <= titles
    assert {f"{what}: Computing a softmax" for what in ("lesson", "drill", "why")} <= titles


async def test_while_a_problem_is_open_the_palette_begins_nothing_else(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        titles = {each.title for each in pilot.app.get_system_commands(pilot.app.screen)}

    assert not {each for each in titles if each.startswith(("lesson:", "drill:", "why:"))}


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (100, 32), (160, 48), (400, 90)], ids=str)
async def test_no_line_is_too_wide_and_the_marked_skill_is_in_view(app: Build, size: tuple[int, int]):
    async with app(Double(goals=DoubleGoals(own="attention-by-hand"))).run_test(size=size) as pilot:
        await opened(pilot)
        for _ in range(6):
            await press(pilot, "right", "end")
            title = SKILLS[marked(pilot)][0]
            assert any("▸" in line and title[:12] in line for line in rows(pilot))
            assert all(len(line) <= size[0] for line in seen(pilot).splitlines())
