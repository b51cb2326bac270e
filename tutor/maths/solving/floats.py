"""Trees as functions of one float: rough, a hundred times as fast, for seeking where something happens."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number

Function = Callable[[float], float]
NAN = math.nan


def float_function(tree: Node, name: str, place: Mapping[str, float]) -> Function | None:
    """The function, NaN where it has no real value; None for a tree that floats do not know."""
    inner = _compiled(tree, name, place)
    if inner is None:
        return None

    def guarded(x: float) -> float:
        try:
            return inner(x)
        except (ValueError, ZeroDivisionError, OverflowError, TypeError):
            return NAN

    return guarded


def _compiled(tree: Node, name: str, place: Mapping[str, float]) -> Function | None:
    match tree:
        case Number():
            return _fixed(float(tree.value))
        case Name(id=each):
            return (lambda x: x) if each == name else _constant(each, place)
        case Negative(operand=operand):
            inner = _compiled(operand, name, place)
            return None if inner is None else lambda x: -inner(x)
        case Binary(op=op, left=left, right=right):
            first, second = _compiled(left, name, place), _compiled(right, name, place)
            return None if first is None or second is None else _binary(op, first, second)
        case Call(name=function, arguments=arguments):
            parts = [_compiled(each, name, place) for each in arguments]
            work = _FUNCTIONS.get((function, len(parts))) or _FUNCTIONS.get((function, -1))
            known = [part for part in parts if part is not None]
            if work is None or len(known) < len(parts):
                return None
            if len(known) == 1:
                only = known[0]
                return lambda x: work(only(x))
            return lambda x: work(*(part(x) for part in known))
    return None


def _fixed(value: float) -> Function:
    return lambda _: value


def _constant(name: str, place: Mapping[str, float]) -> Function | None:
    value = place.get(name, {"pi": math.pi, "e": math.e}.get(name))
    return None if value is None else _fixed(value)


def _binary(op: str, a: Function, b: Function) -> Function:
    match op:
        case "+":
            return lambda x: a(x) + b(x)
        case "-":
            return lambda x: a(x) - b(x)
        case "*":
            return lambda x: a(x) * b(x)
        case "/":
            return lambda x: a(x) / b(x)
    return lambda x: _power(a(x), b(x))


def _power(base: float, exponent: float) -> float:
    if base < 0 and not exponent.is_integer():
        return NAN
    try:
        return float(base**exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 else math.inf


def _exp(x: float) -> float:
    return math.exp(x) if x < 700 else math.inf


def _whole(x: float) -> int:
    if x < 0 or x != int(x) or x > 150:
        raise ValueError
    return int(x)


_FUNCTIONS: dict[tuple[str, int], Callable[..., float]] = {
    ("sqrt", 1): math.sqrt,
    ("cbrt", 1): math.cbrt,
    ("exp", 1): _exp,
    ("ln", 1): math.log,
    ("log_base", 2): lambda base, x: math.log(x) / math.log(base),
    ("abs", 1): abs,
    ("sign", 1): lambda x: float((x > 0) - (x < 0)),
    ("floor", 1): lambda x: float(math.floor(x)),
    ("ceil", 1): lambda x: float(math.ceil(x)),
    ("factorial", 1): lambda x: float(math.factorial(_whole(x))),
    ("max", -1): max,
    ("min", -1): min,
    ("arcsin", 1): math.asin,
    ("arccos", 1): math.acos,
    ("arctan", 1): math.atan,
    ("arsinh", 1): math.asinh,
    ("arcosh", 1): math.acosh,
    ("artanh", 1): math.atanh,
    ("sin", 1): math.sin,
    ("cos", 1): math.cos,
    ("tan", 1): math.tan,
    ("sinh", 1): math.sinh,
    ("cosh", 1): math.cosh,
    ("tanh", 1): math.tanh,
}


def as_float(value: object) -> float:
    """The nearest float, infinite where it is too large."""
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return math.inf if isinstance(value, Fraction) and value > 0 else -math.inf
