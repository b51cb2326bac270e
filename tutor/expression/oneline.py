"""A tree as one line of Unicode: `2x²y`, `√(x + 1)`, `ln x`."""

from __future__ import annotations

from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number
from tutor.expression.notation import ATOM, POSTFIX, Linear
from tutor.expression.parser import FACTOR, POWER, PRODUCT
from tutor.expression.textbook import ends_with_bare_call, is_bare
from tutor.expression.vocabulary import GREEK_SIGNS, SUBSCRIPTS, SUPERSCRIPTS

_OPERATORS = {"!=": "≠", "<=": "≤", ">=": "≥", "~": "≈"}
_RAISED = {plain: raised for raised, plain in reversed(SUPERSCRIPTS.items())}
_LOWERED = {plain: lowered for lowered, plain in SUBSCRIPTS.items()}
_ROOTS = {"sqrt": "√", "cbrt": "∛"}
_AROUND = {"abs": ("|", "|"), "norm": ("‖", "‖"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}


class OneLine(Linear):
    """Products without a sign where that is clear, powers raised where Unicode can."""

    def name(self, node: Name) -> str:
        if node.id == "oo":
            return "∞"
        base, _, index = node.id.partition("_")
        text = GREEK_SIGNS.get(base, base)
        if index.isdigit():
            return text + "".join(_LOWERED[digit] for digit in index)
        return f"{text}_{index}" if index else text

    def operator(self, operator: str) -> str:
        return _OPERATORS.get(operator, operator)

    def product(self, node: Binary) -> str:
        left, right = self.unsigned(node.left, PRODUCT), self.unsigned(node.right, FACTOR)
        if isinstance(node.left, Binary) and node.left.op == "/":
            left = self.bracketed(left)
        return left + self.between(node, left, right) + right

    def between(self, node: Binary, left: str, right: str) -> str:
        """The sign of a product: none where the two can stand side by side."""
        if right[0].isdigit() or (ends_with_bare_call(node.left) and not isinstance(node.right, Call)):
            return "·"
        if "|" in (left[-1], right[0]) or "‖" in (left[-1], right[0]) or "^" in left:
            return "·"
        words = _is_word(node.right) or _is_word(_last_factor(node.left)) or right.startswith(("e^", "√", "∛"))
        return " " if words and not (left[-1].isdigit() and right.startswith(("√", "∛", "e^"))) else ""

    def quotient(self, node: Binary) -> str:
        """`(ln 9)/2`: without its bracket the 2 would seem to stand under the logarithm."""
        if ends_with_bare_call(node.left):
            return f"{self.bracketed(self.text(node.left))}/{self.unsigned(node.right, FACTOR)}"
        return super().quotient(node)

    def power(self, node: Binary) -> str:
        raised = _raised(node.right)
        function = isinstance(node.left, Call) and is_bare(node.left) and node.left.name != "log_base"
        if raised and isinstance(node.left, Call) and function and isinstance(node.right, Number):
            return f"{node.left.name}{raised} {self.text(node.left.arguments[0])}"
        if raised:
            return self.at(node.left, ATOM) + raised
        return f"{self.at(node.left, ATOM)}^{self.at(node.right, ATOM)}"

    def call(self, node: Call) -> tuple[str, int]:
        if len(node.arguments) == 1 and not node.keywords:
            inner = node.arguments[0]
            match node.name:
                case "sqrt" | "cbrt":
                    return _ROOTS[node.name] + self.at(inner, ATOM), POWER
                case "abs" | "norm" | "floor" | "ceil":
                    opening, closing = _AROUND[node.name]
                    return f"{opening}{self.text(inner)}{closing}", ATOM
                case "degrees":
                    return f"{self.at(inner, ATOM)}°", POSTFIX
                case "transpose":
                    return f"{self.at(inner, ATOM)}ᵀ", POSTFIX
        if is_bare(node) and node.name != "log_base":
            return f"{node.name} {self.text(node.arguments[0])}", POWER
        return super().call(node)


def _raised(exponent: Node) -> str:
    """The exponent in superscript signs, or nothing where Unicode has none."""
    sign = ""
    if isinstance(exponent, Negative):
        sign, exponent = "⁻", exponent.operand
    if isinstance(exponent, Number) and exponent.text.isdigit():
        return sign + "".join(_RAISED[digit] for digit in exponent.text)
    if isinstance(exponent, Name) and exponent.id in ("n", "x", "y", "k", "m", "a", "b"):
        return sign + _RAISED[exponent.id]
    return ""


def _last_factor(node: Node) -> Node:
    while isinstance(node, Binary) and node.op in ("*", "^"):
        node = node.right if node.op == "*" else node.left
    return node


def _is_word(node: Node) -> bool:
    """Whether this is written with a word, which needs a blank beside it."""
    while isinstance(node, Binary) and node.op == "^":
        node = node.left
    if isinstance(node, Name):
        base = node.id.partition("_")[0]
        return len(GREEK_SIGNS.get(base, base)) > 1
    return isinstance(node, Call) and node.name not in ("sqrt", "cbrt", "abs", "norm", "floor", "ceil")
