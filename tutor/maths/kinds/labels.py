"""Answers that say whose value they give: `k = -3`, or `a = -1, b = 3` for a vector of the two."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from tutor.errors import Unreadable
from tutor.expression.labels import Entry, entries_of, is_within, without_answer_word, without_label
from tutor.maths.kinds.frame import Frame, Reading

Read = Callable[[str, Frame], Reading]


def unlabelled(read: Read) -> Read:
    """A kind's reading, with a label taken off first. Blanks stand for it, so that places stay right."""
    return _with_blanks(read, _blanked)


def without_answer_word_before(read: Read) -> Read:
    """For answers that are relations: `ans: x > 1` as `x > 1`, while `y = 2x` stays."""

    def blank(text: str, _: Frame) -> str:
        begin, bare = without_answer_word(text)
        return " " * begin + bare if bare else text

    return _with_blanks(read, blank)


def unlabelled_list(read: Read, *, in_order: bool = True) -> Read:
    """The same where each entry of a list may have its own label. Raises Unreadable where only some have,
    and, `in_order`, where the labels do not stand in the order asked for."""

    def blank(text: str, frame: Frame) -> str:
        begin, bare = without_label(text)
        entries = entries_of(bare)
        if begin == 0 and any(entry.label for entry in entries):
            _check_labels(entries, bare, frame.question.names or (), in_order=in_order)
            return _blank_between(bare, entries)
        if _is_of_first_only(text[:begin], bare, entries, frame):
            raise Unreadable("Give the values alone, without equations among them.", 0)
        return _blanked(text, frame)

    return _with_blanks(read, blank)


def _is_of_first_only(label: str, bare: str, entries: Sequence[Entry], frame: Frame) -> bool:
    """`a = -1, 3` where a and b are in play: the label may be of the list, or of its first entry."""
    name, declared = label.strip().rstrip("=: ").strip(), frame.question.names or ()
    return len(entries) > 1 and len(declared) > 1 and name in declared and bare[0] not in "([{<⟨\\"


def _with_blanks(read: Read, blank: Callable[[str, Frame], str]) -> Read:
    def reading(text: str, frame: Frame) -> Reading:
        try:
            return replace(read(blank(text, frame), frame), text=text)
        except Unreadable as fault:
            if fault.repair is not None:
                fault.repair = fault.repair.strip()
            raise

    return reading


def _blanked(text: str, frame: Frame) -> str:
    """A name that stands in the key as well is no label: `x = y` where x is asked for."""
    begin, bare = without_label(text)
    label = text[:begin].strip().rstrip("=≈: ").strip()
    _, key = without_label(frame.question.against)
    return text if not bare or is_within(label, key) else " " * begin + bare


def _blank_between(text: str, entries: Sequence[Entry]) -> str:
    """The list with each label as blanks; the signs between the entries stay."""
    out, at = [], 0
    for entry in entries:
        label = _label_begin(text, at, entry)
        out += [text[at:label].replace(";", ","), " " * (entry.begin - label), text[entry.begin : entry.end]]
        at = entry.end
    return "".join([*out, text[at:]])


def _label_begin(text: str, at: int, entry: Entry) -> int:
    """Where the label of an entry begins: behind the comma or the bracket before it."""
    if not entry.label:
        return entry.begin
    found = re.compile(r"[\s,;]*").match(text, at, entry.begin)
    begin = found.end() if found else at
    return begin + 1 if text[begin] in "([{" and at == 0 else begin


def _check_labels(entries: Sequence[Entry], text: str, declared: Collection[str], *, in_order: bool) -> None:
    unlabelled_entry = next((entry for entry in entries if not entry.label), None)
    if unlabelled_entry is not None:
        raise Unreadable("Give the values alone, without equations among them.", entries[0].begin)
    if not in_order:
        return
    labels = [entry.label for entry in entries]
    known = [name for name in declared if name in labels]
    wanted = known if set(known) == set(labels) else sorted(labels)
    if labels == wanted and len(set(labels)) == len(labels):
        return
    repair = None
    if set(known) == set(labels) and len(set(labels)) == len(labels):
        values = {entry.label: text[entry.begin : entry.end] for entry in entries}
        repair = ", ".join(f"{name} = {values[name]}" for name in known)
    raise Unreadable("Give the values alone, in the order that is asked for.", entries[0].begin, repair)
