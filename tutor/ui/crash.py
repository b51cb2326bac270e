"""What is said and written when the program itself is at fault."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

from textual.worker import WorkerFailed


def crash_line(error: BaseException | None, log: Path | None) -> str:
    """One sentence for the terminal; where the fault lies goes to `log`, if it can be written."""
    kind = type(_of_worker(error)).__name__ if error is not None else "unknown"
    sentence = f"nabla: something is broken in the program itself ({kind}). What you answered is saved."
    if log is None or error is None:
        return sentence
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(crash_record(error), encoding="utf-8")
    except OSError:
        return sentence
    return f"{sentence} Details: {log}"


def crash_record(error: BaseException) -> str:
    """The places that the error and what caused it went through, the first cause first, without messages or values:
    nothing of the learner's."""
    return "then\n".join(_places(each) for each in reversed(list(_causes(error))))


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(each.filename).name}:{each.lineno} in {each.name}" for each in frames]
    return "\n".join([type(error).__name__, *places, ""])


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came from."""
    known: BaseException | None = _of_worker(error)
    while known is not None:
        yield known
        known = known.__cause__ or (None if known.__suppress_context__ else known.__context__)


def _of_worker(error: BaseException) -> BaseException:
    """What a worker of Textual's failed of, for its own error has no traceback; any other error itself."""
    return error.error if isinstance(error, WorkerFailed) else error
