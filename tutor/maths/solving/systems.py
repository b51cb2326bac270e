"""Points that solve several equations at once: names are found one after the other.

An equation with one unknown name left is solved along it; else a name that stands once in an equation
is expressed by the others; else some name is held at a value of its own. Where none of this leads on,
the points found are not all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number, walk
from tutor.maths.solving.along import profile
from tutor.maths.solving.line import Line
from tutor.maths.solving.statements import Claim, Operator, Statement
from tutor.maths.trees.substitute import free_ids, with_names

FREE_VALUES = tuple(Fraction(n, 7) for n in (17, -23, 5, 31, -11, 3, 43))
SMALL_VALUES = tuple(Fraction(n, 17) for n in (3, -2, 5, 1, -4))
"""What a name is held at that the equations leave free."""
MOST_BRANCHES = 64
OPPOSITE: dict[Operator, Operator] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
Branch = tuple[Claim, ...]
Point = dict[str, Any]


def branches(statement: Statement, *, negated: bool = False) -> list[Branch] | None:
    """The statement as alternatives of claims that hold together; None for too many."""
    if isinstance(statement, Claim):
        operator = OPPOSITE[statement.operator] if negated else statement.operator
        return [(Claim(statement.difference, operator),)]
    if statement.op == "not":
        return branches(statement.parts[0], negated=not negated)
    parts = [branches(part, negated=negated) for part in statement.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if (statement.op == "or") != negated:
        found = [branch for part in known for branch in part]
    else:
        size = 1
        for part in known:
            size *= len(part)
        if size > MOST_BRANCHES:
            return None
        found = [tuple(claim for branch in chosen for claim in branch) for chosen in product(*known)]
    return found if len(found) <= MOST_BRANCHES else None


class System:
    """The points that solve some equations in some names. `is_complete`: no branch was given up.
    `is_narrowed`: a name was held that equations still bind, so that there may be solutions elsewhere.
    `is_finite`: no name was held at all, the points are isolated."""

    def __init__(self, equations: Sequence[Node], names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.is_complete = True
        self.is_narrowed = False
        self.is_finite = True
        self.points = [point for point in self._solved(tuple(equations), {}, {}) if point is not None]

    def _solved(self, equations: tuple[Node, ...], place: Point, expressed: dict[str, Node]) -> Iterator[Point | None]:
        """All points that continue `place`; `expressed`: names given by those that come later."""
        open_names = [name for name in self.names if name not in place and name not in expressed]
        left = [each for each in equations if set(free_ids(each)) & set(open_names)]
        if any(Line("", place).sign(each, Fraction(0)) != 0 for each in equations if each not in left):
            return
        if not open_names:
            yield self._completed(place, expressed)
            return
        if not left:
            yield from self._held(left, place, expressed, open_names[0])
            return
        single = next(((each, name) for each in left if (name := _only(each, open_names)) is not None), None)
        if single is not None:
            yield from self._along(left, place, expressed, *single)
        elif (step := _expressible(left, open_names)) is not None:
            which, name, values = step
            for value in values:
                rest = tuple(with_names(each, {name: value}) for n, each in enumerate(left) if n != which)
                yield from self._solved(rest, place, {**expressed, name: value})
        elif len(open_names) > len(left):
            yield from self._held(left, place, expressed, open_names[-1])
        else:
            self.is_complete = False

    def _along(
        self, left: list[Node], place: Point, expressed: dict[str, Node], equation: Node, name: str
    ) -> Iterator[Point | None]:
        found = profile([Claim(equation, "=")], Line(name, place))
        rest = tuple(each for each in left if each is not equation)
        true_spots = [spot for spot in found.spots if spot.truths[0]]
        if any(not spot.is_single for spot in true_spots):
            self.is_finite = False
            yield from self._solved(rest, {**place, name: true_spots[-1].x}, expressed)
            return
        self.is_complete &= found.is_complete
        for spot in true_spots[:MOST_BRANCHES]:
            yield from self._solved(rest, {**place, name: spot.x}, expressed)

    def _held(
        self, left: Sequence[Node], place: Point, expressed: dict[str, Node], name: str
    ) -> Iterator[Point | None]:
        self.is_narrowed |= bool(left)
        self.is_finite = False
        number = self.names.index(name)
        for values in (FREE_VALUES, FREE_VALUES[3:], SMALL_VALUES):
            held = values[number % len(values)]
            yield from self._solved(tuple(left), {**place, name: held}, expressed)

    def _completed(self, place: Point, expressed: dict[str, Node]) -> Point | None:
        point = dict(place)
        for name, value in reversed(expressed.items()):
            number = Line("", point).value(value, Fraction(0))
            if number is None:
                return None
            point[name] = number
        return point


def _only(equation: Node, names: Sequence[str]) -> str | None:
    found = set(free_ids(equation)) & set(names)
    return found.pop() if len(found) == 1 else None


def _expressible(equations: Sequence[Node], names: Sequence[str]) -> tuple[int, str, list[Node]] | None:
    """An equation that gives a name by the others: its index, the name, all values that it may have."""
    single = [
        (n, name)
        for n, equation in enumerate(equations)
        for name in names
        if sum(each == Name(name) for each in walk(equation)) == 1
    ]
    found = [(n, name, values) for n, name in single if (values := _expressed(equations[n], name, Number("0")))]
    return min(found, key=lambda each: len(each[2]), default=None)


def _expressed(tree: Node, name: str, level: Node) -> list[Node] | None:
    """The values of a name that stands once in `tree = level`; None where it cannot be laid bare."""
    match tree:
        case Name():
            return [level]
        case Negative(operand=operand):
            return _expressed(operand, name, Negative(level))
        case Binary(op="^", left=base, right=Number(text="2")) if name in set(free_ids(base)):
            root = Call("sqrt", (level,))
            both = [_expressed(base, name, each) for each in (root, Negative(root))]
            known = [values for values in both if values is not None]
            return [value for values in known for value in values] if len(known) == len(both) else None
        case Binary(op=op, left=left, right=right):
            on_left = name in set(free_ids(left))
            inner, other = (left, right) if on_left else (right, left)
            after = _undone(op, other, level, on_left=on_left)
            return None if after is None else _expressed(inner, name, after)
    return None


def _undone(op: str, other: Node, level: Node, *, on_left: bool) -> Node | None:
    match op:
        case "+":
            return Binary("-", level, other)
        case "-":
            return Binary("+", level, other) if on_left else Binary("-", other, level)
        case "*" if _is_constant(other) or _is_constant(level):
            return Binary("/", level, other)
        case "/" if on_left:
            return Binary("*", level, other)
    return None


def _is_constant(tree: Node) -> bool:
    """Whether it is a number other than zero, so that no factor of it, nor it as a factor, can vanish."""
    value = Line("", {}).value(tree, Fraction(0)) if not set(free_ids(tree)) - {"pi", "e"} else None
    return value is not None and value != 0
