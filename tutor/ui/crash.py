"""What is said and written when the program itself is at fault."""

from __future__ import annotations

import traceback
from pathlib import Path


def crash_line(error: BaseException | None, log: Path | None) -> str:
    """One sentence for the terminal; where the fault lies goes to `log`, if it can be written."""
    kind = type(error).__name__ if error is not None else "unknown"
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
    """The places that the error went through, without messages or values: nothing of the learner's."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(each.filename).name}:{each.lineno} in {each.name}" for each in frames]
    return "\n".join([type(error).__name__, *places, ""])
