"""Verdicts in words: a sign, a word, why, and when it comes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.problem import Outcome
from tutor.ui.themes import BAD, CARE, GOOD
from tutor.ui.widgets.page_view import page_lines
from tutor.ui.widgets.paper import flow, text

if TYPE_CHECKING:
    from tutor.problem import Verdict
    from tutor.session.steps import Judged

WORDS = {
    Outcome.CORRECT: ("✓ Right.", GOOD),
    Outcome.CARRIED: ("~ Carried.", CARE),
    Outcome.OTHER_FORM: ("~ Right value, other form.", CARE),
    Outcome.WRONG: ("✗ Not yet.", BAD),
    Outcome.UNREADABLE: ("? Not read.", CARE),
    Outcome.UNDECIDED: ("… Undecided.", CARE),
}
UNDECIDED = "That took too long to check; it does not count."
INDENT = 13


def typed_line(typed: str, width: int) -> list[Content]:
    """What was typed, as it stood in the line."""
    return [
        Content.assemble(("> " if row == 0 else "  ", "bold $accent"), each)
        for row, each in enumerate(Content(typed).fold(max(8, width - 2)))
    ]


def verdict_lines(judged: Judged, width: int, *, seconds: float, today: date, ascii: bool) -> list[Content]:
    """A verdict and what follows from it, none of it wider than `width`."""
    sign, style = WORDS[judged.verdict.outcome]
    body = _reason(judged.verdict, max(10, width - INDENT), ascii)
    if judged.verdict.is_right:
        body += flow(_times(judged, seconds, today), width - INDENT)
    if len(sign) >= INDENT - 1:
        return [text(sign, style), *(Content.assemble(" " * INDENT, each) for each in body)]
    body = body or [Content("")]
    # A formula may rise above the first line of text: the sign stands beside the text.
    beside = next((row for row, each in enumerate(body) if each.plain[:1].strip()), 0)
    return [
        Content.assemble((f"{sign:<{INDENT}}", style) if row == beside else " " * INDENT, each)
        for row, each in enumerate(body)
    ]


def _reason(verdict: Verdict, width: int, ascii: bool) -> list[Content]:
    message = verdict.message
    if verdict.outcome is Outcome.UNDECIDED:
        return flow(message or UNDECIDED, width)
    if verdict.is_right or not message:
        return []
    return page_lines(message, width, ascii=ascii) if "$" in message else flow(message, width)


def _times(judged: Judged, seconds: float, today: date) -> str:
    said = f"In {duration(seconds)}."
    if judged.usual_seconds:
        said = f"In {duration(seconds)}, your usual is {duration(judged.usual_seconds)}."
    if judged.back_on is not None and judged.next_part is None:
        said += f"   Back {on_day(judged.back_on, today)}."
    return said


def duration(seconds: float) -> str:
    """`41 s`, `3 min 5 s`."""
    whole = round(seconds)
    return f"{whole} s" if whole < 100 else f"{whole // 60} min {whole % 60} s"


def on_day(day: date, today: date) -> str:
    """`today`, `tomorrow`, `on 17 December`, with the year where it is another one."""
    match (day - today).days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case _:
            return f"on {day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")
