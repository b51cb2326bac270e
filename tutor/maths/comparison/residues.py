"""Values modulo a large prime: rational functions compared exactly, however high their powers.

Two rational functions are the same, wherever both are defined, if and only if they agree as fractions of
polynomials; these, unless they are the same, differ at all but few points of a field of 2^126 elements
(Schwartz 1980, Zippel 1979). So a difference is certain, and agreement as good as certain. Other functions
are given values at random, the same for the same arguments: agreement then holds whatever they are, and
a difference means nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number
from tutor.maths.trees.matrices import rational_value
from tutor.maths.trees.substitute import bound_index

PRIME = 122708697744791657639004709681187628547
POINTS = 2
TRIES = 5


class _NoResidueError(Exception):
    """A tree that is no value of the field, such as a piecewise one."""


def identical(answer: Node, against: Node, is_constant: Callable[[str], bool]) -> bool | None:
    """Whether two values are the same as rational functions of names and of other functions. False only
    where both are rational functions of names alone; None where this cannot tell."""
    agreed = 0
    for attempt in range(TRIES):
        at = _Residues(attempt, is_constant)
        try:
            if at.residue(answer) != at.residue(against):
                return False if at.is_rational else None
        except ZeroDivisionError:
            continue
        except (_NoResidueError, RecursionError):
            return None
        agreed += 1
        if agreed == POINTS:
            return True
    return None


class _Residues:
    """The values at one point. `is_rational`: so far nothing but rational functions of names."""

    def __init__(self, attempt: int, is_constant: Callable[[str], bool]) -> None:
        self.attempt = attempt
        self.is_constant = is_constant
        self.is_rational = True

    def residue(self, tree: Node) -> int:
        """Raises ZeroDivisionError where it has no value."""
        match tree:
            case Number():
                return _of_fraction(tree.value.numerator, tree.value.denominator)
            case Name(id=name):
                self.is_rational &= not self.is_constant(name)
                return _drawn(name, self.attempt)
            case Negative(operand=operand):
                return -self.residue(operand) % PRIME
            case Binary(op="^", left=base, right=exponent):
                return self._power(base, exponent)
            case Binary(op=op, left=left, right=right):
                return _combined(op, self.residue(left), self.residue(right))
            case Call(name="exp", arguments=(exponent,)):
                return self._power(Name("e"), exponent)
            case Call(name=name, arguments=arguments) if bound_index(tree) is None and name != "undefined":
                self.is_rational = False
                return _drawn(f"{name} {[self.residue(each) for each in arguments]}", self.attempt)
        raise _NoResidueError

    def _power(self, base: Node, exponent: Node) -> int:
        power = rational_value(exponent)
        value = self.residue(base)
        if power is None or power.denominator != 1:
            self.is_rational = False
            return _drawn(f"^ {value} {self.residue(exponent)}", self.attempt)
        if power <= 0 and value == 0:
            raise ZeroDivisionError
        return pow(value, int(power), PRIME)


def _combined(op: str, left: int, right: int) -> int:
    match op:
        case "+":
            return (left + right) % PRIME
        case "-":
            return (left - right) % PRIME
        case "*":
            return left * right % PRIME
    return _of_fraction(left, right)


def _of_fraction(above: int, below: int) -> int:
    if below % PRIME == 0:
        raise ZeroDivisionError
    return above * pow(below, -1, PRIME) % PRIME if below != 1 else above % PRIME


@lru_cache(maxsize=1024)
def _drawn(what: str, attempt: int) -> int:
    """A residue that looks random and is the same each time."""
    return int.from_bytes(blake2b(f"{attempt} {what}".encode(), digest_size=16).digest()) % PRIME
