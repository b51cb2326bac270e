"""Pictures in lessons: the data of a fenced `plot` block, drawn in characters or said in a sentence.

The first line names the kind; every other line is `label value`, `key = formula` or `(x, y) label`:
`bars`, `curve` (f, x), `points` and `arrows` (the plane), `contour` (f, x, y).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.expression.inert import in_ascii, inert
from tutor.expression.typeset.cells import cells, cut, pieces_of

_POINT = re.compile(r"^\s*(?:mark\s+)?(?P<before>[^(=]*?)\s*\((?P<x>[^,()]+),(?P<y>[^,()]+)\)\s*(?P<after>.*)$")
_SETTING = re.compile(r"^\s*(?P<key>[A-Za-z]\w*)\s*=\s*(?P<value>.+)$")
_BAR = re.compile(r"^\s*(?P<label>.+?)\s+(?P<value>\S+)\s*$")
_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled place in the plane."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What a block says. `settings`: the text right of each `=`; `problem`: why it cannot be drawn."""

    kind: str
    bars: tuple[tuple[str, float, str], ...] = ()
    marks: tuple[Mark, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    problem: str = ""

    def setting(self, key: str) -> str:
        return dict(self.settings).get(key, "")


def draw(source: str, width: int, *, ascii: bool = False) -> list[str]:
    """The picture in lines of at most `width` cells; a sentence where it cannot be drawn. Safe on any text."""
    from tutor.expression import plane

    picture = read_picture(in_ascii(source) if ascii else source)
    lines: list[str] = []
    if not picture.problem:
        drawn = _bars if picture.kind == "bars" else plane.draw
        lines = drawn(picture, width, ascii)
    if not lines:
        said = in_ascii(describe(source)) if ascii else describe(source)
        return [part for line in _wrapped(said, width) for part in pieces_of(line, width, "")]
    return [part for line in lines for part in pieces_of(line.rstrip(), width, "")]


def describe(source: str) -> str:
    """The picture in one line, for pipes and screen readers."""
    picture = read_picture(source)
    if picture.problem:
        return picture.problem
    match picture.kind:
        case "bars":
            said = ", ".join(f"{label} {text}" for label, _, text in picture.bars)
            return f"Bars: {said}."
        case "points" | "arrows":
            said = ", ".join(f"{mark.label} ({mark.x:g}, {mark.y:g})".strip() for mark in picture.marks)
            return f"{picture.kind.capitalize()} in the plane: {said}."
        case kind:
            ranges = " and ".join(f"{key} from {_spoken(picture.setting(key))}" for key in _axes(kind))
            marks = "".join(f"; marked: ({mark.x:g}, {mark.y:g}) {mark.label}".rstrip() for mark in picture.marks)
            name = "Curve" if kind == "curve" else "Level lines"
            return f"{name} of {picture.setting('f')} for {ranges}{marks}."


def _spoken(bounds: str) -> str:
    return bounds.replace("..", " to ")


def _axes(kind: str) -> tuple[str, ...]:
    return ("x", "y") if kind == "contour" else ("x",)


def read_picture(source: str) -> Picture:
    """The block as data; what is wrong with it is said in `problem`."""
    lines = [line for line in inert(source).split("\n") if line.strip()]
    kind = lines[0].strip() if lines else ""
    if kind not in {"bars", "curve", "points", "arrows", "contour"}:
        return Picture(kind, problem=f"A picture of the kind “{kind[:40]}” cannot be drawn here.")
    bars: list[tuple[str, float, str]] = []
    marks: list[Mark] = []
    settings: list[tuple[str, str]] = []
    for line in lines[1:]:
        if kind == "bars" and (bar := _BAR.match(line)) and (value := number(bar["value"])) is not None:
            bars.append((bar["label"], value, bar["value"]))
        elif kind != "bars" and (setting := _SETTING.match(line)):
            settings.append((setting["key"], setting["value"].strip()))
        elif kind != "bars" and (mark := _mark(line)) is not None:
            marks.append(mark)
        else:
            return Picture(kind, problem=f"The picture has a line that cannot be read: “{line.strip()[:60]}”.")
    picture = Picture(kind, tuple(bars), tuple(marks), tuple(settings))
    return Picture(kind, problem=problem) if (problem := _missing(picture)) else picture


def _missing(picture: Picture) -> str:
    if picture.kind in {"curve", "contour"}:
        absent = [key for key in ("f", *_axes(picture.kind)) if not picture.setting(key)]
        return f"The picture lacks {' and '.join(absent)}." if absent else ""
    return "" if picture.bars or picture.marks else "The picture has no data."


def _mark(line: str) -> Mark | None:
    found = _POINT.match(line)
    if not found:
        return None
    x, y = number(found["x"]), number(found["y"])
    if x is None or y is None:
        return None
    return Mark(x, y, found["after"].strip() or found["before"].strip())


def number(text: str) -> float | None:
    """A decimal or a fraction `1/3` as a float; None: it is neither, or too large to draw."""
    above, _, below = text.strip().replace("−", "-").partition("/")
    try:
        value = float(above) / float(below) if below else float(above)
    except (ValueError, ZeroDivisionError):
        return None
    return value if abs(value) < 1e12 else None


def _bars(picture: Picture, width: int, ascii: bool) -> list[str]:
    """Horizontal bars from a common zero; negative ones go to the left of it."""
    label_width = min(max(cells(label) for label, _, _ in picture.bars), max(4, width // 3))
    text_width = max(cells(text) for _, _, text in picture.bars)
    room = min(width - label_width - text_width - 4, 40)
    if room < 4:
        return []
    low = min(0.0, *(value for _, value, _ in picture.bars), 0.0)
    high = max(0.0, *(value for _, value, _ in picture.bars), 0.0)
    scale = room / ((high - low) or 1.0)
    left = round(-low * scale)
    lines = []
    for label, value, text in picture.bars:
        name = cut(label, label_width)[0] if cells(label) > label_width else label
        name += " " * (label_width - cells(name))
        if value < 0:
            size = max(1, round(-value * scale))
            drawn = " " * (left - size) + ("#" if ascii else "█") * size
        else:
            drawn = " " * left + _bar(value * scale, ascii)
        lines.append(f"{name}  {drawn}{' ' * max(1, room + 1 - cells(drawn))}{text}")
    return lines


def _bar(size: float, ascii: bool) -> str:
    if ascii:
        return "#" * round(size)
    whole, part = divmod(round(size * 8), 8)
    return "█" * whole + (_EIGHTHS[part] if part else "")


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and cells(lines[-1]) + 1 + cells(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
