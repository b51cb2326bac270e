"""One step of an optimiser, and how long a step may be."""

from __future__ import annotations

from fractions import Fraction

import numpy
import sympy

from tutor.maths.posing.arithmetic import add, divide, multiply, negate, power, subtract
from tutor.maths.posing.elimination import square
from tutor.maths.posing.exactness import less
from tutor.maths.posing.values import FormulaError, Value
from tutor.maths.posing.vocabulary.arguments import as_long_as, has_names, numbers_of, positive, whole_from
from tutor.maths.posing.vocabulary.matrices import solve
from tutor.maths.posing.vocabulary.numbers import cos, sqrt
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered
from tutor.maths.posing.vocabulary.vectors import dot, norm

OPTIMISERS: Vocabulary = {}

MOST_STEPS = 10**9
MOST_OF_ADAM = 300


@entered(
    OPTIMISERS, "descent_step(x, gradient, rate)", "descent_step([1, 2], [4, -2], 1/2) = [-1, 3]",
    lambda x, gradient, rate: numpy.add(x, numpy.multiply(-rate, gradient)),
)  # fmt: skip
def descent_step(x: Value, gradient: Value, rate: Value) -> Value:
    """x - rate gradient. Like all steps: of a number or of a vector."""
    _alike(x, gradient)
    return subtract(x, multiply(rate, gradient))


def _with_momentum(x: Value, velocity: Value, gradient: Value, rate: Value, momentum: Value = 0.9) -> Value:
    faster = numpy.stack([velocity, gradient], axis=-1) @ numpy.array([momentum, 1])
    return numpy.array([x - rate * faster, faster])


@entered(
    OPTIMISERS, "momentum_step(x, velocity, gradient, rate, momentum = 9/10)",
    "momentum_step(1, 2, 4, 1/10, 1/2) = [1/2, 5]", _with_momentum,
)  # fmt: skip
def momentum_step(x: Value, velocity: Value, gradient: Value, rate: Value, momentum: Value = Fraction(9, 10)) -> Value:
    """The new x and the new velocity: v' = momentum v + gradient, x' = x - rate v' (Polyak 1964, as PyTorch's SGD
    has it)."""
    _alike(x, velocity, gradient)
    faster = add(multiply(momentum, velocity), gradient)
    return [subtract(x, multiply(rate, faster)), faster]


def _adam(
    x: Value, m: Value, v: Value, gradient: Value, t: Value, rate: Value = 1e-3, beta_1: Value = 0.9,
    beta_2: Value = 0.999, eps: Value = 1e-8,
) -> Value:  # fmt: skip
    betas = numpy.array([beta_1, beta_2])
    moments = [
        beta * old + (1 - beta) * new
        for beta, old, new in zip(betas, [m, v], [gradient, numpy.square(gradient)], strict=True)
    ]
    first, second = (moment / (1 - beta**t) for moment, beta in zip(moments, betas, strict=True))
    return numpy.array([x - rate * first / (numpy.sqrt(second) + eps), *moments])


@entered(
    OPTIMISERS,
    "adam_step(x, m, v, gradient, t, rate = 1/1000, beta_1 = 9/10, beta_2 = 999/1000, eps = 10^-8)",
    "adam_step(1, 0, 0, 4, 1, rate = 1/10, eps = 0) = [9/10, 2/5, 2/125]", _adam,
)  # fmt: skip
def adam_step(
    x: Value, m: Value, v: Value, gradient: Value, t: Value, rate: Value = Fraction(1, 1000),
    beta_1: Value = Fraction(9, 10), beta_2: Value = Fraction(999, 1000), eps: Value = Fraction(1, 10**8),
) -> Value:  # fmt: skip
    """The new x, m and v of step t = 1, 2, …: running means of the gradient and of its square, both corrected for
    their start at zero (Kingma and Ba 2015, algorithm 1). eps = 0 keeps a step by hand in whole fractions."""
    _alike(x, m, v, gradient)
    times = whole_from(1, MOST_OF_ADAM, t, "the number of a step")
    first = add(multiply(beta_1, m), multiply(subtract(1, beta_1), gradient))
    second = add(multiply(beta_2, v), multiply(subtract(1, beta_2), power(gradient, 2)))
    upright = divide(first, subtract(1, power(beta_1, times)))
    length = add(sqrt(divide(second, subtract(1, power(beta_2, times)))), eps)
    return [subtract(x, multiply(rate, _divided(upright, length))), first, second]


def _divided(left: Value, right: Value) -> Value:
    if any(each == 0 for each in (right if isinstance(right, list) else [right])):
        raise FormulaError("the mean square of the gradient is 0, and so is eps")
    return divide(left, right)


@entered(
    OPTIMISERS, "newton_step(x, gradient, hessian)", "newton_step([1, 2], [4, 6], [[2, 0], [0, 3]]) = [-1, 0]",
    lambda x, gradient, hessian: x - numpy.reshape(
        numpy.linalg.solve(numpy.atleast_2d(hessian), numpy.atleast_1d(gradient)), numpy.shape(x)
    ),
)  # fmt: skip
def newton_step(x: Value, gradient: Value, hessian: Value) -> Value:
    """x - H^-1 gradient; of a number: x - f'/f''."""
    _alike(x, gradient)
    if not isinstance(x, list):
        return subtract(x, divide(gradient, hessian))
    as_long_as(x, square(hessian))
    return subtract(x, solve(hessian, gradient))


@entered(
    OPTIMISERS, "clip(gradient, limit)", "clip([6, 8], 5) = [3, 4] and clip([3, 4], 6) = [3, 4]",
    lambda g, limit: g / numpy.maximum(1, numpy.linalg.norm(numpy.atleast_1d(g)) / limit),
)  # fmt: skip
def clip(gradient: Value, limit: Value) -> Value:
    """A gradient whose norm is over the limit, shortened to it (Pascanu, Mikolov and Bengio 2013)."""
    length = norm(numbers_of(gradient if isinstance(gradient, list) else [gradient]))
    most = positive(limit, "the limit")
    return multiply(divide(most, length), gradient) if less(most, length) else gradient


def _schedule(step: Value, steps: Value, highest: Value, lowest: Value = 0.0, warmup: Value = 0.0) -> Value:
    if step < warmup:
        return highest * step / warmup
    return lowest + (highest - lowest) * numpy.cos(numpy.pi / 2 * (step - warmup) / (steps - warmup)) ** 2


@entered(
    OPTIMISERS, "cosine_schedule(step, steps, highest, lowest = 0, warmup = 0)",
    "cosine_schedule(25, 100, 4) = 2 + sqrt(2) and cosine_schedule(60, 110, 4, lowest = 2, warmup = 10) = 3",
    _schedule,
)  # fmt: skip
def cosine_schedule(step: Value, steps: Value, highest: Value, lowest: Value = 0, warmup: Value = 0) -> Value:
    """The learning rate of a step: half a cosine from the highest down to the lowest at `steps` (Loshchilov and
    Hutter 2017, equation 5), after a straight rise from 0 in the `warmup` steps before it."""
    whole_from(1, MOST_STEPS, steps, "the number of steps")
    whole_from(0, steps - 1, warmup, "the warm-up")
    if whole_from(0, steps, step, "a step") < warmup:
        return divide(multiply(highest, step), warmup)
    turned = cos(multiply(divide(step - warmup, steps - warmup), sympy.pi))
    return add(lowest, multiply(divide(subtract(highest, lowest), 2), add(1, turned)))


def _lowest(gradient: Value, hessian: Value, direction: Value = None) -> Value:
    """The vertex of the parabola through three points of the way."""
    way = -numpy.asarray(gradient) if direction is None else numpy.asarray(direction)
    heights = [t * gradient @ way + t * way @ hessian @ (t * way) / 2 for t in (-1, 0, 1)]
    a, b, _ = numpy.polyfit([-1, 0, 1], heights, 2)
    return -b / (2 * a)


@entered(
    OPTIMISERS, "line_search(gradient, hessian, direction = -gradient)",
    "line_search([2, 4], [[1, 0], [0, 2]]) = 5/9",
    _lowest,
)  # fmt: skip
def line_search(gradient: Value, hessian: Value, direction: Value = None) -> Value:
    """The t that makes a quadratic function least at x + t direction: -(g . d) / (d . H d), with g and H those at
    x. FormulaError where there is no least value that way."""
    entries = numbers_of(gradient)
    way = negate(entries) if direction is None else numbers_of(direction)
    as_long_as(entries, way)
    as_long_as(entries, square(hessian))
    bend = dot(way, multiply(hessian, way))
    if not has_names(bend) and not less(0, bend):
        raise FormulaError("the function has no least value in this direction")
    return divide(negate(dot(entries, way)), bend)


def _alike(x: Value, *others: Value) -> None:
    """FormulaError unless all are numbers, or vectors of one length."""
    size = len(numbers_of(x)) if isinstance(x, list) else None
    for other in others:
        if (len(numbers_of(other)) if isinstance(other, list) else None) != size:
            raise FormulaError("x, its gradient and what is kept of earlier steps are of one length")
