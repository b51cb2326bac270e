"""The road of an answer, with a real log and a same-process double of the maths process."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from tutor.content.library import Library
from tutor.errors import NablaError
from tutor.learner.log import Log
from tutor.learner.memory import replay
from tutor.learner.records import Attempt, GivenUp, Skip, Undo
from tutor.problem import SAME_AGAIN, Carry, Mistake, Outcome, Part, Problem, Question, Verdict
from tutor.session.steps import Finished, Meet, Posed, Solved
from tutor.session.study import Session

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
OUTCOMES = {
    "right": Outcome.CORRECT,
    "wrong": Outcome.WRONG,
    "wrong too": Outcome.WRONG,
    "carried": Outcome.CARRIED,
    "other too": Outcome.OTHER_FORM,
    "other": Outcome.OTHER_FORM,
    "???": Outcome.UNREADABLE,
    "slow": Outcome.UNDECIDED,
}


def asked(part: str) -> Part:
    return Part(part, "Say right.", Question("right"), "right", ("first hint", "second hint"), "the solution", ())


class Double:
    """Poses what it is asked for; an answer says itself what shall become of it."""

    def __init__(self) -> None:
        self.posed: list[str] = []
        self.parts = (asked(""),)
        self.carries: list[Carry | None] = []

    async def pose(self, exercise: str, level: int | None, seed: int) -> Problem:
        self.posed.append(exercise)
        skill = exercise.partition("/")[0]
        return Problem(
            exercise, skill, skill, 1, "hash", level or 1, seed, "compute", "", self.parts, {},
        )  # fmt: skip

    async def check(
        self,
        question: Question,
        answer: str,
        mistakes: Sequence[Mistake] = (),
        last: str | None = None,
        carry: Carry | None = None,
    ) -> Verdict:
        self.carries.append(carry)
        if answer == last:
            return Verdict(Outcome.UNREADABLE, diagnosis=SAME_AGAIN)
        return Verdict(OUTCOMES[answer])

    async def close(self) -> None:
        self.posed.clear()


async def opened(path: Path) -> Session:
    owner = ThreadPoolExecutor(max_workers=1)
    log = Log.open(path)
    return Session(Library.shipped(), log, replay(log.rows()), Double(), owner, count(1))


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    one = await opened(tmp_path / "log.db")
    yield one
    await one.close()


async def first_problem(session: Session, **chosen: object) -> Posed:
    await session.begin(NOW, **chosen)  # type: ignore[arg-type]
    step = await session.next(NOW)
    while isinstance(step, Meet):
        await session.lesson_read(step.skill, NOW)
        step = await session.next(NOW)
    assert isinstance(step, Posed)
    return step


def records(session: Session, *kinds: type) -> list[object]:
    return [row.record for row in session.log.rows() if isinstance(row.record, kinds)]


async def test_a_new_skill_is_met_by_its_lesson_and_at_once_by_its_problems(session: Session) -> None:
    await session.begin(NOW)

    met = await session.next(NOW)
    assert isinstance(met, Meet)
    assert "## Worked example" in met.lesson
    await session.lesson_read(met.skill, NOW)
    posed = await session.next(NOW)

    assert isinstance(posed, Posed)
    assert posed.problem.skill == met.skill


@pytest.mark.parametrize(
    ("answers", "stays_open"),
    [
        (["right"], False),
        (["wrong"], True),
        (["other"], True),
        (["wrong", "right"], False),
        (["wrong", "wrong too"], False),
        (["other", "other too"], False),
        (["???"], True),
        (["???", "???", "???"], True),
        (["slow", "slow", "wrong"], True),
        (["wrong", "slow"], True),
    ],
)
async def test_a_problem_takes_two_decided_answers(session: Session, answers: list[str], stays_open: bool) -> None:
    await first_problem(session)

    judged = [await session.answer(answer, NOW, seconds=10) for answer in answers]

    assert judged[-1].open is stays_open


async def test_the_unreadable_costs_nothing_and_leaves_no_row(session: Session) -> None:
    await first_problem(session)
    before = session.learner

    judged = await session.answer("???", NOW, seconds=5)

    assert judged.attempt is None
    assert records(session, Attempt) == []
    assert session.learner == before


async def test_the_last_answer_once_more_costs_nothing_until_one_insists(session: Session) -> None:
    await first_problem(session)
    await session.answer("wrong", NOW, seconds=5)

    again = await session.answer("wrong", NOW, seconds=5)
    insisted = await session.answer("wrong", NOW, seconds=5)

    assert (again.attempt, again.open, again.verdict.diagnosis) == (None, True, SAME_AGAIN)
    assert (insisted.open, insisted.verdict.outcome) == (False, Outcome.WRONG)
    assert len(records(session, Attempt)) == 2


async def test_the_undecided_is_kept_and_moves_no_memory(session: Session) -> None:
    posed = await first_problem(session)

    judged = await session.answer("slow", NOW, seconds=5)

    assert judged.attempt is not None
    assert session.learner.skill(posed.problem.skill).memory is None


async def test_an_answer_is_in_the_log_when_its_verdict_is_known(session: Session) -> None:
    posed = await first_problem(session)

    judged = await session.answer("wrong", NOW, seconds=12.5, confidence=0.95)

    (kept,) = records(session, Attempt)
    assert isinstance(kept, Attempt)
    assert (kept.answer, kept.verdict, kept.seconds, kept.confidence) == ("wrong", Outcome.WRONG, 12.5, 0.95)
    assert kept.exercise == posed.problem.exercise
    assert judged.sequence == next(row.sequence for row in session.log.rows() if row.id == judged.attempt)


async def test_hints_come_one_by_one_and_are_counted(session: Session) -> None:
    await first_problem(session)

    hints = [session.hint(), session.hint(), session.hint()]
    await session.answer("right", NOW, seconds=5)

    assert hints == ["first hint", "second hint", None]
    assert [kept.hints for kept in records(session, Attempt) if isinstance(kept, Attempt)] == [2]


async def test_asking_for_the_solution_gives_the_problem_up(session: Session) -> None:
    posed = await first_problem(session)

    assert await session.solution(NOW) == Solved("the solution")

    assert len(records(session, GivenUp)) == 1
    assert session.learner.skill(posed.problem.skill).wrong_in_a_row == 1
    with pytest.raises(NablaError, match="open"):
        await session.answer("right", NOW, seconds=1)


async def test_the_solution_of_an_answered_problem_costs_nothing(session: Session) -> None:
    await first_problem(session)
    await session.answer("right", NOW, seconds=5)

    await session.solution(NOW)

    assert records(session, GivenUp) == []


async def test_a_skip_moves_no_memory(session: Session) -> None:
    posed = await first_problem(session)

    await session.skip(NOW)

    assert len(records(session, Skip)) == 1
    assert session.learner.skill(posed.problem.skill).memory is None


async def test_undo_leaves_the_learner_as_if_it_had_not_been_answered(session: Session) -> None:
    await first_problem(session)
    before = session.learner
    await session.answer("wrong", NOW, seconds=5)

    said = await session.undo(NOW)

    assert said is not None
    assert "wrong" in said
    assert session.learner == before
    assert (await session.answer("right", NOW, seconds=5)).try_number == 1


async def test_undo_after_a_restart_takes_back_the_last_answer_of_the_day(session: Session, tmp_path: Path) -> None:
    await first_problem(session)
    await session.answer("right", NOW, seconds=5)
    again = await opened(tmp_path / "log.db")

    assert await again.undo(NOW + timedelta(minutes=5)) is not None
    assert await again.undo(NOW + timedelta(minutes=6)) is None
    assert len(records(again, Undo)) == 1
    await again.close()


async def test_yesterdays_answers_are_not_undone(session: Session) -> None:
    await first_problem(session)
    await session.answer("right", NOW, seconds=5)

    assert await session.undo(NOW + timedelta(days=1)) is None


async def test_a_count_ends_the_session(session: Session) -> None:
    step = await first_problem(session, count=3)
    for _ in range(3):
        assert isinstance(step, Posed)
        await session.answer("right", NOW, seconds=5)
        step = await session.next(NOW)
        while isinstance(step, Meet):
            step = await session.next(NOW)

    assert isinstance(step, Finished)
    assert (step.summary.problems, step.summary.right_at_once) == (3, 3)


async def test_the_minutes_end_the_session(session: Session) -> None:
    await first_problem(session, minutes=5)

    await session.answer("right", NOW, seconds=400)

    assert isinstance(await session.next(NOW), Finished)


async def test_a_drill_stays_with_its_skill_though_it_is_locked(session: Session) -> None:
    posed = await first_problem(session, skill="temperature")
    await session.answer("right", NOW, seconds=5)
    after = await session.next(NOW)

    assert isinstance(after, Posed)
    assert {posed.problem.skill, after.problem.skill} == {"temperature"}


async def test_a_drill_of_nothing_known_is_refused(session: Session) -> None:
    with pytest.raises(NablaError, match="no skill 'alchemy'"):
        await session.begin(NOW, skill="alchemy")


async def test_the_summary_counts_each_problem_once(session: Session) -> None:
    await first_problem(session)
    await session.answer("wrong", NOW, seconds=30, confidence=0.95)
    await session.answer("right", NOW, seconds=30)

    summary = await session.end(NOW)

    assert (summary.problems, summary.right_at_once, summary.right_second, summary.not_yet) == (1, 0, 1, 0)
    assert (summary.sure, summary.sure_right) == (1, 0)
    assert summary.minutes == 1


async def test_everything_known_is_rebuilt_from_the_log(session: Session) -> None:
    step = await first_problem(session)
    for answer in ("right", "wrong", "right", "wrong", "wrong too", "right"):
        if isinstance(step, Meet):
            step = await session.next(NOW)
        judged = await session.answer(answer, NOW, seconds=7)
        if not judged.open:
            step = await session.next(NOW)

    assert replay(session.log.rows()) == session.learner


async def test_the_next_problem_is_generated_while_the_verdict_is_read(session: Session) -> None:
    await first_problem(session)
    double = session.desk.worker
    assert isinstance(double, Double)
    await session.answer("right", NOW, seconds=5)
    assert session._upcoming is not None
    await session._upcoming
    prepared = len(double.posed)

    step = await session.next(NOW)
    while isinstance(step, Meet):
        step = await session.next(NOW)

    assert isinstance(step, Posed)
    assert len(double.posed) == prepared


async def test_who_leaves_while_a_problem_is_posed_finds_nothing_on_the_table(session: Session) -> None:
    gate, double = asyncio.Event(), session.desk.worker
    pose = double.pose

    async def slowly(exercise: str, level: int | None, seed: int) -> Problem:
        await gate.wait()
        return await pose(exercise, level, seed)

    double.pose = slowly  # type: ignore[method-assign]
    await session.begin(NOW)
    step = await session.next(NOW)
    assert isinstance(step, Meet)
    await session.lesson_read(step.skill, NOW)
    posing = asyncio.create_task(session.next(NOW))
    await asyncio.sleep(0)
    await session.end(NOW)
    gate.set()

    assert isinstance(await posing, Finished)
    with pytest.raises(NablaError, match="No problem is open"):
        await session.answer("right", NOW, seconds=5)


async def parted(session: Session, *ids: str) -> Double:
    worker = session.desk.worker
    assert isinstance(worker, Double)
    worker.parts = tuple(map(asked, ids))
    await first_problem(session)
    return worker


async def test_parts_are_answered_in_their_order_and_the_last_closes_the_problem(session: Session) -> None:
    await parted(session, "scores", "weights")

    first = await session.answer("right", NOW, seconds=5)
    second = await session.answer("right", NOW, seconds=5)

    assert (first.open, first.part, first.next_part) == (False, "scores", asked("weights"))
    assert (second.open, second.part, second.next_part) == (False, "weights", None)
    assert [(row.part, row.try_number) for row in records(session, Attempt)] == [("scores", 1), ("weights", 1)]
    assert (await session.end(NOW)).right_at_once == 1


async def test_a_wrong_part_is_what_later_parts_are_carried_from(session: Session) -> None:
    worker = await parted(session, "scores", "weights", "output")

    for answer in ("wrong", "wrong too", "carried", "right"):
        judged = await session.answer(answer, NOW, seconds=5)

    gave = [carry and (carry.part, dict(carry.gave)) for carry in worker.carries]
    assert gave[:2] == [None, None]
    assert gave[2:] == [
        ("weights", {"scores": "wrong too"}),
        ("output", {"scores": "wrong too", "weights": "carried"}),
    ]
    assert judged.next_part is None
    assert (await session.end(NOW)).right_at_once == 0


async def test_a_part_given_up_is_not_carried_from(session: Session) -> None:
    worker = await parted(session, "scores", "weights")

    await session.answer("wrong", NOW, seconds=5)
    solved = await session.solution(NOW)
    await session.answer("right", NOW, seconds=5)

    assert solved == Solved("the solution", asked("weights"))
    assert worker.carries[-1] is None


async def test_undo_goes_back_to_the_part_before(session: Session) -> None:
    await parted(session, "scores", "weights")

    await session.answer("right", NOW, seconds=5)
    await session.undo(NOW)
    judged = await session.answer("right", NOW, seconds=5)

    assert (judged.part, judged.next_part) == ("scores", asked("weights"))
