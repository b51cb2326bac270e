"""`nabla check`, `read` and `problem`: what is right, what is read, what is asked."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from tutor.cli.lines import lines
from tutor.content.library import Library
from tutor.errors import NablaError, UsageError
from tutor.paths import packs_folder
from tutor.problem import Outcome, Part, Problem, Question, Verdict
from tutor.worker import Worker

TEXTS = ("against", "kind", "form", "unit")
LISTS = ("names", "options", "items", "fields", "must")
COUNTS = ("decimals", "significant")
MOST_CHARACTERS = 200_000
"""Of one request; a longer line is no request."""


def check(given: argparse.Namespace) -> int:
    """One answer, or with `--jsonl` one a line: see `command-line.md` for fields and statuses."""
    if given.jsonl:
        asyncio.run(_check_lines())
        return 0
    if given.answer is None or given.against is None:
        raise UsageError("check needs --answer and --against (or --jsonl).")
    reply = asyncio.run(_check_once(_request_of(given)))
    if given.json:
        say(reply)
    else:
        _tell(reply)
    return 0 if reply["verdict"] == Outcome.CORRECT else 1


def _request_of(given: argparse.Namespace) -> dict[str, Any]:
    assumed = [pair for text in given.assume for pair in text.split(",")]
    if not all("=" in pair for pair in assumed):
        raise UsageError("--assume takes name=property, such as x=positive.")
    return {
        "answer": given.answer,
        "against": given.against,
        "kind": given.kind,
        "names": _names(given.names),
        "assume": {name.strip(): what.strip() for name, what in (pair.split("=", 1) for pair in assumed)},
        "form": given.form,
        "tolerance": given.tolerance,
    }


def _names(text: str | None) -> list[str] | None:
    return None if text is None else [name.strip() for name in text.split(",") if name.strip()]


async def _check_once(request: Mapping[str, Any]) -> dict[str, Any]:
    async with Worker() as worker:
        return await judge(worker, request)


async def _check_lines() -> None:
    async with Worker() as worker:
        async for request in _requests(("answer", "against")):
            try:
                say(request if "error" in request else await judge(worker, request))
            except NablaError as error:
                say({"id": request.get("id"), "error": str(error)})


async def _requests(needed: tuple[str, ...]) -> AsyncIterator[dict[str, Any]]:
    """Each line of standard input as a request; what is none becomes `{"error": ...}`."""
    async for line in lines():
        if line.strip():
            yield parse_request(line, needed)


def parse_request(line: str, needed: tuple[str, ...]) -> dict[str, Any]:
    """A request with the texts that are `needed`, or `{"error": why not}`."""
    if len(line) > MOST_CHARACTERS:
        return {"error": f"The line has more than {MOST_CHARACTERS} characters."}
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": "The line is not JSON."}
    if not isinstance(request, dict):
        return {"error": "A request is a JSON object."}
    for key in needed:
        if not isinstance(request.get(key), str):
            return {"id": request.get("id"), "error": f"A request needs {key!r}, a text."}
    return request


async def judge(worker: Worker, request: Mapping[str, Any]) -> dict[str, Any]:
    """The reply to one `check` request. Raises NablaError for a field of the wrong type."""
    question = question_of(request)
    start = time.perf_counter()
    verdict = await worker.check(question, request["answer"])
    elapsed = (time.perf_counter() - start) * 1000
    return {"id": request.get("id"), **reply_of(verdict), "ms": round(verdict.ms or elapsed, 2)}


def question_of(request: Mapping[str, Any]) -> Question:
    """The question in a request; keys that are unknown are passed over."""
    known = {name: request[name] for name in (each.name for each in fields(Question)) if request.get(name) is not None}
    for key, value in known.items():
        _refuse_wrong_type(key, value)
    if "tolerance" in known:
        known["tolerance"] = str(known["tolerance"])
    return Question.from_json(known)


def _refuse_wrong_type(key: str, value: Any) -> None:
    fits = {
        **dict.fromkeys(TEXTS, isinstance(value, str)),
        **dict.fromkeys(LISTS, _all_texts(value)),
        **dict.fromkeys(COUNTS, isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 30),
        "tolerance": isinstance(value, str | int | float) and not isinstance(value, bool),
        "assume": isinstance(value, dict) and all(isinstance(each, str) for each in value.values()),
    }
    if not fits[key]:
        raise NablaError(f"The field {key!r} has the wrong type.")


def reply_of(verdict: Verdict) -> dict[str, Any]:
    """A verdict in the fields that other programs rely on."""
    point = verdict.counterexample
    return {
        "verdict": str(verdict.outcome),
        "message": verdict.message,
        "diagnosis": verdict.diagnosis,
        "counterexample": point and {**point.x, "answer": point.answer, "against": point.against},
        "place": verdict.place,
        "side": verdict.side,
        "repair": verdict.repair,
        "decided_by": verdict.decided_by,
    }


def _tell(reply: Mapping[str, Any]) -> None:
    print(f"{reply['verdict']}: {reply['message']}" if reply["message"] else reply["verdict"])


def read(given: argparse.Namespace) -> int:
    """How a text is understood; 1 where it is not."""
    from tutor.expression.understanding import understood

    if given.jsonl:
        asyncio.run(_read_lines())
        return 0
    if given.text is None:
        raise UsageError("read needs a TEXT (or --jsonl).")
    reply = understood(given.text, _names(given.names))
    if given.json:
        say({"id": None, **reply})
    elif reply["error"] is None:
        print(reply["linear"])
    else:
        print(f"nabla: {reply['error']}", file=sys.stderr)
    return 0 if reply["error"] is None else 1


async def _read_lines() -> None:
    from tutor.expression.understanding import understood

    async for request in _requests(("text",)):
        names = request.get("names")
        if "error" in request:
            say(request)
        elif names is not None and not _all_texts(names):
            say({"id": request.get("id"), "error": "The field 'names' has the wrong type."})
        else:
            say({"id": request.get("id"), **understood(request["text"], names)})


def _all_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def problem(given: argparse.Namespace) -> int:
    """Pose problems of one exercise, or one of each."""
    if given.all == (given.exercise is not None):
        raise UsageError("problem needs an EXERCISE or --all.")
    asyncio.run(_pose(given, say_problem if given.json else _print_problem))
    return 0


async def _pose(given: argparse.Namespace, tell: Callable[[Problem], None]) -> None:
    library = Library.shipped(packs_folder())
    async with Worker(packs=packs_folder()) as worker:
        for name in _wanted(library, given):
            for seed in range(given.seed, given.seed + given.count):
                tell(await worker.pose(name, given.level, seed))


def _wanted(library: Library, given: argparse.Namespace) -> Iterator[str]:
    if not given.all:
        pack, exercise = library.exercise(given.exercise)
        if given.level and given.level not in exercise.levels:
            raise NablaError(f"{pack.id}/{exercise.id} has the levels {', '.join(map(str, exercise.levels))}.")
        yield f"{pack.id}/{exercise.id}"
        return
    for pack in library.packs():
        for exercise in pack.exercises:
            if given.level is None or given.level in exercise.levels:
                yield f"{pack.id}/{exercise.id}"


def say_problem(problem: Problem) -> None:
    say(_whole(problem))


ADDED = ("assume", "tolerance", "decimals", "significant", "unit", "options", "items", "fields", "must")
"""What a kind adds to a question: said only where it is there."""


def public(problem: Problem) -> dict[str, Any]:
    """What a learner may see of a problem, in the fields that other programs rely on."""
    only = problem.parts[0]
    asked = {"kind": None, "form": None, "names": only.question.names} if problem.has_parts else _asked(only)
    return {
        "exercise": problem.exercise,
        "skill": problem.skill,
        "pack": problem.pack,
        "pack_version": problem.pack_version,
        "level": problem.level,
        "seed": problem.seed,
        "sort": problem.sort,
        "statement": problem.statement if problem.has_parts else only.statement,
        "parts": [_public_part(part) for part in problem.parts] if problem.has_parts else None,
        **asked,
    }


def _asked(part: Part) -> dict[str, Any]:
    question = part.question
    added = {key: getattr(question, key) for key in ADDED if getattr(question, key)}
    return {"kind": question.kind, "form": question.form, "names": question.names, **added}


def _public_part(part: Part) -> dict[str, Any]:
    return {"id": part.id, "statement": part.statement, **_asked(part)}


def _whole(problem: Problem) -> dict[str, Any]:
    """Everything, the answers too."""
    shown = {**public(problem), "values": problem.values}
    if not problem.has_parts:
        return {**shown, **_secret(problem.parts[0])}
    parts = [{**_public_part(part), **_secret(part)} for part in problem.parts]
    return {**shown, "answer": None, "hints": [], "solution": None, "mistakes": [], "parts": parts}


def _secret(part: Part) -> dict[str, Any]:
    """What would give the answer away."""
    mistakes = [{"answer": each.answer, "say": each.say} for each in part.mistakes if each.answer is not None]
    return {"answer": part.answer, "hints": part.hints, "solution": part.solution, "mistakes": mistakes}


def _print_problem(problem: Problem) -> None:
    from tutor.expression.page import plain_page

    print(f"{problem.exercise}, level {problem.level}, seed {problem.seed}")
    if problem.statement:
        print(plain_page(problem.statement))
    for part in problem.parts:
        print(plain_page(f"{part.id}: {part.statement}" if part.id else part.statement))
        for hint in part.hints:
            print(f"Hint: {plain_page(hint)}")
        print(f"Answer: {part.told}")
        print(plain_page(part.solution), end="\n\n")


def say(reply: Mapping[str, Any]) -> None:
    """One JSON object a line, flushed."""
    print(json.dumps(reply, ensure_ascii=False), flush=True)
