"""Plots as lines of text, drawn by plotext: no braille, sixteen colours, and plain ASCII where that is asked for.

plotext keeps one figure for the whole process, so plots are drawn in the thread of the screen only. It takes some
50 ms to import: nothing imports this module before the first plot is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotext
from textual.content import Content

from tutor.ui.themes import ACCENT, CARE, QUIET

OURS, GOOD, LINE, FAINT = 4, 2, 3, 7
"""Colours as plotext is told them, each a style of the theme."""
STYLES: Mapping[int, str] = {OURS: ACCENT, GOOD: "$success", LINE: CARE, FAINT: QUIET}
SIGNS = {"point": "●", "other": "○", "range": "│", "line": "hd", "dash": "─", "dot": "·", "bar": "█", "part": "░"}
ASCII_SIGNS = {"point": "*", "other": "o", "range": "|", "line": "+", "dash": "-", "dot": ".", "bar": "#", "part": ":"}
FRAME_IN_ASCII = str.maketrans("│┤├─┬┴└┌┘┐┼", "|||---+++++")
ESCAPE = re.compile("\x1b\\[([0-9;]*)m")


def drawn(draw: Callable[[Any, Mapping[str, str]], None], width: int, height: int, *, ascii: bool) -> list[Content]:
    """The lines of a plot; `draw` is given plotext's clean figure and the signs to use."""
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(max(20, width), height)
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    draw(plotext, ASCII_SIGNS if ascii else SIGNS)
    raw: str = plotext.build()
    return [_styled(line.translate(FRAME_IN_ASCII) if ascii else line) for line in raw.rstrip("\n").split("\n")]


def ticks(labels: Sequence[str], least: int, width: int) -> list[int]:
    """The places of labels that leave `least` cells between them, where all of them share `width`."""
    each = width / max(1, len(labels))
    chosen: list[int] = []
    for place, label in enumerate(labels):
        if label and (not chosen or (place - chosen[-1]) * each >= least):
            chosen.append(place)
    return chosen


def _styled(line: str) -> Content:
    """plotext's colours as styles of the theme; nothing else of its escapes is kept."""
    pieces = ESCAPE.split(line)
    parts: list[tuple[str, str] | str] = []
    style = QUIET
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            parts += [(piece, style)] if piece else []
        else:
            code = piece.removeprefix("38;5;")
            style = STYLES.get(int(code), QUIET) if piece.startswith("38;5;") and code.isdigit() else QUIET
    return Content.assemble(*parts)
