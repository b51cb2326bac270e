"""`make bench-checkers`: our checker beside its peers, on the judged pairs of `tests/maths/corpus`, in one run.

Each peer gets the pairs that ask for a value and nothing else (no form, no tolerance, no unit, nothing that
must hold), in the notation it reads best, and five seconds a pair. We go through the maths process, as the
program does. Nothing here asserts: it prints what was measured.
"""

from __future__ import annotations

import asyncio
import json
import select
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.pairs import Pair, pairs
from tutor.errors import Unreadable
from tutor.expression.nodes import Node
from tutor.expression.reader import read
from tutor.expression.writer import latex, linear
from tutor.problem import Outcome
from tutor.worker import Worker

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parents[1] / ".peers"
SECONDS = 5.0
VALUES = (None, "number", "expression", "vector", "matrix", "set", "tuple", "equation", "inequality", "interval")
SAME = {"correct": True, "wrong": False}


@dataclass
class Score:
    """How one checker fared: verdicts against ours, and milliseconds a pair."""

    name: str
    verdicts: list[bool | None] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def line(self, asked: list[bool]) -> str:
        both = list(zip(self.verdicts, asked, strict=True))
        right = sum(given is due for given, due in both)
        false_same = sum(given is True and not due for given, due in both)
        false_other = sum(given is False and due for given, due in both)
        none = self.verdicts.count(None)
        ranked = sorted(self.times)
        slowest = ranked[min(len(ranked) - 1, len(ranked) * 99 // 100)]
        return (
            f"{self.name:<22} right {right / len(asked):6.1%}   false same {false_same:4}   "
            f"false different {false_other:4}   no verdict {none:4}   "
            f"median {statistics.median(ranked):8.2f} ms   99 % {slowest:9.1f} ms"
        )


class Peer:
    """A checker in a process of its own, asked one pair at a time; one that is late is started anew."""

    def __init__(self, name: str, command: list[str], notation: Callable[[Node], str]) -> None:
        self.score = Score(name)
        self.command = command
        self.notation = notation
        self.process = self._started()

    def judge(self, answer: Node, against: Node) -> None:
        request = {"answer": self.notation(answer), "against": self.notation(against)}
        assert self.process.stdin is not None
        begun = time.perf_counter()
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        reply = self._line(SECONDS)
        if reply is None:
            self.process.kill()
            self.process = self._started()
            reply = {"same": None, "ms": (time.perf_counter() - begun) * 1000}
        self.score.verdicts.append(reply["same"])
        self.score.times.append(reply["ms"])

    def end(self) -> None:
        self.process.kill()
        self.process.wait()

    def _started(self) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            self.command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, bufsize=1, cwd=ENVIRONMENT
        )
        if self._line(60) is None:
            raise RuntimeError(f"{self.score.name} does not start")
        return self.process

    def _line(self, patience: float) -> dict | None:
        stdout = self.process.stdout
        assert stdout is not None
        while select.select([stdout], [], [], patience)[0]:
            line = stdout.readline()
            if not line:
                return None
            if line.startswith("{"):
                return json.loads(line)
        return None


def peers() -> Iterator[Peer]:
    python, node = str(ENVIRONMENT / "venv" / "bin" / "python"), shutil.which("node")
    yield Peer("SymPy by hand", [sys.executable, str(HERE / "beside_sympy.py")], _python)
    if Path(python).exists():
        yield Peer("Math-Verify", [python, str(HERE / "beside_math_verify.py")], latex)
    if node and (ENVIRONMENT / "node_modules").exists():
        for name, file in (("Compute Engine", "beside_compute_engine.mjs"), ("KAS", "beside_kas.cjs")):
            shutil.copy(HERE / file, ENVIRONMENT / file)  # node looks for packages beside the script
            yield Peer(name, [node, str(ENVIRONMENT / file)], latex)


def _python(tree: Node) -> str:
    return linear(tree).replace("e^", "E**").replace("ln(", "log(")


def comparable() -> Iterator[tuple[Pair, Node, Node]]:
    """The pairs that only ask whether two values are the same, and their trees."""
    for pair in pairs():
        asked = pair.question
        plain = not (asked.form or asked.tolerance or asked.decimals or asked.significant or asked.must or asked.assume)
        if pair.verdict in SAME and plain and asked.kind in VALUES:
            try:
                yield pair, read(pair.answer, asked.names), read(asked.against, asked.names)
            except Unreadable:
                continue


async def ours(chosen: list[Pair], name: str = "Nabla") -> Score:
    score = Score(name)
    async with Worker(limit=SECONDS) as worker:
        await worker.check(chosen[0].question, chosen[0].answer)
        for pair in chosen:
            begun = time.perf_counter()
            verdict = await worker.check(pair.question, pair.answer)
            score.times.append((time.perf_counter() - begun) * 1000)
            decided = {Outcome.CORRECT: True, Outcome.OTHER_FORM: True, Outcome.WRONG: False}
            score.verdicts.append(decided.get(verdict.outcome))
    return score


def _beside(mine: Score, peer: Score) -> str:
    """How many times faster at the median, on the pairs that both could judge."""
    both = [
        (a, b)
        for a, b, x, y in zip(mine.times, peer.times, mine.verdicts, peer.verdicts, strict=True)
        if x is not None and y is not None
    ]
    if not both:
        return f"{peer.name}: no pair that both could judge"
    a, b = (statistics.median(times) for times in zip(*both, strict=True))
    return f"{peer.name}: {b / a:.1f} times our median, on {len(both)} pairs that both judged"


def main() -> None:
    everything = [pair for pair in pairs() if pair.verdict != "unreadable"]
    whole = asyncio.run(ours(everything))
    ranked = sorted(whole.times)
    undecided = whole.verdicts.count(None)
    print(
        f"Nabla on all {len(everything)} pairs with a verdict: median {statistics.median(ranked):.2f} ms, "
        f"99 % {ranked[len(ranked) * 99 // 100]:.1f} ms, most {ranked[-1]:.1f} ms, undecided {undecided}"
    )
    chosen = list(comparable())
    asked = [SAME[pair.verdict] for pair, _, _ in chosen]
    print(f"\n{len(chosen)} pairs that ask for a value and nothing else")
    mine = asyncio.run(ours([pair for pair, _, _ in chosen]))
    print(mine.line(asked))
    for peer in peers():
        for _, answer, against in chosen:
            peer.judge(answer, against)
        peer.end()
        print(peer.score.line(asked))
        print(f"    {_beside(mine, peer.score)}")


if __name__ == "__main__":
    main()
