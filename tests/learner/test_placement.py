"""Inference over the graph: against exact enumeration, and what must hold on any graph."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner.rows import attempt, curriculum, row

from tutor.content.curriculum import Curriculum, Skill, Strand
from tutor.learner import placement
from tutor.learner.ideals import ALL, APART, EASE, Cloud, prior
from tutor.learner.mastery import LIKELY
from tutor.learner.placement import Asked, Said, after, answers, believed, next_skill, presumed
from tutor.learner.records import GivenUp
from tutor.problem import Outcome

NOISE = 0.07
"""How far 2048 samples may stray from the truth, after a few answers."""
DIAMOND = curriculum({"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c"), "e": (), "f": ("d", "e")})
PAIR = Curriculum(
    [Strand("all", "All"), Strand("other", "Other")],
    [replace(each, strand="other" if each.id in "bef" else "all") for each in DIAMOND.skills.values()],
)
"""The diamond, its skills in two strands."""
CHAIN = curriculum({f"{number}": (f"{number - 1}",) if number else () for number in range(9)})
SOME = st.lists(
    st.builds(Asked, st.sampled_from("abcdef"), st.sampled_from(Said), st.sampled_from([0.1, 1 / 3])),
    max_size=5,
    unique_by=lambda each: each.skill,
)


@st.composite
def graphs(draw: st.DrawFn) -> Curriculum:
    """Up to nine skills, each resting on some that come before it."""
    names = "abcdefghi"[: draw(st.integers(1, 9))]
    edges = {
        name: tuple(sorted(draw(st.sets(st.sampled_from(names[:index]), max_size=3)))) if index else ()
        for index, name in enumerate(names)
    }
    return curriculum(edges)


def ideals(graph: Curriculum) -> Iterator[frozenset[str]]:
    """Every set of skills that holds the prerequisites of its members."""
    for size in range(len(graph.order) + 1):
        for chosen in combinations(graph.order, size):
            if all(set(graph.skills[each].prerequisites) <= set(chosen) for each in chosen):
                yield frozenset(chosen)


def exactly(graph: Curriculum, said: Sequence[Asked]) -> dict[str, float]:
    """The chance of each skill, by adding up over all ideals and all eases, of the whole and of each strand."""
    weights: dict[frozenset[str], float] = {}
    for known in ideals(graph):
        own = [[learnt(graph, strand.id, known, ease) for ease in EASE] for strand in graph.strands]
        before = math.fsum(
            math.prod(apart * fmean(chances) + (1 - apart) * chances[level] for chances in own)
            for level in range(len(EASE))
            for apart in APART
        )
        weights[known] = before * math.prod(likelihood(each, each.skill in known) for each in said)
    total = math.fsum(weights.values())
    return {
        skill: math.fsum(weight for known, weight in weights.items() if skill in known) / total for skill in graph.order
    }


def learnt(graph: Curriculum, strand: str, known: frozenset[str], ease: float) -> float:
    """The chance of having learnt these skills of a strand, and of those that were open no others."""
    own = [each.id for each in graph.skills.values() if each.strand == strand and set(each.prerequisites) <= known]
    return math.prod(ease if each in known else 1 - ease for each in own)


def likelihood(asked: Asked, is_known: bool) -> float:
    """Who knows says so with 0.97 and then slips with 0.1; who does not says so with 0.5 and else guesses."""
    if asked.said is Said.UNKNOWN:
        return 0.03 if is_known else 0.5
    right = 1 - LIKELY.slip if is_known else max(asked.guess, 0.3)
    return (0.97 if is_known else 0.5) * (right if asked.said is Said.RIGHT else 1 - right)


def is_closed(graph: Curriculum, cloud: Cloud) -> bool:
    column = dict(zip(graph.order, cloud.known, strict=True))
    return all(not column[each] & ~column[low] for each in graph.order for low in graph.skills[each].prerequisites)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([DIAMOND, PAIR]), SOME)
def test_the_samples_give_the_exact_chances(graph: Curriculum, said: list[Asked]) -> None:
    found = believed(graph, said).chances()

    assert found == pytest.approx(exactly(graph, said), abs=NOISE)


def test_an_answer_tells_more_of_its_own_strand_than_of_another() -> None:
    names = [f"{strand}{number}" for strand in "xy" for number in range(6)]
    apart = Curriculum(
        [Strand("x", "X"), Strand("y", "Y")], [Skill(each, each, each[0], (), {}, (), 3) for each in names]
    )

    found = believed(apart, [Asked(each, Said.RIGHT) for each in ("x0", "x1", "x2")]).chances()

    assert prior(apart).chance("y5") + NOISE < found["y5"] < found["x5"] - NOISE


def test_a_strand_not_asked_about_is_not_presumed_where_another_is_new() -> None:
    names = [f"{strand}{number}" for strand in "xyz" for number in range(6)]
    apart = Curriculum(
        [Strand(each, each) for each in "xyz"], [Skill(each, each, each[0], (), {}, (), 3) for each in names]
    )
    said = [Asked(f"x{number}", Said.RIGHT) for number in range(4)]

    found = presumed(believed(apart, [*said, Asked("y0", Said.UNKNOWN), Asked("y1", Said.UNKNOWN)]).chances())

    assert {"x4", "x5"} <= found
    assert not found & {each for each in names if each[0] != "x"}


@settings(max_examples=25, deadline=None)
@given(graphs(), st.data())
def test_nobody_is_thought_to_know_a_skill_without_its_prerequisites(graph: Curriculum, data: st.DataObject) -> None:
    some = st.builds(Asked, st.sampled_from(graph.order), st.sampled_from(Said))
    said = data.draw(st.lists(some, max_size=4))
    likely = data.draw(st.dictionaries(st.sampled_from(graph.order), st.floats(0, 1), max_size=4))

    cloud = believed(graph, said, likely)

    assert is_closed(graph, cloud)
    assert all(column & ALL == column for column in cloud.known)
    found = presumed(cloud.chances())
    assert all(low in found for each in found for low in graph.ancestors(each))


@settings(max_examples=20, deadline=None)
@given(SOME, st.sampled_from("abcdef"))
def test_a_right_answer_lowers_neither_the_skill_nor_what_it_rests_on(said: list[Asked], skill: str) -> None:
    before = believed(DIAMOND, said)

    right = after(before, Asked(skill, Said.RIGHT))

    assert right.chance(skill) >= before.chance(skill) - NOISE / 2
    assert all(right.chance(low) >= before.chance(low) - NOISE / 2 for low in DIAMOND.ancestors(skill))


@settings(max_examples=20, deadline=None)
@given(SOME, st.sampled_from("abcdef"))
def test_not_knowing_raises_neither_the_skill_nor_what_rests_on_it(said: list[Asked], skill: str) -> None:
    before = believed(DIAMOND, said)

    unknown = after(before, Asked(skill, Said.UNKNOWN))

    assert unknown.chance(skill) <= before.chance(skill) + NOISE / 2
    above = [each for each in DIAMOND.order if skill in DIAMOND.ancestors(each)]
    assert all(unknown.chance(each) <= before.chance(each) + NOISE / 2 for each in above)


@settings(max_examples=15, deadline=None)
@given(SOME.filter(len).flatmap(lambda said: st.tuples(st.just(said), st.permutations(said))))
def test_the_order_of_the_answers_does_not_matter(orders: tuple[list[Asked], list[Asked]]) -> None:
    one, other = (believed(DIAMOND, said).chances() for said in orders)

    assert one == pytest.approx(other, abs=NOISE)


def test_the_same_answers_give_the_same_chances() -> None:
    said = [Asked("b", Said.RIGHT), Asked("f", Said.WRONG)]

    assert believed(DIAMOND, said).chances() == believed(DIAMOND, said).chances()


def test_what_is_not_known_says_more_than_what_is_wrong() -> None:
    unknown, wrong = (believed(DIAMOND, [Asked("d", said)]).chance("d") for said in (Said.UNKNOWN, Said.WRONG))

    assert unknown < wrong < prior(DIAMOND).chance("d")


def test_what_is_easily_guessed_says_less() -> None:
    choice, number = (believed(DIAMOND, [Asked("d", Said.RIGHT, guess)]).chance("d") for guess in (0.5, 0.05))

    assert prior(DIAMOND).chance("d") < choice < number


def test_an_answer_about_a_skill_that_is_gone_is_passed_over() -> None:
    said = [Asked("a", Said.RIGHT)]

    assert believed(DIAMOND, [Asked("alchemy", Said.WRONG), *said]).chances() == believed(DIAMOND, said).chances()


def test_what_the_log_says_of_some_skills_counts_from_the_start() -> None:
    fresh, told = prior(DIAMOND), prior(DIAMOND, {"d": 0.95, "e": 0.05, "alchemy": 0.9})

    assert told.chance("a") > 0.95
    assert told.chance("d") > 0.9 > fresh.chance("d")
    assert told.chance("e") < 0.25 < fresh.chance("e")


def test_the_first_question_along_a_chain_halves_it() -> None:
    first = next_skill(prior(CHAIN), CHAIN.order)

    assert first in ("2", "3", "4", "5")


def test_only_what_may_be_asked_is_asked() -> None:
    assert next_skill(prior(CHAIN), {"8"}) == "8"
    assert next_skill(prior(CHAIN), ()) is None


def test_what_does_not_lead_to_the_goal_is_not_asked() -> None:
    apart = curriculum({**{f"x{n}": (f"x{n - 1}",) if n else () for n in range(12)}, "a": (), "b": ("a",), "c": ("b",)})

    cloud = believed(apart, [Asked("x6", Said.RIGHT), Asked("x9", Said.UNKNOWN)])

    assert next_skill(cloud, apart.order, {"a", "b", "c"}) in {"a", "b", "c"}


@pytest.mark.parametrize(("said", "share"), [(Said.RIGHT, 1.0), (Said.UNKNOWN, 0.0)])
def test_who_knows_all_or_nothing_is_asked_few_questions(said: Said, share: float) -> None:
    graph = curriculum({f"{n}": tuple(f"{low}" for low in {n // 2, n // 3} if low < n) for n in range(40)})
    cloud, left = prior(graph), set(graph.order)
    while (skill := next_skill(cloud, left)) is not None:
        cloud = after(cloud, Asked(skill, said))
        left.discard(skill)

    assert len(graph.order) - len(left) <= 8
    assert len(presumed(cloud.chances())) == share * len(graph.order)


def test_answers_are_read_off_the_rows_a_question_each() -> None:
    about = {"mode": "placement", "guess": 0.25}
    records = [
        attempt("a", Outcome.CORRECT, posed="1", **about),
        attempt("b", Outcome.WRONG, posed="2", **about),
        attempt("c", kind=GivenUp, posed="3", mode="placement"),
        attempt("d", Outcome.OTHER_FORM, posed="4", part="i", **about),
        attempt("d", Outcome.CORRECT, posed="4", part="ii", **about),
        attempt("e", Outcome.CORRECT, posed="5", part="i", **about),
        attempt("e", Outcome.CARRIED, posed="5", part="ii", **about),
        attempt("f", Outcome.UNDECIDED, posed="6", **about),
        attempt("g", Outcome.CORRECT, posed="7", mode="placement", guess="odd"),
        attempt("h", Outcome.CORRECT, posed="8", mode="placement", guess=0.0),
    ]

    found = answers(row(each, sequence=number) for number, each in enumerate(records))

    assert [(each.skill, each.said) for each in found] == [
        ("a", Said.RIGHT),
        ("b", Said.WRONG),
        ("c", Said.UNKNOWN),
        ("d", Said.RIGHT),
        ("e", Said.WRONG),
        ("g", Said.RIGHT),
        ("h", Said.RIGHT),
    ]
    assert [each.guess for each in found] == [0.25, 0.25, LIKELY.guess, 0.25, 0.25, LIKELY.guess, LIKELY.guess]


def test_a_question_is_worth_less_the_surer_one_is() -> None:
    sure = believed(CHAIN, [Asked("8", Said.RIGHT), Asked("7", Said.RIGHT)])

    assert next_skill(sure, {"6", "5"}) is None
    assert placement.MOST_QUESTIONS == 15
