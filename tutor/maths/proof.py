"""Proves packs sound: every exercise posed with many seeds, its answer, lines and mistakes judged
as a learner's, its answer worked out by a second route.

`python -m tutor.maths.proof PACK... --seeds 50` prints what it finds.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.content.exercise import Exercise, Pack, Part
from tutor.content.pack import read_pack
from tutor.content.let_block import Assignment
from tutor.errors import ContentError
from tutor.maths.drawing import drawn
from tutor.maths.evaluate import Scope
from tutor.maths.findings import ERROR, Finding, Findings
from tutor.maths.judged import judge_part
from tutor.maths.lint import leaking_hints, lint_exercise, lint_posed, lint_text, right_options
from tutor.maths.pose import filled, parts_of
from tutor.maths.routes import confirm_part
from tutor.maths.second_route import second_route
from tutor.problem import Part as ProblemPart

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
    tallies = [Tally() for _ in exercise.parts]
    for seed in range(seeds):
        where = f"(level {level}, seed {seed})"
        scope, _ = drawn(exercise, pack.id, level, seed)
        route = second_route(exercise, scope)
        lint_text("ask", filled(exercise, "ask", exercise.ask, scope), findings.of(exercise, where))
        posed = parts_of(exercise, pack.id, scope, seed)
        for part, tally, (posed_part, inside) in zip(exercise.parts, tallies, posed, strict=True):
            here = findings.of(part, where)
            judge_part(part, posed_part, inside, here)
            confirm_part(part, posed_part, inside, route, here)
            lint_posed(part, posed_part, inside, here)
            tally.count(part, posed_part, inside)
    _count(pack, exercise, level, seeds, findings)
    draws = any(isinstance(line, Assignment) for line in exercise.let)
    for part, tally in zip(exercise.parts, tallies, strict=True):
        tally.tell(part, level, seeds, draws, findings.of(part, ""))


@dataclass(slots=True)
class Tally:
    """How often something was so, over the problems of one part at one level. `leaks`: hints that show the
    answer, `rights`: right options, by position."""

    trivial: int = 0
    told: int = 0
    leaks: Counter[int] = field(default_factory=Counter)
    rights: Counter[int] = field(default_factory=Counter)

    def count(self, part: Part, posed: ProblemPart, scope: Scope) -> None:
        self.trivial += posed.answer in ("0", "1") and part.kind == "number"
        self.told += len(posed.mistakes)
        self.leaks.update(leaking_hints(part, scope))
        self.rights.update(right_options(part, scope) if part.kind == "choice" else ())

    def tell(self, part: Part, level: int, seeds: int, draws: bool, findings: Findings) -> None:
        if part.mistakes and not self.told:
            findings.warn("never-told", f"No mistake ever applies at level {level}.", "mistake")
        if self.trivial > MOST_TRIVIAL * seeds:
            findings.warn("trivial", f"The answer is 0 or 1 in {self.trivial} of {seeds} problems.", "answer")
        for position, times in self.leaks.items():
            if times > MOST_LEAKS * max(seeds, FEWEST_FOR_SHARES):
                findings.error("hint-tells", f"Hint {position + 1} shows the answer.", "hints")
        for position, times in self.rights.items():
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
