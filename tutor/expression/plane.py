"""The plane of a lesson's picture: curves, points, arrows and level lines on a grid of characters."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Call, Name, Negative, Node, Number, Range, walk
from tutor.expression.typeset.cells import cells

if TYPE_CHECKING:
    from tutor.expression.plot import Picture

_LARGEST = 400  # nodes of a formula that is drawn
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt, "exp": math.exp, "ln": math.log, "log2": math.log2, "log10": math.log10, "abs": abs,
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "tanh": math.tanh, "sinh": math.sinh, "cosh": math.cosh,
    "arctan": math.atan, "atan": math.atan, "floor": math.floor, "ceil": math.ceil,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)) if x > -700 else 0.0, "relu": lambda x: max(0.0, x),
}  # fmt: skip
_CONSTANTS = {"pi": math.pi, "e": math.e}


def value_at(node: Node, where: Mapping[str, float]) -> float:
    """The value of a formula as a float; NaN where it has none or is no formula of numbers."""
    try:
        return _value(node, where)
    except (ArithmeticError, ValueError, KeyError, TypeError):
        return math.nan


def _value(node: Node, where: Mapping[str, float]) -> float:
    match node:
        case Number():
            return float(node.value)
        case Name(id=id):
            return where[id] if id in where else _CONSTANTS[id]
        case Negative(operand=operand):
            return -_value(operand, where)
        case Binary(op=op, left=left, right=right):
            a, b = _value(left, where), _value(right, where)
            return float({"+": _add, "-": _sub, "*": _mul, "/": _div, "^": math.pow}[op](a, b))
        case Call(name="max" | "min" as name, arguments=(_, _, *_) as several, keywords=()):
            return (max if name == "max" else min)(_value(each, where) for each in several)
        case Call(name=name, arguments=(inner,), keywords=()):
            return float(_FUNCTIONS[name](_value(inner, where)))
        case _:
            raise TypeError(type(node).__name__)


def _add(a: float, b: float) -> float:
    return a + b


def _sub(a: float, b: float) -> float:
    return a - b


def _mul(a: float, b: float) -> float:
    return a * b


def _div(a: float, b: float) -> float:
    return a / b


@dataclass(frozen=True, slots=True)
class Window:
    """What of the plane is shown, and on how many characters."""

    left: float
    right: float
    low: float
    high: float
    columns: int
    rows: int

    def column(self, x: float) -> int:
        return round((x - self.left) / (self.right - self.left) * (self.columns - 1))

    def row(self, y: float) -> int:
        return round((self.high - y) / (self.high - self.low) * (self.rows - 1))

    def x(self, column: float) -> float:
        return self.left + (self.right - self.left) * column / (self.columns - 1)

    def y(self, row: float) -> float:
        return self.high - (self.high - self.low) * row / (self.rows - 1)


class Canvas:
    """Characters on a grid; what lies outside is not drawn."""

    def __init__(self, window: Window, ascii: bool) -> None:
        self.window, self.ascii = window, ascii
        self.grid = [[" "] * window.columns for _ in range(window.rows)]

    def put(self, column: int, row: int, sign: str) -> None:
        if 0 <= column < self.window.columns and 0 <= row < self.window.rows:
            self.grid[row][column] = sign

    def write(self, column: int, row: int, text: str) -> None:
        """A label beside a mark: to the right of it, or to the left where there is no room."""
        if cells(text) != len(text):
            return
        start = column + 2 if column + 2 + len(text) <= self.window.columns else column - 1 - len(text)
        for place, character in enumerate(text):
            self.put(start + place, row, character)

    def axes(self) -> None:
        across, up, cross = ("-", "|", "+") if self.ascii else ("─", "│", "┼")
        row, column = self.window.row(0.0), self.window.column(0.0)
        for place in range(self.window.columns):
            self.put(place, row, across)
        for place in range(self.window.rows):
            self.put(column, place, up)
        self.put(column, row, cross)

    def marks(self, picture: Picture) -> None:
        for mark in picture.marks:
            column, row = self.window.column(mark.x), self.window.row(mark.y)
            self.write(column, row, mark.label)
            self.put(column, row, "*" if self.ascii else "●")

    def lines(self) -> list[str]:
        window = self.window
        high, low = f"{window.high:.4g}", f"{window.low:.4g}"
        edge = max(len(high), len(low))
        out = []
        for place, row in enumerate(self.grid):
            label = high if place == 0 else low if place == window.rows - 1 else ""
            out.append(f"{label:>{edge}} " + "".join(row))
        left, right = f"{window.left:.4g}", f"{window.right:.4g}"
        gap = window.columns - len(left) - len(right)
        return [*out, " " * (edge + 1) + left + " " * max(1, gap) + right]


def draw(picture: Picture, width: int, ascii: bool) -> list[str]:
    """The picture; no lines where it cannot be drawn in this width or its formula cannot be used."""
    columns = min(width - 12, 61)
    if columns < 8:
        return []
    rows = max(7, min(15, columns // 4)) | 1
    match picture.kind:
        case "curve":
            return _curve(picture, columns, rows, ascii)
        case "contour":
            return _contour(picture, columns, rows, ascii)
        case _:
            return _plane(picture, columns, rows, ascii)


def formula(text: str) -> Node | None:
    """The formula of a picture, or None where it cannot be read or is too large to be drawn."""
    from tutor.expression.reader import read

    try:
        node = read(text, author=True)
    except Unreadable:
        return None
    return node if sum(1 for _ in walk(node)) <= _LARGEST else None


def _bounds(text: str) -> tuple[float, float] | None:
    node = formula(text)
    if not isinstance(node, Range):
        return None
    low, high = value_at(node.low, {}), value_at(node.high, {})
    return (low, high) if abs(low) < 1e6 and abs(high) < 1e6 and low < high else None


def _curve(picture: Picture, columns: int, rows: int, ascii: bool) -> list[str]:
    node, across = formula(picture.setting("f")), _bounds(picture.setting("x"))
    if node is None or across is None:
        return []
    left, right = across
    steps = columns * 4
    places = [left + (right - left) * step / steps for step in range(steps + 1)]
    values = [value_at(node, {"x": x}) for x in places]
    finite = sorted(value for value in values if abs(value) < 1e9)
    if not finite:
        return []
    chosen = _bounds(picture.setting("y")) if picture.setting("y") else None
    low, high = chosen or _spread(finite, [mark.y for mark in picture.marks])
    canvas = Canvas(Window(left, right, low, high, columns, rows), ascii)
    canvas.axes()
    for x, value in zip(places, values, strict=True):
        if low <= value <= high:
            canvas.put(canvas.window.column(x), canvas.window.row(value), "*" if ascii else "•")
    canvas.marks(picture)
    return canvas.lines()


def _spread(values: list[float], more: list[float]) -> tuple[float, float]:
    """The heights to show: all of them, without the far ends beside a pole."""
    edge = len(values) // 16
    middle = values[edge : len(values) - edge]
    low, high = middle[0], middle[-1]
    if values[-1] - values[0] <= 4 * (high - low):
        low, high = values[0], values[-1]
    low, high = min([low, *more]), max([high, *more])
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _plane(picture: Picture, columns: int, rows: int, ascii: bool) -> list[str]:
    xs = [0.0, *(mark.x for mark in picture.marks)]
    ys = [0.0, *(mark.y for mark in picture.marks)]
    reach_x, reach_y = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    unit = max(reach_x / (columns - 11), reach_y / (rows - 3) / 2)  # a cell is twice as high as wide
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    half_x, half_y = unit * (columns - 1) / 2, unit * (rows - 1)
    window = Window(middle_x - half_x, middle_x + half_x, middle_y - half_y, middle_y + half_y, columns, rows)
    canvas = Canvas(window, ascii)
    canvas.axes()
    if picture.kind == "arrows":
        for mark in picture.marks:
            _arrow(canvas, mark.x, mark.y)
    canvas.marks(picture)
    return canvas.lines()


def _arrow(canvas: Canvas, x: float, y: float) -> None:
    """A dotted line from the origin; its tip is the mark."""
    steps = 2 * (canvas.window.columns + canvas.window.rows)
    for step in range(2, steps):
        part = step / steps
        canvas.put(canvas.window.column(x * part), canvas.window.row(y * part), "." if canvas.ascii else "·")


def _contour(picture: Picture, columns: int, rows: int, ascii: bool) -> list[str]:
    """Bands between level lines, darker where the function is larger."""
    node = formula(picture.setting("f"))
    across, up = _bounds(picture.setting("x")), _bounds(picture.setting("y"))
    if node is None or across is None or up is None:
        return []
    window = Window(*across, *up, columns, rows)
    values = [[value_at(node, {"x": window.x(c), "y": window.y(r)}) for c in range(columns)] for r in range(rows)]
    finite = sorted(value for row in values for value in row if abs(value) < 1e9)
    if not finite:
        return []
    shades = " .:-=+*#" if ascii else " ░▒▓█"
    canvas = Canvas(window, ascii)
    levels = [finite[len(finite) * step // len(shades)] for step in range(1, len(shades))]
    for r, row in enumerate(values):
        for c, value in enumerate(row):
            canvas.put(c, r, "?" if math.isnan(value) else shades[sum(value >= level for level in levels)])
    canvas.marks(picture)
    said = f"from {finite[0]:.4g} ({'blank' if shades[0] == ' ' else shades[0]}) to {finite[-1]:.4g} ({shades[-1]})"
    return [*canvas.lines(), said]
