"""Where the lines of a derivation begin and end, in one text as people write or paste it.

Lines are parted by a new line, by `;`, by `\\\\` or by a sign such as `⇒`, outside brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_LINES = 30
JOINED = "; "
"""What stands between the lines of a derivation that is kept as one text."""

_TURN = re.compile(
    r"\n|;|\\\\|<=>|<->|==>|=>|->|[⇒⟹⇔⟺→↔⟶∴]"
    r"|\\(?:Rightarrow|implies|iff|Leftrightarrow|rightarrow|to|Longrightarrow|therefore)(?![A-Za-z])"
)
_ALIGNED = re.compile(r"\\(?:begin|end)\{(?:align|aligned|split|gather|gathered|equation)\*?\}")
_OPENS = re.compile(r"\\begin\{|[(\[{]")
_CLOSES = re.compile(r"\\end\{|[)\]}]")


def parted(text: str) -> Iterator[tuple[int, str]]:
    """The parts between separators, blank ones too, each with where it begins."""
    depth = start = at = 0
    while at < len(text):
        if closing := _CLOSES.match(text, at):
            depth = max(depth - 1, 0)
            at = _behind(text, closing)
        elif opening := _OPENS.match(text, at):
            depth += 1
            at = _behind(text, opening)
        elif not depth and (turn := _TURN.match(text, at)):
            yield start, text[start:at]
            start = at = turn.end()
        else:
            at += 1
    yield start, text[start:]


def unaligned(text: str) -> str:
    """The text with blanks for `\\begin{aligned}` and the like, so that places stay right."""
    return _ALIGNED.sub(lambda sign: " " * len(sign[0]), text)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that say something, each on one line."""
    lines = (" ".join(part.split()) for _, part in parted(unaligned(text)))
    return tuple(line for line in lines if line.strip("&= "))


def _behind(text: str, bracket: re.Match[str]) -> int:
    """The index behind a bracket; behind the name of `\\begin{cases}`, whose braces count with it."""
    if not bracket[0].startswith("\\"):
        return bracket.end()
    end = text.find("}", bracket.end())
    return bracket.end() if end < 0 else end + 1
