"""Marks to one line that a pipe or a screen reader can take: `e^(z_i) / sum_j e^(z_j)`."""

from __future__ import annotations

from itertools import pairwise

from tutor.expression.inert import in_ascii
from tutor.expression.typeset.marks import (
    Decorated,
    Fence,
    Fenced,
    Fraction,
    Grid,
    Kind,
    Mark,
    Root,
    Row,
    Scripts,
    Sign,
)
from tutor.expression.typeset.spacing import OPERANDS, Style, kind_of, space_between

_FENCE_WORDS = {"‖": "||", "⟨": "<", "⟩": ">", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}


def linear(mark: Mark, ascii: bool = False) -> str:
    """The mark on one line, brackets written wherever the second dimension is lost."""
    match mark:
        case Sign(text=text):
            return in_ascii(mark.word or mark.ascii or text) if ascii else (mark.word or text)
        case Row(items=items):
            return _row(items, ascii)
        case Fraction(above=above, below=below):
            space = "" if _is_short(above) and _is_short(below) else " "
            return f"{_operand(above, ascii)}{space}/{space}{_operand(below, ascii, strong=True)}"
        case Scripts():
            return _scripts(mark, ascii)
        case Root(body=body, index=None):
            return f"sqrt({linear(body, ascii)})"
        case Root(body=body, index=index):
            return f"root({linear(body, ascii)}, {linear(index or body, ascii)})"
        case Fenced(left=left, body=body, right=right):
            return f"{_fence(left)}{linear(body, ascii)}{_fence(right)}"
        case Grid():
            return _grid(mark, ascii)
        case Decorated(body=body, sign=sign, note=note):
            return _decorated(body, sign, note, ascii)
        case Fence(sign=sign):
            return _fence(sign)


def _fence(sign: str) -> str:
    return _FENCE_WORDS.get(sign, sign)


def _row(items: tuple[Mark, ...], ascii: bool) -> str:
    out = ""
    before: Kind | None = None
    last: Mark | None = None
    unary = False
    for place, item in enumerate(items):
        here = kind_of(item)
        if here is Kind.SPACE:
            out += " " if out and not out.endswith(" ") else ""
            continue
        text = linear(item, ascii)
        if isinstance(item, Fraction) and _is_factor(before, items[place + 1 :]):
            text = f"({text})"
        alone = here is Kind.BINARY and before not in OPERANDS
        space = 0 if unary else space_between(before, here, alone, (last, item), Style())
        worded = (
            last is not None
            and _is_word_like(out[-1:], text[:1])
            and (_is_word(item) or _is_word(last) or isinstance(last, Scripts))
        )
        out += " " * ((space > 0 or worded) and bool(out) and not out.endswith(" "))
        out += text
        unary = alone
        before, last = (Kind.COMMA if alone else here), item
    return out.strip()


def _is_word_like(left: str, right: str) -> bool:
    return (left.isalnum() or left in {")", "]"}) and (right.isalnum() or right == "|")


def _is_factor(before: Kind | None, after: tuple[Mark, ...]) -> bool:
    """Whether a fraction is multiplied, or applied to a function, so that it needs brackets."""
    rest = [kind_of(mark) for mark in after if kind_of(mark) is not Kind.SPACE]
    follows = bool(rest) and rest[0] in {Kind.ORDINARY, Kind.FUNCTION, Kind.LARGE, Kind.STACK, Kind.OPEN}
    ends = follows and rest[0] is Kind.ORDINARY and after[0] in {Sign("."), Sign("")}
    applied = {Kind.ORDINARY, Kind.FUNCTION, Kind.STACK, Kind.CLOSE, Kind.TIMES}
    return before in applied or (follows and not ends)


def _is_word(mark: Mark) -> bool:
    if isinstance(mark, Scripts):
        return _is_word(mark.base)
    if isinstance(mark, Sign):
        return len(mark.word or mark.text) > 1 and not mark.text.isdigit()
    return True


def _is_short(mark: Mark) -> bool:
    while isinstance(mark, Row) and len(mark.items) == 1:
        mark = mark.items[0]
    return isinstance(mark, Sign)


def _operand(mark: Mark, ascii: bool, strong: bool = False) -> str:
    """The mark as one operand of a division or a power, in brackets unless it is one thing."""
    while isinstance(mark, Row) and len(mark.items) == 1:
        mark = mark.items[0]
    text = linear(mark, ascii)
    single = isinstance(mark, Sign | Root | Fenced | Scripts | Decorated)
    product = isinstance(mark, Row) and not strong and not any(_joins(item) for item in mark.items)
    product = product and not _has_bare_function(mark)
    called = isinstance(mark, Row) and _is_call(mark)
    return text if single or product or called or isinstance(mark, Grid) else f"({text})"


def _has_bare_function(mark: Mark) -> bool:
    """Whether `sin 2` stands in the row: before a slash it could be taken for the sine of a quotient."""
    items = mark.items if isinstance(mark, Row) else ()
    pairs = pairwise((*items, mark))
    return any(kind_of(here) is Kind.FUNCTION and not isinstance(after, Fenced) for here, after in pairs)


def _joins(mark: Mark) -> bool:
    return kind_of(mark) in {Kind.BINARY, Kind.RELATION, Kind.COMMA} or isinstance(mark, Fraction)


def _is_call(mark: Row) -> bool:
    """`P(B)`, `∂x`, `sum_j e^(z_j)`: one thing to the ear."""
    if not mark.items:
        return False
    first, last = mark.items[0], mark.items[-1]
    if kind_of(first) is Kind.LARGE:
        return not any(_joins(item) for item in mark.items)
    if len(mark.items) != 2 or kind_of(first) is Kind.BINARY:
        return False
    return isinstance(last, Fenced) or (isinstance(first, Sign) and first.text in {"∂", "d"})


def _scripts(mark: Scripts, ascii: bool) -> str:
    base = linear(mark.base, ascii)
    if isinstance(mark.base, Row | Fraction) and len(base) > 1:
        base = f"({base})"
    for sign, script in (("_", mark.down), ("^", mark.up)):
        if script is None:
            continue
        text = linear(script, ascii)
        if text in {"'", "′", "″"} or text == "deg":
            base += "'" if text != "deg" else " degrees"
        else:
            is_one = text.isalnum() and (sign == "_" or text.isdigit() or _is_short(script))
            base += sign + (text if is_one or text in {"*", "+", "-"} else f"({text})")
    return base


def _grid(mark: Grid, ascii: bool) -> str:
    rows = [[linear(cell, ascii) for cell in line] for line in mark.rows]
    if mark.word:
        return f"{mark.word}({', '.join(cell for line in rows for cell in line)})"
    if mark.left == "{" or mark.gap == 0 or not mark.left:
        joint = " " if mark.gap == 0 else ", "
        return "; ".join(joint.join(line).strip() for line in rows)
    inner = ", ".join("[" + ", ".join(line) + "]" for line in rows)
    return {"|": f"det([{inner}])", "‖": f"norm([{inner}])"}.get(mark.left, f"[{inner}]")


def _decorated(body: Mark, sign: str, note: Mark | None, ascii: bool) -> str:
    text = linear(body, ascii)
    if sign in {"underbrace", "overbrace", "underline"}:
        return f"{text} ({linear(note, ascii)})" if note is not None else text
    if sign in {"overline", "bar"}:
        return f"{text}_bar" if text.isalnum() else f"mean({text})" if sign == "bar" else f"bar({text})"
    return f"{text}_{sign}" if text.isalnum() else f"{sign}({text})"
