"""`make bench`: the figures that we promise, each measured beside its yardstick in one run.

Nothing here asserts: it prints what was measured and what was aimed at. Run it on a quiet machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tutor.content.library import Library
from tutor.worker import Worker

RUNS = 15
KEYS = 120
STYLED = re.compile(rb"\x1b\[[0-9;]+m *\S?")
EMPTY_APP = "from textual.app import App; App().run()"
NABLA = "import sys; sys.argv = ['nabla']; from tutor.cli.parser import main; sys.exit(main())"


class Terminal:
    """A program on a terminal of 120x40, and what it has painted."""

    def __init__(self, code: str, home: str) -> None:
        self.begun = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "NABLA_HOME": home}
            os.execve(sys.executable, [sys.executable, "-P", "-c", code], environment)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.painted = b""

    def until(self, arrived: Callable[[bytes], object], patience: float = 30) -> float:
        """Seconds until what has been painted satisfies `arrived`."""
        start = time.perf_counter()
        while not arrived(self.painted):
            if not select.select([self.descriptor], [], [], patience)[0]:
                raise TimeoutError(self.painted[-400:])
            with contextlib.suppress(OSError):
                self.painted += (chunk := os.read(self.descriptor, 1 << 16))
            if b"\x1b[c" in chunk:
                self.type("\x1b[?62;c")  # what every terminal answers when it is asked what it is
        return time.perf_counter() - start

    def type(self, text: str) -> None:
        os.write(self.descriptor, text.encode())

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)


@contextlib.contextmanager
def home(minutes: int = 20) -> Iterator[str]:
    """A learner's folder in which the first run is over."""
    from tests.support import chosen_minutes

    with tempfile.TemporaryDirectory() as folder:
        chosen_minutes(Path(folder) / "learner.db", minutes)
        yield folder


def first_frame() -> None:
    """From exec until Today's outline stands, in turn with an empty Textual app's first styled output."""
    times: dict[str, list[float]] = {EMPTY_APP: [], NABLA: []}
    with home() as folder:
        for run in range(RUNS + 1):
            for code, seen in times.items():
                terminal = Terminal(code, folder)
                terminal.until(STYLED.search if code == EMPTY_APP else lambda painted: b"Start" in painted)
                elapsed = time.perf_counter() - terminal.begun
                terminal.close()
                if run:
                    seen.append(elapsed)
    empty, nabla = (statistics.median(times[code]) for code in (EMPTY_APP, NABLA))
    ratios = [ours / theirs for ours, theirs in zip(times[NABLA], times[EMPTY_APP], strict=True)]
    print(f"first frame: {nabla * 1000:.0f} ms, an empty Textual app {empty * 1000:.0f} ms, ratio of medians "
          f"{nabla / empty:.2f}, median of ratios {statistics.median(ratios):.2f} (aim 1.25)")  # fmt: skip


def key_to_paint() -> None:
    """From a key to the frame that shows it and its preview."""
    seen = []
    with home() as folder:
        terminal = Terminal(NABLA, folder)
        terminal.until(lambda painted: b"Start" in painted)
        terminal.until(lambda painted: b"problem" in painted)
        for arrived in (b"first problems", b"1 of "):
            terminal.painted = b""
            terminal.type("\r")
            terminal.until(lambda painted, arrived=arrived: arrived in painted)
        for number in range(KEYS):
            while select.select([terminal.descriptor], [], [], 0.05)[0]:
                os.read(terminal.descriptor, 1 << 16)
            key = "\x7f" if number % 8 > 3 else str(number % 8 + 1)
            terminal.painted = b""
            terminal.type(key)
            seen.append(terminal.until(lambda painted: painted))
        terminal.close()
    print(f"key to paint, echo and preview in one frame: {_spread(seen)} (aim: median 8, 95th percentile 16)")


async def enter_to_verdict() -> None:
    """The right answer to one problem of each exercise at each level, with a warm maths process."""
    library = Library.shipped()
    seen = []
    async with Worker() as worker:
        for pack in library.packs():
            for exercise in pack.exercises:
                for level in exercise.levels:
                    problem = await worker.pose(f"{pack.id}/{exercise.id}", level, 11)
                    start = time.perf_counter()
                    (part,) = problem.parts
                    verdict = await worker.check(part.question, part.answer, part.mistakes)
                    seen.append(time.perf_counter() - start)
                    assert verdict.is_right, (problem.exercise, part.answer, verdict)
    print(f"Enter to verdict, {len(seen)} problems: {_spread(seen)} (aim: median 15)")


def problems_a_second() -> None:
    """One process, one core, over all shipped exercises: posed, with answer and solution."""
    from tutor.maths.posing.pose import pose

    library = Library.shipped()
    todo = [(pack, each, level) for pack in library.packs() for each in pack.exercises for level in each.levels]
    for pack, exercise, level in todo:
        pose(exercise, pack, level, 0)
    seen = []
    for seed in range(1, 21):
        for pack, exercise, level in todo:
            start = time.perf_counter()
            pose(exercise, pack, level, seed)
            seen.append(time.perf_counter() - start)
    print(f"problems posed: {len(seen) / sum(seen):.0f} a second, {_spread(seen)} (aim 300 a second)")


def loaded_before_the_first_frame() -> None:
    code = "import sys, tutor.ui.app, tutor.ui.screens.today; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    heavy = loaded & {"sympy", "numpy", "pydantic", "sqlite_utils"}
    print(f"heavy libraries before the first frame: {', '.join(sorted(heavy)) or 'none'}")


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000  # noqa: E731  a formula
    return f"median {at(0.5):.1f} ms, 95 % {at(0.95):.1f} ms, 99 % {at(0.99):.1f} ms, most {ordered[-1] * 1000:.1f} ms"


def main() -> None:
    loaded_before_the_first_frame()
    first_frame()
    key_to_paint()
    asyncio.run(enter_to_verdict())
    problems_a_second()


if __name__ == "__main__":
    main()
