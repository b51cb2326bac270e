"""Where along a line a value may change its sign, or begin or cease to exist.

More marks than needed do no harm: what is true between and at them is worked out afterwards. They are
found by peeling (`e^(2x) = 5` is `2x = ln 5`), as roots of polynomials, also in `e^x` or any one part
that is repeated, by cases for absolute values, and by a search on a grid for what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

from tutor.expression.nodes import (
    Binary,
    Call,
    Conditional,
    Logic,
    Negative,
    Node,
    Number,
    Relation,
    children,
    walk,
)
from tutor.maths.solving.inverses import INVERSE, LEVELS, logarithm, minus, over, powered, roots_of_power, times
from tutor.maths.solving.line import Line
from tutor.maths.solving.polynomials import real_roots
from tutor.maths.solving.precision import MP, inexact
from tutor.maths.solving.rewriting import polynomial, rewritten
from tutor.maths.solving.search import searched
from tutor.maths.trees.functions import UnboundedError

PERIODS = 3
STEPS = 12
"""So many jumps of a floor are marked on either side of zero."""
MOST_DEPTH = 40
MOST_REWRITINGS = 12


@dataclass(slots=True)
class Marks:
    """What was found. `is_complete`: there is certainly no more. `searches`: what has no formula is sought
    on a grid, at some cost."""

    line: Line
    found: list[Any] = field(default_factory=list)
    is_complete: bool = True
    searches: bool = True
    _depth: int = 0

    def of(self, tree: Node) -> None:
        """Mark the zeros of a tree and the edges of all its parts."""
        self.edges(tree)
        self.zeros(tree)

    def edges(self, tree: Node) -> None:
        """Mark where a part of a tree may change its nature: turn, jump, begin or cease to exist."""
        for part in dict.fromkeys(walk(tree)):
            if self.line.moves(part):
                self._edges(part)

    def zeros(self, tree: Node, level: Any = Fraction(0)) -> None:
        """Mark where a tree is worth `level`."""
        if not self.line.moves(tree):
            return
        if self._depth >= MOST_DEPTH:
            self.is_complete = False
            return
        self._depth += 1
        try:
            self._zeros(tree, level)
        except (UnboundedError, OverflowError):
            self.is_complete = False
        self._depth -= 1

    def _zeros(self, tree: Node, level: Any) -> None:
        above = polynomial(tree, level, self.line)
        if above is not None:
            self.found += real_roots(above) or []
        elif not self._peeled(tree, level):
            self._other(tree, level)

    # --- edges ------------------------------------------------------------------------------------

    def _edges(self, part: Node) -> None:
        """Mark where one step may change its nature."""
        match part:
            case Binary(op="/", right=below):
                self.zeros(below)
            case Binary(op="^", left=base, right=exponent) if not _is_natural(exponent):
                self.zeros(base)
            case Call(name=name, arguments=arguments):
                self._edges_of_call(name, arguments)
            case Conditional(condition=condition):
                for difference in differences(condition):
                    self.of(difference)

    def _edges_of_call(self, name: str, arguments: tuple[Node, ...]) -> None:
        for level in LEVELS.get(name, ()):
            for each in arguments:
                self.zeros(each, level)
        if name in ("max", "min"):
            for a, b in combinations(arguments, 2):
                self.zeros(Binary("-", a, b))
        elif name == "tan":
            self.zeros(Call("cos", arguments))
        elif name in ("floor", "ceil", "factorial", "binomial"):
            self.is_complete = False
            for n in range(-STEPS, STEPS + 1):
                self.zeros(arguments[0], Fraction(n))

    # --- peeling ----------------------------------------------------------------------------------

    def _peeled(self, tree: Node, level: Any) -> bool:
        """Whether the outermost step could be taken back."""
        match tree:
            case Negative(operand=operand):
                self.zeros(operand, -level)
            case Binary(op="^", left=base, right=exponent):
                return self._peeled_power(base, exponent, level)
            case Binary(op=op, left=left, right=right):
                return self._peeled_binary(op, left, right, level)
            case Call(name="log_base", arguments=(base, x)) if not self.line.moves(base):
                number = self.line.constant(base)
                if number is not None and number > 0:
                    self.zeros(x, powered(number, level))
            case Call(name="abs", arguments=(x,)):
                for each in {level, -level} if level >= 0 else ():
                    self.zeros(x, each)
            case Call(name="sin" | "cos" | "tan" as name, arguments=(x,)):
                self._periodic(name, x, level)
            case Call(name=name, arguments=(x,)) if name in INVERSE:
                for each in INVERSE[name](level):
                    self.zeros(x, each)
            case _:
                return False
        return True

    def _peeled_binary(self, op: str, left: Node, right: Node, level: Any) -> bool:
        a, b = self.line.constant(left), self.line.constant(right)
        if a is None and b is None:
            if level == 0 and op in "*/":
                self.zeros(left)
                if op == "*":
                    self.zeros(right)
                return True
            return False
        match op:
            case "+":
                self.zeros(right, minus(level, a)) if a is not None else self.zeros(left, minus(level, b))
            case "-":
                self.zeros(right, minus(a, level)) if a is not None else self.zeros(left, minus(level, -b))
            case "*":
                factor, moving = (a, right) if a is not None else (b, left)
                if factor != 0:
                    self.zeros(moving, over(level, factor))
            case "/" if a is not None:
                if level != 0:
                    self.zeros(right, over(a, level))
            case "/" if b != 0:
                self.zeros(left, times(level, b))
        return True

    def _peeled_power(self, base: Node, exponent: Node, level: Any) -> bool:
        if not self.line.moves(base):
            number = self.line.constant(base)
            if number is not None and number > 0 and number != 1 and level > 0:
                self.zeros(exponent, logarithm(number, level))
            return True
        power = self.line.constant(exponent)
        if power is None:
            return False
        if not isinstance(power, Fraction) or power == 0:
            if level > 0 and power != 0:
                self.zeros(base, MP.power(inexact(level), 1 / inexact(power)))
            elif level == 0:
                self.zeros(base)
            return True
        for each in roots_of_power(level, power):
            self.zeros(base, each)
        return True

    def _periodic(self, name: str, x: Node, level: Any) -> None:
        self.is_complete = False
        if name != "tan" and abs(inexact(level)) > 1:
            self.is_complete = True
            return
        number = inexact(level)
        if name == "tan":
            starts, period = [MP.atan(number)], MP.pi
        elif name == "sin":
            starts, period = [MP.asin(number), MP.pi - MP.asin(number)], 2 * MP.pi
        else:
            starts, period = [MP.acos(number), -MP.acos(number)], 2 * MP.pi
        for start in starts:
            for n in range(-PERIODS, PERIODS + 1):
                place = start + n * period
                self.zeros(x, place if abs(place) > MP.mpf(10) ** -150 else Fraction(0))

    def _other(self, tree: Node, level: Any) -> None:
        """What cannot be peeled."""
        found = rewritten(tree, level, self.line) if self._depth <= MOST_REWRITINGS else None
        if found is None:
            self.is_complete = False
            if self.searches:
                self.found += searched(tree, level, self.line, list(self.found))
            return
        self.found += found.found
        for each, worth in found.zeros:
            self.zeros(each, worth)


def differences(condition: Node) -> Iterator[Node]:
    """What the comparisons of a condition compare with zero."""
    if isinstance(condition, Relation):
        for a, b in zip(condition.operands, condition.operands[1:], strict=False):
            yield Binary("-", a, b)
    elif isinstance(condition, Logic):
        for part in children(condition):
            yield from differences(part)


def _is_natural(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.text.isdecimal() and exponent.value > 0
