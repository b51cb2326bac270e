import pytest
from learner.rows import attempt

from tutor.learner.rating import Rating, Usual, rate
from tutor.learner.records import GivenUp, OfProblem, Skip
from tutor.problem import Outcome

RIGHT, WRONG, FORM, UNSURE = Outcome.CORRECT, Outcome.WRONG, Outcome.OTHER_FORM, Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("verdicts", "rating"),
    [
        ([RIGHT], Rating.GOOD),
        ([WRONG, RIGHT], Rating.HARD),
        ([WRONG], Rating.AGAIN),
        ([WRONG, WRONG], Rating.AGAIN),
        ([FORM, RIGHT], Rating.GOOD),
        ([FORM], Rating.HARD),
        ([FORM, WRONG], Rating.HARD),
        ([UNSURE, RIGHT], Rating.GOOD),
        ([UNSURE], None),
        ([], None),
    ],
)
def test_tries_at_one_problem_are_rated_together(verdicts: list[Outcome], rating: Rating | None) -> None:
    assert rate([attempt(verdict=each) for each in verdicts]) is rating


@pytest.mark.parametrize(
    ("tries", "rating"),
    [
        ([attempt(hints=1)], Rating.HARD),
        ([attempt(kind=GivenUp)], Rating.AGAIN),
        ([attempt(verdict=WRONG), attempt(kind=GivenUp)], Rating.AGAIN),
        ([attempt(kind=Skip)], None),
        ([attempt(verdict=WRONG), attempt(kind=Skip)], Rating.AGAIN),
        ([attempt(part="a"), attempt(part="b", verdict=WRONG)], Rating.AGAIN),
        ([attempt(part="a", verdict=WRONG), attempt(part="a"), attempt(part="b")], Rating.HARD),
        ([attempt(part="a"), attempt(part="b")], Rating.GOOD),
    ],
)
def test_help_and_parts_count(tries: list[OfProblem], rating: Rating | None) -> None:
    assert rate(tries) is rating


@pytest.mark.parametrize(
    ("seconds", "known", "rating"),
    [(50, 5, Rating.EASY), (51, 5, Rating.GOOD), (50, 4, Rating.GOOD), (0, 5, Rating.GOOD)],
)
def test_twice_as_fast_as_usual_is_easy_once_there_is_a_usual_time(seconds: float, known: int, rating: Rating) -> None:
    assert rate([attempt(seconds=seconds)], Usual(100.0, known)) is rating


def test_a_quick_answer_with_a_hint_stays_hard() -> None:
    assert rate([attempt(seconds=1, hints=1)], Usual(100.0, 9)) is Rating.HARD


def test_the_usual_time_is_a_running_mean() -> None:
    usual = Usual()
    for seconds in (10.0, 20.0, 30.0):
        usual = usual.after(seconds)

    assert usual == Usual(20.0, 3)
