"""What is claimed of one skill, and why: the figures behind `standings`, and the same in words.

Nothing is estimated here. Every number is one that the plan or the map acts on (`tutor.learner.mastery`), and
the words say which: what is likely, what is sure, what of it may be forgotten, and what mastery still asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tutor.content.curriculum import Curriculum
from tutor.learner import mastery
from tutor.learner.mastery import GATE, Requirement, Standing, State
from tutor.learner.memory import Learner
from tutor.learner.rating import Rating
from tutor.learner.skill_state import Practised, SkillState
from tutor.learner.study_day import study_day

TO_BE_MET = 2
"""Right in a row, for a new skill to be met."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A skill that is in the way of another. `surely`: its lower bound, which the gate asks for; None where it was
    never practised. `presumed`: placement inferred that it is known."""

    skill: str
    title: str
    surely: float | None
    presumed: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of a skill now. Chances in 0..1.

    `chance`: the likely one of being able to do it, None before the first problem; `surely`: its lower bound;
    `recall`: what of that is memory. `run`: how many were right in a row, on the study days from `since` (None where
    the first of them is further back than is remembered) to `last`. `due`: when recall falls to 0.9. `asks`: what
    mastery asks for; `presumed`: the chance that placement inferred, until it is verified; `missing`: what the plan
    waits for.
    """

    skill: str
    title: str
    state: State
    is_held: bool
    is_next: bool
    chance: float | None
    surely: float
    recall: float | None
    due: date | None
    run: int
    wrong: int
    since: date | None
    last: date | None
    is_met: bool
    is_practised: bool
    has_needs: bool
    presumed: float | None
    asks: tuple[Requirement, ...]
    missing: tuple[Needed, ...]
    today: date


def claim(curriculum: Curriculum, learner: Learner, skill: str, at: datetime) -> Claim:
    """The claim about one skill of the curriculum at an instant."""
    state = learner.skill(skill)
    now = mastery.standings(curriculum, learner, at)
    return Claim(
        skill=skill,
        title=curriculum.skills[skill].title,
        state=now[skill].state,
        is_held=now[skill].held,
        is_next=now[skill].next,
        chance=mastery.chance(state, at),
        surely=mastery.surely(state, at),
        recall=now[skill].recall,
        due=now[skill].due,
        run=state.right_in_a_row,
        wrong=state.wrong_in_a_row,
        since=_since(state),
        last=next((each.day for each in reversed(state.outcomes) if each.was_right), None),
        is_met=state.met,
        is_practised=skill in curriculum.highest_levels,
        has_needs=bool(curriculum.skills[skill].prerequisites),
        presumed=state.inferred if now[skill].presumed else None,
        asks=mastery.requirements(state, mastery.highest_level(curriculum, skill)),
        missing=tuple(_needed(curriculum, learner, now, each, at) for each in in_the_way(curriculum, now, skill)),
        today=study_day(at),
    )


def in_the_way(curriculum: Curriculum, now: Mapping[str, Standing], skill: str) -> tuple[str, ...]:
    """What the plan waits for before it begins a skill: its prerequisites that are not held, or else what is only
    presumed known further below. Nothing where the skill is held or next."""
    if not now[skill].locked:
        return ()
    direct = tuple(each for each in curriculum.skills[skill].prerequisites if not now[each].held)
    below = curriculum.ancestors(skill)
    return direct or tuple(each for each in curriculum.order if each in below and now[each].presumed)


def in_words(claim: Claim) -> tuple[str, ...]:
    """The claim in a few paragraphs: where it stands, on which figures, and what mastery asks for."""
    return tuple(filter(None, (" ".join(_standing(claim)), " ".join(_figures(claim)), _asks(claim))))


def percent(chance: float, *, bound: bool = False) -> str:
    """A chance for people, never a false certainty: `93 %`. `bound`: rounded down, as a lower bound must be."""
    if chance > 0.99:
        return "99 %" if bound else "over 99 %"
    return "under 1 %" if chance < 0.01 else f"{int(100 * chance) if bound else round(100 * chance)} %"


def on_day(day: date, today: date) -> str:
    """`17 December`, and the year where it is another one."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""


# The sentences


def _standing(claim: Claim) -> Iterator[str]:
    match claim.state:
        case State.SLIPPING:
            yield f"Slipping: it was met before, and the last {claim.wrong} were wrong."
        case State.DUE if claim.recall is not None and claim.due is not None:
            yield _due(claim.due, claim.today, claim.recall)
        case State.MASTERED:
            yield "Mastered, and held: one may build on it."
        case _ if claim.is_held:
            yield "Held: one may build on it."
        case State.LEARNING if claim.is_met:
            yield "Learning: met, and not sure enough to build on."
        case State.LEARNING:
            yield f"Learning: {TO_BE_MET} right in a row are wanted, {claim.run or 'none'} so far."
        case _ if not claim.is_practised:
            yield "No exercise practises it yet; its lesson can be read."
        case _ if claim.presumed is not None:
            yield f"Presumed known, with {percent(claim.presumed)} by the placement; one problem will verify it."
        case _ if claim.is_next and claim.has_needs:
            yield "Next: not practised yet, and all that it rests on is held."
        case _ if claim.is_next:
            yield "Next: not practised yet, and it rests on nothing else."
        case _:
            yield "Locked."
    if claim.missing and claim.is_practised:
        yield f"The plan waits until you hold {listed([_blocker(each) for each in claim.missing])}."
        yield "You may read it and practise it all the same, and that counts."


def _blocker(needed: Needed) -> str:
    if needed.surely is None:
        return f"{needed.title} ({'presumed known, to be verified' if needed.presumed else 'not practised yet'})"
    return f"{needed.title} (surely {percent(needed.surely, bound=True)}, the gate is {percent(GATE)})"


def _due(due: date, today: date, recall: float) -> str:
    if due > today:  # a review that lies ahead of the clock
        return "Due: its last review lies in the future, so nobody knows how long ago it was."
    when = "today" if due == today else f"since {on_day(due, today)}"
    return f"Due {when}: the chance of recall is {percent(recall)}."


def _figures(claim: Claim) -> Iterator[str]:
    if claim.chance is None or claim.recall is None or claim.due is None:
        return
    surely = f"surely with at least {percent(claim.surely, bound=True)}, the gate is {percent(GATE)}"
    yield f"With {percent(claim.chance)} you can do it now; {surely}."
    if claim.run:
        yield _run(claim)
    elif claim.wrong and claim.state is not State.SLIPPING:
        yield "The last one was wrong." if claim.wrong == 1 else f"The last {claim.wrong} were wrong."
    if claim.due > claim.today and claim.state is not State.DUE:
        yield f"Recall is {percent(claim.recall)} now and falls to 90 % by {on_day(claim.due, claim.today)}: due then."


def _run(claim: Claim) -> str:
    said = "Right once" if claim.run == 1 else f"Right {claim.run} times in a row"
    if claim.since is not None and claim.last is not None and claim.last > claim.since:
        said += f" over {_days((claim.last - claim.since).days)}"
    if claim.last is None or claim.last > claim.today:
        return f"{said}."
    ago = (claim.today - claim.last).days
    return f"{said}, {('today', 'yesterday')[ago] if ago < 2 else f'{ago} days ago'}."


def _days(count: int) -> str:
    return f"{count} day{'s' * (count != 1)}"


def _asks(claim: Claim) -> str:
    if not claim.is_practised:
        return ""
    said = listed([_asked(each, is_begun=claim.chance is not None) for each in claim.asks])
    beside = {State.DUE: "; and that it is not due", State.SLIPPING: "; and that it is not slipping"}
    begun = "It is mastered by being" if claim.state is State.MASTERED else "Mastered asks for:"
    return f"{begun} {said}{beside.get(claim.state, '')}."


def _asked(each: Requirement, *, is_begun: bool) -> str:
    match each.what:
        case "days":
            asked, now = "right on two different days", f"{'one' if each.now else 'none'} so far"
        case "level":
            asked = f"right at level {each.asked:.0f}"
            now = f"level {each.now:.0f} so far" if each.now else "not yet"
        case "surely":
            asked, now = f"surely learnt with {percent(each.asked)}", f"{percent(each.now, bound=True)} now"
    return f"{asked} ({'done' if each.is_met else now})" if is_begun else asked


# The figures


def _needed(curriculum: Curriculum, learner: Learner, now: Mapping[str, Standing], skill: str, at: datetime) -> Needed:
    state = learner.skill(skill)
    surely = mastery.surely(state, at) if state.memory else None
    return Needed(skill, curriculum.skills[skill].title, surely, now[skill].presumed)


def _since(state: SkillState) -> date | None:
    """The study day of the first of the rights in a row, where all of them are among the outcomes kept."""
    run: list[Practised] = []
    for outcome in reversed(state.outcomes):
        if outcome.rating is Rating.AGAIN:
            break
        if outcome.was_right:
            run.append(outcome)
    return run[-1].day if run and len(run) == state.right_in_a_row else None
