"""What has no outermost step to take back, rewritten: as other trees to be solved, or solved at once.

Each way gives zeros of the tree and perhaps more; None where it does not apply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tutor.expression.nodes import Binary, Call, Conditional, Name, Negative, Node, Number, walk
from tutor.maths.solving.inverses import logarithm, over, powered
from tutor.maths.solving.line import Line
from tutor.maths.solving.polynomials import Coefficients, added, can_be_solved, real_roots, scaled
from tutor.maths.solving.surds import norm_of
from tutor.maths.trees.substitute import rebuilt

INNER = "_inner"
HIGHEST_MULTIPLE = 12
ALIKE = frozenset(("ln", "exp", "sqrt", "cbrt", "arctan", "sinh", "tanh"))


@dataclass(frozen=True, slots=True)
class Rewriting:
    """`zeros`: trees with the level they must be worth; `found`: numbers on the line."""

    zeros: tuple[tuple[Node, Any], ...] = ()
    found: tuple[Any, ...] = ()


def rewritten(tree: Node, level: Any, line: Line) -> Rewriting | None:
    """The first way that applies."""
    for way in (_alike, _by_square_root, _by_cases, _by_powers, _by_repeated_part):
        found = way(tree, level, line)
        if found is not None:
            return found
    return None


def polynomial(tree: Node, level: Any, line: Line) -> Coefficients | None:
    """What is zero where a rational function is worth `level`; None where it cannot be solved."""
    quotient = line.quotient(tree)
    if quotient is None:
        return None
    above = added(quotient[0], scaled(quotient[1], -level))
    return above if can_be_solved(above) else None


def _alike(tree: Node, level: Any, line: Line) -> Rewriting | None:
    """`ln u = ln v`, `e^u = e^v`, `u^3 = v^3`: of what is inside."""
    if level != 0:
        return None
    match tree:
        case Binary(op="-", left=Call(name=first, arguments=(u,)), right=Call(name=second, arguments=(v,))):
            if first == second and first in ALIKE:
                return Rewriting(((Binary("-", u, v), Fraction(0)),))
        case Binary(op="-", left=Binary(op="^", left=a, right=u), right=Binary(op="^", left=b, right=v)):
            if a == b and not line.moves(a):
                return Rewriting(((Binary("-", u, v), Fraction(0)),))
            if u == v and isinstance(u, Number) and u.text.isdecimal():
                pairs = (Binary("-", a, b), Binary("+", a, b)) if u.value % 2 == 0 else (Binary("-", a, b),)
                return Rewriting(tuple((each, Fraction(0)) for each in pairs))
    return None


def _by_square_root(tree: Node, level: Any, line: Line) -> Rewriting | None:
    """With one square root in it: by what is left once that is squared away."""
    norm = norm_of(tree, level, line)
    if not norm or not can_be_solved(norm):
        return None
    return Rewriting(found=tuple(real_roots(norm) or ()))


def _by_cases(tree: Node, level: Any, line: Line) -> Rewriting | None:
    """An absolute value is its inside or the opposite; a maximum is one of its members."""
    for part in walk(tree):
        cases = _cases_of(part, line)
        if cases:
            return Rewriting(tuple((replaced(tree, part, case), level) for case in cases))
    return None


def _cases_of(part: Node, line: Line) -> tuple[Node, ...]:
    match part:
        case Conditional(then=then, otherwise=otherwise):
            return then, otherwise
        case Call() if not line.moves(part):
            return ()
        case Call(name="abs", arguments=(x,)):
            return x, Negative(x)
        case Call(name="sign"):
            return Number("1"), Number("0"), Negative(Number("1"))
        case Call(name="max" | "min", arguments=arguments):
            return arguments
    return ()


def _by_powers(tree: Node, level: Any, line: Line) -> Rewriting | None:
    """A rational function of `b^x`, where every exponent is a multiple of one step."""
    powers = {part: power for part in walk(tree) if (power := _exponential(part, line)) is not None}
    bases = {base for base, _ in powers.values()}
    number = line.constant(base := bases.pop()) if len(bases) == 1 else None
    if number is None or number <= 0 or number == 1 or base in powers:
        return None
    straight = {part: _straight(exponent, line) for part, (_, exponent) in powers.items()}
    lines = {part: each for part, each in straight.items() if each is not None}
    step = _common_step([slope for _, slope in lines.values()])
    if len(lines) < len(powers) or step is None:
        return None
    inner, place = tree, dict(line.place)
    for n, (part, (start, slope)) in enumerate(lines.items()):
        factor = f"{INNER}{n}"
        place[factor] = powered(number, start)
        inner = replaced(inner, part, Binary("*", Name(factor), Binary("^", Name(INNER), _whole(int(slope / step)))))
    above = None if line.moves(inner) else polynomial(inner, level, Line(INNER, place))
    if above is None:
        return None
    return Rewriting(found=tuple(over(logarithm(number, root), step) for root in real_roots(above) or () if root > 0))


def _exponential(part: Node, line: Line) -> tuple[Node, Node] | None:
    """Base and exponent of `b^u` or `exp(u)`, the base a number, the exponent not."""
    match part:
        case Call(name="exp", arguments=(exponent,)) if line.moves(exponent):
            return Name("e"), exponent
        case Binary(op="^", left=Name() | Number() as base, right=exponent) if line.moves(exponent):
            return base, exponent
    return None


def _straight(exponent: Node, line: Line) -> tuple[Any, Fraction] | None:
    """Start and slope of `a + b x`."""
    quotient = line.quotient(exponent)
    if quotient is None or quotient[1] != [1] or len(quotient[0]) != 2:
        return None
    start, slope = quotient[0]
    return (start, slope) if isinstance(slope, Fraction) else None


def _common_step(slopes: list[Fraction]) -> Fraction | None:
    """The largest number of which all are whole multiples."""
    step = Fraction(0)
    for slope in slopes:
        a, b = abs(step), abs(slope)
        while b:
            a, b = b, a % b
        step = a
    return step if step and max(abs(slope / step) for slope in slopes) <= HIGHEST_MULTIPLE else None


def _whole(number: int) -> Node:
    return Number(str(number)) if number >= 0 else Negative(Number(str(-number)))


def _by_repeated_part(tree: Node, level: Any, line: Line) -> Rewriting | None:
    """A rational function of one part: its roots, then where the part is worth them."""
    for part in _movable_parts(tree, line):
        inner = replaced(tree, part, Name(INNER))
        above = None if line.moves(inner) else polynomial(inner, level, Line(INNER, line.place))
        if above is not None:
            return Rewriting(tuple((part, root) for root in real_roots(above) or ()))
    return None


def _movable_parts(tree: Node, line: Line) -> Iterator[Node]:
    for part in dict.fromkeys(walk(tree)):
        if part != tree and isinstance(part, Call | Binary) and line.moves(part):
            yield part


def replaced(tree: Node, part: Node, by: Node) -> Node:
    """The tree with another in the place of a part, wherever it stands."""
    return by if tree == part else rebuilt(tree, lambda each: replaced(each, part, by))
