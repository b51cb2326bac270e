"""Texts that are set badly: `+ -`, `1x`, `--`, formulas too wide for the smallest window."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.expression.typeset import formula_lines

WIDEST = 76
CUT = "↵"
"""With this `formula_lines` marks a line that it had to cut in the middle of something."""

FORMULA = re.compile(r"(?<!\\)\$\$(.+?)\$\$|(?<!\\)\$(.+?)(?<!\\)\$", re.S)
SPACE = r"(?:\s|\\,|\\ )*"
SIGNS = {
    "a plus before a minus": re.compile(rf"\+{SPACE}[-−]"),
    "two minus signs": re.compile(rf"[-−]{SPACE}[-−](?!>)"),
    "a factor 1 that should not stand": re.compile(r"(?<![\d.,\w^_{/])1\s?(?:[a-zA-Z](?![a-zA-Z])|\\sqrt|\\pi|\\ln)"),
    "an unfilled place": re.compile(r"\{="),
}
DOUBTFUL = {
    "a term 0": re.compile(rf"[+]{SPACE}0(?![\d.,\w])(?!\s*(?:\\cdot|\\times|[*·/]))"),
    "a factor 0": re.compile(r"(?<![\d.,\w{])0\s?[a-z](?![a-z])"),
    "an exponent 1": re.compile(r"\^(?:\{1\}|1(?!\d))"),
}


def blemishes(text: str) -> Iterator[str]:
    """What is wrong with the formulas of a text, each in a few words with the formula."""
    yield from _found(SIGNS, text)
    if text.replace("\\$", "").replace("$$", "$").count("$") % 2:
        yield "a dollar sign without its partner"


def doubtful_signs(text: str) -> Iterator[str]:
    """What is badly set unless it is the very point: `+ 0`, `x^1`."""
    return _found(DOUBTFUL, text)


def too_wide(text: str) -> Iterator[str]:
    """The formulas of a text that do not fit into 76 columns, not even when broken at a sign."""
    for formula in formulas(text):
        if any(len(line) > WIDEST or line.endswith(CUT) for line in formula_lines(formula, WIDEST)):
            yield formula.strip()


def _found(signs: Mapping[str, re.Pattern[str]], text: str) -> Iterator[str]:
    for formula in formulas(text):
        for name, pattern in signs.items():
            if pattern.search(formula):
                yield f"{name}: {formula.strip()}"


def formulas(text: str) -> Iterator[str]:
    """What stands between dollar signs."""
    for found in FORMULA.finditer(text):
        yield found[1] or found[2]
