"""Drawn matrices and vectors have what was promised of them; NumPy says so."""

from itertools import pairwise

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from maths.sampling import SEEDS, UNHURRIED, drawn, floats

from tutor.maths.posing.values import FormulaError

WHOLE = st.integers(-6, 7)


def _rank(rows: object) -> int:
    return int(numpy.linalg.matrix_rank(floats(rows)))


def _within(rows: object, low: float, high: float) -> bool:
    return bool(numpy.all((floats(rows) >= low) & (floats(rows) <= high)))


def _is_triangular(rows: object) -> bool:
    array = floats(rows)
    return bool(numpy.array_equal(array, numpy.tril(array)) or numpy.array_equal(array, numpy.triu(array)))


@UNHURRIED
@given(SEEDS, st.lists(WHOLE, min_size=2, max_size=5, unique=True))
def test_a_matrix_has_its_eigenvalues_and_not_on_its_diagonal(seed: int, values: list[int]) -> None:
    rows = drawn(f"matrix_with_eigenvalues({values}, entries = -14..14)", seed)

    assert numpy.allclose(sorted(numpy.linalg.eigvals(floats(rows)).real), sorted(values), atol=1e-4)
    assert sorted(rows[at][at] for at in range(len(rows))) != sorted(values)
    assert _within(rows, -14, 14)
    assert not _is_triangular(rows)


@UNHURRIED
@given(SEEDS, st.sampled_from([[2, 2, 5], [0, 0, 3], [-1, 4, 4, 4], [1, 1, 2, 2]]))
def test_a_matrix_with_equal_eigenvalues_has_a_basis_of_eigenvectors(seed: int, values: list[int]) -> None:
    rows = drawn(f"matrix_with_eigenvalues({values}, -9..9)", seed)

    for value in set(values):
        assert len(values) - _rank(floats(rows) - value * numpy.eye(len(values))) == values.count(value)


@UNHURRIED
@given(SEEDS, st.sampled_from([[3, 3], [2, 2, 5], [1, 1, 1], [2, 2, 5, 5]]))
def test_a_defective_matrix_has_one_eigenvector_for_each_eigenvalue(seed: int, values: list[int]) -> None:
    rows = drawn(f"defective_matrix({values})", seed)

    for value in set(values):
        shifted = floats(rows) - value * numpy.eye(len(values))
        assert _rank(shifted) == len(values) - 1
        assert _rank(numpy.linalg.matrix_power(shifted, values.count(value))) == len(values) - values.count(value)
    charpoly = numpy.poly(floats(rows))
    assert numpy.allclose(charpoly, numpy.poly(values), atol=1e-6)
    assert _within(rows, -9, 9)


@UNHURRIED
@given(SEEDS, st.lists(WHOLE, min_size=3, max_size=5, unique=True))
def test_a_symmetric_matrix_has_its_eigenvalues(seed: int, values: list[int]) -> None:
    array = floats(drawn(f"symmetric_matrix_with_eigenvalues({values})", seed))

    assert numpy.array_equal(array, array.T)
    assert numpy.allclose(numpy.linalg.eigvalsh(array), sorted(values))
    assert numpy.count_nonzero(array - numpy.diag(numpy.diag(array)))


@UNHURRIED
@given(SEEDS, st.sampled_from([(2, 4), (1, 4), (3, 3, 1), (5, 5), (1, 2, 6), (1, 3, 4, 8)]))
def test_a_matrix_has_its_singular_values(seed: int, values: tuple[int, ...]) -> None:
    rows = drawn(f"matrix_with_singular_values({list(values)})", seed)

    assert numpy.allclose(numpy.linalg.svd(floats(rows), compute_uv=False), sorted(values, reverse=True))
    assert max(numpy.count_nonzero(row) for row in floats(rows)) > 1


@UNHURRIED
@given(SEEDS, st.integers(2, 5), st.integers(2, 5), st.data())
def test_a_matrix_has_its_rank(seed: int, m: int, n: int, data: st.DataObject) -> None:
    rank = data.draw(st.integers(1, min(m, n)))
    low = data.draw(st.sampled_from([-4, 0, 1]))

    rows = drawn(f"matrix_with_rank({m}, {n}, {rank}, {low}..6)", seed)

    assert floats(rows).shape == (m, n)
    assert _rank(rows) == rank
    assert _within(rows, low, 6)
    assert all(any(row) for row in rows)


@UNHURRIED
@given(SEEDS, st.integers(2, 6), st.integers(-30, 30))
def test_a_matrix_has_its_determinant(seed: int, size: int, determinant: int) -> None:
    rows = drawn(f"matrix_with_determinant({size}, {determinant})", seed)

    assert round(numpy.linalg.det(floats(rows)), 4) == determinant
    assert _within(rows, -9, 9)
    assert determinant == 0 or not _is_triangular(rows)


@UNHURRIED
@given(SEEDS, st.integers(2, 6))
def test_unimodular_matrices_have_inverses_of_small_whole_numbers(seed: int, size: int) -> None:
    rows = drawn(f"unimodular_matrix({size})", seed)

    inverse = numpy.linalg.inv(floats(rows))
    assert abs(round(numpy.linalg.det(floats(rows)), 6)) == 1
    assert numpy.allclose(inverse, numpy.round(inverse))
    assert _within(rows, -4, 4)
    assert _within(numpy.round(inverse), -4, 4)


@UNHURRIED
@given(SEEDS, st.integers(1, 6))
def test_invertible_matrices_are_invertible_with_the_determinant_of_a_range(seed: int, size: int) -> None:
    assert _rank(drawn(f"invertible_matrix({size})", seed)) == size

    small = drawn("invertible_matrix(3, -5..5, determinants = -3..3 except 0)", seed)
    assert 1 <= abs(round(numpy.linalg.det(floats(small)), 6)) <= 3


TYPES = {
    "positive definite": lambda values: min(values) > 1e-9,
    "negative definite": lambda values: max(values) < -1e-9,
    "indefinite": lambda values: min(values) < -1e-9 < 1e-9 < max(values),
    "positive semidefinite": lambda values: abs(min(values)) < 1e-9 < max(values),
    "negative semidefinite": lambda values: min(values) < -1e-9 and abs(max(values)) < 1e-9,
    "any": lambda values: True,
}


@UNHURRIED
@given(SEEDS, st.integers(2, 5), st.sampled_from(sorted(TYPES)))
def test_symmetric_matrices_are_of_their_type(seed: int, size: int, kind: str) -> None:
    array = floats(drawn(f'symmetric_matrix({size}, "{kind}", entries = -8..9)', seed))

    assert numpy.array_equal(array, array.T)
    assert TYPES[kind](numpy.linalg.eigvalsh(array))
    assert numpy.count_nonzero(array - numpy.diag(numpy.diag(array)))
    assert _within(array, -8, 9)


@UNHURRIED
@given(SEEDS, st.integers(2, 6))
def test_orthogonal_matrices_and_rotations_keep_lengths(seed: int, size: int) -> None:
    orthogonal, rotation = drawn(f"[orthogonal_matrix({size}), rotation_matrix({size})]", seed)

    assert numpy.allclose(floats(orthogonal) @ floats(orthogonal).T, numpy.eye(size))
    assert numpy.allclose(floats(rotation) @ floats(rotation).T, numpy.eye(size))
    assert round(numpy.linalg.det(floats(rotation)), 9) == 1


@UNHURRIED
@given(SEEDS, st.integers(2, 6), st.data())
def test_projections_are_projections_on_spaces_of_their_dimension(seed: int, size: int, data: st.DataObject) -> None:
    dimension = data.draw(st.integers(1, size - 1))

    array = floats(drawn(f"projection_matrix({size}, {dimension})", seed))

    assert numpy.allclose(array @ array, array)
    assert numpy.allclose(array, array.T)
    assert round(float(numpy.trace(array)), 9) == dimension
    assert numpy.count_nonzero(array - numpy.diag(numpy.diag(array)))


@UNHURRIED
@given(SEEDS, st.integers(2, 6))
def test_stochastic_and_permutation_matrices_add_up(seed: int, size: int) -> None:
    rows, columns, permuted = drawn(
        f"[stochastic_matrix({size}, 12), stochastic_matrix({size}, 12, columns = true), permutation_matrix({size})]",
        seed,
    )

    assert all(sum(row) == 1 and min(row) > 0 for row in rows)
    assert any(row != rows[0] for row in rows)
    assert all(sum(column) == 1 for column in zip(*columns, strict=True))
    assert sorted(permuted, reverse=True) == numpy.eye(size).tolist()
    assert permuted != numpy.eye(size).tolist()


@UNHURRIED
@given(SEEDS, st.booleans())
def test_triangular_matrices_have_no_zero_on_their_diagonal(seed: int, lower: bool) -> None:
    array = floats(drawn(f"triangular_matrix(4, -3..3, lower = {str(lower).lower()})", seed))

    assert numpy.array_equal(array, numpy.tril(array) if lower else numpy.triu(array))
    assert numpy.all(numpy.diag(array))


@UNHURRIED
@given(SEEDS, st.integers(1, 5), st.integers(1, 5), st.data())
def test_echelon_matrices_are_in_echelon_form(seed: int, m: int, n: int, data: st.DataObject) -> None:
    rank = data.draw(st.integers(1, min(m, n)))
    rows, reduced = drawn(f"[echelon_matrix({m}, {n}, {rank}), echelon_matrix({m}, {n}, {rank}, reduced = true)]", seed)

    for found in (rows, reduced):
        leads = [next((at for at, entry in enumerate(row) if entry), n) for row in found]
        assert leads[0] == 0
        assert all(here < there or here == there == n for here, there in pairwise(leads))
        assert sum(lead < n for lead in leads) == rank == _rank(found)
    for lead in [at for row in reduced for at in [next((at for at, entry in enumerate(row) if entry), n)] if at < n]:
        assert sorted(row[lead] for row in reduced) == [0] * (m - 1) + [1]


@UNHURRIED
@given(SEEDS, st.lists(st.integers(-5, 5), min_size=2, max_size=5))
def test_a_system_has_the_solution_that_was_given(seed: int, solution: list[int]) -> None:
    matrix, right = drawn(f"system_with_solution({solution})", seed)

    assert numpy.allclose(numpy.linalg.solve(floats(matrix), floats(right)), solution)


@UNHURRIED
@given(SEEDS, st.sampled_from(["one", "none", "infinitely many"]), st.integers(2, 4), st.integers(2, 4))
def test_a_system_has_as_many_solutions_as_its_type_says(seed: int, kind: str, m: int, n: int) -> None:
    if kind == "one" and m < n:
        m, n = n, m
    matrix, right = drawn(f'system_of_type("{kind}", {m}, {n})', seed)

    rank, augmented = _rank(matrix), _rank(numpy.column_stack([floats(matrix), floats(right)]))
    found = "none" if augmented > rank else "one" if rank == n else "infinitely many"
    assert found == kind
    assert _within(matrix, -4, 4)


@UNHURRIED
@given(SEEDS, st.integers(2, 5), st.data())
def test_perpendicular_vectors_are_perpendicular(seed: int, size: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(2, size))

    vectors = floats(drawn(f"orthogonal_vectors({count}, {size}, -5..5)", seed))

    products = vectors @ vectors.T
    assert vectors.shape == (count, size)
    assert numpy.array_equal(products, numpy.diag(numpy.diag(products)))
    assert numpy.all(numpy.diag(products) > 0)
    assert _within(vectors, -5, 5)
    assert all(numpy.gcd.reduce(row.astype(int)) == 1 for row in vectors)


@UNHURRIED
@given(SEEDS, st.integers(2, 8))
def test_unit_vectors_have_length_one_exactly(seed: int, size: int) -> None:
    vector = drawn(f"unit_vector({size})", seed)

    assert sum(each * each for each in vector) == 1
    assert len(vector) == size
    assert sum(each != 0 for each in vector) == min(size, 4)


@UNHURRIED
@given(SEEDS, st.integers(2, 4), st.sampled_from([-4, 0, 1]))
def test_any_of_some_dependent_vectors_depends_on_all_the_others(seed: int, count: int, low: int) -> None:
    vectors = drawn(f"dependent_vectors({count}, 3, {low}..9)", seed)

    assert _rank(vectors) == count - 1
    assert all(_rank(vectors[:at] + vectors[at + 1 :]) == count - 1 for at in range(count))
    assert _within(vectors, low, 9)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("matrix_with_eigenvalues([2, 2])", "defective_matrix"),
        ("matrix_with_eigenvalues([1])", "number of eigenvalues from 2 to 8"),
        ("matrix_with_eigenvalues([1/2, 2])", "whole eigenvalue"),
        ("matrix_with_eigenvalues([1, 10^9])", "eigenvalues from"),
        ("matrix_with_eigenvalues([1, 2], -10^9..10^9)", "entries from"),
        ("matrix_with_eigenvalues([90, -90, 5], -3..3)", "no such matrix"),
        ("matrix_with_eigenvalues(integers(9, 1..9))", "number of eigenvalues"),
        ("defective_matrix([1, 2])", "equal"),
        ("symmetric_matrix_with_eigenvalues([1, 2])", "no such matrix"),
        ("symmetric_matrix_with_eigenvalues([1, 2, 2])", "no such matrix"),
        ("matrix_with_singular_values([0, 2])", "from 1"),
        ("matrix_with_singular_values([1, 2])", "no such matrix"),
        ("matrix_with_rank(2, 3, 3)", "rank from 1 to 2"),
        ("matrix_with_rank(9, 3, 3)", "from 1 to 8"),
        ("matrix_with_rank(3, 3, 2, 5..5)", "independent rows"),
        ("matrix_with_determinant(3, 10^9)", "at most"),
        ("matrix_with_determinant(2, 500)", "no matrix"),
        ("invertible_matrix(2, 3..3)", "no invertible"),
        ("invertible_matrix(2, -5..5, 0..0)", "except 0"),
        ("unimodular_matrix(3, 1..5)", "around"),
        ("triangular_matrix(3, 0..0)", "only zeros"),
        ('symmetric_matrix(2, "nice")', "a type is one of"),
        ('symmetric_matrix(2, "positive definite", -5..-1)', "positive definite"),
        ("projection_matrix(3, 3)", "dimension from 1 to 2"),
        ("stochastic_matrix(3, 3)", "denominator"),
        ("stochastic_matrix(3, 10^30)", "denominator"),
        ('system_of_type("two", 2, 2)', "a type is one of"),
        ('system_of_type("one", 2, 3)', "fewer equations"),
        ("orthogonal_vectors(3, 2)", "at most 2"),
        ("orthogonal_vectors(2, 3, 1..4)", "around"),
        ("dependent_vectors(5, 3)", "at most 4"),
        ("dependent_vectors(3, 3, 7..7)", "no such vectors"),
        ("permutation_matrix(1)", "from 2"),
        ("echelon_matrix(2, 2, 3)", "rank from 1 to 2"),
    ],
)
def test_matrices_that_are_not_to_be_had_are_refused_in_words(formula: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        drawn(formula, 1)

    assert said in str(caught.value)
