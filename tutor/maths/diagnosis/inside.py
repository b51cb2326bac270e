"""Slips somewhere within a value: a logarithm, an angle, a root, a maximum, a mean, an exponent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tutor.expression.nodes import Binary, Call, Name, Node, Number, children
from tutor.maths.diagnosis.evidence import Sides, Slip, has_name, is_small
from tutor.maths.diagnosis.terms import terms_of
from tutor.maths.diagnosis.whole import TURN
from tutor.maths.trees.matrices import ONE, TWO
from tutor.maths.trees.substitute import rebuilt

_TRIGONOMETRIC = frozenset(("sin", "cos", "tan"))
_INVERSE = frozenset(("arcsin", "arccos", "arctan"))
_HALVES = (Binary("/", ONE, TWO), Number("0.5"))

Change = Callable[[Call], Node | None]


def in_one_place(tree: Node, change: Callable[[Node], Iterable[Node]]) -> Iterator[Node]:
    """The tree with one of its parts changed, for each part and each change of it."""
    yield from change(tree)
    for place, part in enumerate(children(tree)):
        for new in in_one_place(part, change):
            yield _with_part(tree, place, new)


def _with_part(tree: Node, place: int, new: Node) -> Node:
    at = iter(range(len(children(tree))))
    return rebuilt(tree, lambda part: new if next(at) == place else part)


def everywhere(tree: Node, change: Change) -> Iterator[Node]:
    """The tree with every call changed that can be; nothing where none can."""
    hits = 0

    def visit(here: Node) -> Node:
        nonlocal hits
        below = rebuilt(here, visit)
        new = change(below) if isinstance(below, Call) else None
        hits += new is not None
        return below if new is None else new

    result = visit(tree)
    if hits:
        yield result


def _in_key(*changes: Change) -> Callable[[Sides], Iterator[Node]]:
    def variants(sides: Sides) -> Iterator[Node]:
        if is_small(sides.asked):
            for change in changes:
                yield from everywhere(sides.asked, change)

    return variants


def _in_answer(*changes: Change) -> Callable[[Sides], Iterator[Node]]:
    """For a key that is a plain value: what was typed, with the slip taken out."""

    def variants(sides: Sides) -> Iterator[Node]:
        if is_small(sides.given):
            for change in changes:
                yield from everywhere(sides.given, change)

    return variants


def _one_place(change: Callable[[Node], Iterable[Node]]) -> Callable[[Sides], Iterator[Node]]:
    def variants(sides: Sides) -> Iterator[Node]:
        if is_small(sides.asked):
            yield from in_one_place(sides.asked, change)

    return variants


def _times_turn(call: Call) -> Node | None:
    if call.name in _TRIGONOMETRIC:
        return Call(call.name, (Binary("*", call.arguments[0], TURN),))
    return Binary("/", call, TURN) if call.name in _INVERSE else None


def _over_turn(call: Call) -> Node | None:
    if call.name in _TRIGONOMETRIC:
        return Call(call.name, (Binary("/", call.arguments[0], TURN),))
    return Binary("*", call, TURN) if call.name in _INVERSE else None


def _as_log(base: str) -> Change:
    def change(call: Call) -> Node | None:
        return Call("log_base", (Number(base), call.arguments[0])) if call.name == "ln" else None

    return change


def _as_other_log(base: str | None) -> Change:
    def change(call: Call) -> Node | None:
        if call.name != "log_base":
            return None
        of = call.arguments[1]
        return Call("ln", (of,)) if base is None else Call("log_base", (Number(base), of))

    return change


def _without_root(tree: Node) -> Iterator[Node]:
    match tree:
        case Call(name="sqrt", arguments=(of,)):
            yield of
        case Binary(op="^", left=left, right=right) if right in _HALVES:
            yield left


def _without_logarithm(tree: Node) -> Iterator[Node]:
    match tree:
        case Call(name="ln", arguments=(of,)) | Call(name="log_base", arguments=(_, of)):
            yield of


def _without_exponential(tree: Node) -> Iterator[Node]:
    match tree:
        case Call(name="exp", arguments=(of,)) | Binary(op="^", left=Name(id="e"), right=of):
            yield of


def _other_projection(call: Call) -> Node | None:
    other = {"sin": "cos", "cos": "sin"}.get(call.name)
    return None if other is None else Call(other, call.arguments)


def _sum_of_mean(tree: Node) -> Iterator[Node]:
    """`a + b + c` of `(a + b + c)/3`, but no `x + y` of `(x + y)/7`."""
    match tree:
        case Binary(op="/", left=total, right=Number(text=count)) if str(len(terms_of(total))) == count != "1":
            yield total


def _other_extreme(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Call) and tree.name in ("max", "min"):
        yield Call("min" if tree.name == "max" else "max", tree.arguments)


def _exponents(sides: Sides) -> Iterator[Node]:
    """A power of what has names in it, its literal exponent one up or down."""
    frame = sides.frame

    def change(tree: Node) -> Iterator[Node]:
        match tree:
            case Binary(op="^", left=base, right=Number() as exponent) if has_name(base, frame):
                if exponent.text.isdecimal():
                    for other in (int(exponent.text) + 1, int(exponent.text) - 1):
                        yield Binary("^", base, Number(str(other)))
            case Binary(op="*" | "/", left=left, right=right):
                if isinstance(left, Name) and has_name(left, frame):
                    yield Binary(tree.op, Binary("^", left, TWO), right)
                if isinstance(right, Name) and has_name(right, frame):
                    yield Binary(tree.op, left, Binary("^", right, TWO))

    if sides.has_names and is_small(sides.asked):
        yield from in_one_place(sides.asked, change)


_LOGS: tuple[Change, ...] = (
    _as_log("2"),
    _as_log("10"),
    _as_other_log(None),
    _as_other_log("2"),
    _as_other_log("10"),
)
_BASE = "The logarithm has the wrong base."
_ANGLE = "This takes degrees for radians."
_OTHER_ANGLE = "This takes radians for degrees."

INSIDE: tuple[Slip, ...] = (
    Slip("degrees-for-radians", "This is in degrees; radians are meant.", 1, _in_key(_times_turn)),
    Slip("radians-for-degrees", "This is in radians; degrees are meant.", 1, _in_key(_over_turn)),
    Slip("radians-for-degrees", "The angle is read in radians; degrees are meant.", 1, _in_answer(_times_turn), True),
    Slip("wrong-log-base", _BASE, 1, _in_key(*_LOGS)),
    Slip("wrong-log-base", _BASE, 1, _in_answer(*_LOGS), True),
    Slip("extremes-exchanged", "Maximum and minimum are exchanged.", 1, _one_place(_other_extreme)),
    Slip("sine-for-cosine", "Sine and cosine are exchanged.", 2, _in_key(_other_projection)),
    Slip("missing-logarithm", "A logarithm is missing.", 3, _one_place(_without_logarithm)),
    Slip("missing-exponential", "An exponential is missing.", 3, _one_place(_without_exponential)),
    Slip("missing-root", "A square root is missing.", 3, _one_place(_without_root)),
    Slip("sum-for-mean", "The division by the number of terms is missing.", 1, _one_place(_sum_of_mean)),
    Slip("exponent-off-by-one", "An exponent is off by one.", 5, _exponents),
)
