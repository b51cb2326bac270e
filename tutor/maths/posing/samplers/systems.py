"""Random symmetric matrices by their type, and systems of linear equations by their solutions."""

from __future__ import annotations

from tutor.maths.posing.samplers.entries import (
    Rows,
    all_allowed,
    draw,
    entries_of,
    sign_of,
    size_of,
)
from tutor.maths.posing.samplers.integer_matrices import applied, diagonal_rows, multiplied, rank_of, transposed
from tutor.maths.posing.samplers.matrices import invertible_matrix, matrix_with_rank
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, listed_items, whole

MOST_TRIES = 60
DEFAULT = Span(-9, 9)
MIDDLE = Span(-5, 5)
SMALL = Span(-4, 4)
TYPES = (
    "positive definite",
    "negative definite",
    "indefinite",
    "positive semidefinite",
    "negative semidefinite",
    "any",
)
SOLUTIONS = ("one", "none", "infinitely many")


@sampler('symmetric_matrix(n, type = "any", entries = -9..9)', 'symmetric_matrix(2, "indefinite", -6..6)')
def symmetric_matrix(stream: Stream, n: Value, type: Value = "any", entries: Value = DEFAULT) -> Value:
    """n rows of n whole numbers of the range, symmetric and not diagonal: "positive definite", "negative definite",
    "indefinite", "positive semidefinite" or "negative semidefinite" (these two with determinant 0), or "any"."""
    size, bounds = size_of(n, 2), entries_of(entries)
    if type not in TYPES:
        raise FormulaError(f"a type is one of {', '.join(TYPES)}")
    for attempt in range(MOST_TRIES):
        rows = _typed(stream, size, type, bounds, attempt)
        if rows and all_allowed(rows, bounds) and any(rows[i][j] for i in range(size) for j in range(i)):
            return rows
    raise FormulaError(f"no such matrix that is {type} was found with entries {bounds.low}..{bounds.high}")


def _typed(stream: Stream, size: int, kind: str, entries: Span, attempt: int) -> Rows | None:
    if kind == "any":
        return _mirror_image(stream, size, entries)
    if kind.startswith("negative"):
        mirrored = Span(-entries.high, -entries.low, frozenset(-each for each in entries.excluded))
        rows = _typed(stream, size, kind.replace("negative", "positive"), mirrored, attempt)
        return rows and [[-entry for entry in row] for row in rows]
    if size == 2 and not kind.endswith("semidefinite"):
        return _pair(stream, kind == "indefinite", entries)
    return _square(stream) if size == 2 else _from_squares(stream, size, kind, attempt)


def _mirror_image(stream: Stream, size: int, entries: Span) -> Rows:
    rows = [[draw(stream, entries) for _ in range(size)] for _ in range(size)]
    return [[rows[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]


def _pair(stream: Stream, is_indefinite: bool, entries: Span) -> Rows | None:
    """[[a, b], [b, d]]: what d may be follows from a d > b^2 or a d < b^2."""
    b, a = draw(stream, entries), draw(stream, entries)
    if not b or (a <= 0 and not is_indefinite):
        return None
    fitting = [d for d in entries if (a * d < b * b if is_indefinite else a * d > b * b)]
    return [[a, b], [b, stream.choice(fitting)]] if fitting else None


def _square(stream: Stream) -> Rows:
    """A positive multiple of v v^T."""
    weight, p, q = 1 + stream.below(3), 1 + stream.below(4), sign_of(stream) * (1 + stream.below(4))
    return [[weight * p * p, weight * p * q], [weight * p * q, weight * q * q]]


def _from_squares(stream: Stream, size: int, kind: str, attempt: int) -> Rows:
    """L D L^T with L unit lower triangular: by Sylvester the signs of D are those of the eigenvalues."""
    weights = [stream.choice((1, 1, 2, 3) if attempt < MOST_TRIES // 2 else (1,)) for _ in range(size)]
    if kind == "positive semidefinite":
        weights[-1] = 0
    if kind == "indefinite":
        signs = stream.shuffled([1, -1] + [sign_of(stream) for _ in range(size - 2)])
        weights = [sign * each for sign, each in zip(signs, weights, strict=True)]
    lower = diagonal_rows([1] * size)
    steps = (-1, 0, 1, 1, -1, 2, -2) if attempt < MOST_TRIES // 4 and size < 5 else (-1, 0, 0, 1)
    for i in range(size):
        for j in range(i):
            lower[i][j] = stream.choice(steps)
    rows = multiplied(multiplied(lower, diagonal_rows(weights)), transposed(lower))
    order = stream.shuffled(range(size))
    return [[rows[i][j] for j in order] for i in order]


@sampler("system_with_solution(x, entries = -5..5)", "system_with_solution([2, -1, 3])")
def system_with_solution(stream: Stream, x: Value, entries: Value = MIDDLE) -> Value:
    """`A, b = system_with_solution(x)`: a square matrix with entries of the range and an inverse, and b = A x, so
    that x is the only solution."""
    solution = [whole(each) for each in listed_items(x)]
    rows: Rows = invertible_matrix(stream, len(solution), entries)
    return [rows, applied(rows, solution)]


@sampler("system_of_type(type, m, n, entries = -4..4)", 'system_of_type("none", 3, 3)')
def system_of_type(stream: Stream, type: Value, m: Value, n: Value, entries: Value = SMALL) -> Value:
    """`A, b = system_of_type(type, m, n)`: m equations with n unknowns that have "one", "none" or "infinitely many"
    solutions, with whole numbers; A has entries of the range. "one" needs m >= n, the others work for any sizes
    from 2."""
    equations, unknowns = size_of(m, 2), size_of(n, 2)
    if type not in SOLUTIONS:
        raise FormulaError(f"a type is one of {', '.join(SOLUTIONS)}")
    if type == "one" and equations < unknowns:
        raise FormulaError("fewer equations than unknowns have no or infinitely many solutions")
    full = min(equations, unknowns)
    rank = {"one": unknowns, "none": min(equations - 1, unknowns), "infinitely many": min(full, unknowns - 1)}[type]
    rows: Rows = matrix_with_rank(stream, m, n, rank, entries)
    right = applied(rows, [stream.between(-3, 3) for _ in range(unknowns)])
    if type == "none":
        at = stream.choice([i for i in range(equations) if rank_of(rows[:i] + rows[i + 1 :]) == rank])
        right[at] += stream.choice((-3, -2, -1, 1, 2, 3))
    return [rows, right]
