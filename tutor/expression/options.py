"""By what a line of a choice or an ordering is chosen: its letter, or its number where letters would be read twice.

A line that is itself named by a letter, such as `*b*` or `model B`, may not stand behind another letter: who types b
would mean the one or the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_lowercase

MOST_NUMBERED = 9
"""Lines; beyond this 12 could be the twelfth, or the first and the second."""

_NAME = re.compile(r"(?<!\*)\*([A-Za-z])\*(?!\*)|^[\s$`]*([A-Za-z])[\s$`]*\.?$|\s([A-Z])\.?$")
"""What a line is named by: an emphasised letter, one that it is alone, or a capital at its end."""
_EMPHASIS = re.compile(r"(\*{1,2}|`)(?=\S)(.+?)(?<=\S)\1")


def marks(lines: Sequence[str], key: str = "") -> tuple[str, ...]:
    """The letters from a, or the numbers from 1, of the lines as they are shown. A `key` that names lines by their
    letters keeps them."""
    letters = tuple(ascii_lowercase[: len(lines)])
    numbers = tuple(map(str, range(1, len(lines) + 1)))
    has_letters = any(character.isalpha() for character in key)
    is_numbered = len(lines) <= MOST_NUMBERED and not has_letters and _are_read_twice(lines, letters)
    return numbers if is_numbered else letters


def bare(line: str) -> str:
    """A line as one types it: without marks of formulas and emphasis, in one case and spacing."""
    return " ".join(_EMPHASIS.sub(r"\2", line).replace("$", "").casefold().split()).rstrip(".")


def spelt(parts: Sequence[str], lines: Sequence[str]) -> tuple[int, ...]:
    """The positions of the lines that the parts spell out; empty where one of them spells none."""
    known = {bare(line): at for at, line in enumerate(lines)}
    found = [known.get(bare(part)) for part in parts]
    return tuple(at for at in found if at is not None) if None not in found else ()


def _are_read_twice(lines: Sequence[str], letters: Sequence[str]) -> bool:
    return any(
        (name := (found[1] or found[2] or found[3]).lower()) in letters and name != letter
        for letter, line in zip(letters, lines, strict=False)
        for found in _NAME.finditer(line)
    )
