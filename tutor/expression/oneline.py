"""A tree as one line of Unicode: `2x²y`, `√(x + 1)`, `ln x`."""

from __future__ import annotations

from tutor.expression.binding import FACTOR, POWER, PRODUCT, SUM
from tutor.expression.nodes import Binary, Call, Conditional, Interval, Listed, Name, Negative, Node, Number
from tutor.expression.notation import ATOM, POSTFIX, Linear
from tutor.expression.parts import Bound, Derivative, bound_of, derivative_of, is_all_reals, pieces_of
from tutor.expression.textbook import ends_with_bare_call, has_bars_at_edge, is_bare, is_open_ended
from tutor.expression.vocabulary import GREEK_SIGNS, SUBSCRIPTS, SUPERSCRIPTS

_SIGNS = {
    "!=": "≠", "<=": "≤", ">=": "≥", "~": "≈", "in": "∈", "not in": "∉", "+-": "±", "union": "∪", "intersection": "∩",
    "without": "∖",
}  # fmt: skip
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

    def sign(self, plain: str) -> str:
        return _SIGNS.get(plain, plain)

    def product(self, node: Binary) -> str:
        left, right = self.unsigned(node.left, PRODUCT), self.unsigned(node.right, FACTOR)
        if (isinstance(node.left, Binary) and node.left.op == "/") or is_open_ended(node.left):
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
        if ends_with_bare_call(node.left) or is_open_ended(node.left):
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
        if bound := bound_of(node):
            return self.bound(node.name, bound), FACTOR
        if derivative := derivative_of(node):
            return self.derivative(derivative)
        if node.name == "dot" and len(node.arguments) == 2:
            return f"⟨{self.many(node.arguments)}⟩", ATOM
        if len(node.arguments) == 1 and not node.keywords:
            inner = node.arguments[0]
            match node.name:
                case "sqrt" | "cbrt":
                    return _ROOTS[node.name] + self.at(inner, ATOM), POWER
                case "abs" | "norm" | "floor" | "ceil" if not has_bars_at_edge(self.text(inner)):
                    opening, closing = _AROUND[node.name]
                    return f"{opening}{self.text(inner)}{closing}", ATOM
                case "degrees":
                    return f"{self.at(inner, ATOM)}°", POSTFIX
                case "transpose":
                    return f"{self.at(inner, ATOM)}ᵀ", POSTFIX
                case "inverse":
                    return f"{self.at(inner, ATOM)}⁻¹", POSTFIX
        if is_bare(node) and node.name != "log_base":
            return f"{node.name} {self.text(node.arguments[0])}", POWER
        return super().call(node)

    def bound(self, name: str, bound: Bound) -> str:
        """`∑_(i=1)^n i²`"""
        start = f"({self.text(bound.index)}={self.at(bound.low, SUM)})"
        high = self.text(bound.high)
        end = high if isinstance(bound.high, Name | Number) else self.bracketed(high)
        return f"{'∑' if name == 'sum' else '∏'}_{start}^{end} {self.unsigned(bound.body, PRODUCT)}"

    def derivative(self, derivative: Derivative) -> tuple[str, int]:
        """`∂²f/∂x∂y`, `d/dx (x²)`"""
        d = "∂" if derivative.is_partial else "d"
        below = "".join(f"{d}{self.name(name)}{_digits(count)}" for name, count in derivative.runs)
        above = d + _digits(derivative.order)
        if isinstance(derivative.of, Name):
            return f"{above}{self.name(derivative.of)}/{below}", PRODUCT
        return f"{above}/{below} ({self.text(derivative.of)})", PRODUCT

    def conditional(self, node: Conditional) -> tuple[str, int]:
        """`{x if x ≥ 0, -x otherwise}`"""
        pieces, otherwise = pieces_of(node)
        parts = [f"{self.text(value)} if {self.text(condition)}" for value, condition in pieces]
        parts += [f"{self.text(otherwise)} otherwise"] if otherwise is not None else []
        return "{" + ", ".join(parts) + "}", ATOM

    def interval(self, node: Interval) -> str:
        return "ℝ" if is_all_reals(node) else super().interval(node)

    def listed(self, node: Listed) -> str:
        return super().listed(node) if node.items or node.bracket != "{" else "∅"


def _digits(count: int) -> str:
    return "".join(_RAISED[digit] for digit in str(count)) if count > 1 else ""


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
