"""Drawn tables, texts, graphs and models are what was promised, on every seed."""

import statistics
from fractions import Fraction
from itertools import pairwise

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from maths.sampling import SEEDS, UNHURRIED, drawn, floats

from tutor.maths.posing.values import FormulaError


@UNHURRIED
@given(SEEDS, st.sampled_from([2, 4, 5, 6, 8, 9, 20]), st.integers(1, 25).map(lambda half: 2 * half))
def test_a_list_has_its_mean_and_its_deviation(seed: int, count: int, deviation: int) -> None:
    numbers = drawn(f"list_with_mean_and_deviation({count}, -3, {deviation})", seed)

    assert statistics.fmean(numbers) == -3
    assert statistics.pstdev(numbers) == pytest.approx(deviation)
    assert len(numbers) == count
    assert all(type(each) is int for each in numbers)


@UNHURRIED
@given(SEEDS, st.sampled_from(["1/5", "1/2", "9/10"]), st.sampled_from([2, 20, 60]))
def test_the_posterior_of_a_triple_has_a_small_denominator(seed: int, most: str, denominator: int) -> None:
    p, hit, alarm = map(Fraction, drawn(f"bayes_triple(prior_at_most = {most}, denominator = {denominator})", seed))

    posterior = p * hit / (p * hit + (1 - p) * alarm)
    assert posterior.denominator <= denominator
    assert min(abs(posterior - each) for each in (p, hit, alarm)) > Fraction(1, 100)
    assert 0 < p <= Fraction(most)
    assert 0 < alarm < hit < 1
    assert all((100 * each).denominator == 1 for each in (p, hit, alarm))


@UNHURRIED
@given(SEEDS, st.sampled_from([(2, 2, 12), (2, 3, 24), (3, 4, 60), (2, 2, 4)]))
def test_an_independent_table_is_the_product_of_its_marginals(seed: int, sizes: tuple[int, int, int]) -> None:
    table = floats(drawn(f"independent_table({sizes[0]}, {sizes[1]}, {sizes[2]})", seed))

    assert table.shape == sizes[:2]
    assert table.sum() == pytest.approx(1)
    assert table.min() > 0
    assert numpy.allclose(table, numpy.outer(table.sum(axis=1), table.sum(axis=0)))
    assert numpy.allclose(table * sizes[2], numpy.round(table * sizes[2]))


@UNHURRIED
@given(SEEDS, st.integers(1, 6))
def test_a_random_variable_has_rising_values_and_probabilities(seed: int, count: int) -> None:
    x, p = drawn(f"random_variable({count}, 12, values = -3..6)", seed)

    assert len(x) == len(p) == count
    assert sorted(set(x)) == x
    assert (sum(p), min(p) > 0) == (1, True)
    assert -3 <= x[0] <= x[-1] <= 6


@UNHURRIED
@given(SEEDS, st.integers(2, 10), st.sampled_from([40, 64, 100, 97, 1000]))
def test_calibration_bins_hold_their_counts_and_confidences(seed: int, count: int, total: int) -> None:
    bins = drawn(f"calibration_bins({count}, {total})", seed)

    assert sum(size for size, _, _ in bins) == total
    assert any(confidence != accuracy for _, confidence, accuracy in bins)
    for at, (size, confidence, accuracy) in enumerate(bins):
        assert Fraction(at, count) < confidence <= Fraction(at + 1, count)
        assert 0 <= accuracy <= 1
        assert Fraction(accuracy * size).denominator == 1


@UNHURRIED
@given(SEEDS, st.integers(2, 8), st.integers(0, 32))
def test_a_sentence_has_its_words_and_none_twice_in_a_row(seed: int, vocabulary: int, more: int) -> None:
    words = drawn(f"sentence({vocabulary + more}, {vocabulary})", seed)

    assert (len(words), len(set(words))) == (vocabulary + more, vocabulary)
    assert all(here != there for here, there in pairwise(words))


@UNHURRIED
@given(SEEDS, st.integers(2, 8))
def test_counts_of_pairs_have_rows_with_a_round_sum_and_a_pair_that_is_missing(seed: int, count: int) -> None:
    words, table = drawn(f"ngram_counts({count})", seed)

    assert len(set(words)) == len(table) == count
    assert {sum(row) for row in table} <= {4, 5, 8, 10, 20}
    assert any(0 in row for row in table) == (count > 2)
    assert all(len(row) == count and min(row) >= 0 for row in table)


@UNHURRIED
@given(SEEDS, st.integers(2, 6))
def test_documents_point_in_different_directions_and_a_query_has_no_ties(seed: int, count: int) -> None:
    free, asked = drawn(f"[corpus({count}, 3), corpus({count}, 3, query = [1, -2, 1])]", seed)

    for documents in (free, asked):
        for at, document in enumerate(documents):
            assert all(numpy.linalg.matrix_rank([document, other]) == 2 for other in documents[:at])
    products = floats(asked) @ [1, -2, 1]
    cosines = products / numpy.linalg.norm(floats(asked), axis=1)
    assert len(set(products)) == len(set(numpy.round(cosines, 9))) == count


@UNHURRIED
@given(SEEDS, st.integers(2, 12))
def test_a_ranking_is_never_in_order(seed: int, count: int) -> None:
    found = drawn(f"ranking({count})", seed)

    assert sorted(found) == list(range(1, count + 1)) != found


@UNHURRIED
@given(SEEDS, st.integers(2, 8), st.booleans(), st.data())
def test_a_graph_is_connected_and_has_its_edges(seed: int, nodes: int, directed: bool, data: st.DataObject) -> None:
    edges = data.draw(st.integers(nodes - 1, nodes * (nodes - 1) // 2))

    rows = floats(drawn(f"graph({nodes}, {edges}, directed = {str(directed).lower()})", seed))

    both = rows + rows.T if directed else rows
    laplacian = numpy.diag(both.sum(axis=0)) - both
    assert numpy.linalg.matrix_rank(laplacian) == nodes - 1
    assert both.sum() == 2 * edges
    assert both.max() == 1
    assert numpy.array_equal(rows, numpy.triu(rows, 1) if directed else rows.T)


@UNHURRIED
@given(SEEDS, st.integers(2, 8))
def test_a_tree_has_parents_with_lower_numbers(seed: int, nodes: int) -> None:
    parents = drawn(f"tree({nodes})", seed)

    assert parents[0] == 0
    assert all(1 <= parent <= at for at, parent in enumerate(parents) if at)


@UNHURRIED
@given(SEEDS, st.lists(st.integers(1, 5), min_size=2, max_size=4))
def test_a_network_has_weights_and_biases_that_fit_together(seed: int, widths: list[int]) -> None:
    layers = drawn(f"relu_network({widths})", seed)

    values = numpy.ones(widths[0])
    for weights, biases in zip(layers[::2], layers[1::2], strict=True):
        assert all(any(row) for row in weights)
        values = floats(weights) @ values + floats(biases)
    assert len(values) == widths[-1]
    assert len(layers) == 2 * len(widths) - 2


@UNHURRIED
@given(SEEDS, st.integers(1, 8))
def test_shapes_have_different_sizes(seed: int, count: int) -> None:
    shape = drawn(f"tensor_shape({count})", seed)

    assert isinstance(shape, tuple)
    assert len(set(shape)) == count
    assert set(shape) <= set(range(2, 10))


@UNHURRIED
@given(SEEDS, st.sampled_from([1, 2]))
def test_einsum_takes_what_is_drawn_for_it(seed: int, operands: int) -> None:
    spec, *shapes = drawn(f"einsum_spec({operands})", seed)

    inputs, output = spec.split("->")
    found = numpy.einsum(spec, *(numpy.ones(shape) for shape in shapes))
    sizes = dict(zip("".join(inputs.split(",")), [size for shape in shapes for size in shape], strict=True))
    assert found.shape == tuple(sizes[letter] for letter in output)
    assert len(set(sizes.values())) == len(sizes)
    assert spec != f"{output}->{output}"
    if operands == 2:
        left, right = inputs.split(",")
        assert len((set(left) & set(right)) - set(output)) == 1


@UNHURRIED
@given(SEEDS, st.sampled_from(["gpt", "llama", "tiny"]))
def test_the_numbers_of_a_model_fit_together(seed: int, family: str) -> None:
    layers, width, heads, kv_heads, hidden, vocabulary = drawn(f'model_config("{family}")', seed)

    assert width % heads == heads % kv_heads == 0
    assert min(layers, width, heads, kv_heads, hidden, vocabulary) >= 1
    assert (
        (kv_heads < heads and hidden % 256 == 0)
        if family == "llama"
        else (kv_heads == heads, hidden) == (True, 4 * width)
    )


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("list_with_mean_and_deviation(3, 0, 2)", "three whole numbers"),
        ("list_with_mean_and_deviation(5, 0, 3)", "even one"),
        ("list_with_mean_and_deviation(4, 0, 10^9)", "deviation from 1"),
        ("bayes_triple(2, 20)", "between 0 and 1"),
        ("bayes_triple(1/1000, 20)", "no whole percentages"),
        ("bayes_triple(1/5, 10^9)", "denominator from 2"),
        ("independent_table(3, 3, 7)", "no product"),
        ("independent_table(2, 2, 10^30)", "denominator up to"),
        ("random_variable(4, 10, 1..3)", "fewer than 4"),
        ("calibration_bins(4, 12)", "a total from 16"),
        ("calibration_bins(99)", "from 2 to 10 bins"),
        ("sentence(2, 3)", "from 3 to 40"),
        ("sentence(10^9)", "a count"),
        ("ngram_counts(99)", "from 2 to 8"),
        ("corpus(4, 2, 1..1)", "too few"),
        ("corpus(4, 2, query = [0, 0])", "not all 0"),
        ("corpus(4, 2, query = [1])", "a query with 2"),
        ("ranking(1)", "at least 2"),
        ("graph(4, 2)", "from 3 to 6 edges"),
        ("tree(1)", "from 2 to 8"),
        ("relu_network([2])", "from 2 to 6 widths"),
        ("relu_network([2, 10^9])", "a width from 1 to 8"),
        ("relu_network([2, 2], 0..0)", "only zeros"),
        ("tensor_shape(4, 2..3)", "fewer than 4"),
        ("einsum_spec(3)", "1 or 2"),
        ('model_config("abacus")', "a family is one of"),
        ("distinct_integers(3, [1, 1, 1])", "fewer than 3"),
        ("decimal_number(2..2, 2)", "more than one number"),
    ],
)
def test_what_is_not_to_be_had_is_refused_in_words(formula: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        drawn(formula, 1)

    assert said in str(caught.value)
