"""`make audit`: the graph, every lesson, and every exercise over 300 seeds a level, on both cores.

Ends with 1 at a fault. What is proved of an exercise, and by which rule a finding goes, stands in
`tutor/maths/proving/proof.py`.
"""

from __future__ import annotations

import asyncio
import sys
import time
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from tutor.audit import audit_curriculum, audit_packs
from tutor.content import folder
from tutor.content.library import Library
from tutor.worker import Worker

SEEDS = 300


async def prove(packs: list[Traversable]) -> int:
    """Prove the packs on both cores; the number of errors."""
    errors, start = 0, time.perf_counter()
    async with Worker() as one, Worker() as another:
        proofs = audit_packs([one, another], [str(pack) for pack in packs], SEEDS)
        for pack in packs:
            findings = await anext(proofs)
            errors += tell(Path(pack.name).stem, findings)
            print(f"{Path(pack.name).stem}: {len(findings)} findings, {time.perf_counter() - start:.0f} s", flush=True)
    return errors


def tell(name: str, findings: list[dict[str, Any]]) -> int:
    """Print findings; the number of errors among them."""
    for finding in findings:
        print(f"  {name}: {finding['level']} {finding['exercise']} [{finding['rule']}] {finding['message']}")
    return sum(finding["level"] == "error" for finding in findings)


async def main() -> int:
    library = Library.shipped()
    lessons, exercises = folder("curriculum"), folder("exercises")
    graph = audit_curriculum(library.curriculum, lessons, exercises)
    errors = tell("curriculum", [finding.to_json() for finding in graph])
    skills = library.curriculum.skills.values()
    errors += await prove([exercises / skill.strand / f"{skill.id}.toml" for skill in skills])
    count = sum(len(pack.exercises) for pack in library.packs())
    print(f"{count} exercises, {SEEDS} seeds a level: {errors} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
