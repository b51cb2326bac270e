"""Functions that show rather than calculate: values put in, rounded, in per cent, in a table."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import sympy

from tutor.expression.nodes import Binary, Call, Listed, Negative, Node, Number, Relation
from tutor.expression.writer import latex
from tutor.maths.posing.exactness import approximate
from tutor.maths.posing.putting_in import Worth, put_in, tree_of
from tutor.maths.posing.values import FormulaError, Shown, Value, is_rational, listed_items, plain, symbolic, whole

MOST_PLACES = 12
SIGNS = {"=": "=", "≈": "\\approx", "~": "\\approx", "<": "<", ">": ">", "<=": "\\le", ">=": "\\ge"}


@dataclass(frozen=True, slots=True)
class Showing:
    """One function. `reads_trees`: it wants the formula itself, not only what it is worth."""

    signature: str
    doc: str
    example: str
    shown: str
    body: Callable[..., Value]
    reads_trees: bool

    def __call__(self, *arguments: Value, **keywords: Value) -> Value:
        try:
            inspect.signature(self.body).bind(*arguments, **keywords)
        except TypeError:
            raise FormulaError(f"it is called {self.signature}") from None
        return self.body(*arguments, **keywords)

    def show(self, call: Call, worth: Worth, values: Mapping[str, Value]) -> Value:
        """For those that read trees: what is shown for a call."""
        if len(call.arguments) != 1 or call.keywords:
            raise FormulaError(f"it is called {self.signature}")
        return self.body(call.arguments[0], worth, values)


SHOWING: dict[str, Showing] = {}


def showing(signature: str, example: str, shown: str, reads_trees: bool = False) -> Callable[..., Callable[..., Value]]:
    """Enters the function below; `example` is what an author writes, `shown` how it appears."""

    def enter(body: Callable[..., Value]) -> Callable[..., Value]:
        name = signature.partition("(")[0]
        SHOWING[name] = Showing(signature, inspect.getdoc(body) or "", example, shown, body, reads_trees)
        return body

    return enter


@showing("written(formula)", "written(2 * 3 + 4)", "2*3 + 4", reads_trees=True)
def written(formula: Node, worth: Worth, values: Mapping[str, Value]) -> Value:
    """The formula with the drawn values put in, not worked out; sums and dot products term by term."""
    return Shown((put_in(formula, worth, values),))


@showing("computed(formula)", "computed(2 * 3)", "2*3 = 6", reads_trees=True)
def computed(formula: Node, worth: Worth, values: Mapping[str, Value]) -> Value:
    """As written, then an equals sign and what it is worth."""
    before, after = put_in(formula, worth, values), tree_of(worth(formula))
    return Shown((after,)) if before == after else Shown((Relation((before, after), ("=",)),))


@showing("listed(list)", "listed([1, 2, 3])", "1, 2, 3")
def listed(list: Value) -> Value:
    """The entries with commas between them, without brackets."""
    return Shown(tuple(tree_of(each) for each in listed_items(list)))


@showing("decimal(x, places)", "decimal(2/3, 3)", "0.667")
def decimal(x: Value, places: Value = None) -> Value:
    """With exactly so many decimals, rounded, halves away from zero; without `places`: the exact
    decimal. Of a list: of each entry."""
    return Shown((decimal_tree(x, places),))


@showing("percent(x, places)", "percent(1/8)", "12.5%")
def percent(x: Value, places: Value = None) -> Value:
    """In per cent: exact, or rounded to so many decimals."""
    if not is_rational(x) and places is None:
        raise FormulaError("say how many decimals: percent(x, 1)")
    hundredfold = x * 100 if is_rational(x) else sympy.Integer(100) * symbolic(x)
    return Shown((Call("percent", (decimal_tree(hundredfold, places),)),))


@showing("scientific(x, digits = 3)", "scientific(12345, 3)", "1.23*10^4")
def scientific(x: Value, digits: Value = 3) -> Value:
    """So many significant digits times a power of ten."""
    if _finite(x) == 0:
        return Shown((Number("0"),))
    exponent, places = _exponent(x), whole(digits) - 1
    mantissa = plain(symbolic(x) / sympy.Integer(10) ** exponent)
    if 0 <= places <= MOST_PLACES and abs(nearest_scaled(mantissa, places)) == 10 ** (places + 1):  # 9.996 to 10.00
        exponent, mantissa = exponent + 1, plain(symbolic(mantissa) / 10)
    ten = Binary("^", Number("10"), tree_of(exponent))
    return Shown((Binary("*", decimal_tree(mantissa, places), ten),))


def _finite(x: Value) -> Value:
    if x in (sympy.oo, -sympy.oo):
        raise FormulaError("a number that is not infinite belongs here")
    return x


def _exponent(x: Value) -> int:
    """The power of ten of the first digit."""
    if not is_rational(x):
        return math.floor(math.log10(abs(approximate(x))) + 1e-12)
    size = abs(Fraction(x))
    guess = len(str(size.numerator)) - len(str(size.denominator))
    return guess if size >= Fraction(10) ** guess else guess - 1


@showing("grouped(n)", "grouped(1234567)", "1 234 567")
def grouped(n: Value) -> Value:
    """A whole number with a small gap before every third digit."""
    return f"{whole(n):,}".replace(",", "\u202f")


@showing("bytes(n, binary = no)", "bytes(1610612736, binary = yes)", "1.5 GiB")
def in_bytes(n: Value, binary: Value = False) -> Value:
    """So many bytes in kB, MB, GB, … of thousands, or in KiB, MiB, GiB, … of 1024, rounded to at most two
    decimals; as plain text, outside of `$`."""
    step, size = 1024 if binary is True else 1000, symbolic(_finite(n))
    units = ("B", *(f"{letter}iB" if binary is True else f"{letter}B".replace("K", "k") for letter in "KMGTPEZY"))
    power = 0
    while power + 1 < len(units) and abs(nearest_scaled(plain(size / step**power), 2)) >= 100 * step:
        power += 1
    hundredths = nearest_scaled(plain(size / step**power), 2)
    whole_part, rest = divmod(abs(hundredths), 100)
    digits = f"{whole_part:,}.{rest:02}".replace(",", "\u202f").rstrip("0").rstrip(".")
    return f"{'-' * (hundredths < 0)}{digits}\u202f{units[power]}"


@showing("joined(texts)", 'joined(["a", "b", "c"])', "a, b, c")
def joined(texts: Value) -> Value:
    """Texts and values with commas between them, as plain text."""
    return ", ".join(_cell(each, "{}") for each in listed_items(texts))


@showing("signs(formula)", "signs([2, -3])", "2 - 3")
def signs(formula: Value) -> Value:
    """The entries of a list as one sum that is not worked out, with minus signs where they belong."""
    trees = [tree_of(each) for each in listed_items(formula)]
    if not trees:
        raise FormulaError("an empty list")

    def join(left: Node, right: Node) -> Node:
        if isinstance(right, Negative):
            return Binary("-", left, right.operand)
        return Binary("+", left, right)

    return Shown((reduce(join, trees),))


@showing("table(head, row, …)", 'table(["x", 1], ["P", 1/2])', "| x | $1$ |\n| :---: | :---: |\n| P | $\\frac{1}{2}$ |")
def table(*rows: Value) -> Value:
    """A table, outside of `$`: lists of texts and values, the first is the head. It stands on lines
    of its own, between blank lines."""
    lists = [listed_items(row) for row in rows]
    if not lists or len({len(row) for row in lists}) != 1:
        raise FormulaError("rows of the same length")
    lines = [" | ".join(_in_table(_cell(each, "${}$")) for each in row) for row in lists]
    lines.insert(1, " | ".join([":---:"] * len(lists[0])))
    return "\n".join(f"| {line} |" for line in lines)


def _in_table(text: str) -> str:
    """The bars of a cell, which would end it, written otherwise: inside of dollars and outside."""
    pieces = text.split("$")
    return "$".join(piece.replace("|", "\\vert " if at % 2 else "\\|") for at, piece in enumerate(pieces))


@showing(
    "aligned(left, value, …)", 'aligned("$x$", 6 / 4, "≈", decimal(3/2, 1))',
    "$$\n\\begin{aligned}\nx &= \\frac{3}{2} \\\\\n&\\approx 1.5\n\\end{aligned}\n$$",
)  # fmt: skip
def aligned(left: Value, *values: Value) -> Value:
    """Outside of `$`, on lines of its own: what stands on the left and, under one another, what it equals. A sign
    as a text, "≈" or "<=", stands before the value that follows it; without one it is "="."""
    lines: list[str] = []
    sign = "="
    for value in values:
        if isinstance(value, str) and value in SIGNS:
            sign = SIGNS[value]
            continue
        lines.append(f"&{sign} {_in_maths(value)}")
        sign = "="
    if not lines or sign != "=":
        raise FormulaError("a value follows the left side, and each sign")
    body = " \\\\\n".join(lines)
    return f"$$\n\\begin{{aligned}}\n{_in_maths(left)} {body}\n\\end{{aligned}}\n$$"


def _in_maths(value: Value) -> str:
    """A value or a text as it stands in a formula; a text within dollars is one already."""
    if not isinstance(value, str):
        return _cell(value, "{}")
    formula = value[1:-1] if value[:1] == value[-1:] == "$" and len(value) > 2 else ""
    return formula or f"\\text{{{value}}}"


def _cell(value: Value, frame: str) -> str:
    if isinstance(value, str):
        return value
    trees = value.trees if isinstance(value, Shown) else (tree_of(value),)
    return frame.format(", ".join(latex(tree) for tree in trees))


def decimal_tree(value: Value, places: Value) -> Node:
    if isinstance(value, list):
        return Listed("[", tuple(decimal_tree(each, places) for each in value))
    if value in (sympy.oo, -sympy.oo):
        return tree_of(value)
    if places is None:
        places = _exact_places(value)
    if not 0 <= whole(places) <= MOST_PLACES:
        raise FormulaError(f"from 0 to {MOST_PLACES} decimals")
    scaled = nearest_scaled(value, places)
    digits = str(abs(scaled)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return Negative(Number(text)) if scaled < 0 else Number(text)


def _exact_places(value: Value) -> int:
    if is_rational(value):
        for places in range(MOST_PLACES + 1):
            if (Fraction(value) * 10**places).denominator == 1:
                return places
    raise FormulaError("that has no exact decimal; say how many places")


def nearest_scaled(value: Value, places: int) -> int:
    """value * 10^places as the nearest whole number, halves away from zero."""
    half = Fraction(1, 2)
    if is_rational(value):
        rounded: int = math.floor(abs(Fraction(value)) * 10**places + half)
        return rounded if value >= 0 else -rounded
    scaled = approximate(value) * 10**places
    if abs(scaled) < 1e11 and abs(abs(scaled) % 1 - 0.5) > 1e-4:
        nearest: int = round(scaled)
        return nearest
    exact = sympy.Rational(symbolic(value).evalf(places + 40)) * 10**places
    size: int = math.floor(abs(Fraction(int(exact.p), int(exact.q))) + half)
    return size if scaled > 0 else -size
