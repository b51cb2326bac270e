"""`make bench-generators`: problems a second on one core, and beside generator libraries on like tasks.

Ours are posed whole: drawn, stated, answered, with hints, worked solution and named mistakes. Theirs give a
question and an answer. Nothing here asserts: it prints what was measured.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from tutor.content.exercise import Exercise, Pack
from tutor.content.library import Library
from tutor.content.pack import read_pack
from tutor.maths.posing.pose import pose

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parents[1] / ".peers"
SECONDS = 2.0
SEEDS = 20
PEERS = (
    ("reasoning-gym", "venv", "beside_reasoning_gym.py"),
    ("mathgenerator", "venv", "beside_mathgenerator.py"),
    ("mathematics_dataset", "old", "beside_mathematics_dataset.py"),
)


def shipped() -> list[float]:
    """Seconds of every shipped exercise, level and some seeds, each posed once."""
    library = Library.shipped()
    todo = [(pack, each, level) for pack in library.packs() for each in pack.exercises for level in each.levels]
    for pack, exercise, level in todo:
        pose(exercise, pack, level, 0)
    return [seconds for pack, exercise, level in todo for seconds in _posed(exercise, pack, level)]


def _posed(exercise: Exercise, pack: Pack, level: int) -> Iterator[float]:
    for seed in range(1, SEEDS + 1):
        begun = time.perf_counter()
        pose(exercise, pack, level, seed)
        yield time.perf_counter() - begun


def ours() -> Mapping[str, float]:
    """Problems a second of each comparable task."""
    pack = read_pack(HERE / "comparable.toml")
    found = {}
    for exercise in pack.exercises:
        pose(exercise, pack, 1, 0)
        begun = time.perf_counter()
        for seed in count(1):
            pose(exercise, pack, 1, seed)
            if (elapsed := time.perf_counter() - begun) > SECONDS:
                found[exercise.id.replace("-", " ")] = seed / elapsed
                break
    return found


def theirs(environment: str, script: str) -> Mapping[str, float]:
    python = ENVIRONMENT / environment / "bin" / "python"
    if not python.exists():
        return {}
    done = subprocess.run([python, HERE / script], capture_output=True, text=True, timeout=120)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}


def main() -> None:
    mine = ours()  # first: like theirs, in a process that has done nothing else
    taken = sorted(shipped())
    print(
        f"{len(taken)} shipped problems: {len(taken) / sum(taken):.0f} a second on one core, "
        f"median {statistics.median(taken) * 1000:.2f} ms, 99 % {taken[len(taken) * 99 // 100] * 1000:.1f} ms, "
        f"most {taken[-1] * 1000:.1f} ms"
    )
    peers = {name: theirs(environment, script) for name, environment, script in PEERS}
    tasks = dict.fromkeys([*mine, *(task for found in peers.values() for task in found)])
    print(f"\n{'a second':<20}{'Nabla':>12}" + "".join(f"{name:>22}" for name in peers))
    for task in tasks:
        cells = [f"{mine[task]:>12,.0f}" if task in mine else f"{'-':>12}"]
        cells += [f"{found[task]:>22,.0f}" if task in found else f"{'-':>22}" for found in peers.values()]
        print(f"{task:<20}{''.join(cells)}")


if __name__ == "__main__":
    main()
