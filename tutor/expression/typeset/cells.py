"""How many terminal cells a text takes."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width


def cells(text: str) -> int:
    """The width of one line in cells: wide East Asian characters take two, combining ones none."""
    return len(text) if text.isascii() else _counted(text)


@lru_cache(maxsize=4096)
def _counted(text: str) -> int:
    return sum(map(_of_character, text))


@lru_cache(maxsize=4096)
def _of_character(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def cut(text: str, width: int) -> tuple[str, str]:
    """The longest beginning of at most `width` cells (at least one character), and the rest."""
    used = 0
    for place, character in enumerate(text):
        used += _of_character(character)
        if used > width and place > 0:
            return text[:place], text[place:]
    return text, ""


def pieces_of(text: str, width: int, sign: str) -> list[str]:
    """The text in lines of at most `width` cells; every line but the last ends with `sign`."""
    lines = []
    room = max(1, width - cells(sign))
    while cells(text) > width:
        start, rest = cut(text, room)
        if not rest:
            break
        lines.append(start + sign)
        text = rest
    return [*lines, text]
