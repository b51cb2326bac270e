"""Packs on the screen: found by typing, looked at by keys, shown anew at every save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from ui.double import NOW, Double, DoublePacks, listed_pack
from ui.reading import seen

from tutor.cli.open import open_session
from tutor.errors import ContentError, WorkerError
from tutor.ui import keys
from tutor.ui.app import NablaApp
from tutor.ui.screens.packs import PacksScreen
from tutor.ui.screens.preview import PreviewScreen
from tutor.ui.screens.today import TodayScreen
from tutor.ui.widgets.pack_list import PackList

Build = Callable[..., NablaApp]
SIZES = ((80, 24), (100, 32), (160, 48))
FAULT = ContentError(
    "There is no name m. In: 2 m", file="/home/heads-by-hand.toml", line=14, exercise="x", key="answer"
)
PACK = """\
format  = 1
title   = "My sums"
version = 1
skill   = "sum-notation"

[[exercise]]
id     = "add"
levels = [1, 2]
kind   = "number"
let    = 'a, b = integers(2, by_level(1..9, 11..99))'
ask    = 'What is ${= a} + {= b}$?'
answer = 'a + b'
"""


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def pressed(pilot: Pilot[int], *presses: str) -> str:
    """What stands on the screen once all that was asked for is there."""
    await settle(pilot)
    for each in presses:
        await pilot.press(each)
        if each in ("e", "enter", "left", "right", "l"):
            await settle(pilot)
    await settle(pilot)
    return seen(pilot)


async def until(pilot: Pilot[int], words: str) -> str:
    """Wait for what another task brings, up to the patience of the test run."""
    while words not in seen(pilot):
        await pilot.pause(0.01)
    return seen(pilot)


async def test_every_pack_stands_there_with_its_exercises_and_a_faulty_one_with_its_fault(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e")

        assert isinstance(pilot.app.screen, PacksScreen)
        for words in ("4 packs · 10 exercises", "Attention, by hand", "Causal mask", "A mask", "yours, left out",
                      "✗ logits.toml:14: This is not TOML", "shipped", "levels 1, 2"):  # fmt: skip
            assert words in shown


async def test_the_palette_of_today_reaches_them(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        found = {each.title: each for each in pilot.app.get_system_commands(pilot.app.screen)}

        found["packs"].callback()
        await settle(pilot)

        assert isinstance(pilot.app.screen, PacksScreen)


@pytest.mark.parametrize(
    ("typed", "there", "gone"),
    [
        ("mask", "A mask", "One head"),
        ("CAUS", "A mask", "Two heads"),
        ("soft large", "Large logits", "Whole logits"),
        ("yours", "Two heads", "Sum of logs"),
        ("by-hand two", "Two heads", "A mask"),
    ],
)
async def test_typing_leaves_what_has_every_word(app: Build, typed: str, there: str, gone: str):
    async with app().run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e", *("space" if sign == " " else sign for sign in typed))

        assert there in shown
        assert gone not in shown
        assert "of 10 exercises" in shown


async def test_what_is_not_there_is_said_and_esc_shows_everything_again(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        assert "Nothing here has “xyz” in it." in await pressed(pilot, "e", "x", "y", "z")
        assert isinstance(pilot.app.screen, PacksScreen)

        await pressed(pilot, "enter")
        assert isinstance(pilot.app.screen, PacksScreen)

        assert "10 exercises" in await pressed(pilot, "escape")
        await pressed(pilot, "escape")
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_without_packs_of_ones_own_it_says_where_they_come_from(app: Build):
    double = Double(packs=DoublePacks(DoublePacks().packs[2:]))
    async with app(double).run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e")

        for verb in ("new DIR", "add PATH", "remove NAME"):
            assert verb in " ".join(shown.split())


@pytest.mark.parametrize(
    ("presses", "marked"),
    [
        ((), "one-head"),
        (("down", "down"), "a-mask"),
        (("up",), "one-head"),
        (("right",), "sum-of-logs"),
        (("right", "right"), "three-logits"),
        (("right", "right", "right"), "three-logits"),
        (("down", "left"), "one-head"),
        (("right", "right", "down", "left", "left"), "sum-of-logs"),
        (("pagedown", "pagedown"), "log-logits"),
        (("pagedown", "pageup"), "one-head"),
    ],
)
async def test_keys_mark_exercises_and_leap_from_pack_to_pack(app: Build, presses: tuple[str, ...], marked: str):
    async with app().run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e", *presses)

        exercise = pilot.app.screen.query_one(PackList).marked
        assert exercise is not None
        assert exercise.id == marked
        assert f"▸ {exercise.title}" in shown


async def test_a_long_list_follows_the_mark(app: Build):
    many = listed_pack("many", "Many", {f"Number {n}": "Counting" for n in range(5_000)})
    async with app(Double(packs=DoublePacks((many,)))).run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "e", "pagedown", "pagedown")
        first = pilot.app.screen.query_one(PackList).marked
        assert first is not None
        assert f"▸ {first.title}" in seen(pilot)
        assert "Number 0" not in seen(pilot)

        await pressed(pilot, *"4999")
        assert "▸ Number 4999" in seen(pilot)


async def test_a_click_marks_and_one_more_opens(app: Build):
    async with app().run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e")
        row = next(n for n, line in enumerate(shown.splitlines()) if "Two heads" in line)

        await pilot.click(offset=(12, row))
        assert "▸ Two heads" in await pressed(pilot)
        await pilot.click(offset=(12, row))
        await settle(pilot)

        assert isinstance(pilot.app.screen, PreviewScreen)


# --- a look at one ----------------------------------------------------------------------------------------


async def test_enter_sets_the_problem_as_in_practice(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e", "enter")

        assert "Compute softmax(ln 6, ln 3, 0)." in shown
        assert "heads-by-hand/one-head · level 1 · seed 1" in shown
        assert double.packs.asked == [("one-head", None, 1, None)]
        assert "Answer" not in shown


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("a", "[6/10, 3/10, 1/10]"),
        ("h", "Exponentiate first."),
        ("m", "These are the powers; divide them by their sum."),
        ("s", "The exponentials are"),
        ("v", "n = [6, 3, 1]"),
    ],
)
async def test_a_key_unfolds_and_folds_again(app: Build, key: str, words: str):
    async with app().run_test(size=(80, 32)) as pilot:
        assert words not in await pressed(pilot, "e", "enter")
        assert words in await pressed(pilot, key)
        assert words not in await pressed(pilot, key)


async def test_seeds_are_leafed_through_and_levels_go_round_with_what_is_unfolded(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e", "enter", "v", "right", "right", "left", "left", "left", "right", "l", "l")

        asked = [(level, seed) for _, level, seed, _ in double.packs.asked]
        assert asked == [(None, 1), (None, 2), (None, 3), (None, 2), (None, 1), (None, 2), (2, 2), (1, 2)]
        assert "n = [6, 3, 2]" in shown


async def test_keys_do_not_wait_and_only_what_was_asked_last_is_drawn(app: Build):
    double = Double(packs=DoublePacks(gate=asyncio.Event()))
    async with app(double).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("enter", *["right"] * 9)

        assert "seed 10" in seen(pilot)
        await until(pilot, "drawing …")
        assert double.packs.gate is not None
        double.packs.gate.set()
        await settle(pilot)

        assert [seed for _, _, seed, _ in double.packs.asked] == [1, 10]
        assert "drawing" not in seen(pilot)


@pytest.mark.parametrize(
    ("condition", "said"), [("n[1] > n[2]", "in 38 % of 200 problems"), ("m > 1", "There is no name m")]
)
async def test_how_often_a_condition_holds_is_said_in_its_place(app: Build, condition: str, said: str):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "e", "enter", "c")
        for sign in condition:
            await pilot.press({" ": "space", "[": "left_square_bracket", "]": "right_square_bracket"}.get(sign, sign))
        shown = await pressed(pilot, "enter")

        assert double.packs.asked[-1] == ("one-head", None, 1, condition)
        assert said in shown
        assert "Compute softmax" in shown

        assert "%" not in await pressed(pilot, "escape")
        assert double.packs.asked[-1][-1] is None
        await pressed(pilot, "escape")
        assert isinstance(pilot.app.screen, PacksScreen)


async def test_a_save_is_shown_and_a_fault_leaves_the_last_good_problem_dimmed(app: Build):
    double = Double()
    async with app(double).run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "e", "enter")

        double.packs.ask, double.packs.saves = "Now something else.", 1
        await until(pilot, "Now something else.")
        bright = styles_of(pilot, "Now something else.")

        double.packs.fault, double.packs.saves = FAULT, 2
        shown = await until(pilot, "✗ line 14, answer: There is no name m. In: 2 m")
        assert "Now something else." in shown
        assert "the last state that could be read" in shown
        assert styles_of(pilot, "Now something else.") != bright

        double.packs.fault, double.packs.saves = None, 3
        while "✗" in seen(pilot):
            await pilot.pause(0.01)
        assert styles_of(pilot, "Now something else.") == bright


def styles_of(pilot: Pilot[int], words: str) -> set[Any]:
    """The colours in which a line of the screen is drawn."""
    screen = pilot.app.screen
    strips = screen._compositor.render_strips(screen.size)
    line = next(strip for strip in strips if words in strip.text)
    return {segment.style.color for segment in line if segment.text.strip() and segment.style}


@pytest.mark.parametrize(
    ("fault", "said"), [(FAULT, "✗ line 14, answer:"), (WorkerError("That took too long."), "✗ That took too long.")]
)
async def test_a_fault_at_the_first_look_is_all_there_is_to_see(app: Build, fault: Exception, said: str):
    async with app(Double(packs=DoublePacks(fault=fault))).run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e", "enter", "a", "l", "h")

        assert said in shown
        assert "last state" not in shown


async def test_a_fault_of_another_exercise_of_the_pack_is_told_below(app: Build):
    double = Double(packs=DoublePacks(elsewhere="two-heads, line 40: A bracket is never closed."))
    async with app(double).run_test(size=(80, 24)) as pilot:
        assert "Elsewhere in this pack: two-heads, line 40" in await pressed(pilot, "e", "enter")


async def test_nothing_of_a_pack_reaches_the_terminal_as_a_command(app: Build):
    evil = "\x1b]0;owned\x07\u202e[bold]x[/bold]"
    pack = listed_pack("evil", evil, {evil: evil}, is_own=True, authors=(evil,), licence=evil)
    faulty = listed_pack("bad", "bad", {}, is_own=True, fault=evil)
    double = Double(packs=DoublePacks((pack, faulty), fault=ContentError(evil, line=1)))
    async with app(double).run_test(size=(80, 24)) as pilot:
        shown = await pressed(pilot, "e")
        shown += await pressed(pilot, "enter")

        assert "[bold]x" in shown
        assert all(line.isprintable() for line in shown.splitlines())


@pytest.mark.parametrize("width", [60, 80, 160])
async def test_the_foot_of_a_look_promises_at_most_seven_keys(app: Build, width: int):
    async with app().run_test(size=(width, 24)) as pilot:
        assert len(keys.PREVIEW_SHOWN) == 7
        foot = (await pressed(pilot, "e", "enter")).splitlines()[-1]

        assert "← → seed" in foot
        assert "l level" in foot


async def test_a_real_pack_is_looked_at_live(app: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The real session with its maths process: a save, a fault with its line, the mended file."""
    monkeypatch.setenv("NABLA_HOME", str(tmp_path))
    (tmp_path / "packs").mkdir()
    file = tmp_path / "packs" / "my-sums.toml"
    file.write_text(PACK, encoding="utf-8")
    session = await open_session(tmp_path / "learner.db", lambda: NOW)
    await session.choose_minutes(20, NOW)
    async with app(session).run_test(size=(100, 32)) as pilot:  # type: ignore[arg-type]  # the real one
        await pressed(pilot, "e", *"my-s")
        assert "What is" in await pressed(pilot, "enter")

        file.write_text(PACK.replace("What is", "How much is"), encoding="utf-8")
        await until(pilot, "How much is")

        file.write_text(PACK.replace("'a + b'", "'a + '"), encoding="utf-8")
        assert "How much is" in await until(pilot, "✗ line 12, answer:")

        file.write_text(PACK.replace("What is", "Find"), encoding="utf-8")
        await until(pilot, "Find")
        await pressed(pilot, "c", *"a<b", "enter")
        await until(pilot, "% of 200 problems")

    await session.close()


# --- pictures -----------------------------------------------------------------------------------------------


def scene(name: str) -> Callable[[Pilot[int]], Any]:
    async def play(pilot: Pilot[int]) -> None:
        await pressed(pilot, "e", *{"packs": (), "search": "mask", "look": ("enter", *"vham")}[name])

    return play


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["packs", "look"])
def test_picture(app: Build, snap_compare: Any, name: str, size: tuple[int, int], theme: str):
    assert snap_compare(app(theme=theme), run_before=scene(name), terminal_size=size)


def test_picture_of_a_search(app: Build, snap_compare: Any):
    assert snap_compare(app(), run_before=scene("search"), terminal_size=(80, 24))


def test_picture_of_a_fault(app: Build, snap_compare: Any):
    double = Double()

    async def play(pilot: Pilot[int]) -> None:
        await pressed(pilot, "e", "enter")
        double.packs.fault, double.packs.saves = FAULT, 1
        await until(pilot, "✗")

    assert snap_compare(app(double), run_before=play, terminal_size=(80, 24))


@pytest.mark.parametrize("name", ["packs", "look"])
def test_picture_in_ascii_and_without_colour(app: Build, snap_compare: Any, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(ascii=True), run_before=scene(name), terminal_size=(80, 24))
