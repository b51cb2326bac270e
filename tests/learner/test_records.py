import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner.rows import attempt

from tutor.learner.records import (
    GivenUp,
    GoalChosen,
    LessonRead,
    MinutesChosen,
    Pick,
    Record,
    SelfTestBegun,
    SelfTestEnded,
    SessionBegun,
    SessionEnded,
    Skip,
    Undo,
    Unknown,
    from_payload,
    kind_of,
    to_payload,
)
from tutor.problem import Outcome

EVERY_KIND = [
    attempt(values={"a": "3"}, diagnosis="sign", confidence=0.95, predicted=0.4, part="a", seconds=2.5),
    attempt(kind=GivenUp),
    attempt(kind=Skip),
    Undo("x"),
    LessonRead("softmax"),
    MinutesChosen(20),
    GoalChosen("attention-by-hand"),
    GoalChosen(None),
    SessionBegun("s", "drill", 10),
    SessionEnded("s"),
    SelfTestBegun("s", ("strand/vectors",), ("dot-product",), (Pick("dot-product", "dot-product/one", 2, 7),), 1, 20),
    SelfTestEnded("s", "stopped"),
    Unknown("colour-chosen", '{"colour": "x"}'),
]


@pytest.mark.parametrize("record", EVERY_KIND, ids=kind_of)
def test_a_record_comes_back_from_its_payload(record: Record) -> None:
    assert from_payload(kind_of(record), to_payload(record)) == record


@settings(deadline=None)
@given(st.text(), st.sampled_from(Outcome), st.integers(0, 2**200))
def test_any_answer_comes_back_exactly_as_typed(answer: str, verdict: Outcome, seed: int) -> None:
    record = attempt(answer=answer, verdict=verdict, seed=seed)

    assert from_payload("attempt", to_payload(record)) == record


def test_even_half_a_surrogate_pair_can_be_kept() -> None:
    record = attempt(answer="x\ud800")

    assert to_payload(record).isascii()
    assert from_payload("attempt", to_payload(record)) == record


@pytest.mark.parametrize("payload", ["", "null", "[]", "{}", "7", '"skill"', '{"row": }', "[" * 100_000])
@pytest.mark.parametrize("kind", ["attempt", "undo", "from-the-future"])
def test_what_cannot_be_interpreted_is_kept_as_it_is(kind: str, payload: str) -> None:
    assert from_payload(kind, payload) == Unknown(kind, payload)


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert from_payload("lesson-read", '{"skill": "a", "pages": 3}') == LessonRead("a")


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_payload(attempt(seconds=float("nan")))
