"""Boxes of text with a baseline, and the ways to put them together.

Every row of a box is exactly `width` terminal cells wide. Nothing here knows mathematics.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.expression.inert import in_ascii
from tutor.expression.typeset.cells import cells


@dataclass(frozen=True, slots=True)
class Box:
    """`baseline`: the index of the row on which neighbours stand."""

    rows: tuple[str, ...]
    width: int
    baseline: int = 0

    @property
    def above(self) -> int:
        """Rows over the baseline."""
        return self.baseline

    @property
    def below(self) -> int:
        """Rows under the baseline."""
        return len(self.rows) - 1 - self.baseline


@dataclass(frozen=True, slots=True)
class Tall:
    """A bracket that grows: the parts of which it is built, from top to bottom."""

    single: str
    top: str
    middle: str
    bottom: str
    centre: str = ""


EMPTY = Box(("",), 0)

_UNICODE = {
    "(": Tall("(", "⎛", "⎜", "⎝"),
    ")": Tall(")", "⎞", "⎟", "⎠"),
    "[": Tall("[", "⎡", "⎢", "⎣"),
    "]": Tall("]", "⎤", "⎥", "⎦"),
    "{": Tall("{", "⎧", "⎪", "⎩", "⎨"),
    "}": Tall("}", "⎫", "⎪", "⎭", "⎬"),
    "⌊": Tall("⌊", "⎢", "⎢", "⎣"),
    "⌋": Tall("⌋", "⎥", "⎥", "⎦"),
    "⌈": Tall("⌈", "⎡", "⎢", "⎢"),
    "⌉": Tall("⌉", "⎤", "⎥", "⎥"),
    "|": Tall("|", "│", "│", "│"),
    "‖": Tall("‖", "║", "║", "║"),
    "⟨": Tall("⟨", "⎛", "⎜", "⎝"),
    "⟩": Tall("⟩", "⎞", "⎟", "⎠"),
}
_ASCII = {
    "(": Tall("(", "/", "|", "\\"),
    ")": Tall(")", "\\", "|", "/"),
    "[": Tall("[", "[", "[", "["),
    "]": Tall("]", "]", "]", "]"),
    "{": Tall("{", "/", "|", "\\", "<"),
    "}": Tall("}", "\\", "|", "/", ">"),
    "⌊": Tall("floor(", "|", "|", "|_"),
    "⌋": Tall(")", " |", " |", "_|"),
    "⌈": Tall("ceil(", "|-", "|", "|"),
    "⌉": Tall(")", "-|", " |", " |"),
    "|": Tall("|", "|", "|", "|"),
    "‖": Tall("||", "||", "||", "||"),
    "⟨": Tall("<", "/", "|", "\\"),
    "⟩": Tall(">", "\\", "|", "/"),
}


def text_box(text: str) -> Box:
    """One line of text."""
    return Box((text,), cells(text))


def padded(row: str, have: int, width: int, align: str = "c") -> str:
    """A row of `have` cells brought to `width`: `l` left, `r` right, `c` in the middle."""
    spare = width - have
    if spare <= 0:
        return row
    left = {"l": 0, "r": spare}.get(align, spare // 2)
    return " " * left + row + " " * (spare - left)


def widened(box: Box, width: int, align: str = "c") -> Box:
    """The box at least `width` wide."""
    if box.width >= width:
        return box
    rows = tuple(padded(row, box.width, width, align) for row in box.rows)
    return Box(rows, width, box.baseline)


def beside(boxes: Sequence[Box]) -> Box:
    """Boxes from left to right on one baseline."""
    if not boxes:
        return EMPTY
    if len(boxes) == 1:
        return boxes[0]
    above = max(box.baseline for box in boxes)
    height = above + 1 + max(box.below for box in boxes)
    width = sum(box.width for box in boxes)
    if height == 1:
        return Box(("".join(box.rows[0] for box in boxes),), width)
    rows: list[list[str]] = [[] for _ in range(height)]
    for box in boxes:
        first = above - box.baseline
        blank = " " * box.width
        for place, row in enumerate(rows):
            inside = 0 <= place - first < len(box.rows)
            row.append(box.rows[place - first] if inside else blank)
    return Box(tuple("".join(row) for row in rows), width, above)


def stacked(boxes: Sequence[Box], baseline: int, align: str = "c") -> Box:
    """Boxes from top to bottom; `baseline` counts rows of the result."""
    width = max(box.width for box in boxes)
    rows = [padded(row, box.width, width, align) for box in boxes for row in box.rows]
    return Box(tuple(rows), width, baseline)


def over(above: Box, below: Box, ascii: bool = False) -> Box:
    """A fraction. Its bar outgrows the bars of fractions inside it."""
    inner = any("──" in row or "--" in row or row.strip() in {"─", "-"} for row in above.rows + below.rows)
    width = max(above.width, below.width, 1) + (2 if inner else 0)
    bar = ("-" if ascii else "─") * width
    return stacked([widened(above, width), Box((bar,), width), widened(below, width)], len(above.rows))


def scripts(base: Box, up: Box | None, down: Box | None) -> Box:
    """`up` raised and `down` lowered at the right of the base."""
    if up is None and down is None:
        return base
    column = [up] if up else []
    middle = Box((" " * (up or down or EMPTY).width,) * len(base.rows), (up or down or EMPTY).width)
    column += [middle, *([down] if down else [])]
    raised = len(up.rows) if up else 0
    return beside([base, stacked(column, raised + base.baseline, "l")])


def limits(base: Box, up: Box | None, down: Box | None) -> Box:
    """`up` over and `down` under the base, as at a sum."""
    column = [box for box in (up, base, down) if box is not None]
    return stacked(column, (len(up.rows) if up else 0) + base.baseline)


def root(body: Box, index: str = "") -> Box:
    """A root with a bar over its body; `index` is the little number of a cube root."""
    height = len(body.rows)
    if height == 1:
        rows = (" " * (cells(index) + 1) + "_" * body.width, index + "√" + body.rows[0])
        return Box(rows, cells(index) + 1 + body.width, 1)
    return _tall_root(body, index)


def _tall_root(body: Box, index: str) -> Box:
    height = len(body.rows)
    lead = cells(index)
    blank = " " * lead
    rows = [blank + " ┌" + "─" * (body.width + 1)]
    rows += [blank + " │" + row + " " for row in body.rows[:-1]]
    rows.append((index or "") + "╲│" + body.rows[-1] + " ")
    return Box(tuple(rows), lead + body.width + 3, min(body.baseline + 1, height))


def bracket(sign: str, above: int, below: int, ascii: bool = False) -> Box:
    """One bracket that reaches `above` rows over and `below` rows under the baseline."""
    shapes = _ASCII if ascii else _UNICODE
    sign = in_ascii(sign) if ascii and sign not in shapes else sign
    shape = shapes.get(sign) or Tall(sign, sign, sign, sign)
    height = above + below + 1
    if height == 1:
        return text_box(shape.single)
    rows = [shape.top, *[shape.middle] * (height - 2), shape.bottom]
    if shape.centre and height == 2:
        rows = ["⎰" if sign == "{" else "⎱", "⎱" if sign == "{" else "⎰"] if not ascii else rows
    elif shape.centre:
        rows[height // 2] = shape.centre
    width = max(map(cells, rows))
    return Box(tuple(padded(row, cells(row), width, "l") for row in rows), width, above)


def bracketed(left: str, body: Box, right: str, ascii: bool = False) -> Box:
    """The body between brackets as high as it is; an empty sign is no bracket."""
    parts = [bracket(left, body.above, body.below, ascii)] if left else []
    parts.append(body)
    parts += [bracket(right, body.above, body.below, ascii)] if right else []
    return beside(parts)


def grid(rows: Sequence[Sequence[Box]], align: str, gap: int = 2) -> Box:
    """Boxes in aligned columns; `align` has a letter for each column, the last one repeats.

    The baseline is the middle. Rows of tall entries are set apart by an empty line.
    """
    columns = max((len(row) for row in rows), default=0)
    widths = [max((row[c].width for row in rows if c < len(row)), default=0) for c in range(columns)]
    lines = [_grid_row(row, widths, align, gap) for row in rows]
    width = max((line.width for line in lines), default=0)
    airy = any(len(line.rows) > 1 for line in lines)
    out: list[str] = []
    for line in lines:
        out += [" " * width] if airy and out else []
        out += line.rows
    if len(lines) == 1:
        return lines[0]
    return Box(tuple(out) or ("",), width, max(0, (len(out) - 1) // 2))


def _grid_row(row: Sequence[Box], widths: Sequence[int], align: str, gap: int) -> Box:
    parts: list[Box] = []
    for column, width in enumerate(widths):
        if parts and gap:
            parts.append(text_box(" " * gap))
        box = row[column] if column < len(row) else EMPTY
        parts.append(widened(box, width, align[min(column, len(align) - 1)]))
    return beside(parts)
