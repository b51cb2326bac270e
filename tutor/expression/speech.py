"""A tree in words, for screen readers and plain mode: `x squared plus one half`."""

from __future__ import annotations

from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Index,
    Interval,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Range,
    Relation,
    Text,
)
from tutor.expression.parts import Bound, Derivative, as_set, bound_of, derivative_of, is_all_reals, pieces_of
from tutor.expression.textbook import is_matrix

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PARTS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
}
_OPERATORS = {"+": "plus", "-": "minus", "*": "times"}
_RELATIONS = {
    "=": "equals", "!=": "is not equal to", "<": "is less than", "<=": "is at most", ">": "is greater than",
    ">=": "is at least", "~": "is about", "in": "is in",
}  # fmt: skip
_CALLS = {
    "sqrt": "the square root of", "cbrt": "the cube root of", "ln": "the natural logarithm of",
    "log2": "the logarithm to base 2 of", "log10": "the logarithm to base 10 of", "exp": "the exponential of",
    "sin": "the sine of", "cos": "the cosine of", "tan": "the tangent of", "abs": "the absolute value of",
    "norm": "the norm of", "det": "the determinant of", "trace": "the trace of", "floor": "the floor of",
    "ceil": "the ceiling of", "transpose": "the transpose of", "arcsin": "the arc sine of",
    "arccos": "the arc cosine of", "arctan": "the arc tangent of", "sign": "the sign of",
    "min": "the least of", "max": "the greatest of", "mean": "the mean of", "inverse": "the inverse of",
    "sum": "the sum of", "product": "the product of", "logit": "the logit of",
}  # fmt: skip
_BEHIND = {"factorial": "factorial", "percent": "percent", "degrees": "degrees", "prime": "prime"}
_BETWEEN = {
    "union": "united with",
    "intersection": "intersected with",
    "without": "without",
    "plus_minus": "plus or minus",
}


def say(node: Node) -> str:
    """The words for a tree."""
    match node:
        case Number(text=text):
            mantissa, _, exponent = text.partition("e")
            return f"{mantissa} times 10 to the power {_number(exponent)}" if exponent else mantissa
        case Name():
            return _name(node)
        case Text(value=value):
            return value
        case Negative(operand=operand):
            return f"minus {_part(operand, sums=True)}"
        case Binary():
            return _binary(node)
        case Call():
            return _call(node)
        case Index(base=base, indices=indices):
            return f"{_part(base)} sub {_series(indices)}"
        case Listed():
            return _listed(node)
        case Interval():
            return _interval(node)
        case Relation(operands=(element, container), operators=("in",)):
            return f"{say(element)} is in {say(as_set(container))}"
        case Relation(operands=operands, operators=operators):
            rest = (f" {_RELATIONS[sign]} {say(each)}" for sign, each in zip(operators, operands[1:], strict=True))
            return say(operands[0]) + "".join(rest)
        case Logic(op="not", operands=(Relation(operands=(element, container), operators=("in",)),)):
            return f"{say(element)} is not in {say(as_set(container))}"
        case Logic(op="not", operands=operands):
            return f"not {say(operands[0])}"
        case Logic(op=op, operands=operands):
            return f", {op} ".join(map(say, operands))
        case _:
            return _authors(node)


def _authors(node: Node) -> str:
    match node:
        case Conditional():
            pieces, otherwise = pieces_of(node)
            parts = [f"{say(value)} if {say(condition)}" for value, condition in pieces]
            return ", ".join(parts + ([f"otherwise {say(otherwise)}"] if otherwise is not None else []))
        case Comprehension(body=body, name=name, source=source, condition=condition):
            text = f"{say(body)} for each {name} in {say(source)}"
            return text if condition is None else f"{text} with {say(condition)}"
        case Range(low=low, high=high, excluded=excluded):
            without = f" except {_series(excluded)}" if excluded else ""
            return f"{say(low)} to {say(high)}{without}"
    raise TypeError(f"no words for {type(node).__name__}")


def _number(text: str) -> str:
    return f"minus {text[1:]}" if text.startswith("-") else text


def _name(node: Name) -> str:
    if node.id == "oo":
        return "infinity"
    base, _, index = node.id.partition("_")
    text = f"capital {base}" if base[:1].isupper() else base
    return f"{text} sub {index.replace('_', ' ')}" if index else text


def _series(nodes: tuple[Node, ...]) -> str:
    return ", ".join(map(say, nodes))


def _part(node: Node, *, sums: bool = False) -> str:
    """The words for a part, between `open bracket` and `close bracket` where it would run on."""
    runs_on = (
        isinstance(node, Negative | Relation | Logic | Conditional | Range)
        or _is_between(node)
        or (isinstance(node, Binary) and not (_fraction(node) or node.op == "^" or (sums and node.op == "*")))
    )
    return f"open bracket {say(node)} close bracket" if runs_on else say(node)


def _is_between(node: Node) -> bool:
    return isinstance(node, Call) and node.name in _BETWEEN and len(node.arguments) > 1


def _fraction(node: Binary) -> str | None:
    """`three quarters`, for the fractions that have such a name."""
    above, below = node.left, node.right
    if node.op != "/" or not isinstance(above, Number) or not isinstance(below, Number):
        return None
    if not (above.text.isdigit() and below.text.isdigit()):
        return None
    top, bottom = int(above.text), int(below.text)
    if not 1 <= top <= 10 or bottom not in _PARTS:
        return None
    part = _PARTS[bottom]
    many = "halves" if part == "half" else f"{part}s"
    return f"{_SMALL[top]} {part if top == 1 else many}"


def _binary(node: Binary) -> str:
    if node.op == "^":
        return _power(node)
    if node.op == "/":
        return _fraction(node) or f"{_numerator(node.left)} over {_part(node.right)}"
    if node.op == "*":
        return _product(node)
    right = say(node.right) if _is_quotient(node.right) else _part(node.right, sums=True)
    return f"{say(node.left)} {_OPERATORS[node.op]} {right}"


def _is_quotient(node: Node) -> bool:
    return isinstance(node, Binary) and node.op == "/"


def _numerator(node: Node) -> str:
    return say(node) if isinstance(node, Binary) and node.op in "*/" else _part(node)


def _product(node: Binary) -> str:
    left, right = _numerator(node.left), _part(node.right)
    plain = isinstance(node.left, Number) or (isinstance(node.left, Binary) and node.left.op in "*^")
    letters = isinstance(node.right, Name) or (
        isinstance(node.right, Binary) and node.right.op == "^" and isinstance(node.right.left, Name)
    )
    return f"{left} {right}" if (plain or isinstance(node.left, Name)) and letters else f"{left} times {right}"


def _power(node: Binary) -> str:
    base = _part(node.left)
    if isinstance(node.left, Binary) or (isinstance(node.left, Call) and node.left.name not in _BEHIND):
        base = f"open bracket {say(node.left)} close bracket"
    match node.right:
        case Number(text="2"):
            return f"{base} squared"
        case Number(text="3"):
            return f"{base} cubed"
        case Negative(operand=Number() | Name() as inner):
            return f"{base} to the power minus {say(inner)}"
        case exponent:
            return f"{base} to the power {_part(exponent)}"


def _call(node: Call) -> str:
    if bound := bound_of(node):
        return _bound(node.name, bound)
    if derivative := derivative_of(node):
        return _derivative(derivative)
    if node.name in _BETWEEN and len(node.arguments) > 1:
        parts = node.arguments if node.name == "plus_minus" else tuple(map(as_set, node.arguments))
        return f" {_BETWEEN[node.name]} ".join(_part(each, sums=True) for each in parts)
    if node.name == "plus_minus" and len(node.arguments) == 1:
        return f"plus or minus {_part(node.arguments[0], sums=True)}"
    if node.name == "dot" and len(node.arguments) == 2:
        return f"the inner product of {say(node.arguments[0])} and {say(node.arguments[1])}"
    if node.name == "undefined":
        return "not defined"
    if node.name in _BEHIND and len(node.arguments) == 1:
        return f"{_part(node.arguments[0])} {_BEHIND[node.name]}"
    if node.name == "log_base" and len(node.arguments) == 2:
        return f"the logarithm to base {_part(node.arguments[0])} of {_part(node.arguments[1])}"
    if node.name == "binomial" and len(node.arguments) == 2:
        return f"{_part(node.arguments[0])} choose {_part(node.arguments[1])}"
    opening = _CALLS.get(node.name, f"{node.name.replace('_', ' ')} of")
    named = [f"{name} equal to {say(value)}" for name, value in node.keywords]
    if len(node.arguments) == 1 and not named:
        return f"{opening} {_part(node.arguments[0])}"
    return f"{opening} {', '.join([say(each) for each in node.arguments] + named)}"


def _bound(name: str, bound: Bound) -> str:
    over = f"{say(bound.index)} equals {say(bound.low)} to {say(bound.high)}"
    return f"the {name} over {over} of {_part(bound.body, sums=True)}"


def _derivative(derivative: Derivative) -> str:
    times = {1: "", 2: " twice"}
    names = " and ".join(say(name) + times.get(count, f" {count} times") for name, count in derivative.runs)
    sort = "partial derivative" if derivative.is_partial else "derivative"
    return f"the {sort} by {names} of {_part(derivative.of)}"


def _interval(node: Interval) -> str:
    if is_all_reals(node):
        return "the real numbers"
    ends = [
        f"{say(end)}{' included' if closed else ''}"
        for end, closed in zip((node.low, node.high), node.closed, strict=True)
    ]
    return f"the interval from {ends[0]} to {ends[1]}"


def _listed(node: Listed) -> str:
    if is_matrix(node):
        rows = [f"row {at}: {_series(row.items)}" for at, row in enumerate(node.items, 1) if isinstance(row, Listed)]
        return f"the matrix with {'; '.join(rows)}"
    if node.bracket == "{":
        return f"the set of {_series(node.items)}" if node.items else "the empty set"
    return f"the {'vector' if node.bracket == '[' else 'tuple'} {_series(node.items)}"
