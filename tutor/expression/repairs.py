"""What was probably meant: proposals for a line that cannot be read, each tried before anyone sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tutor.errors import Unreadable

_LAST_SIGN = re.compile(r"[-+*/^=<>,;:.!?&|±×·\s]+$")


def repaired(text: str, problem: Unreadable, reads: Callable[[str], bool]) -> str | None:
    """The first proposal that reads: the refusal's own (none where that is empty), else the line without
    what stands in its way."""
    if problem.repair == "":
        return None
    proposals = [problem.repair or "", *_proposals(text, problem.place)]
    tried = (each.strip() for each in proposals)
    return next((each for each in tried if each not in ("", text.strip()) and reads(each)), None)


def _proposals(text: str, place: int) -> Iterator[str]:
    yield _LAST_SIGN.sub("", text)
    if place < len(text):
        yield text[:place] + text[place + 1 :]
        word = re.compile(r"\\?[A-Za-z]+|\\.").match(text, place)
        if word and word.end() - place > 1:
            yield text[:place] + text[word.end() :]
