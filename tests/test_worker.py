"""The maths process from outside: limits, death and replacement. A real process, real signals."""

import asyncio
import os
import signal
import subprocess
import sys

import pytest

from tutor.errors import ContentError, WorkerError
from tutor.problem import Outcome, Question
from tutor.worker import Worker, environment

DOUBLE = Question("x + x", names=("x",))


@pytest.fixture
async def worker():
    async with Worker() as one:
        yield one


async def test_it_checks_and_poses(worker: Worker) -> None:
    verdict = await worker.check(DOUBLE, "2x")
    problem = await worker.pose("softmax-compute/log-integers", None, 7)

    assert verdict.outcome is Outcome.CORRECT
    assert problem.seed == 7
    assert (await worker.check(problem.parts[0].question, problem.parts[0].answer, problem.parts[0].mistakes)).is_right


async def test_the_same_seed_poses_the_same_problem_in_another_process(worker: Worker) -> None:
    first = await worker.pose("softmax-compute/log-integers", None, 3)
    assert worker.process_id is not None
    os.kill(worker.process_id, signal.SIGKILL)
    with pytest.raises(WorkerError):
        await worker.pose("softmax-compute/log-integers", None, 4)

    assert await worker.pose("softmax-compute/log-integers", None, 3) == first


async def test_killed_in_mid_check_it_costs_one_line_of_text(worker: Worker) -> None:
    await worker.check(DOUBLE, "2x")
    assert worker.process_id is not None
    first = worker.process_id

    os.kill(first, signal.SIGSTOP)  # the check is surely under way when the kill comes
    check = asyncio.create_task(worker.check(DOUBLE, "2x"))
    await asyncio.sleep(0)
    os.kill(first, signal.SIGKILL)
    verdict = await check

    assert verdict.outcome is Outcome.UNDECIDED
    assert "does not count" in verdict.message
    assert (await worker.check(DOUBLE, "2x")).is_right
    assert worker.process_id != first


async def test_a_late_answer_costs_the_process_its_life() -> None:
    async with Worker() as worker:
        await worker.check(DOUBLE, "2x")
        assert worker.process_id is not None
        first = worker.process_id
        os.kill(first, signal.SIGSTOP)
        worker.limit = 0.2

        verdict = await worker.check(DOUBLE, "2x")

        assert verdict.outcome is Outcome.UNDECIDED
        assert "too long" in verdict.message
        worker.limit = 10
        assert (await worker.check(DOUBLE, "2x")).is_right
        assert worker.process_id != first


async def test_questions_wait_for_one_another(worker: Worker) -> None:
    answers = ["2x", "3x", "x+x", "x"] * 5

    verdicts = await asyncio.gather(*(worker.check(DOUBLE, answer) for answer in answers))

    assert [verdict.is_right for verdict in verdicts] == [True, False, True, False] * 5


async def test_an_unknown_exercise_is_a_content_error(worker: Worker) -> None:
    with pytest.raises(ContentError, match="no exercise"):
        await worker.pose("nowhere/nothing", None, 1)


async def test_nonsense_requests_are_answered_and_the_process_lives(worker: Worker) -> None:
    with pytest.raises(WorkerError):
        await worker.ask({"do": "nothing that exists"})

    assert (await worker.check(DOUBLE, "2x")).is_right


async def test_closed_it_refuses(worker: Worker) -> None:
    await worker.close()

    with pytest.raises(WorkerError, match="closed"):
        await worker.pose("softmax-compute/log-integers", None, 1)


def test_a_folder_named_tutor_does_not_take_our_place(tmp_path) -> None:
    (tmp_path / "tutor").mkdir()
    (tmp_path / "tutor" / "__init__.py").write_text("raise SystemExit('taken')")
    child = subprocess.run(
        [sys.executable, "-P", "-m", "tutor.maths"],
        cwd=tmp_path, env=environment(), input="", capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert '"ready"' in child.stdout


def test_the_end_of_input_ends_the_process() -> None:
    child = subprocess.run(
        [sys.executable, "-P", "-m", "tutor.maths"],
        env=environment(), input='not json\n{"id": 1, "do": "check"}\n', capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert len(child.stdout.splitlines()) == 3


async def test_the_process_dies_with_its_parent() -> None:
    code = (
        "import asyncio\nfrom tutor.worker import Worker\n"
        "async def main():\n"
        "    async with Worker() as worker:\n"
        "        await worker._ready()\n"
        "        print(worker.process_id, flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(sys.executable, "-P", "-c", code, stdout=asyncio.subprocess.PIPE)
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())

    parent.kill()
    await parent.wait()

    async with asyncio.timeout(10):
        while _is_alive(child):
            await asyncio.sleep(0.02)


def _is_alive(process_id: int) -> bool:
    try:
        with open(f"/proc/{process_id}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_a_large_parent_does_not_make_its_process_look_large() -> None:
    ballast = bytearray(500_000_000)
    ballast[::4096] = bytes(len(ballast[::4096]))

    async with Worker() as worker:
        await worker.check(DOUBLE, "2x")

        assert worker.process_id is not None
