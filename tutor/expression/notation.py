"""How a tree is written as one unambiguous line; the base of the other notations."""

from __future__ import annotations

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
from tutor.expression.parser import AND, FACTOR, LOOSEST, NOT, OR, POWER, PRODUCT, RANGE, RELATION, SUM

ATOM = 10
POSTFIX = 9
CLOSING = {"(": ")", "[": "]", "{": "}"}
_POSTFIX_SIGNS = {"factorial": "!", "percent": "%"}


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
            case Relation():
                return self.relation(node), RELATION
            case Logic():
                return self.logic(node)
            case Conditional():
                return self.conditional(node), LOOSEST
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
        text = self.at(node, binding)
        return self.bracketed(text) if text.startswith("-") else text

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
            text += f" {self.operator(operator)} {self.at(operand, RANGE)}"
        return text

    def operator(self, operator: str) -> str:
        return operator

    def logic(self, node: Logic) -> tuple[str, int]:
        if node.op == "not":
            return f"{self.word('not')} {self.at(node.operands[0], NOT)}", NOT
        inner, own = (AND, OR) if node.op == "or" else (NOT, AND)
        return f" {self.word(node.op)} ".join(self.at(each, inner) for each in node.operands), own

    def word(self, word: str) -> str:
        return word

    # --- functions and lists ----------------------------------------------------------------------

    def call(self, node: Call) -> tuple[str, int]:
        if node.name in _POSTFIX_SIGNS and len(node.arguments) == 1 and not node.keywords:
            return self.at(node.arguments[0], ATOM) + _POSTFIX_SIGNS[node.name], POSTFIX
        if node.name == "log_base" and (base := _short_base(node.arguments[0])):
            return f"log_{base}({self.argument(node.arguments[1])})", ATOM
        return f"{node.name}({self.arguments(node)})", ATOM

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

    # --- what only authors write ------------------------------------------------------------------

    def conditional(self, node: Conditional) -> str:
        then, condition = self.at(node.then, OR), self.at(node.condition, OR)
        return f"{then} {self.word('if')} {condition} {self.word('else')} {self.text(node.otherwise)}"

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
