"""`make fuzz`: generated and mutated lines through the reader, and answers through the whole checker.

    python -m tests.fuzz [--lines 1000000] [--answers 50000] [--seed 1]

The reader may refuse, with a message, a place inside the line and a repair that reads; what it reads must be
written and read back as the same tree. The checker, in its own process, must reply within its limit and
never stumble. Both must stay as small as they were. Whatever fails is printed, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from tests.pairs import Pair, pairs
from tutor.errors import Unreadable
from tutor.expression.bounds import check_cost
from tutor.expression.reader import read
from tutor.expression.tokens import LENGTH
from tutor.expression.vocabulary import FUNCTIONS, GREEK, LOOK_ALIKES, SIGNS, SUPERSCRIPTS, TEX_SIGNS, VULGAR
from tutor.expression.writer import latex, linear, spoken, unicode_line
from tutor.worker import Worker

NAMES: tuple[tuple[str, ...] | None, ...] = (None, ("x", "y"), ("x_1", "W_out", "theta", "lambda"), ("e", "i", "N"), ())
SLOW = 0.25
"""Seconds of processor time that no line may take to be read and written."""
SHOWN = 20

PIECES = (
    *sorted(FUNCTIONS), *GREEK, *LOOK_ALIKES, *SIGNS, *SUPERSCRIPTS, *VULGAR,
    *(f"\\{name}" for name in TEX_SIGNS), *"0123456789.,;:+-*/^()[]{}|<>=!%&_'\"~@#?$ \t\n\\",
    "x", "y", "x_1", "theta", "pi", "e", "i", "oo", "and", "or", "not", "if", "else", "in", "union", "otherwise",
    "\\frac", "\\sqrt", "\\left(", "\\right)", "\\begin{pmatrix}", "\\end{pmatrix}", "\\begin{cases}", "\\end{cases}",
    "\\sum_{i=1}^{n}", "\\partial", "\\text{if}", "&", "\\\\", "d/dx", "df/dx", "+-", "±", "∪", "∈", "R", "\\{", "\\}",
    "1e999", "9^9^9", "10000000!", "\u200b", "\u202e", "\ufeff", "é", "½", "𝑥", "１", "sum(i=1..9, i)", "<=", "..",
)  # fmt: skip


def generated(random: Random, good: list[str]) -> str:
    """A line: a soup of pieces, a good line with faults, two lines spliced, or something repeated."""
    match random.randrange(8):
        case 0 | 1:
            return "".join(random.choice(PIECES) for _ in range(random.randrange(1, 25)))
        case 2:
            return " ".join(random.choice(PIECES) for _ in range(random.randrange(1, 12)))
        case 3:
            a, b = random.choice(good), random.choice(good)
            return a[: random.randrange(len(a) + 1)] + b[random.randrange(len(b) + 1) :]
        case 4 if random.random() < 0.05:
            return random.choice(PIECES) * random.randrange(1, 600)
        case 5 if random.random() < 0.2:
            return "".join(chr(random.randrange(1, 0x3000)) for _ in range(random.randrange(1, 12)))
    return mutated(random, random.choice(good))


def mutated(random: Random, line: str) -> str:
    for _ in range(random.randrange(1, 4)):
        at = random.randrange(len(line) + 1)
        match random.randrange(4):
            case 0:
                line = line[:at] + line[at + 1 :]
            case 1:
                line = line[:at] + random.choice(PIECES) + line[at:]
            case 2:
                line = line[:at] + random.choice(PIECES) + line[at + 1 :]
            case _:
                end = min(len(line), at + random.randrange(1, 8))
                line = line[:end] + line[at:end] + line[end:]
    return line


def fault_of(text: str, names: tuple[str, ...] | None) -> str | None:
    """What is wrong with the way in which a line is read, or None."""
    try:
        tree = read(text, names)
        check_cost(tree)
    except Unreadable as problem:
        return _fault_of_refusal(problem, text, names)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    try:
        written = linear(tree)
        for write in (latex, spoken, unicode_line):
            write(tree)
        if len(written) > LENGTH[False]:  # 65 epsilons are short, spelt out they are not
            return None
        again = read(written, names)
    except Unreadable as problem:
        return f"written as {written!r}, which is refused: {problem.message}"
    except Exception as error:
        return f"{type(error).__name__} on writing: {error}"
    return None if again == tree else f"written as {written!r}, which reads as another tree"


def _fault_of_refusal(problem: Unreadable, text: str, names: tuple[str, ...] | None) -> str | None:
    if not problem.message or not -1 <= problem.place <= len(text):
        return f"refused at {problem.place} with {problem.message!r}"
    if problem.repair is not None:
        try:
            read(problem.repair, names)
        except Unreadable:
            return f"the repair {problem.repair!r} is refused"
    return None


def read_lines(count: int, seed: int) -> int:
    random = Random(seed)
    good = sorted({text for pair in pairs() for text in (pair.answer, pair.question.against)})
    outcomes: Counter[str] = Counter()
    slowest, faults, begun = (0.0, ""), 0, time.perf_counter()
    before = 0
    for number in range(count):
        if number == count // 10:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        text, names = generated(random, good), random.choice(NAMES)
        start = time.process_time()
        fault = fault_of(text, names)
        took = time.process_time() - start
        if fault is None and took > SLOW:
            fault = f"took {took:.2f} s"
        slowest = max(slowest, (took, text[:60]))
        outcomes["fault" if fault else "fine"] += 1
        if fault and (faults := faults + 1) <= SHOWN:
            print(f"{text!r} with {names}: {fault}")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"{count} lines read in {time.perf_counter() - begun:.0f} s: {faults} faults; slowest "
        f"{slowest[0] * 1000:.0f} ms {slowest[1]!r}; memory grew by {grown / 1024:.1f} MiB in the last nine tenths"
    )
    return faults


def asked(random: Random, known: list[Pair], good: list[str]) -> Iterator[tuple[Pair, str]]:
    while True:
        pair = random.choice(known)
        line = mutated(random, pair.answer) if random.random() < 0.6 else generated(random, good)
        yield pair, line


async def check_answers(count: int, seed: int) -> int:
    random = Random(seed)
    known = list(pairs())
    good = sorted({pair.answer for pair in known})
    verdicts: Counter[str] = Counter()
    slowest, faults, begun, before, kib = (0.0, ""), 0, time.perf_counter(), 0, 0
    async with Worker() as worker:
        for number, (pair, line) in enumerate(asked(random, known, good)):
            if number == count:
                break
            start = time.perf_counter()
            verdict = await worker.check(pair.question, line)
            took = time.perf_counter() - start
            slowest = max(slowest, (took, f"{line[:60]} against {pair.question.against[:40]}"))
            verdicts[str(verdict.outcome)] += 1
            if verdict.decided_by in ("failure", "limit") or verdict.side == "against":
                faults += 1
                if faults <= SHOWN:
                    print(f"{line!r} for {pair.question}: {verdict}")
            if number in (count // 10, count - 1):
                before, kib = kib, _kib_of(worker.process_id)
    print(
        f"{count} answers checked in {time.perf_counter() - begun:.0f} s: {faults} faults, {dict(verdicts)}; slowest "
        f"{slowest[0] * 1000:.0f} ms {slowest[1]!r}; the maths process {before / 1024:.0f} MiB, at the end "
        f"{kib / 1024:.0f} MiB"
    )
    return faults


def _kib_of(process_id: int | None) -> int:
    if process_id is None:
        return 0
    with open(f"/proc/{process_id}/status", encoding="ascii", errors="replace") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("VmRSS")), 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--answers", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    faults = read_lines(given.lines, given.seed) + asyncio.run(check_answers(given.answers, given.seed))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
