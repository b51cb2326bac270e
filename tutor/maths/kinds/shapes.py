"""The shape of a tensor: its sizes in order, each a number or a product of names."""

from __future__ import annotations

import re

from tutor.errors import Unreadable
from tutor.expression.nodes import Binary, Listed, Logic, Name, Negative, Node, Number, Relation
from tutor.maths.kinds.entries import pairs_of, told_by_entries
from tutor.maths.kinds.frame import Frame, Kind, Reading, right, same_entry, wrong
from tutor.maths.kinds.labels import unlabelled
from tutor.problem import Verdict

UNDEFINED = (Name("undefined"),)
"""What an operation yields that does not fit its operands."""

_SCALAR = frozenset(("scalar", "()", "[]"))
_TORCH = re.compile(r"\s*(?:torch\.)?size\s*(?=[(\[])", re.I)
_SIGNS = re.compile(r",|×|\\times(?![a-z])|(?<![A-Za-z_\\])by(?![A-Za-z_])")
_LETTER = re.compile(r"(?<![A-Za-z_\\])[xX](?![A-Za-z_])|(?<=\d)[xX](?=\s*\w)")
_ASKED = "A shape such as 2 x 3 is asked for."


def _shape(text: str, frame: Frame) -> Reading:
    bare = _TORCH.sub(lambda found: " " * len(found.group()), text, count=1)
    if bare.strip().lower() == "undefined":
        return Reading(text, None, UNDEFINED)
    if bare.strip().lower() in _SCALAR:
        return Reading(text, None, ())
    begin, end, has_brackets = _inside(bare)
    parts = _parts(bare, begin, end, frame)
    if len(parts) > 1 and has_brackets and not bare[slice(*parts[-1])].strip():
        parts.pop()
    is_plain = has_brackets or len(parts) > 1
    return Reading(text, None, tuple(_size(bare, part, frame, is_plain=is_plain) for part in parts))


def _inside(text: str) -> tuple[int, int, bool]:
    """The text within its brackets, one pair or two, as in `([2, 3])`."""
    begin, end, has_brackets = 0, len(text), False
    while (inner := text[begin:end].strip()) and (inner[0], inner[-1]) in (("(", ")"), ("[", "]")):
        begin = text.index(inner[0], begin) + 1
        end = text.rindex(inner[-1], begin, end)
        has_brackets = True
    return begin, end, has_brackets


def _parts(text: str, begin: int, end: int, frame: Frame) -> list[tuple[int, int]]:
    """Where each size begins and ends. A letter x parts them unless it is a name here."""
    has_x = {"x", "X"} & set(frame.question.names or ())
    cuts = list(_SIGNS.finditer(text, begin, end)) + ([] if has_x else list(_LETTER.finditer(text, begin, end)))
    cuts.sort(key=lambda found: found.start())
    starts = [begin, *(found.end() for found in cuts)]
    return list(zip(starts, [*(found.start() for found in cuts), end], strict=True))


def _size(text: str, part: tuple[int, int], frame: Frame, *, is_plain: bool) -> Node:
    begin, end = part
    if not text[begin:end].strip():
        raise Unreadable(_ASKED, min(begin, len(text) - 1))
    size = frame.read(" " * begin + text[begin:end])
    is_sum = isinstance(size, Negative) or (isinstance(size, Binary) and size.op in "+-")
    if isinstance(size, Listed | Relation | Logic) or (is_sum and not is_plain):
        raise Unreadable(_ASKED, begin)
    if isinstance(size, Number) and size.value.denominator != 1:
        raise Unreadable(f"{_ASKED} {size.text} is no size.", max(size.place, 0))
    return size


def _judge(given: Reading, asked: Reading, frame: Frame) -> Verdict:
    ours, theirs = given.value, asked.value
    if UNDEFINED in (ours, theirs):
        return right("structure") if ours == theirs else wrong("", "structure")
    if len(ours) != len(theirs):
        sizes = "1 size" if len(theirs) == 1 else f"{len(theirs) or 'no'} sizes"
        return wrong(f"The shape has {sizes}; yours has {len(ours)}.", "structure", "wrong-size")
    verdict = told_by_entries(pairs_of(ours, theirs), frame, "sizes")
    if not verdict.is_right and _is_permutation(ours, theirs, frame):
        return wrong("These are the right sizes in another order.", "structure", "permuted")
    return verdict


def _is_permutation(ours: tuple[Node, ...], theirs: tuple[Node, ...], frame: Frame) -> bool:
    left = list(theirs)
    for size in ours:
        place = next((n for n, other in enumerate(left) if same_entry(size, other, frame).same), None)
        if place is None:
            return False
        del left[place]
    return True


SHAPE = Kind("shape", unlabelled(_shape), _judge)
