"""What was probably meant: proposals for a line that cannot be read, each tried before anyone sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tutor.errors import Unreadable

_OUTWARD = re.compile(r"\s*([\[\]])\s*([^\[\]]+[,;][^\[\]]+?)\s*([\[\]])\s*")
_LAST_SIGN = re.compile(r"[-+*/^=<>,;:.!?&|±×·\s]+$")


def repaired(text: str, problem: Unreadable, reads: Callable[[str], bool]) -> str | None:
    """The first proposal that reads: the refusal's own (none where that is empty), else the line without
    what stands in its way."""
    if problem.repair == "":
        return None
    proposals = [problem.repair or "", *_proposals(text, problem.place)]
    return next((each.strip() for each in proposals if each.strip() not in ("", text.strip()) and reads(each)), None)


def _proposals(text: str, place: int) -> Iterator[str]:
    if outward := _OUTWARD.fullmatch(text):
        low, inside, high = outward.groups()
        yield ("[" if low == "[" else "(") + inside.replace(";", ",") + ("]" if high == "]" else ")")
    yield _LAST_SIGN.sub("", text)
    if place < len(text):
        yield text[:place] + text[place + 1 :]
        word = re.compile(r"\\?[A-Za-z]+|\\.").match(text, place)
        if word and word.end() - place > 1:
            yield text[:place] + text[word.end() :]
