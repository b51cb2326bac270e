"""Practice: what is typed, pressed and pasted, and what stands on the screen then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.pilot import Pilot
from ui.double import BROKEN, CHOICE, PARTED, Double, problem
from ui.reading import seen

from tutor.ui.app import NablaApp
from tutor.ui.screens.practice import Practice
from tutor.ui.screens.summary import SummaryScreen
from tutor.ui.screens.today import TodayScreen
from tutor.ui.widgets.answer_line import LONGEST, AnswerLine
from tutor.ui.widgets.reading import Reading

Build = Callable[..., NablaApp]


@asynccontextmanager
async def practising(app: NablaApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The app, with its first problem posed."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


async def type_in(pilot: Pilot[int], line: str, *, enter: bool = True) -> None:
    answer = pilot.app.screen.query_one(AnswerLine)
    answer.put(line)
    if enter:
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_a_right_answer_closes_the_problem_and_says_when_it_comes_back(app: Build):
    double = Double()
    async with practising(app(double)) as pilot:
        await type_in(pilot, "[6/10, 3/10, 1/10]")

        assert "✓ Right." in seen(pilot)
        assert "Back on 17 December" in seen(pilot)
        assert pilot.app.screen.has_class("judged")


async def test_enter_after_the_verdict_goes_on_without_another_screen(app: Build):
    async with practising(app()) as pilot:
        stack = len(pilot.app.screen_stack)
        await type_in(pilot, "[6/10, 3/10, 1/10]")
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        assert "Which of these cannot" in seen(pilot)
        assert len(pilot.app.screen_stack) == stack
        assert pilot.app.screen.query_one(AnswerLine).value == ""


async def test_a_part_that_is_done_is_followed_by_the_next_on_the_same_sheet(app: Build):
    async with practising(app(Double(problems=(PARTED,)))) as pilot:
        assert "Find the weights." in seen(pilot)
        assert "Find the output." not in seen(pilot)

        await type_in(pilot, "[6/10, 3/10, 1/10]")

        assert "✓ Right." in seen(pilot)
        assert "Find the output." in seen(pilot)
        assert not pilot.app.screen.has_class("judged")

        await type_in(pilot, "[1, 2]")

        assert pilot.app.screen.has_class("judged")


async def test_to_give_up_a_part_shows_its_solution_and_asks_the_next(app: Build):
    async with practising(app(Double(problems=(PARTED,)))) as pilot:
        await pilot.press("f4")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        assert "So the weights." in seen(pilot)
        assert "Find the output." in seen(pilot)
        assert not pilot.app.screen.has_class("judged")


@pytest.mark.parametrize(("typed", "said"), [("[1, 2, 3]", "✗ Not yet."), ("form", "~ Right value, other form.")])
async def test_a_first_miss_leaves_one_more_try(app: Build, typed: str, said: str):
    async with practising(app()) as pilot:
        await type_in(pilot, typed)

        assert said in seen(pilot)
        assert "second try" in seen(pilot)
        assert not pilot.app.screen.has_class("judged")

        await type_in(pilot, typed)

        assert pilot.app.screen.has_class("judged")


async def test_the_unreadable_costs_nothing_and_keeps_the_line(app: Build):
    double = Double()
    async with practising(app(double)) as pilot:
        await type_in(pilot, "(")

        assert "? Not read." in seen(pilot)
        assert "costs nothing" in seen(pilot)
        assert pilot.app.screen.query_one(AnswerLine).value == "("


async def test_undecided_is_said_not_to_count(app: Build):
    async with practising(app()) as pilot:
        await type_in(pilot, "long")

        assert "too long to check; it does not count" in seen(pilot)


async def test_a_failure_of_the_session_is_said_and_the_answer_stays(app: Build):
    async with practising(app(Double(fails=BROKEN))) as pilot:
        await type_in(pilot, "[1, 2]")

        assert "nothing was counted" in seen(pilot)
        assert pilot.app.screen.query_one(AnswerLine).value == "[1, 2]"


async def test_the_verdict_is_painted_only_after_the_session_kept_the_answer(app: Build):
    gate = asyncio.Event()
    async with practising(app(Double(gate=gate))) as pilot:
        pilot.app.screen.query_one(AnswerLine).put("[1, 2, 3]")
        await pilot.press("enter")
        assert "Not yet" not in seen(pilot)

        gate.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Not yet" in seen(pilot)


async def test_enter_pressed_twice_answers_once(app: Build):
    double = Double(gate=asyncio.Event())
    async with practising(app(double)) as pilot:
        pilot.app.screen.query_one(AnswerLine).put("[1, 2, 3]")
        await pilot.press("enter", "enter")
        double.gate.set()
        await pilot.app.workers.wait_for_complete()

        assert [each[0] for each in double.asked].count("answer") == 1


async def test_the_reading_is_drawn_with_the_character(app: Build):
    async with practising(app()) as pilot:
        answer = pilot.app.screen.query_one(AnswerLine)
        for character in "1/2":
            answer.insert_text_at_cursor(character)

        drawn = [line.plain for line in pilot.app.screen.query_one(Reading).laid(70)]
        assert any("read as" in line for line in drawn)
        assert any("─" in line for line in drawn)


async def test_an_unfinished_line_keeps_the_last_reading_and_is_not_scolded_at_once(app: Build):
    async with practising(app()) as pilot:
        reading = pilot.app.screen.query_one(Reading)
        answer = pilot.app.screen.query_one(AnswerLine)
        answer.put("1/2")
        good = [line.plain for line in reading.laid(70)]
        answer.put("1/2 +")

        assert [line.plain.replace("so far ", "read as") for line in reading.laid(70)] == good
        assert any("so far" in line.plain for line in reading.laid(70))


async def test_after_a_pause_the_unreadable_character_is_marked(app: Build):
    async with practising(app()) as pilot:
        reading = pilot.app.screen.query_one(Reading)
        pilot.app.screen.query_one(AnswerLine).put("2 $ 3")
        await reading._pause._task  # the pause in typing, over

        lines = [line.plain for line in reading.laid(70)]
        assert lines[0].startswith(" " * 4 + "^")


async def test_a_choice_shows_the_option_that_a_letter_names(app: Build):
    async with practising(app(Double(problems=(CHOICE,)))) as pilot:
        await type_in(pilot, "B)", enter=False)
        reading = "\n".join(line.plain for line in pilot.app.screen.query_one(Reading).laid(70))

        assert "b) " in reading
        assert "(0, 1)" in reading


@pytest.mark.parametrize(("key", "command", "asked"), [("f6", ":skip", "skip"), ("f4", ":solution", "solution"),
                                                     ("f7", ":undo", "undo")])  # fmt: skip
async def test_a_key_and_its_command_ask_the_same(app: Build, key: str, command: str, asked: str):
    by_key, by_command = Double(), Double()
    async with practising(app(by_key)) as pilot:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
    async with practising(app(by_command)) as pilot:
        await type_in(pilot, command)
        await pilot.app.workers.wait_for_complete()

    assert (asked,) in by_key.asked
    assert by_key.asked == by_command.asked


async def test_hints_come_one_by_one_until_there_are_none(app: Build):
    async with practising(app()) as pilot:
        await pilot.press("f2")
        assert "Hint 1" in seen(pilot)
        assert "Hint 2" not in seen(pilot)

        await type_in(pilot, ":hint")
        assert "Hint 2" in seen(pilot)

        await pilot.press("f2")
        await pilot.pause()
        assert "There is no further hint." in seen(pilot)


@pytest.mark.parametrize(
    ("said", "sure"), [(":sure", 0.95), (":unsure", 0.5), (":sure 80", 0.8), (":sure 0", 0.0), (":sure 101", None)]
)
async def test_how_sure_goes_with_the_answer(app: Build, said: str, sure: float | None):
    double = Double()
    async with practising(app(double)) as pilot:
        await type_in(pilot, said)
        await type_in(pilot, "[1, 2, 3]")

    assert ("answer", "[1, 2, 3]", sure) in double.asked


async def test_f3_goes_through_the_steps_and_back_to_not_said(app: Build):
    double = Double()
    async with practising(app(double)) as pilot:
        shown = []
        for _ in range(5):
            await pilot.press("f3")
            await pilot.pause()
            shown.append(next((step for step in ("50", "70", "85", "95") if f"{step} % sure" in seen(pilot)), None))

        assert shown == ["50", "70", "85", "95", None]


async def test_the_solution_before_an_answer_closes_the_problem(app: Build):
    async with practising(app()) as pilot:
        await pilot.press("f5")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        assert "Worked solution" in seen(pilot)
        assert "comes back soon" in seen(pilot)
        assert pilot.app.screen.has_class("judged")


async def test_i_mistyped_puts_the_answer_back_into_the_line(app: Build):
    async with practising(app()) as pilot:
        await type_in(pilot, "[6/10, 3/10, 1/10]")
        await pilot.press("f7")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        assert pilot.app.screen.query_one(AnswerLine).value == "[6/10, 3/10, 1/10]"
        assert not pilot.app.screen.has_class("judged")
        assert "second try" not in seen(pilot)


async def test_the_line_of_the_next_problem_shows_its_first_character(app: Build):
    async with practising(app()) as pilot:
        await type_in(pilot, "[6/10, 3/10, 1/10]")  # hides the line until the next problem
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("2", "/", "7")
        await pilot.pause()

        assert "> 2/7" in seen(pilot)


async def test_leaving_in_the_middle_ends_the_session_and_shows_what_was_gained(app: Build):
    double = Double()
    async with practising(app(double)) as pilot:
        await type_in(pilot, "[6/10, 3/10, 1/10]")
        await pilot.press("escape")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        assert isinstance(pilot.app.screen, SummaryScreen)
        assert ("end",) in double.asked
        assert "1 problem, 17 minutes" in seen(pilot)

        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_leaving_without_an_answer_goes_straight_to_today(app: Build):
    async with practising(app()) as pilot:
        await pilot.press("escape")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        assert isinstance(pilot.app.screen, TodayScreen)


async def test_a_new_skill_is_met_by_its_lesson_and_at_once_by_problems(app: Build):
    double = Double(meets=True)
    async with practising(app(double)) as pilot:
        assert "logit" in seen(pilot)
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

        assert ("lesson_read", "softmax-compute") in double.asked
        assert isinstance(pilot.app.screen, Practice)
        assert "Compute" in seen(pilot)


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, 100_000])
async def test_the_answer_line_holds_at_most_its_limit(app: Build, length: int):
    async with practising(app()) as pilot:
        answer = pilot.app.screen.query_one(AnswerLine)
        answer.post_message(events.Paste("1" * length))
        await pilot.pause()
        await pilot.pause()

        assert len(answer.value) == min(length, LONGEST)
        assert ("at most 500" in seen(pilot)) == (length > LONGEST)


async def test_a_paste_of_several_lines_takes_the_first_and_says_so(app: Build):
    async with practising(app()) as pilot:
        answer = pilot.app.screen.query_one(AnswerLine)
        answer.post_message(events.Paste("\n1/2\x1b]52;c;aGk=\x07\nrm -rf\n"))
        await pilot.pause()
        await pilot.pause()

        assert answer.value.startswith("1/2")
        assert "\x1b" not in answer.value
        assert "Only the first line" in seen(pilot)


@pytest.mark.parametrize("text", ["[0]", "[/]", "f(x)[x=2]", "[link=file:x]", "[@click=app.quit]", "[b]bold[/b]"])
async def test_brackets_are_never_markup(app: Build, text: str):
    statement = f"Read {text} as it stands."
    async with practising(app(Double(problems=(problem(statement=statement),)))) as pilot:
        assert statement in seen(pilot)


async def test_escape_sequences_in_content_never_reach_the_terminal(app: Build):
    nasty = "Look \x1b]52;c;aGk=\x1b\\ here \u202e\u200b \x9b31m."
    async with practising(app(Double(problems=(problem(statement=nasty),)))) as pilot:
        assert "Look" in seen(pilot)
        assert all(each.isprintable() for each in seen(pilot).split("\n"))


async def test_a_long_problem_scrolls_while_the_answer_line_stays(app: Build):
    statement = "\n\n".join(f"Line {number} of the problem." for number in range(1, 30))
    async with practising(app(Double(problems=(problem(statement=statement),)))) as pilot:
        assert "Line 29 of" not in seen(pilot)
        assert pilot.app.screen.query_one(AnswerLine).region.bottom < 20

        await pilot.press(*["pagedown"] * 6)
        await pilot.pause()

        assert "Line 29 of" in seen(pilot)


@pytest.mark.parametrize("typed", [":nonsense", ":"])
async def test_an_unknown_command_is_named_and_asks_nothing(app: Build, typed: str):
    double = Double()
    async with practising(app(double)) as pilot:
        before = list(double.asked)
        await type_in(pilot, typed)

        assert double.asked == before
        assert ":hint" in seen(pilot)
