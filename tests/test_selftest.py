"""A test from its begin to its report, with a real log and a same-process double of the maths process; and once with
the real one."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from test_session import NOW, Double, asked, first_problem, opened

from tutor.content.library import Library
from tutor.errors import ContentError, NablaError
from tutor.learner.log import Log
from tutor.learner.memory import replay
from tutor.learner.records import Attempt, GivenUp, SelfTestBegun, SelfTestEnded, Skip
from tutor.problem import Outcome, Problem
from tutor.session.selftest import BEGUN, ONLY_ONE, SelfTest, Taken
from tutor.session.study import Session
from tutor.worker import Worker

CHOICE = ("skill/power-rules", "skill/sum-notation")


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    one = await opened(tmp_path / "log.db")
    yield one
    await one.close()


async def begun(session: Session, count: int | None = 4, **more: object) -> SelfTest:
    return await session.tests.begin(CHOICE, NOW, count=count, **more)  # type: ignore[arg-type]  # minutes


async def answered(test: SelfTest, *answers: str, seconds: float = 10) -> None:
    for each in answers:
        assert await test.next(NOW)
        await test.answer(each, NOW, seconds=seconds)


def records(session: Session, *kinds: type) -> list[object]:
    return [row.record for row in session.log.rows() if isinstance(row.record, kinds)]


async def test_nothing_is_said_of_right_or_wrong_and_each_answer_is_in_the_log(session: Session) -> None:
    test = await begun(session)

    for answer in ("right", "wrong", "other", "slow"):
        assert await test.next(NOW)
        taken = await test.answer(answer, NOW, seconds=10, confidence=0.85)

        assert (taken.refused, taken.next_part) == (None, None)
        assert taken.row is not None
        kept = records(session, Attempt)[-1]
        assert isinstance(kept, Attempt)
        assert (kept.answer, kept.mode, kept.session, kept.confidence) == (answer, "test", test.id, 0.85)
    assert await test.next(NOW) is None


async def test_the_unreadable_costs_nothing_and_is_said(session: Session) -> None:
    test = await begun(session)
    posed = await test.next(NOW)
    before = session.learner

    taken = await test.answer("???", NOW, seconds=5)

    assert taken.refused is not None
    assert taken.row is None
    assert session.learner == before
    assert posed is not None
    assert test.part is posed.problem.parts[0]


async def test_there_is_one_try(session: Session) -> None:
    test = await begun(session)
    await answered(test, "wrong")

    with pytest.raises(NablaError, match="No question"):
        await test.answer("right", NOW, seconds=5)


async def test_each_skill_comes_first_once_and_never_twice_in_a_row(session: Session) -> None:
    test = await begun(session, 6)
    asked_skills = []
    while (posed := await test.next(NOW)) is not None:
        asked_skills.append(posed.problem.skill)
        await test.answer("right", NOW, seconds=5)

    assert asked_skills[:2] * 3 == asked_skills
    assert set(asked_skills) == {"power-rules", "sum-notation"}


async def test_a_question_put_off_comes_back_after_the_others(session: Session) -> None:
    test = await begun(session, 3)
    first = await test.next(NOW)
    assert await test.put_off_question(NOW, seconds=3) is None
    await answered(test, "right", "right")

    again = await test.next(NOW)

    assert first is not None
    assert again == first
    assert (test.put_off, test.done) == (1, 2)
    assert await test.put_off_question(NOW, seconds=3) == ONLY_ONE
    await test.answer("right", NOW, seconds=5)
    assert await test.next(NOW) is None
    assert len(records(session, Skip)) == 1
    assert (await test.end(NOW)).put_off == 0


async def test_what_is_put_off_and_never_answered_counts_as_not_right(session: Session) -> None:
    test = await begun(session, 2)
    await test.next(NOW)
    await test.put_off_question(NOW, seconds=3)
    await answered(test, "right")

    report = await test.end(NOW)

    assert report.put_off == 1
    assert sorted(line.result.right for line in report.skills) == [0, 1]
    assert report.sitting.why == "stopped"


async def test_the_last_answer_can_be_taken_back_again_and_again(session: Session) -> None:
    test = await begun(session)
    await answered(test, "wrong", "right")
    await test.next(NOW)

    second, first = await test.undo(NOW), await test.undo(NOW)
    assert second is not None
    assert first is not None
    assert (second.typed, first.typed) == ("right", "wrong")
    assert (first.posed.number, second.posed.number) == (1, 2)
    assert await test.undo(NOW) is None
    await test.answer("right", NOW, seconds=5)
    posed = await test.next(NOW)

    assert posed is not None
    assert posed.number == 2
    assert test.done == 1


async def test_the_time_of_an_answer_taken_back_goes_on_counting(session: Session) -> None:
    test = await begun(session, minutes=5)
    await answered(test, "wrong", seconds=60)
    await test.undo(NOW)
    await test.answer("right", NOW, seconds=30)

    assert test.minutes_left == pytest.approx(3.5)


async def test_no_new_question_comes_after_the_minutes(session: Session) -> None:
    test = await begun(session, None, minutes=2)
    await answered(test, "right", "right", seconds=50)
    assert test.minutes_left == pytest.approx(1 / 3)

    await answered(test, "right", seconds=50)

    assert test.is_over
    assert await test.next(NOW) is None
    report = await test.end(NOW)
    assert report.sitting.why == "time"
    assert report.sitting.answered == 3


async def test_a_test_that_was_left_is_taken_up_where_it_stopped(session: Session, tmp_path: Path) -> None:
    test = await begun(session, 5)
    put_off = await test.next(NOW)
    await test.put_off_question(NOW, seconds=1)
    await answered(test, "right", "wrong")
    left = await test.next(NOW)

    again = await opened(tmp_path / "log.db")
    later = again.tests.take_up()
    resumed = await later.next(NOW + timedelta(days=1))
    await later.answer("right", NOW, seconds=5)
    await answered(later, "right")

    last = await later.next(NOW)
    assert [each and each.problem for each in (resumed, last)] == [each and each.problem for each in (left, put_off)]
    await later.answer("wrong", NOW, seconds=5)
    assert await later.next(NOW) is None
    report = await later.end(NOW)
    assert (report.sitting.answered, report.sitting.why) == (5, "done")
    assert again.learner == replay(again.log.rows())
    await again.close()


async def test_only_one_test_is_open_at_a_time(session: Session) -> None:
    test = await begun(session)

    with pytest.raises(NablaError, match="is open"):
        await begun(session)
    await test.end(NOW)

    assert session.tests.open is None
    assert (await begun(session)).id != test.id


async def in_parts(session: Session, *ids: str) -> tuple[Double, SelfTest]:
    double = session.desk.worker
    assert isinstance(double, Double)
    double.parts = tuple(map(asked, ids))
    return double, await begun(session, 2)


async def test_parts_are_asked_one_by_one_and_carried_forward_without_a_word(session: Session) -> None:
    double, test = await in_parts(session, "scores", "weights", "output")
    await test.next(NOW)

    first = await test.answer("wrong", NOW, seconds=5)
    second = await test.answer("carried", NOW, seconds=5)
    third = await test.give_up(NOW, seconds=5)

    assert isinstance(first, Taken)
    assert (first.next_part, second.next_part, third.next_part) == (asked("weights"), asked("output"), None)
    assert double.carries[-1] is not None
    assert dict(double.carries[-1].gave) == {"scores": "wrong"}
    report = await test.end(NOW)
    assert [line.result.right for line in report.skills] == [pytest.approx(1 / 3)]


async def test_a_problem_that_is_begun_is_not_put_off(session: Session) -> None:
    _, test = await in_parts(session, "scores", "weights")
    await test.next(NOW)
    await test.answer("right", NOW, seconds=5)

    assert await test.put_off_question(NOW, seconds=5) == BEGUN
    assert records(session, Skip) == []


async def test_a_problem_is_taken_up_at_the_part_where_it_stopped(session: Session, tmp_path: Path) -> None:
    _, test = await in_parts(session, "scores", "weights")
    await test.next(NOW)
    await test.answer("wrong", NOW, seconds=5)

    again = await opened(tmp_path / "log.db")
    double = again.desk.worker
    assert isinstance(double, Double)
    double.parts = (asked("scores"), asked("weights"))
    later = again.tests.take_up()
    posed = await later.next(NOW)
    assert later.part.id == "weights"
    await later.answer("carried", NOW, seconds=5)

    assert posed is not None
    assert posed.number == 1
    assert double.carries[-1] is not None
    assert dict(double.carries[-1].gave) == {"scores": "wrong"}
    await again.close()


async def test_an_exercise_that_cannot_be_posed_is_left_out(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    test = await begun(session, 4)
    double = session.desk.worker
    assert isinstance(double, Double)
    pose = double.pose

    async def half_broken(exercise: str, level: int | None, seed: int) -> Problem:
        if exercise.startswith("power-rules"):
            raise ContentError("This exercise is broken.")
        return await pose(exercise, level, seed)

    monkeypatch.setattr(double, "pose", half_broken)
    seen = []
    while (posed := await test.next(NOW)) is not None:
        seen.append(posed.problem.skill)
        await test.answer("right", NOW, seconds=5)

    assert seen == ["sum-notation"] * 2
    report = await test.end(NOW)
    assert report.sitting.why == "done"
    assert report.unasked == (session.desk.title("power-rules"),)


async def test_a_report_is_kept_and_compared_with_the_last_over_the_same_choice(session: Session) -> None:
    for answers in (("wrong",) * 4, ("right",) * 4):
        test = await begun(session)
        await answered(test, *answers)
        await test.end(NOW)
    other = await session.tests.begin(("strand/notation",), NOW, count=2)
    await answered(other, "right", "right")
    await other.end(NOW)

    reports = [session.tests.report(each) for each in session.tests.past]

    assert [report and report.before and round(report.before.share.likely, 2) for report in reports] == [
        None,
        0.1,
        None,
    ]


async def test_sure_and_wrong_is_listed_with_the_day_it_comes_back(session: Session) -> None:
    await first_problem(session, skill="power-rules")
    await session.answer("right", NOW, seconds=5)
    test = await begun(session, 2)
    for _ in range(2):
        await test.next(NOW)
        await test.answer("wrong", NOW, seconds=5, confidence=0.95)

    report = await test.end(NOW)

    back = {each.question.pick.skill: each.back_on for each in report.surely_wrong}
    assert back["sum-notation"] is None
    assert back["power-rules"] is not None
    assert (back["power-rules"] - NOW.date()).days < 7


async def test_practice_does_not_take_back_the_answers_of_a_test(session: Session) -> None:
    test = await begun(session, 2)
    await answered(test, "right", "right")
    await test.end(NOW)

    assert await session.undo(NOW) is None


@pytest.mark.parametrize(
    ("choice", "skills"),
    [
        (("skill/power-rules",), ("power-rules",)),
        (("strand/exp-log-softmax", "skill/power-rules"), None),
        ((), None),
    ],
)
async def test_a_choice_means_skills_that_have_exercises(
    session: Session, choice: tuple[str, ...], skills: tuple[str, ...] | None
) -> None:
    found = session.tests.skills_of(choice)

    assert found
    assert set(found) <= set(session.curriculum.highest_levels)
    assert skills is None or found == skills


@pytest.mark.parametrize("choice", ["skill/alchemy", "strand/alchemy", "goal/alchemy", "alchemy", "star/sign"])
async def test_a_choice_of_nothing_known_is_refused(session: Session, choice: str) -> None:
    with pytest.raises(NablaError, match="There is no"):
        await session.tests.begin((choice,), NOW)


async def test_what_can_be_chosen_has_something_to_ask(session: Session) -> None:
    choices = session.tests.choices()

    assert {each.key.partition("/")[0] for each in choices} <= {"goal", "strand"}
    assert all(each.skills and each.skills == session.tests.skills_of((each.key,)) for each in choices)


async def test_a_short_test_with_the_real_maths_process(tmp_path: Path) -> None:
    log = Log.open(tmp_path / "log.db")
    session = Session(Library.shipped(), log, replay([]), Worker(), ThreadPoolExecutor(max_workers=1), count(7))
    try:
        test = await session.tests.begin(("strand/exp-log-softmax",), NOW, count=3)
        answers = []
        while (posed := await test.next(NOW)) is not None:
            part: object = posed.problem.parts[0]
            while part is not None:
                typed = test.part.answer if posed.number != 2 else "7777"
                taken = await test.answer(typed, NOW, seconds=20)
                if taken.refused is not None:
                    taken = await test.give_up(NOW, seconds=20)
                part = taken.next_part
            answers.append(posed.problem)
        report = await test.end(NOW)
        shown = report.shown

        assert [each.credit for each in shown] == [1.0, 0.0, 1.0]
        assert [(await session.tests.reviewed(each)).problem for each in shown] == answers
        assert not any([(await session.tests.reviewed(each)).is_changed for each in shown])
    finally:
        await session.close()
    with Log.open(tmp_path / "log.db") as kept:
        assert kept.verify() == []
        kinds = [type(row.record) for row in kept.rows()]
        assert (kinds[0], kinds[-1]) == (SelfTestBegun, SelfTestEnded)
        assert set(kinds[1:-1]) <= {Attempt, GivenUp}
        assert Outcome.CORRECT in {row.record.verdict for row in kept.rows() if isinstance(row.record, Attempt)}
