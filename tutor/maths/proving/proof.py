"""Proves packs sound: every exercise posed with many seeds, its answer, lines and mistakes judged
as a learner's, its answer worked out by a second route.

`python -m tutor.maths.proving.proof PACK... --seeds 50` prints what it finds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from tutor.content.catalogue import stamp_of
from tutor.content.exercise import Exercise, Pack
from tutor.content.let_block import Assignment
from tutor.content.pack import read_pack
from tutor.errors import ContentError
from tutor.maths.deadline import OutOfTimeError, cpu_seconds
from tutor.maths.posing.drawing import drawn
from tutor.maths.posing.evaluate import Scope
from tutor.maths.posing.pose import filled, parts_of
from tutor.maths.posing.values import Value
from tutor.maths.proving.findings import ERROR, Finding, Findings
from tutor.maths.proving.judged import judge_answer, judge_lines, judge_typings
from tutor.maths.proving.lint import lint_exercise, lint_posed, lint_text
from tutor.maths.proving.named import lint_names
from tutor.maths.proving.routes import confirm_part
from tutor.maths.proving.second_route import second_route
from tutor.maths.proving.tally import Tally, slowest

SEEDS = 200
"""Of each level; before a release a thousand, at a save twenty."""
COUNTED_SEEDS = 1_000
FEWEST_PROBLEMS = 200
RAREST_ACCEPTANCE = 0.1
TYPED_EVERY = 10
"""Every so many seeds the answer is typed in all ways."""
LINES_FOR = 50
LINES_EVERY = 5
"""Lines and mistakes are typed for the first seeds, and then for some."""
MOST_SECONDS = 2.0
"""Of processor time that posing or judging one problem may take."""
SLOW = 0.05
"""Seconds at the 99th percentile."""
FEWEST_TIMED = 100


def prove_file(
    path: str | Path,
    *,
    seeds: int = SEEDS,
    skills: Collection[str] | None = None,
    counted: int = COUNTED_SEEDS,
    some: range | None = None,
) -> list[dict[str, Any]]:
    """The findings of a pack, as plain data. `skills`: the ids that are known; None: any. `counted`: so many
    problems are drawn to see how many are different; `some`: the positions of the exercises that are meant."""
    try:
        pack = _read(Path(path), str(stamp_of(Path(path))))
    except ContentError as error:
        return [Finding.of_error(error, "format").to_json()]
    meant = pack.exercises if some is None else pack.exercises[some.start : some.stop]
    return [each.to_json() for exercise in meant for each in audit_exercise(pack, exercise, seeds, skills, counted)]


@lru_cache(maxsize=2)
def _read(path: Path, stamp: str) -> Pack:
    """The pack, once for all shares of its proof. `stamp`: of its files as they are now."""
    return read_pack(path)


def audit_exercise(
    pack: Pack,
    exercise: Exercise,
    seeds: int,
    skills: Collection[str] | None = None,
    counted: int = COUNTED_SEEDS,
) -> list[Finding]:
    """All that is wrong or doubtful about an exercise, over so many seeds of each of its levels."""
    findings = Findings(exercise)
    if skills is not None and exercise.skill not in skills:
        close = get_close_matches(exercise.skill, skills, n=1)
        meant = f"; did you mean {close[0]!r}?" if close else "."
        findings.error("unknown-skill", f"There is no skill {exercise.skill!r}{meant}", "skill")
    lint_exercise(exercise, findings)
    for level in exercise.levels if lint_names(exercise, findings) else ():
        try:
            _Level(pack, exercise, level, findings).audit(seeds, counted)
        except ContentError as error:
            findings.add(Finding.of_error(error, RULES.get(error.key or "", "pose")))
        except OutOfTimeError:
            message = f"Posing and judging one problem takes over {MOST_SECONDS:.0f} seconds at level {level}."
            findings.error("too-slow", message, "let" if exercise.let else None)
    return findings.all()


RULES = {"option": "options"}
"""The rule that an error while posing breaks, where that is not simply `pose`."""


@dataclass(slots=True)
class _Level:
    """One level of an exercise under proof."""

    pack: Pack
    exercise: Exercise
    level: int
    findings: Findings

    def audit(self, seeds: int, counted: int) -> None:
        """Raises ContentError where a problem cannot be posed, OutOfTimeError where that never ends."""
        exercise = self.exercise
        tallies = [Tally() for _ in exercise.parts]
        seconds: list[float] = []
        seen: set[str] = set()
        tries = 0
        for seed in range(seeds):
            with cpu_seconds(MOST_SECONDS):
                begun = time.process_time()
                scope, draws = drawn(exercise, self.pack.id, self.level, seed)
                seen.add(repr(scope.values))
                tries += draws
                seconds.append(self._problem(seed, scope, tallies) + time.process_time() - begun)
        self._tell_of_draws(tries, seeds)
        self._tell_of_variety(seen, seeds, counted)
        if len(seconds) >= FEWEST_TIMED and (time_taken := slowest(seconds)) > SLOW:
            message = f"One problem in a hundred takes over {1000 * time_taken:.0f} ms at level {self.level}."
            self.findings.warn("slow", message, "let")
        draws_any = any(isinstance(line, Assignment) for line in exercise.let)
        for part, tally in zip(exercise.parts, tallies, strict=True):
            tally.tell(part, self.level, draws_any, self.findings.of(part, ""))

    def _problem(self, seed: int, scope: Scope, tallies: list[Tally]) -> float:
        """Proves one problem; minus the seconds that were not spent on posing it."""
        exercise = self.exercise
        where = f"(level {self.level}, seed {seed})"
        begun = time.process_time()
        route = second_route(exercise, scope)
        lint_text("ask", filled(exercise, "ask", exercise.ask, scope), self.findings.of(exercise, where))
        judging = time.process_time() - begun
        earlier: list[Value] = []
        posed = parts_of(exercise, self.pack.id, scope, seed)
        for part, tally, (posed_part, inside) in zip(exercise.parts, tallies, posed, strict=True):
            begun = time.process_time()
            here = self.findings.of(part, where)
            is_right = judge_answer(posed_part, here)
            said = judge_lines(part, posed_part, inside, here) if is_right and _has_lines_judged(seed) else []
            if seed % TYPED_EVERY == 0:
                judge_typings(posed_part, here)
            confirm_part(part, posed_part, inside, route, here)
            lint_posed(part, posed_part, inside, here)
            earlier.append(tally.count(part, posed_part, inside, earlier, said))
            judging += time.process_time() - begun
        return -judging

    def _tell_of_draws(self, draws: int, problems: int) -> None:
        if draws * RAREST_ACCEPTANCE > problems:
            message = f"A problem takes {draws / problems:.0f} draws at level {self.level}; construct it."
            self.findings.warn("rare", message, "let")

    def _tell_of_variety(self, seen: set[str], seeds: int, counted: int) -> None:
        """How many different problems there are. Draws no further than is needed."""
        if self.exercise.few is not None or counted <= seeds < FEWEST_PROBLEMS:
            return
        for values in self._more(range(seeds, counted)):
            if len(seen) >= FEWEST_PROBLEMS:
                return
            seen.add(values)
        if len(seen) < FEWEST_PROBLEMS:
            problems = f"{len(seen)} different problems in {max(seeds, counted)} at level {self.level}"
            self.findings.warn("few-problems", f"Only {problems}; widen the draw, or say why in `few`.", "let")

    def _more(self, seeds: range) -> Iterator[str]:
        for seed in seeds:
            with cpu_seconds(MOST_SECONDS):
                scope, _ = drawn(self.exercise, self.pack.id, self.level, seed)
                values = repr(scope.values)
            yield values


def _has_lines_judged(seed: int) -> bool:
    """Whether lines and mistakes are typed for this seed, too: that is half of the work, and what is wrong with
    them shows early. Whether mistakes come out as the answer is seen for every seed."""
    return seed < LINES_FOR or seed % LINES_EVERY == 0


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
