"""Proves packs sound: every exercise posed with many seeds, its answer, lines and mistakes judged
as a learner's, its answer worked out by a second route.

`python -m tutor.maths.proof PACK... --seeds 50` prints what it finds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from tutor.content.exercise import Exercise, Pack, read_pack
from tutor.content.let_block import Assignment
from tutor.errors import ContentError
from tutor.maths.drawing import drawn
from tutor.maths.findings import ERROR, Finding, Findings
from tutor.maths.judged import judge_problem
from tutor.maths.lint import lint_exercise, lint_problem
from tutor.maths.pose import pose
from tutor.maths.routes import confirm_problem

SEEDS = 50
COUNTED_SEEDS = 300
FEWEST_PROBLEMS = 50
RAREST_ACCEPTANCE = 0.1
MOST_TRIVIAL = 0.05
FEWEST_FOR_SHARES = 20
MOST_LEAKS = 0.6
MOST_LOPSIDED = 0.6


def prove_file(path: str | Path, *, seeds: int = SEEDS, skills: Collection[str] | None = None) -> list[dict[str, Any]]:
    """The findings of a pack file, as plain data. `skills`: the ids that are known; None: any."""
    try:
        pack = read_pack(Path(path))
    except ContentError as error:
        return [Finding.of_error(error, "format").to_json()]
    found = [each for exercise in pack.exercises for each in audit_exercise(pack, exercise, seeds, skills)]
    return [each.to_json() for each in found]


def audit_exercise(pack: Pack, exercise: Exercise, seeds: int, skills: Collection[str] | None = None) -> list[Finding]:
    """All that is wrong or doubtful about an exercise, over so many seeds of each of its levels."""
    findings = Findings(exercise)
    if skills is not None and exercise.skill not in skills:
        findings.error("unknown-skill", f"There is no skill {exercise.skill!r}.", "skill")
    lint_exercise(exercise, findings)
    for level in exercise.levels:
        try:
            _audit_level(pack, exercise, level, seeds, findings)
        except ContentError as error:
            findings.add(Finding.of_error(error, "pose"))
    return findings.all()


def _audit_level(pack: Pack, exercise: Exercise, level: int, seeds: int, findings: Findings) -> None:
    leaks: dict[int, int] = {}
    rights: dict[int, int] = {}
    trivial = told = 0
    for seed in range(seeds):
        problem = pose(exercise, pack, level, seed)
        scope, _ = drawn(exercise, pack.id, level, seed)
        trivial += problem.answer in ("0", "1") and exercise.kind == "number"
        told += len(problem.mistakes)
        judge_problem(exercise, problem, scope, findings)
        confirm_problem(exercise, problem, scope, findings)
        lint_problem(exercise, problem, scope, findings, leaks, rights)
    _count(pack, exercise, level, seeds, findings)
    if exercise.mistakes and not told:
        findings.warn("never-told", f"No mistake ever applies at level {level}.", "mistake")
    if trivial > MOST_TRIVIAL * seeds:
        findings.warn("trivial", f"The answer is 0 or 1 in {trivial} of {seeds} problems.", "answer")
    for position, times in leaks.items():
        if times > MOST_LEAKS * max(seeds, FEWEST_FOR_SHARES):
            findings.error("hint-tells", f"Hint {position + 1} shows the answer.", "hints")
    draws = any(isinstance(line, Assignment) for line in exercise.let)
    for position, times in rights.items():
        if draws and times > MOST_LOPSIDED * max(seeds, FEWEST_FOR_SHARES):
            share = f"{times} of {seeds}"
            findings.warn("lopsided", f"Option {position + 1} is right in {share} problems.", "option")


def _count(pack: Pack, exercise: Exercise, level: int, seeds: int, findings: Findings) -> None:
    """How many different problems there are, and how many draws one takes. Counts no further than
    is needed."""
    seen: set[str] = set()
    draws = problems = 0
    for seed in range(max(seeds, COUNTED_SEEDS)):
        if len(seen) >= FEWEST_PROBLEMS and seed >= seeds:
            break
        scope, tries = drawn(exercise, pack.id, level, seed)
        draws, problems = draws + tries, problems + 1
        seen.add(repr(scope.values))
    if len(seen) < FEWEST_PROBLEMS and exercise.few is None:
        message = f"Only {len(seen)} different problems at level {level}; say why in `few`, or widen the draw."
        findings.error("few-problems", message, "let")
    if draws * RAREST_ACCEPTANCE > problems:
        findings.warn("rare", f"A problem takes {draws / problems:.0f} draws at level {level}; construct it.", "let")


def main(arguments: list[str]) -> int:
    """Prints the findings; 1 where there is an error."""
    parser = argparse.ArgumentParser(prog="proof", description=__doc__)
    parser.add_argument("pack", nargs="+")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    given = parser.parse_args(arguments)
    found = [each for path in given.pack for each in prove_file(path, seeds=given.seeds)]
    for each in found:
        where = f"{each['file']}:{each['line']}: {each['exercise']}: {each['key']}"
        sys.stdout.write(f"{where}: {each['level']} [{each['rule']}] {each['message']}\n")
    errors = sum(each["level"] == ERROR for each in found)
    sys.stdout.write(f"{errors} errors, {len(found) - errors} warnings\n")
    return int(errors > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
