"""Steps taken back: what must stand inside a function, a power or a product for it to be worth a level.

Numbers are Fractions while they are exact, else numbers of mpmath.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tutor.maths.solving.polynomials import added, scaled
from tutor.maths.solving.precision import MP, NOISE, inexact
from tutor.maths.trees.functions import LARGEST_EXPONENT, UnboundedError, exact_power


def minus(a: Any, b: Any) -> Any:
    return (added([a], scaled([b], Fraction(-1))) or [Fraction(0)])[0]


def times(a: Any, b: Any) -> Any:
    return (scaled([a], b) or [Fraction(0)])[0]


def over(a: Any, b: Any) -> Any:
    return a / b if isinstance(a, Fraction) and isinstance(b, Fraction) else inexact(a) / inexact(b)


def powered(base: Any, exponent: Any) -> Any:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction):
        exact = exact_power(base, exponent)
        if exact is not None:
            return exact
    if abs(inexact(exponent)) > LARGEST_EXPONENT:
        raise UnboundedError
    return MP.power(inexact(base), inexact(exponent))


def logarithm(base: Any, x: Any) -> Any:
    near = MP.log(inexact(x)) / MP.log(inexact(base))
    simple = Fraction(int(MP.nint(near * 12)), 12)
    return simple if abs(near - inexact(simple)) < NOISE else near


def roots_of_power(level: Any, power: Fraction) -> list[Any]:
    """What raised to a rational power is `level`."""
    if level == 0:
        return [Fraction(0)] if power > 0 else []
    is_even = power.numerator % 2 == 0
    if level < 0 and (is_even or power.denominator != 1):
        return []
    size = powered(abs(level), 1 / power)
    if power.denominator != 1:
        return [size]
    return [size, -size] if is_even else [size if level > 0 else -size]


def _if(test: Callable[[Any], bool], work: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    return lambda level: [_tidy(work(level))] if test(level) else []


def _tidy(value: Any) -> Any:
    return Fraction(0) if value == 0 else value


def _exp(level: Any) -> Any:
    return powered(+MP.e, level) if level != 0 else Fraction(1)


INVERSE: dict[str, Callable[[Any], list[Any]]] = {
    "sqrt": _if(lambda c: c >= 0, lambda c: c * c),
    "cbrt": _if(lambda c: True, lambda c: c * c * c),
    "exp": _if(lambda c: c > 0, lambda c: logarithm(+MP.e, c)),
    "ln": _if(lambda c: True, _exp),
    "arcsin": _if(lambda c: abs(inexact(c)) <= MP.pi / 2, lambda c: MP.sin(inexact(c))),
    "arccos": _if(lambda c: 0 <= inexact(c) <= MP.pi, lambda c: MP.cos(inexact(c))),
    "arctan": _if(lambda c: abs(inexact(c)) < MP.pi / 2, lambda c: MP.tan(inexact(c))),
    "sinh": _if(lambda c: True, lambda c: MP.asinh(inexact(c))),
    "tanh": _if(lambda c: abs(c) < 1, lambda c: MP.atanh(inexact(c))),
    "arsinh": _if(lambda c: abs(c) < LARGEST_EXPONENT, lambda c: MP.sinh(inexact(c))),
    "artanh": _if(lambda c: abs(c) < LARGEST_EXPONENT, lambda c: MP.tanh(inexact(c))),
}

LEVELS: dict[str, tuple[Fraction, ...]] = {
    "sqrt": (Fraction(0),),
    "ln": (Fraction(0),),
    "abs": (Fraction(0),),
    "sign": (Fraction(0),),
    "log_base": (Fraction(0), Fraction(1)),
    "arcsin": (Fraction(1), Fraction(-1)),
    "arccos": (Fraction(1), Fraction(-1)),
    "artanh": (Fraction(1), Fraction(-1)),
    "arcosh": (Fraction(1),),
}
