"""Progress in words: the same on the screen and line by line. Each sentence says how its figure was got, and how
sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tutor.learner.history import WEEKS_KEPT, monday
from tutor.learner.judgement import Group, bias
from tutor.session.progress import Figures, NamedSlip
from tutor.session.report_words import counted, on, percent, span

FEW = 30
"""Answers below which a figure says little."""
NEAR = 0.02
"""Differences in chance that are called none."""


def memory(found: Figures) -> str:
    """Promised against delivered."""
    whole = found.overall
    if whole is None:
        return (
            "Here will stand, week by week, what was promised of your answers beside what came true: from your first "
            "answer on, and worth reading from about thirty."
        )
    said = (
        f"Of {counted(whole.count, 'first answer')} {percent(whole.promised)} % were promised to be right and "
        f"{percent(whole.right / whole.count)} % were; nine times in ten the true share lies within "
        f"{span(whole.delivered)}"
    )
    if whole.count < FEW:
        return f"{said}. That is too few to judge by."
    if whole.holds:
        return f"{said}. The promise holds."
    return f"{said}. {'More' if whole.promised < whole.delivered.low else 'Less'} came true than was promised."


def mastery(found: Figures) -> str:
    """Skills over time."""
    if not found.grown:
        return (
            "Here will stand, week by week, how many skills you hold and have mastered, and the line of your goal: "
            "from your first answer on."
        )
    now = found.grown[max(found.grown)]
    where = f"on the way to {found.way}" if found.way else "of the course"
    back = min(found.grown, key=lambda each: abs(each - (max(found.grown) - timedelta(weeks=4))))
    weeks = (max(found.grown) - back).days // 7
    before = f" ({counted(weeks, 'week')} ago: {found.grown[back].held})" if weeks else ""
    return (
        f"You hold {now.held} of {counted(found.of, 'skill')} {where}{before}; {now.mastered} of them mastered and not "
        "due. Held: the cautious chance of being able to do it, forgetting counted, is above 70 % at the week's end."
    )


def calendar(found: Figures) -> str:
    """A year of study days."""
    if not found.days:
        return "Here will stand a year of study days, from your first answer on."
    since = found.today - timedelta(weeks=WEEKS_KEPT)
    days = [day for day in found.days if since < day <= found.today]
    return (
        f"You studied on {counted(len(days), 'day')} of the last year and gave "
        f"{counted(sum(found.days[each] for each in days), 'answer')}; a day begins at 04:00."
    )


def load(found: Figures) -> str:
    """The four weeks to come."""
    if not any(each.due for each in found.load.values()):
        return "Nothing is due in the next four weeks yet: what you practise comes back here."
    due = sum(each.minutes for each in found.load.values()) / len(found.load)
    late = [day for day, each in found.load.items() if each.fit < each.due]
    fits = (
        "All of it fits."
        if not late
        else f"Not all of it fits on {counted(len(late), 'day')}, the first {on(late[0], found.today)}; it waits."
    )
    return (
        f"In the next four weeks {_minutes(due)} a day fall due, of your {found.minutes}, at your usual times and if "
        f"each answer is right. {fits} New skills come on top."
    )


def judgement(found: Figures) -> str:
    """The learner's own confidence, and ours."""
    own = found.judgement
    if not own.said:
        ours = bias(own.ours)
        also = f" {_bias('What we predict', ours)}" if ours is not None else ""
        return (
            "Here will stand how sure you were beside how often you were right: press F3 before an answer, and it "
            f"begins.{also}"
        )
    leaning = bias(own.own)
    assert leaning is not None
    said = f"{counted(own.said, 'answer')} with your own estimate. {_bias('What you say', leaning)}"
    return f"{said} {_brier(found)}".rstrip()


def slip(each: NamedSlip) -> str:
    """`4 times   Computing a softmax: forgotten normalisation`."""
    times = "once" if each.common.count == 1 else f"{each.common.count} times"
    return f"{times:<9} {each.title}: {each.name}"


def lines(found: Figures) -> Iterator[str]:
    """All of Progress, one fact a line."""
    yield f"Memory. {memory(found)}"
    for week, kept in list(found.kept.items())[-4:]:
        yield (
            f"Week of {on(week, found.today)}: promised {percent(kept.promised)} %, delivered "
            f"{percent(kept.right / kept.count)} % ({span(kept.delivered)}) of {counted(kept.count, 'answer')}."
        )
    yield f"Mastery. {mastery(found)}"
    yield f"Calendar. {calendar(found)}"
    yield load(found)
    for start in sorted({monday(day) for day in found.load}) if any(each.due for each in found.load.values()) else ():
        days = [each for day, each in found.load.items() if monday(day) == start]
        yield (
            f"Week of {on(start, found.today)}: {counted(sum(each.fit for each in days), 'review')}, most on one day "
            f"{max(each.due for each in days)}."
        )
    yield f"Judgement. {judgement(found)}"
    for group in found.judgement.own:
        yield f"Where you said {percent(group.said)} %: {group_in_words(group)}."
    for each in found.slips:
        yield f"Slip, {slip(each)}"


def group_in_words(group: Group) -> str:
    """`right 82 % of 40 times (71 to 90 %)`."""
    return f"right {percent(group.right.likely)} % of {counted(group.count, 'time')} ({span(group.right)})"


def _bias(what: str, leaning: float) -> str:
    if abs(leaning) <= NEAR:
        return f"{what} and what happens agree within {percent(NEAR)} points."
    return f"{what} is {percent(abs(leaning))} points too {'high' if leaning > 0 else 'low'} on average."


def _brier(found: Figures) -> str:
    own = found.judgement
    if own.brier is None or own.our_brier is None or own.uncertainty is None:
        return ""
    said = f"Brier score {own.brier:.2f}, where 0 is perfect and always saying 50 % gives 0.25"
    if own.both < FEW:
        return f"{said}; too few to judge by."
    more = "so your estimates say more" if own.brier < own.uncertainty else "so your estimates say no more yet"
    return (
        f"{said}. To say each time the share that was right would give {own.uncertainty:.2f}, {more}; our predictions "
        f"give {own.our_brier:.2f}."
    )


def _minutes(minutes: float) -> str:
    return counted(round(minutes), "minute") if minutes >= 1 else "less than a minute"
