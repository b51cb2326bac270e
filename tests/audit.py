"""`make audit`: every shipped exercise over 300 seeds a level, on all cores; ends with 1 at a fault.

What is proved of each, and by which rule a finding goes, stands in `tutor/maths/proof.py`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from tutor.content.library import Library
from tutor.maths.proof import prove_file

SEEDS = 300
EXERCISES = Path(__file__).parents[1] / "exercises"


def prove(path: Path) -> tuple[Path, list[dict[str, Any]], float]:
    """The findings about one pack, and the seconds that it took."""
    start = time.perf_counter()
    findings = prove_file(str(path), seeds=SEEDS, skills=frozenset(Library.shipped().curriculum.skills))
    return path, findings, time.perf_counter() - start


def proofs() -> Iterator[tuple[Path, list[dict[str, Any]], float]]:
    with ProcessPoolExecutor() as pool:
        yield from pool.map(prove, sorted(EXERCISES.rglob("*.toml")))


def main() -> int:
    errors = 0
    for path, findings, seconds in proofs():
        worst = [finding for finding in findings if finding["level"] == "error"]
        errors += len(worst)
        print(f"{path.stem}: {len(worst)} errors, {len(findings) - len(worst)} warnings, {seconds:.0f} s", flush=True)
        for finding in findings:
            print(
                f"  {finding['level']} {finding['exercise']} {finding['key']} [{finding['rule']}] {finding['message']}"
            )
    exercises = sum(len(pack.exercises) for pack in Library.shipped().packs())
    print(f"{exercises} exercises, {SEEDS} seeds a level: {errors} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
