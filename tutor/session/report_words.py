"""The report of a test in words: the same on the screen and line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tutor.learner.beta import Share
from tutor.session.report import Report, SurelyWrong

MOST_NAMED = 3


def headline(report: Report, today: date) -> str:
    """What the learner can do, with its range."""
    if report.whole is None:
        return "Nothing was answered, so nothing can be said."
    share = f"about {percent(report.whole.likely)} % of {'what was asked' if report.unasked else 'this'}"
    if report.day == today:
        return f"You can do {share} today ({span(report.whole)})."
    return f"On {on(report.day, today)} you could do {share} ({span(report.whole)})."


def last_time(report: Report) -> str:
    """The last test over the same choice; nothing where there was none."""
    if report.before is None or report.whole is None:
        return ""
    return f"last time {percent(report.before.share.likely)} %"


def grounds(report: Report) -> Iterator[str]:
    """How the figures were got, a sentence each, and what they leave out."""
    asked = sum(each.result.asked for each in report.skills)
    right = sum(each.result.right for each in report.skills)
    if asked:
        yield (
            f"Right: {amount(right)} of {counted(asked, 'question')}. Every skill weighs the same. Nine times in ten "
            "the true share lies in the range; few questions leave it wide."
        )
    if any(each.credit not in (0.0, 1.0, None) for each in report.sitting.questions):
        yield "A problem in parts counts by its parts, the right value in another form a half."
    if report.put_off:
        yield f"{counted(report.put_off, 'question')} put off and not answered: counted as not right."
    if report.undecided:
        yield f"{counted(report.undecided, 'question')} could not be decided, and {_do(report.undecided)} not count."
    if report.unasked:
        more = len(report.unasked) - MOST_NAMED
        named = ", ".join(report.unasked[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        yield f"Not asked, so nothing is said of {'it' if len(report.unasked) == 1 else 'them'}: {named}."


def comes_back(wrong: SurelyWrong, today: date) -> str:
    """When a surely wrong answer is looked at again."""
    if wrong.back_on is None:
        return "new: its lesson comes first"
    return "back today" if wrong.back_on <= today else f"back on {on(wrong.back_on, today)}"


def length(report: Report, today: date) -> str:
    """`20 questions · 24 min · 1 December`; how many of them have an answer, where not all have."""
    sitting = report.sitting
    planned = sitting.count or sitting.answered
    some = f"{sitting.answered} of " if sitting.answered < planned else ""
    minutes = max(1, round(sitting.seconds / 60))
    return f"{some}{counted(planned, 'question')} · {minutes} min · {on(report.day, today)}"


def span(share: Share) -> str:
    """`65 to 88 %`."""
    return f"{percent(share.low)} to {percent(share.high)} %"


def percent(chance: float) -> int:
    """Whole percent."""
    return round(100 * chance)


def amount(right: float) -> str:
    """`3`, `3.5`: what was right, in halves and parts."""
    return f"{right:.1f}".removesuffix(".0")


def on(day: date, today: date) -> str:
    """`3 December`, with the year where it is another one."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def counted(number: int, noun: str) -> str:
    """`1 question`, `9 questions`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def _do(number: int) -> str:
    return "does" if number == 1 else "do"
