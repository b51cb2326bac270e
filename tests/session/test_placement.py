"""A placement from its begin to what it found, with a real log and a same-process double of the maths process; and
once with the real one."""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from test_session import NOW, Double, asked, opened

from tutor.content.library import Library
from tutor.errors import ContentError, NablaError
from tutor.learner import mastery
from tutor.learner.log import Log
from tutor.learner.memory import replay
from tutor.learner.records import Attempt, GivenUp, PlacementBegun, PlacementEnded
from tutor.problem import Problem
from tutor.session.placement import Found, FoundStrand, in_words
from tutor.session.steps import Meet, Posed
from tutor.session.study import Session
from tutor.session.waiting import in_words as waiting_in_words
from tutor.worker import Worker

BASICS = {"sum-notation", "power-rules", "vector-add-scale", "events-union"}


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    one = await opened(tmp_path / "log.db")
    yield one
    await one.close()


def records(session: Session, *kinds: type) -> list[object]:
    return [row.record for row in session.log.rows() if isinstance(row.record, kinds)]


async def asked_all(session: Session, knows: Callable[[str], bool], most: int = 15) -> list[str]:
    """The skills that were asked, by one who answers right what is known and else says "I don't know"."""
    skills: list[str] = []
    while len(skills) < most and (posed := await session.placement.next(NOW)) is not None:
        skills.append(posed.problem.skill)
        if knows(skills[-1]):
            await session.placement.answer("right", NOW, seconds=20)
        else:
            await session.placement.give_up(NOW, seconds=5)
    return skills


async def test_nothing_is_said_of_right_or_wrong_and_each_answer_is_in_the_log(session: Session) -> None:
    await session.placement.begin(NOW)

    for answer in ("right", "wrong", "other", "slow"):
        assert await session.placement.next(NOW) is not None
        taken = await session.placement.answer(answer, NOW, seconds=10)

        assert (taken.refused, taken.next_part) == (None, None)
        kept = records(session, Attempt)[-1]
        assert isinstance(kept, Attempt)
        assert (kept.answer, kept.mode, kept.guess, kept.try_number) == (answer, "placement", 0.1, 1)
    assert session.placement.asked == 4


async def test_what_is_unreadable_costs_nothing(session: Session) -> None:
    await session.placement.begin(NOW)
    await session.placement.next(NOW)

    taken = await session.placement.answer("???", NOW, seconds=10)

    assert taken.refused is not None
    assert records(session, Attempt) == []
    assert (await session.placement.answer("right", NOW, seconds=10)).refused is None


async def test_no_skill_is_asked_twice_and_no_more_than_fifteen(session: Session) -> None:
    await session.placement.begin(NOW)

    skills = await asked_all(session, lambda skill: len(skill) % 2 == 0, most=99)

    assert len(skills) == len(set(skills)) <= 15


@pytest.mark.parametrize("knows_all", [True, False])
async def test_who_knows_all_or_nothing_is_placed_so(session: Session, knows_all: bool) -> None:
    await session.placement.begin(NOW)
    skills = await asked_all(session, lambda skill: knows_all)
    found = await session.placement.end(NOW, is_whole=True)

    assert len(skills) <= 10
    assert len(found.shown) == knows_all * len(skills)
    assert len(found.shown) + len(found.presumed) == knows_all * found.of


async def test_the_first_session_verifies_what_is_presumed_and_shows_no_lesson_for_it(session: Session) -> None:
    await session.placement.begin(NOW)
    await asked_all(session, lambda skill: True)
    found = await session.placement.end(NOW, is_whole=True)

    await session.begin(NOW)
    posed = await session.next(NOW)

    assert isinstance(posed, Posed)
    assert posed.problem.skill in found.presumed
    assert posed.problem.level == 2
    await session.answer("right", NOW, seconds=20)
    assert mastery.standings(session.library.course, session.learner, NOW)[posed.problem.skill].held
    assert session.today(NOW).counts["presumed"] == len(found.presumed) - 1


async def test_what_was_presumed_and_is_not_known_is_taught_by_its_lesson(session: Session) -> None:
    await session.placement.begin(NOW)
    await asked_all(session, lambda skill: True)
    await session.placement.end(NOW, is_whole=True)
    await session.begin(NOW, minutes=60)
    posed = await session.next(NOW)
    assert isinstance(posed, Posed)

    for answer in ("wrong", "wrong too"):
        await session.answer(answer, NOW, seconds=20)
    step = await session.next(NOW)
    while isinstance(step, Posed):
        assert step.problem.skill != posed.problem.skill
        assert posed.problem.skill not in session.curriculum.ancestors(step.problem.skill)
        await session.answer("right", NOW, seconds=20)
        step = await session.next(NOW)

    assert isinstance(step, Meet)
    assert step.skill == posed.problem.skill


async def test_after_a_crash_it_goes_on_from_the_log(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    first = await opened(path)
    await first.placement.begin(NOW)
    before = await asked_all(first, BASICS.__contains__, most=3)
    await first.close()

    second = await opened(path)
    assert second.placement.is_open(NOW)
    assert second.placement.asked == 3
    await second.placement.begin(NOW)
    posed = await second.placement.next(NOW)

    assert posed is not None
    assert posed.number == 4
    assert posed.problem.skill not in before
    await second.close()


async def test_it_finds_the_same_whether_or_not_it_was_interrupted(tmp_path: Path) -> None:
    found = []
    for name, stops in (("one.db", ()), ("two.db", (1, 3))):
        session = await opened(tmp_path / name)
        await session.placement.begin(NOW)
        for most in stops:
            await asked_all(session, BASICS.__contains__, most=most)
            await session.placement.end(NOW, is_whole=False)
            await session.placement.begin(NOW)
        await asked_all(session, BASICS.__contains__)
        found.append(await session.placement.end(NOW, is_whole=True))
        await session.close()

    assert found[0] == found[1]
    assert found[0].is_whole


async def test_what_a_stopped_one_found_counts_and_it_can_be_taken_up_for_a_month(session: Session) -> None:
    await session.placement.begin(NOW)
    await asked_all(session, lambda skill: True, most=3)
    found = await session.placement.end(NOW, is_whole=False)

    assert found.presumed
    assert session.placement.is_open(NOW + timedelta(days=29))
    assert not session.placement.is_open(NOW + timedelta(days=31))


async def test_what_was_left_open_is_waiting_until_it_ends(session: Session) -> None:
    assert session.today(NOW).waiting == ()
    await session.placement.begin(NOW)
    assert session.today(NOW).waiting == ()
    assert await session.placement.next(NOW)
    await session.placement.give_up(NOW, seconds=5)
    (waiting,) = session.today(NOW).waiting
    assert waiting_in_words(waiting) == "What you know, left open: 1 of at most 15 answered"

    await session.placement.end(NOW, is_whole=True)
    assert session.today(NOW).waiting == ()


async def test_one_that_came_to_its_end_is_begun_anew(session: Session) -> None:
    await session.placement.begin(NOW)
    await asked_all(session, lambda skill: False)
    await session.placement.end(NOW, is_whole=True)

    assert not session.placement.is_open(NOW)
    await session.placement.begin(NOW)

    assert session.placement.asked == 0
    assert len({each.session for each in records(session, PlacementBegun)}) == 2  # type: ignore[attr-defined]


async def test_what_was_practised_before_is_not_asked_again(session: Session) -> None:
    await session.begin(NOW, skill="power-rules")
    await session.next(NOW)
    await session.lesson_read("power-rules", NOW)
    await session.next(NOW)
    await session.answer("right", NOW, seconds=20)

    await session.placement.begin(NOW)

    assert "power-rules" not in await asked_all(session, lambda skill: False)


async def test_with_a_goal_only_its_way_matters(session: Session) -> None:
    await session.goals.choose("exp-log-rules", NOW)

    await session.placement.begin(NOW)
    skills = await asked_all(session, lambda skill: False)

    assert 0 < len(skills) <= 3
    begun = records(session, PlacementBegun)[0]
    assert isinstance(begun, PlacementBegun)
    assert begun.goal == ("exp-log-rules",)


async def test_i_do_not_know_closes_the_whole_question(session: Session) -> None:
    double = session.desk.worker
    assert isinstance(double, Double)
    double.parts = (asked("i"), asked("ii"), asked("iii"))
    await session.placement.begin(NOW)
    await session.placement.next(NOW)

    first = await session.placement.answer("right", NOW, seconds=10)
    assert first.next_part == double.parts[1]
    given_up = await session.placement.give_up(NOW, seconds=10)

    assert given_up.next_part is None
    assert [each.part for each in records(session, Attempt, GivenUp)] == ["i", "ii"]  # type: ignore[attr-defined]
    with pytest.raises(NablaError):
        await session.placement.answer("right", NOW, seconds=1)


class Stubborn(Double):
    """Cannot pose one skill, the first it is asked for."""

    cannot = ""

    async def pose(self, exercise: str, level: int | None, seed: int) -> Problem:
        skill = exercise.partition("/")[0]
        self.cannot = self.cannot or skill
        if skill == self.cannot:
            raise ContentError("No values are found.")
        return await super().pose(exercise, level, seed)


async def test_a_skill_that_cannot_be_posed_is_passed_over(tmp_path: Path) -> None:
    owner, log = ThreadPoolExecutor(max_workers=1), Log.open(tmp_path / "log.db")
    worker = Stubborn()
    session = Session(Library.shipped(), log, replay(log.rows()), worker, owner, count(1))
    await session.placement.begin(NOW)

    posed = await session.placement.next(NOW)

    assert posed is not None
    assert posed.problem.skill != worker.cannot
    await session.close()


async def test_all_of_it_is_rebuilt_from_the_log(session: Session) -> None:
    await session.placement.begin(NOW)
    await asked_all(session, BASICS.__contains__)
    await session.placement.end(NOW, is_whole=True)

    assert replay(session.log.rows()) == session.learner
    ended = records(session, PlacementEnded)[0]
    assert isinstance(ended, PlacementEnded)
    assert set(ended.chances) == set(session.library.course.order)


async def test_with_the_real_maths_process(tmp_path: Path) -> None:
    owner, log = ThreadPoolExecutor(max_workers=1), Log.open(tmp_path / "log.db")
    async with Worker() as worker:
        session = Session(Library.shipped(), log, replay(log.rows()), worker, owner, count(1))
        await session.placement.begin(NOW)
        while (posed := await session.placement.next(NOW)) is not None:
            taken = await session.placement.answer(posed.problem.parts[0].answer, NOW, seconds=20)
            while taken.next_part is not None:
                taken = await session.placement.answer(taken.next_part.answer, NOW, seconds=20)
            assert taken.refused is None
        found = await session.placement.end(NOW, is_whole=True)
        await session.close()

    assert len(found.shown) == found.questions
    assert len(found.shown) + len(found.presumed) == found.of


@pytest.mark.parametrize(
    ("shown", "presumed", "is_whole", "sentences"),
    [
        (0, 0, True, ["The course begins at its beginning."]),
        (1, 0, True, ["You seem to know 1 skill of 9.", "That you have shown already, by a problem."]),
        (
            2,
            1,
            True,
            ["You seem to know 3 skills of 9.", "2 of them you have shown already, by a problem.", "The other one is"],
        ),
        (0, 3, True, ["You seem to know 3 skills of 9.", "Each is checked once, by one problem, when"]),
        (2, 4, False, ["You seem to know 6 skills of 9.", "2 of them", "Each of the other 4 is", "You stopped"]),
    ],
)
def test_what_was_found_in_words(shown: int, presumed: int, is_whole: bool, sentences: list[str]) -> None:
    names = tuple("abcdefghi")
    found = Found(5, names[:shown], names[shown:][:presumed], 9, (FoundStrand("Vectors", 1, 9),), is_whole)

    said = in_words(found)

    assert len(said) == len(sentences)
    assert all(each.startswith(start) for each, start in zip(said, sentences, strict=True))
