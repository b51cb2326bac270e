"""The four pictures of Progress, from its figures; each is given a width, and knows its height."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tutor.learner.history import WEEKS_KEPT, monday
from tutor.ui.themes import ACCENT, CARE, QUIET
from tutor.ui.widgets.paper import text
from tutor.ui.widgets.plot import ASCII_SIGNS, FAINT, GOOD, LINE, OURS, SIGNS, drawn, ticks

if TYPE_CHECKING:
    from tutor.session.progress import Figures

Signs = Mapping[str, str]
PERCENT = [0, 25, 50, 75, 100]
LABEL = 10
"""Cells that a date below a plot needs."""
DAYS = ("Mo", "  ", "We", "  ", "Fr", "  ", "Su")
SHADES = (" ", "·", "░", "▒", "▓", "█")
ASCII_SHADES = (" ", ".", "-", "+", "*", "#")
WIDE_CALENDAR = 3 + 2 * WEEKS_KEPT
AXIS = 5
"""Cells left of a plot."""


def memory(found: Figures, width: int, height: int, *, ascii: bool) -> list[Content]:
    """Promised and delivered, by week."""
    if not found.kept:
        return []
    weeks = _weeks(min(found.kept), max(found.kept))
    shown = {place: found.kept[week] for place, week in enumerate(weeks) if week in found.kept}

    def draw(figure: Any, signs: Signs) -> None:
        for place, kept in shown.items():
            share = kept.delivered
            figure.plot([place, place], [100 * share.low, 100 * share.high], marker=signs["range"], color=FAINT)
        promised = [100 * kept.promised for kept in shown.values()]
        figure.scatter(list(shown), promised, marker=signs["dash"], color=OURS)
        figure.scatter(
            list(shown), [100 * each.right / each.count for each in shown.values()], marker=signs["point"], color=GOOD
        )
        _percent(figure, min(min(each.delivered.low, each.promised) for each in shown.values()))
        _dates(figure, weeks, width)

    legend = (("point", "delivered", "$success"), ("range", "where it may lie", QUIET), ("dash", "promised", ACCENT))
    return [*drawn(draw, width, height, ascii=ascii), _legend(legend, width, ascii)]


def mastery(found: Figures, width: int, height: int, *, ascii: bool) -> list[Content]:
    """Held and mastered, by week, and the goal's line."""
    if not found.grown:
        return []
    weeks = list(found.grown)

    def draw(figure: Any, signs: Signs) -> None:
        held = [each.held for each in found.grown.values()]
        mastered = [each.mastered for each in found.grown.values()]
        places = list(range(len(weeks)))
        figure.plot([0, max(1, len(weeks) - 1)], [found.of, found.of], marker=signs["dash"], color=LINE)
        figure.plot(places, held, marker=signs["line"], color=OURS)
        figure.scatter(places, mastered, marker=signs["point"], color=GOOD)
        figure.ylim(0, max(found.of, 1))
        steps = sorted({0, round(found.of / 2), found.of})
        figure.yticks(steps, [str(each) for each in steps])
        _dates(figure, weeks, width)

    whole = f"all {found.of}: {found.way}" if found.way else f"all {found.of} of the course"
    line = ("dash" if not ascii else "line", "held", ACCENT)
    legend = (line, ("point", "mastered", "$success"), ("dash", whole, CARE))
    return [*drawn(draw, width, height, ascii=ascii), _legend(legend, width, ascii)]


def calendar(found: Figures, width: int, *, ascii: bool) -> list[Content]:
    """A year of days: a column is a week, Monday above."""
    cells = 2 if width >= WIDE_CALENDAR else 1
    count = min(WEEKS_KEPT, (width - 3) // cells)
    first = monday(found.today) - timedelta(weeks=count - 1)
    weeks = [first + timedelta(weeks=each) for each in range(count)]
    months = [
        f"{week:%b}" if place == 0 or week.month != weeks[place - 1].month else "" for place, week in enumerate(weeks)
    ]
    head = [" "] * (3 + count * cells)
    for place in ticks(months, 4, count * cells):
        if 6 + place * cells <= len(head):
            head[3 + place * cells : 6 + place * cells] = months[place]
    shades = ASCII_SHADES if ascii else SHADES
    most = max(found.days.values(), default=1)
    rows = [text("".join(head).rstrip(), QUIET)]
    for weekday in range(7):
        days = [week + timedelta(days=weekday) for week in weeks]
        row = "".join(shades[_shade(found, day, most)] * cells for day in days)
        rows.append(Content.assemble((f"{DAYS[weekday]} ", QUIET), (row, "$success")))
    return rows


def load(found: Figures, width: int, height: int, *, ascii: bool) -> list[Content]:
    """The four weeks to come: what is due each day, and what of it fits."""
    if not any(each.due for each in found.load.values()):
        return []
    days = list(found.load)
    most = max(each.due for each in found.load.values())

    def draw(figure: Any, signs: Signs) -> None:
        places = list(range(len(days)))
        figure.bar(places, [each.due for each in found.load.values()], marker=signs["part"], color=LINE, width=0.5)
        figure.bar(places, [each.fit for each in found.load.values()], marker=signs["bar"], color=OURS, width=0.5)
        figure.ylim(0, most)
        figure.yticks([0, most], ["  0", f"{most:>3}"])
        _dates(figure, days, width)

    legend = (("bar", "due and fits the minutes", ACCENT), ("part", "due and waits", CARE))
    return [*drawn(draw, width, height, ascii=ascii), _legend(legend, width, ascii)]


def judgement(found: Figures, width: int, height: int, *, ascii: bool) -> list[Content]:
    """How often right, over what was said: the learner's and ours; on the dotted line both are the same."""
    own, ours = found.judgement.own, found.judgement.ours
    if not (own or ours):
        return []

    def draw(figure: Any, signs: Signs) -> None:
        least = _least(min(min(each.said, each.right.low) for each in (*own, *ours)))
        figure.plot([least, 100], [least, 100], marker=signs["dot"], color=FAINT)
        for each in own:
            low, high = 100 * each.right.low, 100 * each.right.high
            figure.plot([100 * each.said] * 2, [low, high], marker=signs["range"], color=FAINT)
        for groups, sign, color in ((ours, "other", OURS), (own, "point", GOOD)):
            if groups:
                said, right = [100 * each.said for each in groups], [100 * each.right.likely for each in groups]
                figure.scatter(said, right, marker=signs[sign], color=color)
        _percent(figure, least / 100)
        figure.xlim(least, 100)
        figure.xticks(PERCENT[least // 25 :], [f"{each} %" for each in PERCENT[least // 25 :]])

    legend = (
        ("point", "you: right, over how sure", "$success"),
        ("range", "where it may lie", QUIET),
        ("other", "we", ACCENT),
    )
    return [*drawn(draw, width, height, ascii=ascii), _legend(legend, width, ascii)]


def _shade(found: Figures, day: date, most: int) -> int:
    if day > found.today:
        return 0
    answers = found.days.get(day, 0)
    return 1 if not answers else 2 + min(3, 4 * answers // (most + 1))


def _weeks(first: date, last: date) -> list[date]:
    return [first + timedelta(weeks=each) for each in range((last - first).days // 7 + 1)]


def _least(chance: float) -> int:
    """The percent at which an axis begins that has to show this chance; no room is spent on what is empty."""
    return min(75, 25 * int(4 * chance))


def _percent(figure: Any, least: float) -> None:
    begin = _least(least)
    figure.ylim(begin, 100)
    figure.yticks(PERCENT[begin // 25 :], [f"{each:>3} %" for each in PERCENT[begin // 25 :]])


def _dates(figure: Any, days: Sequence[date], width: int) -> None:
    labels = [f"{day.day} {day:%b}" for day in days]
    places = ticks(labels, LABEL, width - AXIS)
    figure.xlim(-0.5, max(1, len(days) - 1) + 0.5)
    figure.xticks(places, [labels[each] for each in places])


def _legend(entries: Sequence[tuple[str, str, str]], width: int, ascii: bool) -> Content:
    signs = ASCII_SIGNS if ascii else SIGNS
    parts = [Content.assemble((signs[sign], style), f" {word}") for sign, word, style in entries]
    return Content.assemble(" " * AXIS, Content("   ").join(parts)).truncate(width, ellipsis=True)
