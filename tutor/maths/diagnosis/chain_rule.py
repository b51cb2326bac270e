"""The forgotten inner derivative: `cos(x^2)` for `2x cos(x^2)`.

Nothing says that a key is a derivative. So it is named only where the key has a function of an inner
part, the derivative of that part stands as a factor beside it, and what was typed lacks just this factor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number, walk
from tutor.maths.comparison.equality import free_names
from tutor.maths.diagnosis.evidence import Sides, Slip, has_name, is_small
from tutor.maths.diagnosis.terms import MOST_TERMS, sum_of_terms, terms_of
from tutor.maths.kinds.frame import Frame
from tutor.maths.trees.derivatives import derivative
from tutor.maths.trees.matrices import rational_value

MOST_INNER = 6
LARGEST_INNER = 40
SETS = frozenset(("max", "min", "abs"))

Factors = Counter[tuple[Node, bool]]
"""How often each factor stands above (True) or below the stroke; numbers and signs are left out."""


def _with_names(sides: Sides) -> Iterator[Node]:
    yield from _without_inner_derivative(sides, is_constant=False)


def _constant(sides: Sides) -> Iterator[Node]:
    yield from _without_inner_derivative(sides, is_constant=True)


def _without_inner_derivative(sides: Sides, *, is_constant: bool) -> Iterator[Node]:
    """The key with one term divided by the derivative of what stands inside a function in it."""
    if not sides.has_names or not is_small(sides.asked):
        return
    terms = terms_of(sides.asked)
    for place, term in enumerate(terms[:MOST_TERMS]):
        factors = _factors(term)
        for inner in _inner_parts(term, sides.frame)[:MOST_INNER]:
            for slope in _slopes(inner, sides.frame):
                if has_name(slope, sides.frame) is is_constant or _factors(slope) - factors:
                    continue
                yield sum_of_terms([*terms[:place], Binary("/", term, slope), *terms[place + 1 :]])


def _inner_parts(term: Node, frame: Frame) -> list[Node]:
    """What stands in functions, in powers and in exponents, other than a bare name."""
    found: list[Node] = []
    for part in walk(term):
        match part:
            case Call(name=name, arguments=(of,)) if name not in SETS:
                found.append(of)
            case Binary(op="^", left=base, right=exponent):
                found += [base, exponent]
    inner = [each for each in found if not isinstance(each, Name) and has_name(each, frame)]
    return list(dict.fromkeys(inner))


def _slopes(inner: Node, frame: Frame) -> Iterator[Node]:
    """The derivatives by each name, but for those that are 0 or that only turn the sign."""
    if len(list(walk(inner))) > LARGEST_INNER:
        return
    for name in sorted(free_names(inner, frame.names)):
        try:
            slope = derivative(inner, name)
        except Unreadable:
            continue
        if rational_value(slope) not in (0, 1, -1):
            yield slope


def _factors(tree: Node, is_above: bool = True) -> Factors:
    match tree:
        case Number():
            return Counter()
        case Negative(operand=operand):
            return _factors(operand, is_above)
        case Binary(op="*", left=left, right=right):
            return _factors(left, is_above) + _factors(right, is_above)
        case Binary(op="/", left=left, right=right):
            return _factors(left, is_above) + _factors(right, not is_above)
        case Binary(op="^", left=Name() as base, right=Number(text=text)) if text.isdecimal() and len(text) < 3:
            return Counter({(base, is_above): int(text)})
    return Counter({(tree, is_above): 1})


CHAIN_RULE: tuple[Slip, ...] = (
    Slip("inner-derivative", "The inner derivative is missing.", 3, _with_names),
    Slip("inner-derivative", "A constant factor is off, as where the inner derivative is forgotten.", 5, _constant),
)
