"""The report of a test: what it says of each skill, and what it said the last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tutor.content.library import Library
from tutor.learner import mastery
from tutor.learner.assessment import Question, Result, Sitting, SkillResult, credits_of, result_of, whole_share
from tutor.learner.beta import Share
from tutor.learner.memory import Learner
from tutor.learner.study_day import study_day


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill of the test, with its title; `is_new`: it has never been practised."""

    title: str
    result: SkillResult
    is_new: bool


@dataclass(frozen=True, slots=True)
class Before:
    """The last test over the same choice: when, and its estimate."""

    day: date
    share: Share


@dataclass(frozen=True, slots=True)
class SurelyWrong:
    """A question answered wrongly by one who was sure; `back_on` None: the skill is new, its lesson comes first."""

    question: Question
    title: str
    confidence: float
    back_on: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """A test in figures. `title`: what was chosen, in words; `whole` None where nothing was answered; `unasked`: the
    titles of the skills of which that is true; `titles`: of every skill that was asked."""

    sitting: Sitting
    title: str
    day: date
    skills: tuple[SkillLine, ...]
    whole: Share | None
    unasked: tuple[str, ...]
    before: Before | None
    surely_wrong: tuple[SurelyWrong, ...]
    titles: dict[str, str]

    @property
    def put_off(self) -> int:
        """Questions that were seen, put off and not come back to."""
        return sum(each.is_put_off and not each.answers for each in self.sitting.questions)

    @property
    def undecided(self) -> int:
        """Questions that were answered and could not be decided."""
        return sum(bool(each.answers) and each.credit is None for each in self.sitting.questions)

    @property
    def shown(self) -> tuple[Question, ...]:
        """The questions that were seen, to be gone through."""
        return tuple(each for each in self.sitting.questions if each.answers or each.is_put_off)


def report_of(sitting: Sitting, all_of_them: Sequence[Sitting], library: Library, learner: Learner) -> Report:
    """The report of one of the learner's tests, of all of them, the oldest first."""
    result = result_of(sitting)
    titles = {each.pick.skill: title_of(library, each.pick.skill) for each in sitting.questions}
    return Report(
        sitting=sitting,
        title=choice_in_words(library, sitting.choice),
        day=study_day(sitting.ended or sitting.begun),
        skills=tuple(
            SkillLine(title_of(library, each.skill), each, learner.skill(each.skill).memory is None)
            for each in _in_order(library, result)
        ),
        whole=result.whole,
        unasked=tuple(title_of(library, each) for each in result.unasked),
        before=before(sitting.choice, all_of_them[: all_of_them.index(sitting)]),
        surely_wrong=tuple(_surely_wrong(sitting, library, learner)),
        titles=titles,
    )


def before(choice: tuple[str, ...], earlier: Sequence[Sitting]) -> Before | None:
    """The last of these tests, the oldest first, that was over the same choice, has ended and says something."""
    for each in reversed(earlier):
        if each.choice == choice and each.ended is not None:
            share = whole_share(credits_of(each).values())
            if share is not None:
                return Before(study_day(each.ended), share)
    return None


def choice_in_words(library: Library, choice: Sequence[str]) -> str:
    """`Vectors, Matrices`: strands, goals and skills by their titles; `Everything` for no choice."""
    if not choice:
        return "Everything"
    return ", ".join(_chosen_title(library, *each.split("/", 1)) for each in choice)


def title_of(library: Library, skill: str) -> str:
    """The title of a skill; the name of one that is gone."""
    known = library.curriculum.skills.get(skill)
    return known.title if known else skill


def _chosen_title(library: Library, sort: str, name: str) -> str:
    if sort == "strand":
        return next((each.title for each in library.curriculum.strands if each.id == name), name)
    if sort == "goal":
        goal = library.goal(name)
        return goal.title if goal else name
    return title_of(library, name)


def _in_order(library: Library, result: Result) -> list[SkillResult]:
    """In the order of the curriculum; what is gone from it comes last."""
    place = {skill: number for number, skill in enumerate(library.curriculum.order)}
    return sorted(result.skills, key=lambda each: place.get(each.skill, len(place)))


def _surely_wrong(sitting: Sitting, library: Library, learner: Learner) -> list[SurelyWrong]:
    return [
        SurelyWrong(
            question,
            title_of(library, question.pick.skill),
            max(each.confidence or 0.0 for each in question.answers if each.is_sure_and_wrong),
            mastery.due(learner.skill(question.pick.skill)),
        )
        for question in sitting.questions
        if question.is_sure_and_wrong
    ]
