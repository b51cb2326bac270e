"""Help keeps its word: what it shows as right, wrong and free is judged so."""

from __future__ import annotations

import pytest

from tutor.expression import guide
from tutor.maths.check import check
from tutor.maths.forms import ASKED
from tutor.maths.kinds import KINDS
from tutor.problem import Outcome, Question

RIGHT = [pytest.param(each, typed, id=f"{each.kind}: {typed}") for each in guide.KINDS for typed in each.typed]
WRONG = [pytest.param(each, typed, id=f"{each.kind}: {typed}") for each in guide.KINDS for typed in each.wrong]
FREE = [pytest.param(each, typed, id=f"{each.kind}: {typed}") for each in guide.KINDS for typed in each.free]


def judged(section: guide.KindGuide, typed: str) -> Outcome:
    return check(Question(section.against, kind=section.kind, **section.asked), typed).outcome


@pytest.mark.parametrize(("section", "typed"), RIGHT)
def test_examples_of_a_kind_are_right(section: guide.KindGuide, typed: str) -> None:
    assert judged(section, typed) is Outcome.CORRECT


@pytest.mark.parametrize(("section", "typed"), WRONG)
def test_what_is_shown_as_wrong_is_wrong(section: guide.KindGuide, typed: str) -> None:
    assert judged(section, typed) is Outcome.WRONG


@pytest.mark.parametrize(("section", "typed"), FREE)
def test_what_is_said_to_cost_nothing_costs_nothing(section: guide.KindGuide, typed: str) -> None:
    assert judged(section, typed) is Outcome.UNREADABLE


@pytest.mark.parametrize("section", guide.FORMS, ids=lambda section: section.form)
def test_forms_are_told_apart_from_values(section: guide.FormGuide) -> None:
    question = Question(section.against, kind=section.kind, form=section.form)

    assert [check(question, typed).outcome for typed in section.right] == [Outcome.CORRECT] * len(section.right)
    assert [check(question, typed).outcome for typed in section.other] == [Outcome.OTHER_FORM] * len(section.other)


def test_every_kind_and_form_that_can_be_asked_is_explained() -> None:
    assert {each.kind for each in guide.KINDS} == set(KINDS)
    assert {each.form for each in guide.FORMS} == set(ASKED)
