"""What a seed draws is the same for ever, and varied; every sampler is called here as authors call it."""

from hashlib import sha256

import pytest
from maths.sampling import drawn

from tutor.maths.posing.samplers import SAMPLERS

DRAWN: tuple[tuple[str, int, str], ...] = (
    ("integer(-5..5 except 0)", 10, "9d7737aa79"),
    ("integers(3, -2..4)", 154, "959b83a21d"),
    ("distinct_integers(3, 1..9)", 163, "4dc6915fb8"),
    ("rational(1..9, 2..6)", 27, "3abee92c0f"),
    ("decimal_number(1..9, 2)", 170, "214b3426e2"),
    ("power_of(2, 1..6)", 6, "519090b05d"),
    ("prime(2..20)", 8, "31fc57e3e7"),
    ("sign()", 2, "40a8c63acd"),
    ("choose(1, 2)", 2, "607eece61e"),
    ("choose_from([2, 4, 8])", 3, "b92975dbfd"),
    ("sample(2, [1, 3, 5, 7])", 12, "306fde7b75"),
    ("shuffled([1, 2, 3])", 6, "659abc50f3"),
    ("permutation(4)", 24, "c910ad96d1"),
    ("spread(3, 12)", 55, "90f021e443"),
    ("list_with_mean(4, 5, 1..9)", 150, "1ad6d80277"),
    ("list_with_mean_and_deviation(5, 10, 4)", 168, "dbd64637ec"),
    ("distribution(3, 10)", 36, "b250066bd1"),
    ("dyadic_distribution(4)", 13, "484505748d"),
    ("joint_table(2, 2, 20)", 177, "5878422827"),
    ("independent_table(2, 3, 24)", 71, "39222bcb43"),
    ("bayes_triple(prior_at_most = 1/5, denominator = 60)", 185, "e18a5e121e"),
    ("random_variable(3, 10)", 199, "9bb1c110a8"),
    ("calibration_bins(4)", 200, "e02e2796c2"),
    ("counts(3, 20)", 113, "3a7d1fbee7"),
    ("logits(3)", 172, "43d142596e"),
    ("tokens(3)", 197, "02d029716b"),
    ("words(2, [1, 2, 3])", 6, "d394b09951"),
    ("sentence(6)", 200, "fba8582765"),
    ("ngram_counts(3)", 200, "906a9cc0aa"),
    ("corpus(4, 3)", 200, "db67d0c613"),
    ("ranking(5)", 99, "3e91c330cc"),
    ("graph(5, 6)", 137, "6c627d4ac8"),
    ("tree(6)", 98, "69defc2467"),
    ("relu_network([2, 3, 1])", 200, "740c7ab2be"),
    ("tensor_shape(3)", 151, "80100cf82b"),
    ("einsum_spec()", 200, "665a51750e"),
    ('model_config("llama")', 193, "640bfe8a55"),
    ("vector(3, -4..4)", 172, "35f3c96112"),
    ("vector_with_norm(4, 2..20)", 199, "dca348e926"),
    ("pythagorean_pair()", 60, "39e52b1e15"),
    ("unit_vector(3)", 138, "0448838c9f"),
    ("orthogonal_vectors(3, -4..4)", 196, "8229f032e4"),
    ("orthogonal_vectors(3, 3)", 189, "697c450907"),
    ("independent_vectors(2, 3, -3..3)", 200, "3b55a41ff8"),
    ("dependent_vectors(3, 3)", 200, "137d0cd8d0"),
    ("vectors_at_angle(60, -2..2)", 132, "d188794e5e"),
    ("integer_matrix(2, 3, -2..2)", 200, "cf4bed74da"),
    ("matrix_with_rank(3, 4, 2)", 200, "80cfb419fa"),
    ("matrix_with_determinant(3, 5)", 200, "30882834fc"),
    ("matrix_with_eigenvalues([1, 2, 4], entries = -9..9)", 199, "561e09e7a7"),
    ("symmetric_matrix_with_eigenvalues(distinct_integers(3, -5..6))", 196, "ed870013f2"),
    ('symmetric_matrix(2, "indefinite", entries = -6..6)', 192, "8774d6f5b3"),
    ('symmetric_matrix(3, "positive definite")', 197, "a6e8ee210e"),
    ("matrix_with_singular_values(distinct_integers(3, 1..8))", 200, "3810ee229d"),
    ("defective_matrix([2, 2, 5])", 200, "cc6bbd4b00"),
    ("invertible_matrix(3)", 200, "9545e5659a"),
    ("unimodular_matrix(3)", 200, "ad38f16814"),
    ("triangular_matrix(3)", 200, "259d6e0436"),
    ("orthogonal_matrix(3)", 185, "7f8a414981"),
    ("rotation_matrix(2)", 46, "ca78710ef5"),
    ("permutation_matrix(4)", 23, "b07203b27d"),
    ("projection_matrix(3)", 71, "dad8d51579"),
    ("stochastic_matrix(3)", 200, "062bf2a3d0"),
    ("echelon_matrix(3, 4, 2)", 200, "f237525b86"),
    ("system_with_solution([2, -1, 3])", 200, "d444b4b478"),
    ('system_of_type("none", 3, 3)', 200, "38c8456647"),
    ("polynomial(x, 3)", 200, "b2966cc9f9"),
    ("polynomial_with_roots(x, distinct_integers(3, -4..4))", 77, "e8c2c22fae"),
    ("polynomial_with_critical_points(x, distinct_integers(2, -4..4))", 192, "0426dcc283"),
    ("sparse_polynomial([x, y], 3)", 200, "6617dd9761"),
    ("elementary(x)", 144, "97172bc2ff"),
    ("product_function(x)", 185, "2f8c3979fc"),
    ("composite(x)", 187, "1a6afa0376"),
    ("function_with_saddle([x, y], [1, -2])", 196, "c8d1b43b54"),
    ("convex_function([x, y], [1, -2])", 149, "f4131d25c2"),
)
"""A formula, how many different values 200 seeds draw, and a digest of those of the first 40. A release that changes
one of these numbers changes the problems that learners have in their logs."""


@pytest.mark.parametrize(("formula", "different", "digest"), DRAWN)
def test_what_a_seed_draws_is_varied_and_never_changes(formula: str, different: int, digest: str) -> None:
    values = [repr(drawn(formula, seed)) for seed in range(200)]

    assert len(set(values)) == different
    assert sha256("\n".join(values[:40]).encode()).hexdigest().startswith(digest)


def test_every_sampler_is_among_them() -> None:
    assert {formula.partition("(")[0] for formula, _, _ in DRAWN} == set(SAMPLERS)


@pytest.mark.parametrize("name", SAMPLERS)
def test_the_example_of_a_sampler_draws_on_every_seed(name: str) -> None:
    example = SAMPLERS[name].example

    assert example.startswith(f"{name}(")
    assert [repr(drawn(example, seed)) for seed in range(30)] == [repr(drawn(example, seed)) for seed in range(30)]


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_signature_names_what_can_be_given_and_what_stands_for_it_otherwise(name: str) -> None:
    sampler = SAMPLERS[name]
    written = [each.partition(" = ") for each in sampler.signature.partition("(")[2][:-1].split(", ") if each]
    taken = [each for each in list(sampler.parameters.parameters.values())[1:] if each.kind is not each.VAR_POSITIONAL]
    if "…" in sampler.signature:
        return

    assert [each for each, _, _ in written] == [each.name for each in taken][: len(written)]
    for (_, _, default), parameter in zip(written, taken, strict=False):
        assert not default or drawn(default, 1) == parameter.default
