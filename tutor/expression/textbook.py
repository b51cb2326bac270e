"""A tree as LaTeX, the way a textbook prints it."""

from __future__ import annotations

from tutor.expression.binding import FACTOR, POWER, PRODUCT, SUM
from tutor.expression.nodes import Binary, Call, Conditional, Index, Interval, Listed, Name, Node, Number, Text
from tutor.expression.notation import ATOM, POSTFIX, Linear
from tutor.expression.parts import Bound, Derivative, bound_of, derivative_of, is_all_reals, pieces_of
from tutor.expression.vocabulary import GREEK_NAMES

COMMANDS = frozenset(
    {
        "sin",
        "cos",
        "tan",
        "sec",
        "csc",
        "cot",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "exp",
        "ln",
        "det",
        "min",
        "max",
        "gcd",
    }
)
"""Functions that TeX has a command for."""

BARE = frozenset(
    {
        "sin",
        "cos",
        "tan",
        "sec",
        "csc",
        "cot",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "ln",
        "log2",
        "log10",
        "log_base",
    }
)
"""Functions that a textbook writes without brackets before a number or a name."""

_SIGNS = {
    "!=": r"\ne",
    "<=": r"\le",
    ">=": r"\ge",
    "~": r"\approx",
    "in": r"\in",
    "not in": r"\notin",
    "+-": r"\pm",
    "union": r"\cup",
    "intersection": r"\cap",
    "without": r"\setminus",
}
_AROUND = {
    "abs": ("|", "|"),
    "norm": (r"\|", r"\|"),
    "floor": (r"\lfloor ", r" \rfloor"),
    "ceil": (r"\lceil ", r" \rceil"),
}


class Textbook(Linear):
    """Fractions, roots and matrices in two dimensions; products without a sign where that is clear."""

    def bracketed(self, text: str) -> str:
        return around(text, "(", ")")

    def number(self, node: Number) -> tuple[str, int]:
        mantissa, _, exponent = node.text.partition("e")
        if not exponent:
            return node.text, ATOM
        return rf"{mantissa} \cdot 10^{{{exponent}}}", PRODUCT

    def name(self, node: Name) -> str:
        if node.id == "oo":
            return r"\infty"
        base, _, index = node.id.partition("_")
        roman = base if len(base) == 1 else rf"\mathrm{{{base}}}"
        text = "\\" + base if base in GREEK_NAMES or base == "pi" else roman
        return f"{text}_{{{index.replace('_', ',')}}}" if index else text

    def quoted(self, node: Text) -> str:
        return rf"\text{{{node.value}}}"

    def sign(self, plain: str) -> str:
        return _SIGNS.get(plain, plain)

    def word(self, word: str) -> str:
        return rf"\text{{ {word} }}"

    # --- operators --------------------------------------------------------------------------------

    def product(self, node: Binary) -> str:
        left, right = self.unsigned(node.left, PRODUCT), self.unsigned(node.right, FACTOR)
        if is_open_ended(node.left):
            left = self.bracketed(left)
        return left + self.between(node, left, right) + right

    def between(self, node: Binary, left: str, right: str) -> str:
        """The sign of a product: none where the two can stand side by side."""
        if right[0].isdigit() or (_begins_with_number(node.right) and not right.startswith("(")):
            return r" \cdot "
        if ends_with_bare_call(node.left) and not isinstance(node.right, Call):
            return r" \cdot "
        return " " if right[0] == "\\" or left[-1].isalpha() else ""

    def quotient(self, node: Binary) -> str:
        return rf"\frac{{{self.text(node.left)}}}{{{self.text(node.right)}}}"

    def binary(self, node: Binary) -> tuple[str, int]:
        text, own = super().binary(node)
        return text, FACTOR if node.op == "/" else own

    def power(self, node: Binary) -> str:
        exponent = self.text(node.right)
        base = node.left
        if isinstance(base, Call) and base.name in BARE and base.name in COMMANDS and _is_whole(node.right):
            return rf"\{base.name}^{{{exponent}}} {self.argument_of(base)}"
        return f"{self.at(base, ATOM)}^{{{exponent}}}"

    # --- functions --------------------------------------------------------------------------------

    def call(self, node: Call) -> tuple[str, int]:
        inner = node.arguments
        if bound := bound_of(node):
            return self.bound(node.name, bound), FACTOR
        if derivative := derivative_of(node):
            return self.derivative(derivative)
        match node.name, len(inner):
            case ("sqrt" | "cbrt", 1):
                degree = "[3]" if node.name == "cbrt" else ""
                return rf"\sqrt{degree}{{{self.text(inner[0])}}}", ATOM
            case "root", 2:
                return rf"\sqrt[{self.text(inner[1])}]{{{self.text(inner[0])}}}", ATOM
            case "binomial", 2:
                return rf"\binom{{{self.text(inner[0])}}}{{{self.text(inner[1])}}}", ATOM
            case ("abs" | "norm", 1) if has_bars_at_edge(self.text(inner[0])):
                return rf"\operatorname{{{node.name}}}{self.bracketed(self.text(inner[0]))}", ATOM
            case ("abs" | "floor" | "ceil" | "norm", 1):
                return around(self.text(inner[0]), *_AROUND[node.name]), ATOM
            case "norm", 2:
                bars = around(self.text(inner[0]), *_AROUND["norm"])
                return f"{bars}_{{{self.text(inner[1])}}}", POWER
        return self.sign_or_function(node)

    def sign_or_function(self, node: Call) -> tuple[str, int]:
        match node.name, node.arguments:
            case "percent", (inner,):
                return rf"{self.at(inner, ATOM)}\%", POSTFIX
            case "degrees", (inner,):
                return rf"{self.at(inner, ATOM)}^{{\circ}}", POSTFIX
            case "transpose", (inner,):
                return rf"{self.at(inner, ATOM)}^{{\top}}", POWER
            case "inverse", (inner,):
                return f"{self.at(inner, ATOM)}^{{-1}}", POWER
            case "dot", (left, right):
                return around(f"{self.text(left)}, {self.text(right)}", r"\langle ", r" \rangle"), ATOM
            case "undefined", ():
                return r"\text{undefined}", ATOM
        if not node.keywords and (written := self.with_sign(node)) is not None:
            return written
        bare = is_bare(node)
        space = " " if bare and not isinstance(node.arguments[-1], Listed) else ""
        return f"{self.function_name(node)}{space}{self.argument_of(node)}", POWER if bare else ATOM

    def function_name(self, node: Call) -> str:
        match node.name:
            case "log2" | "log10":
                return rf"\log_{{{node.name[3:]}}}"
            case "log_base":
                return rf"\log_{{{self.text(node.arguments[0])}}}"
            case name if name in COMMANDS:
                return f"\\{name}"
            case name:
                return rf"\operatorname{{{name.replace('_', ' ')}}}"

    def argument_of(self, node: Call) -> str:
        """What a function is applied to, in brackets unless it is a lone number or name."""
        if is_bare(node):
            return self.text(node.arguments[-1])
        shown = node.arguments[1:] if node.name == "log_base" else node.arguments
        parts = [self.text(each) for each in shown] + [f"{name} = {self.text(each)}" for name, each in node.keywords]
        if (
            len(parts) == 1
            and shown
            and isinstance(shown[0], Listed)
            and shown[0].bracket == "["
            and parts[0].startswith(("(", r"\left("))
        ):
            return parts[0]
        return self.bracketed(", ".join(parts))

    def bound(self, name: str, bound: Bound) -> str:
        large = r"\sum" if name == "sum" else r"\prod"
        start = f"{self.text(bound.index)} = {self.at(bound.low, SUM)}"
        return f"{large}_{{{start}}}^{{{self.text(bound.high)}}} {self.unsigned(bound.body, PRODUCT)}"

    def derivative(self, derivative: Derivative) -> tuple[str, int]:
        d = r"\partial" if derivative.is_partial else "d"
        below = " ".join(f"{d} {self.name(name)}{_repeated(count)}" for name, count in derivative.runs)
        above = d + _repeated(derivative.order)
        if isinstance(derivative.of, Name):
            return rf"\frac{{{above} {self.name(derivative.of)}}}{{{below}}}", FACTOR
        return rf"\frac{{{above}}}{{{below}}}\left({self.text(derivative.of)}\right)", FACTOR

    def conditional(self, node: Conditional) -> tuple[str, int]:
        pieces, otherwise = pieces_of(node)
        rows = [f"{self.text(value)} & {self.text(condition)}" for value, condition in pieces]
        rows += [rf"{self.text(otherwise)} & \text{{otherwise}}"] if otherwise is not None else []
        return r"\begin{cases}" + r" \\ ".join(rows) + r"\end{cases}", ATOM

    # --- lists ------------------------------------------------------------------------------------

    def index(self, node: Index) -> str:
        return f"{self.at(node.base, ATOM)}_{{{self.many(node.indices)}}}"

    def interval(self, node: Interval) -> str:
        if is_all_reals(node):
            return r"\mathbb{R}"
        opening, closing = "[" if node.closed[0] else "(", "]" if node.closed[1] else ")"
        return around(f"{self.text(node.low)}, {self.text(node.high)}", opening, closing)

    def listed(self, node: Listed) -> str:
        if node.bracket == "{" and not node.items:
            return r"\emptyset"
        if node.bracket == "{":
            return around(self.many(node.items), r"\{", r"\}")
        if node.bracket == "[" and is_matrix(node):
            rows = (" & ".join(map(self.text, row.items)) for row in node.items if isinstance(row, Listed))
            return r"\begin{pmatrix}" + r" \\ ".join(rows) + r"\end{pmatrix}"
        if node.bracket == "[" and len(node.items) == 1:
            return around(self.many(node.items), "[", "]")
        return self.bracketed(self.many(node.items))


def around(text: str, opening: str, closing: str) -> str:
    r"""The text in brackets, tall ones (`\left`, `\right`) where it is tall itself."""
    if r"\frac" in text or r"\begin" in text or r"\binom" in text:
        return rf"\left{opening}{text}\right{closing}"
    return f"{opening}{text}{closing}"


def has_bars_at_edge(text: str) -> bool:
    """Whether bars around this would run together with its own."""
    return text.startswith(("|", "‖", r"\|", r"\left|", r"\left\|")) or text.endswith(("|", "‖"))


def is_matrix(node: Listed) -> bool:
    """Whether this is a `[` of equally long rows."""
    rows = [row for row in node.items if isinstance(row, Listed) and row.bracket == "[" and row.items]
    return bool(rows) and len(rows) == len(node.items) and len({len(row.items) for row in rows}) == 1


def is_bare(node: Call) -> bool:
    """Whether a function stands before its argument without brackets: `ln x`."""
    if node.name not in BARE or node.keywords or len(node.arguments) != (2 if node.name == "log_base" else 1):
        return False
    argument = node.arguments[-1]
    return isinstance(argument, Name) or (isinstance(argument, Number) and "e" not in argument.text)


def ends_with_bare_call(node: Node) -> bool:
    """Whether a function without brackets would swallow what is written behind this."""
    while isinstance(node, Binary) and node.op == "*":
        node = node.right
    if isinstance(node, Binary) and node.op == "^":
        node = node.left
    return isinstance(node, Call) and is_bare(node)


def is_open_ended(node: Node) -> bool:
    """Whether a sum, product or `d/dx`, which takes all factors that follow, would swallow what is written
    behind this."""
    while isinstance(node, Binary) and node.op == "*":
        node = node.right
    if not isinstance(node, Call):
        return False
    derivative = derivative_of(node)
    return bound_of(node) is not None or (derivative is not None and not isinstance(derivative.of, Name))


def _repeated(count: int) -> str:
    return f"^{{{count}}}" if count > 1 else ""


def _begins_with_number(node: Node) -> bool:
    """Whether the leftmost part is a number or a fraction, which reads badly behind another factor."""
    while isinstance(node, Binary) and node.op in ("^", "*"):
        node = node.left
    return isinstance(node, Number) or (isinstance(node, Binary) and node.op == "/")


def _is_whole(node: Node) -> bool:
    return isinstance(node, Number) and node.text.isdigit()
