"""How a tree is written as one unambiguous line; the base of the other notations."""

from __future__ import annotations

from tutor.expression.binding import AND, FACTOR, LOOSEST, NOT, OR, POWER, PRODUCT, RANGE, RELATION, SETS, SUM
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
from tutor.expression.parts import as_set, is_all_reals

ATOM = 10
POSTFIX = 9
CLOSING = {"(": ")", "[": "]", "{": "}"}
WORDS_BETWEEN = frozenset({"union", "intersection", "without"})
"""Calls that are written as a word or a sign between their arguments."""


class Linear:
    """Writes a tree; the other notations change single steps of it.

    Each step returns its text and how tightly that binds, in the parser's own numbers.
    """

    def text(self, node: Node) -> str:
        return self.write(node)[0]

    def at(self, node: Node, binding: int) -> str:
        """The text, in brackets where it binds less tightly than that."""
        text, own = self.write(node)
        return text if own >= binding else self.bracketed(text)

    def bracketed(self, text: str) -> str:
        return f"({text})"

    def many(self, nodes: tuple[Node, ...]) -> str:
        return ", ".join(self.text(node) for node in nodes)

    def write(self, node: Node) -> tuple[str, int]:
        match node:
            case Number():
                return self.number(node)
            case Name():
                return self.name(node), ATOM
            case Text():
                return self.quoted(node), ATOM
            case Negative():
                return self.negative(node), PRODUCT
            case Binary():
                return self.binary(node)
            case Call():
                return self.call(node)
            case Index():
                return self.index(node), ATOM
            case Listed():
                return self.listed(node), ATOM
            case Interval():
                return self.interval(node), ATOM
            case Relation():
                return self.relation(node), RELATION
            case Logic():
                return self.logic(node)
            case Conditional():
                return self.conditional(node)
            case Comprehension():
                return f"[{self.comprehension(node)}]", ATOM
            case Range():
                return self.range(node), RANGE

    # --- operands ---------------------------------------------------------------------------------

    def number(self, node: Number) -> tuple[str, int]:
        return node.text, ATOM

    def name(self, node: Name) -> str:
        return node.id

    def quoted(self, node: Text) -> str:
        return f'"{node.value}"'

    # --- operators --------------------------------------------------------------------------------

    def negative(self, node: Negative) -> str:
        return "-" + self.unsigned(node.operand, PRODUCT)

    def unsigned(self, node: Node, binding: int) -> str:
        """The text of an operand that may not begin with a minus."""
        text, own = self.write(node)
        return text if own >= binding and not text.startswith(("-", self.sign("+-"))) else self.bracketed(text)

    def binary(self, node: Binary) -> tuple[str, int]:
        match node.op:
            case "+" | "-":
                return f"{self.at(node.left, SUM)} {node.op} {self.unsigned(node.right, PRODUCT)}", SUM
            case "*":
                return self.product(node), PRODUCT
            case "/":
                return self.quotient(node), PRODUCT
            case "^":
                return self.power(node), POWER

    def product(self, node: Binary) -> str:
        return f"{self.unsigned(node.left, PRODUCT)}*{self.unsigned(node.right, FACTOR)}"

    def quotient(self, node: Binary) -> str:
        above = self.unsigned(node.left, PRODUCT)
        if above.endswith("^1"):
            above = self.bracketed(above)
        return f"{above}/{self.unsigned(node.right, FACTOR)}"

    def power(self, node: Binary) -> str:
        exponent = self.at(node.right, ATOM)
        if exponent == "T" or exponent.startswith("{"):  # a transpose, and the braces of TeX
            exponent = self.bracketed(exponent)
        return f"{self.at(node.left, ATOM)}^{exponent}"

    def relation(self, node: Relation) -> str:
        text = self.at(node.operands[0], RANGE)
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            shown = as_set(operand) if operator == "in" else operand
            text += f" {self.sign(operator)} {self.at(shown, RANGE)}"
        return text

    def sign(self, plain: str) -> str:
        """How this notation writes a relation, `+-` or one of the words between sets."""
        return plain

    def logic(self, node: Logic) -> tuple[str, int]:
        if node.op == "not":
            if (outside := self.outside(node.operands[0])) is not None:
                return outside, RELATION
            return f"{self.word('not')} {self.at(node.operands[0], NOT)}", NOT
        inner, own = (AND, OR) if node.op == "or" else (NOT, AND)
        return f" {self.word(node.op)} ".join(self.at(each, inner) for each in node.operands), own

    def outside(self, node: Node) -> str | None:
        """`x ∉ A`, where this notation has a sign for it."""
        if self.sign("not in") == "not in" or not isinstance(node, Relation) or node.operators != ("in",):
            return None
        element, container = node.operands
        return f"{self.at(element, RANGE)} {self.sign('not in')} {self.at(as_set(container), RANGE)}"

    def word(self, word: str) -> str:
        return word

    # --- functions and lists ----------------------------------------------------------------------

    def call(self, node: Call) -> tuple[str, int]:
        if not node.keywords and (written := self.with_sign(node)) is not None:
            return written
        if node.name == "log_base" and (base := _short_base(node.arguments[0])):
            return f"log_{base}({self.argument(node.arguments[1])})", ATOM
        return f"{node.name}({self.arguments(node)})", ATOM

    def with_sign(self, node: Call) -> tuple[str, int] | None:
        """A call that is written as a sign beside or between its arguments; None: it has none."""
        match node.name, node.arguments:
            case "factorial", (inner,):
                return f"{self.at(inner, ATOM)}!", POSTFIX
            case "percent", (inner,):
                return f"{self.at(inner, ATOM)}%", POSTFIX
            case "prime", (Call(name="prime") as inner,):
                return f"{self.text(inner)}'", POSTFIX
            case "prime", (inner,):
                return f"{self.at(inner, ATOM)}'", POSTFIX
            case "plus_minus", (inner,):
                sign = self.sign("+-")
                return sign + " " * sign[-1].isalpha() + self.unsigned(inner, PRODUCT), PRODUCT
            case "plus_minus", (left, right):
                return f"{self.at(left, SUM)} {self.sign('+-')} {self.unsigned(right, PRODUCT)}", SUM
            case name, (left, right) if name in WORDS_BETWEEN:
                chained = isinstance(left, Call) and left.name == name and name != "without"
                first = self.text(left) if chained else self.at(as_set(left), ATOM)
                return f"{first} {self.sign(name)} {self.at(as_set(right), ATOM)}", SETS
        return None

    def arguments(self, node: Call) -> str:
        if len(node.arguments) == 1 and not node.keywords and isinstance(node.arguments[0], Comprehension):
            return self.comprehension(node.arguments[0])
        positional = [self.argument(each) for each in node.arguments]
        return ", ".join(positional + [f"{name} = {self.text(value)}" for name, value in node.keywords])

    def argument(self, node: Node) -> str:
        """An argument; an equation is bracketed, lest it read as a named argument."""
        text = self.text(node)
        named = isinstance(node, Relation) and node.operators[0] == "=" and isinstance(node.operands[0], Name)
        return self.bracketed(text) if named else text

    def index(self, node: Index) -> str:
        text, own = self.write(node.base)
        plain = own == ATOM and isinstance(node.base, Name | Index | Call | Listed | Comprehension)
        if isinstance(node.base, Listed) and node.base.bracket == "{":
            plain = False
        return f"{text if plain else self.bracketed(text)}[{self.many(node.indices)}]"

    def listed(self, node: Listed) -> str:
        return node.bracket + self.many(node.items) + CLOSING[node.bracket]

    def interval(self, node: Interval) -> str:
        if is_all_reals(node):
            return "R"
        opening, closing = "[" if node.closed[0] else "(", "]" if node.closed[1] else ")"
        return f"{opening}{self.text(node.low)}, {self.text(node.high)}{closing}"

    # --- what mostly authors write ---------------------------------------------------------------

    def conditional(self, node: Conditional) -> tuple[str, int]:
        then, condition = self.at(node.then, OR), self.at(node.condition, OR)
        return f"{then} {self.word('if')} {condition} {self.word('else')} {self.text(node.otherwise)}", LOOSEST

    def comprehension(self, node: Comprehension) -> str:
        source = f"{node.name} {self.word('in')} {self.at(node.source, OR)}"
        text = f"{self.text(node.body)} {self.word('for')} {source}"
        if node.condition is not None:
            text += f" {self.word('if')} {self.at(node.condition, OR)}"
        return text

    def range(self, node: Range) -> str:
        low, high = (self._end_of_range(end) for end in (node.low, node.high))
        without = f" except {{{self.many(node.excluded)}}}" if node.excluded else ""
        return f"{low}..{high}{without}"

    def _end_of_range(self, node: Node) -> str:
        text = self.at(node, SUM)
        return self.bracketed(text) if isinstance(node, Number) and "e" in text else text


def _short_base(base: Node) -> str | None:
    """The base of a logarithm where it can stand behind `log_`."""
    match base:
        case Name(id=name) if len(name) == 1:
            return name
        case Number(text=text) if text.isdigit():
            return text
        case _:
            return None
