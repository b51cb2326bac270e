"""The door of the maths process: one request a line in, one reply a line out, in order.

A request is `{"id", "do": "check" | "follow" | "pose" | "prove" | "preview", ...}`; the reply bears its id. The first
line out says that the process is ready.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from tutor.content.library import Library
from tutor.content.permissions import allowed
from tutor.errors import ContentError, NablaError
from tutor.maths.check import check
from tutor.maths.deadline import OutOfTimeError, cpu_seconds
from tutor.maths.follow import follow
from tutor.maths.posing.carrying import carried
from tutor.maths.posing.extensions import extend
from tutor.maths.posing.pose import pose
from tutor.problem import Carry, Mistake, Outcome, Question, to_json

ADDRESS_SPACE = 1 << 30
"""Bytes that the process may map; beyond it Python raises MemoryError and the process lives on."""

CPU_SECONDS = 20
"""Of one request: a backstop for a parent that is gone; the parent's own limit is shorter."""

POSING_SECONDS = 2.0
"""Of processor time, for one problem of a pack."""

PROVING_SECONDS = 1200

REQUEST_LIMIT = 1 << 20
PR_SET_PDEATHSIG = 1
RECURSION = 5_000


def main() -> None:
    """Answer until the input ends."""
    replies = _private_output()
    _limit_resources()
    packs = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    library = Library.shipped(packs)
    extend(allowed(packs))
    _warm_up()
    _send(replies, {"ready": os.getpid()})
    for line in sys.stdin:
        _send(replies, answer(line, library))


def answer(line: str, library: Library) -> dict[str, Any]:
    """The reply to one line; never raises."""
    request: dict[str, Any] = {}
    try:
        if len(line) > REQUEST_LIMIT:
            raise ValueError("the request is too long")
        request = json.loads(line)
        _limit_cpu(PROVING_SECONDS if request.get("do") == "prove" else CPU_SECONDS)
        reply = DOORS[request["do"]](request, library)
    except ContentError as error:
        fields = ("message", "file", "line", "exercise", "key")
        reply = {"faulty": {name: getattr(error, name) for name in fields}}
    except NablaError as error:
        reply = {"failed": str(error)}
    except MemoryError:
        reply = {"failed": "That needs more memory than a check may have; it does not count."}
    # The border of the process: whatever went wrong, the line is answered and the next one read.
    except Exception as error:
        reply = {"failed": f"The maths process stumbled ({type(error).__name__}); it does not count."}
    return {"id": request.get("id"), "kib": _memory_kib(), **reply}


def _check(request: Mapping[str, Any], library: Library) -> dict[str, Any]:
    mistakes = tuple(Mistake(**each) for each in request.get("mistakes", ()))
    verdict = check(Question.from_json(request["question"]), request["answer"], mistakes, request.get("last"))
    if verdict.outcome is Outcome.WRONG and request.get("carry"):
        verdict = carried(Carry(**request["carry"]), request["answer"], library) or verdict
    return {"verdict": to_json(verdict)}


def _follow(request: Mapping[str, Any], library: Library) -> dict[str, Any]:
    return {"followed": to_json(follow(Question.from_json(request["question"]), request["lines"]))}


def _pose(request: Mapping[str, Any], library: Library) -> dict[str, Any]:
    pack, exercise = library.exercise(request["exercise"])
    level = request.get("level") or exercise.levels[0]
    try:
        with cpu_seconds(POSING_SECONDS):
            return {"problem": to_json(pose(exercise, pack, level, request["seed"]))}
    except OutOfTimeError:
        raise exercise.faulty(f"Posing this takes over {POSING_SECONDS:.0f} seconds.", "let") from None


def _prove(request: Mapping[str, Any], library: Library) -> dict[str, Any]:
    from tutor.content.catalogue import entry_of
    from tutor.maths.proving.findings import Finding
    from tutor.maths.proving.proof import COUNTED_SEEDS, prove_file

    path = Path(request["path"])
    try:
        graph = library.widened(entry_of(path), path) if path.is_dir() else library.curriculum
    except ContentError as error:
        return {"findings": [Finding.of_error(error, "skills").to_json()]}
    some = range(*request["some"]) if request.get("some") else None
    counted = request.get("counted", COUNTED_SEEDS)
    skills = frozenset(graph.skills)
    return {"findings": prove_file(path, seeds=request["seeds"], skills=skills, counted=counted, some=some)}


def _preview(request: Mapping[str, Any], library: Library) -> dict[str, Any]:
    from tutor.maths.posing.preview import Wish, previewed

    return previewed(Wish(**request["wish"]))


DOORS: Mapping[str, Callable[[Mapping[str, Any], Library], dict[str, Any]]] = {
    "check": _check,
    "follow": _follow,
    "pose": _pose,
    "prove": _prove,
    "preview": _preview,
}


def _private_output() -> TextIO:
    """The real standard output for replies alone; a stray print goes to the null device."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)
    return replies


def _send(replies: TextIO, reply: Mapping[str, Any]) -> None:
    replies.write(json.dumps(reply) + "\n")
    replies.flush()


def _limit_resources() -> None:
    sys.setrecursionlimit(RECURSION)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with contextlib.suppress(ValueError, OSError):  # a stricter limit of the system stays
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    if sys.platform == "linux":  # die with the app, even in the middle of a big integer
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit_cpu(seconds: int) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds, hard))


def _memory_kib() -> int:
    """What this process holds in memory. Not the most that it ever held: that counts our parent's size as well,
    from before this program began in it."""
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize() // 1024
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 1024 if sys.platform == "darwin" else most


def _warm_up() -> None:
    """The first check of each sort pays for first uses, SymPy's above all; pay before anyone waits."""
    check(Question("x^2 - 1", names=("x",)), "(x - 1)(x + 1)")
    check(Question("[1/2, sqrt(2)]"), "[0.5, 2/sqrt(2)]")
    check(Question("2x cos(x^2)", names=("x",)), "cos(x^2)")
    check(Question("[[1, 2], [3, 4]]"), "[[1, 3], [2, 4]]")
    check(Question("y = 2x + 1", names=("x", "y")), "2x - y + 1 = 0")


if __name__ == "__main__":
    main()
