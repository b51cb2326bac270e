"""What an author's formula is worth: our own interpreter over the tree, within bounds.

No text is ever handed to Python or SymPy to be run. Whole numbers and fractions are calculated
here; SymPy is asked only where names or irrational numbers come in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction

from tutor.content.let_block import Helper
from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Index,
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
from tutor.maths.posing.arithmetic import add, divide, multiply, negate, power, subtract
from tutor.maths.posing.exactness import less, near, same
from tutor.maths.posing.samplers import SAMPLERS
from tutor.maths.posing.showing import SHOWING
from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import (
    MOST_ITEMS,
    FormulaError,
    Span,
    TooLargeError,
    Value,
    bounded,
    described,
    listed_items,
    plain,
    whole,
)
from tutor.maths.posing.vocabulary import CONSTANTS, VOCABULARY

MOST_STEPS = 20_000
OPERATIONS: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "^": power,
}
COMPARISONS: Mapping[str, Callable[[Value, Value], bool]] = {
    "=": same,
    "!=": lambda a, b: not same(a, b),
    "~": near,
    "<": less,
    "<=": lambda a, b: not less(b, a),
    ">": lambda a, b: less(b, a),
    ">=": lambda a, b: not less(a, b),
}


@dataclass(slots=True)
class Scope:
    """What a formula can see. `stream`: where samplers draw, None outside `let`. `steps` counts
    the nodes visited by all formulas of one problem."""

    values: dict[str, Value]
    helpers: dict[str, Helper] = field(default_factory=dict)
    levels: tuple[int, ...] = (2,)
    level: int = 2
    stream: Stream | None = None
    steps: list[int] = field(default_factory=lambda: [0])
    depth: int = 0

    def inside(self, names: Mapping[str, Value]) -> Scope:
        """The same scope with some names more."""
        return Scope(
            {**self.values, **names}, self.helpers, self.levels, self.level, self.stream, self.steps, self.depth
        )


def evaluate(tree: Node, scope: Scope) -> Value:
    """The value of a formula. Raises FormulaError with a message for the author."""
    scope.steps[0] += 1
    if scope.steps[0] > MOST_STEPS:
        raise TooLargeError(f"more than {MOST_STEPS} steps")
    match tree:
        case Number():
            return int(tree.text) if tree.text.isdecimal() else plain(tree.value)
        case Name(id=name):
            return _named(name, scope)
        case Binary(op=op, left=left, right=right):
            return OPERATIONS[op](evaluate(left, scope), evaluate(right, scope))
        case Call():
            return _called(tree, scope)
        case Negative(operand=operand):
            return negate(evaluate(operand, scope))
        case Index(base=base, indices=indices):
            return _entry(evaluate(base, scope), [evaluate(each, scope) for each in indices])
        case Listed(bracket=bracket, items=items):
            return _listed(bracket, [evaluate(each, scope) for each in items])
        case Relation():
            return _holds(tree, scope)
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            return evaluate(then if truth(condition, scope) else otherwise, scope)
        case Logic(op="not", operands=(operand,)):
            return not truth(operand, scope)
        case Logic(op="and", operands=operands):
            return all(truth(each, scope) for each in operands)
        case Logic(operands=operands):
            return any(truth(each, scope) for each in operands)
        case Comprehension():
            return _gathered(tree, scope)
        case Range(low=low, high=high, excluded=excluded):
            return _span(low, high, excluded, scope)
        case Text(value=value):
            return value
    raise FormulaError("this cannot be worked out")


def truth(tree: Node, scope: Scope) -> bool:
    """Whether a condition holds. FormulaError where it is none."""
    value = evaluate(tree, scope)
    if not isinstance(value, bool):
        raise FormulaError(f"{described(value)} stands where a condition belongs")
    return value


def _named(name: str, scope: Scope) -> Value:
    if name in scope.values:
        return scope.values[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    known = [*scope.values, *scope.helpers, *VOCABULARY, *SAMPLERS, *SHOWING]
    close = get_close_matches(name, known, n=1)
    raise FormulaError(f"`{name}` is not known" + (f"; did you mean `{close[0]}`?" if close else ""))


def _called(tree: Call, scope: Scope) -> Value:
    name = tree.name
    if name == "by_level":
        return _by_level(tree, scope)
    if (helper := scope.helpers.get(name)) is not None:
        return bounded(_helped(helper, tree, scope))
    if (showing := SHOWING.get(name)) is not None and showing.reads_trees:
        return showing.show(tree, lambda part: evaluate(part, scope), scope.values)
    arguments = [evaluate(each, scope) for each in tree.arguments]
    keywords = {key: evaluate(each, scope) for key, each in tree.keywords}
    try:
        if name in VOCABULARY and not (name in SAMPLERS and not arguments):  # `sign()` draws
            return bounded(VOCABULARY[name](*arguments, **keywords))
        if name in SAMPLERS:
            return SAMPLERS[name].draw(scope.stream, arguments, keywords)
        if name in SHOWING:
            return SHOWING[name](*arguments, **keywords)
    except FormulaError as error:
        raise type(error)(f"{name}: {error}") from None
    except RecursionError:
        raise FormulaError(f"{name}: too deep") from None
    return _named(name, scope) if not arguments else _unknown_function(name, scope)


def _unknown_function(name: str, scope: Scope) -> Value:
    if name in scope.values:
        raise FormulaError(f"`{name}` is a value, no function; a product is written `{name} (…)`")
    return _named(name, Scope({}, scope.helpers))


def _by_level(tree: Call, scope: Scope) -> Value:
    if len(tree.arguments) != len(scope.levels) or tree.keywords:
        raise FormulaError(f"by_level takes one entry for each of the levels {list(scope.levels)}")
    return evaluate(tree.arguments[scope.levels.index(scope.level)], scope)


def _helped(helper: Helper, tree: Call, scope: Scope) -> Value:
    if len(tree.arguments) != len(helper.parameters) or tree.keywords:
        raise FormulaError(f"it is called {helper.name}({', '.join(helper.parameters)})")
    if scope.depth > len(scope.helpers):
        raise FormulaError(f"`{helper.name}` calls itself")
    values = (evaluate(each, scope) for each in tree.arguments)
    inner = scope.inside(dict(zip(helper.parameters, values, strict=True)))
    inner.depth += 1
    return evaluate(helper.formula.tree, inner)


def _entry(value: Value, indices: list[Value]) -> Value:
    for position in indices:
        items = listed_items(value)
        index = whole(position, "a position")
        if not 1 <= index <= len(items):
            raise FormulaError(f"there is no entry {index} in a list of {len(items)}")
        value = items[index - 1]
    return value


def _listed(bracket: str, items: list[Value]) -> Value:
    if bracket == "[":
        return bounded(items)
    if bracket == "(":
        return tuple(items)
    return frozenset(_hashable(item) for item in items)


def _hashable(value: Value) -> Value:
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


def _holds(tree: Relation, scope: Scope) -> bool:
    values = [evaluate(each, scope) for each in tree.operands]
    links = zip(values, tree.operators, values[1:], strict=False)
    return all(COMPARISONS[operator](a, b) for a, operator, b in links)


def _gathered(tree: Comprehension, scope: Scope) -> list[Value]:
    source = listed_items(evaluate(tree.source, scope))
    gathered: list[Value] = []
    for item in source:
        inner = scope.inside({tree.name: item})
        if tree.condition is None or truth(tree.condition, inner):
            gathered.append(evaluate(tree.body, inner))
    if len(gathered) > MOST_ITEMS:
        raise FormulaError(f"a list of over {MOST_ITEMS} entries")
    bounded(gathered)
    return gathered


def _span(low: Node, high: Node, excluded: tuple[Node, ...], scope: Scope) -> Value:
    begin, end = evaluate(low, scope), evaluate(high, scope)
    if not isinstance(begin, int | Fraction) or not isinstance(end, int | Fraction):
        raise FormulaError("a range goes from a whole number to a whole number")
    without = frozenset(whole(evaluate(each, scope)) for each in excluded)
    return Span(whole(begin), whole(end), without)
