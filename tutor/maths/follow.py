"""One more line of a derivation: does it follow from the one before it, and is the derivation at its end with it?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.errors import Unreadable
from tutor.expression.steps import JOINED
from tutor.maths.check import key_of
from tutor.maths.diagnosis.single import of_single
from tutor.maths.kinds.derivation import Ending, ending
from tutor.maths.kinds.frame import Frame
from tutor.maths.kinds.steps import refused
from tutor.problem import Followed, Question

UNDECIDED = "Whether this line follows could not be decided."
_OPEN_END = re.compile(r"(?<![<>!=])=\s*$")


def follow(question: Question, lines: Sequence[str]) -> Followed:
    """What is to be said of the last of the `lines`; never an exception. The lines before it are read with it and
    not judged again."""
    try:
        return _followed(question, lines)
    except Exception:  # the border: whatever fails inside must not be held against the learner
        return Followed(None, message=UNDECIDED)


def _followed(question: Question, lines: Sequence[str]) -> Followed:
    earlier = "".join(line + JOINED for line in lines[:-1])
    last = _OPEN_END.sub("", lines[-1])
    try:
        kind, asked, frame = key_of(question)
        found = ending(kind.read(earlier + last, frame), asked, frame, len(earlier))
    except Unreadable as fault:
        place = fault.place - len(earlier)
        return Followed(False, message=fault.message, is_read=False, place=place if place >= 0 else None)
    if found.faulty is None:
        return Followed(True, is_end=found.is_end and last == lines[-1])
    if found.faulty.result.same is None:
        return Followed(None, message=UNDECIDED)
    return Followed(False, message=_what_is_wrong(found, frame))


def _what_is_wrong(found: Ending, frame: Frame) -> str:
    assert found.faulty is not None
    message = refused(found.faulty, frame).message
    slip = of_single(*found.apart, frame) if found.apart is not None else None
    return message if slip is None else f"{message} {slip.say}"
