"""What the models of pack files find wrong, in an author's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

Fault = Mapping[str, Any]
"""One error of pydantic: its type, its path, what was given, what is needed."""

SHOWN = 40
EXAMPLES: Mapping[str, str] = {
    "id": 'small letters and digits parted by hyphens, as in "sum-of-squares"',
    "skill": 'the id of a skill, as in "softmax-compute"',
    "names": 'short names of letters, as in ["x", "y_1"]',
    "fields": 'short names of letters, as in ["P", "D"]',
    "tolerance": 'a number in quotes, as in "0.05" or "1/20"',
    "levels": "whole numbers from 1 to 4, as in [1, 2]",
    "decimals": "a whole number from 0 to 12",
    "significant": "a whole number from 1 to 12",
    "format": "1: there is no other yet",
    "version": "a whole number from 1 on",
    "items": "a list of texts, as in ['first', 'second']",
    "tags": 'a list of texts, as in ["matrices"]',
    "authors": 'a list of texts, as in ["A. Author"]',
    "assume": 'a table, as in { x = "positive" }',
    "shuffle": "true or false",
    "exercise": "a table with the heading [[exercise]]",
    "mistake": "a table with the heading [[exercise.mistake]]",
    "option": "a table with the heading [[exercise.option]]",
    "part": "a table with the heading [[exercise.part]]",
}
PART_ID = 'a short name of letters, as in "scores": it is a value in the later parts'


def said(fault: Fault) -> str:
    """The fault as a sentence without its end: what is wrong, and what would be right."""
    tell = SENTENCES.get(fault["type"])
    return tell(fault) if tell else f"{_key(fault)} is {_needed(fault)}"


def _key(fault: Fault) -> str:
    return f"`{next((part for part in reversed(fault['loc']) if isinstance(part, str)), 'file')}`"


def _needed(fault: Fault) -> str:
    name = _key(fault).strip("`")
    if name == "id" and "part" in fault["loc"]:
        return PART_ID
    return EXAMPLES.get(name, "a text in quotes")


def _given(fault: Fault) -> str:
    given = fault["input"]
    text = f'"{given}"' if isinstance(given, str) else str(given)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _misfit(fault: Fault) -> str:
    return str(fault["ctx"]["message"])


def _missing(fault: Fault) -> str:
    example = EXAMPLES.get(str(fault["loc"][-1]))
    return f"{_key(fault)} is missing" + (f": {example}" if example else "")


def _literal(fault: Fault) -> str:
    if not isinstance(fault["input"], str) or _key(fault).strip("`") in EXAMPLES:
        return _of_type(fault)
    known = [each.strip("'") for each in fault["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    close = get_close_matches(str(fault["input"]), known, n=1)
    begin = f"{_key(fault)} is not {_given(fault)}"
    return f'{begin}; did you mean "{close[0]}"?' if close else f"{begin}; it is one of {', '.join(known)}"


def _of_type(fault: Fault) -> str:
    return f"{_key(fault)} is not {_given(fault)}; it is {_needed(fault)}"


def _too_short(fault: Fault) -> str:
    return f"{_key(fault)} is empty; it is {_needed(fault)}, or is left out"


def _too_long(fault: Fault) -> str:
    most = fault["ctx"]["max_length"]
    return (
        f"{_key(fault)} is too long: at most {most} {'entries' if isinstance(fault['input'], list) else 'characters'}"
    )


SENTENCES: Mapping[str, Callable[[Fault], str]] = {
    "misfit": _misfit,
    "missing": _missing,
    "literal_error": _literal,
    "too_short": _too_short,
    "string_too_short": _too_short,
    "too_long": _too_long,
    "string_too_long": _too_long,
    **dict.fromkeys(
        (
            "int_type", "int_from_float", "string_type", "bool_type", "list_type", "dict_type", "model_type",
            "model_attributes_type", "string_pattern_mismatch", "greater_than_equal", "less_than_equal",
        ),
        _of_type,
    ),
}  # fmt: skip
