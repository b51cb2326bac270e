"""A folder of ten thousand exercises: does the app start as fast, are they listed at once, are they checked on
both cores, in time that grows with their number and no faster?

`python -m tests.packs_bench` prints what was measured and what was aimed at; nothing here asserts. Run it on a
quiet machine.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tutor.audit import audit_packs
from tutor.content.library import Library
from tutor.worker import Worker

FILES = 100
A_FILE = 100
RUNS = 7
SEEDS = 5
NABLA = [sys.executable, "-P", "-m", "tutor"]
HEAD = 'format  = 1\ntitle   = "Sums {number}"\nversion = 1\nskill   = "sum-notation"\n'
EXERCISE = """
[[exercise]]
id     = "sum-{number}"
levels = [1, 2]
kind   = "number"
let    = 'a, b = distinct_integers(2, by_level(2..29, {number}..{most}))'
ask     = 'What is ${{= a}} + {{= b}} + {number}$?'
answer  = 'a + b + {number}'
confirm = 'answer - a - b = {number}'
hints   = 'Begin with ${{= a}}$.'
steps   = '${{= a}} + {{= b}} = {{= a + b}}$; add ${number}$.'

[[exercise.mistake]]
gives = 'a + b'
say   = 'You left out ${number}$.'
"""


def write_packs(folder: Path, files: int, exercises: int = A_FILE) -> list[str]:
    """So many packs of so many exercises; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"many-{number}.toml" for number in range(files)]
    for number, path in enumerate(paths):
        begin = number * exercises + 30
        body = (EXERCISE.format(number=each, most=each + 60) for each in range(begin, begin + exercises))
        path.write_text(HEAD.format(number=number) + "".join(body), encoding="utf-8")
    return [str(path) for path in paths]


def median_seconds(step: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of a step, after one that is not counted."""
    step()
    times: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        step()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def nabla(home: Path, *words: str) -> None:
    """One call of the command line, its output thrown away."""
    subprocess.run([*NABLA, *words], env={**os.environ, "NABLA_HOME": str(home)}, stdout=subprocess.DEVNULL, check=True)


async def check_seconds(paths: Sequence[str], cores: int) -> float:
    """How long the proof of the packs takes, with warm workers."""
    workers = [Worker() for _ in range(cores)]
    for worker in workers:
        worker.start()
        await worker.ask({"do": "prove", "path": paths[0], "seeds": 1, "counted": 1, "some": [0, 1]}, 60)
    begun = time.perf_counter()
    async for _ in audit_packs(workers, paths, SEEDS, SEEDS):
        pass
    seconds = time.perf_counter() - begun
    for worker in workers:
        await worker.close()
    return seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        bare, full = Path(temporary) / "bare", Path(temporary) / "full"
        (bare / "packs").mkdir(parents=True)
        paths = write_packs(full / "packs", FILES)
        begun = time.perf_counter()
        listed = sum(len(entry.offers) for entry in Library.shipped(full / "packs").catalogue())
        print(f"{listed} exercises read and indexed for the first time: {time.perf_counter() - begun:.1f} s")
        listing = median_seconds(lambda: list(Library.shipped(full / "packs").catalogue()))
        print(f"listed again: {listing:.3f} s (at most 0.5)")
        without, with_many = (median_seconds(lambda home=home: nabla(home, "today")) for home in (bare, full))  # type: ignore[misc]
        print(
            f"nabla today: {without:.3f} s without them, {with_many:.3f} with: {with_many / without:.2f} (at most 1.10)"
        )
        listed_in = median_seconds(lambda: nabla(full, "pack", "list"), 3)
        print(f"nabla pack list, as a process: {listed_in:.3f} s")
        thousand, two_thousand = (asyncio.run(check_seconds(paths[:files], 2)) for files in (10, 20))
        print(
            f"checked on two cores: 1,000 in {thousand:.1f} s, 2,000 in {two_thousand:.1f} s: "
            f"{two_thousand / thousand:.2f} (2 is linear)"
        )
        alone = asyncio.run(check_seconds(paths[:10], 1))
        print(f"1,000 on one core: {alone:.1f} s, {alone / thousand:.2f} times as long (at least 1.7)")


if __name__ == "__main__":
    main()
