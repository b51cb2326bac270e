"""Random functions of one variable: elementary ones, their products, one inside the other."""

from __future__ import annotations

from typing import Any

import sympy

from tutor.maths.posing.samplers.entries import sign_of
from tutor.maths.posing.samplers.polynomials import symbol_of
from tutor.maths.posing.samplers.registry import sampler
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Value, listed_items, plain

KINDS = ("power", "root", "reciprocal", "exp", "ln", "sin", "cos")
FACTORS = ("exp", "ln", "sin", "cos")
OUTER = ("power", "root", "reciprocal", "exp", "ln", "sin", "cos")
POSITIVE_INSIDE = ("root", "reciprocal", "ln")


@sampler("elementary(x, kinds)", "elementary(x)")
def elementary(stream: Stream, x: Value, kinds: Value = KINDS) -> Value:
    """A number times a power, root, reciprocal power, exponential, logarithm, sine or cosine of x. `kinds` is a list
    of those that may come: "power", "root", "reciprocal", "exp", "ln", "sin", "cos"."""
    wanted = listed_items(kinds)
    if not wanted or any(each not in KINDS for each in wanted):
        raise FormulaError(f"kinds are some of {', '.join(KINDS)}")
    factor = stream.between(1, 6) * sign_of(stream)
    return plain(factor * _elementary(stream, symbol_of(x), stream.choice(wanted)))


def _elementary(stream: Stream, x: Any, kind: str) -> Any:
    match kind:
        case "power":
            return x ** stream.between(2, 5)
        case "root":
            return sympy.sqrt(x)
        case "reciprocal":
            return x ** -stream.between(1, 3)
        case "exp":
            return sympy.exp(stream.choice((1, 1, 2, 3, 4, -1, -2, -3)) * x)
        case "ln":
            return sympy.log(stream.choice((1, 1, 2, 3, 5)) * x)
    return (sympy.sin if kind == "sin" else sympy.cos)(stream.between(1, 5) * x)


@sampler("product_function(x, parts = false)", "product_function(x)")
def product_function(stream: Stream, x: Value, parts: Value = False) -> Value:
    """A power of x or a short polynomial, times an exponential, logarithm, sine or cosine. `parts = true`: the list
    of the two factors, `u, v = product_function(x, parts = true)`."""
    name = symbol_of(x)
    first = _plain_factor(stream, name)
    second = _elementary(stream, name, stream.choice(FACTORS))
    return [plain(first), plain(second)] if parts else plain(first * second)


def _plain_factor(stream: Stream, x: Any) -> Any:
    factor = stream.between(1, 6) * sign_of(stream)
    match stream.below(3):
        case 0:
            return factor * x ** stream.between(1, 4)
        case 1:
            return factor * x + stream.between(1, 9) * sign_of(stream)
    return x**2 + factor * x


@sampler("composite(x, parts = false)", "composite(x)")
def composite(stream: Stream, x: Value, parts: Value = False) -> Value:
    """A power, root, reciprocal, exponential, logarithm, sine or cosine of a polynomial in x of degree 1 or 2; roots,
    reciprocals and logarithms are of what is positive for every x. `parts = true`: the list of function and inside,
    `f, u = composite(x, parts = true)`."""
    kind, name = stream.choice(OUTER), symbol_of(x)
    inside = _positive_inside(stream, name) if kind in POSITIVE_INSIDE else _inside(stream, name)
    if kind in ("sin", "cos") and inside.could_extract_minus_sign():
        inside = -inside  # SymPy would take the sign out, and the function would not show its inside
    function = plain(_around(stream, inside, kind))
    return [function, plain(inside)] if parts else function


def _positive_inside(stream: Stream, x: Any) -> Any:
    """a x^2 + 2 b x + c with a c > b^2."""
    a, b = stream.between(1, 4), stream.choice((0, 0, 1, -1, 2, -2))
    return a * x**2 + 2 * b * x + stream.between(b * b // a + 1, b * b // a + 9)


def _inside(stream: Stream, x: Any) -> Any:
    a = stream.between(1, 5) * sign_of(stream)
    b = stream.between(1, 9) * sign_of(stream)
    return stream.choice((a * x + b, a * x**2 + b, x**2 + a * x, a * x**2 + b * x))


def _around(stream: Stream, inside: Any, kind: str) -> Any:
    match kind:
        case "power":
            return inside ** stream.between(3, 6)
        case "root":
            return sympy.sqrt(inside)
        case "reciprocal":
            return inside ** -stream.between(1, 2)
        case "exp":
            return sympy.exp(inside)
        case "ln":
            return sympy.log(inside)
    return (sympy.sin if kind == "sin" else sympy.cos)(inside)
